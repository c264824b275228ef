//! What a careful reader would ask of the law's files: everything that loading refuses, and what it lets
//! pass: `beizhu law check`.

use std::{collections::BTreeMap, ops::Range};

use jiff::civil::Date;

use super::{
    Condition, Entry, LawError, LawFile, Standing,
    act::{Control, Regime},
    check,
    condition::is_possible,
    error::Draftsman,
    load::{self, LawRead},
};

/// The law's files, looked over.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// How many acts could be read.
    pub acts: usize,
    /// How many control entries could stand.
    pub entries: usize,
    /// What is to be said of them.
    pub lints: Vec<Lint>,
}

/// A remark on the law's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// Its name in kebab-case; `refused` where the files cannot be used before it is mended.
    pub name: &'static str,
    /// Where, what is wrong, and what to do.
    pub fault: LawError,
}

/// Looks over the embedded law with the user's acts beside it, for a date. `max_age` is how many days may
/// have passed since published acts were last read.
///
/// # Errors
/// When what is part of the program cannot be read.
pub fn inspect(supplied: &[LawFile], on: Date, max_age: Option<i64>) -> Result<Inspection, LawError> {
    let read = load::read(supplied, true)?;
    let refused = read.faults.iter().cloned().map(|fault| Lint { name: "refused", fault });
    let acts = (0..read.list.acts.len()).flat_map(|act| of_act(act, &read, on));
    let lints = refused.chain(acts).chain(overlaps(&read, on)).chain(repeated(&read, on));
    let lints = lints.chain(age(&read, on, max_age)).collect();
    Ok(Inspection { acts: read.list.acts.len(), entries: read.list.entries.len(), lints })
}

/// What is to be said of an act and its entries by themselves.
fn of_act(index: usize, read: &LawRead<'_>, on: Date) -> Vec<Lint> {
    let (act, file) = (&read.list.acts[index], &read.files[index]);
    let mut lints = Vec::new();
    let mut add = |name, at: Range<usize>, en: String, zh: String| {
        lints.push(Lint { name, fault: file.error(at, en, zh) });
    };
    if act.announcement.source.trim().is_empty() {
        add(
            "uncited",
            act.announcement.id.span(),
            "no source is named; write under `source` where the act was read".into(),
            "未注明来源；请在 source 中写明公告出处".into(),
        );
    }
    for suspension in &act.suspensions {
        if let Some(until) = suspension.until.filter(|until| *until < on) {
            add(
                "ended-suspension",
                suspension.announcements.first().map_or(0..0, toml::Spanned::span),
                format!(
                    "the suspension ended on {until}; read whether a later act extends it, and write that act"
                ),
                format!("暂停实施已于{until}届满；请查阅是否延长，如有新公告请录入"),
            );
        }
    }
    for (entry, control) in entries(index, read) {
        let (code, clause, at) = (&entry.code, &entry.clause, || check::place(control));
        if !act.examples.iter().any(|example| example.codes.contains(code)) {
            add(
                "missing-example",
                at(),
                format!("{code} (clause {clause}) has no example inside; add an [[example]] with this code"),
                format!("{code}（{clause}）没有属于该条目的示例；请加入带此编码的 [[example]]"),
            );
        }
        match unreachable(entry) {
            Some(Unreachable::Entry) => add(
                "unreachable-entry",
                at(),
                format!(
                    "no goods can be under {code}: what names them or what they must meet shuts itself out; correct goods or `when`"
                ),
                format!("没有货物能属于{code}：货物用词或指标自相排斥；请更正 goods 或 when"),
            ),
            Some(Unreachable::Term(term)) => add(
                "unreachable-term",
                at(),
                format!(
                    "{code}: `{term}` names the goods and means others; take it out of `any` or of `none`"
                ),
                format!("{code}：“{term}”既指该货物又指其他货物；请从 any 或 none 中删去"),
            ),
            None => {}
        }
    }
    lints
}

/// The entries of an act that could stand, each as it is written.
fn entries<'a>(act: usize, read: &'a LawRead<'_>) -> impl Iterator<Item = (&'a Entry, &'a Control)> {
    let controls = &read.list.acts[act].controls;
    read.list.entries.iter().filter(move |entry| entry.act == act).filter_map(move |entry| {
        let is_written = |control: &&Control| {
            let is_coded = control.code.as_ref().is_none_or(|code| *code.get_ref() == entry.code);
            is_coded && *control.clause.get_ref() == entry.clause
        };
        controls.iter().find(is_written).map(|control| (entry, control))
    })
}

/// What can never be under an entry.
enum Unreachable<'a> {
    /// Any goods at all.
    Entry,
    /// Goods of that name.
    Term(&'a str),
}

fn unreachable(entry: &Entry) -> Option<Unreachable<'_>> {
    let goods = &entry.goods;
    let is_never = |term: &&String| goods.none.contains(term);
    let is_named = goods.any.iter().any(|term| !is_never(&term))
        || (!goods.all.is_empty() && goods.all.iter().all(|group| group.iter().any(|term| !is_never(&term))))
        || !(goods.patterns.is_empty() && goods.ambiguous.is_empty() && goods.presumed.is_empty());
    let is_possible = entry.condition.as_ref().is_none_or(can_be_met);
    if !is_named || !is_possible || entry.not_under.contains(&entry.code) {
        return Some(Unreachable::Entry);
    }
    goods.any.iter().find(is_never).map(|term| Unreachable::Term(term))
}

/// Whether the limits that hold together leave a value of each parameter.
fn can_be_met(condition: &Condition) -> bool {
    let mut together: BTreeMap<&str, Vec<&Condition>> = BTreeMap::new();
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        match condition {
            Condition::All(parts) => open.extend(parts),
            Condition::Any(parts) if !parts.iter().any(can_be_met) => return false,
            Condition::Any(_) => {}
            Condition::Limit(limit) => together.entry(&limit.parameter).or_default().push(condition),
        }
    }
    together.into_values().all(is_possible)
}

/// Terms that name the goods of several entries outright, of one act or of several, where no limit, use,
/// content or word on the other (`not_under`, `also_under`) tells these apart. What one act ends is out of question.
fn overlaps(read: &LawRead<'_>, on: Date) -> Vec<Lint> {
    let list = &read.list;
    let mut named: BTreeMap<(&str, String), Vec<&Entry>> = BTreeMap::new();
    let is_judged = |entry: &&Entry| {
        !entry.technology
            && list.regime(entry) == Regime::DualUse
            && !matches!(list.standing(entry, on), Standing::Revoked { .. })
    };
    for entry in list.entries.iter().filter(is_judged) {
        let tells_apart = tells_apart(entry);
        for term in entry.goods.any.iter() {
            let entries = named.entry((term, tells_apart.clone())).or_default();
            let names = |one: &Entry, other: &Entry| {
                one.not_under.contains(&other.code) || one.also_under.contains(&other.code)
            };
            let is_told =
                |other: &&Entry| other.code == entry.code || names(other, entry) || names(entry, other);
            if !entries.iter().any(is_told) {
                entries.push(entry);
            }
        }
    }
    named.retain(|_, entries| entries.len() > 1);
    // the terms of the same entries are one fault
    let mut shared: BTreeMap<Vec<&str>, (&Entry, Vec<&str>)> = BTreeMap::new();
    for ((term, _), entries) in &named {
        let codes = entries.iter().map(|entry| entry.code.as_str()).collect();
        shared.entry(codes).or_insert_with(|| (entries[entries.len() - 1], Vec::new())).1.push(term);
    }
    shared
        .into_iter()
        .filter_map(|(codes, (last, terms))| {
            let (codes, terms) = (codes.join(", "), terms.join(", "));
            let fault = place(last, read)?.fault(
                format!("{codes}: {terms} names the goods of each, and nothing tells them apart; write limits, a use, contents, `not_under`, or `also_under` where both are meant"),
                format!("{codes}：“{terms}”同为各条目的货物名称，无从区分；请写明指标、用途、成分或 not_under；确为两者兼属的写 also_under"),
            );
            Some(Lint { name: "overlap", fault })
        })
        .collect()
}

/// What an entry asks for beside the name.
fn tells_apart(entry: &Entry) -> String {
    let limits = entry.condition.as_ref().map(|condition| format!("{condition:?}")).unwrap_or_default();
    let named_use = entry.named_use.as_ref().map_or("", |named| &named.text.en);
    let contents: Vec<&str> = entry.contains.iter().map(|contains| contains.text.en.as_str()).collect();
    format!("{limits} {named_use} {contents:?}")
}

/// Codes that several acts lay down, none of which ends the other's.
fn repeated(read: &LawRead<'_>, on: Date) -> Vec<Lint> {
    let list = &read.list;
    let stands =
        |entry: &&Entry| entry.is_coded && !matches!(list.standing(entry, on), Standing::Revoked { .. });
    let mut first: BTreeMap<&str, &Entry> = BTreeMap::new();
    let mut lints = Vec::new();
    for entry in list.entries.iter().filter(stands) {
        let earlier = first.entry(&entry.code).or_insert(entry);
        if earlier.act == entry.act {
            continue;
        }
        let (code, other) = (&entry.code, list.act(earlier).announcement.id.get_ref());
        lints.extend(place(entry, read).map(|place| Lint {
            name: "code-twice",
            fault: place.fault(
                format!("{code} stands in {other} too, and neither act ends the other's; add a [[revoke]] with this code, or correct it"),
                format!("{code}在{other}中也有，且未见废止；请加入带此编码的 [[revoke]] 或更正编码"),
            ),
        }));
    }
    lints
}

/// Where an entry is written.
struct Place<'a> {
    file: &'a Draftsman<'a>,
    at: Range<usize>,
}

impl Place<'_> {
    fn fault(self, en: String, zh: String) -> LawError {
        self.file.error(self.at, en, zh)
    }
}

fn place<'a>(entry: &Entry, read: &'a LawRead<'_>) -> Option<Place<'a>> {
    let (_, control) = entries(entry.act, read).find(|(known, _)| std::ptr::eq(*known, entry))?;
    Some(Place { file: &read.files[entry.act], at: check::place(control) })
}

/// That the acts have not been read for too long.
fn age(read: &LawRead<'_>, on: Date, max_age: Option<i64>) -> Option<Lint> {
    let through = read.list.complete_through;
    let days = i64::from((on - through).get_days());
    let at = read.corpus.text.find("complete_through").unwrap_or(0);
    (days > max_age?).then(|| Lint {
        name: "old-corpus",
        fault: read.corpus.error(
            at..at,
            format!("published acts have been read up to {through} only, {days} days before {on}; read what came since, then move the day"),
            format!("公告仅读取至{through}，距{on}已{days}天；请阅读此后公布的公告，再更改该日期"),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Act, ControlList};

    fn names(supplied: &[LawFile], on: Date, max_age: Option<i64>) -> Vec<&'static str> {
        let inspection = inspect(supplied, on, max_age).unwrap_or_else(|error| panic!("{error}"));
        inspection.lints.iter().map(|lint| lint.name).collect()
    }

    #[test]
    fn the_law_has_no_lint_on_the_last_day_that_was_read() {
        let through = ControlList::load(&[]).expect("the law").complete_through;
        assert_eq!(inspect(&[], through, Some(0)).expect("the law").lints, []);
    }

    #[test]
    fn an_ended_suspension_and_an_old_corpus_are_named() {
        let law = ControlList::load(&[]).expect("the law");
        let ends =
            law.acts.iter().flat_map(|act: &Act| &act.suspensions).filter_map(|suspension| suspension.until);
        let after = ends.max().expect("a suspension").tomorrow().expect("a day");
        let found = names(&[], after, Some(7));
        assert!(found.contains(&"ended-suspension") && found.contains(&"old-corpus"), "{found:?}");
        assert!(!names(&[], after, None).contains(&"old-corpus"));
    }
}

//! Reads the law from its files and checks that it hangs together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    Act, Condition, ControlList, Entry, LawError, act,
    act::{Control, Goods},
    error::Draftsman,
    substances::Substances,
};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

pub(crate) use embedded::FINDING_PAGES;

const CORPUS: (&str, &str) = ("law/corpus.toml", include_str!("../../law/corpus.toml"));
const PARAMETERS: (&str, &str) = ("law/parameters.toml", include_str!("../../law/parameters.toml"));
const ELEMENTS: (&str, &str) = ("law/elements.toml", include_str!("../../law/elements.toml"));
const SUBSTANCES: (&str, &str) = ("law/substances.toml", include_str!("../../law/substances.toml"));
const WORDS: (&str, &str) = ("law/language.toml", include_str!("../../law/language.toml"));

/// A file of the law that a user supplies: its path and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawFile {
    /// The path, for messages.
    pub path: String,
    /// The text.
    pub text: String,
}

/// `law/corpus.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    #[serde(deserialize_with = "act::date")]
    complete_through: Date,
    #[serde(default)]
    licence_documents: Option<Vec<String>>,
}

/// Reads the embedded law with the user's acts beside it; one with the id of an embedded act
/// takes its place, and a `corpus.toml` says up to which day the user has read.
pub(super) fn load(supplied: &[LawFile]) -> Result<ControlList, LawError> {
    let mut corpus: Corpus = Draftsman { file: CORPUS.0, text: CORPUS.1 }.read()?;
    let embedded: Vec<LawFile> = embedded::ACTS
        .iter()
        .map(|(name, text)| LawFile { path: format!("law/announcements/{name}"), text: (*text).to_owned() })
        .collect();
    let mut acts: BTreeMap<String, (Act, Draftsman<'_>)> = BTreeMap::new();
    for file in embedded.iter().chain(supplied) {
        let at = Draftsman { file: &file.path, text: &file.text };
        if file.path.rsplit(['/', '\\']).next() == Some("corpus.toml") {
            let supplied: Corpus = at.read()?;
            corpus.complete_through = supplied.complete_through;
            corpus.licence_documents = supplied.licence_documents.or(corpus.licence_documents);
        } else {
            let act: Act = at.read()?;
            acts.insert(act.announcement.id.get_ref().clone(), (act, at));
        }
    }
    let acts: Vec<(Act, Draftsman<'_>)> = acts.into_values().collect();
    let mut hash = Sha256::new();
    for text in [PARAMETERS.1, ELEMENTS.1, SUBSTANCES.1, WORDS.1] {
        hash.update(text);
    }
    hash.update(corpus.complete_through.to_string());
    for (_, at) in &acts {
        hash.update(at.text);
    }
    let parameters = Draftsman { file: PARAMETERS.0, text: PARAMETERS.1 }.read()?;
    let mut list = ControlList {
        acts: Vec::new(),
        entries: Vec::new(),
        parameters,
        elements: Draftsman { file: ELEMENTS.0, text: ELEMENTS.1 }.read()?,
        words: Draftsman { file: WORDS.0, text: WORDS.1 }.read()?,
        complete_through: corpus.complete_through,
        licence_documents: corpus.licence_documents.unwrap_or_default(),
        sha256: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    check_references(&acts)?;
    let substances = Draftsman { file: SUBSTANCES.0, text: SUBSTANCES.1 }.read()?;
    for (index, (act, at)) in acts.iter().enumerate() {
        for control in &act.controls {
            let entry = check_entry(index, control, act, &list, &substances, at)?;
            list.entries.push(entry);
        }
    }
    list.acts = acts.into_iter().map(|(act, _)| act).collect();
    Ok(list)
}

fn check_references(acts: &[(Act, Draftsman<'_>)]) -> Result<(), LawError> {
    for (act, at) in acts {
        let suspended = act
            .suspensions
            .iter()
            .map(|suspension| (&suspension.announcements, &suspension.codes, &suspension.clauses));
        let revoked = act
            .revocations
            .iter()
            .map(|revocation| (&revocation.announcements, &revocation.codes, &revocation.clauses));
        for (announcements, codes, clauses) in suspended.chain(revoked) {
            for id in announcements {
                check_named(named(id, acts, at)?, id, codes, clauses, at)?;
            }
        }
        for id in act.destinations.iter().flat_map(|rule| &rule.announcements) {
            named(id, acts, at)?;
        }
        let suspends_nothing = act.suspensions.iter().any(|suspension| suspension.announcements.is_empty());
        let revokes_nothing = act.revocations.iter().any(|revocation| revocation.announcements.is_empty());
        if suspends_nothing || revokes_nothing {
            return Err(at.error(
                act.announcement.id.span(),
                "this act suspends or revokes, and names no act; write the ids under `announcements`",
                "本公告暂停或废止其他公告，但未指明；请在 announcements 中写明其 id",
            ));
        }
        if let Some(suspension) = act
            .suspensions
            .iter()
            .find(|suspension| suspension.until.is_some_and(|until| until < suspension.from))
        {
            let at_id = suspension.announcements.first().map_or(0..0, toml::Spanned::span);
            return Err(at.error(
                at_id,
                "the suspension ends before it begins; `until` is its last day",
                "暂停的结束日早于开始日；until 是最后一天",
            ));
        }
    }
    Ok(())
}

/// The act of that id.
fn named<'a>(
    id: &toml::Spanned<String>,
    acts: &'a [(Act, Draftsman<'_>)],
    at: &Draftsman<'_>,
) -> Result<&'a Act, LawError> {
    let found = acts.iter().find(|(other, _)| other.announcement.id.get_ref() == id.get_ref());
    found.map(|(act, _)| act).ok_or_else(|| {
        let known: Vec<&str> =
            acts.iter().map(|(other, _)| other.announcement.id.get_ref().as_str()).collect();
        at.error(
            id.span(),
            format!("no act has the id `{}`; there are {}", id.get_ref(), known.join(", ")),
            format!("没有 id 为“{}”的公告；现有：{}", id.get_ref(), known.join("、")),
        )
    })
}

/// The codes and clauses that another act suspends or revokes are there.
fn check_named(
    act: &Act,
    id: &toml::Spanned<String>,
    codes: &[toml::Spanned<String>],
    clauses: &[toml::Spanned<String>],
    at: &Draftsman<'_>,
) -> Result<(), LawError> {
    let has_code = |code: &str| {
        act.controls.iter().any(|control| control.code.as_ref().is_some_and(|own| own.get_ref() == code))
    };
    if let Some(code) = codes.iter().find(|code| !has_code(code.get_ref())) {
        return Err(at.error(
            code.span(),
            format!("`{}` has no control entry `{}`", id.get_ref(), code.get_ref()),
            format!("“{}”中没有管制编码“{}”", id.get_ref(), code.get_ref()),
        ));
    }
    let has_clause = |clause: &str| {
        act.controls.iter().any(|control| control.clause.get_ref() == clause)
            || act.destinations.iter().any(|rule| rule.clause.get_ref() == clause)
    };
    if let Some(clause) = clauses.iter().find(|clause| !has_clause(clause.get_ref())) {
        return Err(at.error(
            clause.span(),
            format!("`{}` has no clause `{}`", id.get_ref(), clause.get_ref()),
            format!("“{}”中没有条款“{}”", id.get_ref(), clause.get_ref()),
        ));
    }
    Ok(())
}

/// A term of spaces and hyphens would be passed over, and the goods with it.
fn check_terms(control: &Control, goods: &Goods, at: &Draftsman<'_>) -> Result<(), LawError> {
    let lists = [
        &goods.any,
        &goods.ambiguous,
        &goods.presumed,
        &goods.evidence,
        &goods.contrast,
        &goods.none,
        &goods.unless,
    ];
    let empty_group = goods.all.iter().any(Vec::is_empty);
    let mut terms = lists.into_iter().chain(&goods.all).flatten();
    let is_empty = |term: &String| term.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_'));
    if empty_group || terms.any(is_empty) {
        return Err(at.error(
            control.clause.span(),
            "the goods of this entry have an empty term; write a word or take it out",
            "该条目的货物用词中有空词；请填写或删除",
        ));
    }
    Ok(())
}

fn check_entry(
    act_index: usize,
    control: &Control,
    act: &Act,
    list: &ControlList,
    substances: &Substances,
    at: &Draftsman<'_>,
) -> Result<Entry, LawError> {
    let clause = control.clause.get_ref();
    let code = match &control.code {
        Some(code) => code.get_ref().clone(),
        None => format!("{} {clause}", act.announcement.id.get_ref()),
    };
    let place = control.code.as_ref().map_or_else(|| control.clause.span(), toml::Spanned::span);
    let is_same = |entry: &&Entry| entry.act == act_index && entry.code == code && entry.clause == *clause;
    if list.entries.iter().any(|entry| is_same(&entry)) {
        return Err(at.error(
            place,
            format!("the code `{code}` stands twice under one clause of this act"),
            format!("管制编码“{code}”在本公告同一条款下重复"),
        ));
    }
    let lines = || control.tariff_lines.iter().chain(&control.basket_lines);
    for line in lines() {
        let digits = line.get_ref();
        if !matches!(digits.len(), 8 | 10) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(at.error(
                line.span(),
                format!("`{digits}` is no tariff line; write its 8 or 10 digits"),
                format!("“{digits}”不是税则号列；请写8位或10位数字"),
            ));
        }
    }
    if let Some(named) = control.named_use.as_ref().filter(|named| !act.uses.contains_key(named.get_ref())) {
        return Err(at.error(
            named.span(),
            format!("the act has no [use.{}]", named.get_ref()),
            format!("本公告中没有 [use.{}]", named.get_ref()),
        ));
    }
    let goods = &substances.goods(&control.goods, at)?;
    let contains = control.contains.iter().map(|contains| substances.content(contains, at));
    let contains = contains.collect::<Result<Vec<_>, _>>()?;
    for parameter in control.inapplicable.iter().flat_map(|inapplicable| &inapplicable.parameters) {
        if list.parameters.named(parameter.get_ref()).is_none() {
            return Err(at.error(
                parameter.span(),
                format!("`{}` is no parameter", parameter.get_ref()),
                format!("“{}”不是已知参数", parameter.get_ref()),
            ));
        }
    }
    if goods.any.is_empty() && goods.all.is_empty() {
        return Err(at.error(
            place,
            "the entry has no words by which its goods are recognised; add goods.any or goods.all",
            "该条目没有识别货物的词；请填写 goods.any 或 goods.all",
        ));
    }
    check_terms(control, goods, at)?;
    for pattern in &goods.patterns {
        let regex = regex::Regex::new(pattern.get_ref()).map_err(|error| {
            at.error(
                pattern.span(),
                format!("`{}` is no regular expression: {error}", pattern.get_ref()),
                format!("“{}”不是正则表达式：{error}", pattern.get_ref()),
            )
        })?;
        if regex.is_match("") {
            return Err(at.error(
                pattern.span(),
                format!("`{}` fits an empty text, and so any goods; it must name some", pattern.get_ref()),
                format!("“{}”可匹配空文本，即任何货物；须指明货物", pattern.get_ref()),
            ));
        }
    }
    let others = |wanted: &str| {
        list.entries.iter().find(|entry| entry.code == wanted).map(|entry| entry.condition.clone())
    };
    let condition = control
        .when
        .as_ref()
        .map(|raw| Condition::check(raw, &list.parameters, &others, at, &place))
        .transpose()?;
    Ok(Entry {
        act: act_index,
        code,
        is_coded: control.code.is_some(),
        clause: clause.clone(),
        text: control.text.clone(),
        wording: control.wording,
        tariff_lines: lines().map(|line| line.get_ref().clone()).collect(),
        naming_lines: if control.basket { 0 } else { control.tariff_lines.len() },
        basket: control.basket || (control.tariff_lines.is_empty() && !control.basket_lines.is_empty()),
        goods: goods.clone(),
        named_use: control.named_use.as_ref().map(|named| act.uses[named.get_ref()].clone()),
        contains,
        inapplicable: control
            .inapplicable
            .iter()
            .map(|inapplicable| {
                let parameters = inapplicable.parameters.iter();
                let parameters = parameters.map(|name| name.get_ref().clone()).collect();
                (parameters, inapplicable.goods.clone())
            })
            .collect(),
        not_under: control.not_under.clone(),
        technology: control.technology,
        condition,
    })
}

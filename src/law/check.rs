//! What an act must hold to be law that hangs together: every fault at its place.

use std::ops::Range;

use super::{
    Act, ControlList, Entry, LawError,
    act::{Control, Goods},
    error::Draftsman,
    substances::Substances,
};

/// Acts that others speak of are there.
pub(super) fn references(acts: &[(Act, Draftsman<'_>)]) -> Vec<LawError> {
    acts.iter().flat_map(|(act, at)| references_of(act, at, acts)).collect()
}

fn references_of(act: &Act, at: &Draftsman<'_>, acts: &[(Act, Draftsman<'_>)]) -> Vec<LawError> {
    let mut faults = Vec::new();
    let suspended = act
        .suspensions
        .iter()
        .map(|suspension| (&suspension.announcements, &suspension.codes, &suspension.clauses));
    let revoked = act
        .revocations
        .iter()
        .map(|revocation| (&revocation.announcements, &revocation.codes, &revocation.clauses));
    for (announcements, codes, clauses) in suspended.chain(revoked) {
        if announcements.is_empty() {
            faults.push(at.error(
                act.announcement.id.span(),
                "this act suspends or revokes, and names no act; write the ids under `announcements`",
                "本公告暂停或废止其他公告，但未指明；请在 announcements 中写明其 id",
            ));
        }
        for id in announcements {
            match named(id, acts, at) {
                Ok(act) => faults.extend(named_parts(act, id, codes, clauses, at)),
                Err(fault) => faults.push(fault),
            }
        }
    }
    let destinations = act.destinations.iter().flat_map(|rule| &rule.announcements);
    faults.extend(destinations.filter_map(|id| named(id, acts, at).err()));
    for suspension in &act.suspensions {
        if suspension.until.is_some_and(|until| until < suspension.from) {
            let at_id = suspension.announcements.first().map_or(0..0, toml::Spanned::span);
            faults.push(at.error(
                at_id,
                "the suspension ends before it begins; `until` is its last day",
                "暂停的结束日早于开始日；until 是最后一天",
            ));
        }
    }
    faults
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
fn named_parts(
    act: &Act,
    id: &toml::Spanned<String>,
    codes: &[toml::Spanned<String>],
    clauses: &[toml::Spanned<String>],
    at: &Draftsman<'_>,
) -> Vec<LawError> {
    let has_code = |code: &str| {
        act.controls.iter().any(|control| control.code.as_ref().is_some_and(|own| own.get_ref() == code))
    };
    let has_clause = |clause: &str| {
        act.controls.iter().any(|control| control.clause.get_ref() == clause)
            || act.destinations.iter().any(|rule| rule.clause.get_ref() == clause)
    };
    let codes = codes.iter().filter(|code| !has_code(code.get_ref())).map(|code| {
        at.error(
            code.span(),
            format!("`{}` has no control entry `{}`", id.get_ref(), code.get_ref()),
            format!("“{}”中没有管制编码“{}”", id.get_ref(), code.get_ref()),
        )
    });
    let clauses = clauses.iter().filter(|clause| !has_clause(clause.get_ref())).map(|clause| {
        at.error(
            clause.span(),
            format!("`{}` has no clause `{}`", id.get_ref(), clause.get_ref()),
            format!("“{}”中没有条款“{}”", id.get_ref(), clause.get_ref()),
        )
    });
    codes.chain(clauses).collect()
}

/// The substances and forms that an entry names.
pub(super) fn substances_of(control: &Control, substances: &Substances, at: &Draftsman<'_>) -> Vec<LawError> {
    let Goods { substances: names, forms, .. } = &control.goods;
    let formless = names.first().filter(|_| forms.is_empty()).map(|name| {
        at.error(
            name.span(),
            "substances without a form; add goods.forms",
            "写明了物质而没有形态；请填写 goods.forms",
        )
    });
    let known = substances.form_names();
    let forms = forms.iter().filter(|name| !known.contains(&name.get_ref().as_str())).map(|name| {
        at.error(
            name.span(),
            format!("`{}` is no form; law/substances.toml has {}", name.get_ref(), known.join(", ")),
            format!("“{}”不是已知形态；law/substances.toml 中有：{}", name.get_ref(), known.join("、")),
        )
    });
    let contained = control.contains.iter().filter_map(|contains| contains.substance.as_ref());
    let unknown = names.iter().chain(contained).filter(|name| !substances.knows(name.get_ref()));
    let unknown = unknown.map(|name| {
        at.error(
            name.span(),
            format!("law/substances.toml has no `{}`", name.get_ref()),
            format!("law/substances.toml 中没有“{}”", name.get_ref()),
        )
    });
    formless.into_iter().chain(forms).chain(unknown).collect()
}

/// An entry by itself.
pub(super) fn entry(
    entry: &Entry,
    control: &Control,
    act: &Act,
    list: &ControlList,
    at: &Draftsman<'_>,
) -> Vec<LawError> {
    let mut faults = Vec::new();
    let Entry { code, clause, .. } = entry;
    let is_same = |other: &&Entry| other.act == entry.act && other.code == *code && other.clause == *clause;
    if list.entries.iter().any(|other| is_same(&other)) {
        faults.push(at.error(
            place(control),
            format!("the code `{code}` stands twice under one clause of this act; take one out, or write their clauses apart"),
            format!("管制编码“{code}”在本公告同一条款下重复；请删去其一或区分条款"),
        ));
    }
    for line in control.tariff_lines.iter().chain(&control.basket_lines) {
        let digits = line.get_ref();
        if !is_tariff_line(digits) {
            faults.push(at.error(
                line.span(),
                format!("`{digits}` is no tariff line; write its 8 or 10 digits"),
                format!("“{digits}”不是税则号列；请写8位或10位数字"),
            ));
        }
    }
    if let Some(named) = control.named_use.as_ref().filter(|named| !act.uses.contains_key(named.get_ref())) {
        faults.push(at.error(
            named.span(),
            format!("the act has no [use.{}]", named.get_ref()),
            format!("本公告中没有 [use.{}]", named.get_ref()),
        ));
    }
    for parameter in control.inapplicable.iter().flat_map(|inapplicable| &inapplicable.parameters) {
        if list.parameters.named(parameter.get_ref()).is_none() {
            faults.push(at.error(
                parameter.span(),
                format!("`{}` is no parameter", parameter.get_ref()),
                format!("“{}”不是已知参数", parameter.get_ref()),
            ));
        }
    }
    faults.extend(recognition(control, &entry.goods, at));
    faults
}

/// 8 or 10 digits.
fn is_tariff_line(digits: &str) -> bool {
    matches!(digits.len(), 8 | 10) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words by which the goods of an entry are recognised. A term of spaces and hyphens would be passed
/// over, and the goods with it.
fn recognition(control: &Control, goods: &Goods, at: &Draftsman<'_>) -> Vec<LawError> {
    let mut faults = Vec::new();
    if goods.any.is_empty() && goods.all.is_empty() {
        faults.push(at.error(
            place(control),
            "the entry has no words by which its goods are recognised; add goods.any or goods.all",
            "该条目没有识别货物的词；请填写 goods.any 或 goods.all",
        ));
    }
    let lists = [
        &goods.any,
        &goods.ambiguous,
        &goods.presumed,
        &goods.broader,
        &goods.bare,
        &goods.measured,
        &goods.evidence,
        &goods.contrast,
        &goods.none,
        &goods.unless,
    ];
    let groups = || goods.all.iter().chain(goods.perhaps.iter());
    let empty_group = groups().any(Vec::is_empty);
    let mut terms = lists.into_iter().map(|list| &**list).chain(groups()).flatten();
    let is_empty = |term: &String| term.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_'));
    if empty_group || terms.any(is_empty) {
        faults.push(at.error(
            place(control),
            "the goods of this entry have an empty term; write a word or take it out",
            "该条目的货物用词中有空词；请填写或删除",
        ));
    }
    for pattern in &goods.patterns {
        let (span, pattern) = (pattern.span(), pattern.get_ref());
        match regex::Regex::new(pattern) {
            Err(error) => faults.push(at.error(
                span,
                format!("`{pattern}` is no regular expression: {error}"),
                format!("“{pattern}”不是正则表达式：{error}"),
            )),
            Ok(regex) if regex.is_match("") => faults.push(at.error(
                span,
                format!("`{pattern}` fits an empty text, and so any goods; it must name some"),
                format!("“{pattern}”可匹配空文本，即任何货物；须指明货物"),
            )),
            Ok(_) => {}
        }
    }
    faults
}

/// Where an error about a whole entry is shown.
pub(super) fn place(control: &Control) -> Range<usize> {
    control.code.as_ref().map_or_else(|| control.clause.span(), toml::Spanned::span)
}

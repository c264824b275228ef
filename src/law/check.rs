//! What an act must hold to be law that hangs together: refused at its place where it does not.

use std::ops::Range;

use super::{
    Act, ControlList, Entry, LawError,
    act::{Control, Goods},
    error::Draftsman,
    substances::Substances,
};

/// Acts that others speak of are there.
pub(super) fn references(acts: &[(Act, Draftsman<'_>)]) -> Result<(), LawError> {
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
                named_parts(named(id, acts, at)?, id, codes, clauses, at)?;
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
fn named_parts(
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

/// The substances and forms that an entry names.
pub(super) fn substances_of(
    control: &Control,
    substances: &Substances,
    at: &Draftsman<'_>,
) -> Result<(), LawError> {
    let Goods { substances: names, forms, .. } = &control.goods;
    if let (Some(name), true) = (names.first(), forms.is_empty()) {
        return Err(at.error(
            name.span(),
            "substances without a form; add goods.forms",
            "写明了物质而没有形态；请填写 goods.forms",
        ));
    }
    let known = substances.form_names();
    if let Some(name) = forms.iter().find(|name| !known.contains(&name.get_ref().as_str())) {
        return Err(at.error(
            name.span(),
            format!("`{}` is no form; law/substances.toml has {}", name.get_ref(), known.join(", ")),
            format!("“{}”不是已知形态；law/substances.toml 中有：{}", name.get_ref(), known.join("、")),
        ));
    }
    let contained = control.contains.iter().filter_map(|contains| contains.substance.as_ref());
    match names.iter().chain(contained).find(|name| !substances.knows(name.get_ref())) {
        None => Ok(()),
        Some(name) => Err(at.error(
            name.span(),
            format!("law/substances.toml has no `{}`", name.get_ref()),
            format!("law/substances.toml 中没有“{}”", name.get_ref()),
        )),
    }
}

/// An entry by itself.
pub(super) fn entry(
    entry: &Entry,
    control: &Control,
    act: &Act,
    list: &ControlList,
    at: &Draftsman<'_>,
) -> Result<(), LawError> {
    let Entry { code, clause, .. } = entry;
    let place = place(control);
    let is_same = |other: &&Entry| other.act == entry.act && other.code == *code && other.clause == *clause;
    if list.entries.iter().any(|other| is_same(&other)) {
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
    let goods = &entry.goods;
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
    terms(control, goods, at)?;
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
    Ok(())
}

/// A term of spaces and hyphens would be passed over, and the goods with it.
fn terms(control: &Control, goods: &Goods, at: &Draftsman<'_>) -> Result<(), LawError> {
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
    let mut terms = lists.into_iter().map(|list| &**list).chain(goods.all.iter()).flatten();
    let is_empty = |term: &String| term.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_'));
    if empty_group || terms.any(is_empty) {
        return Err(at.error(
            place(control),
            "the goods of this entry have an empty term; write a word or take it out",
            "该条目的货物用词中有空词；请填写或删除",
        ));
    }
    Ok(())
}

/// Where an error about a whole entry is shown.
pub(super) fn place(control: &Control) -> Range<usize> {
    control.code.as_ref().map_or_else(|| control.clause.span(), toml::Spanned::span)
}

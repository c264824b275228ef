//! `missing-field`: the name or the tariff line of a goods line is empty.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{
    determination::{Missing, Verdict},
    facts::tariff_line::TariffLine,
    phrase::Phrase,
};

pub(super) const CHECK: Check = Check { name: "missing-field", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.facts.is_import {
        return Vec::new();
    }
    let item = subject.item;
    let mut fields = Vec::new();
    if item.name.as_ref().is_none_or(|name| name.is_blank()) {
        fields.push(Phrase::new("name of the goods", "商品名称"));
    }
    if subject.facts.tariff_line == TariffLine::Absent {
        fields.push(Phrase::new("tariff line", "商品编号"));
    }
    if fields.is_empty() {
        return Vec::new();
    }
    let list = Phrase::list(&fields);
    let undecided = subject.determination.verdict == Verdict::Undetermined
        && subject.determination.missing.contains(&Missing::Name);
    let why = if undecided {
        Phrase::new("without it nobody can tell whether the goods are controlled", "缺少该项则无法判断货物是否受管制")
    } else {
        Phrase::new("customs accepts no goods line without it", "缺少该项的商品项海关不予受理")
    };
    vec![Fault::new(
        item.span,
        Phrase::new(format!("the {} is missing", list.en), format!("缺少{}", list.zh)),
        why,
        Phrase::new("fill it in", "请填写"),
    )]
}

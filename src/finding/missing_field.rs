//! `missing-field`: the name or the tariff line of a goods line is empty, or a declaration element
//! without which the goods cannot be judged.

use super::{Check, Fault, Look, Severity, Spot, Subject};
use crate::{
    determination::{Missing, Verdict},
    facts::{Source, tariff_line::TariffLine},
    phrase::Phrase,
};

pub(super) const CHECK: Check = Check { name: "missing-field", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.facts.is_import {
        return Vec::new();
    }
    empty_cells(subject).into_iter().chain(empty_elements(subject)).collect()
}

/// The declaration elements of the tariff line that the specification leaves empty.
fn empty_elements(subject: &Subject<'_>) -> Option<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return None;
    }
    let specification = subject.item.specification.as_ref()?;
    let elements = subject.law.elements.of(subject.facts.tariff_line.digits()?)?;
    let lacking: Vec<&str> =
        elements.lacking(&specification.text).iter().map(|element| element.name.as_str()).collect();
    (!lacking.is_empty()).then(|| {
        Fault::new(
            Spot::Field(Source::Specification),
            Phrase::new(
                format!("the declaration elements leave empty: {}", lacking.join(", ")),
                format!("申报要素未填：{}", lacking.join("、")),
            ),
            Phrase::new("the goods cannot be judged without them", "缺少这些要素则无法判断货物是否受管制"),
            Phrase::new("fill them in, each with its unit", "请补充填写，数值须带单位"),
        )
    })
}

fn empty_cells(subject: &Subject<'_>) -> Option<Fault> {
    let item = subject.item;
    let mut fields = Vec::new();
    if item.name.as_ref().is_none_or(|name| name.is_blank()) {
        fields.push(Phrase::new("name of the goods", "商品名称"));
    }
    if subject.facts.tariff_line == TariffLine::Absent {
        fields.push(Phrase::new("tariff line", "商品编号"));
    }
    if fields.is_empty() {
        return None;
    }
    let list = Phrase::list(&fields);
    let undecided = subject.determination.verdict == Verdict::Undetermined
        && subject.determination.missing.contains(&Missing::Name);
    let why = if undecided {
        Phrase::new("without it nobody can tell whether the goods are controlled", "缺少该项则无法判断货物是否受管制")
    } else {
        Phrase::new("customs accepts no goods line without it", "缺少该项的商品项海关不予受理")
    };
    Some(Fault::new(
        Spot::Line,
        Phrase::new(format!("the {} is missing", list.en), format!("缺少{}", list.zh)),
        why,
        Phrase::new("fill it in", "请填写"),
    ))
}

//! `missing-parameter`: the goods are of the kind, and a value that decides is not declared.

use super::{Check, Fault, Look, Severity, Subject, shortened};
use crate::{
    determination::{Missing, Verdict},
    facts::{Reason, SetAside, Source},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "missing-parameter", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let missing = subject.determination.missing.iter().filter_map(|fact| match fact {
        Missing::Parameter(name) => Some(name),
        _ => None,
    });
    missing
        .filter(|name| !has_no_unit(subject, name) && !is_stated(subject, name))
        .filter_map(|name| {
            let parameter = subject.law.parameters.named(name)?;
            let judgement = subject
                .determination
                .ground()
                .find(|judgement| judgement.missing.contains(&Missing::Parameter(name.clone())))?;
            let entry = subject.entry(judgement);
            let limit = judgement.comparisons.iter().find(|compared| compared.limit.parameter == *name)?;
            let asked = Phrase::new(
                format!("a data sheet or test report that gives the {}", parameter.text.en),
                format!("载明{}的规格书或检测报告", parameter.text.zh),
            );
            let (clause, way_on) = (subject.clause(entry), subject.way_on(&asked));
            let limit = format!("{} {}", limit.limit.operator, limit.limit.written);
            let derived = subject
                .facts
                .derived
                .iter()
                .find(|quantity| quantity.parameter == *name)
                .map(|quantity| quantity.written.to_string());
            let (en, zh) = match &derived {
                Some(value) => (
                    format!("; from the other values it would be about {value}, which does not replace a declared one"),
                    format!("；按其他数据推算约为{value}，但不能代替申报值"),
                ),
                None => taken_for(subject, name),
            };
            Some(Fault::new(
                subject.values_spot(),
                Phrase::new(
                    format!("the {} is not declared{en}", parameter.text.en),
                    format!("未申报{}{zh}", parameter.text.zh),
                ),
                Phrase::new(
                    format!("{} has the limit {limit}", clause.en),
                    format!("{}的限值为{limit}", clause.zh),
                ),
                Phrase::new(
                    format!("declare it in {}; {}", parameter.unit, way_on.en),
                    format!("请以{}为单位申报；{}", parameter.unit, way_on.zh),
                ),
            ))
        })
        .collect()
}

/// What stands in a column that nobody knows, or is easily taken for it: a mesh number beside a limit in micrometres.
fn taken_for(subject: &Subject<'_>, name: &str) -> (String, String) {
    let unknown = |aside: &&SetAside| aside.parameter == name && aside.reason == Reason::UnknownColumn;
    if let Some(aside) = subject.facts.set_aside.iter().find(unknown)
        && let Source::Column(at) = aside.place.source
        && let Some(column) = subject.item.columns.get(at)
    {
        let (text, heading) = (shortened(&aside.place.text), column.heading.trim());
        return (
            format!("; `{text}` stands in the column `{heading}`, which is not known (name it under [columns] in beizhu.toml)"),
            format!("；“{text}”在无法识别的列“{heading}”中（请在 beizhu.toml 的 [columns] 中指明该列）"),
        );
    }
    let other = subject.facts.set_aside.iter().find_map(|aside| match &aside.reason {
        Reason::OtherQuantity(other) if aside.parameter == name => Some((&aside.place.text, other)),
        _ => None,
    });
    other.map_or_else(Default::default, |(text, other)| {
        let text = shortened(text);
        (format!("; `{text}` is another quantity ({})", other.en), format!("；“{text}”是另一个量（{}）", other.zh))
    })
}

/// Whether a value is there after all: then it is one that decides nothing, which is another finding.
fn is_stated(subject: &Subject<'_>, name: &str) -> bool {
    subject.facts.stated.iter().any(|quantity| quantity.parameter == name)
}

fn has_no_unit(subject: &Subject<'_>, name: &str) -> bool {
    subject.facts.set_aside.iter().any(|aside| {
        aside.parameter == name && matches!(aside.reason, Reason::NoUnit | Reason::ForeignUnit(_))
    })
}

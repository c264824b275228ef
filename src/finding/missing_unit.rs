//! `missing-unit`: a value is labelled, and its unit is missing or measures something else.

use super::{Check, Fault, Look, Severity, Spot, Subject, quoted};
use crate::{
    determination::{Missing, Verdict},
    facts::Reason,
    phrase::Phrase,
};

pub(super) const CHECK: Check = Check { name: "missing-unit", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let needed = |name: &str| subject.determination.missing.contains(&Missing::Parameter(name.to_owned()));
    subject
        .facts
        .set_aside
        .iter()
        .filter(|aside| needed(&aside.parameter))
        .filter_map(|aside| {
            let parameter = subject.law.parameters.named(&aside.parameter)?;
            let text = quoted(&aside.place);
            let what = match &aside.reason {
                Reason::NoUnit => Phrase::new(
                    format!("the {} `{text}` has no unit", parameter.text.en),
                    format!("{}“{text}”没有单位", parameter.text.zh),
                ),
                Reason::ForeignUnit(unit) => Phrase::new(
                    format!("`{unit}` in `{text}` is no unit of the {}", parameter.text.en),
                    format!("“{text}”中的“{unit}”不是{}的单位", parameter.text.zh),
                ),
                _ => return None,
            };
            Some(Fault::new(
                Spot::from(&aside.place),
                what,
                Phrase::new("a number without its unit decides nothing, and no unit is assumed", "没有单位的数值不能作为依据，程序不作推断"),
                Phrase::new(
                    format!("write the value with its unit, such as {}", parameter.unit),
                    format!("请写明数值和单位，例如{}", parameter.unit),
                ),
            ))
        })
        .collect()
}

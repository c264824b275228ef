//! `implausible-value`: a declared value that no real product has.

use super::{Check, Fault, Look, Severity, Spot, Subject, quoted};
use crate::{
    determination::{Coverage, Verdict},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "implausible-value", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict == Verdict::OutOfScope {
        return Vec::new();
    }
    let is_compared = |name: &str| {
        subject
            .determination
            .judgements
            .iter()
            .filter(|judgement| judgement.coverage != Coverage::NotOfKind)
            .flat_map(|judgement| &judgement.comparisons)
            .any(|compared| compared.limit.parameter == name)
    };
    subject
        .facts
        .stated
        .iter()
        .filter(|quantity| is_compared(&quantity.parameter))
        .filter_map(|quantity| {
            let parameter = subject.law.parameters.named(&quantity.parameter)?;
            let range = parameter.plausible.as_ref()?;
            if range.admits(&quantity.interval) {
                return None;
            }
            let is_possible =
                parameter.possible.as_ref().is_none_or(|possible| possible.admits(&quantity.interval));
            let (en, zh) = if is_possible {
                ("it was judged as it stands", "仍按所写数值判断")
            } else {
                ("beside it nothing is decided", "该数值不作为判断依据")
            };
            let text = quoted(&quantity.place);
            Some(Fault::new(
                Spot::from(&quantity.place),
                Phrase::new(
                    format!("`{text}` is no {} of a real product", parameter.text.en),
                    format!("“{text}”不是实际产品可能的{}", parameter.text.zh),
                ),
                Phrase::new(
                    format!(
                        "real ones lie between {} and {} {} (this program's judgement); {en}",
                        range.low, range.high, parameter.unit
                    ),
                    format!(
                        "实际产品在{}至{}{}之间（本程序的判断）；{zh}",
                        range.low, range.high, parameter.unit
                    ),
                ),
                Phrase::new("check the number and its unit", "请核对数值和单位"),
            ))
        })
        .collect()
}

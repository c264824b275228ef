//! `ambiguous-value`: what is declared lies on both sides of a limit.

use super::{Check, Fault, Look, Severity, Spot, Subject, shortened};
use crate::{
    determination::{Coverage, Verdict},
    law::Comparison,
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "ambiguous-value", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let mut faults: Vec<Fault> = Vec::new();
    for judgement in subject.determination.ground().filter(|judgement| judgement.coverage == Coverage::Open) {
        for compared in &judgement.comparisons {
            if !matches!(compared.outcome, Some(Comparison::Open | Comparison::OpenClosely)) {
                continue;
            }
            let limit = &compared.limit;
            let values: Vec<_> =
                subject.facts.stated.iter().filter(|quantity| quantity.parameter == limit.parameter).collect();
            let (Some(first), Some(parameter)) = (values.first(), subject.law.parameters.named(&limit.parameter)) else {
                continue;
            };
            if faults.iter().any(|fault| fault.at == Spot::from(&first.place)) {
                continue;
            }
            let doubts = subject.facts.in_doubt(&limit.parameter).into_iter().map(|aside| &aside.place);
            let places = values.iter().map(|quantity| &quantity.place).chain(doubts);
            let texts: Vec<String> = places.map(|place| shortened(&place.text)).collect();
            let how = if texts.len() > 1 {
                Phrase::new("several values", "多个数值")
            } else if first.approximate {
                Phrase::new("an approximate value", "约数")
            } else if first.interval.low.is_none() || first.interval.high.is_none() {
                Phrase::new("a bound that leaves values", "单侧界限")
            } else {
                Phrase::new("a range", "数值范围")
            };
            let entry = subject.entry(judgement);
            let asked = Phrase::new(
                format!("a test report of the {}", parameter.text.en),
                format!("{}的检测报告", parameter.text.zh),
            );
            let (clause, way_on) = (subject.clause(entry), subject.way_on(&asked));
            faults.push(Fault::new(
                Spot::from(&first.place),
                Phrase::new(
                    format!("the {} is {} on both sides of the limit: {}", parameter.text.en, how.en, texts.join(" / ")),
                    format!("{}为{}，跨越限值：{}", parameter.text.zh, how.zh, texts.join(" / ")),
                ),
                Phrase::new(
                    format!("{} has the limit {} {}", clause.en, limit.operator, limit.written),
                    format!("{}的限值为{} {}", clause.zh, limit.operator, limit.written),
                ),
                Phrase::new(
                    format!("declare the one value of these goods, so that it says whether it is {} {}; {}", limit.operator, limit.written, way_on.en),
                    format!("请申报本货物的确切数值，以说明是否{} {}；{}", limit.operator, limit.written, way_on.zh),
                ),
            ));
        }
    }
    faults
}

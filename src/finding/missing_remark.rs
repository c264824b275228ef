//! `missing-remark`: the remark does not hold the statement that the act demands.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{
    determination::Verdict,
    law::Comparison,
    phrase::{Phrase, worded},
    remark::Subject as Said,
};

pub(super) const CHECK: Check = Check { name: "missing-remark", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let Some(required) = subject.remark.required else { return Vec::new() };
    if !subject.remark.present.is_empty() {
        return Vec::new();
    }
    let Some(due) = subject.due() else { return Vec::new() };
    let Some(judgement) = subject.determination.ground().next() else { return Vec::new() };
    let clause = subject.clause(subject.entry(judgement));
    let close = judgement.comparisons.iter().find(|compared| compared.outcome == Some(Comparison::MissedClosely));
    let percent = subject.margin.percent(close.map_or("", |compared| compared.limit.parameter.as_str()));
    let why = match required.subject {
        Said::Controlled => {
            Phrase::new(worded!("the goods are controlled by {}", clause.en), worded!("该货物受{}管制", clause.zh))
        }
        Said::NotControlled if subject.determination.verdict == Verdict::Clear => Phrase::new(
            worded!(
                "the goods are of the kind of {} and not controlled; the act demands that the remark says so of all such goods",
                clause.en
            ),
            worded!("该货物与{}所列为同类而不受管制；该公告要求此类货物均须在备注栏注明", clause.zh),
        ),
        Said::NotControlled => Phrase::new(
            worded!(
                "the goods are close to the limit of {}; the law puts no number on close: {percent} % is this program's policy (--near)",
                clause.en
            ),
            worded!(
                "该货物接近{}的指标；法规未规定“接近”的幅度，{percent}%是本程序的默认做法（--near）",
                clause.zh
            ),
        ),
    };
    let cure = if subject.remark.revised.is_some() {
        Phrase::new("`beizhu fix` writes it", "运行 beizhu fix 即可写入")
    } else {
        Phrase::new("write it into the remarks column", "请写入备注栏")
    };
    vec![
        Fault::new(
            subject.remark_spot(),
            Phrase::new(worded!("the remark must say {}", due.en), worded!("备注栏应注明{}", due.zh)),
            why,
            cure,
        )
        .fixed_by(subject.remark.revised),
    ]
}

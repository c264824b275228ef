//! `prohibited-export`: an act in force bars the goods from export. No licence helps.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{determination::Verdict, law::act::Regime, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "prohibited-export", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Controlled {
        return Vec::new();
    }
    let mut entries = subject.determination.ground().map(|judgement| subject.entry(judgement));
    let Some(entry) = entries.find(|entry| subject.law.regime(entry) == Regime::Prohibition) else {
        return Vec::new();
    };
    let clause = subject.clause(entry);
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(
            format!("these goods may not be exported: {}", entry.text.en),
            format!("该货物禁止出口：{}", entry.text.zh),
        ),
        Phrase::new(
            format!("{}: a prohibition, no dual-use control", clause.en),
            format!("{}：属禁止出口，不是两用物项管制", clause.zh),
        ),
        Phrase::new(
            "take the line out of the declaration, and read the act for its exceptions",
            "请从报关单中删除该项，并查阅公告是否有例外",
        ),
    )]
}

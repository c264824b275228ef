//! `unverified-entry`: an entry that was read in one incomplete copy may cover the goods.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{
    determination::{Missing, Verdict},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "unverified-entry", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let unsure = subject.determination.ground().filter(|judgement| judgement.missing.contains(&Missing::Wording));
    let entries: Vec<_> = unsure.map(|judgement| subject.entry(judgement)).collect();
    if entries.is_empty() {
        return Vec::new();
    }
    let cited = Phrase::list(&entries.iter().map(|entry| subject.clause(entry)).collect::<Vec<_>>());
    let items = Phrase::list(entries.iter().map(|entry| &entry.text));
    let way_on = subject.way_on(&Phrase::new("the data sheet", "技术资料"));
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(format!("{} may cover these goods", cited.en), format!("{}可能管制该货物", cited.zh)),
        Phrase::new(
            format!("read in one incomplete copy of the act, and not verified: {}", items.en),
            format!("该条目仅读自一份不完整的文本，未经核实：{}", items.zh),
        ),
        Phrase::new(
            format!("look it up in the act itself; {}", way_on.en),
            format!("请查阅公告原文；{}", way_on.zh),
        ),
    )]
}

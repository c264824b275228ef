//! `missing-use`: the goods are of the kind, and the use that the act names is not stated.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{
    determination::{Missing, Verdict},
    phrase::Phrase,
};

pub(super) const CHECK: Check = Check { name: "missing-use", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let open = subject.determination.ground().find(|judgement| {
        judgement.missing.contains(&Missing::Use) && !judgement.missing.contains(&Missing::Goods)
    });
    let Some(entry) = open.map(|judgement| subject.entry(judgement)) else { return Vec::new() };
    let Some(named) = &entry.named_use else { return Vec::new() };
    let asked = Phrase::new("a statement of the use", "用途说明");
    let (clause, way_on) = (subject.clause(entry), subject.way_on(&asked));
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(
            format!("the use is not stated for {}", entry.text.en),
            format!("未写明用途：{}", entry.text.zh),
        ),
        Phrase::new(
            format!("{} covers it where the use is: {}", clause.en, named.text.en),
            format!("用途为“{}”的，受{}管制", named.text.zh, clause.zh),
        ),
        Phrase::new(
            format!("state what it is used for; {}", way_on.en),
            format!("请写明用途；{}", way_on.zh),
        ),
    )]
}

//! `missing-composition`: the goods are of the kind, and whether they hold or have what the act asks for is not
//! stated.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{
    determination::{Missing, Verdict},
    facts::goods::Content,
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "missing-composition", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let open = subject.determination.ground().filter(|judgement| {
        judgement.missing.contains(&Missing::Composition) && !judgement.missing.contains(&Missing::Goods)
    });
    let entries: Vec<_> = open.map(|judgement| subject.entry(judgement)).collect();
    let mut unstated: Vec<&Phrase> = Vec::new();
    for entry in &entries {
        let kinds = subject.facts.kinds.iter().filter(|kind| std::ptr::eq(&subject.law.entries[kind.entry], *entry));
        for (contains, content) in kinds.flat_map(|kind| entry.contains.iter().zip(&kind.content)) {
            if *content == Content::NotStated && !unstated.contains(&&contains.text) {
                unstated.push(&contains.text);
            }
        }
    }
    let substances = Phrase::list(unstated);
    let Some(first) = entries.first() else { return Vec::new() };
    let codes: Vec<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
    let asked = Phrase::new("the composition or the data sheet", "成分报告或技术资料");
    let (clause, way_on) = (subject.clause(first), subject.way_on(&asked));
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(
            format!("nothing is said of {}", substances.en),
            format!("未写明有无{}", substances.zh),
        ),
        Phrase::new(
            format!("goods with it fall under {}; see {}", codes.join(", "), clause.en),
            format!("含有或具备的属于{}；见{}", codes.join("、"), clause.zh),
        ),
        Phrase::new(
            format!("state it, and also that there is none; {}", way_on.en),
            format!("请写明有无，没有的也请写明；{}", way_on.zh),
        ),
    )]
}

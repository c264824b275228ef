//! `vague-description`: the words do not tell whether the goods are of a controlled kind.

use super::{Check, Fault, Look, Severity, Subject, shortened};
use crate::{
    determination::{Missing, Verdict},
    facts::goods::Ground,
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "vague-description", severity: Severity::Warning, look: Look::Item(look) };

/// How many items are put into words; the codes name all of them.
const MOST: usize = 5;

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Undetermined {
        return Vec::new();
    }
    let open: Vec<_> = subject
        .determination
        .ground()
        .filter(|judgement| judgement.missing.contains(&Missing::Goods))
        .filter_map(|judgement| subject.facts.kinds.iter().find(|kind| kind.entry == judgement.entry))
        .filter(|kind| kind.ground != Ground::Suggested)
        .map(|kind| subject.law.entries.get(kind.entry))
        .collect();
    let entries: Vec<_> = open.into_iter().flatten().collect();
    if entries.is_empty() {
        return Vec::new();
    }
    let mut kinds = Phrase::list(entries.iter().take(MOST).map(|entry| &entry.text));
    let more = entries.len().saturating_sub(MOST);
    if more > 0 {
        kinds = Phrase::new(format!("{}, or {more} more", kinds.en), format!("{}，等{}种", kinds.zh, entries.len()));
    }
    let codes: Vec<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
    let name = subject.item.name.as_ref().map_or_else(String::new, |name| shortened(&name.text));
    let asked = Phrase::new("the composition and a data sheet", "成分说明和产品规格书");
    let way_on = subject.way_on(&asked);
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(
            format!("`{name}` does not tell whether these are: {}", kinds.en),
            format!("“{name}”不足以判断是否为：{}", kinds.zh),
        ),
        Phrase::new(
            format!("such goods fall under {}", codes.join(", ")),
            format!("该类货物属于{}", codes.join("、")),
        ),
        Phrase::new(
            format!("say what the goods are and what they are not; {}", way_on.en),
            format!("请写明货物究竟是什么；{}", way_on.zh),
        ),
    )]
}

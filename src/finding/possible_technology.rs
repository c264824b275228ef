//! `possible-technology`: a drawing, a manual or software beside goods whose technology is controlled.

use super::{Check, Fault, Look, Severity, Spot, Subject, quoted};
use crate::{
    determination::{Coverage, Verdict},
    facts::goods::Ground,
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "possible-technology", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let open: Vec<_> = subject
        .determination
        .judgements
        .iter()
        .filter(|judgement| judgement.coverage == Coverage::Open && judgement.verdict() == Some(Verdict::Undetermined))
        .filter_map(|judgement| {
            let kind = subject.facts.kinds.iter().find(|kind| kind.entry == judgement.entry)?;
            (kind.ground == Ground::Suggested).then_some((subject.entry(judgement), kind))
        })
        .collect();
    let Some((_, kind)) = open.first() else { return Vec::new() };
    let words = kind.place.as_ref().map_or_else(String::new, quoted);
    let entries = Phrase::list(&open.iter().map(|(entry, _)| described(entry)).collect::<Vec<_>>());
    let asked = Phrase::new("the contents of the documents", "资料目录和所涉工艺的说明");
    let way_on = subject.way_on(&asked);
    vec![Fault::new(
        kind.place.as_ref().map_or_else(|| subject.goods_spot(), Spot::from),
        Phrase::new(
            format!("documents or software about `{words}` may carry controlled technology"),
            format!("与“{words}”有关的资料或软件可能载有受管制的技术"),
        ),
        Phrase::new(format!("it would be {}", entries.en), format!("可能涉及{}", entries.zh)),
        Phrase::new(
            format!("say what the documents contain and for which process; {}", way_on.en),
            format!("请写明资料的内容和所涉工艺；{}", way_on.zh),
        ),
    )]
}

fn described(entry: &crate::law::Entry) -> Phrase {
    Phrase::new(format!("{} {}", entry.code, entry.text.en), format!("{} {}", entry.code, entry.text.zh))
}

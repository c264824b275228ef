//! `unexpected-tariff-line`: description and tariff line do not fit together.

use super::{Check, Fault, Look, Severity, Subject, shortened};
use crate::{
    determination::{Coverage, Judgement, Verdict},
    facts::goods::{Ground, Kinship},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "unexpected-tariff-line", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let (Some(digits), Some(field)) = (subject.facts.tariff_line.digits(), &subject.item.tariff_line) else {
        return Vec::new();
    };
    let line = shortened(&field.text);
    let fault = |what: Phrase, cure: Phrase| {
        let why = Phrase::new(
            "customs reads the line and the description together; where they differ, the description was judged",
            "海关会对照商品编号与商品描述；两者不一致时，本程序以描述为准",
        );
        vec![Fault::new(field.span, what, why, cure)]
    };
    let names_others = subject.facts.kinds.iter().find(|kind| {
        let entry = &subject.law.entries[kind.entry];
        kind.kinship == Kinship::NotOf
            && kind.ground == Ground::OtherGoods
            && !entry.basket
            && entry.has_line(digits)
    });
    if let Some(kind) = names_others {
        let entry = &subject.law.entries[kind.entry];
        return fault(
            Phrase::new(
                format!("tariff line {line} is that of {}, and the description names other goods", entry.text.en),
                format!("商品编号{line}对应{}，而商品描述是其他货物", entry.text.zh),
            ),
            Phrase::new("correct the line or the description", "请更正商品编号或商品描述"),
        );
    }
    let described = subject.determination.judgements.iter().filter(|judgement| is_described(judgement));
    let elsewhere = described.map(|judgement| subject.entry(judgement)).find(|entry| {
        !entry.tariff_lines.is_empty() && !entry.has_line(digits)
    });
    let Some(entry) = elsewhere else { return Vec::new() };
    let lines = entry.tariff_lines.join(", ");
    let clause = subject.clause(entry);
    fault(
        Phrase::new(
            format!("the goods are described as {}, under tariff line {line} and not {lines}", entry.text.en),
            format!("商品描述为{}，商品编号却是{line}而不是{lines}", entry.text.zh),
        ),
        Phrase::new(
            format!("check the line; {} covers such goods under any line", clause.en),
            format!("请核对商品编号；无论归入哪个编号，{}均适用", clause.zh),
        ),
    )
}

fn is_described(judgement: &Judgement) -> bool {
    judgement.coverage != Coverage::NotOfKind
        && judgement.verdict().is_some_and(|verdict| verdict != Verdict::OutOfScope)
}

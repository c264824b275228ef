//! `unexpected-tariff-line`: description and tariff line do not fit together.

use super::{Check, Fault, Look, Severity, Spot, Subject, quoted, shortened};
use crate::{
    determination::{Coverage, Judgement},
    facts::{
        Source,
        goods::{Ground, Kind, Kinship},
    },
    law::Entry,
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "unexpected-tariff-line", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let (Some(digits), Some(field)) = (subject.facts.tariff_line.digits(), &subject.item.tariff_line) else {
        return Vec::new();
    };
    let line = || shortened(&field.text);
    let fault = |what: Phrase, cure: Phrase| {
        let why = Phrase::new(
            "customs reads the line and the description together; where they differ, the description was judged",
            "海关会对照商品编号与商品描述；两者不一致时，本程序以描述为准",
        );
        vec![Fault::new(Spot::Field(Source::TariffLine), what, why, cure)]
    };
    let names_others = subject.facts.kinds.iter().find(|kind| {
        let entry = &subject.law.entries[kind.entry];
        kind.kinship == Kinship::NotOf
            && kind.ground == Ground::OtherGoods
            && entry.is_named_by(digits)
    });
    if let Some(kind) = names_others {
        let (entry, line) = (&subject.law.entries[kind.entry], line());
        return fault(
            Phrase::new(
                format!("tariff line {line} is the reference line of {}, and the description names other goods", entry.code),
                format!("商品编号{line}是{}的参考税则号列，而商品描述是其他货物", entry.code),
            ),
            Phrase::new("correct the line or the description", "请更正商品编号或商品描述"),
        );
    }
    let elsewhere = subject.determination.judgements.iter().find_map(|judgement| {
        let entry = subject.entry(judgement);
        let other_line = !entry.tariff_lines.is_empty() && !entry.has_line(digits);
        // a value names no goods
        let of_entry = |kind: &&Kind| kind.entry == judgement.entry && kind.ground != Ground::Measured;
        let kind = subject.facts.kinds.iter().find(of_entry)?;
        (other_line && is_questioned(judgement, entry)).then_some((entry, kind))
    });
    let Some((entry, kind)) = elsewhere else { return Vec::new() };
    let (line, lines) = (line(), entry.tariff_lines.join(", "));
    let clause = subject.clause(entry);
    let words = kind.place.as_ref().map_or_else(String::new, quoted);
    fault(
        Phrase::new(
            format!("`{words}` stands under tariff line {line}; the reference line of {} is {lines}", entry.code),
            format!("“{words}”归入商品编号{line}；{}的参考税则号列为{lines}", entry.code),
        ),
        Phrase::new(
            format!("check the line; {} applies to such goods under any line", clause.en),
            format!("请核对商品编号；无论归入哪个编号，{}均适用", clause.zh),
        ),
    )
}

/// Whether the goods are of the entry's kind. A machine of that name for another use has many lines
/// of its own.
fn is_questioned(judgement: &Judgement, entry: &Entry) -> bool {
    let is_of_kind = judgement.coverage != Coverage::NotOfKind && judgement.verdict().is_some();
    is_of_kind && !(entry.basket && judgement.coverage == Coverage::Outside)
}

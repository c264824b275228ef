//! `malformed-tariff-line`: what stands in the cell is no tariff line.

use super::{Check, Fault, Look, Severity, Spot, Subject, shortened};
use crate::{
    facts::{Source, tariff_line::TariffLine},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "malformed-tariff-line", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let (TariffLine::Malformed(_), Some(field)) = (&subject.facts.tariff_line, &subject.item.tariff_line) else {
        return Vec::new();
    };
    let text = shortened(&field.text);
    vec![Fault::new(
        Spot::Field(Source::TariffLine),
        Phrase::new(format!("`{text}` is no tariff line"), format!("“{text}”不是商品编号")),
        Phrase::new(
            "a tariff line has 8 digits, or 10 with the additional code; its digits only point at what the goods may be",
            "商品编号为8位，含附加号为10位；其中的数字仅作为可能货物的线索",
        ),
        Phrase::new("enter its digits", "请填写正确的编号"),
    )]
}

//! `malformed-tariff-line`: what stands in the cell is no tariff line.

use super::{Check, Fault, Look, Severity, Subject, shortened};
use crate::{facts::tariff_line::TariffLine, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "malformed-tariff-line", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let (TariffLine::Malformed, Some(field)) = (&subject.facts.tariff_line, &subject.item.tariff_line) else {
        return Vec::new();
    };
    let text = shortened(&field.text);
    vec![Fault::new(
        field.span,
        Phrase::new(format!("`{text}` is no tariff line"), format!("“{text}”不是商品编号")),
        Phrase::new(
            "a tariff line has 8 digits, or 10 with the additional code; the goods were judged by their description alone",
            "商品编号为8位，含附加号为10位；本项仅按商品描述判断",
        ),
        Phrase::new("enter its digits", "请填写正确的编号"),
    )]
}

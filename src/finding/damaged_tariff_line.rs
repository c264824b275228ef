//! `damaged-tariff-line`: a spreadsheet turned the tariff line into a number.

use super::{Check, Fault, Look, Severity, Spot, Subject, shortened};
use crate::{
    facts::{
        Source,
        tariff_line::{Damage, TariffLine},
    },
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "damaged-tariff-line", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let (TariffLine::Damaged(damage, _), Some(field)) = (&subject.facts.tariff_line, &subject.item.tariff_line) else {
        return Vec::new();
    };
    let how = match damage {
        Damage::Scientific => Phrase::new("written as a power of ten", "被写成科学计数法"),
        Damage::TrailingZero => Phrase::new("with a decimal behind it", "末尾多出小数"),
        Damage::LostLastZero => Phrase::new("a digit short: the last zero may be gone", "位数不足：可能丢失了末位的零"),
        Damage::LostZero => Phrase::new("a digit short: a leading zero may be gone", "位数不足：可能丢失了首位的零"),
    };
    let text = shortened(&field.text);
    vec![Fault::new(
        Spot::Field(Source::TariffLine),
        Phrase::new(format!("tariff line `{text}` is damaged: {}", how.en), format!("商品编号“{text}”已损坏：{}", how.zh)),
        Phrase::new(
            "a spreadsheet took it for a number; its digits are not guessed",
            "表格软件把它当成了数字；程序不猜测原来的编号",
        ),
        Phrase::new(
            "enter all 10 digits again in a column formatted as text",
            "请将该列设为文本格式后重新填写10位编号",
        ),
    )]
}

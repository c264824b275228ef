//! `unreadable-record`: a record of the draft cannot be read; the others still are.

use super::{Check, Fault, Finding, Look, Severity, shortened};
use crate::{
    draft::{Account, Field, Trouble},
    phrase::Phrase,
};
use jiff::civil::Date;

pub(super) const CHECK: Check =
    Check { name: "unreadable-record", severity: Severity::Error, look: Look::Elsewhere };

/// The finding for a record that cannot be read.
pub(crate) fn unreadable_record(trouble: &Trouble) -> Finding {
    let Account { what, why, cure } = *trouble.account.clone();
    CHECK.finding(None, Fault::new(trouble.span, what, why, cure))
}

/// The finding for a date that cannot be read: the goods were judged on another.
pub(crate) fn unreadable_date(field: &Field, on: Date) -> Finding {
    let text = shortened(&field.text);
    CHECK.finding(
        None,
        Fault::new(
            field.span,
            Phrase::new(format!("`{text}` is no date that can be read"), format!("无法识别日期“{text}”")),
            Phrase::new(
                format!("the date decides which law applies; the goods were judged on {on}, and nothing is written"),
                format!("适用的法规取决于日期；本次按{on}判断，不写入任何内容"),
            ),
            Phrase::new(
                "write it as 2026-01-31, or name the date with --on",
                "请写成2026-01-31的形式，或用 --on 指定日期",
            ),
        ),
    )
}

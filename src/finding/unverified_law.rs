//! `unverified-law`: the date lies behind the last day up to which the law has been read.

use super::{Check, Fault, Finding, Look, Severity};
use crate::{law::ControlList, phrase::Phrase, span::Span};
use jiff::civil::Date;

pub(super) const CHECK: Check =
    Check { name: "unverified-law", severity: Severity::Note, look: Look::Elsewhere };

/// The finding for the latest date of a report, if the law has not been read up to it.
pub(crate) fn unverified_law(law: &ControlList, latest: Date) -> Option<Finding> {
    let through = law.complete_through;
    (latest > through).then(|| {
        CHECK.finding(
            None,
            Fault::new(
                Span::new(0, 0),
                Phrase::new(
                    format!("published acts have been read up to {through}, and a determination is for {latest}"),
                    format!("已读取截至{through}公布的公告，而本次按{latest}判断"),
                ),
                Phrase::new(
                    "an act of the days between could suspend, extend or change a control",
                    "其间公布的公告可能暂停、延长或变更管制",
                ),
                Phrase::new(
                    "look at the ministry's and customs' announcements; a new act is a small file given with --law",
                    "请查阅商务部和海关总署的最新公告；新公告可用 --law 以小文件补充",
                ),
            ),
        )
    })
}

//! `expired-acceptance`: the last day of an acceptance is over.

use super::{Check, Finding, Look, Severity, acceptance::about};
use crate::{acceptance::Acceptance, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "expired-acceptance", severity: Severity::Warning, look: Look::Elsewhere };

pub(super) fn expired_acceptance(entry: &Acceptance) -> Finding {
    let what = about(entry);
    let until = entry.until;
    CHECK.about_acceptance(
        entry,
        Phrase::new(
            format!("the acceptance of {} ended with {until}, and the finding stands again", what.en),
            format!("对{}的接受已于{until}到期，该问题重新计入", what.zh),
        ),
        Phrase::new(
            "today, or the day for which the draft is judged, lies behind it",
            "今天或草单的判断日期已晚于该日",
        ),
        Phrase::new(
            "look at the goods line anew, and write a later day or take the entry out",
            "请重新核对该商品项，再改写日期或删除该条",
        ),
    )
}

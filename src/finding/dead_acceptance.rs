//! `dead-acceptance`: nothing in the drafts that an acceptance speaks of is what it accepts.

use super::{Check, Finding, Look, Severity, acceptance::about};
use crate::{acceptance::Acceptance, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "dead-acceptance", severity: Severity::Warning, look: Look::Elsewhere };

pub(super) fn dead_acceptance(entry: &Acceptance) -> Finding {
    let what = about(entry);
    CHECK.about_acceptance(
        entry,
        Phrase::new(
            format!("there is no {} any more", what.en),
            format!("已不存在{}", what.zh),
        ),
        Phrase::new(
            "the draft was checked, and the goods line or its finding is gone; left standing, the acceptance may one day fit something that nobody looked at",
            "该草单已检查，相应商品项或问题已不存在；留着它，日后可能误用于无人看过的货物",
        ),
        Phrase::new("take the entry out of the file", "请从文件中删除该条"),
    )
}

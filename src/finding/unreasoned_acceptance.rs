//! `unreasoned-acceptance`: an acceptance does not say why, or not who.

use super::{Check, Finding, Look, Severity, acceptance::about};
use crate::{acceptance::Acceptance, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "unreasoned-acceptance", severity: Severity::Warning, look: Look::Elsewhere };

pub(super) fn unreasoned_acceptance(entry: &Acceptance) -> Finding {
    let what = about(entry);
    let blank: Vec<&str> = [("reason", &entry.reason), ("by", &entry.by)]
        .into_iter()
        .filter_map(|(key, text)| text.trim().is_empty().then_some(key))
        .collect();
    CHECK.about_acceptance(
        entry,
        Phrase::new(
            format!("the acceptance of {} has no `{}`, and the finding stands", what.en, blank.join("` and no `")),
            format!("对{}的接受未填写 {}，该问题仍计入", what.zh, blank.join("、")),
        ),
        Phrase::new(
            "what nobody answers for is not accepted",
            "无人负责的接受不予承认",
        ),
        Phrase::new(
            "write as `reason` why the finding does not matter here, and as `by` who says so",
            "请在 reason 写明为何可以接受，在 by 写明由谁决定",
        ),
    )
}

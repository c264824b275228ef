//! `unreadable-record`: a record of the draft cannot be read; the others still are.

use super::{Check, Fault, Finding, Look, Severity};
use crate::draft::{Account, Trouble};

pub(super) const CHECK: Check =
    Check { name: "unreadable-record", severity: Severity::Error, look: Look::Elsewhere };

/// The finding for a record that cannot be read.
pub(crate) fn unreadable_record(trouble: &Trouble) -> Finding {
    let Account { what, why, cure } = *trouble.account.clone();
    CHECK.finding(None, Fault::new(trouble.span, what, why, cure))
}

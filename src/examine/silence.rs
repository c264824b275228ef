//! Declarations of which nothing would be said.

use std::{borrow::Cow, sync::PoisonError};

use super::Examiner;
use crate::draft::{Declaration, Field, Item, Quiet, Raw, RemarkField, Role, Sift, Slot, says_nothing};

impl Examiner {
    /// Whether nothing would be said of a declaration: each goods line is out of scope and raises no finding,
    /// and its remark stays as it is. Told on the safe side.
    pub fn is_silent(&self, declaration: &Declaration) -> bool {
        let stays = |remark: &RemarkField| {
            let always = matches!(remark.slot, Slot::Append { always: true, .. });
            !always && (remark.field.is_blank() || !self.may_state(&remark.field.text))
        };
        declaration.unreadable_date.is_none()
            && declaration.items.iter().all(|item| item.is_passed_over || self.says_nothing(item))
            && declaration.remark.as_ref().is_none_or(stays)
    }

    fn says_nothing(&self, item: &Item) -> bool {
        let texts = item.columns.iter().filter(|column| column.role == Role::Text);
        let texts = item.specification.iter().chain(texts.map(|column| &column.field));
        let texts = texts.map(|field| Cow::Borrowed(field.text.as_str()));
        let mut quiet = self.lend_quiet();
        let is_silent =
            says_nothing(self, &mut quiet, text(item.tariff_line.as_ref()), text(item.name.as_ref()), texts);
        self.take_back(quiet);
        is_silent
    }
}

fn text(field: Option<&Field>) -> &str {
    field.map_or("", |field| field.text.as_str())
}

impl Sift for Examiner {
    fn may_concern_line(&self, digits: &[u8]) -> bool {
        self.facts().has_line(digits)
    }

    fn may_name_goods(&self, text: Raw<'_>, is_name: bool, quiet: &mut Quiet) -> bool {
        self.facts().may_name_goods(text, is_name, quiet)
    }

    fn may_state(&self, remark: &str) -> bool {
        !self.statements(remark).is_empty()
    }

    fn lend_quiet(&self) -> Quiet {
        let mut known = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        known.pop().unwrap_or_else(Quiet::learning)
    }

    fn take_back(&self, quiet: Quiet) {
        self.quiet.lock().unwrap_or_else(PoisonError::into_inner).push(quiet);
    }
}

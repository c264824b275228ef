//! Declarations of which nothing would be said.

use super::Examiner;
use crate::draft::{Declaration, Field, Item, Quiet, Raw, RemarkField, Role, Sift, Slot};

impl Examiner {
    /// Whether nothing would be said of a declaration: each goods line is out of scope and raises no finding,
    /// and its remark stays as it is. Told on the safe side.
    pub fn is_silent(&self, declaration: &Declaration) -> bool {
        let stays = |remark: &RemarkField| {
            let always = matches!(remark.slot, Slot::Append { always: true, .. });
            !always && (remark.field.is_blank() || !self.may_state(&remark.field.text))
        };
        declaration.unreadable_date.is_none()
            && declaration.items.iter().all(|item| self.says_nothing(item))
            && declaration.remark.as_ref().is_none_or(stays)
    }

    /// Whether nothing would be said of a goods line in whose remark no statement stands.
    pub(super) fn says_nothing(&self, item: &Item) -> bool {
        let may_name = |field: &Field, is_name: bool| {
            self.may_name_goods(Raw::Utf8(field.text.as_bytes()), is_name, &mut Quiet::default())
        };
        let line = item.tariff_line.as_ref().map_or("", |line| line.text.as_str());
        let is_line = matches!(line.len(), 8 | 10) && line.bytes().all(|byte| byte.is_ascii_digit());
        let mut texts = item.columns.iter().filter(|column| column.role == Role::Text);
        is_line
            && !line.starts_with("00")
            && !self.may_concern_line(line.as_bytes())
            && item.name.as_ref().is_some_and(|name| !name.is_blank() && !may_name(name, true))
            && !item.specification.as_ref().is_some_and(|text| may_name(text, false))
            && !texts.any(|text| may_name(&text.field, false))
    }
}

impl Sift for Examiner {
    fn may_concern_line(&self, digits: &[u8]) -> bool {
        self.facts().has_line(digits, &self.law)
    }

    fn may_name_goods(&self, text: Raw<'_>, is_name: bool, quiet: &mut Quiet) -> bool {
        self.facts().may_name_goods(text, is_name, quiet)
    }

    fn may_state(&self, remark: &str) -> bool {
        !self.remarks().statements(remark, &|| self.facts().quantities(&self.law)).is_empty()
    }
}

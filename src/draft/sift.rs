//! Goods lines of which nothing would be said are passed over: most lines of most drafts.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Quiet, Raw};

/// Tells of what stands in a draft whether anything could follow from it. On the safe side: what is
/// passed over needs no finding, no remark, and is out of scope.
pub trait Sift: Sync {
    /// Whether a tariff line of 8 or 10 digits points at any goods of the law.
    fn may_concern_line(&self, digits: &[u8]) -> bool;

    /// Whether a text may name such goods; a name is also looked at without what stands in brackets. Of what is
    /// `quiet` nothing need be looked at again.
    fn may_name_goods(&self, text: Raw<'_>, is_name: bool, quiet: &mut Quiet) -> bool;

    /// Whether a remark may hold a statement.
    fn may_state(&self, remark: &str) -> bool;

    /// Whether nothing is asked of a sound goods line but its date.
    fn asks_for_dates_alone(&self) -> bool {
        false
    }

    /// Lends what it knows to be quiet in UTF-8, for one to look at.
    fn lend_quiet(&self) -> Quiet {
        Quiet::default()
    }

    /// Takes back what it has lent.
    fn take_back(&self, _: Quiet) {}
}

/// Whether nothing would be said of a goods line in whose remark no statement stands.
pub(crate) fn says_nothing<'a>(
    sift: &dyn Sift,
    quiet: &mut Quiet,
    line: &str,
    name: &str,
    texts: impl IntoIterator<Item = Cow<'a, str>>,
) -> bool {
    let mut may_name =
        |text: &str, is_name: bool| sift.may_name_goods(Raw::Utf8(text.as_bytes()), is_name, quiet);
    is_sound_line(line.as_bytes())
        && !sift.may_concern_line(line.as_bytes())
        && !name.trim().is_empty()
        && !may_name(name, true)
        && !texts.into_iter().any(|text| may_name(&text, false))
}

/// Whether a tariff line has 8 or 10 digits and nothing else: nothing has to be said of how it is written.
pub(crate) fn is_sound_line(line: &[u8]) -> bool {
    matches!(line.len(), 8 | 10)
        && line.iter().fold(true, |all, byte| all & byte.is_ascii_digit())
        && !line.starts_with(b"00")
}

/// Passes over every sound goods line, for those who want to know no more than their dates.
pub(crate) struct Everything;

impl Sift for Everything {
    fn may_concern_line(&self, _: &[u8]) -> bool {
        false
    }

    fn may_name_goods(&self, _: Raw<'_>, _: bool, _: &mut Quiet) -> bool {
        false
    }

    fn may_state(&self, _: &str) -> bool {
        false
    }

    fn asks_for_dates_alone(&self) -> bool {
        true
    }
}

/// Goods lines that were passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// How many.
    pub items: usize,
    /// The date that each of them states.
    pub date: Option<Date>,
}

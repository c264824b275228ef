//! The label that values stand under, and how far it reaches.

use super::{
    lexicon::{Bound, Target},
    unit::UnitMeaning,
};

/// A label of a text, or the heading of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// What it announces; empty for a word such as 密度 that announces nothing certain.
    pub(super) targets: Vec<Target>,
    /// What the unit beside it measures.
    pub(super) unit: Vec<UnitMeaning>,
    /// A bound before it: 最小压实密度.
    pub(super) bound: Option<Bound>,
    /// 约 before it.
    pub(super) approximate: bool,
    /// Where it ends.
    pub(super) end: usize,
    /// How many values stand under it already.
    pub(super) values: usize,
    /// Whether words that mean nothing here stand after it, its last value or the last comma.
    pub(super) strange: bool,
    /// Whether a comma stands after it or its last value.
    pub(super) parted: bool,
}

impl Label {
    /// Whether the next number stands directly under it.
    pub(super) fn is_fresh(&self) -> bool {
        self.values == 0 && !self.strange && !self.parted
    }

    /// Whether the next number, if its unit fits, is its value: any words may stand between it
    /// and its first value in one clause, none between it and a further one.
    pub(super) fn reaches(&self) -> bool {
        if self.values == 0 && !self.parted { true } else { !self.strange }
    }
}

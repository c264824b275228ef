//! What became of each acceptance in a run.

use std::collections::BTreeMap;

use super::{Change, Refusal};

/// What became of an acceptance. Where several goods lines fit it, the last of these counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing in the drafts that it speaks of is what it accepts.
    Dead,
    /// The values or the law have changed.
    Outdated(Change),
    /// What it accepts cannot be accepted.
    Forbidden(Refusal),
    /// It says not why, or not who.
    Unreasoned,
    /// Its time is over.
    Expired,
    /// It holds.
    Holds,
}

impl Fate {
    fn rank(&self) -> u8 {
        match self {
            Self::Dead => 0,
            Self::Outdated(_) => 1,
            Self::Forbidden(_) => 2,
            Self::Unreasoned => 3,
            Self::Expired => 4,
            Self::Holds => 5,
        }
    }
}

/// What became of the acceptances that speak of a draft, or of several, by their place in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fates(BTreeMap<usize, Fate>);

impl Fates {
    pub(super) fn meet(&mut self, index: usize, fate: Fate) {
        let known = self.0.entry(index).or_insert(Fate::Dead);
        if fate.rank() > known.rank() {
            *known = fate;
        }
    }

    /// Adds those of another draft.
    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(index, fate)| self.meet(*index, fate.clone()));
    }

    /// In the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Fate)> {
        self.0.iter().map(|(index, fate)| (*index, fate))
    }
}

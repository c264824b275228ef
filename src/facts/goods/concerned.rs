//! The entries that something in an item brings up.

use super::meaning::{EVERY, Meaning};

/// A set of entries, numbered from 1 in the order in which they were brought up. Words that concern every
/// technology have the number 0.
#[derive(Clone)]
pub(super) struct Concerned {
    /// By entry; 0 for one that is not among them.
    numbers: Vec<u16>,
    count: u16,
}

impl Concerned {
    /// None of so many.
    pub(super) fn none(entries: usize) -> Self {
        Self { numbers: vec![0; entries], count: 0 }
    }

    /// All of so many.
    pub(super) fn all(entries: usize) -> Self {
        Self { numbers: (1..=count(entries)).collect(), count: count(entries) }
    }

    pub(super) fn add(&mut self, entry: usize) {
        let number = &mut self.numbers[entry];
        if *number == 0 {
            self.count += 1;
            *number = self.count;
        }
    }

    /// Adds an entry for which a term has a meaning that brings it up: evidence, uses and contents tell about
    /// a kind only what something else has brought up.
    pub(super) fn add_meant(&mut self, entry: usize, meaning: Meaning) {
        if entry != EVERY && (meaning.names() || matches!(meaning, Meaning::Never | Meaning::Unless)) {
            self.add(entry);
        }
    }

    /// The entries, in the order of the control list.
    pub(super) fn entries(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().enumerate().filter(|(_, number)| **number > 0).map(|(entry, _)| entry)
    }

    /// How many numbers there are.
    pub(super) fn numbers(&self) -> usize {
        usize::from(self.count) + 1
    }

    /// The number of an entry, if it is one of them.
    pub(super) fn number(&self, entry: usize) -> Option<usize> {
        if entry == EVERY {
            Some(0)
        } else {
            Some(usize::from(self.numbers[entry])).filter(|number| *number > 0)
        }
    }
}

/// How many entries there are: their meanings are written with numbers of as many bits.
fn count(entries: usize) -> u16 {
    u16::try_from(entries).unwrap_or(u16::MAX)
}

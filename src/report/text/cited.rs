//! The control codes on which what was shown rests, by act.

use std::collections::BTreeMap;

use crate::{law::ControlList, report::ReportedItem};

/// The control codes, by the index of their act.
#[derive(Clone, Debug, Default)]
pub(super) struct Cited(pub(super) BTreeMap<usize, Vec<String>>);

impl Cited {
    /// Remembers those of a goods line.
    pub(super) fn add(&mut self, item: &ReportedItem, law: &ControlList) {
        for judgement in item.examined.determination.ground() {
            let entry = &law.entries[judgement.entry];
            let codes = self.0.entry(entry.act).or_default();
            if !codes.contains(&entry.code) {
                codes.push(entry.code.clone());
            }
        }
    }
}

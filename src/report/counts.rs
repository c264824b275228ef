//! Sums over goods lines and findings.

use crate::{
    determination::Verdict,
    finding::{Finding, Severity},
};

/// How many of what. The counts of determinations add up to `items`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Goods lines.
    pub items: usize,
    determinations: [usize; Verdict::ALL.len()],
    severities: [usize; 3],
    heaviest: [usize; 3],
    of_no_item: [usize; 3],
    /// Remarks that `fix` changes.
    pub edits: usize,
    /// Findings that a person has accepted. No other sum counts them.
    pub accepted: usize,
}

impl Counts {
    /// The goods lines with one determination.
    pub fn of(&self, verdict: Verdict) -> usize {
        self.determinations[verdict as usize]
    }

    /// The findings of one severity.
    pub fn with(&self, severity: Severity) -> usize {
        self.severities[severity as usize]
    }

    /// The goods lines whose heaviest finding is of one severity.
    pub fn items_with(&self, severity: Severity) -> usize {
        self.heaviest[severity as usize]
    }

    /// The findings of one severity that concern no single goods line.
    pub fn of_no_item(&self, severity: Severity) -> usize {
        self.of_no_item[severity as usize]
    }

    /// Adds those of another part.
    pub fn add(&mut self, other: &Self) {
        self.items += other.items;
        self.edits += other.edits;
        self.accepted += other.accepted;
        let sums = [&mut self.severities, &mut self.heaviest, &mut self.of_no_item];
        let mores = [other.severities, other.heaviest, other.of_no_item];
        let by_severity = sums.into_iter().flatten().zip(mores.into_iter().flatten());
        let by_verdict = self.determinations.iter_mut().zip(other.determinations);
        by_severity.chain(by_verdict).for_each(|(sum, more)| *sum += more);
    }

    /// Counts one more goods line with its findings.
    pub(super) fn count_item(&mut self, verdict: Verdict, findings: &[Finding]) {
        self.items += 1;
        self.determinations[verdict as usize] += 1;
        let standing = findings.iter().filter(|finding| !finding.accepted);
        self.accepted += findings.len() - standing.clone().count();
        let severities = standing.map(|finding| finding.severity);
        severities.clone().for_each(|severity| self.severities[severity as usize] += 1);
        if let Some(heaviest) = severities.max() {
            self.heaviest[heaviest as usize] += 1;
        }
    }

    /// Counts so many more goods lines that are out of scope and without a finding.
    pub(super) fn count_silent(&mut self, items: usize) {
        self.items += items;
        self.determinations[Verdict::OutOfScope as usize] += items;
    }

    /// Counts one more finding that concerns no single goods line.
    pub(super) fn count(&mut self, severity: Severity) {
        self.severities[severity as usize] += 1;
        self.of_no_item[severity as usize] += 1;
    }
}

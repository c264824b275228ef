//! What repeats itself is shown a few times and then counted. What is kept for that does not grow
//! with the drafts.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
};

use crate::{
    determination::Verdict,
    finding::{Finding, Severity},
    known::Quick,
    report::{Located, ReportedItem},
};

/// How many goods lines of a file are shown whatever they repeat.
const FITS: usize = 10;
/// How often one cause is shown in a file with more.
const OFTEN_IN_FILE: usize = 3;
/// How often one cause is shown before a file in which it is shown no more.
const OFTEN_BEFORE: usize = 5;
/// How many causes a run tells apart.
const CAUSES: usize = 64;
/// How many stretches of lines are named for what is only counted.
const STRETCHES: usize = 8;
/// How many files with nothing new are named.
const FILES: usize = 10;

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A finding of one name.
    Finding(&'static str, Severity),
    /// A goods line without a finding.
    Determination(Verdict),
}

/// A finding with what it rests on and what is to be done, or a determination with its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Cause(u64);

impl Cause {
    fn of_finding(finding: &Finding) -> Self {
        Self::of(&(finding.name, &finding.fault.why, &finding.fault.cure))
    }

    fn of_item(item: &ReportedItem) -> Self {
        let determination = &item.examined.determination;
        let entries: Vec<usize> = determination.ground().map(|judgement| judgement.entry).collect();
        Self::of(&(determination.verdict.word(), entries))
    }

    fn of(what: &impl Hash) -> Self {
        let mut hasher = Quick::default();
        what.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What a file holds beyond what is shown of it.
#[derive(Clone, Debug)]
pub(super) struct More {
    pub(super) kind: Kind,
    pub(super) count: usize,
    pub(super) lines: Lines,
}

/// Remembers how often what was shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Fold {
    /// Whether everything is shown.
    is_off: bool,
    /// How often each cause was shown in earlier files.
    before: HashMap<Cause, usize>,
    in_file: HashMap<Cause, usize>,
    fits: bool,
    more: Vec<More>,
    files: usize,
    /// The files that are only counted.
    pub(super) untold_files: usize,
}

impl Fold {
    pub(super) fn new(is_off: bool) -> Self {
        Self { is_off, ..Self::default() }
    }

    /// Turns to a file of which so many goods lines would be shown; `None` where they are too many to be known.
    pub(super) fn begin_file(&mut self, items: Option<usize>) {
        for (cause, times) in self.in_file.drain() {
            *self.before.entry(cause).or_default() += times;
        }
        self.more.clear();
        self.fits = items.is_some_and(|items| items <= FITS);
    }

    /// Whether this is still to be shown, which is then remembered.
    fn shows(&mut self, cause: Cause) -> bool {
        if self.is_off {
            return true;
        }
        let before = self.before.get(&cause).copied().unwrap_or_default();
        let in_file = self.in_file.get(&cause).copied().unwrap_or_default();
        let is_known = before + in_file > 0 || self.before.len() + self.in_file.len() < CAUSES;
        let shows = is_known && before < OFTEN_BEFORE && (self.fits || in_file < OFTEN_IN_FILE);
        if shows {
            self.in_file.insert(cause, in_file + 1);
        }
        shows
    }

    /// Whether a finding that concerns no single goods line is still to be shown; else it is counted.
    pub(super) fn shows_finding(&mut self, located: &Located) -> bool {
        let finding = &located.finding;
        let shows = self.shows(Cause::of_finding(finding));
        if !shows {
            self.count(Kind::Finding(finding.name, finding.severity), located.place.region().line);
        }
        shows
    }

    /// Which findings of a goods line are still to be shown in full; `None` where the line is not, and is counted.
    pub(super) fn shows_item(&mut self, item: &ReportedItem) -> Option<Vec<bool>> {
        let findings = item.findings.iter().map(|located| &located.finding);
        let shown: Vec<bool> =
            findings.clone().map(|finding| self.shows(Cause::of_finding(finding))).collect();
        let is_shown =
            if shown.is_empty() { self.shows(Cause::of_item(item)) } else { shown.contains(&true) };
        if is_shown {
            return Some(shown);
        }
        let line = item.examined.item.line;
        if shown.is_empty() {
            self.count(Kind::Determination(item.examined.determination.verdict), line);
        }
        findings.for_each(|finding| self.count(Kind::Finding(finding.name, finding.severity), line));
        None
    }

    /// Takes over what another has counted.
    pub(super) fn take_counts(&mut self, other: Self) {
        self.more = other.more;
    }

    /// Counts what is not shown, at its line.
    fn count(&mut self, kind: Kind, line: usize) {
        let more = match self.more.iter_mut().position(|more| more.kind == kind) {
            Some(at) => &mut self.more[at],
            None => {
                self.more.push(More { kind, count: 0, lines: Lines::default() });
                let last = self.more.len() - 1;
                &mut self.more[last]
            }
        };
        more.count += 1;
        more.lines.add(line);
    }

    /// What the file holds beyond what was shown, the gravest first.
    pub(super) fn more(&mut self) -> Vec<More> {
        let mut more = std::mem::take(&mut self.more);
        more.sort_by_key(|more| match more.kind {
            Kind::Finding(_, severity) => (false, std::cmp::Reverse(Some(severity))),
            Kind::Determination(_) => (true, std::cmp::Reverse(None)),
        });
        more
    }

    /// Whether a file with nothing new is named; else it is counted.
    pub(super) fn names_file(&mut self) -> bool {
        let names = self.is_off || self.files < FILES;
        *(if names { &mut self.files } else { &mut self.untold_files }) += 1;
        names
    }
}

/// Lines of a draft in ascending order, as far as they can be named in a few words.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    stretches: Vec<(usize, usize)>,
    is_cut: bool,
}

impl Lines {
    fn add(&mut self, line: usize) {
        let is_full = self.stretches.len() == STRETCHES;
        match self.stretches.last_mut() {
            _ if self.is_cut => {}
            Some((_, last)) if line == *last || line == *last + 1 => *last = line,
            _ if is_full => self.is_cut = true,
            _ => self.stretches.push((line, line)),
        }
    }

    /// Whether it is a single line.
    pub(super) fn is_one(&self) -> bool {
        matches!(self.stretches[..], [(first, last)] if first == last) && !self.is_cut
    }

    /// `5–9, 12, …`
    pub(super) fn text(&self, separator: &str) -> String {
        let mut texts: Vec<String> = self
            .stretches
            .iter()
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
            .collect();
        texts.extend(self.is_cut.then(|| "…".to_owned()));
        texts.join(separator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind = Kind::Finding("a-finding", Severity::Error);

    #[test]
    fn a_small_file_is_shown_whole_and_a_large_one_in_samples() {
        for (items, shown) in [(FITS, FITS), (FITS + 1, OFTEN_IN_FILE)] {
            let mut fold = Fold::new(false);
            fold.begin_file(Some(items));
            assert_eq!((0..items).filter(|_| fold.shows(Cause(1))).count(), shown);
        }
    }

    #[test]
    fn a_cause_that_was_seen_in_other_files_is_shown_no_more() {
        let mut fold = Fold::new(false);
        let mut shown = 0;
        for _ in 0..100 {
            fold.begin_file(Some(1));
            shown += usize::from(fold.shows(Cause(1)));
        }
        assert_eq!(shown, OFTEN_BEFORE);
        assert!(fold.shows(Cause(2)));
    }

    #[test]
    fn what_is_kept_does_not_grow() {
        let mut fold = Fold::new(false);
        for file in 0..100 {
            fold.begin_file(Some(1000));
            for number in 0..1000 {
                if !fold.shows(Cause(file * 1000 + number)) {
                    fold.count(KIND, number as usize * 2);
                }
            }
        }
        assert!(fold.before.len() + fold.in_file.len() <= CAUSES);
        assert_eq!((fold.more.len(), fold.more[0].lines.stretches.len()), (1, STRETCHES));
    }

    #[test]
    fn nothing_is_held_back_where_all_is_asked_for() {
        let mut fold = Fold::new(true);
        fold.begin_file(None);
        assert!((0..1000).all(|_| fold.shows(Cause(1))) && (0..1000).all(|_| fold.names_file()));
    }

    #[test]
    fn lines_that_follow_each_other_are_one_stretch() {
        let mut lines = Lines::default();
        [5, 6, 7, 7, 9].into_iter().for_each(|line| lines.add(line));
        assert_eq!(lines.text(", "), "5–7, 9");
        (0..40).for_each(|number| lines.add(20 + number * 3));
        assert!(lines.text("、").ends_with("、…"), "{lines:?}");
    }
}

//! Where a reading of a table passed over goods lines: where edits have left these as they were, another reading need
//! not look there again.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::layout::Layout;
use crate::draft::Passed;
use crate::draft::charset::{Charset, Ground};

/// The goods lines that a reading passed over, in the order of the table.
#[derive(Clone, Debug)]
pub struct Trail {
    charset: Charset,
    layout: Arc<Layout>,
    /// The steps, one behind the other.
    steps: Vec<u8>,
    /// The step that what is passed over next may belong to.
    last: Option<Step>,
    /// Whether it leads no further.
    is_full: bool,
}

/// Whether a reading of a table leaves a trail, or follows one.
#[derive(Clone, Copy, Debug, Default)]
pub enum Trailing<'a> {
    /// Neither.
    #[default]
    No,
    /// It leaves one.
    Leaves,
    /// It follows that of a reading of the same table before it was edited.
    Follows(&'a Arc<Trail>),
}

/// Records that were looked at, and goods lines of one date that were passed over behind them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    looked_at: usize,
    bytes: usize,
    lines: usize,
    items: usize,
    /// Year, month and day.
    date: Option<(i16, i8, i8)>,
}

/// Goods lines of one date, one behind the other, that are passed over together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) bytes: usize,
    /// Its line ends.
    pub(super) lines: usize,
    pub(super) passed: Passed,
}

/// How long a trail may be, in bytes: it leads through more than a gigabyte. Behind its end everything is looked at.
const LONGEST: usize = 4 << 20;

impl Trail {
    /// Nothing has been passed over yet.
    pub(super) fn new(charset: Charset, layout: &Arc<Layout>) -> Self {
        Self { charset, layout: Arc::clone(layout), steps: Vec::new(), last: None, is_full: false }
    }

    /// The encoding of a table with edits, which are in the encoding of the table; `None` where that hung on how
    /// often its characters are found.
    pub(super) fn charset(&self) -> Option<Charset> {
        Some(self.charset).filter(|charset| charset.told_by != Ground::Detection)
    }

    /// Whether it leads through a table that looks like this.
    pub(super) fn fits(&self, charset: &Charset, layout: &Layout) -> bool {
        (&self.charset, &*self.layout) == (charset, layout)
    }

    /// Leads on over `looked_at` records and a stretch behind them.
    pub(super) fn pass(&mut self, looked_at: usize, stretch: &Stretch) {
        let date = stretch.passed.date.map(|date| (date.year(), date.month(), date.day()));
        match &mut self.last {
            Some(last) if looked_at == 0 && last.date == date => {
                last.bytes += stretch.bytes;
                last.lines += stretch.lines;
                last.items += stretch.passed.items;
            }
            _ => {
                self.end();
                let Stretch { bytes, lines, passed: Passed { items, .. } } = *stretch;
                self.last = (!self.is_full).then_some(Step { looked_at, bytes, lines, items, date });
            }
        }
    }

    /// The whole of it.
    pub(super) fn ended(mut self) -> Self {
        self.end();
        self
    }

    fn end(&mut self) {
        if let Some(step) = self.last.take() {
            let steps = std::mem::take(&mut self.steps);
            self.steps = postcard::to_extend(&step, steps).expect("a vector takes any number");
            self.is_full = self.steps.len() > LONGEST;
        }
    }
}

/// A reading that follows a trail.
#[derive(Debug)]
pub(super) struct Follower {
    trail: Arc<Trail>,
    /// Where the step behind the next one stands.
    at: usize,
    next: Option<Step>,
}

impl Follower {
    /// Stands at the beginning of a trail.
    pub(super) fn new(trail: &Arc<Trail>) -> Self {
        let mut follower = Self { trail: Arc::clone(trail), at: 0, next: None };
        follower.advance();
        follower
    }

    /// Whether the trail ends here, `looked_at` records behind the last stretch.
    pub(super) fn is_at_end(&self, looked_at: usize) -> bool {
        self.next.as_ref().is_none_or(|step| step.looked_at < looked_at)
    }

    /// The stretch that begins here; `None` where a record was looked at.
    pub(super) fn stretch(&mut self, looked_at: usize) -> Option<Stretch> {
        let Step { bytes, lines, items, date, .. } = self.next.take_if(|step| step.looked_at == looked_at)?;
        self.advance();
        let date = date.and_then(|(year, month, day)| Date::new(year, month, day).ok());
        Some(Stretch { bytes, lines, passed: Passed { items, date } })
    }

    fn advance(&mut self) {
        let rest = &self.trail.steps[self.at..];
        if let Ok((step, behind)) = postcard::take_from_bytes(rest) {
            (self.at, self.next) = (self.trail.steps.len() - behind.len(), Some(step));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::draft::{Dialects, Reading};

    const CHARSET: Charset = Charset { encoding: encoding_rs::UTF_8, bom: false, told_by: Ground::Validity };

    fn layout(headings: &str) -> Layout {
        let dialects = Dialects::embedded();
        let reading = Reading::new(&dialects, &|_| false);
        let layout = Layout::tell(headings.as_bytes(), true, &CHARSET, &reading);
        layout.unwrap_or_else(|_| panic!("headings"))
    }

    fn empty() -> Trail {
        Trail::new(CHARSET, &Arc::new(layout("商品编号,商品名称,备注\n")))
    }

    #[test]
    fn leads_through_no_table_that_looks_otherwise() {
        let trail = empty();
        let (same, other) = (layout("商品编号,商品名称,备注\n"), layout("商品名称,商品编号,备注\n"));
        let marked = Charset { bom: true, ..CHARSET };
        assert!(trail.fits(&CHARSET, &same));
        assert!(!trail.fits(&CHARSET, &other));
        assert!(!trail.fits(&marked, &same));
    }

    #[test]
    fn an_encoding_that_was_guessed_is_told_anew() {
        let guessed = Charset { told_by: Ground::Detection, ..CHARSET };
        let trail = |charset| Trail::new(charset, &empty().layout);
        assert_eq!(trail(CHARSET).charset(), Some(CHARSET));
        assert_eq!(trail(guessed).charset(), None);
    }

    proptest! {
        /// Stretches that are not parted are one, and no other is lost or moved.
        #[test]
        fn leads_over_what_was_passed(
            steps in prop::collection::vec((0usize..3, 1usize..100_000, 1usize..50, 0i8..3), 0..60),
        ) {
            let mut trail = empty();
            let mut records: Vec<(Option<Date>, usize, usize)> = Vec::new();
            let date = |day: i8| Date::new(2026, 11, day).ok();
            for (looked_at, bytes, items, day) in &steps {
                let passed = Passed { items: *items, date: date(*day) };
                trail.pass(*looked_at, &Stretch { bytes: *bytes, lines: *items, passed });
                records.extend((0..*looked_at).map(|_| (None, 0, 0)));
                records.push((date(*day), *bytes, *items));
            }
            let mut follower = Follower::new(&Arc::new(trail.ended()));
            let (mut led, mut looked_at) = (Vec::new(), 0);
            while !follower.is_at_end(looked_at) {
                match follower.stretch(looked_at) {
                    Some(stretch) => {
                        looked_at = 0;
                        prop_assert_eq!(stretch.lines, stretch.passed.items);
                        led.push((stretch.passed.date, stretch.bytes, stretch.passed.items));
                    }
                    None => {
                        looked_at += 1;
                        led.push((None, 0, 0));
                    }
                }
            }
            let merged = |parts: Vec<(Option<Date>, usize, usize)>| {
                let mut merged: Vec<(Option<Date>, usize, usize)> = Vec::new();
                for (date, bytes, items) in parts {
                    match merged.last_mut() {
                        Some(last) if last.0 == date && bytes > 0 && last.1 > 0 => {
                            last.1 += bytes;
                            last.2 += items;
                        }
                        _ => merged.push((date, bytes, items)),
                    }
                }
                merged
            };
            prop_assert_eq!(led, merged(records));
        }
    }
}

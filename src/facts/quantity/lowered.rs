//! Circumstances under which a value is lower than the rated one: cold, a high rate, wear. What is measured only so may be
//! higher by its rating.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    Found, Quantity,
    amount::{Amount, Shape},
    attribution::Reader,
    clause::PARTING,
    lexicon::Word,
    scan::Scan,
    unit::{UnitMatch, UnitMeaning},
};
use crate::{interval::Interval, number::Number};

impl Reader<'_> {
    /// Whether a word states what lowers a value.
    pub(super) fn is_lowering(&self, word: Word) -> bool {
        is_lowering(self.scan, word)
    }

    /// Whether a number with the unit of a circumstance states what lowers a value.
    pub(super) fn is_lowered_by(&self, amount: &Amount) -> bool {
        let stated = amount.readings(|_| true).swap_remove(0).interval;
        amount.unit.is_some_and(|unit| lowers(self.scan, unit, amount.range.start, &stated))
    }

    /// The word before a circumstance that makes one of it which lowers a value: after 500 cycles.
    pub(super) fn lowering_before(&self, start: usize) -> Option<Word> {
        let word = self.scan.word_until(self.scan.before_blanks(start))?;
        (word.start >= self.amount_end && self.is_lowering(word)).then_some(word)
    }

    /// Takes a number for a part of what lowers a value, where it says how far: 放电至3.0V, 荷电30%. At most 30% is the state
    /// in which goods are sent.
    pub(super) fn is_of_lowering(&mut self, amount: &Amount) -> bool {
        let Some(range) = self.lowering.clone().filter(|range| range.end > 0) else { return false };
        let measures = amount.unit.is_some_and(|unit| !self.scan.is_quotient(unit));
        let is_bounded = matches!(amount.shape, Shape::Bounded(..));
        let is_of = measures && !is_bounded && self.is_direct(range.end, amount.range.start);
        if is_of {
            self.lowering = Some(range.start..amount.range.end);
        }
        is_of
    }

    pub(super) fn forget_circumstances(&mut self) {
        self.circumstances.clear();
        self.lowering = None;
    }

    /// At the end of a clause that also speaks of something else, what lowers that lowers no value behind it:
    /// `工作温度-20℃，250Wh/kg`, but not `低温-20℃，250Wh/kg`.
    pub(super) fn forget_lowering_of_others(&mut self) {
        let is_of_others = |range: &Range<usize>| !range.is_empty() && !self.has_own_clause(range);
        if self.lowering.as_ref().is_some_and(is_of_others) {
            self.lowering = None;
        }
    }

    /// Whether a circumstance has the clause behind the last value to itself: `250Wh/kg，老化后`.
    pub(super) fn is_clause_behind(&self, range: &Range<usize>, between: &str) -> bool {
        between.chars().all(|sign| sign == ' ' || PARTING.contains(&sign)) && self.has_own_clause(range)
    }
}

/// Whether a word states what lowers a value.
pub(super) fn is_lowering(scan: &Scan<'_>, word: Word) -> bool {
    let circumstances = &scan.quantities.parameters.circumstances;
    scan.entry(word).circumstances.iter().any(|of| circumstances[*of].lowers)
}

/// Whether a number in the unit of a circumstance states what lowers a value: 10C, -20℃.
pub(super) fn lowers(scan: &Scan<'_>, unit: UnitMatch, start: usize, stated: &Interval) -> bool {
    let is_point = stated.low.is_some() && stated.low == stated.high;
    // -20~60℃ is a range
    let is_negative = is_point && scan.text()[..start].ends_with('-');
    let circumstances = &scan.quantities.parameters.circumstances;
    scan.quantities.units.meanings(unit).iter().any(|meaning| match *meaning {
        UnitMeaning::Circumstance(of) => {
            let of = &circumstances[of];
            of.lowers || of.usual.as_ref().is_some_and(|usual| is_negative || !usual.admits(stated))
        }
        _ => false,
    })
}

impl Found {
    /// Opens each value upwards that was measured under what lowers it, unless one without that stands beside it which is
    /// no lower.
    pub(super) fn open_lowered(&mut self) {
        if self.lowered.is_empty() {
            return;
        }
        let lowered: HashSet<usize> = std::mem::take(&mut self.lowered).into_iter().collect();
        // the highest that is stated without, by parameter
        let mut rated: HashMap<String, Number> = HashMap::new();
        let without = self.stated.iter().enumerate().filter(|(at, _)| !lowered.contains(at));
        for (_, Quantity { parameter, interval, .. }) in without {
            let Some(low) = &interval.low else { continue };
            let highest = rated.entry(parameter.clone()).or_insert_with(|| low.value.clone());
            if low.value > *highest {
                highest.clone_from(&low.value);
            }
        }
        for at in lowered {
            let Quantity { parameter, interval, .. } = &mut self.stated[at];
            let ends = rated.get(parameter).zip(interval.high.as_ref());
            if ends.is_none_or(|(rated, high)| *rated < high.value) {
                interval.high = None;
            }
        }
    }
}

//! What has a clause to itself: a bare number there may be a value wherever the clause stands, and 待核实 there is said
//! of every value.

use std::ops::Range;

use super::{
    Disregarded,
    amount::Amount,
    attribution::{Latest, Reader, Scope},
    between::LONGEST_COUNT,
    expression,
    lexicon::{Target, Word},
    named::Waiting,
};
use crate::{facts::Reason, interval::Interval, law::parameters::Parameter};

/// What parts clauses.
pub(super) const PARTING: [char; 9] = ['|', '\n', '\r', ',', ';', '、', '。', '!', '?'];

/// The most characters of a clause on each side of what has it to itself.
const LONGEST: usize = 40;

/// Where the clause of a place begins, or what of it stands not too far before.
pub(super) fn begin(text: &str, place: usize) -> usize {
    let before = text[..place].chars().rev().take(LONGEST).take_while(|sign| !PARTING.contains(sign));
    place - before.map(char::len_utf8).sum::<usize>()
}

/// The most numbers that wait for a value.
const MOST_WAITING: usize = 32;

impl Reader<'_> {
    /// Whether nothing else is said in the clause of a place: `品牌：示例|310（实测）。`.
    pub(super) fn has_own_clause(&self, range: &Range<usize>) -> bool {
        let inner = |character: &char| !PARTING.contains(character);
        let behind: usize =
            self.scan.rest(range.end).chars().take(LONGEST).take_while(inner).map(char::len_utf8).sum();
        self.says_nothing(begin(self.scan.text(), range.start)..range.start)
            && self.says_nothing(range.end..range.end + behind)
    }

    /// Whether a number has its clause to itself and counts nothing there, nor answers for an element of its own.
    pub(super) fn is_alone(&self, amount: &Amount) -> bool {
        let (before, behind) = (
            self.scan.text()[..amount.range.start].trim_end(),
            self.scan.rest(amount.range.end).trim_start(),
        );
        let is_answer = self.scan.is_form && before.ends_with('|') && behind.starts_with('|');
        !is_answer && !self.counts(amount) && self.has_own_clause(&amount.range)
    }

    /// Whether a number is none of goods but one of a form: the zeros of |0|0| answer for the brand and the like, 021 is
    /// a dialling code, 2026.11 and 2026/11/12 are days.
    pub(super) fn is_of_form(&self, amount: &Amount) -> bool {
        let is_zero = || self.scan.text()[amount.range.clone()].bytes().all(|digit| digit == b'0');
        let is_digit = |character: char| character.is_ascii_digit();
        let is_month = |behind: &str| {
            let month = &behind[..behind.find(|c| !is_digit(c)).unwrap_or(behind.len())];
            month.len() <= 2 && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
        };
        let year = self.scan.rest(amount.range.start).strip_prefix("20");
        let behind = year.and_then(|year| year.trim_start_matches(is_digit).strip_prefix(['.', '/', '-']));
        let is_year = year.is_some_and(|year| year.bytes().take_while(u8::is_ascii_digit).count() == 2);
        // 021-58123456
        let is_code = || {
            let digits = self.scan.rest(amount.range.start).as_bytes();
            digits.first() == Some(&b'0') && digits.get(1).is_some_and(u8::is_ascii_digit)
        };
        is_zero() || is_code() || (is_year && behind.is_some_and(is_month))
    }

    /// Keeps a bare number with a clause to itself until a value tells what it may be: `310|品牌：示例|250Wh/kg`. The
    /// first two slots of a declaration answer by one digit for the brand and for preferences.
    pub(super) fn wait(&mut self, amount: &Amount) {
        let (before, behind) = (&self.scan.text()[..amount.range.start], self.scan.rest(amount.range.end));
        let is_answer = matches!(&self.scan.text()[amount.range.clone()], "1" | "2" | "3" | "4")
            && before.matches('|').nth(1).is_none();
        let is_point = behind.starts_with('、') && amount.range.len() <= LONGEST_COUNT;
        let is_of_others = matches!(self.scope, Scope::Others | Scope::Limit);
        let may_be = !(is_answer || is_point || is_of_others) && self.waiting.len() < MOST_WAITING;
        if may_be && !amount.glued && !self.is_of_form(amount) {
            let is_alone = self.is_bare(amount) && self.is_alone(amount);
            if is_alone || self.may_be_named(amount) {
                self.waiting.push(Waiting { amount: amount.clone(), is_alone });
            }
        }
    }

    /// Sets the numbers aside that waited and may be of a value's parameter, in its unit.
    pub(super) fn settle(&mut self, value: Latest) {
        for waiting in std::mem::take(&mut self.waiting) {
            let Waiting { amount, is_alone } = &waiting;
            let may_be = *is_alone || self.is_one_of_several(&value, amount);
            let candidates =
                if may_be { self.possible(value.parameter, value.unit, amount) } else { Vec::new() };
            if candidates.is_empty() {
                self.waiting.push(waiting);
            } else {
                self.in_doubt(value.parameter, amount, Reason::NoUnit, candidates);
            }
        }
    }

    /// What may be said of values that other texts state: numbers that still wait for one, and that all is unsure.
    pub(super) fn elsewhere(&self) -> Vec<Disregarded> {
        let parameters = &self.scan.quantities.parameters.parameters;
        let asked = || parameters.iter().enumerate().filter(|(parameter, _)| self.asked[*parameter]);
        let aside = |name: &String, range: Range<usize>, reason: Reason, candidates: Vec<Interval>| {
            Disregarded { parameter: name.clone(), range, reason, candidates }
        };
        let mut found = Vec::new();
        for Waiting { amount, .. } in self.waiting.iter().filter(|waiting| self.is_of_any_value(waiting)) {
            let range = self.scan.origin(amount.range.clone());
            let read = |(parameter, of): (usize, &Parameter)| {
                let candidates = self.in_own_unit(parameter, amount);
                (!candidates.is_empty()).then(|| aside(&of.name, range.clone(), Reason::NoUnit, candidates))
            };
            found.extend(asked().filter_map(read));
        }
        if self.is_unsure {
            let any = || vec![Interval { low: None, high: None }];
            let whole = 0..self.scan.original.len();
            found.extend(
                asked().map(|(_, of)| aside(&of.name, whole.clone(), Reason::NotOfTheseGoods, any())),
            );
        }
        found
    }

    /// Whether a word for what is unsure speaks of every value: alone in its clause, or directly under their label. That
    /// of a name is said of the name.
    pub(super) fn is_said_of_all(&self, word: Word) -> bool {
        let of_parameter = |target: &Target| matches!(target, Target::Parameter(_));
        let under_label = self
            .label
            .as_ref()
            .is_some_and(|label| label.is_fresh() && label.targets.iter().any(of_parameter));
        let scan = self.scan;
        let takes_name = |of: &usize| scan.quantities.parameters.circumstances[*of].takes_name;
        let before = expression::Reader { scan, floor: 0 }.word_before(word.start);
        let is_of_name = before.is_some_and(|before| scan.entry(before).circumstances.iter().any(takes_name));
        under_label || (!is_of_name && self.has_own_clause(&(word.start..word.end)))
    }
}

//! A text with its words and numbers found, and the small steps by which readers move in it.

use std::ops::Range;

use super::{
    Quantities,
    lexicon::{Entry, Word},
    numeral::{self, Numeral},
    unit::{UnitMatch, UnitMeaning},
};
use crate::facts::fold::Folded;

/// A text, folded and searched once.
pub(super) struct Scan<'a> {
    pub(super) quantities: &'a Quantities,
    pub(super) original: &'a str,
    pub(super) folded: Folded,
    pub(super) words: Vec<Word>,
    pub(super) numerals: Vec<Numeral>,
    /// Whether its slots answer for the elements of a tariff line.
    pub(super) is_form: bool,
}

/// The most blanks that a value may have inside.
const WIDEST_BLANK: usize = 8;

impl<'a> Scan<'a> {
    pub(super) fn new(quantities: &'a Quantities, original: &'a str) -> Self {
        Self::of(quantities, original, quantities.folding.fold(original).closed())
    }

    /// A text whose words only matter beside numbers: without any they are not looked for.
    pub(super) fn for_values(quantities: &'a Quantities, original: &'a str) -> Self {
        let folded = quantities.folding.fold(original).closed();
        if numeral::may_stand_in(&folded.text) {
            return Self::of(quantities, original, folded);
        }
        Self { quantities, original, folded, words: Vec::new(), numerals: Vec::new(), is_form: false }
    }

    fn of(quantities: &'a Quantities, original: &'a str, folded: Folded) -> Self {
        let words = quantities.lexicon.words(&folded.text);
        let labels: Vec<Range<usize>> = words
            .iter()
            .filter(|word| !quantities.lexicon.entry(**word).targets.is_empty())
            .map(|word| word.start..word.end)
            .filter(|range| folded.text[range.clone()].bytes().any(|byte| byte.is_ascii_digit()))
            .collect();
        let numerals = numeral::numerals(&folded, original, &labels);
        Self { quantities, original, folded, words, numerals, is_form: false }
    }

    pub(super) fn text(&self) -> &str {
        &self.folded.text
    }

    pub(super) fn byte(&self, position: usize) -> Option<u8> {
        self.folded.text.as_bytes().get(position).copied()
    }

    pub(super) fn rest(&self, position: usize) -> &str {
        self.folded.text.get(position..).unwrap_or_default()
    }

    pub(super) fn entry(&self, word: Word) -> &'a Entry {
        self.quantities.lexicon.entry(word)
    }

    /// The original characters of a part of the folded text.
    pub(super) fn origin(&self, range: Range<usize>) -> Range<usize> {
        self.folded.origin(range)
    }

    /// The place after the blanks from `position` on.
    pub(super) fn past_blanks(&self, position: usize) -> usize {
        let blanks =
            self.rest(position).bytes().take(WIDEST_BLANK).take_while(|byte| is_blank(*byte)).count();
        position + blanks
    }

    /// The place before the blanks that end at `position`.
    pub(super) fn before_blanks(&self, position: usize) -> usize {
        let bytes = &self.folded.text.as_bytes()[..position];
        position - bytes.iter().rev().take(WIDEST_BLANK).take_while(|byte| is_blank(**byte)).count()
    }

    /// The word that begins exactly there.
    pub(super) fn word_from(&self, position: usize) -> Option<Word> {
        let index = self.words.binary_search_by_key(&position, |word| word.start).ok()?;
        Some(self.words[index])
    }

    /// The word that ends exactly there.
    pub(super) fn word_until(&self, position: usize) -> Option<Word> {
        let index = self.words.binary_search_by_key(&position, |word| word.end).ok()?;
        Some(self.words[index])
    }

    /// The number that begins exactly there.
    pub(super) fn numeral_from(&self, position: usize) -> Option<usize> {
        self.numerals.binary_search_by_key(&position, |numeral| numeral.range.start).ok()
    }

    /// Whether a unit is one quantity by another, so that hardly a name looks like it.
    pub(super) fn is_quotient(&self, unit: UnitMatch) -> bool {
        let text = &self.text()[unit.start..unit.end];
        ["/", "-1", "-3", "per", "每"].iter().any(|sign| text.contains(sign))
    }

    /// Whether a unit measures a parameter that hardly anything else in a slot is measured in.
    pub(super) fn is_particular(&self, unit: UnitMatch) -> bool {
        let parameters = &self.quantities.parameters.parameters;
        let meanings = self.quantities.units.meanings(unit);
        meanings.iter().any(|meaning| match *meaning {
            UnitMeaning::Parameter(parameter, _) => parameters[parameter].particular,
            _ => false,
        })
    }

    /// Whether a number of that unit by another one is no side of something, nor a value that is computed.
    pub(super) fn is_of_no_side(&self, unit: UnitMatch) -> bool {
        let parameters = &self.quantities.parameters;
        let mut sides = parameters.sides.block.iter().chain(&parameters.sides.round);
        let measures = |side: &String| {
            let of = |meaning: &UnitMeaning| meaning.parameter().map(|of| &parameters.parameters[of].name);
            self.quantities.units.meanings(unit).iter().any(|meaning| of(meaning) == Some(side))
        };
        self.is_particular(unit) || !(self.is_quotient(unit) || sides.any(measures))
    }

    /// Whether a unit is a letter that may be the digit 1, with another unit behind it.
    pub(super) fn is_digit_like(&self, unit: UnitMatch) -> bool {
        &self.text()[unit.start..unit.end] == "l" && self.unit_from(self.past_blanks(unit.end)).is_some()
    }

    /// Whether a letter alone stands before a place that is taken for the digit 0 or 1.
    pub(super) fn is_behind_digit_like(&self, position: usize) -> bool {
        let before = self.text().as_bytes()[..position].iter().rev().take(2).copied().collect::<Vec<u8>>();
        let is_alone = before.get(1).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        before.first().is_some_and(|byte| b"lio".contains(byte)) && is_alone
    }

    /// The unit that begins exactly there.
    pub(super) fn unit_from(&self, position: usize) -> Option<UnitMatch> {
        self.quantities.units.at(self.text(), position)
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

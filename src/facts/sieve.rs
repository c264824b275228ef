//! Tells quickly, and on the safe side, that no term of the law stands in a text: in one pass over
//! its bytes as they lie in the file, without decoding it into a text of its own.
//!
//! The pass sees the characters that [`Prose`](super::prose::Prose) would have and asks of each word and each pair of
//! ideographs whether it is the chosen [feature](features::Feature) of some term. What has a feature may
//! still hold no term; what has none holds none.

pub(crate) mod features;

use features::{Feature, Features};

use super::{
    fold::Folding,
    prose::{is_bracket, is_han},
};
use crate::draft::Raw;

/// Finds texts in which a term may stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sieve {
    features: Features,
    folding: Folding,
    /// For each character of the basic plane what it is folded to: two bytes, zero where that is not one
    /// character.
    folded: &'static [u8],
}

impl Sieve {
    /// A sieve by some features. `folded` is what `folded::table` makes with the same folding.
    pub(crate) fn new(features: Features, folding: &Folding, folded: &'static [u8]) -> Self {
        Self { features, folding: folding.clone(), folded }
    }

    /// Whether a term may stand in a text. `without_brackets` where it may also stand around brackets.
    pub(crate) fn may_hold_term(&self, text: Raw<'_>, without_brackets: bool) -> bool {
        let mut pass = Pass::new(self, false);
        let found = text.each(|code| pass.code(code)) || pass.end_word();
        if found || !(without_brackets && pass.has_brackets) {
            return found;
        }
        let mut pass = Pass::new(self, true);
        text.each(|code| pass.code(code)) || pass.end_word()
    }
}

/// One pass over a text.
struct Pass<'a> {
    sieve: &'a Sieve,
    /// Whether what stands in brackets is passed over.
    only_outside: bool,
    depth: usize,
    has_brackets: bool,
    /// The last ideograph, 0 where something else stands behind it.
    before: u16,
    /// The first four bytes of the word that goes on, and how many there are.
    word: u32,
    length: u32,
}

impl<'a> Pass<'a> {
    fn new(sieve: &'a Sieve, only_outside: bool) -> Self {
        Self { sieve, only_outside, depth: 0, has_brackets: false, before: 0, word: 0, length: 0 }
    }

    /// Goes on by one character of the text; whether a feature was found.
    #[inline(always)]
    fn code(&mut self, code: u32) -> bool {
        let at = code as usize * 2;
        match self.sieve.folded.get(at..at + 2) {
            None | Some(&[0, 0]) => self.spelled(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
            Some(folded) => self.folded(u16::from_le_bytes([folded[0], folded[1]])),
        }
    }

    /// A character that is folded to several, or lies beyond the basic plane.
    #[cold]
    fn spelled(&mut self, character: char) -> bool {
        let folded = self.sieve.folding.fold(character.encode_utf8(&mut [0; 4])).text;
        // no term has a character from beyond: it stands between others like any sign
        folded.chars().any(|part| self.folded(u16::try_from(u32::from(part)).unwrap_or(u16::MAX)))
    }

    /// Goes on by one folded character.
    #[inline(always)]
    fn folded(&mut self, unit: u16) -> bool {
        if unit < 0x80 {
            return self.ascii(unit as u8);
        }
        let character = char::from_u32(unit.into()).unwrap_or(' ');
        if is_bracket(character) {
            return self.bracket(matches!(character, '【'));
        }
        if self.is_passed_over() {
            return false;
        }
        let found = self.end_word() || self.has(Feature::Single(unit));
        if !is_han(character) {
            self.before = 0;
            return found;
        }
        let before = std::mem::replace(&mut self.before, unit);
        found || (before != 0 && self.has(Feature::Pair(before, unit)))
    }

    #[inline(always)]
    fn ascii(&mut self, byte: u8) -> bool {
        if matches!(byte, b'(' | b'[' | b'{' | b')' | b']' | b'}') {
            return self.bracket(matches!(byte, b'(' | b'[' | b'{'));
        }
        if self.is_passed_over() {
            return false;
        }
        if byte.is_ascii_alphanumeric() {
            self.before = 0;
            if self.length < 4 {
                self.word |= u32::from(byte) << (8 * self.length);
                self.length += 1;
                return self.length == 4 && self.has(Feature::Word(self.word));
            }
            return false;
        }
        let found = self.end_word();
        // a gap between two ideographs is closed
        if matches!(byte, b' ' | b'-' | b'_') {
            return found;
        }
        self.before = 0;
        found || self.has(Feature::Single(byte.into()))
    }

    #[cold]
    fn bracket(&mut self, opens: bool) -> bool {
        let level = self.depth;
        self.depth = if opens { level + 1 } else { level.saturating_sub(1) };
        self.has_brackets = true;
        // one that closes nothing is a sign like any other
        if self.only_outside && level.max(self.depth) > 0 {
            return false;
        }
        self.before = 0;
        self.end_word()
    }

    fn is_passed_over(&self) -> bool {
        self.only_outside && self.depth > 0
    }

    /// The word, or the text, is at its end; a word of four and more bytes was asked about before.
    #[inline(always)]
    fn end_word(&mut self) -> bool {
        let found = self.length > 0 && self.length < 4 && self.has(Feature::Word(self.word));
        (self.word, self.length) = (0, 0);
        found
    }

    #[inline(always)]
    fn has(&self, feature: Feature) -> bool {
        self.sieve.features.has(feature)
    }
}

//! What the pass must know of each character, in tables that are worked out when the program is built.

use std::{borrow::Cow, collections::BTreeSet};

use super::features::Feature;
use crate::facts::prose::{is_bracket, is_han};

/// What a character is folded to, in the low two bytes, and what that is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark(u32);

impl Mark {
    /// It is folded to several characters, or to one beyond the basic plane.
    pub(super) const SPELLED: Self = Self(1 << 16);
    /// A letter or digit of ASCII.
    pub(super) const WORD: Self = Self(1 << 17);
    pub(super) const HAN: Self = Self(1 << 18);
    pub(super) const BRACKET: Self = Self(1 << 19);
    pub(super) const OPENS: Self = Self(1 << 20);
    /// What may stand between two ideographs that belong together.
    pub(super) const GAP: Self = Self(1 << 21);
    /// It is a feature by itself.
    pub(super) const FEATURE: Self = Self(1 << 22);
    /// The first, or the second, of a pair that is a feature.
    pub(super) const FIRST: Self = Self(1 << 23);
    pub(super) const SECOND: Self = Self(1 << 24);

    #[inline(always)]
    pub(super) fn is(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    /// What the character is folded to.
    #[inline(always)]
    pub(super) fn unit(self) -> u16 {
        self.0 as u16
    }

    fn with(self, kind: Self, holds: bool) -> Self {
        if holds { Self(self.0 | kind.0) } else { self }
    }
}

/// The features of all terms, and what each character has to do with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tables {
    /// For each character of the basic plane its mark: four bytes.
    pub(crate) marks: Cow<'static, [u8]>,
    /// The features, as bits under hashes.
    pub(crate) bits: Cow<'static, [u8]>,
}

/// How many bits there are, as a power of two. Each feature sets two of them: with three thousand features one
/// question in five hundred is answered with yes by mistake.
const SIZE: u32 = 17;

impl Tables {
    /// The tables of some features. `folded` is what `folded::table` makes.
    pub(crate) fn of(features: &BTreeSet<Feature>, folded: &[u8]) -> Self {
        let mut bits = vec![0; 1 << (SIZE - 3)];
        for place in features.iter().flat_map(|feature| feature.places(SIZE)) {
            bits[place >> 3] |= 1 << (place & 7);
        }
        let pairs = || features.iter().filter_map(|feature| feature.as_pair());
        let firsts: BTreeSet<u16> = pairs().map(|(first, _)| first).collect();
        let seconds: BTreeSet<u16> = pairs().map(|(_, second)| second).collect();
        let singles: BTreeSet<u16> = features.iter().filter_map(|feature| feature.as_single()).collect();
        let mark = |unit: u16| {
            let character = char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER);
            Mark(unit.into())
                .with(Mark::SPELLED, unit == 0)
                .with(Mark::WORD, character.is_ascii_alphanumeric())
                .with(Mark::HAN, is_han(character))
                .with(Mark::BRACKET, is_bracket(character))
                .with(Mark::OPENS, matches!(character, '(' | '[' | '【' | '{'))
                .with(Mark::GAP, matches!(character, ' ' | '-' | '_'))
                .with(Mark::FEATURE, singles.contains(&unit))
                .with(Mark::FIRST, firsts.contains(&unit))
                .with(Mark::SECOND, seconds.contains(&unit))
        };
        let (units, _) = folded.as_chunks::<2>();
        let marks = units.iter().flat_map(|unit| mark(u16::from_le_bytes(*unit)).0.to_le_bytes());
        Self { marks: marks.collect(), bits: bits.into() }
    }

    /// The mark of a character of the basic plane.
    #[inline(always)]
    pub(super) fn mark(&self, code: u32) -> Option<Mark> {
        let at = code as usize * 4;
        let bytes = self.marks.get(at..at + 4)?;
        Some(Mark(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
    }

    /// Whether a character may be read as a bracket.
    pub(super) fn may_be_bracket(&self, code: u32) -> bool {
        self.mark(code).is_none_or(|mark| mark.is(Mark::BRACKET) || mark.is(Mark::SPELLED))
    }

    /// Whether a feature is one of some term, or is taken for one.
    #[inline(always)]
    pub(super) fn has(&self, feature: Feature) -> bool {
        let is_set =
            |place: usize| self.bits.get(place >> 3).is_none_or(|byte| byte & (1 << (place & 7)) != 0);
        let [one, other] = feature.places(SIZE);
        is_set(one) && is_set(other)
    }
}

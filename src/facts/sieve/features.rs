//! What a text must hold for a term to be in it: for each term that may name goods one feature, chosen so
//! that other goods seldom have it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::facts::prose::{is_bracket, is_han};

/// Something that a text holds wherever it holds a term, whatever stands around it: two ideographs one behind
/// the other, a character, or a word of ASCII letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Feature(u64);

impl Feature {
    /// Two ideographs.
    #[inline(always)]
    pub(super) fn pair(one: u16, other: u16) -> Self {
        Self((u64::from(one) << 16) | u64::from(other))
    }

    pub(super) fn single(character: u16) -> Self {
        Self((1 << 32) | u64::from(character))
    }

    /// A whole word, by the sum that [`with_byte`] makes of it. Words with one sum are taken for each other.
    #[inline(always)]
    pub(super) fn word(sum: u64) -> Self {
        Self(!sum)
    }

    pub(super) fn as_pair(self) -> Option<(u16, u16)> {
        (self.0 < 1 << 32).then_some(((self.0 >> 16) as u16, self.0 as u16))
    }

    pub(super) fn as_single(self) -> Option<u16> {
        (self.0 >> 32 == 1).then_some(self.0 as u16)
    }

    /// Places among `1 << size` bits.
    #[inline(always)]
    pub(super) fn places(self, size: u32) -> [usize; 2] {
        let mixed = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        [(mixed >> (64 - size)) as usize, (mixed >> (64 - 2 * size)) as usize & ((1 << size) - 1)]
    }
}

/// The sum of a word that goes on by a byte.
#[inline(always)]
pub(super) fn with_byte(sum: u64, byte: u8) -> u64 {
    sum.rotate_left(8) ^ u64::from(byte)
}

/// How often features stand in goods of no kind that the law knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Frequencies(BTreeMap<Feature, u32>);

impl Frequencies {
    /// Counts the features of a text, as folded prose.
    pub(crate) fn count(&mut self, text: &str) {
        let choices = Term::whole(text).choices();
        choices.into_iter().flatten().for_each(|feature| *self.0.entry(feature).or_default() += 1);
    }
}

/// The features of some terms; `None` where one of them has none, or goes on from one slot of a specification to
/// the next.
pub(crate) fn choose(terms: &[Term], everyday: &Frequencies) -> Option<BTreeSet<Feature>> {
    if terms.iter().any(|term| term.text.contains('|')) {
        return None;
    }
    let mut taken: BTreeSet<Feature> = BTreeSet::new();
    let mut choices: Vec<Vec<Choice>> = terms.iter().map(Term::choices).collect();
    // a term with little choice first: what it takes, others may share
    choices.sort_by_key(Vec::len);
    for of in choices {
        let weight = |choice: &Choice| {
            let is_shared = choice.iter().all(|feature| taken.contains(feature));
            let is_single = choice.iter().any(|feature| feature.as_single().is_some());
            let count: u32 = choice.iter().filter_map(|feature| everyday.0.get(feature)).sum();
            (is_single, count, !is_shared)
        };
        taken.extend(of.into_iter().min_by_key(weight)?);
    }
    Some(taken)
}

/// Features of which a text with the term has one.
type Choice = Vec<Feature>;

/// A term of the law, or a part of one, as folded prose.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    text: String,
    /// Whether no letter or digit of ASCII goes on before it, and behind it.
    is_bounded: (bool, bool),
}

impl Term {
    /// A term: its words are whole, or the last one is plural.
    pub(crate) fn whole(text: &str) -> Self {
        Self { text: text.to_owned(), is_bounded: (true, true) }
    }

    /// What every match of an expression holds, and whether it is bounded as the whole match is: before it,
    /// and behind it.
    pub(crate) fn part(text: &str, is_bounded: (bool, bool)) -> Self {
        Self { text: text.to_owned(), is_bounded }
    }

    /// What may be chosen.
    fn choices(&self) -> Vec<Choice> {
        let characters: Vec<char> = self.text.chars().collect();
        let unit = |character: char| u16::try_from(u32::from(character)).ok();
        let pairs = characters.windows(2).filter(|pair| is_han(pair[0]) && is_han(pair[1]));
        let pairs = pairs.filter_map(|pair| Some(vec![Feature::pair(unit(pair[0])?, unit(pair[1])?)]));
        let mut choices: Vec<Choice> = pairs.collect();
        let mut at = 0;
        for run in characters.split(|c| !c.is_ascii_alphanumeric()) {
            let (start, end) = (at, at + run.len());
            at = end + 1;
            let (is_first, is_last) = (start == 0, end == characters.len());
            if run.is_empty() || (is_first && !self.is_bounded.0) || (is_last && !self.is_bounded.1) {
                continue;
            }
            let endings: &[&str] = if is_last { &["", "s", "es"] } else { &[""] };
            choices.push(endings.iter().map(|ending| word(run, ending)).collect());
        }
        let is_sign = |c: &char| !c.is_ascii_alphanumeric() && *c != ' ' && !is_bracket(*c);
        let singles = characters.into_iter().filter(is_sign);
        choices.extend(singles.filter_map(|character| Some(vec![Feature::single(unit(character)?)])));
        choices
    }
}

fn word(run: &[char], ending: &str) -> Feature {
    Feature::word(run.iter().map(|letter| *letter as u8).chain(ending.bytes()).fold(0, with_byte))
}

//! What a text must hold for a term to be in it: for each term that may name goods one feature, chosen so
//! that other goods seldom have it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use crate::facts::prose::{is_bracket, is_han};

/// Something that a text holds wherever it holds a term, whatever stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Feature {
    /// Two ideographs, one behind the other.
    Pair(u16, u16),
    /// A word of ASCII letters and digits: all of it, or its first four bytes.
    Word(u32),
    /// A character.
    Single(u16),
}

/// The features of all terms, as bits under hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Features {
    pub(crate) bits: Cow<'static, [u8]>,
}

/// How many bits there are, as a power of two. Each feature sets two of them: with ten thousand features
/// one question in three thousand is answered with yes by mistake.
const SIZE: u32 = 20;

impl Feature {
    /// The places of its two bits.
    #[inline(always)]
    fn places(self) -> [usize; 2] {
        let key = match self {
            Self::Pair(one, other) => (u64::from(one) << 16) | u64::from(other),
            Self::Word(word) => (1 << 32) | u64::from(word),
            Self::Single(character) => (2 << 32) | u64::from(character),
        };
        let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        [(mixed >> (64 - SIZE)) as usize, (mixed >> (64 - 2 * SIZE)) as usize & ((1 << SIZE) - 1)]
    }
}

impl Features {
    /// Features by their bits. Without any bits a text may hold anything.
    pub(crate) fn of(bits: &'static [u8]) -> Self {
        Self { bits: bits.into() }
    }

    /// Features that any text has.
    pub(crate) fn of_all() -> Self {
        Self::of(&[])
    }

    /// The features of some terms; `None` where one of them has none. `common` are words that any goods
    /// may have.
    pub(crate) fn choose(terms: &[Term], common: &[String]) -> Option<Self> {
        let mut frequency: HashMap<Feature, usize> = HashMap::new();
        for word in common {
            Term::whole(word)
                .features()
                .into_iter()
                .flatten()
                .for_each(|feature| *frequency.entry(feature).or_default() += 1);
        }
        let mut bits = vec![0; 1 << (SIZE - 3)];
        // a term with little choice first: what it takes, others may share
        let mut taken: BTreeMap<Feature, usize> = BTreeMap::new();
        let mut choices: Vec<Vec<Vec<Feature>>> = terms.iter().map(Term::features).collect();
        choices.sort_by_key(Vec::len);
        for of in choices {
            let weight = |alternative: &&Vec<Feature>| {
                let is_shared = alternative.iter().all(|feature| taken.contains_key(feature));
                let single = alternative.iter().any(|feature| matches!(feature, Feature::Single(_)));
                let count: usize = alternative.iter().filter_map(|feature| frequency.get(feature)).sum();
                (single, count, !is_shared)
            };
            for feature in of.iter().min_by_key(weight)? {
                *taken.entry(*feature).or_default() += 1;
            }
        }
        for place in taken.keys().flat_map(|feature| feature.places()) {
            bits[place >> 3] |= 1 << (place & 7);
        }
        Some(Self { bits: bits.into() })
    }

    /// Whether a feature is one of some term, or is taken for one.
    #[inline(always)]
    pub(crate) fn has(&self, feature: Feature) -> bool {
        let is_set =
            |place: usize| self.bits.get(place >> 3).is_none_or(|byte| byte & (1 << (place & 7)) != 0);
        let [one, other] = feature.places();
        is_set(one) && is_set(other)
    }
}

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

    /// What every match of an expression holds; `is_first` where the match begins with it.
    pub(crate) fn part(text: &str, is_first: bool) -> Self {
        Self { text: text.to_owned(), is_bounded: (is_first, false) }
    }

    /// The features from which one may be chosen, each a list of which a text with the term has one.
    fn features(&self) -> Vec<Vec<Feature>> {
        let characters: Vec<char> = self.text.chars().collect();
        let unit = |character: char| u16::try_from(u32::from(character)).ok();
        let pairs = characters.windows(2).filter(|pair| is_han(pair[0]) && is_han(pair[1]));
        let pairs = pairs.filter_map(|pair| Some(vec![Feature::Pair(unit(pair[0])?, unit(pair[1])?)]));
        let mut features: Vec<Vec<Feature>> = pairs.collect();
        let mut at = 0;
        for run in self.text.split(|c: char| !c.is_ascii_alphanumeric()) {
            let (start, end) = (at, at + run.len());
            at = end + self.text[end..].chars().next().map_or(0, char::len_utf8);
            let (is_first, is_last) = (start == 0, end == self.text.len());
            if run.is_empty() || (is_first && !self.is_bounded.0) {
                continue;
            }
            if run.len() >= 4 || !is_last {
                features.push(vec![Feature::Word(word(run))]);
            } else if self.is_bounded.1 {
                let spellings = ["", "s", "es"].map(|ending| Feature::Word(word(&format!("{run}{ending}"))));
                features.push(spellings.to_vec());
            }
        }
        let is_sign = |c: &&char| !c.is_ascii_alphanumeric() && **c != ' ' && !is_bracket(**c);
        let singles = characters.iter().filter(is_sign);
        features.extend(singles.filter_map(|character| Some(vec![Feature::Single(unit(*character)?)])));
        features
    }
}

/// The first four bytes of a word as a number; a shorter word is filled up with zeros.
fn word(run: &str) -> u32 {
    let mut bytes = [0; 4];
    bytes.iter_mut().zip(run.bytes()).for_each(|(byte, of)| *byte = of);
    u32::from_le_bytes(bytes)
}

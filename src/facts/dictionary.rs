//! Words, each with a number, looked up at any place of a text. Made when the program is built, so that
//! nothing is left to make at its start; or, for law that a user supplies, while it runs.

use std::{borrow::Cow, collections::BTreeMap};

use yada::{DoubleArray, builder::DoubleArrayBuilder};

/// The words, as a double array over their bytes.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    words: DoubleArray<Cow<'static, [u8]>>,
}

impl Dictionary {
    /// A dictionary as [`made`] makes it, and nothing else: it is not looked through again.
    pub(crate) fn of(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { words: DoubleArray(bytes.into()) }
    }

    /// Hands on every word with which a text begins, the shortest first: its length and its number.
    pub(crate) fn each_at(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        for (number, length) in self.words.common_prefix_search(text) {
            // no word holds a NUL, by which the search leaves the words
            if !text[..length].contains(&0) {
                found(length, number);
            }
        }
    }

    /// Whether a word anywhere in a text, whole or not, reaches beyond a place.
    pub(crate) fn reaches_into(&self, text: &str, from: usize) -> bool {
        (0..text.len()).any(|at| {
            let mut reaches = false;
            self.each_at(&text.as_bytes()[at..], |length, _| reaches |= at + length > from);
            reaches
        })
    }
}

/// The bytes of a dictionary.
pub(crate) fn made(words: &BTreeMap<Vec<u8>, u32>) -> Vec<u8> {
    let words: Vec<(&[u8], u32)> = words.iter().map(|(word, number)| (word.as_slice(), *number)).collect();
    let bytes = DoubleArrayBuilder::build(&words).expect("the words ascend and hold no NUL");
    // where the dictionary is used it is not checked any more
    DoubleArray::new(bytes.as_slice()).expect("a dictionary is sound");
    bytes
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.words.0 == other.words.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever stands in a text, NUL too.
        #[test]
        fn finds_the_words_with_which_a_text_begins(
            words in prop::collection::btree_map(prop::collection::vec(1u8..4, 1..5), 0u32..1 << 31, 1..30),
            text in prop::collection::vec(0u8..4, 0..9),
        ) {
            let dictionary = Dictionary::of(made(&words));
            let mut found = Vec::new();
            dictionary.each_at(&text, |length, number| found.push((length, number)));
            let naive = (1..=text.len()).filter_map(|length| Some((length, *words.get(&text[..length])?)));
            prop_assert_eq!(found, naive.collect::<Vec<_>>());
        }
    }
}

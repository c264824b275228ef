//! Words, each with a number, looked up at any place of a text. Made when the program is built, so that
//! nothing is left to make at its start; or, for law that a user supplies, while it runs.

use std::{borrow::Cow, collections::BTreeMap};

use fst::{Map, MapBuilder, raw::Fst};

/// The words, as a finite state transducer over their bytes.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    words: Map<Cow<'static, [u8]>>,
}

impl Dictionary {
    /// A dictionary as [`made`] makes it.
    pub(crate) fn of(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        // every test that reads goods opens those that are part of the program
        let words =
            Map::new(bytes.into()).unwrap_or_else(|error| panic!("a dictionary of this program: {error}"));
        Self { words }
    }

    /// Hands on every word with which some bytes begin, the shortest first: its length and its number.
    pub(crate) fn each_at(&self, bytes: impl IntoIterator<Item = u8>, mut found: impl FnMut(usize, u64)) {
        let words: &Fst<_> = self.words.as_fst();
        let (mut node, mut number) = (words.root(), 0);
        for (at, byte) in bytes.into_iter().enumerate() {
            let Some(index) = node.find_input(byte) else { return };
            let step = node.transition(index);
            number += step.out.value();
            node = words.node(step.addr);
            if node.is_final() {
                found(at + 1, number + node.final_output().value());
            }
        }
    }

    /// Every word with its number.
    pub(crate) fn each(&self, mut take: impl FnMut(&[u8], u64)) {
        use fst::Streamer;
        let mut words = self.words.stream();
        while let Some((word, number)) = words.next() {
            take(word, number);
        }
    }
}

/// The bytes of a dictionary.
pub(crate) fn made(words: &BTreeMap<Vec<u8>, u64>) -> Vec<u8> {
    let mut builder = MapBuilder::memory();
    for (word, number) in words {
        builder.insert(word, *number).expect("the words ascend, and memory takes them");
    }
    builder.into_inner().expect("memory takes them")
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.words.as_fst().as_bytes() == other.words.as_fst().as_bytes()
    }
}

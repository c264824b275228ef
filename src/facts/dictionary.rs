//! Words, each with a number, looked up at any place of a text. Made when the program is built, so that
//! nothing is left to make at its start; or, for law that a user supplies, while it runs.

use std::{borrow::Cow, collections::BTreeMap};

use fst::{Map, MapBuilder, raw::Fst};

/// The words, as a finite state transducer over their bytes.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    /// With which characters words begin, a bit each: most places of a text are known by it to have none.
    starts: Cow<'static, [u8]>,
    words: Map<Cow<'static, [u8]>>,
}

/// How many bits tell characters apart. Some share one.
const STARTS: usize = 1 << 13;

impl Dictionary {
    /// A dictionary as [`made`] makes it.
    pub(crate) fn of(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let (starts, words): (Cow<'_, [u8]>, Cow<'_, [u8]>) = match bytes.into() {
            Cow::Borrowed(bytes) => (bytes[..STARTS / 8].into(), bytes[STARTS / 8..].into()),
            Cow::Owned(mut bytes) => {
                let words = bytes.split_off(STARTS / 8);
                (bytes.into(), words.into())
            }
        };
        // every test that reads goods opens those that are part of the program
        let words = Map::new(words).unwrap_or_else(|error| panic!("a dictionary of this program: {error}"));
        Self { starts, words }
    }

    /// Hands on every word with which a text begins, the shortest first: its length and its number.
    pub(crate) fn each_from(&self, text: &str, found: impl FnMut(usize, u64)) {
        let begins = |first| {
            let (byte, bit) = start(first);
            self.starts[byte] & bit != 0
        };
        if text.chars().next().is_some_and(begins) {
            self.each_at(text.bytes(), found);
        }
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
    let mut starts = vec![0; STARTS / 8];
    let mut builder = MapBuilder::memory();
    for (word, number) in words {
        // those that are spelled backwards are never looked for in a text
        if let Some(first) = str::from_utf8(word).ok().and_then(|word| word.chars().next()) {
            let (byte, bit) = start(first);
            starts[byte] |= bit;
        }
        builder.insert(word, *number).expect("the words ascend, and memory takes them");
    }
    starts.extend(builder.into_inner().expect("memory takes them"));
    starts
}

/// The byte and the bit of a character with which a word begins.
fn start(first: char) -> (usize, u8) {
    let place = u32::from(first) as usize % STARTS;
    (place / 8, 1 << (place % 8))
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.words.as_fst().as_bytes() == other.words.as_fst().as_bytes()
    }
}

//! What was worked out before: drafts declare the same goods again and again, and what followed from the same words
//! need not be worked out again.

use std::{
    collections::VecDeque,
    hash::Hasher,
    sync::{Mutex, MutexGuard, PoisonError},
};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// How many answers are kept in mind: so many shelves, each with so many places.
const SHELVES: usize = 256;
const PLACES: usize = 8;

/// The longest words that are, in bytes.
const LONGEST: usize = 600;

/// Answers, each on the shelf of the words from which it followed, where the latest drives out the earliest.
#[derive(Debug)]
pub(crate) struct Known<T>(Mutex<Vec<Shelf<T>>>);

type Shelf<T> = VecDeque<Answer<T>>;

#[derive(Debug)]
struct Answer<T> {
    hash: u64,
    words: Words,
    answer: T,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Answer<T> {
    fn is_of(&self, hash: u64, words: &Words) -> bool {
        self.hash == hash && self.words == *words
    }
}

impl<T: Clone> Known<T> {
    /// What followed from the very same words.
    pub(crate) fn recall(&self, words: &Words) -> Option<T> {
        let hash = words.hash();
        let shelves = self.shelves();
        let known = shelves.get(shelf(hash))?.iter().find(|known| known.is_of(hash, words))?;
        Some(known.answer.clone())
    }

    /// Keeps what followed from words, unless they are very long.
    pub(crate) fn keep(&self, words: Words, answer: T) {
        if words.0.len() > LONGEST {
            return;
        }
        let hash = words.hash();
        let mut shelves = self.shelves();
        shelves.resize_with(SHELVES, VecDeque::new);
        let shelf = &mut shelves[shelf(hash)];
        let driven_out = match shelf.iter().position(|known| known.is_of(hash, &words)) {
            Some(at) => shelf.remove(at),
            None if shelf.len() == PLACES => shelf.pop_front(),
            None => None,
        };
        shelf.push_back(Answer { hash, words, answer });
        drop(shelves);
        drop(driven_out);
    }

    fn shelves(&self) -> MutexGuard<'_, Vec<Shelf<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hashes short texts, of which there are many: where nobody gains by two that hash alike.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// All that something follows from, as one sequence of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words(Vec<u8>);

impl Words {
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(256))
    }

    pub(crate) fn add_number(&mut self, number: usize) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// Adds a text with its length, so that no two sequences of texts come to the same bytes.
    pub(crate) fn add(&mut self, text: &str) {
        self.add_number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Adds a text that may be absent.
    pub(crate) fn add_any(&mut self, text: Option<&str>) {
        self.0.push(u8::from(text.is_some()));
        self.add(text.unwrap_or(""));
    }

    fn hash(&self) -> u64 {
        xxh3_64(&self.0)
    }
}

fn shelf(hash: u64) -> usize {
    hash as usize % SHELVES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_number(number: usize) -> Words {
        let mut words = Words::new();
        words.add_number(number);
        words
    }

    #[test]
    fn no_two_sequences_of_texts_come_to_the_same_words() {
        let parts = ["", "a", "b", "ab", "a\0\0\0\0\0\0\0\0b"];
        let words = |texts: &[&str]| {
            let mut words = Words::new();
            texts.iter().for_each(|text| words.add(text));
            words
        };
        let mut all = Vec::new();
        for one in parts {
            all.push(words(&[one]));
            all.extend(parts.map(|other| words(&[one, other])));
        }
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| one != other), "{one:?}");
        }
    }

    #[test]
    fn the_latest_answers_are_kept_and_no_more_than_there_are_places_for() {
        let known = Known::default();
        for number in 0..10 * SHELVES * PLACES {
            known.keep(of_number(number), number);
            assert_eq!(known.recall(&of_number(number)), Some(number));
        }
        known.keep(of_number(0), 1);
        assert_eq!(known.recall(&of_number(0)), Some(1));
        let shelves = known.shelves();
        assert!(shelves.len() == SHELVES && shelves.iter().all(|shelf| shelf.len() == PLACES));
    }

    #[test]
    fn the_earliest_answer_of_a_shelf_makes_room_and_no_other() {
        let known = Known::default();
        let of_one_shelf: Vec<usize> =
            (0..).filter(|number| shelf(of_number(*number).hash()) == 0).take(PLACES + 1).collect();
        let (last, first) = of_one_shelf.split_last().expect("places");
        first.iter().for_each(|number| known.keep(of_number(*number), *number));
        assert!(first.iter().all(|number| known.recall(&of_number(*number)).is_some()));
        known.keep(of_number(*last), *last);
        let kept = of_one_shelf.iter().filter(|number| known.recall(&of_number(**number)).is_some());
        assert!(kept.eq(&of_one_shelf[1..]));
    }

    #[test]
    fn very_long_words_are_not_kept_and_words_that_hash_alike_are_not_the_same() {
        let words = |length: usize| Words(vec![7; length]);
        let known = Known::default();
        for length in [LONGEST, LONGEST + 1] {
            known.keep(words(length), length);
            assert_eq!(known.recall(&words(length)).is_some(), length == LONGEST);
        }
        let answer = Answer { hash: 7, words: words(1), answer: () };
        assert!(answer.is_of(7, &words(1)) && !answer.is_of(7, &words(2)));
    }
}

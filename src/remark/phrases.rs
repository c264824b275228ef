//! The phrases of statements, found in one pass over a remark, whatever spaces and hyphens stand
//! between their characters.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::Subject;
use crate::phrase::Phrase;

/// The phrases that the acts know.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    automaton: AhoCorasick,
    /// For each pattern of the automaton: what it says, and the words of an act that it is.
    meanings: Vec<(Subject, Option<Phrase>)>,
    /// Whether letters must not touch the pattern: Chinese characters need no such boundary.
    is_ascii: Vec<bool>,
}

/// A phrase in a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its bytes in the folded text.
    pub(super) range: Range<usize>,
    pub(super) subject: Subject,
    pub(super) words: Option<Phrase>,
}

impl Phrases {
    /// The phrases in folded form; of two that begin at one place the earlier in the list is meant.
    pub(super) fn new(phrases: &[(String, Subject, Option<Phrase>)]) -> Self {
        let plain = |phrase: &String| -> String { phrase.chars().filter(|c| !is_joint(*c)).collect() };
        let patterns = phrases.iter().map(|(phrase, ..)| plain(phrase));
        Self {
            automaton: AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::NoncontiguousNFA))
                .build(patterns)
                .expect("the phrases of the law fit an automaton"),
            meanings: phrases.iter().map(|(_, subject, words)| (*subject, words.clone())).collect(),
            is_ascii: phrases.iter().map(|(phrase, ..)| phrase.is_ascii()).collect(),
        }
    }

    /// The phrases of a folded text in the order of their places, one at most for each place.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut plain = String::with_capacity(text.len());
        // for each byte of the plain text its place in the text
        let mut places = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices().filter(|(_, character)| !is_joint(*character)) {
            plain.push(character);
            places.extend(at..at + character.len_utf8());
        }
        let mut found: Vec<(usize, usize, usize)> = self
            .automaton
            .find_overlapping_iter(&plain)
            .filter(|hit| !hit.is_empty())
            .map(|hit| (places[hit.start()], hit.pattern().as_usize(), places[hit.end() - 1] + 1))
            .filter(|&(start, pattern, end)| !self.is_ascii[pattern] || stands_alone(text, start, end))
            .collect();
        found.sort_unstable();
        found.dedup_by_key(|(start, ..)| *start);
        let hit = |(start, pattern, end): (usize, usize, usize)| {
            let (subject, words) = self.meanings[pattern].clone();
            Hit { range: start..end, subject, words }
        };
        found.into_iter().map(hit).collect()
    }
}

fn is_joint(character: char) -> bool {
    character.is_whitespace() || character == '-'
}

/// Whether no letter, digit or underscore of ASCII goes on beyond what stands here.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let parts = |left: Option<usize>, right: usize| left.is_some_and(is_word) != is_word(right);
    parts(start.checked_sub(1), start) && parts(end.checked_sub(1), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_phrases_in_any_spacing() {
        let phrases = Phrases::new(&[
            ("不属于两用物项".to_owned(), Subject::NotControlled, None),
            ("dual use items".to_owned(), Subject::Controlled, None),
            ("属于两用物项".to_owned(), Subject::Controlled, None),
        ]);
        for (text, expected) in [
            ("属于 两用-物项", &[(0..20, Subject::Controlled)][..]),
            ("不属于两用物项", &[(0..21, Subject::NotControlled), (3..21, Subject::Controlled)]),
            ("a dual-use  items.", &[(2..17, Subject::Controlled)]),
            ("dual-use itemsx", &[]),
            ("xdual-use items", &[]),
            ("是dual-use items的", &[(3..17, Subject::Controlled)]),
        ] {
            let hits: Vec<_> = phrases.hits(text).into_iter().map(|hit| (hit.range, hit.subject)).collect();
            assert_eq!(hits, expected, "{text}");
        }
    }
}

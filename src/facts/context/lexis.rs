//! Words of some classes at the beginning or the end of a text, and texts made of nothing else.
//! Classes are given as a sum of [`Class::bit`]s.

use super::{Class, Classes, class::LONGEST};
use crate::facts::{dictionary::Dictionary, prose::is_han};

/// The words of every class that begin, and those that end, with some bytes.
#[derive(Clone, Debug)]
pub(crate) struct Lexis {
    forwards: Dictionary,
    /// Each word from its last byte to its first.
    backwards: Dictionary,
    /// Goods and trades, which are no class: they tell one use from another and nothing else.
    trades: Dictionary,
}

impl Lexis {
    /// The words of `law/language.toml`.
    pub(super) fn embedded() -> Self {
        let forwards = &include_bytes!(concat!(env!("OUT_DIR"), "/class-words"))[..];
        let backwards = &include_bytes!(concat!(env!("OUT_DIR"), "/class-words-backwards"))[..];
        let trades = &include_bytes!(concat!(env!("OUT_DIR"), "/trades"))[..];
        let [forwards, backwards, trades] = [forwards, backwards, trades].map(Dictionary::of);
        Self { forwards, backwards, trades }
    }
}

/// The words with which a text begins.
pub(super) struct Beginning<'a> {
    text: &'a str,
    /// Length and classes, the shortest first.
    words: Vec<(usize, u32)>,
}

impl<'a> Beginning<'a> {
    /// The longest word of some classes; an ASCII word is not cut, and may be plural.
    pub(super) fn longest(&self, classes: u32) -> Option<&'a str> {
        self.words
            .iter()
            .rev()
            .filter(|(_, of)| of & classes != 0)
            .find_map(|(length, _)| whole(self.text, *length))
    }
}

/// The first so many bytes of a text with a plural ending, unless they cut a word.
fn whole(text: &str, length: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    if !bytes[length - 1].is_ascii_alphanumeric() {
        return Some(&text[..length]);
    }
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let plural = ["es", "s", ""]
        .iter()
        .find(|ending| text[length..].starts_with(**ending) && !is_word(length + ending.len()))?;
    Some(&text[..length + plural.len()])
}

/// The words with which a text ends; an ASCII word is not cut.
pub(super) struct Ending<'a> {
    text: &'a str,
    /// Where each begins, and its classes; the shortest first.
    words: Vec<(usize, u32)>,
}

impl<'a> Ending<'a> {
    /// The longest word of some classes.
    pub(super) fn longest(&self, classes: u32) -> Option<&'a str> {
        let longest = self.words.iter().rev().find(|(_, of)| of & classes != 0);
        longest.map(|(start, _)| &self.text[*start..])
    }
}

impl Classes {
    /// The words with which a text ends.
    pub(super) fn ending<'a>(&self, text: &'a str) -> Ending<'a> {
        let mut words = Vec::new();
        self.each_end(text, |start, classes| words.push((start, classes)));
        Ending { text, words }
    }

    /// Hands on every word with which a text ends, the shortest first: where it begins, and its classes.
    fn each_end(&self, text: &str, mut found: impl FnMut(usize, u32)) {
        let bytes = text.as_bytes();
        let mut reversed = [0; LONGEST];
        reversed.iter_mut().zip(bytes.iter().rev()).for_each(|(to, from)| *to = *from);
        self.lexis.backwards.each_at(&reversed[..bytes.len().min(LONGEST)], |length, classes| {
            let start = bytes.len() - length;
            let is_word = |at: usize| bytes[at].is_ascii_alphanumeric();
            if !(start > 0 && is_word(start) && is_word(start - 1)) {
                found(start, classes);
            }
        });
    }

    /// The words with which a text begins.
    pub(super) fn beginning<'a>(&self, text: &'a str) -> Beginning<'a> {
        let mut words = Vec::new();
        self.lexis.forwards.each_at(text.as_bytes(), |length, classes| words.push((length, classes)));
        Beginning { text, words }
    }

    /// Whether a word of any class anywhere in a text, whole or not, reaches beyond a place.
    pub(crate) fn reaches_into(&self, text: &str, from: usize) -> bool {
        self.lexis.forwards.reaches_into(text, from)
    }

    /// The longest word of some classes with which a text begins; an ASCII word is not cut, and may be plural.
    pub(super) fn longest_start<'a>(&self, classes: u32, text: &'a str) -> Option<&'a str> {
        let mut longest = None;
        self.lexis.forwards.each_at(text.as_bytes(), |length, of| {
            if of & classes != 0 {
                longest = whole(text, length).or(longest);
            }
        });
        longest
    }

    /// The longest word of some classes with which a text ends; an ASCII word is not cut.
    pub(super) fn longest_end<'a>(&self, classes: u32, text: &'a str) -> Option<&'a str> {
        let mut longest = None;
        self.each_end(text, |start, of| {
            if of & classes != 0 {
                longest = Some(&text[start..]);
            }
        });
        longest
    }

    /// Whether goods or a trade are named anywhere in a text.
    pub(crate) fn names_trade(&self, text: &str) -> bool {
        text.char_indices().filter(|(at, _)| !cuts_word(text, *at)).any(|(at, _)| {
            let mut is_there = false;
            let rest = &text[at..];
            self.lexis.trades.each_at(rest.as_bytes(), |length, _| is_there |= whole(rest, length).is_some());
            is_there
        })
    }

    /// Whether a text is a word of a class.
    pub(super) fn is_word(&self, class: Class, text: &str) -> bool {
        let mut is_word = false;
        self.lexis.forwards.each_at(text.as_bytes(), |length, of| {
            is_word |= length == text.len() && of & class.bit() != 0;
        });
        is_word
    }

    /// Whether a word of a class with at least `least` characters stands anywhere in a text, or of fewer at its end.
    pub(super) fn contains(&self, class: Class, text: &str, least: usize) -> bool {
        text.char_indices().any(|(at, _)| {
            let mut is_there = false;
            self.lexis.forwards.each_at(&text.as_bytes()[at..], |length, of| {
                let is_long = || text[at..at + length].chars().nth(least - 1).is_some();
                is_there |= of & class.bit() != 0 && (at + length == text.len() || is_long());
            });
            is_there
        })
    }

    /// Whether nothing is left of a text once general words, models and codes are taken away.
    pub(super) fn is_vague(&self, text: &str, classes: u32) -> bool {
        let tokens: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .flat_map(split_scripts)
            .filter(|token| !token.is_empty())
            .collect();
        let has_digit = |token: &str| token.bytes().any(|byte| byte.is_ascii_digit());
        // AGP-2A, QF-811: short letters beside digits, and nothing else, are a code
        let is_code = tokens.iter().all(|token| has_digit(token) || (token.is_ascii() && token.len() <= 4))
            && tokens.iter().any(|token| has_digit(token));
        // M30 in 无人机M30 is a model, 无人机 is none
        let words: Vec<&str> = tokens.into_iter().filter(|token| !has_digit(token)).collect();
        is_code || self.consume_all(&words.join(" "), classes)
    }

    /// Whether a text is made of words of some classes.
    pub(super) fn consume_all(&self, text: &str, classes: u32) -> bool {
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            match self.longest_start(classes, rest) {
                Some(word) => rest = rest[word.len()..].trim_start(),
                None => return false,
            }
        }
        true
    }
}

/// A token cut where Chinese characters meet others.
fn split_scripts(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        let first = is_han(rest.chars().next()?);
        let end = rest.find(|c| is_han(c) != first).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some(part)
    })
}

/// Whether a place lies within a word of ASCII.
pub(super) fn cuts_word(text: &str, at: usize) -> bool {
    let is_word = |at: usize| text.as_bytes()[at].is_ascii_alphanumeric();
    at > 0 && is_word(at) && is_word(at - 1)
}

pub(super) fn ascii_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_ascii_alphabetic()).filter_map(move |word| {
        let start = at;
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

//! Words of a class at the beginning or the end of a text, and texts made of nothing else.

use crate::facts::prose::is_han;

/// Whether nothing is left of a text once general words, models and codes are taken away.
pub(super) fn is_vague(text: &str, classes: &[&Vec<String>]) -> bool {
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
    is_code || consume_all(&words.join(" "), classes)
}

/// A token cut where Chinese characters meet others.
pub(super) fn split_scripts(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        let first = is_han(rest.chars().next()?);
        let end = rest.find(|c| is_han(c) != first).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some(part)
    })
}

pub(super) fn consume_all(text: &str, classes: &[&Vec<String>]) -> bool {
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        match classes.iter().filter_map(|class| longest_start(class, rest)).map(str::len).max() {
            Some(length) => rest = rest[length..].trim_start(),
            None => return false,
        }
    }
    true
}

/// The longest word of a class with which a text begins; an ASCII word is not cut, and may be plural.
pub(super) fn longest_start<'a>(class: &[String], text: &'a str) -> Option<&'a str> {
    class.iter().find_map(|word| {
        if !text.starts_with(word.as_str()) || word.is_empty() {
            return None;
        }
        if !word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return Some(&text[..word.len()]);
        }
        let is_word = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
        let plural = ["es", "s", ""]
            .iter()
            .find(|ending| text[word.len()..].starts_with(**ending) && !is_word(word.len() + ending.len()))?;
        Some(&text[..word.len() + plural.len()])
    })
}

/// The longest word of a class with which a text ends.
pub(super) fn longest_end<'a>(class: &[String], text: &'a str) -> Option<&'a str> {
    class.iter().find_map(|word| {
        let start = text.len().checked_sub(word.len())?;
        if word.is_empty() || !text.ends_with(word.as_str()) {
            return None;
        }
        let cut = word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && start > 0
            && text.as_bytes()[start - 1].is_ascii_alphanumeric();
        (!cut).then(|| &text[start..])
    })
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

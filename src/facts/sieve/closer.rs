//! A closer look at what the pass has stopped: whether a term that names goods, or what a formula requires,
//! does stand there.

use crate::{
    draft::Raw,
    facts::{
        fold::Folding,
        goods::{
            formula::{Pairs, Required},
            terms::Terms,
        },
        prose::{is_bracket, is_han},
    },
};

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'a, R> {
    /// The terms of the law.
    pub(crate) terms: &'a Terms,
    /// What each formula requires.
    pub(crate) required: R,
}

/// The words of a text as [`Prose`](crate::facts::prose::Prose) has them.
struct Words {
    text: String,
    /// Whether what stands in brackets is left out, and how deep they are nested.
    only_outside: bool,
    depth: usize,
    has_gap: bool,
}

impl Words {
    fn push(&mut self, character: char) {
        let level = self.depth;
        if is_bracket(character) {
            let opens = matches!(character, '(' | '[' | '【' | '{');
            self.depth = if opens { level + 1 } else { level.saturating_sub(1) };
        }
        if self.only_outside && level.max(self.depth) > 0 {
            return;
        }
        if matches!(character, ' ' | '-' | '_') {
            self.has_gap = true;
            return;
        }
        if std::mem::take(&mut self.has_gap)
            && let Some(last) = self.text.chars().next_back()
            && !(is_han(last) && is_han(character))
        {
            self.text.push(' ');
        }
        self.text.push(character);
    }
}

impl<'a, R: Iterator<Item = (&'a Required, &'a Pairs)> + Clone> Sought<'a, R> {
    /// Whether any of it may stand in a text; where `only_outside` is set, around what stands in brackets.
    pub(super) fn may_stand_in(&self, text: Raw<'_>, folding: &Folding, only_outside: bool) -> bool {
        let mut words = Words { text: String::with_capacity(96), only_outside, depth: 0, has_gap: false };
        let is_invalid = text.each(|code| {
            let Some(character) = char::from_u32(code) else { return true };
            match folding.in_place(character) {
                Some(read) => words.push(read),
                None => folding.each_part(character, |part| words.push(part)),
            }
            false
        });
        is_invalid || self.stands_in(&words.text)
    }

    fn stands_in(&self, text: &str) -> bool {
        let pairs = Pairs::of(text);
        let mut required = self.required.clone();
        if required.any(|(required, of)| pairs.hold(of) && stands(required, text)) {
            return true;
        }
        let mut is_there = false;
        self.terms.each_in(text, |range, meanings| {
            is_there |= is_whole(text, range.end) && self.terms.names(meanings);
        });
        is_there
    }
}

/// Whether what each match of a formula holds stands in a text, uncut where the match begins or ends with it.
fn stands(required: &Required, text: &str) -> bool {
    let is_word = |character: char| character.is_ascii_alphanumeric();
    text.match_indices(&required.text).any(|(at, run)| {
        let is_cut = text[..at].ends_with(is_word) && run.starts_with(is_word);
        !(required.is_at_end.0 && is_cut) && (!required.is_at_end.1 || is_whole(text, at + run.len()))
    })
}

/// Whether a place does not cut a word of ASCII; what may be a plural is none that is cut.
fn is_whole(text: &str, end: usize) -> bool {
    let (before, behind) = text.split_at(end);
    let rest = behind.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(rest, "" | "s" | "es") || !before.ends_with(|character: char| character.is_ascii_alphanumeric())
}

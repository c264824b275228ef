//! A closer look at what the pass has stopped: whether one of the terms stands where its feature does.

use super::{
    features::{Feature, with_byte},
    marks::Tables,
};
use crate::{
    draft::Raw,
    facts::{
        fold::Folding,
        goods::terms::{LONGEST, Terms},
        prose::{is_bracket, is_han},
    },
};

/// Looks closer.
pub(super) struct Closer<'a> {
    pub(super) tables: &'a Tables,
    pub(super) folding: &'a Folding,
    pub(super) terms: &'a Terms,
}

/// The characters of a text as [`Prose`](crate::facts::prose::Prose) has them, those from beyond the basic plane
/// as one that stands in no term.
struct Characters {
    all: Vec<char>,
    /// Whether what stands in brackets is left out, and how deep they are nested.
    only_outside: bool,
    depth: usize,
    has_gap: bool,
}

impl Characters {
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
            && let Some(last) = self.all.last()
            && !(is_han(*last) && is_han(character))
        {
            self.all.push(' ');
        }
        self.all.push(character);
    }
}

impl Closer<'_> {
    /// Whether a term that names goods may stand in a text; where `ONLY_OUTSIDE` is set, around what stands in
    /// brackets.
    pub(super) fn holds_name<const ONLY_OUTSIDE: bool>(&self, text: Raw<'_>) -> bool {
        let mut characters =
            Characters { all: Vec::with_capacity(64), only_outside: ONLY_OUTSIDE, depth: 0, has_gap: false };
        let is_invalid = text.each(|code| {
            let Some(character) = char::from_u32(code) else { return true };
            match self.folding.in_place(character) {
                Some(read) => characters.push(read),
                None => self.folding.each_part(character, |part| characters.push(part)),
            }
            false
        });
        is_invalid || self.stand_in(&characters.all)
    }

    fn stand_in(&self, characters: &[char]) -> bool {
        let unit = |at: usize| u16::try_from(u32::from(characters[at])).ok();
        let mut word: Option<(usize, u64)> = None;
        for (at, character) in characters.iter().enumerate() {
            if character.is_ascii_alphanumeric() {
                let (start, sum) = word.unwrap_or((at, 0));
                word = Some((start, with_byte(sum, *character as u8)));
                continue;
            }
            if word.take().is_some_and(|(start, sum)| self.is_name(characters, Feature::word(sum), start)) {
                return true;
            }
            let Some(this) = unit(at) else { continue };
            let before = at.checked_sub(1).filter(|before| is_han(*character) && is_han(characters[*before]));
            let pair = before.and_then(|before| Some((before, Feature::pair(unit(before)?, this))));
            if pair.is_some_and(|(before, pair)| self.is_name(characters, pair, before))
                || self.is_name(characters, Feature::single(this), at)
            {
                return true;
            }
        }
        word.is_some_and(|(start, sum)| self.is_name(characters, Feature::word(sum), start))
    }

    /// Whether a term that names goods stands where the feature at `place` says.
    fn is_name(&self, characters: &[char], feature: Feature, place: usize) -> bool {
        let Some(starts) = self.tables.has(feature).then(|| self.tables.starts(feature)).flatten() else {
            return false;
        };
        if !starts.are_known() {
            return true;
        }
        starts.each().filter_map(|before| place.checked_sub(before)).any(|start| {
            let is_word = |at: usize| characters.get(at).is_some_and(char::is_ascii_alphanumeric);
            let is_cut = start > 0 && is_word(start) && is_word(start - 1);
            !is_cut && self.begins_with_name(&characters[start..])
        })
    }

    fn begins_with_name(&self, characters: &[char]) -> bool {
        let text: String = characters.iter().take(LONGEST).collect();
        let mut is_there = false;
        self.terms.each_name_at(&text, |length| is_there |= is_whole(characters, length));
        is_there
    }
}

/// Whether the first `length` bytes do not cut a word of ASCII; what may be a plural is none that is cut.
fn is_whole(characters: &[char], length: usize) -> bool {
    let mut at = 0;
    let mut end = 0;
    while at < length {
        at += characters[end].len_utf8();
        end += 1;
    }
    let rest = characters[end..].iter().take_while(|character| character.is_ascii_alphanumeric());
    let rest: String = rest.take(3).collect();
    !characters[end - 1].is_ascii_alphanumeric() || matches!(rest.as_str(), "" | "s" | "es")
}

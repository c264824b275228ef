//! Tells quickly, and on the safe side, that no term of the law stands in a text: in one pass over
//! its bytes as they lie in the file, without decoding it into a text of its own.
//!
//! The pass sees the characters that [`Prose`](super::prose::Prose) would have and asks of each word and each pair of
//! ideographs whether it is the chosen [feature](features::Feature) of some term. What has none holds no
//! term; at what has one a [closer] look is taken.

mod closer;
pub(crate) mod features;
pub(crate) mod marks;

pub(crate) use closer::Sought;
use features::{Feature, with_byte};
use marks::{Mark, Tables};

use super::{
    fold::Folding,
    goods::formula::{Pairs, Required},
    reference::has_reference,
};
use crate::draft::{Quiet, Raw};

/// Finds texts in which a term may stand. No term holds the `|` that parts the slots of a specification, so that
/// each of them can be looked at by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sieve {
    /// `None` where any text may hold a term.
    tables: Option<Tables>,
    folding: Folding,
}

impl Sieve {
    /// A sieve by the features of some terms; the same folding made the tables.
    pub(crate) fn new(tables: Option<Tables>, folding: &Folding) -> Self {
        Self { tables, folding: folding.clone() }
    }

    /// Whether what is sought may stand in a text. `without_brackets` where it may also stand around brackets.
    /// What holds none of it is kept in mind.
    pub(crate) fn may_hold<'a>(
        &self,
        text: Raw<'_>,
        without_brackets: bool,
        sought: &Sought<'a, impl Iterator<Item = (&'a Required, &'a Pairs)> + Clone>,
        quiet: &mut Quiet,
    ) -> bool {
        let Some(tables) = &self.tables else { return true };
        let (head, last) = text.without_last_slot();
        let of_head = match head {
            Some(head) => self.brackets_of_quiet_head(head, tables, sought, quiet),
            None => Some(false),
        };
        let Some(of_head) = of_head else { return true };
        let Some(of_last) = self.brackets_of_quiet(last, tables, sought, quiet) else { return true };
        if !(without_brackets && (of_head || of_last)) {
            return false;
        }
        let mut pass = Pass::<true>::new(tables, &self.folding);
        (text.each(|code| pass.code(code)) || pass.end_word())
            && sought.may_stand_in(text, &self.folding, true)
    }

    /// Whether there are brackets in slots; `None` where what is sought may stand in one of them.
    #[inline]
    fn brackets_of_quiet_head<'a>(
        &self,
        head: Raw<'_>,
        tables: &Tables,
        sought: &Sought<'a, impl Iterator<Item = (&'a Required, &'a Pairs)> + Clone>,
        quiet: &mut Quiet,
    ) -> Option<bool> {
        if let Some(known) = quiet.heads.brackets(head.bytes()) {
            return Some(known);
        }
        let mut has_brackets = false;
        for slot in head.slots() {
            has_brackets |= self.brackets_of_quiet(slot, tables, sought, quiet)?;
        }
        quiet.heads.keep(head.bytes(), has_brackets);
        Some(has_brackets)
    }

    /// Whether there are brackets in a slot; `None` where what is sought may stand in it.
    fn brackets_of_quiet<'a>(
        &self,
        slot: Raw<'_>,
        tables: &Tables,
        sought: &Sought<'a, impl Iterator<Item = (&'a Required, &'a Pairs)> + Clone>,
        quiet: &mut Quiet,
    ) -> Option<bool> {
        if let Some(known) = quiet.slots.brackets(slot.bytes()) {
            return Some(known);
        }
        // which character it is, no table tells
        if has_reference(slot.bytes()) {
            return None;
        }
        let mut pass = Pass::<false>::new(tables, &self.folding);
        let is_stopped = slot.each(|code| pass.code(code)) || pass.end_word();
        if is_stopped && sought.may_stand_in(slot, &self.folding, false) {
            return None;
        }
        // it was stopped before its end
        let has_brackets = pass.has_brackets || (is_stopped && slot.each(|code| tables.may_be_bracket(code)));
        quiet.slots.keep(slot.bytes(), has_brackets);
        Some(has_brackets)
    }
}

/// One pass over a text; where `ONLY_OUTSIDE` is set what stands in brackets is passed over.
struct Pass<'a, const ONLY_OUTSIDE: bool> {
    tables: &'a Tables,
    folding: &'a Folding,
    depth: usize,
    has_brackets: bool,
    /// The last ideograph, as long as nothing else stands behind it.
    before: Mark,
    /// The word that goes on.
    word: Option<u64>,
}

impl<'a, const ONLY_OUTSIDE: bool> Pass<'a, ONLY_OUTSIDE> {
    fn new(tables: &'a Tables, folding: &'a Folding) -> Self {
        Self { tables, folding, depth: 0, has_brackets: false, before: Mark::default(), word: None }
    }

    /// Goes on by one character of the text; whether a feature was found.
    #[inline(always)]
    fn code(&mut self, code: u32) -> bool {
        match self.tables.mark(code) {
            Some(mark) if !mark.is(Mark::SPELLED) => self.folded(mark),
            _ => self.spelled(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// A character that is folded to several, or lies beyond the basic plane.
    #[cold]
    fn spelled(&mut self, character: char) -> bool {
        let folded = self.folding.fold(character.encode_utf8(&mut [0; 4])).text;
        folded.chars().any(|part| {
            match self.tables.mark(part.into()) {
                Some(mark) if u32::from(mark.unit()) == u32::from(part) => self.folded(mark),
                // what it is read as is read as something else again
                Some(_) => true,
                // no term has a character from beyond: it stands between others like any sign
                None => self.folded(Mark::default()),
            }
        })
    }

    /// Goes on by one folded character.
    #[inline(always)]
    fn folded(&mut self, mark: Mark) -> bool {
        if ONLY_OUTSIDE && self.depth > 0 && !mark.is(Mark::BRACKET) {
            return false;
        }
        if mark.is(Mark::WORD) {
            self.before = Mark::default();
            self.word = Some(with_byte(self.word.unwrap_or(0), mark.unit() as u8));
            return false;
        }
        if mark.is(Mark::BRACKET) {
            return self.bracket(mark);
        }
        let found = self.end_word() | mark.is(Mark::FEATURE);
        if mark.is(Mark::HAN) {
            let before = std::mem::replace(&mut self.before, mark);
            let may_be_pair = before.is(Mark::FIRST) && mark.is(Mark::SECOND);
            return found || (may_be_pair && self.tables.has(Feature::pair(before.unit(), mark.unit())));
        }
        // a gap between two ideographs is closed
        if !mark.is(Mark::GAP) {
            self.before = Mark::default();
        }
        found
    }

    #[cold]
    fn bracket(&mut self, mark: Mark) -> bool {
        let level = self.depth;
        self.depth = if mark.is(Mark::OPENS) { level + 1 } else { level.saturating_sub(1) };
        self.has_brackets = true;
        // one that closes nothing is a sign like any other
        if ONLY_OUTSIDE && level.max(self.depth) > 0 {
            return false;
        }
        self.before = Mark::default();
        self.end_word()
    }

    /// The word, or the text, is at its end.
    #[inline(always)]
    fn end_word(&mut self) -> bool {
        self.word.take().is_some_and(|sum| self.tables.has(Feature::word(sum)))
    }
}

//! Lists of substances, of which a negation or an amount is said together: 不含镝、铽和钐, `Dy/Tb free`.

use super::{Class, Classes, REACH, SEPARATORS, ahead};
use crate::facts::prose::{Prose, is_bracket};

/// What may stand between two members of a list besides the conjunctions.
const JOINTS: [&str; 10] = ["、", "/", ",", "或", "(", ":", " ", "or", "nor", "如"];

/// What may stand between two members that one word behind them is said of.
const LINKS: [&str; 9] = ["、", "/", "和", "及", "与", "或", "&", " ", "and "];

impl Classes {
    /// Whether the list of substances that leads to a place begins with a negation: 不含镝、铽、钐.
    pub(super) fn is_denied_list(&self, prose: &Prose, start: usize, end: usize) -> bool {
        if !self.is_word(Class::Elements, &prose.text[start..end]) {
            return false;
        }
        let mut before = shortly_before(&prose.text, start);
        let mut is_list = false;
        while let Some(shorter) = self.without_member(before) {
            (before, is_list) = (shorter, true);
        }
        is_list && self.longest_end(Class::Negations.bit(), self.stripped(before)).is_some()
    }

    /// Whether these words are a substance that goods may hold.
    pub(crate) fn is_substance(&self, words: &str) -> bool {
        self.is_word(Class::Elements, words)
    }

    /// What stands behind the list of substances that goes on at a place: `Dy` and ` free` in `Tb/Dy free`.
    pub(crate) fn behind_list<'a>(&self, text: &'a str, end: usize) -> &'a str {
        let mut rest = &ahead(text, end)[end..];
        loop {
            // 镝(dy)和铽
            let closed = rest.trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')'));
            if let Some((_, behind)) =
                closed.filter(|(inside, _)| self.is_word(Class::Elements, inside.trim()))
            {
                rest = behind;
                continue;
            }
            let mut member = rest;
            while let Some(shorter) = LINKS.iter().find_map(|link| member.strip_prefix(link)) {
                member = shorter;
            }
            match self.longest_start(Class::Elements.bit(), member) {
                Some(word) => rest = &member[word.len()..],
                None => return rest,
            }
        }
    }

    /// Whether a part of a text begins with what says that there is none of what stands before: `free`, 未检出, but not
    /// 未添加镝 and `free of Dy`, which speak of the next.
    pub(crate) fn begins_with_absence(&self, prose: &Prose, part: &str) -> bool {
        self.longest_start(Class::Absences.bit(), part).is_some_and(|word| {
            let behind = &part[word.len()..];
            let ends = |c: char| SEPARATORS.contains(&c) || is_bracket(c) || matches!(c, ' ' | '\n' | '\r');
            // 镝铽均未添加 块状
            let is_apart = prose.has_seam(behind.as_ptr() as usize - prose.text.as_ptr() as usize)
                && self.longest_start(Class::Elements.bit(), behind).is_none();
            (is_apart || behind.chars().next().is_none_or(ends)) && !behind.trim_start().starts_with("of ")
        })
    }

    /// Whether the statement around a place leaves open whether there is any of what it names: 基本不含镝.
    pub(crate) fn is_in_doubt(&self, text: &str, at: usize) -> bool {
        const PARTS: [char; 3] = ['|', ';', '。'];
        let before = shortly_before(text, at).rsplit(PARTS).next().unwrap_or_default();
        let behind = ahead(text, at)[at..].split(PARTS).next().unwrap_or_default();
        self.holds(Class::Doubts.bit(), &text[at - before.len()..at + behind.len()])
    }

    /// The text without the substance at its end and what joins that to the next one.
    fn without_member<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut rest = text;
        while let Some(shorter) = JOINTS.iter().find_map(|joint| rest.strip_suffix(joint)).or_else(|| {
            self.longest_end(Class::Conjunctions.bit(), rest).map(|word| &rest[..rest.len() - word.len()])
        }) {
            rest = shorter;
        }
        // 镝(dy)
        if let Some((outside, inside)) = rest.strip_suffix(')').and_then(|open| open.rsplit_once('('))
            && self.is_word(Class::Elements, inside.trim())
        {
            rest = outside.trim_end();
        }
        self.longest_end(Class::Elements.bit(), rest).map(|word| &rest[..rest.len() - word.len()])
    }
}

/// The end of what stands before a place.
fn shortly_before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..at]
}

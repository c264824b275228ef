//! What a whole name or text says: nothing, other goods, a firm, a use.

use std::ops::Range;

use super::{
    Class, Classes, SEPARATORS, Standing, ahead,
    lexis::{ascii_words, cuts_word},
    reach_back, segment_before,
};
use crate::facts::prose::{Prose, is_bracket, is_han};

/// Before so many strokes and brackets a use that says nothing is looked for.
const MOST_ENDS: usize = 64;

impl Classes {
    /// Whether a name says nothing about the goods: empty, a model, or only general words.
    pub(crate) fn is_vague_name(&self, prose: &Prose) -> bool {
        self.is_vague(&prose.text, Class::VagueNames.bit() | Class::Conjunctions.bit())
    }

    /// Whether a name says nothing but the substance at `start..end`, or others beside it: `铽 Tb`, 金属样品（铽）.
    pub(crate) fn says_nothing_else(&self, prose: &Prose, start: usize, end: usize) -> bool {
        const NOTHING: u32 = Class::VagueNames.bit()
            | Class::NeutralTails.bit()
            | Class::Fillers.bit()
            | Class::Elements.bit()
            | Class::Conjunctions.bit();
        let around = [&prose.text[..start], &prose.text[end..]].join(" ");
        self.is_vague(&around, NOTHING)
    }

    /// Whether a name says nothing about the goods but what stands in its brackets.
    pub(crate) fn is_vague_outside(&self, prose: &Prose) -> bool {
        self.is_vague(outer_name(prose), Class::VagueNames.bit() | Class::Conjunctions.bit())
    }

    /// Whether a name plainly names other goods than its tariff line does: its last word is one of those, and no
    /// source of power, which is one of the batteries of a line of theirs.
    pub(crate) fn names_others(&self, prose: &Prose) -> bool {
        let name = outer_name(prose);
        self.longest_end(Class::OtherTails.bit(), name).is_some_and(|word| word.chars().count() > 1)
            && self.longest_end(Class::PowerSources.bit(), name).is_none()
    }

    /// Whether a name is that of the class of some goods: 工业炉 of a 氢破碎炉, 分离设备 of any machine.
    pub(crate) fn names_class(&self, prose: &Prose, goods: &str) -> bool {
        let name = outer_name(prose);
        self.longest_end(Class::VagueNames.bit(), name).is_some() || head(name) == head(goods)
    }

    /// Whether what stands at a place is joined to what stands before it, as one of several goods.
    pub(crate) fn is_joined(&self, prose: &Prose, start: usize) -> bool {
        let before = self.stripped(&prose.text[..start]);
        before.ends_with('/') || self.longest_end(Class::Conjunctions.bit(), before).is_some()
    }

    /// Whether other goods are named anywhere in a text.
    pub(crate) fn mentions_others(&self, prose: &Prose) -> bool {
        self.ends_like_others(prose) || self.follows_others(prose, prose.text.len())
    }

    /// Whether a name begins with a preposition, so that no other goods stand before it.
    pub(crate) fn begins_with_preposition(&self, prose: &Prose) -> bool {
        let prepositions = Class::PurposesBefore.bit() | Class::Containment.bit() | Class::Comparisons.bit();
        self.longest_start(prepositions, &prose.text).is_some()
    }

    /// Whether a term fills its slot: nothing but how pure it is stands between it and the separators
    /// around it.
    pub(crate) fn fills_slot(&self, prose: &Prose, start: usize, end: usize) -> bool {
        let ends = |c: char| is_bracket(c) || (SEPARATORS.contains(&c) && !matches!(c, '=' | '>'));
        let behind = prose.text[end..].split(ends).next();
        segment_before(prose, start).trim().is_empty()
            && behind.is_none_or(|behind| behind.trim().is_empty() || is_purity(behind))
    }

    /// Whether the last character of a name is one with which other goods are named (器, 灯).
    pub(crate) fn ends_like_others(&self, prose: &Prose) -> bool {
        self.longest_end(Class::OtherTails.bit(), outer_name(prose)).is_some()
    }

    /// Whether a term stands in the name of who makes, sells or buys: 无锡锂电设备有限公司.
    pub(crate) fn is_in_maker(&self, prose: &Prose, start: usize, end: usize) -> bool {
        let before = segment_before(prose, start);
        let label = prose.text[..start - before.len()].strip_suffix(':').map_or("", str::trim_end);
        let behind = ahead(&prose.text, end)[end..]
            .split(|character| SEPARATORS.contains(&character) || is_bracket(character))
            .next()
            .unwrap_or("");
        // 磷酸铁锂 无品牌
        let is_apart = prose.has_seam(end)
            && (self.is_word(Class::Makers, behind)
                || self.longest_start(Class::Negations.bit(), behind).is_some());
        self.longest_end(Class::Makers.bit(), label).is_some()
            || self.names_maker(before)
            || (!is_apart && self.names_maker(behind))
    }

    /// Whether a word for who makes, sells or buys stands in a text; one of ASCII is not cut.
    fn names_maker(&self, text: &str) -> bool {
        let is_maker = |at: usize| self.longest_start(Class::Makers.bit(), &text[at..]).is_some();
        let is_letter = |at: usize| text.as_bytes()[at].is_ascii_alphabetic();
        text.char_indices().any(|(at, character)| {
            let begins = !character.is_ascii() || (is_letter(at) && (at == 0 || !is_letter(at - 1)));
            begins && is_maker(at)
        })
    }

    /// Whether a word says nothing about the goods by itself.
    pub(crate) fn is_vague_word(&self, word: &str) -> bool {
        self.is_vague(word, Class::VagueNames.bit())
    }

    /// Whether other goods are named before a place, with a break between: a space in Chinese, a
    /// number, a comma or a bracket.
    pub(crate) fn follows_others(&self, prose: &Prose, start: usize) -> bool {
        // 无人机配件：锂离子电池: behind a colon stands what the goods are
        let whole = &prose.text[..start];
        let before = match whole.rsplit_once(':') {
            Some((label, behind)) if !label.contains([',', ';', '|']) => behind,
            _ => whole,
        };
        let offset = start - before.len();
        let mut at = offset;
        let runs = before.split(|c: char| !is_han(c)).map(|run| {
            let place = at;
            at += run.len() + prose.text[at + run.len()..].chars().next().map_or(0, char::len_utf8);
            (run, place)
        });
        let names_others = runs.filter(|(run, _)| !run.is_empty()).any(|(run, at)| {
            // the run that leads straight to the term belongs to it: 无人机锂电池
            let mut seams =
                run.char_indices().map(|(offset, _)| at + offset).filter(|place| prose.has_seam(*place));
            let word = match (at + run.len() == start, seams.next_back()) {
                (false, _) => run,
                (true, Some(seam)) => &prose.text[at..seam],
                (true, None) if prose.has_seam(start) => run,
                (true, None) => "",
            };
            self.longest_end(Class::OtherTails.bit(), word).is_some()
        });
        names_others
            || ascii_words(before)
                .any(|(at, _)| self.longest_start(Class::OtherTails.bit(), &before[at..]).is_some())
    }

    /// Whether nothing but words that lead on stands between two places.
    pub(crate) fn leads_to(&self, between: &str) -> bool {
        self.consume_all(
            between,
            Class::PurposesAfter.bit() | Class::NeutralTails.bit() | Class::Fillers.bit(),
        )
    }

    /// Whether a use says nothing about the use, or only what it is not.
    pub(crate) fn is_vague_use(&self, text: &str) -> bool {
        let text = text.trim();
        // 用途：用于新能源
        let announced = self.longest_start(Class::PurposesBefore.bit() | Class::UseLabels.bit(), text);
        let bare = announced.map_or(text, |word| &text[word.len()..]);
        // 非 alone begins words: 非标设备
        let denied = self.longest_start(Class::Negations.bit(), text);
        denied.is_some_and(|word| word.chars().count() > 1)
            || self.is_vague(text, Class::VagueUses.bit())
            || self.is_vague(bare, Class::VagueUses.bit())
    }

    /// Whether a stated use begins with words that say nothing about it, before a bracket, a stroke or a break behind
    /// which something else may be said: 研磨（以下空白）, 工业用/示例牌, `industrial use made in China`.
    pub(crate) fn begins_vaguely(&self, prose: &Prose, range: &Range<usize>) -> bool {
        let said = &prose.text[range.clone()];
        let ends = |&(at, sign): &(usize, char)| {
            let is_use = || {
                self.longest_end(Class::PurposesAfter.bit() | Class::UseLabels.bit(), &said[..at]).is_some()
            };
            at > 0
                && (is_bracket(sign)
                    || matches!(sign, '\n' | '/')
                    || prose.has_seam(range.start + at)
                    || (sign == ' ' && is_use()))
        };
        // what says something before so many of them goes on to say it
        let mut ends = said.char_indices().filter(ends).take(MOST_ENDS);
        ends.any(|(end, _)| self.is_vague_use(&said[..end]))
    }

    /// Whether a text is nothing but a negation.
    pub(crate) fn is_negation(&self, text: &str) -> bool {
        self.is_word(Class::Negations, text.trim())
    }

    /// Whether words stand in a use that leave it open: near the use of an act, in another script, or no more than the
    /// name of a firm.
    pub(crate) fn is_open_use(&self, text: &str) -> bool {
        // 造纸厂 is a trade
        let firm = self.longest_end(Class::Makers.bit(), text.trim_end());
        self.holds(Class::OpenUses.bit(), text)
            || text.contains(is_unread)
            || firm.is_some_and(|word| word.chars().count() > 1)
    }

    /// Whether a word of some classes stands anywhere in a text; one of ASCII is not cut.
    pub(super) fn holds(&self, classes: u32, text: &str) -> bool {
        text.char_indices()
            .any(|(at, _)| !cuts_word(text, at) && self.longest_start(classes, &text[at..]).is_some())
    }

    /// Where the uses are listed one of which stands at `start..end`: behind a label up to the end of the slot,
    /// else in one statement.
    pub(crate) fn list_of_uses(
        &self,
        prose: &Prose,
        start: usize,
        end: usize,
        is_labelled: bool,
    ) -> Range<usize> {
        const SLOTS: &[char] = &['|', '。'];
        const STATEMENTS: &[char] = &['|', '。', ',', ';', ':'];
        let text = ahead(&prose.text, end);
        let behind = &text[reach_back(text, start)..start];
        let slot = behind.rsplit(SLOTS).next().unwrap_or("");
        let label =
            slot.match_indices(':').map(|(colon, _)| colon).find(|colon| self.ends_in_label(&slot[..*colon]));
        let (list, ends) = match label {
            Some(colon) => (&slot[colon + 1..], SLOTS),
            None if is_labelled => (slot, SLOTS),
            None => (behind.rsplit(STATEMENTS).next().unwrap_or(""), STATEMENTS),
        };
        start - list.len()..text[end..].find(ends).map_or(text.len(), |at| end + at)
    }

    /// Whether a list of uses has a member that leaves it open: 陶瓷及锂电材料. `is_said` tells of a range whether it
    /// is of a use that is known.
    pub(crate) fn has_open_member(
        &self,
        prose: &Prose,
        list: Range<usize>,
        is_said: impl Fn(Range<usize>) -> bool,
    ) -> bool {
        let text = &prose.text[..list.end];
        // 非锂电池用 and 锂电池除外 say what it is not; 不限 leaves it open
        let denies = |member: &str| {
            let is_negated = self.longest_start(Class::Negations.bit(), member).is_some()
                && self.longest_start(Class::OpenUses.bit(), member).is_none();
            is_negated || self.longest_end(Class::Exceptions.bit(), member.trim_end()).is_some()
        };
        let is_open = |from: usize, to: usize| {
            let member = text[from..to].trim_start();
            let is_open = || !is_said(from..to) && self.is_open_use(member) && !denies(member);
            (self.holds(Class::UnlimitedUses.bit(), member) || is_open())
                && !self.is_left_empty(prose, to - member.len(), to)
        };
        let mut from = list.start;
        let mut at = list.start;
        while let Some(character) = text[at..].chars().next() {
            let rest = &text[at..];
            let joint = self.longest_start(Class::ListJoints.bit(), rest).filter(|_| !cuts_word(text, at));
            let part = joint.map(str::len);
            let part = part.or_else(|| is_bracket(character).then_some(character.len_utf8()));
            if part.is_none() && !prose.has_seam(at) {
                at += character.len_utf8();
                continue;
            }
            if is_open(from, at) {
                return true;
            }
            from = at + part.unwrap_or(0);
            at += part.unwrap_or(character.len_utf8());
        }
        is_open(from, list.end)
    }

    /// What a text says behind prepositions, as ranges up to the end of the statement: 现用于电池材料.
    fn purposes<'a>(&'a self, prose: &'a Prose) -> impl Iterator<Item = Range<usize>> + 'a {
        let text = &prose.text;
        text.char_indices().filter(|(at, _)| !cuts_word(text, *at)).filter_map(move |(at, _)| {
            let start = at + self.longest_start(Class::PurposesBefore.bit(), &text[at..])?.len();
            let length = text[start..].find([',', ';', '|', '。', '\n']).unwrap_or(text.len() - start);
            let is_purpose = || self.before(prose, start) == Standing::Modifier;
            (self.before(prose, at) != Standing::Negated && is_purpose()).then(|| start..start + length)
        })
    }

    /// Whether a text, a heading or label, announces a use.
    pub(crate) fn is_use_label(&self, label: &str) -> bool {
        self.is_word(Class::UseLabels, label.trim())
    }

    /// Whether a text ends in words that announce a use, also with a number: 用途2.
    pub(super) fn ends_in_label(&self, text: &str) -> bool {
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        self.longest_end(Class::UseLabels.bit(), text).is_some()
    }

    /// The uses that a text states behind a label, as ranges.
    pub(crate) fn labelled_uses(&self, prose: &Prose) -> Vec<Range<usize>> {
        behind_labels(&prose.text, |label| self.ends_in_label(label))
    }

    /// What a text names as further uses, as ranges: behind a label or a preposition, in a slot that begins with such
    /// words, and in a statement that is no more than a use which is left open (电池材料, but not 电池, which may drive
    /// the machine, unless the other use stands there as `bare`: 食品|电池). Of those behind prepositions no more than one
    /// past `most` is told.
    pub(crate) fn further_uses(&self, prose: &Prose, is_bare: bool, most: usize) -> Vec<Range<usize>> {
        let text = &prose.text;
        let is_label = |label: &str| self.longest_end(Class::FurtherUses.bit(), label).is_some();
        let mut uses = behind_labels(text, is_label);
        uses.extend(self.purposes(prose).take(most + 1));
        let mut start = 0;
        let is_use = |said: &str| {
            // 行业：新能源, but not 电源：锂电, 品牌：CATL or 锂电池供电
            let (label, bare) = said.rsplit_once(':').unwrap_or(("", said));
            let (label, bare) = (label.trim(), opening(bare.trim()).trim_end());
            let is_of_part =
                |text| self.longest_end(Class::PowerTails.bit() | Class::Makers.bit(), text).is_some();
            self.is_open_use(bare)
                && self.consume_all(bare, Class::VagueUses.bit() | Class::OpenUses.bit())
                && (is_bare || !self.is_word(Class::Stuffs, bare))
                && ![label, bare].into_iter().any(is_of_part)
                && !self.is_material_label(label)
        };
        for slot in text.split(['|', '\n', '。', ';']) {
            let is_further = self.longest_start(Class::FurtherUses.bit(), slot.trim()).is_some();
            if is_further || slot.split(',').any(is_use) {
                uses.push(start..start + slot.len());
            }
            start += slot.len();
            start += text[start..].chars().next().map_or(0, char::len_utf8);
        }
        uses
    }
}

/// What a statement begins with, before a bracket or a number of something else: 电池材料 380V.
fn opening(slot: &str) -> &str {
    let is_end = |&(at, sign): &(usize, char)| {
        matches!(sign, '(' | '[')
            || (sign == ' ' && slot[at + 1..].starts_with(|next: char| next.is_ascii_digit()))
    };
    &slot[..slot.char_indices().find(is_end).map_or(slot.len(), |(at, _)| at)]
}

/// What stands behind the colons before which a label ends, up to the end of the statement.
fn behind_labels(text: &str, is_label: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let colons = text.match_indices(':').filter(|(colon, _)| is_label(&text[..*colon]));
    let behind = colons.map(|(colon, _)| {
        let start = colon + 1;
        start..text[start..].find([',', ';', '|', '。']).map_or(text.len(), |length| start + length)
    });
    behind.collect()
}

/// Whether a letter is of a script in which no words are known; those of signs and units (φ, μ, ø) are not.
fn is_unread(letter: char) -> bool {
    let is_sign = matches!(letter, '\u{370}'..='\u{3ff}' | 'ø' | 'å');
    letter.is_alphabetic() && !letter.is_ascii() && !is_han(letter) && !is_sign
}

/// What a name ends with: its last Chinese character, or its last English word.
fn head(name: &str) -> &str {
    match name.char_indices().next_back() {
        Some((at, last)) if is_han(last) => &name[at..],
        _ => name.rsplit(' ').next().unwrap_or(name),
    }
}

/// `99.99%`, `≥99%`, `5n`: of a mixture it would be said what else is in it.
fn is_purity(text: &str) -> bool {
    let text = text.trim_start_matches(['≥', '>', '=', ' ']).trim_end();
    match text.strip_suffix('%') {
        Some(share) => {
            share.starts_with('9')
                && share.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
                && share.chars().all(|c| c.is_ascii_digit() || c == '.')
        }
        None => matches!(text.as_bytes(), [digit, b'n'] if digit.is_ascii_digit()),
    }
}

/// The first name in a text, up to a bracket.
fn outer_name(prose: &Prose) -> &str {
    prose.text.split(['(', '[', '【', '{', ',', ';', '|']).next().unwrap_or("").trim_end()
}

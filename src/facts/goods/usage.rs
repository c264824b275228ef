//! What equipment is for, where the act makes that a condition.

use std::ops::Range;

use super::{Meaning, Mention, Text, Usage, concerned::Concerned, kinship::Words};
use crate::{
    facts::{
        Source,
        context::{Standing, segment_before},
    },
    law::Entry,
};

/// Longer than any term of the law, in bytes.
const LONGEST_TERM: usize = 200;

/// So many uses are looked at for another one than the act means: more are an attack, and say none.
const MOST_USES: usize = 64;

impl Words<'_> {
    /// Whether the item is for the use that the entry names.
    pub(super) fn usage(&self, entry: &Entry, mentions: &[&Mention]) -> Usage {
        let others: Vec<&Mention> =
            mentions.iter().copied().filter(|mention| mention.meaning == Meaning::OtherUse).collect();
        // "primary lithium battery" is not a lithium battery that the act means, but 正负极 speaks of both
        let touching = |text: usize, range: Range<usize>| {
            let begin = (text, range.start.saturating_sub(LONGEST_TERM));
            let near = others.partition_point(|other| (other.text, other.start) < begin);
            let within =
                others[near..].iter().take_while(move |other| other.text == text && other.start < range.end);
            within.copied().filter(move |other| range.start < other.end)
        };
        let is_part_of_other = |mention: &Mention| {
            touching(mention.text, mention.start..mention.end)
                .any(|other| other.start < mention.start || mention.end <= other.end)
        };
        let is_said = |mention: &Mention| {
            !self.is_left_empty(mention)
                && !self.is_excepted(mention)
                && match mention.meaning {
                    Meaning::OtherUse => self.states_use(mention),
                    _ => !self.drives(mention) && !is_part_of_other(mention) && !self.is_in_maker(mention),
                }
                && match self.before(mention) {
                    Standing::Negated | Standing::Compared => false,
                    // a carrier holds the technology that is meant, a machine its own battery
                    Standing::Contained => entry.technology,
                    _ => true,
                }
        };
        let said = |meaning: Meaning| {
            mentions.iter().copied().find(|mention| mention.meaning == meaning && is_said(mention))
        };
        let is_stated = |mention: &&Mention| {
            mention.meaning == Meaning::Use && is_said(mention) && !self.is_of_material(mention)
        };
        if let Some(mention) = mentions.iter().copied().find(is_stated) {
            return Usage::Stated(self.place(mention.text, mention.start..mention.end));
        }
        let is_other = |(text, range): &(usize, Range<usize>)| {
            let (prose, classes) = (&self.texts[*text].prose, &self.recogniser.classes);
            let said = &prose.text[range.clone()];
            // 非食品: what it is not
            let is_denied = touching(*text, range.clone()).any(|other| {
                *self.before(other) == Standing::Negated
                    && classes.is_negation(&said[..other.start.saturating_sub(range.start)])
            });
            let is_vague = classes.begins_vaguely(prose, range) || classes.is_vague_use(said);
            let is_open = is_denied || is_vague || !classes.names_trade(said) || classes.is_open_use(said);
            !is_open && !self.names_goods_of_the_law(*text, range)
        };
        let other = said(Meaning::OtherUse);
        let is_bare = other.is_some_and(|mention| self.is_bare(mention));
        let named = other.map(|mention| (mention.text, mention.start..mention.end));
        let Some((text, range)) = named.or_else(|| self.stated_uses().take(MOST_USES).find(is_other)) else {
            return Usage::NotStated;
        };
        let leaves_open = |(text, list): (usize, Range<usize>)| {
            let is_said = |range: Range<usize>| touching(text, range).next().is_some();
            self.recogniser.classes.has_open_member(&self.texts[text].prose, list, is_said)
        };
        let list = self.list_of_uses(text, &range);
        // 电芯卷绕机 for capacitors; for 铅酸蓄电池 the 蓄电池 of a name is no contradiction, nor are the parts that
        // batteries of every sort have
        let is_near = self.recogniser.classes.is_open_use(&self.texts[text].prose.text[list.1.clone()]);
        let has_parts = is_near && entry.named_use.as_ref().is_some_and(|named| named.may_drive);
        let is_hint = |mention: &Mention| {
            let is_of_list = mention.text == text && list.1.contains(&mention.start);
            let speaks = match mention.meaning {
                // 型号：LB-18650 is a model, but a model for batteries is for them
                Meaning::Hint => !self.is_of_material(mention),
                Meaning::Use => true,
                _ => false,
            };
            speaks && !is_of_list && is_said(mention)
        };
        let has_hint = !has_parts && mentions.iter().any(|mention| is_hint(mention));
        let is_name =
            |mention: &&&Mention| mention.meaning.names() && !matches!(mention.meaning, Meaning::Perhaps(_));
        let names = mentions.iter().filter(is_name).filter(|mention| self.is_in_name(mention));
        let names = names.map(|mention| (mention.text, self.segment_before(mention))).filter(|_| !is_near);
        let is_left_open = || {
            let lists = std::iter::once(list.clone());
            let lists = lists.chain(self.stated_uses()).chain(self.further_uses(is_bare));
            let lists: Vec<(usize, Range<usize>)> = lists.take(MOST_USES + 1).collect();
            lists.len() > MOST_USES || lists.into_iter().chain(names).any(leaves_open)
        };
        if has_hint || is_left_open() {
            return Usage::NotStated;
        }
        Usage::Otherwise(self.place(text, range))
    }

    /// Whether the named use is stated as one, or as what is worked on where goods of the kind use to stand: a battery that
    /// is mentioned by the way may drive the machine.
    pub(super) fn is_said_to_be_for(&self, entry: &Entry, mentions: &[&Mention]) -> bool {
        let Some(named) = &entry.named_use else { return false };
        let is_at_home = self.is_usual(entry) || entry.pointing_lines().any(|known| self.line.may_be(known));
        let is_said = |mention: &Mention| {
            let within = |(text, range): (usize, Range<usize>)| {
                text == mention.text && range.start <= mention.start && mention.end <= range.end
            };
            self.is_in_name(mention)
                || *self.before(mention) == Standing::Modifier
                || self.stated_uses().any(within)
                || (is_at_home && self.is_worked_on(mention, named.may_drive))
        };
        self.is_for_named_use(entry, mentions)
            && mentions.iter().any(|mention| mention.meaning == Meaning::Use && is_said(mention))
    }

    pub(super) fn is_for_named_use(&self, entry: &Entry, mentions: &[&Mention]) -> bool {
        entry.named_use.is_some() && matches!(self.usage(entry, mentions), Usage::Stated(_))
    }

    /// Where uses are stated behind labels: the text, and the range in it.
    pub(super) fn stated_uses(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.texts.iter().enumerate().flat_map(|(index, text)| {
            let whole = text.announces_use.then_some(0..text.prose.text.len());
            let labelled = self.recogniser.classes.labelled_uses(&text.prose);
            labelled.into_iter().chain(whole).map(move |range| (index, range))
        })
    }

    /// What texts besides the name tell as further uses.
    fn further_uses(&self, is_bare: bool) -> impl Iterator<Item = (usize, Range<usize>)> {
        let texts = self.texts.iter().enumerate().filter(|(_, text)| text.source != Source::Name);
        texts.flat_map(move |(index, text)| {
            let further = self.recogniser.classes.further_uses(&text.prose, is_bare, MOST_USES);
            further.into_iter().map(move |range| (index, range))
        })
    }

    /// What stands before a name in its own segment.
    fn segment_before(&self, mention: &Mention) -> Range<usize> {
        let length = segment_before(&self.texts[mention.text].prose, mention.start).len();
        mention.start - length..mention.start
    }

    fn list_of_uses(&self, text: usize, range: &Range<usize>) -> (usize, Range<usize>) {
        let Text { prose, announces_use, .. } = &self.texts[text];
        (text, self.recogniser.classes.list_of_uses(prose, range.start, range.end, *announces_use))
    }

    /// Whether a word for another use is said of the goods, and not of a part or a packing.
    fn states_use(&self, mention: &Mention) -> bool {
        let (text, classes) = (&self.texts[mention.text], &self.recogniser.classes);
        match text.source {
            Source::Name => classes.names_use(&text.prose, mention.start, mention.end),
            _ if text.is_of_material => false,
            _ => classes.states_use(&text.prose, mention.start, mention.end, text.announces_use),
        }
    }

    /// Whether a word for another use stands in its slot without anything that announces one.
    fn is_bare(&self, mention: &Mention) -> bool {
        let (text, classes) = (&self.texts[mention.text], &self.recogniser.classes);
        text.source != Source::Name
            && !classes.announces_use(&text.prose, mention.start, mention.end, text.announces_use)
    }

    /// Whether what is mentioned stands under a heading or a label of what goods are made of or how they are called.
    fn is_of_material(&self, mention: &Mention) -> bool {
        let text = &self.texts[mention.text];
        text.is_of_material || self.recogniser.classes.is_of_material(&text.prose, mention.start)
    }

    /// Whether what is mentioned drives the goods: 锂电池供电.
    fn drives(&self, mention: &Mention) -> bool {
        self.recogniser.classes.drives(&self.texts[mention.text].prose, mention.start, mention.end)
    }

    /// Whether what is mentioned says what the goods work on, and not what they are made of or driven by.
    fn is_worked_on(&self, mention: &Mention, may_drive: bool) -> bool {
        let (text, classes) = (&self.texts[mention.text], &self.recogniser.classes);
        !text.is_of_material && classes.is_worked_on(&text.prose, mention.start, mention.end, may_drive)
    }

    fn is_excepted(&self, mention: &Mention) -> bool {
        self.recogniser.classes.is_excepted(&self.texts[mention.text].prose, mention.end)
    }

    fn is_left_empty(&self, mention: &Mention) -> bool {
        let prose = &self.texts[mention.text].prose;
        self.recogniser.classes.is_left_empty(prose, mention.start, mention.end)
    }

    fn is_in_maker(&self, mention: &Mention) -> bool {
        let is_in_maker = || {
            let prose = &self.texts[mention.text].prose;
            self.recogniser.classes.is_in_maker(prose, mention.start, mention.end)
        };
        *self.spots[mention.spot].is_in_maker.get_or_init(is_in_maker)
    }

    /// Whether a stated use speaks of goods that some entry knows: 用途：电池材料的烧结 is too close to
    /// the use that the act names to be another one.
    fn names_goods_of_the_law(&self, text: usize, range: &Range<usize>) -> bool {
        let all = || Concerned::all(self.law.entries.len());
        let every = || self.recogniser.mentions(self.hits, &all(), self.law);
        self.every.get_or_init(every).iter().any(|(_, mention)| {
            mention.text == text
                && range.start <= mention.start
                && mention.end <= range.end
                && matches!(
                    mention.meaning,
                    Meaning::Any | Meaning::Presumed | Meaning::Ambiguous | Meaning::Evidence | Meaning::Use
                )
        })
    }
}

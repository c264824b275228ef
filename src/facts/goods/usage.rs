//! What equipment is for, where the act makes that a condition.

use std::ops::Range;

use super::{Meaning, Mention, Usage, concerned::Concerned, kinship::Words};
use crate::{facts::context::Standing, law::Entry};

/// Longer than any term of the law, in bytes.
const LONGEST_TERM: usize = 200;

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
        let said = |meaning: Meaning| {
            mentions.iter().copied().find(|mention| {
                mention.meaning == meaning
                    && !(meaning == Meaning::Use && (is_part_of_other(mention) || self.is_in_maker(mention)))
                    && match self.before(mention) {
                        Standing::Negated | Standing::Compared => false,
                        // a carrier holds the technology that is meant, a machine its own battery
                        Standing::Contained => entry.technology,
                        _ => true,
                    }
            })
        };
        if let Some(mention) = said(Meaning::Use) {
            return Usage::Stated(self.place(mention.text, mention.start..mention.end));
        }
        if let Some(mention) = said(Meaning::OtherUse) {
            let leaves_open = |(text, list): (usize, Range<usize>)| {
                let is_said = |range: Range<usize>| touching(text, range).next().is_some();
                self.recogniser.classes.has_open_member(&self.texts[text].prose, list, is_said)
            };
            if std::iter::once(self.list_of_uses(mention)).chain(self.stated_uses()).any(leaves_open) {
                return Usage::NotStated;
            }
            return Usage::Otherwise(self.place(mention.text, mention.start..mention.end));
        }
        for (index, range) in self.stated_uses() {
            let (said, classes) = (&self.texts[index].prose.text[range.clone()], &self.recogniser.classes);
            let is_open = classes.is_vague_use(said) || classes.is_open_use(said);
            if !is_open && !self.names_goods_of_the_law(index, &range) {
                return Usage::Otherwise(self.place(index, range));
            }
        }
        Usage::NotStated
    }

    /// Where uses are stated behind labels: the text, and the range in it.
    fn stated_uses(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.texts.iter().enumerate().flat_map(|(index, text)| {
            let whole = text.announces_use.then_some(0..text.prose.text.len());
            let labelled = self.recogniser.classes.labelled_uses(&text.prose);
            labelled.into_iter().chain(whole).map(move |range| (index, range))
        })
    }

    fn list_of_uses(&self, mention: &Mention) -> (usize, Range<usize>) {
        let text = &self.texts[mention.text];
        let classes = &self.recogniser.classes;
        (mention.text, classes.list_of_uses(&text.prose, mention.start, mention.end, text.announces_use))
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

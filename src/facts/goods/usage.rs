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
        let is_part_of_other = |mention: &Mention| {
            let near = others.partition_point(|other| {
                (other.text, other.start) < (mention.text, mention.start.saturating_sub(LONGEST_TERM))
            });
            others[near..]
                .iter()
                .take_while(|other| other.text == mention.text && other.start < mention.end)
                .any(|other| {
                    let is_within = mention.start <= other.start && other.end < mention.end;
                    mention.start < other.end && !is_within
                })
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
            let is_said = |range: Range<usize>| {
                let mut near = others.iter().filter(|other| other.text == mention.text);
                near.any(|other| other.start < range.end && range.start < other.end)
            };
            let prose = &self.texts[mention.text].prose;
            let classes = &self.recogniser.classes;
            if classes.has_open_member(prose, mention.start, mention.end, is_said) {
                return Usage::NotStated;
            }
            return Usage::Otherwise(self.place(mention.text, mention.start..mention.end));
        }
        for (index, text) in self.texts.iter().enumerate() {
            let mut uses = self.recogniser.classes.labelled_uses(&text.prose);
            uses.extend(text.announces_use.then_some(0..text.prose.text.len()));
            for range in uses {
                let (said, classes) = (&text.prose.text[range.clone()], &self.recogniser.classes);
                let is_open = classes.is_vague_use(said) || classes.is_open_use(said);
                if !is_open && !self.names_goods_of_the_law(index, &range) {
                    return Usage::Otherwise(self.place(index, range));
                }
            }
        }
        Usage::NotStated
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

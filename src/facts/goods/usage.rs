//! What equipment is for, where the act makes that a condition.

use super::{Meaning, Mention, Usage, kinship::Words};
use crate::facts::context::Standing;

impl Words<'_> {
    /// Whether the item is for the use that the entry names.
    pub(super) fn usage(&self, mentions: &[&Mention]) -> Usage {
        let others: Vec<&Mention> =
            mentions.iter().copied().filter(|mention| mention.meaning == Meaning::OtherUse).collect();
        // "primary lithium battery" is not a lithium battery that the act means
        let is_part_of_other = |mention: &Mention| {
            others.iter().any(|other| {
                other.text == mention.text && other.start < mention.end && mention.start < other.end
            })
        };
        let said = |meaning: Meaning| {
            mentions.iter().copied().find(|mention| {
                mention.meaning == meaning
                    && !(meaning == Meaning::Use && is_part_of_other(mention))
                    && !matches!(
                        self.before(mention),
                        Standing::Negated | Standing::Compared | Standing::Contained
                    )
            })
        };
        if let Some(mention) = said(Meaning::Use) {
            return Usage::Stated(self.place(mention.text, mention.start..mention.end));
        }
        if let Some(mention) = said(Meaning::OtherUse) {
            return Usage::Otherwise(self.place(mention.text, mention.start..mention.end));
        }
        for (index, text) in self.texts.iter().enumerate() {
            let uses = if text.announces_use {
                vec![0..text.prose.text.len()]
            } else {
                self.recogniser.classes.labelled_uses(&text.prose)
            };
            for range in uses {
                if !self.recogniser.classes.is_vague_use(&text.prose.text[range.clone()]) {
                    return Usage::Otherwise(self.place(index, range));
                }
            }
        }
        Usage::NotStated
    }
}

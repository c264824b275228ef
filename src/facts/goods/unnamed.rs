//! What leaves goods open that no word names outright: a matter, a work, a slot that stands for the name.

use super::{
    Ground, Kinship, Meaning, Mention, Usage,
    kinship::{Answer, MOST, Words},
};
use crate::{
    facts::{Source, context::Standing},
    law::Entry,
};

impl Words<'_> {
    /// What a slot of the specification makes of goods whose name no entry knows: it may be a name
    /// of the trade, or of all goods under a heading (外延片, 其他稀土金属), or of the class of the goods (窑炉).
    pub(super) fn by_slot<'m>(&self, entry: &Entry, mentions: &[&'m Mention]) -> Option<Answer<'m>> {
        let usage = entry.named_use.is_some().then(|| self.usage(entry, mentions));
        let name = self.texts.iter().find(|text| text.source == Source::Name)?;
        if matches!(usage, Some(Usage::Otherwise(_))) || self.is_elsewhere(entry) {
            return None;
        }
        let classes = &self.recogniser.classes;
        let slot = mentions.iter().copied().take(MOST).find(|mention| {
            let prose = &self.texts[mention.text].prose;
            mention.meaning == Meaning::Any
                && *self.standing(mention) == Standing::Head
                && classes.fills_slot(prose, mention.start, mention.end)
        })?;
        let words = &self.texts[slot.text].prose.text[slot.start..slot.end];
        let names_class = usage.is_some() && classes.names_class(&name.prose, words);
        let names_nothing_else = usage != Some(Usage::NotStated) && !classes.mentions_others(&name.prose);
        (names_class || names_nothing_else).then_some((Kinship::Doubtful, Ground::OpenName, Some(slot)))
    }

    /// What goods may be whose name says nothing but what they are made of: 样品（铽）.
    pub(super) fn by_matter<'m>(&self, mentions: &[&'m Mention]) -> Option<Answer<'m>> {
        let matter = mentions.iter().copied().filter(|mention| mention.meaning == Meaning::Bare).take(MOST);
        let names = |mention: &&Mention| {
            let (prose, classes) = (&self.texts[mention.text].prose, &self.recogniser.classes);
            match self.is_in_name(mention) {
                true => classes.says_nothing_else(prose, mention.start, mention.end),
                false => self.vague && classes.fills_slot(prose, mention.start, mention.end),
            }
        };
        matter.into_iter().find(names).map(|mention| (Kinship::Doubtful, Ground::OpenName, Some(mention)))
    }

    /// What goods may be that are named by their class, by the work that is named beside it: 充放电机 for 化成. Words
    /// that mean others say more, unless they stand within the name of the class.
    pub(super) fn by_work<'m>(&self, entry: &Entry, mentions: &[&'m Mention]) -> Option<Answer<'m>> {
        if entry.goods.perhaps.is_empty() {
            return None;
        }
        let said = |group: u8| {
            let is_of = move |mention: &&'m Mention| mention.meaning == Meaning::Perhaps(group);
            mentions.iter().copied().filter(is_of).take(MOST).filter(|mention| self.is_asserted(mention))
        };
        let names = |mention: &&Mention| {
            self.may_name(mention)
                && matches!(self.standing(mention), Standing::Head | Standing::Unsure(_) | Standing::Aside)
        };
        let work = said(0).next()?;
        let class = said(1).find(names)?;
        let is_apart = |other: &Mention| {
            [work, class]
                .iter()
                .all(|own| own.text != other.text || other.end <= own.start || own.end <= other.start)
        };
        let means_others = |mention: &&Mention| {
            matches!(mention.meaning, Meaning::Contrast | Meaning::Never | Meaning::Unless)
                && is_apart(mention)
                && self.is_asserted(mention)
        };
        let is_open = !mentions.iter().copied().any(|mention| means_others(&mention));
        is_open.then_some((Kinship::Doubtful, Ground::OpenName, Some(class)))
    }
}

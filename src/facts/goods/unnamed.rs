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
        let mut matter =
            mentions.iter().copied().filter(|mention| mention.meaning == Meaning::Bare).take(MOST);
        let names = |mention: &&Mention| {
            let (prose, classes) = (&self.texts[mention.text].prose, &self.recogniser.classes);
            match self.is_in_name(mention) {
                true => classes.says_nothing_else(prose, mention.start, mention.end),
                false => self.vague && classes.fills_slot(prose, mention.start, mention.end),
            }
        };
        matter.find(names).map(|mention| (Kinship::Doubtful, Ground::OpenName, Some(mention)))
    }

    /// What goods may be that hold what the entry names, for the use that it names: 激光焊接机 with 带卷绕机.
    pub(super) fn by_part<'m>(&self, entry: &Entry, mentions: &[&'m Mention]) -> Option<Answer<'m>> {
        entry.named_use.as_ref()?;
        let is_part = |mention: &&Mention| {
            mention.meaning == Meaning::Any
                && !self.is_in_name(mention)
                && *self.before(mention) == Standing::Contained
                && matches!(
                    self.recogniser.classes.after(&self.texts[mention.text].prose, mention.end, None),
                    Standing::Head
                )
        };
        let part = mentions.iter().copied().take(MOST).find(is_part)?;
        self.is_for_named_use(entry, mentions).then_some((Kinship::Doubtful, Ground::OpenName, Some(part)))
    }

    /// What goods may be that are named by their class, by the work that is named beside it: 充放电机 for 化成. Words
    /// that mean others say more, unless they stand within those words.
    pub(super) fn by_work<'m>(&self, entry: &Entry, mentions: &[&'m Mention]) -> Option<Answer<'m>> {
        let last = entry.goods.perhaps.len().checked_sub(1)?;
        let said = |group: usize| {
            let is_of = move |mention: &&'m Mention| matches!(mention.meaning, Meaning::Perhaps(of) if usize::from(of) == group);
            let said = mentions.iter().copied().filter(is_of).take(MOST);
            let is_meant = move |mention: &&Mention| match group {
                // a machine has its own battery, a magnet what it is made of
                0 => entry.named_use.is_none() || *self.before(mention) != Standing::Contained,
                _ => self.may_name(mention),
            };
            said.filter(is_meant).filter(|mention| self.is_asserted(mention))
        };
        let names = |mention: &&Mention| {
            matches!(self.standing(mention), Standing::Head | Standing::Unsure(_) | Standing::Aside)
        };
        let class = said(last).find(names)?;
        let works: Vec<&Mention> = (0..last).map(|group| said(group).next()).collect::<Option<_>>()?;
        let is_apart = |other: &Mention| {
            let mut own = works.iter().chain([&class]);
            own.all(|own| own.text != other.text || other.end <= own.start || own.end <= other.start)
        };
        let means_others = |mention: &&Mention| {
            let means_others = match mention.meaning {
                Meaning::Contrast => is_apart(mention),
                Meaning::Never | Meaning::Unless => true,
                _ => false,
            };
            means_others && self.is_asserted(mention)
        };
        let is_open = !mentions.iter().any(means_others);
        is_open.then_some((Kinship::Doubtful, Ground::OpenName, Some(class)))
    }
}

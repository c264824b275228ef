//! Goods whose name says nothing, beside a value that is measured of hardly any others.

use super::{
    Kinship, Meaning, Mention,
    kinship::{Answer, Words},
};
use crate::{facts::context::Standing, law::Entry};

impl Words<'_> {
    /// The words that such a value would make goods of the entry of: those that announce it, or the goods' own name
    /// apart from that of the item. None where the item's name tells, or other goods are named or declared: a value
    /// of primary cells is theirs, and that of a drone is its battery's.
    pub(super) fn measured<'m>(
        &self,
        entry: &Entry,
        answer: Option<&Answer<'m>>,
        mentions: &[&'m Mention],
    ) -> Option<&'m Mention> {
        // under the line of such goods a battery box may be a battery in its box
        let is_declared = entry.kind_lines().any(|known| self.line.may_be(known));
        let is_open = match answer {
            None => true,
            Some((Kinship::NotOf, _, at)) => is_declared || at.is_none_or(|at| !self.is_in_name(at)),
            Some(_) => false,
        };
        // 无人机+锂离子电池: two goods, whatever the line
        if let Some((Kinship::NotOf, _, Some(at))) = answer
            && !entry.goods.measured.is_empty()
            && self.is_named_beside(at)
        {
            return Some(at);
        }
        let names_others = |mention: &&Mention| {
            matches!(mention.meaning, Meaning::Contrast | Meaning::Never | Meaning::Unless)
        };
        let known = |digits: &str| {
            entry.goods.measured_lines.iter().any(|line: &String| digits.starts_with(line.as_str()))
        };
        if !is_open || !self.line.digits().is_none_or(known) || mentions.iter().any(names_others) {
            return None;
        }
        let announces = |mention: &&'m Mention| mention.meaning == Meaning::Measured;
        let names = |mention: &&'m Mention| {
            mention.meaning == Meaning::Any
                && !entry.goods.measured.is_empty()
                && !self.is_in_name(mention)
                && *self.standing(mention) == Standing::Head
        };
        let mut mentions = mentions.iter().copied();
        mentions.clone().find(announces).or_else(|| mentions.find(names))
    }

    /// Whether a name has the goods beside others that it joins to them.
    fn is_named_beside(&self, mention: &Mention) -> bool {
        let joins = || self.recogniser.classes.is_joined(&self.texts[mention.text].prose, mention.start);
        matches!(mention.meaning, Meaning::Any | Meaning::Presumed) && self.is_in_name(mention) && joins()
    }
}

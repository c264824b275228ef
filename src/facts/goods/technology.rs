//! Technology crosses the border as papers, drawings, software and data carriers.

use super::{
    Ground, Kinship, Meaning, Mention,
    kinship::{Answer, MOST, Words},
};
use crate::facts::context::{Class, Standing};

impl Words<'_> {
    /// Whether the item is technology of an entry, or suggests it.
    pub(super) fn technology<'m>(&self, mentions: &[&'m Mention]) -> Option<Answer<'m>> {
        let on_carrier_line = self.recogniser.carrier_lines.iter().any(|line| self.line.may_be(line));
        let in_name = |meaning: Meaning| {
            mentions.iter().copied().find(|mention| {
                mention.meaning == meaning && self.may_name(mention) && self.is_asserted(mention)
            })
        };
        let carrier = in_name(Meaning::Carrier);
        let exempt = in_name(Meaning::Exempt);
        for mention in mentions.iter().copied().filter(|mention| mention.meaning == Meaning::Any).take(MOST) {
            let in_name = self.may_name(mention);
            if !in_name && !on_carrier_line && carrier.is_none() {
                continue;
            }
            let text = &self.texts[mention.text].prose;
            let carried = mentions.iter().any(|other| {
                matches!(other.meaning, Meaning::Carrier | Meaning::Outright)
                    && other.text == mention.text
                    && other.start >= mention.end
                    && self.recogniser.classes.leads_to(&text.text[mention.end..other.start])
            });
            let is_subject = (on_carrier_line || carrier.is_some())
                && exempt.is_none()
                && self.recogniser.classes.after(text, mention.end, Some(Class::TechnologyTails))
                    == Standing::Head;
            match self.standing_as_technology(mention) {
                Standing::Head => return Some((Kinship::Of, Ground::Named, Some(mention))),
                Standing::Negated | Standing::Compared => {}
                _ if carried || is_subject => return Some((Kinship::Of, Ground::Named, Some(mention))),
                _ => {}
            }
        }
        let is_carrier = carrier.is_some()
            || on_carrier_line
            || in_name(Meaning::Outright)
                .is_some_and(|mention| matches!(self.standing_as_technology(mention), Standing::Head));
        if !is_carrier || exempt.is_some() {
            return None;
        }
        let suggested = mentions.iter().copied().find(|mention| {
            matches!(mention.meaning, Meaning::Ambiguous | Meaning::Any) && self.is_asserted(mention)
        })?;
        Some((Kinship::Doubtful, Ground::Suggested, Some(suggested)))
    }
}

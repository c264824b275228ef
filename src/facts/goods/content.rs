//! What goods hold, and what goods of their shape cannot have.

use super::{Content, Meaning, Mention, kinship::Words};
use crate::law::Entry;

/// What may stand between the substances of one list: 不含镝、铽 denies both, and so does 不含镝铽.
const JOINTS: [char; 7] = ['、', '/', ',', '和', '及', '与', '或'];

impl Words<'_> {
    /// Whether the item says that the goods hold or have what an entry asks for, in its order.
    pub(super) fn contents(&self, entry: &Entry, mentions: &[&Mention]) -> Vec<Content> {
        (0..).zip(&entry.contains).map(|(group, _)| self.content(group, mentions)).collect()
    }

    fn content(&self, group: u8, mentions: &[&Mention]) -> Content {
        let place = |mention: &Mention| self.place(mention.text, mention.start..mention.end);
        let of =
            |meaning: Meaning| mentions.iter().copied().filter(move |mention| mention.meaning == meaning);
        let (denied, stated): (Vec<&Mention>, Vec<&Mention>) =
            of(Meaning::Content(group)).partition(|mention| self.is_denied(mention));
        match (stated.first(), of(Meaning::NoContent(group)).chain(denied).next()) {
            (Some(mention), None) => Content::Stated(place(mention)),
            (None, Some(mention)) => Content::Denied(place(mention)),
            // both, or neither: nothing is said that could be relied on
            _ => Content::NotStated,
        }
    }

    fn is_denied(&self, mention: &Mention) -> bool {
        if !self.is_asserted(mention) || self.is_none(mention) {
            return true;
        }
        // on to the end of the list in which it stands, and back to its beginning
        let text = &self.texts[mention.text].prose.text;
        if self.leads_to_denial(mention) {
            return true;
        }
        let before = text[..mention.start].trim_end();
        let list = before.strip_suffix(JOINTS).unwrap_or(before).trim_end();
        let previous = self.found.iter().map(|(_, other)| other).find(|other| {
            matches!(other.meaning, Meaning::Content(_) | Meaning::NoContent(_))
                && other.text == mention.text
                && other.end == list.len()
        });
        previous.is_some_and(|previous| self.is_denied(previous))
    }

    /// `Dy/Tb free`
    fn leads_to_denial(&self, mention: &Mention) -> bool {
        let text = &self.texts[mention.text].prose.text;
        let behind = text[mention.end..].trim_start();
        let list = behind.strip_prefix(JOINTS).unwrap_or(behind).trim_start();
        let start = text.len() - list.len();
        self.found.iter().map(|(_, other)| other).any(|other| {
            other.text == mention.text
                && other.start == start
                && match other.meaning {
                    Meaning::NoContent(_) => true,
                    Meaning::Content(_) => self.leads_to_denial(other),
                    _ => false,
                }
        })
    }

    /// `Tb: 0%`
    fn is_none(&self, mention: &Mention) -> bool {
        let behind = self.texts[mention.text].prose.text[mention.end..].trim_start_matches([' ', ':', '=']);
        let number: String = behind.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let unit = behind[number.len()..].trim_start();
        !number.is_empty() && number.chars().all(|c| matches!(c, '0' | '.')) && unit.starts_with('%')
    }

    /// The parameters of an entry that the goods, by what they are, do not have.
    pub(super) fn lacks(&self, entry: &Entry, mentions: &[&Mention]) -> Vec<String> {
        let mut lacks = Vec::new();
        for mention in mentions {
            let Meaning::Lacks(group) = mention.meaning else { continue };
            if self.may_name(mention) && self.is_asserted(mention) {
                lacks.extend(entry.inapplicable[usize::from(group)].0.iter().cloned());
            }
        }
        lacks.sort_unstable();
        lacks.dedup();
        lacks
    }
}

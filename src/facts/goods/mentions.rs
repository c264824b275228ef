//! Which terms of the law stand in the texts of an item.

use std::{cmp::Reverse, collections::HashSet};

use super::{
    Mention, Recogniser, Text,
    meaning::{EVERY, Meaning},
};
use crate::law::ControlList;

/// Terms that compete for the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Goods,
    Together,
    Use,
    Content,
    Lacks,
    Technology,
}

impl Recogniser {
    /// Every term in the texts, in the order of texts and places. A term within a longer one of
    /// the same entry and family says nothing (一次锂电池 is no 锂电池), and an open name within a
    /// name that some entry knows is not open.
    pub(super) fn mentions(&self, texts: &[Text<'_>], law: &ControlList) -> Vec<(usize, Mention)> {
        let mut found = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            self.terms.each_in(&text.prose.text, |range, meanings| {
                if !text.prose.is_whole(&range) {
                    return;
                }
                let end = text.prose.plural_end(range.end);
                for (entry, meaning) in self.terms.meanings(meanings) {
                    let mention = Mention { text: index, start: range.start, end, meaning, spot: 0 };
                    found.push((entry, mention));
                }
            });
        }
        for formula in &self.formulas {
            for (index, text) in texts.iter().enumerate() {
                for range in formula.matches(&text.prose) {
                    let (start, end) = (range.start, range.end);
                    let mention = Mention { text: index, start, end, meaning: Meaning::Any, spot: 0 };
                    found.push((formula.entry, mention));
                }
            }
        }
        found.sort_by_key(|(_, mention)| (mention.text, mention.start, Reverse(mention.end)));
        let named = named_technology(&found, law);
        // for each entry and family, and for names of any entry: the range that reaches furthest
        let mut reach = vec![Reach::default(); (law.entries.len() + 1) * Family::COUNT];
        let place =
            |entry: usize, family: Family| entry.min(law.entries.len()) * Family::COUNT + family as usize;
        let of_any = place(EVERY, Family::Goods);
        found.retain(|(entry, mention)| {
            let own = place(*entry, mention.meaning.family());
            let is_open = matches!(mention.meaning, Meaning::Ambiguous | Meaning::Presumed);
            let is_open = is_open && !named.contains(&(*entry, mention.text, mention.start));
            if reach[own].covers(mention) || (is_open && reach[of_any].covers(mention)) {
                return false;
            }
            reach[own].extend(mention);
            if mention.meaning == Meaning::Any {
                reach[of_any].extend(mention);
            }
            true
        });
        found
    }
}

/// Where an open word of a technology is goods that a longer name names too, so that it is no less said
/// of the technology: 碳化钨 in 碳化钨粉生产工艺, but not 磷酸铁锂 in 磷酸铁锂电池. Mentions come in order.
fn named_technology(found: &[(usize, Mention)], law: &ControlList) -> HashSet<(usize, usize, usize)> {
    let at = |text: usize, start: usize| {
        let from = found.partition_point(|(_, other)| (other.text, other.start) < (text, start));
        found[from..]
            .iter()
            .take_while(move |(_, other)| (other.text, other.start) == (text, start))
            .filter(|(_, other)| other.meaning == Meaning::Any)
    };
    let is_open = |entry: &usize, mention: &Mention| {
        mention.meaning == Meaning::Ambiguous && law.entries.get(*entry).is_some_and(|of| of.technology)
    };
    let names_longer = |word: &Mention| {
        let of_word =
            |entry: usize| at(word.text, word.start).any(|(of, name)| *of == entry && name.end == word.end);
        at(word.text, word.start).any(|(of, name)| name.end > word.end && of_word(*of))
    };
    found
        .iter()
        .filter(|(entry, mention)| is_open(entry, mention) && names_longer(mention))
        .map(|(entry, mention)| (*entry, mention.text, mention.start))
        .collect()
}

/// The range of a text that reaches furthest of those that were met.
#[derive(Clone, Copy, Default)]
struct Reach {
    text: usize,
    start: usize,
    end: usize,
}

impl Reach {
    /// Whether a mention lies within it, and is not all of it.
    fn covers(&self, mention: &Mention) -> bool {
        self.text == mention.text
            && mention.end <= self.end
            && (self.start, self.end) != (mention.start, mention.end)
    }

    fn extend(&mut self, mention: &Mention) {
        if self.text != mention.text || self.end < mention.end {
            *self = Self { text: mention.text, start: mention.start, end: mention.end };
        }
    }
}

impl Family {
    const COUNT: usize = 6;
}

impl Meaning {
    fn family(self) -> Family {
        match self {
            Self::Use | Self::OtherUse => Family::Use,
            Self::Content(_) | Self::NoContent(_) => Family::Content,
            Self::Lacks(_) => Family::Lacks,
            Self::Outright | Self::Carrier | Self::Exempt => Family::Technology,
            Self::All(_) => Family::Together,
            _ => Family::Goods,
        }
    }
}

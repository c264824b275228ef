//! Which terms of the law stand in the texts of an item.

use std::{cmp::Reverse, ops::Range};

use super::{
    Mention, Recogniser, Text, concerned::Concerned, content::Glued, formula::Pairs, meaning::Meaning,
};
use crate::law::ControlList;

/// A term or a formula of the law in a text.
pub(super) struct Hit {
    text: usize,
    start: usize,
    end: usize,
    means: Means,
}

/// What a hit means.
#[derive(Clone, Copy)]
enum Means {
    /// What stands at this place of the meanings.
    Term(usize),
    /// The same with a share at its end, of which it only says that goods hold it.
    Share(usize),
    /// It names goods of this entry.
    Formula(usize),
}

/// Terms that compete for the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Goods,
    Together,
    Perhaps,
    Use,
    Content,
    Lacks,
    Technology,
}

impl Recogniser {
    /// Every term and formula in the texts, in the order of texts and places, the longest of a place first.
    pub(super) fn hits(&self, texts: &[Text<'_>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            self.terms.each_in(&text.prose.text, |range, meanings| {
                if text.prose.is_whole(&range) {
                    let end = text.prose.plural_end(range.end);
                    hits.push(Hit { text: index, start: range.start, end, means: Means::Term(meanings) });
                    return;
                }
                let Range { start, end } = range;
                let says_content = match Glued::behind(&text.prose.text, end) {
                    Glued::Share => true,
                    Glued::Fraction => self.classes.is_contained(&text.prose, start),
                    Glued::Other => false,
                };
                if says_content {
                    hits.push(Hit { text: index, start, end, means: Means::Share(meanings) });
                }
            });
            let pairs = Pairs::of(&text.prose.text);
            for formula in self.formulas.iter().filter(|formula| pairs.hold(&formula.pairs)) {
                let entry = formula.entry;
                let hit =
                    |Range { start, end }| Hit { text: index, start, end, means: Means::Formula(entry) };
                hits.extend(formula.matches(&text.prose).into_iter().map(hit));
            }
        }
        hits.sort_by_key(|hit| (hit.text, hit.start, Reverse(hit.end)));
        hits
    }

    /// Hands on what a hit means to each entry.
    pub(super) fn each_meaning(&self, hit: &Hit, mut take: impl FnMut(usize, Meaning)) {
        match hit.means {
            Means::Term(meanings) => {
                self.terms.meanings(meanings).for_each(|(entry, meaning)| take(entry, meaning));
            }
            Means::Share(meanings) => {
                let held = self.terms.meanings(meanings).filter(|(_, meaning)| meaning.says_content());
                held.for_each(|(entry, meaning)| take(entry, meaning));
            }
            Means::Formula(entry) => take(entry, Meaning::Any),
        }
    }

    /// What hits mean to the entries that are `concerned`. A term within a longer one of
    /// the same entry and family says nothing (一次锂电池 is no 锂电池), and an open name within a
    /// name that some entry knows is not open: every entry with a name is to be concerned.
    pub(super) fn mentions(
        &self,
        hits: &[Hit],
        concerned: &Concerned,
        law: &ControlList,
    ) -> Vec<(usize, Mention)> {
        let mut found = Vec::new();
        for hit in hits {
            self.each_meaning(hit, |entry, meaning| {
                if concerned.number(entry).is_some() {
                    let Hit { text, start, end, .. } = *hit;
                    found.push((entry, Mention { text, start, end, meaning, spot: 0 }));
                }
            });
        }
        let named = named_technology(&found, law);
        // for each entry and family, and for names of any entry: the range that reaches furthest
        let mut reach = vec![Reach::default(); concerned.numbers() * Family::COUNT];
        let of_any = Family::Goods as usize;
        found.retain(|(entry, mention)| {
            let number = concerned.number(*entry).unwrap_or_default();
            let own = number * Family::COUNT + mention.meaning.family() as usize;
            let is_open = matches!(
                mention.meaning,
                Meaning::Ambiguous | Meaning::Presumed | Meaning::Broader | Meaning::Bare
            );
            let is_named = || named.binary_search(&(*entry, mention.text, mention.start)).is_ok();
            let is_open = is_open && !is_named();
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
/// of the technology: 碳化钨 in 碳化钨粉生产工艺, but not 磷酸铁锂 in 磷酸铁锂电池. Mentions come in order; what is
/// named, the entry with the text and the place, does too.
fn named_technology(found: &[(usize, Mention)], law: &ControlList) -> Vec<(usize, usize, usize)> {
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
    let named = found.iter().filter(|(entry, mention)| is_open(entry, mention) && names_longer(mention));
    let mut named: Vec<_> = named.map(|(entry, mention)| (*entry, mention.text, mention.start)).collect();
    named.sort_unstable();
    named
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
    const COUNT: usize = 7;
}

impl Meaning {
    fn family(self) -> Family {
        match self {
            Self::Use | Self::OtherUse | Self::Hint => Family::Use,
            Self::Content(_) | Self::NoContent(_) | Self::NoneOfClass(_) | Self::OfClass(_) => {
                Family::Content
            }
            Self::Lacks(_) => Family::Lacks,
            Self::Outright | Self::Carrier | Self::Exempt => Family::Technology,
            Self::All(_) => Family::Together,
            Self::Perhaps(_) => Family::Perhaps,
            _ => Family::Goods,
        }
    }
}

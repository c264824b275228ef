//! Recognises what the goods are: for each control entry, whether an item is of its kind.

mod content;
mod formula;
mod gather;
mod kinship;
mod lines;
mod meaning;
mod technology;
mod terms;
mod usage;

use std::{cmp::Reverse, collections::HashMap, ops::Range, sync::OnceLock};

use lines::Lines;
use meaning::{EVERY, Meaning};
use regex::Regex;
use terms::Terms;

use super::{
    Place, Source,
    context::Classes,
    fold::Folding,
    prose::Prose,
    sieve::{Sieve, features::Features},
    tariff_line::TariffLine,
};
use crate::{
    draft::{Field, Item, Raw, Role},
    law::ControlList,
};

/// Whether an item is of the kind of a control entry, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The index of the entry in the control list.
    pub entry: usize,
    /// The answer.
    pub kinship: Kinship,
    /// Why.
    pub ground: Ground,
    /// The words that show it.
    pub place: Option<Place>,
    /// Whether the item is for the use that the entry names; `None` where it names none.
    pub usage: Option<Usage>,
    /// Whether the goods hold or have what the entry asks for, in its order.
    pub content: Vec<Content>,
    /// The parameters that goods such as these do not have.
    pub lacks: Vec<String>,
}

/// Whether goods are of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// They are.
    Of,
    /// They may be: the words allow both.
    Doubtful,
    /// They are not, although something points at the kind.
    NotOf,
}

/// What a kinship rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The description names the goods.
    Named,
    /// An open name, settled by other words of the item.
    Evidence,
    /// The tariff line names the kind, and the description does not contradict it.
    TariffLine,
    /// The name leaves it open, and nothing settles it.
    OpenName,
    /// Unknown words follow the term.
    UnknownWords(String),
    /// The description is too vague to tell, and the tariff line admits the kind.
    Vague,
    /// A drawing, a manual or software beside such goods or processes.
    Suggested,
    /// The words name other goods (a part, a charger, another chemistry).
    OtherGoods,
}

/// Whether an item is for the use that an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Usage {
    /// It says so.
    Stated(Place),
    /// It states another use.
    Otherwise(Place),
    /// It does not say.
    NotStated,
}

/// Whether goods hold a substance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It says so.
    Stated(Place),
    /// It says that they do not.
    Denied(Place),
    /// It does not say.
    NotStated,
}

/// Recognises goods. Built once from the control list.
#[derive(Clone, Debug)]
pub struct Recogniser {
    sieve: Sieve,
    terms: Terms,
    formulas: Vec<Formula>,
    classes: Classes,
    folding: Folding,
    lines: Lines,
    /// The entries that control technology.
    technology: Vec<usize>,
    /// The tariff lines under which what carries technology is declared.
    carrier_lines: Vec<String>,
}

/// A regular expression that names the goods of an entry.
#[derive(Clone, Debug)]
struct Formula {
    entry: usize,
    pattern: String,
    /// What each of its matches holds, and whether it begins with that.
    required: (String, bool),
    /// Compiled for the first text that holds that.
    compiled: OnceLock<Option<Regex>>,
}

/// Terms that compete for the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Goods,
    Together,
    Use,
    Content,
    Lacks,
    Technology,
}

/// A term found in a text of the item.
struct Mention {
    text: usize,
    start: usize,
    end: usize,
    meaning: Meaning,
}

/// A text of the item, ready to be searched.
struct Text<'a> {
    source: Source,
    field: &'a Field,
    prose: Prose,
    announces_use: bool,
}

impl Recogniser {
    /// Makes the terms of every entry ready.
    pub fn new(law: &ControlList, folding: &Folding) -> Self {
        let entries = || law.entries.iter().enumerate();
        let formulas = entries().flat_map(|(entry, of)| {
            of.goods.patterns.iter().map(move |pattern| Formula {
                entry,
                pattern: pattern.get_ref().clone(),
                required: formula::required(pattern.get_ref()),
                compiled: OnceLock::new(),
            })
        });
        let formulas: Vec<Formula> = formulas.collect();
        let terms =
            if law.is_embedded { gather::embedded_terms() } else { gather::gathered_terms(law, folding) };
        let features = if law.is_embedded {
            Features::of(include_bytes!(concat!(env!("OUT_DIR"), "/features")))
        } else {
            terms
                .features(formulas.iter().map(|formula| &formula.required))
                .unwrap_or_else(Features::of_all)
        };
        Self {
            sieve: Sieve::new(features, folding, include_bytes!(concat!(env!("OUT_DIR"), "/folded"))),
            terms,
            formulas,
            classes: Classes::embedded(),
            folding: folding.clone(),
            lines: Lines::of(law),
            technology: entries().filter(|(_, of)| of.technology).map(|(entry, _)| entry).collect(),
            carrier_lines: law.words.technology.tariff_lines.clone(),
        }
    }

    /// Every entry that anything in the item points at, in the order of the control list; and
    /// whether the name says nothing about the goods.
    pub fn kinds(&self, item: &Item, line: &TariffLine, law: &ControlList) -> (Vec<Kind>, bool) {
        let texts = self.texts(item);
        let found = self.mentions(&texts);
        let vague =
            texts.iter().all(|text| text.source != Source::Name || self.classes.is_vague_name(&text.prose));
        let item_words = kinship::Words { texts: &texts, found: &found, vague, line, recogniser: self, law };
        let mut pointed_at: Vec<usize> = found.iter().map(|(of, _)| *of).filter(|of| *of != EVERY).collect();
        if found.iter().any(|(of, _)| *of == EVERY) {
            pointed_at.extend(&self.technology);
        }
        self.lines.each_that_may_be(line, law, |entry| pointed_at.push(entry));
        pointed_at.sort_unstable();
        pointed_at.dedup();
        let kinds = pointed_at
            .into_iter()
            .filter_map(|index| {
                let entry = &law.entries[index];
                let mentions: Vec<&Mention> = found
                    .iter()
                    .filter(|(of, _)| *of == index || (*of == EVERY && entry.technology))
                    .map(|(_, mention)| mention)
                    .collect();
                let may_be = entry.pointing_lines().any(|known| line.may_be(known));
                if mentions.is_empty() && !may_be {
                    return None;
                }
                let (kinship, ground, at) = if entry.technology {
                    item_words.technology(&mentions)?
                } else {
                    item_words.kinship(index, &mentions, may_be)?
                };
                let place = at.map(|mention| item_words.place(mention.text, mention.start..mention.end));
                let usage = entry.named_use.is_some().then(|| item_words.usage(entry, &mentions));
                let content = item_words.contents(entry, &mentions);
                let lacks = item_words.lacks(entry, &mentions);
                Some(Kind { entry: index, kinship, ground, place, usage, content, lacks })
            })
            .collect();
        (kinds, vague)
    }

    /// Whether declared digits are those of a line of some entry.
    pub(crate) fn has_line(&self, digits: &str, law: &ControlList) -> bool {
        self.lines.has(digits, law)
    }

    /// Whether a term that may name goods may stand in a text of an item. Told on the safe side; without
    /// such a term nothing but the tariff line points at any kind.
    pub(crate) fn may_name_goods(&self, text: Raw<'_>, is_name: bool) -> bool {
        // the sieve stops more than it must
        self.sieve.may_hold_term(text, is_name)
            && text.text().is_none_or(|text| {
                let prose = Prose::of(&text, &self.folding);
                let holds = |prose: &Prose| self.holds_name(prose);
                holds(&prose)
                    || (is_name
                        && prose.has_brackets()
                        && holds(&Prose::without_brackets(&text, &self.folding)))
            })
    }

    /// Whether a term or a formula that names goods stands in a text.
    fn holds_name(&self, prose: &Prose) -> bool {
        let mut is_there = false;
        self.terms.each_in(&prose.text, |range, meanings| {
            is_there |=
                prose.is_whole(&range) && self.terms.meanings(meanings).any(|(_, meaning)| meaning.names());
        });
        is_there || self.formulas.iter().any(|formula| !formula.matches(prose).is_empty())
    }

    fn texts<'a>(&self, item: &'a Item) -> Vec<Text<'a>> {
        let named = [(Source::Name, &item.name), (Source::Specification, &item.specification)];
        let fields = named.into_iter().filter_map(|(source, field)| Some((source, field.as_ref()?, false)));
        let columns = item.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Text).map(
            |(index, column)| {
                let heading = Prose::of(&column.heading, &self.folding).text;
                (Source::Column(index), &column.field, self.classes.is_use_label(&heading))
            },
        );
        let mut texts: Vec<Text<'_>> = fields
            .chain(columns)
            .filter(|(_, field, _)| !field.is_blank())
            .map(|(source, field, announces_use)| Text {
                source,
                field,
                prose: Prose::of(&field.text, &self.folding),
                announces_use,
            })
            .collect();
        // 化学气相沉积（CVD）回转窑: the name goes on behind the bracket
        let name = texts.first().filter(|text| text.source == Source::Name && text.prose.has_brackets());
        let joined = name.map(|name| Text {
            source: Source::Name,
            field: name.field,
            prose: Prose::without_brackets(&name.field.text, &self.folding),
            announces_use: false,
        });
        texts.extend(joined);
        texts
    }

    /// Every term in the texts, in the order of texts and places. A term within a longer one of
    /// the same entry and family says nothing (一次锂电池 is no 锂电池), and an open name within a
    /// name that some entry knows is not open.
    fn mentions(&self, texts: &[Text<'_>]) -> Vec<(usize, Mention)> {
        let mut found = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            self.terms.each_in(&text.prose.text, |range, meanings| {
                if !text.prose.is_whole(&range) {
                    return;
                }
                let end = text.prose.plural_end(range.end);
                for (entry, meaning) in self.terms.meanings(meanings) {
                    found.push((entry, Mention { text: index, start: range.start, end, meaning }));
                }
            });
        }
        for formula in &self.formulas {
            for (index, text) in texts.iter().enumerate() {
                for range in formula.matches(&text.prose) {
                    let (start, end) = (range.start, range.end);
                    found.push((formula.entry, Mention { text: index, start, end, meaning: Meaning::Any }));
                }
            }
        }
        found.sort_by_key(|(_, mention)| (mention.text, mention.start, Reverse(mention.end)));
        // for each entry and family, and for names of any entry: the range that reaches furthest
        let mut reach: HashMap<(usize, Family), (usize, usize, usize)> = HashMap::new();
        found.retain(|(entry, mention)| {
            let covers = |reached: Option<&(usize, usize, usize)>| {
                reached.is_some_and(|&(text, start, end)| {
                    text == mention.text && mention.end <= end && (start, end) != (mention.start, mention.end)
                })
            };
            let family = mention.meaning.family();
            let is_open = matches!(mention.meaning, Meaning::Ambiguous | Meaning::Presumed);
            if covers(reach.get(&(*entry, family))) || (is_open && covers(reach.get(&(EVERY, Family::Goods))))
            {
                return false;
            }
            let mut extend = |key| {
                let reached = reach.entry(key).or_insert((mention.text, 0, 0));
                if reached.0 != mention.text || reached.2 < mention.end {
                    *reached = (mention.text, mention.start, mention.end);
                }
            };
            extend((*entry, family));
            if mention.meaning == Meaning::Any {
                extend((EVERY, Family::Goods));
            }
            true
        });
        found
    }
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

impl Formula {
    /// Where it is found as a whole word.
    fn matches(&self, prose: &Prose) -> Vec<Range<usize>> {
        if !prose.text.contains(&self.required.0) {
            return Vec::new();
        }
        // the law was checked when it was loaded
        let Some(compiled) = self.compiled.get_or_init(|| Regex::new(&self.pattern).ok()) else {
            return Vec::new();
        };
        compiled.find_iter(&prose.text).map(|hit| hit.range()).filter(|range| prose.is_whole(range)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is worked out when the program is built is what would be worked out from the acts.
    #[test]
    fn the_embedded_terms_are_those_of_the_law() {
        let mut law = ControlList::load(&[]).expect("the law");
        let embedded = Recogniser::new(&law, &law.folding());
        law.is_embedded = false;
        let gathered = Recogniser::new(&law, &law.folding());
        let differ = "build/tables.rs reads the acts in another way than goods.rs";
        assert!(embedded.terms == gathered.terms, "{differ}");
        assert!(embedded.sieve == gathered.sieve, "{differ}");
    }
}

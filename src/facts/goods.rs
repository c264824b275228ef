//! Recognises what the goods are: for each control entry, whether an item is of its kind.

mod content;
mod kinship;
mod technology;
mod usage;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::{Place, Source, context::Classes, fold::Folding, prose::Prose, tariff_line::TariffLine};
use crate::{
    draft::{Field, Item, Role},
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
    automaton: AhoCorasick,
    /// What each pattern of the automaton means.
    meanings: Vec<Vec<(usize, Meaning)>>,
    /// Formulas, with the entry that each names.
    patterns: Vec<(usize, Regex)>,
    classes: Classes,
    folding: Folding,
    technology: Technology,
}

#[derive(Clone, Debug)]
struct Technology {
    /// What may follow the name of a technology: carriers and words for technology itself.
    tails: Vec<String>,
    tariff_lines: Vec<String>,
}

/// What a term tells about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Any,
    All(usize),
    Presumed,
    Ambiguous,
    Evidence,
    Contrast,
    Never,
    Unless,
    Use,
    OtherUse,
    Content(usize),
    NoContent(usize),
    /// The goods are such as the n-th group of parameters cannot apply to.
    Lacks(usize),
    Outright,
    Carrier,
    Exempt,
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

/// The entry number under which words stand that concern every technology entry.
const EVERY: usize = usize::MAX;

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
    /// Compiles the terms of every entry.
    pub fn new(law: &ControlList, folding: &Folding) -> Self {
        let words = &law.words;
        let mut terms: BTreeMap<String, Vec<(usize, Meaning)>> = BTreeMap::new();
        let mut add = |entry: usize, meaning: Meaning, list: &[String]| {
            for text in list.iter().flat_map(|term| with_plural(Prose::of(term, folding).text)) {
                let meanings = terms.entry(text).or_default();
                if !meanings.contains(&(entry, meaning)) {
                    meanings.push((entry, meaning));
                }
            }
        };
        for (index, entry) in law.entries.iter().enumerate() {
            let goods = &entry.goods;
            add(index, Meaning::Any, &goods.any);
            for (group, list) in goods.all.iter().enumerate() {
                add(index, Meaning::All(group), list);
            }
            add(index, Meaning::Presumed, &goods.presumed);
            add(index, Meaning::Ambiguous, &goods.ambiguous);
            add(index, Meaning::Evidence, &goods.evidence);
            add(index, Meaning::Contrast, &goods.contrast);
            add(index, Meaning::Never, &goods.none);
            add(index, Meaning::Unless, &goods.unless);
            if let Some(named_use) = &entry.named_use {
                add(index, Meaning::Use, &named_use.any);
                add(index, Meaning::OtherUse, &named_use.other);
            }
            for (group, contains) in entry.contains.iter().enumerate() {
                add(index, Meaning::Content(group), &contains.any);
                add(index, Meaning::NoContent(group), &contains.denied);
            }
            for (group, (_, goods)) in entry.inapplicable.iter().enumerate() {
                add(index, Meaning::Lacks(group), goods);
            }
        }
        add(EVERY, Meaning::Outright, &words.technology.outright);
        add(EVERY, Meaning::Carrier, &words.technology.carriers);
        add(EVERY, Meaning::Exempt, &words.technology.exempt);
        let (patterns, meanings): (Vec<String>, Vec<_>) = terms.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .expect("the terms of the law fit an automaton");
        let class = |list: &[String]| -> Vec<String> {
            let mut list: Vec<String> = list.iter().map(|word| Prose::of(word, folding).text).collect();
            list.sort_by_key(|word| Reverse(word.len()));
            list
        };
        let mut tails = class(&words.technology.outright);
        tails.extend(class(&words.technology.carriers));
        tails.sort_by_key(|word| Reverse(word.len()));
        // the law was checked when it was loaded
        let compiled = |pattern: &toml::Spanned<String>| Regex::new(pattern.get_ref()).ok();
        let patterns = law
            .entries
            .iter()
            .enumerate()
            .flat_map(|(index, entry)| {
                entry.goods.patterns.iter().filter_map(compiled).map(move |regex| (index, regex))
            })
            .collect();
        Self {
            automaton,
            meanings,
            patterns,
            classes: Classes::new(words, folding),
            folding: folding.clone(),
            technology: Technology { tails, tariff_lines: words.technology.tariff_lines.clone() },
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
        let kinds = law
            .entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| {
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
            for hit in self.automaton.find_overlapping_iter(&text.prose.text) {
                let range = hit.start()..hit.end();
                if !text.prose.is_whole(&range) {
                    continue;
                }
                let end = text.prose.plural_end(range.end);
                for (entry, meaning) in &self.meanings[hit.pattern().as_usize()] {
                    found.push((*entry, Mention { text: index, start: range.start, end, meaning: *meaning }));
                }
            }
        }
        for (entry, pattern) in &self.patterns {
            for (index, text) in texts.iter().enumerate() {
                for hit in pattern.find_iter(&text.prose.text).filter(|hit| text.prose.is_whole(&hit.range()))
                {
                    let (start, end) = (hit.start(), hit.end());
                    found.push((*entry, Mention { text: index, start, end, meaning: Meaning::Any }));
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

/// A term, and its plural where that is not the term with an s.
pub(super) fn with_plural(term: String) -> Vec<String> {
    let plural = term
        .strip_suffix('y')
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_lowercase() && !"aeiou".contains(c)));
    let plural = plural.map(|stem| format!("{stem}ies"));
    std::iter::once(term).filter(|term| !term.is_empty()).chain(plural).collect()
}

//! Recognises what the goods are: for each control entry, whether an item is of its kind.

mod concerned;
mod content;
pub(super) mod formula;
mod gather;
mod kinship;
mod lines;
mod meaning;
mod measured;
mod mentions;
mod spots;
mod technology;
pub(super) mod terms;
mod unnamed;
mod usage;

use std::{cell::OnceCell, ops::Range, sync::OnceLock};

use concerned::Concerned;
use formula::{Pairs, Required};
use lines::Lines;
use meaning::{EVERY, Meaning};
use regex::Regex;
use terms::Terms;

use super::{
    Place, Source,
    context::Classes,
    fold::Folding,
    prose::Prose,
    sieve::{Sieve, Sought},
    tariff_line::TariffLine,
};
use crate::{
    draft::{Field, Item, Quiet, Raw, Role},
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
    /// Words that make goods of the kind beside a value that hardly any others have, where nothing says that these are
    /// others.
    pub measured: Option<Place>,
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
    /// A value that meets a limit, and is measured of hardly any other goods.
    Measured,
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
    /// The tariff lines under which what carries technology is declared.
    carrier_lines: Vec<String>,
}

/// A regular expression that names the goods of an entry.
#[derive(Clone, Debug)]
struct Formula {
    entry: usize,
    pattern: String,
    required: Required,
    /// Whether what is required may end in the number of a designation: letters and a digit, and nothing else.
    is_numbered: bool,
    pairs: Pairs,
    /// Compiled for the first text that holds that.
    compiled: OnceLock<Option<Regex>>,
}

/// A term found in a text of the item.
struct Mention {
    text: usize,
    start: usize,
    end: usize,
    meaning: Meaning,
    /// Its place among the item's spots.
    spot: usize,
}

/// A text of the item, ready to be searched.
struct Text<'a> {
    source: Source,
    field: &'a Field,
    prose: Prose,
    announces_use: bool,
    /// Whether it stands under a heading of materials, which is none of uses.
    is_of_material: bool,
}

impl Recogniser {
    /// Makes the terms of every entry ready.
    pub fn new(law: &ControlList, folding: &Folding) -> Self {
        let entries = || law.entries.iter().enumerate();
        let formulas = entries().flat_map(|(entry, of)| {
            of.goods.patterns.iter().map(move |pattern| {
                let required = formula::required(pattern.get_ref());
                Formula {
                    entry,
                    pattern: pattern.get_ref().clone(),
                    pairs: Pairs::of(&required.text),
                    is_numbered: is_numbered(&required.text),
                    required,
                    compiled: OnceLock::new(),
                }
            })
        });
        let formulas: Vec<Formula> = formulas.collect();
        let (terms, tables) = if law.is_embedded {
            (gather::embedded_terms(), Some(gather::embedded_tables()))
        } else {
            let gathering = gather::gathered(law, folding);
            let required = formulas.iter().map(|formula| &formula.required);
            let tables = gather::gathered_tables(&gathering, required);
            let (words, meanings) = gathering.made();
            (Terms::of(words, meanings), tables)
        };
        Self {
            sieve: Sieve::new(tables, folding),
            terms,
            formulas,
            classes: Classes::embedded(),
            folding: folding.clone(),
            lines: Lines::of(law),
            carrier_lines: law.words.technology.tariff_lines.clone(),
        }
    }

    /// Every entry that anything in the item points at, in the order of the control list; and
    /// whether the name says nothing about the goods.
    pub fn kinds(&self, item: &Item, line: &TariffLine, law: &ControlList) -> (Vec<Kind>, bool) {
        let texts = self.texts(item);
        let hits = self.hits(&texts);
        let mut by_line = Concerned::none(law.entries.len());
        self.lines.each_that_may_be(line, law, |entry| by_line.add(entry));
        let mut concerned = by_line.clone();
        for hit in &hits {
            self.each_meaning(hit, |entry, meaning| concerned.add_meant(entry, meaning));
        }
        let mut found = self.mentions(&hits, &concerned, law);
        let spots = spots::mark(&mut found);
        let vague =
            texts.iter().all(|text| text.source != Source::Name || self.classes.is_vague_name(&text.prose));
        let item_words = kinship::Words {
            texts: &texts,
            hits: &hits,
            every: OnceCell::new(),
            spots,
            vague,
            line,
            recogniser: self,
            law,
        };
        // a name within a longer one brings nothing up
        let mut pointed_at = by_line;
        found.iter().for_each(|(entry, mention)| pointed_at.add_meant(*entry, mention.meaning));
        let kinds = pointed_at
            .entries()
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
                let answer = if entry.technology {
                    item_words.technology(&mentions)
                } else {
                    item_words.kinship(index, &mentions, may_be)
                };
                let measured = item_words.measured(entry, answer.as_ref(), &mentions);
                let (kinship, ground, at) =
                    answer.or(measured.map(|_| (Kinship::NotOf, Ground::Measured, None)))?;
                let place = |mention: &Mention| item_words.place(mention.text, mention.start..mention.end);
                let (place, measured) = (at.map(place), measured.map(place));
                let usage = entry.named_use.is_some().then(|| item_words.usage(entry, &mentions));
                let content = item_words.contents(entry, &mentions);
                let lacks = item_words.lacks(entry, &mentions);
                Some(Kind { entry: index, kinship, ground, place, usage, content, lacks, measured })
            })
            .collect();
        (kinds, vague)
    }

    /// Whether declared digits are those of a line of some entry.
    pub(crate) fn has_line(&self, digits: &[u8]) -> bool {
        self.lines.may_have(digits) && self.lines.has(digits)
    }

    /// Whether a word that goods or their uses are known by, or a formula, reaches into the number with which a folded
    /// designation ends. Formulas that may stand before any number are left out.
    pub(super) fn reaches_into(&self, text: &str, number: usize) -> bool {
        self.terms.reaches_into(text, number)
            || self.classes.reaches_into(text, number)
            || self.may_hold_formula(text, |formula| formula.is_numbered)
    }

    /// Whether a formula may stand in a folded designation, whatever the number at its end.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.may_hold_formula(text, |formula| !formula.is_numbered)
    }

    fn may_hold_formula(&self, text: &str, of: impl Fn(&Formula) -> bool) -> bool {
        let pairs = Pairs::of(text);
        let is_held = |formula: &Formula| {
            of(formula) && pairs.hold(&formula.pairs) && text.contains(&formula.required.text)
        };
        self.formulas.iter().any(is_held)
    }

    /// Whether a term that may name goods may stand in a text of an item. Told on the safe side; without
    /// such a term nothing but the tariff line points at any kind.
    pub(crate) fn may_name_goods(&self, text: Raw<'_>, is_name: bool, quiet: &mut Quiet) -> bool {
        let required = self.formulas.iter().map(|formula| (&formula.required, &formula.pairs));
        self.sieve.may_hold(text, is_name, &Sought { terms: &self.terms, required }, quiet)
    }

    fn texts<'a>(&self, item: &'a Item) -> Vec<Text<'a>> {
        let named = [(Source::Name, &item.name), (Source::Specification, &item.specification)];
        let fields = named.into_iter().filter_map(|(source, field)| Some((source, field.as_ref()?, None)));
        let columns = item.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Text).map(
            |(index, column)| {
                let heading = Prose::of(&column.heading, &self.folding).text;
                (Source::Column(index), &column.field, Some(heading))
            },
        );
        let mut texts: Vec<Text<'_>> = fields
            .chain(columns)
            .filter(|(_, field, _)| !field.is_blank())
            .map(|(source, field, heading)| Text {
                source,
                field,
                prose: Prose::of(&field.text, &self.folding),
                announces_use: heading.as_ref().is_some_and(|heading| self.classes.is_use_label(heading)),
                is_of_material: heading.is_some_and(|heading| self.classes.is_material_label(&heading)),
            })
            .collect();
        // 化学气相沉积（CVD）回转窑: the name goes on behind the bracket
        let name = texts.first().filter(|text| text.source == Source::Name && text.prose.has_brackets());
        let joined = name.map(|name| Text {
            source: Source::Name,
            field: name.field,
            prose: Prose::without_brackets(&name.field.text, &self.folding),
            announces_use: false,
            is_of_material: false,
        });
        texts.extend(joined);
        texts
    }
}

impl Formula {
    /// Where it is found as a whole word.
    fn matches(&self, prose: &Prose) -> Vec<Range<usize>> {
        if !prose.text.contains(&self.required.text) {
            return Vec::new();
        }
        // the law was checked when it was loaded
        let pattern = || formula::within_marks(&self.pattern);
        let Some(compiled) = self.compiled.get_or_init(|| Regex::new(&pattern()).ok()) else {
            return Vec::new();
        };
        compiled.find_iter(&prose.text).map(|hit| hit.range()).filter(|range| prose.is_whole(range)).collect()
    }
}

/// Whether a text holds a digit, and nothing that no designation has.
fn is_numbered(text: &str) -> bool {
    let is_of_designation = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b' ');
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().all(is_of_designation)
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

//! Reads measured quantities out of an item's texts: stated ones with their bounds, qualifiers and
//! places, derived ones, and what looks like one and is set aside.
//!
//! A text is folded, searched for every word of `law/parameters.toml` and for numbers in one pass
//! each; numbers become amounts with bounds and units (`expression`); a walk over words and amounts
//! finds for each amount which quantity it is (`attribution`): labels decide first, then units, then,
//! in a specification with as many slots as its tariff line has declaration elements, the position.

mod alike;
mod alone;
mod amount;
mod around;
mod assignment;
mod attribution;
mod between;
mod change;
mod chinese;
mod circumstance;
mod clause;
mod column;
mod derived;
mod expression;
mod further;
mod grade;
mod label;
mod lent;
mod lexicon;
mod lowered;
mod misread;
mod named;
mod numeral;
mod position;
mod range;
mod scan;
mod sides;
mod statement;
mod unit;

use std::{ops::Range, sync::Arc};

use self::{attribution::Attributed, lexicon::Lexicon, scan::Scan, unit::Units};
use super::{Basis, Place, Quantity, Reason, SetAside, Source, Written, embedded, fold::Folding};
use crate::{
    draft::{Field, Item, Role},
    interval::Interval,
    law::{
        ControlList,
        elements::{ElementList, Elements},
        parameters::Parameters,
    },
};

/// The reader of measured quantities: every label, word and unit of the law, compiled once.
#[derive(Clone, Debug)]
pub struct Quantities {
    parameters: Arc<Parameters>,
    elements: Arc<Elements>,
    folding: Folding,
    lexicon: Lexicon,
    units: Units,
}

/// What an item says about the parameters asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The values that it states, in the order of its texts.
    pub stated: Vec<Quantity>,
    /// The values that follow from what it states (energy / mass).
    pub derived: Vec<Quantity>,
    /// What looks like a value and is none, or not yet.
    pub set_aside: Vec<SetAside>,
    /// Whether what follows may depend on the masses and quantities of the item.
    pub weighed: bool,
}

/// What a text says about the parameters asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextReading {
    /// The values that it states, in order.
    pub values: Vec<Value>,
    /// What looks like a value and is none, or not yet.
    pub set_aside: Vec<Disregarded>,
}

/// A value in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The parameter's name.
    pub parameter: String,
    /// Its bytes in the text, from its first bound or digit to its unit.
    pub range: Range<usize>,
    /// What the words allow, in the parameter's own unit.
    pub interval: Interval,
    /// How a remark writes it.
    pub written: Written,
    /// 约, 左右, approx.
    pub approximate: bool,
    /// Under which circumstances it was measured, in the words of the text.
    pub qualifiers: Vec<String>,
    /// Whether one of these lowers it.
    pub lowered: bool,
}

/// A number in a text that does not count as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disregarded {
    /// The parameter for which it could be taken.
    pub parameter: String,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Why it does not count.
    pub reason: Reason,
    /// What it would be if it counted, as in [`SetAside`].
    pub candidates: Vec<Interval>,
}

impl Quantities {
    /// Compiles the law's words and units. `folding` must be the one with which other texts are folded.
    pub fn new(parameters: &Arc<Parameters>, elements: &Arc<Elements>, folding: &Folding) -> Self {
        Self {
            parameters: Arc::clone(parameters),
            elements: Arc::clone(elements),
            folding: folding.clone(),
            lexicon: Lexicon::new(parameters, folding),
            units: Units::new(parameters, folding),
        }
    }

    /// Those of the law, whose words and units were compiled when the program was built.
    pub fn of_law(law: &ControlList, folding: &Folding) -> Self {
        Self {
            parameters: Arc::clone(&law.parameters),
            elements: Arc::clone(&law.elements),
            folding: folding.clone(),
            lexicon: Lexicon::of(
                include_bytes!(concat!(env!("OUT_DIR"), "/lexicon")),
                embedded(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon-entries"))),
            ),
            units: Units::of(
                &include_bytes!(concat!(env!("OUT_DIR"), "/unit-steps"))[..],
                embedded(include_bytes!(concat!(env!("OUT_DIR"), "/unit-spellings"))),
            ),
        }
    }

    /// Reads the parameters named in `wanted` from every text of an item. An unknown name yields nothing.
    pub fn read(&self, item: &Item, wanted: &[&str]) -> Reading {
        let asked = self.with_sources(wanted);
        let mut found = Found::default();
        if let Some(name) = &item.name {
            let stated = self.attributed(&name.text, &asked);
            found.note(Source::Name, name, &stated);
            found.add(Source::Name, name, stated);
        }
        if let Some(specification) = &item.specification {
            let line = item.tariff_line.as_ref().map_or("", |line| line.text.as_str());
            let elements = position::elements(self, &specification.text, line);
            // without a number it may say that what a column states is unsure
            let has_values = item.columns.iter().any(|column| column.role == Role::Parameter);
            let mut scan = if has_values {
                Scan::new(self, &specification.text)
            } else {
                Scan::for_values(self, &specification.text)
            };
            scan.is_form = elements.is_some_and(ElementList::measures);
            let mut stated = attributed(&scan, &asked);
            if let Some(elements) = elements {
                stated = position::with_positions(self, specification, elements, &asked, stated);
            }
            found.note(Source::Specification, specification, &stated);
            found.add(Source::Specification, specification, stated);
        }
        for (index, column) in item.columns.iter().enumerate() {
            let source = Source::Column(index);
            let holds_figures = column.role == Role::Text
                && self.parameters.words.holds_figures(&self.folding.fold(column.heading.trim()).text);
            if holds_figures {
                let stated = attributed(&Scan::new(self, &column.field.text), &asked);
                found.note(source, &column.field, &stated);
            }
            let stated = match column.role {
                Role::Text => self.attributed(&column.field.text, &asked),
                Role::Parameter => column::read(self, &column.heading, &column.field.text, &asked),
                Role::Unknown => self.attributed(&column.field.text, &asked).in_doubt(Reason::UnknownColumn),
                Role::NetMass | Role::Quantity | Role::Unit | Role::Destination => continue,
            };
            found.add(source, &column.field, stated);
        }
        found.settle_elsewhere();
        found.open_lowered();
        let (derived, weighed) = derived::derive(self, item, &found.stated, wanted);
        let is_wanted = |parameter: &str| wanted.contains(&parameter);
        found.stated.retain(|quantity| is_wanted(&quantity.parameter));
        found.set_aside.retain(|aside| is_wanted(&aside.parameter));
        Reading { stated: found.stated, derived, set_aside: found.set_aside, weighed }
    }

    /// Reads the parameters named in `wanted` from one text. Ranges count bytes of the text.
    pub fn read_text(&self, text: &str, wanted: &[&str]) -> TextReading {
        let asked = self.asked(wanted);
        let attributed = self.attributed(text, &asked);
        TextReading {
            values: attributed.values.into_iter().map(|(_, value)| value).collect(),
            set_aside: attributed.set_aside.into_iter().map(|(_, aside)| aside).collect(),
        }
    }

    /// Whether a word or a unit that is known reaches beyond a place of a folded text.
    pub(super) fn reaches_into(&self, text: &str, from: usize) -> bool {
        let unit_reaches = |at: usize| self.units.at(text, at).is_some_and(|unit| unit.reaches(from));
        self.lexicon.reaches_into(text, from) || (0..text.len()).any(unit_reaches)
    }

    /// Whether a word that may be said of a number at a place stands before it in a text: any but a hyphen, which
    /// parts the ends of a range too.
    pub(super) fn stand_before(&self, text: &str, number: usize) -> bool {
        let before = self.folding.fold(&text[..number]).text;
        self.lexicon.words(&before).iter().any(|word| &before[word.start..word.end] != "-")
    }

    /// Whether a text begins with a unit, or with a word that may be said of a number before it.
    pub(super) fn continue_in(&self, text: &str) -> bool {
        let folded = self.folding.fold(text.trim_start()).text;
        self.units.at(&folded, 0).is_some()
            || self.lexicon.words(&folded).first().is_some_and(|word| word.start == 0)
    }

    /// Whether a heading names a measured quantity, with or without its unit (`能量密度(Wh/kg)`).
    pub fn is_parameter_label(&self, heading: &str) -> bool {
        column::is_label(self, heading)
    }

    fn attributed(&self, text: &str, asked: &[bool]) -> Attributed {
        if !asked.contains(&true) {
            return Attributed::default();
        }
        attributed(&Scan::for_values(self, text), asked)
    }

    fn asked(&self, wanted: &[&str]) -> Vec<bool> {
        self.parameters.parameters.iter().map(|parameter| wanted.contains(&parameter.name.as_str())).collect()
    }

    /// The parameters asked for, with those from which they can be derived.
    fn with_sources(&self, wanted: &[&str]) -> Vec<bool> {
        let sources: Vec<&str> = self
            .parameters
            .derivations
            .iter()
            .filter(|derivation| wanted.contains(&derivation.parameter.as_str()))
            .flat_map(|derivation| derivation.product.iter().chain([&derivation.over]))
            .map(String::as_str)
            .chain(wanted.iter().copied())
            .collect();
        self.asked(&sources)
    }
}

fn attributed(scan: &Scan<'_>, asked: &[bool]) -> Attributed {
    let mut attributed = attribution::attribute(scan, asked, None);
    attributed.values.extend(grade::grades(scan, asked));
    attributed
}

/// Quantities with their places in the draft.
#[derive(Default)]
struct Found {
    stated: Vec<Quantity>,
    set_aside: Vec<SetAside>,
    /// Which of the stated values were measured under what lowers them.
    lowered: Vec<usize>,
    /// What texts may say of the values that others state.
    elsewhere: Vec<SetAside>,
}

impl Found {
    fn add(&mut self, source: Source, field: &Field, attributed: Attributed) {
        for (_, value) in attributed.values {
            self.lowered.extend(value.lowered.then_some(self.stated.len()));
            self.stated.push(Quantity {
                place: place(source, field, &value.range),
                parameter: value.parameter,
                interval: value.interval,
                written: value.written,
                rests_on: Vec::new(),
                basis: Basis::Declared,
                approximate: value.approximate,
                qualifiers: value.qualifiers,
            });
        }
        self.set_aside.extend(attributed.set_aside.into_iter().map(|(_, aside)| aside.at(source, field)));
    }

    /// Notes what a text may say of the values of others.
    fn note(&mut self, source: Source, field: &Field, attributed: &Attributed) {
        self.elsewhere.extend(attributed.elsewhere.iter().cloned().map(|aside| aside.at(source, field)));
    }

    /// Sets aside what may be a value, or says that all are unsure, beside a value that another text states.
    fn settle_elsewhere(&mut self) {
        for aside in std::mem::take(&mut self.elsewhere) {
            let is_beside = |stated: &Quantity| {
                stated.parameter == aside.parameter && stated.place.source != aside.place.source
            };
            if self.stated.iter().any(is_beside) {
                self.set_aside.push(aside);
            }
        }
    }
}

impl Disregarded {
    fn at(self, source: Source, field: &Field) -> SetAside {
        let Self { parameter, range, reason, candidates } = self;
        SetAside { place: place(source, field, &range), parameter, reason, candidates }
    }
}

fn place(source: Source, field: &Field, range: &Range<usize>) -> Place {
    let text = field.text.get(range.clone()).unwrap_or_default().to_owned();
    Place { source, range: range.clone(), text }
}

#[cfg(test)]
mod tests;

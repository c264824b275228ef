//! What an item states, as far as the law asks for it: what the goods are, what they are for, and
//! what was measured. Formats and law meet here and nowhere else.

pub(crate) mod boxes;
mod context;
mod designation;
mod dictionary;
pub mod fold;
pub mod goods;
mod known;
mod prose;
pub mod quantity;
mod reader;
mod reference;
pub(crate) mod sieve;
pub mod tariff_line;

use std::ops::Range;

use fold::Folding;
use goods::{Ground, Kind, Kinship};
pub use reader::Reader;
use serde::de::DeserializeOwned;
use tariff_line::TariffLine;

use crate::{
    draft::{Declaration, Direction, Field, Item},
    interval::Interval,
    law::{Comparison, ControlList},
    number::Number,
    span::Span,
};

/// Everything that an item states, as far as the law asks for it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The tariff line.
    pub tariff_line: TariffLine,
    /// What each control entry that anything points at makes of the goods' kind and use.
    pub kinds: Vec<Kind>,
    /// The declared quantities: only these decide.
    pub stated: Vec<Quantity>,
    /// What follows from them.
    pub derived: Vec<Quantity>,
    /// What looks like a needed value and is none.
    pub set_aside: Vec<SetAside>,
    /// Whether the goods have a name.
    pub is_named: bool,
    /// Whether the name, if there is one, says nothing about the goods.
    pub is_vague: bool,
    /// Whether the goods enter China: no export control looks at them.
    pub is_import: bool,
}

impl Facts {
    /// What an item states where nothing points at any kind.
    pub(crate) fn unread(declaration: &Declaration, item: &Item) -> Self {
        let tariff_line = item.tariff_line.as_ref();
        Self {
            tariff_line: tariff_line.map_or(TariffLine::Absent, |field| TariffLine::read(&field.text)),
            kinds: Vec::new(),
            stated: Vec::new(),
            derived: Vec::new(),
            set_aside: Vec::new(),
            is_named: item.name.as_ref().is_some_and(|name| !name.is_blank()),
            is_vague: false,
            is_import: declaration.direction == Direction::Import,
        }
    }

    /// Takes goods for which no word speaks for what they may be by a value that meets a limit, or would if the number
    /// had its unit.
    fn measure(&mut self, law: &ControlList) {
        let is_known = self.kinds.iter().any(|kind| kind.kinship == Kinship::Of);
        let met: Vec<bool> = self
            .kinds
            .iter()
            .map(|kind| kind.measured.is_some() && !is_known && self.may_meet(kind, law))
            .collect();
        for (kind, met) in self.kinds.iter_mut().zip(met) {
            if let Some(place) = kind.measured.take().filter(|_| met) {
                (kind.kinship, kind.ground) = (Kinship::Doubtful, Ground::Measured);
                kind.place = Some(place);
            }
        }
        // what no value has made of the kind was never said to be
        self.kinds.retain(|kind| kind.kinship != Kinship::NotOf || kind.ground != Ground::Measured);
    }

    /// Whether a value meets a limit of a kind's entry or leaves it open, or would if the number had its unit.
    fn may_meet(&self, kind: &Kind, law: &ControlList) -> bool {
        let bare = |parameter: &str| {
            let of = |aside: &&SetAside| aside.parameter == parameter && aside.reason == Reason::NoUnit;
            let bare = self.set_aside.iter().filter(of);
            bare.flat_map(|aside| aside.candidates.iter().cloned()).collect::<Vec<Interval>>()
        };
        let limits = law.entries[kind.entry].condition.iter().flat_map(|condition| condition.limits());
        limits.into_iter().any(|limit| {
            self.declared(&limit.parameter).into_iter().chain(bare(&limit.parameter)).any(|value| {
                let compared = limit.compare(&value, &Number::from(0));
                !matches!(compared, Comparison::Missed | Comparison::MissedClosely)
            })
        })
    }

    /// What all declared values of a parameter allow together.
    pub fn declared(&self, parameter: &str) -> Option<Interval> {
        let stated = self.stated.iter().filter(|quantity| quantity.parameter == parameter);
        stated.map(|quantity| quantity.interval.clone()).reduce(|one, other| one.hull(&other))
    }

    /// What is set aside and could be another value of a parameter than what is declared.
    pub fn in_doubt(&self, parameter: &str) -> Vec<&SetAside> {
        let of = |aside: &&SetAside| aside.parameter == parameter;
        let doubts = || self.set_aside.iter().filter(of).filter(|aside| !aside.candidates.is_empty());
        if doubts().next().is_none() {
            return Vec::new();
        }
        let Some(declared) = self.declared(parameter) else { return Vec::new() };
        doubts().filter(|aside| aside.may_differ(&declared)).collect()
    }
}

/// How texts are made comparable, by the pairs of `law/language.toml`.
pub(crate) fn folding() -> Folding {
    let others: Vec<(char, char)> = embedded(include_bytes!(concat!(env!("OUT_DIR"), "/read-as")));
    Folding { han: include_bytes!(concat!(env!("OUT_DIR"), "/han"))[..].into(), others: others.into() }
}

/// What was worked out when the program was built.
fn embedded<T: DeserializeOwned>(bytes: &[u8]) -> T {
    // tests read each of them
    postcard::from_bytes(bytes).unwrap_or_else(|error| panic!("a table of this program: {error}"))
}

/// A text of an item from which facts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The name of the goods.
    Name,
    /// The specification.
    Specification,
    /// The n-th of the item's further columns.
    Column(usize),
    /// The tariff line.
    TariffLine,
}

impl Source {
    /// The field of an item that holds it; `None` where the item has none.
    pub fn field(self, item: &Item) -> Option<&Field> {
        match self {
            Self::Name => item.name.as_ref(),
            Self::Specification => item.specification.as_ref(),
            Self::Column(at) => item.columns.get(at).map(|column| &column.field),
            Self::TariffLine => item.tariff_line.as_ref(),
        }
    }
}

/// Where in an item something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text it stands in.
    pub source: Source,
    /// Its bytes in that text.
    pub range: Range<usize>,
    /// The words themselves, as the draft has them.
    pub text: String,
}

impl Place {
    /// Its bytes in the file, by the item that states it.
    pub fn span(&self, item: &Item) -> Span {
        self.source.field(item).map_or(item.span, |field| field.locate(self.range.clone()))
    }
}

/// A measured quantity that an item states, or that follows from what it states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The parameter's name in `law/parameters.toml`, in kebab-case.
    pub parameter: String,
    /// What the words allow, in the parameter's own unit. An approximate value is widened by the
    /// program's tolerance for such words.
    pub interval: Interval,
    /// How a remark writes it.
    pub written: Written,
    /// Where it was read; for a derived value the first of the places it rests on.
    pub place: Place,
    /// What a derived value rests on: the factors in order, the divisor last. Empty for a declared one.
    pub rests_on: Vec<Place>,
    /// Declared by the exporter or derived from other declared values.
    pub basis: Basis,
    /// 约, 左右, approx.: the interval is an estimate of what the words mean.
    pub approximate: bool,
    /// Under which circumstances it was measured: C-rate, pressure, cell or pack, fresh or cycled.
    pub qualifiers: Vec<String>,
}

impl Quantity {
    /// The words that state it; for a derived value those from which it follows: `3.2V × 280Ah / 5.4kg`.
    pub fn words(&self) -> String {
        match self.rests_on.split_last() {
            None => self.place.text.clone(),
            Some((divisor, factors)) => {
                let factors: Vec<&str> = factors.iter().map(|place| place.text.as_str()).collect();
                format!("{} / {}", factors.join(" × "), divisor.text)
            }
        }
    }
}

/// A value as a remark writes it, in characters that both ASCII-minded readers and GBK have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The number in the precision of the draft: `285`, `2.50`, `≤290`, `280-290`, `2.45±0.05`.
    pub value: String,
    /// The unit of the draft in its usual spelling: `Wh/kg`, `g/cm3`.
    pub unit: String,
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let gap = if self.unit.is_empty() { "" } else { " " };
        write!(f, "{}{gap}{}", self.value, self.unit)
    }
}

/// What a value rests on. Only declared values decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The exporter states it.
    Declared,
    /// It follows from other declared values (energy / mass).
    Derived,
}

/// Something that looks like a needed value and is not one, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The parameter it could be taken for.
    pub parameter: String,
    /// Where it stands.
    pub place: Place,
    /// Why it does not count.
    pub reason: Reason,
    /// What it would be if it counted, in the parameter's own unit: one for each unit that it could have. None
    /// where it is no value of the parameter.
    pub candidates: Vec<Interval>,
}

impl SetAside {
    /// Whether what it could be is not among what is declared: beside one value in no unit, beside more than one in the
    /// usual one, as some unit makes any number one of many.
    fn may_differ(&self, declared: &Interval) -> bool {
        let differs = |candidate: &Interval| declared.hull(candidate) != *declared;
        let is_one =
            matches!((&declared.low, &declared.high), (Some(low), Some(high)) if low.value == high.value);
        if is_one {
            self.candidates.iter().all(differs)
        } else {
            self.candidates.first().is_some_and(differs)
        }
    }
}

/// Why a number does not count as the value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is another quantity with a similar name or unit (tap density, Wh/L): its name in both languages.
    OtherQuantity(crate::phrase::Phrase),
    /// The label is there and a number, but no unit.
    NoUnit,
    /// It stands in a column whose heading nobody knows.
    UnknownColumn,
    /// The label is there and the cell holds no number.
    NotANumber,
    /// The label is there, with a unit that does not measure the parameter (`200~260 Wh/g`).
    ForeignUnit(String),
    /// The unit is there, without a label, and would fit several quantities.
    NoLabel,
    /// A comparison with other goods, or a negated statement.
    NotOfTheseGoods,
}

//! What an item states, as far as the law asks for it: what the goods are, what they are for, and
//! what was measured. Formats and law meet here and nowhere else.

pub mod fold;
pub mod quantity;

use crate::{interval::Interval, span::Span};

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

/// Where in the draft something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text it stands in.
    pub source: Source,
    /// Its bytes in the file.
    pub span: Span,
    /// The words themselves, as the draft has them.
    pub text: String,
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
}

/// Why a number does not count as the value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is another quantity with a similar name or unit (tap density, Wh/L): its name in both languages.
    OtherQuantity(crate::phrase::Phrase),
    /// The label is there and a number, but no unit.
    NoUnit,
    /// The label is there and the cell holds no number.
    NotANumber,
    /// The label is there, with a unit that does not measure the parameter (`200~260 Wh/g`).
    ForeignUnit(String),
    /// The unit is there, without a label, and would fit several quantities.
    NoLabel,
    /// A comparison with other goods, or a negated statement.
    NotOfTheseGoods,
}

//! What is measured: `law/parameters.toml`.

// the build script takes this file, too, and would look for it elsewhere
#[path = "parameters/sheet.rs"]
mod sheet;

use serde::Deserialize;
use sheet::Sheet;

use crate::{interval::Interval, law::wording::Wording, number::Number, packed::Later, phrase::Phrase};

/// The parameters, in the order of the file, with the words that people put around numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Sheet")]
pub struct Parameters {
    /// How much 约 and 左右 widen a value, in percent: the program's policy, no law says it.
    pub approximate_percent: Number,
    /// Every parameter, those of the law and those from which one of them can be derived.
    pub parameters: Vec<Parameter>,
    /// How a parameter follows from others.
    pub derivations: Vec<Derivation>,
    /// Circumstances under which something was measured.
    pub circumstances: Vec<Circumstance>,
    /// What sides are that no label tells apart.
    pub sides: Sides,
    /// Bounds, approximations, comparisons.
    pub words: Later<Wording>,
}

/// The parameters that the sides in a string of them are, where no label says so.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sides {
    /// Of three sides, the longest first.
    pub block: Vec<String>,
    /// A diameter and what stands behind it.
    pub round: Vec<String>,
    /// Words before such a string that tell no side from another (尺寸).
    pub labels: Vec<String>,
}

/// One measured quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name in kebab-case.
    pub name: String,
    /// Another parameter whose unit, labels, look-alikes, slips and plausible range it has too.
    #[serde(default)]
    pub like: Option<String>,
    /// Another parameter whose unit and units it has.
    #[serde(default)]
    pub units_of: Option<String>,
    /// What it is called in messages and remarks.
    pub text: Phrase,
    /// The unit in which intervals of it are kept: the name of one of `units`.
    #[serde(default)]
    pub unit: String,
    /// Words that are values of it by themselves: 5N.
    #[serde(default)]
    pub grades: Vec<Grade>,
    /// From which value on a share that stands alone, without a label, is hardly anything else.
    #[serde(default, deserialize_with = "optional_number")]
    pub alone_from: Option<Number>,
    /// Whether hardly anything else in a slot is measured in its units: a further value without a label is
    /// of it too, and `2×3m3` are several of them.
    #[serde(default)]
    pub particular: bool,
    /// Words that announce it, in any language; compared folded.
    pub labels: Later<Vec<String>>,
    /// Words that announce it or a quantity akin, so that they decide nothing (密度).
    #[serde(default)]
    pub vague_labels: Vec<String>,
    /// Its units.
    #[serde(default)]
    pub units: Vec<Unit>,
    /// Quantities that are taken for it.
    #[serde(default)]
    pub look_alikes: Later<Vec<LookAlike>>,
    /// What is written where one of its units is meant, and says something else.
    #[serde(default)]
    pub slips: Slips,
    /// Outside of it no real product lies.
    #[serde(default)]
    pub plausible: Option<Plausible>,
    /// Outside of it a value is a slip of the pen or of the unit, and decides nothing.
    #[serde(default)]
    pub possible: Option<Plausible>,
}

/// A unit of a parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// How remarks write it: in characters that GBK has.
    pub name: String,
    /// Further spellings; compared folded and without spaces.
    #[serde(default)]
    pub spellings: Later<Vec<String>>,
    /// What one of it is in the parameter's own unit, exactly: `1000`, `1/3.6`.
    #[serde(deserialize_with = "number")]
    pub factor: Number,
    /// Where its scale begins in the parameter's own unit, exactly; at zero when absent.
    #[serde(default, deserialize_with = "optional_number")]
    pub origin: Option<Number>,
    /// Whether the unit alone, without a label, tells the parameter.
    #[serde(default)]
    pub telling: bool,
    /// Whether hardly anybody means it by a number without a unit.
    #[serde(default)]
    pub rare: bool,
}

impl Unit {
    /// A value in this unit, in the parameter's own.
    pub fn converted(&self, value: &Number) -> Number {
        let scaled = value.times(&self.factor);
        match &self.origin {
            Some(origin) => scaled.plus(origin),
            None => scaled,
        }
    }
}

/// A word that is a value: 4N is 99.99 % and more, and less than the next grade.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// How it is written; compared folded.
    pub word: String,
    /// The least that it means, in the parameter's own unit.
    #[serde(deserialize_with = "number")]
    pub from: Number,
    /// What it does not reach.
    #[serde(deserialize_with = "number")]
    pub below: Number,
}

/// A quantity that is easily taken for another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookAlike {
    /// What it is.
    pub text: Phrase,
    /// Words that announce it.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Words that make it of a label or value of the parameter beside which they stand (理论).
    #[serde(default)]
    pub modifiers: Vec<String>,
    /// Words directly before a label that leave it the parameter's: any others make it of the look-alike, since they
    /// say whose it is (集尘器容积, `fan diameter`). Without them none do.
    #[serde(default)]
    pub owners: Vec<String>,
    /// Units that only it has.
    #[serde(default)]
    pub units: Vec<String>,
    /// Whether the law does not say that it is not meant: beside a value of the parameter it leaves open which.
    #[serde(default)]
    pub may_be_meant: bool,
    /// Whether its units are also written by a slip for those of the parameter: under a label of the parameter they leave
    /// open which is meant (能量密度310W/kg).
    #[serde(default)]
    pub mistaken: bool,
}

/// Slips of the pen in units (`155Whkg`, `260 Wh/g`): reported, never rescaled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slips {
    /// As they are written.
    pub units: Vec<String>,
}

/// The range of real products, in the parameter's own unit; a judgement of this program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plausible {
    /// The least that occurs.
    #[serde(deserialize_with = "number")]
    pub low: Number,
    /// The most that occurs.
    #[serde(deserialize_with = "number")]
    pub high: Number,
}

/// `parameter` = the product of `product`, divided by `over`, each in its own unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    /// What follows.
    pub parameter: String,
    /// The factors.
    pub product: Vec<String>,
    /// The divisor.
    pub over: String,
    /// One in the units of the factors, in the unit of the result.
    #[serde(deserialize_with = "number")]
    pub factor: Number,
}

/// A circumstance of a measurement that the law does not name, so that it is kept and shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstance {
    /// What it is about: `rate`, `pressure`, `level`, `cycling`.
    pub name: String,
    /// The parameters whose values it may qualify.
    pub parameters: Vec<String>,
    /// Units of a number that states it (`0.1C`, `3T`).
    #[serde(default)]
    pub units: Vec<String>,
    /// Words that state it (电芯, 循环后).
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether its words only state it with the name after them (型号 LP-300).
    #[serde(default)]
    pub takes_name: bool,
    /// Whether what its words and units state lowers the value: a value measured only so may be higher by its rating.
    #[serde(default)]
    pub lowers: bool,
    /// The numbers in its units that do not lower the value.
    #[serde(default)]
    pub usual: Option<Plausible>,
}

/// What is wrong with the parameters, and the cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParametersError {
    /// A name that no parameter has.
    #[error("`{by}` refers to the parameter `{name}`, which is not in the file: add it or correct the name")]
    UnknownParameter {
        /// Who refers to it.
        by: String,
        /// The name.
        name: String,
    },
    /// A parameter whose own unit is not among its units with the factor 1.
    #[error("`{0}` needs its own `unit` among its `units`, with the factor 1")]
    OwnUnit(String),
    /// A factor that is zero or negative.
    #[error("a unit or derivation of `{0}` has a factor that is not above zero")]
    Factor(String),
    /// Two parameters of one name.
    #[error("`{0}` stands twice in the file: remove one")]
    Twice(String),
}

impl Parameters {
    /// The parameter of that name.
    pub fn named(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

impl Plausible {
    /// Whether some value of the interval is one of a real product.
    pub fn admits(&self, interval: &Interval) -> bool {
        interval.low.as_ref().is_none_or(|end| end.value <= self.high)
            && interval.high.as_ref().is_none_or(|end| end.value >= self.low)
    }
}

pub(crate) fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn optional_number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
    number(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Parameters, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    const LENGTH: &str = r#"
        approximate_percent = "5"
        [[parameter]]
        name = "length"
        text = { zh = "长度", en = "length" }
        unit = "m"
        labels = ["长度"]
        units = [{ name = "m", factor = "1" }, { name = "cm", factor = "1/100" }]
    "#;

    #[test]
    fn the_parameters_of_the_law_hold_together() {
        let parameters = parse(include_str!("../../law/parameters.toml")).expect("the file");
        let granulation = parameters.named("granulation-volume").expect("granulation");
        assert_eq!(granulation.unit, "m3");
        assert!(granulation.labels.iter().any(|label| label == "有效容积"));
    }

    #[test]
    fn refuses_what_does_not_hold_together() {
        let wrong = |from: &str, to: &str| parse(&LENGTH.replacen(from, to, 1)).expect_err(to);
        assert!(parse(LENGTH).is_ok());
        assert!(wrong("unit = \"m\"", "unit = \"km\"").contains("among its `units`"));
        assert!(wrong("1/100", "0").contains("not above zero"));
        assert!(wrong("name = \"length\"", "name = \"length\"\nlike = \"width\"").contains("`width`"));
        assert!(wrong("1/100", "1e-2").contains("not a decimal"));
        assert!(wrong("labels", "lables").contains("lables"));
        let derivation =
            "[[derivation]]\nparameter = \"length\"\nproduct = [\"area\"]\nover = \"length\"\nfactor = \"1\"";
        assert!(parse(&format!("{LENGTH}\n{derivation}")).expect_err("area").contains("`area`"));
    }
}

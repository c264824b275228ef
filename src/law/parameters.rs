//! What is measured: `law/parameters.toml`.

use serde::Deserialize;

use crate::{number::Number, phrase::Phrase};

/// The parameters, in the order of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// How much 约 and 左右 widen a value, in percent: the program's policy, no law says it.
    #[serde(deserialize_with = "number")]
    pub approximate_percent: Number,
    /// Every parameter, those of the law and those from which one of them can be derived.
    #[serde(rename = "parameter")]
    pub parameters: Vec<Parameter>,
    /// How a parameter follows from others.
    #[serde(default, rename = "derivation")]
    pub derivations: Vec<Derivation>,
}

/// One measured quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name in kebab-case.
    pub name: String,
    /// What it is called in messages and remarks.
    pub text: Phrase,
    /// The unit in which intervals of it are kept: the name of one of `units`.
    pub unit: String,
    /// Words that announce it, in any language; compared folded.
    pub labels: Vec<String>,
    /// Its units.
    pub units: Vec<Unit>,
    /// Quantities that are taken for it.
    #[serde(default)]
    pub look_alikes: Vec<LookAlike>,
    /// Outside of it no real product lies.
    #[serde(default)]
    pub plausible: Option<Plausible>,
}

/// A unit of a parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// How remarks write it: in characters that GBK has.
    pub name: String,
    /// Further spellings; compared folded and without spaces.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// What one of it is in the parameter's own unit, exactly: `1000`, `1/3.6`.
    #[serde(deserialize_with = "number")]
    pub factor: Number,
    /// Whether the unit alone, without a label, tells the parameter.
    #[serde(default)]
    pub telling: bool,
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
    /// Units that only it has.
    #[serde(default)]
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

impl Parameters {
    /// The parameter of that name.
    pub fn named(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

pub(crate) fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

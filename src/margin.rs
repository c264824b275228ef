//! How far from a limit goods are still *near*: what the user decides, for no law says it.

use std::collections::BTreeMap;

use crate::number::Number;

/// Shares of a limit: 1/10 for ten percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margins {
    /// Where a parameter has none of its own.
    pub usual: Number,
    /// By the name of the parameter.
    pub own: BTreeMap<String, Number>,
}

impl Margins {
    /// The same for every parameter.
    pub fn new(usual: Number) -> Self {
        Self { usual, own: BTreeMap::new() }
    }

    /// That of a parameter.
    pub fn of(&self, parameter: &str) -> &Number {
        self.own.get(parameter).unwrap_or(&self.usual)
    }

    /// That of a parameter in percent.
    pub fn percent(&self, parameter: &str) -> Number {
        in_percent(self.of(parameter))
    }
}

/// A share in percent.
pub fn in_percent(share: &Number) -> Number {
    share.times(&100.into())
}

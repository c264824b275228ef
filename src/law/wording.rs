//! The words that people put around numbers: `[words]` of `law/parameters.toml`.

use serde::Deserialize;

/// Words by what they do to a number. All are compared folded.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wording {
    /// ≥, 不低于; after the number: 以上.
    pub at_least: Sides,
    /// >, 超过; after the number: 多.
    pub above: Sides,
    /// ≤, 不超过, 高达; after the number: 以下.
    pub at_most: Sides,
    /// <, 低于.
    pub below: Sides,
    /// 约; after the number: 左右.
    pub about: Sides,
    /// Between a value and how far it may be off (上浮, 公差).
    pub tolerance: Vec<String>,
    /// Before a number: it is a percentage (百分之).
    pub percent: Vec<String>,
    /// Before a bound: the opposite of it (不得低于).
    pub negation: Vec<String>,
    /// Between the ends of a range.
    pub to: Vec<String>,
    /// Between two bounds of one value.
    pub and: Vec<String>,
    /// Before a range whose ends are parted by one of `and`.
    pub between: Vec<String>,
    /// Words that change nothing between a label and its number.
    pub filler: Vec<String>,
    /// Up to the end of the clause, values are not those of these goods.
    pub other_goods: Vec<String>,
    /// The value before or after is a limit that someone set.
    pub limit: Limit,
    /// Beside a value: it may be another (待核实). Alone in its clause it is said of every value.
    pub unsure: Vec<String>,
    /// Directly after a value: it was that of the goods before.
    pub former: Vec<String>,
    /// Between a value and by how much it changes (增加).
    pub change: Vec<String>,
    /// A statement that the goods are (not) controlled, beside which a lower bound is the law's.
    pub denial: Vec<String>,
    /// From here on, values are those of these goods again.
    pub these_goods: Vec<String>,
    /// What a cell holds that holds nothing.
    pub absent: Vec<String>,
    /// Headings of columns under which numbers without a unit may be values (参数).
    pub figures: Vec<String>,
    /// What stands below the stroke of another quantity: `m3/h` is no volume.
    pub rates: Vec<String>,
    /// What a name ends in whose number counts or numbers something: 批号310.
    pub counted: Vec<String>,
    /// Units in which pieces are counted.
    pub pieces: Vec<String>,
}

/// Words before the number and words after it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sides {
    /// Before it.
    pub before: Vec<String>,
    /// After it.
    pub after: Vec<String>,
}

/// Words that tell a limit from a value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limit {
    /// Before or after it.
    pub both: Vec<String>,
    /// Only after it.
    pub after: Vec<String>,
}

impl Wording {
    /// Whether a folded heading announces figures of any kind.
    pub(crate) fn holds_figures(&self, heading: &str) -> bool {
        self.figures.iter().any(|figures| figures == heading)
    }

    /// Whether bare numbers stand behind a folded name that are no values: 批号310, 数量500.
    pub(crate) fn numbers_stand_behind(&self, name: &str) -> bool {
        self.counted.iter().any(|counted| name.ends_with(counted.as_str()))
    }
}

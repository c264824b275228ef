//! How names of goods are built: `law/language.toml`. Words, not law; kept beside the law so
//! that a synonym never touches code.

use serde::Deserialize;

/// What of it is read while the program runs. Its word classes, and which characters are read as which others,
/// are compiled into the program when that is built.
#[derive(Clone, Debug, Deserialize)]
pub struct Words {
    /// How technology is named and carried.
    pub technology: TechnologyWords,
}

/// Words for technology.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechnologyWords {
    /// Technology itself: 技术, 工艺, know-how.
    pub outright: Vec<String>,
    /// What carries it: 图纸, 技术资料, 软件, drawings.
    pub carriers: Vec<String>,
    /// Papers that carry none: 使用说明书, 检测报告, labels.
    pub exempt: Vec<String>,
    /// The first digits of tariff lines under which carriers are declared.
    pub tariff_lines: Vec<String>,
}

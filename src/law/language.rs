//! How names of goods are built: `law/language.toml`. Words, not law; kept beside the law so
//! that a synonym never touches code.

use serde::Deserialize;

/// The word classes by which a name is read. All are compared folded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Pairs of characters, the first read as the second: traditional forms and look-alike letters.
    pub read_as: Vec<String>,
    /// Between two goods that are both named: 及, 和, and, + …
    pub conjunctions: Vec<String>,
    /// Directly before a term: the goods are not this.
    pub negations: Vec<String>,
    /// Directly before a term: it is a part or accessory of the goods named elsewhere (含, 内置, with).
    pub containment: Vec<String>,
    /// Directly before a term: it is only compared or fits (优于, 替代, compatible with).
    pub comparisons: Vec<String>,
    /// Directly before a term: the goods named elsewhere serve it (用于, 适用于, for).
    pub purposes_before: Vec<String>,
    /// Directly after a term: the goods named behind it serve it (用, 专用, 生产, 的).
    pub purposes_after: Vec<String>,
    /// After a term, and it still names the goods (组, 模组, 粉末, pack, module, sample).
    pub neutral_tails: Vec<String>,
    /// After a term: it names other goods (充电器, 配件, 标签, charger, parts). Also as the last
    /// characters of an unknown compound (器, 灯, 车).
    pub other_tails: Vec<String>,
    /// What may stand between a preposition and its noun: counts and general adjectives (块, 各类, the).
    pub fillers: Vec<String>,
    /// Names that say nothing about the goods.
    pub vague_names: Vec<String>,
    /// Uses that say nothing about the use.
    pub vague_uses: Vec<String>,
    /// Labels that announce a use (用途, used for, application).
    pub use_labels: Vec<String>,
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

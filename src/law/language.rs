//! How names of goods are built: `law/language.toml`. Words, not law; kept beside the law so
//! that a synonym never touches code.

use serde::Deserialize;

/// What of it is read while the program runs. Its word classes, and which characters are read as which others,
/// are compiled into the program when that is built.
#[derive(Clone, Debug, Deserialize)]
pub struct Words {
    /// How technology is named and carried.
    pub technology: TechnologyWords,
    /// How people put statements into remarks.
    pub remark: RemarkWords,
}

/// Words of statements that are not an act's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemarkWords {
    /// What controlled goods are called: 两用物项, 管制物项, dual use item.
    pub topics: Vec<String>,
    /// Directly before such a name: the goods are among them.
    pub asserts: Vec<String>,
    /// Directly before such a name: they are not.
    pub denies: Vec<String>,
    /// Directly before such a name: that is a question.
    pub asks: Vec<String>,
    /// Before such a name or a whole statement: what follows holds under a condition.
    pub supposes: Vec<String>,
    /// What may stand between the two.
    pub supposed: Vec<String>,
    /// What the name of an act is made of, besides digits, which may stand between the two.
    pub references: Vec<String>,
    /// Directly behind such a name: papers are meant, not goods.
    pub papers: Vec<String>,
    /// Answers: they are.
    pub affirmed: Vec<String>,
    /// Answers: they are not.
    pub denied: Vec<String>,
    /// What stands before a control code.
    pub code_labels: Vec<String>,
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

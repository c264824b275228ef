//! What an act controls: `[use]` and `[[control]]`.

use serde::Deserialize;
use toml::Spanned;

use crate::{packed::Later, phrase::Phrase};

/// A use that an entry names as a condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedUse {
    /// The use in the act's words.
    pub text: Phrase,
    /// Words that state this use.
    pub any: Later<Vec<String>>,
    /// Words that state another use.
    #[serde(default)]
    pub other: Later<Vec<String>>,
    /// Words that speak against another use that is stated, wherever they stand: what only goods for this one work on
    /// (电芯).
    #[serde(default)]
    pub hints: Later<Vec<String>>,
    /// Whether what is made may also drive goods, so that its bare name beside them states no use.
    #[serde(default)]
    pub may_drive: bool,
}

/// A control entry as its act writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// The control code: an opaque literal, written as published. `None` where the act prints none and
    /// none was verified.
    #[serde(default)]
    pub code: Option<Spanned<String>>,
    /// The clause of the act (`二(一)`).
    pub clause: Spanned<String>,
    /// The item in the act's words.
    pub text: Phrase,
    /// How those words were come by.
    #[serde(default)]
    pub wording: Wording,
    /// The reference tariff lines: 8 or 10 digits.
    #[serde(default)]
    pub tariff_lines: Vec<Spanned<String>>,
    /// Whether those lines hold many other goods too, so that the description decides.
    #[serde(default)]
    pub basket: bool,
    /// Further reference tariff lines, that hold many other goods where the others name the kind.
    #[serde(default)]
    pub basket_lines: Vec<Spanned<String>>,
    /// How the goods are recognised.
    pub goods: Goods,
    /// The use that is a condition: a key of `[use]`.
    #[serde(default)]
    pub named_use: Option<Spanned<String>>,
    /// What the goods must hold or have, each of it.
    #[serde(default)]
    pub contains: Vec<Contains>,
    /// Requirements that cannot apply to some goods of the kind.
    #[serde(default)]
    pub inapplicable: Vec<Inapplicable>,
    /// Codes of entries whose goods this one leaves to them.
    #[serde(default)]
    pub not_under: Vec<String>,
    /// Codes of entries that goods of the same name are meant to be under as well.
    #[serde(default)]
    pub also_under: Vec<String>,
    /// Technology, not goods: recognised by name or on a carrier.
    #[serde(default)]
    pub technology: bool,
    /// The limits; none means that the kind alone decides.
    #[serde(default)]
    pub when: Option<RawCondition>,
}

/// How sure the wording and so the entry is, the surest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// Read on the issuer's page, or in three agreeing full copies.
    Quotation,
    /// The user's own file does not say.
    #[default]
    Supplied,
    /// Read in a full republication.
    Republication,
    /// Limits and code agree in two sources; the words are rebuilt from a translation.
    Reconstruction,
    /// Read in one incomplete copy: it may question goods and decides nothing.
    Fragment,
}

/// A substance that goods must hold, or a feature that they must have, for an entry to cover them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contains {
    /// What it is called.
    pub text: Phrase,
    /// A substance of `law/substances.toml`, by whose words it is found.
    #[serde(default)]
    pub substance: Option<Spanned<String>>,
    /// Words that say it is in the goods.
    #[serde(default)]
    pub any: Later<Vec<String>>,
    /// Words that say it is not, other than by a negation.
    #[serde(default)]
    pub denied: Later<Vec<String>>,
    /// The class to which it belongs, of which goods may be said to hold nothing.
    #[serde(default)]
    pub class: Class,
}

/// A class of substances. Where goods hold another member of it, that they hold none of the class is not true.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Class {
    /// Words that say there is none of it in the goods.
    pub denied: Later<Vec<String>>,
    /// Words for its other members.
    pub members: Later<Vec<String>>,
}

/// Requirements that cannot apply to some goods, which are therefore not covered: a powder has no
/// flexural strength.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inapplicable {
    /// The parameters that such goods do not have.
    pub parameters: Vec<Spanned<String>>,
    /// Words that say that these are such goods.
    pub goods: Later<Vec<String>>,
}

/// The words by which goods are recognised. All are compared folded.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goods {
    /// Substances of `law/substances.toml`, and the forms in which they are meant: their words stand
    /// before those written here.
    #[serde(default)]
    pub substances: Vec<Spanned<String>>,
    /// The forms.
    #[serde(default)]
    pub forms: Vec<Spanned<String>>,
    /// Name the goods outright.
    #[serde(default)]
    pub any: Later<Vec<String>>,
    /// Regular expressions that do the same, over folded text: chemical formulas.
    #[serde(default)]
    pub patterns: Vec<Spanned<String>>,
    /// Name the goods only together: one word of each group.
    #[serde(default)]
    pub all: Later<Vec<Vec<String>>>,
    /// Name the goods or others: the rest of the description or the tariff line decides. For
    /// technology: words that suggest it beside a drawing or a manual.
    #[serde(default)]
    pub ambiguous: Later<Vec<String>>,
    /// Name the goods unless contrast words or a tariff line of `contrast_lines` say otherwise.
    #[serde(default)]
    pub presumed: Later<Vec<String>>,
    /// Name the goods among others, and say something of them only where the named use is stated.
    #[serde(default)]
    pub broader: Later<Vec<String>>,
    /// May name the goods only together: a word of the first group anywhere in the item, and one of each other group in
    /// the name, the last of which is that of their class (化成 and 充放电机; 锂电池, 绕制 and 设备).
    #[serde(default)]
    pub perhaps: Later<Vec<Vec<String>>>,
    /// May be the goods where a name says nothing else: what they are made of (样品（铽）).
    #[serde(default)]
    pub bare: Later<Vec<String>>,
    /// Stand beside a value that is measured of hardly any other goods: where it meets a limit, the goods may be
    /// these, whatever they are called.
    #[serde(default)]
    pub measured: Later<Vec<String>>,
    /// Tariff lines, by their first digits, under which they may be, besides none that can be read.
    #[serde(default)]
    pub measured_lines: Later<Vec<String>>,
    /// Settle an ambiguous name as these goods.
    #[serde(default)]
    pub evidence: Later<Vec<String>>,
    /// Settle an ambiguous, broader or presumed name as other goods.
    #[serde(default)]
    pub contrast: Later<Vec<String>>,
    /// Tariff lines, by their first digits, that do the same.
    #[serde(default)]
    pub contrast_lines: Later<Vec<String>>,
    /// Tariff lines, by their first digits, under which goods of the kind use to stand where the act names none:
    /// there a part or a material named behind the goods may be one of theirs.
    #[serde(default)]
    pub usual_lines: Later<Vec<String>>,
    /// Mean other goods where they stand in the text that names the goods.
    #[serde(default)]
    pub none: Later<Vec<String>>,
    /// Mean other goods wherever they stand in the item.
    #[serde(default)]
    pub unless: Later<Vec<String>>,
}

/// A condition as written; `law::Condition` is the checked form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCondition {
    /// Every one of these.
    #[serde(default)]
    pub all: Option<Vec<RawCondition>>,
    /// At least one of these.
    #[serde(default)]
    pub any: Option<Vec<RawCondition>>,
    /// What is measured.
    #[serde(default)]
    pub parameter: Option<Spanned<String>>,
    /// ≥
    #[serde(default)]
    pub at_least: Option<Spanned<String>>,
    /// >
    #[serde(default)]
    pub above: Option<Spanned<String>>,
    /// ≤
    #[serde(default)]
    pub at_most: Option<Spanned<String>>,
    /// <
    #[serde(default)]
    pub below: Option<Spanned<String>>,
    /// The conditions of another entry hold.
    #[serde(default)]
    pub meets: Option<Spanned<String>>,
}

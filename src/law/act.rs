//! One published act: the shape of a file in `law/announcements/`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::{packed::Later, phrase::Phrase};

/// A published act as its file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// What it is and since when it applies.
    pub announcement: Announcement,
    /// What it demands of the remarks column.
    #[serde(default)]
    pub remark: Option<RemarkDuty>,
    /// What follows when customs questions a declaration.
    #[serde(default)]
    pub procedure: Option<Procedure>,
    /// The uses that its entries name.
    #[serde(default, rename = "use")]
    pub uses: BTreeMap<String, NamedUse>,
    /// The control entries.
    #[serde(default, rename = "control")]
    pub controls: Vec<Control>,
    /// What it suspends.
    #[serde(default, rename = "suspend")]
    pub suspensions: Vec<Suspension>,
    /// What it ends for good.
    #[serde(default, rename = "revoke")]
    pub revocations: Vec<Revocation>,
    /// Items with the determination that follows from the act.
    #[serde(default, rename = "example")]
    pub examples: Later<Vec<Example>>,
}

/// The head of an act.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// Issuer, year and number in kebab-case.
    pub id: Spanned<String>,
    /// Its number as people cite it; the id where there is none.
    #[serde(default)]
    pub number: Option<Phrase>,
    /// What it is about.
    pub title: Phrase,
    /// Who issued it.
    pub issuers: Vec<String>,
    /// The day on which it was issued.
    #[serde(deserialize_with = "date")]
    pub issued: Date,
    /// The first day on which it applies.
    #[serde(deserialize_with = "date")]
    pub effective: Date,
    /// Where it was read.
    pub source: String,
    /// What a reader must know: what is unsure, what was not read.
    #[serde(default)]
    pub note: Option<Phrase>,
}

impl Act {
    /// How people cite it.
    pub fn citation(&self) -> Phrase {
        let id = self.announcement.id.get_ref();
        self.announcement.number.clone().unwrap_or_else(|| Phrase::new(id.as_str(), id.as_str()))
    }
}

/// The words that the remarks column must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemarkDuty {
    /// The clause that demands it.
    pub clause: String,
    /// For controlled goods, before the control code.
    pub controlled: Phrase,
    /// For goods that are close, before their parameters.
    pub near: Phrase,
    /// How people write the first, not in the act's words.
    #[serde(default)]
    pub controlled_variants: Vec<String>,
    /// How people write the second.
    #[serde(default)]
    pub near_variants: Vec<String>,
}

/// How customs questions a declaration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// The notice that customs issues.
    pub notice: Phrase,
    /// Within how many working days the exporter answers.
    pub working_days: u32,
    /// What the exporter hands in.
    pub papers: Vec<Phrase>,
    /// What happens to the goods meanwhile.
    pub meanwhile: Phrase,
    /// Whom an exporter who cannot decide may ask, and how.
    pub consultation: Phrase,
}

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
}

/// A control entry as its act writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// The control code: an opaque literal, written as published.
    pub code: Spanned<String>,
    /// The clause of the act (`二(一)`).
    pub clause: String,
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
    /// How the goods are recognised.
    pub goods: Goods,
    /// The use that is a condition: a key of `[use]`.
    #[serde(default)]
    pub named_use: Option<Spanned<String>>,
    /// Technology, not goods: recognised by name or on a carrier.
    #[serde(default)]
    pub technology: bool,
    /// The limits; none means that the kind alone decides.
    #[serde(default)]
    pub when: Option<RawCondition>,
}

/// How sure the wording and so the entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// The user's own file does not say.
    #[default]
    Supplied,
    /// Read on the issuer's page, or in three agreeing full copies.
    Quotation,
    /// Read in a full republication.
    Republication,
    /// Limits and code agree in two sources; the words are rebuilt from a translation.
    Reconstruction,
}

/// The words by which goods are recognised. All are compared folded.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goods {
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
    /// Settle an ambiguous name as these goods.
    #[serde(default)]
    pub evidence: Later<Vec<String>>,
    /// Settle an ambiguous or presumed name as other goods.
    #[serde(default)]
    pub contrast: Later<Vec<String>>,
    /// Tariff lines, by their first digits, that do the same.
    #[serde(default)]
    pub contrast_lines: Later<Vec<String>>,
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

/// A suspension of other acts, both days counted in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The ids of the acts.
    pub announcements: Vec<Spanned<String>>,
    /// Only these control codes; every entry when empty.
    #[serde(default)]
    pub codes: Vec<Spanned<String>>,
    /// The first day.
    #[serde(deserialize_with = "date")]
    pub from: Date,
    /// The last day; open when absent.
    #[serde(default, deserialize_with = "optional_date")]
    pub until: Option<Date>,
    /// The clause that says so.
    #[serde(default)]
    pub clause: Option<String>,
    /// Its words.
    #[serde(default)]
    pub text: Option<Phrase>,
}

/// The end of other acts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The ids of the acts.
    pub announcements: Vec<Spanned<String>>,
    /// Only these control codes; every entry when empty.
    #[serde(default)]
    pub codes: Vec<Spanned<String>>,
    /// The first day on which they no longer apply.
    #[serde(deserialize_with = "date")]
    pub from: Date,
}

/// An item and what the act makes of it. Run by the tests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The item.
    pub item: ExampleItem,
    /// The date of the declaration; the first day in force when absent.
    #[serde(default, deserialize_with = "optional_date")]
    pub on: Option<Date>,
    /// The determination.
    pub expect: String,
    /// The control codes on which it rests.
    #[serde(default)]
    pub codes: Vec<String>,
    /// What is missing.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// The texts of an example.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleItem {
    /// The tariff line.
    #[serde(default)]
    pub tariff_line: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The specification.
    #[serde(default)]
    pub specification: String,
    /// Further columns by heading.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

pub(crate) fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?.to_string();
    written.parse().map_err(|_| {
        serde::de::Error::custom(format!("`{written}` is not a date; write a day such as 2026-01-31"))
    })
}

fn optional_date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    date(deserializer).map(Some)
}

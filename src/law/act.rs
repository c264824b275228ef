//! One published act: the shape of a file in `law/announcements/`.

mod change;
mod control;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

pub use change::{DestinationRule, Effect, Revocation, Suspension};
pub use control::{Contains, Control, Goods, Inapplicable, NamedUse, RawCondition, Wording};

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
    /// What it lays down for goods that go to some countries.
    #[serde(default, rename = "destination")]
    pub destinations: Vec<DestinationRule>,
    /// What of it is known to be there and stands in no entry here.
    #[serde(default)]
    pub untranscribed: Later<Vec<Untranscribed>>,
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
    /// The day on which it was issued; `None` where that was not read.
    #[serde(default, deserialize_with = "optional_date")]
    pub issued: Option<Date>,
    /// The first day on which it applies.
    #[serde(deserialize_with = "date")]
    pub effective: Date,
    /// What it makes of the goods that its entries cover.
    #[serde(default)]
    pub regime: Regime,
    /// Where it was read.
    pub source: String,
    /// What a reader must know: what is unsure, what was not read.
    #[serde(default)]
    pub note: Option<Phrase>,
}

/// What follows for goods that an act covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Regime {
    /// They are dual-use items and need an export licence for such.
    #[default]
    DualUse,
    /// They are technology whose export is licensed by a route of its own.
    Technology,
    /// They may not be exported.
    Prohibition,
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
    /// How those words were come by.
    #[serde(default)]
    pub wording: Wording,
    /// For controlled goods, before the control code.
    pub controlled: Phrase,
    /// For goods that are close, before their parameters.
    #[serde(default)]
    pub near: Option<Phrase>,
    /// For goods of the kind that are not controlled, close or not.
    #[serde(default)]
    pub outside: Option<Phrase>,
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

/// What is published and not transcribed: goods that it covers are not recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Untranscribed {
    /// The list, or the part of the act.
    pub what: Phrase,
    /// Why it is not here.
    pub why: Phrase,
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

pub(crate) fn optional_date<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    date(deserializer).map(Some)
}

//! What an act does to other acts, and to goods by where they go: `[[suspend]]`, `[[revoke]]`, `[[destination]]`.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{Wording, date, optional_date};
use crate::phrase::Phrase;

/// A suspension of other acts, both days counted in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The ids of the acts.
    pub announcements: Vec<Spanned<String>>,
    /// Only these control codes; every entry when empty.
    #[serde(default)]
    pub codes: Vec<Spanned<String>>,
    /// Only what stands under these clauses; everything when empty.
    #[serde(default)]
    pub clauses: Vec<Spanned<String>>,
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
    /// Only what stands under these clauses; everything when empty.
    #[serde(default)]
    pub clauses: Vec<Spanned<String>>,
    /// The first day on which they no longer apply.
    #[serde(deserialize_with = "date")]
    pub from: Date,
}

/// What holds for goods that go to some countries.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationRule {
    /// The clause that says so.
    pub clause: Spanned<String>,
    /// Its words.
    pub text: Phrase,
    /// How those words were come by.
    #[serde(default)]
    pub wording: Wording,
    /// The country, for messages.
    pub country: Phrase,
    /// The country as drafts write it: codes and names; compared folded.
    pub countries: Vec<String>,
    /// The acts whose entries it concerns; every dual-use entry when empty.
    #[serde(default)]
    pub announcements: Vec<Spanned<String>>,
    /// What follows.
    pub effect: Effect,
}

/// What a destination rule means for goods that an entry covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// No licence is granted, in principle.
    Refused,
    /// End user and end use decide, and a goods line does not show them.
    EndUser,
}

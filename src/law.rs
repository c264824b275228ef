//! THE LAW as data: acts, control entries, their conditions and their standing on a date.

pub mod act;
mod check;
mod condition;
mod destination;
pub mod elements;
mod error;
mod history;
pub mod language;
mod lint;
mod load;
pub mod parameters;
mod substances;
mod timeline;
pub mod wording;

pub use act::Act;
pub use condition::{Comparison, Condition, Limit, Operator};
pub use error::LawError;
pub use history::Standing;
pub use lint::{Inspection, Lint, inspect};
pub(crate) use load::FINDING_PAGES;
pub use load::LawFile;
pub use timeline::{Event, Happening};

use act::{Contains, Goods, NamedUse, Regime, Untranscribed, Wording};
use jiff::civil::Date;

use std::sync::Arc;

use crate::{
    facts::{self, fold::Folding},
    packed::Later,
    phrase::Phrase,
};

/// Every control entry that the program knows, with the acts behind them.
#[derive(Clone, Debug)]
pub struct ControlList {
    /// The published acts, in the order of their ids.
    pub acts: Vec<Act>,
    /// The control entries, in the order of the acts and of their clauses.
    pub entries: Vec<Entry>,
    /// What is measured.
    pub parameters: Arc<parameters::Parameters>,
    /// Declaration elements by tariff line.
    pub elements: Arc<elements::Elements>,
    /// How names of goods are built.
    pub words: language::Words,
    /// The last day up to which published acts have been read.
    pub complete_through: Date,
    /// The codes of licence documents that cover dual-use items (`DocuCode`).
    pub licence_documents: Vec<String>,
    /// What is published and stands in none of these acts.
    pub unread: Later<Vec<Untranscribed>>,
    /// A fingerprint of everything that decides.
    pub sha256: String,
    /// Whether it is the law that is part of the program and nothing else, for which tables are at hand.
    pub(crate) is_embedded: bool,
}

/// A control entry, checked.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The index of its act.
    pub act: usize,
    /// The control code, as published; where none is known, the act and the clause in its place.
    pub code: String,
    /// Whether that is a control code.
    pub is_coded: bool,
    /// The clause of the act.
    pub clause: String,
    /// The item in the act's words.
    pub text: Phrase,
    /// How those words were come by.
    pub wording: Wording,
    /// The reference tariff lines.
    pub tariff_lines: Vec<String>,
    /// How many of them, from the first on, name the kind; the others hold many other goods too.
    pub naming_lines: usize,
    /// Whether all of them hold many other goods too.
    pub basket: bool,
    /// How the goods are recognised.
    pub goods: Goods,
    /// The use that is a condition.
    pub named_use: Option<NamedUse>,
    /// What the goods must hold or have, each of it.
    pub contains: Vec<Contains>,
    /// Requirements that cannot apply to some goods: the parameters, and words for such goods.
    pub inapplicable: Vec<(Vec<String>, Later<Vec<String>>)>,
    /// Codes of entries whose goods this one leaves to them. They need not be known here.
    pub not_under: Vec<String>,
    /// Codes of entries that goods of the same name are meant to be under as well.
    pub also_under: Vec<String>,
    /// Technology, not goods.
    pub technology: bool,
    /// The limits; `None` means that the kind (and the use) decides.
    pub condition: Option<Condition>,
}

impl ControlList {
    /// How texts are made comparable: traditional characters and look-alike letters read as plain ones.
    pub fn folding(&self) -> Folding {
        facts::folding()
    }

    /// The law as it is built in, with the user's acts beside it.
    ///
    /// # Errors
    /// When a file is malformed or names what does not exist: file, line, column and cure.
    pub fn load(supplied: &[LawFile]) -> Result<Self, LawError> {
        load::load(supplied)
    }

    /// Every parameter on which an entry sets a limit, once each.
    pub fn limited_parameters(&self) -> Vec<String> {
        let conditions = self.entries.iter().filter_map(|entry| entry.condition.as_ref());
        let mut names: Vec<String> = conditions
            .flat_map(|condition| condition.limits())
            .map(|limit| limit.parameter.clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What is known to be published and is not transcribed: whole lists first, then parts of acts that
    /// are. Goods that it covers are not recognised, so that an absent entry clears nothing.
    pub fn untranscribed(&self) -> impl Iterator<Item = (Option<&Act>, &Untranscribed)> {
        let parts =
            self.acts.iter().flat_map(|act| act.untranscribed.iter().map(move |part| (Some(act), part)));
        self.unread.iter().map(|list| (None, list)).chain(parts)
    }

    /// The act of an entry.
    pub fn act(&self, entry: &Entry) -> &Act {
        &self.acts[entry.act]
    }

    /// The act of that id.
    pub fn act_named(&self, id: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.announcement.id.get_ref() == id)
    }

    /// The standing of an entry on a date.
    pub fn standing(&self, entry: &Entry, on: Date) -> Standing {
        let provision = history::Provision { code: Some(&entry.code), clause: &entry.clause };
        history::standing(&self.acts, self.act(entry), provision, on)
    }

    /// What follows for goods that an entry covers.
    pub fn regime(&self, entry: &Entry) -> Regime {
        self.act(entry).announcement.regime
    }

    /// The procedure that follows when customs questions a declaration.
    pub fn procedure(&self, on: Date) -> Option<(&Act, &act::Procedure)> {
        self.acts
            .iter()
            .filter(|act| act.announcement.effective <= on)
            .filter_map(|act| Some((act, act.procedure.as_ref()?)))
            .max_by_key(|(act, _)| act.announcement.effective)
    }
}

impl Entry {
    /// Whether a declared tariff line is one of its own, by the 8 digits that do not drift.
    pub fn has_line(&self, digits: &str) -> bool {
        self.tariff_lines.iter().any(|line| digits.starts_with(&line[..8]))
    }

    /// Whether a declared tariff line names its kind, and nothing else.
    pub fn is_named_by(&self, digits: &str) -> bool {
        self.kind_lines().any(|line| digits.starts_with(line))
    }

    /// The lines that name its kind.
    pub fn kind_lines(&self) -> impl Iterator<Item = &str> {
        self.tariff_lines[..self.naming_lines].iter().map(String::as_str)
    }

    /// The first digits of the declared lines that point at it.
    pub fn pointing_lines(&self) -> impl Iterator<Item = &str> {
        (0..self.tariff_lines.len()).map(|line| self.pointing_line(line))
    }

    /// Those of one of its lines: of a line that holds other goods too, the two behind the eighth say
    /// little, for they change from year to year.
    pub fn pointing_line(&self, line: usize) -> &str {
        let digits = &self.tariff_lines[line];
        if line < self.naming_lines { digits } else { &digits[..8] }
    }

    /// Whether its transcription is too unsure to decide anything.
    pub fn is_unsure(&self) -> bool {
        self.wording == Wording::Fragment
    }
}

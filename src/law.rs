//! THE LAW as data: acts, control entries, their conditions and their standing on a date.

pub mod act;
mod condition;
pub mod elements;
mod error;
mod history;
pub mod language;
mod load;
pub mod parameters;
pub mod wording;

pub use act::Act;
pub use condition::{Comparison, Condition, Limit, Operator};
pub use error::LawError;
pub use history::Standing;
pub(crate) use load::FINDING_PAGES;
pub use load::LawFile;

use act::{Goods, NamedUse, Wording};
use jiff::civil::Date;

use std::sync::Arc;

use crate::{facts::fold::Folding, phrase::Phrase};

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
    /// A fingerprint of everything above.
    pub sha256: String,
    /// Whether it is the law that is part of the program and nothing else, for which tables are at hand.
    pub(crate) is_embedded: bool,
}

/// A control entry, checked.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The index of its act.
    pub act: usize,
    /// The control code, as published.
    pub code: String,
    /// The clause of the act.
    pub clause: String,
    /// The item in the act's words.
    pub text: Phrase,
    /// How those words were come by.
    pub wording: Wording,
    /// The reference tariff lines.
    pub tariff_lines: Vec<String>,
    /// Whether those lines hold many other goods too.
    pub basket: bool,
    /// How the goods are recognised.
    pub goods: Goods,
    /// The use that is a condition.
    pub named_use: Option<NamedUse>,
    /// Technology, not goods.
    pub technology: bool,
    /// The limits; `None` means that the kind (and the use) decides.
    pub condition: Option<Condition>,
}

impl ControlList {
    /// How texts are made comparable: traditional characters and look-alike letters read as plain ones.
    pub fn folding(&self) -> Folding {
        Folding::new(self.words.read_as.iter().filter_map(|pair| {
            let mut characters = pair.chars();
            Some((characters.next()?, characters.next()?))
        }))
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
        history::standing(&self.acts, self.act(entry), &entry.code, on)
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
    /// Whether one of its tariff lines is, or begins, the digits of a declared one.
    pub fn has_line(&self, digits: &str) -> bool {
        self.tariff_lines.iter().any(|line| digits.starts_with(line.as_str()))
    }
}

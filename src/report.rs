//! What a run found, file by file, and the formats in which it is shown.

pub mod diff;
pub mod file;
pub(crate) mod ground;
pub mod json;
pub mod locate;
mod printable;
pub mod short;
pub mod summary;
pub mod text;
pub(crate) mod words;

use std::io::{self, Write};

pub use file::{Counts, FileReport, Located, ReportedItem, read_draft};
pub use printable::printable;
pub use summary::Summary;

use crate::{draft::Unreadable, examine::Policy, law::ControlList, phrase::Language};

/// What a run made of one file.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Read(Box<FileReport>),
    /// It could not be checked.
    Failed {
        /// The path as the user gave it.
        path: String,
        /// Why, and where.
        error: Box<Unreadable>,
    },
}

/// What every format needs to show a report.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The law by which drafts were judged.
    pub law: &'a ControlList,
    /// What the user decided.
    pub policy: &'a Policy,
    /// The language of messages.
    pub language: Language,
    /// How many columns a line may take.
    pub width: usize,
    /// Whether colours may be shown.
    pub colour: bool,
    /// Whether goods lines without a finding are left out.
    pub only_findings: bool,
    /// Whether what holds for all files is left out.
    pub quiet: bool,
}

/// A format in which a report is shown: file by file, then what holds for all.
pub trait Format {
    /// Shows one file.
    ///
    /// # Errors
    /// Those of the writer.
    fn file(&mut self, outcome: Outcome, out: &mut dyn Write) -> io::Result<()>;

    /// Shows the edits that were made in a file. A report that has no place for them shows none.
    ///
    /// # Errors
    /// Those of the writer.
    fn edits(&mut self, _report: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows what holds for all files.
    ///
    /// # Errors
    /// Those of the writer.
    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

//! What a run found, file by file, and the formats in which it is shown.

mod acceptances;
mod aside;
mod counts;
pub mod csv;
pub mod diff;
mod edition;
pub mod file;
pub mod github;
pub(crate) mod ground;
pub mod html;
pub mod json;
pub mod junit;
pub mod locate;
mod pieces;
pub(crate) mod pretty;
mod printable;
pub mod sarif;
mod shared;
pub mod short;
pub mod summary;
pub mod text;
mod uri;
pub(crate) mod words;

use std::io::{self, Write};

pub use acceptances::report_acceptances;
pub use counts::Counts;
pub use edition::{Edition, Editions, Interrupted, Reread, Sample, Visit};
pub use file::{FileReport, Located, LocatedEdit, ReportedItem, read_draft};
pub use pieces::{Desk, Piece, Pieces, Stop, Tally};
pub use printable::printable;
pub use summary::Summary;

use crate::{
    draft::Unreadable,
    examine::{Policy, RemarkEdit},
    finding::Severity,
    law::ControlList,
    phrase::Language,
};

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
    /// Whether goods lines of no control entry's kind are shown too.
    pub all_items: bool,
    /// Whether goods lines without a finding are left out.
    pub only_findings: bool,
    /// Whether what holds for all files is left out.
    pub quiet: bool,
    /// The least finding that makes the run fail.
    pub fail_on: Severity,
    /// Whether what repeats itself is shown each time.
    pub all: bool,
}

/// A format in which a report is shown: file by file and in each piece by piece in the order of the file, then
/// what holds for all. Nothing of a file is kept once it is shown. What a format does not speak of it
/// leaves as it is here.
pub trait Format {
    /// Opens a file. Of a long one nothing may be counted yet: only its dates are known, and whether anything is in
    /// doubt.
    ///
    /// # Errors
    /// Those of the writer.
    fn open(&mut self, _report: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Whether little is shown of a long file, which is picked before any of it is shown.
    fn is_sampled(&self) -> bool {
        false
    }

    /// Gets ready to pick that.
    fn sample(&mut self) {}

    /// Whether it picks a piece of that file: one that it does not is counted.
    fn picks(&mut self, _piece: &Piece) -> bool {
        true
    }

    /// Opens a file of which it has picked what is shown.
    ///
    /// # Errors
    /// Those of the writer.
    fn open_sample(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.open(report, out)
    }

    /// Shows a finding of the file that concerns no single goods line.
    ///
    /// # Errors
    /// Those of the writer.
    fn finding(&mut self, _report: &FileReport, _located: &Located, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows a goods line.
    ///
    /// # Errors
    /// Those of the writer.
    fn item(&mut self, _report: &FileReport, _item: &ReportedItem, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows what stands behind the last goods line of a file, of which everything is known by now.
    ///
    /// # Errors
    /// Those of the writer.
    fn close(&mut self, _report: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows a file that could not be checked.
    ///
    /// # Errors
    /// Those of the writer.
    fn failed(&mut self, _path: &str, _error: &Unreadable, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows where the edits follow that were made in a file.
    ///
    /// # Errors
    /// Those of the writer.
    fn open_edits(&mut self, _report: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows an edit.
    ///
    /// # Errors
    /// Those of the writer.
    fn edit(&mut self, _report: &FileReport, _edit: &RemarkEdit, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows that the edits of a file are at their end.
    ///
    /// # Errors
    /// Those of the writer.
    fn close_edits(&mut self, _report: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows what holds for all files.
    ///
    /// # Errors
    /// Those of the writer.
    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

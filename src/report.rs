//! What a run found, file by file, and the formats in which it is shown.

mod acceptances;
pub mod diff;
pub mod file;
pub(crate) mod ground;
pub mod json;
pub mod locate;
mod pieces;
mod printable;
mod shared;
pub mod short;
pub mod summary;
pub mod text;
pub(crate) mod words;

use std::io::{self, Write};

pub use acceptances::report_acceptances;
pub use file::{Counts, FileReport, Located, ReportedItem, read_draft};
pub(crate) use json::for_terminals;
pub use pieces::{Desk, Piece, Pieces, Tally, Wanted};
pub use printable::printable;
pub use summary::Summary;

use crate::{
    draft::Unreadable,
    examine::{Policy, RemarkEdit},
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
    /// Whether goods lines without a finding are left out.
    pub only_findings: bool,
    /// Whether what holds for all files is left out.
    pub quiet: bool,
}

/// A format in which a report is shown: file by file and in each goods line by goods line, then what
/// holds for all. Nothing of a file is kept once it is shown. What a format does not speak of it leaves as it is here.
pub trait Format {
    /// Shows what is known of a whole file.
    ///
    /// # Errors
    /// Those of the writer.
    fn open(&mut self, _report: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows a finding of the file that concerns no single goods line.
    ///
    /// # Errors
    /// Those of the writer.
    fn finding(&mut self, _report: &FileReport, _located: &Located, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows a goods line, after the findings above.
    ///
    /// # Errors
    /// Those of the writer.
    fn item(&mut self, _report: &FileReport, _item: &ReportedItem, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Shows what stands behind the last goods line of a file.
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

/// Pieces of a draft, in file order.
pub type PieceIter<'a> = Box<dyn Iterator<Item = Result<Piece, Unreadable>> + 'a>;

/// A draft that can be read again.
pub trait Reread {
    /// Its pieces, as they were when its report was made.
    ///
    /// # Errors
    /// When it cannot be read any more.
    fn pieces(&mut self, wanted: Wanted) -> Result<PieceIter<'_>, Unreadable>;
}

/// Why a report could not be shown to its end.
#[derive(Debug)]
pub enum Interrupted {
    /// It could not be written.
    Output(io::Error),
    /// The draft could not be read again.
    Draft(Unreadable),
}

impl From<io::Error> for Interrupted {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Unreadable> for Interrupted {
    fn from(error: Unreadable) -> Self {
        Self::Draft(error)
    }
}

/// Shows the report of a draft; `draft` is read again where the report does not hold it all.
///
/// # Errors
/// Those of the writer, and of a draft that cannot be read again.
pub fn show(
    report: &FileReport,
    draft: &mut dyn Reread,
    format: &mut dyn Format,
    out: &mut dyn Write,
) -> Result<(), Interrupted> {
    format.open(report, out)?;
    if report.holds_findings {
        report.findings.iter().try_for_each(|located| format.finding(report, located, out))?;
    } else {
        for piece in draft.pieces(Wanted::Findings)? {
            if let Piece::Finding(located) = piece? {
                format.finding(report, &located, out)?;
            }
        }
    }
    if report.is_whole {
        report.items.iter().try_for_each(|item| format.item(report, item, out))?;
    } else {
        for piece in draft.pieces(Wanted::Others)? {
            if let Piece::Item(item) = piece? {
                format.item(report, &item, out)?;
            }
        }
    }
    Ok(format.close(report, out)?)
}

/// Shows the edits that were made in a draft.
///
/// # Errors
/// As [`show`].
pub fn show_edits(
    report: &FileReport,
    draft: &mut dyn Reread,
    format: &mut dyn Format,
    out: &mut dyn Write,
) -> Result<(), Interrupted> {
    format.open_edits(report, out)?;
    if report.is_whole {
        report.remark_edits.iter().try_for_each(|edit| format.edit(report, edit, out))?;
    } else {
        for piece in draft.pieces(Wanted::Others)? {
            if let Piece::Edit { remark: Some(remark), .. } = piece? {
                format.edit(report, &remark, out)?;
            }
        }
    }
    Ok(format.close_edits(report, out)?)
}

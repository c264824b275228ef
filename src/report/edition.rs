//! One computation, several endings: a report on its way out in every format that was asked for.

use std::io::{self, Write};

use super::{FileReport, Format, Piece, ReportedItem, Summary, Wanted};
use crate::draft::Unreadable;

/// A report in one format, with the place that it goes to.
pub struct Edition<'a> {
    /// The format.
    pub format: Box<dyn Format + 'a>,
    /// The place.
    pub out: Box<dyn Write + 'a>,
    /// Whether it shows goods lines that there is nothing to say of.
    pub all_items: bool,
}

/// The editions of one report.
pub struct Editions<'a>(pub Vec<Edition<'a>>);

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
impl FileReport {
    /// Visits each goods line; `draft` is read again where the report does not hold them.
    ///
    /// # Errors
    /// Those of the visit, and of a draft that cannot be read again.
    pub fn each_item(
        &self,
        draft: &mut dyn Reread,
        mut visit: impl FnMut(&ReportedItem) -> io::Result<()>,
    ) -> Result<(), Interrupted> {
        if self.is_whole {
            return Ok(self.items.iter().try_for_each(visit)?);
        }
        for piece in draft.pieces(Wanted::Others)? {
            if let Piece::Item(item) = piece? {
                visit(&item)?;
            }
        }
        Ok(())
    }
}

impl Editions<'_> {
    /// Shows the report of a draft; `draft` is read again where the report does not hold it all.
    ///
    /// # Errors
    /// Those of the writers, and of a draft that cannot be read again.
    pub fn show(&mut self, report: &FileReport, draft: &mut dyn Reread) -> Result<(), Interrupted> {
        self.each(|format, out| format.open(report, out))?;
        if report.holds_findings {
            for located in &report.findings {
                self.each(|format, out| format.finding(report, located, out))?;
            }
        } else {
            for piece in draft.pieces(Wanted::Findings)? {
                if let Piece::Finding(located) = piece? {
                    self.each(|format, out| format.finding(report, &located, out))?;
                }
            }
        }
        report.each_item(draft, |item| self.item(report, item))?;
        Ok(self.each(|format, out| format.close(report, out))?)
    }

    /// Shows the edits that were made in a draft.
    ///
    /// # Errors
    /// As [`Editions::show`].
    pub fn show_edits(&mut self, report: &FileReport, draft: &mut dyn Reread) -> Result<(), Interrupted> {
        self.each(|format, out| format.open_edits(report, out))?;
        if report.is_whole {
            for edit in &report.remark_edits {
                self.each(|format, out| format.edit(report, edit, out))?;
            }
        } else {
            for piece in draft.pieces(Wanted::Others)? {
                if let Piece::Edit { remark: Some(remark), .. } = piece? {
                    self.each(|format, out| format.edit(report, &remark, out))?;
                }
            }
        }
        Ok(self.each(|format, out| format.close_edits(report, out))?)
    }

    /// Shows a file that could not be checked.
    ///
    /// # Errors
    /// Those of the writers.
    pub fn failed(&mut self, path: &str, error: &Unreadable) -> io::Result<()> {
        self.each(|format, out| format.failed(path, error, out))
    }

    /// Shows what holds for all files, and hands everything on.
    ///
    /// # Errors
    /// Those of the writers.
    pub fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.each(|format, out| format.end(summary, out))?;
        self.flush()
    }

    /// Hands on what was shown so far.
    ///
    /// # Errors
    /// Those of the writers.
    pub fn flush(&mut self) -> io::Result<()> {
        self.each(|_, out| out.flush())
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem) -> io::Result<()> {
        let is_silent = item.is_silent();
        let mut concerned = self.0.iter_mut().filter(|edition| edition.all_items || !is_silent);
        concerned.try_for_each(|edition| edition.format.item(report, item, &mut edition.out))
    }

    fn each(
        &mut self,
        mut show: impl FnMut(&mut dyn Format, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|edition| show(edition.format.as_mut(), &mut edition.out))
    }
}

//! One computation, several endings: a report on its way out in every format that was asked for.

use std::io::{self, Write};

use super::{FileReport, Format, Piece, Stop, Summary, Tally};
use crate::{draft::Unreadable, examine::RemarkEdit};

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

/// What is shown of a long draft, with the editions that show it.
pub struct Sample(Vec<(Piece, Vec<bool>)>);

/// What looks at the pieces of a draft, one after the other.
pub type Visit<'a> = dyn FnMut(&Piece) -> io::Result<()> + 'a;

/// A draft that can be read again.
pub trait Reread {
    /// Visits its pieces behind a place, in the order of the file, and says what they came to with those before.
    ///
    /// # Errors
    /// Those of the visit, and of a draft that cannot be read any more.
    fn each_piece_after(&mut self, stop: &Stop, visit: &mut Visit<'_>) -> Result<Tally, Interrupted>;
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
    /// Visits each piece and says what they came to; `draft` is read again for those that the report
    /// does not hold.
    ///
    /// # Errors
    /// Those of the visit, and of a draft that cannot be read again or is another by now.
    pub fn each_piece(&self, draft: &mut dyn Reread, visit: &mut Visit<'_>) -> Result<Tally, Interrupted> {
        self.pieces.iter().try_for_each(&mut *visit)?;
        let Some(stop) = &self.rest else { return Ok(self.tally.clone()) };
        let tally = draft.each_piece_after(stop, visit)?;
        // what a heading said of the draft must hold for what stands under it
        if (&tally.on, tally.in_doubt) == (&self.tally.on, self.tally.in_doubt) {
            Ok(tally)
        } else {
            Err(Unreadable::changed().into())
        }
    }
}

impl Edition<'_> {
    fn piece(&mut self, report: &FileReport, piece: &Piece) -> io::Result<()> {
        match piece {
            Piece::Finding(located) => self.format.finding(report, located, &mut self.out),
            Piece::Item(item) if item.is_silent() && !self.all_items => Ok(()),
            Piece::Item(item) => self.format.item(report, item, &mut self.out),
            Piece::Edit { .. } => Ok(()),
        }
    }
}

impl Editions<'_> {
    /// Whether they show no more than samples of long drafts: then nothing need be known of one beforehand.
    pub fn are_samples(&self) -> bool {
        self.0.iter().all(|edition| edition.format.is_sampled())
    }

    /// Picks what is shown of a long draft, which is read to its end: its report knows all of it afterwards. `None`
    /// where all is shown, or all is at hand.
    ///
    /// # Errors
    /// Those of a draft that cannot be read again.
    pub fn sample(
        &mut self,
        report: &mut FileReport,
        draft: &mut dyn Reread,
    ) -> Result<Option<Sample>, Interrupted> {
        let Some(stop) = report.rest.clone().filter(|_| self.are_samples()) else { return Ok(None) };
        self.0.iter_mut().for_each(|edition| edition.format.sample());
        let mut picked = Vec::new();
        let mut pick = |piece: &Piece| {
            let is_silent = matches!(piece, Piece::Item(item) if item.is_silent());
            let picks =
                |edition: &mut Edition<'_>| (edition.all_items || !is_silent) && edition.format.picks(piece);
            let by: Vec<bool> = self.0.iter_mut().map(picks).collect();
            if by.contains(&true) {
                picked.push((piece.clone(), by));
            }
            Ok(())
        };
        report.pieces.iter().try_for_each(&mut pick)?;
        report.tally = draft.each_piece_after(&stop, &mut pick)?;
        if report.tally.in_doubt {
            report.fix_nothing();
            picked.iter_mut().for_each(|(piece, _)| piece.fix_nothing());
        }
        Ok(Some(Sample(picked)))
    }

    /// Shows what was picked of a draft.
    ///
    /// # Errors
    /// Those of the writers.
    pub fn show_sample(&mut self, report: &FileReport, sample: &Sample) -> io::Result<()> {
        self.each(|format, out| format.open_sample(report, out))?;
        for (piece, by) in &sample.0 {
            for (edition, _) in self.0.iter_mut().zip(by).filter(|(_, picks)| **picks) {
                edition.piece(report, piece)?;
            }
        }
        self.each(|format, out| format.close(report, out))
    }

    /// Shows all of the report of a draft, which knows all of it afterwards; `draft` is read again where the report
    /// does not hold its pieces.
    ///
    /// # Errors
    /// Those of the writers, and of a draft that cannot be read again or is another by now.
    pub fn show(&mut self, report: &mut FileReport, draft: &mut dyn Reread) -> Result<(), Interrupted> {
        self.each(|format, out| format.open(report, out))?;
        report.tally = report.each_piece(draft, &mut |piece| {
            self.0.iter_mut().try_for_each(|edition| edition.piece(report, piece))
        })?;
        Ok(self.each(|format, out| format.close(report, out))?)
    }

    /// Shows the edits that were made in a draft.
    ///
    /// # Errors
    /// Those of the writers, and what `edits` break off with.
    pub fn show_edits(
        &mut self,
        report: &FileReport,
        edits: impl Iterator<Item = io::Result<RemarkEdit>>,
    ) -> io::Result<()> {
        self.each(|format, out| format.open_edits(report, out))?;
        for edit in edits {
            let edit = edit?;
            self.each(|format, out| format.edit(report, &edit, out))?;
        }
        self.each(|format, out| format.close_edits(report, out))
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

    fn each(
        &mut self,
        mut show: impl FnMut(&mut dyn Format, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|edition| show(edition.format.as_mut(), &mut edition.out))
    }
}

//! The report of one draft.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use jiff::civil::Date;

use super::{Desk, Piece, Pieces, Stop, Tally, locate::Place};
use crate::{
    determination::Verdict,
    draft::{Format, Reading, Unreadable},
    edit::Edit,
    examine::{ExaminedItem, RemarkEdit},
    finding::Finding,
};

/// What was made of one draft.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The path as the user gave it.
    pub path: String,
    /// CSV or XML; `None` for the file of accepted findings.
    pub format: Option<Format>,
    /// The kind within the format.
    pub dialect: String,
    /// The encoding.
    pub encoding: String,
    /// What is known of the whole: dates and counts. Where some pieces are not here it has no more than what a
    /// heading needs, dates and doubt, until they have been read.
    pub tally: Tally,
    /// The pieces, in the order of the file. Goods lines out of scope and without a finding are only counted, unless
    /// all were asked for.
    pub pieces: Vec<Piece>,
    /// Behind which further ones are too much to hold: [`Pieces`] yields them from the file.
    pub rest: Option<Stop>,
}

/// A goods line in a report.
#[derive(Clone, Debug)]
pub struct ReportedItem {
    /// The goods line with everything that was made of it.
    pub examined: ExaminedItem,
    /// The date on which it was judged.
    pub on: Date,
    /// Its findings, with their places.
    pub findings: Vec<Located>,
    /// Those that a person has accepted.
    pub accepted: Vec<Located>,
}

impl ReportedItem {
    /// Whether nothing has to be said of it: it is out of scope, and nothing was found.
    pub fn is_silent(&self) -> bool {
        self.examined.determination.verdict == Verdict::OutOfScope
            && self.findings.is_empty()
            && self.accepted.is_empty()
    }
}

/// A finding with its place in the file.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// Where it points.
    pub place: Place,
    /// What `fix` does about it, where it does anything; findings of one remark share it.
    pub edit: Option<Arc<LocatedEdit>>,
}

/// An edit with its place in the file.
#[derive(Clone, Debug)]
pub struct LocatedEdit {
    /// The bytes.
    pub edit: Edit,
    /// Where what they replace stands.
    pub place: Place,
}

/// What a report holds in memory, in bytes.
const MOST_HELD: usize = 8 << 20;

/// Reads a draft, examines each of its declarations and puts the report together. Nothing is
/// fixed in a file about which anything is in doubt.
///
/// # Errors
/// When the source is no draft, or cannot be read to its end.
pub fn read_draft<S: Read + Seek>(
    source: S,
    path: &str,
    reading: &Reading<'_>,
    desk: Desk<'_>,
) -> Result<FileReport, Unreadable> {
    FileReport::of(&mut Pieces::open(source, path, reading, desk, false)?, path)
}

impl FileReport {
    /// The report of a draft whose pieces have yet to be read, with what a heading says of the whole of it.
    ///
    /// # Errors
    /// When it cannot be read to its end.
    pub fn of<S: Read + Seek>(pieces: &mut Pieces<'_, S>, path: &str) -> Result<Self, Unreadable> {
        let mut report = Self::begun(pieces, path)?;
        if report.rest.is_some() {
            report.tally = pieces.look_over()?;
            if report.tally.in_doubt {
                report.fix_nothing();
            }
        }
        Ok(report)
    }

    /// The report of a draft whose pieces have yet to be read, as far as it holds them.
    ///
    /// # Errors
    /// When it cannot be read as far as that.
    pub fn begun<S: Read + Seek>(pieces: &mut Pieces<'_, S>, path: &str) -> Result<Self, Unreadable> {
        let mut report = Self {
            path: path.to_owned(),
            format: Some(pieces.format()),
            dialect: pieces.dialect().to_owned(),
            encoding: pieces.charset().name().to_owned(),
            tally: Tally::default(),
            pieces: Vec::new(),
            rest: None,
        };
        let mut weighs = 0;
        while let Some(piece) = pieces.next().transpose()? {
            weighs += weight(&piece);
            report.pieces.push(piece);
            if weighs > MOST_HELD {
                let (examined, stop) = pieces.stop()?;
                report.pieces.extend(examined);
                report.rest = Some(stop);
                break;
            }
        }
        report.tally = pieces.tally().clone();
        if report.tally.in_doubt {
            report.fix_nothing();
        }
        Ok(report)
    }

    /// The goods lines that it holds.
    pub fn items(&self) -> impl Iterator<Item = &ReportedItem> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Item(item) => Some(&**item),
            Piece::Finding(_) | Piece::Edit { .. } => None,
        })
    }

    /// The findings that it holds and that concern no single goods line.
    pub fn findings(&self) -> impl Iterator<Item = &Located> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Finding(located) => Some(&**located),
            Piece::Item(_) | Piece::Edit { .. } => None,
        })
    }

    /// The byte edits that it holds, in ascending order.
    pub fn edits(&self) -> Vec<Edit> {
        let edit = |piece: &Piece| match piece {
            Piece::Edit { edit, .. } => Some(edit.clone()),
            Piece::Finding(_) | Piece::Item(_) => None,
        };
        self.pieces.iter().filter_map(edit).collect()
    }

    /// What those do to remarks.
    pub fn remark_edits(&self) -> impl Iterator<Item = &RemarkEdit> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Edit { remark, .. } => remark.as_deref(),
            Piece::Finding(_) | Piece::Item(_) => None,
        })
    }

    /// Leaves everything as it is, since something is in doubt.
    pub fn fix_nothing(&mut self) {
        let tallies = self.rest.iter_mut().map(|stop| &mut stop.tally).chain([&mut self.tally]);
        tallies.for_each(|tally| (tally.byte_edits, tally.counts.edits) = (0, 0));
        self.pieces.retain(|piece| !matches!(piece, Piece::Edit { .. }));
        self.pieces.iter_mut().for_each(Piece::fix_nothing);
    }
}

impl Piece {
    pub(super) fn fix_nothing(&mut self) {
        let unfixed = |located: &mut Located| {
            located.finding.fix = None;
            located.edit = None;
        };
        match self {
            Self::Finding(located) => unfixed(located),
            Self::Item(item) => item.findings.iter_mut().for_each(unfixed),
            Self::Edit { .. } => {}
        }
    }
}

/// About how much memory a piece takes, in bytes: its texts, and what was made of them.
fn weight(piece: &Piece) -> usize {
    match piece {
        Piece::Finding(located) => 2048 + located.place.weight() + written(located),
        Piece::Item(item) => {
            let examined = &item.examined;
            let facts = examined.facts.stated.len() + examined.facts.set_aside.len();
            let edits: usize = item.findings.iter().map(written).sum();
            let findings = item.findings.len() + item.accepted.len();
            6144 + 3 * examined.item.span.len() + 512 * facts + 2048 * findings + edits
        }
        Piece::Edit { edit, remark } => {
            let remark = remark.as_ref().map_or(0, |remark| 128 + remark.old.len() + 2 * remark.new.len());
            64 + edit.replacement.len() + remark
        }
    }
}

/// What the edit of a finding takes, as far as it is not shared.
fn written(located: &Located) -> usize {
    located.edit.as_ref().map_or(0, |edit| (128 + edit.edit.replacement.len()) / Arc::strong_count(edit))
}

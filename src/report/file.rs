//! The report of one draft.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    Desk, Piece, Pieces, Tally,
    locate::{Excerpt, Region},
    pieces::Counted,
};
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
    /// What is known of the whole: dates and counts.
    pub tally: Tally,
    /// Whether the goods lines and edits are here. Where they are too much to hold, both are empty,
    /// and [`Pieces`] yields them from the file again.
    pub is_whole: bool,
    /// Whether the findings that concern no single item are here, likewise.
    pub holds_findings: bool,
    /// The goods lines, in the order of the file. Those out of scope and without a finding are
    /// only counted, unless all were asked for.
    pub items: Vec<ReportedItem>,
    /// Findings that concern no single item.
    pub findings: Vec<Located>,
    /// Every byte edit that `fix` makes, in ascending order.
    pub edits: Vec<Edit>,
    /// The edits of remarks among them, for people to read.
    pub remark_edits: Vec<RemarkEdit>,
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
    /// Where it begins and ends.
    pub region: Region,
    /// The line of the draft that it points into.
    pub excerpt: Excerpt,
    /// What `fix` does about it, where it does anything; findings of one remark share it.
    pub edit: Option<Arc<LocatedEdit>>,
}

/// An edit with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedEdit {
    /// The bytes.
    pub edit: Edit,
    /// What they replace.
    pub region: Region,
}

/// What a report holds in memory of findings, and of goods lines and edits, in bytes. What goes beyond is counted, and
/// read again when it is shown.
const MOST_HELD: usize = 16 << 20;

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
    FileReport::of(Pieces::open(source, path, reading, desk, false)?, path)
}

/// What is held of the pieces of a draft.
fn held<S: Read + Seek>(mut pieces: Pieces<'_, S>, path: &str) -> Result<FileReport, Unreadable> {
    let mut report = FileReport {
        path: path.to_owned(),
        format: Some(pieces.format()),
        dialect: pieces.dialect().to_owned(),
        encoding: pieces.charset().name().to_owned(),
        tally: Tally::default(),
        items: Vec::new(),
        findings: Vec::new(),
        edits: Vec::new(),
        remark_edits: Vec::new(),
        is_whole: true,
        holds_findings: true,
    };
    let (mut held, mut held_findings) = (0, 0);
    while let Some(piece) = pieces.next().transpose()? {
        let is_finding = matches!(piece, Piece::Finding(_));
        let sum = if is_finding { &mut held_findings } else { &mut held };
        *sum += weight(&piece);
        if *sum > MOST_HELD {
            *(if is_finding { &mut report.holds_findings } else { &mut report.is_whole }) = false;
            pieces.only_count(Counted { findings: !report.holds_findings, others: !report.is_whole });
            continue;
        }
        match piece {
            Piece::Finding(finding) => report.findings.push(*finding),
            Piece::Item(item) => report.items.push(*item),
            Piece::Edit { edit, remark } => {
                report.edits.push(edit);
                report.remark_edits.extend(remark.map(|remark| *remark));
            }
        }
    }
    report.tally = pieces.tally().clone();
    report.let_go();
    if report.tally.in_doubt {
        report.fix_nothing();
    }
    Ok(report)
}

impl FileReport {
    /// The report of a draft whose pieces have yet to be read.
    ///
    /// # Errors
    /// When it cannot be read to its end.
    pub fn of<S: Read + Seek>(pieces: Pieces<'_, S>, path: &str) -> Result<Self, Unreadable> {
        held(pieces, path)
    }

    /// Holds nothing in part: such pieces are read again when they are wanted.
    fn let_go(&mut self) {
        if !self.holds_findings {
            self.findings = Vec::new();
        }
        if !self.is_whole {
            self.items = Vec::new();
            self.edits = Vec::new();
            self.remark_edits = Vec::new();
        }
    }

    fn fix_nothing(&mut self) {
        (self.tally.byte_edits, self.tally.counts.edits) = (0, 0);
        self.edits.clear();
        self.remark_edits.clear();
        let of_items = self.items.iter_mut().flat_map(|item| &mut item.findings);
        for located in self.findings.iter_mut().chain(of_items) {
            located.finding.fix = None;
            located.edit = None;
        }
    }
}

/// About how much memory a piece takes, in bytes: its texts, and what was made of them.
fn weight(piece: &Piece) -> usize {
    match piece {
        Piece::Finding(located) => 2048 + located.excerpt.text.len() + written(located),
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

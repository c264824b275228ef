//! The report of one draft.

use std::io::{Read, Seek};

use jiff::civil::Date;

use super::locate::{Excerpt, locate};
use crate::{
    determination::Verdict,
    draft::{self, Format, Part, Reading, RemarksColumn, Unreadable},
    edit::Edit,
    examine::{ExaminedItem, Examiner, Policy, RemarkEdit},
    finding::{self, Finding, Severity},
    span::Span,
};

/// What was made of one draft.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The path as the user gave it.
    pub path: String,
    /// CSV or XML.
    pub format: Format,
    /// The kind within the format.
    pub dialect: String,
    /// The encoding.
    pub encoding: String,
    /// The dates on which its declarations were judged, in ascending order.
    pub on: Vec<Date>,
    /// The goods lines, in the order of the file. Those out of scope and without a finding are
    /// only counted, unless all were asked for.
    pub items: Vec<ReportedItem>,
    /// Findings that concern no single item.
    pub findings: Vec<Located>,
    /// Every byte edit that `fix` makes, in ascending order.
    pub edits: Vec<Edit>,
    /// The edits of remarks among them, for people to read.
    pub remark_edits: Vec<RemarkEdit>,
    /// How many of what.
    pub counts: Counts,
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
}

/// A finding with its place in the file.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line of the draft that it points into.
    pub excerpt: Excerpt,
}

/// How many of what. The counts of determinations add up to `items`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Goods lines.
    pub items: usize,
    determinations: [usize; Verdict::ALL.len()],
    severities: [usize; 3],
    /// Remarks that `fix` changes.
    pub edits: usize,
}

impl Counts {
    /// The goods lines with one determination.
    pub fn of(&self, verdict: Verdict) -> usize {
        self.determinations[verdict as usize]
    }

    /// The findings of one severity.
    pub fn with(&self, severity: Severity) -> usize {
        self.severities[severity as usize]
    }

    /// Adds those of another part.
    pub fn add(&mut self, other: &Self) {
        self.items += other.items;
        self.edits += other.edits;
        for (sum, more) in self.determinations.iter_mut().zip(other.determinations) {
            *sum += more;
        }
        for (sum, more) in self.severities.iter_mut().zip(other.severities) {
            *sum += more;
        }
    }

    /// Counts one more finding.
    pub fn count(&mut self, severity: Severity) {
        self.severities[severity as usize] += 1;
    }
}

/// Reads a draft, examines each of its declarations and puts the report together. Nothing is
/// fixed in a file about which anything is in doubt.
///
/// # Errors
/// When the source is no draft, or cannot be read to its end.
pub fn read_draft<S: Read + Seek>(
    mut source: S,
    path: &str,
    examiner: &Examiner,
    reading: &Reading<'_>,
    policy: &Policy,
    all_items: bool,
) -> Result<FileReport, Unreadable> {
    let mut draft = draft::open(&mut source, path, reading)?;
    let charset = draft.charset;
    let mut report = FileReport {
        path: path.to_owned(),
        format: draft.format,
        dialect: draft.dialect.clone(),
        encoding: charset.name().to_owned(),
        on: Vec::new(),
        items: Vec::new(),
        findings: Vec::new(),
        edits: Vec::new(),
        remark_edits: Vec::new(),
        counts: Counts::default(),
    };
    let mut findings: Vec<Finding> = Vec::new();
    if draft.remarks_column == RemarksColumn::Missing {
        findings.push(finding::missing_remarks_column(Span::new(0, 0)));
    }
    let mut items: Vec<(ExaminedItem, Date)> = Vec::new();
    let mut in_doubt = false;
    for part in draft.by_ref() {
        match part? {
            Part::Trouble(trouble) => {
                in_doubt |= trouble.blocks_fixing;
                findings.push(finding::unreadable_record(&trouble));
            }
            Part::Edit(edit) => report.edits.push(edit),
            Part::Declaration(declaration) => {
                let examined = examiner.examine(declaration, &charset, policy);
                if let Err(place) = report.on.binary_search(&examined.on) {
                    report.on.insert(place, examined.on);
                }
                findings.extend(examined.findings);
                if let Some(edit) = examined.edit {
                    report.edits.push(edit.edit.clone());
                    report.remark_edits.extend((edit.old != edit.new).then_some(edit));
                }
                for item in examined.items {
                    report.counts.items += 1;
                    report.counts.determinations[item.determination.verdict as usize] += 1;
                    let is_silent =
                        item.determination.verdict == Verdict::OutOfScope && item.findings.is_empty();
                    if all_items || !is_silent {
                        items.push((item, examined.on));
                    }
                }
            }
        }
    }
    drop(draft);
    if in_doubt {
        report.edits.clear();
        report.remark_edits.clear();
        items.iter_mut().flat_map(|(item, _)| &mut item.findings).for_each(|finding| finding.fix = None);
    }
    report.counts.edits = report.remark_edits.len();
    place(&mut report, source, &charset, findings, items)?;
    Ok(report)
}

/// Gives every finding its line, column and excerpt.
fn place<S: Read + Seek>(
    report: &mut FileReport,
    source: S,
    charset: &draft::Charset,
    findings: Vec<Finding>,
    items: Vec<(ExaminedItem, Date)>,
) -> Result<(), Unreadable> {
    let of_items = items.iter().flat_map(|(item, _)| &item.findings);
    let spans: Vec<Span> = findings.iter().chain(of_items).map(|finding| finding.span).collect();
    let mut places = locate(source, charset, &spans)?.into_iter();
    let mut located = |finding: Finding| {
        let place = places.next().unwrap_or_default();
        Located { finding, line: place.line, column: place.column, excerpt: place.excerpt }
    };
    report.findings = findings.into_iter().map(&mut located).collect();
    report.items = items
        .into_iter()
        .map(|(mut item, on)| {
            let findings = std::mem::take(&mut item.findings).into_iter().map(&mut located).collect();
            ReportedItem { examined: item, on, findings }
        })
        .collect();
    let of_items = report.items.iter().flat_map(|item| &item.findings);
    for located in report.findings.iter().chain(of_items) {
        report.counts.severities[located.finding.severity as usize] += 1;
    }
    Ok(())
}

//! The report for programs: `schemas/report.schema.json`.

mod rows;

use std::io::{self, Read, Seek, Write};

pub(crate) use self::rows::standing;
use self::rows::{FailedFile, Failure, File, FindingRow, Head, Item, Law, Sums, Tool, percent};
use super::{
    FileReport, Format, Located, ReportedItem, Summary, View,
    aside::Aside,
    pretty::{open_ended, text},
    words,
};
use crate::{draft::Unreadable, finding};

/// The report for programs. Each goods line is written as it comes; behind them stand the findings that concern
/// none of them, which wait in what the caller lends, and last the sums.
pub struct Json<'a, S> {
    view: View<'a>,
    files: usize,
    /// How many goods lines of the open file were written.
    items: usize,
    findings: Aside<S>,
    /// Whether `unverified-law`, a finding of the run, stands at a file already.
    is_unverified: bool,
}

/// How far rows stand to the right: files, and what lies in them.
const FILE: &str = "    ";
const FIELD: &str = "      ";
const ROW: &str = "        ";

impl<'a, S: Read + Write + Seek> Json<'a, S> {
    /// An empty report. `findings` is empty too.
    pub fn new(view: View<'a>, findings: S) -> Self {
        Self { view, files: 0, items: 0, findings: Aside::new(findings), is_unverified: false }
    }

    /// Opens the report, or parts a file from the one before.
    fn begin_file(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.files == 0 {
            self.begin(out)?
        } else {
            writeln!(out, ",")?
        }
        self.files += 1;
        Ok(())
    }

    /// What holds for the whole run and is known from the start, up to the list of the files.
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let margin = &self.view.policy.margin;
        let head = Head {
            version: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            law: Law {
                complete_through: self.view.law.complete_through,
                untranscribed: self.view.law.untranscribed().count(),
                sha256: self.view.law.sha256.clone(),
            },
            near_percent: percent(&margin.usual),
            near_percent_of: margin.own.iter().map(|(name, share)| (name.clone(), percent(share))).collect(),
        };
        write!(out, "{},\n  \"files\": [\n", open_ended(&head, "")?)
    }

    fn apart(&mut self, finding: &FindingRow<'_>) -> io::Result<()> {
        begin_row(self.findings.is_empty(), &mut self.findings)?;
        self.findings.write_all(text(finding, ROW)?.as_bytes())
    }
}

/// Begins the next row of a list.
fn begin_row(is_first: bool, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    out.write_all(if is_first { b"\n" } else { b",\n" })
}

/// The end of a list.
fn end(is_empty: bool) -> String {
    if is_empty { "]".to_owned() } else { format!("\n{FIELD}]") }
}

impl<S: Read + Write + Seek> Format for Json<'_, S> {
    fn open(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.begin_file(out)?;
        self.items = 0;
        let unverified = report
            .tally
            .on
            .last()
            .and_then(|latest| finding::unverified_law(self.view.law, self.view.policy, *latest));
        if let Some(finding) = unverified.filter(|_| !self.is_unverified) {
            self.is_unverified = true;
            self.apart(&FindingRow::of(&finding, 1, 1, self.view.language))?;
        }
        write!(out, "{},\n{FIELD}\"items\": [", open_ended(&File::of(report), FILE)?)
    }

    fn finding(&mut self, _: &FileReport, located: &Located, _: &mut dyn Write) -> io::Result<()> {
        self.apart(&FindingRow::located(located, self.view.language))
    }

    fn item(&mut self, _: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        begin_row(self.items == 0, out)?;
        self.items += 1;
        out.write_all(text(&Item::of(item, &self.view), ROW)?.as_bytes())
    }

    fn close(&mut self, _: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let is_empty = self.findings.is_empty();
        write!(out, "{},\n{FIELD}\"findings\": [", end(self.items == 0))?;
        self.findings.hand_on(out)?;
        write!(out, "{}\n{FILE}}}", end(is_empty))
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        self.begin_file(out)?;
        let say = |phrase: &crate::phrase::Phrase| phrase.in_language(self.view.language).to_owned();
        let account = &error.account;
        let file = FailedFile {
            file: File { path: path.to_owned(), ..File::default() },
            items: [],
            findings: [],
            error: Failure {
                message: words::sentence(&account.what, &account.why, &account.cure, self.view.language),
                what: say(&account.what),
                line: error.place.map(|place| place.line),
                column: error.place.map(|place| place.column),
            },
        };
        write!(out, "{}", text(&file, FILE)?)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.files == 0 {
            self.begin(out)?;
        }
        let sums = text(&Sums::of(summary), "  ")?;
        writeln!(out, "\n  ],\n  \"summary\": {}\n}}", sums.trim_start())
    }
}

//! The report for programs: `schemas/report.schema.json`.

mod rows;

use std::io::{self, Write};

use serde::Serialize;

pub(crate) use self::rows::standing;
use self::rows::{FailedFile, Failure, File, FindingRow, Head, Item, Law, Sums, Tool, percent};
use super::{
    FileReport, Format, Located, ReportedItem, Summary, View,
    pretty::{open_ended, text},
    words,
};
use crate::{draft::Unreadable, finding};

/// The report for programs. Each goods line is written as it comes; the sums, which only the end
/// knows, stand last.
pub struct Json<'a> {
    view: View<'a>,
    files: usize,
    /// How many rows the open list of the open file has.
    rows: usize,
    /// Whether the open list is that of the goods lines; that of the findings comes before it.
    in_items: bool,
    /// Whether `unverified-law`, a finding of the run, stands at a file already.
    is_unverified: bool,
}

/// How far rows stand to the right: files, and what lies in them.
const FILE: &str = "    ";
const FIELD: &str = "      ";
const ROW: &str = "        ";

impl<'a> Json<'a> {
    /// An empty report.
    pub fn new(view: View<'a>) -> Self {
        Self { view, files: 0, rows: 0, in_items: false, is_unverified: false }
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

    /// The next row of the open list.
    fn row(&mut self, row: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{}{}", if self.rows == 0 { "\n" } else { ",\n" }, text(row, ROW)?)?;
        self.rows += 1;
        Ok(())
    }

    /// Closes the open list.
    fn close_list(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::take(&mut self.rows) > 0 { write!(out, "\n{FIELD}]") } else { write!(out, "]") }
    }

    /// Closes the list of findings and opens that of goods lines.
    fn begin_items(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.in_items, true) {
            self.close_list(out)?;
            write!(out, ",\n{FIELD}\"items\": [")?;
        }
        Ok(())
    }
}

impl Format for Json<'_> {
    fn open(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.begin_file(out)?;
        write!(out, "{},\n{FIELD}\"findings\": [", open_ended(&File::of(report), FILE)?)?;
        self.in_items = false;
        let unverified = report
            .tally
            .on
            .last()
            .and_then(|latest| finding::unverified_law(self.view.law, self.view.policy, *latest));
        if let Some(finding) = unverified.filter(|_| !self.is_unverified) {
            self.is_unverified = true;
            self.row(&FindingRow::of(&finding, 1, 1, self.view.language), out)?;
        }
        Ok(())
    }

    fn finding(&mut self, _: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        self.row(&FindingRow::located(located, self.view.language), out)
    }

    fn item(&mut self, _: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        self.begin_items(out)?;
        self.row(&Item::of(item, &self.view), out)
    }

    fn close(&mut self, _: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.begin_items(out)?;
        self.close_list(out)?;
        write!(out, "\n{FILE}}}")
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

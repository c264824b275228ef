//! The report for code scanning and editors: SARIF 2.1.0.

mod result;
mod rows;
mod rule;

use std::io::{self, Write};

use serde::Serialize;

use self::{
    result::SarifResult,
    rows::{Artifact, Invocation, Notification, Origin, Run},
};
use super::{
    FileReport, Format, Located, ReportedItem, Summary, View,
    pretty::{open_ended, text},
};
use crate::draft::Unreadable;

/// SARIF 2.1.0. Each result is written as it comes; what only the end knows stands last: a row a
/// file, not a row a goods line, is held until then.
pub struct Sarif<'a> {
    view: View<'a>,
    results: usize,
    is_begun: bool,
    artifacts: Vec<Artifact>,
    notifications: Vec<Notification>,
}

/// How far parts stand to the right.
const RUN: &str = "    ";
const FIELD: &str = "      ";
const ROW: &str = "        ";

impl<'a> Sarif<'a> {
    /// An empty report.
    pub fn new(view: View<'a>) -> Self {
        Self { view, results: 0, is_begun: false, artifacts: Vec::new(), notifications: Vec::new() }
    }

    /// What is known from the start, up to the list of results.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        let run = Run::of(&self.view);
        writeln!(out, "{{\n  \"$schema\": \"{}\",", rows::SCHEMA)?;
        writeln!(out, "  \"version\": \"2.1.0\",\n  \"runs\": [")?;
        write!(out, "{},\n{FIELD}\"results\": [", open_ended(&run, RUN)?)
    }

    fn result(&mut self, result: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{}{}", if self.results == 0 { "\n" } else { ",\n" }, text(result, ROW)?)?;
        self.results += 1;
        Ok(())
    }

    /// The file that is being shown.
    fn origin(&self, report: &FileReport) -> Origin {
        Origin::new(&report.path, self.artifacts.len().saturating_sub(1))
    }
}

impl Format for Sarif<'_> {
    fn open(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        self.artifacts.push(Artifact::of(report));
        Ok(())
    }

    fn finding(&mut self, report: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        let result = SarifResult::of(located, None, report, &self.origin(report), &self.view);
        self.result(&result, out)
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        let origin = self.origin(report);
        item.findings.iter().try_for_each(|located| {
            let result = SarifResult::of(located, Some(item), report, &origin, &self.view);
            self.result(&result, out)
        })
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let origin = Origin::new(path, self.artifacts.len());
        self.artifacts.push(Artifact::unread(path));
        self.notifications.push(Notification::of_failure(error, &origin, self.view.language));
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let end = if self.results == 0 { "]".to_owned() } else { format!("\n{FIELD}]") };
        let of_run = summary.unverified_law.as_ref();
        let of_run = of_run.map(|finding| Notification::of_finding(finding, self.view.language));
        self.notifications.extend(of_run);
        let invocation = Invocation::of(summary, &self.notifications);
        let parts = [
            format!("\"artifacts\": {}", text(&self.artifacts, FIELD)?.trim_start()),
            format!("\"invocations\": {}", text(&[invocation], FIELD)?.trim_start()),
        ];
        let parts = parts.join(&format!(",\n{FIELD}"));
        writeln!(out, "{end},\n{FIELD}{parts}\n{RUN}}}\n  ]\n}}")
    }
}

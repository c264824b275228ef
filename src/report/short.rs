//! One line a goods line and one line a finding, for people who search and for editors that jump.

use std::io::{self, Write};

use super::{FileReport, Format, Located, ReportedItem, Summary, View, ground::grounds, printable};
use crate::{draft::Unreadable, examine::RemarkEdit};

/// `path:line:column: word: …`
pub struct Short<'a> {
    view: View<'a>,
}

impl<'a> Short<'a> {
    /// An empty report.
    pub fn new(view: View<'a>) -> Self {
        Self { view }
    }

    fn located(&self, located: &Located, path: &str, out: &mut dyn Write) -> io::Result<()> {
        let finding = &located.finding;
        let item = finding.item.map_or(String::new(), |item| format!(" item {item}"));
        writeln!(
            out,
            "{path}:{}:{}: {}[{}]{item}: {}",
            located.place.region().line,
            located.place.region().column,
            finding.severity.word(),
            finding.name,
            printable(finding.fault.what.in_language(self.view.language)),
        )
    }
}

impl Format for Short<'_> {
    fn finding(&mut self, report: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        self.located(located, &printable(&report.path), out)
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        let language = self.view.language;
        let path = printable(&report.path);
        let examined = &item.examined;
        if !(self.view.only_findings && item.findings.is_empty()) {
            let mut ground: Vec<String> = grounds(examined, self.view.law, &self.view.policy.margin)
                .iter()
                .map(|line| printable(line.in_language(language)).into_owned())
                .collect();
            ground.extend(examined.required.as_ref().map(|required| {
                let due = language.pick("remark due: ", "应写备注：");
                format!("{due}{}", printable(required))
            }));
            writeln!(
                out,
                "{path}:{}:1: {} item {}: {}",
                examined.item.line,
                examined.determination.verdict,
                examined.item.number,
                ground.join(" | ")
            )?;
        }
        item.findings.iter().try_for_each(|located| self.located(located, &path, out))
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        let language = self.view.language;
        let (line, column) = error.place.map_or((1, 1), |place| (place.line, place.column));
        let (what, cure) =
            (error.account.what.in_language(language), error.account.cure.in_language(language));
        let text = format!("{what}; {cure}");
        writeln!(out, "{}:{line}:{column}: unreadable: {}", printable(path), printable(&text))
    }

    fn edit(&mut self, report: &FileReport, edit: &RemarkEdit, out: &mut dyn Write) -> io::Result<()> {
        if self.view.quiet {
            return Ok(());
        }
        let items: Vec<String> = edit.items.iter().map(usize::to_string).collect();
        let (path, items) = (printable(&report.path), items.join(","));
        let (old, new) = (printable(&edit.old), printable(&edit.new));
        writeln!(out, "{path}:{}:1: fixed item {items}: `{old}` → `{new}`", edit.line)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let language = self.view.language;
        if let Some(finding) = &summary.unverified_law {
            let what = finding.fault.what.in_language(language);
            writeln!(out, "{}[{}]: {what}", finding.severity.word(), finding.name)?;
        }
        if self.view.quiet {
            return Ok(());
        }
        for line in [summary.items(), summary.findings(), summary.sources()] {
            writeln!(out, "{}", line.in_language(language))?;
        }
        Ok(())
    }
}

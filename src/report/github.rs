//! Annotations in a workflow of GitHub: commands that a runner reads off the output, a line a finding.

use std::io::{self, Write};

use super::{FileReport, Format, Located, ReportedItem, Summary, View, printable, uri::slashed};
use crate::{
    draft::Unreadable,
    finding::{Finding, Severity},
    phrase::Phrase,
};

/// `::error file=…,line=…,col=…,title=…::message`
pub struct Github<'a> {
    view: View<'a>,
}

impl<'a> Github<'a> {
    /// An empty report.
    pub fn new(view: View<'a>) -> Self {
        Self { view }
    }

    fn located(&self, report: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        let region = located.place.region();
        let finding = &located.finding;
        let mut properties = vec![
            ("file", file(&report.path)),
            ("line", region.line.to_string()),
            ("endLine", region.end_line.to_string()),
        ];
        // GitHub takes columns only where one line is meant, and at least one character of it
        if region.line == region.end_line {
            let end = (region.end_column - 1).max(region.column);
            properties.push(("col", region.column.to_string()));
            properties.push(("endColumn", end.to_string()));
        }
        let item = finding.item.map(|item| {
            Phrase::new(
                format!("{} (item {item})", finding.name),
                format!("{}（商品项{item}）", finding.name),
            )
        });
        let title =
            item.map_or(finding.name.to_owned(), |item| item.in_language(self.view.language).to_owned());
        properties.push(("title", title));
        self.command(level(finding.severity), &properties, &self.message(finding), out)
    }

    /// What, why and what to do, each on a line of its own.
    fn message(&self, finding: &Finding) -> String {
        let fault = &finding.fault;
        self.lines([&fault.what, &fault.why, &fault.cure])
    }

    fn lines(&self, phrases: [&Phrase; 3]) -> String {
        let lines = phrases.map(|phrase| printable(phrase.in_language(self.view.language)));
        lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn command(
        &self,
        level: &str,
        properties: &[(&str, String)],
        message: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let properties: Vec<String> =
            properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
        writeln!(out, "::{level} {}::{}", properties.join(","), data(message))
    }
}

impl Format for Github<'_> {
    fn finding(&mut self, report: &FileReport, located: &Located, out: &mut dyn Write) -> io::Result<()> {
        self.located(report, located, out)
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, out: &mut dyn Write) -> io::Result<()> {
        item.findings.iter().try_for_each(|located| self.located(report, located, out))
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        let mut properties = vec![("file", file(path))];
        if let Some(place) = error.place {
            properties.push(("line", place.line.to_string()));
            properties.push(("col", place.column.to_string()));
        }
        let title = self.view.language.pick("could not be checked", "无法检查");
        properties.push(("title", title.to_owned()));
        let account = &error.account;
        let message = self.lines([&account.what, &account.why, &account.cure]);
        self.command("error", &properties, &message, out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if let Some(finding) = &summary.unverified_law {
            let properties = [("title", finding.name.to_owned())];
            self.command(level(finding.severity), &properties, &self.message(finding), out)?;
        }
        if self.view.quiet {
            return Ok(());
        }
        for line in [summary.items(), summary.findings(), summary.sources()] {
            writeln!(out, "{}", line.in_language(self.view.language))?;
        }
        Ok(())
    }
}

/// A path as the runner knows it; what a terminal would obey is shown, for it keeps the log.
fn file(path: &str) -> String {
    printable(&slashed(path)).into_owned()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// A message as a command carries it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as a command carries it: a colon or a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("5 %::a\r\nb"), "5 %25::a%0D%0Ab");
        assert_eq!(property("a,b:c%2C\n"), "a%2Cb%3Ac%252C%0A");
    }
}

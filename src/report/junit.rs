//! The report for build servers: a test suite for each file, a test case for each goods line.

use std::{
    borrow::Cow,
    cmp::Reverse,
    io::{self, Read, Seek, Write},
};

use quick_xml::{Writer, escape::escape, events::BytesText};

use super::{
    FileReport, Format, Located, ReportedItem, Summary, View, aside::Aside, ground::grounds, printable,
    uri::slashed, words,
};
use crate::{
    draft::Unreadable,
    finding::{Finding, Severity},
    phrase::{Language, Phrase},
};

/// JUnit XML. A goods line fails by its findings that weigh at least as much as what makes the run
/// fail; lighter ones are told in its output. The cases of a suite wait in what the caller lends.
pub struct Junit<'a, S> {
    view: View<'a>,
    is_begun: bool,
    /// The cases of the open suite: its sums stand before them.
    cases: Aside<S>,
}

/// A test case on its way out.
struct Case<'a> {
    suite: &'a str,
    name: String,
    line: usize,
    /// Told whatever the outcome is.
    told: Vec<String>,
    findings: Vec<&'a Finding>,
}

const SEVERITIES: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];

impl<'a, S: Read + Write + Seek> Junit<'a, S> {
    /// An empty report. `cases` is empty too.
    pub fn new(view: View<'a>, cases: S) -> Self {
        Self { view, is_begun: false, cases: Aside::new(cases) }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"beizhu\">")
    }

    /// A suite of the cases that wait: how many there are, how many failed and how many could not be run.
    fn suite(&mut self, name: &str, counts: [usize; 3], out: &mut dyn Write) -> io::Result<()> {
        let [tests, failures, errors] = counts;
        let name = escape(name);
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">"
        )?;
        self.cases.hand_on(out)?;
        writeln!(out, "  </testsuite>")
    }

    fn case(&mut self, case: &Case<'_>) -> io::Result<()> {
        let language = self.view.language;
        let (mut failing, others): (Vec<&Finding>, Vec<&Finding>) =
            case.findings.iter().partition(|finding| finding.severity >= self.view.fail_on);
        failing.sort_by_key(|finding| Reverse(finding.severity));
        let told: Vec<String> = case
            .told
            .iter()
            .cloned()
            .chain(others.iter().map(|finding| told_of(finding, language)))
            .collect();
        let line = case.line.to_string();
        write!(self.cases, "    ")?;
        let mut writer = Writer::new(&mut self.cases);
        let element = writer.create_element("testcase").with_attributes([
            ("classname", case.suite),
            ("name", case.name.as_str()),
            ("file", case.suite),
            ("line", line.as_str()),
        ]);
        element.write_inner_content(|writer| {
            if let Some(first) = failing.first() {
                let text: Vec<String> = failing.iter().map(|finding| told_of(finding, language)).collect();
                let message = plain(first.fault.what.in_language(language)).into_owned();
                let failure = writer.create_element("failure");
                failure
                    .with_attributes([("type", first.name), ("message", message.as_str())])
                    .write_text_content(BytesText::new(&text.join("\n")))?;
            }
            if !told.is_empty() {
                writer.create_element("system-out").write_text_content(BytesText::new(&told.join("\n")))?;
            }
            Ok(())
        })?;
        writeln!(self.cases)
    }

    fn say(&self, phrase: &Phrase) -> String {
        phrase.in_language(self.view.language).to_owned()
    }
}

impl<S: Read + Write + Seek> Format for Junit<'_, S> {
    fn open(&mut self, _: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)
    }

    fn finding(&mut self, report: &FileReport, located: &Located, _: &mut dyn Write) -> io::Result<()> {
        let line = located.place.region().line;
        let case = Case {
            suite: &name(&report.path),
            name: self.say(&Phrase::new(format!("line {line}"), format!("第{line}行"))),
            line,
            told: Vec::new(),
            findings: vec![&located.finding],
        };
        self.case(&case)
    }

    fn item(&mut self, report: &FileReport, item: &ReportedItem, _: &mut dyn Write) -> io::Result<()> {
        let examined = &item.examined;
        let number = examined.item.number;
        let goods = examined.item.name.as_ref().map_or("", |field| field.text.trim());
        let verdict = words::verdict(examined.determination.verdict);
        let grounds = grounds(examined, self.view.law, &self.view.policy.margin);
        let told = std::iter::once(&verdict).chain(&grounds);
        let told = told.map(|phrase| plain(phrase.in_language(self.view.language)).into_owned()).collect();
        let case = Case {
            suite: &name(&report.path),
            name: plain(
                &self
                    .say(&Phrase::new(format!("item {number}: {goods}"), format!("商品项{number}：{goods}"))),
            )
            .into_owned(),
            line: examined.item.line,
            told,
            findings: item.findings.iter().map(|located| &located.finding).collect(),
        };
        self.case(&case)
    }

    fn close(&mut self, report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let counts = &report.tally.counts;
        let apart: usize = SEVERITIES.iter().map(|severity| counts.of_no_item(*severity)).sum();
        let failing = SEVERITIES.iter().filter(|severity| **severity >= self.view.fail_on);
        let failures =
            failing.map(|severity| counts.items_with(*severity) + counts.of_no_item(*severity)).sum();
        self.suite(&name(&report.path), [counts.items + apart, failures, 0], out)
    }

    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let account = &error.account;
        let path = name(path);
        let what = plain(account.what.in_language(self.view.language)).into_owned();
        let text = words::sentence(&account.what, &account.why, &account.cure, self.view.language);
        let case = self.view.language.pick("could not be checked", "无法检查");
        write!(self.cases, "    ")?;
        let mut writer = Writer::new(&mut self.cases);
        let element = writer.create_element("testcase");
        element.with_attributes([("classname", &*path), ("name", case)]).write_inner_content(|writer| {
            let error = writer.create_element("error");
            error
                .with_attributes([("type", "unreadable"), ("message", &what)])
                .write_text_content(BytesText::new(&plain(&text)))?;
            Ok(())
        })?;
        writeln!(self.cases)?;
        self.suite(&path, [1, 0, 1], out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if let Some(finding) = &summary.unverified_law {
            let suite = self.view.language.pick("the law", "法规");
            let failures = usize::from(finding.severity >= self.view.fail_on);
            let name = finding.name.to_owned();
            let case = Case { suite, name, line: 1, told: Vec::new(), findings: vec![finding] };
            self.case(&case)?;
            self.suite(suite, [1, failures, 0], out)?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// A finding in one line.
fn told_of(finding: &Finding, language: Language) -> String {
    let fault = &finding.fault;
    let sentence = words::sentence(&fault.what, &fault.why, &fault.cure, language);
    format!("{}[{}]: {}", finding.severity.word(), finding.name, plain(&sentence))
}

fn name(path: &str) -> String {
    plain(&slashed(path)).into_owned()
}

/// A text that XML can hold.
fn plain(text: &str) -> Cow<'_, str> {
    let text = printable(text);
    if text.contains(['\u{FFFE}', '\u{FFFF}']) {
        Cow::Owned(text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}"))
    } else {
        text
    }
}

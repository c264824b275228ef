//! The report for programs: `schemas/report.schema.json`.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::{FileReport, Format, Located, ReportedItem, Summary, View, ground};
use crate::{
    determination::{Compared, Judgement, Missing, Verdict},
    draft::{self, Unreadable},
    facts::{Basis, Facts, Quantity},
    finding::{self, Finding, Severity},
    law::{Comparison, Standing},
    phrase::Language,
};

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
        let head = Head {
            version: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            law: Law {
                complete_through: self.view.law.complete_through,
                sha256: self.view.law.sha256.clone(),
            },
            near_percent: self.view.policy.margin.times(&100.into()).to_string(),
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
    fn to_items(&mut self, out: &mut dyn Write) -> io::Result<()> {
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
        let unverified =
            report.tally.on.last().and_then(|latest| finding::unverified_law(self.view.law, *latest));
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
        self.to_items(out)?;
        self.row(&Item::of(item, &self.view), out)
    }

    fn close(&mut self, _: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.to_items(out)?;
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
                message: sentence(&account.what, &account.why, &account.cure, self.view.language),
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

/// A value with every line so far to the right.
fn text(value: &impl Serialize, indent: &str) -> io::Result<String> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    Ok(for_terminals(&format!("{indent}{}", text.replace('\n', &format!("\n{indent}")))))
}

/// An object that is not closed: more fields follow.
fn open_ended(object: &impl Serialize, indent: &str) -> io::Result<String> {
    let mut text = text(object, indent)?;
    text.truncate(text.trim_end_matches('}').trim_end().len());
    Ok(text)
}

/// JSON lets DEL and the C1 controls stand as they are, and some terminals obey them.
pub(crate) fn for_terminals(json: &str) -> String {
    json.chars().fold(String::with_capacity(json.len()), |mut text, character| {
        match character {
            '\u{7F}'..='\u{9F}' => text.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => text.push(character),
        }
        text
    })
}

#[derive(Serialize)]
struct Head {
    version: u32,
    tool: Tool,
    law: Law,
    near_percent: String,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Law {
    complete_through: Date,
    sha256: String,
}

#[derive(Serialize)]
struct Sums {
    files: usize,
    unreadable: usize,
    passed_over: usize,
    items: usize,
    controlled: usize,
    near: usize,
    clear: usize,
    undetermined: usize,
    suspended: usize,
    out_of_scope: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    edits: usize,
}

impl Sums {
    fn of(summary: &Summary) -> Self {
        let counts = &summary.counts;
        Self {
            files: summary.files,
            unreadable: summary.failed,
            passed_over: summary.passed_over,
            items: counts.items,
            controlled: counts.of(Verdict::Controlled),
            near: counts.of(Verdict::Near),
            clear: counts.of(Verdict::Clear),
            undetermined: counts.of(Verdict::Undetermined),
            suspended: counts.of(Verdict::Suspended),
            out_of_scope: counts.of(Verdict::OutOfScope),
            errors: counts.with(Severity::Error),
            warnings: counts.with(Severity::Warning),
            notes: counts.with(Severity::Note),
            edits: summary.written.unwrap_or(counts.edits),
        }
    }
}

/// A file without its goods lines and findings.
#[derive(Default, Serialize)]
struct File {
    path: String,
    format: Option<&'static str>,
    dialect: Option<String>,
    encoding: Option<String>,
    on: Vec<Date>,
}

/// A file that could not be checked.
#[derive(Serialize)]
struct FailedFile {
    #[serde(flatten)]
    file: File,
    items: [Item; 0],
    findings: [FindingRow; 0],
    error: Failure,
}

/// Why a file could not be checked.
#[derive(Serialize)]
struct Failure {
    message: String,
    what: String,
    line: Option<usize>,
    column: Option<usize>,
}

impl File {
    fn of(report: &FileReport) -> Self {
        Self {
            path: report.path.clone(),
            format: Some(match report.format {
                draft::Format::Csv => "csv",
                draft::Format::Xml => "xml",
            }),
            dialect: Some(report.dialect.clone()),
            encoding: Some(report.encoding.clone()),
            on: report.tally.on.clone(),
        }
    }
}

#[derive(Serialize)]
struct Item {
    item: usize,
    line: usize,
    on: Date,
    tariff_line: Option<String>,
    name: Option<String>,
    determination: &'static str,
    codes: Vec<String>,
    entries: Vec<EntryRow>,
    facts: Vec<Fact>,
    missing: Vec<String>,
    remark: Remark,
    findings: Vec<FindingRow>,
}

impl Item {
    fn of(reported: &ReportedItem, view: &View<'_>) -> Self {
        let examined = &reported.examined;
        let determination = &examined.determination;
        let text = |field: &Option<draft::Field>| field.as_ref().map(|field| field.text.clone());
        let facts = &examined.facts;
        let mut codes: Vec<String> = Vec::new();
        for judgement in determination.ground() {
            let code = &view.law.entries[judgement.entry].code;
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        Self {
            item: examined.item.number,
            line: examined.item.line,
            on: reported.on,
            tariff_line: text(&examined.item.tariff_line),
            name: text(&examined.item.name),
            determination: determination.verdict.word(),
            codes,
            entries: determination
                .judgements
                .iter()
                .map(|judgement| EntryRow::of(judgement, facts, view))
                .collect(),
            facts: facts
                .stated
                .iter()
                .chain(&facts.derived)
                .map(|quantity| Fact::of(quantity, view))
                .collect(),
            missing: determination.missing.iter().map(Missing::word).map(str::to_owned).collect(),
            remark: Remark { present: examined.present.clone(), required: examined.required.clone() },
            findings: reported
                .findings
                .iter()
                .map(|located| FindingRow::located(located, view.language))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct EntryRow {
    code: String,
    announcement: String,
    clause: String,
    standing: &'static str,
    result: &'static str,
    conditions: Vec<Condition>,
}

impl EntryRow {
    fn of(judgement: &Judgement, facts: &Facts, view: &View<'_>) -> Self {
        let entry = &view.law.entries[judgement.entry];
        Self {
            code: entry.code.clone(),
            announcement: view.law.act(entry).announcement.id.get_ref().clone(),
            clause: entry.clause.clone(),
            standing: standing(&judgement.standing),
            result: judgement.coverage.word(),
            conditions: judgement.comparisons.iter().map(|compared| Condition::of(compared, facts)).collect(),
        }
    }
}

/// The word for a standing.
pub(crate) fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::InForce => "in-force",
        Standing::NotYetInForce { .. } => "not-yet-in-force",
        Standing::Suspended { .. } => "suspended",
        Standing::Revoked { .. } => "revoked",
    }
}

#[derive(Serialize)]
struct Condition {
    parameter: String,
    operator: String,
    limit: String,
    value: Option<String>,
    result: &'static str,
}

impl Condition {
    fn of(compared: &Compared, facts: &Facts) -> Self {
        let value = ground::declared(&facts.stated, &compared.limit.parameter).en;
        Self {
            parameter: compared.limit.parameter.clone(),
            operator: compared.limit.operator.to_string(),
            limit: compared.limit.written.clone(),
            value: compared.value.as_ref().map(|_| value),
            result: match compared.outcome {
                None => "missing",
                Some(Comparison::Met) => "met",
                Some(Comparison::MissedClosely) => "missed-closely",
                Some(Comparison::Missed) => "missed",
                Some(Comparison::OpenClosely) => "open-closely",
                Some(Comparison::Open) => "open",
            },
        }
    }
}

#[derive(Serialize)]
struct Fact {
    parameter: String,
    low: Option<String>,
    high: Option<String>,
    unit: String,
    basis: &'static str,
    text: String,
}

impl Fact {
    fn of(quantity: &Quantity, view: &View<'_>) -> Self {
        let end = |end: &Option<crate::interval::End>| end.as_ref().map(|end| end.value.to_string());
        Self {
            parameter: quantity.parameter.clone(),
            low: end(&quantity.interval.low),
            high: end(&quantity.interval.high),
            unit: view
                .law
                .parameters
                .named(&quantity.parameter)
                .map_or_else(String::new, |parameter| parameter.unit.clone()),
            basis: match quantity.basis {
                Basis::Declared => "declared",
                Basis::Derived => "derived",
            },
            text: quantity.place.text.clone(),
        }
    }
}

#[derive(Serialize)]
struct Remark {
    present: Option<String>,
    required: Option<String>,
}

#[derive(Serialize)]
struct FindingRow {
    name: &'static str,
    severity: &'static str,
    message: String,
    line: usize,
    column: usize,
    byte_start: usize,
    byte_end: usize,
    fix: Option<String>,
}

impl FindingRow {
    fn located(located: &Located, language: Language) -> Self {
        Self::of(&located.finding, located.line, located.column, language)
    }

    fn of(finding: &Finding, line: usize, column: usize, language: Language) -> Self {
        let fault = &finding.fault;
        Self {
            name: finding.name,
            severity: finding.severity.word(),
            message: sentence(&fault.what, &fault.why, &fault.cure, language),
            line,
            column,
            byte_start: finding.span.start,
            byte_end: finding.span.end,
            fix: finding.fix.clone(),
        }
    }
}

/// What, why and what to do in one line.
fn sentence(
    what: &crate::phrase::Phrase,
    why: &crate::phrase::Phrase,
    cure: &crate::phrase::Phrase,
    language: Language,
) -> String {
    language.pick(
        format!("{}: {}; {}", what.en, why.en, cure.en),
        format!("{}：{}；{}", what.zh, why.zh, cure.zh),
    )
}

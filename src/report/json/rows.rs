//! The shapes of the report for programs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    determination::{Compared, Judgement, Missing, Verdict},
    draft,
    facts::{Basis, Facts, Quantity},
    finding::{Finding, Severity},
    law::{Comparison, Standing},
    margin::in_percent,
    number::Number,
    phrase::Language,
    report::{FileReport, Located, ReportedItem, Summary, View, ground, words},
};

#[derive(Serialize)]
pub(super) struct Head {
    pub(super) version: u32,
    pub(super) tool: Tool,
    pub(super) law: Law,
    pub(super) near_percent: serde_json::Number,
    pub(super) near_percent_of: BTreeMap<String, serde_json::Number>,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

#[derive(Serialize)]
pub(super) struct Law {
    pub(super) complete_through: Date,
    pub(super) untranscribed: usize,
    pub(super) sha256: String,
}

#[derive(Serialize)]
pub(super) struct Sums {
    pub(super) files: usize,
    pub(super) unreadable: usize,
    pub(super) passed_over: usize,
    pub(super) items: usize,
    pub(super) controlled: usize,
    pub(super) near: usize,
    pub(super) clear: usize,
    pub(super) undetermined: usize,
    pub(super) suspended: usize,
    pub(super) out_of_scope: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    pub(super) accepted: usize,
    pub(super) edits: usize,
}

impl Sums {
    pub(super) fn of(summary: &Summary) -> Self {
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
            accepted: counts.accepted,
            edits: summary.written.unwrap_or(counts.edits),
        }
    }
}

/// A margin for people to read: nothing is computed from it.
pub(super) fn percent(margin: &Number) -> serde_json::Number {
    in_percent(margin).to_string().parse().unwrap_or_else(|_| 0.into())
}

/// A file without its goods lines and findings.
#[derive(Default, Serialize)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) format: Option<&'static str>,
    pub(super) dialect: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) on: Option<Date>,
}

/// A file that could not be checked.
#[derive(Serialize)]
pub(super) struct FailedFile {
    #[serde(flatten)]
    pub(super) file: File,
    pub(super) items: [(); 0],
    pub(super) findings: [(); 0],
    pub(super) error: Failure,
}

/// Why a file could not be checked.
#[derive(Serialize)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) what: String,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
}

impl File {
    pub(super) fn of(report: &FileReport) -> Self {
        Self {
            path: report.path.clone(),
            format: report.format.map(|format| match format {
                draft::Format::Csv => "csv",
                draft::Format::Xml => "xml",
            }),
            dialect: Some(report.dialect.clone()),
            encoding: Some(report.encoding.clone()),
            on: <[Date; 1]>::try_from(report.tally.on.clone()).ok().map(|[on]| on),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Item<'a> {
    pub(super) item: usize,
    pub(super) declaration: Option<&'a str>,
    pub(super) line: usize,
    pub(super) on: Date,
    pub(super) tariff_line: Option<&'a str>,
    pub(super) name: Option<&'a str>,
    pub(super) determination: &'static str,
    pub(super) codes: Vec<&'a str>,
    pub(super) entries: Vec<EntryRow<'a>>,
    pub(super) facts: Vec<Fact<'a>>,
    pub(super) missing: Vec<&'a str>,
    pub(super) remark: Remark<'a>,
    pub(super) findings: Vec<FindingRow<'a>>,
}

impl<'a> Item<'a> {
    pub(super) fn of(reported: &'a ReportedItem, view: &View<'a>) -> Self {
        let examined = &reported.examined;
        let determination = &examined.determination;
        let text = |field: &'a Option<draft::Field>| field.as_ref().map(|field| field.text.as_str());
        let facts = &examined.facts;
        Self {
            item: examined.item.number,
            declaration: examined.declaration.as_deref(),
            line: examined.item.line,
            on: reported.on,
            tariff_line: text(&examined.item.tariff_line),
            name: text(&examined.item.name),
            determination: determination.verdict.word(),
            codes: determination.codes(view.law),
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
            missing: determination.missing.iter().map(Missing::word).collect(),
            remark: Remark { present: examined.present.as_deref(), required: examined.required.as_deref() },
            findings: reported
                .findings
                .iter()
                .chain(&reported.accepted)
                .map(|located| FindingRow::located(located, view.language))
                .collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct EntryRow<'a> {
    pub(super) code: &'a str,
    pub(super) announcement: &'a str,
    pub(super) clause: &'a str,
    pub(super) standing: &'static str,
    pub(super) result: &'static str,
    pub(super) conditions: Vec<Condition<'a>>,
}

impl<'a> EntryRow<'a> {
    pub(super) fn of(judgement: &'a Judgement, facts: &Facts, view: &View<'a>) -> Self {
        let entry = &view.law.entries[judgement.entry];
        Self {
            code: &entry.code,
            announcement: view.law.act(entry).announcement.id.get_ref(),
            clause: &entry.clause,
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
pub(super) struct Condition<'a> {
    pub(super) parameter: &'a str,
    pub(super) operator: String,
    pub(super) limit: &'a str,
    pub(super) value: Option<String>,
    pub(super) result: &'static str,
}

impl<'a> Condition<'a> {
    pub(super) fn of(compared: &'a Compared, facts: &Facts) -> Self {
        let value = || ground::declared(&facts.stated, &compared.limit.parameter).en;
        Self {
            parameter: &compared.limit.parameter,
            operator: compared.limit.operator.to_string(),
            limit: &compared.limit.written,
            value: compared.value.as_ref().map(|_| value()),
            result: match compared.outcome {
                None => "missing",
                Some(Comparison::Met) => "met",
                Some(Comparison::MissedClosely) => "missed-closely",
                Some(Comparison::Missed) => "missed",
                Some(Comparison::OpenClosely) => "open-closely",
                Some(Comparison::Open) => "open",
                Some(Comparison::Inapplicable) => "inapplicable",
            },
        }
    }
}

#[derive(Serialize)]
pub(super) struct Fact<'a> {
    pub(super) parameter: &'a str,
    pub(super) low: Option<String>,
    pub(super) high: Option<String>,
    pub(super) unit: &'a str,
    pub(super) basis: &'static str,
    pub(super) text: &'a str,
}

impl<'a> Fact<'a> {
    pub(super) fn of(quantity: &'a Quantity, view: &View<'a>) -> Self {
        let end = |end: &Option<crate::interval::End>| end.as_ref().map(|end| end.value.to_string());
        Self {
            parameter: &quantity.parameter,
            low: end(&quantity.interval.low),
            high: end(&quantity.interval.high),
            unit: view.law.parameters.named(&quantity.parameter).map_or("", |parameter| &parameter.unit),
            basis: match quantity.basis {
                Basis::Declared => "declared",
                Basis::Derived => "derived",
            },
            text: &quantity.place.text,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Remark<'a> {
    pub(super) present: Option<&'a str>,
    pub(super) required: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct FindingRow<'a> {
    pub(super) name: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) byte_start: usize,
    pub(super) byte_end: usize,
    pub(super) fix: Option<&'a str>,
    pub(super) accepted: bool,
}

impl<'a> FindingRow<'a> {
    pub(super) fn located(located: &'a Located, language: Language) -> Self {
        Self::of(&located.finding, located.place.region().line, located.place.region().column, language)
    }

    pub(super) fn of(finding: &'a Finding, line: usize, column: usize, language: Language) -> Self {
        let fault = &finding.fault;
        Self {
            name: finding.name,
            severity: finding.severity.word(),
            message: words::sentence(&fault.what, &fault.why, &fault.cure, language),
            line,
            column,
            byte_start: finding.span.start,
            byte_end: finding.span.end,
            fix: finding.fix.as_deref(),
            accepted: finding.accepted,
        }
    }
}

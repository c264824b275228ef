//! The shapes of a record.

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    acceptance,
    draft::{Field, Format},
    examine::{Policy, RemarkEdit},
    finding,
    law::ControlList,
    margin::in_percent,
    report::{Located, Pieces, ReportedItem},
};

/// What holds for a run.
#[derive(Debug, Serialize)]
pub struct Head {
    version: u32,
    at: Timestamp,
    command: &'static str,
    tool: Tool,
    law: LawRow,
    settings: SettingRow,
    configuration: Option<Hashed>,
    accepted: Option<Hashed>,
}

#[derive(Debug, Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// A file that was read, with the SHA-256 of its bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Hashed {
    /// As it was named.
    pub path: String,
    /// Sixty-four hexadecimal digits.
    pub sha256: String,
}

/// The law of a run.
#[derive(Debug, Serialize)]
pub struct LawRow {
    complete_through: Date,
    sha256: String,
    files: Vec<Hashed>,
}

impl LawRow {
    /// The law, with the files that the user supplies.
    pub fn of(law: &ControlList, files: Vec<Hashed>) -> Self {
        Self { complete_through: law.complete_through, sha256: law.sha256.clone(), files }
    }
}

/// The settings that change an answer.
#[derive(Debug, Serialize)]
pub struct SettingRow {
    on: Option<Date>,
    today: Date,
    near_percent: serde_json::Number,
    near_percent_of: BTreeMap<String, serde_json::Number>,
    severities: BTreeMap<&'static str, &'static str>,
    max_law_age: Option<u32>,
    remark_language: &'static str,
    remark_always: bool,
    encoding: Option<&'static str>,
}

impl SettingRow {
    /// Those of a policy, and the encoding that the user names.
    pub fn of(policy: &Policy, encoding: Option<&'static str>) -> Self {
        let percent = |share| in_percent(share).to_string().parse().unwrap_or_else(|_| 0.into());
        let changed = finding::ALL.iter().filter_map(|check| {
            let severity = policy.severities.of(check.name, check.severity);
            (severity != check.severity).then(|| (check.name, severity.word()))
        });
        Self {
            on: policy.on,
            today: policy.today,
            near_percent: percent(&policy.margin.usual),
            near_percent_of: policy
                .margin
                .own
                .iter()
                .map(|(name, share)| (name.clone(), percent(share)))
                .collect(),
            severities: changed.collect(),
            max_law_age: policy.max_law_age,
            remark_language: policy.remark_language.map_or("auto", |language| language.pick("en", "zh")),
            remark_always: policy.remark_always,
            encoding,
        }
    }
}

impl Head {
    /// That of a run of `command` at a moment.
    pub fn new(
        at: Timestamp,
        command: &'static str,
        law: LawRow,
        settings: SettingRow,
        configuration: Option<Hashed>,
        accepted: Option<Hashed>,
    ) -> Self {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        Self { version: 1, at, command, tool, law, settings, configuration, accepted }
    }
}

/// A draft, without its goods lines.
#[derive(Serialize)]
pub(super) struct Draft<'a> {
    path: &'a str,
    sha256: &'a str,
    format: &'static str,
    dialect: String,
    encoding: &'static str,
}

impl<'a> Draft<'a> {
    pub(super) fn of<S: Read + Seek>(path: &'a str, sha256: &'a str, pieces: &Pieces<'_, S>) -> Self {
        Self {
            path,
            sha256,
            format: match pieces.format() {
                Format::Csv => "csv",
                Format::Xml => "xml",
            },
            dialect: pieces.dialect().to_owned(),
            encoding: pieces.charset().name(),
        }
    }
}

/// A goods line with what was made of it.
#[derive(Serialize)]
pub(super) struct ItemRow {
    item: usize,
    declaration: Option<String>,
    line: usize,
    on: Date,
    tariff_line: Option<String>,
    name: Option<String>,
    determination: &'static str,
    codes: Vec<String>,
    fingerprint: String,
    findings: Vec<FindingRow>,
}

#[derive(Serialize)]
struct FindingRow {
    name: &'static str,
    severity: &'static str,
    accepted: bool,
}

impl ItemRow {
    pub(super) fn of(item: &ReportedItem, law: &ControlList) -> Self {
        let examined = &item.examined;
        let text = |field: &Option<Field>| field.as_ref().map(|field| field.text.clone());
        let finding = |located: &Located| FindingRow {
            name: located.finding.name,
            severity: located.finding.severity.word(),
            accepted: located.finding.accepted,
        };
        Self {
            item: examined.item.number,
            declaration: examined.declaration.clone(),
            line: examined.item.line,
            on: item.on,
            tariff_line: text(&examined.item.tariff_line),
            name: text(&examined.item.name),
            determination: examined.determination.verdict.word(),
            codes: examined.determination.codes(law).into_iter().map(str::to_owned).collect(),
            fingerprint: acceptance::of_item(examined, law),
            findings: item.findings.iter().chain(&item.accepted).map(finding).collect(),
        }
    }
}

/// A finding that concerns no single goods line.
#[derive(Serialize)]
pub(super) struct FileFinding {
    name: &'static str,
    severity: &'static str,
    line: usize,
}

impl FileFinding {
    pub(super) fn of(located: &Located) -> Self {
        let finding = &located.finding;
        Self { name: finding.name, severity: finding.severity.word(), line: located.place.region().line }
    }
}

/// A remark that was written.
#[derive(Serialize)]
pub(super) struct EditRow<'a> {
    line: usize,
    items: &'a [usize],
    old: &'a str,
    new: &'a str,
}

impl<'a> EditRow<'a> {
    pub(super) fn of(edit: &'a RemarkEdit) -> Self {
        Self { line: edit.line, items: &edit.items, old: &edit.old, new: &edit.new }
    }
}

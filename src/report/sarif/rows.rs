//! The shapes of a run, as far as they are used.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    result::{AnyRegion, Location, Physical, TextRegion, rule_index},
    rule::Rule,
};
use crate::{
    draft::{self, Unreadable},
    finding::{self, Finding},
    phrase::Language,
    report::{FileReport, Summary, View, uri, words},
};

/// Where the format is defined.
pub(super) const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The first of the fields of a run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    pub(super) tool: Tool,
    language: &'static str,
    /// Columns count characters, in whatever encoding they are written.
    column_kind: &'static str,
    properties: Law,
}

#[derive(Serialize)]
pub(super) struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Law {
    law_complete_through: Date,
    law_sha256: String,
}

impl Run {
    pub(super) fn of(view: &View<'_>) -> Self {
        let language = view.language.pick("en", "zh-CN");
        let rules = finding::ALL.iter().map(|check| Rule::of(check, view.language)).collect();
        Self {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language,
                    rules,
                },
            },
            language,
            column_kind: "unicodeCodePoints",
            properties: Law {
                law_complete_through: view.law.complete_through,
                law_sha256: view.law.sha256.clone(),
            },
        }
    }
}

#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    /// Braces would be taken for places to fill in.
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.replace('{', "{{").replace('}', "}}") }
    }
}

#[derive(Serialize)]
pub(super) struct Markdown {
    pub(super) text: String,
    pub(super) markdown: String,
}

/// A file as results name it.
#[derive(Clone, Serialize)]
pub(super) struct Origin {
    uri: String,
    index: usize,
}

impl Origin {
    pub(super) fn new(path: &str, index: usize) -> Self {
        Self { uri: uri::reference(path), index }
    }
}

/// A file.
#[derive(Serialize)]
pub(super) struct Artifact {
    location: Place,
    roles: [&'static str; 1],
    #[serde(rename = "mimeType", skip_serializing_if = "Option::is_none")]
    mime_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

#[derive(Serialize)]
struct Place {
    uri: String,
}

impl Artifact {
    pub(super) fn of(report: &FileReport) -> Self {
        let mime_type = match report.format {
            Some(draft::Format::Csv) => "text/csv",
            Some(draft::Format::Xml) => "application/xml",
            None => "application/toml",
        };
        let encoding = Some(report.encoding.clone());
        Self { mime_type: Some(mime_type), encoding, ..Self::unread(&report.path) }
    }

    pub(super) fn unread(path: &str) -> Self {
        let location = Place { uri: uri::reference(path) };
        Self { location, roles: ["analysisTarget"], mime_type: None, encoding: None }
    }
}

/// What is to be said of the run itself.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification {
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    associated_rule: Option<RuleReference>,
}

#[derive(Serialize)]
struct RuleReference {
    id: &'static str,
    index: usize,
}

impl Notification {
    pub(super) fn of_failure(error: &Unreadable, origin: &Origin, language: Language) -> Self {
        let account = &error.account;
        let region = error.place.map(|place| AnyRegion {
            // the place of a failure is where reading stopped
            text: TextRegion {
                start_line: place.line,
                start_column: place.column,
                end_line: place.line,
                end_column: place.column,
            },
            byte_offset: place.span.start,
            byte_length: 0,
        });
        Self {
            level: "error",
            message: Message::new(&words::sentence(&account.what, &account.why, &account.cure, language)),
            locations: vec![Location {
                physical_location: Physical { artifact_location: origin.clone(), region },
            }],
            associated_rule: None,
        }
    }

    pub(super) fn of_finding(finding: &Finding, language: Language) -> Self {
        let fault = &finding.fault;
        Self {
            level: finding.severity.word(),
            message: Message::new(&words::sentence(&fault.what, &fault.why, &fault.cure, language)),
            locations: Vec::new(),
            associated_rule: Some(RuleReference { id: finding.name, index: rule_index(finding) }),
        }
    }
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'a> {
    execution_successful: bool,
    exit_code: u8,
    tool_execution_notifications: &'a [Notification],
}

impl<'a> Invocation<'a> {
    pub(super) fn of(summary: &Summary, notifications: &'a [Notification]) -> Self {
        Self {
            execution_successful: summary.failed == 0,
            exit_code: summary.exit_status,
            tool_execution_notifications: notifications,
        }
    }
}

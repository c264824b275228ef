//! A result: a finding with its place and its fix.

use encoding_rs::Encoding;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::rows::{Message, Origin};
use crate::{
    finding::{self, Finding},
    report::{FileReport, Located, LocatedEdit, ReportedItem, View, locate::Region, words},
};

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<GoodsLine>,
}

impl SarifResult {
    pub(super) fn of(
        located: &Located,
        item: Option<&ReportedItem>,
        report: &FileReport,
        origin: &Origin,
        view: &View<'_>,
    ) -> Self {
        let finding = &located.finding;
        let fault = &finding.fault;
        let span = finding.span;
        let region = TextRegion::of(&located.place.region());
        let region = AnyRegion { text: region, byte_offset: span.start, byte_length: span.len() };
        let fix = located.edit.as_ref().zip(finding.fix.as_ref());
        Self {
            rule_id: finding.name,
            rule_index: rule_index(finding),
            level: finding.severity.word(),
            message: Message::new(&words::sentence(&fault.what, &fault.why, &fault.cure, view.language)),
            locations: [Location {
                physical_location: Physical { artifact_location: origin.clone(), region: Some(region) },
            }],
            partial_fingerprints: Fingerprints { goods_line: fingerprint(located, item) },
            fixes: fix
                .map(|(edit, remark)| Fix::of(edit, remark, report, origin, view))
                .into_iter()
                .collect(),
            properties: item.map(|item| GoodsLine::of(item, view)),
        }
    }
}

pub(super) fn rule_index(finding: &Finding) -> usize {
    finding::ALL.iter().position(|check| check.name == finding.name).unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    pub(super) artifact_location: Origin,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<AnyRegion>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnyRegion {
    #[serde(flatten)]
    pub(super) text: TextRegion,
    pub(super) byte_offset: usize,
    pub(super) byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextRegion {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl TextRegion {
    fn of(region: &Region) -> Self {
        let Region { line, column, end_line, end_column } = *region;
        Self { start_line: line, start_column: column, end_line, end_column }
    }
}

/// What tells a finding from others when lines were added above it.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "goodsLine/v1")]
    goods_line: String,
}

/// Of the finding and the words of its goods line, or of the place where there is none.
fn fingerprint(located: &Located, item: Option<&ReportedItem>) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    };
    add(located.finding.name);
    match item.map(|item| &item.examined.item) {
        Some(item) => {
            let fields = [&item.tariff_line, &item.name, &item.specification];
            fields.iter().for_each(|field| add(field.as_ref().map_or("", |field| &field.text)));
        }
        None => {
            let excerpt = located.place.excerpt();
            add(&excerpt.text[excerpt.label.clone()]);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Origin,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: TextRegion,
    inserted_content: Content,
}

/// Text that goes into a file as it stands here: with the quotes and entities of the format.
#[derive(Serialize)]
struct Content {
    text: String,
}

impl Fix {
    fn of(edit: &LocatedEdit, remark: &str, report: &FileReport, origin: &Origin, view: &View<'_>) -> Self {
        let encoding = Encoding::for_label(report.encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
        let (text, _) = encoding.decode_without_bom_handling(&edit.edit.replacement);
        let description =
            view.language.pick(format!("the remark becomes `{remark}`"), format!("备注改为“{remark}”"));
        Self {
            description: Message::new(&description),
            artifact_changes: [Change {
                artifact_location: origin.clone(),
                replacements: [Replacement {
                    deleted_region: TextRegion::of(&edit.place.region()),
                    inserted_content: Content { text: text.into_owned() },
                }],
            }],
        }
    }
}

/// The goods line that a finding is about.
#[derive(Serialize)]
struct GoodsLine {
    item: usize,
    on: Date,
    determination: &'static str,
    codes: Vec<String>,
}

impl GoodsLine {
    fn of(item: &ReportedItem, view: &View<'_>) -> Self {
        Self {
            item: item.examined.item.number,
            on: item.on,
            determination: item.examined.determination.verdict.word(),
            codes: item.examined.determination.codes(view.law).into_iter().map(str::to_owned).collect(),
        }
    }
}

//! Runs the drafts of a page as `check` and `fix` would.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use beizhu::{
    Examiner, Policy,
    draft::{Dialects, Reading},
    edit,
    finding::{Finding, Severities},
    law::ControlList,
    margin::Margins,
    number::Number,
    phrase::Language,
    report::{Desk, FileReport, read_draft},
};
use encoding_rs::Encoding;
use jiff::civil::Date;

use super::page::Draft;

/// What the options of a draft may be.
const OPTIONS: [&str; 7] = ["on", "near", "remark-language", "encoding", "add-remarks-column", "also", "at"];

pub(crate) struct Bench {
    examiner: Examiner,
    dialects: Dialects,
}

/// A draft, run.
pub(crate) struct Run {
    pub bytes: Vec<u8>,
    pub fixed: Vec<u8>,
    /// Every finding but those that concern a whole report.
    pub raised: BTreeSet<&'static str>,
    /// The goods lines.
    pub items: BTreeSet<usize>,
    /// The goods lines that each finding concerns; none where it concerns the file.
    pub concerned: BTreeMap<&'static str, BTreeSet<usize>>,
    /// Those that `fix` removes.
    pub fixable: BTreeSet<&'static str>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let law = ControlList::load(&[]).unwrap_or_else(|error| panic!("{error}"));
        Self { examiner: Examiner::new(law), dialects: Dialects::embedded() }
    }

    /// Runs the text of `draft` under its options.
    pub(crate) fn run(&self, draft: &Draft) -> Run {
        self.run_with(draft, &draft.options, &encode(draft, &draft.options))
    }

    /// Runs bytes as if they stood in `draft`, under other options.
    pub(crate) fn run_with(&self, draft: &Draft, options: &BTreeMap<String, String>, bytes: &[u8]) -> Run {
        let report = self.report(draft, options, bytes);
        let of_items = report.items().flat_map(|item| &item.findings);
        let all: Vec<&Finding> = report.findings().chain(of_items).map(|located| &located.finding).collect();
        let mut concerned: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
        for finding in &all {
            concerned.entry(finding.name).or_default().extend(finding.item);
        }
        Run {
            items: report.items().map(|item| item.examined.item.number).collect(),
            concerned,
            fixed: edit::apply(bytes, &report.edits()),
            bytes: bytes.to_vec(),
            raised: all.iter().map(|finding| finding.name).collect(),
            fixable: all.iter().filter(|finding| finding.fix.is_some()).map(|finding| finding.name).collect(),
        }
    }

    fn report(&self, draft: &Draft, options: &BTreeMap<String, String>, bytes: &[u8]) -> FileReport {
        if let Some(unknown) = options.keys().find(|name| !OPTIONS.contains(&name.as_str())) {
            panic!("`{unknown}` is no option of a draft; there are {OPTIONS:?}");
        }
        let option = |name: &str| options.get(name).map(String::as_str);
        let percent: Number = option("near").unwrap_or("10").parse().expect("near=PERCENT");
        let policy = Policy {
            on: option("on").map(|on| on.parse().expect("on=DATE")),
            today: Date::constant(2026, 10, 9),
            margin: Margins::new(percent.over(&100.into()).expect("a hundred is not zero")),
            severities: Severities::default(),
            max_law_age: None,
            remark_language: option("remark-language").map(|language| match language {
                "en" => Language::En,
                "zh" => Language::Zh,
                other => panic!("remark-language={other} is neither en nor zh"),
            }),
            remark_always: false,
        };
        let is_parameter = |heading: &str| self.examiner.is_parameter(heading);
        let reading = Reading {
            encoding: option("encoding").map(|_| encoding(options)),
            add_remarks_column: options.contains_key("add-remarks-column"),
            ..Reading::new(&self.dialects, &is_parameter)
        };
        let path = format!("draft.{}", draft.format);
        let desk = Desk { examiner: &self.examiner, policy: &policy, accepted: None, all_items: true };
        read_draft(Cursor::new(bytes), &path, &reading, desk)
            .unwrap_or_else(|error| panic!("the draft cannot be read: {error}"))
    }
}

/// The text of a draft as the bytes of its file.
pub(crate) fn encode(draft: &Draft, options: &BTreeMap<String, String>) -> Vec<u8> {
    let encoding = encoding(options);
    let (bytes, _, has_unmappable) = encoding.encode(&draft.text);
    assert!(!has_unmappable, "{} cannot hold the draft", encoding.name());
    bytes.into_owned()
}

fn encoding(options: &BTreeMap<String, String>) -> &'static Encoding {
    let name = options.get("encoding").map_or("utf-8", String::as_str);
    Encoding::for_label(name.as_bytes()).unwrap_or_else(|| panic!("encoding={name} is not known"))
}

//! A rule: a finding with its page.

use serde::Serialize;

use super::rows::{Markdown, Message};
use crate::{
    finding::{Check, Severity},
    law::FINDING_PAGES,
    phrase::Language,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    id: &'static str,
    name: String,
    short_description: Message,
    full_description: Message,
    help: Markdown,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
    /// What code hosts sort by.
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

/// The parts of a finding's page.
struct Page<'a> {
    summary: &'a str,
    /// The sections with their headings.
    sections: Vec<(&'a str, &'a str)>,
    /// Everything below the title.
    body: &'a str,
}

impl Rule {
    pub(super) fn of(check: &Check, language: Language) -> Self {
        let page = Page::of(check.name, language);
        let part = |index: usize| page.sections.get(index).map_or("", |(_, text)| text);
        let (what, why, cure) =
            (flowing(part(0), language), flowing(part(1), language), flowing(part(2), language));
        Self {
            id: check.name,
            name: pascal(check.name),
            short_description: Message::new(&flowing(page.summary, language)),
            full_description: Message::new(&format!("{what}\n\n{why}")),
            help: Markdown { text: cure, markdown: page.body.to_owned() },
            default_configuration: Configuration { level: check.severity.word() },
            properties: Properties {
                tags: ["export-control"],
                severity: match check.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "recommendation",
                },
            },
        }
    }
}

impl Page<'_> {
    fn of(name: &str, language: Language) -> Self {
        let file = language.pick(format!("{name}.md"), format!("{name}.zh.md"));
        let page = FINDING_PAGES.iter().find(|(known, _)| *known == file).map_or("", |(_, text)| *text);
        let body = page.split_once("\n\n").map_or("", |(_, body)| body).trim();
        let (head, rest) = body.split_once("\n## ").unwrap_or((body, ""));
        let sections = rest.split("\n## ").filter_map(|section| section.split_once('\n'));
        Page {
            summary: head.split("\n\n").next().unwrap_or(""),
            sections: sections.map(|(heading, text)| (heading.trim(), text.trim())).collect(),
            body,
        }
    }
}

/// Paragraphs without the line breaks of their file.
fn flowing(text: &str, language: Language) -> String {
    let join = language.pick(" ", "");
    let paragraphs: Vec<String> =
        text.split("\n\n").map(|paragraph| paragraph.lines().collect::<Vec<_>>().join(join)).collect();
    paragraphs.join("\n\n")
}

/// `missing-remark` → `MissingRemark`
fn pascal(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let (head, rest) = word.split_at(word.len().min(1));
            format!("{}{rest}", head.to_uppercase())
        })
        .collect()
}

//! A finding's page in `docs/findings/` as the tests read it.

use std::{collections::BTreeMap, fs, path::Path};

use super::fences::fences;

/// The English or the Chinese page of a finding.
pub(crate) struct Page {
    /// `missing-remark.zh.md`
    pub file: String,
    /// The finding that the page is about: its file's name.
    pub finding: String,
    pub language: Language,
    pub text: String,
    /// The drafts on the page, in order.
    pub drafts: Vec<Draft>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    En,
    Zh,
}

/// A fenced draft: its opening line is `csv bad on=2026-11-12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The line of the page on which it opens.
    pub line: usize,
    /// `csv` or `xml`
    pub format: String,
    pub role: Role,
    /// What stands behind the role: `on=2026-11-12`, `add-remarks-column`.
    pub options: BTreeMap<String, String>,
    pub text: String,
    /// The file of accepted findings that stands before it on the page.
    pub accepted: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The finding is raised.
    Bad,
    /// What `fix` makes of the bad draft before it.
    Fixed,
    /// Nothing is raised.
    Good,
}

/// Every page, in the order of their names.
pub(crate) fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("docs/findings").map(|file| file.expect("a file").path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let file = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("UTF-8");
            Page::read(file, text)
        })
        .collect()
}

impl Page {
    fn read(file: String, text: String) -> Self {
        let stem = file.strip_suffix(".md").unwrap_or_else(|| panic!("docs/findings/{file} is no page"));
        let (finding, language) = match stem.strip_suffix(".zh") {
            Some(finding) => (finding, Language::Zh),
            None => (stem, Language::En),
        };
        let mut accepted = None;
        let mut drafts = Vec::new();
        for (line, info, text) in fences(&text) {
            if info == "toml accepted" {
                accepted = Some(text);
                continue;
            }
            let draft = draft(line, &info, text, accepted.take());
            drafts.push(draft.unwrap_or_else(|fault| panic!("docs/findings/{file}:{line}: {fault}")));
        }
        Self { finding: finding.to_owned(), language, drafts, file, text }
    }
}

fn draft(line: usize, info: &str, text: String, accepted: Option<String>) -> Result<Draft, String> {
    let mut words = info.split_whitespace();
    let format = words.next().filter(|format| matches!(*format, "csv" | "xml"));
    let format = format.ok_or("a block of a page is a draft: ```csv or ```xml")?.to_owned();
    let role = match words.next() {
        Some("bad") => Role::Bad,
        Some("fixed") => Role::Fixed,
        Some("good") => Role::Good,
        other => return Err(format!("a draft is bad, fixed or good, not {other:?}")),
    };
    let options = words
        .map(|word| {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect();
    Ok(Draft { line, format, role, options, text, accepted })
}

//! A finding: its page.

use super::{Page, Setting};
use crate::{finding, law::FINDING_PAGES, report::words};

/// Tells of the finding of that name, if there is one.
pub(super) fn tell(name: &str, setting: &Setting<'_>, page: &mut Page) -> bool {
    let wanted = name.to_lowercase().replace('_', "-");
    let Some(check) = finding::ALL.iter().find(|check| check.name == wanted) else { return false };
    let severity = words::severity(check.severity);
    page.heading(
        &setting
            .language
            .pick(format!("{} ({})", check.name, severity.en), format!("{}（{}）", check.name, severity.zh)),
    );
    let file = format!("{}{}", check.name, setting.language.pick(".md", ".zh.md"));
    if let Some((_, text)) = FINDING_PAGES.iter().find(|(name, _)| *name == file) {
        page.verbatim("\n");
        page.verbatim(text);
    }
    true
}

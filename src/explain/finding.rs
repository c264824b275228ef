//! A finding: its page.

use super::{Page, Setting};
use crate::{finding, law::FINDING_PAGES};

/// Tells of the finding of that name, if there is one.
pub(super) fn tell(name: &str, _: &Setting<'_>, page: &mut Page) -> bool {
    let wanted = name.to_lowercase().replace('_', "-");
    let Some(check) = finding::ALL.iter().find(|check| check.name == wanted) else { return false };
    page.heading(&format!("{} ({})", check.name, check.severity.word()));
    let file = format!("{}.md", check.name);
    if let Some((_, text)) = FINDING_PAGES.iter().find(|(name, _)| *name == file) {
        page.verbatim("\n");
        page.verbatim(text);
    }
    true
}

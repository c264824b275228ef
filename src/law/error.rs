//! What is wrong with a file of the law, and where.

use std::ops::Range;

use crate::phrase::{Phrase, toml::Fault};

/// A fault in a file of the law.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {}", message.en)]
pub struct LawError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub message: Phrase,
}

/// A file of the law while it is being checked: knows where each byte stands.
pub(super) struct Draftsman<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Draftsman<'_> {
    pub(super) fn error(&self, at: Range<usize>, en: impl Into<String>, zh: impl Into<String>) -> LawError {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        LawError { file: self.file.to_owned(), line, column, message: Phrase::new(en, zh) }
    }

    pub(super) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, LawError> {
        toml::from_str(self.text).map_err(|error| {
            let Fault { why, cure } = Fault::of(error.message());
            let (en, zh) = (format!("{}; {}", why.en, cure.en), format!("{}；{}", why.zh, cure.zh));
            self.error(error.span().unwrap_or(0..0), en, zh)
        })
    }
}

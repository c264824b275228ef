//! What is wrong with a TOML file that a user wrote, at its place and in both languages.

use std::path::Path;

use beizhu::phrase::{Phrase, toml::Fault};

use crate::cli::{failure::Failure, text::place};

/// A file that is no TOML, or holds what it should not.
pub(crate) fn malformed(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let (line, column) = place(text, error.span().map_or(0, |span| span.start));
    let Fault { why, cure } = Fault::of(error.message());
    at(path, line, column, why, cure)
}

/// Something wrong at a byte of a file.
pub(crate) fn wrong(path: &Path, text: &str, byte: usize, why: Phrase, cure: Phrase) -> Failure {
    let (line, column) = place(text, byte);
    at(path, line, column, why, cure)
}

fn at(path: &Path, line: usize, column: usize, why: Phrase, cure: Phrase) -> Failure {
    let place = format!("{}:{line}:{column}", path.display());
    Failure::new(
        Phrase::new(format!("{place}: the file cannot be used"), format!("{place}：无法使用该文件")),
        why,
        cure,
    )
}

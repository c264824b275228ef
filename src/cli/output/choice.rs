//! In which formats a report is made, and where each goes.

use std::{
    iter,
    path::{Path, PathBuf},
};

use beizhu::phrase::Phrase;

use crate::cli::{
    arguments::{ReportFormat, Reporting},
    failure::Failure,
    paths::is_same_place,
};

/// A format and its place.
#[derive(Clone, Copy)]
pub(super) struct Choice<'a> {
    pub(super) format: ReportFormat,
    /// `None`: a standard stream.
    pub(super) path: Option<&'a Path>,
}

/// The ends of file names, and what they stand for.
const ENDINGS: [(&str, ReportFormat); 8] = [
    (".txt", ReportFormat::Text),
    (".sarif", ReportFormat::Sarif),
    (".sarif.json", ReportFormat::Sarif),
    (".json", ReportFormat::Json),
    (".xml", ReportFormat::Junit),
    (".csv", ReportFormat::Csv),
    (".html", ReportFormat::Html),
    (".htm", ReportFormat::Html),
];

impl Choice<'_> {
    /// Whether goods lines are shown that there is nothing to say of: in what lists a declaration
    /// they are, elsewhere where it is asked for.
    pub(super) fn shows_all(&self, reporting: &Reporting) -> bool {
        let lists = matches!(self.format, ReportFormat::Csv | ReportFormat::Html | ReportFormat::Junit);
        lists || reporting.all_items
    }
}

/// Every edition that the user asked for. `--output-format` says the format of the standard output,
/// or of the only file; of several files each has the format that its name ends in.
pub(super) fn chosen(reporting: &Reporting) -> Result<Vec<Choice<'_>>, Failure> {
    let named = reporting.output_format;
    let to_stream = Choice { format: named.unwrap_or(ReportFormat::Text), path: None };
    let [first, rest @ ..] = reporting.output_file.as_slice() else { return Ok(vec![to_stream]) };
    let is_stream = |path: &PathBuf| path == Path::new("-");
    if named.is_some() && !rest.is_empty() && !reporting.output_file.iter().any(is_stream) {
        return Err(one_format());
    }
    let mut choices: Vec<Choice<'_>> = Vec::new();
    for path in iter::once(first).chain(rest) {
        let choice = if is_stream(path) {
            to_stream
        } else {
            let format = named.filter(|_| rest.is_empty()).or_else(|| by_name(path));
            Choice { format: format.ok_or_else(|| nameless(path))?, path: Some(path) }
        };
        let is_taken = |other: &Choice<'_>| match (other.path, choice.path) {
            (Some(one), Some(other)) => is_same_place(one, other),
            (one, other) => one == other,
        };
        if choices.iter().any(is_taken) {
            return Err(twice(path));
        }
        choices.push(choice);
    }
    Ok(choices)
}

fn by_name(path: &Path) -> Option<ReportFormat> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let known = ENDINGS.iter().filter(|(ending, _)| name.ends_with(ending));
    known.max_by_key(|(ending, _)| ending.len()).map(|(_, format)| *format)
}

fn nameless(path: &Path) -> Failure {
    let path = path.display();
    let endings: Vec<&str> = ENDINGS.iter().map(|(ending, _)| *ending).collect();
    let endings = endings.join(" ");
    Failure::new(
        Phrase::new(
            format!("--output-file {path}: its name does not say which format is meant"),
            format!("--output-file {path}：无法从文件名判断报告格式"),
        ),
        Phrase::new(format!("these ends of names do: {endings}"), format!("可识别的扩展名：{endings}")),
        Phrase::new(
            "end the name in one of them, or name the format with --output-format",
            "请使用上述扩展名，或用 --output-format 指定格式",
        ),
    )
}

fn twice(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        Phrase::new(
            format!("--output-file {path}: that place is named twice"),
            format!("--output-file {path}：重复指定了同一输出位置"),
        ),
        Phrase::new("one report would take the place of the other", "后一份报告会覆盖前一份"),
        Phrase::new("name a file for each report", "请为每份报告分别指定文件"),
    )
}

fn one_format() -> Failure {
    Failure::new(
        Phrase::new(
            "--output-format: one format, and several files",
            "--output-format：只指定了一种格式，却有多个输出文件",
        ),
        Phrase::new(
            "of several files each has the format that the end of its name says",
            "有多个输出文件时，各文件的格式由扩展名决定",
        ),
        Phrase::new("leave --output-format out", "请去掉 --output-format"),
    )
}

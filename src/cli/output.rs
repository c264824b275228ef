//! Where reports go.

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};

use beizhu::{
    phrase::Phrase,
    report::{Format, View, json::Json, short::Short, text::Text},
};

use super::{
    arguments::{ReportFormat, Reporting},
    failure::Failure,
    inputs::Input,
    settings::Settings,
};

/// A report on its way out.
pub(crate) struct Output<'a> {
    pub(crate) format: Box<dyn Format + 'a>,
    pub(crate) view: View<'a>,
    pub(crate) out: Box<dyn Write>,
}

impl<'a> Output<'a> {
    /// Opens the place that the user chose, else `other`.
    pub(crate) fn open(
        settings: &'a Settings,
        reporting: &Reporting,
        inputs: &[Input],
        only_findings: bool,
        other: Stream,
    ) -> Result<Self, Failure> {
        let to_file = reporting.output_file.as_deref();
        spare(to_file, inputs)?;
        let is_terminal = to_file.is_none() && other == Stream::Stdout && io::stdout().is_terminal();
        let view = settings.view(is_terminal, only_findings || reporting.quiet, reporting.quiet);
        let format: Box<dyn Format + 'a> = match reporting.output_format {
            ReportFormat::Text => Box::new(Text::new(view)),
            ReportFormat::Short => Box::new(Short::new(view)),
            ReportFormat::Json => Box::new(Json::new(view)),
        };
        Ok(Self { format, view, out: writer(to_file, other)? })
    }
}

/// Refuses to write over a draft.
pub(crate) fn spare(to_file: Option<&Path>, inputs: &[Input]) -> Result<(), Failure> {
    match to_file.filter(|path| inputs.iter().any(|input| input.lies_at(path))) {
        Some(path) => Err(over_draft(path)),
        None => Ok(()),
    }
}

fn over_draft(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        Phrase::new(
            format!("--output-file {path}: that is one of the drafts"),
            format!("--output-file {path}：这是待检查的草单之一"),
        ),
        Phrase::new("the report would take its place", "报告会覆盖该草单"),
        Phrase::new("name another file for the report", "请为报告指定其他文件"),
    )
}

/// Where a report goes when the user names no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Nothing else goes there.
    Stdout,
    /// The standard output carries a draft.
    Stderr,
}

/// The file, else the stream. Old Windows consoles need their colours translated.
pub(crate) fn writer(to_file: Option<&Path>, other: Stream) -> Result<Box<dyn Write>, Failure> {
    let always = anstream::ColorChoice::Always;
    Ok(match (to_file, other) {
        (Some(path), _) => {
            let file = File::create(path).map_err(|error| Failure::writing(path, &error))?;
            Box::new(BufWriter::new(file))
        }
        (None, Stream::Stdout) => Box::new(BufWriter::new(anstream::AutoStream::new(io::stdout(), always))),
        (None, Stream::Stderr) => Box::new(io::stderr()),
    })
}

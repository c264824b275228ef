//! Where reports go.

mod choice;
mod file;

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};

use beizhu::{
    phrase::Phrase,
    report::{
        Edition, Editions, Format, Summary, View, csv::Csv, github::Github, html::Html, json::Json,
        junit::Junit, sarif::Sarif, short::Short, text::Text,
    },
};
use tempfile::SpooledTempFile;

use super::{
    arguments::{ReportFormat, Reporting},
    claims::{Claims, Use},
    failure::{Failure, complain},
    progress::Progress,
    settings::Settings,
};
use choice::{Choice, chosen};
pub(crate) use file::ReportFile;

/// How much of a report that has to wait for its sums is held in memory, in bytes.
const MOST_HELD: usize = 16 << 20;

/// A report on its way out.
pub(crate) struct Output<'a> {
    pub(crate) editions: Editions<'a>,
    pub(crate) view: View<'a>,
    files: Vec<ReportFile>,
    /// Whether a person sees nothing of it while it is made.
    is_unseen: bool,
}

/// Where a report goes when the user names no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Nothing else goes there.
    Stdout,
    /// The standard output carries a draft.
    Stderr,
}

impl<'a> Output<'a> {
    /// Opens the places that the user chose, else `other`.
    pub(crate) fn open(
        settings: &'a Settings,
        reporting: &Reporting,
        claims: &mut Claims<'_>,
        only_findings: bool,
        other: Stream,
        progress: &Progress,
    ) -> Result<Self, Failure> {
        let choices = chosen(reporting)?;
        for path in choices.iter().filter_map(|choice| choice.path) {
            claims.write(path, Use::Report, "--output-file")?;
        }
        let is_unseen = choices.iter().all(|choice| choice.path.is_some());
        let is_terminal = other == Stream::Stdout && io::stdout().is_terminal();
        let view = |choice: &Choice<'_>| View {
            all_items: choice.shows_all(reporting),
            all: reporting.all,
            ..settings.view(
                choice.path.is_none() && is_terminal,
                only_findings || reporting.quiet,
                reporting.quiet,
            )
        };
        let mut editions = Vec::new();
        let mut files = Vec::new();
        for choice in &choices {
            let view = view(choice);
            let out: Box<dyn Write> = match choice.path {
                Some(path) => {
                    let (file, out) = ReportFile::open(path)?;
                    files.push(file);
                    out
                }
                None => Box::new(BufWriter::new(progress.above(stream(other)))),
            };
            editions.push(Edition { format: format(choice.format, view), out, all_items: view.all_items });
        }
        let view = settings.view(false, only_findings, reporting.quiet);
        Ok(Self { editions: Editions(editions), view, files, is_unseen: is_unseen && !reporting.quiet })
    }

    /// Whether any edition shows goods lines that there is nothing to say of.
    pub(crate) fn shows_all(&self) -> bool {
        self.editions.0.iter().any(|edition| edition.all_items)
    }

    /// Shows what holds for all files; the reports take their places.
    pub(crate) fn end(mut self, summary: &Summary) -> Result<(), Failure> {
        self.editions.end(summary).map_err(|error| Failure::output(&error))?;
        drop(self.editions);
        let written: Vec<String> = self.files.iter().map(ReportFile::shown).collect();
        self.files.into_iter().try_for_each(ReportFile::take_place)?;
        if self.is_unseen {
            let say = |phrase: Phrase| phrase.in_language(self.view.language).to_owned();
            let (items, findings) = (say(summary.items()), say(summary.findings()));
            let written = written.join(", ");
            complain(&self.view.language.pick(
                format!("{items}; {findings}. Written to {written}"),
                format!("{items}；{findings}。已写入 {written}"),
            ));
        }
        Ok(())
    }
}

fn format<'a>(format: ReportFormat, view: View<'a>) -> Box<dyn Format + 'a> {
    let aside = || SpooledTempFile::new(MOST_HELD);
    match format {
        ReportFormat::Text => Box::new(Text::new(view)),
        ReportFormat::Short => Box::new(Short::new(view)),
        ReportFormat::Json => Box::new(Json::new(view, aside())),
        ReportFormat::Sarif => Box::new(Sarif::new(view)),
        ReportFormat::Github => Box::new(Github::new(view)),
        ReportFormat::Junit => Box::new(Junit::new(view, aside())),
        ReportFormat::Csv => Box::new(Csv::new(view)),
        ReportFormat::Html => Box::new(Html::new(view, aside())),
    }
}

/// A place for what is no report on drafts: the file, `-` for the standard output, else that too.
pub(crate) fn single(
    path: Option<&Path>,
    claims: &mut Claims<'_>,
) -> Result<(Option<ReportFile>, Box<dyn Write>), Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return Ok((None, stream(Stream::Stdout)));
    };
    claims.write(path, Use::Report, "--output-file")?;
    ReportFile::open(path).map(|(file, out)| (Some(file), out))
}

/// The standard output or error. Old Windows consoles need their colours translated.
pub(crate) fn stream(stream: Stream) -> Box<dyn Write> {
    let always = anstream::ColorChoice::Always;
    match stream {
        Stream::Stdout => Box::new(BufWriter::new(anstream::AutoStream::new(io::stdout(), always))),
        Stream::Stderr => Box::new(io::stderr()),
    }
}

//! `beizhu fix`: writes the remarks that are due, or shows them as a diff.

use std::{
    env,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use beizhu::{
    draft::{Reason, Unreadable},
    edit::{self, Edit},
    finding::Severity,
    phrase::Phrase,
    report::{FileReport, Interrupted, Piece, Summary, Wanted, diff},
};
use tempfile::SpooledTempFile;

use super::{
    Ending,
    accepted::AcceptedFile,
    arguments::Fix,
    check::{ending, name_passed_over},
    failure::{Failure, complain},
    inputs::{self, Gathered, Input, Place, Source, gather},
    output::{Output, Stream},
    progress::Progress,
    record::Recorder,
    replace::{self, Original},
    run::{Again, Run, interrupted},
    settings::Settings,
    terminal,
};

pub(crate) fn run(command: Fix) -> Result<Ending, Failure> {
    let settings = Settings::of(&command.general, &command.judging, command.reporting.fail_on)?;
    fix(&command, &settings).map_err(|failure| failure.in_language(settings.language))
}

/// How much of a fixed draft that has no place of its own is held in memory, in bytes.
const MOST_HELD: usize = 16 << 20;

/// Where fixed drafts go.
enum Ends<'a> {
    /// Into the place of the original.
    Place,
    /// There.
    Elsewhere(&'a Path),
    /// To the standard output.
    Stdout,
    /// Nowhere: their differences go to the standard output.
    Diff,
}

/// What became of a draft.
struct Fixed<'a> {
    before: FileReport,
    /// The report of the fixed draft: what is left.
    after: FileReport,
    /// The draft as it was, and as it is.
    sources: (Box<dyn Source + 'a>, Box<dyn Source + 'a>),
}

impl Fixed<'_> {
    fn record(&mut self, recorder: &mut Recorder<'_>) -> Result<(), Failure> {
        let (original, fixed) = &mut self.sources;
        recorder.fixed(&self.before, original.as_mut(), fixed.as_mut())
    }
}

fn fix(command: &Fix, settings: &Settings) -> Result<Ending, Failure> {
    let gathered = gather(&command.inputs, &settings.configuration.selection)?;
    let accepted = AcceptedFile::read(settings)?;
    let progress = Progress::new(&gathered.inputs, settings.language, command.reporting.quiet);
    let is_stdin = |input: &Input| matches!(input.place, Place::Stdin(_));
    let is_to_stdout = command.diff
        || command
            .output
            .as_deref()
            .map_or_else(|| gathered.inputs.iter().any(is_stdin), |path| path == Path::new("-"));
    single_output(command, &gathered)?;
    let stream = if is_to_stdout { Stream::Stderr } else { Stream::Stdout };
    let fixed = command.output.as_deref();
    let output =
        Output::open(settings, &command.reporting, &gathered.inputs, fixed, true, stream, &progress)?;
    let run = Run {
        settings,
        accepted: accepted.as_ref(),
        all_items: output.shows_all(),
        add_remarks_column: command.add_remarks_column,
        progress: &progress,
        threads: command.inputs.jobs.into(),
    };
    let mut recorder = Recorder::open(command.reporting.record.as_deref(), "fix", &run, &gathered.inputs)?;
    let ending = run.fix_each(command, &gathered, output, recorder.as_mut());
    // what was written is recorded even where it could not be reported
    let recorded = recorder.map_or(Ok(()), Recorder::append);
    recorded.and(ending)
}

/// Says what a diff does not mend: it stands alone, and an empty one would look like a clean draft.
fn name_left(settings: &Settings, summary: &Summary) {
    let [errors, warnings] =
        [Severity::Error, Severity::Warning].map(|severity| summary.counts.with(severity));
    if errors + warnings > 0 {
        complain(&settings.language.pick(
            format!(
                "not mended by the diff: errors {errors}, warnings {warnings}; `beizhu check` names them"
            ),
            format!("差异之外仍有错误{errors}个、警告{warnings}个，请用“beizhu check”查看"),
        ));
    }
}

/// `--output` names the place of one draft.
fn single_output(command: &Fix, gathered: &Gathered) -> Result<(), Failure> {
    match &command.output {
        Some(path) if gathered.inputs.len() > 1 => {
            let (path, number) = (path.display(), gathered.inputs.len());
            Err(Failure::new(
                Phrase::new(
                    format!("--output {path}: {number} drafts cannot go to one place"),
                    format!("--output {path}：{number}个草单不能写到同一处"),
                ),
                Phrase::default(),
                Phrase::new("name one draft, or fix them in place", "请只指定一个草单，或直接改正原文件"),
            ))
        }
        _ => Ok(()),
    }
}

impl Run<'_> {
    /// Fixes every draft, one after the other.
    fn fix_each(
        &self,
        command: &Fix,
        gathered: &Gathered,
        mut output: Output<'_>,
        mut recorder: Option<&mut Recorder<'_>>,
    ) -> Result<Ending, Failure> {
        let settings = self.settings;
        let passed_over = gathered.passed_over.len();
        let mut summary = Summary { passed_over, written: Some(0), ..Summary::default() };
        name_passed_over(settings, &gathered.passed_over);
        let mut is_different = false;
        for input in &gathered.inputs {
            let ends = match (&command.output, &input.place) {
                _ if command.diff => Ends::Diff,
                (Some(path), _) if path == Path::new("-") => Ends::Stdout,
                (Some(path), _) => Ends::Elsewhere(path),
                (None, Place::Stdin(_) | Place::Staged { .. }) => Ends::Stdout,
                (None, Place::File(_) | Place::Unreachable(_)) => Ends::Place,
            };
            match self.fix(input, &ends) {
                Ok(mut fixed) => {
                    if let Some(recorder) = recorder.as_deref_mut() {
                        fixed.record(recorder)?;
                    }
                    is_different |= fixed.before.tally.byte_edits > 0;
                    summary.add(&fixed.after);
                    // a diff stands alone
                    if !command.diff {
                        let edits = fixed.before.tally.counts.edits;
                        summary.written = summary.written.map(|written| written + edits);
                        self.show_fixed(fixed, &mut output)
                            .map_err(|error| interrupted(&input.shown, error))?;
                    }
                }
                Err(Interrupted::Draft(error)) if error.reason == Reason::NotADraft && !input.is_named => {
                    summary.passed_over += 1;
                    name_passed_over(settings, std::slice::from_ref(&input.shown));
                }
                Err(Interrupted::Draft(error)) => {
                    summary.failed += 1;
                    if let Some(recorder) = recorder.as_deref_mut() {
                        recorder.failed(input, &error)?;
                    }
                    output.editions.failed(&input.shown, &error).map_err(|error| Failure::output(&error))?;
                }
                Err(Interrupted::Output(error)) => return Err(Failure::output(&error)),
            }
        }
        if summary.files + summary.failed == 0 && !command.inputs.pass_over {
            return Err(inputs::nothing_found(&command.inputs, summary.passed_over));
        }
        if let Some(accepted) = self.accepted.filter(|_| !command.diff) {
            accepted.show(settings, &mut summary, &mut output)?;
        }
        self.progress.end();
        summary.close(&output.view);
        let ending = match ending(&summary, settings, command.reporting.exit_zero) {
            Ending::Clean if command.diff && is_different && !command.reporting.exit_zero => Ending::Findings,
            other => other,
        };
        summary.exit_status = ending.status();
        if command.diff {
            output.editions.flush().map_err(|error| Failure::output(&error))?;
            if !command.reporting.quiet {
                name_left(settings, &summary);
            }
        } else {
            output.end(&summary)?;
        }
        Ok(ending)
    }

    /// Fixes a draft and reads the result again: nothing takes its place that has anything left to fix.
    fn fix<'a>(&self, input: &'a Input, ends: &Ends<'_>) -> Result<Fixed<'a>, Interrupted> {
        if let Place::File(path) = &input.place {
            fs::metadata(path).map_err(|error| input.unopened(&error))?;
        }
        match (&input.place, ends) {
            (Place::File(path), Ends::Place) => Ok(self.replace(input, path, None)?),
            (Place::File(path), Ends::Elsewhere(target)) => Ok(self.replace(input, path, Some(target))?),
            (Place::File(path), Ends::Stdout | Ends::Diff) => {
                let original = Original::open(path)?;
                let open = || original.again();
                let (before, mut fixed, after) = self.aside(input, open)?;
                original.confirm()?;
                self.hand_on(&before, &mut fixed, ends, || original.again())?;
                Ok(Fixed { before, after, sources: (Box::new(original.file), Box::new(fixed)) })
            }
            (Place::Stdin(_) | Place::Staged { .. } | Place::Unreachable(_), _) => {
                let open = || input.open().map_err(|error| replace::refused(&error));
                let (before, mut fixed, after) = self.aside(input, open)?;
                self.hand_on(&before, &mut fixed, ends, open)?;
                Ok(Fixed { before, after, sources: (open()?, Box::new(fixed)) })
            }
        }
    }

    fn replace<'a>(
        &self,
        input: &Input,
        path: &Path,
        target: Option<&Path>,
    ) -> Result<Fixed<'a>, Unreadable> {
        let mut original = Original::open(path)?;
        let before = self.report(&mut original.file, &input.shown, self.add_remarks_column)?;
        if before.tally.byte_edits == 0 && target.is_none() {
            let after = before.clone();
            let sources: (_, Box<dyn Source>) = (original.again()?, Box::new(original.file));
            return Ok(Fixed { after, before, sources: (Box::new(sources.0), sources.1) });
        }
        let again = original.again()?;
        let mut broken = None;
        let fixed = original.fixed(self.edits(&before, again, &mut broken)?, target);
        broken.map_or(Ok(()), Err)?;
        let fixed = fixed?;
        let mut reopened = fixed.reopen()?;
        let after = self.settled(&mut reopened, &input.shown)?;
        fixed.take_place(&original)?;
        Ok(Fixed { before, after, sources: (Box::new(original.file), Box::new(reopened)) })
    }

    /// The reports of a draft before and after, with the fixed draft between them, away from its place.
    fn aside<S: Source>(
        &self,
        input: &Input,
        open: impl Fn() -> Result<S, Unreadable>,
    ) -> Result<(FileReport, SpooledTempFile, FileReport), Unreadable> {
        let before = self.report(open()?, &input.shown, self.add_remarks_column)?;
        let mut fixed = SpooledTempFile::new(MOST_HELD);
        let mut broken = None;
        let edits = self.edits(&before, open()?, &mut broken)?;
        let spliced = edit::splice(BufReader::new(open()?), edits, BufWriter::new(&mut fixed));
        broken.map_or(Ok(()), Err)?;
        spliced.map_err(|error| replace::unwritten(&error))?;
        let after = self.settled(&mut fixed, &input.shown)?;
        Ok((before, fixed, after))
    }

    /// Hands on a fixed draft that does not take the place of the original.
    fn hand_on<S: Source>(
        &self,
        before: &FileReport,
        fixed: &mut SpooledTempFile,
        ends: &Ends<'_>,
        open: impl Fn() -> Result<S, Unreadable>,
    ) -> Result<(), Interrupted> {
        let mut stdout = terminal::stdout(&before.encoding);
        match ends {
            Ends::Diff => {
                let mut broken = None;
                let edits = self.edits(before, open()?, &mut broken)?;
                let mut out = BufWriter::new(&mut stdout);
                diff::unified(BufReader::new(open()?), edits, &relative(&before.path), &mut out)?;
                broken.map_or(Ok(()), Err)?;
                out.flush()?;
            }
            Ends::Elsewhere(target) => {
                fixed.seek(SeekFrom::Start(0))?;
                let written = File::create(target).and_then(|mut file| io::copy(fixed, &mut file));
                written.map_err(|error| replace::unwritten(&error))?;
            }
            Ends::Place | Ends::Stdout => {
                fixed.seek(SeekFrom::Start(0))?;
                io::copy(fixed, &mut stdout)?;
                stdout.flush()?;
            }
        }
        Ok(())
    }

    /// The byte edits of a draft, read from it again where its report does not hold them. They end
    /// where it is `broken`.
    fn edits<'a, S: Source + 'a>(
        &'a self,
        before: &'a FileReport,
        source: S,
        broken: &'a mut Option<Unreadable>,
    ) -> Result<Box<dyn Iterator<Item = Edit> + 'a>, Unreadable> {
        if before.is_whole {
            return Ok(Box::new(before.edits.iter().cloned()));
        }
        let pieces = self.pieces(source, before, self.add_remarks_column)?.only(Wanted::Others);
        let readable = pieces.map_while(|piece| piece.map_err(|error| *broken = Some(error)).ok());
        Ok(Box::new(readable.filter_map(|piece| match piece {
            Piece::Edit { edit, .. } => Some(edit),
            _ => None,
        })))
    }

    /// The report of a fixed draft, which has nothing left to fix.
    fn settled<S: Read + Seek>(&self, fixed: &mut S, shown: &str) -> Result<FileReport, Unreadable> {
        self.progress.add(fixed.seek(SeekFrom::End(0)).map_err(|error| replace::refused(&error))?);
        fixed.seek(SeekFrom::Start(0)).map_err(|error| replace::refused(&error))?;
        let after = self.report(fixed, shown, false)?;
        if after.tally.byte_edits == 0 { Ok(after) } else { Err(replace::not_settled()) }
    }

    /// Shows what was changed in a draft, and what is left.
    fn show_fixed(&self, fixed: Fixed<'_>, output: &mut Output<'_>) -> Result<(), Interrupted> {
        let Fixed { before, after, sources: (original, fixed) } = fixed;
        let (run, add_remarks_column) = (self, self.add_remarks_column);
        let mut again = Again { run, report: &before, source: original, add_remarks_column };
        output.editions.show_edits(&before, &mut again)?;
        let mut again = Again { run, report: &after, source: fixed, add_remarks_column: false };
        output.editions.show(&after, &mut again)
    }
}

/// A path as a diff names it: from the current folder, with forward slashes.
fn relative(shown: &str) -> String {
    let path = PathBuf::from(shown);
    let folder = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&folder).unwrap_or(&path);
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            std::path::Component::ParentDir => Some("..".to_owned()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

//! `beizhu fix`: writes the remarks that are due, or shows them as a diff.

mod made;

use std::{
    env,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    thread,
};

use beizhu::{
    draft::{Reason, Unreadable},
    edit::{self, Edit},
    finding::Severity,
    phrase::Phrase,
    report::{FileReport, Interrupted, Stop, Summary, Tally, diff},
};
use made::{Made, Making};
use tempfile::SpooledTempFile;

use super::{
    Ending,
    accepted::AcceptedFile,
    arguments::Fix,
    check::{ending, name_passed_over},
    claims::{Claims, Use},
    failure::{Failure, complain},
    inputs::{self, Gathered, Input, Place, Source, gather},
    output::{Output, Stream},
    progress::Progress,
    record::Recorder,
    replace::{self, Original},
    run::{Again, Run, interrupted},
    settings::Settings,
    terminal,
    tree::Tree,
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
    /// What was written into it.
    made: Made,
    /// The report of the fixed draft: what is left.
    after: FileReport,
    /// The draft as it was, and as it is.
    sources: (Box<dyn Source + 'a>, Box<dyn Source + 'a>),
}

impl Fixed<'_> {
    fn record(&mut self, recorder: &mut Recorder<'_>) -> Result<(), Failure> {
        let (original, fixed) = &mut self.sources;
        let edits = self.made.remarks().map_err(|error| Failure::output(&error))?;
        recorder.fixed(&self.before, original.as_mut(), edits, fixed.as_mut())
    }
}

fn fix(command: &Fix, settings: &Settings) -> Result<Ending, Failure> {
    let gathered = gather(&command.inputs, &settings.configuration.selection)?;
    let accepted = AcceptedFile::read(settings, &mut Tree::Work)?;
    let progress = Progress::new(&gathered.inputs, settings.language, command.reporting.quiet);
    let is_stdin = |input: &Input| matches!(input.place, Place::Stdin(_));
    let is_to_stdout = command.diff
        || command
            .output
            .as_deref()
            .map_or_else(|| gathered.inputs.iter().any(is_stdin), |path| path == Path::new("-"));
    single_output(command, &gathered)?;
    let stream = if is_to_stdout { Stream::Stderr } else { Stream::Stdout };
    let mut claims = Claims::of(settings, &gathered.inputs);
    if let Some(path) = command.output.as_deref().filter(|path| *path != Path::new("-")) {
        claims.write(path, Use::Fixed, "--output")?;
    }
    let output = Output::open(settings, &command.reporting, &mut claims, true, stream, &progress)?;
    let run = Run {
        settings,
        accepted: accepted.as_ref(),
        all_items: output.shows_all(),
        add_remarks_column: command.add_remarks_column,
        progress: &progress,
        jobs: command.inputs.jobs.into(),
    };
    let mut recorder = Recorder::open(command.reporting.record.as_deref(), "fix", &run, &mut claims)?;
    let ending = run.fix_each(command, &gathered, output, recorder.as_mut());
    // what was written is recorded even where it could not be reported
    let recorded = recorder.map_or(Ok(()), Recorder::append);
    ending.and_then(|ending| recorded.map(|()| ending))
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
                    is_different |= fixed.before.tally.byte_edits > 0;
                    summary.add(&fixed.after);
                    // a diff stands alone
                    if !command.diff {
                        let edits = fixed.before.tally.counts.edits;
                        summary.written = summary.written.map(|written| written + edits);
                        self.show_fixed(&mut fixed, &mut output)
                            .map_err(|error| interrupted(&input.shown, error))?;
                    }
                    if let Some(recorder) = recorder.as_deref_mut() {
                        fixed.record(recorder)?;
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
                let (before, mut made, mut fixed, after) = self.aside(input, open)?;
                original.confirm()?;
                self.hand_on(&before, &mut made, &mut fixed, ends, || original.again())?;
                // a diff is made from the draft itself
                original.confirm()?;
                Ok(Fixed { before, made, after, sources: (Box::new(original.file), Box::new(fixed)) })
            }
            (Place::Stdin(_) | Place::Staged { .. } | Place::Unreachable(_), _) => {
                let open = || input.source().map_err(|error| replace::refused(&error));
                let (before, mut made, mut fixed, after) = self.aside(input, open)?;
                self.hand_on(&before, &mut made, &mut fixed, ends, open)?;
                Ok(Fixed { before, made, after, sources: (open()?, Box::new(fixed)) })
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
        let mut before = self.report(&mut original.file, &input.shown, self.add_remarks_column, self.jobs)?;
        let again = original.again()?;
        let mut made = Made::none();
        // where there is nothing to fix, nothing need be writable
        let fixed = self
            .make(&mut before, again, &mut made, target.is_some(), |edits| original.fixed(edits, target))?;
        let Some(fixed) = fixed else {
            let (after, again) = (before.clone(), original.again()?);
            return Ok(Fixed { before, made, after, sources: (Box::new(again), Box::new(original.file)) });
        };
        let mut reopened = fixed.reopen()?;
        let after = self.settled(&mut reopened, &input.shown)?;
        fixed.take_place(&original)?;
        Ok(Fixed { before, made, after, sources: (Box::new(original.file), Box::new(reopened)) })
    }

    /// Fixes a draft away from its place: its report, its edits, the fixed draft and the report of that.
    fn aside<S: Source>(
        &self,
        input: &Input,
        open: impl Fn() -> Result<S, Unreadable>,
    ) -> Result<(FileReport, Made, SpooledTempFile, FileReport), Unreadable> {
        let mut before = self.report(open()?, &input.shown, self.add_remarks_column, self.jobs)?;
        let (mut made, mut fixed) = (Made::none(), SpooledTempFile::new(MOST_HELD));
        let (again, original) = (open()?, BufReader::new(open()?));
        self.make(&mut before, again, &mut made, true, |edits| {
            let spliced = edit::splice(original, edits, BufWriter::new(&mut fixed));
            spliced.map_err(|error| replace::unwritten(&error))
        })?;
        let after = self.settled(&mut fixed, &input.shown)?;
        Ok((before, made, fixed, after))
    }

    /// Makes the edits of a draft, which is read `again` where its report does not hold them. The
    /// report knows the whole of it then. Without edits nothing is written, unless it `must` be.
    fn make<S: Source, T>(
        &self,
        before: &mut FileReport,
        again: S,
        made: &mut Made,
        must: bool,
        write: impl FnOnce(&mut dyn Iterator<Item = Edit>) -> Result<T, Unreadable>,
    ) -> Result<Option<T>, Unreadable> {
        let (written, tally) = thread::scope(|scope| {
            let (adds, in_doubt) = (self.add_remarks_column, before.tally.in_doubt);
            let read = |stop: &Stop| self.pieces_after(stop, again, &before.path, in_doubt, adds, scope);
            let mut making = Making::of(before, read, made)?;
            let mut edits = making.by_ref().peekable();
            let written = (edits.peek().is_some() || must).then(|| write(&mut edits));
            // what the edits broke off with says more than what that did to the writing
            making.end().map(|tally| (written, tally))
        })?;
        if let Some(tally) = tally {
            before.tally = tally;
        }
        written.transpose()
    }

    /// Hands on a fixed draft that does not take the place of the original.
    fn hand_on<S: Source>(
        &self,
        before: &FileReport,
        made: &mut Made,
        fixed: &mut SpooledTempFile,
        ends: &Ends<'_>,
        open: impl Fn() -> Result<S, Unreadable>,
    ) -> Result<(), Interrupted> {
        let mut stdout = terminal::stdout(&before.encoding);
        match ends {
            Ends::Diff => {
                let mut broken = Ok(());
                let edits = made.edits()?.map_while(|edit| edit.map_err(|error| broken = Err(error)).ok());
                let mut out = BufWriter::new(&mut stdout);
                diff::unified(BufReader::new(open()?), edits, &relative(&before.path), &mut out)?;
                broken?;
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

    /// The report of a fixed draft, which has nothing left to fix.
    fn settled<S: Read + Seek>(&self, fixed: &mut S, shown: &str) -> Result<FileReport, Unreadable> {
        self.progress.add(fixed.seek(SeekFrom::End(0)).map_err(|error| replace::refused(&error))?);
        fixed.seek(SeekFrom::Start(0)).map_err(|error| replace::refused(&error))?;
        let mut after = self.report(&mut *fixed, shown, false, self.jobs)?;
        if let Some(stop) = &after.rest {
            after.tally = thread::scope(|scope| {
                let in_doubt = after.tally.in_doubt;
                let mut pieces = self.pieces_after(stop, fixed, shown, in_doubt, false, scope)?;
                pieces.by_ref().try_for_each(|piece| piece.map(drop))?;
                Ok::<Tally, Unreadable>(pieces.tally().clone())
            })?;
        }
        if after.tally.byte_edits == 0 { Ok(after) } else { Err(replace::not_settled()) }
    }

    /// Shows what was changed in a draft, and what is left.
    fn show_fixed(&self, fixed: &mut Fixed<'_>, output: &mut Output<'_>) -> Result<(), Interrupted> {
        let Fixed { before, made, after, sources: (_, source) } = fixed;
        output.editions.show_edits(before, made.remarks()?)?;
        let mut again = Again::of(self, after, Box::new(source), false);
        output.editions.show(after, &mut again)
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

//! `beizhu fix`: writes the remarks that are due, or shows them as a diff.

use std::{
    env,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use beizhu::{
    draft::{Reason, Unreadable},
    edit,
    phrase::Phrase,
    report::{FileReport, Outcome, Summary, diff},
};

use super::{
    Ending,
    arguments::Fix,
    check::{ending, name_passed_over},
    failure::Failure,
    inputs::{self, Gathered, Input, Place, gather},
    output::{Output, Stream},
    replace::{self, Original},
    run::Run,
    settings::Settings,
};

pub(crate) fn run(command: Fix) -> Result<Ending, Failure> {
    let settings = Settings::of(&command.general, &command.judging, command.reporting.fail_on)?;
    fix(&command, &settings).map_err(|failure| failure.in_language(settings.language))
}

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
struct Fixed {
    before: FileReport,
    /// The report of the fixed draft: what is left.
    after: FileReport,
    /// What goes to the standard output.
    bytes: Vec<u8>,
}

fn fix(command: &Fix, settings: &Settings) -> Result<Ending, Failure> {
    let gathered = gather(&command.inputs, &settings.selection)?;
    let run = Run {
        settings,
        all_items: command.reporting.all_items,
        add_remarks_column: command.add_remarks_column,
    };
    let is_stdin = |input: &Input| matches!(input.place, Place::Stdin(_));
    let is_to_stdout = command.diff
        || command
            .output
            .as_deref()
            .map_or_else(|| gathered.inputs.iter().any(is_stdin), |path| path == Path::new("-"));
    single_output(command, &gathered)?;
    let stream = if is_to_stdout { Stream::Stderr } else { Stream::Stdout };
    let mut output = Output::open(settings, &command.reporting, true, stream)?;
    let passed_over = gathered.passed_over.len();
    let mut summary = Summary { passed_over, written: Some(0), ..Summary::default() };
    name_passed_over(settings, &gathered.passed_over);
    let mut is_different = false;
    for input in &gathered.inputs {
        let ends = match (&command.output, &input.place) {
            _ if command.diff => Ends::Diff,
            (Some(path), _) if path == Path::new("-") => Ends::Stdout,
            (Some(path), _) => Ends::Elsewhere(path),
            (None, Place::Stdin(_)) => Ends::Stdout,
            (None, Place::File(_)) => Ends::Place,
        };
        let outcome = match run.fix(input, &ends) {
            Ok(fixed) => {
                is_different |= !fixed.before.edits.is_empty();
                to_stdout(&fixed.bytes)?;
                if !command.diff {
                    summary.written = summary.written.map(|written| written + fixed.before.counts.edits);
                    output
                        .format
                        .edits(&fixed.before, &mut output.out)
                        .map_err(|error| Failure::output(&error))?;
                }
                Outcome::Read(Box::new(fixed.after))
            }
            Err(error) if error.reason == Reason::NotADraft && !input.is_named => {
                summary.passed_over += 1;
                name_passed_over(settings, std::slice::from_ref(&input.shown));
                continue;
            }
            Err(error) => Outcome::Failed { path: input.shown.clone(), error: Box::new(error) },
        };
        summary.add(&outcome);
        // a diff stands alone; what cannot be checked must still be said
        if !command.diff || matches!(outcome, Outcome::Failed { .. }) {
            output.format.file(outcome, &mut output.out).map_err(|error| Failure::output(&error))?;
        }
    }
    if summary.files + summary.failed == 0 {
        return Err(inputs::nothing_found(&command.inputs.paths, summary.passed_over));
    }
    summary.close(&output.view);
    let Output { format, out, .. } = &mut output;
    if !command.diff {
        format.end(&summary, out).map_err(|error| Failure::output(&error))?;
    }
    out.flush().map_err(|error| Failure::output(&error))?;
    Ok(match ending(&summary, settings, command.reporting.exit_zero) {
        Ending::Clean if command.diff && is_different && !command.reporting.exit_zero => Ending::Findings,
        other => other,
    })
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
    /// Fixes a draft and reads the result again: nothing takes its place that has anything left to fix.
    fn fix(&self, input: &Input, ends: &Ends<'_>) -> Result<Fixed, Unreadable> {
        match (&input.place, ends) {
            (Place::File(path), Ends::Place) => self.replace(input, path, None),
            (Place::File(path), Ends::Elsewhere(target)) => self.replace(input, path, Some(target)),
            (_, Ends::Place | Ends::Stdout | Ends::Diff | Ends::Elsewhere(_)) => self.in_memory(input, ends),
        }
    }

    fn replace(&self, input: &Input, path: &Path, target: Option<&Path>) -> Result<Fixed, Unreadable> {
        let mut original = Original::open(path)?;
        let before = self.report(&mut original.file, &input.shown, self.add_remarks_column)?;
        if before.edits.is_empty() && target.is_none() {
            return Ok(Fixed { after: before.clone(), before, bytes: Vec::new() });
        }
        let fixed = original.fixed(&before.edits, target)?;
        let after = self.settled(&mut fixed.reopen()?, &input.shown)?;
        fixed.take_place(&original)?;
        Ok(Fixed { before, after, bytes: Vec::new() })
    }

    fn in_memory(&self, input: &Input, ends: &Ends<'_>) -> Result<Fixed, Unreadable> {
        let mut original = Vec::new();
        let mut source = input.open().map_err(|error| replace::refused(&error))?;
        source.read_to_end(&mut original).map_err(|error| replace::refused(&error))?;
        let before = self.report(Cursor::new(&original), &input.shown, self.add_remarks_column)?;
        let bytes = edit::apply(&original, &before.edits);
        let after = self.settled(&mut Cursor::new(&bytes), &input.shown)?;
        let bytes = match ends {
            Ends::Elsewhere(target) => {
                std::fs::write(target, &bytes).map_err(|error| replace::unwritten(&error))?;
                Vec::new()
            }
            Ends::Diff => {
                let mut text = Vec::new();
                diff::unified(
                    BufReader::new(&original[..]),
                    &before.edits,
                    &relative(&input.shown),
                    &mut text,
                )
                .map_err(|error| replace::unwritten(&error))?;
                text
            }
            Ends::Place | Ends::Stdout => bytes,
        };
        Ok(Fixed { before, after, bytes })
    }

    /// The report of a fixed draft, which has nothing left to fix.
    fn settled<S: Read + Seek>(&self, fixed: &mut S, shown: &str) -> Result<FileReport, Unreadable> {
        fixed.seek(SeekFrom::Start(0)).map_err(|error| replace::refused(&error))?;
        let after = self.report(fixed, shown, false)?;
        if after.edits.is_empty() { Ok(after) } else { Err(replace::not_settled()) }
    }
}

fn to_stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))
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

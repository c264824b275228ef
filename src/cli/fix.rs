//! `beizhu fix`: writes the remarks that are due, or shows them as a diff.

mod made;
mod one;

use std::path::Path;

use beizhu::{
    draft::{Reason, Trailing},
    finding::Severity,
    phrase::Phrase,
    report::{Interrupted, Summary},
};
use one::{Ends, Fixed};

use super::{
    Ending,
    accepted::AcceptedFile,
    arguments::Fix,
    check::{ending, name_passed_over},
    claims::{Claims, Use},
    failure::{Failure, complain},
    inputs::{self, Gathered, Input, Place, gather},
    output::{Output, Stream},
    progress::Progress,
    record::Recorder,
    run::{Again, Run, interrupted},
    settings::Settings,
    tree::Tree,
};

pub(crate) fn run(command: Fix) -> Result<Ending, Failure> {
    let settings = Settings::of(&command.general, &command.judging, command.reporting.fail_on)?;
    fix(&command, &settings).map_err(|failure| failure.in_language(settings.language))
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
        trailing: Trailing::Leaves,
        foretells: false,
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
            match self.fix(input, &ends, &mut output.editions) {
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

    /// Shows what was changed in a draft, and what is left.
    fn show_fixed(&self, fixed: &mut Fixed<'_>, output: &mut Output<'_>) -> Result<(), Interrupted> {
        let Fixed { before, made, after, sample, sources: (_, source) } = fixed;
        let trail = made.trail.clone();
        output.editions.show_edits(before, made.remarks()?)?;
        if let Some(sample) = sample {
            return Ok(output.editions.show_sample(after, sample)?);
        }
        let run = self.second(trail.as_ref());
        let mut again = Again::of(&run, after, Box::new(source));
        output.editions.show(after, &mut again)
    }
}

//! `beizhu check`: reports, and changes nothing.

use beizhu::{
    draft::Trailing,
    report::{Outcome, Summary, printable},
};

use super::{
    Ending,
    accept::Candidates,
    accepted::AcceptedFile,
    arguments::Check,
    claims::Claims,
    failure::{Failure, complain},
    inputs::{self, gather},
    output::{Output, Stream},
    progress::Progress,
    record::Recorder,
    run::{Reached, Run},
    settings::Settings,
    staged,
    tree::Tree,
};

pub(crate) fn run(command: Check) -> Result<Ending, Failure> {
    let mut tree = if command.staged { Tree::index()? } else { Tree::Work };
    let (general, judging) = (&command.general, &command.judging);
    let settings = Settings::in_tree(&mut tree, general, judging, command.reporting.fail_on)?;
    // the process ends with the command: nothing is gained by taking the law apart
    let settings = Box::leak(Box::new(settings));
    check(&command, settings, tree).map_err(|failure| failure.in_language(settings.language))
}

fn check(command: &Check, settings: &Settings, mut tree: Tree) -> Result<Ending, Failure> {
    let gathered = if command.staged {
        staged::gather(&command.inputs, &settings.configuration.selection)?
    } else {
        gather(&command.inputs, &settings.configuration.selection)?
    };
    let accepted = AcceptedFile::read(settings, &mut tree)?;
    tree.name_unstaged(settings.language);
    let mut candidates =
        accepted.as_ref().filter(|_| command.accept).map(|file| Candidates::new(file, settings));
    let progress = Progress::new(&gathered.inputs, settings.language, command.reporting.quiet);
    let mut claims = Claims::of(settings, &gathered.inputs);
    let mut output =
        Output::open(settings, &command.reporting, &mut claims, false, Stream::Stdout, &progress)?;
    let run = Run {
        settings,
        accepted: accepted.as_ref(),
        all_items: output.shows_all(),
        add_remarks_column: false,
        trailing: Trailing::No,
        foretells: !output.editions.are_samples(),
        progress: &progress,
        jobs: command.inputs.jobs.into(),
    };
    let mut recorder = Recorder::open(command.reporting.record.as_deref(), "check", &run, &mut claims)?;
    let mut summary = Summary { passed_over: gathered.passed_over.len(), ..Summary::default() };
    name_passed_over(settings, &gathered.passed_over);
    run.each(&gathered.inputs, |input, reached| {
        let (reached, sample) = run.sample(input, reached, &mut output.editions)?;
        match reached {
            Reached::PassedOver(path) => {
                summary.passed_over += 1;
                name_passed_over(settings, &[path]);
            }
            Reached::Outcome(mut outcome, look) => {
                run.show(input, &mut outcome, sample.as_ref(), look, &mut output.editions)?;
                match &outcome {
                    Outcome::Read(report) => {
                        summary.add(report);
                        if let Some(recorder) = &mut recorder {
                            recorder.checked(input, report)?;
                        }
                        if let Some(candidates) = &mut candidates {
                            candidates.look(report, &mut run.again(input, report)?)?;
                        }
                    }
                    Outcome::Failed { error, .. } => {
                        summary.failed += 1;
                        if let Some(recorder) = &mut recorder {
                            recorder.failed(input, error)?;
                        }
                    }
                }
            }
        }
        Ok(())
    })?;
    let may_be_nothing = command.staged || command.inputs.pass_over;
    if summary.files + summary.failed == 0 && !may_be_nothing {
        return Err(inputs::nothing_found(&command.inputs, summary.passed_over));
    }
    if let Some(accepted) = &accepted {
        accepted.show(settings, &mut summary, &mut output)?;
    }
    progress.end();
    summary.close(&output.view);
    let ending = ending(&summary, settings, command.reporting.exit_zero);
    summary.exit_status = ending.status();
    output.end(&summary)?;
    candidates.map_or(Ok(()), Candidates::write)?;
    recorder.map_or(Ok(()), Recorder::append)?;
    Ok(ending)
}

/// The exit status that a report calls for.
pub(crate) fn ending(summary: &Summary, settings: &Settings, exit_zero: bool) -> Ending {
    if summary.failed > 0 {
        Ending::Failed
    } else if summary.has(settings.fail_on) && !exit_zero {
        Ending::Findings
    } else {
        Ending::Clean
    }
}

/// With `-v`: which files of folders are no declarations.
pub(crate) fn name_passed_over(settings: &Settings, paths: &[String]) {
    if settings.is_verbose {
        for path in paths {
            let path = printable(path);
            complain(&settings.language.pick(format!("passed over: {path}"), format!("已跳过：{path}")));
        }
    }
}

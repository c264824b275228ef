//! Reads every draft, several at a time, and yields what they came to in the order of the inputs.

use std::{
    io::{Cursor, Read, Seek, SeekFrom},
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

use beizhu::{
    draft::{Reason, Unreadable},
    report::{Desk, Editions, FileReport, Interrupted, Outcome, Pieces, Reread, Stop, Tally, Visit},
};

use super::{
    accepted::AcceptedFile,
    failure::Failure,
    inputs::{Input, Look, Source},
    progress::{Progress, Reading},
    replace::refused,
    settings::Settings,
};

/// What became of an input.
pub(crate) enum Reached {
    /// It was checked, or could not be; with how it looked before.
    Outcome(Outcome, Option<Look>),
    /// It lay in a folder and is no declaration.
    PassedOver(String),
}

/// A draft that can be read again.
pub(crate) struct Again<'a> {
    run: &'a Run<'a>,
    path: String,
    in_doubt: bool,
    /// The draft itself, from anywhere.
    source: Box<dyn Source + 'a>,
    add_remarks_column: bool,
}

impl<'a> Again<'a> {
    /// The draft with this report.
    pub(crate) fn of(
        run: &'a Run<'a>,
        report: &FileReport,
        source: Box<dyn Source + 'a>,
        add_remarks_column: bool,
    ) -> Self {
        Self { run, path: report.path.clone(), in_doubt: report.tally.in_doubt, source, add_remarks_column }
    }
}

impl Reread for Again<'_> {
    fn each_piece_after(&mut self, stop: &Stop, visit: &mut Visit<'_>) -> Result<Tally, Interrupted> {
        let pieces = self.run.pieces(&mut self.source, &self.path, self.in_doubt, self.add_remarks_column)?;
        let mut pieces = pieces.after(stop)?;
        while let Some(piece) = pieces.next().transpose()? {
            visit(&piece)?;
        }
        Ok(pieces.tally().clone())
    }
}

/// The failure of a run whose report broke off.
pub(crate) fn interrupted(shown: &str, error: Interrupted) -> Failure {
    match error {
        Interrupted::Output(error) => Failure::output(&error),
        Interrupted::Draft(error) => Failure::unreadable(shown, &error),
    }
}

/// Refuses a draft over which the program breaks down, so that the work on the others goes on.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    // what one draft has left half done is asked by no other: the law is only read
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Unreadable::broken_down()))
}

/// Refuses a draft that looks other than it did.
fn unchanged(input: &Input, look: Option<Look>) -> Result<(), Unreadable> {
    if input.look() == look { Ok(()) } else { Err(Unreadable::changed()) }
}

/// Inputs are taken together as long as they hold fewer bytes.
const BUNDLE: u64 = 1 << 16;

/// How drafts are read in a run.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) settings: &'a Settings,
    /// What has been accepted, where that matters.
    pub(crate) accepted: Option<&'a AcceptedFile>,
    pub(crate) all_items: bool,
    pub(crate) add_remarks_column: bool,
    pub(crate) progress: &'a Progress,
    /// How many threads share the work on one draft.
    pub(crate) threads: usize,
}

impl Run<'_> {
    /// Reads the draft at an input.
    pub(crate) fn read(&self, input: &Input) -> Reached {
        let look = input.look();
        let source = input.open().map_err(|error| input.unopened(&error));
        let report = source.and_then(|source| self.report(source, &input.shown, self.add_remarks_column));
        match report.and_then(|report| unchanged(input, look).map(|()| report)) {
            Ok(report) => Reached::Outcome(Outcome::Read(Box::new(report)), look),
            Err(error) if error.reason == Reason::NotADraft && !input.is_named => {
                Reached::PassedOver(input.shown.clone())
            }
            Err(error) => {
                Reached::Outcome(Outcome::Failed { path: input.shown.clone(), error: Box::new(error) }, look)
            }
        }
    }

    /// Reads a draft from wherever it lies.
    pub(crate) fn report<S: Read + Seek>(
        &self,
        source: S,
        shown: &str,
        add_remarks_column: bool,
    ) -> Result<FileReport, Unreadable> {
        let settings = self.settings;
        let is_parameter = |heading: &str| settings.examiner.is_parameter(heading);
        let reading = settings.reading(&is_parameter, add_remarks_column);
        let source = self.progress.reading(source, shown);
        guarded(|| {
            let pieces = Pieces::open(source, shown, &reading, self.desk(shown), false)?;
            FileReport::of(pieces.sharing(self.threads), shown)
        })
    }

    /// What a draft is looked at with.
    fn desk(&self, shown: &str) -> Desk<'_> {
        Desk {
            examiner: &self.settings.examiner,
            policy: &self.settings.policy,
            accepted: self.accepted.map(|file| file.of(shown)),
            all_items: self.all_items,
        }
    }

    /// The pieces of a draft from wherever it lies, of which an earlier reading has told whether it is in doubt.
    pub(crate) fn pieces<S: Read + Seek>(
        &self,
        mut source: S,
        shown: &str,
        in_doubt: bool,
        add_remarks_column: bool,
    ) -> Result<Pieces<'_, Reading<S>>, Unreadable> {
        let settings = self.settings;
        let is_parameter = |heading: &str| settings.examiner.is_parameter(heading);
        let reading = settings.reading(&is_parameter, add_remarks_column);
        self.progress.add(source.seek(SeekFrom::End(0)).map_err(|error| refused(&error))?);
        let source = self.progress.reading(source, shown);
        let pieces = Pieces::open(source, shown, &reading, self.desk(shown), in_doubt)?;
        Ok(pieces.sharing(self.threads))
    }

    /// An input whose report is there.
    pub(crate) fn again<'a>(&'a self, input: &'a Input, report: &FileReport) -> Result<Again<'a>, Failure> {
        let source: Box<dyn Source + 'a> = if report.rest.is_none() {
            Box::new(Cursor::new(&[]))
        } else {
            input.open().map_err(|error| Failure::unreadable(&input.shown, &refused(&error)))?
        };
        Ok(Again::of(self, report, source, self.add_remarks_column))
    }

    /// Shows what became of an input; its report knows all of it then.
    pub(crate) fn show(
        &self,
        input: &Input,
        outcome: &mut Outcome,
        look: Option<Look>,
        editions: &mut Editions<'_>,
    ) -> Result<(), Failure> {
        match outcome {
            Outcome::Read(report) => {
                let mut again = self.again(input, report)?;
                editions.show(report, &mut again).map_err(|error| interrupted(&input.shown, error))?;
                if report.rest.is_none() {
                    return Ok(());
                }
                // it was read once more
                unchanged(input, look).map_err(|error| Failure::unreadable(&input.shown, &error))
            }
            Outcome::Failed { path, error } => {
                editions.failed(path, error).map_err(|error| Failure::output(&error))
            }
        }
    }

    /// Reads every input with so many threads and hands each result on, in the order of the inputs.
    pub(crate) fn each(
        &self,
        inputs: &[Input],
        jobs: usize,
        mut receive: impl FnMut(&Input, Reached) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if jobs.min(inputs.len()) <= 1 {
            return inputs.iter().try_for_each(|input| receive(input, self.read(input)));
        }
        let jobs = jobs.min(inputs.len());
        let bundles = &bundles(inputs);
        thread::scope(|scope| {
            // one worker takes every so many-th bundle and waits with its next reports until the last ones
            // are fetched: reports that are ready early do not pile up behind a slow file
            let workers: Vec<mpsc::Receiver<Vec<Reached>>> = (0..jobs)
                .map(|worker| {
                    let (send, reports) = mpsc::sync_channel(1);
                    let read = |bundle: &&[Input]| bundle.iter().map(|input| self.read(input)).collect();
                    scope.spawn(move || {
                        let mut own = bundles.iter().skip(worker).step_by(jobs);
                        while own.next().is_some_and(|bundle| send.send(read(bundle)).is_ok()) {}
                    });
                    reports
                })
                .collect();
            for (bundle, worker) in bundles.iter().zip(workers.iter().cycle()) {
                // a worker that is gone has panicked; the scope says so
                let Ok(reached) = worker.recv() else { break };
                bundle.iter().zip(reached).try_for_each(|(input, reached)| receive(input, reached))?;
            }
            Ok(())
        })
    }
}

/// Inputs that a worker takes at once: handing on the report of a message takes as long as reading it.
fn bundles(inputs: &[Input]) -> Vec<&[Input]> {
    let mut size = 0;
    let is_together = |one: &Input, next: &Input| {
        size += one.size();
        let fits = size + next.size() < BUNDLE;
        if !fits {
            size = 0;
        }
        fits
    };
    inputs.chunk_by(is_together).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breakdown_ends_the_work_on_one_draft_alone() {
        let broken = guarded(|| -> Result<(), Unreadable> { Err(Unreadable::changed()) });
        assert!(broken.expect_err("a refusal").account.what.en.contains("changed"));
        let broken = guarded(|| -> Result<(), Unreadable> { panic!("over one draft") });
        assert!(broken.expect_err("a refusal").account.why.en.contains("bug"));
        assert!(guarded(|| Ok(())).is_ok());
    }
}

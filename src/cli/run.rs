//! Reads every draft, several at a time, and yields what they came to in the order of the inputs.

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use beizhu::{
    draft::{Reason, Unreadable},
    report::{FileReport, Outcome, read_draft},
};

use super::{failure::Failure, inputs::Input, replace::refused, settings::Settings};

/// What became of an input.
pub(crate) enum Reached {
    /// It was checked, or could not be.
    Outcome(Outcome),
    /// It lay in a folder and is no declaration.
    PassedOver(String),
}

/// How drafts are read in a run.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) all_items: bool,
    pub(crate) add_remarks_column: bool,
}

impl Run<'_> {
    /// Reads the draft at an input.
    pub(crate) fn read(&self, input: &Input) -> Reached {
        let source = input.open().map_err(|error| refused(&error));
        match source.and_then(|source| self.report(source, &input.shown, self.add_remarks_column)) {
            Ok(report) => Reached::Outcome(Outcome::Read(Box::new(report))),
            Err(error) if error.reason == Reason::NotADraft && !input.is_named => {
                Reached::PassedOver(input.shown.clone())
            }
            Err(error) => {
                Reached::Outcome(Outcome::Failed { path: input.shown.clone(), error: Box::new(error) })
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
        read_draft(source, shown, &settings.examiner, &reading, &settings.policy, self.all_items)
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
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (send, results) = mpsc::channel();
            for _ in 0..jobs.min(inputs.len()) {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    while let Some((index, input)) = {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        inputs.get(index).map(|input| (index, input))
                    } {
                        if send.send((index, self.read(input))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            let mut early: BTreeMap<usize, Reached> = BTreeMap::new();
            let mut due = 0;
            for (index, reached) in results {
                early.insert(index, reached);
                while let Some(reached) = early.remove(&due) {
                    receive(&inputs[due], reached)?;
                    due += 1;
                }
            }
            Ok(())
        })
    }
}

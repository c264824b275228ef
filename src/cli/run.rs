//! Reads every draft, several at a time, and yields what they came to in the order of the inputs.

use std::{
    collections::VecDeque,
    io::{Cursor, Read, Seek, SeekFrom},
    panic::{self, AssertUnwindSafe},
    thread::{self, Scope},
};

use beizhu::{
    crew::Crew,
    draft::{self, Reason, Trail, Trailing, Unreadable},
    report::{Desk, Editions, FileReport, Interrupted, Outcome, Pieces, Reread, Sample, Stop, Tally, Visit},
};

use super::{
    accepted::AcceptedFile,
    failure::Failure,
    inputs::{BUNDLE, Input, Look, Opened, Source},
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

impl Reached {
    fn refused(input: &Input, error: Unreadable) -> Self {
        let path = input.shown.clone();
        if error.reason == Reason::NotADraft && !input.is_named {
            return Self::PassedOver(path);
        }
        Self::Outcome(Outcome::Failed { path, error: Box::new(error) }, None)
    }
}

/// A draft that can be read again.
pub(crate) struct Again<'a> {
    run: &'a Run<'a>,
    path: String,
    in_doubt: bool,
    /// The draft itself, from anywhere.
    source: Box<dyn Source + 'a>,
}

impl<'a> Again<'a> {
    /// The draft with this report.
    pub(crate) fn of(run: &'a Run<'a>, report: &FileReport, source: Box<dyn Source + 'a>) -> Self {
        Self { run, path: report.path.clone(), in_doubt: report.tally.in_doubt, source }
    }
}

impl Reread for Again<'_> {
    fn each_piece_after(&mut self, stop: &Stop, visit: &mut Visit<'_>) -> Result<Tally, Interrupted> {
        let Self { run, source, path, in_doubt } = self;
        thread::scope(|scope| {
            let mut pieces = run.pieces_after(stop, source, path, *in_doubt, scope)?;
            while let Some(piece) = pieces.next().transpose()? {
                visit(&piece)?;
            }
            Ok(pieces.tally().clone())
        })
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

/// Refuses a draft that looks other than it did, where it could change.
fn unchanged(input: &Input, look: Option<Look>) -> Result<(), Unreadable> {
    if look.is_none() || input.look() == look { Ok(()) } else { Err(Unreadable::changed()) }
}

/// How drafts are read in a run.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) settings: &'a Settings,
    /// What has been accepted, where that matters.
    pub(crate) accepted: Option<&'a AcceptedFile>,
    pub(crate) all_items: bool,
    pub(crate) add_remarks_column: bool,
    pub(crate) trailing: Trailing<'a>,
    /// Whether anything is said of the whole of a draft before all of it is read.
    pub(crate) foretells: bool,
    pub(crate) progress: &'a Progress,
    /// How many threads share the work.
    pub(crate) jobs: usize,
}

impl Run<'_> {
    /// Reads the draft at an input with so many threads.
    pub(crate) fn read(&self, input: &Input, jobs: usize) -> Reached {
        let opened = input.open().map_err(|error| input.unopened(&error));
        let report = opened.and_then(|Opened { source, look, is_whole }| {
            let (report, _) = Run { jobs, ..*self }.report(source, &input.shown)?;
            if !is_whole {
                unchanged(input, look)?;
            }
            Ok((report, look))
        });
        match report {
            Ok((report, look)) => Reached::Outcome(Outcome::Read(Box::new(report)), look),
            Err(error) => Reached::refused(input, error),
        }
    }

    /// Picks what is shown of a long draft that was reached, before anything of it is: what makes it unreadable may
    /// stand at its end.
    pub(crate) fn sample(
        &self,
        input: &Input,
        reached: Reached,
        editions: &mut Editions<'_>,
    ) -> Result<(Reached, Option<Sample>), Failure> {
        let Reached::Outcome(Outcome::Read(mut report), look) = reached else { return Ok((reached, None)) };
        if report.rest.is_none() || self.foretells {
            return Ok((Reached::Outcome(Outcome::Read(report), look), None));
        }
        let mut again = self.again(input, &report)?;
        let sample = editions.sample(&mut report, &mut again).and_then(|sample| {
            unchanged(input, look)?;
            Ok(sample)
        });
        match sample {
            Ok(sample) => Ok((Reached::Outcome(Outcome::Read(report), look), sample)),
            Err(Interrupted::Draft(error)) => Ok((Reached::refused(input, error), None)),
            Err(Interrupted::Output(error)) => Err(Failure::output(&error)),
        }
    }

    /// Reads a draft from wherever it lies. Its trail comes with it where the report holds all of it, and where it was
    /// to leave one.
    pub(crate) fn report<S: Read + Seek>(
        &self,
        source: S,
        shown: &str,
    ) -> Result<(FileReport, Option<Trail>), Unreadable> {
        let is_parameter = |heading: &str| self.settings.examiner.is_parameter(heading);
        let reading = self.reading(&is_parameter);
        let source = self.progress.reading(source, shown);
        guarded(|| {
            thread::scope(|scope| {
                let pieces = Pieces::open(source, shown, &reading, self.desk(shown), false)?;
                let mut pieces = pieces.sharing(Crew::of(self.jobs, scope));
                let read = if self.foretells { FileReport::of } else { FileReport::begun };
                let report = read(&mut pieces, shown)?;
                let trail = pieces.into_trail().filter(|_| report.rest.is_none());
                Ok((report, trail))
            })
        })
    }

    fn reading<'r>(&'r self, is_parameter: &'r dyn Fn(&str) -> bool) -> draft::Reading<'r> {
        let Self { add_remarks_column, trailing, .. } = *self;
        draft::Reading { add_remarks_column, trailing, ..self.settings.reading(is_parameter) }
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
        source: S,
        shown: &str,
        in_doubt: bool,
    ) -> Result<Pieces<'_, Reading<S>>, Unreadable> {
        let is_parameter = |heading: &str| self.settings.examiner.is_parameter(heading);
        let reading = self.reading(&is_parameter);
        Pieces::open(self.once_more(source, shown)?, shown, &reading, self.desk(shown), in_doubt)
    }

    /// Those behind the ones of a report.
    pub(crate) fn pieces_after<'s, S: Read + Seek>(
        &'s self,
        stop: &Stop,
        source: S,
        shown: &str,
        in_doubt: bool,
        scope: &'s Scope<'s, '_>,
    ) -> Result<Pieces<'s, Reading<S>>, Unreadable> {
        let is_parameter = |heading: &str| self.settings.examiner.is_parameter(heading);
        let reading = self.reading(&is_parameter);
        let (source, crew) = (self.once_more(source, shown)?, Crew::of(stop.hands, scope));
        Pieces::after(stop, source, shown, &reading, self.desk(shown), in_doubt, crew)
    }

    /// A source that is read once more than was known.
    fn once_more<S: Seek>(&self, mut source: S, shown: &str) -> Result<Reading<S>, Unreadable> {
        self.progress.add(source.seek(SeekFrom::End(0)).map_err(|error| refused(&error))?);
        Ok(self.progress.reading(source, shown))
    }

    /// An input whose report is there.
    pub(crate) fn again<'a>(&'a self, input: &'a Input, report: &FileReport) -> Result<Again<'a>, Failure> {
        let source: Box<dyn Source + 'a> = if report.rest.is_none() {
            Box::new(Cursor::new(&[]))
        } else {
            input.source().map_err(|error| Failure::unreadable(&input.shown, &refused(&error)))?
        };
        Ok(Again::of(self, report, source))
    }

    /// Shows what became of an input; its report knows all of it then.
    pub(crate) fn show(
        &self,
        input: &Input,
        outcome: &mut Outcome,
        sample: Option<&Sample>,
        look: Option<Look>,
        editions: &mut Editions<'_>,
    ) -> Result<(), Failure> {
        match (outcome, sample) {
            (Outcome::Read(report), Some(sample)) => {
                editions.show_sample(report, sample).map_err(|error| Failure::output(&error))
            }
            (Outcome::Read(report), None) => {
                let mut again = self.again(input, report)?;
                editions.show(report, &mut again).map_err(|error| interrupted(&input.shown, error))?;
                if report.rest.is_none() {
                    return Ok(());
                }
                // it was read once more
                unchanged(input, look).map_err(|error| Failure::unreadable(&input.shown, &error))
            }
            (Outcome::Failed { path, error }, _) => {
                editions.failed(path, error).map_err(|error| Failure::output(&error))
            }
        }
    }

    /// Reads every input and hands each result on, in the order of the inputs. Several short ones are read at a
    /// time; the work on a long one, or on the only one, is shared.
    pub(crate) fn each(
        &self,
        inputs: &[Input],
        mut receive: impl FnMut(&Input, Reached) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let is_shared = |input: &Input| inputs.len() == 1 || input.size() >= LONG;
        let read_all =
            |bundle: &[Input]| bundle.iter().map(|input| self.read(input, 1)).collect::<Vec<Reached>>();
        let mut bundles = bundles(inputs).into_iter();
        thread::scope(|scope| {
            let crew = Crew::of(self.jobs.min(inputs.len()), scope);
            let mut under_way = VecDeque::new();
            loop {
                // reports that are ready early do not pile up behind a slow file
                while under_way.len() < AHEAD * crew.hands()
                    && let Some(bundle) = bundles.next()
                {
                    let is_asked = !matches!(bundle, [input] if is_shared(input));
                    under_way.push_back((bundle, is_asked.then(|| crew.ask(move || read_all(bundle)))));
                }
                match under_way.pop_front() {
                    None => return Ok(()),
                    Some((bundle, Some(answer))) => {
                        let reached = bundle.iter().zip(crew.fetch(answer));
                        reached.into_iter().try_for_each(|(input, reached)| receive(input, reached))?;
                    }
                    Some((bundle, None)) => {
                        bundle.iter().try_for_each(|input| receive(input, self.read(input, self.jobs)))?;
                    }
                }
            }
        })
    }
}

/// How many bundles are under way for each that works.
const AHEAD: usize = 3;

/// The work on one of several drafts is shared where it has as many bytes: shorter ones are read side by side.
const LONG: u64 = 1 << 20;

/// Inputs that are read together: to hand on the report of one message takes as long as to read it.
fn bundles(inputs: &[Input]) -> Vec<&[Input]> {
    let mut size = inputs.first().map_or(0, Input::size);
    let is_together = |_: &Input, next: &Input| {
        let own = next.size();
        size += own;
        let fits = size < BUNDLE;
        if !fits {
            size = own;
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

//! One draft fixed: whole or not at all.

use std::{
    env,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Seek, SeekFrom, Write},
    iter, panic,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::{self, Scope},
};

use beizhu::{
    crew::Crew,
    draft::{Trail, Trailing, Unreadable},
    edit::{self, Edit},
    report::{Editions, FileReport, Interrupted, Sample, Stop, diff},
};
use tempfile::SpooledTempFile;

use super::made::{Made, Making};
use crate::cli::{
    failure::Failure,
    inputs::{Input, Place, Source},
    record::Recorder,
    replace::{self, Original},
    run::{Again, Run},
    terminal,
};

/// How much of a fixed draft that has no place of its own is held in memory, in bytes.
const MOST_HELD: usize = 16 << 20;

/// Where fixed drafts go.
pub(super) enum Ends<'a> {
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
pub(super) struct Fixed<'a> {
    pub(super) before: FileReport,
    /// What was written into it.
    pub(super) made: Made,
    /// The report of the fixed draft: what is left.
    pub(super) after: FileReport,
    /// What is shown of that, where it is long.
    pub(super) sample: Option<Sample>,
    /// The draft as it was, and as it is.
    pub(super) sources: (Box<dyn Source + 'a>, Box<dyn Source + 'a>),
}

impl Fixed<'_> {
    pub(super) fn record(&mut self, recorder: &mut Recorder<'_>) -> Result<(), Failure> {
        let (original, fixed) = &mut self.sources;
        let edits = self.made.remarks().map_err(|error| Failure::output(&error))?;
        recorder.fixed(&self.before, original.as_mut(), edits, fixed.as_mut())
    }
}

impl Run<'_> {
    /// Fixes a draft and reads the result again: nothing takes its place that has anything left to fix.
    pub(super) fn fix<'a>(
        &self,
        input: &'a Input,
        ends: &Ends<'_>,
        editions: &mut Editions<'_>,
    ) -> Result<Fixed<'a>, Interrupted> {
        if let Place::File(path) = &input.place {
            fs::metadata(path).map_err(|error| input.unopened(&error))?;
        }
        match (&input.place, ends) {
            (Place::File(path), Ends::Place) => self.replace(input, path, None, editions),
            (Place::File(path), Ends::Elsewhere(target)) => self.replace(input, path, Some(target), editions),
            (Place::File(path), Ends::Stdout | Ends::Diff) => {
                let (original, before) = Original::read(path, |file| self.report(file, &input.shown))?;
                let open = || original.again();
                let (before, mut made, mut fixed, after, sample) =
                    self.aside(before, open, &input.shown, editions)?;
                original.confirm()?;
                self.hand_on(&before, &mut made, &mut fixed, ends, || original.again())?;
                // a diff is made from the draft itself
                original.confirm()?;
                let sources =
                    (Box::new(original.file) as Box<dyn Source>, Box::new(fixed) as Box<dyn Source>);
                Ok(Fixed { before, made, after, sample, sources })
            }
            (Place::Stdin(_) | Place::Staged { .. } | Place::Unreachable(_), _) => {
                let open = || input.source().map_err(|error| replace::refused(&error));
                let before = self.report(open()?, &input.shown)?;
                let (before, mut made, mut fixed, after, sample) =
                    self.aside(before, open, &input.shown, editions)?;
                self.hand_on(&before, &mut made, &mut fixed, ends, open)?;
                Ok(Fixed { before, made, after, sample, sources: (open()?, Box::new(fixed)) })
            }
        }
    }

    fn replace<'a>(
        &self,
        input: &Input,
        path: &Path,
        target: Option<&Path>,
        editions: &mut Editions<'_>,
    ) -> Result<Fixed<'a>, Interrupted> {
        let (original, (mut before, trail)) = Original::read(path, |file| self.report(file, &input.shown))?;
        let again = original.again()?;
        let write = |edits: &mut dyn Iterator<Item = Edit>| original.fixed(edits, target);
        let (mut made, mut fixed) = self.make(&mut before, trail, again, write)?;
        if fixed.is_none() && target.is_some() {
            fixed = Some(write(&mut iter::empty())?);
        }
        // where there is nothing to fix, nothing need be writable
        let Some(fixed) = fixed else {
            let (mut after, mut again) = (before.clone(), original.again()?);
            let second = self.second(made.trail.as_ref());
            let sample =
                editions.sample(&mut after, &mut Again::of(&second, &before, Box::new(&mut again)))?;
            let sources = (Box::new(again) as Box<dyn Source>, Box::new(original.file) as Box<dyn Source>);
            return Ok(Fixed { before, made, after, sample, sources });
        };
        let (written, mut reopened) = (fixed.reopen()?, fixed.reopen()?);
        let trail = made.trail.clone();
        let second = self.second(trail.as_ref());
        // it reaches the disk, and is held against the original, while it is looked at
        let (settled, compared, synced) = thread::scope(|scope| {
            let synced = scope.spawn(|| fixed.sync());
            let crew = Crew::of(self.jobs, scope);
            let compared = crew.ask(|| original.compare(edits(&mut made)?, written));
            let settled = second.settled(&mut reopened, &input.shown, editions);
            (settled, crew.fetch(compared), synced.join())
        });
        // a draft that has changed says more than what came of that
        compared?;
        let (after, sample) = settled?;
        synced.unwrap_or_else(|broken| panic::resume_unwind(broken))?;
        fixed.take_place(&original)?;
        Ok(Fixed { before, made, after, sample, sources: (Box::new(original.file), Box::new(reopened)) })
    }

    /// Fixes a draft away from its place: its report, its edits, the fixed draft, the report of that and what is
    /// shown of it.
    fn aside<S: Source>(
        &self,
        (mut before, trail): (FileReport, Option<Trail>),
        open: impl Fn() -> Result<S, Unreadable> + Sync,
        shown: &str,
        editions: &mut Editions<'_>,
    ) -> Result<(FileReport, Made, SpooledTempFile, FileReport, Option<Sample>), Interrupted> {
        let write = |edits: &mut dyn Iterator<Item = Edit>| {
            let mut fixed = SpooledTempFile::new(MOST_HELD);
            let spliced = edit::splice(BufReader::new(open()?), edits, BufWriter::new(&mut fixed));
            spliced.map(|_| fixed).map_err(|error| replace::unwritten(&error))
        };
        let (mut made, fixed) = self.make(&mut before, trail, open()?, write)?;
        let mut fixed = fixed.map_or_else(|| write(&mut iter::empty()), Ok)?;
        fixed.seek(SeekFrom::Start(0))?;
        replace::compare(open()?, edits(&mut made)?, &mut fixed)?;
        let (after, sample) = self.second(made.trail.as_ref()).settled(&mut fixed, shown, editions)?;
        Ok((before, made, fixed, after, sample))
    }

    /// Makes the edits of a draft, which is read `again` where its report does not hold them. The
    /// report knows the whole of it then. Nothing is written where nothing is to be fixed.
    fn make<S: Source, T: Send>(
        &self,
        before: &mut FileReport,
        trail: Option<Trail>,
        again: S,
        write: impl FnOnce(&mut dyn Iterator<Item = Edit>) -> Result<T, Unreadable> + Send,
    ) -> Result<(Made, Option<T>), Unreadable> {
        let was_in_doubt = before.tally.in_doubt;
        let mut made = Made::none();
        made.trail = trail.map(Arc::new);
        let (written, tally) = thread::scope(|scope| {
            let read = |stop: &Stop| self.pieces_after(stop, again, &before.path, was_in_doubt, scope);
            let mut making = Making::of(before, read, &mut made)?;
            let mut edits = making.by_ref().fuse().peekable();
            let written = edits.peek().is_some().then(|| match self.jobs {
                1 => write(&mut edits),
                _ => beside(scope, &mut edits, write),
            });
            if matches!(written, Some(Err(_))) {
                // where anything is in doubt nothing need have been written
                edits.for_each(drop);
            }
            // what the edits broke off with says more than what that did to the writing
            making.end().map(|tally| (written, tally))
        })?;
        if let Some(tally) = tally {
            before.tally = tally;
        }
        if before.tally.in_doubt && !was_in_doubt {
            // what was written until the doubt came up is for nobody
            before.fix_nothing();
            return Ok((Made::none(), None));
        }
        Ok((made, written.transpose()?))
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

    /// How a draft is read in which edits were made: where nothing was looked at, nothing need be.
    pub(super) fn second<'r>(&self, trail: Option<&'r Arc<Trail>>) -> Run<'r>
    where
        Self: 'r,
    {
        let trailing = trail.map_or(Trailing::No, Trailing::Follows);
        Run { add_remarks_column: false, trailing, ..*self }
    }

    /// The report of a fixed draft, which has nothing left to fix, and what is shown of it where it is long.
    fn settled<S: Source>(
        &self,
        fixed: &mut S,
        shown: &str,
        editions: &mut Editions<'_>,
    ) -> Result<(FileReport, Option<Sample>), Interrupted> {
        self.progress.add(fixed.seek(SeekFrom::End(0)).map_err(|error| replace::refused(&error))?);
        fixed.seek(SeekFrom::Start(0)).map_err(|error| replace::refused(&error))?;
        let run = Run { foretells: !editions.are_samples(), ..*self };
        let (mut after, _) = run.report(&mut *fixed, shown)?;
        let mut again = Again::of(self, &after, Box::new(fixed));
        let sample = editions.sample(&mut after, &mut again)?;
        if sample.is_none() {
            after.tally = after.each_piece(&mut again, &mut |_| Ok(()))?;
        }
        if after.tally.byte_edits == 0 { Ok((after, sample)) } else { Err(replace::not_settled().into()) }
    }
}

/// So many edits are handed over together, and so many times as many wait for being written.
const TOGETHER: usize = 128;
const MOST_WAITING: usize = 8;

/// Writes what edits make of a draft while they are still being made.
fn beside<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    mut edits: impl Iterator<Item = Edit>,
    write: impl FnOnce(&mut dyn Iterator<Item = Edit>) -> Result<T, Unreadable> + Send + 'scope,
) -> Result<T, Unreadable> {
    let (send, receive) = mpsc::sync_channel::<Vec<Edit>>(MOST_WAITING);
    let writing = scope.spawn(move || write(&mut receive.into_iter().flatten()));
    let mut next =
        || Some(edits.by_ref().take(TOGETHER).collect()).filter(|edits: &Vec<Edit>| !edits.is_empty());
    // whoever writes no more has failed, and says how
    let _ = iter::from_fn(&mut next).try_for_each(|edits| send.send(edits));
    drop(send);
    writing.join().unwrap_or_else(|broken| panic::resume_unwind(broken))
}

/// The edits that were made, as they are compared.
fn edits(made: &mut Made) -> Result<impl Iterator<Item = io::Result<Edit>>, Unreadable> {
    made.edits().map_err(|error| replace::unwritten(&error))
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

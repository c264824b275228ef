//! Where in a table the goods lines stand of which nothing would be said, told by several at once.

use std::collections::VecDeque;
use std::io::{Read, Seek};
use std::sync::{Arc, Mutex, PoisonError};

use super::glance::{Eye, Glance, Memory};
use super::record::{Record, Scan, Step, Units};
use super::trail::Stretch;
use super::window::Window;
use crate::crew::{Answer, Crew};
use crate::draft::Passed;

/// How much is surveyed at a time where several work, and the least that is worth asking for, in bytes.
const MOST: usize = 128 * 1024;
const LEAST: usize = 64 * 1024;

/// How many surveys are under way for each that works.
const AHEAD: usize = 2;

/// Such goods lines one behind the other, with one date.
#[derive(Clone, Debug)]
struct Found {
    /// Where it begins and where the next record does, counted from where the survey began.
    from: usize,
    to: usize,
    /// Its line ends.
    lines: usize,
    passed: Passed,
}

/// What a survey came to.
#[derive(Clone, Debug, Default)]
struct Survey {
    found: VecDeque<Found>,
    /// How far it reaches: a record begins there.
    end: usize,
}

/// The surveys of a table, in its order.
#[derive(Default)]
pub(super) struct Surveys {
    /// The one that was looked at last, and where in the file it began.
    current: (usize, Survey),
    /// Those that lie ahead.
    asked: VecDeque<(usize, Answer<Survey>)>,
    /// How far they reach.
    reached: usize,
    /// What glances at other records have shown to each that works.
    memories: Arc<Mutex<Vec<Memory>>>,
}

impl Surveys {
    /// The goods lines that begin where the window does and of which nothing would be said. `valid` tells how many of
    /// some bytes are text.
    pub(super) fn stretch<'s, S: Read + Seek>(
        &mut self,
        window: &mut Window<S>,
        eye: &Eye<'s>,
        valid: &dyn Fn(&[u8]) -> usize,
        crew: &Crew<'s>,
    ) -> Option<Stretch> {
        let here = window.offset();
        if self.current.0 + self.current.1.end <= here {
            if crew.hands() > 1 {
                window.read_ahead((crew.hands() * AHEAD + 1) * MOST);
            }
            self.current = (here, self.next(window, eye, valid, crew)?);
        }
        let (from, survey) = &mut self.current;
        survey.found.front().filter(|found| *from + found.from == here)?;
        let Found { from, to, lines, passed } = survey.found.pop_front()?;
        Some(Stretch { bytes: to - from, lines, passed })
    }

    /// The survey that begins where the window does.
    fn next<'s, S: Read + Seek>(
        &mut self,
        window: &Window<S>,
        eye: &Eye<'s>,
        valid: &dyn Fn(&[u8]) -> usize,
        crew: &Crew<'s>,
    ) -> Option<Survey> {
        let (here, bytes) = (window.offset(), window.bytes());
        while self.asked.front().is_some_and(|(from, _)| *from < here) {
            self.asked.pop_front();
        }
        self.reached = self.reached.max(here);
        if crew.hands() == 1 || (self.asked.is_empty() && bytes.len() < LEAST) {
            return Some(self.memorising()(&bytes[..valid(bytes)], eye));
        }
        while self.asked.len() < crew.hands() * AHEAD {
            let rest = bytes.get(self.reached - here..).unwrap_or_default();
            let rest = &rest[..rest.len().min(MOST)];
            // a line end may stand within quotes: then no record begins where this survey does
            let Some(end) = memchr::memrchr(b'\n', &rest[..valid(rest)]) else { break };
            let (bytes, eye, survey) = (rest[..=end].to_vec(), eye.clone(), self.memorising());
            self.asked.push_back((self.reached, crew.ask(move || survey(&bytes, &eye))));
            self.reached += end + 1;
        }
        self.asked.front().filter(|(from, _)| *from == here)?;
        self.asked.pop_front().map(|(_, answer)| crew.fetch(answer))
    }

    /// Surveys with whatever memory is free.
    fn memorising(&self) -> impl FnOnce(&[u8], &Eye<'_>) -> Survey + Send + use<> {
        let memories = Arc::clone(&self.memories);
        move |bytes, eye| {
            let free = || memories.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = free().pop().unwrap_or_else(Memory::none);
            let survey = survey(bytes, eye, &mut memory);
            free().push(memory);
            survey
        }
    }
}

/// Looks at the records of some bytes, the first of which begins there.
fn survey(bytes: &[u8], eye: &Eye<'_>, memory: &mut Memory) -> Survey {
    let mut survey = Survey::default();
    let mut record = Record::default();
    let may_hold_nul = memchr::memchr(0, bytes).is_some();
    while survey.end < bytes.len() {
        let rest = &bytes[survey.end..];
        if !record.read_plain(rest, eye.layout.delimiter) {
            let mut scan = Scan::new(Units::Bytes, eye.layout.delimiter);
            let Step::Record = scan.run(rest, false) else { break };
            record = scan.into_record();
        }
        if record.is_astray() {
            break;
        }
        let here = survey.end;
        survey.end += record.next;
        let glance = Glance { bytes: rest, record: &record, eye, may_hold_nul };
        let Some(date) = glance.silent(memory) else { continue };
        match survey.found.back_mut() {
            Some(last) if last.to == here && last.passed.date == date => {
                last.to = survey.end;
                last.lines += record.lines;
                last.passed.items += 1;
            }
            _ => survey.found.push_back(Found {
                from: here,
                to: survey.end,
                lines: record.lines,
                passed: Passed { items: 1, date },
            }),
        }
    }
    survey
}

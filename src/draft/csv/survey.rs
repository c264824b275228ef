//! Where in a window the goods lines stand of which nothing would be said, told by several threads at once.

use std::{collections::VecDeque, thread};

use jiff::civil::Date;

use super::glance::{Eye, Glance, Memory};
use super::record::{Record, Scan, Step, Units};

/// A part for each thread is at least so long, in bytes: below that it is not worth a thread.
const LEAST: usize = 64 * 1024;

/// Such goods lines one behind the other, with one date.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Where it begins and where the next record does, counted from where the survey began.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) items: usize,
    /// Its line ends.
    pub(super) lines: usize,
    pub(super) date: Option<Date>,
}

/// What a survey came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    pub(super) stretches: VecDeque<Stretch>,
    /// How far it reaches: a record begins there.
    pub(super) end: usize,
}

/// Looks at the records of `bytes`, the first of which begins there. Each thread has its memory of those before.
pub(super) fn survey(bytes: &[u8], eye: Eye<'_>, threads: usize, memories: &mut Vec<Memory>) -> Survey {
    let parts = threads.min(bytes.len() / LEAST).max(1);
    memories.resize_with(parts.max(memories.len()), Memory::none);
    // a line end may stand within quotes: then the part before does not end where this one begins
    let begin = |part: usize| {
        let near = bytes.len() / parts * part;
        memchr::memchr(b'\n', &bytes[near..]).map_or(bytes.len(), |at| near + at + 1)
    };
    let begins: Vec<usize> = std::iter::once(0).chain((1..parts).map(begin)).chain([bytes.len()]).collect();
    let mut surveys = thread::scope(|scope| {
        let mut memories = memories.iter_mut();
        let memory = memories.next()?;
        let others: Vec<_> = begins[1..]
            .windows(2)
            .zip(memories)
            .map(|(ends, memory)| {
                let (from, to) = (ends[0], ends[1]);
                scope.spawn(move || part(bytes, from, to, eye, memory))
            })
            .collect();
        let first = part(bytes, 0, begins[1], eye, memory);
        // a thread that has panicked has told nothing
        let others = others.into_iter().map(|other| other.join().unwrap_or_default());
        Some(std::iter::once(first).chain(others).collect::<Vec<Survey>>())
    })
    .into_iter()
    .flatten();
    let mut whole = surveys.next().unwrap_or_default();
    for (from, next) in begins[1..].iter().zip(surveys) {
        if whole.end != *from {
            break;
        }
        whole.stretches.extend(next.stretches);
        whole.end = next.end;
    }
    whole
}

/// The records that begin from `from` on and before `to`.
fn part(bytes: &[u8], from: usize, to: usize, eye: Eye<'_>, memory: &mut Memory) -> Survey {
    let mut survey = Survey { stretches: VecDeque::new(), end: from };
    let mut record = Record::default();
    while survey.end < to {
        let rest = &bytes[survey.end..];
        if !record.read_plain(rest, eye.layout.delimiter) {
            let mut scan = Scan::new(Units::Bytes, eye.layout.delimiter);
            let Step::Record = scan.run(rest, false) else { break };
            record = scan.into_record();
        }
        if record.open_quote.is_some() || record.astray.is_some() {
            break;
        }
        let here = survey.end;
        survey.end += record.next;
        let Some(date) = (Glance { bytes: rest, record: &record, eye }).silent(memory) else { continue };
        match survey.stretches.back_mut() {
            Some(last) if last.to == here && last.date == date => {
                last.to = survey.end;
                last.items += 1;
                last.lines += record.lines;
            }
            _ => survey.stretches.push_back(Stretch {
                from: here,
                to: survey.end,
                items: 1,
                lines: record.lines,
                date,
            }),
        }
    }
    survey
}

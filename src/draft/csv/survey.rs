//! Where in a window the goods lines stand of which nothing would be said, told by several at once.

use std::collections::VecDeque;

use jiff::civil::Date;

use super::glance::{Eye, Glance, Memory};
use super::record::{Record, Scan, Step, Units};
use crate::crew::Crew;

/// A part for each is at least so long, in bytes: below that it is not worth asking.
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

/// Looks at the records of `bytes`, the first of which begins there. Each of the crew has a memory of those before.
pub(super) fn survey<'s>(bytes: &[u8], eye: &Eye<'s>, crew: &Crew<'s>, memories: &mut Vec<Memory>) -> Survey {
    let parts = crew.hands().min(bytes.len() / LEAST).max(1);
    memories.resize_with(parts.max(memories.len()), Memory::none);
    // a line end may stand within quotes: then the part before does not end where this one begins
    let begin = |part: usize| {
        let near = bytes.len() / parts * part;
        memchr::memchr(b'\n', &bytes[near..]).map_or(bytes.len(), |at| near + at + 1)
    };
    let begins: Vec<usize> = (1..parts).map(begin).chain([bytes.len()]).collect();
    let ask = |(ends, mut memory): (&[usize], Memory)| {
        memory.bytes.clear();
        memory.bytes.extend_from_slice(&bytes[ends[0]..ends[1]]);
        let eye = eye.clone();
        crew.ask(move || {
            let bytes = std::mem::take(&mut memory.bytes);
            let survey = part(&bytes, &eye, &mut memory);
            memory.bytes = bytes;
            (survey, memory)
        })
    };
    let mut others = memories.split_off(1).into_iter();
    let asked: Vec<_> = begins.windows(2).zip(others.by_ref()).map(ask).collect();
    memories.extend(others);
    let mut whole = part(&bytes[..begins[0]], eye, &mut memories[0]);
    for (from, answer) in begins.iter().zip(asked) {
        let (next, memory) = crew.fetch(answer);
        memories.push(memory);
        if whole.end == *from {
            let behind =
                |stretch: Stretch| Stretch { from: stretch.from + from, to: stretch.to + from, ..stretch };
            whole.stretches.extend(next.stretches.into_iter().map(behind));
            whole.end += next.end;
        }
    }
    whole
}

/// The records of some bytes, the first of which begins there.
fn part(bytes: &[u8], eye: &Eye<'_>, memory: &mut Memory) -> Survey {
    let mut survey = Survey::default();
    let mut record = Record::default();
    while survey.end < bytes.len() {
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

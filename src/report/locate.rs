//! Where bytes stand for a person: line, column, and the line itself.

mod at_hand;

use std::{
    borrow::Cow,
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
};

pub use at_hand::{AtHand, Place};

use crate::{
    draft::{Charset, Unreadable},
    span::Span,
};

/// A place in a draft as people name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// Where it begins and ends.
    pub region: Region,
    /// The line of the draft.
    pub excerpt: Excerpt,
}

/// A stretch of a draft as people and editors name it. An empty one ends where it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// Its first line, from 1.
    pub line: usize,
    /// The column of its first character, in characters from 1.
    pub column: usize,
    /// Its last line.
    pub end_line: usize,
    /// The column behind its last character.
    pub end_column: usize,
}

/// A line of a draft, decoded, with the part that is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or the part of a very long one around the place.
    pub text: String,
    /// The part that is meant, in bytes of `text`.
    pub label: Range<usize>,
}

/// How much of a long line is shown on either side of a place, in bytes.
const AROUND: usize = 1200;

/// Finds the places of spans in a source. It remembers how far it has come, so that spans which
/// ascend from call to call cost one pass over the source together.
pub struct Locator<S> {
    source: S,
    charset: Charset,
    lines: Lines,
    /// The count of lines at the beginning of the source, and of the chunks that were passed last.
    marks: Vec<Lines>,
    chunk: Vec<u8>,
}

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 16;

/// How many marks are kept. Spans ascend, so that none lies far before the last one.
const MARKS: usize = 256;

impl<S: Read + Seek> Locator<S> {
    /// Stands at the beginning of a source.
    pub fn new(source: S, charset: &Charset) -> Self {
        let lines = Lines::new(charset);
        Self { source, charset: *charset, marks: vec![lines.clone()], lines, chunk: Vec::new() }
    }

    /// The places of spans, in the order given.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn locate(&mut self, spans: &[Span]) -> Result<Vec<Located>, Unreadable> {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|&index| spans[index].start);
        let Some(&first) = order.first() else { return Ok(Vec::new()) };
        self.go_back(spans[first].start);
        let mut found: Vec<Option<Located>> = vec![None; spans.len()];
        // those whose lines reach beyond the chunk
        let mut apart: Vec<(usize, usize, usize)> = Vec::new();
        let mut last: Option<usize> = None;
        let mut next = order.iter().peekable();
        if self.chunk.is_empty() {
            // most messages are far shorter
            let length = self.source.seek(SeekFrom::End(0)).map_err(|error| Unreadable::source(&error))?;
            self.chunk.resize(usize::try_from(length).map_or(CHUNK, |length| length.clamp(1, CHUNK)), 0);
        }
        while next.peek().is_some() {
            let begin = self.lines.at;
            self.source.seek(SeekFrom::Start(begin as u64)).map_err(|error| Unreadable::source(&error))?;
            let length = self.source.read(&mut self.chunk).map_err(|error| Unreadable::source(&error))?;
            if length == 0 {
                break;
            }
            let chunk = &self.chunk[..length];
            while let Some(&&index) = next.peek()
                && spans[index].start < begin + length
            {
                self.lines.pass(begin, chunk, spans[index].start);
                let (line, start) = (self.lines.line, self.lines.start);
                let (needed, end) = (start.min(spans[index].start), spans[index].end + AROUND);
                if let Some(same) = last.filter(|&last| spans[last] == spans[index]) {
                    found[index] = found[same].clone();
                } else if needed >= begin && end <= begin + length {
                    let read = |from: usize, length: usize| Ok(chunk[from - begin..][..length].into());
                    found[index] = Some(excerpt(read, &self.charset, spans[index], line, start)?);
                } else {
                    apart.push((index, line, start));
                }
                last = found[index].is_some().then_some(index);
                next.next();
            }
            self.lines.pass(begin, chunk, begin + length);
            if self.marks.last().is_some_and(|mark| mark.at < self.lines.at) {
                if self.marks.len() == MARKS {
                    self.marks.drain(1..MARKS / 2);
                }
                self.marks.push(self.lines.clone());
            }
        }
        apart.extend(next.map(|&index| (index, self.lines.line, self.lines.start)));
        let source = &mut self.source;
        for (index, line, start) in apart {
            let read = |from: usize, length: usize| {
                let mut bytes = Vec::new();
                source.seek(SeekFrom::Start(from as u64))?;
                source.take(length as u64).read_to_end(&mut bytes)?;
                Ok(bytes.into())
            };
            found[index] = Some(excerpt(read, &self.charset, spans[index], line, start)?);
        }
        Ok(found.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// Back to a mark from which a place can be reached.
    fn go_back(&mut self, place: usize) {
        if place < self.lines.at {
            let before = self.marks.partition_point(|mark| mark.at <= place);
            self.lines = self.marks[before.saturating_sub(1)].clone();
        }
    }
}

/// Counts lines while bytes pass by: LF, CRLF and a lone CR each end one.
#[derive(Clone)]
struct Lines {
    at: usize,
    line: usize,
    start: usize,
    /// How many bytes a code unit takes, and which of them holds a newline's value.
    unit: usize,
    value_at: usize,
    low: u8,
    /// The place behind the last carriage return: a line feed there ends the same line.
    carriage_return: Option<usize>,
}

impl Lines {
    fn new(charset: &Charset) -> Self {
        let (unit, value_at) = match charset.encoding.name() {
            "UTF-16LE" => (2, 0),
            "UTF-16BE" => (2, 1),
            _ => (1, 0),
        };
        let start = charset.bom_length();
        Self { at: 0, line: 1, start, unit, value_at, low: 0, carriage_return: None }
    }

    /// Goes on to a place in a chunk that begins at `begin`.
    fn pass(&mut self, begin: usize, chunk: &[u8], to: usize) {
        let from = self.at.max(begin);
        let Some(passed) = chunk.get(from - begin..to.saturating_sub(begin).max(from - begin)) else {
            return;
        };
        if self.unit == 1 {
            for offset in memchr::memchr2_iter(b'\n', b'\r', passed) {
                self.end_line(from + offset, passed[offset]);
            }
        } else {
            for (offset, byte) in passed.iter().enumerate() {
                self.pass_half(from + offset, *byte);
            }
        }
        self.at = from + passed.len();
    }

    /// Goes on by half a code unit.
    fn pass_half(&mut self, at: usize, byte: u8) {
        if at.is_multiple_of(2) {
            self.low = byte;
            return;
        }
        let pair = [self.low, byte];
        if pair[1 - self.value_at] == 0 && matches!(pair[self.value_at], b'\n' | b'\r') {
            self.end_line(at, pair[self.value_at]);
        }
    }

    /// A line feed or carriage return ends at a place.
    fn end_line(&mut self, at: usize, value: u8) {
        let is_second = value == b'\n' && self.carriage_return == Some(at + 1 - self.unit);
        self.line += usize::from(!is_second);
        self.start = at + 1;
        self.carriage_return = (value == b'\r').then_some(at + 1);
    }
}

/// A place with the line around it; `read` gives so many bytes from a place of the file on.
fn excerpt<'b>(
    mut read: impl FnMut(usize, usize) -> io::Result<Cow<'b, [u8]>>,
    charset: &Charset,
    span: Span,
    line: usize,
    line_start: usize,
) -> Result<Located, Unreadable> {
    let mut read = |from, length| read(from, length).map_err(|error| Unreadable::source(&error));
    let line_start = line_start.min(span.start);
    let before = read(line_start, (span.start - line_start).min(1 << 20))?;
    let before = decode(charset, &before);
    let column = before.chars().count() + 1;
    let far = before.len().saturating_sub(AROUND);
    let from = (far..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(far);
    let within = read(span.start, span.len().min(1 << 20))?;
    let (end_line, end_column) = end(&decode(charset, &within), line, column);
    let within = decode(charset, &within[..within.len().min(AROUND)]);
    let after = read(span.end, if span.len() > AROUND { 0 } else { AROUND })?;
    // nothing behind the line is needed; in UTF-16 these bytes may be half of another character
    let line_end = memchr::memchr2(b'\n', b'\r', &after).filter(|_| !charset.is_wide());
    let after = decode(charset, &after[..line_end.unwrap_or(after.len())]);
    let shown_within = first_line(&within);
    let mut text = before[from..].to_owned();
    let label = text.len()..text.len() + shown_within.len();
    text.push_str(shown_within);
    if shown_within.len() == within.len() {
        text.push_str(first_line(&after));
    }
    let region = Region { line, column, end_line, end_column };
    Ok(Located { region, excerpt: Excerpt { text, label } })
}

fn decode<'b>(charset: &Charset, bytes: &'b [u8]) -> Cow<'b, str> {
    charset.encoding.decode_without_bom_handling(bytes).0
}

fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or("")
}

/// Where a text ends that begins at a line and column. Its lines end as [`Lines`] counts them.
fn end(text: &str, line: usize, column: usize) -> (usize, usize) {
    let mut end = (line, column);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        end = match character {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\r' | '\n' => (end.0 + 1, 1),
            _ => (end.0, end.1 + 1),
        };
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::charset::Ground;

    /// More chunks pass than marks are kept; a place before them is found from the beginning.
    #[test]
    fn what_was_passed_long_ago_is_found_again() {
        let line = [b"x".repeat(CHUNK - 1), b"\n".to_vec()].concat();
        let count = 2 * MARKS;
        let source = io::Cursor::new(line.repeat(count));
        let charset = Charset { encoding: encoding_rs::UTF_8, bom: false, told_by: Ground::Validity };
        let mut locator = Locator::new(source, &charset);
        let mut line_of = |line: usize| {
            let span = Span::new((line - 1) * CHUNK + 4, (line - 1) * CHUNK + 6);
            let region = locator.locate(&[span]).expect("a source")[0].region;
            (region.line, region.column)
        };
        for line in [1, 3, count - 1, count - 2, 2, count] {
            assert_eq!(line_of(line), (line, 5));
        }
        assert!(locator.marks.len() <= MARKS);
    }
}

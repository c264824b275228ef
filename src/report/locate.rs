//! Where bytes stand for a person: line, column, and the line itself.

use std::{
    io::{Read, Seek, SeekFrom},
    ops::Range,
};

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
    /// The count of lines at the beginning of each chunk that was passed.
    marks: Vec<Lines>,
    chunk: Vec<u8>,
}

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 16;

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
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(spans.len());
        let mut next = order.iter().peekable();
        self.chunk.resize(CHUNK, 0);
        while next.peek().is_some() {
            let begin = self.lines.at;
            self.source.seek(SeekFrom::Start(begin as u64)).map_err(|error| Unreadable::source(&error))?;
            let length = self.source.read(&mut self.chunk).map_err(|error| Unreadable::source(&error))?;
            if length == 0 {
                break;
            }
            for (offset, &byte) in self.chunk[..length].iter().enumerate() {
                let at = begin + offset;
                while next.next_if(|&&index| spans[index].start <= at).is_some() {
                    starts.push((self.lines.line, self.lines.start));
                }
                self.lines.pass(at, byte);
            }
            self.lines.at = begin + length;
            if self.marks.last().is_some_and(|mark| mark.at < self.lines.at) {
                self.marks.push(self.lines.clone());
            }
        }
        starts.resize(spans.len(), (self.lines.line, self.lines.start));
        let mut found = vec![Located::default(); spans.len()];
        let mut last: Option<usize> = None;
        for (&index, &(line, start)) in order.iter().zip(&starts) {
            found[index] = match last.filter(|&last| spans[last] == spans[index]) {
                Some(last) => found[last].clone(),
                None => excerpt(&mut self.source, &self.charset, spans[index], line, start)?,
            };
            last = Some(index);
        }
        Ok(found)
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
    last_was_cr: bool,
}

impl Lines {
    fn new(charset: &Charset) -> Self {
        let (unit, value_at) = match charset.encoding.name() {
            "UTF-16LE" => (2, 0),
            "UTF-16BE" => (2, 1),
            _ => (1, 0),
        };
        let start = charset.bom_length();
        Self { at: 0, line: 1, start, unit, value_at, low: 0, last_was_cr: false }
    }

    fn pass(&mut self, at: usize, byte: u8) {
        let value = if self.unit == 1 {
            byte
        } else if at.is_multiple_of(2) {
            self.low = byte;
            return;
        } else {
            let pair = [self.low, byte];
            if pair[1 - self.value_at] != 0 {
                self.last_was_cr = false;
                return;
            }
            pair[self.value_at]
        };
        match value {
            b'\n' if self.last_was_cr => {
                self.start = at + 1;
                self.last_was_cr = false;
            }
            b'\n' | b'\r' => {
                self.line += 1;
                self.start = at + 1;
                self.last_was_cr = value == b'\r';
            }
            _ => self.last_was_cr = false,
        }
    }
}

fn excerpt<S: Read + Seek>(
    source: &mut S,
    charset: &Charset,
    span: Span,
    line: usize,
    line_start: usize,
) -> Result<Located, Unreadable> {
    let read = |source: &mut S, from: usize, length: usize| -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        source.seek(SeekFrom::Start(from as u64)).map_err(|error| Unreadable::source(&error))?;
        source.take(length as u64).read_to_end(&mut bytes).map_err(|error| Unreadable::source(&error))?;
        Ok(bytes)
    };
    let decode = |bytes: &[u8]| charset.encoding.decode_without_bom_handling(bytes).0.into_owned();
    let line_start = line_start.min(span.start);
    let before = decode(&read(source, line_start, (span.start - line_start).min(1 << 20))?);
    let column = before.chars().count() + 1;
    let shown_before: String = {
        let skip = before.char_indices().rev().take_while(|(at, _)| before.len() - at <= AROUND).last();
        skip.map_or(String::new(), |(at, _)| before[at..].to_owned())
    };
    let within = read(source, span.start, span.len().min(1 << 20))?;
    let (end_line, end_column) = end(&decode(&within), line, column);
    let within = decode(&within[..within.len().min(AROUND)]);
    let after = decode(&read(source, span.end, if span.len() > AROUND { 0 } else { AROUND })?);
    let first_line = |text: &str| text.split(['\n', '\r']).next().unwrap_or("").to_owned();
    let shown_within = first_line(&within);
    let mut text = shown_before;
    let label = text.len()..text.len() + shown_within.len();
    text.push_str(&shown_within);
    if shown_within.len() == within.len() {
        text.push_str(&first_line(&after));
    }
    let region = Region { line, column, end_line, end_column };
    Ok(Located { region, excerpt: Excerpt { text, label } })
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

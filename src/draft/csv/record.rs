//! Where the cells of a CSV record begin and end, in bytes. Quotes, delimiters and line ends mean what
//! they mean to the `csv` crate, which the tests compare with; but the spans are exact, and
//! UTF-16 is read as it lies.

use super::low::Low;
use crate::draft::Charset;

/// More cells than any table of goods has; what goes beyond is a fault, not memory.
pub(super) const MAX_CELLS: usize = 4096;

/// One record. All places are bytes counted from where the scan began.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// The record without its line end.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the next one begins.
    pub(super) next: usize,
    /// Line ends before `start` and before `next`.
    pub(super) lines_before: usize,
    pub(super) lines: usize,
    /// The first of them, at most [`MAX_CELLS`].
    pub(super) cells: Vec<Cell>,
    /// All of them.
    pub(super) count: usize,
    /// Where the quote stands that is still open at the end of the file.
    pub(super) open_quote: Option<usize>,
    /// Where a cell goes on behind its closing quote: a quote is missing or not doubled.
    pub(super) astray: Option<usize>,
}

impl Record {
    /// Whether its quotes do not match.
    pub(super) fn is_astray(&self) -> bool {
        self.open_quote.is_some() || self.astray.is_some()
    }

    /// Reads the record that `bytes` begin with, if it is a plain one that ends in them: cells without quotes, or
    /// with one pair around all of it, and no line ends but its own.
    pub(super) fn read_plain(&mut self, bytes: &[u8], delimiter: u8) -> bool {
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        *self = Self { cells, lines: 1, ..Self::default() };
        if bytes.first().is_none_or(|first| matches!(first, b'\n' | b'\r')) {
            return false;
        }
        let mut cell = Cell { start: 0, end: 0, quoting: Quoting::None, doubled: false };
        let mut is_open = false;
        for at in Low::of(bytes, delimiter) {
            let next = bytes.get(at + 1);
            match bytes[at] {
                byte if byte == delimiter && !is_open => {
                    if self.cells.len() + 1 >= MAX_CELLS {
                        return false;
                    }
                    self.cells.push(Cell { end: at, ..cell });
                    cell = Cell { start: at + 1, quoting: Quoting::None, ..cell };
                }
                b'\n' if !is_open => {
                    self.end = at - usize::from(bytes[at - 1] == b'\r');
                    self.next = at + 1;
                    self.cells.push(Cell { end: self.end, ..cell });
                    self.count = self.cells.len();
                    return true;
                }
                b'\r' if is_open || next != Some(&b'\n') => return false,
                b'"' if is_open => {
                    // it closes the cell, or is one half of a doubled one
                    if !next.is_some_and(|next| *next == delimiter || matches!(next, b'\n' | b'\r')) {
                        return false;
                    }
                    is_open = false;
                }
                b'"' if at == cell.start => (is_open, cell.quoting) = (true, Quoting::Whole),
                b'"' | b'\n' => return false,
                _ => {}
            }
        }
        false
    }
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The cell with its quotes.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quoting: Quoting,
    /// Whether it holds a doubled quote.
    pub(super) doubled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    None,
    /// One pair of quotes around all of it.
    Whole,
    /// A pair of quotes, and then more: `"a" `.
    Part,
}

/// How text units lie in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Units {
    Bytes,
    Utf16Le,
    Utf16Be,
}

impl Units {
    pub(super) fn of(charset: &Charset) -> Self {
        if charset.encoding == encoding_rs::UTF_16LE {
            Self::Utf16Le
        } else if charset.encoding == encoding_rs::UTF_16BE {
            Self::Utf16Be
        } else {
            Self::Bytes
        }
    }

    pub(super) fn width(self) -> usize {
        if self == Self::Bytes { 1 } else { 2 }
    }

    /// The unit that begins at a byte, if all of it is there.
    pub(super) fn at(self, bytes: &[u8], at: usize) -> Option<u16> {
        match self {
            Self::Bytes => bytes.get(at).map(|byte| u16::from(*byte)),
            Self::Utf16Le => Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])),
            Self::Utf16Be => Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])),
        }
    }
}

const QUOTE: u16 = b'"' as u16;
const CR: u16 = b'\r' as u16;
const LF: u16 = b'\n' as u16;
const SPACE: u16 = b' ' as u16;
const TAB: u16 = b'\t' as u16;

/// Finds one record in a window that may grow: `run` goes on where it stopped.
pub(super) struct Scan {
    units: Units,
    delimiter: u16,
    record: Record,
    at: usize,
    state: State,
    cell: Cell,
    after_cr: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Before the record: line ends are blank lines.
    Before,
    /// At the start of a cell.
    Start,
    Plain,
    Quoted,
    /// Behind a quote in a quoted cell: its end, or one half of a doubled one.
    Quote,
    /// Behind the closing quote, and the cell goes on.
    Behind,
}

/// What a scan came to.
pub(super) enum Step {
    /// The window ends before the record does.
    More,
    /// A record.
    Record,
    /// Nothing but blank lines until the end.
    End,
}

impl Scan {
    pub(super) fn new(units: Units, delimiter: u8) -> Self {
        let cell = Cell { start: 0, end: 0, quoting: Quoting::None, doubled: false };
        Self {
            units,
            delimiter: u16::from(delimiter),
            record: Record::default(),
            at: 0,
            state: State::Before,
            cell,
            after_cr: false,
        }
    }

    pub(super) fn into_record(self) -> Record {
        self.record
    }

    /// The line ends met so far, and whether the scan stands within quotes.
    pub(super) fn standing(&self) -> (usize, bool) {
        (self.record.lines_before, self.state == State::Quoted)
    }

    /// Goes on over `bytes`, which begin where they began at first; `last`: nothing follows them.
    pub(super) fn run(&mut self, bytes: &[u8], last: bool) -> Step {
        loop {
            self.skip_ordinary(bytes);
            let Some(unit) = self.units.at(bytes, self.at) else {
                return if last { self.finish(bytes.len()) } else { Step::More };
            };
            if unit == CR && self.units.at(bytes, self.at + self.units.width()).is_none() && !last {
                return Step::More;
            }
            let here = self.at;
            self.at += self.units.width();
            self.count_line(unit);
            match (self.state, unit) {
                (State::Before, CR | LF) => self.record.lines_before = self.record.lines,
                (State::Before, _) => {
                    self.record.start = here;
                    self.open_cell(here);
                    self.at = here;
                }
                (State::Start, QUOTE) => {
                    self.cell.quoting = Quoting::Whole;
                    self.state = State::Quoted;
                }
                (State::Quoted, QUOTE) => self.state = State::Quote,
                (State::Quoted, _) => {}
                (State::Quote, QUOTE) => {
                    self.cell.doubled = true;
                    self.state = State::Quoted;
                }
                (_, unit) if unit == self.delimiter => {
                    self.close_cell(here);
                    self.open_cell(self.at);
                }
                (_, CR | LF) => {
                    self.close_cell(here);
                    self.record.end = here;
                    if unit == CR && self.units.at(bytes, self.at) == Some(LF) {
                        self.at += self.units.width();
                    }
                    self.record.next = self.at;
                    return Step::Record;
                }
                (State::Quote | State::Behind, unit) => {
                    self.cell.quoting = Quoting::Part;
                    self.state = State::Behind;
                    if !matches!(unit, SPACE | TAB) {
                        self.record.astray.get_or_insert(here);
                    }
                }
                (State::Start, _) => self.state = State::Plain,
                (State::Plain, _) => {}
            }
        }
    }

    /// Most bytes are ordinary ones within a cell.
    fn skip_ordinary(&mut self, bytes: &[u8]) {
        if self.units != Units::Bytes || self.at >= bytes.len() {
            return;
        }
        let delimiter = self.delimiter;
        let ordinary = |byte: &u8| match *byte {
            b'"' | b'\r' | b'\n' => false,
            byte => u16::from(byte) != delimiter,
        };
        let skipped = match self.state {
            State::Plain => bytes[self.at..].iter().take_while(|byte| ordinary(byte)).count(),
            State::Quoted => {
                bytes[self.at..].iter().take_while(|byte| !matches!(byte, b'"' | b'\r' | b'\n')).count()
            }
            _ => 0,
        };
        self.at += skipped;
        self.after_cr &= skipped == 0;
    }

    fn count_line(&mut self, unit: u16) {
        // CR LF is one line end
        if unit == CR || (unit == LF && !self.after_cr) {
            self.record.lines += 1;
        }
        self.after_cr = unit == CR;
    }

    fn open_cell(&mut self, at: usize) {
        self.cell = Cell { start: at, end: at, quoting: Quoting::None, doubled: false };
        self.state = State::Start;
    }

    fn close_cell(&mut self, end: usize) {
        self.record.count += 1;
        if self.record.cells.len() < MAX_CELLS {
            self.record.cells.push(Cell { end, ..self.cell });
        }
    }

    fn finish(&mut self, end: usize) -> Step {
        if self.state == State::Before {
            return Step::End;
        }
        if self.state == State::Quoted {
            self.record.open_quote = Some(self.cell.start);
        }
        self.close_cell(end);
        self.record.end = end;
        self.record.next = end;
        Step::Record
    }
}

impl Cell {
    /// The bytes between the quotes where they stand around all of it, else the whole cell.
    pub(super) fn content(&self, units: Units) -> std::ops::Range<usize> {
        match self.quoting {
            Quoting::Whole => self.start + units.width()..self.end - units.width(),
            _ => self.start..self.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<Vec<String>> {
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut all = Vec::new();
        loop {
            let mut scan = Scan::new(Units::Bytes, b',');
            if !matches!(scan.run(&bytes[from..], true), Step::Record) {
                return all;
            }
            let record = scan.into_record();
            all.push(record.cells.iter().map(|cell| text[from..][cell.start..cell.end].to_owned()).collect());
            from += record.next;
        }
    }

    #[test]
    fn cells_end_before_their_delimiter_and_line_end() {
        assert_eq!(records("a,b,\r\nc,\"d\",e"), [vec!["a", "b", ""], vec!["c", "\"d\"", "e"]]);
        assert_eq!(records("a,\"b\r\nc\",\"\"\"\"\rd\n"), [vec!["a", "\"b\r\nc\"", "\"\"\"\""], vec!["d"]]);
        assert_eq!(records("\r\n\n,\n"), [vec!["", ""]]);
    }

    #[test]
    fn a_window_may_end_anywhere() {
        let text = "x,\"a\"\"b\r\nc\"\r\nnext,";
        for cut in 0..text.len() {
            let mut scan = Scan::new(Units::Bytes, b',');
            if matches!(scan.run(&text.as_bytes()[..cut], false), Step::More) {
                assert!(matches!(scan.run(text.as_bytes(), false), Step::Record), "{cut}");
            }
            let record = scan.into_record();
            assert_eq!((record.end, record.next, record.lines), (11, 13, 2), "{cut}");
            assert_eq!(record.cells.len(), 2);
        }
    }

    #[test]
    fn quotes_that_do_not_match_are_noticed() {
        let mut scan = Scan::new(Units::Bytes, b',');
        scan.run(b"a,\"b\nc,d", true);
        assert_eq!(scan.into_record().open_quote, Some(2));
        let mut scan = Scan::new(Units::Bytes, b',');
        scan.run(b"a,\"b\nc,\"d\",e\n", true);
        assert_eq!(scan.into_record().astray, Some(8));
    }
}

//! The part of a CSV file that is in memory: one record, and what was read with it.

use std::io::{Read, Seek, SeekFrom};

use super::record::{Record, Scan, Step, Units};
use crate::draft::charset::fill;
use crate::draft::unreadable::{Account, Reason, Unreadable};
use crate::span::Span;

/// The longest record that is read. A goods line takes some hundred bytes.
pub(super) const MAX_RECORD: usize = 8 * 1024 * 1024;

/// How much is read at a time, in bytes.
const REFILL: usize = 256 * 1024;

/// A window on a source that moves forward record by record.
pub(super) struct Window<S> {
    source: S,
    buffer: Vec<u8>,
    /// How much of the buffer is filled: it is kept as long as it once was.
    filled: usize,
    /// Where the unread part of the buffer begins, in the buffer and in the file.
    consumed: usize,
    offset: usize,
    /// Line ends before `offset`.
    lines: usize,
    ended: bool,
    /// With what reading ahead broke off.
    failed: Option<Unreadable>,
    /// How many bytes behind the buffer are passed over unread.
    unread: usize,
}

impl<S: Read + Seek> Window<S> {
    /// A window that opens at byte `offset` of the file, before which there are `lines` line ends.
    pub(super) fn new(mut source: S, offset: usize, lines: usize) -> Result<Self, Unreadable> {
        source.seek(SeekFrom::Start(offset as u64)).map_err(|error| Unreadable::source(&error))?;
        Ok(Self {
            source,
            buffer: Vec::new(),
            filled: 0,
            consumed: 0,
            offset,
            lines,
            ended: false,
            failed: None,
            unread: 0,
        })
    }

    /// The next record; its places count from [`Window::offset`], its bytes are [`Window::bytes`].
    /// `record` is one that is no longer needed.
    pub(super) fn record(
        &mut self,
        units: Units,
        delimiter: u8,
        mut record: Record,
    ) -> Result<Option<Record>, Unreadable> {
        if units == Units::Bytes && record.read_plain(self.bytes(), delimiter) {
            return Ok(Some(record));
        }
        let mut scan = Scan::new(units, delimiter);
        loop {
            match scan.run(self.bytes(), self.ended) {
                Step::Record => {
                    let record = scan.into_record();
                    if record.end - record.start > MAX_RECORD {
                        return Err(self.too_large(record.lines_before, record.open_quote.is_some()));
                    }
                    return Ok(Some(record));
                }
                Step::End => return Ok(None),
                Step::More if self.bytes().len() > MAX_RECORD => {
                    let (lines, in_quotes) = scan.standing();
                    return Err(self.too_large(lines, in_quotes));
                }
                Step::More => self.refill()?,
            }
        }
    }

    /// Reads on until about so many bytes lie ahead. Where that fails it is told once they have been passed.
    pub(super) fn read_ahead(&mut self, bytes: usize) {
        let here = self.bytes().len();
        if here + REFILL <= bytes && !self.ended && self.failed.is_none() {
            self.failed = self.read(bytes - here).err();
        }
    }

    /// Moves on, `bytes` bytes and `lines` line ends, if need be over what was not read.
    pub(super) fn consume(&mut self, bytes: usize, lines: usize) {
        let here = bytes.min(self.bytes().len());
        self.consumed += here;
        self.unread += bytes - here;
        self.offset += bytes;
        self.lines += lines;
    }

    /// The bytes from the current place on.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.consumed..self.filled]
    }

    /// So many bytes before the current place, if they are still there.
    pub(super) fn before(&self, bytes: usize) -> Option<&[u8]> {
        self.buffer.get(self.consumed.checked_sub(bytes)?..self.consumed)
    }

    /// The current place in the file.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The line ends before it.
    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    fn refill(&mut self) -> Result<(), Unreadable> {
        self.failed.take().map_or(Ok(()), Err)?;
        // a long record grows the window in ever larger steps, so that it is moved only a few times
        self.read(REFILL.max(self.bytes().len()))
    }

    /// Reads so many bytes behind those that are there.
    fn read(&mut self, bytes: usize) -> Result<(), Unreadable> {
        // what lies ahead is moved only where that makes more room than it takes
        if self.consumed >= self.filled - self.consumed {
            self.buffer.copy_within(self.consumed..self.filled, 0);
            self.filled -= self.consumed;
            self.consumed = 0;
        }
        if self.unread > 0 {
            let unread = SeekFrom::Current(std::mem::take(&mut self.unread) as i64);
            self.source.seek(unread).map_err(|error| Unreadable::source(&error))?;
        }
        let wanted = self.filled + bytes;
        self.buffer.resize(wanted.max(self.buffer.len()), 0);
        let read = fill(&mut self.source, &mut self.buffer[self.filled..wanted])
            .map_err(|error| Unreadable::source(&error))?;
        self.filled += read;
        self.ended = read == 0;
        Ok(())
    }

    fn too_large(&self, lines: usize, in_quotes: bool) -> Unreadable {
        let megabytes = MAX_RECORD / (1024 * 1024);
        let (en, zh) = if in_quotes {
            ("a cell opens with a quote that nothing closes", "某个单元格以引号开头，却没有对应的结束引号")
        } else {
            ("no line end follows for so long", "其后很长一段没有换行")
        };
        Unreadable::new(
            Reason::TooLarge,
            Account::new(
                (format!("a record is longer than {megabytes} MB"), format!("一条记录超过 {megabytes} MB")),
                (format!("{en}: no goods line is that long"), format!("{zh}：商品项不会这么长")),
                (
                    "look at the record that begins here: its quotes, and whether this file is a table of goods",
                    "请检查从此处开始的记录：引号是否成对，文件是否为商品清单",
                ),
            ),
        )
        .at(Span::new(self.offset, self.offset), self.lines + lines + 1, 1)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor};

    use super::*;

    /// Breaks off once where it ends.
    struct BreaksOff(Cursor<Vec<u8>>, bool);

    impl Read for BreaksOff {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 if !std::mem::replace(&mut self.1, true) => Err(io::ErrorKind::Other.into()),
                read => Ok(read),
            }
        }
    }

    impl Seek for BreaksOff {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    /// Passes every record.
    fn pass_all<S: Read + Seek>(window: &mut Window<S>) -> Result<usize, Unreadable> {
        let mut records = 0;
        while let Some(record) = window.record(Units::Bytes, b',', Record::default())? {
            window.consume(record.next, record.lines);
            records += 1;
        }
        Ok(records)
    }

    #[test]
    fn what_was_not_read_is_passed_over_at_once_or_bit_by_bit() {
        let draft: String = (0..400_000).map(|row| format!("{row:07}\n")).collect();
        let mut window = Window::new(Cursor::new(draft), 0, 0).expect("a window");
        for rows in [100_000, 1, 150_000] {
            window.consume(8 * rows, rows);
        }
        let record = window.record(Units::Bytes, b',', Record::default()).ok().flatten().expect("a record");
        assert_eq!(&window.bytes()[record.start..record.end], b"0250001");
        assert_eq!((window.offset(), window.lines()), (8 * 250_001, 250_001));
    }

    #[test]
    fn what_reading_ahead_broke_off_with_is_told() {
        let draft = || Cursor::new(b"a,b\n".repeat(1000));
        let mut window = Window::new(draft(), 0, 0).expect("a window");
        window.read_ahead(4 * REFILL);
        assert_eq!(pass_all(&mut window).ok(), Some(1000));
        let mut window = Window::new(BreaksOff(draft(), false), 0, 0).expect("a window");
        window.read_ahead(4 * REFILL);
        window.read_ahead(4 * REFILL);
        assert_eq!(pass_all(&mut window).map_err(|error| error.reason), Err(Reason::Source));
    }

    #[test]
    fn a_record_that_is_too_large_is_told_with_its_line_and_what_it_lacks() {
        let long = "x".repeat(MAX_RECORD + 1);
        for (behind, says, line) in [
            (format!("\"{long}"), "quote", 3),
            (long.clone(), "line end", 3),
            (format!("{long}\n"), "line end", 3),
            (format!("\n\n{long}\n"), "line end", 5),
        ] {
            let mut window = Window::new(Cursor::new(format!("a\nb\n{behind}")), 0, 0).expect("a window");
            let error = pass_all(&mut window).expect_err("too large");
            assert_eq!((error.reason, error.place.map(|place| place.line)), (Reason::TooLarge, Some(line)));
            assert!(error.account.why.en.contains(says), "{}", error.account.why.en);
        }
    }
}

//! CSV drafts, read record by record: a file of any size passes through a window of a few megabytes.

mod astray;
mod columns;
mod foreign;
mod glance;
mod layout;
mod low;
mod mixed;
mod record;
mod row;
mod survey;
mod text;
mod titles;
pub(super) mod trail;
mod unknown;
mod window;

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::charset::{Charset, Ground, detect, misnamed};
use super::{Part, Passed, Reading, RemarksColumn, Sift, Unreadable};
use crate::crew::Crew;
use crate::edit::Edit;
use crate::span::Span;
use glance::{Coding, Eye};
use layout::Layout;
use record::{MAX_CELLS, Record, Units};
use survey::Surveys;
use trail::{Follower, Stretch, Trail, Trailing};
use window::Window;

/// How much of a file tells its layout.
const OPENING: u64 = 256 * 1024;

/// The parts of a CSV draft, in file order.
pub(super) struct Records<S> {
    window: Window<S>,
    charset: Charset,
    layout: Arc<Layout>,
    words: super::dialect::Dialects,
    add_remarks_column: bool,
    /// The record that comes next, and the items before it, counted from 0.
    index: usize,
    items: usize,
    behind_total: bool,
    astray: usize,
    ended: bool,
    /// A record that was read, so that the next one takes its place in memory, and what was consumed with it.
    spare: Record,
    passed: usize,
    surveys: Surveys,
    /// How many records were looked at since some were passed over.
    looked_at: usize,
    trail: Option<Trail>,
    follower: Option<Follower>,
}

impl<S: Read + Seek> Records<S> {
    /// Tells encoding, unless that is known, and layout, and stands before the first record.
    pub(super) fn open(
        mut source: S,
        reading: &Reading,
        charset: Option<Charset>,
    ) -> Result<Self, Unreadable> {
        let followed = match reading.trailing {
            Trailing::Follows(trail) => Some(trail),
            Trailing::No | Trailing::Leaves => None,
        };
        let charset = charset.or_else(|| followed?.charset());
        let (charset, layout) = match tell(&mut source, reading, charset) {
            Ok(told) => told,
            Err(unreadable) => return Err(mixed::encodings(&mut source, reading)?.unwrap_or(unreadable)),
        };
        let layout = Arc::new(layout);
        let trail = matches!(reading.trailing, Trailing::Leaves).then(|| Trail::new(charset, &layout));
        let follower = followed.filter(|trail| trail.fits(&charset, &layout)).map(Follower::new);
        Ok(Self {
            window: Window::new(source, charset.bom_length(), 0)?,
            charset,
            layout,
            words: reading.dialects.clone(),
            add_remarks_column: reading.add_remarks_column,
            index: 0,
            items: 0,
            behind_total: false,
            astray: 0,
            ended: false,
            spare: Record::default(),
            passed: 0,
            surveys: Surveys::default(),
            looked_at: 0,
            trail,
            follower,
        })
    }

    pub(super) fn charset(&self) -> Charset {
        self.charset
    }

    /// What the separator makes of the file.
    pub(super) fn dialect(&self) -> String {
        match self.layout.delimiter {
            b'\t' => "CSV (tab)".to_owned(),
            b',' => "CSV".to_owned(),
            other => format!("CSV ({})", char::from(other)),
        }
    }

    pub(super) fn remarks_column(&self) -> RemarksColumn {
        match self.layout.columns.remark {
            Some(_) => RemarksColumn::Present,
            None if self.add_remarks_column => {
                RemarksColumn::Added { heading: self.layout.remark_heading().to_owned() }
            }
            None => RemarksColumn::Missing,
        }
    }

    /// The next part; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Option<Result<Part, Unreadable>> {
        while !self.ended {
            let spare = std::mem::take(&mut self.spare);
            let record = match self.window.record(Units::of(&self.charset), self.layout.delimiter, spare) {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(unreadable) => {
                    self.ended = true;
                    return Some(Err(unreadable));
                }
            };
            let part = self.part(&record);
            let is_astray = record.is_astray();
            let (bytes, lines) =
                if is_astray { self.after_first_line(&record) } else { (record.next, record.lines) };
            self.astray += usize::from(is_astray);
            if self.astray > astray::MOST {
                self.ended = true;
                return Some(Err(self.too_many_astray()));
            }
            self.window.consume(bytes, lines);
            self.index += 1;
            self.looked_at += 1;
            (self.spare, self.passed) = (record, bytes);
            if part.is_some() {
                return part.map(Ok);
            }
        }
        self.ended = true;
        None
    }

    /// The bytes of the record from which the last part was read, with its line end.
    pub(super) fn record(&self) -> Option<&[u8]> {
        self.window.before(self.passed)?.get(self.spare.start..)
    }

    /// The trail that this reading has left.
    pub(super) fn into_trail(self) -> Option<Trail> {
        self.trail.map(Trail::ended)
    }

    /// Passes over the goods lines that come next and of which nothing would be said, as long as they state
    /// one date; `None` where there are none.
    pub(super) fn pass_over<'a>(&mut self, sift: &'a dyn Sift, crew: &Crew<'a>) -> Option<Passed> {
        if self.ended || self.adds() || self.index < self.layout.headings.end {
            return None;
        }
        let stretch = match &mut self.follower {
            Some(follower) if !follower.is_at_end(self.looked_at) => follower.stretch(self.looked_at)?,
            _ => self.quiet_stretch(sift, crew)?,
        };
        if let Some(trail) = &mut self.trail {
            trail.pass(self.looked_at, &stretch);
        }
        self.looked_at = 0;
        self.window.consume(stretch.bytes, stretch.lines);
        self.index += stretch.passed.items;
        self.items += stretch.passed.items;
        self.behind_total = false;
        Some(stretch.passed)
    }

    /// The goods lines that begin here and of which nothing would be said.
    fn quiet_stretch<'a>(&mut self, sift: &'a dyn Sift, crew: &Crew<'a>) -> Option<Stretch> {
        let coding = Coding::of(&self.charset, self.layout.delimiter)?;
        let is_valid = matches!(self.charset.told_by, Ground::Validity | Ground::Detection);
        let valid = |bytes: &[u8]| if is_valid { bytes.len() } else { coding.valid(bytes) };
        let eye = Eye { layout: Arc::clone(&self.layout), charset: self.charset, coding, sift };
        self.surveys.stretch(&mut self.window, &eye, &valid, crew)
    }

    fn part(&mut self, record: &Record) -> Option<Part> {
        if record.is_astray() {
            return Some(Part::Trouble(self.quotes_do_not_match(record)));
        }
        let row = row::Row {
            bytes: self.window.bytes(),
            offset: self.window.offset(),
            line: self.window.lines() + record.lines_before + 1,
            record,
            charset: &self.charset,
            layout: &self.layout,
            dialects: &self.words,
            position: self.items + 1,
            behind_total: self.behind_total,
            adds_remarks: self.add_remarks_column,
        };
        if let Some(trouble) = row.cut_off() {
            return Some(Part::Trouble(trouble));
        }
        if self.index < self.layout.headings.end {
            return self.heading_edit(record).map(Part::Edit);
        }
        match row.read() {
            row::Reading::Goods(declaration) => {
                self.items += 1;
                self.behind_total = false;
                Some(Part::Declaration(*declaration))
            }
            row::Reading::Total => {
                self.behind_total = true;
                self.padding(record).map(Part::Edit)
            }
            row::Reading::Nothing => self.padding(record).map(Part::Edit),
            row::Reading::Trouble(trouble) => Some(Part::Trouble(trouble)),
        }
    }

    /// What an added remarks column needs in a record of titles or headings.
    fn heading_edit(&self, record: &Record) -> Option<Edit> {
        if !self.adds() {
            return None;
        }
        if self.index < self.layout.headings.start {
            return self.padding(record);
        }
        let is_named = self.index == self.layout.headings.start;
        let text = if is_named { self.layout.remark_heading() } else { "" };
        let lacking = self.layout.width.saturating_sub(record.count);
        let separators = if is_named { lacking + 1 } else { usize::from(lacking == 0) };
        (separators > 0).then(|| self.appended(record, separators, text))?
    }

    /// The empty cell that keeps a record which is no goods line as wide as the others.
    fn padding(&self, record: &Record) -> Option<Edit> {
        if !self.adds() || record.count != self.layout.width {
            return None;
        }
        self.appended(record, 1, "")
    }

    fn adds(&self) -> bool {
        self.add_remarks_column && self.layout.columns.remark.is_none()
    }

    fn appended(&self, record: &Record, separators: usize, text: &str) -> Option<Edit> {
        let quoted = record.cells.last().is_some_and(|cell| cell.quoting == record::Quoting::Whole);
        let cell = super::slot::cell(text, self.layout.delimiter, quoted);
        let written = char::from(self.layout.delimiter).to_string().repeat(separators) + &cell;
        let at = self.window.offset() + record.end;
        // a heading in Chinese stands only in a file whose headings are Chinese already
        let replacement = self.charset.encode(&written).ok()?;
        Some(Edit { span: Span::new(at, at), replacement })
    }
}

/// Encoding and layout of a draft.
fn tell<S: Read + Seek>(
    source: &mut S,
    reading: &Reading,
    charset: Option<Charset>,
) -> Result<(Charset, Layout), Unreadable> {
    let speaks = |charset: &Charset, head: &[u8]| {
        Layout::tell(head, false, charset, reading).is_ok_and(|layout| layout.is_chinese())
    };
    let charset = charset.map_or_else(|| detect(source, reading.encoding, &speaks), Ok)?;
    let mut opening = Vec::new();
    source.seek(SeekFrom::Start(0)).map_err(|error| Unreadable::source(&error))?;
    source.by_ref().take(OPENING).read_to_end(&mut opening).map_err(|error| Unreadable::source(&error))?;
    let complete = (opening.len() as u64) < OPENING;
    let layout = Layout::tell(&opening, complete, &charset, reading).map_err(|unreadable| {
        // headings in another encoding than was said are not recognised
        let opening = opening.get(charset.bom_length()..).unwrap_or_default();
        let is_draft_in = |encoding: &&'static Encoding| {
            let other = Charset { encoding, bom: false, told_by: charset.told_by };
            Layout::tell(opening, complete, &other, reading).is_ok()
        };
        let is_draft = [UTF_8, GB18030, BIG5].iter().any(is_draft_in);
        misnamed(&charset, opening).filter(|_| is_draft).unwrap_or(unreadable)
    })?;
    Ok((charset, layout))
}

/// Whether a record has more cells than are kept.
fn is_too_wide(record: &Record) -> bool {
    record.count > MAX_CELLS
}

/// Whether bytes of an encoding may hold NUL without being damaged.
fn has_nul(bytes: &[u8], charset: &Charset) -> bool {
    let units = Units::of(charset);
    if units == Units::Bytes || charset.encoding == UTF_8 {
        return memchr::memchr(0, bytes).is_some();
    }
    (0..bytes.len() / 2).any(|at| units.at(bytes, at * 2) == Some(0))
}

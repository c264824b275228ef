//! A glance at a record: whether it is a goods line of which nothing would be said.

use std::sync::Arc;

use jiff::civil::Date;

use super::layout::Layout;
use super::record::{Cell, Quoting, Record, Units};
use crate::draft::charset::{Charset, malformed_at};
use crate::draft::quiet::Known;
use crate::draft::{MAX_FIELD, Quiet, Raw, Role, Sift, date, is_sound_line};

/// The encodings in which a glance is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Utf8,
    Gb18030,
}

/// How many remarks without a statement are kept in mind.
const KEPT: usize = 16;

/// What glances at the records before have shown.
#[derive(Debug)]
pub(super) struct Memory {
    /// The last date cell that could be read.
    date: Option<(Vec<u8>, Date)>,
    /// Remarks without a statement.
    remarks: Vec<Vec<u8>>,
    quiet: Quiet,
    /// The fronts of goods lines that say nothing up to there.
    fronts: Known<254, 9>,
}

impl Memory {
    /// Nothing is known yet.
    pub(super) fn none() -> Self {
        let (quiet, fronts) = (Quiet::learning(), Known::learning());
        Self { date: None, remarks: Vec::new(), quiet, fronts }
    }
}

/// What records are glanced at with.
#[derive(Clone)]
pub(super) struct Eye<'s> {
    pub(super) layout: Arc<Layout>,
    pub(super) charset: Charset,
    pub(super) coding: Coding,
    pub(super) sift: &'s dyn Sift,
}

/// A record behind the headings, as it lies in the file.
pub(super) struct Glance<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) record: &'a Record,
    pub(super) eye: &'a Eye<'a>,
    /// Whether NUL stands anywhere in what is surveyed.
    pub(super) may_hold_nul: bool,
}

impl Coding {
    /// That of an encoding in which every byte below 0x80 that parts cells stands for itself.
    pub(super) fn of(charset: &Charset, delimiter: u8) -> Option<Self> {
        if charset.encoding == encoding_rs::UTF_8 {
            Some(Self::Utf8)
        } else if [encoding_rs::GBK, encoding_rs::GB18030].contains(&charset.encoding) && delimiter < 0x40 {
            Some(Self::Gb18030)
        } else {
            None
        }
    }

    /// How many of some bytes are known to be valid.
    pub(super) fn valid(self, bytes: &[u8]) -> usize {
        match self {
            Self::Utf8 => {
                simdutf8::compat::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len)
            }
            Self::Gb18030 => malformed_at(encoding_rs::GB18030, bytes).unwrap_or(bytes.len()),
        }
    }
}

impl<'a> Glance<'a> {
    /// The date that the goods line states, if nothing would be said of it.
    pub(super) fn silent(&self, memory: &mut Memory) -> Option<Option<Date>> {
        let (record, Eye { layout, sift, .. }) = (self.record, self.eye);
        let columns = &layout.columns;
        let is_sound = record.count <= layout.width
            && record.end - record.start <= MAX_FIELD
            && !record.is_astray()
            && (!self.may_hold_nul || memchr::memchr(0, &self.bytes[record.start..record.end]).is_none());
        if !is_sound {
            return None;
        }
        if sift.asks_for_dates_alone() {
            return self
                .content(columns.tariff_line)
                .filter(|digits| is_sound_line(digits))
                .and(self.date(memory));
        }
        let specification = self.content(columns.specification)?;
        let (head, last) = self.raw(specification).without_last_slot();
        let front = head.and_then(|head| self.front(head.bytes()));
        let is_known = front.is_some_and(|front| memory.fronts.brackets(front).is_some());
        if !is_known {
            let digits = self.content(columns.tariff_line)?;
            if !is_sound_line(digits) || sift.may_concern_line(digits) {
                return None;
            }
            let name = self.content(columns.name.or(columns.combined))?;
            let quiet = &mut memory.quiet;
            if !self.opens_with_word(name)
                || sift.may_name_goods(self.raw(name), true, quiet)
                || head.is_some_and(|head| sift.may_name_goods(head, false, quiet))
            {
                return None;
            }
            if let Some(front) = front {
                memory.fronts.keep(front, false);
            }
        }
        let date = self.date(memory)?;
        if !self.remark_is_silent(memory)? {
            return None;
        }
        let quiet = &mut memory.quiet;
        let further = columns.further.iter().filter(|(_, role, _)| *role == Role::Text);
        let mut texts = further.map(|(at, _, _)| self.content(Some(*at)));
        let mut may_name = |text: Raw<'_>| sift.may_name_goods(text, false, quiet);
        let is_silent =
            !may_name(last) && texts.all(|text| text.is_some_and(|text| !may_name(self.raw(text))));
        is_silent.then_some(date)
    }

    /// Tariff line, name and the head of the specification where they stand side by side: drafts say the same of
    /// many goods lines up to there.
    fn front(&self, head: &[u8]) -> Option<&'a [u8]> {
        let columns = &self.eye.layout.columns;
        let (line, name, specification) = (columns.tariff_line?, columns.name?, columns.specification?);
        let first = line.min(name);
        if (first + 1, first + 2) != (line.max(name), specification) {
            return None;
        }
        let cells = &self.record.cells;
        let end = cells.get(specification)?.content(Units::Bytes).start + head.len();
        self.bytes.get(cells[first].start..end)
    }

    fn date(&self, memory: &mut Memory) -> Option<Option<Date>> {
        let layout = &self.eye.layout;
        let mut cells = layout.columns.dates.iter().map(|at| self.content(Some(*at)));
        let Some(cell) = cells.find(|cell| cell.is_none_or(|cell| !cell.is_empty())) else {
            return Some(layout.titles.date);
        };
        let cell = cell?;
        if let Some((known, date)) = &memory.date
            && known == cell
        {
            return Some(Some(*date));
        }
        let date = date::parse(std::str::from_utf8(cell).ok().filter(|cell| cell.is_ascii())?)?;
        memory.date = Some((cell.to_vec(), date));
        Some(Some(date))
    }

    fn remark_is_silent(&self, memory: &mut Memory) -> Option<bool> {
        let cell = self.content(self.eye.layout.columns.remark)?;
        if cell.is_empty() || memory.remarks.iter().any(|known| known == cell) {
            return Some(true);
        }
        if self.eye.sift.may_state(&self.eye.charset.decode(cell)?) {
            return Some(false);
        }
        if memory.remarks.len() == KEPT {
            memory.remarks.remove(0);
        }
        memory.remarks.push(cell.to_vec());
        Some(true)
    }

    /// Whether the first character is a letter, a digit or an ideograph, so that the cell is not blank and
    /// no mark parts a name from a specification before anything.
    fn opens_with_word(&self, cell: &[u8]) -> bool {
        match (cell.first(), self.eye.coding) {
            (Some(first), _) if first.is_ascii() => first.is_ascii_alphanumeric(),
            (Some(first), Coding::Utf8) => (0xE4..0xEA).contains(first),
            (Some(first), Coding::Gb18030) => (0xB0..0xF8).contains(first),
            (None, _) => false,
        }
    }

    fn raw(&self, text: &'a [u8]) -> Raw<'a> {
        match self.eye.coding {
            Coding::Utf8 => Raw::Utf8(text),
            Coding::Gb18030 => Raw::Gb18030(text),
        }
    }

    /// What stands in a cell, empty where the record is too short or there is no such column; `None` where
    /// its quotes need a closer look.
    fn content(&self, column: Option<usize>) -> Option<&'a [u8]> {
        let Some(cell) = column.and_then(|at| self.record.cells.get(at)) else { return Some(&[]) };
        let is_plain = |cell: &Cell| cell.quoting != Quoting::Part && !cell.doubled;
        is_plain(cell).then(|| &self.bytes[cell.content(Units::Bytes)])
    }
}

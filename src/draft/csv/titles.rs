//! What stands above the headings and holds for every row: `申报日期：,2026-11-12`, 进口货物报关单.

use jiff::civil::Date;

use crate::draft::dialect::ColumnRole;
use crate::draft::{Direction, Reading, date};

/// What the titles of a table say of all its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Titles {
    pub(super) date: Option<Date>,
    pub(super) direction: Option<Direction>,
}

impl Titles {
    pub(super) fn read(rows: &[Vec<String>], reading: &Reading) -> Self {
        let mut titles = Self::default();
        for row in rows {
            let cells: Vec<&str> =
                row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            for (at, cell) in cells.iter().enumerate() {
                // the value stands in the same cell behind a colon, or in the next one
                let within = cell.split_once([':', '：']).filter(|(_, value)| !value.trim().is_empty());
                let (label, value) = within.unwrap_or((cell, cells.get(at + 1).copied().unwrap_or("")));
                match reading.dialects.column(label, &|_| false) {
                    Some((ColumnRole::Date, _)) => titles.date = titles.date.or(date::parse(value)),
                    Some((ColumnRole::Direction, _)) if reading.dialects.is_import(value) => {
                        titles.direction = Some(Direction::Import);
                    }
                    _ => {}
                }
                if reading.dialects.is_import_title(cell) {
                    titles.direction = Some(Direction::Import);
                }
            }
        }
        titles
    }
}

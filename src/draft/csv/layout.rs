//! What the opening of a CSV file says about all of it: its delimiter, its headings, its columns.

use std::{cell::OnceCell, ops::Range};

use super::columns::Columns;
use super::record::{MAX_CELLS, Record, Scan, Step, Units};
use super::text;
use super::titles::Titles;
use crate::draft::dialect::{ColumnRole, fold};
use crate::draft::{Charset, Reading, Unreadable};

/// Headings are looked for in the first records only; before them stand titles.
const OPENING_RECORDS: usize = 40;

/// Group, heading, translation, units.
const MAX_HEADING_LINES: usize = 4;

/// The layout of one CSV file.
#[derive(Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// The records that are headings; those before are titles.
    pub(super) headings: Range<usize>,
    /// How many columns have a heading, even an empty one.
    pub(super) width: usize,
    pub(super) columns: Columns,
    /// The folded heading lines, to know them again further down.
    pub(super) heading_lines: Vec<Vec<String>>,
    /// What the titles say of all rows.
    pub(super) titles: Titles,
}

/// The opening of a file, read with one delimiter.
pub(super) struct Opening {
    pub(super) delimiter: u8,
    pub(super) rows: Vec<Vec<String>>,
    /// Whether a record is wider than any table of goods.
    pub(super) is_too_wide: bool,
    /// Whether a record goes on behind the bytes that were looked at.
    pub(super) is_cut: bool,
}

impl Opening {
    /// Reads the first records of `bytes`; `complete`: that is the whole file.
    pub(super) fn read(bytes: &[u8], complete: bool, charset: &Charset, delimiter: u8) -> Self {
        let units = Units::of(charset);
        let mut opening = Self { delimiter, rows: Vec::new(), is_too_wide: false, is_cut: false };
        let mut at = charset.bom_length().min(bytes.len());
        while opening.rows.len() < OPENING_RECORDS {
            let mut scan = Scan::new(units, delimiter);
            let step = scan.run(&bytes[at..], complete);
            opening.is_cut = matches!(step, Step::More);
            let Step::Record = step else { break };
            let record = scan.into_record();
            opening.is_too_wide |= record.count > MAX_CELLS;
            opening.rows.push(row(&bytes[at..], &record, charset));
            at += record.next;
        }
        opening
    }
}

fn row(bytes: &[u8], record: &Record, charset: &Charset) -> Vec<String> {
    if record.open_quote.is_some() {
        return Vec::new();
    }
    let text = |cell| text::field(bytes, 0, cell, charset).map(|field| field.text).unwrap_or_default();
    record.cells.iter().map(text).collect()
}

impl Layout {
    /// The layout that the opening of a file tells.
    ///
    /// # Errors
    /// When no delimiter gives headings that suffice, or two columns claim to be the tariff line or the remark.
    pub(super) fn tell(
        bytes: &[u8],
        complete: bool,
        charset: &Charset,
        reading: &Reading,
    ) -> Result<Self, Unreadable> {
        let stated = stated_delimiter(bytes, charset);
        let delimiters = stated.map_or_else(|| vec![b',', b'\t', b';'], |delimiter| vec![delimiter]);
        let openings: Vec<Opening> =
            delimiters.iter().map(|delimiter| Opening::read(bytes, complete, charset, *delimiter)).collect();
        let best = openings
            .iter()
            .filter(|opening| opening.rows.iter().any(|row| row.len() > 1))
            .filter_map(|opening| Some((opening, Headings::find(opening, reading)?)))
            // of equals the first: the comma
            .rev()
            .max_by_key(|(_, headings)| headings.columns.recognised());
        match best {
            Some((opening, headings)) => match headings.columns.doubled(&headings.texts) {
                Some(doubled) => Err(super::unknown::doubled(doubled, &headings.texts, headings.rows.start)),
                None => Ok(headings.layout(opening, reading)),
            },
            None => Err(super::unknown::headings(&openings, reading)),
        }
    }
}

impl Layout {
    /// Whether its headings are Chinese.
    pub(super) fn is_chinese(&self) -> bool {
        let is_han = |character| ('\u{4E00}'..='\u{9FFF}').contains(&character);
        self.heading_lines.iter().flatten().any(|heading| heading.chars().any(is_han))
    }

    /// The name that an added remarks column gets.
    pub(super) fn remark_heading(&self) -> &'static str {
        if self.is_chinese() { "备注" } else { "Remarks" }
    }
}

/// `sep=;` on the first line, which spreadsheets understand.
fn stated_delimiter(bytes: &[u8], charset: &Charset) -> Option<u8> {
    let mut at = charset.bom_length();
    let units = Units::of(charset);
    let mut line = String::new();
    while let Some(unit) = units.at(bytes, at).filter(|_| line.len() < 8) {
        let character = u8::try_from(unit).ok().filter(u8::is_ascii)?;
        if matches!(character, b'\r' | b'\n') {
            break;
        }
        line.push(char::from(character).to_ascii_lowercase());
        at += units.width();
    }
    let stated = line.trim_matches('"').strip_prefix("sep=")?;
    match stated.as_bytes() {
        [delimiter] if matches!(delimiter, b',' | b';' | b'\t' | b'|') => Some(*delimiter),
        _ => None,
    }
}

/// What each cell of a row would hold as a heading, and how much that is trusted.
type Roles = Vec<Option<(ColumnRole, usize)>>;

/// The heading lines of an opening.
struct Headings {
    rows: Range<usize>,
    /// What the heading lines say together of each column.
    texts: Vec<String>,
    columns: Columns,
}

impl Headings {
    fn find(opening: &Opening, reading: &Reading) -> Option<Self> {
        let roles = |headings: &[String]| -> Roles {
            headings.iter().map(|heading| reading.dialects.column(heading, reading.is_parameter)).collect()
        };
        let of_rows: Vec<OnceCell<Roles>> = vec![OnceCell::new(); opening.rows.len()];
        let of_row = |at: usize| of_rows[at].get_or_init(|| roles(&opening.rows[at]));
        let is_known =
            |at: usize, least: usize| at < of_rows.len() && of_row(at).iter().flatten().count() >= least;
        // what the lines say together, and where that is nothing known, what the first of them says
        let read = |rows: Range<usize>| {
            let merged = rows.clone().fold(Vec::new(), |above, at| merge(&above, &opening.rows[at]));
            let mut merged_roles = roles(&merged);
            for line in rows.clone().rev() {
                for (role, own) in merged_roles.iter_mut().zip(of_row(line)) {
                    *role = role.or(*own);
                }
            }
            let columns = Columns::assign(&merged, &merged_roles);
            Self { rows, texts: merged, columns }
        };
        let suffices =
            |at: usize| opening.rows.get(at).is_some_and(|row| Columns::assign(row, of_row(at)).suffice());
        let core = (0..opening.rows.len()).find_map(|at| {
            if suffices(at) {
                return Some(at..at + 1);
            }
            let is_pair = is_known(at, 1) && is_known(at + 1, 1) && !suffices(at + 1);
            (is_pair && read(at..at + 2).columns.suffice()).then_some(at..at + 2)
        })?;
        let mut rows = core;
        if rows.start > 0
            && is_known(rows.start - 1, 1)
            && fills_gaps(&opening.rows[rows.start - 1], &opening.rows[rows.start])
        {
            rows.start -= 1;
        }
        while rows.len() < MAX_HEADING_LINES
            && let Some(next) = opening.rows.get(rows.end)
            && let so_far = read(rows.clone())
            && (is_translation(next, &so_far, reading) || is_units(next, &so_far))
        {
            rows.end += 1;
        }
        Some(read(rows))
    }

    fn layout(self, opening: &Opening, reading: &Reading) -> Layout {
        let lines = &opening.rows[self.rows.clone()];
        Layout {
            titles: Titles::read(&opening.rows[..self.rows.start], reading),
            delimiter: opening.delimiter,
            heading_lines: lines.iter().map(|line| line.iter().map(|cell| fold(cell)).collect()).collect(),
            headings: self.rows,
            width: self.texts.len(),
            columns: self.columns,
        }
    }
}

/// Two heading lines as one: what stands above, then what stands below.
fn merge(above: &[String], below: &[String]) -> Vec<String> {
    let blank = String::new();
    (0..above.len().max(below.len()))
        .map(|at| {
            let (above, below) =
                (above.get(at).unwrap_or(&blank).trim(), below.get(at).unwrap_or(&blank).trim());
            match (above.is_empty(), below.is_empty()) {
                (_, true) => above.to_owned(),
                (true, _) => below.to_owned(),
                _ if above == below => above.to_owned(),
                _ => format!("{above} {below}"),
            }
        })
        .collect()
}

/// A line under the headings that has them once more, in the other language. Parameters do not count: a
/// specification names them too.
fn is_translation(row: &[String], headings: &Headings, reading: &Reading) -> bool {
    let known = row.iter().filter(|cell| reading.dialects.column(cell, &|_| false).is_some()).count();
    let code = headings.columns.tariff_line.and_then(|at| row.get(at));
    known >= 2 && code.is_none_or(|code| code.chars().filter(char::is_ascii_digit).count() < 4)
}

/// A line under the headings that holds units only: no digits but exponents, and nothing in the columns that
/// say what the goods are.
fn is_units(row: &[String], headings: &Headings) -> bool {
    let mut filled = (0..row.len()).filter(|at| !row[*at].trim().is_empty()).peekable();
    filled.peek().is_some()
        && row.len() <= headings.texts.len()
        && filled.all(|at| {
            let cell = row[at].trim();
            !headings.columns.says_goods(at)
                && cell.chars().count() <= 12
                && cell.chars().any(char::is_alphabetic)
                && !cell.starts_with(|first: char| first.is_ascii_digit())
        })
}

/// Whether the line above names columns that the heading line leaves empty.
fn fills_gaps(above: &[String], row: &[String]) -> bool {
    let filled = |row: &[String], at: usize| row.get(at).is_some_and(|cell| !cell.trim().is_empty());
    (0..above.len()).any(|at| filled(above, at) && !filled(row, at) && at < row.len())
        && (0..above.len()).filter(|at| filled(above, *at)).count() >= 2
}

//! The text of a CSV cell.

use super::record::{Cell, Quoting, Units};
use crate::draft::Field;
use crate::draft::charset::{Charset, FieldText, Malformed};
use crate::span::Span;

/// The text of a cell of `bytes`, which begin at byte `offset` of the file.
pub(super) fn field(bytes: &[u8], offset: usize, cell: &Cell, charset: &Charset) -> Result<Field, Malformed> {
    let units = Units::of(charset);
    let content = cell.content(units);
    if !cell.doubled && cell.quoting != Quoting::Part {
        return charset.field(&bytes[content.clone()], offset + content.start);
    }
    let quote = u16::from(b'"');
    let mut text = FieldText::default();
    // `"a""b"c`: in quotes a quote stands doubled; behind the closing one it stands for itself
    let mut in_quotes = cell.quoting == Quoting::Whole;
    let mut is_behind = false;
    let mut from = content.start;
    let mut at = content.start;
    while at < content.end {
        let here = at;
        at += units.width();
        if is_behind || units.at(bytes, here) != Some(quote) {
            continue;
        }
        text.push(charset, &bytes[from..here], offset + from)?;
        if in_quotes && at < content.end && units.at(bytes, at) == Some(quote) {
            from = here;
            // the first of the two is written, the second skipped
            text.push(charset, &bytes[from..at], offset + from)?;
            at += units.width();
        } else if in_quotes {
            is_behind = true;
        } else {
            in_quotes = true;
        }
        from = at;
    }
    text.push(charset, &bytes[from..content.end], offset + from)?;
    Ok(text.finish(Span::new(offset + content.start, offset + content.end)))
}

/// Whether nothing but spaces stands in a cell, told without decoding it.
pub(super) fn is_blank(bytes: &[u8], cell: &Cell, units: Units) -> bool {
    let content = cell.content(units);
    let mut at = content.start;
    while at < content.end {
        match units.at(bytes, at) {
            Some(0x20 | 0x09 | 0x0A | 0x0D) => at += units.width(),
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::charset::Ground;
    use crate::draft::csv::record::{Scan, Step};
    use proptest::prelude::*;

    /// The records as this program reads them; `None` where it does not believe the quotes.
    fn own(text: &str) -> Option<Vec<Vec<String>>> {
        let charset = Charset { encoding: encoding_rs::UTF_8, bom: false, told_by: Ground::Choice };
        let mut rest = text.as_bytes();
        let mut records = Vec::new();
        loop {
            let mut scan = Scan::new(Units::Bytes, b',');
            let Step::Record = scan.run(rest, true) else { return Some(records) };
            let record = scan.into_record();
            if record.is_astray() {
                return None;
            }
            records
                .push(record.cells.iter().map(|cell| field(rest, 0, cell, &charset).unwrap().text).collect());
            rest = &rest[record.next..];
        }
    }

    fn by_the_csv_crate(text: &str) -> Vec<Vec<String>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        reader.records().map(|record| cells(record.unwrap())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn cells_mean_what_they_mean_to_the_csv_crate(
            pieces in prop::collection::vec(
                prop::sample::select(vec!["a", "电", "\"", "\"", "\"\"", ",", ",", ",\"", "\",", "\n", "\r\n", "\r", " "]), 0..24,
            ),
        ) {
            let text = pieces.concat();
            if let Some(records) = own(&text) {
                prop_assert_eq!(records, by_the_csv_crate(&text));
            }
        }
    }
}

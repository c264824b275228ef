//! CSV: what is read is what the plain `csv` crate reads, and fixing changes remarks alone.

use std::io::Cursor;

use beizhu::draft::{Dialects, Field, Format, Item, Part, Reading, open};

use super::{desk, draft};

/// For any bytes named `.csv`.
pub(crate) fn holds(bytes: &[u8]) {
    draft::fixed("draft.csv", bytes, true);
    let Some(fixed) = draft::fixed("draft.csv", bytes, false) else { return };
    if fixed.before.format != Some(Format::Csv) || fixed.before.tally.in_doubt {
        return;
    }
    let (Ok(before), Ok(after)) = (std::str::from_utf8(bytes), std::str::from_utf8(&fixed.bytes)) else {
        return;
    };
    if fixed.before.encoding != "UTF-8" {
        return;
    }
    let Some(delimiter) = delimiter(&fixed.before.dialect) else { return };
    let (before, after) = (records(before, delimiter), records(after, delimiter));
    changes_one_column(&before, &after);
    if let Some(items) = items(bytes) {
        stand_in_order(&items, &before);
    }
}

/// The separator that a dialect names.
fn delimiter(dialect: &str) -> Option<u8> {
    [("comma", b','), ("tab", b'\t'), ("semicolon", b';')]
        .into_iter()
        .find_map(|(word, byte)| dialect.contains(word).then_some(byte))
}

fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.flexible(true).has_headers(false).delimiter(delimiter);
    let records = reader.from_reader(text.as_bytes()).into_records();
    records.map(|record| record.expect("UTF-8").iter().map(str::to_owned).collect()).collect()
}

/// No cell differs outside a single column.
fn changes_one_column(before: &[Vec<String>], after: &[Vec<String>]) {
    assert_eq!(before.len(), after.len(), "fixing made or ate a record");
    let mut changed: Vec<usize> = Vec::new();
    for (before, after) in before.iter().zip(after) {
        for at in 0..before.len().max(after.len()) {
            let cell = |record: &[String]| record.get(at).cloned().unwrap_or_default();
            if cell(before) != cell(after) && !changed.contains(&at) {
                changed.push(at);
            }
        }
    }
    assert!(changed.len() <= 1, "fixing changed the columns {changed:?}");
}

/// The goods lines, if every record can be read.
fn items(bytes: &[u8]) -> Option<Vec<Item>> {
    let dialects = Dialects::embedded();
    let is_parameter = |heading: &str| desk().examiner.is_parameter(heading);
    let reading = Reading::new(&dialects, &is_parameter);
    let draft = open(Cursor::new(bytes), "draft.csv", &reading).ok()?;
    let mut items = Vec::new();
    for part in draft {
        match part.ok()? {
            Part::Declaration(declaration) => items.extend(declaration.items),
            Part::Trouble(_) => return None,
            Part::Edit(_) => {}
        }
    }
    Some(items)
}

/// Each goods line is some record of the plain reader, in the order of the file: every text of it
/// stands in a cell there.
fn stand_in_order(items: &[Item], records: &[Vec<String>]) {
    let mut left = records.iter();
    for item in items {
        let named = [&item.tariff_line, &item.name, &item.specification].into_iter().flatten();
        let texts: Vec<&str> = named
            .chain(item.columns.iter().map(|column| &column.field))
            .map(|field: &Field| field.text.as_str())
            .collect();
        let holds =
            |record: &Vec<String>| texts.iter().all(|text| record.iter().any(|cell| cell.contains(text)));
        assert!(left.any(holds), "no record of the plain reader holds {texts:?}: {records:?}");
    }
}

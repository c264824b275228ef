//! The table for spreadsheets.

use super::{
    folder,
    program::{Folder, IN_FORCE},
    shown,
};

fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_goods_line_has_a_row() {
    let folder = folder();
    for (language, heading, word) in
        [("en", "Determination", "could not be checked"), ("zh", "判定", "无法检查")]
    {
        let rows = rows(&shown(&folder, "csv", &["--lang", language]));
        assert_eq!(rows[0][7], heading);
        let of_items = rows[1..].iter().filter(|row| !row[1].is_empty()).count();
        assert_eq!(of_items, 4 * 3 + 1 + 2 + 5 + 11, "the office chair is listed too");
        assert!(rows.iter().any(|row| row[0] == "broken.xml" && row[7] == word), "{rows:?}");
    }
}

#[test]
fn no_cell_is_a_formula() {
    for row in rows(&shown(&folder(), "csv", &[])) {
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            assert!(cell.chars().all(|c| !c.is_control()), "{cell:?}");
        }
    }
}

/// Reports lie in the folder that is checked: they are no drafts, and the next ones take their places.
#[test]
fn reports_of_an_earlier_run_are_no_drafts() {
    let folder = Folder::new();
    folder.write("a.csv", super::DRAFT);
    for language in ["en", "zh"] {
        let files = ["--output-file", "report.csv", "--output-file", "r.xml", "--output-file", "r.txt"];
        let arguments = [&["check", ".", "--on", IN_FORCE, "--lang", language][..], &files].concat();
        let first = folder.run(&arguments);
        let table = folder.read("report.csv");
        let second = folder.run(&arguments);
        assert_eq!((first.code, second.code), (1, 1), "{}", second.stderr);
        assert_eq!(folder.read("report.csv"), table);
    }
    let over = folder.run(&["check", ".", "--on", IN_FORCE, "--output-file", "a.csv"]);
    assert_eq!(over.code, 2);
    assert_eq!(folder.read("a.csv"), super::DRAFT.as_bytes());
}

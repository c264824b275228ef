//! Law that a user supplies: refused at a place in the file, or good for judging by.

use std::io::Cursor;

use beizhu::{
    Examiner,
    draft::{Dialects, Reading},
    law::{ControlList, LawFile},
    report::{Desk, read_draft},
};

use super::desk;

/// Goods that more than one act may look at.
const DRAFT: &str = "商品编号,商品名称,规格型号,备注\n\
    8507600090,锂离子电池,能量密度305Wh/kg,属于两用物项：3A001\n\
    3801909000,甲,乙丙,\n";

/// For any bytes as an act beside the embedded ones, and as a corpus.
pub(crate) fn holds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    for path in ["act.toml", "corpus.toml"] {
        let file = LawFile { path: path.to_owned(), text: text.clone() };
        match ControlList::load(&[file]) {
            Ok(law) => judges(law),
            Err(error) => {
                assert_eq!(error.file, path);
                let line = text.split('\n').nth(error.line - 1);
                let length = line.map(|line| line.chars().count());
                assert!(
                    length.is_some_and(|length| error.column >= 1 && error.column <= length + 1),
                    "{error} lies outside the file"
                );
            }
        }
    }
}

fn judges(law: ControlList) {
    for entry in &law.entries {
        for on in ["0001-01-01", "2026-11-12", "9999-12-31"] {
            law.standing(entry, on.parse().expect("a date"));
        }
    }
    let examiner = Examiner::new(law);
    let dialects = Dialects::embedded();
    let is_parameter = |heading: &str| examiner.is_parameter(heading);
    let reading = Reading::new(&dialects, &is_parameter);
    let desk = Desk { examiner: &examiner, policy: &desk().policy, accepted: None, all_items: true };
    let report = read_draft(Cursor::new(DRAFT), "draft.csv", &reading, desk);
    let items = report.expect("a draft stays a draft under any law").tally.counts.items;
    assert_eq!(items, 2);
}

//! The date decides: one that stands there and cannot be read is questioned, and nothing is written.

mod common;

use common::desk::Desk;

/// A date as a draft writes it, and whether it can be read.
const DATES: &[(&str, bool)] = &[
    ("2026-11-12", true),
    ("20261112", true),
    ("2026年11月12日", true),
    ("", true),
    ("11/12/2026", false),
    ("46338", false),
    ("2026-13-45", false),
    ("26-11-12", false),
    ("next week", false),
];

#[test]
fn a_date_that_cannot_be_read_is_questioned_and_nothing_is_written() {
    let desk = Desk::new();
    for (date, is_read) in DATES {
        let csv = format!("商品编号,商品名称,申报日期,备注\n3801100090,人造石墨负极材料,{date},\n");
        let xml = format!(
            "<DecMessage><DecHead><IEFlag>E</IEFlag><IEDate>{date}</IEDate><NoteS></NoteS></DecHead><DecLists>\
             <DecList><GNo>1</GNo><CodeTS>3801100090</CodeTS><GName>人造石墨负极材料</GName></DecList>\
             </DecLists></DecMessage>"
        );
        for (name, draft) in [("draft.csv", csv), ("draft.xml", xml)] {
            let report = desk.read(name, draft.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
            let questioned = report.findings().any(|located| located.finding.name == "unreadable-record");
            assert_eq!(questioned, !is_read, "{name} {date}");
            assert_eq!(report.edits().is_empty(), !is_read, "{name} {date}");
        }
    }
}

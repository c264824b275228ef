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

/// The day of declaration and of export as they stand in columns of a table, and the day on which its goods
/// line is judged; `None`: in doubt. Without a date it is the day of the desk.
const COLUMNS: &[(&str, &str, Option<&str>)] = &[
    ("2026-10-01", "2026-11-10", Some("2026-10-01")),
    ("", "2026-11-10", Some("2026-11-10")),
    (" ", "20261110", Some("2026-11-10")),
    ("2026-10-01", "", Some("2026-10-01")),
    ("2026-10-01", "next week", Some("2026-10-01")),
    ("next week", "2026-11-10", None),
    ("", "next week", None),
    ("", "", Some("2026-11-12")),
];

#[test]
fn of_several_columns_of_dates_the_most_trusted_that_is_filled_counts() {
    let desk = Desk::new();
    for (declared, exported, expected) in COLUMNS {
        for draft in [
            format!(
                "商品编号,商品名称,申报日期,出口日期,备注\n3801100090,人造石墨负极材料,{declared},{exported},\n"
            ),
            format!(
                "出口日期,商品编号,商品名称,备注,申报日期\n{exported},3801100090,人造石墨负极材料,,{declared}\n"
            ),
            // nothing would be said of these
            format!(
                "商品编号,商品名称,申报日期,出口日期,备注\n61091000,棉制针织T恤衫,{declared},{exported},\n"
            ),
        ] {
            let report = desk.read("draft.csv", draft.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
            let in_doubt = report.findings().any(|located| located.finding.name == "unreadable-record");
            assert_eq!(in_doubt, expected.is_none(), "{draft}");
            if let Some(expected) = expected {
                assert_eq!(report.tally.on, [expected.parse().expect("a date")], "{draft}");
            }
        }
    }
}

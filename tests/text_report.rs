//! The report for people: what repeats itself is folded and counted, and every line fits.

mod program;

use program::{Folder, IN_FORCE};
use textwrap::core::display_width;

const HEADINGS: &str = "项号,商品编号,商品名称,规格型号,备注\n";

/// Rows that are controlled, lack a value, lack a use, and are clear, in turn.
fn rows(count: usize) -> String {
    let kinds = [
        "3801909000,人造石墨负极材料,用于锂离子电池,",
        "8507600090,锂离子电池组,储能用,",
        "8479899990,卷绕机,,",
        "8507600090,锂离子电池,能量密度160Wh/kg,",
    ];
    let rows = kinds.iter().cycle().take(count).enumerate();
    rows.map(|(at, row)| format!("{},{row}\n", at + 1)).collect()
}

#[test]
fn what_repeats_itself_is_shown_three_times_and_counted() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{HEADINGS}{}", rows(400)));
    let folded = folder.run(&["check", "a.csv", "--on", IN_FORCE]).stdout;
    for name in ["error[missing-remark]", "warning[missing-parameter]", "warning[missing-use]"] {
        assert_eq!(folded.matches(name).count(), 4, "three places and one count: {folded}");
        assert!(folded.contains(&format!("and 97 more of {name} (lines ")), "{folded}");
    }
    assert!(folded.contains("and 97 more clear (lines 17, 21, "), "{folded}");
    assert!(folded.contains("\n100 errors, 200 warnings, 1 note;"), "the counts are full: {folded}");
    let chinese = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--lang", "zh"]).stdout;
    assert!(chinese.contains("另有97处警告[missing-use]（第16、20、"), "{chinese}");
    let whole = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--all"]).stdout;
    assert_eq!(whole.matches("warning[missing-use]").count(), 100);
    assert!(!whole.contains("--all shows them"), "{whole}");
}

/// What holds for the report as a whole does not stand below the last goods line.
#[test]
fn what_holds_for_the_report_stands_apart() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{HEADINGS}1,8479899990,卷绕机,,\n"));
    for (language, note) in [("en", "note[unverified-law]"), ("zh", "提示[unverified-law]")] {
        let report = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--lang", language]).stdout;
        let lines: Vec<&str> = report.lines().collect();
        let at = lines.iter().position(|line| *line == note).unwrap_or_else(|| panic!("{report}"));
        assert_eq!(lines[at - 1], "", "{report}");
        assert!(lines[at + 1].starts_with("  ☞ "), "{report}");
    }
}

#[test]
fn what_fits_the_eye_is_shown_whole() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{HEADINGS}{}", "1,8479899990,卷绕机,,\n".repeat(10)));
    let report = folder.run(&["check", "a.csv", "--on", IN_FORCE]).stdout;
    assert_eq!(report.matches("warning[missing-use]").count(), 10, "{report}");
    assert!(!report.contains("more of"), "{report}");
}

#[test]
fn many_files_with_the_same_fault_are_counted() {
    let folder = Folder::new();
    for number in 0..60 {
        folder.write(&format!("{number:02}.csv"), format!("{HEADINGS}{}", rows(4)));
    }
    let report = folder.run(&["check", ".", "--on", IN_FORCE]).stdout;
    assert_eq!(report.matches("warning[missing-use]").count(), 15, "{report}");
    assert!(report.contains("and 1 more of warning[missing-use] (line 4): --all shows them"), "{report}");
    assert!(report.contains("and 45 more files with nothing that is not shown above"), "{report}");
    assert!(report.contains("60 files checked"), "{report}");
    assert!(report.contains("60 errors, 120 warnings"), "{report}");
}

#[test]
fn a_new_cause_is_shown_wherever_it_stands() {
    let folder = Folder::new();
    let odd = "401,8507600090,锂离子电池,能量密度310Wh/kg,\n";
    folder.write("a.csv", format!("{HEADINGS}{}{odd}", rows(400)));
    let report = folder.run(&["check", "a.csv", "--on", IN_FORCE]).stdout;
    assert!(report.contains("gravimetric energy density 310 Wh/kg meets"), "{report}");
}

#[test]
fn no_line_is_wider_than_what_it_is_shown_on() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{HEADINGS}{}", rows(40)));
    folder.write(
        "b.csv",
        format!("{HEADINGS}1,8507600090,{},{},\n", "锂离子电池组".repeat(40), "x，".repeat(200)),
    );
    for language in ["en", "zh"] {
        let report = folder.run(&["check", ".", "--on", IN_FORCE, "--lang", language]).stdout;
        let wide: Vec<&str> = report.lines().filter(|line| display_width(line) > 100).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
}

//! Drafts whose report is too long to hold: what is held, what is looked over and what is read for the report
//! come to the same as for a draft that is held.

mod program;

use std::{fs, io::Read};

use program::{Folder, IN_FORCE, many};

/// So many that their report is too long to hold.
const MANY: usize = 96;

#[test]
fn a_report_too_long_to_hold_is_whole() {
    let folder = Folder::new();
    folder.write("a.csv", many(MANY));
    let ended = folder.run(&["check", "a.csv", "--output-format", "json", "--on", IN_FORCE]);
    let report: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let items = report["files"][0]["items"].as_array().expect("items");
    assert_eq!(items.len(), MANY);
    assert_eq!(report["summary"]["controlled"], MANY);
    assert_eq!(report["summary"]["errors"], MANY);
    let last = &items[MANY - 1]["findings"][0];
    assert_eq!((&last["line"], &last["name"]), (&(MANY + 1).into(), &"missing-remark".into()));
    assert!(last["fix"].is_string(), "{last}");
}

/// Goods lines of each kind, of two days, the second of which comes late; behind them a note of no concern.
fn mixed(note: &str) -> String {
    let goods = [
        ("6109100021", "T恤衫", "棉"),
        ("8507600090", "锂离子电池", "比能量：305Wh/kg"),
        ("8507600090", "锂离子电池", "比能量：285Wh/kg"),
        ("85076000", "锂离子电池", "3.7V"),
        ("8.50760009E9", "锂离子电池", "比能量：160Wh/kg"),
    ];
    let lines = (0..200).map(|at| {
        let (line, name, specification) = goods[at % goods.len()];
        let day = if at < 150 { IN_FORCE } else { "2025-11-09" };
        format!("{line},{name},{specification},{day},,{note}\n")
    });
    std::iter::once("商品编号,商品名称,规格型号,申报日期,备注,内部说明\n".to_owned()).chain(lines).collect()
}

#[test]
fn a_long_draft_is_reported_as_a_short_one() {
    let folder = Folder::new();
    folder.write("short/a.csv", mixed(""));
    folder.write("long/a.csv", mixed(&"x".repeat(60_000)));
    for format in ["text", "short", "csv", "junit", "github", "html"] {
        let shown = |name: &str| {
            let ended =
                folder.run_in(name, &["check", "a.csv", "--all-items", "--output-format", format], b"");
            assert_eq!(ended.code, 1, "{}", ended.stderr);
            ended.stdout
        };
        let (short, long) = (shown("short"), shown("long"));
        // a longer line of the draft is shown in part
        let is_excerpt = |line: &&str| format == "text" && line.contains(['│', '·']);
        let lines = |report: &str| -> Vec<String> {
            report.lines().filter(|line| !is_excerpt(line)).map(str::to_owned).collect()
        };
        let (short, long) = (lines(&short), lines(&long));
        let other = short.iter().zip(&long).find(|(short, long)| short != long);
        assert!(short.len() == long.len() && other.is_none(), "{format}: {other:?}");
    }
}

#[test]
fn a_fix_too_long_to_hold_is_whole() {
    let folder = Folder::new();
    folder.write("a.csv", many(MANY));
    let diff = folder.run(&["fix", "a.csv", "--diff", "--on", IN_FORCE]);
    assert_eq!(diff.stdout.matches("\n+").count(), MANY + 1, "{}", diff.stderr);
    assert_eq!(folder.read("a.csv"), many(MANY).as_bytes());
    let ended = folder.run(&["fix", "a.csv", "--on", IN_FORCE, "--output-format", "short"]);
    assert_eq!(ended.stdout.matches(": fixed item ").count(), MANY, "{}", ended.stderr);
    let expected = many(MANY).replace("kg,,", "kg,属于两用物项：3A001,");
    assert!(folder.read("a.csv") == expected.as_bytes(), "the fixed draft is another");
}

#[test]
fn a_long_draft_with_nothing_to_fix_need_not_be_writable() {
    let folder = Folder::new();
    let path = folder.write("a.csv", many(MANY).replace("kg,,", "kg,属于两用物项：3A001,"));
    let mut permissions = fs::metadata(&path).expect("the draft").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("a draft that is read alone");
    let ended = folder.run(&["fix", "a.csv", "--on", IN_FORCE]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}

/// Its report is longer than a pipe holds, so that the program waits while the draft changes.
#[test]
fn a_long_draft_that_changes_while_it_is_reported_is_refused() {
    let folder = Folder::new();
    folder.write("a.csv", many(MANY));
    let mut child = folder.start(&["check", "a.csv", "--output-format", "json", "--on", IN_FORCE]);
    let report = child.stdout.as_mut().expect("its output");
    report.read_exact(&mut [0; 1000]).expect("the beginning of a report");
    folder.write("a.csv", many(MANY).replace("305Wh/kg", "100Wh/kg"));
    let ended = program::ended(child);
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("changed while it was being read"), "{}", ended.stderr);
}

/// A short file may have a report that is too long to be held: it is read again then, too, and no report mixes what
/// stood there with what stands there.
#[test]
fn a_short_draft_that_changes_before_it_is_reported_is_refused() {
    let folder = Folder::new();
    let draft = |line: &str| format!("商品编号,商品名称,备注\n{}", line.repeat(1400));
    folder.write("a.csv", draft("8507600090,锂电池,\n"));
    let path = folder.write("b.csv", draft("8507600090,锂电池,\n"));
    assert!(fs::metadata(&path).expect("the draft").len() < 1 << 16);
    let mut child = folder.start(&["check", "a.csv", "b.csv", "--output-format", "json", "--on", IN_FORCE]);
    let report = child.stdout.as_mut().expect("its output");
    report.read_exact(&mut [0; 1000]).expect("the beginning of a report");
    // the program waits until its output is read: it has read the second draft by now, or will read the new one
    folder.write("b.csv", draft("8504401400,充电器,\n"));
    let ended = program::ended(child);
    let (_, of_second) = ended.stdout.split_once("b.csv").unwrap_or_default();
    let is_refused = ended.code == 2 && ended.stderr.contains("changed while it was being read");
    assert!(is_refused || !of_second.contains("3A001"), "{}", ended.stderr);
}

#[test]
fn doubt_at_the_end_of_a_long_draft_keeps_all_of_it_as_it_is() {
    let folder = Folder::new();
    let draft = many(MANY) + "9,8507600090,\"锂离子电池,,,\n";
    folder.write("a.csv", &draft);
    let ended = folder.run(&["check", "a.csv", "--output-format", "json", "--on", IN_FORCE]);
    let report: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let findings = report["files"][0]["items"][0]["findings"].as_array().expect("findings");
    assert!(findings.iter().all(|finding| finding["fix"].is_null()), "{findings:?}");
    assert_eq!(report["summary"]["edits"], 0);
    folder.run(&["fix", "a.csv", "--on", IN_FORCE, "--quiet"]);
    assert_eq!(folder.read("a.csv"), draft.as_bytes());
}

/// A record with more cells than there are headings.
const ASKEW: &str = "8507600090,锂离子电池,305Wh/kg,,,,x,y\n";

#[test]
fn where_doubt_comes_late_nothing_need_be_writable() {
    let folder = Folder::new();
    let draft = many(MANY) + ASKEW;
    let path = folder.write("a.csv", &draft);
    let mut permissions = fs::metadata(&path).expect("the draft").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("a draft that is read alone");
    let ended = folder.run(&["fix", "a.csv", "--on", IN_FORCE, "--lang", "en"]);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("unreadable-record"), "{}", ended.stdout);
    assert_eq!(folder.read("a.csv"), draft.as_bytes());
}

#[test]
fn a_long_draft_that_cannot_be_read_to_its_end_keeps_no_other_from_being_checked() {
    let folder = Folder::new();
    let astray = "8507600090,\"锂离子电池\"x,305Wh/kg,\n".repeat(101);
    folder.write("a.csv", many(MANY) + &astray);
    folder.write("b.csv", "商品编号,商品名称,规格型号,备注\n8507600090,锂离子电池,305Wh/kg,\n");
    for format in ["text", "short", "json"] {
        let arguments =
            ["check", "a.csv", "b.csv", "--on", IN_FORCE, "--lang", "en", "--output-format", format];
        let ended = folder.run(&arguments);
        assert_eq!(ended.code, 2, "{format}: {}{}", ended.stdout, ended.stderr);
        assert!(ended.stdout.contains("quotes of more than 100 records"), "{format}: {}", ended.stdout);
        assert!(ended.stdout.contains("missing-remark"), "{format}: {}", ended.stdout);
    }
}

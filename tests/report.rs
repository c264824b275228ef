//! Reports: their published shape, sums that add up, and that no draft commands a terminal.

mod program;

use program::{CLEAN, DRAFT, Ended, FIXED, Folder, IN_FORCE};
use serde_json::Value;

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", ended.stdout, ended.stderr))
}

/// The text report without its line breaks.
fn flat(ended: &Ended) -> String {
    ended.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every finding in a JSON report.
fn findings(report: &Value) -> Vec<&Value> {
    let files = report["files"].as_array().expect("files");
    let of_files = files.iter().flat_map(|file| file["findings"].as_array().expect("findings"));
    let items = files.iter().flat_map(|file| file["items"].as_array().expect("items"));
    of_files.chain(items.flat_map(|item| item["findings"].as_array().expect("findings"))).collect()
}

#[test]
fn the_json_report_has_its_published_shape() {
    let schema: Value =
        serde_json::from_str(include_str!("../schemas/report.schema.json")).expect("the schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("b.xml", "<DecMessage><DecHead>");
    folder.write("c.csv", CLEAN);
    folder.write(
        "d.csv",
        "商品编号,商品名称\n3801909000,人造石墨负极材料\n8.5E+09,锂离子电池 285Wh/kg 约3.7V\n",
    );
    folder.write("e.txt", "no draft\n");
    for arguments in [
        &["check", ".", "--output-format", "json", "--on", IN_FORCE][..],
        &["check", ".", "--output-format", "json", "--on", "2026-10-01", "--lang", "zh", "--all-items"],
        &["check", "c.csv", "--output-format", "json"],
        &["fix", "a.csv", "--output-format", "json", "--on", IN_FORCE],
    ] {
        let report = json(&folder.run(arguments));
        let faults: Vec<String> = validator
            .iter_errors(&report)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{arguments:?}: {faults:#?}");
    }
}

#[test]
fn the_sums_add_up() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("b.xml", "<DecMessage><DecHead>");
    folder.write("c.csv", CLEAN);
    folder.write("e.txt", "no draft\n");
    let report =
        json(&folder.run(&["check", ".", "--output-format", "json", "--on", IN_FORCE, "--all-items"]));
    let sum = |name: &str| report["summary"][name].as_u64().expect("a count") as usize;
    assert_eq!((sum("files"), sum("unreadable"), sum("passed_over"), sum("items")), (2, 1, 1, 4));
    let determinations = ["controlled", "near", "clear", "undetermined", "suspended", "out_of_scope"];
    assert_eq!(determinations.map(sum).iter().sum::<usize>(), sum("items"));
    for severity in ["error", "warning", "note"] {
        let found = findings(&report).iter().filter(|finding| finding["severity"] == severity).count();
        assert_eq!(found, sum(&format!("{severity}s")), "{severity}");
    }
    assert_eq!(findings(&report).iter().filter(|finding| finding["name"] == "unverified-law").count(), 1);
    let text = folder.run(&["check", ".", "--on", IN_FORCE]).stdout;
    let line = "4 goods lines: 1 controlled, 1 undetermined, 0 near, 0 suspended, 0 clear, 2 out of scope";
    assert!(text.contains(line), "{text}");
    assert_eq!(text.matches("[unverified-law]").count(), 1);
}

#[test]
fn findings_point_at_their_place() {
    let folder = Folder::new();
    for (name, bytes) in
        [("a.csv", DRAFT.as_bytes().to_vec()), ("b.csv", encoding_rs::GBK.encode(DRAFT).0.into_owned())]
    {
        folder.write(name, &bytes);
        let report = json(&folder.run(&["check", name, "--output-format", "json", "--on", IN_FORCE]));
        let missing = findings(&report)
            .into_iter()
            .find(|finding| finding["name"] == "missing-remark")
            .expect("it")
            .clone();
        assert_eq!((missing["line"].as_u64(), missing["column"].as_u64()), (Some(2), Some(31)), "{name}");
        let at = missing["byte_start"].as_u64().expect("a byte") as usize;
        assert_eq!(&bytes[at - 1..at + 2], b",\r\n", "{name}");
    }
}

#[test]
fn every_reported_line_shows_determination_ground_and_remark() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("fixed.csv", FIXED);
    folder.write("en.csv", "HS code,Goods name,Remarks\n28539030,nickel cobalt manganese hydroxide,\n");
    let text = flat(&folder.run(&["check", "a.csv", "--on", IN_FORCE]));
    for words in [
        "1 controlled 人造石墨负极材料",
        "3C901.b.1, clause 三(一)",
        "remark due: 属于两用物项：3C901.b.1",
        "2 undetermined 锂离子电池组",
        "gravimetric energy density not declared (limit ≥ 300 Wh/kg)",
        "published acts read up to 2026-10-09",
        "not transcribed: an absent entry is no clearance (see `beizhu list`)",
        "judged on 2026-11-12 (--on)",
        "this program's policy, not law",
        "within 7 working days",
    ] {
        assert!(text.contains(words), "{words}:\n{text}");
    }
    assert_eq!(text.matches("hand in within").count(), 1, "said once:\n{text}");
    let english = folder.run(&["check", "en.csv", "--on", IN_FORCE]).stdout;
    assert!(english.contains("Subject to Dual-Use Items: 3C901.a.2.a"), "{english}");
    let fixed = folder.run(&["check", "fixed.csv", "--on", IN_FORCE]).stdout;
    assert!(fixed.contains("remark due: 属于两用物项：3C901.b.1 (it stands)"), "{fixed}");
    let short = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--output-format", "short"]).stdout;
    assert!(short.contains("a.csv:2:1: controlled item 1: 3C901.b.1"), "{short}");
    assert!(short.contains("a.csv:2:31: error[missing-remark] item 1:"), "{short}");
}

#[test]
fn no_cell_commands_the_terminal() {
    let folder = Folder::new();
    let evil = "\u{1B}]0;owned\u{7}\u{1B}[31m\u{9B}2J\u{202E}";
    let draft = format!(
        "商品编号,商品名称,规格型号,备注\n3801909000,人造石墨负极材料{evil},{evil},{evil}属于两用物项：9Z{evil}\n\
         {evil},锂离子电池{evil},285{evil}Wh/kg,\n,{evil},,\n"
    );
    folder.write("a.csv", &draft);
    folder.write("b.csv", format!("{evil},商品名称\n1,2\n"));
    folder.write("c.xml", format!("<DecMessage>{evil}"));
    for arguments in [
        &["check", "."][..],
        &["check", ".", "--lang", "zh", "--all-items"],
        &["check", ".", "--output-format", "short"],
        &["check", ".", "--output-format", "json"],
        &["check", ".", "--output-format", "sarif"],
        &["check", ".", "--output-format", "github"],
        &["check", ".", "--output-format", "junit"],
        &["check", ".", "--output-format", "html"],
        &["fix", "a.csv", "--output", "d.csv"],
        &["explain", "a.csv:1"],
        &["explain", "a.csv:2"],
        &["explain", evil],
        &["check", evil],
        &["check", "a.csv", "--on", evil],
    ] {
        let arguments = [arguments, &["--color", "never"]].concat();
        let ended = folder.run(&arguments);
        for text in [&ended.stdout, &ended.stderr] {
            let command = text
                .chars()
                .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202E}' && !text.starts_with('{'));
            assert_eq!(command, None, "{arguments:?}: {text}");
        }
    }
}

#[test]
fn colours_are_shown_only_where_they_are_wanted() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    let is_coloured = |arguments: &[&str]| folder.run(arguments).stdout.contains('\u{1B}');
    assert!(!is_coloured(&["check", "a.csv"]));
    assert!(is_coloured(&["check", "a.csv", "--color", "always"]));
    assert!(!is_coloured(&["check", "a.csv", "--color", "never"]));
    assert!(!is_coloured(&["check", "a.csv", "--color", "always", "--output-format", "json"]));
}

//! What a run records, that records of several runs stand side by side, and what `recheck` makes of them.

mod program;

use std::{fs, path::Path, thread};

use program::{DRAFT, Ended, FIXED, Folder, IN_FORCE};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const RECORD: &str = "record.jsonl";

/// A day on which the law of the drafts is suspended.
const SUSPENDED: &str = "2026-10-01";

fn validate(schema: &str, value: &Value) {
    let schema: Value = serde_json::from_str(schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> =
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Every line of a record, each of the published shape.
fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a record");
    assert!(text.ends_with('\n'), "{text}");
    let lines =
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")));
    let lines: Vec<Value> = lines.collect();
    lines.iter().for_each(|line| validate(include_str!("../schemas/record.schema.json"), line));
    lines
}

fn compared(ended: &Ended) -> Value {
    let value = serde_json::from_str(&ended.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", ended.stdout, ended.stderr));
    validate(include_str!("../schemas/recheck.schema.json"), &value);
    value
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_run_is_recorded_in_a_line() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("b.xml", "<DecMessage><DecHead>");
    folder.write(
        "beizhu.toml",
        "law = [\"law\"]\n[near]\ndefault = 7.5\n[severity]\nmissing-parameter = \"error\"\n",
    );
    let corpus = "complete_through = 2026-12-31\n";
    folder.write("law/corpus.toml", corpus);
    let checked = folder.run(&["check", "a.csv", "b.xml", "--record", RECORD, "--on", IN_FORCE]);
    assert_eq!(checked.code, 2);
    let fixed = folder.run(&["fix", "a.csv", "--record", RECORD, "--on", IN_FORCE]);
    assert_eq!(fixed.code, 1, "{}", fixed.stdout);
    let lines = lines(&folder.path().join(RECORD));
    let [check, fix] = lines.as_slice() else { panic!("{lines:#?}") };
    assert_eq!((&check["command"], &fix["command"]), (&json!("check"), &json!("fix")));
    assert_eq!(check["law"]["complete_through"], "2026-12-31");
    assert_eq!(check["law"]["files"][0]["sha256"], sha256(corpus));
    assert_eq!(check["configuration"]["sha256"], sha256(folder.read("beizhu.toml")));
    let settings = &check["settings"];
    assert_eq!((&settings["on"], &settings["near_percent"]), (&json!(IN_FORCE), &json!(7.5)));
    assert_eq!(settings["severities"], json!({ "missing-parameter": "error" }));
    let [draft, broken] = check["files"].as_array().expect("files").as_slice() else { panic!("{check:#}") };
    assert_eq!((&draft["path"], &draft["sha256"]), (&json!("a.csv"), &json!(sha256(DRAFT))));
    let determinations: Vec<&Value> =
        draft["items"].as_array().expect("items").iter().map(|item| &item["determination"]).collect();
    assert_eq!(determinations, ["controlled", "undetermined", "out-of-scope"], "each goods line");
    assert_eq!(draft["items"][0]["codes"], json!(["3C901.b.1"]));
    assert_eq!(draft["items"][1]["findings"][0]["severity"], "error");
    assert_eq!(broken["sha256"], sha256("<DecMessage><DecHead>"));
    assert!(broken["error"].is_string(), "{broken}");
    let written = &fix["files"][0];
    assert_eq!(
        (&written["sha256"], &written["written_sha256"]),
        (&json!(sha256(DRAFT)), &json!(sha256(FIXED)))
    );
    assert_eq!(
        written["edits"],
        json!([{ "line": 2, "items": [1], "old": "", "new": "属于两用物项：3C901.b.1" }])
    );
    assert_eq!(written["items"], draft["items"], "what was known before it was fixed");
}

#[test]
fn a_fingerprint_changes_with_what_it_stands_for() {
    let folder = Folder::new();
    let fingerprints = |draft: &str, on: &str| -> Vec<String> {
        folder.write("a.csv", draft);
        let _ = fs::remove_file(folder.path().join(RECORD));
        folder.run(&["check", "a.csv", "--record", RECORD, "--on", on]);
        let items = lines(&folder.path().join(RECORD))[0]["files"][0]["items"].clone();
        items.as_array().expect("items").iter().map(|item| item["fingerprint"].to_string()).collect()
    };
    let changed = |draft: &str, on: &str| -> Vec<bool> {
        let pairs = fingerprints(DRAFT, IN_FORCE).into_iter().zip(fingerprints(draft, on));
        pairs.map(|(one, other)| one != other).collect()
    };
    assert_eq!(changed(DRAFT, IN_FORCE), [false, false, false]);
    assert_eq!(changed(DRAFT, SUSPENDED), [true, true, false], "the law of a chair is the same");
    assert_eq!(changed(&DRAFT.replace("无品牌", "某品牌"), IN_FORCE), [false, true, false]);
    assert_eq!(changed(&DRAFT.replace("钢制,", "钢制,急"), IN_FORCE), [false, false, true]);
}

#[test]
fn several_runs_at_once_record_line_by_line() {
    let folder = Folder::new();
    let rows: String =
        (1..=400).map(|row| format!("{row},3801909000,人造石墨负极材料,用于锂离子电池,\n")).collect();
    folder.write("a.csv", format!("项号,商品编号,商品名称,规格型号,备注\n{rows}"));
    folder.write(RECORD, "{\"version\":1,\"at\":\"torn");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let ended = folder.run(&["check", "a.csv", "--record", RECORD, "-q", "--on", IN_FORCE]);
                assert_eq!(ended.code, 1, "{}", ended.stderr);
            });
        }
    });
    let text = String::from_utf8(folder.read(RECORD)).expect("UTF-8");
    let (torn, whole) = text.split_once('\n').expect("lines");
    assert_eq!(torn, "{\"version\":1,\"at\":\"torn", "what another run left is nobody's to mend");
    folder.write("whole.jsonl", whole);
    let lines = lines(&folder.path().join("whole.jsonl"));
    assert_eq!(lines.len(), 4);
    assert!(
        lines.iter().all(|line| line["files"][0]["items"].as_array().is_some_and(|items| items.len() == 400))
    );
    let ended = folder.run(&["recheck", "a.csv", "--against", RECORD, "--on", IN_FORCE]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.stderr.contains("record.jsonl:1: this line is no whole record"), "{}", ended.stderr);
}

#[test]
fn nothing_is_fixed_that_cannot_be_recorded() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    fs::create_dir(folder.path().join("d")).expect("a folder");
    for (record, says) in [
        ("d", "not a regular file"),
        ("no/such/r.jsonl", "cannot be written"),
        ("a.csv", "one of the drafts"),
    ] {
        let ended = folder.run(&["fix", "a.csv", "--record", record, "--on", IN_FORCE]);
        assert_eq!(ended.code, 2, "{record}");
        assert!(ended.stderr.contains(says), "{}", ended.stderr);
        assert_eq!(folder.read("a.csv"), DRAFT.as_bytes());
    }
    assert_eq!(folder.run(&["fix", "a.csv", "--diff", "--record", RECORD]).code, 2, "a diff writes nothing");
}

#[test]
fn recheck_compares_with_a_record_or_a_report() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    let report =
        folder.run(&["check", "a.csv", "--record", RECORD, "--output-format", "json", "--on", IN_FORCE]);
    folder.write("report.json", &report.stdout);
    for against in [RECORD, "report.json"] {
        let same = folder.run(&["recheck", "a.csv", "--against", against, "--on", IN_FORCE]);
        assert_eq!(same.code, 0, "{}{}", same.stdout, same.stderr);
        assert!(same.stdout.starts_with("3 goods lines: 0 differ, 3 as before"), "{}", same.stdout);
        let arguments = ["recheck", "a.csv", "--against", against, "--on", SUSPENDED];
        let other = folder.run(&arguments);
        assert_eq!(other.code, 1);
        let line = "1 controlled 3C901.b.1 (2026-11-12) → suspended 3C901.b.1 (2026-10-01)";
        assert!(other.stdout.contains(line), "{}", other.stdout);
        assert!(other.stdout.contains("by the same law"), "{}", other.stdout);
        assert!(!other.stdout.contains("办公椅"), "{}", other.stdout);
        let chinese = folder.run(&[&arguments[..], &["--lang", "zh"]].concat()).stdout;
        assert!(chinese.contains("共3项商品：2项不同、1项不变"), "{chinese}");
        assert!(chinese.contains("受管制 3C901.b.1（2026-11-12） → 暂未实施"), "{chinese}");
        let json = compared(&folder.run(&[&arguments[..], &["--output-format", "json"]].concat()));
        assert_eq!(
            json["summary"],
            json!({ "files": 1, "changed": 0, "unreadable": 0, "same": 1, "different": 2, "new": 0, "gone": 0 })
        );
        assert_eq!(json["files"][0]["items"][0]["was"]["determination"], "controlled");
        assert_eq!(json["files"][0]["changed"], if against == RECORD { json!(false) } else { Value::Null });
    }
}

#[test]
fn a_draft_that_changed_is_said_to_have() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("b.csv", DRAFT);
    folder.run(&["fix", "a.csv", "--record", RECORD, "--on", IN_FORCE]);
    let recheck = |path: &str| folder.run(&["recheck", path, "--against", RECORD, "--on", IN_FORCE]);
    assert_eq!(recheck("a.csv").code, 0, "it is as fix left it");
    assert_eq!(recheck("b.csv").code, 0, "the same bytes elsewhere");
    let shorter: String =
        DRAFT.lines().filter(|line| !line.starts_with('3')).map(|line| format!("{line}\n")).collect();
    folder.write(
        "a.csv",
        shorter.replace("人造石墨负极材料", "钢珠").replace("3801909000", "7326901900")
            + "7,9401710000,办公椅,,\n",
    );
    let ended = recheck("a.csv");
    assert_eq!(ended.code, 1);
    for said in [
        "the draft has changed since",
        "1 controlled 3C901.b.1 (2026-11-12) → out of scope (2026-11-12)",
        "7 not recorded → out of scope",
        "3 out of scope (2026-11-12) → there no more",
        "4 goods lines: 1 differ, 1 as before, 1 not recorded, 1 there no more",
        "1 file compared, 1 changed since",
    ] {
        assert!(ended.stdout.contains(said), "{said}: {}", ended.stdout);
    }
    folder.write("new.csv", DRAFT.replace("请尽快放行", ""));
    let unknown = recheck("new.csv");
    assert!(unknown.code == 1 && unknown.stdout.contains("it was not recorded"), "{}", unknown.stdout);
}

#[test]
fn recheck_compares_a_draft_with_itself_on_another_day_or_by_other_law() {
    let folder = Folder::new();
    let dated = "申报日期,项号,商品编号,商品名称,备注\n2026-10-01,1,3801909000,人造石墨负极材料,\n2026-11-12,2,3801909000,人造石墨负极材料,\n";
    folder.write("a.csv", dated);
    let on = folder.run(&["recheck", "a.csv", "--on", IN_FORCE]);
    assert_eq!(on.code, 1);
    assert!(
        on.stdout.contains("suspended 3C901.b.1 (2026-10-01) → controlled 3C901.b.1 (2026-11-12)"),
        "{}",
        on.stdout
    );
    assert!(on.stdout.contains("2 goods lines: 1 differ, 1 as before"), "{}", on.stdout);
    folder.write(
        "law/x.toml",
        "[announcement]\nid = \"x-2026-9\"\ntitle = { zh = \"甲\", en = \"a\" }\nissuers = [\"X\"]\nissued = 2026-11-01\n\
         effective = 2026-11-10\nsource = \"a test\"\n[[suspend]]\nannouncements = [\"mofcom-gacc-2025-58\"]\n\
         from = 2026-11-11\nuntil = 2027-01-10\n",
    );
    let by = folder.run(&["recheck", "a.csv", "--law", "law"]);
    assert_eq!(by.code, 1);
    assert!(
        by.stdout.contains("controlled 3C901.b.1 (2026-11-12) → suspended 3C901.b.1 (2026-11-12)"),
        "{}",
        by.stdout
    );
    folder.write("beizhu.toml", "law = [\"law\"]\n");
    let settled = folder.run(&["recheck", "a.csv", "--law", "law"]);
    assert_eq!(settled.code, 0, "the law of beizhu.toml is that of then too: {}", settled.stdout);
    let nothing = folder.run(&["recheck", "a.csv"]);
    assert!(nothing.code == 2 && nothing.stderr.contains("nothing to compare with"), "{}", nothing.stderr);
}

#[test]
fn what_is_no_record_is_refused() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("b.xml", "<DecMessage><DecHead>");
    for (name, text) in [
        ("empty", ""),
        ("words", "no record\nat all\n"),
        (
            "other",
            "{\"version\":1,\"tool\":{\"name\":\"other\"},\"law\":{\"complete_through\":\"\",\"sha256\":\"\"},\"files\":[]}",
        ),
        ("nested", &"[".repeat(100_000)),
    ] {
        folder.write(name, text);
        let ended = folder.run(&["recheck", "a.csv", "--against", name]);
        assert_eq!(ended.code, 2, "{name}");
        assert!(ended.stderr.contains("neither a report nor a record"), "{name}: {}", ended.stderr);
    }
    let broken = folder.run(&["recheck", "a.csv", "b.xml", "--on", IN_FORCE, "--output-format", "json"]);
    assert_eq!(broken.code, 2);
    let json = compared(&broken);
    assert_eq!((&json["summary"]["unreadable"], &json["summary"]["files"]), (&json!(1), &json!(1)));
    assert!(json["files"][1]["error"].is_string(), "{json:#}");
}

/// What else than the law a difference may come from.
#[test]
fn a_policy_that_differs_is_named() {
    let folder = Folder::new();
    folder
        .write("a.csv", "项号,商品编号,商品名称,规格型号,备注\n1,8507600090,锂离子电池,能量密度250Wh/kg,\n");
    let report = folder.run(&[
        "check",
        "a.csv",
        "--near",
        "20",
        "--record",
        RECORD,
        "--output-format",
        "json",
        "--on",
        IN_FORCE,
    ]);
    folder.write("report.json", &report.stdout);
    let recheck = |against: &str, more: &[&str]| {
        folder.run(&[&["recheck", "a.csv", "--against", against, "--on", IN_FORCE], more].concat())
    };
    for against in [RECORD, "report.json"] {
        let same = recheck(against, &["--near", "20"]);
        assert_eq!(same.code, 0, "{}", same.stdout);
        let other = recheck(against, &[]);
        assert!(other.stdout.contains("near 3A001 (2026-11-12) → clear 3A001"), "{}", other.stdout);
        for said in
            ["by the same law", "near was up to 20 % from a limit then, and is up to 10 % now (--near)"]
        {
            assert!(other.stdout.contains(said), "{said}: {}", other.stdout);
        }
        let chinese = recheck(against, &["--lang", "zh"]).stdout;
        assert!(chinese.contains("当时为20%，现在为10%"), "{chinese}");
    }
    let json = compared(&recheck(RECORD, &["--output-format", "json"]));
    let differences = json["files"][0]["recorded"]["differences"].as_array().expect("differences").clone();
    assert_eq!(differences.len(), 1, "{differences:?}");
    let unsaid = report.stdout.replace("\"near_percent\": 20,", "");
    folder.write("report.json", unsaid);
    let unknown = recheck("report.json", &[]);
    assert!(unknown.stdout.contains("what counted as near then is not recorded"), "{}", unknown.stdout);
    folder.write("beizhu.toml", "[near]\ndefault = 20\ngravimetric-energy-density = 5\n");
    let settled = recheck(RECORD, &["--encoding", "UTF-8"]);
    for said in [
        "near was up to 20 % from a limit of gravimetric-energy-density then, and is up to 5 % now",
        "the encoding was told from the draft then, and is UTF-8 now",
        "beizhu.toml is not what it was then",
    ] {
        assert!(settled.stdout.contains(said), "{said}: {}", settled.stdout);
    }
}

#[test]
fn what_a_newer_program_wrote_or_a_shell_turned_into_utf16_says_so() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.run(&["check", "a.csv", "--record", RECORD, "--on", IN_FORCE]);
    let line = String::from_utf8(folder.read(RECORD)).expect("UTF-8");
    let newer = line.replacen("\"version\":1", "\"version\":2", 1).replace("\"files\"", "\"drafts\"");
    let recheck = |text: &[u8], language: &str| {
        folder.write("other", text);
        folder.run(&["recheck", "a.csv", "--against", "other", "--on", IN_FORCE, "--lang", language])
    };
    let twice = newer.repeat(2);
    for text in [&newer, &twice] {
        let alone = recheck(text.as_bytes(), "en");
        assert!(alone.code == 2 && alone.stderr.contains("a newer beizhu wrote it"), "{}", alone.stderr);
        assert!(alone.stderr.contains("update beizhu"), "{}", alone.stderr);
        assert!(recheck(text.as_bytes(), "zh").stderr.contains("请更新 beizhu"));
    }
    let among = recheck(format!("{line}{newer}").as_bytes(), "en");
    assert_eq!(among.code, 0, "{}", among.stdout);
    assert!(among.stderr.contains("other:2: a newer beizhu wrote this line"), "{}", among.stderr);
    assert!(among.stderr.contains("update beizhu"), "{}", among.stderr);

    let marked = recheck(format!("\u{FEFF}{line}").as_bytes(), "en");
    assert!(marked.code == 0 && marked.stderr.is_empty(), "{}{}", marked.stdout, marked.stderr);
    let wide: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for text in [[&b"\xFF\xFE"[..], &wide].concat(), wide.clone()] {
        let utf16 = recheck(&text, "en");
        assert!(utf16.code == 2 && utf16.stderr.contains("other is written in UTF-16"), "{}", utf16.stderr);
        assert!(utf16.stderr.contains("save it as UTF-8"), "{}", utf16.stderr);
    }
}

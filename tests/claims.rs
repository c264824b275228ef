//! What a run writes goes over none of the files that it reads, and over no record.

mod program;

use program::{CLEAN, DRAFT, Folder, IN_FORCE};

const ACT: &str = "complete_through = 2026-12-31\n";

/// A folder with one file of each use.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("beizhu.toml", "law = [\"acts\"]\naccepted = \"ok.toml\"\n");
    folder.write("ok.toml", "");
    folder.write("acts/corpus.toml", ACT);
    folder.run(&["check", "a.csv", "--record", "r.jsonl", "--on", IN_FORCE]);
    folder
}

#[test]
fn nothing_is_written_over_what_a_run_reads() {
    let folder = folder();
    let kept = ["a.csv", "beizhu.toml", "ok.toml", "acts/corpus.toml", "r.jsonl"];
    let before: Vec<Vec<u8>> = kept.iter().map(|name| folder.read(name)).collect();
    let json = ["--output-format", "json", "--output-file"];
    let record = ["--record", "r.jsonl"];
    let over = |arguments: &[&[&str]], says: &str| {
        let arguments = arguments.concat();
        let ended = folder.run(&arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.stdout);
        assert!(ended.stderr.contains(says), "{arguments:?}: {}", ended.stderr);
        assert!(ended.stderr.contains("help: name another file"), "{arguments:?}: {}", ended.stderr);
        let after: Vec<Vec<u8>> = kept.iter().map(|name| folder.read(name)).collect();
        assert_eq!(after, before, "{arguments:?}");
    };
    for (file, says) in [
        ("a.csv", "one of the drafts"),
        ("./beizhu.toml", "that is the configuration"),
        ("ok.toml", "the file of accepted findings"),
        ("acts/corpus.toml", "an announcement of the law"),
        ("r.jsonl", "a record of runs"),
    ] {
        for command in [&["check", "a.csv"][..], &["fix", "a.csv"], &["recheck", "a.csv", "--on", IN_FORCE]] {
            over(&[command, &json, &[file]], says);
        }
        if file != "a.csv" {
            over(&[&["list"], &json, &[file]], says);
            over(&[&["fix", "a.csv", "--output", file]], says);
        }
        if file != "r.jsonl" {
            over(&[&["check", "a.csv", "--record", file]], says);
        }
    }
    over(&[&["recheck", "a.csv", "--against", "r.jsonl"], &json, &["./r.jsonl"]], "what --against names");
    over(&[&["check", "a.csv"], &record, &json, &["r.jsonl"]], "a record of runs");
    over(&[&["check", "a.csv", "--isolated"], &json, &["beizhu.toml"]], "that is the configuration");
    over(&[&["check", "a.csv", "--isolated", "--record", "beizhu.toml"]], "that is the configuration");
    over(&[&["check", "a.csv", "--record", "new"], &json, &["./new"]], "a report goes there");
    assert!(!folder.path().join("new").exists());
}

#[test]
fn a_record_is_appended_to_records_alone() {
    let folder = folder();
    folder.write("notes", "of the day\n");
    folder.write("report.json", folder.run(&["check", "a.csv", "--output-format", "json"]).stdout);
    for (file, says) in [
        ("notes", "what stands there is no record"),
        ("report.json", "what stands there is no record"),
        ("-", "that is the standard output"),
    ] {
        let ended = folder.run(&["check", "a.csv", "--record", file]);
        assert!(ended.code == 2 && ended.stderr.contains(says), "{file}: {}", ended.stderr);
    }
    assert_eq!(folder.read("notes"), b"of the day\n");
    assert!(!folder.path().join("-").exists());
    folder.write("empty", "\n");
    for (file, lines) in [("new", 1), ("empty", 2), ("r.jsonl", 2)] {
        let ended = folder.run(&["check", "a.csv", "--record", file, "--on", IN_FORCE]);
        assert_eq!(ended.code, 1, "{file}: {}", ended.stderr);
        let text = String::from_utf8(folder.read(file)).expect("UTF-8");
        assert_eq!(text.lines().count(), lines, "{file}: {text}");
    }
}

#[test]
fn what_may_be_written_over_is() {
    let folder = folder();
    folder.write("clean.csv", CLEAN);
    folder.write("old.json", "{}");
    for arguments in [
        &["check", "clean.csv", "--output-file", "old.json"][..],
        &["recheck", "clean.csv", "--on", IN_FORCE, "--output-file", "old.json"],
        &["list", "--output-file", "old.json"],
        &["fix", "clean.csv", "--output", "old.json"],
        &["fix", "clean.csv", "--output", "clean.csv"],
    ] {
        let ended = folder.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.stderr);
    }
    for arguments in [
        &["list", "--output-file", "-"][..],
        &["recheck", "clean.csv", "--on", IN_FORCE, "--output-file", "-"],
    ] {
        let ended = folder.run(arguments);
        assert!(ended.code == 0 && !ended.stdout.is_empty(), "{arguments:?}: {}", ended.stderr);
        assert!(!folder.path().join("-").exists(), "{arguments:?}");
    }
}

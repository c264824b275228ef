//! Input that is huge, broken or meant to do harm: each ends in a clear answer, and no file is lost.

mod program;

use std::fs;

use program::{DRAFT, FIXED, Folder, IN_FORCE};

const HEADINGS: &str = "项号,商品编号,商品名称,规格型号,备注\n";

#[test]
fn a_field_longer_than_any_is_named_and_the_other_lines_are_judged() {
    let folder = Folder::new();
    for (name, long) in [
        ("name.csv", format!("1,8507600090,{},x,\n", "锂离子电池".repeat(10_000))),
        ("remark.csv", format!("1,8507600090,锂离子电池,x,{}\n", "属于两用物项：3A001；".repeat(4_000))),
    ] {
        folder.write(name, format!("{HEADINGS}{long}2,8507600090,锂离子电池,比能量：305Wh/kg,\n"));
        let ended = folder.run(&["check", name, "--output-format", "short", "--on", IN_FORCE]);
        assert_eq!(ended.code, 1);
        assert!(ended.stdout.contains("unreadable-record"), "{}", ended.stdout);
        assert!(ended.stdout.contains("longer than 64 KB"), "{}", ended.stdout);
        assert!(ended.stdout.contains("controlled item 2"), "{}", ended.stdout);
    }
}

#[test]
fn a_remark_of_statements_alone_is_read_in_one_pass() {
    let folder = Folder::new();
    for statement in
        ["属于两用物项：3A001；", "属于两用物项", "属于两用物项：3A001,3A001 ", "属于两用物项：("]
    {
        let remark = statement.repeat(60_000 / statement.len());
        folder.write("a.csv", format!("{HEADINGS}1,8507600090,锂离子电池,比能量：305Wh/kg,\"{remark}\"\n"));
        let ended = folder.run(&["fix", "a.csv", "--diff", "--on", IN_FORCE]);
        assert!(ended.code < 2, "{statement}: {}", ended.stderr);
    }
}

#[test]
fn a_specification_of_values_alone_is_read() {
    let folder = Folder::new();
    for value in ["310Wh/kg，", "低温 310Wh/kg，", "250Wh/公金，", "250Wh/kg|310|", "待核实，310|"]
    {
        let specification = value.repeat(60_000 / value.len());
        folder.write("a.csv", format!("{HEADINGS}1,8507600090,锂离子电池,\"{specification}\",\n"));
        let ended = folder.run(&["check", "a.csv", "--output-format", "short", "--on", IN_FORCE]);
        assert_eq!(ended.code, 1, "{value}: {}", ended.stderr);
        assert!(ended.stdout.contains("item 1"), "{value}: {}", ended.stdout);
    }
}

/// Among so many uses one that the act means may hide.
#[test]
fn more_uses_than_anybody_states_are_none() {
    let folder = Folder::new();
    for (uses, answer) in [(10, "clear"), (100, "undetermined"), (2_000, "undetermined")] {
        for use_of in ["用于油墨，", "用途：油墨，"] {
            let specification = use_of.repeat(uses);
            folder.write("a.csv", format!("{HEADINGS}1,8479820090,砂磨机,\"{specification}\",\n"));
            let ended = folder.run(&["check", "a.csv", "--output-format", "short", "--on", IN_FORCE]);
            assert!(ended.stdout.contains(&format!("{answer} item 1")), "{uses} {use_of}: {}", ended.stdout);
        }
    }
}

fn declaration(lines: &str, remark: &str) -> String {
    format!(
        "<DecMessage><DecHead><IEFlag>E</IEFlag><NoteS>{remark}</NoteS></DecHead><DecLists>{lines}</DecLists></DecMessage>"
    )
}

fn line(number: usize, density: &str) -> String {
    format!(
        "<DecList><GNo>{number}</GNo><CodeTS>8507600090</CodeTS><GName>锂离子电池</GName><GModel>比能量：{density}Wh/kg</GModel></DecList>\n"
    )
}

#[test]
fn a_declaration_larger_than_any_is_refused() {
    let folder = Folder::new();
    let lines: String = (1..=1000).map(|number| line(number, "305")).collect();
    folder.write("lines.xml", declaration(&lines, ""));
    folder.write("remark.xml", declaration(&line(1, "305"), &"属于两用物项：3A001；".repeat(4_000)));
    for (name, says) in [("lines.xml", "1000 goods lines"), ("remark.xml", "longer than 64 KB")] {
        let ended = folder.run(&["check", name, "--on", IN_FORCE]);
        assert_eq!(ended.code, 2, "{name}");
        assert!(ended.stdout.contains(says), "{}", ended.stdout);
    }
}

#[test]
fn goods_lines_of_one_number_are_named_by_their_place() {
    let folder = Folder::new();
    folder.write("a.xml", declaration(&(line(1, "305") + &line(1, "285")), ""));
    let ended = folder.run(&["fix", "a.xml", "--on", IN_FORCE]);
    assert_eq!(ended.code, 1, "{}", ended.stdout);
    let fixed = String::from_utf8(folder.read("a.xml")).expect("UTF-8");
    assert!(fixed.contains("<NoteS>S01属于两用物项：3A001；S02不属于管制物项"), "{fixed}");
}

#[test]
fn a_report_never_takes_the_place_of_a_draft() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    for command in ["check", "fix"] {
        for path in ["a.csv", "./a.csv"] {
            let ended = folder.run(&[command, "a.csv", "--output-file", path, "--on", IN_FORCE]);
            assert_eq!(ended.code, 2, "{}", ended.stdout);
            assert!(ended.stderr.contains("one of the drafts"), "{}", ended.stderr);
            assert_eq!(folder.read("a.csv"), DRAFT.as_bytes());
        }
    }
    let ended = folder.run(&["check", "a.csv", "--output-file", "no/such/folder.txt"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("cannot be written"), "{}", ended.stderr);
}

#[test]
fn a_fixed_draft_may_take_the_place_of_the_original_and_of_no_folder() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    fs::create_dir(folder.path().join("d")).expect("a folder");
    let ended = folder.run(&["fix", "a.csv", "--output", "d", "--on", IN_FORCE]);
    assert_eq!(ended.code, 2);
    assert!(ended.stdout.contains("is no file"), "{}", ended.stdout);
    let ended = folder.run(&["fix", "a.csv", "--output", "./a.csv", "--on", IN_FORCE]);
    assert_eq!(ended.code, 1, "{}", ended.stdout);
    assert_eq!(folder.read("a.csv"), FIXED.as_bytes());
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_a_killed_fix_left_behind_is_no_draft() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write(".beizhu-x1y2z3.tmp", DRAFT);
    let ended = folder.run(&["check", ".", "--on", IN_FORCE]);
    assert!(ended.stdout.contains("1 file checked"), "{}", ended.stdout);
    assert!(!ended.stdout.contains(".tmp"), "{}", ended.stdout);
}

/// Half of a character in UTF-16, and the same in what only looks like UTF-8.
#[test]
fn lone_surrogates_are_refused_and_nothing_is_written() {
    let utf16 = |text: &str, unit: u16| -> Vec<u8> {
        let units = [0xFEFF].into_iter().chain(text.encode_utf16()).chain([unit]).chain("\n".encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let csv = format!("{HEADINGS}1,8507600090,锂离子电池,比能量：305Wh/kg,");
    let xml = declaration(&line(1, "305"), "&#xD83D;").into_bytes();
    let folder = Folder::new();
    for (name, bytes) in [
        ("high.csv", utf16(&csv, 0xD83D)),
        ("low.csv", utf16(&csv, 0xDE00)),
        ("cesu.csv", [csv.as_bytes(), b"\xED\xA0\xBD\xED\xB8\x80\n"].concat()),
        ("reference.xml", xml),
    ] {
        folder.write(name, &bytes);
        let ended = folder.run(&["fix", name, "--on", IN_FORCE]);
        assert_ne!(ended.code, 0, "{name}: {}", ended.stdout);
        assert!(ended.stdout.contains("help:"), "{name}: {}", ended.stdout);
        assert_eq!(folder.read(name), bytes, "{name}");
    }
}

/// What looks like a path in a draft is text, and what leads out of the folder is only read and
/// written where the user said so.
#[test]
fn no_text_is_followed_as_a_path() {
    let folder = Folder::new();
    let path = "../../outside/x";
    let draft = |remark: &str| {
        format!(
            "项号,商品编号,商品名称,规格型号,报关单号,备注\n\
            {path},8507600090,{path}锂离子电池,比能量：305Wh/kg,{path},{remark}\n"
        )
    };
    folder.write("in/deep/a.csv", draft(path));
    folder.write("in/b.csv", draft(path));
    let act = "[announcement]\nid = \"../../x\"\ntitle = { zh = \"甲\", en = \"a\" }\nissuers = [\"../x\"]\n\
        issued = 2026-01-10\neffective = 2026-02-01\nsource = \"../../outside/source\"\n";
    folder.write("in/deep/law/x.toml", act);
    let fix = ["fix", "a.csv", "../b.csv", "--law", "law", "--on", IN_FORCE];
    let ended = folder.run_in("in/deep", &fix, b"");
    assert!(ended.stdout.contains("2 remarks written"), "{}{}", ended.stdout, ended.stderr);
    for name in ["in/deep/a.csv", "in/b.csv"] {
        let fixed = draft(&format!("{path}；属于两用物项：3A001"));
        assert_eq!(String::from_utf8_lossy(&folder.read(name)), fixed, "{name}");
    }
    let names = |below: &str| -> Vec<String> {
        let entries = fs::read_dir(folder.path().join(below)).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(""), ["in"]);
    assert_eq!(names("in"), ["b.csv", "deep"]);
    assert_eq!(names("in/deep"), ["a.csv", "law"]);
}

#[test]
fn malformed_law_is_named_at_its_place() {
    let act = "[announcement]\nid = \"x-1\"\ntitle = { zh = \"甲\", en = \"a\" }\nissuers = [\"X\"]\n\
        issued = 2026-01-10\neffective = 2026-02-01\nsource = \"a test\"\n";
    let control = "[[control]]\ncode = \"9Z901\"\nclause = \"1\"\ntext = { zh = \"甲\", en = \"a\" }\n\
        wording = \"quotation\"\n";
    let goods = |goods: &str| format!("{act}{control}goods = {{ {goods} }}\n");
    let limits = |when: &str| goods("any = [\"甲乙丙\"]") + when;
    let density = "parameter = \"gravimetric-energy-density\"";
    let folder = Folder::new();
    for (text, place, says) in [
        (act.replace("2026-01-10", "2026-02-30"), "5:10", "invalid date"),
        (format!("{act}[[suspend]]\nannouncements = []\nfrom = 2026-03-01\n"), "2:6", "names no act"),
        (goods("any = [\" - \"]"), "9:8", "empty term"),
        (goods("any = [\"甲\"], all = [[]]"), "9:8", "empty term"),
        (goods("any = [\"甲\"], patterns = [\"x*\"]"), "13:36", "fits an empty text"),
        (limits("when = { all = [] }\n"), "9:8", "empty all or any"),
        (
            limits(&format!("when = {{ {density}, at_least = \"300 Wh/kg\", below = \"300 Wh/kg\" }}\n")),
            "14:22",
            "no value",
        ),
    ] {
        folder.write("law/x.toml", &text);
        let ended = folder.run(&["list", "--law", "law"]);
        assert_eq!(ended.code, 2, "{text}\n{}", ended.stdout);
        assert!(ended.stderr.contains(&format!("x.toml:{place}: ")), "{}", ended.stderr);
        assert!(ended.stderr.contains(says), "{}", ended.stderr);
    }
    folder.write("law/x.toml", [act.as_bytes(), b"# \xb9\xab\n"].concat());
    let ended = folder.run(&["list", "--law", "law"]);
    assert!(ended.stderr.contains("x.toml:8:3: "), "{}", ended.stderr);
    folder.write("law/x.toml", limits(&format!("when = {{ {density}, at_least = \"300 Wh/kg\" }}\n")));
    assert_eq!(folder.run(&["list", "--law", "law"]).code, 0);
}

#[cfg(unix)]
mod unix {
    use std::{
        os::unix::fs::symlink,
        process::{Command, Stdio},
    };

    use super::*;

    #[test]
    fn what_is_no_regular_file_is_refused_without_waiting() {
        let folder = Folder::new();
        let made = Command::new("mkfifo").arg(folder.path().join("pipe.csv")).status();
        assert!(made.expect("mkfifo").success());
        for arguments in [
            &["check", "pipe.csv"][..],
            &["fix", "pipe.csv"],
            &["fix", "pipe.csv", "--diff"],
            &["check", "/dev/zero"],
            &["explain", "pipe.csv:1"],
            &["check", "pipe.csv", "--config", "pipe.csv"],
        ] {
            let ended = folder.run(arguments);
            assert_eq!(ended.code, 2, "{arguments:?}");
            assert!((ended.stdout + &ended.stderr).contains("not a regular file"), "{arguments:?}");
        }
        folder.write("a.csv", DRAFT);
        let ended = folder.run(&["check", ".", "--on", IN_FORCE]);
        assert!(ended.stdout.contains("1 file checked"), "{}", ended.stdout);
        let ended = folder.run(&["fix", "a.csv", "--output", "pipe.csv", "--on", IN_FORCE]);
        assert_eq!(ended.code, 2);
        assert!(ended.stdout.contains("is no file"), "{}", ended.stdout);
    }

    #[test]
    fn a_loop_of_links_is_walked_once() {
        let folder = Folder::new();
        folder.write("d/a.csv", DRAFT);
        symlink(".", folder.path().join("d/loop")).expect("a link");
        symlink("self.csv", folder.path().join("d/self.csv")).expect("a link");
        let ended = folder.run(&["check", "d", "--on", IN_FORCE]);
        assert!(ended.stdout.contains("1 file checked"), "{}", ended.stdout);
        let ended = folder.run(&["check", "d/self.csv", "d/a.csv", "--on", IN_FORCE]);
        assert_eq!(ended.code, 2);
        assert!(ended.stdout.contains("1 file checked, 1 could not be checked"), "{}", ended.stdout);
    }

    #[test]
    fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
        let folder = Folder::new();
        folder.write("a.csv", program::many(20));
        for arguments in
            ["check a.csv", "check a.csv --output-format json", "fix a.csv --diff", "list", "man"]
        {
            let script = format!("\"$0\" {arguments} | head -c 1");
            let output = Command::new("sh")
                .args(["-c", &script, env!("CARGO_BIN_EXE_beizhu")])
                .current_dir(folder.path())
                .stdin(Stdio::null())
                .output()
                .expect("a shell");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments}");
        }
    }

    #[test]
    fn a_closed_standard_error_is_no_reason_to_panic() {
        let folder = Folder::new();
        let output = Command::new("sh")
            .args([
                "-c",
                "exec \"$0\" check missing.csv --config none.toml 2>&-",
                env!("CARGO_BIN_EXE_beizhu"),
            ])
            .current_dir(folder.path())
            .output()
            .expect("a shell");
        assert_eq!(output.status.code(), Some(2));
    }
}

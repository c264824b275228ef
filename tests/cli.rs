//! The program as users run it: exit codes, inputs, configuration, and what `fix` leaves of a file.

mod program;

use std::{fs, process::Command};

use program::{CLEAN, DRAFT, FIXED, Folder, IN_FORCE};

const SUSPENSION: &str = r#"
[announcement]
id = "mofcom-gacc-2026-99"
title = { zh = "暂停实施", en = "Suspension" }
issuers = ["MOFCOM"]
issued = 2026-11-01
effective = 2026-11-11
source = "a test"
[[suspend]]
announcements = ["mofcom-gacc-2025-58"]
from = 2026-11-11
until = 2027-01-10
"#;

#[test]
fn the_exit_code_says_how_it_went() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("clean.csv", CLEAN);
    folder.write("noted.csv", "商品编号,商品名称,备注\n3801909000,人造石墨负极材料,\n");
    folder.write("broken.xml", "<DecMessage><DecHead>");
    let suspended = "2026-10-01";
    for (arguments, code) in [
        (&["check", "clean.csv", "--on", IN_FORCE][..], 0),
        (&["check", "a.csv", "--on", IN_FORCE], 1),
        (&["check", "a.csv", "--on", IN_FORCE, "--exit-zero"], 0),
        (&["check", "noted.csv", "--on", suspended], 0),
        (&["check", "noted.csv", "--on", suspended, "--fail-on", "note"], 1),
        (&["check", "noted.csv", "--on", suspended, "--fail-on", "error"], 0),
        (&["check", "broken.xml"], 2),
        (&["check", "broken.xml", "--exit-zero"], 2),
        (&["check", "missing.csv"], 2),
        (&["check", "a.csv", "clean.csv", "missing.csv", "--on", IN_FORCE], 2),
        (&["check", "--no-such-option"], 2),
        (&["check", "a.csv", "--on", "12/11/2026"], 2),
        (&["check", "a.csv", "--on", "2026-02-30"], 2),
        (&["check", "a.csv", "--near", "-1"], 2),
        (&["check", "a.csv", "--near", "100.5"], 2),
        (&["check", "a.csv", "--near", "ten"], 2),
        (&["check", "a.csv", "--encoding", "ISO-2022-JP"], 2),
        (&["fix", "a.csv", "--diff", "--on", IN_FORCE], 1),
        (&["fix", "clean.csv", "--diff", "--on", IN_FORCE], 0),
        (&["explain", "missing-remark"], 0),
        (&["explain", "missing-remrak"], 2),
        (&["list"], 0),
        (&["list", "--on", "2026-11-10", "--diff", "2026-11-11"], 0),
        (&["list", "--diff", "soon"], 2),
        (&["law", "check", "--on", "2026-10-09", "--max-age", "0"], 0),
        (&["law", "check", "--on", "2026-10-17", "--max-age", "7"], 1),
        (&["law", "check", "--on", "2026-11-11"], 1),
        (&["completions", "bash"], 0),
        (&["man"], 0),
    ] {
        let ended = folder.run(arguments);
        assert_eq!(ended.code, code, "{arguments:?}\n{}{}", ended.stdout, ended.stderr);
    }
}

#[test]
fn a_broken_file_never_hides_the_others() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("b.xml", "<DecMessage><DecHead>");
    folder.write("c.csv", CLEAN);
    for jobs in ["1", "3"] {
        let ended = folder.run(&["check", "a.csv", "b.xml", "c.csv", "--on", IN_FORCE, "--jobs", jobs]);
        assert_eq!(ended.code, 2);
        let places: Vec<_> = ["a.csv", "b.xml", "c.csv"].map(|name| ended.stdout.find(name)).into();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", ended.stdout);
        assert!(ended.stdout.contains("2 files checked, 1 could not be checked"), "{}", ended.stdout);
        assert!(ended.stdout.contains("remark due: 属于两用物项：3C901.b.1"), "{}", ended.stdout);
    }
}

#[test]
fn folders_are_walked_as_git_sees_them() {
    let folder = Folder::new();
    folder.write("drafts/a.csv", CLEAN);
    folder.write("drafts/deep/b.csv", CLEAN);
    folder.write("drafts/.hidden/c.csv", CLEAN);
    folder.write("drafts/old.csv", DRAFT);
    folder.write("drafts/.beizhu-x1.tmp", DRAFT);
    folder.write("drafts/.gitignore", "old.csv\n");
    folder.write("drafts/notes.txt", "just words\nand more\n");
    folder.write("drafts/photo.jpg", [0xFF, 0xD8]);
    let ended = folder.run(&["check", "drafts", "-v", "--on", IN_FORCE]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("2 files checked, 2 passed over"), "{}", ended.stdout);
    for name in ["notes.txt", "photo.jpg"] {
        assert!(ended.stderr.contains(name), "{}", ended.stderr);
    }
    let here = folder.run_in("drafts", &["check", "--on", IN_FORCE], b"");
    assert!(here.stdout.starts_with("a.csv"), "{}", here.stdout);
}

#[test]
fn patterns_of_the_configuration_select_files() {
    let folder = Folder::new();
    for name in
        ["drafts/a.csv", "drafts/deep/b.csv", "drafts/archive/c.csv", "drafts/d-old.csv", "other/e.csv"]
    {
        folder.write(name, CLEAN);
    }
    folder.write("drafts/.gitignore", "g.csv\n");
    folder.write("drafts/g.csv", CLEAN);
    let table: [(&str, &[&str], &[&str]); 7] = [
        (
            "",
            &["."],
            &["drafts/a.csv", "drafts/archive/c.csv", "drafts/d-old.csv", "drafts/deep/b.csv", "other/e.csv"],
        ),
        (
            "include = [\"drafts/\"]\nexclude = [\"archive/\", \"*-old.*\"]\n",
            &["."],
            &["drafts/a.csv", "drafts/deep/b.csv"],
        ),
        ("include = [\"drafts/*.csv\"]\n", &[], &["drafts/a.csv", "drafts/d-old.csv"]),
        (
            "include = [\"**/deep/*.csv\", \"other/**\"]\n",
            &["drafts", "other"],
            &["drafts/deep/b.csv", "other/e.csv"],
        ),
        ("exclude = [\"*\", \"!other/\", \"!e.csv\"]\n", &["./"], &["other/e.csv"]),
        ("exclude = [\"*\"]\n", &["drafts/a.csv"], &["drafts/a.csv"]),
        (
            "exclude = [\"/a.csv\"]\n",
            &["drafts/deep/.."],
            &[
                "drafts/deep/../a.csv",
                "drafts/deep/../archive/c.csv",
                "drafts/deep/../d-old.csv",
                "drafts/deep/../deep/b.csv",
            ],
        ),
    ];
    for (text, paths, expected) in table {
        folder.write("beizhu.toml", text);
        let ended = folder.run(&[&["check", "--output-format", "json", "--on", IN_FORCE], paths].concat());
        let report: serde_json::Value = serde_json::from_str(&ended.stdout).expect("a report");
        let files = report["files"].as_array().expect("files");
        let found: Vec<_> = files.iter().filter_map(|file| file["path"].as_str()).collect();
        assert_eq!(found, expected, "{text}");
    }
    folder.write("beizhu.toml", "include = [\"nowhere/\"]\n");
    let nothing = folder.run(&["check"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.stderr.contains("beizhu.toml leave out"), "{}", nothing.stderr);
    folder.write("beizhu.toml", "exclude = [\"{a\"]\n");
    let refused = folder.run(&["check"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("beizhu.toml: `{a`"), "{}", refused.stderr);
}

#[test]
fn what_is_named_must_be_a_draft() {
    let folder = Folder::new();
    folder.write("notes.txt", "just words\nand more\n");
    let named = folder.run(&["check", "notes.txt"]);
    assert_eq!(named.code, 2);
    assert!(named.stdout.contains("notes.txt"), "{}", named.stdout);
    let walked = folder.run(&["check", "."]);
    assert_eq!(walked.code, 2);
    assert!(walked.stderr.contains("no draft found"), "{}", walked.stderr);
    assert!(walked.stderr.contains("help:"), "{}", walked.stderr);
}

#[test]
fn drafts_come_and_go_by_the_standard_streams() {
    let folder = Folder::new();
    let checked = folder.run_in(
        "",
        &["check", "-", "--stdin-filename", "mail.csv", "--on", IN_FORCE],
        DRAFT.as_bytes(),
    );
    assert_eq!(checked.code, 1);
    assert!(checked.stdout.starts_with("mail.csv"), "{}", checked.stdout);
    let fixed = folder.run_in("", &["fix", "-", "--on", IN_FORCE], DRAFT.as_bytes());
    assert_eq!(String::from_utf8(fixed.bytes).expect("UTF-8"), FIXED);
    assert!(fixed.stderr.contains("属于两用物项"), "{}", fixed.stderr);
}

#[test]
fn a_remark_about_absent_goods_lines_is_found_and_mended() {
    let folder = Folder::new();
    let line = |number: usize| {
        format!("<DecList><GNo>{number}</GNo><CodeTS>6109100010</CodeTS><GName>棉制T恤衫</GName></DecList>")
    };
    let draft = |remark: &str| {
        let lines = line(1) + &line(2);
        format!(
            "<DecMessage><DecHead><NoteS>{remark}</NoteS></DecHead><DecLists>{lines}</DecLists></DecMessage>"
        )
    };
    folder.write("a.xml", draft("柜号B2；S03不属于管制物项"));
    let checked = folder.run(&["check", "a.xml", "--on", IN_FORCE]);
    assert_eq!(checked.code, 1);
    assert!(checked.stdout.contains("contradicting-remark"), "{}", checked.stdout);
    assert!(checked.stdout.contains("a goods line that the declaration does not have"), "{}", checked.stdout);
    assert_eq!(folder.run(&["fix", "a.xml", "--on", IN_FORCE]).code, 0);
    assert_eq!(String::from_utf8(folder.read("a.xml")).expect("UTF-8"), draft("柜号B2"));
}

#[test]
fn a_supplied_act_changes_the_answer() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("law/suspension.toml", SUSPENSION);
    let before = folder.run(&["check", "a.csv", "--on", IN_FORCE]);
    assert!(before.stdout.contains("1 controlled"), "{}", before.stdout);
    let after = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--law", "law"]);
    assert!(
        after.stdout.contains("0 controlled") && after.stdout.contains("2 suspended"),
        "{}",
        after.stdout
    );
    assert_eq!(after.code, 0, "{}", after.stdout);
    let listed = folder.run(&["list", "--on", IN_FORCE, "--law", "law"]);
    assert!(listed.stdout.contains("suspended from 2026-11-11 to 2027-01-10"), "{}", listed.stdout);
}

#[test]
fn a_faulty_act_is_refused_at_its_place() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("law/suspension.toml", SUSPENSION.replace("2025-58", "2025-85"));
    let ended = folder.run(&["check", "a.csv", "--law", "law"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("suspension.toml:10:18"), "{}", ended.stderr);
    assert!(ended.stderr.contains("mofcom-gacc-2025-58"), "{}", ended.stderr);
    assert!(folder.run(&["check", "a.csv", "--law", "nowhere"]).stderr.contains("nowhere"));
}

#[test]
fn configuration_is_found_upwards_and_arguments_go_before_it() {
    let folder = Folder::new();
    folder.write("beizhu.toml", "lang = \"zh\"\nfail-on = \"error\"\nlaw = [\"law\"]\n[near]\ndefault = 7.50\n[columns]\n\"货物税目\" = \"tariff-line\"\n");
    folder.write("law/suspension.toml", SUSPENSION);
    folder.write("in/a.csv", DRAFT.replace("商品编号", "货物税目"));
    let ended = folder.run_in("in", &["check", "a.csv", "--on", IN_FORCE], b"");
    assert!(ended.stdout.contains("相差不超过7.5%"), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("暂未实施2项"), "{}", ended.stdout);
    let other =
        folder.run_in("in", &["check", "a.csv", "--on", IN_FORCE, "--lang", "en", "--near", "5"], b"");
    assert!(other.stdout.contains("up to 5 % from a limit"), "{}", other.stdout);
    folder.write("other.toml", "[near]\ndefault = 20\n");
    folder.write("plain.csv", DRAFT);
    let named = folder.run(&["check", "plain.csv", "--config", "other.toml", "--on", IN_FORCE]);
    assert!(named.stdout.contains("up to 20 % from a limit"), "{}{}", named.stdout, named.stderr);
}

#[test]
fn a_new_configuration_works_and_overwrites_nothing() {
    let folder = Folder::new();
    folder.write("a.csv", CLEAN);
    assert_eq!(folder.run(&["init"]).code, 0);
    assert_eq!(folder.run(&["check", "a.csv", "--on", IN_FORCE]).code, 0);
    let sample = folder.read("beizhu.toml");
    assert_eq!(folder.run(&["init"]).code, 2);
    assert_eq!(folder.read("beizhu.toml"), sample);
}

#[test]
fn fix_writes_what_is_due_and_nothing_else() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    let ended = folder.run(&["fix", "a.csv", "--on", IN_FORCE]);
    assert_eq!(String::from_utf8(folder.read("a.csv")).expect("UTF-8"), FIXED);
    assert_eq!(ended.code, 1, "a value is still missing: {}", ended.stdout);
    assert!(ended.stdout.contains("line 2, item 1"), "{}", ended.stdout);
    assert!(ended.stdout.contains("1 remark written"), "{}", ended.stdout);
    let again = folder.run(&["fix", "a.csv", "--on", IN_FORCE]);
    assert_eq!(String::from_utf8(folder.read("a.csv")).expect("UTF-8"), FIXED);
    assert!(again.stdout.contains("0 remarks written"), "{}", again.stdout);
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["a.csv"], "no temporary file is left");
}

#[test]
fn fix_keeps_the_encoding_and_elsewhere_leaves_the_original() {
    let folder = Folder::new();
    let (gbk, fixed) = (encoding_rs::GBK.encode(DRAFT).0, encoding_rs::GBK.encode(FIXED).0);
    folder.write("a.csv", &gbk);
    let ended = folder.run(&["fix", "a.csv", "--output", "b.csv", "--on", IN_FORCE]);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    assert_eq!(folder.read("a.csv"), gbk.as_ref());
    assert_eq!(folder.read("b.csv"), fixed.as_ref());
    let to_stdout = folder.run(&["fix", "a.csv", "--output", "-", "--on", IN_FORCE]);
    assert_eq!(to_stdout.bytes, fixed.as_ref());
    folder.write("c.csv", &gbk);
    let two = folder.run(&["fix", "a.csv", "c.csv", "--output", "d.csv", "--on", IN_FORCE]);
    assert_eq!(two.code, 2);
    assert_eq!(folder.read("a.csv"), gbk.as_ref());
}

#[test]
fn git_applies_the_diff_to_the_bytes_that_fix_writes() {
    for (name, encoding) in [("a.csv", encoding_rs::UTF_8), ("草单 1.csv", encoding_rs::GBK)] {
        for ending in ["\r\n", "\n", ""] {
            let folder = Folder::new();
            let end = |text: &str| match ending {
                "\n" => text.replace("\r\n", "\n"),
                "" => text.trim_end().trim_end_matches("3,9401710000,办公椅,钢制,").trim_end().to_owned(),
                _ => text.to_owned(),
            };
            let (draft, fixed) = (end(DRAFT), end(FIXED));
            let (draft, fixed) = (encoding.encode(&draft).0, encoding.encode(&fixed).0);
            let shown = format!("sub/{name}");
            folder.write(&shown, &draft);
            let ended = folder.run(&["fix", "--diff", &shown, "--on", IN_FORCE]);
            assert_eq!(ended.code, 1, "{}", ended.stderr);
            assert_eq!(folder.read(&shown), draft.as_ref(), "--diff writes nothing");
            folder.write("fix.patch", &ended.bytes);
            let mut git = Command::new("git");
            git.args(["apply", "--whitespace=nowarn", "fix.patch"]).current_dir(folder.path());
            let applied = git.output().expect("git");
            assert!(
                applied.status.success(),
                "{}\n{}",
                String::from_utf8_lossy(&applied.stderr),
                ended.stdout
            );
            assert_eq!(folder.read(&shown), fixed.as_ref(), "{name} {ending:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_follows_links_and_refuses_read_only_files() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let path = folder.write("real.csv", DRAFT);
    let mode = |mode: u32| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("the mode");
    mode(0o640);
    symlink("real.csv", folder.path().join("link.csv")).expect("a link");
    folder.run(&["fix", "link.csv", "--on", IN_FORCE]);
    assert_eq!(String::from_utf8(folder.read("real.csv")).expect("UTF-8"), FIXED);
    assert!(fs::symlink_metadata(folder.path().join("link.csv")).expect("the link").is_symlink());
    assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640);
    fs::write(&path, DRAFT).expect("the file");
    mode(0o440);
    let ended = folder.run(&["fix", "real.csv", "--on", IN_FORCE]);
    assert_eq!(ended.code, 2);
    assert!(ended.stdout.contains("read-only"), "{}", ended.stdout);
    assert_eq!(String::from_utf8(folder.read("real.csv")).expect("UTF-8"), DRAFT);
}

#[test]
fn explain_leads_from_a_wrong_name_to_the_right_one() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    for (name, near) in [
        ("missing-remrak", "missing-remark"),
        ("3A0001", "3A001"),
        ("mofcom-gacc-2025-558", "mofcom-gacc-2025-55"),
    ] {
        let ended = folder.run(&["explain", name]);
        assert_eq!(ended.code, 2, "{name}");
        assert!(ended.stderr.contains(&format!("did you mean {near}")), "{}", ended.stderr);
    }
    let ended = folder.run(&["explain", "a.csv:4"]);
    assert!(ended.code == 2 && ended.stderr.contains("from 1 to 3"), "{}", ended.stderr);
    let item = folder.run(&["explain", "a.csv:1", "--on", IN_FORCE]);
    assert_eq!(item.code, 0, "{}", item.stderr);
    for words in ["3C901.b.1", "人造石墨负极材料", "determination: controlled", "missing-remark"] {
        assert!(item.stdout.contains(words), "{words}: {}", item.stdout);
    }
}

#[test]
fn messages_follow_the_language() {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    let chinese = folder.run(&["check", "a.csv", "--on", IN_FORCE, "--lang", "zh"]);
    assert!(
        chinese.stdout.contains("受管制") && !chinese.stdout.contains("controlled"),
        "{}",
        chinese.stdout
    );
    let failed = folder.run(&["check", "a.csv", "--on", "morgen", "--lang", "zh"]);
    assert!(failed.stderr.starts_with("错误：--on"), "{}", failed.stderr);
}

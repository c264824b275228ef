//! What is staged, and files that hooks name.

mod program;

use std::process::Command;

use program::{CLEAN, DRAFT, Ended, FIXED, Folder, IN_FORCE};

/// A repository with one commit.
fn repository() -> Folder {
    let folder = Folder::new();
    git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    git(&folder, &["config", "core.autocrlf", "false"]);
    folder.write("README", "drafts\n");
    git(&folder, &["add", "."]);
    commit(&folder);
    folder
}

fn commit(folder: &Folder) {
    git(folder, &["-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "x"]);
}

fn git(folder: &Folder, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null");
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    command.output().expect("git").status.success()
}

fn staged(folder: &Folder, below: &str, arguments: &[&str]) -> Ended {
    folder.run_in(below, &[&["check", "--staged", "--on", IN_FORCE], arguments].concat(), b"")
}

#[test]
fn what_is_staged_is_checked_and_not_the_file() {
    let folder = repository();
    folder.write("drafts/草单 1.csv", DRAFT);
    git(&folder, &["add", "."]);
    folder.write("drafts/草单 1.csv", FIXED);
    folder.write("drafts/later.csv", DRAFT);
    let ended = staged(&folder, "", &["--output-format", "short"]);
    assert_eq!(ended.code, 1);
    assert!(ended.stdout.contains("drafts/草单 1.csv:2:"), "{}", ended.stdout);
    assert!(ended.stdout.contains("[missing-remark]"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("later.csv"), "{}", ended.stdout);
    // the other way round
    git(&folder, &["add", "."]);
    git(&folder, &["reset", "--quiet", "drafts/later.csv"]);
    folder.write("drafts/草单 1.csv", DRAFT);
    let mended = staged(&folder, "", &["--fail-on", "error"]);
    assert_eq!(mended.code, 0, "{}", mended.stdout);
}

#[test]
fn paths_and_folders_choose_among_what_is_staged() {
    let folder = repository();
    for name in ["a/one.csv", "a/[x].csv", "b/two.csv"] {
        folder.write(name, CLEAN);
    }
    git(&folder, &["add", "."]);
    let files = |below: &str, arguments: &[&str]| {
        let ended = staged(&folder, below, &[&["--output-format", "json"], arguments].concat());
        let report: serde_json::Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
        let files = report["files"].as_array().expect("files").clone();
        files.iter().map(|file| file["path"].as_str().expect("a path").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(files("", &[]), ["a/[x].csv", "a/one.csv", "b/two.csv"]);
    assert_eq!(files("a", &[]), ["../b/two.csv", "[x].csv", "one.csv"]);
    assert_eq!(files("a", &["."]), ["[x].csv", "one.csv"]);
    assert_eq!(files("", &["a/[x].csv"]), ["a/[x].csv"]);
    folder.write("beizhu.toml", "exclude = [\"b/\"]\n");
    git(&folder, &["add", "beizhu.toml"]);
    assert_eq!(files("", &[]), ["a/[x].csv", "a/one.csv"]);
    assert_eq!(files("", &["b/two.csv"]), ["b/two.csv"], "what is named is read");
    assert_eq!(files("", &["b/two.csv", "--pass-over"]), [""; 0]);
    let missing = staged(&folder, "", &["c"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("c cannot be read"), "{}", missing.stderr);
}

#[test]
fn what_is_deleted_renamed_or_no_declaration_does_not_stand_in_the_way() {
    let folder = repository();
    for name in ["gone.csv", "old.csv"] {
        folder.write(name, DRAFT);
    }
    folder.write("prices.csv", "day,price\n1,2\n");
    folder.write("photo.jpg", [0xFF, 0xD8]);
    git(&folder, &["add", "."]);
    commit(&folder);
    assert_eq!(staged(&folder, "", &[]).code, 0, "nothing is staged");
    git(&folder, &["rm", "--quiet", "gone.csv"]);
    git(&folder, &["mv", "old.csv", "new.csv"]);
    folder.write("prices.csv", "day,price\n1,3\n");
    git(&folder, &["add", "."]);
    let ended = staged(&folder, "", &["-v", "--output-format", "short"]);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("new.csv:2:") && !ended.stdout.contains("gone.csv"), "{}", ended.stdout);
    assert!(ended.stderr.contains("passed over: prices.csv"), "{}", ended.stderr);
}

#[test]
fn what_is_unmerged_cannot_be_checked() {
    let folder = repository();
    folder.write("a.csv", CLEAN);
    git(&folder, &["add", "."]);
    commit(&folder);
    git(&folder, &["switch", "--quiet", "-c", "side"]);
    folder.write("a.csv", DRAFT);
    git(&folder, &["add", "."]);
    commit(&folder);
    git(&folder, &["switch", "--quiet", "main"]);
    folder.write("a.csv", FIXED);
    git(&folder, &["add", "."]);
    commit(&folder);
    let merge = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "merge", "side"];
    assert!(!git(&folder, &merge), "the merge stops");
    let ended = staged(&folder, "", &[]);
    assert_eq!(ended.code, 2, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("the path is in conflict in the index"), "{}", ended.stdout);
    assert!(ended.stdout.contains("resolve the conflict in the file, then `git add` it"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("permission"), "{}", ended.stdout);
    let chinese = staged(&folder, "", &["--lang", "zh"]).stdout;
    assert!(chinese.contains("该路径在暂存区中存在合并冲突"), "{chinese}");
    git(&folder, &["add", "a.csv"]);
    assert_ne!(staged(&folder, "", &[]).code, 2, "it is settled");
}

#[test]
fn a_pointer_of_git_lfs_is_not_passed_over() {
    let folder = repository();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    folder.write("photo.jpg", pointer);
    git(&folder, &["add", "."]);
    assert_eq!(staged(&folder, "", &[]).code, 0, "no draft is named so");
    for name in ["a.csv", "b.xml"] {
        folder.write(name, pointer);
        git(&folder, &["add", "."]);
        for arguments in [&[][..], &[name], &[name, "--pass-over"]] {
            let ended = staged(&folder, "", arguments);
            assert_eq!(ended.code, 2, "{name} {arguments:?}: {}", ended.stdout);
            assert!(ended.stdout.contains("pointer of git-lfs"), "{}", ended.stdout);
            assert!(ended.stdout.contains("`git lfs pull`"), "{}", ended.stdout);
        }
        for arguments in [&["."][..], &[name], &["--pass-over", name]] {
            let ended = folder.run(&[&["check"], arguments].concat());
            assert_eq!(ended.code, 2, "{name} {arguments:?}: {}", ended.stdout);
        }
        assert_eq!(folder.run(&["fix", name]).code, 2);
        assert_eq!(folder.read(name), pointer.as_bytes());
        git(&folder, &["rm", "--cached", "--quiet", name]);
        std::fs::remove_file(folder.path().join(name)).expect("gone");
    }
}

#[test]
fn a_named_file_of_which_nothing_is_staged_was_not_checked() {
    let folder = repository();
    folder.write("a.csv", CLEAN);
    folder.write("b.csv", CLEAN);
    git(&folder, &["add", "b.csv"]);
    let ended = staged(&folder, "", &["b.csv", "a.csv"]);
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("nothing of this file is staged"), "{}", ended.stdout);
    assert!(ended.stdout.contains("1 file checked, 1 could not be checked"), "{}", ended.stdout);
    assert_eq!(staged(&folder, "", &["b.csv", "a.csv", "--pass-over"]).code, 0, "a hook is content");
    let mistyped = staged(&folder, "", &["b.csv", "c.csv"]);
    assert!(mistyped.code == 2 && mistyped.stderr.contains("c.csv cannot be read"), "{}", mistyped.stderr);
    git(&folder, &["add", "a.csv"]);
    assert_eq!(staged(&folder, "", &["b.csv", "a.csv"]).code, 0);
    commit(&folder);
    assert_eq!(staged(&folder, "", &["a.csv"]).code, 2, "it is as it was committed");
    git(&folder, &["rm", "--quiet", "a.csv"]);
    assert_eq!(staged(&folder, "", &["a.csv"]).code, 0, "it is to go");
    folder.write("prices.csv", "day,price\n1,2\n");
    git(&folder, &["add", "prices.csv"]);
    assert_eq!(staged(&folder, "", &["prices.csv"]).code, 2, "a person has named it");
}

#[test]
fn what_is_staged_is_judged_by_what_is_staged() {
    let folder = repository();
    folder.write("in/a.csv", DRAFT);
    git(&folder, &["add", "."]);
    let run = |below: &str, arguments: &[&str]| {
        staged(&folder, below, &[&["--output-format", "short"], arguments].concat())
    };
    folder.write("beizhu.toml", "exclude = [\"a.csv\"]\n");
    for below in ["", "in"] {
        let ended = run(below, &[]);
        assert!(ended.code == 1 && ended.stdout.contains("a.csv:2:"), "{below}: {}", ended.stdout);
        assert!(ended.stderr.contains("beizhu.toml: it is not staged"), "{}", ended.stderr);
    }
    assert_eq!(run("", &["--config", "beizhu.toml"]).code, 0, "it is named");
    git(&folder, &["add", "beizhu.toml"]);
    let counts = run("in", &[]);
    assert!(counts.code == 0 && counts.stderr.is_empty(), "{}{}", counts.stdout, counts.stderr);
    folder.write("beizhu.toml", "no TOML");
    assert_eq!(run("", &[]).code, 0, "what is changed since is not staged");
    std::fs::remove_file(folder.path().join("beizhu.toml")).expect("gone");
    assert_eq!(run("", &[]).code, 0, "nor that it is gone");
    let isolated = run("", &["--isolated"]);
    assert_eq!(isolated.code, 1, "{}", isolated.stdout);
    folder.write("beizhu.toml", "exclude = 5\n");
    git(&folder, &["add", "beizhu.toml"]);
    let faulty = run("", &[]);
    assert!(faulty.code == 2 && faulty.stderr.contains("beizhu.toml:1:11"), "{}", faulty.stderr);
}

#[test]
fn acceptances_and_acts_count_once_they_are_staged() {
    let folder = repository();
    let winding = "项号,商品编号,商品名称,规格型号,备注\n1,8479899990,卷绕机,,\n";
    folder.write("in/a.csv", winding);
    git(&folder, &["add", "."]);
    assert_eq!(folder.run(&["check", "in/a.csv", "--accept", "--on", IN_FORCE]).code, 1);
    let accepted = String::from_utf8(folder.read("beizhu.accepted.toml")).expect("UTF-8");
    let reasoned = accepted.replace("reason = \"\"", "reason = \"x\"").replace("by = \"\"", "by = \"y\"");
    folder.write("beizhu.accepted.toml", &reasoned);
    assert_eq!(folder.run(&["check", "in", "--on", IN_FORCE]).code, 0, "as it lies it counts");
    let ended = staged(&folder, "", &[]);
    assert!(ended.code == 1 && ended.stdout.contains("[missing-use]"), "{}", ended.stdout);
    assert!(ended.stderr.contains("beizhu.accepted.toml: it is not staged"), "{}", ended.stderr);
    git(&folder, &["add", "beizhu.accepted.toml"]);
    folder.write("beizhu.accepted.toml", "");
    let counts = staged(&folder, "", &["--record", "r.jsonl"]);
    assert!(counts.code == 0 && counts.stderr.is_empty(), "{}{}", counts.stdout, counts.stderr);
    let record: serde_json::Value = serde_json::from_slice(&folder.read("r.jsonl")).expect("a record");
    let sha256: String = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(reasoned))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(record["accepted"]["sha256"], sha256, "what counted is what is recorded");
    let both = folder.run(&["check", "--staged", "--accept"]);
    assert_eq!(both.code, 2, "{}", both.stdout);

    folder.write("beizhu.toml", "law = [\"acts\"]\n");
    git(&folder, &["add", "beizhu.toml"]);
    let suspension = "[announcement]\nid = \"x-2026-9\"\ntitle = { zh = \"甲\", en = \"a\" }\nissuers = [\"X\"]\n\
        issued = 2026-11-01\neffective = 2026-11-10\nsource = \"a test\"\n[[suspend]]\n\
        announcements = [\"mofcom-gacc-2025-58\"]\nfrom = 2026-11-11\nuntil = 2027-01-10\n";
    folder.write("acts/x.toml", suspension);
    let unstaged = staged(&folder, "", &[]);
    assert!(
        unstaged.code == 2 && unstaged.stderr.contains("`git add` its announcements"),
        "{}",
        unstaged.stderr
    );
    git(&folder, &["add", "acts"]);
    git(&folder, &["rm", "--quiet", "--cached", "beizhu.accepted.toml"]);
    let suspended = staged(&folder, "in", &["--output-format", "short"]);
    assert!(suspended.stdout.contains(": suspended item 1"), "{}{}", suspended.stdout, suspended.stderr);
    let named = staged(&folder, "", &["--isolated", "--law", "acts", "--output-format", "short"]);
    assert!(named.stdout.contains(": suspended item 1"), "{}{}", named.stdout, named.stderr);
}

#[test]
fn without_a_repository_or_git_it_says_so() {
    let folder = Folder::new();
    let outside = staged(&folder, "", &[]);
    assert_eq!(outside.code, 2);
    assert!(outside.stderr.contains("git does not answer"), "{}", outside.stderr);
    assert!(outside.stderr.contains("run it inside a git repository"), "{}", outside.stderr);
    let output = Command::new(env!("CARGO_BIN_EXE_beizhu"))
        .args(["check", "--staged", "--lang", "zh"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("无法启动 git 程序") && said.contains("请安装 git"), "{said}");
}

/// A hook is handed every file by name.
#[test]
fn files_named_by_a_hook_are_passed_over_like_those_of_folders() {
    let folder = Folder::new();
    folder.write("prices.csv", "day,price\n1,2\n");
    folder.write("pom.xml", "<project/>\n");
    folder.write("empty.csv", "");
    folder.write("a.csv", DRAFT);
    folder.write("broken.xml", "<DecMessage><DecHead>");
    for command in ["check", "fix"] {
        let run = |arguments: &[&str]| folder.run(&[&[command, "--on", IN_FORCE], arguments].concat());
        assert_eq!(run(&["prices.csv", "pom.xml"]).code, 2, "a person has named them");
        let others = run(&["--pass-over", "prices.csv", "pom.xml", "empty.csv"]);
        assert_eq!(others.code, 0, "{}{}", others.stdout, others.stderr);
        assert!(others.stdout.contains("3 passed over as no declaration"), "{}", others.stdout);
        assert_eq!(run(&["--pass-over", "prices.csv", "a.csv"]).code, 1, "a draft counts");
        assert_eq!(run(&["--pass-over", "broken.xml"]).code, 2, "a broken draft is one");
        assert_eq!(run(&["--pass-over", "missing.csv"]).code, 2, "a missing file is a fault");
    }
    folder.write("beizhu.toml", "exclude = [\"a.csv\", \"broken.xml\"]\n");
    assert_eq!(folder.run(&["check", "--pass-over", "a.csv", "broken.xml"]).code, 0, "they are left out");
}

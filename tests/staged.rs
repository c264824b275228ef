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
    assert_eq!(files("", &[]), ["a/[x].csv", "a/one.csv"]);
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
    assert!(ended.stdout.contains("it is unmerged"), "{}", ended.stdout);
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

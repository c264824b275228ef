//! `fix` killed, starved of space, shut out or overtaken: the draft has its old bytes or its new
//! ones, what is left behind is recognisable, and the user is told.

mod program;

use std::{
    fs,
    time::{Duration, Instant},
};

use program::{Ended, Folder, IN_FORCE};

/// A draft of so many controlled batteries, and the same with its remarks.
fn drafts(lines: usize) -> (String, String) {
    let with = |remark: &str| -> String {
        let line = |number| format!("{number},8507600090,锂离子电池,比能量：305Wh/kg,{remark},x\n");
        std::iter::once("项号,商品编号,商品名称,规格型号,备注,说明\n".to_owned())
            .chain((1..=lines).map(line))
            .collect()
    };
    (with(""), with("属于两用物项：3A001"))
}

/// What else than the draft lies in the folder. Each of it shows whose it is.
fn left_over(folder: &Folder) -> usize {
    let entries = fs::read_dir(folder.path()).expect("the folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let others: Vec<String> = names.filter(|name| name != "a.csv").collect();
    for name in &others {
        assert!(name.starts_with(".beizhu-") && name.ends_with(".tmp"), "{name} is left behind");
    }
    others.len()
}

/// How long an undisturbed `fix` takes here.
fn duration(folder: &Folder) -> Duration {
    let begun = Instant::now();
    folder.start(&["fix", "a.csv", "--on", IN_FORCE]).wait().expect("its end");
    begun.elapsed()
}

fn says_why(ended: &Ended, words: &str) {
    assert_eq!(ended.code, 2, "{}{}", ended.stdout, ended.stderr);
    let said = format!("{}{}", ended.stdout, ended.stderr);
    assert!(said.contains(words), "{said}");
    assert!(said.contains("help:"), "nothing is said about what to do: {said}");
}

#[test]
fn killed_at_any_moment_it_leaves_the_old_bytes_or_the_new_ones() {
    let (old, new) = drafts(60);
    let folder = Folder::new();
    folder.write("a.csv", &old);
    let duration = duration(&folder);
    assert_eq!(folder.read("a.csv"), new.as_bytes());
    for moment in 0..12 {
        folder.write("a.csv", &old);
        let mut child = folder.start(&["fix", "a.csv", "--on", IN_FORCE]);
        std::thread::sleep(duration * moment / 10);
        child.kill().expect("a child");
        child.wait().expect("its end");
        let bytes = folder.read("a.csv");
        assert!(bytes == old.as_bytes() || bytes == new.as_bytes(), "killed at {moment}/10: a mixture");
    }
    left_over(&folder);
    folder.write("a.csv", &old);
    let ended = folder.run(&["fix", ".", "--on", IN_FORCE]);
    assert!(ended.stdout.contains("1 file checked"), "what is left over was read: {}", ended.stdout);
    assert_eq!(folder.read("a.csv"), new.as_bytes());
}

#[test]
fn many_at_once_on_one_draft_end_as_one() {
    let (old, new) = drafts(20);
    let folder = Folder::new();
    for _ in 0..2 {
        folder.write("a.csv", &old);
        let all: Vec<_> = (0..4).map(|_| folder.start(&["fix", "a.csv", "--on", IN_FORCE])).collect();
        let ended: Vec<Ended> = all.into_iter().map(program::ended).collect();
        assert!(folder.read("a.csv") == new.as_bytes(), "the draft is another");
        assert!(ended.iter().any(|ended| ended.code == 0), "none of them succeeded");
        for ended in ended.iter().filter(|ended| ended.code != 0) {
            says_why(ended, "changed while it was being fixed");
        }
        assert_eq!(left_over(&folder), 0);
    }
}

/// Another program saves the draft while it is being fixed: what it saved is kept.
#[test]
fn what_another_program_saves_meanwhile_is_kept() {
    let (old, new) = drafts(60);
    let other = old.replace("305Wh", "306Wh");
    let folder = Folder::new();
    folder.write("a.csv", &old);
    let duration = duration(&folder);
    for moment in 0..6 {
        folder.write("a.csv", &old);
        let child = folder.start(&["fix", "a.csv", "--on", IN_FORCE]);
        std::thread::sleep(duration * moment / 5);
        // as editors save: a file of its own that takes the place
        folder.write("saved.tmp", &other);
        fs::rename(folder.path().join("saved.tmp"), folder.path().join("a.csv")).expect("a place");
        let ended = program::ended(child);
        let bytes = folder.read("a.csv");
        let is_kept =
            bytes == other.as_bytes() || bytes == other.replace(",,", ",属于两用物项：3A001,").as_bytes();
        assert!(is_kept, "saved at {moment}/5: lost ({})", bytes == new.as_bytes());
        if ended.code == 2 {
            says_why(&ended, "the file changed while it was being fixed");
        }
        assert_eq!(left_over(&folder), 0);
    }
}

#[test]
fn a_draft_that_is_gone_is_named_and_not_made_anew() {
    let folder = Folder::new();
    says_why(&folder.run(&["fix", "a.csv", "--on", IN_FORCE]), "a.csv");
    let (old, _) = drafts(60);
    folder.write("a.csv", &old);
    let duration = duration(&folder);
    for moment in 0..4 {
        let path = folder.write("a.csv", &old);
        let child = folder.start(&["fix", "a.csv", "--on", IN_FORCE]);
        std::thread::sleep(duration * moment / 4);
        // aside, as a mail program or a synchronising folder would
        let aside = Folder::new();
        fs::rename(&path, aside.path().join("a.csv")).expect("a place aside");
        let ended = program::ended(child);
        let bytes = aside.read("a.csv");
        assert!(ended.code == 2 || bytes != old.as_bytes(), "nothing is said: {}", ended.stdout);
        assert!(!path.exists() || ended.code != 2, "a draft that was taken away is back");
        let _ = fs::remove_file(&path);
    }
}

#[cfg(unix)]
mod unix {
    use std::{
        os::unix::{fs::PermissionsExt, process::ExitStatusExt},
        process::{Command, Stdio},
    };

    use super::*;

    /// `fix` where no file may grow beyond so many blocks of 512 bytes.
    fn fix_within(folder: &Folder, blocks: usize, before: &str) -> std::process::Output {
        let script = format!("{before} ulimit -f {blocks}; exec \"$0\" fix a.csv --on {IN_FORCE}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_beizhu")]).current_dir(folder.path());
        shell.env("LC_ALL", "en_US.UTF-8").stdin(Stdio::null()).output().expect("a shell")
    }

    /// The system ends the process in the middle of its writing, after each possible number of blocks.
    #[test]
    fn ended_between_two_writes_it_leaves_the_old_bytes() {
        let (old, new) = drafts(300);
        let folder = Folder::new();
        for blocks in [0, 1, 2, 15, 16, 17, 31, new.len() / 512] {
            folder.write("a.csv", &old);
            let output = fix_within(&folder, blocks, "ulimit -c 0;");
            assert!(output.status.signal().is_some(), "{blocks} blocks were enough: {output:?}");
            assert!(folder.read("a.csv") == old.as_bytes(), "{blocks} blocks: the draft is another");
        }
        assert!(left_over(&folder) > 0, "nothing was being written");
        let ended = folder.run(&["fix", ".", "--on", IN_FORCE]);
        assert!(ended.stdout.contains("1 file checked"), "{}", ended.stdout);
        assert_eq!(folder.read("a.csv"), new.as_bytes());
    }

    /// The same limit as an error instead of an end: what a full disk comes to.
    #[test]
    fn without_space_it_says_so_and_leaves_nothing_behind() {
        let (old, new) = drafts(300);
        let folder = Folder::new();
        folder.write("a.csv", &old);
        for blocks in [0, 1, 8, new.len() / 512] {
            let output = fix_within(&folder, blocks, "trap '' XFSZ;");
            let shown = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(output.status.code(), Some(2), "{blocks} blocks: {shown}");
            assert!(shown.contains("cannot be written; the file is as it was"), "{shown}");
            assert!(shown.contains("the space left"), "{shown}");
            assert!(folder.read("a.csv") == old.as_bytes(), "{blocks} blocks: the draft is another");
            assert_eq!(left_over(&folder), 0);
        }
        let output = fix_within(&folder, new.len() / 512 + 1, "trap '' XFSZ;");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(folder.read("a.csv"), new.as_bytes());
    }

    /// A report that cannot be written is an error, and `fix` has then not lied about the draft.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_output_is_an_error() {
        let folder = Folder::new();
        let (old, new) = drafts(3);
        folder.write("a.csv", &old);
        for (arguments, after) in [
            ("check a.csv", &old),
            ("check a.csv --output-format json", &old),
            ("fix a.csv --diff", &old),
            ("fix a.csv --output -", &old),
            ("list", &old),
            ("man", &old),
            ("fix a.csv", &new),
        ] {
            let script = format!("exec \"$0\" {arguments} --on {IN_FORCE} > /dev/full");
            let script =
                if arguments == "man" { script.replace(&format!("--on {IN_FORCE}"), "") } else { script };
            let mut shell = Command::new("sh");
            shell.args(["-c", &script, env!("CARGO_BIN_EXE_beizhu")]).current_dir(folder.path());
            let output = shell.env("LC_ALL", "en_US.UTF-8").stdin(Stdio::null()).output().expect("a shell");
            assert_eq!(output.status.code(), Some(2), "{arguments}");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("No space left"), "{arguments}: {said}");
            assert_eq!(&folder.read("a.csv"), after.as_bytes(), "{arguments}");
        }
    }

    #[test]
    fn shut_out_of_the_folder_it_leaves_the_draft() {
        let folder = Folder::new();
        let (old, new) = drafts(3);
        folder.write("d/a.csv", &old);
        let below = folder.path().join("d");
        let mode =
            |mode: u32| fs::set_permissions(&below, fs::Permissions::from_mode(mode)).expect("the mode");
        mode(0o555);
        // the superuser is shut out of nothing
        let is_shut_out = fs::write(below.join("probe"), "").is_err();
        let ended = folder.run(&["fix", "d/a.csv", "--on", IN_FORCE]);
        mode(0o755);
        if is_shut_out {
            says_why(&ended, "cannot be written; the file is as it was");
        }
        let expected = if is_shut_out { old } else { new };
        assert_eq!(folder.read("d/a.csv"), expected.as_bytes());
    }

    /// Nobody makes files there, whoever runs the test.
    #[cfg(target_os = "linux")]
    #[test]
    fn where_no_file_can_be_made_nothing_is_lost() {
        let folder = Folder::new();
        let (old, _) = drafts(3);
        folder.write("a.csv", &old);
        for place in ["/sys/b.csv", "/proc/b.csv", "gone/b.csv"] {
            let ended = folder.run(&["fix", "a.csv", "--output", place, "--on", IN_FORCE]);
            says_why(&ended, "cannot be written");
            assert_eq!(folder.read("a.csv"), old.as_bytes());
        }
        assert_eq!(left_over(&folder), 0);
    }
}

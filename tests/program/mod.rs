//! The program in a folder of its own.
#![allow(dead_code)]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A day on which the law of the drafts below is in force.
pub(crate) const IN_FORCE: &str = "2026-11-12";

/// One controlled line, one that lacks its value, one that has nothing to do with the law.
pub(crate) const DRAFT: &str = "项号,商品编号,商品名称,规格型号,备注\r\n\
    1,3801909000,人造石墨负极材料,用于锂离子电池,\r\n\
    2,8507600090,锂离子电池组,\"储能用,无品牌\",请尽快放行\r\n\
    3,9401710000,办公椅,钢制,\r\n";

/// The same with the remark that is due.
pub(crate) const FIXED: &str = "项号,商品编号,商品名称,规格型号,备注\r\n\
    1,3801909000,人造石墨负极材料,用于锂离子电池,属于两用物项：3C901.b.1\r\n\
    2,8507600090,锂离子电池组,\"储能用,无品牌\",请尽快放行\r\n\
    3,9401710000,办公椅,钢制,\r\n";

/// Goods that no law looks at.
pub(crate) const CLEAN: &str = "商品编号,商品名称,备注\n9401710000,办公椅,\n";

/// A draft of so many controlled batteries, each with a long note of no concern.
pub(crate) fn many(lines: usize) -> String {
    let note = "x".repeat(60_000);
    let lines = (1..=lines).map(|line| format!("{line},8507600090,锂离子电池,比能量：305Wh/kg,,{note}\n"));
    std::iter::once("项号,商品编号,商品名称,规格型号,备注,内部说明\n".to_owned()).chain(lines).collect()
}

/// A folder that is gone with the test.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

/// How a run of the program ended.
pub(crate) struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    pub bytes: Vec<u8>,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with the folders that lead to it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the folder");
        fs::write(&path, content).expect("the file");
        path
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).expect(name)
    }

    /// Runs the program here, on a day on which the law is in force.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_in("", arguments, b"")
    }

    /// Starts the program here, with nothing on its standard input.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut child = self.start_in("en_US.UTF-8", "", arguments);
        drop(child.stdin.take());
        child
    }

    /// Runs the program in a folder below, with something on its standard input.
    pub(crate) fn run_in(&self, below: &str, arguments: &[&str], input: &[u8]) -> Ended {
        self.run_speaking("en_US.UTF-8", below, arguments, input)
    }

    /// Runs the program as under a locale.
    pub(crate) fn run_speaking(&self, locale: &str, below: &str, arguments: &[&str], input: &[u8]) -> Ended {
        let mut child = self.start_in(locale, below, arguments);
        // a program that refuses its arguments does not wait for its input
        let _ = child.stdin.take().expect("its input").write_all(input);
        ended(child)
    }

    fn start_in(&self, locale: &str, below: &str, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_beizhu"));
        command
            .args(arguments)
            .current_dir(self.path().join(below))
            .env_remove("NO_COLOR")
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", locale)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program")
    }
}

/// Waits for the end of a run.
pub(crate) fn ended(child: Child) -> Ended {
    let output = child.wait_with_output().expect("its end");
    Ended {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        bytes: output.stdout,
    }
}

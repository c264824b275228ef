//! A guide as its reader follows it: its files are written and its commands run, in their order, in a
//! folder of its own.
//!
//! A block whose fence names a file (` ```csv drafts/a.csv `) is written there. Each line of a block in
//! `sh` is run, and ends with 0 or with what its comment says (`# exit 1`, `# 返回1`). Each paragraph of a
//! block in `text` stands in what the commands before it have shown.
#![allow(dead_code)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::fences::fences;

pub(crate) struct Guide {
    /// From the root of this repository.
    path: String,
    blocks: Vec<(usize, String, String)>,
}

impl Guide {
    pub(crate) fn read(path: &str) -> Self {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path);
        Self { path: path.to_owned(), blocks: fences(&text) }
    }

    /// What the blocks with this behind their fence hold.
    pub(crate) fn blocks(&self, info: &str) -> Vec<&str> {
        self.blocks.iter().filter(|(_, own, _)| own == info).map(|(.., content)| content.as_str()).collect()
    }

    /// The files that it shows, with their content.
    pub(crate) fn files(&self) -> Vec<(&str, &str)> {
        let named = self.blocks.iter().filter(|(_, info, _)| info.contains(' '));
        named.map(|(_, info, content)| (info.as_str(), content.as_str())).collect()
    }

    /// Follows the guide in a folder; `programs` are found before all others. Tells how many commands
    /// were run.
    pub(crate) fn follow(&self, folder: &Path, programs: &[PathBuf], environment: &[(&str, &str)]) -> usize {
        let own = Path::new(env!("CARGO_BIN_EXE_beizhu")).parent().expect("a folder").to_owned();
        let others = env::var_os("PATH").unwrap_or_default();
        let paths = programs.iter().cloned().chain([own]).chain(env::split_paths(&others));
        let paths = env::join_paths(paths).expect("a path");
        let (mut shown, mut run) = (String::new(), 0);
        for (line, info, content) in &self.blocks {
            match info.split_once(' ') {
                Some((_, "workflow")) => {}
                Some((_, name)) => {
                    let file = folder.join(name);
                    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                    fs::write(&file, content).expect("a file");
                }
                None if info == "text" => {
                    for paragraph in content.trim_end().split("\n\n") {
                        let place = format!("{}:{line}", self.path);
                        assert!(shown.contains(paragraph), "{place} shows\n{paragraph}\nnot in\n{shown}");
                    }
                }
                None if info == "sh" => {
                    for command in content.lines() {
                        let mut shell = Command::new("sh");
                        shell.args(["-c", command]).current_dir(folder).env("PATH", &paths);
                        shell.env_remove("LANGUAGE").env_remove("LC_ALL").env_remove("LC_MESSAGES");
                        shell.env(
                            "LANG",
                            if self.path.contains(".zh.") { "zh_CN.UTF-8" } else { "en_US.UTF-8" },
                        );
                        let output = shell.envs(environment.iter().copied()).output().expect("a shell");
                        let said =
                            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
                        let place = format!("{}:{line}: `{command}`", self.path);
                        assert_eq!(output.status.code(), Some(expected(command)), "{place}:\n{said}");
                        shown.push_str(&said);
                        run += 1;
                    }
                }
                None => panic!("{}:{line}: a block of `{info}` is neither run nor written", self.path),
            }
        }
        run
    }
}

/// How a command ends, by its comment.
fn expected(command: &str) -> i32 {
    let comment = command.split_once(" # ").map_or("", |(_, comment)| comment);
    let code = comment.strip_prefix("exit ").or(comment.strip_prefix("返回")).unwrap_or("0");
    code.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("an exit status")
}

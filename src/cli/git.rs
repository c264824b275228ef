//! The program `git`: what it is asked, and what keeps it from answering.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use beizhu::phrase::Phrase;

use super::failure::Failure;

/// The program, which asks nobody and fetches nothing.
pub(crate) fn git() -> Command {
    let mut command = Command::new("git");
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// The one line that it answers with.
pub(crate) fn line(arguments: &[&str]) -> Result<String, Failure> {
    let answer = output(git().args(arguments))?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.strip_suffix('\n').unwrap_or(&answer).to_owned())
}

/// Everything that it answers with.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::new(
        Phrase::new("--staged: git does not answer", "--staged：git 无法给出暂存内容"),
        Phrase::new(&said, format!("git 提示：{said}")),
        Phrase::new(
            "run it inside a git repository; without --staged the files themselves are checked",
            "请在 git 仓库内运行；不加 --staged 则检查文件本身",
        ),
    ))
}

/// Writes blobs into a folder, one file each in their order. None is held in memory.
pub(crate) fn write_blobs(names: &[&str], folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let writing = |error: io::Error| Failure::writing(folder, &error);
    let list = folder.join("names");
    File::create(&list).and_then(|mut file| file.write_all(names.join("\n").as_bytes())).map_err(writing)?;
    let mut command = git();
    command.args(["cat-file", "--batch"]).stdin(File::open(&list).map_err(writing)?).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(&error))?;
    let mut files = Vec::new();
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::new(out);
        for number in 0..names.len() {
            let path = folder.join(number.to_string());
            let size = size(&mut out).map_err(|error| broken(&error))?;
            let mut file = File::create(&path).map_err(writing)?;
            let copied = io::copy(&mut (&mut out).take(size), &mut file).map_err(writing)?;
            let mut end = [0];
            out.read_exact(&mut end).map_err(|error| broken(&error))?;
            if copied != size {
                return Err(broken(&io::ErrorKind::UnexpectedEof.into()));
            }
            files.push(path);
        }
    }
    child.wait().map_err(|error| broken(&error))?;
    Ok(files)
}

/// Of `NAME blob SIZE`, which stands before a blob.
fn size(out: &mut impl BufRead) -> io::Result<u64> {
    let mut line = String::new();
    out.read_line(&mut line)?;
    line.trim_end()
        .split_once(" blob ")
        .and_then(|(_, size)| size.parse().ok())
        .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

fn not_started(error: &io::Error) -> Failure {
    Failure::new(
        Phrase::new("--staged: the program `git` cannot be started", "--staged：无法启动 git 程序"),
        Phrase::from(error),
        Phrase::new(
            "install git or put it on the path; without --staged the files themselves are checked",
            "请安装 git 或将其加入 PATH；不加 --staged 则检查文件本身",
        ),
    )
}

fn broken(error: &io::Error) -> Failure {
    Failure::new(
        Phrase::new("--staged: what is staged cannot be read from git", "--staged：无法从 git 读取暂存内容"),
        Phrase::from(error),
        Phrase::new("`git fsck` looks for damage in the repository", "可用 git fsck 检查仓库是否损坏"),
    )
}

//! What is staged in a git repository: the blobs of its index, read through the `git` program.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use beizhu::{draft, phrase::Phrase};
use tempfile::TempDir;

use super::{
    failure::Failure,
    inputs::{Gathered, HEAD, Input, Place},
    selection::Selection,
};

/// A file as the index holds it.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// From the root of the repository, with forward slashes.
    path: String,
    content: Content,
}

#[derive(Debug, PartialEq, Eq)]
enum Content {
    /// A regular file, by the name of its blob.
    Blob(String),
    /// Both sides of a merge: nothing is staged yet.
    Unmerged,
    /// A symbolic link or a submodule.
    Other,
}

/// The drafts among what is staged, below the paths if there are any. Their blobs are put into a
/// folder that goes with what is returned.
pub(crate) fn gather(paths: &[PathBuf], selection: &Selection) -> Result<Gathered, Failure> {
    let root = PathBuf::from(line(&["rev-parse", "--show-toplevel"])?);
    let (prefix, up) = (line(&["rev-parse", "--show-prefix"])?, line(&["rev-parse", "--show-cdup"])?);
    let canonical = root.canonicalize().map_err(|error| Failure::reading(&root, &error))?;
    let blobs = TempDir::new().map_err(|error| Failure::writing(&std::env::temp_dir(), &error))?;
    let mut gathered = Gathered::default();
    let mut wanted = Vec::new();
    for Entry { path, content } in entries(paths)? {
        if !selection.takes(&canonical.join(&path)) {
            continue;
        }
        let shown = match path.strip_prefix(&prefix) {
            Some(below) => below.to_owned(),
            None => format!("{up}{path}"),
        };
        match content {
            Content::Blob(name) if may_be_named(&path) => wanted.push((shown, root.join(path), name)),
            Content::Unmerged if may_be_named(&path) => {
                gathered.inputs.push(Input { shown, place: Place::Unreachable(unmerged()), is_named: true });
            }
            Content::Blob(_) | Content::Unmerged | Content::Other => gathered.passed_over.push(shown),
        }
    }
    let names: Vec<&str> = wanted.iter().map(|(.., name)| name.as_str()).collect();
    let files = fetch(&names, blobs.path())?;
    for ((shown, path, _), blob) in wanted.into_iter().zip(files) {
        if begins_like_draft(&shown, &blob).map_err(|error| Failure::reading(&blob, &error))? {
            gathered.inputs.push(Input { shown, place: Place::Staged { blob, path }, is_named: false });
        } else {
            gathered.passed_over.push(shown);
        }
    }
    gathered.inputs.sort_by(|one, other| one.shown.cmp(&other.shown));
    gathered.blobs = Some(blobs);
    Ok(gathered)
}

/// What is staged and not deleted. A renamed file stands under its new name.
fn entries(paths: &[PathBuf]) -> Result<Vec<Entry>, Failure> {
    let mut command = git();
    command.args(["--literal-pathspecs", "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames"]);
    command.args(["--no-relative", "--no-ext-diff", "--ignore-submodules=none", "--"]).args(paths);
    let entries = parse(&output(&mut command)?);
    for path in paths {
        if entries.is_empty() && !path.exists() {
            return Err(Failure::reading(path, &io::ErrorKind::NotFound.into()));
        }
    }
    Ok(entries)
}

/// `:100644 100644 OLD NEW M\0path\0…`
fn parse(raw: &[u8]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut parts = raw.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
        let mut columns = head.split(' ').skip(1);
        let (Some(mode), _, Some(name), Some(status)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let content = match (status, mode) {
            ("D", _) => continue,
            ("U", _) => Content::Unmerged,
            (_, "100644" | "100755") => Content::Blob(name.to_owned()),
            _ => Content::Other,
        };
        // an unmerged file is listed once more as it differs from the last commit
        match entries.iter_mut().find(|entry| entry.path == path) {
            Some(known) if content == Content::Unmerged => known.content = content,
            Some(_) => {}
            None => entries.push(Entry { path: path.into_owned(), content }),
        }
    }
    entries
}

/// Writes blobs into a folder, one file each in their order. None is held in memory.
fn fetch(names: &[&str], folder: &Path) -> Result<Vec<PathBuf>, Failure> {
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

/// Whether a draft may have this name.
fn may_be_named(path: &str) -> bool {
    draft::recognise(path, b"?").is_some() || draft::recognise(path, b"<").is_some()
}

fn begins_like_draft(shown: &str, blob: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(blob)?.take(HEAD).read_to_end(&mut head)?;
    Ok(draft::recognise(shown, &head).is_some())
}

/// The program, which asks nobody and fetches nothing.
fn git() -> Command {
    let mut command = Command::new("git");
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// The one line that git answers with.
fn line(arguments: &[&str]) -> Result<String, Failure> {
    let answer = output(git().args(arguments))?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.strip_suffix('\n').unwrap_or(&answer).to_owned())
}

fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
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

fn unmerged() -> Phrase {
    Phrase::new(
        "it is unmerged: nothing of it is staged yet; settle the merge and `git add` it",
        "合并冲突尚未解决，没有暂存内容；请解决冲突后执行 git add",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deleted_or_no_file_is_told_apart() {
        let raw = b":100644 100644 1 2 M\0a.csv\0:000000 100644 0 3 A\0\xE8\x8D\x89 1.csv\0\
            :100644 000000 4 0 D\0gone.csv\0:000000 120000 0 5 A\0link.csv\0\
            :100644 100644 6 7 M\0b.csv\0:000000 000000 0 0 U\0b.csv\0";
        let entry = |path: &str, content| Entry { path: path.to_owned(), content };
        let blob = |name: &str| Content::Blob(name.to_owned());
        assert_eq!(
            parse(raw),
            [
                entry("a.csv", blob("2")),
                entry("草 1.csv", blob("3")),
                entry("link.csv", Content::Other),
                entry("b.csv", Content::Unmerged),
            ]
        );
    }
}

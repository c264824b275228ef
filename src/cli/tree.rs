//! Where the files come from that people keep beside their drafts: configuration, accepted findings,
//! announcements. With `--staged` what is not in the index is not there: it would not be committed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use beizhu::{
    draft::Account,
    phrase::{Language, Phrase},
};

use super::{
    failure::{Failure, complain},
    git,
    paths::{plain, unfollowed},
    text::{self, Text},
};

/// A tree of files.
pub(crate) enum Tree {
    /// The files as they lie.
    Work,
    /// The index of a git repository.
    Index(Index),
}

/// What is staged.
pub(crate) struct Index {
    /// The root of the repository: as git calls it, and links followed.
    root: (PathBuf, PathBuf),
    /// Files that were asked for, lie there and are not staged.
    unstaged: Vec<PathBuf>,
}

impl Tree {
    /// The index of the repository in whose folders the program runs.
    pub(crate) fn index() -> Result<Self, Failure> {
        let root = PathBuf::from(git::line(&["rev-parse", "--show-toplevel"])?);
        let root = (root.clone(), plain(&root));
        Ok(Self::Index(Index { root, unstaged: Vec::new() }))
    }

    /// Whether a folder is one of it.
    pub(crate) fn reaches(&self, folder: &Path) -> bool {
        match self {
            Self::Work => true,
            Self::Index(index) => index.below(&plain(folder)).is_some(),
        }
    }

    /// A text that a user writes; `None` where there is none.
    pub(crate) fn read(&mut self, path: &Path) -> Result<Option<Text>, Failure> {
        match self {
            Self::Work => text::read(path),
            Self::Index(index) => index.read(path),
        }
    }

    /// The files of a folder, sorted.
    pub(crate) fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        match self {
            Self::Work => files(folder),
            Self::Index(index) => index.files(folder),
        }
    }

    /// Names what lies there, would count without `--staged`, and does not.
    pub(crate) fn name_unstaged(&self, language: Language) {
        let Self::Index(Index { unstaged, .. }) = self else { return };
        for path in unstaged {
            let path = path.display();
            complain(&language.pick(
                format!("{path}: it is not staged, and with --staged it does not count; `git add` it"),
                format!("{path}：该文件未暂存，--staged 时不起作用；请执行 git add"),
            ));
        }
    }
}

impl Index {
    /// A path from the root of the repository; `None` for what lies outside.
    fn below<'a>(&self, plain: &'a Path) -> Option<&'a Path> {
        plain.strip_prefix(&self.root.1).ok()
    }

    fn read(&mut self, path: &Path) -> Result<Option<Text>, Failure> {
        let staged = match self.below(&unfollowed(path)) {
            Some(below) => self.entries(below)?.into_iter().find(|entry| entry.path == below),
            None => None,
        };
        let Some(entry) = staged else {
            if path.is_file() {
                self.unstaged.push(path.to_owned());
            }
            return Ok(None);
        };
        if let Some(why) = entry.hindrance() {
            return Err(unusable(path, why));
        }
        let bytes = git::output(git::git().args(["cat-file", "blob", &entry.blob]))?;
        text::decoded(path, &bytes).map(Some)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let whole = plain(folder);
        let below = self.below(&whole).unwrap_or(Path::new(""));
        let entries = self.entries(below)?.into_iter().filter(|entry| entry.path.parent() == Some(below));
        Ok(entries.filter_map(|entry| Some(folder.join(entry.path.file_name()?))).collect())
    }

    /// What stands in the index at a path from the root or below it, sorted.
    fn entries(&self, below: &Path) -> Result<Vec<Entry>, Failure> {
        let mut command = git::git();
        command.args(["--literal-pathspecs", "ls-files", "--stage", "-z", "--full-name", "--"]);
        let listed = git::output(command.arg(self.root.0.join(below)))?;
        let parts = listed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        Ok(parts.filter_map(|part| Entry::of(&part)).collect())
    }
}

/// A line of the index: `MODE BLOB STAGE\tPATH`.
struct Entry {
    mode: String,
    blob: String,
    stage: String,
    path: PathBuf,
}

impl Entry {
    fn of(line: &str) -> Option<Self> {
        let (head, path) = line.split_once('\t')?;
        let mut columns = head.split(' ').map(str::to_owned);
        let (mode, blob, stage) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Self { mode, blob, stage, path: PathBuf::from(path) })
    }

    /// Why it has no text.
    fn hindrance(&self) -> Option<Account> {
        if self.stage != "0" {
            return Some(in_conflict());
        }
        let is_file = self.mode.starts_with("100");
        (!is_file).then(no_file)
    }
}

/// That a merge has left both sides of a path in the index.
pub(crate) fn in_conflict() -> Account {
    Account {
        what: Phrase::new("the path is in conflict in the index", "该路径在暂存区中存在合并冲突"),
        why: Phrase::new(
            "a merge has left both sides of it there, and nothing of it is staged yet",
            "合并后双方版本并存，尚无确定的暂存内容",
        ),
        cure: Phrase::new(
            "resolve the conflict in the file, then `git add` it",
            "请在文件中解决冲突，再执行 git add",
        ),
    }
}

/// That what is staged is a link, or a repository of its own.
pub(crate) fn no_file() -> Account {
    Account {
        what: Phrase::new("what is staged of it is a link and no file", "暂存的是链接，不是文件"),
        why: Phrase::new("what it leads to need not be staged with it", "链接所指的内容不一定一并暂存"),
        cure: Phrase::new("stage the file itself in its place", "请改为暂存文件本身"),
    }
}

fn unusable(path: &Path, Account { what, why, cure }: Account) -> Failure {
    let path = path.display();
    Failure::new(Phrase::new(format!("{path}: {}", what.en), format!("{path}：{}", what.zh)), why, cure)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| Failure::reading(folder, &error);
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

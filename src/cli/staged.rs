//! The drafts that are staged in a git repository: blobs of its index.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use beizhu::{
    draft::{self, Account},
    phrase::Phrase,
};
use tempfile::TempDir;

use super::{
    arguments::Inputs,
    failure::Failure,
    git::{git, line, output, write_blobs},
    inputs::{Gathered, HEAD, Input, Place},
    paths::unfollowed,
    selection::Selection,
    tree::{in_conflict, no_file},
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
    /// Nothing any more.
    Gone,
    /// A symbolic link or a submodule.
    Other,
}

/// The drafts among what is staged, below the paths if there are any. Their blobs are put into a
/// folder that goes with what is returned. A file that is named is read whatever `selection` says of
/// it, unless `--pass-over` says otherwise.
pub(crate) fn gather(arguments: &Inputs, selection: &Selection) -> Result<Gathered, Failure> {
    let root = PathBuf::from(line(&["rev-parse", "--show-toplevel"])?);
    let (prefix, up) = (line(&["rev-parse", "--show-prefix"])?, line(&["rev-parse", "--show-cdup"])?);
    let canonical = root.canonicalize().map_err(|error| Failure::reading(&root, &error))?;
    let blobs = TempDir::new().map_err(|error| Failure::writing(&std::env::temp_dir(), &error))?;
    let entries = entries(&arguments.paths)?;
    let mut gathered = Gathered::default();
    name_unstaged(arguments, &entries, &canonical, &mut gathered)?;
    let named: HashSet<PathBuf> = match arguments.pass_over {
        true => HashSet::new(),
        false => arguments.paths.iter().map(|path| unfollowed(path)).collect(),
    };
    let mut wanted = Vec::new();
    for Entry { path, content } in entries {
        let whole = canonical.join(&path);
        let is_named = named.contains(&whole);
        if !is_named && !selection.takes(&whole) {
            continue;
        }
        let shown = match path.strip_prefix(&prefix) {
            Some(below) => below.to_owned(),
            None => format!("{up}{path}"),
        };
        let may_be_draft = is_named || may_be_named(&path);
        match content {
            Content::Gone => {}
            Content::Blob(name) if may_be_draft => wanted.push((shown, root.join(path), name, is_named)),
            Content::Unmerged if may_be_draft => gathered.refuse(shown, in_conflict()),
            Content::Other if is_named => gathered.refuse(shown, no_file()),
            Content::Blob(_) | Content::Unmerged | Content::Other => gathered.passed_over.push(shown),
        }
    }
    let names: Vec<&str> = wanted.iter().map(|(_, _, name, _)| name.as_str()).collect();
    let files = write_blobs(&names, blobs.path())?;
    for ((shown, path, _, is_named), blob) in wanted.into_iter().zip(files) {
        if is_named || begins_like_draft(&shown, &blob).map_err(|error| Failure::reading(&blob, &error))? {
            gathered.inputs.push(Input { shown, place: Place::Staged { blob, path }, is_named });
        } else {
            gathered.passed_over.push(shown);
        }
    }
    gathered.inputs.sort_by(|one, other| one.shown.cmp(&other.shown));
    gathered.blobs = Some(blobs);
    Ok(gathered)
}

/// Takes up the files that are named and of which nothing is staged: nobody is to think that they were
/// checked.
fn name_unstaged(
    arguments: &Inputs,
    entries: &[Entry],
    root: &Path,
    gathered: &mut Gathered,
) -> Result<(), Failure> {
    for path in arguments.paths.iter().filter(|path| !path.is_dir()) {
        let whole = unfollowed(path);
        if entries.iter().any(|entry| root.join(&entry.path).starts_with(&whole)) {
            continue;
        }
        let shown = path.display().to_string();
        match arguments.pass_over {
            _ if fs::symlink_metadata(path).is_err() => {
                return Err(Failure::reading(path, &io::ErrorKind::NotFound.into()));
            }
            true => gathered.passed_over.push(shown),
            false => gathered.refuse(shown, not_staged()),
        }
    }
    Ok(())
}

/// What is staged. A renamed file stands under its new name.
fn entries(paths: &[PathBuf]) -> Result<Vec<Entry>, Failure> {
    let mut command = git();
    command.args(["--literal-pathspecs", "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames"]);
    command.args(["--no-relative", "--no-ext-diff", "--ignore-submodules=none", "--"]).args(paths);
    Ok(parse(&output(&mut command)?))
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
            ("D", _) => Content::Gone,
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

/// Whether a draft may have this name.
fn may_be_named(path: &str) -> bool {
    draft::recognise(path, b"?").is_some() || draft::recognise(path, b"<").is_some()
}

fn begins_like_draft(shown: &str, blob: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(blob)?.take(HEAD).read_to_end(&mut head)?;
    Ok(draft::recognise(shown, &head).is_some())
}

fn not_staged() -> Account {
    Account {
        what: Phrase::new(
            "nothing of this file is staged, and it was not checked",
            "该文件没有暂存内容，未作检查",
        ),
        why: Phrase::new(
            "it is as it was committed, or was never added",
            "内容与上次提交相同，或从未加入版本库",
        ),
        cure: Phrase::new(
            "`git add` it, or check the file itself, without --staged",
            "请执行 git add，或去掉 --staged 直接检查该文件",
        ),
    }
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
                entry("gone.csv", Content::Gone),
                entry("link.csv", Content::Other),
                entry("b.csv", Content::Unmerged),
            ]
        );
    }
}

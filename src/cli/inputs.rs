//! Which drafts are meant: files, folders, the standard input.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs::{self, File, Metadata},
    io::{self, Cursor, Read, Seek},
    path::{Path, PathBuf},
    time::SystemTime,
};

use beizhu::{
    draft::{self, Account, Reason, Unreadable},
    near::near,
    phrase::Phrase,
    report::csv,
};
use ignore::{DirEntry, WalkBuilder};
use tempfile::TempDir;

use super::{arguments::Inputs, failure::Failure, replace::refused, selection::Selection};

/// How much of a file tells whether it may be a draft.
pub(crate) const HEAD: u64 = 4096;

/// Shorter drafts are read at once, and several of them taken together.
pub(crate) const BUNDLE: u64 = 1 << 16;

/// A draft to read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// What it is called in reports.
    pub(crate) shown: String,
    pub(crate) place: Place,
    /// Whether the user named it: then it must be a draft.
    pub(crate) is_named: bool,
}

/// Where a draft lies.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    File(PathBuf),
    Stdin(Vec<u8>),
    /// In the index of a git repository.
    Staged {
        /// The copy of what is staged.
        blob: PathBuf,
        /// Where the file lies.
        path: PathBuf,
    },
    /// Out of reach, for this reason.
    Unreachable(Box<Unreadable>),
}

/// Something to read a draft from.
pub(crate) trait Source: Read + Seek {}

impl<S: Read + Seek> Source for S {}

impl Input {
    /// Whether a path leads to it.
    pub(crate) fn lies_at(&self, path: &Path) -> bool {
        let (Place::File(own) | Place::Staged { path: own, .. }) = &self.place else { return false };
        own.canonicalize().is_ok_and(|own| path.canonicalize().is_ok_and(|path| path == own))
    }

    /// How many bytes it holds, as far as that is known beforehand.
    pub(crate) fn size(&self) -> u64 {
        match &self.place {
            Place::File(path) | Place::Staged { blob: path, .. } => {
                fs::metadata(path).map_or(0, |metadata| metadata.len())
            }
            Place::Stdin(bytes) => bytes.len() as u64,
            Place::Unreachable(_) => 0,
        }
    }

    /// Why it could not be opened, with the name that was probably meant.
    pub(crate) fn unopened(&self, error: &io::Error) -> Unreadable {
        let mut refused = refused(error);
        if let Place::File(path) = &self.place
            && error.kind() == io::ErrorKind::NotFound
            && let Some(near) = beside(path)
        {
            refused.account.cure =
                Phrase::new(format!("did you mean `{near}`?"), format!("是否指“{near}”？"));
        }
        refused
    }

    /// How the file looks now, so that a change can be told; `None` for what nobody else can change.
    pub(crate) fn look(&self) -> Option<Look> {
        let Place::File(path) = &self.place else { return None };
        fs::metadata(path).ok().map(|metadata| Look::of(&metadata))
    }

    /// Opens it. A short file is read at once.
    pub(crate) fn open(&self) -> io::Result<Opened<'_>> {
        match &self.place {
            Place::File(path) => Opened::at(path),
            Place::Staged { blob, .. } => Ok(Opened { look: None, ..Opened::at(blob)? }),
            Place::Unreachable(error) => Err(io::Error::other(error.as_ref().clone())),
            Place::Stdin(bytes) => {
                Ok(Opened { source: Box::new(Cursor::new(bytes)), look: None, is_whole: true })
            }
        }
    }

    /// Opens it where nobody asks whether it changes.
    pub(crate) fn source(&self) -> io::Result<Box<dyn Source + '_>> {
        self.open().map(|opened| opened.source)
    }
}

/// A draft that was opened.
pub(crate) struct Opened<'a> {
    pub(crate) source: Box<dyn Source + 'a>,
    /// How the file looked then; `None` for what nobody else can change.
    pub(crate) look: Option<Look>,
    /// Whether it was read at once, so that it does not change while it is looked at.
    pub(crate) is_whole: bool,
}

impl Opened<'_> {
    fn at(path: &Path) -> io::Result<Self> {
        let metadata = regular(path)?;
        let (file, look) = (File::open(path)?, Some(Look::of(&metadata)));
        if metadata.len() >= BUNDLE {
            return Ok(Self { source: Box::new(file), look, is_whole: false });
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
        // whole files are asked for their length once more
        file.take(u64::MAX).read_to_end(&mut bytes)?;
        Ok(Self { source: Box::new(Cursor::new(bytes)), look, is_whole: true })
    }
}

/// How a file looks from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    length: u64,
    modified: Option<SystemTime>,
}

impl Look {
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok() }
    }
}

/// The path of the file beside it whose name comes nearest, where there is none of this name.
fn beside(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    let near = near(&name, names.iter().map(String::as_str)).first().copied()?;
    Some(path.with_file_name(near).display().to_string())
}

/// Opens a regular file.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    regular(path).and_then(|_| File::open(path))
}

/// What is known of a regular file. A pipe would keep the program waiting, a device never ends.
fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() {
        return Ok(metadata);
    }
    Err(io::Error::other(Phrase::new(
        "it is not a regular file; `-` reads the standard input",
        "不是普通文件；读取标准输入请用 -",
    )))
}

/// The drafts of a run, with the files of folders that cannot be one.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) inputs: Vec<Input>,
    pub(crate) passed_over: Vec<String>,
    /// Where copies of what is staged lie as long as they are needed.
    pub(crate) blobs: Option<TempDir>,
}

impl Gathered {
    /// Takes up a file that cannot be reached: it is reported in its place.
    pub(crate) fn refuse(&mut self, shown: String, account: Account) {
        let refused = Unreadable { reason: Reason::Source, place: None, account: Box::new(account) };
        self.inputs.push(Input { shown, place: Place::Unreachable(Box::new(refused)), is_named: true });
    }
}

/// Follows the paths that the user named, in their order, or looks at the current folder. What is
/// named is read whatever `selection` says of it, unless `--pass-over` says otherwise.
pub(crate) fn gather(arguments: &Inputs, selection: &Selection) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    let mut known: HashSet<PathBuf> = HashSet::new();
    for path in arguments.paths() {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Failure::reading(path, &error))?;
            let shown = arguments.stdin_filename.clone().unwrap_or_else(|| "-".to_owned());
            gathered.inputs.push(Input { shown, place: Place::Stdin(bytes), is_named: true });
        } else if path.is_dir() {
            walk(path, selection, &mut known, &mut gathered);
        } else if known.insert(path.to_owned()) {
            let shown = path.display().to_string();
            if arguments.pass_over && !may_be_taken(path, selection) {
                gathered.passed_over.push(shown);
                continue;
            }
            let place = Place::File(path.to_owned());
            gathered.inputs.push(Input { shown, place, is_named: !arguments.pass_over });
        }
    }
    if gathered.inputs.is_empty() && !arguments.pass_over {
        return Err(nothing_found(arguments, gathered.passed_over.len()));
    }
    Ok(gathered)
}

/// Looks for drafts in a folder as git sees it.
fn walk(folder: &Path, selection: &Selection, known: &mut HashSet<PathBuf>, gathered: &mut Gathered) {
    let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let (from, selection) = (folder.to_owned(), selection.clone());
    let is_selected = move |entry: &DirEntry| {
        let path = root.join(entry.path().strip_prefix(&from).unwrap_or(entry.path()));
        match entry.file_type() {
            Some(kind) if kind.is_dir() => entry.depth() == 0 || selection.enters(&path),
            _ => selection.takes(&path),
        }
    };
    let mut walk = WalkBuilder::new(folder);
    let walk = walk.require_git(false).sort_by_file_name(OsStr::cmp).filter_entry(is_selected).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // what lies there may be a draft: that it is not checked is reported in its place
                let shown = folder_of(&error).unwrap_or(folder).display().to_string();
                let refused = refused(&io::Error::other(reason(error)));
                gathered.refuse(shown, *refused.account);
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path()).to_owned();
        let shown = path.display().to_string();
        if may_be_draft(&path) {
            if known.insert(path.clone()) {
                gathered.inputs.push(Input { shown, place: Place::File(path), is_named: false });
            }
        } else {
            gathered.passed_over.push(shown);
        }
    }
}

/// Whether a file that was named would be looked at in a folder too.
fn may_be_taken(path: &Path, selection: &Selection) -> bool {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    selection.takes(&whole) && may_be_draft(path)
}

/// Why a walk could not go on.
fn reason(error: ignore::Error) -> Phrase {
    let text = error.to_string();
    error.into_io_error().map_or_else(|| Phrase::new(&text, &text), |error| Phrase::from(&error))
}

/// The path that a walk could not follow.
fn folder_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => folder_of(err),
        _ => None,
    }
}

/// Whether name and first bytes are those of a draft. A file that cannot be read may be one: that
/// it cannot is reported in its place.
fn may_be_draft(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut head = Vec::with_capacity(HEAD as usize);
    match File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(_) => draft::recognise(&name, &head).is_some() && !csv::is_report(&head),
        Err(_) => draft::recognise(&name, b"?").is_some() || draft::recognise(&name, b"<").is_some(),
    }
}

pub(crate) fn nothing_found(arguments: &Inputs, passed_over: usize) -> Failure {
    let places: Vec<String> = arguments.paths().map(|path| path.display().to_string()).collect();
    let places = places.join(", ");
    Failure::new(
        Phrase::new(format!("no draft found in {places}"), format!("在 {places} 中没有找到报关单草单")),
        Phrase::new(
            format!(
                "of its files, {passed_over} are no declarations; hidden files and what .gitignore and beizhu.toml leave out are not looked at"
            ),
            format!(
                "其中{passed_over}个文件不是报关单；隐藏文件以及 .gitignore 和 beizhu.toml 排除的文件不检查"
            ),
        ),
        Phrase::new("name the file itself, or another folder", "请直接指定文件，或指定其他文件夹"),
    )
}

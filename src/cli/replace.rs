//! Puts a fixed draft in the place of the original: whole or not at all.

use std::{
    fs::{self, File, Metadata},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use beizhu::{
    draft::{Account, Reason, Unreadable},
    edit::{self, Edit},
    phrase::Phrase,
};
use tempfile::NamedTempFile;

use super::{inputs::open_regular, witness::Witness};

/// How much of a draft is read and written at a time, in bytes.
const CHUNK: usize = 1 << 17;

/// The coarsest clock that times of change come from goes in steps of two seconds.
const CLOCK: Duration = Duration::from_secs(3);

/// A draft as it was when it was read.
pub(crate) struct Original {
    /// Where it lies, symbolic links followed.
    path: PathBuf,
    pub(crate) file: File,
    metadata: Metadata,
    /// Whether its time of change is so near that another change might bear the same.
    is_fresh: bool,
    fingerprint: u128,
}

impl Original {
    /// Reads a draft that may be replaced.
    pub(crate) fn read<T>(
        path: &Path,
        read: impl FnOnce(&mut Witness<File>) -> Result<T, Unreadable>,
    ) -> Result<(Self, T), Unreadable> {
        let refuse = |error: io::Error| refused(&error);
        let path = path.canonicalize().map_err(refuse)?;
        let file = open_regular(&path).map_err(refuse)?;
        let metadata = file.metadata().map_err(refuse)?;
        let age = metadata.modified().ok().and_then(|changed| changed.elapsed().ok());
        let is_fresh = age.is_none_or(|age| age < CLOCK);
        let mut file = Witness::of(file);
        let read = read(&mut file)?;
        // what has not been read is read by others from now on
        let fingerprint = file.fingerprint().map_err(refuse)?;
        Ok((Self { path, file: file.into_source(), metadata, is_fresh, fingerprint }, read))
    }

    /// Opens it once more.
    pub(crate) fn again(&self) -> Result<File, Unreadable> {
        open_regular(&self.path).map_err(|error| refused(&error))
    }

    /// The draft with its edits, in a file beside its place. `target` is that place where it is not
    /// the original's own.
    pub(crate) fn fixed(
        &self,
        edits: impl Iterator<Item = Edit>,
        target: Option<&Path>,
    ) -> Result<Fixed, Unreadable> {
        let target =
            target.map_or_else(|| Ok(self.path.clone()), followed).map_err(|error| unwritten(&error))?;
        if let Ok(standing) = fs::metadata(&target) {
            if !standing.is_file() {
                return Err(not_replaceable());
            }
            if standing.permissions().readonly() {
                return Err(read_only());
            }
        }
        let written = self.write(edits, &target).map_err(|error| unwritten(&error))?;
        Ok(Fixed { written, target })
    }

    fn write(&self, edits: impl Iterator<Item = Edit>, target: &Path) -> io::Result<NamedTempFile> {
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = tempfile::Builder::new().prefix(".beizhu-").suffix(".tmp").tempfile_in(folder)?;
        let original = BufReader::with_capacity(CHUNK, open_regular(&self.path)?);
        let mut buffered = BufWriter::with_capacity(CHUNK, temporary.as_file());
        edit::splice(original, edits, &mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        let model = fs::metadata(target).unwrap_or_else(|_| self.metadata.clone());
        own(temporary.as_file(), &model);
        temporary.as_file().set_permissions(model.permissions())?;
        Ok(temporary)
    }

    /// Refuses a draft that is no longer what was read.
    pub(crate) fn confirm(&self) -> Result<(), Unreadable> {
        self.once_more(|_| Ok(()))
    }

    /// Refuses a draft that is no longer what was read, or from which the fixed one differs by more than its edits.
    pub(crate) fn compare(
        &self,
        edits: impl Iterator<Item = io::Result<Edit>>,
        fixed: impl Read,
    ) -> Result<(), Unreadable> {
        self.once_more(|original| Ok(compare(original, edits, fixed)))?
    }

    /// Reads the draft once more, and refuses it if it is no longer what was read before.
    fn once_more<T>(&self, read: impl FnOnce(&mut Witness<File>) -> io::Result<T>) -> Result<T, Unreadable> {
        let read = || -> io::Result<Option<T>> {
            let now = File::open(&self.path)?;
            let is_alike = self.is_like(&now.metadata()?);
            let mut now = Witness::of(now);
            let read = read(&mut now)?;
            let is_same = is_alike && now.fingerprint()? == self.fingerprint && self.is_in_place()?;
            Ok(is_same.then_some(read))
        };
        read().map_err(|error| refused(&error))?.ok_or_else(changed)
    }

    /// Refuses a draft that has changed since it was compared.
    fn last_look(&self) -> Result<(), Unreadable> {
        if self.is_fresh {
            return self.confirm();
        }
        if self.is_in_place().map_err(|error| refused(&error))? { Ok(()) } else { Err(changed()) }
    }

    /// Whether the draft still looks as it did: while it was read, another file may have taken its place.
    fn is_in_place(&self) -> io::Result<bool> {
        Ok(self.is_like(&fs::metadata(&self.path)?))
    }

    fn is_like(&self, now: &Metadata) -> bool {
        now.len() == self.metadata.len() && now.modified().ok() == self.metadata.modified().ok()
    }
}

/// A fixed draft that has not yet taken its place. Dropped, it leaves nothing behind.
pub(crate) struct Fixed {
    written: NamedTempFile,
    target: PathBuf,
}

impl Fixed {
    /// Its bytes, to be read again.
    pub(crate) fn reopen(&self) -> Result<File, Unreadable> {
        self.written.reopen().map_err(|error| unwritten(&error))
    }

    /// Waits until it has reached the disk. That may take long, and between the last look at the original and the new
    /// name nothing should.
    pub(crate) fn sync(&self) -> Result<(), Unreadable> {
        self.written.as_file().sync_all().map_err(|error| unwritten(&error))
    }

    /// Puts it in its place once it has reached the disk, unless the original has changed since it was read.
    pub(crate) fn take_place(self, original: &Original) -> Result<(), Unreadable> {
        original.last_look()?;
        self.written.persist(&self.target).map_err(|error| unwritten(&error.error))?;
        sync_folder(&self.target);
        Ok(())
    }
}

/// Refuses a fixed draft that differs from the original by more than its edits.
pub(crate) fn compare(
    original: impl Read,
    edits: impl Iterator<Item = io::Result<Edit>>,
    fixed: impl Read,
) -> Result<(), Unreadable> {
    let (original, fixed) =
        (BufReader::with_capacity(CHUNK, original), BufReader::with_capacity(CHUNK, fixed));
    let is_same = edit::is_same_but_for(original, edits, fixed).map_err(|error| refused(&error))?;
    if is_same { Ok(()) } else { Err(not_settled()) }
}

/// Where a path leads; itself where nothing stands there yet.
pub(crate) fn followed(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        other => other,
    }
}

/// Gives a file the owner of another, where the system lets us.
#[cfg(unix)]
fn own(file: &File, model: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // only the superuser may give files away: for everyone else the owner is already right
    let _ = fchown(file, Some(model.uid()), Some(model.gid()));
}

#[cfg(not(unix))]
fn own(_: &File, _: &Metadata) {}

/// Makes the new name in the folder last through a power cut, where the system knows how.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

fn failure(what: Phrase, why: Phrase, cure: Phrase) -> Unreadable {
    Unreadable { reason: Reason::Source, place: None, account: Box::new(Account { what, why, cure }) }
}

/// A source that cannot be read. What refuses itself says so in its own words.
pub(crate) fn refused(error: &io::Error) -> Unreadable {
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Unreadable>());
    own.cloned().unwrap_or_else(|| {
        failure(
            Phrase::new("the file cannot be read", "无法读取该文件"),
            Phrase::from(error),
            Phrase::new("check the path and the permission to read it", "请检查路径和读取权限"),
        )
    })
}

pub(crate) fn unwritten(error: &io::Error) -> Unreadable {
    failure(
        Phrase::new(
            "the fixed draft cannot be written; the file is as it was",
            "无法写入改正后的草单；原文件未改动",
        ),
        Phrase::from(error),
        Phrase::new("check the folder, the permissions and the space left", "请检查文件夹、权限和剩余空间"),
    )
}

fn read_only() -> Unreadable {
    failure(
        Phrase::new("the file is read-only and was left as it is", "文件为只读，未作改动"),
        Phrase::new("someone has protected it from being changed", "该文件已设为禁止修改"),
        Phrase::new(
            "make it writable, or write elsewhere with --output",
            "请取消只读，或用 --output 写到别处",
        ),
    )
}

fn not_replaceable() -> Unreadable {
    failure(
        Phrase::new("the place for the fixed draft is no file", "输出位置不是普通文件"),
        Phrase::new("a folder or a device cannot be replaced", "文件夹或设备不能被替换"),
        Phrase::new("name a file, or `-` for the standard output", "请指定文件，或用 - 写到标准输出"),
    )
}

fn changed() -> Unreadable {
    failure(
        Phrase::new(
            "the file changed while it was being fixed and was left as it is",
            "改正期间文件被修改，未作改动",
        ),
        Phrase::new("the remarks were made for what it held before", "备注是按原内容生成的"),
        Phrase::new(
            "close it in other programs and run `beizhu fix` again",
            "请在其他程序中关闭该文件，再运行 beizhu fix",
        ),
    )
}

/// The fixed draft would still have something to fix: a bug, and nothing is written.
pub(crate) fn not_settled() -> Unreadable {
    failure(
        Phrase::new(
            "the fixed draft does not read as it should; nothing was written",
            "改正后的草单核对不符；未写入任何内容",
        ),
        Phrase::new(
            "this is a bug of beizhu, not a fault of the draft",
            "这是 beizhu 的缺陷，不是草单的问题",
        ),
        Phrase::new(
            "please report it with the goods lines concerned; write these remarks by hand",
            "请附上相关商品项报告此问题；这些备注请手工填写",
        ),
    )
}

//! Puts a fixed draft in the place of the original: whole or not at all.

use std::{
    fs::{self, File, Metadata},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use beizhu::{
    draft::{Account, Reason, Unreadable},
    edit::{self, Edit},
    phrase::Phrase,
};
use tempfile::NamedTempFile;
use xxhash_rust::xxh3::Xxh3;

use super::inputs::open_regular;

/// How much of a draft is read and written at a time, in bytes.
const CHUNK: usize = 1 << 17;

/// A draft as it was when it was read.
pub(crate) struct Original {
    /// Where it lies, symbolic links followed.
    path: PathBuf,
    pub(crate) file: File,
    metadata: Metadata,
    fingerprint: u128,
}

impl Original {
    /// Opens a draft that may be replaced.
    pub(crate) fn open(path: &Path) -> Result<Self, Unreadable> {
        let refuse = |error: io::Error| refused(&error);
        let path = path.canonicalize().map_err(refuse)?;
        let mut file = open_regular(&path).map_err(refuse)?;
        let metadata = file.metadata().map_err(refuse)?;
        let fingerprint = fingerprint(&mut file).map_err(refuse)?;
        Ok(Self { path, file, metadata, fingerprint })
    }

    /// Opens it once more.
    pub(crate) fn again(&self) -> Result<File, Unreadable> {
        open_regular(&self.path).map_err(|error| refused(&error))
    }

    /// The draft with its edits, in a file beside its place. `target` is that place where it is not
    /// the original's own.
    pub(crate) fn fixed(
        &mut self,
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

    fn write(&mut self, edits: impl Iterator<Item = Edit>, target: &Path) -> io::Result<NamedTempFile> {
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = tempfile::Builder::new().prefix(".beizhu-").suffix(".tmp").tempfile_in(folder)?;
        self.splice(edits, temporary.as_file())?;
        let model = fs::metadata(target).unwrap_or_else(|_| self.metadata.clone());
        own(temporary.as_file(), &model);
        temporary.as_file().set_permissions(model.permissions())?;
        Ok(temporary)
    }

    /// Writes the draft with its edits.
    pub(crate) fn splice(&mut self, edits: impl Iterator<Item = Edit>, to: impl Write) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut buffered = BufWriter::with_capacity(CHUNK, to);
        edit::splice(BufReader::with_capacity(CHUNK, &self.file), edits, &mut buffered)?;
        buffered.flush()
    }

    /// Refuses a draft that is no longer what was read.
    pub(crate) fn confirm(&self) -> Result<(), Unreadable> {
        if self.is_unchanged().map_err(|error| refused(&error))? { Ok(()) } else { Err(changed()) }
    }

    /// Whether the draft is still what was read.
    fn is_unchanged(&self) -> io::Result<bool> {
        let looks_alike = |now: &Metadata| {
            now.len() == self.metadata.len() && now.modified().ok() == self.metadata.modified().ok()
        };
        let mut now = File::open(&self.path)?;
        // while it was read, another file may have taken its place
        Ok(looks_alike(&now.metadata()?)
            && fingerprint(&mut now)? == self.fingerprint
            && looks_alike(&fs::metadata(&self.path)?))
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
        original.confirm()?;
        self.written.persist(&self.target).map_err(|error| unwritten(&error.error))?;
        sync_folder(&self.target);
        Ok(())
    }
}

/// Where a path leads; itself where nothing stands there yet.
pub(crate) fn followed(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        other => other,
    }
}

/// Tells whether anybody has written into the file: a matter of accidents, not of forgery.
fn fingerprint(file: &mut File) -> io::Result<u128> {
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Xxh3::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            length => hash.update(&chunk[..length]),
        }
    }
    Ok(hash.digest128())
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

//! A file that a report goes into: whole or not at all.

use std::{
    fs::{self, File, Permissions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::cli::{failure::Failure, replace::followed};

/// A report on its way into a file. Dropped, it leaves what stood there as it was.
pub(crate) struct ReportFile {
    path: PathBuf,
    /// What takes the place, and where that is; `None` for a device or a pipe, which is written to.
    waiting: Option<(NamedTempFile, PathBuf)>,
}

impl ReportFile {
    /// Opens a place for a report, with the writer that it is written by.
    pub(crate) fn open(path: &Path) -> Result<(Self, Box<dyn Write>), Failure> {
        let (waiting, file) = Self::create(path).map_err(|error| Failure::writing(path, &error))?;
        Ok((Self { path: path.to_owned(), waiting }, Box::new(BufWriter::new(file))))
    }

    fn create(path: &Path) -> io::Result<(Option<(NamedTempFile, PathBuf)>, File)> {
        let standing = match fs::metadata(path) {
            Ok(standing) if !standing.is_file() => return Ok((None, File::create(path)?)),
            Ok(standing) if standing.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(standing) => Some(standing.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let target = followed(path)?;
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".beizhu-").suffix(".tmp");
        let temporary = match (standing, for_everyone()) {
            (None, Some(permissions)) => builder.permissions(permissions).tempfile_in(folder)?,
            (None, None) => builder.tempfile_in(folder)?,
            (Some(permissions), _) => {
                let temporary = builder.tempfile_in(folder)?;
                temporary.as_file().set_permissions(permissions)?;
                temporary
            }
        };
        let file = temporary.reopen()?;
        Ok((Some((temporary, target)), file))
    }

    /// The path as the user gave it.
    pub(crate) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// Puts the report in its place.
    pub(crate) fn take_place(self) -> Result<(), Failure> {
        let Some((temporary, target)) = self.waiting else { return Ok(()) };
        temporary.persist(target).map_err(|error| Failure::writing(&self.path, &error.error))?;
        Ok(())
    }
}

/// What a new file is given, the user's own mask taken off.
#[cfg(unix)]
fn for_everyone() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn for_everyone() -> Option<Permissions> {
    None
}

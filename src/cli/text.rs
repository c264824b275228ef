//! Text files that a user writes: configuration, law, accepted findings.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use beizhu::phrase::Phrase;

use super::{failure::Failure, inputs::open_regular, record::digest};

/// The longest file that is read, in bytes. Nobody writes a longer one by hand.
const MOST: u64 = 16 << 20;

/// What stands in a file.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// Without a byte order mark.
    pub(crate) text: String,
    /// Of its bytes, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// The text of a file in UTF-8; `None` where no file stands there.
pub(crate) fn read(path: &Path) -> Result<Option<Text>, Failure> {
    if matches!(fs::metadata(path), Err(error) if error.kind() == io::ErrorKind::NotFound) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    open_regular(path)
        .and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
        .map_err(|error| Failure::reading(path, &error))?;
    decoded(path, &bytes).map(Some)
}

/// The text of these bytes, which `path` holds.
pub(crate) fn decoded(path: &Path, bytes: &[u8]) -> Result<Text, Failure> {
    if bytes.len() as u64 > MOST {
        return Err(too_long(path));
    }
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match str::from_utf8(unmarked) {
        Ok(text) => Ok(Text { text: text.to_owned(), sha256: digest(bytes) }),
        Err(error) => Err(not_utf8(path, unmarked, error.valid_up_to())),
    }
}

/// Line and column of a byte, from 1.
pub(crate) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn too_long(path: &Path) -> Failure {
    let (path, most) = (path.display(), MOST >> 20);
    Failure::new(
        Phrase::new(format!("{path} is too long"), format!("{path} 过大")),
        Phrase::new(
            format!("it holds more than {most} MB, and nobody writes that by hand"),
            format!("该文件超过{most} MB，不像是手工编写的文件"),
        ),
        Phrase::new("check that it is the file that is meant", "请检查是否指定了正确的文件"),
    )
}

/// A file in another encoding than UTF-8, at its first such byte.
fn not_utf8(path: &Path, bytes: &[u8], at: usize) -> Failure {
    let (line, column) = place(&String::from_utf8_lossy(&bytes[..at]), at);
    let place = format!("{}:{line}:{column}", path.display());
    Failure::new(
        Phrase::new(format!("{place}: the file cannot be read"), format!("{place}：无法读取该文件")),
        Phrase::new(
            "it is not written in UTF-8, but perhaps in GBK or UTF-16",
            "该文件不是 UTF-8 编码，可能是 GBK（ANSI）或 UTF-16",
        ),
        Phrase::new(
            "save it as UTF-8: editors offer it as `encoding` under `Save as`",
            "请用“另存为”，编码选 UTF-8",
        ),
    )
}

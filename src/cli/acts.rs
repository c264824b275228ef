//! The acts of a run: what is built in, with the announcements of the user's folders beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use beizhu::{
    law::{ControlList, LawError, LawFile},
    phrase::Phrase,
};

use super::{failure::Failure, text};

/// Every announcement in the folders.
pub(crate) fn files<'a>(folders: impl Iterator<Item = &'a PathBuf>) -> Result<Vec<LawFile>, Failure> {
    let mut files = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(folder).map_err(|error| Failure::reading(folder, &error))?;
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry.map_err(|error| Failure::reading(folder, &error))?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        if paths.is_empty() {
            return Err(no_announcement(folder));
        }
        for path in paths {
            let text = text::read(&path)?.ok_or_else(|| Failure::absent(&path))?;
            files.push(LawFile { path: path.display().to_string(), text });
        }
    }
    Ok(files)
}

/// The built-in law with such files beside it.
pub(crate) fn list(files: &[LawFile]) -> Result<ControlList, Failure> {
    ControlList::load(files).map_err(refusal)
}

/// That a file of the law cannot be used.
pub(crate) fn refusal(error: LawError) -> Failure {
    let place = format!("{}:{}:{}", error.file, error.line, error.column);
    Failure::new(
        Phrase::new(format!("{place}: the law cannot be read"), format!("{place}：无法读取法规文件")),
        error.message,
        Phrase::new(
            "correct the file; `beizhu law check` names every fault, and README shows a suspension in ten lines",
            "请更正该文件；beizhu law check 可列出全部问题，README 中有十行的暂停公告样例",
        ),
    )
}

fn no_announcement(folder: &Path) -> Failure {
    let folder = folder.display();
    Failure::new(
        Phrase::new(format!("{folder} holds no announcement"), format!("{folder} 中没有公告文件")),
        Phrase::new("an announcement is a file whose name ends in .toml", "公告文件的扩展名为 .toml"),
        Phrase::new("check the folder given with --law", "请检查 --law 指定的文件夹"),
    )
}

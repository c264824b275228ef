//! The acts of a run: what is built in, with the announcements of the user's folders beside it.

use std::path::{Path, PathBuf};

use beizhu::{
    law::{ControlList, LawError, LawFile},
    phrase::Phrase,
};

use super::{failure::Failure, tree::Tree};

/// Every announcement in the folders of a tree.
pub(crate) fn files<'a>(
    folders: impl Iterator<Item = &'a PathBuf>,
    tree: &mut Tree,
) -> Result<Vec<LawFile>, Failure> {
    let mut files = Vec::new();
    let mut work = Tree::Work;
    for folder in folders {
        // what lies outside of a repository is never staged in it
        let tree = if tree.reaches(folder) { &mut *tree } else { &mut work };
        let mut paths = tree.files(folder)?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        if paths.is_empty() {
            return Err(no_announcement(folder, tree));
        }
        for path in paths {
            let file = tree.read(&path)?.ok_or_else(|| Failure::absent(&path))?;
            files.push(LawFile { path: path.display().to_string(), text: file.text });
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

fn no_announcement(folder: &Path, tree: &Tree) -> Failure {
    let folder = folder.display();
    let cure = match tree {
        Tree::Work => Phrase::new("check the folder given with --law", "请检查 --law 指定的文件夹"),
        Tree::Index(_) => Phrase::new(
            "`git add` its announcements: with --staged only what is staged counts",
            "请对其中的公告执行 git add：--staged 时只有已暂存的内容起作用",
        ),
    };
    Failure::new(
        Phrase::new(format!("{folder} holds no announcement"), format!("{folder} 中没有公告文件")),
        Phrase::new("an announcement is a file whose name ends in .toml", "公告文件的扩展名为 .toml"),
        cure,
    )
}

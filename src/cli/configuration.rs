//! `beizhu.toml`: what a company settles once.

pub(crate) mod fault;
mod sheet;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use beizhu::{draft::dialect::Additions, finding::Severities, margin::Margins, phrase::Language};

use super::{
    arguments::{FailOn, RemarkLanguage},
    failure::Failure,
    selection::Selection,
    text,
    tree::Tree,
};

/// The name of the file.
pub(crate) const NAME: &str = "beizhu.toml";

/// The name of the file of accepted findings, unless the configuration has another.
pub(crate) const ACCEPTED: &str = "beizhu.accepted.toml";

/// What the file holds. Paths are relative to the current folder.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The file itself.
    pub(crate) path: Option<PathBuf>,
    /// The SHA-256 of its bytes.
    pub(crate) sha256: Option<String>,
    /// The line of each setting, by its name: `lang`, `near.default`.
    pub(crate) lines: BTreeMap<String, usize>,
    /// The margins, where the file has any.
    pub(crate) near: Option<Margins>,
    pub(crate) severities: Severities,
    pub(crate) remark_language: Option<RemarkLanguage>,
    /// Controlled dual-use items get their statement also where no act demands one.
    pub(crate) remark_always: bool,
    pub(crate) lang: Option<Language>,
    /// Folders of announcements.
    pub(crate) law: Vec<PathBuf>,
    pub(crate) max_law_age: Option<u32>,
    pub(crate) encoding: Option<String>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
    pub(crate) selection: Selection,
    /// The file of accepted findings, whether it is there or not; `None` where none is looked at.
    pub(crate) accepted: Option<PathBuf>,
    pub(crate) additions: Additions,
}

impl Configuration {
    /// The named file as it lies, else the nearest one of the tree from `folder` upwards, else what holds
    /// without any.
    pub(crate) fn find(named: Option<&Path>, folder: &Path, tree: &mut Tree) -> Result<Self, Failure> {
        if let Some(path) = named {
            let file = text::read(path)?.ok_or_else(|| Failure::absent(path))?;
            return sheet::read(path, &file);
        }
        for folder in folder.ancestors() {
            let path = folder.join(NAME);
            if let Some(file) = tree.read(&path)? {
                return sheet::read(&path, &file);
            }
        }
        Ok(Self { accepted: Some(PathBuf::from(ACCEPTED)), ..Self::none() })
    }

    /// What holds where no file is looked for.
    pub(crate) fn none() -> Self {
        Self {
            path: None,
            sha256: None,
            lines: BTreeMap::new(),
            near: None,
            severities: Severities::default(),
            remark_language: None,
            remark_always: false,
            lang: None,
            law: Vec::new(),
            max_law_age: None,
            encoding: None,
            fail_on: None,
            include: Vec::new(),
            exclude: Vec::new(),
            selection: Selection::default(),
            accepted: None,
            additions: Additions::default(),
        }
    }
}

//! Which files of folders are looked at: `include` and `exclude` in `beizhu.toml`, written as in
//! a `.gitignore` and counted from the folder of the file.

use std::path::{Path, PathBuf};

use beizhu::phrase::Phrase;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::failure::Failure;

/// The patterns of a configuration. What lies outside of its folder is none of their concern.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    root: PathBuf,
    include: Gitignore,
    exclude: Gitignore,
}

impl Default for Selection {
    fn default() -> Self {
        Self { root: PathBuf::new(), include: Gitignore::empty(), exclude: Gitignore::empty() }
    }
}

impl Selection {
    /// From the patterns of the configuration `config`.
    pub(crate) fn new(config: &Path, include: &[String], exclude: &[String]) -> Result<Self, Failure> {
        let folder =
            config.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = folder.canonicalize().map_err(|error| Failure::reading(folder, &error))?;
        let matcher = |patterns: &[String]| {
            let mut builder = GitignoreBuilder::new(&root);
            for pattern in patterns {
                builder.add_line(None, pattern).map_err(|error| malformed(config, pattern, &error))?;
            }
            builder.build().map_err(|error| malformed(config, &patterns.join(", "), &error))
        };
        let (include, exclude) = (matcher(include)?, matcher(exclude)?);
        Ok(Self { root, include, exclude })
    }

    /// Whether a folder is walked into. `path` is canonical, as below.
    pub(crate) fn enters(&self, path: &Path) -> bool {
        self.within(path).is_none_or(|path| !holds(&self.exclude, path, true))
    }

    /// Whether a file is looked at.
    pub(crate) fn takes(&self, path: &Path) -> bool {
        self.within(path).is_none_or(|path| {
            (self.include.is_empty() || holds(&self.include, path, false))
                && !holds(&self.exclude, path, false)
        })
    }

    fn within<'a>(&self, path: &'a Path) -> Option<&'a Path> {
        path.strip_prefix(&self.root).ok().filter(|path| !path.as_os_str().is_empty())
    }
}

/// Whether a pattern holds for a path or for a folder above it.
fn holds(patterns: &Gitignore, path: &Path, is_folder: bool) -> bool {
    patterns.matched_path_or_any_parents(path, is_folder).is_ignore()
}

fn malformed(config: &Path, pattern: &str, error: &ignore::Error) -> Failure {
    let config = config.display();
    Failure::new(
        Phrase::new(
            format!("{config}: `{pattern}` is not a pattern for paths"),
            format!("{config}：“{pattern}”不是有效的路径通配式"),
        ),
        Phrase::new(error.to_string(), format!("系统提示：{error}")),
        Phrase::new(
            "write it as in a .gitignore, such as `drafts/**/*.csv` or `archive/`",
            "写法与 .gitignore 相同，例如 drafts/**/*.csv 或 archive/",
        ),
    )
}

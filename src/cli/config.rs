//! `beizhu.toml`: what a company settles once.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use beizhu::{
    draft::dialect::{Additions, ColumnRole, Profile},
    near::near,
    phrase::{Language, Phrase},
};
use serde::Deserialize;
use toml::Spanned;

use super::{
    arguments::{FailOn, RemarkLanguage},
    failure::Failure,
    inputs::read_regular,
    selection::Selection,
};

/// The name of the file.
pub(crate) const NAME: &str = "beizhu.toml";

/// What the file holds.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file itself.
    pub(crate) path: Option<PathBuf>,
    /// The margin in percent, as it is written.
    pub(crate) near: Option<String>,
    pub(crate) remark_language: Option<RemarkLanguage>,
    /// Controlled dual-use items get their statement also where no act demands one.
    pub(crate) remark_always: bool,
    pub(crate) lang: Option<Language>,
    /// Folders of announcements, relative to the current folder.
    pub(crate) law: Vec<PathBuf>,
    pub(crate) encoding: Option<String>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) selection: Selection,
    pub(crate) additions: Additions,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sheet {
    near: Option<Spanned<toml::Value>>,
    remark_language: Option<RemarkLanguage>,
    #[serde(default)]
    remark_always: bool,
    lang: Option<Language>,
    #[serde(default)]
    law: Vec<PathBuf>,
    encoding: Option<String>,
    fail_on: Option<FailOn>,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, ColumnRole>,
    #[serde(default)]
    profile: Vec<Profile>,
}

impl Config {
    /// The named file, else the nearest one from `folder` upwards, else nothing.
    pub(crate) fn find(named: Option<&Path>, folder: &Path) -> Result<Self, Failure> {
        if let Some(path) = named {
            let text = read_regular(path).map_err(|error| Failure::reading(path, &error))?;
            return Self::parse(path, &text);
        }
        for folder in folder.ancestors() {
            let path = folder.join(NAME);
            match read_regular(&path) {
                Ok(text) => return Self::parse(&path, &text),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Failure::reading(&path, &error)),
            }
        }
        Ok(Self::default())
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        let sheet: Sheet = toml::from_str(text).map_err(|error| malformed(path, text, &error))?;
        let near = sheet.near.map(|near| {
            // a float would not be the number that is written
            let written = text.get(near.span()).unwrap_or_default();
            written.trim_matches(['"', '\'']).to_owned()
        });
        let folder = path.parent().unwrap_or(Path::new(""));
        Ok(Self {
            path: Some(path.to_owned()),
            near,
            remark_language: sheet.remark_language,
            remark_always: sheet.remark_always,
            lang: sheet.lang,
            law: sheet.law.iter().map(|law| folder.join(law)).collect(),
            encoding: sheet.encoding,
            fail_on: sheet.fail_on,
            selection: if sheet.include.is_empty() && sheet.exclude.is_empty() {
                Selection::default()
            } else {
                Selection::new(path, &sheet.include, &sheet.exclude)?
            },
            additions: Additions { columns: sheet.columns, profiles: sheet.profile },
        })
    }
}

fn malformed(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let place = format!("{}:{line}:{column}", path.display());
    let message = error.message();
    let cure = match nearest_name(message) {
        Some(name) => Phrase::new(format!("did you mean `{name}`?"), format!("是否想写“{name}”？")),
        None => Phrase::new(
            "`beizhu init` writes a file that shows every key",
            "beizhu init 可生成列出全部设置的样例",
        ),
    };
    Failure::new(
        Phrase::new(format!("{place}: the configuration cannot be read"), format!("{place}：无法读取配置")),
        Phrase::of_toml(message),
        cure,
    )
}

/// In "unknown field `neer`, expected one of `near`, `lang`": the expected name that is nearest.
fn nearest_name(message: &str) -> Option<&str> {
    if !message.starts_with("unknown ") {
        return None;
    }
    let mut names = message.split('`').skip(1).step_by(2);
    let written = names.next()?;
    near(written, names).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_is_the_number_that_is_written() {
        for (text, near) in [("near = 7.50", "7.50"), ("near = \"5\"", "5"), ("near = 10", "10")] {
            let config = Config::parse(Path::new("beizhu.toml"), text).expect(text);
            assert_eq!(config.near.as_deref(), Some(near));
        }
    }

    #[test]
    fn an_unknown_key_names_its_neighbour() {
        let message = "unknown field `remark_language`, expected one of `near`, `remark-language`, `lang`";
        assert_eq!(nearest_name(message), Some("remark-language"));
        assert_eq!(nearest_name("invalid type: `near`"), None);
    }
}

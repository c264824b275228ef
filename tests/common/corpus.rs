//! The corpus: goods lines with the determination that a careful colleague would make.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::civil::Date;
use serde::Deserialize;

use super::Line;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corpus {
    pub(crate) line: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) case: String,
    #[serde(default)]
    pub(crate) tariff_line: String,
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) specification: String,
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) on: Option<toml::value::Datetime>,
    pub(crate) expect: String,
    #[serde(default)]
    pub(crate) codes: Vec<String>,
    #[serde(default)]
    pub(crate) missing: Vec<String>,
    #[serde(default)]
    pub(crate) facts: Vec<Fact>,
    /// Why, for the reader; where a careful colleague could judge otherwise, it says so.
    #[serde(default)]
    pub(crate) why: Option<String>,
    #[serde(default)]
    pub(crate) disputable: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) parameter: String,
    #[serde(default)]
    pub(crate) low: Option<String>,
    #[serde(default)]
    pub(crate) high: Option<String>,
}

impl Case {
    pub(crate) fn line(&self) -> Line {
        Line {
            tariff_line: self.tariff_line.clone(),
            name: self.name.clone(),
            specification: self.specification.clone(),
            columns: self.columns.clone(),
        }
    }

    /// The date on which it is judged.
    pub(crate) fn on(&self) -> Date {
        let written = self.on.map_or_else(|| "2026-11-12".to_owned(), |on| on.to_string());
        written.parse().unwrap_or_else(|_| panic!("{}: {written} is no date", self.case))
    }
}

/// Every file of the corpus, with its name.
pub(crate) fn corpus() -> Vec<(String, Corpus)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the corpus").map(|file| file.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a readable file");
            let corpus = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, corpus)
        })
        .collect()
}

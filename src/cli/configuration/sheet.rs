//! The file as it is written: its keys are those of `schemas/beizhu.schema.json`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use beizhu::{
    draft::dialect::{Additions, ColumnRole, Profile},
    finding::{self, Fixed, Severities, Severity},
    margin::Margins,
    near::rather,
    number::Number,
    phrase::{Language, Phrase},
};
use serde::Deserialize;
use toml::{Spanned, de::DeTable, de::DeValue};

use super::{
    ACCEPTED, Configuration,
    fault::{malformed, wrong},
};
use crate::cli::{
    arguments::{FailOn, RemarkLanguage},
    failure::Failure,
    selection::Selection,
    settings::{USUAL_MARGIN, share},
    text::{Text, place},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sheet {
    #[serde(default)]
    near: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    #[serde(default)]
    severity: BTreeMap<Spanned<String>, Spanned<Weight>>,
    remark_language: Option<RemarkLanguage>,
    #[serde(default)]
    remark_always: bool,
    lang: Option<Language>,
    #[serde(default)]
    law: Vec<PathBuf>,
    max_law_age: Option<u32>,
    encoding: Option<String>,
    fail_on: Option<FailOn>,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    accepted: Option<PathBuf>,
    #[serde(default)]
    columns: BTreeMap<String, ColumnRole>,
    #[serde(default)]
    profile: Vec<Profile>,
}

/// How much a finding is to weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Weight {
    Error,
    Warning,
    Note,
    /// What no finding can be, and people will try.
    Off,
}

/// Reads what the file at `path` holds.
pub(super) fn read(path: &Path, file: &Text) -> Result<Configuration, Failure> {
    let text = file.text.as_str();
    let sheet: Sheet = toml::from_str(text).map_err(|error| malformed(path, text, &error))?;
    let at = Written { path, text };
    let folder = path.parent().unwrap_or(Path::new(""));
    Ok(Configuration {
        path: Some(path.to_owned()),
        sha256: Some(file.sha256.clone()),
        lines: at.lines(),
        near: at.margins(&sheet.near)?,
        severities: at.severities(&sheet.severity)?,
        remark_language: sheet.remark_language,
        remark_always: sheet.remark_always,
        lang: sheet.lang,
        law: sheet.law.iter().map(|law| folder.join(law)).collect(),
        max_law_age: sheet.max_law_age,
        encoding: sheet.encoding,
        fail_on: sheet.fail_on,
        selection: if sheet.include.is_empty() && sheet.exclude.is_empty() {
            Selection::default()
        } else {
            Selection::new(path, &sheet.include, &sheet.exclude)?
        },
        include: sheet.include,
        exclude: sheet.exclude,
        accepted: Some(folder.join(sheet.accepted.unwrap_or_else(|| PathBuf::from(ACCEPTED)))),
        additions: Additions { columns: sheet.columns, profiles: sheet.profile },
    })
}

/// The file, for what has to be read off its text.
struct Written<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Written<'_> {
    fn wrong(&self, byte: usize, why: Phrase, cure: Phrase) -> Failure {
        wrong(self.path, self.text, byte, why, cure)
    }

    /// `[near]`: percentages by parameter. Whether there is such a parameter the law says.
    fn margins(
        &self,
        near: &BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    ) -> Result<Option<Margins>, Failure> {
        let usual = share(USUAL_MARGIN).map_err(|(why, cure)| self.wrong(0, why, cure))?;
        let mut margins = Margins::new(usual);
        for (name, value) in near {
            let share = self.percent(value)?;
            match name.get_ref().as_str() {
                "default" => margins.usual = share,
                parameter => {
                    margins.own.insert(parameter.to_owned(), share);
                }
            }
        }
        Ok((!near.is_empty()).then_some(margins))
    }

    fn percent(&self, value: &Spanned<toml::Value>) -> Result<Number, Failure> {
        let span = value.span();
        // a float would not be the number that is written
        let written = self.text.get(span.clone()).unwrap_or_default();
        share(written).map_err(|(why, cure)| self.wrong(span.start, why, cure))
    }

    fn severities(
        &self,
        written: &BTreeMap<Spanned<String>, Spanned<Weight>>,
    ) -> Result<Severities, Failure> {
        let mut severities = Severities::default();
        for (name, weight) in written {
            let severity = match weight.get_ref() {
                Weight::Error => Severity::Error,
                Weight::Warning => Severity::Warning,
                Weight::Note => Severity::Note,
                Weight::Off => return Err(self.never_off(name, weight.span().start)),
            };
            severities.set(name.get_ref(), severity).map_err(|fixed| match fixed {
                Fixed::Unknown => self.unknown_finding(name),
                Fixed::Error => self.stays_error(name, weight.span().start),
            })?;
        }
        Ok(severities)
    }

    fn unknown_finding(&self, name: &Spanned<String>) -> Failure {
        let known: Vec<&str> = finding::ALL.iter().map(|check| check.name).collect();
        let written = name.get_ref();
        self.wrong(
            name.span().start,
            Phrase::new(format!("no finding is called `{written}`"), format!("没有名为“{written}”的检查项")),
            rather(written, &known),
        )
    }

    fn stays_error(&self, name: &Spanned<String>, at: usize) -> Failure {
        let name = name.get_ref();
        self.wrong(
            at,
            Phrase::new(
                format!("`{name}` is an error, and stays one: customs would reject the goods line, or the law forbids it"),
                format!("“{name}”属于错误，不能降级：海关会退单，或法规不允许"),
            ),
            Phrase::new(
                "take this line out; --fail-on and --exit-zero decide what makes the exit status 1",
                "请删除此行；返回状态由 --fail-on 和 --exit-zero 决定",
            ),
        )
    }

    fn never_off(&self, name: &Spanned<String>, at: usize) -> Failure {
        let name = name.get_ref();
        self.wrong(
            at,
            Phrase::new(
                "no finding can be switched off: goods that nobody looked at would pass for clear",
                "检查项不能关闭：否则无人看过的货物会被当作不受管制",
            ),
            Phrase::new(
                format!("write \"note\", or accept single findings: `beizhu explain {name}`, `beizhu check --accept`"),
                format!("请写 \"note\"，或逐条接受：beizhu explain {name}，beizhu check --accept"),
            ),
        )
    }

    /// The line of each setting. The text has been read as TOML before.
    fn lines(&self) -> BTreeMap<String, usize> {
        let mut lines = BTreeMap::new();
        let Ok(table) = DeTable::parse(self.text) else { return lines };
        let line = |at: usize| place(self.text, at).0;
        for (key, value) in table.get_ref().iter() {
            let key_line = line(key.span().start);
            match value.get_ref() {
                DeValue::Table(settings) => {
                    for name in settings.keys() {
                        lines
                            .insert(format!("{}.{}", key.get_ref(), name.get_ref()), line(name.span().start));
                    }
                }
                DeValue::Array(elements) if key.get_ref() == "profile" => {
                    for (index, element) in elements.iter().enumerate() {
                        lines.insert(format!("profile.{index}"), line(element.span().start));
                    }
                }
                _ => {
                    lines.insert(key.get_ref().to_string(), key_line);
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Text {
        Text { text: text.to_owned(), ..Text::default() }
    }

    #[test]
    fn a_margin_is_the_number_that_is_written() {
        for (text, usual, density) in [
            ("[near]\ndefault = 7.50", "3/40", "3/40"),
            ("near.default = 5", "1/20", "1/20"),
            ("near = { gravimetric-energy-density = 2.5 }", "1/10", "1/40"),
        ] {
            let read = read(Path::new("beizhu.toml"), &file(text)).expect(text);
            let margins = read.near.expect("margins");
            assert_eq!(margins.usual, usual.parse().expect(usual), "{text}");
            assert_eq!(*margins.of("gravimetric-energy-density"), density.parse().expect(density), "{text}");
        }
    }

    #[test]
    fn settings_have_lines() {
        let text = "lang = \"zh\"\n\n[near]\ndefault = 5\n[columns]\n\"税目\" = \"tariff-line\"\n";
        let lines = read(Path::new("beizhu.toml"), &file(text)).expect(text).lines;
        let expected = [("lang", 1), ("near.default", 4), ("columns.税目", 6)];
        assert_eq!(lines, expected.map(|(name, line)| (name.to_owned(), line)).into());
    }
}

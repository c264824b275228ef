//! `beizhu config`: each setting that holds, and where it comes from.

use std::path::Path;

use beizhu::{
    finding::{self, Severity},
    margin::in_percent,
    phrase::{Language, Phrase},
    report::printable,
};
use serde::Serialize;

use super::{
    Ending,
    arguments::{Config, ListFormat, RemarkLanguage},
    configuration::Configuration,
    failure::Failure,
    settings::Settings,
    to_stdout,
};

pub(crate) fn run(command: Config) -> Result<Ending, Failure> {
    let settings = Settings::of(&command.general, &command.judging, command.fail_on)?;
    let rows = rows(&command, &settings);
    let text = match command.output_format {
        ListFormat::Text => text(&rows, settings.language),
        ListFormat::Json => {
            let sheet = Sheet { version: 1, file: settings.configuration.path.as_deref(), settings: &rows };
            let json =
                serde_json::to_string_pretty(&sheet).map_err(|error| Failure::output(&error.into()))?;
            json + "\n"
        }
    };
    to_stdout(text.as_bytes())
}

#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    /// The configuration that was read.
    file: Option<&'a Path>,
    settings: &'a [Row],
}

/// A setting that holds.
#[derive(Debug, Serialize)]
struct Row {
    /// As it is called in `beizhu.toml`; `on` stands on the command line only.
    name: String,
    value: String,
    #[serde(flatten)]
    origin: Origin,
}

/// Where a setting comes from.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
enum Origin {
    Default,
    File { line: usize, path: String },
    CommandLine,
}

/// The rows of the settings, in the order of `schemas/beizhu.schema.json`.
fn rows(command: &Config, settings: &Settings) -> Vec<Row> {
    let Config { judging, general, .. } = command;
    let configuration = &settings.configuration;
    let mut table = Table { configuration, rows: Vec::new() };
    let margin = &settings.policy.margin;
    table.add("near.default", format!("{} %", in_percent(&margin.usual)), judging.near.is_some());
    for (name, share) in &margin.own {
        table.add(&format!("near.{name}"), format!("{} %", in_percent(share)), false);
    }
    for check in finding::ALL {
        let severity = settings.policy.severities.of(check.name, check.severity);
        table.add(&format!("severity.{}", check.name), severity.word(), false);
    }
    let remark_language = judging.remark_language.or(configuration.remark_language);
    let remark_language = match remark_language.unwrap_or(RemarkLanguage::Auto) {
        RemarkLanguage::Auto => "auto",
        RemarkLanguage::En => "en",
        RemarkLanguage::Zh => "zh",
    };
    table.add("remark-language", remark_language, judging.remark_language.is_some());
    let always = if settings.policy.remark_always { "true" } else { "false" };
    table.add("remark-always", always, false);
    table.add("lang", settings.language.pick("en", "zh"), general.speech.lang.is_some());
    let on = settings.policy.on.map_or_else(
        || settings.language.pick("the draft's own date, else today", "草单所载日期，否则为今天").to_owned(),
        |on| on.to_string(),
    );
    table.add("on", on, judging.on.is_some());
    let of_file = configuration.law.iter().map(|folder| (folder, false));
    for (folder, is_argument) in of_file.chain(general.law.iter().map(|folder| (folder, true))) {
        table.add("law", folder.display().to_string(), is_argument);
    }
    let age = settings.policy.max_law_age;
    table.add("max-law-age", age.map_or_else(|| "—".to_owned(), |days| days.to_string()), false);
    let encoding = settings.encoding.map_or("auto", encoding_rs::Encoding::name);
    table.add("encoding", encoding, judging.encoding.is_some());
    table.add("fail-on", Severity::word(settings.fail_on), command.fail_on.is_some());
    for (name, patterns) in [("include", &configuration.include), ("exclude", &configuration.exclude)] {
        for pattern in patterns {
            table.add(name, pattern.clone(), false);
        }
    }
    let accepted = configuration.accepted.as_ref();
    let accepted = accepted.map_or_else(|| "—".to_owned(), |path| path.display().to_string());
    table.add("accepted", accepted, general.isolated);
    for (heading, role) in &configuration.additions.columns {
        table.add(&format!("columns.{heading}"), role.word(), false);
    }
    for (index, profile) in configuration.additions.profiles.iter().enumerate() {
        table.add(&format!("profile.{index}"), profile.name.clone(), false);
    }
    table.rows
}

struct Table<'a> {
    configuration: &'a Configuration,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn add(&mut self, name: &str, value: impl Into<String>, is_argument: bool) {
        let line = self.configuration.lines.get(name);
        let origin = match (line, &self.configuration.path) {
            _ if is_argument => Origin::CommandLine,
            (Some(line), Some(path)) => Origin::File { line: *line, path: path.display().to_string() },
            _ => Origin::Default,
        };
        self.rows.push(Row { name: name.to_owned(), value: value.into(), origin });
    }
}

fn text(rows: &[Row], language: Language) -> String {
    let width = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| textwrap::core::display_width(text)).max().unwrap_or(0)
    };
    let names = width(&mut rows.iter().map(|row| &row.name));
    let values = width(&mut rows.iter().map(|row| &row.value)).min(32);
    let padded = |text: &str, width: usize| {
        let fill = width.saturating_sub(textwrap::core::display_width(text));
        format!("{}{}", printable(text), " ".repeat(fill))
    };
    let line = |row: &Row| {
        let origin = match &row.origin {
            Origin::Default => Phrase::new("default", "默认"),
            Origin::CommandLine => Phrase::new("command line", "命令行"),
            Origin::File { path, line } => {
                let place = format!("{}:{line}", printable(path));
                Phrase::new(&place, &place)
            }
        };
        let origin = origin.in_language(language);
        format!("{}  {}  {origin}\n", padded(&row.name, names), padded(&row.value, values))
    };
    rows.iter().map(line).collect()
}

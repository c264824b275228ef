//! What arguments, configuration, locale and clock settle together.

use std::{
    env,
    ffi::OsString,
    fs,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
    string::FromUtf8Error,
};

use beizhu::{
    Examiner, Policy,
    draft::{Charset, Dialects, Reading},
    explain::Setting,
    finding::Severity,
    law::{ControlList, LawFile},
    near::near,
    number::Number,
    phrase::{Language, Phrase},
    report::View,
};
use clap::ValueEnum;
use encoding_rs::Encoding;
use jiff::{Zoned, civil::Date};

use super::{
    arguments::{Colour, FailOn, General, Judging, MessageLanguage, Speech},
    config::Config,
    failure::{Failure, complain},
    inputs::open_regular,
    selection::Selection,
};

/// What a run needs beside its inputs.
pub(crate) struct Settings {
    pub(crate) examiner: Examiner,
    pub(crate) policy: Policy,
    pub(crate) dialects: Dialects,
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) language: Language,
    pub(crate) fail_on: Severity,
    pub(crate) colour: Colour,
    pub(crate) is_verbose: bool,
    pub(crate) selection: Selection,
}

impl Settings {
    /// What `explain` and `list` tell by.
    pub(crate) fn telling(&self) -> Setting<'_> {
        Setting {
            law: &self.examiner.law,
            on: self.policy.on.unwrap_or(self.policy.today),
            margin: &self.policy.margin,
            language: self.language,
            width: width(),
        }
    }

    /// Settles everything.
    pub(crate) fn of(general: &General, judging: &Judging, fail_on: Option<FailOn>) -> Result<Self, Failure> {
        let asked = general.speech.lang.map(Language::from);
        let early = asked.unwrap_or_else(locale);
        let folder = env::current_dir().map_err(|error| Failure::reading(Path::new("."), &error))?;
        let config =
            Config::find(general.config.as_deref(), &folder).map_err(|failure| failure.in_language(early))?;
        let language = asked.or(config.lang).unwrap_or(early);
        Self::with(general, judging, fail_on, config, language)
            .map_err(|failure| failure.in_language(language))
    }

    fn with(
        general: &General,
        judging: &Judging,
        fail_on: Option<FailOn>,
        config: Config,
        language: Language,
    ) -> Result<Self, Failure> {
        if let Some(path) = config.path.as_ref().filter(|_| general.verbose) {
            let path = path.display();
            complain(&language.pick(format!("configuration: {path}"), format!("配置：{path}")));
        }
        let policy = Policy {
            on: judging.on.as_deref().map(date).transpose()?,
            today: Zoned::now().date(),
            margin: margin(judging.near.as_deref().or(config.near.as_deref()).unwrap_or("10"))?,
            remark_language: judging.remark_language.or(config.remark_language).and_then(Into::into),
            remark_always: config.remark_always,
        };
        let encoding =
            judging.encoding.as_deref().or(config.encoding.as_deref()).map(encoding).transpose()?;
        let law = law(config.law.iter().chain(&general.law), language)?;
        Ok(Self {
            examiner: Examiner::new(law),
            policy,
            dialects: Dialects::embedded().with(&config.additions),
            encoding,
            language,
            fail_on: fail_on.or(config.fail_on).map_or(Severity::Warning, Severity::from),
            colour: general.color,
            is_verbose: general.verbose,
            selection: config.selection,
        })
    }

    /// How drafts are read; `is_parameter` is the examiner's.
    pub(crate) fn reading<'a>(
        &'a self,
        is_parameter: &'a dyn Fn(&str) -> bool,
        add_remarks_column: bool,
    ) -> Reading<'a> {
        Reading { dialects: &self.dialects, encoding: self.encoding, is_parameter, add_remarks_column }
    }

    /// How reports are shown.
    pub(crate) fn view(&self, to_terminal: bool, only_findings: bool, quiet: bool) -> View<'_> {
        View {
            law: &self.examiner.law,
            policy: &self.policy,
            language: self.language,
            width: width(),
            colour: self.shows_colour(to_terminal),
            all_items: false,
            only_findings,
            quiet,
            fail_on: self.fail_on,
            all: false,
        }
    }

    fn shows_colour(&self, to_terminal: bool) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                to_terminal && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        }
    }
}

/// How many columns a report takes: those of the terminal, within what is pleasant to read. What goes
/// through a pipe is read on the terminal too.
pub(crate) fn width() -> usize {
    let is_seen = io::stdout().is_terminal() || io::stderr().is_terminal();
    if is_seen { textwrap::termwidth().clamp(40, 120) } else { 100 }
}

/// The language of messages before any configuration is read.
pub(crate) fn language_of(speech: &Speech) -> Language {
    speech.lang.map_or_else(locale, Language::from)
}

/// The language of messages before the arguments are understood.
pub(crate) fn language_asked(arguments: impl Iterator<Item = OsString>) -> Language {
    let arguments: Vec<String> = arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .take_while(|argument| argument != "--")
        .collect();
    let of = |at: usize| match arguments[at].strip_prefix("--lang") {
        Some("") => arguments.get(at + 1).map(String::as_str),
        Some(value) => value.strip_prefix('='),
        None => None,
    };
    let asked = (0..arguments.len()).rev().find_map(of);
    asked.and_then(|name| MessageLanguage::from_str(name, false).ok()).map_or_else(locale, Language::from)
}

fn locale() -> Language {
    let is_chinese =
        sys_locale::get_locale().is_some_and(|locale| locale.to_ascii_lowercase().starts_with("zh"));
    if is_chinese { Language::Zh } else { Language::En }
}

/// A date as people type it on a command line: nothing is guessed.
pub(crate) fn date(text: &str) -> Result<Date, Failure> {
    let is_shaped = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
    text.parse().ok().filter(|_| is_shaped).ok_or_else(|| {
        Failure::new(
            Phrase::new(format!("--on: `{text}` is not a date"), format!("--on：“{text}”不是日期")),
            Phrase::default(),
            Phrase::new("write year, month and day, such as 2026-11-12", "请写年月日，例如 2026-11-12"),
        )
    })
}

fn margin(percent: &str) -> Result<Number, Failure> {
    let hundred = Number::from(100);
    let number: Option<Number> = percent.trim_end_matches('%').trim().parse().ok();
    number
        .filter(|number| *number >= Number::from(0) && *number <= hundred)
        .and_then(|number| number.over(&hundred))
        .ok_or_else(|| {
            Failure::new(
                Phrase::new(
                    format!("near: `{percent}` is not a percentage"),
                    format!("near：“{percent}”不是百分比"),
                ),
                Phrase::default(),
                Phrase::new(
                    "write a decimal number from 0 to 100, such as 10 or 7.5",
                    "请写0到100之间的小数，例如 10 或 7.5",
                ),
            )
        })
}

/// The names of encodings that people mean when they mistype one.
const ENCODINGS: [&str; 10] = [
    "UTF-8",
    "GBK",
    "GB18030",
    "GB2312",
    "Big5",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "ISO-8859-1",
    "ASCII",
];

fn encoding(name: &str) -> Result<&'static Encoding, Failure> {
    Encoding::for_label(name.as_bytes()).filter(|encoding| Charset::supports(encoding)).ok_or_else(|| {
        let cure = match near(name, ENCODINGS).first() {
            Some(near) => Phrase::new(format!("did you mean `{near}`?"), format!("是否想写“{near}”？")),
            None => Phrase::new(
                "use one of UTF-8, GBK, GB18030, Big5, UTF-16LE, UTF-16BE, or a single-byte encoding",
                "可用 UTF-8、GBK、GB18030、Big5、UTF-16LE、UTF-16BE 或单字节编码",
            ),
        };
        Failure::new(
            Phrase::new(
                format!("encoding: `{name}` is not one that drafts can be read in"),
                format!("encoding：不支持“{name}”编码"),
            ),
            Phrase::default(),
            cure,
        )
    })
}

/// A file of the law in another encoding than UTF-8, at its first such byte.
fn not_utf8(path: &Path, error: &FromUtf8Error) -> Failure {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let place = format!("{}:{line}:{column}", path.display());
    Failure::new(
        Phrase::new(format!("{place}: the law cannot be read"), format!("{place}：无法读取法规文件")),
        Phrase::new("it is not written in UTF-8", "该文件不是 UTF-8 编码"),
        Phrase::new("save it as UTF-8", "请另存为 UTF-8 编码"),
    )
}

/// The built-in law with every announcement of the folders beside it.
fn law<'a>(folders: impl Iterator<Item = &'a PathBuf>, language: Language) -> Result<ControlList, Failure> {
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
            let folder = folder.display();
            return Err(Failure::new(
                Phrase::new(format!("{folder} holds no announcement"), format!("{folder} 中没有公告文件")),
                Phrase::new("an announcement is a file whose name ends in .toml", "公告文件的扩展名为 .toml"),
                Phrase::new("check the folder given with --law", "请检查 --law 指定的文件夹"),
            ));
        }
        for path in paths {
            let mut bytes = Vec::new();
            open_regular(&path)
                .and_then(|mut file| file.read_to_end(&mut bytes))
                .map_err(|error| Failure::reading(&path, &error))?;
            let text = String::from_utf8(bytes).map_err(|error| not_utf8(&path, &error))?;
            files.push(LawFile { path: path.display().to_string(), text });
        }
    }
    ControlList::load(&files).map_err(|error| {
        let place = format!("{}:{}:{}", error.file, error.line, error.column);
        let failure = Failure::new(
            Phrase::new(format!("{place}: the law cannot be read"), format!("{place}：无法读取法规文件")),
            error.message,
            Phrase::new(
                "correct the file; README shows a suspension in ten lines",
                "请更正该文件；README 中有十行的暂停公告样例",
            ),
        );
        failure.in_language(language)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_arguments_are_understood() {
        let asked = |line: &str| language_asked(line.split(' ').map(OsString::from));
        for (line, language) in [
            ("beizhu --lang zh --halp", Language::Zh),
            ("beizhu chekc --lang=zh", Language::Zh),
            ("beizhu --lang zh check --lang en", Language::En),
        ] {
            assert_eq!(asked(line), language, "{line}");
        }
        for line in ["beizhu check", "beizhu check --lang", "beizhu check -- --lang zh", "beizhu --lang xx"] {
            assert_eq!(asked(line), locale(), "{line}");
        }
    }
}

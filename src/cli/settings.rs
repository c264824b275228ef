//! What arguments, configuration, locale and clock settle together.

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::Path,
};

use beizhu::{
    Examiner, Policy,
    draft::{Charset, Dialects, Reading},
    explain::Setting,
    finding::Severity,
    law::{ControlList, LawFile},
    margin::Margins,
    near::{near, rather},
    number::Number,
    phrase::{Language, Phrase},
    report::View,
};
use clap::ValueEnum;
use encoding_rs::Encoding;
use jiff::{Timestamp, civil::Date, tz};

use super::{
    acts,
    arguments::{Colour, FailOn, General, Judging, MessageLanguage, Speech},
    configuration::{self, Configuration},
    failure::{Failure, complain},
    tree::Tree,
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
    /// The files of the law that the user supplies.
    pub(crate) law_files: Vec<LawFile>,
    pub(crate) configuration: Configuration,
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
        Self::in_tree(&mut Tree::Work, general, judging, fail_on)
    }

    /// Settles everything, by the files of a tree where the command line does not name others.
    pub(crate) fn in_tree(
        tree: &mut Tree,
        general: &General,
        judging: &Judging,
        fail_on: Option<FailOn>,
    ) -> Result<Self, Failure> {
        let (configuration, language) = configured(general, tree)?;
        Self::with(tree, general, judging, fail_on, configuration, language)
            .map_err(|failure| failure.in_language(language))
    }

    fn with(
        tree: &mut Tree,
        general: &General,
        judging: &Judging,
        fail_on: Option<FailOn>,
        configuration: Configuration,
        language: Language,
    ) -> Result<Self, Failure> {
        if let Some(path) = configuration.path.as_ref().filter(|_| general.verbose) {
            let path = path.display();
            complain(&language.pick(format!("configuration: {path}"), format!("配置：{path}")));
        }
        let law_files = law_files(&configuration, general, tree)?;
        let law = acts::list(&law_files)?;
        check_margins(&configuration, &law)?;
        let margin = match (&judging.near, &configuration.near) {
            (None, Some(margins)) => margins.clone(),
            (near, _) => margins(near.as_deref().unwrap_or(USUAL_MARGIN))?,
        };
        let policy = Policy {
            on: judging.on.as_deref().map(date).transpose()?,
            today: today_in_china(),
            margin,
            severities: configuration.severities.clone(),
            max_law_age: configuration.max_law_age,
            remark_language: judging.remark_language.or(configuration.remark_language).and_then(Into::into),
            remark_always: configuration.remark_always,
        };
        let encoding =
            judging.encoding.as_deref().or(configuration.encoding.as_deref()).map(encoding).transpose()?;
        Ok(Self {
            examiner: Examiner::new(law),
            policy,
            dialects: Dialects::embedded().with(&configuration.additions),
            encoding,
            language,
            fail_on: fail_on.or(configuration.fail_on).map_or(Severity::Warning, Severity::from),
            colour: general.color,
            is_verbose: general.verbose,
            law_files,
            configuration,
        })
    }

    /// How drafts are read; `is_parameter` is the examiner's.
    pub(crate) fn reading<'a>(&'a self, is_parameter: &'a dyn Fn(&str) -> bool) -> Reading<'a> {
        Reading { encoding: self.encoding, ..Reading::new(&self.dialects, is_parameter) }
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

/// The configuration of a run, and the language of its messages.
fn configured(general: &General, tree: &mut Tree) -> Result<(Configuration, Language), Failure> {
    let asked = general.speech.lang.map(Language::from);
    let early = asked.unwrap_or_else(locale);
    let folder = env::current_dir().map_err(|error| Failure::reading(Path::new("."), &error))?;
    let configuration = match general.isolated {
        true => Ok(Configuration::none()),
        false => Configuration::find(general.config.as_deref(), &folder, tree),
    };
    let configuration = configuration.map_err(|failure| failure.in_language(early))?;
    let language = asked.or(configuration.lang).unwrap_or(early);
    Ok((configuration, language))
}

/// The files of the law that the configuration names, in a tree, and those that the command line does.
fn law_files(
    configuration: &Configuration,
    general: &General,
    tree: &mut Tree,
) -> Result<Vec<LawFile>, Failure> {
    let mut files = acts::files(configuration.law.iter(), tree)?;
    files.extend(acts::files(general.law.iter(), &mut Tree::Work)?);
    Ok(files)
}

/// The files of the law that the user supplies, be they law or not, and the language of messages.
pub(crate) fn supplied_law(general: &General) -> Result<(Vec<LawFile>, Language), Failure> {
    let (configuration, language) = configured(general, &mut Tree::Work)?;
    let files = law_files(&configuration, general, &mut Tree::Work);
    files.map(|files| (files, language)).map_err(|failure| failure.in_language(language))
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

/// The margin in percent where nobody says another. A policy: no law says it.
pub(crate) const USUAL_MARGIN: &str = "10";

/// A percentage as a share; why it is none, and what to write.
pub(crate) fn share(percent: &str) -> Result<Number, (Phrase, Phrase)> {
    let hundred = Number::from(100);
    let number: Option<Number> = percent.trim_end_matches('%').trim().parse().ok();
    let is_one = |number: &Number| *number >= Number::from(0) && *number <= hundred;
    number.filter(is_one).and_then(|number| number.over(&hundred)).ok_or_else(|| {
        (
            Phrase::new(format!("`{percent}` is not a percentage"), format!("“{percent}”不是百分比")),
            Phrase::new(
                "write a decimal number from 0 to 100, such as 10 or 7.5",
                "请写0到100之间的小数，例如 10 或 7.5",
            ),
        )
    })
}

/// The margin of `--near`: it is that of every parameter.
fn margins(percent: &str) -> Result<Margins, Failure> {
    let share = share(percent).map_err(|(what, cure)| {
        let what = Phrase::new(format!("--near: {}", what.en), format!("--near：{}", what.zh));
        Failure::new(what, Phrase::default(), cure)
    })?;
    Ok(Margins::new(share))
}

/// Refuses margins of parameters on which the law sets no limit.
fn check_margins(configuration: &Configuration, law: &ControlList) -> Result<(), Failure> {
    let known = law.limited_parameters();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let margins = configuration.near.iter().flat_map(|margins| margins.own.keys());
    let Some(name) = margins.into_iter().find(|name| !known.contains(&name.as_str())) else { return Ok(()) };
    let path = configuration.path.as_deref().unwrap_or(Path::new(configuration::NAME)).display();
    let line = configuration.lines.get(&format!("near.{name}")).copied().unwrap_or(1);
    Err(Failure::new(
        Phrase::new(
            format!("{path}:{line}: the file cannot be used"),
            format!("{path}:{line}：无法使用该文件"),
        ),
        Phrase::new(
            format!("the law sets no limit on a parameter called `{name}`"),
            format!("法规没有对名为“{name}”的参数规定限值"),
        ),
        rather(name, &known),
    ))
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

/// The date in China, wherever the computer stands: its law decides, and its customs take the declaration.
fn today_in_china() -> Date {
    Timestamp::now().to_zoned(tz::TimeZone::fixed(tz::offset(8))).date()
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

//! The arguments, from which help, completions and the manual page are made too.

use std::path::{Path, PathBuf};

use beizhu::{finding::Severity, phrase::Language};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Judges the goods lines of Chinese export declarations under dual-use export control and writes
/// the remarks column (备注).
#[derive(Debug, Parser)]
#[command(name = "beizhu", version, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be checked."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) speech: Speech,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the program speaks to its user.
#[derive(Debug, Args)]
pub(crate) struct Speech {
    /// The language of messages; else that of the locale
    #[arg(long, value_name = "LANGUAGE", value_enum, global = true)]
    pub(crate) lang: Option<MessageLanguage>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report what the law makes of each goods line; change nothing
    Check(Check),
    /// Write the remarks that are due, in place, and list each change
    Fix(Fix),
    /// Explain a finding, a control code, a tariff line, an announcement, a parameter, or a goods line
    /// (FILE:ITEM)
    Explain(Explain),
    /// List the control entries with their limits, tariff lines and standing on a date
    List(List),
    /// Look after the law itself
    #[command(subcommand)]
    Law(Law),
    /// Write a commented beizhu.toml into the current folder
    Init,
    /// Say which determinations differ from recorded ones, or would be on another day or by other law
    Recheck(Recheck),
    /// Show each setting that holds, and where it comes from
    Config(Config),
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Write what now stands into the file of accepted findings, to be reasoned
    #[arg(long, conflicts_with_all = ["isolated", "staged"])]
    pub(crate) accept: bool,
    /// Check what is staged in the git repository, and not the files: all of it, or what of it lies
    /// at PATH; by beizhu.toml and accepted findings as they are staged
    #[arg(long, conflicts_with = "stdin_filename")]
    pub(crate) staged: bool,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) general: General,
}

#[derive(Debug, Args)]
pub(crate) struct Fix {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Print a unified diff that `git apply` takes, and write nothing
    #[arg(long, conflicts_with_all = ["output", "output_file", "record"])]
    pub(crate) diff: bool,
    /// Write the fixed draft there and leave the original as it is; `-` is the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Give a CSV without a remarks column one
    #[arg(long)]
    pub(crate) add_remarks_column: bool,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) general: General,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A finding, a control code, a tariff line, an announcement, a parameter, or FILE:ITEM
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) general: General,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
    pub(crate) output_format: ListFormat,
    /// Write the list there instead of the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) output_file: Option<PathBuf>,
    /// The date; else today
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// Only the entries whose standing on this date is another one
    #[arg(long, value_name = "DATE")]
    pub(crate) diff: Option<String>,
    #[command(flatten)]
    pub(crate) general: General,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Law {
    /// Name what is wrong or out of date in the acts; exit 1 if anything is
    Check(LawCheck),
}

#[derive(Debug, Args)]
pub(crate) struct LawCheck {
    /// The date; else today
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// How many days may have passed since published acts were last read
    #[arg(long, value_name = "DAYS")]
    pub(crate) max_age: Option<i64>,
    #[command(flatten)]
    pub(crate) general: General,
}

#[derive(Debug, Args)]
pub(crate) struct Recheck {
    /// Drafts, or folders in which to look for drafts
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// A JSON report, or a file that --record wrote; else each draft is compared with itself on its own
    /// day, by the law without --law
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,
    /// Judge on this date (YYYY-MM-DD) now; else on the draft's own date, else today
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// As of `check`
    #[arg(long, value_name = "PERCENT")]
    pub(crate) near: Option<String>,
    /// The encoding of the drafts, where it is told wrongly
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
    pub(crate) output_format: ListFormat,
    /// Write it there instead of the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) output_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) general: General,
}

#[derive(Debug, Args)]
pub(crate) struct Config {
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
    pub(crate) output_format: ListFormat,
    /// As of `check`
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) general: General,
}

/// What is read.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Drafts, or folders in which to look for drafts; `-` is the standard input; else the current
    /// folder
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Treat files that are named like those of folders: pass over what is no declaration and what
    /// beizhu.toml leaves out, and be content with nothing (for hooks)
    #[arg(long)]
    pub(crate) pass_over: bool,
    /// What the draft on the standard input is called
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    /// How many threads share the work
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: u16,
}

impl Inputs {
    /// The paths to follow.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        let here = self.paths.is_empty().then_some(Path::new("."));
        here.into_iter().chain(self.paths.iter().map(PathBuf::as_path))
    }
}

/// How findings are shown and counted.
#[derive(Debug, Args)]
pub(crate) struct Reporting {
    /// How to show the report [default: text, or what the name of --output-file ends in]
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) output_format: Option<ReportFormat>,
    /// Write the report there instead of the standard output, in the format that the name ends in:
    /// .html, .csv, .txt, .json, .sarif, .xml (junit). Several times: one report in several formats;
    /// `-` is the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) output_file: Vec<PathBuf>,
    /// Append to this file what was known: drafts and law by SHA-256, determinations, edits
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Show goods lines of no control entry's kind too
    #[arg(long)]
    pub(crate) all_items: bool,
    /// Show each place of a finding, and not only the first few
    #[arg(long)]
    pub(crate) all: bool,
    /// Show only goods lines with findings, and no sums
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// End with 0 whatever is found
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// The least that makes the exit status 1 [default: warning]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
}

/// How goods lines are read and judged.
#[derive(Debug, Args)]
pub(crate) struct Judging {
    /// Judge on this date (YYYY-MM-DD); else on the draft's own date, else today
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// How far from a limit goods are still `near`, in percent of it: a policy, no law says it
    /// [default: 10]
    #[arg(long, value_name = "PERCENT")]
    pub(crate) near: Option<String>,
    /// The language of remarks; auto: Chinese for Chinese goods names and Single Window XML
    /// [default: auto]
    #[arg(long, value_name = "LANGUAGE", value_enum)]
    pub(crate) remark_language: Option<RemarkLanguage>,
    /// The encoding of the drafts, where it is told wrongly
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub(crate) struct General {
    /// Read the announcements (*.toml) in this folder beside those that are built in
    #[arg(long, value_name = "DIR")]
    pub(crate) law: Vec<PathBuf>,
    /// The configuration; else the nearest beizhu.toml from the current folder upwards
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration and no file of accepted findings
    #[arg(long, conflicts_with = "config")]
    pub(crate) isolated: bool,
    #[command(flatten)]
    pub(crate) speech: Speech,
    /// When to show colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    /// Say more: which files were passed over, which configuration was read
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// One line a goods line and one line a finding
    Short,
    /// For programs: schemas/report.schema.json
    Json,
    /// For code scanning and editors: SARIF 2.1.0
    Sarif,
    /// Annotations in a workflow of GitHub
    Github,
    /// For build servers: a test case for each goods line
    Junit,
    /// For a spreadsheet: a row for each goods line
    Csv,
    /// A page to send to a client
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FailOn {
    /// Whatever is found
    Note,
    /// What customs would question, and worse
    Warning,
    /// What customs would reject or the law forbids
    Error,
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Note => Self::Note,
            FailOn::Warning => Self::Warning,
            FailOn::Error => Self::Error,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RemarkLanguage {
    /// As the goods are named
    Auto,
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<RemarkLanguage> for Option<Language> {
    fn from(language: RemarkLanguage) -> Self {
        match language {
            RemarkLanguage::Auto => None,
            RemarkLanguage::En => Some(Language::En),
            RemarkLanguage::Zh => Some(Language::Zh),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageLanguage {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<MessageLanguage> for Language {
    fn from(language: MessageLanguage) -> Self {
        match language {
            MessageLanguage::En => Self::En,
            MessageLanguage::Zh => Self::Zh,
        }
    }
}

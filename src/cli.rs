//! The commands: what `main` hands to the library and what it does with the answer.

mod accept;
mod accepted;
mod acts;
mod arguments;
mod check;
mod chinese;
mod claims;
mod config;
mod configuration;
mod explain;
mod failure;
mod fix;
mod git;
mod init;
mod inputs;
mod law;
mod list;
mod manual;
mod output;
mod paths;
mod progress;
mod recheck;
mod record;
mod refusal;
mod replace;
mod run;
mod selection;
mod settings;
mod staged;
mod terminal;
mod text;
mod tree;
mod witness;

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
};

use beizhu::phrase::Language;
use clap::{CommandFactory, FromArgMatches, error::ErrorKind};

use arguments::{Arguments, Command};
use failure::Failure;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing at or above what makes it fail.
    Clean,
    /// Findings, or a diff that is not empty.
    Findings,
    /// Something could not be checked.
    Failed,
}

impl Ending {
    /// The exit status.
    pub(crate) fn status(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending.status())
    }
}

/// Does what the arguments say.
pub(crate) fn run() -> ExitCode {
    let asked = settings::language_asked(env::args_os());
    let arguments =
        match command(asked).try_get_matches().and_then(|found| Arguments::from_arg_matches(&found)) {
            Ok(arguments) => arguments,
            Err(error) => return told(&error, asked),
        };
    let language = settings::language_of(&arguments.speech);
    let ending = match arguments.command {
        Command::Check(command) => check::run(command),
        Command::Fix(command) => fix::run(command),
        Command::Explain(command) => explain::run(command),
        Command::List(command) => list::run(command),
        Command::Law(command) => law::run(command),
        Command::Init => init::run(language),
        Command::Recheck(command) => recheck::run(command),
        Command::Config(command) => config::run(command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command(language), "beizhu", &mut script);
            to_stdout(&script)
        }
        Command::Man => manual::page(&command(language), language)
            .map_err(|error| Failure::output(&error))
            .and_then(|page| to_stdout(&page)),
    };
    match ending {
        Ok(ending) => ending.into(),
        Err(failure) => {
            failure.print(failure.language.unwrap_or(language));
            Ending::Failed.into()
        }
    }
}

/// Ends with help or the version, or with what is wrong with the arguments.
fn told(error: &clap::Error, language: Language) -> ExitCode {
    let is_help = !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    match language {
        _ if !is_help => {
            refusal::refused(error).print(language);
            return Ending::Failed.into();
        }
        Language::En => error.exit(),
        Language::Zh => {}
    }
    let help = chinese::wrapped(&error.render().to_string(), settings::width());
    let told = if error.use_stderr() {
        io::stderr().write_all(help.as_bytes())
    } else {
        io::stdout().write_all(help.as_bytes())
    };
    match told {
        Ok(()) if error.exit_code() == 0 => Ending::Clean.into(),
        _ => Ending::Failed.into(),
    }
}

/// The arguments in a language.
fn command(language: Language) -> clap::Command {
    let mut command = Arguments::command();
    command.build();
    match language {
        Language::En => command,
        Language::Zh => chinese::command(command),
    }
}

fn to_stdout(bytes: &[u8]) -> Result<Ending, Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))?;
    Ok(Ending::Clean)
}

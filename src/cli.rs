//! The commands: what `main` hands to the library and what it does with the answer.

mod arguments;
mod check;
mod config;
mod explain;
mod failure;
mod fix;
mod init;
mod inputs;
mod list;
mod output;
mod progress;
mod replace;
mod run;
mod selection;
mod settings;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{CommandFactory, Parser};

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
    let arguments = Arguments::parse();
    let language = settings::language_of(&arguments);
    let ending = match arguments.command {
        Command::Check(command) => check::run(command),
        Command::Fix(command) => fix::run(command),
        Command::Explain(command) => explain::run(command),
        Command::List(command) => list::run(command),
        Command::Init => init::run(language),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "beizhu", &mut script);
            to_stdout(&script)
        }
        Command::Man => manual().map_err(|error| Failure::output(&error)).and_then(|page| to_stdout(&page)),
    };
    match ending {
        Ok(ending) => ending.into(),
        Err(failure) => {
            failure.print(failure.language.unwrap_or(language));
            Ending::Failed.into()
        }
    }
}

/// One page for the program and its commands.
fn manual() -> io::Result<Vec<u8>> {
    let mut program = Arguments::command();
    program.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut page)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        writeln!(page, ".SH \"BEIZHU {}\"", command.get_name().to_uppercase())?;
        let man = clap_mangen::Man::new(command.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}

fn to_stdout(bytes: &[u8]) -> Result<Ending, Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))?;
    Ok(Ending::Clean)
}

//! `beizhu law check`: the acts themselves, those built in and those given with `--law`.

use std::io::{self, Write};

use beizhu::{
    law::{Inspection, inspect},
    phrase::Language,
};
use jiff::Zoned;

use super::{
    Ending, acts,
    arguments::{Law, LawCheck},
    failure::Failure,
    output::{Stream, stream},
    settings::{date, supplied_law},
};

pub(crate) fn run(command: Law) -> Result<Ending, Failure> {
    let Law::Check(LawCheck { on, max_age, general }) = command;
    let (files, language) = supplied_law(&general)?;
    let on = on.as_deref().map(date).transpose().map_err(|failure| failure.in_language(language))?;
    let on = on.unwrap_or_else(|| Zoned::now().date());
    let inspected =
        inspect(&files, on, max_age).map_err(|error| acts::refusal(error).in_language(language))?;
    let Inspection { acts, entries, lints } = inspected;
    let mut out = stream(Stream::Stdout);
    let mut say = |line: String| -> io::Result<()> { writeln!(out, "{line}") };
    for lint in &lints {
        let fault = &lint.fault;
        let colon = if language == Language::Zh { "：" } else { ": " };
        let message = fault.message.in_language(language);
        let line = format!("{}:{}:{}{colon}[{}] {message}", fault.file, fault.line, fault.column, lint.name);
        say(line).map_err(|error| Failure::output(&error))?;
    }
    if lints.is_empty() {
        say(language.pick(
            format!("{acts} acts with {entries} control entries: nothing to remark on {on}"),
            format!("{acts}份公告、{entries}个管制条目：{on}无异常"),
        ))
        .map_err(|error| Failure::output(&error))?;
        return Ok(Ending::Clean);
    }
    Ok(Ending::Findings)
}

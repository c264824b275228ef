//! `beizhu law check`: the acts themselves, those built in and those given with `--law`.

use std::io::{self, Write};

use beizhu::phrase::Language;

use super::{
    Ending,
    arguments::{Judging, Law, LawCheck},
    failure::Failure,
    output::{Stream, stream},
    settings::Settings,
};

pub(crate) fn run(command: Law) -> Result<Ending, Failure> {
    let Law::Check(LawCheck { on, max_age, general }) = command;
    let judging = Judging { on, near: None, remark_language: None, encoding: None };
    let settings = Settings::of(&general, &judging, None)?;
    let setting = settings.telling();
    let lints = setting.law.lints(setting.on, max_age);
    let mut out = stream(Stream::Stdout);
    let mut say = |line: String| -> io::Result<()> { writeln!(out, "{line}") };
    for lint in &lints {
        let place = lint.act.as_deref().unwrap_or("corpus.toml");
        let colon = if setting.language == Language::Zh { "：" } else { ": " };
        let message = lint.message.in_language(setting.language);
        say(format!("{place}{colon}[{}] {message}", lint.name)).map_err(|error| Failure::output(&error))?;
    }
    if lints.is_empty() {
        let (acts, entries, on) = (setting.law.acts.len(), setting.law.entries.len(), setting.on);
        say(setting.language.pick(
            format!("{acts} acts with {entries} control entries: nothing to remark on {on}"),
            format!("{acts}份公告、{entries}个管制条目：{on}无异常"),
        ))
        .map_err(|error| Failure::output(&error))?;
        return Ok(Ending::Clean);
    }
    Ok(Ending::Findings)
}

//! `beizhu list`: the consolidated list of control entries.

use std::io::Write;

use beizhu::explain::{list, list_diff, list_json};

use super::{
    Ending,
    arguments::{Judging, List, ListFormat},
    claims::Claims,
    failure::Failure,
    output::{ReportFile, single},
    settings::{Settings, date},
};

pub(crate) fn run(command: List) -> Result<Ending, Failure> {
    let judging = Judging { on: command.on, near: None, remark_language: None, encoding: None };
    let settings = Settings::of(&command.general, &judging, None)?;
    let setting = settings.telling();
    let other = command.diff.as_deref().map(date).transpose()?;
    let text = match (other, command.output_format) {
        (Some(other), _) => list_diff(&setting, other),
        (None, ListFormat::Text) => list(&setting),
        (None, ListFormat::Json) => {
            let text = list_json(&setting).map_err(|error| Failure::output(&error))?;
            format!("{text}\n")
        }
    };
    let (file, mut out) = single(command.output_file.as_deref(), &mut Claims::of(&settings, &[]))?;
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))?;
    drop(out);
    file.map_or(Ok(()), ReportFile::take_place)?;
    Ok(Ending::Clean)
}

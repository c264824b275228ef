//! `beizhu init`: a configuration to start from.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::Path,
};

use beizhu::phrase::{Language, Phrase};

use super::{Ending, configuration, failure::Failure, to_stdout};

const SAMPLE: &str = include_str!("sample.toml");

/// Writes it into the current folder, over nothing that stands there.
pub(crate) fn run(language: Language) -> Result<Ending, Failure> {
    let path = Path::new(configuration::NAME);
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(
            Phrase::new("beizhu.toml is already here", "此处已有 beizhu.toml"),
            Phrase::new("what is settled in it would be lost", "覆盖会丢失其中的设置"),
            Phrase::new("edit it, or move it away first", "请直接编辑，或先将其移走"),
        ),
        _ => Failure::writing(path, &error),
    })?;
    file.write_all(SAMPLE.as_bytes()).map_err(|error| Failure::writing(path, &error))?;
    to_stdout(language.pick("beizhu.toml written\n", "已写入 beizhu.toml\n").as_bytes())
}

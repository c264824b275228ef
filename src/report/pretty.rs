//! JSON that is written in parts, each as far to the right as it stands in the whole.

use std::io;

use serde::Serialize;

use super::printable::is_command;

/// A value with every line so far to the right.
pub(super) fn text(value: &impl Serialize, indent: &str) -> io::Result<String> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    Ok(for_terminals(&format!("{indent}{}", text.replace('\n', &format!("\n{indent}")))))
}

/// An object that is not closed: more fields follow.
pub(super) fn open_ended(object: &impl Serialize, indent: &str) -> io::Result<String> {
    let mut text = text(object, indent)?;
    text.truncate(text.trim_end_matches('}').trim_end().len());
    Ok(text)
}

/// JSON lets DEL, the C1 controls and what turns the direction of writing stand as they are, and
/// some terminals obey them. The line ends are those of the layout.
pub(crate) fn for_terminals(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut from = 0;
    let commands = json.char_indices().filter(|(_, character)| *character != '\n' && is_command(*character));
    for (at, character) in commands {
        text.push_str(&json[from..at]);
        text.push_str(&format!("\\u{:04x}", u32::from(character)));
        from = at + character.len_utf8();
    }
    text.push_str(&json[from..]);
    text
}

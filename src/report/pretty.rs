//! JSON that is written in parts, each as far to the right as it stands in the whole.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::printable::is_command;

/// Room for a goods line with a finding or two.
const USUAL: usize = 4096;

/// What begins a line behind a value: far enough for whatever lies in a report.
const LINE: &str = concat!(",\n", "                                                                ");

/// A value with every line so far to the right: `indent` is spaces.
pub(crate) fn text(value: &impl Serialize, indent: &str) -> io::Result<String> {
    let mut text = Vec::with_capacity(USUAL);
    text.extend_from_slice(indent.as_bytes());
    let layout = Layout { indent, depth: 0, is_filled: false };
    value.serialize(&mut Serializer::with_formatter(&mut text, layout)).map_err(io::Error::other)?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// An object that is not closed: more fields follow.
pub(super) fn open_ended(object: &impl Serialize, indent: &str) -> io::Result<String> {
    let mut text = text(object, indent)?;
    text.truncate(text.trim_end_matches('}').trim_end().len());
    Ok(text)
}

/// JSON lets DEL, the C1 controls and what turns the direction of writing stand as they are, and
/// some terminals obey them.
pub(crate) fn for_terminals(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut from = 0;
    for (at, character) in json.char_indices().filter(|(_, character)| is_command(*character)) {
        text.push_str(&json[from..at]);
        text.push_str(&format!("\\u{:04x}", u32::from(character)));
        from = at + character.len_utf8();
    }
    text.push_str(&json[from..]);
    text
}

/// A line for each value, as far to the right as it lies deep.
struct Layout<'a> {
    indent: &'a str,
    depth: usize,
    /// Whether the innermost list or object has a value.
    is_filled: bool,
}

impl Layout<'_> {
    fn open(&mut self, bracket: u8, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        self.depth += 1;
        self.is_filled = false;
        out.write_all(&[bracket])
    }

    /// Begins a line, behind a value or not, in one piece where that is possible.
    fn line(&self, is_behind: bool, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let (from, to) = (usize::from(!is_behind), ",\n".len() + self.indent.len() + 2 * self.depth);
        let line = &LINE.as_bytes()[from..to.min(LINE.len())];
        out.write_all(line)?;
        (LINE.len()..to).try_for_each(|_| out.write_all(b" "))
    }

    fn close(&mut self, bracket: u8, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        self.depth -= 1;
        if self.is_filled {
            self.line(false, out)?;
        }
        // what it closes is a value itself
        self.is_filled = true;
        out.write_all(&[bracket])
    }
}

impl Formatter for Layout<'_> {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(b'[', out)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.line(!is_first, out)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(b']', out)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(b'{', out)
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.line(!is_first, out)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(b'}', out)
    }

    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // DEL, and with what the others that matter begin in UTF-8
        let may_command = |byte: u8| matches!(byte, 0x7F | 0xC2 | 0xD8 | 0xE2);
        if fragment.bytes().fold(false, |found, byte| found | may_command(byte)) {
            out.write_all(for_terminals(fragment).as_bytes())
        } else {
            out.write_all(fragment.as_bytes())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_is_laid_out_as_in_the_whole() {
        let deep = (0..40).fold(json!([1, 2]), |deep, _| json!([deep, {}]));
        for value in
            [json!({}), json!([]), json!({"a": [], "b": [1, {"c": null}], "d": {"e": [[], [2]]}}), deep]
        {
            let whole = serde_json::to_string_pretty(&json!([value])).expect("JSON");
            assert_eq!(format!("[\n{}\n]", text(&value, "  ").expect("JSON")), whole);
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_stands_in_a_text() {
        for character in ('\0'..=char::MAX).filter(|character| is_command(*character)) {
            let text = text(&format!("锂{character}”"), "").expect("JSON");
            assert!(!text.contains(character), "{character:?}");
            assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), format!("锂{character}”"));
        }
    }
}

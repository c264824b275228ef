//! How a remark is written into its place, so that the file stays what it is.

use super::charset::{Charset, Unencodable};
use super::{Field, Limit};
use crate::edit::Edit;
use crate::phrase::Language;

/// The remarks column of a declaration: what it says, and how bytes are put into it.
#[derive(Clone, Debug)]
pub struct RemarkField {
    /// What it says now; an empty text where the cell or element is empty or missing. Its span
    /// is what an edit replaces.
    pub field: Field,
    /// How a text becomes bytes here.
    pub slot: Slot,
    /// What fits into it.
    pub limit: Option<Limit>,
    /// Which language `--remark-language auto` means here; `None`: that of the goods' names.
    pub language: Option<Language>,
}

/// How a text is written into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A CSV cell.
    Cell {
        /// The separator of the file.
        delimiter: u8,
        /// Whether the cell stands in quotes now; the span is then that of the quoted text without its quotes.
        quoted: bool,
    },
    /// A CSV cell that the record is too short to have.
    Append {
        /// The separator of the file.
        delimiter: u8,
        /// How many separators lead to the cell.
        separators: usize,
        /// Whether the record has its cells in quotes.
        quoted: bool,
        /// Whether the cell is written even if it stays empty, because a remarks column is being added.
        always: bool,
    },
    /// The content between a start and an end tag.
    Content,
    /// An empty element `<NoteS/>` (or one that is missing): the bytes before and after the text.
    Element {
        /// What is written before the text.
        before: String,
        /// What is written after it.
        after: String,
    },
}

impl RemarkField {
    /// The edit that makes the remark say `text`; `None` where the file needs none.
    ///
    /// # Errors
    /// With the first character that the file cannot hold.
    pub fn edit(&self, text: &str, charset: &Charset) -> Result<Option<Edit>, Unencodable> {
        let always = matches!(self.slot, Slot::Append { always: true, .. });
        if text == self.field.text && !always {
            return Ok(None);
        }
        if let Some(character) = text.chars().find(|character| is_forbidden(*character)) {
            return Err(Unencodable { character });
        }
        if let Some(edit) = self.inner_edit(text, charset) {
            return Ok(Some(edit));
        }
        let written = match &self.slot {
            Slot::Cell { delimiter, quoted: false } => cell(text, *delimiter, false),
            Slot::Cell { quoted: true, .. } => text.replace('"', "\"\""),
            Slot::Append { delimiter, separators, quoted, .. } => {
                let lead = char::from(*delimiter).to_string().repeat(*separators);
                lead + &cell(text, *delimiter, *quoted)
            }
            Slot::Content => escape(text),
            Slot::Element { before, after } => format!("{before}{}{after}", escape(text)),
        };
        Ok(Some(Edit { span: self.field.span, replacement: charset.encode(&written)? }))
    }

    /// The edit of what changes between two tags: comments, entities and CDATA sections in the
    /// rest stay. `None` where markup is in the way of the change itself.
    fn inner_edit(&self, text: &str, charset: &Charset) -> Option<Edit> {
        if self.slot != Slot::Content {
            return None;
        }
        let old = self.field.text.as_str();
        let same = |pair: &(char, char)| pair.0 == pair.1;
        let length = |(character, _): (char, char)| character.len_utf8();
        let start: usize = old.chars().zip(text.chars()).take_while(same).map(length).sum();
        let behind = old[start..].chars().rev().zip(text[start..].chars().rev());
        let end: usize = behind.take_while(same).map(length).sum();
        let removed = start..old.len() - end;
        let added = &text[start..text.len() - end];
        // in a CDATA section nothing is escaped; behind the last character there is none
        if removed.start < old.len() && escape(added) != added {
            return None;
        }
        let is_plain = |(at, character): (usize, char)| {
            let at = removed.start + at;
            let span = self.field.locate(at..at + character.len_utf8());
            let written = charset.encode(character.encode_utf8(&mut [0; 4]));
            written.is_ok_and(|bytes| bytes.len() == span.len())
        };
        if !old[removed.clone()].char_indices().all(is_plain) {
            return None;
        }
        let replacement = charset.encode(&escape(added)).ok()?;
        Some(Edit { span: self.field.locate(removed), replacement })
    }
}

/// A CSV cell, in quotes where it needs them or the file has them.
pub(super) fn cell(text: &str, delimiter: u8, quoted: bool) -> String {
    if quoted || text.contains(['"', '\r', '\n', char::from(delimiter)]) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // a reader would take it for a line feed
            '\r' => escaped.push_str("&#13;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// No format that drafts come in can carry these.
fn is_forbidden(character: char) -> bool {
    (character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
        || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::charset::Ground;
    use crate::span::Span;

    fn written(slot: Slot, text: &str) -> Option<String> {
        let charset = Charset { encoding: encoding_rs::UTF_8, bom: false, told_by: Ground::Choice };
        let field = Field::verbatim("", 4);
        let remark = RemarkField { field, slot, limit: None, language: None };
        let edit = remark.edit(text, &charset).unwrap()?;
        assert_eq!(edit.span, Span::new(4, 4));
        Some(String::from_utf8(edit.replacement).unwrap())
    }

    #[test]
    fn writes_each_kind_of_place() {
        let bare = Slot::Cell { delimiter: b',', quoted: false };
        let quoted = Slot::Cell { delimiter: b',', quoted: true };
        let append = Slot::Append { delimiter: b';', separators: 2, quoted: false, always: false };
        let added = Slot::Append { delimiter: b',', separators: 1, quoted: true, always: true };
        let element = Slot::Element { before: "<N>".into(), after: "</N>".into() };
        let cases = [
            (bare.clone(), "a b", Some("a b")),
            (bare.clone(), "a, b", Some("\"a, b\"")),
            (bare.clone(), "a\"b", Some("\"a\"\"b\"")),
            (bare, "", None),
            (quoted, "a\"b, c", Some("a\"\"b, c")),
            (append.clone(), "a, b", Some(";;a, b")),
            (append.clone(), "a; b", Some(";;\"a; b\"")),
            (append, "", None),
            (added, "", Some(",\"\"")),
            (Slot::Content, "a<b & c]]>\r", Some("a&lt;b &amp; c]]&gt;&#13;")),
            (element, "x", Some("<N>x</N>")),
        ];
        for (slot, text, expected) in cases {
            assert_eq!(written(slot.clone(), text).as_deref(), expected, "{slot:?} {text}");
        }
    }

    #[test]
    fn refuses_control_characters() {
        let charset = Charset { encoding: encoding_rs::UTF_8, bom: false, told_by: Ground::Choice };
        let remark =
            RemarkField { field: Field::verbatim("", 0), slot: Slot::Content, limit: None, language: None };
        assert_eq!(remark.edit("a\u{1}", &charset), Err(Unencodable { character: '\u{1}' }));
    }
}

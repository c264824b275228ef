//! An XML file as text, with the way back from a place in the text to the byte in the file.

use std::ops::Range;

use encoding_rs::UTF_8;

use crate::draft::Field;
use crate::draft::charset::{Charset, FieldText, malformed_at};
use crate::draft::unreadable::{Account, Reason, Unreadable};
use crate::span::Span;

/// Every so many characters the way back is written down.
const CHECKPOINT: usize = 256;

pub(super) struct Document {
    pub(super) text: String,
    pub(super) charset: Charset,
    /// The file itself where its bytes are not those of the text.
    bytes: Option<Encoded>,
    /// How many bytes go before the text.
    bom: usize,
}

struct Encoded {
    bytes: Vec<u8>,
    /// Places in the text and in the file.
    checkpoints: Vec<(usize, usize)>,
}

impl Document {
    pub(super) fn decode(mut bytes: Vec<u8>, charset: Charset) -> Result<Self, Unreadable> {
        let bom = charset.bom_length();
        if charset.encoding == UTF_8 {
            bytes.drain(..bom);
            return match String::from_utf8(bytes) {
                Ok(text) => Ok(Self { text, charset, bytes: None, bom }),
                Err(error) => {
                    Err(malformed(&charset, error.as_bytes(), error.utf8_error().valid_up_to(), bom))
                }
            };
        }
        let Some(text) = charset.decode(&bytes[bom..]) else {
            let at = malformed_at(charset.encoding, &bytes[bom..]).unwrap_or(0);
            return Err(malformed(&charset, &bytes[bom..], at, bom));
        };
        let text = text.into_owned();
        let mut checkpoints = Vec::with_capacity(text.len() / CHECKPOINT / 2 + 1);
        let mut at = bom;
        for (count, (place, _)) in text.char_indices().enumerate() {
            if count % CHECKPOINT == 0 {
                checkpoints.push((place, at));
            }
            at += charset.width(&bytes[at.min(bytes.len())..]);
        }
        Ok(Self { text, charset, bytes: Some(Encoded { bytes, checkpoints }), bom })
    }

    /// Whether the bytes of the text are those of the file.
    pub(super) fn is_verbatim(&self) -> bool {
        self.bytes.is_none()
    }

    /// The byte of the file at which a place of the text lies.
    pub(super) fn byte(&self, place: usize) -> usize {
        let Some(Encoded { bytes, checkpoints }) = &self.bytes else { return place + self.bom };
        let before = checkpoints.partition_point(|(text, _)| *text <= place).saturating_sub(1);
        let (text, mut at) = checkpoints.get(before).copied().unwrap_or((0, self.bom));
        for _ in self.text[text..place].chars() {
            at += self.charset.width(&bytes[at.min(bytes.len())..]);
        }
        at
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.byte(range.start), self.byte(range.end))
    }

    /// Adds a part of the text as it stands to a field; line ends become line feeds, as XML has it.
    pub(super) fn push(&self, field: &mut FieldText, range: Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let rest = &self.text[from..range.end];
            let line_end = rest.find('\r');
            let plain = from..line_end.map_or(range.end, |at| from + at);
            if !plain.is_empty() {
                let span = self.span(plain.clone());
                let bytes = match &self.bytes {
                    Some(encoded) => &encoded.bytes[span.start..span.end],
                    None => &self.text.as_bytes()[plain.clone()],
                };
                // the whole file was decoded, so is each part of it
                let _ = field.push(&self.charset, bytes, span.start);
            }
            from = plain.end;
            if line_end.is_some() {
                field.push_character('\n', self.byte(from));
                from += if self.text[from..range.end].starts_with("\r\n") { 2 } else { 1 };
            }
        }
    }

    /// An empty field that takes the bytes of a part of the text.
    pub(super) fn empty_field(&self, range: Range<usize>) -> Field {
        FieldText::default().finish(self.span(range))
    }

    /// The line and the column of a place in the text, both counted from 1.
    pub(super) fn position(&self, place: usize) -> (usize, usize) {
        let before = &self.text[..place];
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        (line_ends(before) + 1, before[line_start..].chars().count() + 1)
    }
}

/// How many line ends a text has; CR LF is one.
pub(super) fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let returns = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    feeds + returns
}

fn malformed(charset: &Charset, bytes: &[u8], at: usize, bom: usize) -> Unreadable {
    let name = charset.name();
    let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let account = Account::new(
        (format!("byte {} is no {name} text", bom + at), format!("第 {} 字节不是 {name} 文本", bom + at)),
        ("the file is damaged, or its encoding is another", "文件已损坏，或其编码并非如此"),
        (
            "export the declaration again, or name the encoding with `--encoding` (UTF-8, GB18030)",
            "请重新导出报关单，或用 `--encoding` 指明编码（UTF-8、GB18030）",
        ),
    );
    Unreadable::new(Reason::Encoding, account).at(Span::new(bom + at, bom + at), line, 1)
}

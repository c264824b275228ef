//! The encoding of a draft: how its bytes become text, and text its bytes.

mod detect;

pub(super) use detect::{Departure, departure_from_utf8, detect, fill, is_utf8, malformed_at, misnamed};

use encoding_rs::{BIG5, EncoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::Field;
use crate::phrase::Phrase;
use crate::span::Span;

/// The encoding of one draft and how it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    /// The encoding itself.
    pub encoding: &'static Encoding,
    /// Whether the file opens with a byte order mark.
    pub bom: bool,
    /// On what ground.
    pub told_by: Ground,
}

/// On what ground an encoding was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The user named it.
    Choice,
    /// The byte order mark.
    ByteOrderMark,
    /// The XML declaration, or its absence, which means UTF-8.
    Declaration,
    /// Every byte of the file is valid in it, and a text in another encoding hardly ever is.
    Validity,
    /// Every byte is valid in it, and the frequencies of its characters or its headings speak for it.
    Detection,
}

impl Ground {
    /// The ground in words, as a report states it behind the name of the encoding.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Choice => Phrase::new("as named", "由用户指定"),
            Self::ByteOrderMark => Phrase::new("by its byte order mark", "根据字节顺序标记"),
            Self::Declaration => Phrase::new("by the XML declaration", "根据 XML 声明"),
            Self::Validity => Phrase::new("valid throughout", "全文有效"),
            Self::Detection => Phrase::new("detected", "检测所得"),
        }
    }
}

/// A character that a draft cannot hold: its encoding lacks it, or its format forbids it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the character {character:?} cannot be written into this draft")]
pub struct Unencodable {
    /// The first such character.
    pub character: char,
}

/// Bytes that are no text in the encoding of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Where they begin in the file.
    pub(super) at: usize,
}

impl Charset {
    /// The name users read: `UTF-8`, `GBK`, `UTF-16LE` …
    pub fn name(&self) -> &'static str {
        if self.encoding == GB18030 { "GB18030" } else { self.encoding.name() }
    }

    /// Whether its code units are two bytes.
    pub(crate) fn is_wide(&self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }

    /// How many bytes the byte order mark takes.
    pub(crate) fn bom_length(&self) -> usize {
        match self.bom {
            false => 0,
            true if self.encoding == UTF_8 => 3,
            true => 2,
        }
    }

    /// Whether drafts in an encoding can be read and written: each of its characters must stand on
    /// its own, and none may hide a separator.
    pub fn supports(encoding: &'static Encoding) -> bool {
        [UTF_8, GBK, GB18030, BIG5, UTF_16LE, UTF_16BE].contains(&encoding) || encoding.is_single_byte()
    }

    /// The encoding that a name means, as users write it: `GBK`, `gb2312`, `cp936`, `utf8`, `UTF-16` …
    pub fn named(name: &str) -> Option<&'static Encoding> {
        let name = name.trim();
        match name.to_ascii_lowercase().as_str() {
            "cp936" | "936" | "ms936" | "windows-936" => Some(GBK),
            "cp950" | "950" => Some(BIG5),
            "utf-8-bom" | "utf-8-sig" | "utf8-bom" => Some(UTF_8),
            "utf16" | "utf16le" => Some(UTF_16LE),
            "utf16be" => Some(UTF_16BE),
            _ => Encoding::for_label(name.as_bytes()),
        }
    }

    /// The bytes of a text.
    ///
    /// # Errors
    /// With the first character that the encoding lacks.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, Unencodable> {
        if self.encoding == UTF_8 {
            return Ok(text.as_bytes().to_vec());
        }
        if self.encoding == UTF_16LE {
            return Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if self.encoding == UTF_16BE {
            return Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let mut encoder = self.encoding.new_encoder();
        let mut bytes = Vec::with_capacity(text.len() * 2 + 16);
        let mut rest = text;
        loop {
            let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
            rest = &rest[read..];
            match result {
                EncoderResult::InputEmpty => return Ok(bytes),
                EncoderResult::OutputFull => bytes.reserve(rest.len() * 4 + 16),
                EncoderResult::Unmappable(character) => return Err(Unencodable { character }),
            }
        }
    }

    /// The field that a run of bytes holds, which begins at byte `start` of the file.
    pub(super) fn field(&self, bytes: &[u8], start: usize) -> Result<Field, Malformed> {
        if self.encoding == UTF_8 {
            let text = simdutf8::compat::from_utf8(bytes);
            let text = text.map_err(|error| Malformed { at: start + error.valid_up_to() })?;
            return Ok(Field::verbatim(text, start));
        }
        let mut text = FieldText::default();
        text.push(self, bytes, start)?;
        Ok(text.finish(Span::new(start, start + bytes.len())))
    }

    /// How many bytes the character at the head of `bytes` takes; at least 1, at most all of them.
    pub(super) fn width(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        let second = bytes.get(1).copied().unwrap_or(0);
        let wide = if self.encoding == UTF_16LE {
            if (0xD8..0xDC).contains(&second) { 4 } else { 2 }
        } else if self.encoding == UTF_16BE {
            if (0xD8..0xDC).contains(&first) { 4 } else { 2 }
        } else if self.encoding == UTF_8 {
            match first {
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            }
        } else if self.encoding == BIG5 {
            if first > 0x80 { 2 } else { 1 }
        } else if self.encoding == GBK || self.encoding == GB18030 {
            match (first, second) {
                (0..=0x80, _) => 1,
                (_, 0x30..=0x39) => 4,
                _ => 2,
            }
        } else {
            1
        };
        wide.min(bytes.len()).max(1)
    }

    pub(super) fn decode<'a>(&self, bytes: &'a [u8]) -> Option<std::borrow::Cow<'a, str>> {
        self.encoding.decode_without_bom_handling_and_without_replacement(bytes)
    }
}

/// The text of a field as it is put together from pieces of the file.
#[derive(Default)]
pub(super) struct FieldText {
    text: String,
    table: Vec<(usize, usize)>,
    /// While it is one run of bytes that are those of the text: where the run begins.
    verbatim: Option<usize>,
}

impl FieldText {
    /// Adds what `bytes` say, which begin at byte `start` of the file.
    pub(super) fn push(&mut self, charset: &Charset, bytes: &[u8], start: usize) -> Result<(), Malformed> {
        if bytes.is_ascii() && !(charset.encoding == UTF_16LE || charset.encoding == UTF_16BE) {
            // ASCII bytes are themselves in every other encoding that is supported
            if let Ok(text) = std::str::from_utf8(bytes) {
                self.push_verbatim(text, start);
            }
            return Ok(());
        }
        let Some(text) = charset.decode(bytes) else {
            let at = malformed_at(charset.encoding, bytes).unwrap_or(0);
            return Err(Malformed { at: start + at });
        };
        if charset.encoding == UTF_8 {
            self.push_verbatim(&text, start);
            return Ok(());
        }
        self.spell_out();
        let mut at = 0;
        for character in text.chars() {
            self.table.push((self.text.len(), start + at.min(bytes.len())));
            self.text.push(character);
            at += charset.width(&bytes[at.min(bytes.len())..]);
        }
        Ok(())
    }

    /// Adds one character that stands for the bytes from `start` on (an entity, a line end).
    pub(super) fn push_character(&mut self, character: char, start: usize) {
        self.spell_out();
        self.table.push((self.text.len(), start));
        self.text.push(character);
    }

    /// The field, which takes the bytes of `span`.
    pub(super) fn finish(self, span: Span) -> Field {
        let is_whole = match self.verbatim {
            Some(start) => start == span.start && self.text.len() == span.len(),
            None => self.text.is_empty() && span.is_empty(),
        };
        if is_whole {
            return Field::verbatim(self.text, span.start);
        }
        let mut spelled = self;
        spelled.spell_out();
        Field::mapped(spelled.text, span, spelled.table)
    }

    fn push_verbatim(&mut self, text: &str, start: usize) {
        if self.text.is_empty() {
            self.verbatim = Some(start);
        } else if self.verbatim.is_none_or(|run| run + self.text.len() != start) {
            self.spell_out();
        }
        if self.verbatim.is_none() {
            self.table.extend(text.char_indices().map(|(at, _)| (self.text.len() + at, start + at)));
        }
        self.text.push_str(text);
    }

    /// Gives up the claim to be one verbatim run.
    fn spell_out(&mut self) {
        if let Some(start) = self.verbatim.take() {
            self.table.extend(self.text.char_indices().map(|(at, _)| (at, start + at)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charset(encoding: &'static Encoding) -> Charset {
        Charset { encoding, bom: false, told_by: Ground::Choice }
    }

    #[test]
    fn maps_each_character_to_its_bytes() {
        for encoding in [UTF_8, GBK, GB18030, BIG5, UTF_16LE, UTF_16BE] {
            let charset = charset(encoding);
            let text = "a電池 b,285Wh";
            let bytes = charset.encode(text).unwrap();
            let field = charset.field(&bytes, 7).unwrap();
            assert_eq!(field.text, text);
            for (at, character) in text.char_indices() {
                let span = field.locate(at..at + character.len_utf8());
                let part = &bytes[span.start - 7..span.end - 7];
                assert_eq!(charset.decode(part).unwrap(), character.to_string(), "{}", charset.name());
            }
        }
    }

    #[test]
    fn four_byte_characters_of_gb18030_are_mapped() {
        let charset = charset(GB18030);
        let bytes = charset.encode("密度2.5g/cm³𠮷x").unwrap();
        let field = charset.field(&bytes, 0).unwrap();
        let at = field.text.find('x').unwrap();
        assert_eq!(field.locate(at..at + 1), Span::new(bytes.len() - 1, bytes.len()));
    }

    #[test]
    fn refuses_what_the_encoding_lacks() {
        assert_eq!(charset(GBK).encode("g/cm³"), Err(Unencodable { character: '³' }));
        assert_eq!(charset(encoding_rs::WINDOWS_1252).encode("电"), Err(Unencodable { character: '电' }));
    }

    #[test]
    fn malformed_bytes_are_named_at_their_place() {
        assert_eq!(charset(UTF_8).field(b"ab\xFFc", 10), Err(Malformed { at: 12 }));
        assert_eq!(charset(UTF_16LE).field(b"a\0b\0\0\xD8", 10), Err(Malformed { at: 14 }));
    }
}

//! A field of a draft: its text, and where each character of it stands in the file.

use std::ops::Range;

use crate::span::Span;

/// A decoded, unescaped text with the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The text as a reader of the draft sees it: decoded, without quotes and escapes.
    pub text: String,
    /// The bytes that hold it, without the quotes or tags around them.
    pub span: Span,
    offsets: Offsets,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Offsets {
    /// The bytes of the text are the bytes of the file.
    Same,
    /// For each character of the text, where it begins in the text and in the file.
    Table(Vec<(usize, usize)>),
}

impl Field {
    /// A field whose text is, byte for byte, what the file holds from `start` on.
    pub fn verbatim(text: impl Into<String>, start: usize) -> Self {
        let text = text.into();
        let span = Span::new(start, start + text.len());
        Self { text, span, offsets: Offsets::Same }
    }

    /// A field whose text differs from its bytes. `table` has, for each character of `text` in
    /// order, its offset in the text and the byte of the file at which it begins.
    pub fn mapped(text: String, span: Span, table: Vec<(usize, usize)>) -> Self {
        debug_assert!(table.is_sorted());
        Self { text, span, offsets: Offsets::Table(table) }
    }

    /// The bytes of the file that hold a part of the text.
    pub fn locate(&self, range: Range<usize>) -> Span {
        match &self.offsets {
            Offsets::Same => Span::new(self.span.start + range.start, self.span.start + range.end),
            Offsets::Table(table) => {
                let byte_at = |offset: usize| {
                    let next = table.partition_point(|(text, _)| *text < offset);
                    table.get(next).map_or(self.span.end, |(_, byte)| *byte)
                };
                Span::new(byte_at(range.start), byte_at(range.end).max(byte_at(range.start)))
            }
        }
    }

    /// A part of it as a field of its own.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let text = self.text[range.clone()].to_owned();
        let span = self.locate(range.clone());
        match &self.offsets {
            Offsets::Same => Self::verbatim(text, span.start),
            Offsets::Table(table) => {
                let within = |offset: &usize| range.contains(offset);
                let table =
                    table.iter().filter(|(at, _)| within(at)).map(|(at, byte)| (at - range.start, *byte));
                let table = table.collect();
                Self::mapped(text, span, table)
            }
        }
    }

    /// The same place with another text, of which each character takes as many bytes.
    pub(crate) fn with_text(&self, text: String) -> Self {
        debug_assert_eq!(text.len(), self.text.len());
        Self { text, ..self.clone() }
    }

    /// Whether nothing but white space stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locates_a_part_of_a_verbatim_text() {
        let field = Field::verbatim("电池 285", 100);
        assert_eq!(field.locate(7..10), Span::new(107, 110));
        assert_eq!(field.locate(0..10), field.span);
    }

    #[test]
    fn locates_a_part_of_a_mapped_text() {
        // `a&amp;b` from byte 10 on
        let field = Field::mapped("a&b".into(), Span::new(10, 17), vec![(0, 10), (1, 11), (2, 16)]);
        assert_eq!(field.locate(1..2), Span::new(11, 16));
        assert_eq!(field.locate(2..3), Span::new(16, 17));
        assert_eq!(field.locate(0..3), field.span);
    }
}

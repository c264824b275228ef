//! Edits splice bytes into the original buffer, nothing else.

use crate::span::Span;

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The bytes that come.
    pub replacement: Vec<u8>,
}

/// The original with every edit applied. Edits are in ascending order and do not overlap: one
/// owner a field, so a violation is a bug of this program.
///
/// # Panics
/// When two edits overlap or an edit lies outside the original.
pub fn apply(original: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out =
        Vec::with_capacity(original.len() + edits.iter().map(|edit| edit.replacement.len()).sum::<usize>());
    let mut copied = 0;
    for edit in edits {
        assert!(edit.span.start >= copied, "two edits of one field at byte {}", edit.span.start);
        out.extend_from_slice(&original[copied..edit.span.start]);
        out.extend_from_slice(&edit.replacement);
        copied = edit.span.end;
    }
    out.extend_from_slice(&original[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), replacement: text.as_bytes().to_vec() }
    }

    #[test]
    fn splices_replacements_and_insertions() {
        let fixed = apply(b"a,,c\r\n", &[edit(2, 2, "b"), edit(3, 4, "C")]);
        assert_eq!(fixed, b"a,b,C\r\n");
        assert_eq!(apply(b"abc", &[]), b"abc");
    }

    #[test]
    #[should_panic(expected = "two edits of one field")]
    fn refuses_two_edits_of_one_field() {
        apply(b"abcd", &[edit(0, 3, "x"), edit(2, 4, "y")]);
    }
}

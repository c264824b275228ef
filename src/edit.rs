//! Edits splice bytes into the original buffer, nothing else.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// As [`apply`], from a reader to a writer in bounded memory. Returns whether anything was edited.
///
/// # Errors
/// Those of the reader and the writer, and [`io::ErrorKind::UnexpectedEof`] when the original ends before an edit.
///
/// # Panics
/// When two edits overlap.
pub fn splice(
    mut original: impl BufRead,
    edits: impl IntoIterator<Item = Edit>,
    mut output: impl Write,
) -> io::Result<bool> {
    let mut copied = 0;
    let mut is_edited = false;
    for edit in edits {
        assert!(edit.span.start >= copied, "two edits of one field at byte {}", edit.span.start);
        pass(&mut original, edit.span.start - copied, &mut output)?;
        pass(&mut original, edit.span.len(), &mut io::sink())?;
        output.write_all(&edit.replacement)?;
        copied = edit.span.end;
        is_edited = true;
    }
    io::copy(&mut original, &mut output)?;
    Ok(is_edited)
}

/// Whether a draft is the original with these edits and nothing else.
///
/// # Errors
/// Those of the readers and of the edits.
pub fn is_same_but_for(
    mut original: impl BufRead,
    edits: impl IntoIterator<Item = io::Result<Edit>>,
    mut fixed: impl BufRead,
) -> io::Result<bool> {
    let mut compared = 0;
    for edit in edits {
        let edit = edit?;
        let kept = edit.span.start.saturating_sub(compared);
        if common(&mut original, &mut fixed, kept)? != kept
            || common(&mut edit.replacement.as_slice(), &mut fixed, usize::MAX)? != edit.replacement.len()
        {
            return Ok(false);
        }
        match pass(&mut original, edit.span.len(), &mut io::sink()) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            passed => passed?,
        }
        compared = edit.span.end;
    }
    // ends where either does, and has made both ready
    common(&mut original, &mut fixed, usize::MAX)?;
    Ok(original.fill_buf()?.is_empty() && fixed.fill_buf()?.is_empty())
}

/// How many bytes two readers have in common, at most so many.
fn common(one: &mut impl BufRead, other: &mut impl BufRead, most: usize) -> io::Result<usize> {
    let mut common = 0;
    while common < most {
        ready(one)?;
        ready(other)?;
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let stretch = left.len().min(right.len()).min(most - common);
        if stretch == 0 || left[..stretch] != right[..stretch] {
            break;
        }
        one.consume(stretch);
        other.consume(stretch);
        common += stretch;
    }
    Ok(common)
}

/// Reads on where all was passed, whatever interrupts it.
fn ready(from: &mut impl BufRead) -> io::Result<()> {
    while let Err(error) = from.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(())
}

/// Passes on so many bytes. Not by `io::copy`: between two files that asks the system for each stretch by itself.
fn pass(from: &mut impl BufRead, mut bytes: usize, to: &mut impl Write) -> io::Result<()> {
    while bytes > 0 {
        let stretch = match from.fill_buf() {
            Ok([]) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(buffer) => &buffer[..buffer.len().min(bytes)],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        to.write_all(stretch)?;
        let passed = stretch.len();
        from.consume(passed);
        bytes -= passed;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

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
    fn splicing_a_stream_is_applying_to_a_buffer() {
        let edits = [edit(0, 0, "x"), edit(2, 2, "b"), edit(3, 4, "C"), edit(6, 6, "!")];
        let mut spliced = Vec::new();
        assert!(splice(&b"a,,c\r\n"[..], edits.clone(), &mut spliced).unwrap());
        assert_eq!(spliced, apply(b"a,,c\r\n", &edits));
        assert!(!splice(&b"a"[..], [], &mut Vec::new()).unwrap());
        let error = splice(&b"a"[..], [edit(2, 3, "x")], &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn what_differs_by_more_than_the_edits_is_not_the_same() {
        let edits = [edit(0, 0, "x"), edit(2, 2, "b"), edit(3, 4, "C"), edit(6, 6, "!")];
        let original = b"a,,c\r\n";
        let fixed = apply(original, &edits);
        let same = |original: &[u8], fixed: &[u8], edits: &[Edit]| {
            // wherever a piece ends that is read at a time
            let same = (1..=3).map(|size| {
                let (original, fixed) =
                    (BufReader::with_capacity(size, original), BufReader::with_capacity(4 - size, fixed));
                is_same_but_for(original, edits.iter().cloned().map(Ok), fixed).unwrap()
            });
            let same: Vec<bool> = same.collect();
            assert!(same.iter().all(|one| *one == same[0]));
            same[0]
        };
        assert!(same(original, &fixed, &edits));
        assert!(same(original, original, &[]));
        assert!(!same(original, original, &edits));
        assert!(!same(original, &fixed, &edits[..3]));
        assert!(!same(original, &fixed, &edits[1..]));
        assert!(!same(&original[..5], &fixed, &edits));
        assert!(!same(&original[..1], &fixed, &edits));
        for at in 0..fixed.len() {
            let mut other = fixed.clone();
            other[at] ^= 1;
            assert!(!same(original, &other, &edits), "{at}");
            assert!(!same(original, &fixed[..at], &edits), "{at}");
        }
        assert!(!same(original, &[&fixed[..], b"x"].concat(), &edits));
        // what is inserted, but elsewhere; what is cut off behind the last edit; what an edit would take away is not there
        assert!(!same(b"aXb", b"aYXb", &[edit(2, 2, "Y")]));
        assert!(!same(original, &original[..5], &[]));
        assert!(!same(b"a", b"ax", &[edit(1, 3, "x")]));
    }

    /// Ends in an error, once in one that says nothing.
    struct Failing(bool);

    impl io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            let kind = if self.0 { io::ErrorKind::Other } else { io::ErrorKind::Interrupted };
            self.0 = true;
            Err(kind.into())
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_and_not_taken_for_another_draft() {
        let original = BufReader::new(io::Read::chain(&b"ab"[..], Failing(false)));
        let error = is_same_but_for(original, [Ok(edit(2, 3, "x"))], &b"abx"[..]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::Other);
    }

    #[test]
    #[should_panic(expected = "two edits of one field")]
    fn refuses_two_edits_of_one_field() {
        apply(b"abcd", &[edit(0, 3, "x"), edit(2, 4, "y")]);
    }
}

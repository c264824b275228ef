//! The edits of a draft as a unified diff over its raw bytes, so that `git apply` gives the fixed
//! bytes in whatever encoding and with whatever line ends the draft has.

use std::{
    collections::VecDeque,
    io::{self, BufRead, Write},
    iter::Peekable,
};

use crate::{
    edit::{self, Edit},
    span::Span,
};

/// How many lines are shown on either side of a change.
const CONTEXT: usize = 3;

/// Writes the diff of one file. `path` is relative and has forward slashes. Nothing is written
/// where there is no edit. Edits are in ascending order.
///
/// # Errors
/// Those of the reader and the writer.
pub fn unified(
    original: impl BufRead,
    edits: impl IntoIterator<Item = Edit>,
    path: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut edits = edits.into_iter().peekable();
    if edits.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "--- {}", name("a/", path))?;
    writeln!(out, "+++ {}", name("b/", path))?;
    let mut hunks = Hunks { out, before: VecDeque::new(), open: None, old_line: 1, new_line: 1 };
    let mut lines = Lines { original, at: 0 };
    loop {
        let start = lines.at;
        let mut block = lines.next()?;
        let changes = take(&mut block, start, &mut edits, &mut lines)?;
        if changes.is_empty() {
            if block.is_empty() {
                break;
            }
            hunks.same(block)?;
            continue;
        }
        let mut new = edit::apply(&block, &changes);
        // a change that takes away a line's end joins it with the next one
        while !new.ends_with(b"\n") {
            let more = lines.next()?;
            if more.is_empty() {
                break;
            }
            block.extend_from_slice(&more);
            new.extend_from_slice(&more);
        }
        hunks.changed(&block, &new);
    }
    hunks.close()
}

/// The edits that begin in a block of lines, relative to it. The block grows until they end in it.
fn take<R: BufRead>(
    block: &mut Vec<u8>,
    start: usize,
    edits: &mut Peekable<impl Iterator<Item = Edit>>,
    lines: &mut Lines<R>,
) -> io::Result<Vec<Edit>> {
    let mut changes = Vec::new();
    loop {
        let end = start + block.len();
        let is_last = !block.ends_with(b"\n");
        let Some(edit) = edits.next_if(|edit| edit.span.start < end || (is_last && edit.span.start == end))
        else {
            return Ok(changes);
        };
        while edit.span.end > start + block.len() {
            let more = lines.next()?;
            if more.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            block.extend_from_slice(&more);
        }
        let span = Span::new(edit.span.start - start, edit.span.end - start);
        changes.push(Edit { span, replacement: edit.replacement });
    }
}

/// The lines of the original, each with its line feed.
struct Lines<R> {
    original: R,
    at: usize,
}

impl<R: BufRead> Lines<R> {
    /// The next line; empty at the end.
    fn next(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.at += self.original.read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

/// Hunks on their way out.
struct Hunks<'a> {
    out: &'a mut dyn Write,
    /// The last unchanged lines before a change that may come.
    before: VecDeque<Vec<u8>>,
    open: Option<Hunk>,
    old_line: usize,
    new_line: usize,
}

struct Hunk {
    old: (usize, usize),
    new: (usize, usize),
    body: Vec<u8>,
    /// The unchanged lines since the last change.
    after: VecDeque<Vec<u8>>,
}

impl Hunks<'_> {
    fn same(&mut self, line: Vec<u8>) -> io::Result<()> {
        self.old_line += 1;
        self.new_line += 1;
        let Some(hunk) = &mut self.open else {
            self.before.push_back(line);
            if self.before.len() > CONTEXT {
                self.before.pop_front();
            }
            return Ok(());
        };
        hunk.after.push_back(line);
        if hunk.after.len() > 2 * CONTEXT {
            self.close()?;
        }
        Ok(())
    }

    fn changed(&mut self, old: &[u8], new: &[u8]) {
        let (old_line, new_line) = (self.old_line, self.new_line);
        let before = &mut self.before;
        let hunk = self.open.get_or_insert_with(|| Hunk {
            old: (old_line - before.len(), 0),
            new: (new_line - before.len(), 0),
            body: Vec::new(),
            after: std::mem::take(before),
        });
        for line in std::mem::take(&mut hunk.after) {
            hunk.unchanged(&line);
        }
        for line in old.split_inclusive(|byte| *byte == b'\n') {
            push(&mut hunk.body, b'-', line);
            hunk.old.1 += 1;
            self.old_line += 1;
        }
        for line in new.split_inclusive(|byte| *byte == b'\n') {
            push(&mut hunk.body, b'+', line);
            hunk.new.1 += 1;
            self.new_line += 1;
        }
    }

    /// Writes the open hunk; the lines behind it may stand before the next one.
    fn close(&mut self) -> io::Result<()> {
        let Some(mut hunk) = self.open.take() else { return Ok(()) };
        let mut after = std::mem::take(&mut hunk.after);
        for line in after.drain(..after.len().min(CONTEXT)) {
            hunk.unchanged(&line);
        }
        self.before = after;
        while self.before.len() > CONTEXT {
            self.before.pop_front();
        }
        // an empty side is named by the line before it
        let range = |(start, count): (usize, usize)| {
            format!("{},{count}", if count == 0 { start - 1 } else { start })
        };
        writeln!(self.out, "@@ -{} +{} @@", range(hunk.old), range(hunk.new))?;
        self.out.write_all(&hunk.body)
    }
}

impl Hunk {
    fn unchanged(&mut self, line: &[u8]) {
        push(&mut self.body, b' ', line);
        self.old.1 += 1;
        self.new.1 += 1;
    }
}

fn push(body: &mut Vec<u8>, mark: u8, line: &[u8]) {
    body.push(mark);
    body.extend_from_slice(line);
    if !line.ends_with(b"\n") {
        body.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
}

/// A path as git writes it: in quotes where it holds what would end it, with a tab behind one that
/// holds a space.
fn name(prefix: &str, path: &str) -> String {
    let path = format!("{prefix}{path}");
    if path.contains(|character: char| character.is_ascii_control() || matches!(character, '"' | '\\')) {
        let quoted: String = path
            .chars()
            .map(|character| match character {
                '"' | '\\' => format!("\\{character}"),
                control if control.is_ascii_control() => format!("\\{:03o}", u32::from(control)),
                other => other.to_string(),
            })
            .collect();
        return format!("\"{quoted}\"");
    }
    if path.contains(' ') { format!("{path}\t") } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(original: &[u8], edits: &[(usize, usize, &str)]) -> String {
        let edits: Vec<Edit> = edits
            .iter()
            .map(|&(start, end, text)| Edit {
                span: Span::new(start, end),
                replacement: text.as_bytes().to_vec(),
            })
            .collect();
        let mut out = Vec::new();
        unified(original, edits, "d/a.csv", &mut out).expect("a diff");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn changes_that_are_near_share_a_hunk() {
        let original: String = (1..=20).map(|line| format!("{line:02}\n")).collect();
        let at = |line: usize| (line - 1) * 3;
        let text =
            diff(original.as_bytes(), &[(at(2), at(2), "x"), (at(9), at(9), "y"), (at(17), at(17), "z")]);
        let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("@@")).collect();
        assert_eq!(heads, ["@@ -1,12 +1,12 @@", "@@ -14,7 +14,7 @@"]);
        assert!(text.starts_with("--- a/d/a.csv\n+++ b/d/a.csv\n@@ -1,12 +1,12 @@\n 01\n-02\n+x02\n 03\n"));
        assert!(text.ends_with("@@ -14,7 +14,7 @@\n 14\n 15\n 16\n-17\n+z17\n 18\n 19\n 20\n"));
    }

    #[test]
    fn a_last_line_without_its_end_stays_so() {
        assert_eq!(
            diff(b"a\r\nb", &[(4, 4, ",c")]),
            "--- a/d/a.csv\n+++ b/d/a.csv\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+b,c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn an_edit_over_several_lines_is_one_change() {
        let text = diff(b"1\n\"a\nb\"\n2\n", &[(3, 6, "c")]);
        assert!(text.ends_with("@@ -1,4 +1,3 @@\n 1\n-\"a\n-b\"\n+\"c\"\n 2\n"), "{text}");
        let joined = diff(b"1\n2\n3\n", &[(1, 2, ",")]);
        assert!(joined.ends_with("@@ -1,3 +1,2 @@\n-1\n-2\n+1,2\n 3\n"), "{joined}");
    }

    #[test]
    fn no_edit_is_no_diff() {
        assert_eq!(diff(b"a\n", &[]), "");
    }

    #[test]
    fn names_are_written_as_git_reads_them() {
        assert_eq!(name("a/", "x y.csv"), "a/x y.csv\t");
        assert_eq!(name("a/", "报关单.csv"), "a/报关单.csv");
        assert_eq!(name("a/", "x\"y"), "\"a/x\\\"y\"");
    }
}

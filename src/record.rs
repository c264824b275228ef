//! What a run knew, as one line of JSON: `schemas/record.schema.json`. Goods lines are written as
//! they come, so that a draft of any size takes no more memory than a few of them.

mod rows;

use std::io::{self, Read, Seek, Write};

use rows::{Draft, EditRow, FileFinding, ItemRow};
pub use rows::{Hashed, Head, LawRow, SettingRow};
use serde::Serialize;

use crate::{
    draft::Unreadable,
    examine::RemarkEdit,
    law::ControlList,
    report::{Counts, Interrupted, Piece, Pieces},
};

/// How each line of a record begins, the version of its shape taken out.
const BEGINNING: [&[u8]; 2] = [b"{\"version\":", b",\"at\":\""];

/// Whether a file begins with a line of a record, of whatever version, be it a torn one.
pub fn begins(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let follows =
        |head: &[u8], part: &[u8]| !head.is_empty() && (head.starts_with(part) || part.starts_with(head));
    let [version, at] = BEGINNING;
    if !follows(head, version) {
        return false;
    }
    let rest = head.get(version.len()..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    rest.is_empty() || (digits > 0 && (digits == rest.len() || follows(&rest[digits..], at)))
}

/// Writes a record.
pub struct Record<W> {
    out: W,
    files: usize,
}

impl<W: Write> Record<W> {
    /// Begins with what holds for the run.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn begin(mut out: W, head: &Head) -> io::Result<Self> {
        out.write_all(&open(head)?)?;
        write!(out, ",\"files\":[")?;
        Ok(Self { out, files: 0 })
    }

    /// Adds a draft with the fingerprint of its bytes. Of its pieces every goods line is wanted.
    ///
    /// # Errors
    /// Those of the writer, and of a draft that cannot be read to its end.
    pub fn draft<S: Read + Seek>(
        &mut self,
        path: &str,
        sha256: &str,
        mut pieces: Pieces<'_, S>,
        law: &ControlList,
    ) -> Result<Counts, Interrupted> {
        self.part()?;
        let draft = Draft::of(path, sha256, &pieces);
        self.out.write_all(&open(&draft)?)?;
        let mut findings = Vec::new();
        let mut rows = Rows::begin(&mut self.out, "items")?;
        while let Some(piece) = pieces.next().transpose()? {
            match piece {
                Piece::Item(item) => rows.add(&ItemRow::of(&item, law))?,
                Piece::Finding(located) => findings.push(FileFinding::of(&located)),
                Piece::Edit { .. } => {}
            }
        }
        rows.end()?;
        let mut rows = Rows::begin(&mut self.out, "findings")?;
        findings.iter().try_for_each(|finding| rows.add(finding))?;
        rows.end()?;
        Ok(pieces.tally().counts)
    }

    /// Adds to the last draft what was written into it: its edits, and the fingerprint of its bytes now.
    ///
    /// # Errors
    /// Those of the writer, and what `edits` break off with.
    pub fn edits(
        &mut self,
        edits: impl Iterator<Item = io::Result<RemarkEdit>>,
        written: &str,
    ) -> io::Result<()> {
        let mut rows = Rows::begin(&mut self.out, "edits")?;
        for edit in edits {
            rows.add(&EditRow::of(&edit?))?;
        }
        rows.end()?;
        write!(self.out, ",\"written_sha256\":{}", json(&written)?)?;
        Ok(())
    }

    /// Ends the last draft.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn close(&mut self) -> io::Result<()> {
        write!(self.out, "}}")
    }

    /// Adds a draft that could not be checked.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn failed(&mut self, path: &str, sha256: Option<&str>, error: &Unreadable) -> io::Result<()> {
        #[derive(Serialize)]
        struct Failed<'a> {
            path: &'a str,
            sha256: Option<&'a str>,
            error: &'a str,
        }
        self.part()?;
        let failed = Failed { path, sha256, error: &error.account.what.en };
        write!(self.out, "{}", json(&failed)?)
    }

    /// Ends the line, and gives back what it was written to.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(mut self) -> io::Result<W> {
        self.out.write_all(b"]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn part(&mut self) -> io::Result<()> {
        self.files += 1;
        if self.files > 1 { write!(self.out, ",") } else { Ok(()) }
    }
}

/// A list that is being written.
struct Rows<'a, W> {
    out: &'a mut W,
    is_empty: bool,
}

impl<'a, W: Write> Rows<'a, W> {
    fn begin(out: &'a mut W, name: &str) -> io::Result<Self> {
        write!(out, ",\"{name}\":[")?;
        Ok(Self { out, is_empty: true })
    }

    fn add(&mut self, row: &impl Serialize) -> io::Result<()> {
        let comma = if std::mem::take(&mut self.is_empty) { "" } else { "," };
        write!(self.out, "{comma}{}", json(row)?)
    }

    fn end(self) -> io::Result<()> {
        write!(self.out, "]")
    }
}

fn json(value: &impl Serialize) -> io::Result<String> {
    serde_json::to_string(value).map_err(io::Error::other)
}

/// An object that is not closed: more fields follow.
fn open(object: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut text = json(object)?.into_bytes();
    text.pop();
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_by_its_beginning() {
        let line = "{\"version\":1,\"at\":\"2026-11-12T08:00:00Z\",\"command\":\"check\"";
        for end in 1..line.len() {
            assert!(begins(&line.as_bytes()[..end]), "torn: {}", &line[..end]);
        }
        for record in ["\u{FEFF}{\"version\":1,\"at\":\"", "\n{\"version\":12,\"at\":\"2030"] {
            assert!(begins(record.as_bytes()), "{record}");
        }
        let report = "{\n  \"version\": 1,\n  \"tool\": {";
        for other in
            ["", "\n", report, "{\"version\":1,\"tool\":", "near = 5\n", "{\"version\":,\"at\":\"", "项号,"]
        {
            assert!(!begins(other.as_bytes()), "{other}");
        }
    }
}

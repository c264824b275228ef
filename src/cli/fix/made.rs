//! The edits of a draft on their way into it, and what is to be said of them once they are there.

use std::{
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    slice,
    sync::Arc,
};

use beizhu::{
    draft::{Trail, Unreadable},
    edit::Edit,
    examine::RemarkEdit,
    report::{FileReport, Piece, Pieces, Stop, Tally},
};
use serde::{Deserialize, Serialize};
use tempfile::SpooledTempFile;

use crate::cli::replace::unwritten;

/// How much of the edits is held in memory, in bytes.
const MOST_HELD: usize = 1 << 20;

/// The edits that were made in a draft, in the order of the file. Many of them wait in a temporary file.
pub(super) struct Made {
    rows: BufWriter<SpooledTempFile>,
    length: u64,
    /// Where nothing was looked at, as the reading that made them has left it.
    pub(super) trail: Option<Arc<Trail>>,
}

#[derive(Serialize, Deserialize)]
enum Row {
    /// An edit that changes a remark.
    Remark(RemarkEdit),
    /// One that makes room for remarks.
    Bytes(Edit),
}

impl Made {
    pub(super) fn none() -> Self {
        Self { rows: BufWriter::new(SpooledTempFile::new(MOST_HELD)), length: 0, trail: None }
    }

    fn add(&mut self, row: &Row) -> io::Result<()> {
        let row = postcard::to_allocvec(row).map_err(io::Error::other)?;
        let length = (row.len() as u64).to_le_bytes();
        self.length += (length.len() + row.len()) as u64;
        self.rows.write_all(&length)?;
        self.rows.write_all(&row)
    }

    fn rows(&mut self) -> io::Result<impl Iterator<Item = io::Result<Row>>> {
        self.rows.flush()?;
        let file = self.rows.get_mut();
        file.seek(SeekFrom::Start(0))?;
        let mut file = BufReader::new(file.take(self.length));
        Ok(std::iter::from_fn(move || match file.fill_buf() {
            Ok([]) => None,
            Ok(_) => Some(row(&mut file)),
            Err(error) => Some(Err(error)),
        }))
    }

    /// Every byte edit.
    pub(super) fn edits(&mut self) -> io::Result<impl Iterator<Item = io::Result<Edit>>> {
        Ok(self.rows()?.map(|row| row.map(Row::into_edit)))
    }

    /// Those that change a remark.
    pub(super) fn remarks(&mut self) -> io::Result<impl Iterator<Item = io::Result<RemarkEdit>>> {
        Ok(self.rows()?.filter_map(|row| match row {
            Ok(Row::Remark(remark)) => Some(Ok(remark)),
            Ok(Row::Bytes(_)) => None,
            Err(error) => Some(Err(error)),
        }))
    }
}

/// The edits of a draft while it is read.
pub(super) struct Making<'a, S: Read + Seek> {
    /// Those that the report has.
    held: slice::Iter<'a, Piece>,
    /// The draft that is read for the others.
    rest: Option<Pieces<'a, S>>,
    made: &'a mut Made,
    /// What they broke off with.
    broken: Option<Unreadable>,
}

impl<'a, S: Read + Seek> Making<'a, S> {
    /// The edits of the draft with this report, which are remembered in `made`; `read` goes on behind a place in it.
    pub(super) fn of(
        report: &'a FileReport,
        read: impl FnOnce(&Stop) -> Result<Pieces<'a, S>, Unreadable>,
        made: &'a mut Made,
    ) -> Result<Self, Unreadable> {
        let rest = report.rest.as_ref().map(read).transpose()?;
        Ok(Self { held: report.pieces.iter(), rest, made, broken: None })
    }

    /// What the draft came to, where it was read again.
    pub(super) fn end(self) -> Result<Option<Tally>, Unreadable> {
        self.broken.map_or(Ok(()), Err)?;
        Ok(self.rest.map(|pieces| {
            let tally = pieces.tally().clone();
            self.made.trail = pieces.into_trail().map(Arc::new);
            tally
        }))
    }

    fn next_row(&mut self) -> Result<Option<Row>, Unreadable> {
        let row = |piece: Piece| match piece {
            Piece::Edit { remark: Some(remark), .. } => Some(Row::Remark(*remark)),
            Piece::Edit { edit, remark: None } => Some(Row::Bytes(edit)),
            Piece::Finding(_) | Piece::Item(_) => None,
        };
        if let Some(edit) = self.held.find(|piece| matches!(piece, Piece::Edit { .. })) {
            return Ok(row(edit.clone()));
        }
        for piece in self.rest.iter_mut().flatten() {
            if let Some(row) = row(piece?) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

impl<S: Read + Seek> Iterator for Making<'_, S> {
    type Item = Edit;

    /// Ends where it is broken.
    fn next(&mut self) -> Option<Edit> {
        let row = self.next_row().and_then(|row| match row {
            Some(row) => self.made.add(&row).map(|()| Some(row)).map_err(|error| unwritten(&error)),
            None => Ok(None),
        });
        match row {
            Ok(row) => row.map(Row::into_edit),
            Err(broken) => {
                self.broken = Some(broken);
                None
            }
        }
    }
}

impl Row {
    fn into_edit(self) -> Edit {
        match self {
            Self::Remark(remark) => remark.edit,
            Self::Bytes(edit) => edit,
        }
    }
}

fn row(file: &mut impl Read) -> io::Result<Row> {
    let mut length = [0; 8];
    file.read_exact(&mut length)?;
    let mut row = Vec::new();
    file.take(u64::from_le_bytes(length)).read_to_end(&mut row)?;
    postcard::from_bytes(&row).map_err(io::Error::other)
}

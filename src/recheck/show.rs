//! How it is shown which determinations differ: for people, and for programs
//! (`schemas/recheck.schema.json`).

mod json;
mod text;

use std::io::{self, Write};

pub use json::Json;
pub use text::Text;

use super::{Line, Recording, Sums};
use crate::{draft::Unreadable, law::ControlList, phrase::Phrase};

/// A draft that is compared.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// As the user named it.
    pub path: String,
    /// Whether its bytes are others than were recorded; `None` where that is not known.
    pub changed: Option<bool>,
    /// The run that recorded it; `None` where it is compared with itself, or was not recorded.
    pub by: Option<Recording>,
    /// In what else than the law that run and this one differ.
    pub differences: Vec<Phrase>,
}

/// A way to show the comparison, draft by draft and line by line.
pub trait Show {
    /// Begins a draft.
    ///
    /// # Errors
    /// Those of the writer.
    fn open(&mut self, draft: &Compared, out: &mut dyn Write) -> io::Result<()>;

    /// Shows a goods line, whether it differs or not.
    ///
    /// # Errors
    /// Those of the writer.
    fn line(&mut self, line: &Line, out: &mut dyn Write) -> io::Result<()>;

    /// Ends a draft.
    ///
    /// # Errors
    /// Those of the writer.
    fn close(&mut self, out: &mut dyn Write) -> io::Result<()>;

    /// Shows a draft that could not be read.
    ///
    /// # Errors
    /// Those of the writer.
    fn failed(&mut self, path: &str, error: &Unreadable, out: &mut dyn Write) -> io::Result<()>;

    /// Shows what holds for all.
    ///
    /// # Errors
    /// Those of the writer.
    fn end(&mut self, sums: &Sums, law: &ControlList, out: &mut dyn Write) -> io::Result<()>;
}

fn differs(line: &Line) -> bool {
    match (&line.was, &line.is) {
        (Some(was), Some(is)) => !was.says_as(is),
        _ => true,
    }
}

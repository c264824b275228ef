//! What a run found, file by file, and the formats in which it is shown.

pub mod file;
pub mod locate;

pub use file::{Counts, FileReport, Located, ReportedItem, read_draft};

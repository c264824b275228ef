//! Whole drafts, from bytes to report and back.

use std::io::Cursor;

use beizhu::{
    Examiner, Policy,
    draft::{Dialects, Reading, Unreadable},
    edit,
    finding::Severities,
    law::ControlList,
    margin::Margins,
    report::{self, FileReport, Pieces, read_draft},
};

/// The embedded law with the program's usual policy, on a day on which every entry is in force.
pub(crate) struct Desk {
    pub(crate) examiner: Examiner,
    dialects: Dialects,
    pub(crate) policy: Policy,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let law = ControlList::load(&[]).unwrap_or_else(|error| panic!("{error}"));
        Self {
            examiner: Examiner::new(law),
            dialects: Dialects::embedded(),
            policy: Policy {
                on: None,
                today: "2026-11-12".parse().expect("a date"),
                margin: Margins::new("1/10".parse().expect("a number")),
                severities: Severities::default(),
                max_law_age: None,
                remark_language: None,
                remark_always: false,
            },
        }
    }

    pub(crate) fn read(&self, name: &str, draft: &[u8]) -> Result<FileReport, Unreadable> {
        self.read_with(name, draft, false)
    }

    /// As `--add-remarks-column` does, if it is asked for.
    pub(crate) fn read_with(
        &self,
        name: &str,
        draft: &[u8],
        add_remarks_column: bool,
    ) -> Result<FileReport, Unreadable> {
        let is_parameter = |heading: &str| self.examiner.is_parameter(heading);
        let reading = Reading { add_remarks_column, ..self.reading(&is_parameter) };
        read_draft(Cursor::new(draft), name, &reading, self.desk())
    }

    /// The same, piece by piece.
    pub(crate) fn pieces<'a>(
        &'a self,
        name: &str,
        draft: &'a [u8],
    ) -> Result<Pieces<'a, Cursor<&'a [u8]>>, Unreadable> {
        let is_parameter = |heading: &str| self.examiner.is_parameter(heading);
        Pieces::open(Cursor::new(draft), name, &self.reading(&is_parameter), self.desk(), false)
    }

    /// How drafts are read.
    pub(crate) fn reading<'a>(&'a self, is_parameter: &'a dyn Fn(&str) -> bool) -> Reading<'a> {
        Reading::new(&self.dialects, is_parameter)
    }

    /// What drafts are looked at with.
    pub(crate) fn desk(&self) -> report::Desk<'_> {
        report::Desk { examiner: &self.examiner, policy: &self.policy, accepted: None, all_items: false }
    }

    /// The draft as `fix` leaves it.
    pub(crate) fn fix(&self, name: &str, draft: &str) -> String {
        let report = self.read(name, draft.as_bytes()).unwrap_or_else(|error| panic!("{draft}: {error}"));
        String::from_utf8(edit::apply(draft.as_bytes(), &report.edits())).expect("UTF-8")
    }
}

//! Which determinations differ from those that were made before, or would be on another day or by
//! another law.

mod recorded;
mod show;
mod terms;

use std::io::{Read, Seek};

use jiff::civil::Date;

pub use recorded::{NotARecord, Recorded, RecordedDraft, Recording, Unread};
pub use show::{Compared, Json, Show, Text};
pub use terms::{Chosen, Near, Terms};

use crate::{
    draft::{Field, Unreadable},
    law::ControlList,
    margin::Margins,
    phrase::Phrase,
    report::{Interrupted, Piece, Pieces, ReportedItem, ground::grounds},
};

/// An answer for a goods line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The word for the determination.
    pub determination: String,
    /// The control codes on which it rests, sorted.
    pub codes: Vec<String>,
    /// The date for which it was made, where that is known.
    pub on: Option<Date>,
}

/// A goods line, then and now.
#[derive(Clone, Debug)]
pub struct Line {
    /// The number of the goods line.
    pub item: usize,
    /// The number of its declaration, where the draft has one.
    pub declaration: Option<String>,
    /// Its line in the file; `None` where it is there no more.
    pub line: Option<usize>,
    /// Its tariff line.
    pub tariff_line: Option<String>,
    /// The name of its goods.
    pub name: Option<String>,
    /// The answer then; `None` where none was recorded.
    pub was: Option<Answer>,
    /// The answer now; `None` where the goods line is there no more.
    pub is: Option<Answer>,
    /// On what the answer now rests.
    pub ground: Vec<Phrase>,
}

/// How many goods lines of what kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Drafts that were looked at.
    pub files: usize,
    /// Those whose bytes are others than were recorded.
    pub changed: usize,
    /// Those that could not be read.
    pub failed: usize,
    /// Goods lines with the same answer.
    pub same: usize,
    /// Those with another.
    pub different: usize,
    /// Those that were not recorded.
    pub new: usize,
    /// Those that were, and are there no more.
    pub gone: usize,
}

impl Sums {
    /// Whether any goods line needs to be looked at.
    pub fn differ(&self) -> bool {
        self.different + self.new + self.gone > 0
    }

    fn count(&mut self, line: &Line) {
        let sum = match (&line.was, &line.is) {
            (None, _) => &mut self.new,
            (_, None) => &mut self.gone,
            (Some(was), Some(is)) if was.says_as(is) => &mut self.same,
            _ => &mut self.different,
        };
        *sum += 1;
    }
}

impl Answer {
    fn of(item: &ReportedItem, law: &ControlList) -> Self {
        let determination = &item.examined.determination;
        let mut codes: Vec<String> = determination.codes(law).into_iter().map(str::to_owned).collect();
        codes.sort_unstable();
        Self { determination: determination.verdict.word().to_owned(), codes, on: Some(item.on) }
    }

    /// Whether both say the same of the goods, whatever the date.
    pub fn says_as(&self, other: &Self) -> bool {
        (&self.determination, &self.codes) == (&other.determination, &other.codes)
    }
}

impl Line {
    fn of(item: &ReportedItem, was: Option<Answer>, law: &ControlList, margin: &Margins) -> Self {
        let examined = &item.examined;
        let text = |field: &Option<Field>| field.as_ref().map(|field| field.text.trim().to_owned());
        Self {
            item: examined.item.number,
            declaration: examined.declaration.clone(),
            line: Some(examined.item.line),
            tariff_line: text(&examined.item.tariff_line),
            name: text(&examined.item.name),
            was,
            is: Some(Answer::of(item, law)),
            ground: grounds(examined, law, margin),
        }
    }
}

/// By what the answers of now are made.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// The law.
    pub law: &'a ControlList,
    /// The margins, for the grounds.
    pub margin: &'a Margins,
}

/// Compares a draft with itself on another day or by another law: its pieces twice, each goods line wanted.
///
/// # Errors
/// Those of the writer, and of a draft that cannot be read to its end.
pub fn with_itself<S: Read + Seek, T: Read + Seek>(
    then: Pieces<'_, S>,
    law_then: &ControlList,
    now: Pieces<'_, T>,
    by: Now<'_>,
    sums: &mut Sums,
    mut receive: impl FnMut(&Line) -> std::io::Result<()>,
) -> Result<(), Interrupted> {
    let mut before = items(then);
    for item in items(now) {
        let was = before.next().transpose()?.map(|item| Answer::of(&item, law_then));
        let item = item?;
        let line = Line::of(&item, was, by.law, by.margin);
        sums.count(&line);
        receive(&line)?;
    }
    Ok(())
}

/// Compares a draft with what was recorded of it.
///
/// # Errors
/// As [`with_itself`].
pub fn with_record<S: Read + Seek>(
    mut recorded: RecordedDraft,
    now: Pieces<'_, S>,
    by: Now<'_>,
    sums: &mut Sums,
    mut receive: impl FnMut(&Line) -> std::io::Result<()>,
) -> Result<(), Interrupted> {
    for item in items(now) {
        let item = item?;
        let was = recorded.take(item.examined.declaration.as_deref(), item.examined.item.number);
        let line = Line::of(&item, was, by.law, by.margin);
        sums.count(&line);
        receive(&line)?;
    }
    for line in recorded.rest() {
        sums.count(&line);
        receive(&line)?;
    }
    Ok(())
}

fn items<S: Read + Seek>(
    pieces: Pieces<'_, S>,
) -> impl Iterator<Item = Result<Box<ReportedItem>, Unreadable>> {
    pieces.filter_map(|piece| match piece {
        Ok(Piece::Item(item)) => Some(Ok(item)),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    })
}

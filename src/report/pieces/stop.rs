//! A long draft is read in parts: as far as its report holds the pieces, then over the rest for what a
//! heading needs, and later on from where the first reading stopped.

use std::{
    collections::VecDeque,
    io::{Read, Seek},
};

use super::{Desk, Piece, Pieces, Shared, Tally};
use crate::{
    crew::Crew,
    draft::{self, Charset, Everything, Part, Reading, Unreadable},
};

/// Where a reading of a draft stopped, with what its pieces came to until there.
#[derive(Clone, Debug)]
pub struct Stop {
    steps: usize,
    /// How many shared the work: that tells how far each step went.
    pub hands: usize,
    charset: Charset,
    /// What is known of the pieces that have passed.
    pub tally: Tally,
}

impl<'a, S: Read + Seek> Pieces<'a, S> {
    /// The pieces that were made of the parts read so far and have not passed yet, and where that was.
    ///
    /// # Errors
    /// When the draft cannot be read again.
    pub(in crate::report) fn stop(&mut self) -> Result<(VecDeque<Piece>, Stop), Unreadable> {
        while !self.under_way.is_empty() {
            self.take_first()?;
        }
        let (steps, hands, charset) = (self.steps, self.crew.hands(), self.draft.charset);
        let stop = Stop { steps, hands, charset, tally: self.tally.clone() };
        Ok((std::mem::take(&mut self.ready), stop))
    }

    /// Opens a draft where another reading of it, shared by as many, has stopped.
    ///
    /// # Errors
    /// When the draft cannot be read as far as that.
    pub fn after(
        stop: &Stop,
        source: S,
        path: &str,
        reading: &Reading<'_>,
        desk: Desk<'a>,
        in_doubt: bool,
        crew: Crew<'a>,
    ) -> Result<Self, Unreadable> {
        let source = Shared::new(source);
        let locating = source.another();
        let draft = draft::reopen(source, path, reading, stop.charset)?;
        let mut pieces = Self::of(draft, locating, desk, in_doubt)?.sharing(crew);
        pieces.ready.clear();
        pieces.tally = stop.tally.clone();
        let in_a_hurry = pieces.in_a_hurry();
        while pieces.steps < stop.steps && !pieces.ended {
            let passed = in_a_hurry && pieces.draft.pass_over(pieces.desk.examiner, &pieces.crew).is_some();
            pieces.ended = !passed && pieces.draft.next().transpose()?.is_none();
            pieces.steps += 1;
        }
        Ok(pieces)
    }

    /// Reads to the end without examining: what a heading needs, which is the dates, and whether anything is in
    /// doubt.
    ///
    /// # Errors
    /// When the draft cannot be read to its end.
    pub fn look_over(&mut self) -> Result<Tally, Unreadable> {
        let Desk { examiner, policy, .. } = self.desk;
        loop {
            while let Some(passed) = self.draft.pass_over(&Everything, &self.crew) {
                self.judged(examiner.date(passed.date, policy));
            }
            match self.draft.next().transpose()? {
                None => break,
                Some(Part::Trouble(trouble)) => self.tally.in_doubt |= trouble.blocks_fixing,
                Some(Part::Declaration(declaration)) => self.judged(examiner.date(declaration.date, policy)),
                Some(Part::Edit(_)) => {}
            }
        }
        Ok(Tally {
            on: std::mem::take(&mut self.tally.on),
            in_doubt: self.tally.in_doubt,
            ..Tally::default()
        })
    }
}

//! A long draft is read in parts: as far as its report holds the pieces, then over the rest for what a
//! heading needs, and later on from where the first reading stopped.

use std::{
    collections::VecDeque,
    io::{Read, Seek},
};

use super::{Desk, Piece, Pieces, Tally};
use crate::draft::{Everything, Part, Unreadable};

/// Where a reading of a draft stopped, with what its pieces came to until there.
#[derive(Clone, Debug)]
pub struct Stop {
    steps: usize,
    /// What is known of the pieces that have passed.
    pub tally: Tally,
}

impl<S: Read + Seek> Pieces<'_, S> {
    /// The pieces that were made of the parts read so far and have not passed yet, and where that was.
    pub(in crate::report) fn stop(&mut self) -> (VecDeque<Piece>, Stop) {
        (std::mem::take(&mut self.ready), Stop { steps: self.steps, tally: self.tally.clone() })
    }

    /// Goes on where another reading of the same draft, shared by as many threads, has stopped.
    ///
    /// # Errors
    /// When the draft cannot be read as far as that.
    pub fn after(mut self, stop: &Stop) -> Result<Self, Unreadable> {
        self.ready.clear();
        self.tally = stop.tally.clone();
        let in_a_hurry = self.in_a_hurry();
        while self.steps < stop.steps && !self.ended {
            let passed = in_a_hurry && self.draft.pass_over(self.desk.examiner, self.threads).is_some();
            self.ended = !passed && self.draft.next().transpose()?.is_none();
            self.steps += 1;
        }
        Ok(self)
    }

    /// Reads to the end without examining: what a heading needs, which is the dates, and whether anything is in
    /// doubt.
    ///
    /// # Errors
    /// When the draft cannot be read to its end.
    pub fn look_over(mut self) -> Result<Tally, Unreadable> {
        let Desk { examiner, policy, .. } = self.desk;
        loop {
            while let Some(passed) = self.draft.pass_over(&Everything, self.threads) {
                self.judged(examiner.date(passed.date, policy));
            }
            match self.draft.next().transpose()? {
                None => break,
                Some(Part::Trouble(trouble)) => self.tally.in_doubt |= trouble.blocks_fixing,
                Some(Part::Declaration(declaration)) => self.judged(examiner.date(declaration.date, policy)),
                Some(Part::Edit(_)) => {}
            }
        }
        Ok(Tally { on: self.tally.on, in_doubt: self.tally.in_doubt, ..Tally::default() })
    }
}

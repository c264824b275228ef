//! Parts of a draft on their way: read ahead, examined by whoever has a hand free, and taken in their order.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use jiff::civil::Date;

use super::Pieces;
use crate::{
    crew::Answer,
    draft::{Item, Part, Trouble, Unreadable},
    edit::Edit,
    examine::Examined,
    finding,
    report::{Desk, locate::AtHand},
};

/// How many goods lines are examined, and placed in the file, together.
const BATCH: usize = 64;

/// A batch holds no further part where its lines have so many bytes, and lines of more are not kept at hand.
const MOST_BYTES: usize = 1 << 18;
const MOST_AT_HAND: usize = 1 << 12;

/// How many batches are under way for each that works: so many that nobody waits while one of them reads on.
const AHEAD: usize = 5;

/// A part that was read, with its lines where those are at hand.
struct Gathered {
    part: Part,
    lines: Option<Vec<u8>>,
}

/// What was made of a part.
pub(super) enum Examining {
    Trouble(Trouble),
    Edit(Edit),
    /// So many goods lines of one date of which nothing is said.
    Silent(usize, Option<Date>),
    /// With the lines of the file from which it was read, where those are at hand.
    Examined(Box<Examined>, Option<Arc<AtHand>>),
}

impl<S: Read + Seek> Pieces<'_, S> {
    /// Reads on, as far as there are hands for what was read, and takes what was examined first.
    pub(super) fn advance(&mut self) -> Result<(), Unreadable> {
        while !self.ended && self.under_way.len() < AHEAD * self.crew.hands() {
            let parts = self.gather()?;
            let examining = self.examine(parts);
            self.under_way.push_back(examining);
        }
        self.take_first()
    }

    /// The parts that come next.
    fn gather(&mut self) -> Result<Vec<Gathered>, Unreadable> {
        let (mut parts, mut bytes) = (Vec::with_capacity(BATCH), 0);
        while parts.len() < BATCH && bytes < MOST_BYTES {
            self.pass_over();
            let Some(part) = self.draft.next().transpose()? else {
                self.ended = true;
                break;
            };
            self.steps += 1;
            let lines = self.draft.lines();
            bytes += lines.map_or(0, <[u8]>::len);
            let lines = lines.filter(|lines| lines.len() <= MOST_AT_HAND).map(<[u8]>::to_vec);
            parts.push(Gathered { part, lines });
        }
        Ok(parts)
    }

    pub(super) fn take_first(&mut self) -> Result<(), Unreadable> {
        let Some(first) = self.under_way.pop_front() else { return Ok(()) };
        let mut unplaced = Vec::new();
        for part in self.crew.fetch(first) {
            match part {
                Examining::Trouble(trouble) => {
                    self.tally.in_doubt |= trouble.blocks_fixing;
                    self.apart(finding::unreadable_record(&trouble), None, None, &mut unplaced);
                }
                Examining::Edit(edit) => self.edit(edit, None, &mut unplaced),
                Examining::Silent(items, date) => self.passed(items, date),
                Examining::Examined(examined, lines) => self.examined(*examined, lines, &mut unplaced),
            }
        }
        self.place(unplaced)
    }

    fn examine(&self, parts: Vec<Gathered>) -> Answer<Vec<Examining>> {
        let Desk { examiner, policy, .. } = self.desk;
        let (charset, in_a_hurry) = (self.draft.charset, self.in_a_hurry());
        let examine = move |Gathered { part, lines }| match part {
            Part::Trouble(trouble) => Examining::Trouble(trouble),
            Part::Edit(edit) => Examining::Edit(edit),
            Part::Declaration(declaration) if in_a_hurry && examiner.is_silent(&declaration) => {
                Examining::Silent(declaration.items.len(), declaration.date)
            }
            Part::Declaration(declaration) => {
                let lines = lines.zip(single(&declaration.items)).and_then(|(lines, item)| {
                    AtHand::of(lines, item.span.start, item.line, &charset).map(Arc::new)
                });
                let examined = examiner.examine(declaration, &charset, policy);
                Examining::Examined(Box::new(examined), lines)
            }
        };
        self.crew.ask(move || parts.into_iter().map(examine).collect())
    }
}

/// The goods line that stands alone, as those of tables do.
fn single(items: &[Item]) -> Option<&Item> {
    if let [item] = items { Some(item) } else { None }
}

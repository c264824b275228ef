//! What was made of a draft gets its place in it: line and column, and the line that an excerpt shows.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use jiff::civil::Date;

use super::{Piece, Pieces};
use crate::{
    draft::Unreadable,
    edit::Edit,
    examine::{ExaminedItem, RemarkEdit},
    finding::Finding,
    report::{
        Located, LocatedEdit, ReportedItem,
        locate::{AtHand, Place},
    },
    span::Span,
};

/// What was made of a part, before its findings have their places; with the edit that mends them.
pub(super) enum Unplaced {
    Finding(Box<Finding>, Option<Arc<Edit>>),
    Item(Box<ExaminedItem>, Date, Option<Arc<Edit>>),
    Edit(Edit, Option<Box<RemarkEdit>>),
}

impl Unplaced {
    fn findings(&self) -> &[Finding] {
        match self {
            Self::Finding(finding, _) => std::slice::from_ref(&**finding),
            Self::Item(item, ..) => &item.findings,
            Self::Edit(..) => &[],
        }
    }

    /// The edit of a remark that one of its findings needs.
    fn mending(&self) -> Option<&Arc<Edit>> {
        let (Self::Finding(_, edit) | Self::Item(_, _, edit)) = self else { return None };
        edit.as_ref().filter(|_| self.findings().iter().any(|finding| finding.fix.is_some()))
    }
}

/// Lines in which places are told when they are asked for, where those are at hand.
pub(super) type Lines = Option<Arc<AtHand>>;

/// The places of spans in the order in which they are asked for.
struct Places {
    looked_up: std::vec::IntoIter<Place>,
}

impl Places {
    fn next(&mut self, lines: &Lines, span: Span) -> Place {
        at_hand(lines, span).or_else(|| self.looked_up.next()).unwrap_or_default()
    }
}

fn at_hand(lines: &Lines, span: Span) -> Option<Place> {
    lines.as_ref().and_then(|lines| Place::within(lines, span))
}

impl<S: Read + Seek> Pieces<'_, S> {
    /// Gives every finding, and the edit that mends it, its place and excerpt.
    pub(super) fn place(&mut self, unplaced: Vec<(Unplaced, Lines)>) -> Result<(), Unreadable> {
        let mut last: Option<&Arc<Edit>> = None;
        let mut wanted = Vec::new();
        for (unplaced, lines) in &unplaced {
            // findings of one remark share its edit
            let mending = unplaced.mending();
            let edit = mending.filter(|edit| last.is_none_or(|last| !Arc::ptr_eq(edit, last)));
            last = mending.or(last);
            let spans = edit.map(|edit| edit.span).into_iter();
            let spans = spans.chain(unplaced.findings().iter().map(|finding| finding.span));
            wanted.extend(spans.filter(|span| at_hand(lines, *span).is_none()));
        }
        let looked_up: Vec<Place> = self.locator.locate(&wanted)?.into_iter().map(Place::from).collect();
        let mut places = Places { looked_up: looked_up.into_iter() };
        let mut last: Option<(Arc<Edit>, Arc<LocatedEdit>)> = None;
        self.ready.extend(unplaced.into_iter().map(|(unplaced, lines)| {
            let edit = unplaced.mending().map(|edit| match &last {
                Some((known, located)) if Arc::ptr_eq(edit, known) => Arc::clone(located),
                _ => {
                    let place = places.next(&lines, edit.span);
                    let located = Arc::new(LocatedEdit { edit: (**edit).clone(), place });
                    last = Some((Arc::clone(edit), Arc::clone(&located)));
                    located
                }
            });
            let mut located = |finding: Finding| {
                let place = places.next(&lines, finding.span);
                let edit = edit.clone().filter(|_| finding.fix.is_some());
                Located { finding, place, edit }
            };
            match unplaced {
                Unplaced::Finding(finding, _) => Piece::Finding(Box::new(located(*finding))),
                Unplaced::Edit(edit, remark) => Piece::Edit { edit, remark },
                Unplaced::Item(mut item, on, _) => {
                    let findings = std::mem::take(&mut item.findings).into_iter().map(located);
                    let (accepted, findings) = findings.partition(|located| located.finding.accepted);
                    Piece::Item(Box::new(ReportedItem { examined: *item, on, findings, accepted }))
                }
            }
        }));
        Ok(())
    }
}

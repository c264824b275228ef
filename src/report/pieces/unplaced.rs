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
    report::{Located, LocatedEdit, ReportedItem, locate},
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

impl<S: Read + Seek> Pieces<'_, S> {
    /// Gives every finding, and the edit that mends it, its place and excerpt. Some are known.
    pub(super) fn place(
        &mut self,
        unplaced: Vec<Unplaced>,
        mut known: Vec<(Span, locate::Located)>,
    ) -> Result<(), Unreadable> {
        let mut edits: Vec<Arc<Edit>> = unplaced.iter().filter_map(Unplaced::mending).cloned().collect();
        edits.dedup_by(|one, other| Arc::ptr_eq(one, other));
        let found = unplaced.iter().flat_map(Unplaced::findings);
        let spans: Vec<Span> =
            found.map(|finding| finding.span).chain(edits.iter().map(|edit| edit.span)).collect();
        known.sort_unstable_by_key(|(span, _)| *span);
        let known = |span: &Span| {
            let found = known.binary_search_by_key(span, |(span, _)| *span).ok()?;
            Some(known[found].1.clone())
        };
        let mut places: Vec<Option<locate::Located>> = spans.iter().map(known).collect();
        let wanted = spans.iter().zip(&places).filter(|(_, known)| known.is_none()).map(|(span, _)| *span);
        let mut looked_up = self.locator.locate(&wanted.collect::<Vec<Span>>())?.into_iter();
        places.iter_mut().filter(|known| known.is_none()).for_each(|place| *place = looked_up.next());
        let of_edits = places.split_off(places.len() - edits.len());
        let mut edits = edits.into_iter().zip(of_edits);
        let mut places = places.into_iter();
        let mut last: Option<(Arc<Edit>, Arc<LocatedEdit>)> = None;
        self.ready.extend(unplaced.into_iter().map(|unplaced| {
            let edit = unplaced.mending().and_then(|mending| {
                if last.as_ref().is_none_or(|(edit, _)| !Arc::ptr_eq(edit, mending)) {
                    last = edits.next().map(|(edit, place)| {
                        let region = place.unwrap_or_default().region;
                        let located = LocatedEdit { edit: (*edit).clone(), region };
                        (edit, Arc::new(located))
                    });
                }
                last.as_ref().map(|(_, located)| Arc::clone(located))
            });
            let mut located = |finding: Finding| {
                let locate::Located { region, excerpt } = places.next().flatten().unwrap_or_default();
                let edit = edit.clone().filter(|_| finding.fix.is_some());
                Located { finding, region, excerpt, edit }
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

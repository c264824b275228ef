//! Which goods lines and findings are shown, and what is known of all of them: the same whether they are shown one by one
//! or picked from a long draft beforehand.

use super::{cited::Cited, fold::Fold};
use crate::{
    law::ControlList,
    report::{Located, Piece, ReportedItem, View},
};

/// What was shown so far.
#[derive(Clone)]
pub(super) struct Shown<'a> {
    law: &'a ControlList,
    only_findings: bool,
    pub(super) cited: Cited,
    pub(super) fold: Fold,
}

impl<'a> Shown<'a> {
    pub(super) fn nothing(view: &View<'a>) -> Self {
        let (cited, fold) = (Cited::default(), Fold::new(view.all));
        Self { law: view.law, only_findings: view.only_findings, cited, fold }
    }

    /// Whether a piece is shown; else it is counted.
    pub(super) fn piece(&mut self, piece: &Piece) -> bool {
        match piece {
            Piece::Finding(located) => self.finding(located),
            Piece::Item(item) => self.item(item).is_some(),
            Piece::Edit { .. } => false,
        }
    }

    /// Whether a finding that concerns no single goods line is shown.
    pub(super) fn finding(&mut self, located: &Located) -> bool {
        self.fold.shows_finding(located)
    }

    /// Which findings of a goods line are shown in full; `None` where the line is not shown.
    pub(super) fn item(&mut self, item: &ReportedItem) -> Option<Vec<bool>> {
        if self.only_findings && item.findings.is_empty() {
            return None;
        }
        self.cited.add(item, self.law);
        self.fold.shows_item(item)
    }

    /// Takes over what was counted, and cited, when pieces were picked.
    pub(super) fn take_over(&mut self, picked: Self) {
        self.cited = picked.cited;
        self.fold.take_counts(picked.fold);
    }
}

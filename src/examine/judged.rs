//! What was made of a declaration, before it is said of the goods lines where they stand.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Examined, ExaminedItem, RemarkEdit};
use crate::{
    determination::Determination,
    draft::Declaration,
    facts::Facts,
    finding::{Finding, Found},
};

/// What was made of a declaration.
pub(super) struct Judged {
    pub(super) findings: Vec<Finding>,
    pub(super) edit: Option<RemarkEdit>,
    pub(super) items: Vec<Arc<JudgedItem>>,
}

/// What was made of a goods line, wherever it stands.
#[derive(Debug)]
pub(super) struct JudgedItem {
    pub(super) facts: Arc<Facts>,
    pub(super) determination: Arc<Determination>,
    /// The statement that is due.
    pub(super) due: Option<String>,
    pub(super) found: Vec<Found>,
}

impl Judged {
    /// Says it of the goods lines of a declaration.
    pub(super) fn of(self, declaration: Declaration, on: Date) -> Examined {
        let Declaration { items, remark, number, .. } = declaration;
        let number = number.map(|number| number.text.trim().to_owned());
        let items = items.into_iter().zip(self.items).map(|(item, judged)| {
            let findings = judged.found.iter().map(|found| found.at(&item, remark.as_ref())).collect();
            ExaminedItem {
                declaration: number.clone(),
                item,
                facts: Arc::clone(&judged.facts),
                determination: Arc::clone(&judged.determination),
                present: remark.as_ref().map(|remark| remark.field.text.clone()),
                required: judged.due.clone(),
                findings,
            }
        });
        Examined { on, items: items.collect(), findings: self.findings, edit: self.edit }
    }
}

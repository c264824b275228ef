//! What the findings about acceptances have in common.

use super::{
    Check, Fault, Finding, dead_acceptance::dead_acceptance, expired_acceptance::expired_acceptance,
    forbidden_acceptance::forbidden_acceptance, outdated_acceptance::outdated_acceptance,
    unreasoned_acceptance::unreasoned_acceptance,
};
use crate::{
    acceptance::{Acceptance, Acceptances, Fate, Fates},
    phrase::Phrase,
    span::Span,
};

/// The findings about acceptances that do not hold, in the order of their file.
pub(crate) fn of_acceptances(acceptances: &Acceptances, fates: &Fates) -> Vec<Finding> {
    let finding = |(index, fate): (usize, &Fate)| {
        let entry = acceptances.entries().get(index)?;
        match fate {
            Fate::Holds => None,
            Fate::Dead => Some(dead_acceptance(entry)),
            Fate::Outdated(change) => Some(outdated_acceptance(entry, change)),
            Fate::Forbidden(refusal) => Some(forbidden_acceptance(entry, *refusal)),
            Fate::Unreasoned => Some(unreasoned_acceptance(entry)),
            Fate::Expired => Some(expired_acceptance(entry)),
        }
    };
    fates.iter().filter_map(finding).collect()
}

/// What an acceptance is about: ``missing-use` at item 2 of drafts/a.csv`.
pub(super) fn about(entry: &Acceptance) -> Phrase {
    let (finding, item, file) = (entry.finding.get_ref(), entry.item, &entry.file);
    let place = match &entry.declaration {
        Some(declaration) => {
            Phrase::new(format!("declaration {declaration}"), format!("报关单{declaration}"))
        }
        None => Phrase::new(file, format!(" {file} ")),
    };
    Phrase::new(
        format!("`{finding}` at item {item} of {}", place.en),
        format!("{}第{item}项的“{finding}”", place.zh),
    )
}

impl Check {
    pub(super) fn about_acceptance(
        &self,
        entry: &Acceptance,
        what: Phrase,
        why: Phrase,
        cure: Phrase,
    ) -> Finding {
        let at = entry.finding.span();
        self.finding(None, Fault::new(Span::new(at.start, at.end), what, why, cure))
    }
}

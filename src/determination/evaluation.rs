//! What the declared facts make of an entry's condition.

use super::{Compared, Coverage};
use crate::{
    facts::Facts,
    interval::Interval,
    law::{Comparison, Condition, ControlList, Limit},
    margin::Margins,
    number::Number,
};

/// Which outcomes the declared facts allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Possible {
    /// The condition holds.
    pub(super) met: bool,
    /// It does not, and is missed by no more than the margin.
    pub(super) closely: bool,
    /// It does not, and is missed by more.
    pub(super) far: bool,
}

impl Possible {
    pub(super) const MET: Self = Self { met: true, closely: false, far: false };
    pub(super) const FAR: Self = Self { met: false, closely: false, far: true };
    const ANY: Self = Self { met: true, closely: true, far: true };

    /// The coverage of goods of the kind, of what is not missed by far.
    pub(super) fn coverage(self) -> Coverage {
        match (self.met, self.closely, self.far) {
            (true, false, false) => Coverage::Covered,
            (false, true, false) => Coverage::Near,
            _ => Coverage::Open,
        }
    }

    fn of(comparison: Comparison) -> Self {
        match comparison {
            Comparison::Met => Self::MET,
            Comparison::MissedClosely => Self { met: false, closely: true, far: false },
            Comparison::Missed | Comparison::Inapplicable => Self::FAR,
            Comparison::OpenClosely => Self { met: true, closely: true, far: false },
            Comparison::Open => Self::ANY,
        }
    }

    fn all(parts: &[Self]) -> Self {
        Self {
            met: parts.iter().all(|part| part.met),
            closely: parts.iter().all(|part| part.met || part.closely)
                && parts.iter().any(|part| part.closely),
            far: parts.iter().any(|part| part.far),
        }
    }

    fn any(parts: &[Self]) -> Self {
        Self {
            met: parts.iter().any(|part| part.met),
            closely: parts.iter().all(|part| part.closely || part.far)
                && parts.iter().any(|part| part.closely),
            far: parts.iter().all(|part| part.far),
        }
    }
}

/// The outcomes of a condition, and what would settle them.
pub(super) struct Answer {
    pub(super) possible: Possible,
    /// The parameters whose values could still change it.
    pub(super) missing: Vec<String>,
}

impl Answer {
    /// What several conditions come to. What is settled asks for nothing more.
    fn of(parts: Vec<Self>, join: fn(&[Possible]) -> Possible) -> Self {
        let possible = join(&parts.iter().map(|part| part.possible).collect::<Vec<_>>());
        let is_settled = matches!(possible, Possible::MET | Possible::FAR);
        let parts = parts.into_iter().filter(|_| !is_settled);
        Self { possible, missing: parts.flat_map(|part| part.missing).collect() }
    }
}

/// What conditions are evaluated with.
pub(super) struct Evaluation<'a> {
    pub(super) facts: &'a Facts,
    /// The parameters that the goods do not have.
    pub(super) lacks: &'a [String],
    pub(super) law: &'a ControlList,
    pub(super) margin: &'a Margins,
}

impl Evaluation<'_> {
    pub(super) fn of(&self, condition: &Condition, comparisons: &mut Vec<Compared>) -> Answer {
        let mut parts = |conditions: &[Condition]| {
            conditions.iter().map(|part| self.of(part, comparisons)).collect::<Vec<Answer>>()
        };
        match condition {
            Condition::All(conditions) => Answer::of(parts(conditions), Possible::all),
            Condition::Any(conditions) => Answer::of(parts(conditions), Possible::any),
            Condition::Limit(limit) => {
                let value = self.declared(&limit.parameter);
                let is_lacking = value.is_none() && self.lacks.contains(&limit.parameter);
                let outcome = match &value {
                    Some(value) => Some(limit.compare(value, &self.margin(limit))),
                    None => is_lacking.then_some(Comparison::Inapplicable),
                };
                comparisons.push(Compared { limit: limit.clone(), value, outcome });
                let missing = outcome.is_none().then(|| limit.parameter.clone());
                Answer {
                    possible: outcome.map_or(Possible::ANY, Possible::of),
                    missing: missing.into_iter().collect(),
                }
            }
        }
    }

    /// How far a value may miss the limit and still be close.
    fn margin(&self, limit: &Limit) -> Number {
        limit.value.abs().times(self.margin.of(&limit.parameter))
    }

    /// What all declared values of a parameter allow together, and beside them what may be another value of it.
    /// One that no real product has is a slip of the pen or of the unit: beside it nothing is decided.
    fn declared(&self, parameter: &str) -> Option<Interval> {
        let mut values = self.facts.stated.iter().filter(|quantity| quantity.parameter == parameter);
        let possible = self.law.parameters.named(parameter).and_then(|parameter| parameter.possible.as_ref());
        if possible.is_some_and(|range| values.any(|quantity| !range.admits(&quantity.interval))) {
            return None;
        }
        let declared = self.facts.declared(parameter)?;
        let doubts = self.facts.in_doubt(parameter);
        let candidates = doubts.iter().flat_map(|aside| &aside.candidates);
        Some(candidates.fold(declared, |all, candidate| all.hull(candidate)))
    }
}

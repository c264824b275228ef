//! What follows for an item from its facts and the entries in force. Total and pure: what it
//! cannot decide is a determination of its own, never an error and never "not controlled".

use std::fmt;

use jiff::civil::Date;

use crate::{
    facts::{
        Facts, Quantity,
        goods::{Kind, Kinship, Usage},
    },
    interval::Interval,
    law::{Comparison, Condition, ControlList, Limit, Standing},
    margin::Margins,
};

/// The answer for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Some entry in force covers it, by declared facts.
    Controlled,
    /// Of the kind, and a needed fact is missing or leaves it open.
    Undetermined,
    /// Covered by none, and every unmet limit of some entry is missed by no more than the margin.
    Near,
    /// Only entries that are not in force on the date would or could cover it.
    Suspended,
    /// Of the kind of an entry, and by declared facts clearly outside it.
    Clear,
    /// Not of the kind of any entry; or an import.
    OutOfScope,
}

impl Verdict {
    /// Every answer, in the order of precedence.
    pub const ALL: [Self; 6] =
        [Self::Controlled, Self::Undetermined, Self::Near, Self::Suspended, Self::Clear, Self::OutOfScope];

    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Controlled => "controlled",
            Self::Undetermined => "undetermined",
            Self::Near => "near",
            Self::Suspended => "suspended",
            Self::Clear => "clear",
            Self::OutOfScope => "out-of-scope",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A determination with everything it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Determination {
    /// The answer.
    pub verdict: Verdict,
    /// What each entry that anything points at makes of the item.
    pub judgements: Vec<Judgement>,
    /// What would have to be known, without repetition.
    pub missing: Vec<Missing>,
}

impl Determination {
    /// The judgements on which the answer rests.
    pub fn ground(&self) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter().filter(|judgement| judgement.verdict() == Some(self.verdict))
    }

    /// The control codes of that ground, each once.
    pub fn codes(&self, law: &ControlList) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for judgement in self.ground() {
            let code = &law.entries[judgement.entry].code;
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }
}

/// What one entry makes of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The index of the entry in the control list.
    pub entry: usize,
    /// Whether it is in force on the date.
    pub standing: Standing,
    /// Whether the item is covered.
    pub coverage: Coverage,
    /// Each comparison that was made.
    pub comparisons: Vec<Compared>,
    /// What this entry would have to know.
    pub missing: Vec<Missing>,
}

/// Whether an entry covers an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Every condition is met by declared facts.
    Covered,
    /// Declared facts leave it open.
    Open,
    /// Not covered; every unmet limit is missed by no more than the margin.
    Near,
    /// Not covered.
    Outside,
    /// Not of the kind.
    NotOfKind,
}

impl Coverage {
    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Open => "open",
            Self::Near => "near",
            Self::Outside => "outside",
            Self::NotOfKind => "not-of-kind",
        }
    }
}

/// One comparison with a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The limit.
    pub limit: Limit,
    /// What the declared values allow together; `None` when none is declared.
    pub value: Option<Interval>,
    /// The outcome; `None` when there is nothing to compare.
    pub outcome: Option<Comparison>,
}

/// A fact that is needed and not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The value of a parameter.
    Parameter(String),
    /// What the equipment is for.
    Use,
    /// What the goods are.
    Goods,
    /// The name of the goods.
    Name,
    /// The tariff line.
    TariffLine,
}

impl Missing {
    /// The word for it in reports: a parameter's own name, or what kind of fact it is.
    pub fn word(&self) -> &str {
        match self {
            Self::Parameter(name) => name,
            Self::Use => "use",
            Self::Goods => "goods",
            Self::Name => "name",
            Self::TariffLine => "tariff-line",
        }
    }
}

impl Judgement {
    /// The answer that this entry alone would give; `None` when it has nothing to say.
    pub fn verdict(&self) -> Option<Verdict> {
        match (&self.standing, self.coverage) {
            (Standing::Revoked { .. }, _) | (_, Coverage::NotOfKind) => None,
            (Standing::InForce, Coverage::Covered) => Some(Verdict::Controlled),
            (Standing::InForce, Coverage::Open) => Some(Verdict::Undetermined),
            (Standing::InForce, Coverage::Near) => Some(Verdict::Near),
            (_, Coverage::Covered | Coverage::Open) => Some(Verdict::Suspended),
            (_, Coverage::Near | Coverage::Outside) => Some(Verdict::Clear),
        }
    }
}

/// Determines an item. `margin` is the user's policy for *near*.
pub fn determine(facts: &Facts, law: &ControlList, on: Date, margin: &Margins) -> Determination {
    let nothing = |verdict| Determination { verdict, judgements: Vec::new(), missing: Vec::new() };
    if facts.is_import {
        return nothing(Verdict::OutOfScope);
    }
    let judgements: Vec<Judgement> =
        facts.kinds.iter().map(|kind| judge(kind, facts, law, on, margin)).collect();
    let verdict = judgements.iter().filter_map(Judgement::verdict).min().unwrap_or(Verdict::OutOfScope);
    let has_line = facts.tariff_line.digits().is_some();
    if verdict == Verdict::OutOfScope && facts.is_vague && !(facts.is_named && has_line) {
        let mut missing = vec![if facts.is_named { Missing::Goods } else { Missing::Name }];
        missing.extend((!has_line).then_some(Missing::TariffLine));
        return Determination { verdict: Verdict::Undetermined, judgements, missing };
    }
    let mut determination = Determination { verdict, judgements, missing: Vec::new() };
    let mut missing: Vec<Missing> = Vec::new();
    let nameless = verdict == Verdict::Undetermined && facts.is_vague && !facts.is_named;
    missing.extend(nameless.then_some(Missing::Name));
    for fact in determination.ground().flat_map(|judgement| &judgement.missing) {
        if !missing.contains(fact) {
            missing.push(fact.clone());
        }
    }
    determination.missing = missing;
    determination
}

fn judge(kind: &Kind, facts: &Facts, law: &ControlList, on: Date, margin: &Margins) -> Judgement {
    let entry = &law.entries[kind.entry];
    let mut comparisons = Vec::new();
    let possible = match &entry.condition {
        Some(condition) => Evaluation { stated: &facts.stated, law, margin }.of(condition, &mut comparisons),
        None => Possible { met: true, closely: false, far: false },
    };
    let mut missing = Vec::new();
    let coverage = if kind.kinship == Kinship::NotOf {
        Coverage::NotOfKind
    } else if matches!(kind.usage, Some(Usage::Otherwise(_))) || possible == Possible::FAR {
        Coverage::Outside
    } else {
        let unsure_kind = kind.kinship == Kinship::Doubtful;
        let unsure_use = matches!(kind.usage, Some(Usage::NotStated));
        missing.extend(unsure_kind.then_some(Missing::Goods));
        missing.extend(unsure_use.then_some(Missing::Use));
        for compared in comparisons.iter().filter(|compared| compared.outcome.is_none()) {
            missing.push(Missing::Parameter(compared.limit.parameter.clone()));
        }
        if unsure_kind || unsure_use { Coverage::Open } else { possible.coverage() }
    };
    if matches!(coverage, Coverage::Outside | Coverage::NotOfKind) {
        missing.clear();
    }
    Judgement { entry: kind.entry, standing: law.standing(entry, on), coverage, comparisons, missing }
}

/// Which outcomes the declared facts allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Possible {
    /// The condition holds.
    met: bool,
    /// It does not, and is missed by no more than the margin.
    closely: bool,
    /// It does not, and is missed by more.
    far: bool,
}

impl Possible {
    const ANY: Self = Self { met: true, closely: true, far: true };
    const FAR: Self = Self { met: false, closely: false, far: true };

    fn coverage(self) -> Coverage {
        match (self.met, self.closely, self.far) {
            (true, false, false) => Coverage::Covered,
            (false, true, false) => Coverage::Near,
            (false, false, true) => Coverage::Outside,
            _ => Coverage::Open,
        }
    }

    fn of(comparison: Comparison) -> Self {
        match comparison {
            Comparison::Met => Self { met: true, closely: false, far: false },
            Comparison::MissedClosely => Self { met: false, closely: true, far: false },
            Comparison::Missed => Self::FAR,
            Comparison::OpenClosely => Self { met: true, closely: true, far: false },
            Comparison::Open => Self::ANY,
        }
    }
}

/// What conditions are evaluated with.
struct Evaluation<'a> {
    stated: &'a [Quantity],
    law: &'a ControlList,
    margin: &'a Margins,
}

impl Evaluation<'_> {
    fn of(&self, condition: &Condition, comparisons: &mut Vec<Compared>) -> Possible {
        match condition {
            Condition::Limit(limit) => {
                let value = self.declared(&limit.parameter);
                let outcome =
                    value.as_ref().map(|value| limit.compare(value, self.margin.of(&limit.parameter)));
                comparisons.push(Compared { limit: limit.clone(), value, outcome });
                outcome.map_or(Possible::ANY, Possible::of)
            }
            Condition::All(parts) => {
                let parts: Vec<Possible> = parts.iter().map(|part| self.of(part, comparisons)).collect();
                Possible {
                    met: parts.iter().all(|part| part.met),
                    closely: parts.iter().all(|part| part.met || part.closely)
                        && parts.iter().any(|part| part.closely),
                    far: parts.iter().any(|part| part.far),
                }
            }
            Condition::Any(parts) => {
                let parts: Vec<Possible> = parts.iter().map(|part| self.of(part, comparisons)).collect();
                Possible {
                    met: parts.iter().any(|part| part.met),
                    closely: parts.iter().all(|part| part.closely || part.far)
                        && parts.iter().any(|part| part.closely),
                    far: parts.iter().all(|part| part.far),
                }
            }
        }
    }

    /// What all declared values of a parameter allow together. One that no real product has is a
    /// slip of the pen or of the unit: beside it nothing is decided.
    fn declared(&self, parameter: &str) -> Option<Interval> {
        let values = || self.stated.iter().filter(|quantity| quantity.parameter == parameter);
        let possible = self.law.parameters.named(parameter).and_then(|parameter| parameter.possible.as_ref());
        if possible.is_some_and(|range| values().any(|quantity| !range.admits(&quantity.interval))) {
            return None;
        }
        values().map(|quantity| quantity.interval.clone()).reduce(|one, other| one.hull(&other))
    }
}

//! What follows for an item from its facts and the entries in force. Total and pure: what it
//! cannot decide is a determination of its own, never an error and never "not controlled".

mod evaluation;

use std::fmt;

use jiff::civil::Date;

use crate::{
    facts::{
        Facts,
        goods::{Content, Ground, Kind, Kinship, Usage},
    },
    interval::Interval,
    law::{Comparison, ControlList, Limit, Standing},
    margin::Margins,
};
use evaluation::{Answer, Evaluation, Possible};

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

    /// The control codes of that ground, each once. An entry without one adds none.
    pub fn codes<'a>(&self, law: &'a ControlList) -> Vec<&'a str> {
        let mut codes: Vec<&str> = Vec::new();
        for judgement in self.ground() {
            let entry = &law.entries[judgement.entry];
            if entry.is_coded && !codes.contains(&entry.code.as_str()) {
                codes.push(&entry.code);
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
    /// Whether the transcription of the entry is too unsure to decide anything.
    pub is_unsure: bool,
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
    /// Whether the goods hold what the entry asks for.
    Composition,
    /// The words of the entry itself: they were read in one incomplete copy.
    Wording,
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
            Self::Composition => "composition",
            Self::Wording => "wording",
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
            (_, Coverage::Near | Coverage::Outside) if self.is_unsure => None,
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
    let mut judgements: Vec<Judgement> =
        facts.kinds.iter().map(|kind| judge(kind, facts, law, on, margin)).collect();
    leave_to_others(&mut judgements, law);
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

/// Takes goods out of an entry that leaves them to another one, where that covers them.
fn leave_to_others(judgements: &mut [Judgement], law: &ControlList) {
    let covering: Vec<&str> = judgements
        .iter()
        .filter(|judgement| judgement.verdict() == Some(Verdict::Controlled))
        .map(|judgement| law.entries[judgement.entry].code.as_str())
        .collect();
    for judgement in judgements {
        let others = &law.entries[judgement.entry].not_under;
        if others.iter().any(|code| covering.contains(&code.as_str())) {
            judgement.coverage = Coverage::Outside;
            judgement.missing.clear();
        }
    }
}

fn judge(kind: &Kind, facts: &Facts, law: &ControlList, on: Date, margin: &Margins) -> Judgement {
    let entry = &law.entries[kind.entry];
    let mut comparisons = Vec::new();
    let evaluation = Evaluation { facts, lacks: &kind.lacks, law, margin };
    let unconditional = || Answer { possible: Possible::MET, missing: Vec::new() };
    let answer = entry
        .condition
        .as_ref()
        .map_or_else(unconditional, |condition| evaluation.of(condition, &mut comparisons));
    // that they are close matters only where an act asks for it
    let asks_near = law.act(entry).remark.as_ref().is_some_and(|duty| duty.near.is_some());
    let possible = match answer.possible {
        Possible { met: false, far: true, .. } if !asks_near => Possible::FAR,
        possible => possible,
    };
    let mut missing = Vec::new();
    let coverage = if kind.kinship == Kinship::NotOf {
        Coverage::NotOfKind
    } else if matches!(kind.usage, Some(Usage::Otherwise(_)))
        || kind.content.iter().any(|content| matches!(content, Content::Denied(_)))
        || possible == Possible::FAR
    {
        Coverage::Outside
    } else {
        let unsure_kind = kind.kinship == Kinship::Doubtful;
        let unsure_use = matches!(kind.usage, Some(Usage::NotStated));
        missing.extend(unsure_kind.then_some(Missing::Goods));
        let unsure_content = kind.content.contains(&Content::NotStated);
        missing.extend(unsure_use.then_some(Missing::Use));
        missing.extend(unsure_content.then_some(Missing::Composition));
        // of goods that nothing names, values would tell nothing yet
        let asked = answer.missing.into_iter().filter(|_| kind.ground != Ground::Vague);
        missing.extend(asked.map(Missing::Parameter));
        let unsure_words = entry.is_unsure() && possible.met;
        missing.extend(unsure_words.then_some(Missing::Wording));
        let is_open = unsure_kind || unsure_use || unsure_content || unsure_words;
        if is_open { Coverage::Open } else { possible.coverage() }
    };
    if coverage != Coverage::Open {
        missing.clear();
    }
    let (standing, is_unsure) = (law.standing(entry, on), entry.is_unsure());
    Judgement { entry: kind.entry, standing, coverage, comparisons, missing, is_unsure }
}

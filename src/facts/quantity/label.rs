//! The label that values stand under, and how far it reaches.

use std::ops::Range;

use super::{
    lexicon::{Bound, Target},
    unit::UnitMeaning,
};
use crate::law::parameters::Parameters;

/// A label of a text, or the heading of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// What it announces; empty for a word such as 密度 that announces nothing certain.
    pub(super) targets: Vec<Target>,
    /// Where several labels stand in a list, what each announces, in order: values take them in turn.
    pub(super) listed: Vec<Vec<Target>>,
    /// What the unit beside it measures.
    pub(super) unit: Vec<UnitMeaning>,
    /// A bound before it: 最小压实密度.
    pub(super) bound: Option<Bound>,
    /// 约 before it.
    pub(super) approximate: bool,
    /// Where it ends.
    pub(super) end: usize,
    /// Where the brackets after it end, or else itself.
    pub(super) brackets_end: usize,
    /// Where the unit beside it stands.
    pub(super) unit_range: Range<usize>,
    /// How many values stand under it already.
    pub(super) values: usize,
    /// Whether words that mean nothing here stand after it, its last value or the last comma.
    pub(super) strange: bool,
    /// Whether a comma stands after it or its last value.
    pub(super) parted: bool,
}

impl Label {
    /// The list that this label and one after it make.
    pub(super) fn with(&self, next: &[Target]) -> Vec<Vec<Target>> {
        let mut listed = self.listed.clone();
        if listed.is_empty() {
            listed.push(self.targets.clone());
        }
        // more labels in a row than values could be told apart
        if listed.len() < 8 {
            listed.push(next.to_vec());
        }
        listed
    }

    /// The targets that a unit can measure: of listed labels those of the first whose own unit it
    /// is, else of the first that it fits. A look-alike without units of its own has its parameter's.
    pub(super) fn fitting(&self, meanings: &[UnitMeaning], parameters: &Parameters) -> Vec<Target> {
        match self.turn(meanings, parameters) {
            Some(turn) => compatible(&self.listed[turn], meanings),
            None => compatible(&self.targets, meanings),
        }
    }

    /// Takes the label that `fitting` gave out of the list.
    pub(super) fn take(&mut self, meanings: &[UnitMeaning], parameters: &Parameters) {
        if let Some(turn) = self.turn(meanings, parameters) {
            self.listed.remove(turn);
        }
    }

    fn turn(&self, meanings: &[UnitMeaning], parameters: &Parameters) -> Option<usize> {
        let own = |targets: &Vec<Target>| {
            targets.iter().any(|target| match *target {
                Target::LookAlike(of, alike)
                    if parameters.parameters[of].look_alikes[alike].units.is_empty() =>
                {
                    !compatible(&[*target], meanings).is_empty()
                }
                _ => measures(*target, meanings),
            })
        };
        let fits = |targets: &Vec<Target>| !compatible(targets, meanings).is_empty();
        self.listed.iter().position(own).or_else(|| self.listed.iter().position(fits))
    }

    /// Whether the next number stands directly under it.
    pub(super) fn is_fresh(&self) -> bool {
        self.values == 0 && !self.strange && !self.parted
    }

    /// Whether the next number, if its unit fits, is its value: any words may stand between it
    /// and its first value in one clause, none between it and a further one.
    pub(super) fn reaches(&self) -> bool {
        if self.values == 0 && !self.parted { true } else { !self.strange }
    }
}

/// The targets that a unit can measure.
pub(super) fn compatible(targets: &[Target], meanings: &[UnitMeaning]) -> Vec<Target> {
    let alike = |target: Target| {
        let parameter = target.parameter();
        meanings.iter().any(|meaning| matches!(*meaning, UnitMeaning::Parameter(of, _) if of == parameter))
    };
    targets.iter().copied().filter(|target| measures(*target, meanings) || alike(*target)).collect()
}

/// Whether a unit is the target's own: that of a parameter, or one that only its look-alike has.
fn measures(target: Target, meanings: &[UnitMeaning]) -> bool {
    meanings.iter().any(|meaning| match (target, *meaning) {
        (Target::Parameter(one), UnitMeaning::Parameter(other, _)) => one == other,
        (Target::LookAlike(one, alike), UnitMeaning::LookAlike(other, likewise)) => {
            (one, alike) == (other, likewise)
        }
        _ => false,
    })
}

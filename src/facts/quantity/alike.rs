//! What looks like a value of a parameter and is one of a look-alike: by its label, its unit or a word beside it.

use super::{
    amount::Amount,
    attribution::Reader,
    label::Label,
    lexicon::{Entry, Target},
    statement,
    unit::UnitMeaning,
};
use crate::{facts::Reason, law::parameters::LookAlike};

impl Reader<'_> {
    /// The look-alike that a word before or after the amount makes of it.
    pub(super) fn modified(&self, parameter: usize, amount: &Amount) -> Option<usize> {
        let of =
            |entry: &Entry| entry.modifies.iter().find(|(p, _)| *p == parameter).map(|(_, alike)| *alike);
        if let Some(alike) = self.modifier.and_then(|word| of(self.scan.entry(word))) {
            return Some(alike);
        }
        let after = statement::word_in_brackets_after(self.scan, amount.range.end)?;
        of(self.scan.entry(after)).filter(|_| !statement::label_or_number_follows(self.scan, after.end))
    }

    /// A labelled look-alike; one that the law may mean is in doubt.
    pub(super) fn look_alike(
        &mut self,
        parameter: usize,
        alike: usize,
        meanings: &[UnitMeaning],
        amount: &Amount,
    ) -> bool {
        let LookAlike { text, may_be_meant, .. } = &self.parameter(parameter).look_alikes[alike];
        let units = meanings.iter().filter_map(|meaning| match *meaning {
            UnitMeaning::Parameter(of, unit) if of == parameter && *may_be_meant => Some(unit),
            _ => None,
        });
        let candidates = units.flat_map(|unit| self.possible(parameter, unit, amount)).collect();
        self.in_doubt(parameter, amount, Reason::OtherQuantity(text.clone()), candidates)
    }

    pub(super) fn other_quantity(&mut self, parameter: usize, alike: usize, amount: &Amount) -> bool {
        let text = self.parameter(parameter).look_alikes[alike].text.clone();
        self.set_aside(parameter, amount, Reason::OtherQuantity(text))
    }

    /// An amount in a unit that only a look-alike has; one that may be a slip under the parameter's own label is in doubt.
    pub(super) fn other_unit(&mut self, parameter: usize, alike: usize, amount: &Amount) -> bool {
        let LookAlike { text, mistaken, .. } = &self.parameter(parameter).look_alikes[alike];
        let is_under = |label: &Label| label.is_fresh() && label.targets == [Target::Parameter(parameter)];
        let is_slip = *mistaken && self.label.as_ref().is_some_and(is_under);
        let candidates = if is_slip { self.in_own_unit(parameter, amount) } else { Vec::new() };
        self.in_doubt(parameter, amount, Reason::OtherQuantity(text.clone()), candidates)
    }
}

//! Decides which quantity an amount is.

use super::{
    Disregarded,
    amount::{Amount, Dimension},
    attribution::{Latest, Reader, Scope},
    label::{self, Label},
    lexicon::{Bound, Target, Word},
    statement::{self, Aside, Statement},
    unit::UnitMeaning,
};
use crate::{
    facts::Reason,
    interval::Interval,
    law::parameters::{Parameter, Unit},
};

impl<'a> Reader<'a> {
    pub(super) fn amount(&mut self, amount: &Amount) {
        if self.label.as_ref().is_some_and(|label| label.unit_range.contains(&amount.range.start)) {
            // the 3 of a label's g/cm3
            return;
        }
        let scan = self.scan;
        let units = &scan.quantities.units;
        let own = amount.unit.map(|unit| units.meanings(unit)).unwrap_or_default();
        if self.is_circumstance(own) {
            self.circumstance(amount.range.clone(), self.is_lowered_by(amount));
            return;
        }
        if self.is_of_lowering(amount) {
            return;
        }
        if self.is_numbered(amount) {
            // 1#釜
            return;
        }
        self.amount_end = amount.range.end;
        self.last_values = self.out.values.len()..self.out.values.len();
        if self.changes_value(amount) {
            return;
        }
        let is_name = amount.glued && !amount.unit.is_some_and(|unit| scan.is_quotient(unit));
        let is_side = match amount.dimension {
            Some(Dimension::First) => !self.label.as_ref().is_some_and(Label::is_fresh),
            Some(Dimension::Later) => true,
            None => false,
        };
        if is_name || (is_side && !self.is_product(amount)) {
            self.with_label(|label| label.strange = true);
            return;
        }
        let is_doubled = amount.unit.is_some_and(|unit| scan.is_digit_like(unit));
        if is_doubled || (amount.glued && scan.is_behind_digit_like(amount.range.start)) {
            self.misread(amount, own);
            return;
        }
        let lent = amount.lent.map(|unit| units.meanings(unit)).unwrap_or_default();
        let heading = match &self.label {
            Some(label) if own.is_empty() && amount.foreign.is_none() => {
                // 能量密度(Wh/kg)：电芯285，系统235
                let further = !label.strange && !self.circumstances.is_empty();
                if self.column || label.is_fresh() || further { label.unit.clone() } else { Vec::new() }
            }
            _ => Vec::new(),
        };
        let found = if !own.is_empty() {
            self.with_unit(amount, own)
        } else if !heading.is_empty() {
            self.with_unit(amount, &heading)
        } else if !lent.is_empty() && !self.label_for(lent).is_empty() {
            self.with_unit(amount, lent)
        } else {
            self.without_unit(amount, lent)
        };
        self.last_values.end = self.out.values.len();
        if !self.last_values.is_empty() {
            self.by_heading = own.is_empty() && !heading.is_empty();
        }
        if self.scope == Scope::Limit {
            self.scope = Scope::These;
        }
        if found {
            if amount.lent.is_none() {
                self.forget_circumstances();
            }
            self.with_label(|label| {
                label.values += 1;
                (label.strange, label.parted) = (false, false);
            });
        } else {
            self.with_label(|label| label.strange = true);
        }
    }

    /// The quantities that the label before makes of an amount with that unit.
    pub(super) fn label_for(&self, meanings: &[UnitMeaning]) -> Vec<Target> {
        match &self.label {
            Some(label) if label.reaches() => label.fitting(meanings, &self.scan.quantities.parameters),
            _ => Vec::new(),
        }
    }

    /// Takes an amount with a unit; whether it is a value or looks like one.
    fn with_unit(&mut self, amount: &Amount, meanings: &[UnitMeaning]) -> bool {
        let asked: Vec<UnitMeaning> =
            meanings.iter().copied().filter(|m| m.parameter().is_some_and(|p| self.asked[p])).collect();
        for meaning in &asked {
            if let UnitMeaning::Slip(parameter) = *meaning {
                let unit = self.unit_text(amount);
                let candidates = self.in_any_unit(parameter, amount);
                return self.in_doubt(parameter, amount, Reason::ForeignUnit(unit), candidates);
            }
        }
        if !self.is_by_number(amount) && self.is_by_unknown(amount) {
            return true;
        }
        let before = self.label_for(&asked);
        let labelled = !before.is_empty();
        let targets = if labelled { before } else { self.label_after(amount, &asked) };
        let bound = self.label.as_ref().filter(|_| labelled).map(|label| (label.bound, label.approximate));
        for target in &targets {
            match *target {
                Target::LookAlike(parameter, alike) => self.look_alike(parameter, alike, &asked, amount),
                Target::Parameter(parameter) => {
                    self.value(parameter, &asked, amount, bound.unwrap_or_default())
                }
            };
        }
        if !targets.is_empty() {
            if labelled {
                let parameters = &self.scan.quantities.parameters;
                self.with_label(|label| label.take(&asked, parameters));
            }
            return true;
        }
        let of_label = |meaning: &UnitMeaning| {
            let of = |label: &Label| {
                label.targets.iter().any(|target| Some(target.parameter()) == meaning.parameter())
            };
            self.label.as_ref().is_some_and(of)
        };
        if !asked.is_empty() && !asked.iter().any(of_label) {
            // 能量密度310Wh, but 能量密度700Wh/L
            self.under_label(amount, |reader| Reason::ForeignUnit(reader.unit_text(amount)));
        }
        let mut found = false;
        for meaning in &asked {
            match *meaning {
                UnitMeaning::LookAlike(parameter, alike) => {
                    found |= self.other_unit(parameter, alike, amount)
                }
                UnitMeaning::Parameter(parameter, unit) if self.parameter(parameter).units[unit].telling => {
                    let unasked = self.unasked.filter(|(_, end)| self.is_direct(*end, amount.range.start));
                    let bound = (unasked.map(|(bound, _)| bound), false);
                    found |= self.value(parameter, &asked, amount, bound);
                }
                _ => {}
            }
        }
        if found {
            return true;
        }
        for meaning in &asked {
            if let UnitMeaning::Parameter(parameter, unit) = *meaning {
                if self.carries(parameter) {
                    found |= self.value(parameter, &asked, amount, (None, false));
                } else {
                    self.unlabelled(parameter, unit, amount);
                }
            }
        }
        if found {
            return true;
        }
        // the label says one thing, the unit another
        asked.is_empty() && self.under_label(amount, |reader| Reason::ForeignUnit(reader.unit_text(amount)))
    }

    /// Whether a label with a value stands before in the slot and none after it: a further value of its kind
    /// is one of it too, whatever words part them.
    fn carries(&self, parameter: usize) -> bool {
        let of = |label: &Label| label.values > 0 && label.targets.contains(&Target::Parameter(parameter));
        self.parameter(parameter).particular && self.label.as_ref().is_some_and(of)
    }

    pub(super) fn without_unit(&mut self, amount: &Amount, lent: &[UnitMeaning]) -> bool {
        match &amount.foreign {
            // (@ 3 tons)
            Some(_) if self.is_of_label(amount.range.start) => false,
            Some(range) if self.misread_end(amount, range.start) => true,
            Some(range) => {
                let unit = self.scan.original[self.scan.origin(range.clone())].to_owned();
                self.under_label(amount, |_| Reason::ForeignUnit(unit.clone()))
            }
            None if self.under_label(amount, |_| Reason::NoUnit) => true,
            None if self.is_bare(amount) && self.below_label(amount) => true,
            None => {
                // 5Ah，310，250Wh/kg: of the one before or of the one behind
                let is_further = self.further(amount);
                let found = self.listed_before(amount, lent) || is_further || self.qualified(amount);
                self.wait(amount);
                found
            }
        }
    }

    /// What an amount would be in each unit of a parameter that is not rare and makes a real product of it; where a word
    /// that is no unit touches it (1级), in the parameter's own.
    pub(super) fn in_any_unit(&self, parameter: usize, amount: &Amount) -> Vec<Interval> {
        let of = self.parameter(parameter);
        let joins = |word: Word| self.scan.entry(word).and || self.scan.entry(word).filler;
        let touches = self.scan.rest(amount.range.end).starts_with(char::is_alphanumeric)
            && !self.scan.word_from(amount.range.end).is_some_and(joins);
        let may_be_meant = |(_, unit): &(usize, &Unit)| !unit.rare && (!touches || unit.name == of.unit);
        let units = of.units.iter().enumerate().filter(may_be_meant);
        units.flat_map(|(unit, _)| self.possible(parameter, unit, amount)).collect()
    }

    /// What an amount would be in a parameter's own unit.
    pub(super) fn in_own_unit(&self, parameter: usize, amount: &Amount) -> Vec<Interval> {
        let of = self.parameter(parameter);
        let own = of.units.iter().position(|unit| unit.name == of.unit);
        own.map(|unit| self.possible(parameter, unit, amount)).unwrap_or_default()
    }

    pub(super) fn possible(&self, parameter: usize, unit: usize, amount: &Amount) -> Vec<Interval> {
        let of = self.parameter(parameter);
        let label = self.label.as_ref().map(|label| (label.bound, label.approximate)).unwrap_or_default();
        let amount = Amount { shape: amount.shape.clone().unbroken(), ..amount.clone() };
        let (amount, qualifiers) = (&amount, Vec::new());
        let statement = Statement { parameter: of, unit, amount, label, qualifiers, lowered: false };
        let real = of.possible.as_ref().or(of.plausible.as_ref());
        let values = statement.values(self.scan).into_iter().map(|value| value.interval);
        values.filter(|interval| real.is_none_or(|real| real.admits(interval))).collect()
    }

    /// Sets an amount aside that stands directly under a label which it does not fit.
    fn under_label(&mut self, amount: &Amount, reason: impl Fn(&Self) -> Reason) -> bool {
        let targets = match &self.label {
            Some(label) if label.is_fresh() => label.listed.first().unwrap_or(&label.targets).clone(),
            _ => return false,
        };
        for target in &targets {
            match *target {
                Target::Parameter(parameter) => {
                    let reason = reason(self);
                    let candidates = match reason {
                        Reason::NoUnit => self.in_any_unit(parameter, amount),
                        // 能量密度310Wh, but 纯度6N
                        _ if self.parameter(parameter).unit.contains('/') => {
                            self.in_own_unit(parameter, amount)
                        }
                        _ => Vec::new(),
                    };
                    self.in_doubt(parameter, amount, reason, candidates);
                }
                Target::LookAlike(parameter, alike) => {
                    self.other_quantity(parameter, alike, amount);
                }
            }
        }
        !targets.is_empty()
    }

    /// Sets a bare number aside that stands in the clause of a label without a value yet, behind words that mean nothing
    /// here: 能量密度低温 310.
    fn below_label(&mut self, amount: &Amount) -> bool {
        let targets = match &self.label {
            Some(label) if label.values == 0 && !label.parted => label.targets.clone(),
            _ => return false,
        };
        let mut found = false;
        for target in targets {
            if let Target::Parameter(parameter) = target {
                let candidates = self.in_any_unit(parameter, amount);
                found |=
                    !candidates.is_empty() && self.in_doubt(parameter, amount, Reason::NoUnit, candidates);
            }
        }
        found
    }

    /// The label that follows an amount: `285 Wh/kg energy density`, `300升有效容积`.
    fn label_after(&mut self, amount: &Amount, meanings: &[UnitMeaning]) -> Vec<Target> {
        let scan = self.scan;
        let mut position = scan.past_blanks(amount.range.end);
        while let Some(word) = scan.word_from(position).filter(|word| scan.entry(*word).filler) {
            position = scan.past_blanks(word.end);
        }
        let modifier = scan.word_from(position).filter(|word| !scan.entry(*word).modifies.is_empty());
        if let Some(modifier) = modifier.filter(|word| scan.entry(*word).targets.is_empty()) {
            position = scan.past_blanks(modifier.end);
        }
        let Some(word) = scan.word_from(position) else { return Vec::new() };
        let mut targets = scan.entry(word).targets.clone();
        if let Some(modifier) = modifier {
            statement::convert(&mut targets, scan.entry(modifier));
        }
        let fitting = label::compatible(&targets, meanings);
        if !fitting.is_empty() && !statement::value_follows(scan, word.end) {
            self.taken_until = word.end;
            return fitting;
        }
        Vec::new()
    }

    fn value(
        &mut self,
        parameter: usize,
        meanings: &[UnitMeaning],
        amount: &Amount,
        label: (Option<Bound>, bool),
    ) -> bool {
        let scan = self.scan;
        if let Some(alike) = self.modified(parameter, amount) {
            return self.other_quantity(parameter, alike, amount);
        }
        let opens = amount.shape.opens_upwards();
        let others = match self.scope {
            Scope::These | Scope::Unsure => false,
            Scope::Others | Scope::Limit => true,
            Scope::Denied => opens,
        };
        let aside = statement::aside(scan, amount.range.end);
        if others || aside == Some(Aside::NotOfThese) {
            return self.set_aside(parameter, amount, Reason::NotOfTheseGoods);
        }
        if self.is_denied(amount) {
            let any = vec![Interval { low: None, high: None }];
            return self.in_doubt(parameter, amount, Reason::NotOfTheseGoods, any);
        }
        let Some(unit) = meanings.iter().find_map(|meaning| match meaning {
            UnitMeaning::Parameter(of, unit) if *of == parameter => Some(*unit),
            _ => None,
        }) else {
            return false;
        };
        let qualifiers = self.circumstances.clone();
        let (of, lowered) = (self.parameter(parameter), self.lowering.is_some());
        let statement = Statement { parameter: of, unit, amount, label, qualifiers, lowered };
        let values = statement.values(scan);
        self.latest.retain(|latest| latest.parameter != parameter);
        let latest = Latest { parameter, unit, start: amount.range.start, end: amount.range.end };
        self.latest.push(latest);
        self.settle(latest);
        if self.scope == Scope::Unsure || aside == Some(Aside::Unsure) {
            let candidates = values.into_iter().map(|value| value.interval).collect();
            return self.in_doubt(parameter, amount, Reason::NotOfTheseGoods, candidates);
        }
        self.out.values.extend(values.into_iter().map(|value| (parameter, value)));
        true
    }

    /// Whether a value is said not to be: 非250Wh/kg.
    fn is_denied(&self, amount: &Amount) -> bool {
        let before = self.scan.word_until(self.scan.before_blanks(amount.range.start));
        before.is_some_and(|word| self.scan.entry(word).negation)
    }

    pub(super) fn set_aside(&mut self, parameter: usize, amount: &Amount, reason: Reason) -> bool {
        self.in_doubt(parameter, amount, reason, Vec::new())
    }

    /// Sets an amount aside that may be what one of the candidates says.
    pub(super) fn in_doubt(
        &mut self,
        parameter: usize,
        amount: &Amount,
        reason: Reason,
        candidates: Vec<Interval>,
    ) -> bool {
        let range = self.scan.origin(amount.range.clone());
        let name = self.parameter(parameter).name.clone();
        self.out.set_aside.push((parameter, Disregarded { parameter: name, range, reason, candidates }));
        true
    }

    pub(super) fn unit_text(&self, amount: &Amount) -> String {
        let scan = self.scan;
        amount
            .unit
            .map_or_else(String::new, |unit| scan.original[scan.origin(unit.start..unit.end)].to_owned())
    }

    pub(super) fn parameter(&self, index: usize) -> &'a Parameter {
        &self.scan.quantities.parameters.parameters[index]
    }
}

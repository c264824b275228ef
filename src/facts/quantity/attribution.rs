//! Walks through a text and finds for each amount which quantity it is: the label decides first,
//! then the unit.

use std::ops::Range;

use super::{
    Disregarded,
    amount::{Amount, Dimension},
    expression,
    label::Label,
    lexicon::{Entry, Target, Word},
    scan::{Scan, is_blank},
    statement::{self, Statement},
    unit::UnitMeaning,
};
use crate::{facts::Reason, law::parameters::Parameter};

/// What a text yields for the parameters asked for, by index.
#[derive(Debug, Default)]
pub(super) struct Attributed {
    pub(super) values: Vec<(usize, super::Value)>,
    pub(super) set_aside: Vec<(usize, Disregarded)>,
}

/// What a heading says about the cell under it.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    pub(super) label: Label,
    pub(super) circumstances: Vec<String>,
}

/// Reads the values of the parameters for which `asked` is true.
pub(super) fn attribute(scan: &Scan<'_>, asked: &[bool], opening: Option<&Opening>) -> Attributed {
    let amounts = expression::amounts(scan);
    let mut reader = Reader {
        scan,
        asked,
        column: opening.is_some(),
        out: Attributed::default(),
        label: opening.map(|opening| opening.label.clone()),
        modifier: None,
        scope: Scope::These,
        circumstances: opening.map(|opening| opening.circumstances.clone()).unwrap_or_default(),
        last_values: 0..0,
        amount_end: 0,
        taken_until: 0,
    };
    let mut words = scan.words.iter().copied().peekable();
    let mut position = 0;
    for amount in &amounts {
        while let Some(word) = words.next_if(|word| word.start < amount.range.end) {
            if word.end <= amount.range.start {
                reader.gap(position..word.start);
                reader.word(word);
                position = word.end;
            }
        }
        reader.gap(position..amount.range.start);
        reader.amount(amount);
        position = amount.range.end;
        reader.amount_end = position;
    }
    // words after the last number can still qualify it
    for word in words {
        reader.gap(position..word.start);
        reader.word(word);
        position = word.end;
    }
    reader.out
}

/// Whose values a clause states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    These,
    /// A comparison or a limit.
    Others,
    /// Beside a statement that the goods are not controlled, a lower bound is the law's.
    Denied,
}

struct Reader<'a> {
    scan: &'a Scan<'a>,
    asked: &'a [bool],
    /// Whether the text is a cell whose heading is the label.
    column: bool,
    out: Attributed,
    label: Option<Label>,
    /// A word that makes a look-alike of the label or value after it.
    modifier: Option<Word>,
    scope: Scope,
    /// Circumstances that wait for their value.
    circumstances: Vec<String>,
    /// The values that the last amount gave.
    last_values: Range<usize>,
    /// Where the last amount ends.
    amount_end: usize,
    /// Where the label ends that belongs to the amount before it.
    taken_until: usize,
}

impl<'a> Reader<'a> {
    /// What stands between two tokens: breaks, and words that mean nothing here.
    fn gap(&mut self, range: Range<usize>) {
        let scan = self.scan;
        for (offset, character) in scan.text()[range.clone()].char_indices() {
            let position = range.start + offset;
            match character {
                '|' | '\n' | '\r' => self.slot_break(position),
                ';' | '。' | '!' | '?' => self.strong_break(),
                '.' if self.is_full_stop(position) => self.strong_break(),
                ',' => self.weak_break(),
                '、' => self.with_label(|label| label.parted = true),
                _ if character.is_alphanumeric() => {
                    self.with_label(|label| label.strange |= position >= label.end);
                }
                _ => {}
            }
        }
    }

    fn with_label(&mut self, change: impl FnOnce(&mut Label)) {
        if let Some(label) = &mut self.label {
            change(label);
        }
    }

    fn is_full_stop(&self, position: usize) -> bool {
        self.scan.byte(position + 1).is_none_or(|next| is_blank(next) || next == b'\n')
    }

    fn weak_break(&mut self) {
        self.modifier = None;
        self.scope = Scope::These;
        self.with_label(|label| {
            label.parted = true;
            label.strange = false;
        });
    }

    fn strong_break(&mut self) {
        self.weak_break();
        self.circumstances.clear();
        if !self.column {
            self.label = None;
        }
    }

    /// A slot that holds nothing but a label gives it to the next slot.
    fn slot_break(&mut self, position: usize) {
        let waits = self.label.as_ref().is_some_and(|label| {
            let between = self.scan.text().get(label.end..position).unwrap_or_default();
            label.is_fresh() && between.len() < 40
        });
        if waits {
            self.scope = Scope::These;
            self.modifier = None;
        } else {
            self.strong_break();
        }
    }

    fn word(&mut self, word: Word) {
        if word.start < self.taken_until {
            return;
        }
        let scan = self.scan;
        let entry = scan.entry(word);
        let is_asked = |parameter: usize| self.asked[parameter];
        let targets: Vec<Target> =
            entry.targets.iter().copied().filter(|target| is_asked(target.parameter())).collect();
        if !targets.is_empty() || entry.vague.iter().any(|parameter| is_asked(*parameter)) {
            self.new_label(word, targets);
            return;
        }
        if entry.modifies.iter().any(|(parameter, _)| is_asked(*parameter)) {
            self.modifier = Some(word);
        }
        if entry.other_goods || entry.limit_before {
            self.scope = Scope::Others;
        } else if entry.denial {
            let states = scan.rest(scan.past_blanks(word.end)).starts_with(':');
            self.scope = if states { Scope::These } else { Scope::Denied };
        } else if entry.these_goods {
            self.scope = Scope::These;
            if !self.column && self.label.as_ref().is_some_and(|label| label.values > 0) {
                self.label = None;
            }
        }
        let states: Vec<usize> = entry.circumstances.iter().copied().filter(|c| self.qualifies(*c)).collect();
        if !states.is_empty() {
            self.circumstance(word.start..word.end);
        } else if !entry.is_transparent() {
            self.with_label(|label| label.strange = true);
        }
    }

    fn new_label(&mut self, word: Word, mut targets: Vec<Target>) {
        let scan = self.scan;
        if let Some(modifier) = self.modifier.take() {
            let between = scan.text().get(modifier.end..word.start).unwrap_or_default();
            if between.len() <= 12 && between.chars().all(|c| !c.is_alphanumeric() || "的之".contains(c)) {
                statement::convert(&mut targets, scan.entry(modifier));
            }
        }
        let blank = scan.before_blanks(word.start);
        let before = scan
            .word_until(blank)
            .filter(|before| before.start >= self.amount_end)
            .map(|before| scan.entry(before));
        let (unit, end) = statement::unit_of_label(scan, word.end);
        self.label = Some(Label {
            targets,
            unit,
            bound: before.and_then(|entry| entry.before),
            approximate: before.is_some_and(|entry| entry.about_before),
            end,
            ..Label::default()
        });
    }

    fn qualifies(&self, circumstance: usize) -> bool {
        let parameters = &self.scan.quantities.parameters;
        parameters.circumstances[circumstance].parameters.iter().any(|name| {
            parameters.parameters.iter().zip(self.asked).any(|(p, asked)| *asked && p.name == *name)
        })
    }

    /// A circumstance: of the value before it where it stands in its brackets or closes its
    /// clause, else of the value after it.
    fn circumstance(&mut self, range: Range<usize>) {
        let scan = self.scan;
        let text = scan.original[scan.origin(range.clone())].trim().to_owned();
        let between = scan.text().get(self.amount_end..range.start).unwrap_or_default().trim_start();
        let close = between.len() <= 24 && !self.last_values.is_empty();
        let next = scan.byte(scan.past_blanks(range.end));
        let opened = ["(", "@", "[", "at", "under", "在", "于"].iter().any(|sign| between.starts_with(sign));
        let closes = next.is_none_or(|next| b",;|)]\n".contains(&next))
            || ["、", "。"].iter().any(|sign| scan.rest(scan.past_blanks(range.end)).starts_with(sign));
        let announces = next.is_some_and(|next| next.is_ascii_digit() || b":<>=~".contains(&next));
        if between.is_empty() && closes && self.last_values.is_empty() && self.amount_end > 0 {
            // of a number that is no value
        } else if close && !announces && (opened || (between.is_empty() && closes)) {
            for (_, value) in &mut self.out.values[self.last_values.clone()] {
                value.qualifiers.push(text.clone());
            }
        } else {
            self.circumstances.push(text);
        }
    }

    fn amount(&mut self, amount: &Amount) {
        if self.label.as_ref().is_some_and(|label| amount.range.start < label.end && !self.column) {
            // the 3 of a label's g/cm3
            return;
        }
        let scan = self.scan;
        let units = &scan.quantities.units;
        let own = amount.unit.map(|unit| units.meanings(unit)).unwrap_or_default();
        if self.is_circumstance(own) {
            self.circumstance(amount.range.clone());
            return;
        }
        self.last_values = self.out.values.len()..self.out.values.len();
        let is_name = amount.glued && !amount.unit.is_some_and(|unit| scan.is_quotient(unit));
        let is_side = match amount.dimension {
            Some(Dimension::First) => !self.label.as_ref().is_some_and(Label::is_fresh),
            Some(Dimension::Later) => true,
            None => false,
        };
        if is_name || is_side {
            self.with_label(|label| label.strange = true);
            return;
        }
        let lent = amount.lent.map(|unit| units.meanings(unit)).unwrap_or_default();
        let heading = match &self.label {
            Some(label)
                if own.is_empty() && amount.foreign.is_none() && (self.column || label.is_fresh()) =>
            {
                label.unit.clone()
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
            self.without_unit(amount)
        };
        self.last_values.end = self.out.values.len();
        if found {
            if amount.lent.is_none() {
                self.circumstances.clear();
            }
            self.with_label(|label| {
                label.values += 1;
                (label.strange, label.parted) = (false, false);
            });
        } else {
            self.with_label(|label| label.strange = true);
        }
    }

    fn is_circumstance(&self, meanings: &[UnitMeaning]) -> bool {
        let states = |meaning: &UnitMeaning| match meaning {
            UnitMeaning::Circumstance(circumstance) => self.qualifies(*circumstance),
            _ => false,
        };
        meanings.iter().any(states) && self.label_for(meanings).is_empty()
    }

    /// The quantities that the label before makes of an amount with that unit.
    fn label_for(&self, meanings: &[UnitMeaning]) -> Vec<Target> {
        match &self.label {
            Some(label) if label.reaches() => compatible(&label.targets, meanings),
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
                return self.set_aside(parameter, amount, Reason::ForeignUnit(unit));
            }
        }
        let before = self.label_for(&asked);
        let labelled = !before.is_empty();
        let targets = if labelled { before } else { self.label_after(amount, &asked) };
        let bound = self.label.as_ref().filter(|_| labelled).map(|label| (label.bound, label.approximate));
        for target in &targets {
            match *target {
                Target::LookAlike(parameter, alike) => self.other_quantity(parameter, alike, amount),
                Target::Parameter(parameter) => {
                    self.value(parameter, &asked, amount, bound.unwrap_or_default())
                }
            };
        }
        if !targets.is_empty() {
            return true;
        }
        let mut found = false;
        for meaning in &asked {
            match *meaning {
                UnitMeaning::LookAlike(parameter, alike) => {
                    found |= self.other_quantity(parameter, alike, amount)
                }
                UnitMeaning::Parameter(parameter, unit) if self.parameter(parameter).units[unit].telling => {
                    found |= self.value(parameter, &asked, amount, (None, false));
                }
                _ => {}
            }
        }
        if found {
            return true;
        }
        for meaning in &asked {
            if let UnitMeaning::Parameter(parameter, _) = *meaning {
                self.set_aside(parameter, amount, Reason::NoLabel);
            }
        }
        // the label says one thing, the unit another
        asked.is_empty() && self.under_label(amount, |reader| Reason::ForeignUnit(reader.unit_text(amount)))
    }

    fn without_unit(&mut self, amount: &Amount) -> bool {
        match &amount.foreign {
            Some(range) => {
                let unit = self.scan.original[self.scan.origin(range.clone())].to_owned();
                self.under_label(amount, |_| Reason::ForeignUnit(unit.clone()))
            }
            None => self.under_label(amount, |_| Reason::NoUnit),
        }
    }

    /// Sets an amount aside that stands directly under a label which it does not fit.
    fn under_label(&mut self, amount: &Amount, reason: impl Fn(&Self) -> Reason) -> bool {
        let targets = match &self.label {
            Some(label) if label.is_fresh() => label.targets.clone(),
            _ => return false,
        };
        for target in &targets {
            match *target {
                Target::Parameter(parameter) => {
                    let reason = reason(self);
                    self.set_aside(parameter, amount, reason);
                }
                Target::LookAlike(parameter, alike) => {
                    self.other_quantity(parameter, alike, amount);
                }
            }
        }
        !targets.is_empty()
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
        let fitting = compatible(&targets, meanings);
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
        label: (Option<super::lexicon::Bound>, bool),
    ) -> bool {
        let scan = self.scan;
        if let Some(alike) = self.modified(parameter, amount) {
            return self.other_quantity(parameter, alike, amount);
        }
        let opens = amount.shape.opens_upwards();
        let others = match self.scope {
            Scope::These => false,
            Scope::Others => true,
            Scope::Denied => opens,
        };
        if others || statement::is_limit(scan, amount.range.end) {
            return self.set_aside(parameter, amount, Reason::NotOfTheseGoods);
        }
        let Some(unit) = meanings.iter().find_map(|meaning| match meaning {
            UnitMeaning::Parameter(of, unit) if *of == parameter => Some(*unit),
            _ => None,
        }) else {
            return false;
        };
        let qualifiers = self.circumstances.clone();
        let statement = Statement { parameter: self.parameter(parameter), unit, amount, label, qualifiers };
        let values = statement.values(scan);
        self.out.values.extend(values.into_iter().map(|value| (parameter, value)));
        true
    }

    /// The look-alike that a word before or after the amount makes of it.
    fn modified(&self, parameter: usize, amount: &Amount) -> Option<usize> {
        let of =
            |entry: &Entry| entry.modifies.iter().find(|(p, _)| *p == parameter).map(|(_, alike)| *alike);
        if let Some(alike) = self.modifier.and_then(|word| of(self.scan.entry(word))) {
            return Some(alike);
        }
        let after = statement::word_in_brackets_after(self.scan, amount.range.end)?;
        of(self.scan.entry(after)).filter(|_| !statement::label_or_number_follows(self.scan, after.end))
    }

    fn other_quantity(&mut self, parameter: usize, alike: usize, amount: &Amount) -> bool {
        let text = self.parameter(parameter).look_alikes[alike].text.clone();
        self.set_aside(parameter, amount, Reason::OtherQuantity(text))
    }

    fn set_aside(&mut self, parameter: usize, amount: &Amount, reason: Reason) -> bool {
        let range = self.scan.origin(amount.range.clone());
        self.out.set_aside.push((
            parameter,
            Disregarded { parameter: self.parameter(parameter).name.clone(), range, reason },
        ));
        true
    }

    fn unit_text(&self, amount: &Amount) -> String {
        let scan = self.scan;
        amount
            .unit
            .map_or_else(String::new, |unit| scan.original[scan.origin(unit.start..unit.end)].to_owned())
    }

    fn parameter(&self, index: usize) -> &'a Parameter {
        &self.scan.quantities.parameters.parameters[index]
    }
}

/// The targets that a unit can measure.
fn compatible(targets: &[Target], meanings: &[UnitMeaning]) -> Vec<Target> {
    let fits = |target: &Target| {
        meanings.iter().any(|meaning| match (*target, *meaning) {
            (Target::Parameter(one) | Target::LookAlike(one, _), UnitMeaning::Parameter(other, _)) => {
                one == other
            }
            (Target::LookAlike(one, alike), UnitMeaning::LookAlike(other, likewise)) => {
                (one, alike) == (other, likewise)
            }
            _ => false,
        })
    };
    targets.iter().copied().filter(fits).collect()
}

//! Columns whose heading names what is measured: `能量密度(Wh/kg)` above `285`.

use super::{
    Disregarded, Quantities,
    attribution::{self, Attributed, Opening},
    grade,
    label::Label,
    lexicon::Target,
    lowered,
    scan::Scan,
    unit::{UnitMatch, UnitMeaning},
};
use crate::{facts::Reason, interval::Interval};

/// Reads a cell under its heading.
pub(super) fn read(quantities: &Quantities, heading: &str, cell: &str, asked: &[bool]) -> Attributed {
    let heading = Heading::new(quantities, heading);
    let targets: Vec<Target> =
        heading.label.targets.iter().copied().filter(|target| asked[target.parameter()]).collect();
    let scan = Scan::new(quantities, cell);
    let text = scan.text().trim().trim_end_matches(['.', '。']);
    if targets.is_empty() {
        return attribution::attribute(&scan, asked, None);
    }
    if text.is_empty() || quantities.is_absent(text) {
        return Attributed::default();
    }
    let label = Label { targets: targets.clone(), ..heading.label };
    let opening = Opening { label, circumstances: heading.circumstances, lowers: heading.lowers };
    let mut attributed = attribution::attribute(&scan, asked, Some(&opening));
    attributed.values.extend(grade::grades(&scan, asked));
    for target in targets {
        let parameter = target.parameter();
        let stated = attributed.values.iter().any(|(of, _)| *of == parameter);
        if !stated && !attributed.set_aside.iter().any(|(of, _)| *of == parameter) {
            let name = quantities.parameters.parameters[parameter].name.clone();
            // 待定: what is stated elsewhere may be otherwise
            let is_unsure = scan.words.iter().any(|word| scan.entry(*word).unsure);
            let aside = Disregarded {
                parameter: name,
                range: 0..cell.len(),
                reason: Reason::NotANumber,
                candidates: is_unsure.then_some(Interval { low: None, high: None }).into_iter().collect(),
            };
            attributed.set_aside.push((parameter, aside));
        }
    }
    attributed
}

/// Whether a heading is a label, with or without its unit, qualifiers and brackets.
pub(super) fn is_label(quantities: &Quantities, heading: &str) -> bool {
    let heading = Heading::new(quantities, heading);
    !heading.label.targets.is_empty() && !heading.strange
}

/// What a heading says.
#[derive(Default)]
struct Heading {
    label: Label,
    circumstances: Vec<String>,
    /// Whether one of them lowers the values.
    lowers: bool,
    /// What a unit in it measures that is one quantity by another and tells by itself: `ED (Wh/kg)`.
    measured: Option<Target>,
    /// Whether it holds words that mean nothing here.
    strange: bool,
}

impl Heading {
    fn new(quantities: &Quantities, heading: &str) -> Self {
        let scan = Scan::new(quantities, heading);
        let mut read = Self::default();
        let mut modifiers = Vec::new();
        let mut position = 0;
        while position < scan.text().len() {
            // 电流(A): alone in brackets a unit is no word
            let opens = position > 0 && matches!(scan.byte(position - 1), Some(b'(' | b'['));
            let closes = |end: usize| matches!(scan.byte(end), Some(b')' | b']'));
            if let Some(unit) = scan.unit_from(position).filter(|unit| opens && closes(unit.end)) {
                read.unit(&scan, unit);
                position = unit.end;
                continue;
            }
            if let Some(word) = scan.word_from(position) {
                let entry = scan.entry(word);
                if !entry.targets.is_empty() && read.label.targets.is_empty() {
                    read.label.targets.clone_from(&entry.targets);
                } else if entry.targets.is_empty() && entry.vague.is_empty() && !entry.is_transparent() {
                    read.strange = true;
                }
                if !entry.modifies.is_empty() {
                    modifiers.push(entry);
                }
                if !entry.circumstances.is_empty() {
                    read.circumstances.push(heading[scan.origin(word.start..word.end)].to_owned());
                    read.lowers |= lowered::is_lowering(&scan, word);
                }
                read.label.bound = read.label.bound.or(entry.before).or(entry.after);
                read.label.approximate |= entry.about_before || entry.about_after;
                position = word.end;
                continue;
            }
            if let Some(index) = scan.numeral_from(position) {
                // 0.1C, 3T
                let end = scan.numerals[index].range.end;
                let unit = scan.unit_from(scan.past_blanks(end));
                if let Some(unit) = unit {
                    read.circumstances.push(heading[scan.origin(position..unit.end)].to_owned());
                    let stated = Interval::exactly(scan.numerals[index].reading.value.clone());
                    read.lowers |= lowered::lowers(&scan, unit, position, &stated);
                }
                position = unit.map_or(end, |unit| unit.end);
                continue;
            }
            let begins = position == 0 || !scan.text().as_bytes()[position - 1].is_ascii_alphanumeric();
            if let Some(unit) = scan.unit_from(position).filter(|_| begins) {
                read.unit(&scan, unit);
                position = unit.end;
                continue;
            }
            let character = scan.rest(position).chars().next();
            read.strange |= character.is_some_and(char::is_alphanumeric);
            position += character.map_or(1, char::len_utf8);
        }
        if read.label.targets.is_empty() {
            read.label.targets = read.measured.take().into_iter().collect();
        }
        modifiers.iter().for_each(|modifier| super::statement::convert(&mut read.label.targets, modifier));
        read
    }

    /// Two different units in one heading leave open which of them a cell has.
    fn unit(&mut self, scan: &Scan<'_>, unit: UnitMatch) {
        let meanings = scan.quantities.units.meanings(unit);
        let parameters = &scan.quantities.parameters.parameters;
        let telling = meanings.iter().find_map(|meaning| match *meaning {
            UnitMeaning::Parameter(of, unit) if parameters[of].units[unit].telling => Some(of),
            _ => None,
        });
        let telling = telling.filter(|_| scan.is_quotient(unit));
        self.measured = self.measured.or(telling.map(Target::Parameter));
        let measures = meanings.iter().any(|meaning| meaning.parameter().is_some());
        if measures {
            let first = self.label.unit.is_empty();
            self.label.unit = if first { meanings.to_vec() } else { Vec::new() };
        }
    }
}

impl Quantities {
    /// Whether a cell says that it says nothing.
    fn is_absent(&self, folded: &str) -> bool {
        self.parameters.words.absent.iter().any(|absent| self.folding.fold(absent).text == folded)
    }
}

//! Digits that were read as letters: `l60mAh/g`, 30l升, `31OWh/kg`.

use super::{
    amount::{Amount, Shape},
    attribution::Reader,
    expression::EACH,
    numeral::{Numeral, Reading},
    unit::{UnitMatch, UnitMeaning},
};
use crate::{facts::Reason, interval::Interval, number::Number};

/// What stands between a quantity and the one by which it is.
const BY: [&str; 10] = ["/", "每", "一", "per one ", "per ", "by ", "for each ", "a ", "pr ", "p/"];

impl Reader<'_> {
    /// Sets an amount aside of which a digit was read as a letter: `l60mAh/g`, 30l升. What it says is not known.
    pub(super) fn misread(&mut self, amount: &Amount, meanings: &[UnitMeaning]) {
        for meaning in meanings {
            if let UnitMeaning::Parameter(parameter, _) = *meaning
                && self.asked[parameter]
            {
                let candidates = self.in_any_unit(parameter, amount);
                self.in_doubt(parameter, amount, Reason::NotANumber, candidates);
            }
        }
        self.with_label(|label| label.strange = true);
    }

    /// Sets an amount aside whose unit is that of a parameter by something that is none of its units: `310Wh/公金`.
    pub(super) fn is_by_unknown(&mut self, amount: &Amount) -> bool {
        let scan = self.scan;
        let units = &scan.quantities.units;
        let Some(unit) = amount.unit.filter(|unit| units.is_by_unknown(scan.text(), *unit)) else {
            return false;
        };
        let parameters = &scan.quantities.parameters.parameters;
        let mut found = false;
        for meaning in units.meanings(unit) {
            let UnitMeaning::Parameter(above, index) = *meaning else { continue };
            let above = format!("{}/", parameters[above].units[index].name);
            for (parameter, of) in parameters.iter().enumerate().filter(|(of, _)| self.asked[*of]) {
                let Some(unit) = of.units.iter().position(|unit| unit.name.starts_with(&above)) else {
                    continue;
                };
                let candidates = self.possible(parameter, unit, amount);
                let text = self.unit_text(amount);
                found |= self.in_doubt(parameter, amount, Reason::ForeignUnit(text), candidates);
            }
        }
        found
    }

    /// Sets what an amount comes to aside that is by a number of another quantity: `155Wh/0.5kg`, 每500克155瓦时.
    pub(super) fn is_by_number(&mut self, amount: &Amount) -> bool {
        let scan = self.scan;
        let (Shape::Point(numeral), Some(above)) = (&amount.shape, amount.unit) else { return false };
        let below = self.below(above).or_else(|| self.below_before(amount.range.start));
        let Some((number, below)) = below else { return false };
        let below = &scan.text()[below.start..below.end];
        let by = scan.quantities.units.over(scan.text(), above, below, above.start);
        let (Some(by), Some(value)) = (by, numeral.reading.value.over(&number)) else { return false };
        let reading = Reading { digits: value.to_string(), value };
        let shape = Shape::Point(Numeral { reading, other: None, ..numeral.clone() });
        let whole = Amount { shape, ..amount.clone() };
        for meaning in scan.quantities.units.meanings(by) {
            let (parameter, candidates) = match *meaning {
                UnitMeaning::Parameter(parameter, unit) => {
                    (parameter, self.possible(parameter, unit, &whole))
                }
                // 31Wh/100g: by so much it may well be meant
                UnitMeaning::Slip(parameter) => (parameter, vec![Interval { low: None, high: None }]),
                _ => continue,
            };
            if self.asked[parameter] {
                self.in_doubt(parameter, amount, Reason::NoLabel, candidates);
            }
        }
        true
    }

    /// The number and the unit by which one is said to be behind it: `/0.5kg`, `per 1 kg`.
    fn below(&self, above: UnitMatch) -> Option<(Number, UnitMatch)> {
        let scan = self.scan;
        let at = scan.past_blanks(above.end);
        let sign = BY.iter().find(|sign| scan.rest(at).starts_with(**sign))?;
        let from = scan.past_blanks(at + sign.len());
        let Some(number) = scan.numeral_from(from) else {
            return Some((Number::from(1), scan.unit_from(from)?));
        };
        let number = &scan.numerals[number];
        Some((number.reading.value.clone(), scan.unit_from(scan.past_blanks(number.range.end))?))
    }

    /// The same before a number: 每500克.
    fn below_before(&self, start: usize) -> Option<(Number, UnitMatch)> {
        let scan = self.scan;
        let before = scan.numerals.partition_point(|numeral| numeral.range.end <= start);
        let number = &scan.numerals[before.checked_sub(1)?];
        let unit = scan.unit_from(scan.past_blanks(number.range.end))?;
        let is_each = scan.past_blanks(unit.end) == start
            && EACH
                .iter()
                .any(|each| scan.text()[..number.range.start].trim_end().ends_with(each.trim_end()));
        is_each.then(|| (number.reading.value.clone(), unit))
    }

    /// Sets an amount aside whose last digits were read as letters, where those begin at a place, with a unit behind them or
    /// nothing.
    pub(super) fn misread_end(&mut self, amount: &Amount, letters: usize) -> bool {
        let (scan, Shape::Point(numeral)) = (self.scan, &amount.shape) else { return false };
        let digit = |letter| match letter {
            b'o' => Some('0'),
            b'l' | b'i' => Some('1'),
            _ => None,
        };
        let digits: String = scan.rest(letters).bytes().map_while(digit).collect();
        if digits.is_empty() {
            return false;
        }
        let end = letters + digits.len();
        let unit = scan.unit_from(end);
        let Some(reading) = Reading::new(format!("{}{digits}", numeral.reading.digits)) else { return false };
        let shape = Shape::Point(Numeral { reading, other: None, ..numeral.clone() });
        let whole = Amount { shape, ..amount.clone() };
        let Some(unit) = unit else {
            // 250Wh/kg|31O
            let is_whole = !scan.rest(end).starts_with(char::is_alphanumeric);
            let bare = Amount { range: amount.range.start..end, foreign: None, ..whole };
            return is_whole && self.without_unit(&bare, &[]);
        };
        let mut found = false;
        for meaning in scan.quantities.units.meanings(unit) {
            if let UnitMeaning::Parameter(parameter, unit) = *meaning
                && self.asked[parameter]
            {
                let candidates = self.possible(parameter, unit, &whole);
                found |= self.in_doubt(parameter, amount, Reason::NotANumber, candidates);
            }
        }
        found
    }
}

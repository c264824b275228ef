//! Digits that were read as letters: `l60mAh/g`, 30l升, `31OWh/kg`.

use super::{
    amount::{Amount, Shape},
    attribution::Reader,
    numeral::{Numeral, Reading},
    unit::UnitMeaning,
};
use crate::facts::Reason;

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

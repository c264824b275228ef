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

    /// Sets an amount aside whose last digits were read as letters, where those and a unit begin at a place.
    pub(super) fn misread_end(&mut self, amount: &Amount, letters: usize) -> bool {
        let (scan, Shape::Point(numeral)) = (self.scan, &amount.shape) else { return false };
        let digit = |letter| match letter {
            b'o' => Some('0'),
            b'l' | b'i' => Some('1'),
            _ => None,
        };
        let digits: String = scan.rest(letters).bytes().map_while(digit).collect();
        let unit = scan.unit_from(letters + digits.len()).filter(|_| !digits.is_empty());
        let reading = Reading::new(format!("{}{digits}", numeral.reading.digits));
        let (Some(unit), Some(reading)) = (unit, reading) else { return false };
        let shape = Shape::Point(Numeral { reading, other: None, ..numeral.clone() });
        let whole = Amount { shape, ..amount.clone() };
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

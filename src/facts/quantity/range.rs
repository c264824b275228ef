//! Ranges, tolerances and pairs of bounds: `280~290`, `2.45±0.05`, `≥280且<300`, `280≤比能量<300`.

use super::{
    amount::Shape,
    expression::{Reader, UnitAfter},
    lexicon::{Bound, Word},
    numeral::Numeral,
};
use crate::number::Number;

/// The second of two bounds.
pub(super) struct SecondBound {
    pub(super) bound: Bound,
    pub(super) numeral: Numeral,
    pub(super) unit: Option<UnitAfter>,
    pub(super) end: usize,
    /// The number after it.
    pub(super) next: usize,
}

/// Words for a tolerance.
#[derive(Clone, Copy)]
struct SaidTolerance {
    /// Where its sign or number begins.
    number: usize,
    is_percent: bool,
}

impl Reader<'_> {
    /// `±0.05`, `±5%`, `+5/-3`, 上浮不超过20% after a number or its unit: the shape, its end and the next number.
    pub(super) fn tolerance(
        &self,
        numeral: &Numeral,
        end: usize,
        unit: Option<UnitAfter>,
    ) -> Option<(Shape, usize, usize)> {
        let scan = self.scan;
        let mut position = scan.past_blanks(end);
        let said = self.said_tolerance(position);
        let bracket = scan.byte(position) == Some(b'(');
        // 250Wh/kg, +25%
        let is_parted = said.is_none() && scan.byte(position).is_some_and(|byte| b",;|".contains(&byte));
        let sign_at =
            if is_parted { scan.past_blanks(position + 1) } else { position + usize::from(bracket) };
        position = said.map_or(sign_at, |said| said.number);
        let sign = ["±", "+/-", "+-", "+"].into_iter().find(|sign| scan.rest(position).starts_with(sign));
        let sign = sign.or(said.map(|_| ""))?;
        let plus_index = scan.numeral_from(scan.past_blanks(position + sign.len()))?;
        let plus = &scan.numerals[plus_index];
        let (mut minus, mut last, mut next) = (&plus.reading, plus.range.end, plus_index + 1);
        let mut is_one_sided = false;
        if sign == "+" {
            let rest = scan.rest(last).trim_start_matches('%');
            let lower = rest.strip_prefix("/-").or(rest.strip_prefix('-'));
            let lower = lower.and_then(|lower| scan.numeral_from(scan.text().len() - lower.len()));
            // 290+20Wh/kg
            let shares = !is_parted && unit.is_none() && self.unit(last).is_some();
            let is_smaller = plus.reading.value < numeral.reading.value;
            let is_own = said.is_some()
                || scan.byte(last) == Some(b'%')
                || (unit.is_some() && self.closes(last))
                || (shares && is_smaller);
            is_one_sided = lower.is_none() && is_own;
            if !is_one_sided {
                let index = lower?;
                let numeral = &scan.numerals[index];
                (minus, last, next) = (&numeral.reading, numeral.range.end, index + 1);
            }
        }
        let written = match sign {
            "+" if is_one_sided => format!("+{}", plus.reading.digits),
            "+" => format!("+{}/-{}", plus.reading.digits, minus.digits),
            _ => format!("±{}", plus.reading.digits),
        };
        let sign_end = scan.past_blanks(last) + 1;
        let has_sign = scan.byte(sign_end - 1) == Some(b'%');
        let percent = has_sign || said.is_some_and(|said| said.is_percent);
        if is_parted && !percent && (unit.is_none() || !self.closes(last)) {
            return None;
        }
        last = if has_sign { sign_end } else { last };
        if let (Some(own), Some(again)) = (unit, self.unit(last)) {
            // 285Wh/kg±10Wh/kg
            if self.same(own.0, again.0) {
                last = again.1;
            } else if said.is_some() && !percent {
                // 280Wh/kg 误差0.5mm
                return None;
            }
        }
        last += usize::from(bracket && scan.byte(last) == Some(b')'));
        let shape = Shape::Tolerance {
            centre: numeral.clone(),
            plus: plus.reading.value.clone(),
            minus: if is_one_sided { Number::from(0) } else { minus.value.clone() },
            percent,
            written: if percent { format!("{written}%") } else { written },
        };
        Some((shape, last, next))
    }

    /// Whether nothing stands behind a number that could be its unit.
    fn closes(&self, end: usize) -> bool {
        let next = self.scan.rest(self.scan.past_blanks(end)).chars().next();
        next.is_none_or(|next| ",;|)、。\n".contains(next))
    }

    /// Words that say how far a value may be off: `，上浮不超过20%`, `(公差±5)`. Which way is not read: the value
    /// is left open both ways.
    fn said_tolerance(&self, position: usize) -> Option<SaidTolerance> {
        let scan = self.scan;
        let opens = |byte: &u8| b",;(|".contains(byte);
        let mut position =
            scan.past_blanks(position + usize::from(scan.byte(position).as_ref().is_some_and(opens)));
        let (mut is_said, mut is_percent) = (false, false);
        for _ in 0..5 {
            let Some(word) = scan.word_from(position) else { break };
            let entry = scan.entry(word);
            if !(entry.tolerance || entry.percent || entry.filler || entry.before.is_some() || entry.negation)
            {
                break;
            }
            is_said |= entry.tolerance;
            is_percent |= entry.percent;
            let rest = scan.rest(word.end).as_bytes();
            position = word.end + rest.iter().take(4).take_while(|byte| b" :=".contains(*byte)).count();
        }
        is_said.then_some(SaidTolerance { number: position, is_percent })
    }

    /// The upper end of a range: its number, and its unit where it has one.
    pub(super) fn range_end(
        &self,
        start: usize,
        end: usize,
        unit: Option<UnitAfter>,
    ) -> Option<(usize, Numeral, Option<UnitAfter>)> {
        let scan = self.scan;
        let joint = scan.word_from(scan.past_blanks(end))?;
        let entry = scan.entry(joint);
        if !(entry.to || (entry.and && self.opens_range(start))) {
            return None;
        }
        let index = scan.numeral_from(scan.past_blanks(joint.end))?;
        let mut high = scan.numerals[index].clone();
        let high_end = high.range.end;
        let second = self.scaled_unit(&mut high, high_end);
        let fits = match (unit, second) {
            (Some(unit), Some(second)) => self.same(unit.0, second.0),
            (Some(_), None) => false,
            (None, _) => true,
        };
        fits.then_some((index, high, second))
    }

    /// Whether `between` or 介于 stands before the lower end.
    fn opens_range(&self, start: usize) -> bool {
        let word = self.scan.word_until(self.scan.before_blanks(start));
        word.is_some_and(|word| self.scan.entry(word).between)
    }

    pub(super) fn is_date(&self, end: usize) -> bool {
        let rest = self.scan.rest(end).as_bytes();
        rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_digit)
    }

    /// The other bound of `≥280且<300Wh/kg`.
    pub(super) fn second_bound(
        &self,
        end: usize,
        first: Bound,
        unit: Option<UnitAfter>,
    ) -> Option<SecondBound> {
        let scan = self.scan;
        let mut position = scan.past_blanks(end);
        if scan.byte(position).is_some_and(|byte| byte == b',' || byte == b'/') {
            position = scan.past_blanks(position + 1);
        }
        for _ in 0..2 {
            match scan.word_from(position) {
                Some(word) if scan.entry(word).and || scan.entry(word).to => {
                    position = scan.past_blanks(word.end)
                }
                _ => break,
            }
        }
        self.opposite_bound(position, first, unit)
    }

    /// A bound at this place that looks towards the first one, with its number.
    fn opposite_bound(&self, position: usize, first: Bound, unit: Option<UnitAfter>) -> Option<SecondBound> {
        let scan = self.scan;
        let word = scan.word_from(position)?;
        let bound = scan.entry(word).before.filter(|bound| bound.opens_upwards() != first.opens_upwards())?;
        let index = scan.numeral_from(scan.past_blanks(word.end))?;
        let mut numeral = scan.numerals[index].clone();
        let number_end = numeral.range.end;
        let second = self.scaled_unit(&mut numeral, number_end);
        let fits = match (unit, second) {
            (Some(unit), Some(second)) => self.same(unit.0, second.0),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let end = second.map_or(number_end, |unit| unit.1);
        fits.then_some(SecondBound { bound, numeral, unit: second, end, next: index + 1 })
    }

    /// What stands on the other side of a label: `280 ≤ 比能量 < 300Wh/kg`.
    pub(super) fn around_label(&self, end: usize, unit: Option<UnitAfter>) -> Option<AroundLabel> {
        let scan = self.scan;
        let sign = scan.word_from(scan.past_blanks(end))?;
        let is_sign = !scan.rest(sign.start).starts_with(char::is_alphanumeric);
        let bound = scan.entry(sign).before.filter(|_| is_sign)?.mirrored();
        let label = scan.word_from(scan.past_blanks(sign.end))?;
        if scan.entry(label).targets.is_empty() {
            return None;
        }
        let second = self.opposite_bound(scan.past_blanks(label.end), bound, unit);
        Some(AroundLabel { bound, label, second })
    }
}

/// A bound before a label, the label, and the bound after it.
pub(super) struct AroundLabel {
    pub(super) bound: Bound,
    pub(super) label: Word,
    pub(super) second: Option<SecondBound>,
}

/// Two bounds that look at each other.
pub(super) fn between(one: (Bound, Numeral), other: (Bound, Numeral)) -> Shape {
    let (low, high) = if one.0.opens_upwards() { (one, other) } else { (other, one) };
    Shape::Range {
        low: low.1,
        high: high.1,
        low_inclusive: low.0.inclusive(),
        high_inclusive: high.0.inclusive(),
    }
}

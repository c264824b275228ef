//! Reads number expressions: what stands before a number, its range or tolerance, its unit, and
//! what stands after it.

use std::ops::Range;

use super::{
    amount::{Amount, Dimension, Shape},
    lexicon::{Bound, Word},
    numeral::Numeral,
    scan::Scan,
    unit::UnitMatch,
};

/// Every amount of a text, in order.
pub(super) fn amounts(scan: &Scan<'_>) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    let (mut next, mut floor) = (0, 0);
    while next < scan.numerals.len() {
        let reader = Reader { scan, floor };
        // a number inside an earlier amount is a part of it
        match (scan.numerals[next].range.start >= floor).then(|| reader.amount(next)).flatten() {
            Some((amount, after)) => {
                floor = amount.range.end;
                next = after;
                amounts.push(amount);
            }
            None => next += 1,
        }
    }
    share_last_unit(&mut amounts);
    lend_units(scan, &mut amounts);
    amounts
}

/// In `158/150mAh/g` the unit may hold for both numbers; whether it does, the label tells.
fn lend_units(scan: &Scan<'_>, amounts: &mut [Amount]) {
    for index in (1..amounts.len()).rev() {
        let (head, tail) = amounts.split_at_mut(index);
        let (Some(one), Some(next)) = (head.last_mut(), tail.first()) else { continue };
        let between = scan.text().get(one.range.end..next.range.start).unwrap_or_default();
        let listed = between.len() <= 8
            && ["/", "、", ",", "或", "和", "与", "及", "and", "or", "&"].contains(&between.trim());
        if listed && one.unit.is_none() && one.foreign.is_none() {
            one.lent = next.unit.or(next.lent);
        }
    }
}

/// In `Φ600×6000mm` the unit holds for every number.
fn share_last_unit(amounts: &mut [Amount]) {
    let mut unit = None;
    for amount in amounts.iter_mut().rev() {
        match amount.dimension {
            Some(_) if amount.unit.is_some() => unit = amount.unit,
            Some(_) => amount.unit = unit,
            None => unit = None,
        }
        if amount.dimension == Some(Dimension::First) {
            unit = None;
        }
    }
}

struct Reader<'a> {
    scan: &'a Scan<'a>,
    /// Where the amount before ends.
    floor: usize,
}

/// What words before or after a number say about it.
#[derive(Clone, Copy, Default)]
struct Marks {
    bound: Option<Bound>,
    approximate: bool,
}

/// A unit, and where its brackets end.
type UnitAfter = (UnitMatch, usize);

impl Reader<'_> {
    /// The amount of a number, and the number after it.
    fn amount(&self, index: usize) -> Option<(Amount, usize)> {
        let scan = self.scan;
        let mut numeral = scan.numerals[index].clone();
        let digits = numeral.range.clone();
        let (start, mut marks) = self.before(digits.start);
        let glued = start == digits.start && self.is_glued(start);
        let (mut next, mut end) = (index + 1, digits.end);

        // 300以上Wh/kg, 300多瓦时
        let mut unit = self.after(end, &mut marks.clone()).and_then(|middle| self.unit(middle));
        if unit.is_some() {
            self.after(end, &mut marks);
        } else {
            unit = self.scaled_unit(&mut numeral, end);
        }
        end = unit.map_or(end, |unit| unit.1);

        let mut shape = None;
        if let Some((tolerance, after, used)) = self.tolerance(&numeral, end, unit) {
            shape = Some(tolerance);
            (end, next) = (after, used);
            unit = unit.or_else(|| self.unit(end));
            end = unit.map_or(end, |unit| unit.1.max(end));
        } else if (!glued || unit.is_some())
            && let Some((high_index, high, second)) = self.range_end(start, end, unit)
        {
            let high_end = scan.numerals[high_index].range.end;
            if second.is_none() && self.is_date(high_end) {
                return None;
            }
            end = second.map_or(high_end, |unit| unit.1);
            unit = second.or(unit);
            next = high_index + 1;
            shape =
                Some(Shape::Range { low: numeral.clone(), high, low_inclusive: true, high_inclusive: true });
        }

        if let Some(after) = self.after(end, &mut marks) {
            end = after;
            if unit.is_none() {
                unit = self.unit(end);
                end = unit.map_or(end, |unit| unit.1);
            }
        }
        let mut closed = false;
        if let (None, Some(bound)) = (&shape, marks.bound)
            && let Some(second) = self.second_bound(end, bound, unit)
        {
            unit = second.unit.or(unit);
            (end, next) = (second.end, second.next);
            shape = Some(between((bound, numeral.clone()), (second.bound, second.numeral)));
            closed = true;
        }
        if numeral.chinese && unit.is_none() && !self.is_announced(start, end) {
            return None;
        }
        let dimension = self.dimension(&digits, end);
        let foreign = if unit.is_none() && dimension.is_none() { self.foreign_unit(end) } else { None };
        let shape = match (shape, marks.bound) {
            // 最高可达280-290: the bound holds for its own end
            (Some(Shape::Range { low, high, .. }), Some(bound)) if !closed => {
                Shape::Bounded(bound, if bound.opens_upwards() { low } else { high })
            }
            (Some(shape), _) => shape,
            (None, Some(bound)) => Shape::Bounded(bound, numeral),
            (None, None) => Shape::Point(numeral),
        };
        let approximate = marks.approximate;
        let unit = unit.map(|unit| unit.0);
        Some((
            Amount { range: start..end, shape, approximate, unit, lent: None, foreign, glued, dimension },
            next,
        ))
    }

    /// Bounds and 约 before a number, and where they begin.
    fn before(&self, number: usize) -> (usize, Marks) {
        let (mut start, mut marks) = (number, Marks::default());
        let mut position = number;
        for _ in 0..5 {
            let Some(word) = self.word_before(position).filter(|word| word.start >= self.floor) else {
                break;
            };
            let entry = self.scan.entry(word);
            if let Some(bound) = entry.before {
                marks.bound = marks.bound.or(Some(bound));
                start = word.start;
            } else if entry.about_before {
                marks.approximate = true;
                start = word.start;
            } else if !entry.filler {
                break;
            }
            position = word.start;
        }
        (start, marks)
    }

    /// The word before a number, past blanks, brackets and signs that say nothing.
    fn word_before(&self, position: usize) -> Option<Word> {
        let nearest = self.before_punctuation(position);
        (nearest..=position).rev().find_map(|end| self.scan.word_until(end))
    }

    fn before_punctuation(&self, position: usize) -> usize {
        let bytes = &self.scan.text().as_bytes()[..position];
        let skipped = bytes.iter().rev().take(8).take_while(|byte| b" \t:=()[]\"'".contains(*byte)).count();
        position - skipped
    }

    /// Whether the number touches a name: `LP-300`, `X300`. A label or bound before it is none.
    fn is_glued(&self, start: usize) -> bool {
        let ascii =
            |position: usize| self.scan.byte(position).is_some_and(|byte| byte.is_ascii_alphanumeric());
        let letter =
            |position: usize| self.scan.byte(position).is_some_and(|byte| byte.is_ascii_alphabetic());
        let tells = |end: usize| {
            self.scan.word_until(end).is_some_and(|word| {
                let entry = self.scan.entry(word);
                !entry.targets.is_empty()
                    || !entry.vague.is_empty()
                    || !entry.modifies.is_empty()
                    || entry.before.is_some()
                    || entry.about_before
            })
        };
        let Some(before) = start.checked_sub(1) else { return false };
        if letter(before) {
            return !tells(start);
        }
        let joint = self.scan.byte(before).is_some_and(|byte| b"-_.#".contains(&byte));
        joint && before > 0 && ascii(before - 1) && !tells(before) && !tells(start)
    }

    /// The unit after a number: next to it, in brackets, or in the slot after it.
    fn unit(&self, end: usize) -> Option<UnitAfter> {
        let scan = self.scan;
        let position = scan.past_blanks(end);
        if let Some(unit) = scan.unit_from(position) {
            return Some((unit, unit.end));
        }
        let inner = scan.past_blanks(position + 1);
        match scan.byte(position)? {
            opening @ (b'(' | b'[') => {
                let unit = scan.unit_from(inner)?;
                let closing = scan.past_blanks(unit.end);
                let closed = scan.byte(closing) == Some(if opening == b'(' { b')' } else { b']' });
                closed.then_some((unit, closing + 1))
            }
            b'|' => {
                let unit = scan.unit_from(inner)?;
                let after = scan.byte(scan.past_blanks(unit.end));
                matches!(after, None | Some(b'|' | b';' | b'\n' | b'\r')).then_some((unit, unit.end))
            }
            // a 300-litre vessel
            b'-' if inner == position + 1 => scan.unit_from(inner).map(|unit| (unit, unit.end)),
            _ => None,
        }
    }

    /// The unit, where 万, 千 or 百 may stand before it: `1.2万毫安时`.
    fn scaled_unit(&self, numeral: &mut Numeral, end: usize) -> Option<UnitAfter> {
        if let Some(unit) = self.unit(end) {
            return Some(unit);
        }
        let rest = self.scan.rest(end);
        let (scale, factor) = [("万", 10_000), ("千", 1000), ("百", 100)]
            .into_iter()
            .find(|(scale, _)| rest.starts_with(scale))?;
        let unit = self.unit(end + scale.len())?;
        numeral.reading = numeral.reading.times(factor);
        numeral.other = None;
        Some(unit)
    }

    /// `±0.05`, `±5%`, `+5/-3` after a number or its unit: the shape, its end and the next number.
    fn tolerance(
        &self,
        numeral: &Numeral,
        end: usize,
        unit: Option<UnitAfter>,
    ) -> Option<(Shape, usize, usize)> {
        let scan = self.scan;
        let mut position = scan.past_blanks(end);
        let bracket = scan.byte(position) == Some(b'(');
        position += usize::from(bracket);
        let sign = ["±", "+/-", "+-", "+"].into_iter().find(|sign| scan.rest(position).starts_with(sign))?;
        let plus_index = scan.numeral_from(scan.past_blanks(position + sign.len()))?;
        let plus = &scan.numerals[plus_index];
        let (mut minus, mut last, mut next) = (&plus.reading, plus.range.end, plus_index + 1);
        if sign == "+" {
            let rest = scan.rest(last).trim_start_matches('%');
            let minus_start = scan.text().len() - rest.strip_prefix("/-").or(rest.strip_prefix('-'))?.len();
            let index = scan.numeral_from(minus_start)?;
            (minus, last, next) = (&scan.numerals[index].reading, scan.numerals[index].range.end, index + 1);
        }
        let written = match sign {
            "+" => format!("+{}/-{}", plus.reading.digits, minus.digits),
            _ => format!("±{}", plus.reading.digits),
        };
        let percent = scan.byte(last) == Some(b'%');
        last += usize::from(percent);
        if let (Some(own), Some(again)) = (unit, self.unit(last)) {
            // 285Wh/kg±10Wh/kg
            if self.same(own.0, again.0) {
                last = again.1;
            }
        }
        last += usize::from(bracket && scan.byte(last) == Some(b')'));
        let shape = Shape::Tolerance {
            centre: numeral.clone(),
            plus: plus.reading.value.clone(),
            minus: minus.value.clone(),
            percent,
            written: if percent { format!("{written}%") } else { written },
        };
        Some((shape, last, next))
    }

    /// The upper end of a range: its number, and its unit where it has one.
    fn range_end(
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

    fn is_date(&self, end: usize) -> bool {
        let rest = self.scan.rest(end).as_bytes();
        rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_digit)
    }

    /// Bounds, 左右 and `+` after a number or unit, and where they end.
    fn after(&self, end: usize, marks: &mut Marks) -> Option<usize> {
        let scan = self.scan;
        let mut reached = None;
        let mut position = end;
        for _ in 0..2 {
            let mut from = scan.past_blanks(position);
            if scan.byte(from) == Some(b'+') && !self.number_follows(from + 1) {
                marks.bound = marks.bound.or(Some(Bound::AtLeast));
                (position, reached) = (from + 1, Some(from + 1));
                continue;
            }
            let mut word = scan.word_from(from);
            let bracket = word.is_none() && scan.byte(from) == Some(b'(');
            if bracket {
                from += 1;
                word = scan.word_from(from);
            }
            let Some(word) = word else { break };
            let entry = scan.entry(word);
            let both = entry.before.is_some() || entry.about_before;
            if !(entry.after.is_some() || entry.about_after) || (both && self.number_follows(word.end)) {
                break;
            }
            let closing = scan.byte(word.end) == Some(b')');
            if bracket && !closing {
                break;
            }
            marks.bound = marks.bound.or(entry.after);
            marks.approximate |= entry.about_after;
            position = word.end + usize::from(bracket);
            reached = Some(position);
        }
        reached
    }

    fn number_follows(&self, position: usize) -> bool {
        let rest = self.scan.rest(position).as_bytes();
        let skipped = rest.iter().take(8).take_while(|byte| b" \t:=.(".contains(*byte)).count();
        rest.get(skipped).is_some_and(u8::is_ascii_digit)
    }

    /// The other bound of `≥280且<300Wh/kg`.
    fn second_bound(&self, end: usize, first: Bound, unit: Option<UnitAfter>) -> Option<SecondBound> {
        let scan = self.scan;
        let mut position = scan.past_blanks(end);
        if scan.byte(position) == Some(b',') {
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

    fn same(&self, one: UnitMatch, other: UnitMatch) -> bool {
        let units = &self.scan.quantities.units;
        units.meanings(one) == units.meanings(other)
    }

    /// Whether a Chinese numeral without a unit stands where a value is expected.
    fn is_announced(&self, start: usize, end: usize) -> bool {
        let whole = self.scan.text();
        if whole[..start].trim().is_empty() && whole.get(end..).is_none_or(|rest| rest.trim().is_empty()) {
            return true;
        }
        self.word_before(start).is_some_and(|word| !self.scan.entry(word).targets.is_empty())
    }

    /// What stands where a unit would: `285Whkg`, `285 Wh/g`.
    fn foreign_unit(&self, end: usize) -> Option<Range<usize>> {
        let position = self.scan.past_blanks(end);
        let rest = self.scan.rest(position);
        let unit_like = |c: char| c.is_ascii_alphanumeric() || "/·^-*µμ°%‰\\".contains(c);
        let length: usize = rest.chars().take(16).take_while(|c| unit_like(*c)).map(char::len_utf8).sum();
        let run = rest[..length].trim_end_matches(['-', '/', '*', '^', '·', '\\']);
        let first = run.chars().next()?;
        let starts = first.is_ascii_alphabetic() || "µμ°%‰".contains(first);
        let touches = position == end || run.contains(['/', '%', '°']);
        (starts && touches).then(|| position..position + run.len())
    }

    /// The place of a number in `3000×2000×2500mm`.
    fn dimension(&self, digits: &Range<usize>, end: usize) -> Option<Dimension> {
        let scan = self.scan;
        let times = |rest: &str| rest.starts_with(['×', 'x', '*', '✕', '╳']);
        let before = scan.before_blanks(digits.start);
        let later = scan.text()[..before].chars().next_back().is_some_and(|last| {
            let sign = times(last.encode_utf8(&mut [0; 4]));
            let earlier = scan.before_blanks(before - last.len_utf8());
            sign && self.floor > 0 && earlier == self.floor
        });
        if later {
            return Some(Dimension::Later);
        }
        let rest = scan.rest(scan.past_blanks(end));
        let first = times(rest) && {
            let after = rest.chars().next().map_or(0, char::len_utf8);
            rest[after..]
                .trim_start_matches(' ')
                .trim_start_matches(['φ', 'ф'])
                .starts_with(|c: char| c.is_ascii_digit())
        };
        first.then_some(Dimension::First)
    }
}

struct SecondBound {
    bound: Bound,
    numeral: Numeral,
    unit: Option<UnitAfter>,
    end: usize,
    next: usize,
}

/// Two bounds that look at each other.
fn between(one: (Bound, Numeral), other: (Bound, Numeral)) -> Shape {
    let (low, high) = if one.0.opens_upwards() { (one, other) } else { (other, one) };
    Shape::Range {
        low: low.1,
        high: high.1,
        low_inclusive: low.0.inclusive(),
        high_inclusive: high.0.inclusive(),
    }
}

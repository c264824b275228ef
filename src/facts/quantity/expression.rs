//! Reads number expressions: what stands before a number, its range or tolerance, its unit, and
//! what stands after it.

use std::ops::Range;

use super::{
    amount::{Amount, Dimension, Shape},
    clause::PARTING,
    lent,
    lexicon::Target,
    numeral::{Numeral, Other, Reading},
    range::between,
    scan::Scan,
    unit::{UnitMatch, UnitMeaning},
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
    open_multiples(scan, &mut amounts);
    share_last_unit(scan, &mut amounts);
    lent::lend_units(scan, &mut amounts);
    amounts
}

/// `2×3m3`, `200L×2台`, `2×6kW`: neither is a side, and whether the value is that of one vessel or of all
/// stays open upwards.
fn open_multiples(scan: &Scan<'_>, amounts: &mut [Amount]) {
    for index in 1..amounts.len() {
        let longer = amounts.get(index + 1).is_some_and(|next| next.dimension == Some(Dimension::Later));
        let (head, tail) = amounts.split_at_mut(index);
        let (Some(one), Some(other)) = (head.last_mut(), tail.first_mut()) else { continue };
        if longer || one.dimension != Some(Dimension::First) || other.dimension != Some(Dimension::Later) {
            continue;
        }
        let multiple = match (one.unit, other.unit) {
            (None, Some(unit)) if scan.is_of_no_side(unit) => {
                // so that the number of vessels gets no unit
                one.dimension = Some(Dimension::Later);
                other
            }
            (Some(unit), None) if scan.is_of_no_side(unit) => one,
            _ => continue,
        };
        multiple.dimension = None;
        multiple.shape = multiple.shape.clone().of_several();
    }
}

/// In `Φ600×6000mm` the unit holds for every number; in `1×2×3m3` it is that of none of the sides.
fn share_last_unit(scan: &Scan<'_>, amounts: &mut [Amount]) {
    let mut unit = None;
    for amount in amounts.iter_mut().rev() {
        match amount.dimension {
            Some(_) if amount.unit.is_some() => unit = amount.unit.filter(|unit| !scan.is_particular(*unit)),
            Some(_) => amount.unit = unit,
            None => unit = None,
        }
        if amount.dimension == Some(Dimension::First) {
            unit = None;
        }
    }
}

/// The most digits between two marks of thousands.
const LONGEST_GROUP: usize = 3;

/// The fewest bytes of a Chinese numeral that has a clause to itself.
const LEAST_CHINESE: usize = 9;

/// What stands before the lower part of a unit.
pub(super) const EACH: [&str; 2] = ["每", "per "];

/// The most bytes between that and the number: 每公斤电池能量310瓦时.
const LONGEST_OWNER: usize = 40;

pub(super) struct Reader<'a> {
    pub(super) scan: &'a Scan<'a>,
    /// Where the amount before ends.
    pub(super) floor: usize,
}

/// A unit, and where its brackets end.
pub(super) type UnitAfter = (UnitMatch, usize);

impl Reader<'_> {
    /// The amount of a number, and the number after it.
    fn amount(&self, index: usize) -> Option<(Amount, usize)> {
        let scan = self.scan;
        let mut numeral = scan.numerals[index].clone();
        let digits = numeral.range.clone();
        let (mut start, mut marks) = self.before(digits.start);
        let glued = start == digits.start && self.is_glued(start);
        self.settle_space(&mut numeral, start, glued);
        let glued = glued && !self.parts_from_name(&mut numeral, &mut start);
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
        let named = glued && unit.is_none();
        if let Some((tolerance, after, used)) = self.tolerance(&numeral, end, unit).filter(|_| !named) {
            shape = Some(tolerance);
            (end, next) = (after, used);
            unit = unit.or_else(|| self.unit(end));
            end = unit.map_or(end, |unit| unit.1.max(end));
        } else if !named && let Some((high_index, high, second)) = self.range_end(start, end, unit) {
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

        if let (None, Some((opening, outer))) = (unit, self.unit_of_brackets(start, end)) {
            // (2.5~2.6)g/cm3
            (start, end, unit) = (opening, outer.1, Some(outer));
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
        let mut inner = None;
        if let (None, None, false) = (&shape, marks.bound, named)
            && let Some(around) = self.around_label(end, unit)
        {
            inner = Some(around.label);
            marks.bound = Some(around.bound);
            end = around.label.end;
            if let Some(second) = around.second {
                unit = second.unit.or(unit);
                (end, next) = (second.end, second.next);
                shape = Some(between((around.bound, numeral.clone()), (second.bound, second.numeral)));
                closed = true;
            }
        }
        // 一级品 is no number of anything
        let is_word = numeral.chinese && scan.rest(end).starts_with(char::is_alphanumeric);
        if numeral.chinese && unit.is_none() && (is_word || !self.is_announced(start, end)) {
            return None;
        }
        let dimension = self.dimension(&digits, end);
        let foreign = if unit.is_none() && dimension.is_none() { self.foreign_unit(end) } else { None };
        // 5X900.a
        let glued = glued
            || foreign.as_ref().is_some_and(|run| run.start == end && is_name(&scan.text()[run.clone()]));
        let shape = match (shape, marks.bound) {
            // 最高可达280-290: the bound holds for its own end
            (Some(Shape::Range { low, high, .. }), Some(bound)) if !closed && !marks.opens_range => {
                Shape::Bounded(bound, if bound.opens_upwards() { low } else { high })
            }
            (Some(shape), _) => shape,
            (None, Some(bound)) => Shape::Bounded(bound, numeral),
            (None, None) => Shape::Point(numeral),
        };
        let approximate = marks.approximate;
        let mut unit = unit.map(|unit| unit.0);
        if let Some(each) = unit.and_then(|unit| self.by_each(start, unit)) {
            (start, unit) = (each.start, Some(each));
        }
        Some((
            Amount {
                range: start..end,
                shape,
                approximate,
                unit,
                inner,
                lent: None,
                foreign,
                glued,
                dimension,
            },
            next,
        ))
    }

    /// The unit after a number: next to it, in brackets, or in the slot after it.
    pub(super) fn unit(&self, end: usize) -> Option<UnitAfter> {
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

    /// The unit that one makes with what stands before its number: 每公斤310瓦时, `per kg 310Wh`.
    fn by_each(&self, number: usize, unit: UnitMatch) -> Option<UnitMatch> {
        let text = self.scan.text();
        let before = text.get(self.floor..number)?;
        let (start, sign) = EACH.iter().find_map(|sign| Some((self.floor + before.rfind(sign)?, sign)))?;
        let below = text[start + sign.len()..number].trim_start();
        let is_near = below.len() <= LONGEST_OWNER && !below.contains(PARTING);
        is_near.then(|| self.scan.quantities.units.over(text, unit, below, start)).flatten()
    }

    /// The unit after the brackets around an amount, and where they open.
    fn unit_of_brackets(&self, start: usize, end: usize) -> Option<(usize, UnitAfter)> {
        let opening = self.scan.before_blanks(start).checked_sub(1).filter(|at| *at >= self.floor)?;
        let closing = self.scan.past_blanks(end);
        let enclosed =
            matches!((self.scan.byte(opening)?, self.scan.byte(closing)?), (b'(', b')') | (b'[', b']'));
        let unit = enclosed.then(|| self.unit(closing + 1)).flatten()?;
        Some((opening, unit))
    }

    /// Whether the space of `1 305` parts thousands: it does directly after a label, a bound or a break; after
    /// a name it parts two numbers; else it stays open.
    fn settle_space(&self, numeral: &mut Numeral, start: usize, glued: bool) {
        let Some(Other::Tail(tail, at)) = numeral.other.clone() else { return };
        let scan = self.scan;
        if glued || scan.byte(at - 1) != Some(b' ') {
            return;
        }
        let before = scan.before_blanks(start);
        let last = before.checked_sub(1).and_then(|last| scan.byte(last));
        let broken = last.is_none_or(|byte| b"|;\n\r".contains(&byte));
        let word = self.word_before(start).map(|word| scan.entry(word));
        let length = at - 1 - numeral.range.start;
        let circumstances = word.map_or(&[][..], |entry| &entry.circumstances);
        let takes_name = |of: &usize| scan.quantities.parameters.circumstances[*of].takes_name;
        if circumstances.iter().any(|of| length < LONGEST_GROUP || takes_name(of)) {
            return;
        }
        let announced = word.is_some_and(|entry| {
            !entry.targets.is_empty() || entry.filler || !entry.circumstances.is_empty()
        }) || start < numeral.range.start;
        let is_of_other = word.is_some_and(|entry| {
            let unit = self.unit(numeral.range.end).map(|unit| scan.quantities.units.meanings(unit.0));
            let fits = |target: &Target| {
                let measures = |meaning: &UnitMeaning| meaning.parameter() == Some(target.parameter());
                unit.unwrap_or_default().iter().any(measures)
            };
            !entry.targets.is_empty() && !entry.targets.iter().any(fits)
        });
        if length == LONGEST_GROUP {
            // 容量280 180Wh/kg: the first is what its own label says
            if is_of_other {
                return;
            }
            // 310 250: each could be a value of its own, unless a name stands before (NCM 523 250)
            let named =
                scan.text()[..before].trim_end_matches([' ', ':', '=']).ends_with(char::is_alphanumeric);
            let first = &scan.text()[numeral.range.start..at - 1];
            if let Some(first) = Reading::new(first.to_owned()).filter(|_| broken || announced || !named) {
                numeral.other = Some(Other::Each(first, tail));
            }
        } else if length < LONGEST_GROUP {
            numeral.other = (!broken && !announced).then_some(Other::Either(tail, at));
        }
    }

    /// Leaves the name before it what belongs to that: the 280 of `L280 180`.
    fn parts_from_name(&self, numeral: &mut Numeral, start: &mut usize) -> bool {
        let Some(Other::Tail(tail, at)) = numeral.other.clone() else { return false };
        if self.scan.byte(at - 1) != Some(b' ') {
            return false;
        }
        *start = at;
        *numeral =
            Numeral { range: at..numeral.range.end, reading: tail, other: None, chinese: numeral.chinese };
        true
    }

    /// The unit, where 万, 千 or 百 may stand before it: `1.2万毫安时`.
    pub(super) fn scaled_unit(&self, numeral: &mut Numeral, end: usize) -> Option<UnitAfter> {
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

    pub(super) fn same(&self, one: UnitMatch, other: UnitMatch) -> bool {
        let units = &self.scan.quantities.units;
        units.meanings(one) == units.meanings(other)
    }

    /// Whether a Chinese numeral without a unit stands where a value is expected.
    fn is_announced(&self, start: usize, end: usize) -> bool {
        let (before, behind) = (self.scan.text()[..start].trim_end(), self.scan.rest(end).trim_start());
        let is_whole = before.is_empty() && behind.is_empty();
        // 250Wh/kg|三百一十, but 一、 counts points
        let is_clause = end - start >= LEAST_CHINESE
            && (before.is_empty() || before.ends_with(PARTING))
            && (behind.is_empty() || behind.starts_with(PARTING));
        is_whole
            || is_clause
            || self.word_before(start).is_some_and(|word| !self.scan.entry(word).targets.is_empty())
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
        let before = scan.text()[..scan.before_blanks(digits.start)].trim_end_matches(SIDE_SIGNS);
        let later = before.chars().next_back().is_some_and(|last| {
            let sign = times(last.encode_utf8(&mut [0; 4]));
            let earlier = scan.before_blanks(before.len() - last.len_utf8());
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
                .trim_start_matches(SIDE_SIGNS)
                .starts_with(|c: char| c.is_ascii_digit())
        };
        first.then_some(Dimension::First)
    }
}

/// What may stand before a side in a string of them: `Φ150×L200mm`.
const SIDE_SIGNS: [char; 6] = ['φ', 'ф', 'ø', 'l', 'w', 'h'];

/// Whether letters with digits after them follow a number: `X900` after the 5 of a code.
fn is_name(run: &str) -> bool {
    let letters = run.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters > 0 && run.as_bytes().get(letters).is_some_and(u8::is_ascii_digit)
}

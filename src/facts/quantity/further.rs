//! Numbers without a unit that may be further values: `180Wh/kg，电芯≥300`, `250Wh/kg、310`.

use super::{
    amount::{Amount, Shape},
    attribution::Reader,
    expression,
    unit::UnitMeaning,
};
use crate::facts::Reason;

/// What parts the members of a list, and a value from what becomes of it.
const LISTING: [&str; 19] = [
    "", "(", "[", ",", "、", "/", "→", "->", "=>", "⇒", "&", "和", "与", "及", "或", "and", "or", "以及",
    "或者",
];

const BLANKS: [char; 2] = [' ', '\t'];

/// The most bytes between a value and a further one: what stands farther off is about something else.
const FARTHEST: usize = 200;

/// The most digits of a number that counts points.
const LONGEST_COUNT: usize = 2;

impl Reader<'_> {
    /// A number without a unit behind a value, with a circumstance or a bound of its own, listed with it or as the
    /// other end of a range: `180Wh/kg，电芯≥300`, `250Wh/kg（模组），310（单体）`, `250Wh/kg~310`. It may be
    /// of the same unit.
    pub(super) fn further(&mut self, amount: &Amount) -> bool {
        let scan = self.scan;
        let Some((parameter, unit, end)) = self.latest.filter(|_| self.is_bare(amount)) else {
            return false;
        };
        let start = amount.range.start;
        let between = scan.text().get(end..start).unwrap_or_default().trim_matches(BLANKS);
        if between.len() > FARTHEST {
            return false;
        }
        let is_bounded = is_bounded(amount) && !between.contains(char::is_alphanumeric);
        let joint = scan.word_from(scan.past_blanks(end)).filter(|joint| scan.entry(*joint).to);
        let is_end = joint.is_some_and(|joint| joint.start == start || scan.past_blanks(joint.end) == start);
        let is_listed = LISTING.contains(&past_brackets(between)) && !self.counts(amount);
        if !(is_bounded || is_end || is_listed || self.is_qualified(end, amount)) {
            return false;
        }
        let candidates = self.possible(parameter, unit, amount);
        self.latest = Some((parameter, unit, amount.range.end));
        !candidates.is_empty() && self.in_doubt(parameter, amount, Reason::NoUnit, candidates)
    }

    /// A number before one whose unit tells what it measures, listed with it: `310/250Wh/kg`. What a comma parts
    /// may be about something else, and `1、` counts points.
    pub(super) fn listed_before(&mut self, amount: &Amount, lent: &[UnitMeaning]) -> bool {
        let telling = lent.iter().find_map(|meaning| match *meaning {
            UnitMeaning::Parameter(parameter, unit) => {
                let of = &self.scan.quantities.parameters.parameters[parameter];
                (self.asked[parameter] && of.units[unit].telling).then_some((parameter, unit))
            }
            _ => None,
        });
        let behind = self.scan.rest(self.scan.past_blanks(amount.range.end));
        let is_point = behind.starts_with('、') && amount.range.len() <= LONGEST_COUNT;
        let is_parted = behind.starts_with(',') || is_point;
        let Some((parameter, unit)) = telling.filter(|_| !is_parted) else { return false };
        let candidates = self.possible(parameter, unit, amount);
        !candidates.is_empty() && self.in_doubt(parameter, amount, Reason::NoUnit, candidates)
    }

    /// A bounded number without a unit, behind a circumstance that only one parameter has: 电芯≥300.
    pub(super) fn qualified(&mut self, amount: &Amount) -> bool {
        if !is_bounded(amount) || !self.is_bare(amount) {
            return false;
        }
        let parameters = &self.scan.quantities.parameters;
        let own = self.scan.word_until(self.scan.before_blanks(amount.range.start)).and_then(|word| {
            let circumstances = &self.scan.entry(word).circumstances;
            circumstances.iter().find_map(|circumstance| {
                let [name] = parameters.circumstances[*circumstance].parameters.as_slice() else {
                    return None;
                };
                parameters.parameters.iter().position(|of| of.name == *name)
            })
        });
        let Some(parameter) = own.filter(|parameter| self.asked[*parameter]) else { return false };
        let candidates = self.in_any_unit(parameter, amount);
        !candidates.is_empty() && self.in_doubt(parameter, amount, Reason::NoUnit, candidates)
    }

    /// Whether a number is no part of a name, and nothing behind it says what it counts.
    fn is_bare(&self, amount: &Amount) -> bool {
        let next = self.scan.rest(self.scan.past_blanks(amount.range.end)).chars().next();
        !amount.glued && !next.is_some_and(char::is_alphanumeric)
    }

    /// Whether a number counts points or goods, as in `2、品牌`, `(3)` and `310/箱`.
    fn counts(&self, amount: &Amount) -> bool {
        let scan = self.scan;
        let mut rest = scan.rest(amount.range.end).chars();
        let sign = rest.next();
        let names = rest.find(|character| *character != ' ').is_some_and(char::is_alphabetic);
        let is_note = scan.text()[..amount.range.start].ends_with(['(', '[']);
        match sign {
            Some('#') => true,
            Some('/') => names,
            Some('、' | '.' | ':' | ')' | ']') => (names || is_note) && amount.range.len() <= LONGEST_COUNT,
            _ => false,
        }
    }

    /// Whether a circumstance stands before an amount behind a value that ends at `end`, and only words between
    /// that say nothing. In another slot it must open the slot, or the amount must have a bound.
    fn is_qualified(&self, end: usize, amount: &Amount) -> bool {
        let reader = expression::Reader { scan: self.scan, floor: 0 };
        let mut position = amount.range.start;
        for _ in 0..4 {
            let Some(word) = reader.word_before(position) else { return false };
            if let Some(stated) = self.stated_circumstance(word) {
                let between = self.scan.text().get(end..stated.start).unwrap_or_default();
                // 型号310: the number is the name
                return stated.end <= amount.range.start
                    && (is_bounded(amount)
                        || !between.contains([';', '|', '\n', '\r', '。'])
                        || !between.contains(char::is_alphanumeric));
            }
            if !self.scan.entry(word).is_transparent() {
                return false;
            }
            position = word.start;
        }
        false
    }
}

fn is_bounded(amount: &Amount) -> bool {
    matches!(amount.shape, Shape::Bounded(..))
}

/// A text without the brackets that open it: `（模组），` behind a value.
fn past_brackets(text: &str) -> &str {
    let closed = text.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    closed.map_or(text, |(_, rest)| rest).trim_matches(BLANKS)
}

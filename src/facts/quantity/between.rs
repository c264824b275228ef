//! What may stand between two values of one quantity and says of neither what it is: signs, words without a meaning
//! of their own, circumstances, and marks that count points.

use std::ops::Range;

use super::{amount::Amount, attribution::Reader, expression, lexicon::Entry, unit::UnitMatch};

/// The most digits of a number that counts points.
pub(super) const LONGEST_COUNT: usize = 2;

/// Brackets around what counts points.
const OPENING: [char; 4] = ['(', '[', '【', '{'];
const CLOSING: [char; 4] = [')', ']', '】', '}'];

impl Reader<'_> {
    /// Whether a part of the text says nothing but under which circumstances something was measured.
    pub(super) fn says_nothing(&self, range: Range<usize>) -> bool {
        let scan = self.scan;
        let mut position = range.start;
        while let Some(character) = scan.rest(position).chars().next().filter(|_| position < range.end) {
            let end = match scan.word_from(position) {
                Some(word) if is_silent(scan.entry(word)) => {
                    Some(self.stated_circumstance(word).map_or(word.end, |stated| stated.end))
                }
                Some(_) => None,
                None if !character.is_alphanumeric() => Some(position + character.len_utf8()),
                None => self.measured_circumstance(position).or_else(|| self.mark(position)),
            };
            match end {
                // 型号310: the number is the name
                Some(end) if end <= range.end => position = end,
                _ => return false,
            }
        }
        true
    }

    /// Whether nothing but signs stands between two places.
    pub(super) fn is_direct(&self, end: usize, start: usize) -> bool {
        let between = self.scan.text().get(end..start);
        between.is_some_and(|between| between.chars().all(|sign| " :=(".contains(sign)))
    }

    /// The end of a circumstance with a number that begins there: 25℃, 0.2C.
    pub(super) fn measured_circumstance(&self, position: usize) -> Option<usize> {
        let scan = self.scan;
        let numeral = &scan.numerals[scan.numeral_from(position)?];
        let unit = expression::Reader { scan, floor: 0 }.unit(numeral.range.end)?;
        self.is_circumstance(scan.quantities.units.meanings(unit.0)).then_some(unit.1)
    }

    /// Whether a number only tells one of several from the others: `1#`. It may be a mesh where that is asked for.
    pub(super) fn is_numbered(&self, amount: &Amount) -> bool {
        let scan = self.scan;
        let digits = scan.text()[amount.range.clone()].trim_end_matches('#');
        let is_asked = |unit: UnitMatch| {
            let parameters =
                scan.quantities.units.meanings(unit).iter().filter_map(|meaning| meaning.parameter());
            parameters.into_iter().any(|parameter| self.asked[parameter])
        };
        digits.len() <= LONGEST_COUNT
            && scan.byte(amount.range.start + digits.len()) == Some(b'#')
            && !amount.unit.is_some_and(is_asked)
    }

    /// The end of what counts points or tells one of several and begins there: the 2 of `(2)` and `2#`, the B of `(B)` and
    /// `B 310`, or ②, which is no number.
    fn mark(&self, position: usize) -> Option<usize> {
        let scan = self.scan;
        if scan.byte(position)?.is_ascii_digit() && scan.numeral_from(position).is_none() {
            return Some(position + 1);
        }
        let is_sign = |byte: &u8| byte.is_ascii_alphanumeric();
        let signs = scan.rest(position).bytes().take(LONGEST_COUNT + 1).take_while(is_sign);
        let end = position + signs.clone().count();
        let behind = scan.rest(end);
        let is_enclosed = behind.starts_with(CLOSING) && scan.text()[..position].ends_with(OPENING);
        let is_number = signs.clone().all(|byte| byte.is_ascii_digit());
        let is_letter = signs.clone().all(|sign| sign.is_ascii_alphabetic());
        let is_name = is_letter
            && end - position == 1
            && behind.trim_start_matches(' ').starts_with(|next: char| next.is_ascii_digit());
        let is_mark = is_enclosed
            || (is_name && behind.starts_with(' '))
            || (is_number && behind.starts_with([')', ']', '】', '#', ':', '、']));
        (1..=LONGEST_COUNT).contains(&(end - position)).then_some(end).filter(|_| is_mark)
    }
}

/// Whether a word changes nothing about whose value a number after it is, and of what.
pub(super) fn is_silent(entry: &Entry) -> bool {
    entry.is_transparent()
        && entry.targets.is_empty()
        && entry.vague.is_empty()
        && entry.modifies.is_empty()
        && !(entry.other_goods || entry.limit_before || entry.denial)
}

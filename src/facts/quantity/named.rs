//! A bare number behind the name of one of several goods: `LFP 180Wh/kg，NCM 310`, `250Wh/kg；规格2：310`.

use std::ops::Range;

use super::{
    amount::Amount,
    attribution::{Latest, Reader},
    between::{LONGEST_COUNT, is_silent},
    chinese,
    clause::{self, PARTING},
    lexicon::Word,
};
use crate::facts::prose::is_han;

/// The most characters of such a name.
const LONGEST_NAME: usize = 12;
/// What parts a name from its value.
const SIGNS: [char; 15] = [' ', '\t', ':', '=', '(', ')', '[', ']', '"', '\'', '~', '/', '&', '-', '→'];

/// A bare number that waits for a value.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) amount: Amount,
    /// Whether it has its clause to itself.
    pub(super) is_alone: bool,
}

impl Reader<'_> {
    /// Whether a number without a unit stands beside the name of one of several, whose value it may be.
    pub(super) fn is_one_of_several(&self, value: &Latest, number: &Amount) -> bool {
        let is_behind = value.end <= number.range.start;
        let (floor, floor_of_value) = if is_behind { (value.end, 0) } else { (0, number.range.end) };
        let own = self.name_before(floor, number.range.start);
        let of_value = self.name_before(floor_of_value, value.start);
        if self.is_bare(number) && self.is_named_before(value, number, own, of_value) {
            return true;
        }
        let (end, end_of_value) =
            if is_behind { (None, Some(number.range.start)) } else { (Some(value.start), None) };
        let own = self.name_behind(number.range.end, end);
        self.is_named_behind(value, number, own, self.name_behind(value.end, end_of_value))
    }

    /// Whether the name before a number is that of one of several, as the one before a value is.
    fn is_named_before(&self, value: &Latest, number: &Amount, own: &str, of_value: &str) -> bool {
        if own.is_empty() || self.says_something(number.range.start - own.len()..number.range.start) {
            return false;
        }
        let name = own.trim_matches(SIGNS);
        let is_parallel = is_name(of_value.trim_matches(SIGNS));
        is_numbered(own, name)
            || are_alike(own, of_value)
            || ((is_parallel || own.ends_with(is_han))
                && (self.is_telling(value) || (is_parallel && number.unit.is_some()))
                // 2代310
                && self.is_name_of_goods(name.trim_start_matches(|sign: char| sign.is_ascii_digit()))
                && !self.is_mixture(number))
    }

    /// The same of the names behind both: `180Wh/kg（铁锂），310（三元）`.
    fn is_named_behind(&self, value: &Latest, number: &Amount, own: &str, of_value: &str) -> bool {
        let name = own.trim_matches(SIGNS);
        let pieces = &self.scan.quantities.parameters.words.pieces;
        let counts = pieces.iter().any(|piece| name.starts_with(piece.as_str()));
        if name.is_empty() || counts || self.says_something(number.range.end..number.range.end + own.len()) {
            return false;
        }
        let is_parallel = is_name(of_value.trim_matches(SIGNS));
        are_alike(own, of_value) || (self.is_telling(value) && is_parallel && self.is_name_of_goods(name))
    }

    /// Whether few other numbers may be a value of the parameter.
    fn is_telling(&self, value: &Latest) -> bool {
        let of = self.parameter(value.parameter);
        of.possible.is_some() && of.unit.contains('/')
    }

    fn is_name_of_goods(&self, name: &str) -> bool {
        is_name(name) && !self.scan.quantities.parameters.words.numbers_stand_behind(name)
    }

    /// Whether a number may be the value of one of several, once a value tells.
    pub(super) fn may_be_named(&self, number: &Amount) -> bool {
        let is_any = |name: &str| !name.trim_matches(SIGNS).is_empty();
        is_any(self.name_before(0, number.range.start)) || is_any(self.name_behind(number.range.end, None))
    }

    /// What stands behind a place in its clause.
    fn name_behind(&self, place: usize, end: Option<usize>) -> &str {
        let rest = self.scan.rest(place);
        let inner = rest.chars().take(2 * LONGEST_NAME).take_while(|sign| !PARTING.contains(sign));
        let clause = inner.map(char::len_utf8).sum::<usize>();
        &rest[..end.map_or(clause, |end| clause.min(end.saturating_sub(place)))]
    }

    /// Whether a bare number may be another value wherever one stands: alone, or behind `规格2：`.
    pub(super) fn is_of_any_value(&self, waiting: &Waiting) -> bool {
        let own = self.name_before(0, waiting.amount.range.start);
        waiting.is_alone || (self.is_bare(&waiting.amount) && is_numbered(own, own.trim_matches(SIGNS)))
    }

    /// What stands before a place in its clause, behind the last label there; nothing where a label ends it.
    fn name_before(&self, floor: usize, start: usize) -> &str {
        let text = self.scan.text();
        let from = clause::begin(text, start).max(floor);
        let words = &self.scan.words[..self.scan.words.partition_point(|word| word.end <= start)];
        let label = words.iter().rev().take_while(|word| word.start >= from);
        let is_label = |word: &&Word| !self.scan.entry(**word).targets.is_empty();
        let from = label.clone().find(is_label).map_or(from, |word| word.end);
        &text[from..start]
    }

    /// Whether a word in a part of the text says what the number behind is: 理论310.
    fn says_something(&self, range: Range<usize>) -> bool {
        let words = &self.scan.words;
        let first = words.partition_point(|word| word.start < range.start);
        let mut inside = words[first..].iter().take_while(|word| word.end <= range.end);
        inside.any(|word| !is_silent(self.scan.entry(*word)))
    }

    /// Whether a number is the three parts of ten of a mixture: NCM 523.
    fn is_mixture(&self, number: &Amount) -> bool {
        let digits = self.scan.text()[number.range.clone()].as_bytes();
        digits.len() == 3 && digits.iter().map(|digit| u32::from(digit.wrapping_sub(b'0'))).sum::<u32>() == 10
    }
}

/// Whether a name ends in the number of one of several, or begins as the one of a row does: `规格2：`, 方案二, `厂B `, 第2款.
fn is_numbered(own: &str, name: &str) -> bool {
    let letters = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let count = name.len() - letters.len();
    let stem = letters.trim_end_matches(['.', '#', ' ', '-']);
    let is_parted = !own.ends_with(name);
    let digits = (1..=LONGEST_COUNT).contains(&count) && is_parted && is_name(stem);
    let letter = is_parted && name.ends_with(|sign: char| sign.is_ascii_alphabetic()) && {
        let stem = &name[..name.len() - 1];
        is_name(stem.trim_end_matches(['.', ' ']))
            && !stem.ends_with(|sign: char| sign.is_ascii_alphanumeric())
    };
    let chinese = name.ends_with(chinese::is_digit) && is_name(name);
    digits || letter || chinese || (name.starts_with('第') && name.chars().count() <= LONGEST_NAME)
}

/// Whether two names are one but for their digits or one sign: 5Ah and 16Ah, SKU1 and SKU2, A批 and B批.
fn are_alike(one: &str, other: &str) -> bool {
    fn signs(name: &str) -> impl Iterator<Item = char> {
        name.chars().filter(|sign| !SIGNS.contains(sign))
    }
    fn letters(name: &str) -> impl Iterator<Item = char> {
        signs(name).filter(|sign| !sign.is_ascii_digit())
    }
    let are_as_long = signs(one).count() == signs(other).count() && signs(one).nth(1).is_some();
    let differ_in_one = || signs(one).zip(signs(other)).filter(|(one, other)| one != other).count() <= 1;
    letters(one).any(char::is_alphabetic)
        && (letters(one).eq(letters(other)) || (are_as_long && differ_in_one()))
}

fn is_name(text: &str) -> bool {
    let is_part = |sign: char| sign.is_alphabetic() || matches!(sign, ' ' | '-' | '.');
    !text.is_empty() && text.chars().count() <= LONGEST_NAME && text.chars().all(is_part)
}

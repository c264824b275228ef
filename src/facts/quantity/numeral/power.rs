//! Powers of ten after a number: `2.85E+02`, `2.6e3`, `2.85×10²`.

use std::ops::Range;

use super::{Digits, Numeral, Other};
use crate::number::Number;

impl Digits<'_> {
    /// The number with a power of ten after it: `2.85E+02`, `2.85×10²`.
    pub(super) fn powered(
        &self,
        range: Range<usize>,
        digits: String,
        other: Option<Other>,
    ) -> (Option<Numeral>, usize) {
        let (start, end) = (range.start, range.end);
        let numeral = self.numeral(range, digits, other);
        let Some((exponent, end)) = self.exponent(start, end) else { return (numeral, end) };
        let powered = numeral.map(|mut numeral| {
            numeral.range.end = end;
            numeral.other = None;
            let ten = Number::from(10);
            for _ in 0..exponent.unsigned_abs() {
                let value = &numeral.reading.value;
                numeral.reading.value = if exponent > 0 {
                    value.times(&ten)
                } else {
                    value.over(&ten).unwrap_or_else(|| value.clone())
                };
            }
            numeral.reading.digits = numeral.reading.value.to_string();
            numeral
        });
        (powered, end)
    }

    fn exponent(&self, first: usize, position: usize) -> Option<(i32, usize)> {
        let rest = self.folded.text.get(position..)?;
        if let Some(after) = rest.strip_prefix('e') {
            let sign = after.chars().next().filter(|sign| ['+', '-'].contains(sign));
            if sign.is_none() && !self.is_mantissa(first..position) {
                return None;
            }
            let sign = sign.unwrap_or_default();
            let start = position + 1 + usize::from(sign != char::default());
            let end = self.run(start);
            let exponent: i32 =
                (1..=2).contains(&(end - start)).then(|| self.text(start..end).parse().ok())??;
            return Some((if sign == '-' { -exponent } else { exponent }, end));
        }
        let after = ["×10", "x10", "*10", "·10"].iter().find(|power| rest.starts_with(**power))?;
        let mut start = position + after.len();
        let caret = self.bytes.get(start) == Some(&b'^');
        start += usize::from(caret);
        let negative = self.bytes.get(start) == Some(&b'-') && (caret || !self.plain(start));
        start += usize::from(negative);
        let mut end = start;
        while self.bytes.get(end).is_some_and(u8::is_ascii_digit) && (caret == self.plain(end)) {
            end += 1;
        }
        let exponent: i32 =
            (1..=2).contains(&(end - start)).then(|| self.text(start..end).parse().ok())??;
        Some((if negative { -exponent } else { exponent }, end))
    }

    /// Whether an exponent without a sign may follow: `2.6e3`, `6E3`, but not the 50E2 of a code.
    fn is_mantissa(&self, range: Range<usize>) -> bool {
        let before = range.start.checked_sub(1).map(|before| self.bytes[before]);
        let free = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-_/#".contains(&byte));
        free && (range.len() == 1 || self.text(range).contains('.'))
    }
}

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
            numeral.reading.digits = shifted(&numeral.reading.digits, exponent);
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

/// Digits with their point so many places further to the right, all of them kept: they tell how exact the
/// value is.
fn shifted(digits: &str, places: i32) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = whole.len() as i64 + i64::from(places);
    let before = usize::try_from(-point).unwrap_or_default();
    let mut all = format!("{:0>before$}{whole}{fraction}", "");
    let point = usize::try_from(point).unwrap_or_default();
    while all.len() < point {
        all.push('0');
    }
    let (whole, fraction) = all.split_at(point);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::shifted;

    #[test]
    fn a_power_of_ten_keeps_every_digit() {
        for (digits, places, expected) in [
            ("2.850", 2, "285.0"),
            ("285.50", 0, "285.50"),
            ("2.999999999999999", 2, "299.9999999999999"),
            ("2.6", 3, "2600"),
            ("300", -2, "3.00"),
            ("2.5", -3, "0.0025"),
            ("0.05", 1, "0.5"),
            ("0", 2, "0"),
        ] {
            assert_eq!(shifted(digits, places), expected, "{digits} {places}");
        }
    }
}

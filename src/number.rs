//! Exact numbers. No floating point stands between a draft and a determination.

use std::{fmt, str::FromStr};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The longest run of digits that is read as a number. Longer ones are no measurement, and
/// arithmetic on them would cost time that a hostile draft could choose.
pub const MAX_DIGITS: usize = 40;

/// An exact rational number: a decimal as it was written, or one converted from another unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

impl Number {
    /// The product, exactly.
    pub fn times(&self, other: &Self) -> Self {
        // most units are those in which values are kept
        if other.0.is_one() {
            return self.clone();
        }
        Self(&self.0 * &other.0)
    }

    /// The quotient, exactly; `None` for a division by zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// The sum, exactly.
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference, exactly.
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The distance from zero.
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// The nearest number of so many decimals, for people to read.
    pub fn rounded(&self, decimals: usize) -> Self {
        let factor = BigRational::from_integer(num_traits::pow(BigInt::from(10), decimals));
        Self((&self.0 * &factor).round() / factor)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(BigRational::from_integer(value.into()))
    }
}

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal number such as 300, 2.5 or 1/3.6")]
pub struct NotANumber(pub String);

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads `300`, `2.50`, `-3`, or a quotient of two such numbers (`1/3.6`).
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let error = || NotANumber(text.to_owned());
        match text.split_once('/') {
            None => decimal(text.trim()).map(Self).ok_or_else(error),
            Some((above, below)) => {
                let above = decimal(above.trim()).ok_or_else(error)?;
                let below = decimal(below.trim()).ok_or_else(error)?;
                Self(above).over(&Self(below)).ok_or_else(error)
            }
        }
    }
}

fn decimal(text: &str) -> Option<BigRational> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || !all_digits(whole)
        || !all_digits(fraction)
        || (digits.contains('.') && fraction.is_empty())
        || whole.len() + fraction.len() > MAX_DIGITS
    {
        return None;
    }
    let value = if fraction.is_empty() {
        BigRational::from_integer(whole.parse().ok()?)
    } else {
        let numerator: BigInt = format!("{whole}{fraction}").parse().ok()?;
        BigRational::new(numerator, num_traits::pow(BigInt::from(10), fraction.len()))
    };
    Some(if negative { -value } else { value })
}

/// Writes the shortest exact decimal; a number that has none (1/3) is rounded to twelve decimals,
/// which matters to a reader only: comparisons use the exact value.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_integer() {
            return write!(f, "{}", self.0.numer());
        }
        let ten = BigInt::from(10);
        let mut scale = 0usize;
        let mut factor = BigInt::one();
        while scale < 12 && !(&self.0 * &factor).is_integer() {
            factor *= &ten;
            scale += 1;
        }
        let scaled = (&self.0 * &factor).round().to_integer();
        let digits = format!("{:0>width$}", scaled.abs().to_string(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let sign = if scaled.is_negative() { "-" } else { "" };
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().expect(text)
    }

    #[test]
    fn reads_and_writes_decimals_exactly() {
        for text in ["0", "300", "2.5", "0.05", "-3.25", "1234567890.0987654321"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("2.50").to_string(), "2.5");
        assert_eq!(number("1/3").to_string(), "0.333333333333");
    }

    #[test]
    fn converts_without_loss() {
        let kilojoule = number("1/3.6");
        assert_eq!(number("1080").times(&kilojoule), number("300"));
        assert!(number("1079.999").times(&kilojoule) < number("300"));
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for text in ["", ".", "5.", ".5", "1e3", "1,5", "--1", "1/0", "１", &"9".repeat(MAX_DIGITS + 1)] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}

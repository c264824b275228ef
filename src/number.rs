//! Exact numbers. No floating point stands between a draft and a determination.

use std::{cmp::Ordering, fmt, str::FromStr};

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, One, Signed, ToPrimitive, Zero};

/// The longest run of digits that is read as a number. Longer ones are no measurement, and
/// arithmetic on them would cost time that a hostile draft could choose.
pub const MAX_DIGITS: usize = 40;

/// An exact rational number: a decimal as it was written, or one converted from another unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// A number in lowest terms. What fits into the small form never stands in the large one, so that equal
/// numbers have one form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// Nearly every number of a draft. The least integer, which has no opposite, stands in the large form.
    Small(Ratio<i64>),
    Large(Box<BigRational>),
}

impl Number {
    /// The product, exactly.
    pub fn times(&self, other: &Self) -> Self {
        self.with(other, Ratio::checked_mul, |one, other| one * other)
    }

    /// The quotient, exactly; `None` for a division by zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| self.with(other, Ratio::checked_div, |one, other| one / other))
    }

    /// The sum, exactly.
    pub fn plus(&self, other: &Self) -> Self {
        self.with(other, Ratio::checked_add, |one, other| one + other)
    }

    /// The difference, exactly.
    pub fn minus(&self, other: &Self) -> Self {
        self.with(other, Ratio::checked_sub, |one, other| one - other)
    }

    /// The distance from zero.
    pub fn abs(&self) -> Self {
        match &self.0 {
            Form::Small(ratio) => Self(Form::Small(ratio.abs())),
            Form::Large(ratio) => Self::of(ratio.abs()),
        }
    }

    /// The nearest number of so many decimals, for people to read.
    pub fn rounded(&self, decimals: usize) -> Self {
        let factor = BigRational::from_integer(num_traits::pow(BigInt::from(10), decimals));
        Self::of((self.large() * &factor).round() / factor)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Form::Small(ratio) if ratio.is_zero())
    }

    /// What two numbers come to: in the small form where that has room for it.
    fn with(
        &self,
        other: &Self,
        small: impl FnOnce(&Ratio<i64>, &Ratio<i64>) -> Option<Ratio<i64>>,
        large: impl FnOnce(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Form::Small(one), Form::Small(other)) = (&self.0, &other.0)
            && let Some(result) = small(one, other).filter(is_small)
        {
            return Self(Form::Small(result));
        }
        Self::of(large(self.large(), other.large()))
    }

    fn of(ratio: BigRational) -> Self {
        let small = ratio.numer().to_i64().zip(ratio.denom().to_i64());
        // it is in lowest terms
        let small = small.map(|(above, below)| Ratio::new_raw(above, below)).filter(is_small);
        Self(small.map_or_else(|| Form::Large(Box::new(ratio)), Form::Small))
    }

    fn large(&self) -> BigRational {
        match &self.0 {
            Form::Small(ratio) => BigRational::new_raw((*ratio.numer()).into(), (*ratio.denom()).into()),
            Form::Large(ratio) => (**ratio).clone(),
        }
    }
}

fn is_small(ratio: &Ratio<i64>) -> bool {
    *ratio.numer() != i64::MIN
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(one), Form::Small(other)) => {
                let across = |one: &Ratio<i64>, other: &Ratio<i64>| {
                    i128::from(*one.numer()) * i128::from(*other.denom())
                };
                across(one, other).cmp(&across(other, one))
            }
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::of(BigRational::from_integer(value.into()))
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
            None => decimal(text.trim()).ok_or_else(error),
            Some((above, below)) => {
                let above = decimal(above.trim()).ok_or_else(error)?;
                let below = decimal(below.trim()).ok_or_else(error)?;
                above.over(&below).ok_or_else(error)
            }
        }
    }
}

fn decimal(text: &str) -> Option<Number> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let length = whole.len() + fraction.len();
    if whole.is_empty()
        || !all_digits(whole)
        || !all_digits(fraction)
        || (digits.contains('.') && fraction.is_empty())
        || length > MAX_DIGITS
    {
        return None;
    }
    if length <= SMALL_DIGITS {
        let above = whole
            .bytes()
            .chain(fraction.bytes())
            .fold(0, |above, digit| 10 * above + i64::from(digit - b'0'));
        let below = 10_i64.pow(u32::try_from(fraction.len()).ok()?);
        return Some(Number(Form::Small(Ratio::new(if negative { -above } else { above }, below))));
    }
    let above: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let value = BigRational::new(above, num_traits::pow(BigInt::from(10), fraction.len()));
    Some(Number::of(if negative { -value } else { value }))
}

/// So many digits fit into the small form, whatever they are.
const SMALL_DIGITS: usize = 18;

/// Writes the shortest exact decimal; a number that has none (1/3) is rounded to twelve decimals,
/// which matters to a reader only: comparisons use the exact value.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (negative, digits, scale) = self.scaled();
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let sign = if negative { "-" } else { "" };
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

impl Number {
    /// Whether it is negative, its digits without a point, and how many of them stand behind that.
    fn scaled(&self) -> (bool, String, usize) {
        if let Form::Small(ratio) = &self.0 {
            let (above, below) = (i128::from(*ratio.numer()), i128::from(*ratio.denom()));
            // ten to the twelfth times the largest is less than an i128 holds
            let mut factor = 1;
            for scale in 0..=DECIMALS {
                if (above * factor) % below == 0 {
                    return (above < 0, (above * factor / below).abs().to_string(), scale);
                }
                factor *= 10;
            }
        }
        let large = self.large();
        let scale = decimals(large.denom()).unwrap_or(DECIMALS);
        let scaled = (large * num_traits::pow(BigInt::from(10), scale)).round().to_integer();
        (scaled.is_negative(), scaled.abs().to_string(), scale)
    }
}

/// How many decimals a quotient by this number has; `None` where they have no end.
fn decimals(below: &BigInt) -> Option<usize> {
    let strip = |mut left: BigInt, factor: u8| {
        let mut times = 0;
        while (&left % factor).is_zero() {
            left /= factor;
            times += 1;
        }
        (left, times)
    };
    let (left, twos) = strip(below.clone(), 2);
    let (left, fives) = strip(left, 5);
    left.is_one().then_some(twos.max(fives))
}

/// How many decimals are written of a number that has no end.
const DECIMALS: usize = 12;

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

    /// What is small and what is large meet where sixty-four bits end, and nothing tells them apart.
    #[test]
    fn a_number_has_one_form() {
        let (least, most) = (Number::from(i64::MIN), Number::from(i64::MAX));
        let one = Number::from(1);
        assert_eq!(least.to_string(), i64::MIN.to_string());
        assert_eq!(number("-9223372036854775808"), least);
        assert_eq!(number("9223372036854775807"), most);
        assert_eq!(least.abs(), most.plus(&one));
        assert_eq!(most.plus(&one).minus(&one), most);
        assert_eq!(least.minus(&one).plus(&one), least);
        assert_eq!(least.over(&least), Some(one.clone()));
        assert_eq!(most.times(&most).over(&most).expect("no zero"), most);
        assert_eq!(Number::from(0).minus(&most).minus(&one), least);
        assert!(least < most && most < most.plus(&one) && least.minus(&one) < least);
        let small = one.over(&most).expect("no zero");
        assert!(small.times(&small) < small && Number::from(0) < small.times(&small));
        assert_eq!(small.times(&small).times(&most).times(&most), one);
        for (text, written) in [
            ("0.999999999999999999", "0.999999999999999999"),
            ("-0.0000000000005", "-0.0000000000005"),
            ("2/3", "0.666666666667"),
            ("999999999999999999.5", "999999999999999999.5"),
            ("-12345678901234567890.25", "-12345678901234567890.25"),
        ] {
            assert_eq!(number(text).to_string(), written);
        }
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for text in ["", ".", "5.", ".5", "1e3", "1,5", "--1", "1/0", "１", &"9".repeat(MAX_DIGITS + 1)] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}

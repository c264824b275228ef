//! Numbers, intervals and comparisons against whole numbers.

use beizhu::{
    interval::{End, Interval},
    law::{Comparison, Limit, Operator},
    number::Number,
};
use proptest::prelude::*;

pub(crate) fn whole(number: i64) -> Number {
    Number::from(number)
}

pub(crate) fn quotient(above: i64, below: i64) -> Number {
    whole(above).over(&whole(below)).expect("a divisor")
}

/// An end as half steps: between two whole numbers there is one more, just beyond the lower or just
/// short of the upper.
fn ends(least: i64, most: i64) -> impl Iterator<Item = Option<(i64, bool)>> + Clone {
    let closed = (least..=most).flat_map(|value| [Some((value, true)), Some((value, false))]);
    std::iter::once(None).chain(closed)
}

fn interval(low: Option<(i64, bool)>, high: Option<(i64, bool)>) -> Interval {
    let end = |(value, inclusive)| End { value: whole(value), inclusive };
    Interval { low: low.map(end), high: high.map(end) }
}

/// Whether some value lies between the ends.
fn is_possible(low: Option<(i64, bool)>, high: Option<(i64, bool)>) -> bool {
    match (low, high) {
        (Some((low, at_low)), Some((high, at_high))) => low < high || (low == high && at_low && at_high),
        _ => true,
    }
}

/// Every half step far beyond the limit and its margin, as long as it lies between the ends.
fn within(low: Option<(i64, bool)>, high: Option<(i64, bool)>) -> impl Iterator<Item = i64> {
    (-20..=80).filter(move |half| {
        let above = low.is_none_or(|(end, at)| if at { *half >= 2 * end } else { *half > 2 * end });
        let below = high.is_none_or(|(end, at)| if at { *half <= 2 * end } else { *half < 2 * end });
        above && below
    })
}

/// At a limit of 20 with a margin of a tenth, every interval with ends around it compares as its
/// values do.
#[test]
fn an_interval_compares_as_its_values_do() {
    let mut compared = 0;
    for operator in [Operator::AtLeast, Operator::Above, Operator::AtMost, Operator::Below] {
        let limit = Limit { parameter: "p".into(), operator, value: whole(20), written: "20 u".into() };
        for (low, high) in ends(16, 24).flat_map(|low| ends(16, 24).map(move |high| (low, high))) {
            if !is_possible(low, high) {
                continue;
            }
            let (mut met, mut close, mut far) = (false, false, false);
            for half in within(low, high) {
                let is_met = match operator {
                    Operator::AtLeast => half >= 40,
                    Operator::Above => half > 40,
                    Operator::AtMost => half <= 40,
                    Operator::Below => half < 40,
                };
                let is_close = (half - 40).abs() <= 4;
                met |= is_met;
                close |= !is_met && is_close;
                far |= !is_met && !is_close;
            }
            let expected = match (met, close, far) {
                (true, false, false) => Comparison::Met,
                (true, true, false) => Comparison::OpenClosely,
                (true, _, true) => Comparison::Open,
                (false, true, _) => Comparison::MissedClosely,
                (false, false, true) => Comparison::Missed,
                (false, false, false) => panic!("no value lies between {low:?} and {high:?}"),
            };
            let outcome = limit.compare(&interval(low, high), &whole(2));
            assert_eq!(outcome, expected, "{low:?} to {high:?} {operator} 20");
            compared += 1;
        }
    }
    assert!(compared > 600, "only {compared}");
}

#[test]
fn a_hull_holds_both_and_no_more() {
    // an end as one number: just beyond a lower end is half a step up, just short of an upper one down
    let low = |end: Option<(i64, bool)>| end.map_or(i64::MIN, |(value, at)| 2 * value + i64::from(!at));
    let high = |end: Option<(i64, bool)>| end.map_or(i64::MAX, |(value, at)| 2 * value - i64::from(!at));
    let whole = |value: &Number| value.to_string().parse::<i64>().expect("a whole number");
    let of = |end: &Option<End>| end.as_ref().map(|end| (whole(&end.value), end.inclusive));
    let pairs: Vec<_> = ends(1, 2).flat_map(|low| ends(1, 2).map(move |high| (low, high))).collect();
    for one in &pairs {
        for other in &pairs {
            let hull = interval(one.0, one.1).hull(&interval(other.0, other.1));
            assert_eq!(low(of(&hull.low)), low(one.0).min(low(other.0)), "{one:?} and {other:?}");
            assert_eq!(high(of(&hull.high)), high(one.1).max(high(other.1)), "{one:?} and {other:?}");
        }
    }
}

#[test]
fn an_interval_of_one_value_says_which() {
    assert_eq!(Interval::exactly(whole(3)).single(), Some(&whole(3)));
    assert_eq!(Interval::between(whole(4), whole(3)).single(), None);
    assert_eq!(Interval::from(End::at(whole(3))).single(), None);
    assert_eq!(Interval::up_to(End::at(whole(3))).single(), None);
    let scaled = interval(Some((3, false)), Some((5, true))).scaled(&quotient(1, 2));
    assert_eq!(scaled.low, Some(End::beyond(quotient(3, 2))));
    assert_eq!(scaled.high, Some(End::at(quotient(5, 2))));
}

proptest! {
    /// Sums, products and comparisons of fractions, by the rules of school.
    #[test]
    fn numbers_are_reckoned_exactly(
        (a, b, c, d) in (-9999..9999_i64, 1..999_i64, -9999..9999_i64, 1..999_i64),
        decimals in 0..4_u32,
    ) {
        let (one, other) = (quotient(a, b), quotient(c, d));
        prop_assert_eq!(one.plus(&other), quotient(a * d + c * b, b * d));
        prop_assert_eq!(one.minus(&other), quotient(a * d - c * b, b * d));
        prop_assert_eq!(one.times(&other), quotient(a * c, b * d));
        match one.over(&other) {
            Some(over) => prop_assert_eq!(over, quotient(a * d, b * c)),
            None => prop_assert_eq!(c, 0),
        }
        prop_assert_eq!(one.cmp(&other), (a * d).cmp(&(c * b)));
        prop_assert_eq!(one.abs(), quotient(a.abs(), b));
        prop_assert_eq!(one.is_zero(), a == 0);
        let ten = 10_i64.pow(decimals);
        // half a step up and down to the whole below, away from zero
        let rounded = a.signum() * ((2 * a.abs() * ten + b) / (2 * b));
        prop_assert_eq!(one.rounded(decimals as usize), quotient(rounded, ten));
    }

    /// A decimal is written as it is read, without needless zeros.
    #[test]
    fn decimals_are_written_as_they_are_read(
        is_negative in any::<bool>(), before in 0..1_000_000_u64, after in "[0-9]{0,12}",
    ) {
        let sign = if is_negative { "-" } else { "" };
        let text = if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") };
        let plain = if after.is_empty() { text.clone() } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() };
        let plain = if plain == "-0" { "0".to_owned() } else { plain };
        prop_assert_eq!(text.parse::<Number>().expect("a decimal").to_string(), plain);
    }
}

#[test]
fn a_fraction_without_end_is_shown_in_twelve_decimals() {
    for (above, below, shown) in [
        (2, 3, "0.666666666667"),
        (-2, 3, "-0.666666666667"),
        (1, 3_000_000_000_000, "0"),
        (1, 1_000_000_000_000, "0.000000000001"),
        (100, 3, "33.333333333333"),
        (-1, 8, "-0.125"),
    ] {
        assert_eq!(quotient(above, below).to_string(), shown);
    }
}

#[test]
fn numbers_have_at_most_forty_digits() {
    let digits = |count| "7".repeat(count);
    assert!(digits(40).parse::<Number>().is_ok());
    assert!(digits(41).parse::<Number>().is_err());
    assert!(format!("{}.{}", digits(20), digits(20)).parse::<Number>().is_ok());
    assert!(format!("{}.{}", digits(20), digits(21)).parse::<Number>().is_err());
    for text in ["1/", "/1", "1/0.0", "1.5/x", "-", "-/2", "1-", "1..5", "a.5", "1.a", "0x1"] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
    assert_eq!(" 3 / 1.5 ".parse::<Number>(), Ok(whole(2)));
    assert_eq!("-3/-1.5".parse::<Number>(), Ok(whole(2)));
}

//! What a statement leaves open: a value, a range, a bound.

use crate::number::Number;

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Where it ends.
    pub value: Number,
    /// Whether the value itself belongs to the interval.
    pub inclusive: bool,
}

impl End {
    /// An end that belongs to the interval.
    pub fn at(value: Number) -> Self {
        Self { value, inclusive: true }
    }

    /// An end that lies just outside.
    pub fn beyond(value: Number) -> Self {
        Self { value, inclusive: false }
    }
}

/// Every value that a statement allows. An absent end is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

impl Interval {
    /// Exactly one value.
    pub fn exactly(value: Number) -> Self {
        Self { low: Some(End::at(value.clone())), high: Some(End::at(value)) }
    }

    /// From one value to another, both included, in whichever order they were written.
    pub fn between(one: Number, other: Number) -> Self {
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        Self { low: Some(End::at(low)), high: Some(End::at(high)) }
    }

    /// Upwards from an end.
    pub fn from(low: End) -> Self {
        Self { low: Some(low), high: None }
    }

    /// Downwards from an end.
    pub fn up_to(high: End) -> Self {
        Self { low: None, high: Some(high) }
    }

    /// The same interval in another unit. `factor` is positive.
    pub fn scaled(&self, factor: &Number) -> Self {
        self.mapped(|value| value.times(factor))
    }

    /// The same interval on another scale; what is more there is more here.
    pub fn mapped(&self, to: impl Fn(&Number) -> Number) -> Self {
        let end = |end: &End| End { value: to(&end.value), inclusive: end.inclusive };
        Self { low: self.low.as_ref().map(end), high: self.high.as_ref().map(end) }
    }

    /// The smallest interval that holds both.
    pub fn hull(&self, other: &Self) -> Self {
        let pick = |one: &Option<End>, two: &Option<End>, lower: bool| -> Option<End> {
            let (one, two) = (one.as_ref()?, two.as_ref()?);
            if one.value == two.value {
                return Some(End { value: one.value.clone(), inclusive: one.inclusive || two.inclusive });
            }
            Some(if (one.value < two.value) == lower { one.clone() } else { two.clone() })
        };
        Self { low: pick(&self.low, &other.low, true), high: pick(&self.high, &other.high, false) }
    }

    /// The single value that it allows, if it allows only one.
    pub fn single(&self) -> Option<&Number> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        (low.value == high.value).then_some(&low.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().expect(text)
    }

    #[test]
    fn hull_keeps_the_wider_end() {
        let one = Interval::between(number("2"), number("3"));
        let two = Interval::from(End::beyond(number("2")));
        let hull = one.hull(&two);
        assert_eq!(hull.low, Some(End::at(number("2"))));
        assert_eq!(hull.high, None);
    }

    #[test]
    fn a_range_written_backwards_is_the_same_range() {
        assert_eq!(Interval::between(number("3"), number("2")), Interval::between(number("2"), number("3")));
    }
}

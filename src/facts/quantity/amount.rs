//! A number with its bounds, range, tolerance and unit: `≥ 2.50 g/cm3`, `280~290Wh/kg`, `约285瓦时/公斤`.

use std::ops::Range;

use super::{
    lexicon::{Bound, Word},
    numeral::{Numeral, Other, Reading},
    unit::UnitMatch,
};
use crate::{
    interval::{End, Interval},
    number::Number,
};

/// A number expression of a text.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// From its first bound or digit to its unit or last word, in the folded text.
    pub(super) range: Range<usize>,
    /// What it says.
    pub(super) shape: Shape,
    /// 约, 左右
    pub(super) approximate: bool,
    /// Its unit.
    pub(super) unit: Option<UnitMatch>,
    /// The label inside it: `280 ≤ 比能量 < 300`.
    pub(super) inner: Option<Word>,
    /// The unit of a later amount that holds for this one too: `158/150mAh/g`.
    pub(super) lent: Option<UnitMatch>,
    /// What stands where a unit would, and is none that is known here.
    pub(super) foreign: Option<Range<usize>>,
    /// Whether it may be a part of a name: `LP-300`, `X300`.
    pub(super) glued: bool,
    /// Whether it is a member of `3000×2000×2500`, and whether the first one.
    pub(super) dimension: Option<Dimension>,
}

/// The place of a number in a string of dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dimension {
    First,
    Later,
}

/// What the numbers of an amount say together.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Point(Numeral),
    Bounded(Bound, Numeral),
    Range { low: Numeral, high: Numeral, low_inclusive: bool, high_inclusive: bool },
    Tolerance { centre: Numeral, plus: Number, minus: Number, percent: bool, written: String },
}

/// One way to read an amount, in its own unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AmountReading {
    pub(super) interval: Interval,
    pub(super) written: String,
    /// Where it begins in the folded text, if not where the amount does.
    pub(super) start: Option<usize>,
}

impl Amount {
    /// The amount with the bound of its label, where it has none of its own.
    pub(super) fn under(&self, label: Option<Bound>) -> Self {
        let mut amount = self.clone();
        if let (Shape::Point(numeral), Some(bound)) = (&self.shape, label) {
            amount.shape = Shape::Bounded(bound, numeral.clone());
        }
        amount
    }

    /// Every way in which it can be read: the usual one first. `plausible` tells whether a reading
    /// could be a real product; a second one is taken only where the usual one could not.
    pub(super) fn readings(&self, plausible: impl Fn(&Interval) -> bool) -> Vec<AmountReading> {
        if let Shape::Range { low: first, high: second, .. } = &self.shape {
            // 18650-300Wh/kg: a size before a value is no end of a range
            let from_first = Interval::from(End::at(first.reading.value.clone()));
            let value = Interval::exactly(second.reading.value.clone());
            if !plausible(&from_first) && plausible(&value) {
                let (written, start) = (second.reading.digits.clone(), Some(second.range.start));
                return vec![AmountReading { interval: value, written, start }];
            }
        }
        let usual = self.shape.reading(false);
        if let Some((own, each)) = self.shape.each() {
            let each = each.into_iter().map(|one| AmountReading {
                interval: Interval::exactly(one.value.clone()),
                written: one.digits.clone(),
                start: None,
            });
            let real = own.then(|| usual.clone()).into_iter();
            let real: Vec<AmountReading> =
                real.chain(each.filter(|reading| plausible(&reading.interval))).collect();
            return if real.is_empty() { vec![usual] } else { real };
        }
        if plausible(&usual.interval) || !self.shape.has_other() {
            return vec![usual];
        }
        let other = self.shape.reading(true);
        if !plausible(&other.interval) {
            return vec![usual];
        }
        if self.shape.is_tail() { vec![other] } else { vec![usual, other] }
    }
}

impl Shape {
    /// What is left of it where it is one of several: no less than itself.
    pub(super) fn of_several(self) -> Self {
        match self {
            Self::Point(numeral) | Self::Range { low: numeral, .. } => Self::Bounded(Bound::AtLeast, numeral),
            other => other,
        }
    }

    /// Whether it leaves open how much more it is.
    pub(super) fn opens_upwards(&self) -> bool {
        matches!(self, Self::Bounded(bound, _) if bound.opens_upwards())
    }

    fn numerals(&self) -> Vec<&Numeral> {
        match self {
            Self::Point(numeral) | Self::Bounded(_, numeral) => vec![numeral],
            Self::Range { low, high, .. } => vec![low, high],
            Self::Tolerance { centre, .. } => vec![centre],
        }
    }

    /// What a number may say where each reading counts, and not only the likeliest; and whether what it says by
    /// itself counts even if no real product has it. A broken number stays in doubt.
    fn each(&self) -> Option<(bool, Vec<&Reading>)> {
        let Self::Point(Numeral { reading, other, .. }) = self else { return None };
        match other.as_ref()? {
            Other::Each(first, last) => Some((false, vec![reading, first, last])),
            Other::Broken { joined, is_number } => Some((*is_number, vec![joined])),
            _ => None,
        }
    }

    /// The number as it stands, whatever it may be a part of.
    pub(super) fn unbroken(self) -> Self {
        match self {
            Self::Point(Numeral {
                other: Some(Other::Broken { is_number: true, .. }),
                reading,
                range,
                chinese,
            }) => Self::Point(Numeral { other: None, reading, range, chinese }),
            shape => shape,
        }
    }

    fn has_other(&self) -> bool {
        self.numerals().iter().any(|numeral| numeral.other.is_some())
    }

    fn is_tail(&self) -> bool {
        self.numerals().iter().any(|numeral| matches!(numeral.other, Some(Other::Tail(..))))
    }

    fn reading(&self, other: bool) -> AmountReading {
        let pick = |numeral: &Numeral| -> Reading {
            match &numeral.other {
                Some(
                    Other::Decimal(reading)
                    | Other::Tail(reading, _)
                    | Other::Either(reading, _)
                    | Other::Each(_, reading)
                    | Other::Broken { joined: reading, .. },
                ) if other => reading.clone(),
                _ => numeral.reading.clone(),
            }
        };
        match self {
            Self::Point(numeral) => {
                let reading = pick(numeral);
                let start = match &numeral.other {
                    Some(Other::Tail(_, at) | Other::Either(_, at)) if other => Some(*at),
                    _ => None,
                };
                AmountReading { interval: Interval::exactly(reading.value), written: reading.digits, start }
            }
            Self::Bounded(bound, numeral) => {
                let reading = pick(numeral);
                let end = End { value: reading.value, inclusive: bound.inclusive() };
                let interval = if bound.opens_upwards() { Interval::from(end) } else { Interval::up_to(end) };
                AmountReading {
                    interval,
                    written: format!("{}{}", bound.sign(), reading.digits),
                    start: None,
                }
            }
            Self::Range { low, high, low_inclusive, high_inclusive } => {
                let (low, high) = (pick(low), pick(high));
                let written = format!("{}-{}", low.digits, high.digits);
                let mut ends = [
                    End { value: low.value, inclusive: *low_inclusive },
                    End { value: high.value, inclusive: *high_inclusive },
                ];
                if ends[0].value > ends[1].value {
                    ends.reverse();
                }
                let [low, high] = ends;
                AmountReading {
                    interval: Interval { low: Some(low), high: Some(high) },
                    written,
                    start: None,
                }
            }
            Self::Tolerance { centre, plus, minus, percent, written } => {
                let reading = pick(centre);
                let part = |number: &Number| {
                    let part =
                        if *percent { reading.value.times(number).over(&Number::from(100)) } else { None };
                    part.unwrap_or_else(|| number.clone())
                };
                let interval =
                    Interval::between(reading.value.minus(&part(minus)), reading.value.plus(&part(plus)));
                AmountReading { interval, written: format!("{}{written}", reading.digits), start: None }
            }
        }
    }
}

impl Bound {
    fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::Above => ">",
            Self::AtMost => "≤",
            Self::Below => "<",
        }
    }
}

//! What must hold for an entry to cover goods of its kind.

use std::{fmt, ops::Range};

use super::{
    LawError,
    act::RawCondition,
    error::Draftsman,
    parameters::{Parameter, Parameters},
};
use crate::{
    interval::{End, Interval},
    number::Number,
};

/// A condition over measured quantities.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every one of them.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
    /// One limit.
    Limit(Limit),
}

/// A limit on one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The parameter's name.
    pub parameter: String,
    /// How values compare with it.
    pub operator: Operator,
    /// The limit in the parameter's own unit.
    pub value: Number,
    /// The limit as the act writes it.
    pub written: String,
}

/// How a value compares with a limit. `≥` and `>` are not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// ≥
    AtLeast,
    /// >
    Above,
    /// ≤
    AtMost,
    /// <
    Below,
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtLeast => "≥",
            Self::Above => ">",
            Self::AtMost => "≤",
            Self::Below => "<",
        })
    }
}

/// How an interval of possible values stands to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Every value meets it.
    Met,
    /// Every value misses it, and some by no more than the margin.
    MissedClosely,
    /// Every value misses it by more than the margin.
    Missed,
    /// Some values meet it, and the others miss it by no more than the margin.
    OpenClosely,
    /// Some values meet it, and some may miss it by more than the margin.
    Open,
    /// Goods such as these have no such quantity, and so do not meet it.
    Inapplicable,
}

impl Limit {
    /// Compares. `margin` is how far a close miss may be off, in the parameter's own unit.
    pub fn compare(&self, interval: &Interval, margin: &Number) -> Comparison {
        let (toward, away) = match self.operator {
            Operator::AtLeast | Operator::Above => (&interval.high, &interval.low),
            Operator::AtMost | Operator::Below => (&interval.low, &interval.high),
        };
        if away
            .as_ref()
            .is_some_and(|end| self.admits(&end.value) || (!end.inclusive && end.value == self.value))
        {
            return Comparison::Met;
        }
        let is_close = |end: &End, inclusive: bool| {
            let miss = end.value.minus(&self.value).abs();
            miss < *margin || (miss == *margin && inclusive)
        };
        match toward {
            Some(end) if !self.admits(&end.value) || (!end.inclusive && end.value == self.value) => {
                if is_close(end, end.inclusive) {
                    Comparison::MissedClosely
                } else {
                    Comparison::Missed
                }
            }
            _ if away.as_ref().is_some_and(|end| is_close(end, true)) => Comparison::OpenClosely,
            _ => Comparison::Open,
        }
    }

    fn admits(&self, value: &Number) -> bool {
        match self.operator {
            Operator::AtLeast => *value >= self.value,
            Operator::Above => *value > self.value,
            Operator::AtMost => *value <= self.value,
            Operator::Below => *value < self.value,
        }
    }
}

impl Condition {
    /// Every limit in it, in order.
    pub fn limits(&self) -> Vec<&Limit> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::limits).collect(),
            Self::Limit(limit) => vec![limit],
        }
    }

    /// Checks a written condition against the parameters. `others` finds the condition of another entry;
    /// `entry` is where the entry stands whose condition it is.
    pub(super) fn check(
        raw: &RawCondition,
        parameters: &Parameters,
        others: &dyn Fn(&str) -> Option<Option<Condition>>,
        at: &Draftsman<'_>,
        entry: &Range<usize>,
    ) -> Result<Self, Vec<LawError>> {
        let group = |parts: &[RawCondition]| {
            if parts.is_empty() {
                return Err(vec![at.error(
                    entry.clone(),
                    "a condition holds an empty all or any; write its parts or take it out",
                    "条件中的 all 或 any 为空；请填写或删除",
                )]);
            }
            whole(parts.iter().map(|part| Self::check(part, parameters, others, at, entry)))
        };
        let bounds = [
            (Operator::AtLeast, &raw.at_least),
            (Operator::Above, &raw.above),
            (Operator::AtMost, &raw.at_most),
            (Operator::Below, &raw.below),
        ];
        match raw {
            RawCondition { all: Some(parts), any: None, parameter: None, meets: None, .. } => {
                Ok(Self::All(group(parts)?))
            }
            RawCondition { any: Some(parts), all: None, parameter: None, meets: None, .. } => {
                Ok(Self::Any(group(parts)?))
            }
            RawCondition { meets: Some(code), all: None, any: None, parameter: None, .. } => {
                match others(code.get_ref()) {
                    Some(Some(condition)) => Ok(condition),
                    Some(None) => Ok(Self::All(Vec::new())),
                    None => Err(vec![at.error(
                        code.span(),
                        format!("no control entry has the code `{}`", code.get_ref()),
                        format!("没有管制编码为“{}”的条目", code.get_ref()),
                    )]),
                }
            }
            RawCondition { parameter: Some(name), all: None, any: None, meets: None, .. } => {
                let parameter = parameters.named(name.get_ref()).ok_or_else(|| {
                    let known: Vec<&str> =
                        parameters.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                    vec![at.error(
                        name.span(),
                        format!(
                            "`{}` is no parameter; law/parameters.toml has {}",
                            name.get_ref(),
                            known.join(", ")
                        ),
                        format!(
                            "“{}”不是已知参数；law/parameters.toml 中有：{}",
                            name.get_ref(),
                            known.join("、")
                        ),
                    )]
                })?;
                let limits = bounds
                    .into_iter()
                    .filter_map(|(operator, written)| written.as_ref().map(|written| (operator, written)))
                    .map(|(operator, written)| {
                        let value = measure(parameter, written.get_ref()).ok_or_else(|| {
                            let units: Vec<&str> =
                                parameter.units.iter().map(|unit| unit.name.as_str()).collect();
                            vec![at.error(
                                written.span(),
                                format!(
                                    "`{}` is no limit for {}; write a number and one of {}",
                                    written.get_ref(),
                                    parameter.name,
                                    units.join(", ")
                                ),
                                format!(
                                    "“{}”不能作为{}的限值；请写数值和单位（{}）",
                                    written.get_ref(),
                                    parameter.text.zh,
                                    units.join("、")
                                ),
                            )]
                        })?;
                        Ok(Self::Limit(Limit {
                            parameter: parameter.name.clone(),
                            operator,
                            value,
                            written: written.get_ref().clone(),
                        }))
                    });
                let limits = whole(limits)?;
                if limits.len() > 1 && !is_possible(limits.iter().collect()) {
                    return Err(vec![at.error(
                        name.span(),
                        format!("no value of {} is within these limits", parameter.name),
                        format!("没有任何{}值符合这些限值", parameter.text.zh),
                    )]);
                }
                match <[Self; 1]>::try_from(limits) {
                    Ok([limit]) => Ok(limit),
                    Err(limits) if limits.is_empty() => Err(vec![at.error(
                        name.span(),
                        "a parameter without a limit; add at_least, above, at_most or below",
                        "参数没有限值；请加上 at_least、above、at_most 或 below",
                    )]),
                    Err(limits) => Ok(Self::All(limits)),
                }
            }
            _ => Err(vec![at.error(
                entry.clone(),
                "a condition holds exactly one of all, any, parameter or meets",
                "一个条件只能写 all、any、parameter、meets 中的一种",
            )]),
        }
    }
}

/// All of them, or every fault in any of them.
fn whole<T>(parts: impl Iterator<Item = Result<T, Vec<LawError>>>) -> Result<Vec<T>, Vec<LawError>> {
    let (mut whole, mut faults) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Ok(part) => whole.push(part),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok(whole) } else { Err(faults) }
}

/// Whether some value is within all these limits on one parameter.
pub(super) fn is_possible(limits: Vec<&Condition>) -> bool {
    let limits = || limits.iter().flat_map(|limit| limit.limits());
    let is_lower = |limit: &&Limit| matches!(limit.operator, Operator::AtLeast | Operator::Above);
    limits().filter(is_lower).all(|lower| {
        limits().filter(|limit| !is_lower(limit)).all(|upper| {
            lower.value < upper.value || (lower.admits(&upper.value) && upper.admits(&lower.value))
        })
    })
}

/// A number with one of the parameter's units, in the parameter's own unit.
fn measure(parameter: &Parameter, written: &str) -> Option<Number> {
    let (number, unit) = written.split_once(' ')?;
    let unit = parameter.units.iter().find(|known| known.name == unit)?;
    Some(unit.converted(&number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().expect(text)
    }

    fn limit(operator: Operator) -> Limit {
        Limit { parameter: "p".into(), operator, value: number("300"), written: "300 u".into() }
    }

    #[test]
    fn compares_single_values_at_the_limit_and_at_the_margin() {
        use Comparison::{Met, Missed, MissedClosely};
        let margin = number("30");
        for (operator, value, expected) in [
            (Operator::AtLeast, "300", Met),
            (Operator::AtLeast, "299.999", MissedClosely),
            (Operator::AtLeast, "270", MissedClosely),
            (Operator::AtLeast, "269.999", Missed),
            (Operator::Above, "300", MissedClosely),
            (Operator::Above, "300.001", Met),
            (Operator::AtMost, "300", Met),
            (Operator::AtMost, "300.001", MissedClosely),
            (Operator::AtMost, "330", MissedClosely),
            (Operator::AtMost, "330.001", Missed),
            (Operator::Below, "300", MissedClosely),
            (Operator::Below, "299.999", Met),
        ] {
            let interval = Interval::exactly(number(value));
            assert_eq!(limit(operator).compare(&interval, &margin), expected, "{operator} {value}");
        }
    }

    #[test]
    fn compares_ranges_and_open_ends() {
        use Comparison::{Met, Missed, MissedClosely, Open, OpenClosely};
        let margin = number("30");
        let at_least = limit(Operator::AtLeast);
        let above = limit(Operator::Above);
        let n = number;
        for (limit, interval, expected) in [
            (&at_least, Interval::between(n("290"), n("310")), OpenClosely),
            (&at_least, Interval::between(n("260"), n("310")), Open),
            (&at_least, Interval::between(n("200"), n("280")), MissedClosely),
            (&at_least, Interval::between(n("200"), n("260")), Missed),
            (&at_least, Interval::up_to(End::at(n("270"))), MissedClosely),
            (&at_least, Interval::up_to(End::beyond(n("270"))), Missed),
            (&at_least, Interval::from(End::at(n("300"))), Met),
            (&at_least, Interval::from(End::at(n("299"))), OpenClosely),
            (&at_least, Interval::up_to(End::beyond(n("300"))), MissedClosely),
            (&at_least, Interval::up_to(End::at(n("300"))), Open),
            (&above, Interval::from(End::beyond(n("300"))), Met),
            (&above, Interval::from(End::at(n("300"))), OpenClosely),
            (&above, Interval::up_to(End::at(n("300"))), MissedClosely),
            (&at_least, Interval { low: None, high: None }, Open),
        ] {
            assert_eq!(limit.compare(&interval, &margin), expected, "{} {interval:?}", limit.operator);
        }
    }
}

//! `conflicting-values`: what is declared does not agree with itself.

use super::{Check, Fault, Look, Severity, Spot, Subject, quoted};
use crate::{
    determination::{Coverage, Verdict},
    facts::{Quantity, Reason, Source},
    number::Number,
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "conflicting-values", severity: Severity::Warning, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if matches!(subject.determination.verdict, Verdict::OutOfScope | Verdict::Suspended) {
        return Vec::new();
    }
    let concerned = subject.determination.judgements.iter().filter(|judgement| judgement.coverage != Coverage::NotOfKind);
    let mut parameters: Vec<&str> = concerned
        .flat_map(|judgement| &judgement.comparisons)
        .map(|compared| compared.limit.parameter.as_str())
        .collect();
    parameters.dedup();
    parameters.into_iter().filter_map(|name| conflict(subject, name)).collect()
}

fn conflict(subject: &Subject<'_>, name: &str) -> Option<Fault> {
    let parameter = subject.law.parameters.named(name)?;
    let is_meant = |quantity: &&Quantity| quantity.parameter == name;
    let mut stated = subject.facts.stated.iter().filter(is_meant);
    let first = stated.next()?;
    let margin = subject.margin.of(name);
    let unqualified = |quantity: &&Quantity| quantity.qualifiers == first.qualifiers;
    let against = stated.filter(unqualified).find(|other| are_apart(first, other, margin));
    let (other, what) = if let Some(other) = against {
        let what = Phrase::new(
            format!("two different values are declared for the {}", parameter.text.en),
            format!("{}申报了两个不同的数值", parameter.text.zh),
        );
        (other, what)
    } else if let Some(doubt) = doubtful(subject, name) {
        return Some(doubt);
    } else {
        let derived = subject.facts.derived.iter().filter(is_meant).find(|derived| are_apart(first, derived, margin))?;
        let what = Phrase::new(
            format!("the declared {} and the one that follows from the other values differ", parameter.text.en),
            format!("申报的{}与按其他数据推算的结果不一致", parameter.text.zh),
        );
        (derived, what)
    };
    let (one, two) = (quoted(&first.place), other.written.to_string());
    Some(Fault::new(
        Spot::from(&first.place),
        Phrase::new(format!("{}: `{one}` against {two}", what.en), format!("{}：“{one}”与{two}", what.zh)),
        Phrase::new(
            "customs compares the declared values with one another; the declared one was judged",
            "海关会核对各项数据；本程序以申报值为准",
        ),
        Phrase::new("correct the one that is wrong", "请更正有误的数值"),
    ))
}

/// A number that may be another value than the declared one: one without its unit, or in a column that nobody knows.
fn doubtful(subject: &Subject<'_>, name: &str) -> Option<Fault> {
    let parameter = subject.law.parameters.named(name)?;
    let stated = subject.facts.stated.iter().find(|quantity| quantity.parameter == name)?;
    let mut doubts = subject.facts.in_doubt(name).into_iter();
    let aside = doubts.find(|aside| !matches!(aside.reason, Reason::OtherQuantity(_)))?;
    let (one, other) = (quoted(&stated.place), quoted(&aside.place));
    let column = match aside.place.source {
        Source::Column(at) => subject.item.columns.get(at).map_or("", |column| column.heading.trim()),
        _ => "",
    };
    let (what, cure) = if aside.reason == Reason::UnknownColumn {
        (
            Phrase::new(
                format!("`{other}` stands in the column `{column}`, which is not known, against `{one}`"),
                format!("无法识别的列“{column}”中的“{other}”与“{one}”不一致"),
            ),
            Phrase::new(
                format!("correct the one that is wrong, or say in beizhu.toml what `{column}` holds: under [columns], \"text\", or \"ignored\" if it is not about the goods"),
                format!("请更正有误的数值；或在 beizhu.toml 的 [columns] 中说明“{column}”列的内容：\"text\"，与货物无关则写 \"ignored\""),
            ),
        )
    } else {
        (
            Phrase::new(
                format!("the number `{other}` has no unit of the {}, and `{one}` is declared", parameter.text.en),
                format!("“{other}”没有{}的单位，与“{one}”不一致", parameter.text.zh),
            ),
            Phrase::new(
                format!("write each value with its unit, such as {}, and correct the one that is wrong", parameter.unit),
                format!("请为每个数值写明单位，例如{}，并更正有误的数值", parameter.unit),
            ),
        )
    };
    let why = Phrase::new(
        "it may be another value of the same goods; by itself it decides nothing",
        "它可能是本货物的另一个数值；其本身不作为判断依据",
    );
    Some(Fault::new(Spot::from(&aside.place), what, why, cure))
}

/// Whether no value fits both, with the margin's tolerance: rounded figures are no conflict.
fn are_apart(one: &Quantity, other: &Quantity, margin: &Number) -> bool {
    let below = |low: &Quantity, high: &Quantity| match (&low.interval.high, &high.interval.low) {
        (Some(low), Some(high)) => low.value.plus(&low.value.abs().times(margin)) < high.value,
        _ => false,
    };
    below(one, other) || below(other, one)
}

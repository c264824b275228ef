mod items;
mod properties;

use serde::Deserialize;

use super::*;
use crate::{interval::End, number::Number};

fn quantities() -> Quantities {
    let parameters: Parameters =
        toml::from_str(include_str!("../../../law/parameters.toml")).expect("parameters");
    let elements: Elements = toml::from_str(include_str!("../../../law/elements.toml")).expect("elements");
    Quantities::new(
        &Arc::new(parameters),
        &Arc::new(elements),
        &Folding::new([('體', '体'), ('壓', '压'), ('實', '实'), ('с', 'c')]),
    )
}

#[derive(Deserialize)]
struct Corpus {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    parameter: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    values: Vec<String>,
    written: Option<Vec<String>>,
    #[serde(default)]
    aside: Vec<String>,
}

/// An interval as the corpus writes it: `285`, `[280, 290)`, `(300, )`.
fn interval(text: &str) -> Interval {
    let number = |text: &str| -> Number { text.parse().unwrap_or_else(|error| panic!("{error}")) };
    let Some((low, high)) = text.split_once(',') else { return Interval::exactly(number(text)) };
    let end = |text: &str, inclusive| {
        let text = text.trim_matches(['[', ']', '(', ')', ' ']);
        (!text.is_empty()).then(|| End { value: number(text), inclusive })
    };
    Interval { low: end(low, low.starts_with('[')), high: end(high, high.ends_with(']')) }
}

fn expected(value: &str) -> (Interval, bool, Vec<String>) {
    let (value, qualifiers) = value.split_once(" @ ").unwrap_or((value, ""));
    let qualifiers = qualifiers.split(", ").filter(|text| !text.is_empty()).map(str::to_owned).collect();
    (interval(value.trim_start_matches('~')), value.starts_with('~'), qualifiers)
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::OtherQuantity(text) => format!("OtherQuantity {}", text.zh),
        Reason::ForeignUnit(unit) => format!("ForeignUnit {unit}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn reads_the_corpus() {
    let quantities = quantities();
    let corpus: Corpus =
        toml::from_str(include_str!("../../../fixtures/quantities.toml")).expect("the corpus");
    let mut wrong = Vec::new();
    for group in &corpus.group {
        for case in &group.cases {
            let read = quantities.read_text(&case.text, &[&group.parameter]);
            let values: Vec<_> = read
                .values
                .iter()
                .map(|value| (value.interval.clone(), value.approximate, value.qualifiers.clone()))
                .collect();
            let wanted: Vec<_> = case.values.iter().map(|value| expected(value)).collect();
            let aside: Vec<String> = read.set_aside.iter().map(|aside| reason(&aside.reason)).collect();
            let written: Vec<String> = read
                .values
                .iter()
                .map(|value| format!("{} {}", value.written.value, value.written.unit))
                .collect();
            let as_written = case.written.as_ref().is_none_or(|expected| *expected == written);
            if values != wanted || aside != case.aside || !as_written {
                wrong.push(format!(
                    "{}\n    read {written:?} {values:?}\n    aside {aside:?}\n    expected {:?} {:?} {:?}",
                    case.text, case.values, case.written, case.aside
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

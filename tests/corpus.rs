//! Every line of the corpus is determined as it says.

mod common;

use beizhu::{facts::Quantity, number::Number};
use common::{
    Bench,
    corpus::{Case, Fact, corpus},
    ground,
};

#[test]
fn every_line_is_determined_as_the_corpus_says() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    let mut ran = 0;
    for (file, corpus) in corpus() {
        for case in corpus.line {
            ran += 1;
            faults.extend(fault(&bench, &case).map(|fault| format!("{file} {}: {fault}", case.case)));
        }
    }
    assert!(ran >= 400, "only {ran} lines were found");
    assert!(faults.is_empty(), "{} of {ran} lines:\n{}", faults.len(), faults.join("\n"));
}

fn fault(bench: &Bench, case: &Case) -> Option<String> {
    let (facts, determination) = bench.judge(&case.line(), case.on());
    let verdict = determination.verdict.word();
    if verdict != case.expect {
        let read: Vec<String> = facts.stated.iter().map(read).collect();
        let kinds: Vec<String> = facts
            .kinds
            .iter()
            .map(|kind| {
                format!("{} {:?} {:?}", bench.law.entries[kind.entry].code, kind.kinship, kind.ground)
            })
            .collect();
        return Some(format!("expected {}, got {verdict}; kinds {kinds:?}; read {read:?}", case.expect));
    }
    let codes = ground(bench, &determination);
    if let Some(code) = case.codes.iter().find(|code| !codes.contains(code)) {
        return Some(format!("{verdict} does not rest on {code} but on {codes:?}"));
    }
    if verdict == "controlled" && codes != case.codes {
        return Some(format!("controlled under {codes:?} instead of {:?}", case.codes));
    }
    let missing: Vec<&str> = determination.missing.iter().map(|fact| fact.word()).collect();
    if !case.missing.is_empty() && case.missing != missing {
        return Some(format!("{missing:?} is missing instead of {:?}", case.missing));
    }
    let absent = case.facts.iter().find(|fact| !facts.stated.iter().any(|quantity| is(quantity, fact)));
    absent.map(|fact| {
        let read: Vec<String> = facts.stated.iter().map(read).collect();
        format!("{} {:?} to {:?} was not read: {read:?}", fact.parameter, fact.low, fact.high)
    })
}

fn is(quantity: &Quantity, fact: &Fact) -> bool {
    let end = |end: &Option<beizhu::interval::End>| end.as_ref().map(|end| end.value.clone());
    let expected = |text: &Option<String>| -> Option<Number> {
        text.as_ref().map(|text| text.parse().unwrap_or_else(|error| panic!("{error}")))
    };
    quantity.parameter == fact.parameter
        && end(&quantity.interval.low) == expected(&fact.low)
        && end(&quantity.interval.high) == expected(&fact.high)
}

fn read(quantity: &Quantity) -> String {
    let end =
        |end: &Option<beizhu::interval::End>| end.as_ref().map_or("…".into(), |end| end.value.to_string());
    format!("{} {}..{}", quantity.parameter, end(&quantity.interval.low), end(&quantity.interval.high))
}

//! The corpus: goods lines with the determination that a careful colleague would make.

mod common;

use std::{collections::BTreeMap, fs, path::Path};

use beizhu::{facts::Quantity, number::Number};
use common::{Bench, Line, ground};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    line: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    #[serde(default)]
    tariff_line: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    specification: String,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    on: Option<toml::value::Datetime>,
    expect: String,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    missing: Vec<String>,
    #[serde(default)]
    facts: Vec<Fact>,
    /// Why, for the reader; where a careful colleague could judge otherwise, it says so.
    #[serde(default)]
    #[allow(dead_code)]
    why: Option<String>,
    #[serde(default)]
    #[allow(dead_code)]
    disputable: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    parameter: String,
    #[serde(default)]
    low: Option<String>,
    #[serde(default)]
    high: Option<String>,
}

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
    let on: Date = case.on.map_or_else(
        || "2026-11-12".parse().expect("a date"),
        |on| on.to_string().parse().unwrap_or_else(|_| panic!("{} is no date", case.case)),
    );
    let line = Line {
        tariff_line: case.tariff_line.clone(),
        name: case.name.clone(),
        specification: case.specification.clone(),
        columns: case.columns.clone(),
    };
    let (facts, determination) = bench.judge(&line, on);
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
    if let Some(fact) = case.missing.iter().find(|fact| !missing.contains(&fact.as_str())) {
        return Some(format!("{fact} is not named as missing: {missing:?}"));
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

fn corpus() -> Vec<(String, Corpus)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the corpus").map(|file| file.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a readable file");
            let corpus = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, corpus)
        })
        .collect()
}

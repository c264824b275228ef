//! Lines of the corpus, changed: a value moved across its limits changes the determination as a
//! naive reckoning says; an equal value in another unit and a translated label change nothing.

mod common;

use std::sync::Arc;

use beizhu::{
    determination::Verdict,
    facts::{Facts, Quantity, Source, goods::Usage},
    interval::Interval,
    law::{Condition, Entry, Limit, Operator},
    number::Number,
};
use common::{
    Bench, Line,
    corpus::{Case, corpus},
};

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// A line whose determination rests on one entry in force, with one exact value for each limit
/// and no number beside it that could be another.
struct Plain {
    case: Case,
    facts: Arc<Facts>,
    entry: usize,
}

fn plain_lines(bench: &Bench) -> Vec<Plain> {
    let decided = [Verdict::Controlled, Verdict::Near, Verdict::Clear].map(Verdict::word);
    corpus()
        .into_iter()
        .flat_map(|(_, corpus)| corpus.line)
        .filter(|case| decided.contains(&case.expect.as_str()))
        .filter_map(|case| {
            let (facts, determination) = bench.judge(&case.line(), case.on());
            let [judgement] = &determination.judgements[..] else { return None };
            let condition = bench.law.entries[judgement.entry].condition.as_ref()?;
            let is_plain = determination.verdict.word() == case.expect
                && matches!(facts.kinds[0].usage, None | Some(Usage::Stated(_)))
                && matches!(judgement.standing, beizhu::law::Standing::InForce)
                && facts.set_aside.iter().all(|aside| aside.candidates.is_empty())
                && condition.limits().iter().all(|limit| {
                    let of: Vec<&Quantity> = of(&facts, &limit.parameter).collect();
                    let possible = bench.law.parameters.named(&limit.parameter).and_then(|of| of.possible.as_ref());
                    let is_possible = |of: &Quantity| possible.is_none_or(|range| range.admits(&of.interval));
                    matches!(of[..], [of] if of.interval.single().is_some() && !of.approximate && is_possible(of))
                });
            let entry = judgement.entry;
            is_plain.then_some(Plain { case, facts, entry })
        })
        .collect()
}

fn of<'a>(facts: &'a Facts, parameter: &str) -> impl Iterator<Item = &'a Quantity> {
    facts.stated.iter().filter(move |quantity| quantity.parameter == parameter)
}

#[test]
fn a_value_moved_across_its_limit_changes_the_answer() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    let mut moved = 0;
    for plain in plain_lines(&bench) {
        let entry = &bench.law.entries[plain.entry];
        for limit in entry.condition.iter().flat_map(Condition::limits) {
            let Some(quantity) = of(&plain.facts, &limit.parameter).next() else { continue };
            for share in ["1", "99/100", "101/100", "90/100", "89/100", "50/100"] {
                let value = limit.value.times(&number(share));
                let parameter = bench.law.parameters.named(&limit.parameter).expect("a parameter");
                let unit = &parameter.unit;
                // what no goods have is a slip and decides nothing
                let is_possible = |range: &beizhu::law::parameters::Plausible| {
                    range.admits(&Interval::exactly(value.clone()))
                };
                if !parameter.possible.as_ref().is_none_or(is_possible) {
                    continue;
                }
                let Some(line) = rewritten(&plain.case, quantity, &format!("{value}{unit}")) else {
                    continue;
                };
                let (_, determination) = bench.judge(&line, plain.case.on());
                let expected = reckoned(entry, &plain.facts, &limit.parameter, &value);
                moved += 1;
                if determination.verdict != expected {
                    faults.push(format!(
                        "{}: {} = {value}: expected {expected}, got {} ({line:?})",
                        plain.case.case, limit.parameter, determination.verdict
                    ));
                }
            }
        }
    }
    assert!(moved > 600, "only {moved} values were moved");
    assert!(faults.is_empty(), "{} of {moved}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn an_equal_value_in_another_unit_changes_nothing() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    let mut rewrote = 0;
    for plain in plain_lines(&bench) {
        for quantity in &plain.facts.stated {
            let parameter = bench.law.parameters.named(&quantity.parameter).expect("a parameter");
            let value = quantity.interval.single().expect("one value");
            for unit in &parameter.units {
                let origin = unit.origin.clone().unwrap_or_else(|| Number::from(0));
                let counted = value.minus(&origin);
                let Some(written) =
                    counted.over(&unit.factor).filter(|value| number(&value.to_string()) == *value)
                else {
                    continue; // it has no exact decimal in this unit
                };
                let Some(line) = rewritten(&plain.case, quantity, &format!("{written}{}", unit.name)) else {
                    continue;
                };
                // beside a value in a unit that is seldom used, any other number may be one
                let others = line.specification.replacen(&written.to_string(), "", 1);
                if unit.rare && others.contains(|sign: char| sign.is_ascii_digit()) {
                    continue;
                }
                let (_, determination) = bench.judge(&line, plain.case.on());
                rewrote += 1;
                if determination.verdict.word() != plain.case.expect {
                    faults.push(format!(
                        "{}: {written}{}: expected {}, got {}",
                        plain.case.case, unit.name, plain.case.expect, determination.verdict
                    ));
                }
            }
        }
    }
    assert!(rewrote > 600, "only {rewrote} values were rewritten");
    assert!(faults.is_empty(), "{} of {rewrote}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_translated_label_changes_nothing() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    let mut translated = 0;
    for plain in plain_lines(&bench) {
        for (zh, en) in LABELS {
            for (from, to) in [(zh, en), (en, zh)] {
                let mut line = plain.case.line();
                if !line.specification.contains(from) || line.specification.contains(&format!("{from}的")) {
                    continue;
                }
                line.specification = line.specification.replace(from, &format!(" {to} "));
                let (_, determination) = bench.judge(&line, plain.case.on());
                translated += 1;
                if determination.verdict.word() != plain.case.expect {
                    faults.push(format!(
                        "{}: expected {}, got {} ({})",
                        plain.case.case, plain.case.expect, determination.verdict, line.specification
                    ));
                }
            }
        }
    }
    assert!(translated > 100, "only {translated} labels were translated");
    assert!(faults.is_empty(), "{} of {translated}:\n{}", faults.len(), faults.join("\n"));
}

const LABELS: [(&str, &str); 6] = [
    ("重量能量密度", "gravimetric energy density"),
    ("比能量", "specific energy"),
    ("压实密度", "compaction density"),
    ("克容量", "gram capacity"),
    ("筒体直径", "barrel diameter"),
    ("造粒容积", "granulation volume"),
];

/// The line with the words of a value replaced; `None` where they stand in a column with its own unit.
fn rewritten(case: &Case, quantity: &Quantity, words: &str) -> Option<Line> {
    let mut line = case.line();
    let text = match quantity.place.source {
        Source::Name => &mut line.name,
        Source::Specification => &mut line.specification,
        Source::Column(_) | Source::TariffLine => return None,
    };
    text.replace_range(quantity.place.range.clone(), words);
    Some(line)
}

/// The determination by plain arithmetic.
fn reckoned(entry: &Entry, facts: &Facts, moved: &str, to: &Number) -> Verdict {
    let of_limit = |limit: &Limit| {
        let value = if limit.parameter == moved {
            to.clone()
        } else {
            let quantity = of(facts, &limit.parameter).next().expect("a value");
            quantity.interval.single().expect("one value").clone()
        };
        let met = match limit.operator {
            Operator::AtLeast => value >= limit.value,
            Operator::Above => value > limit.value,
            Operator::AtMost => value <= limit.value,
            Operator::Below => value < limit.value,
        };
        let closely = value.minus(&limit.value).abs() <= limit.value.abs().times(&number("1/10"));
        match (met, closely) {
            (true, _) => Verdict::Controlled,
            (false, true) => Verdict::Near,
            (false, false) => Verdict::Clear,
        }
    };
    entry.condition.as_ref().map_or(Verdict::Controlled, |condition| together(condition, &of_limit))
}

/// The weakest of all, the strongest of any: the verdicts ascend from controlled to clear.
fn together(condition: &Condition, of_limit: &dyn Fn(&Limit) -> Verdict) -> Verdict {
    let each =
        |parts: &[Condition]| -> Vec<Verdict> { parts.iter().map(|part| together(part, of_limit)).collect() };
    match condition {
        Condition::Limit(limit) => of_limit(limit),
        Condition::All(parts) => each(parts).into_iter().max().unwrap_or(Verdict::Controlled),
        Condition::Any(parts) => each(parts).into_iter().min().unwrap_or(Verdict::Clear),
    }
}

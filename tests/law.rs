//! The law's files, run: their own examples, and the boundaries that follow from each entry.

mod common;

use beizhu::{
    determination::Verdict,
    law::{Condition, Limit, Operator, Standing},
    number::Number,
};
use common::{Bench, Line, ground};
use jiff::{ToSpan, civil::Date};

#[test]
fn every_example_of_an_act_is_determined_as_it_says() {
    let bench = Bench::new();
    let mut faults = Vec::new();
    let mut ran = 0;
    for act in &bench.law.acts {
        let first_day = first_day_in_force(&bench, act.announcement.id.get_ref());
        for example in act.examples.iter() {
            ran += 1;
            let item = &example.item;
            let line = Line {
                tariff_line: item.tariff_line.clone(),
                name: item.name.clone(),
                specification: item.specification.clone(),
                columns: item.columns.clone(),
            };
            let (_, determination) = bench.judge(&line, example.on.unwrap_or(first_day));
            let missing: Vec<&str> = determination.missing.iter().map(|fact| fact.word()).collect();
            let codes = ground(&bench, &determination);
            let agrees = determination.verdict.word() == example.expect
                && (example.codes.is_empty() || example.codes == codes)
                && (example.missing.is_empty() || example.missing == missing);
            if !agrees {
                faults.push(format!(
                    "{} / {}: expected {} {:?} {:?}, got {} {codes:?} {missing:?}",
                    item.name,
                    item.specification,
                    example.expect,
                    example.codes,
                    example.missing,
                    determination.verdict
                ));
            }
        }
    }
    assert!(ran >= 60, "only {ran} examples were found");
    assert!(faults.is_empty(), "{} of {ran}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_entry_has_an_example_inside_and_one_outside() {
    let bench = Bench::new();
    for (index, entry) in bench.law.entries.iter().enumerate() {
        let act = bench.law.act(entry);
        let inside = act.examples.iter().any(|example| {
            example.expect == Verdict::Controlled.word() && example.codes.contains(&entry.code)
        });
        let outside = act.examples.iter().any(|example| {
            let line = Line {
                tariff_line: example.item.tariff_line.clone(),
                name: example.item.name.clone(),
                specification: example.item.specification.clone(),
                columns: example.item.columns.clone(),
            };
            let on = first_day_in_force(&bench, act.announcement.id.get_ref());
            let (facts, determination) = bench.judge(&line, on);
            determination.verdict != Verdict::Controlled && facts.kinds.iter().any(|kind| kind.entry == index)
        });
        assert!(inside && outside, "{} has inside: {inside}, outside: {outside}", entry.code);
    }
}

/// The day on which an entry's standing changes, and the day before: the answer follows the act.
#[test]
fn the_standing_changes_on_the_days_the_acts_name() {
    let bench = Bench::new();
    for entry in &bench.law.entries {
        let act = bench.law.act(entry);
        let id = act.announcement.id.get_ref();
        let suspensions: Vec<_> = bench
            .law
            .acts
            .iter()
            .flat_map(|by| &by.suspensions)
            .filter(|suspension| suspension.announcements.iter().any(|named| named.get_ref() == id))
            .collect();
        let is_suspended = |day: Date| {
            suspensions
                .iter()
                .any(|suspension| suspension.from <= day && suspension.until.is_none_or(|until| day <= until))
        };
        let mut days = vec![act.announcement.issued, act.announcement.effective];
        for suspension in &suspensions {
            days.push(suspension.from);
            days.extend(suspension.until);
        }
        for day in days {
            for day in [day - 1.day(), day, day + 1.day()] {
                let expected_in_force = day >= act.announcement.effective && !is_suspended(day);
                let standing = bench.law.standing(entry, day);
                assert_eq!(
                    standing == Standing::InForce,
                    expected_in_force,
                    "{} on {day}: {standing:?}",
                    entry.code
                );
                assert_eq!(
                    matches!(standing, Standing::Suspended { .. }),
                    is_suspended(day),
                    "{} on {day}: {standing:?}",
                    entry.code
                );
            }
        }
    }
}

/// Takes each entry's own controlled example and moves each declared value to its limit, just
/// below and just above.
#[test]
fn each_limit_decides_at_just_below_and_just_above_it() {
    let bench = Bench::new();
    let step: Number = "0.001".parse().expect("a number");
    let mut moved = 0;
    for entry in &bench.law.entries {
        let Some(condition) = &entry.condition else { continue };
        let act = bench.law.act(entry);
        let on = first_day_in_force(&bench, act.announcement.id.get_ref());
        let name = &entry.goods.any[0];
        let named_use = entry.named_use.as_ref().map_or_else(String::new, |named| named.any[0].clone());
        for limit in condition.limits() {
            for (value, meets) in [
                (limit.value.minus(&step), matches!(limit.operator, Operator::AtMost | Operator::Below)),
                (limit.value.clone(), matches!(limit.operator, Operator::AtMost | Operator::AtLeast)),
                (limit.value.plus(&step), matches!(limit.operator, Operator::AtLeast | Operator::Above)),
            ] {
                let mut columns = others_met(condition, limit, &bench);
                columns.insert(heading(&limit.parameter, &bench), value.to_string());
                let line = Line {
                    name: name.clone(),
                    specification: format!("用途：{named_use}"),
                    columns,
                    ..Line::default()
                };
                let (_, determination) = bench.judge(&line, on);
                let judged = determination
                    .judgements
                    .iter()
                    .find(|judgement| bench.law.entries[judgement.entry].code == entry.code)
                    .and_then(|judgement| judgement.verdict());
                let expected = if meets { Verdict::Controlled } else { Verdict::Near };
                assert_eq!(judged, Some(expected), "{}: {} = {value}", entry.code, limit.parameter);
                moved += 1;
            }
        }
    }
    assert!(moved >= 3 * 8, "only {moved} values were moved");
}

fn others_met(
    condition: &Condition,
    moved: &Limit,
    bench: &Bench,
) -> std::collections::BTreeMap<String, String> {
    let others = condition.limits().into_iter().filter(|limit| limit.parameter != moved.parameter);
    others
        .map(|limit| {
            let ten: Number = 10.into();
            let value = match limit.operator {
                Operator::AtLeast | Operator::Above => limit.value.times(&"11/10".parse().expect("a number")),
                Operator::AtMost | Operator::Below => limit.value.over(&ten).expect("ten is not zero"),
            };
            (heading(&limit.parameter, bench), value.to_string())
        })
        .collect()
}

/// A column heading that names a parameter with its own unit.
fn heading(parameter: &str, bench: &Bench) -> String {
    let parameter = bench.law.parameters.named(parameter).expect("a known parameter");
    format!("{}({})", parameter.text.zh, parameter.unit)
}

fn first_day_in_force(bench: &Bench, id: &str) -> Date {
    let act = bench.law.act_named(id).expect("a known act");
    let Some(entry) =
        bench.law.entries.iter().find(|entry| bench.law.act(entry).announcement.id.get_ref() == id)
    else {
        return act.announcement.effective;
    };
    let mut day = act.announcement.effective;
    while bench.law.standing(entry, day) != Standing::InForce {
        day += 1.day();
    }
    day
}

//! The law's files, run: their own examples, and the boundaries that follow from each entry.

mod common;

use std::collections::BTreeSet;

use beizhu::{
    determination::Verdict,
    law::{Condition, Entry, Limit, Operator, Standing, act::ExampleItem},
    number::Number,
};
use common::{Bench, Line};
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
            let (_, determination) = bench.judge(&line(item), example.on.unwrap_or(first_day));
            let missing: Vec<&str> = determination.missing.iter().map(|fact| fact.word()).collect();
            // other acts may cover the same goods
            let grounds = || determination.ground().map(|judgement| &bench.law.entries[judgement.entry]);
            let own = grounds().filter(|entry| std::ptr::eq(bench.law.act(entry), act));
            let codes: Vec<String> = own.map(|entry| entry.code.clone()).collect();
            let coded: BTreeSet<&str> =
                grounds().filter(|entry| entry.is_coded).map(|entry| entry.code.as_str()).collect();
            let named = determination.codes(&bench.law);
            assert!(
                BTreeSet::from_iter(named.iter().copied()) == coded && named.len() == coded.len(),
                "{named:?}"
            );
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
    let (mut inside, mut outside) = (BTreeSet::new(), BTreeSet::new());
    for act in &bench.law.acts {
        let first_day = first_day_in_force(&bench, act.announcement.id.get_ref());
        for example in act.examples.iter() {
            let (facts, determination) = bench.judge(&line(&example.item), example.on.unwrap_or(first_day));
            // what is clear, near or no such goods is outside
            let covered: BTreeSet<usize> = determination
                .judgements
                .iter()
                .filter(|judgement| {
                    matches!(
                        judgement.verdict(),
                        Some(Verdict::Controlled | Verdict::Undetermined | Verdict::Suspended)
                    )
                })
                .map(|judgement| judgement.entry)
                .collect();
            let pointed = facts.kinds.iter().map(|kind| kind.entry).filter(|entry| !covered.contains(entry));
            // only what the act's own examples say counts for it
            let is_own = |entry: &usize| std::ptr::eq(bench.law.act(&bench.law.entries[*entry]), act);
            outside.extend(pointed.filter(is_own));
            // papers that name what a technology is about, and carry none of it
            let names = |entry: &Entry| {
                let mut terms = entry.goods.any.iter().chain(entry.goods.ambiguous.iter());
                terms.any(|term| example.item.name.to_lowercase().contains(term.as_str()))
            };
            let is_about = |index: &usize| {
                let entry = &bench.law.entries[*index];
                entry.technology && !covered.contains(index) && is_own(index) && names(entry)
            };
            outside.extend((0..bench.law.entries.len()).filter(is_about));
            // an entry that is too unsure to decide questions what is inside
            let is_inside = |entry: &usize| {
                let decides = match bench.law.entries[*entry].is_unsure() {
                    true => Verdict::Undetermined,
                    false => Verdict::Controlled,
                };
                is_own(entry) && determination.verdict == decides
            };
            let ground = determination.ground().map(|judgement| judgement.entry);
            inside.extend(ground.filter(is_inside));
        }
    }
    let lacks = |has: &BTreeSet<usize>| -> Vec<String> {
        let entries = bench.law.entries.iter().enumerate().filter(|(index, _)| !has.contains(index));
        entries.map(|(_, entry)| format!("{} ({})", entry.code, entry.clause)).collect()
    };
    assert_eq!(
        (lacks(&inside), lacks(&outside)),
        (vec![], vec![]),
        "without one inside, and without one outside"
    );
}

fn line(item: &ExampleItem) -> Line {
    Line {
        tariff_line: item.tariff_line.clone(),
        name: item.name.clone(),
        specification: item.specification.clone(),
        columns: item.columns.clone(),
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
            .filter(|suspension| {
                let names = |list: &[toml::Spanned<String>], name: &str| {
                    list.iter().any(|named| named.get_ref() == name)
                };
                names(&suspension.announcements, id)
                    && (suspension.codes.is_empty() || names(&suspension.codes, &entry.code))
                    && (suspension.clauses.is_empty() || names(&suspension.clauses, &entry.clause))
            })
            .collect();
        let is_suspended = |day: Date| {
            suspensions
                .iter()
                .any(|suspension| suspension.from <= day && suspension.until.is_none_or(|until| day <= until))
        };
        let mut days = vec![act.announcement.effective];
        days.extend(act.announcement.issued);
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

/// Names the goods of each entry and moves each value to its limit, just below and just above. Entries
/// with alternatives have examples of their own.
#[test]
fn each_limit_decides_at_just_below_and_just_above_it() {
    let bench = Bench::new();
    let small: Number = "1/100".parse().expect("a number");
    let mut moved = 0;
    for entry in &bench.law.entries {
        let Some(condition) = entry.condition.as_ref().filter(|condition| !has_alternatives(condition))
        else {
            continue;
        };
        let act = bench.law.act(entry);
        let on = first_day_in_force(&bench, act.announcement.id.get_ref());
        let name = &entry.goods.any[0];
        let named_use = entry.named_use.as_ref().map_or_else(String::new, |named| named.any[0].clone());
        let holds: Vec<&str> = entry.contains.iter().map(|contains| contains.any[0].as_str()).collect();
        for limit in condition.limits() {
            let step = closeness(limit, &bench).times(&small);
            for (value, meets) in [
                (limit.value.minus(&step), matches!(limit.operator, Operator::AtMost | Operator::Below)),
                (limit.value.clone(), matches!(limit.operator, Operator::AtMost | Operator::AtLeast)),
                (limit.value.plus(&step), matches!(limit.operator, Operator::AtLeast | Operator::Above)),
            ] {
                let mut columns = others_met(condition, limit, &bench);
                columns.insert(heading(&limit.parameter, &bench), value.to_string());
                let line = Line {
                    name: name.clone(),
                    specification: format!("用途：{named_use}；{}", holds.join("；")),
                    columns,
                    ..Line::default()
                };
                let (_, determination) = bench.judge(&line, on);
                let judged = determination
                    .judgements
                    .iter()
                    .find(|judgement| bench.law.entries[judgement.entry].code == entry.code)
                    .and_then(|judgement| judgement.verdict());
                let expected = match (meets, entry.is_unsure()) {
                    (true, false) => Some(Verdict::Controlled),
                    (false, false) => Some(Verdict::Near),
                    (true, true) => Some(Verdict::Undetermined),
                    (false, true) => None,
                };
                assert_eq!(judged, expected, "{}: {} = {value}", entry.code, limit.parameter);
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
    let limits = condition.limits();
    let others = limits.iter().filter(|limit| limit.parameter != moved.parameter);
    others
        .map(|limit| {
            let is_lower = |limit: &&&Limit| matches!(limit.operator, Operator::AtLeast | Operator::Above);
            let own = || limits.iter().filter(|other| other.parameter == limit.parameter);
            let (low, high) = (own().find(is_lower), own().find(|limit| !is_lower(limit)));
            let value = match (low, high) {
                (Some(low), Some(high)) => low.value.plus(&high.value).over(&2.into()).expect("two"),
                (Some(low), None) => low.value.plus(&closeness(low, bench)),
                (None, Some(high)) => high.value.minus(&closeness(high, bench)),
                (None, None) => limit.value.clone(),
            };
            (heading(&limit.parameter, bench), value.to_string())
        })
        .collect()
}

/// How far a close miss may be off; no further than half the way to what no goods have.
fn closeness(limit: &Limit, bench: &Bench) -> Number {
    let parameter = bench.law.parameters.named(&limit.parameter).expect("a known parameter");
    let room = parameter.possible.as_ref().map(|possible| possible.high.minus(&limit.value));
    let usual = limit.value.abs().times(&bench.margin.usual);
    room.and_then(|room| room.over(&2.into())).map_or(usual.clone(), |room| room.min(usual))
}

fn has_alternatives(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(has_alternatives),
        Condition::Any(_) => true,
        Condition::Limit(_) => false,
    }
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

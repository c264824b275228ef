//! Judging against plain reckoning: small, slow, independent implementations over whole numbers say
//! what the exact ones must come to.

mod common;
#[path = "reckoning/numbers.rs"]
mod numbers;

use std::collections::BTreeSet;

use beizhu::{
    determination::{Missing, Verdict},
    interval::{End, Interval},
    law::{ControlList, LawFile, Standing},
};
use common::{Bench, Line};
use jiff::civil::Date;
use numbers::{quotient, whole};
use proptest::prelude::*;

/// Parameters without a range of possible values, so that any value counts.
const PARAMETERS: [&str; 3] = ["volume", "barrel-diameter", "rated-capacity"];

/// A condition over those, each at least 100 of its unit.
enum Tree {
    Of(usize),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

/// How one value stands to its limit, worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Met,
    Close,
    Far,
}

impl Tree {
    fn toml(&self, law: &ControlList) -> String {
        let list = |parts: &[Self]| parts.iter().map(|part| part.toml(law)).collect::<Vec<_>>().join(", ");
        match self {
            Self::Of(at) => {
                let unit = &law.parameters.named(PARAMETERS[*at]).expect("a parameter").unit;
                format!("{{ parameter = \"{}\", at_least = \"100 {unit}\" }}", PARAMETERS[*at])
            }
            Self::All(parts) => format!("{{ all = [{}] }}", list(parts)),
            Self::Any(parts) => format!("{{ any = [{}] }}", list(parts)),
        }
    }

    /// What it comes to where every value is known.
    fn of(&self, values: &[Outcome; 3]) -> Outcome {
        match self {
            Self::Of(at) => values[*at],
            Self::All(parts) => parts.iter().map(|part| part.of(values)).max().expect("a part"),
            Self::Any(parts) => parts.iter().map(|part| part.of(values)).min().expect("a part"),
        }
    }

    fn parameters(&self) -> Vec<usize> {
        match self {
            Self::Of(at) => vec![*at],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::parameters).collect(),
        }
    }
}

/// What may be stated of a parameter, and which outcomes that leaves open.
const STATED: [(&str, &[Outcome]); 7] = [
    ("", &[Outcome::Met, Outcome::Close, Outcome::Far]),
    ("100", &[Outcome::Met]),
    ("90", &[Outcome::Close]),
    ("89.999", &[Outcome::Far]),
    ("95-105", &[Outcome::Met, Outcome::Close]),
    ("50-105", &[Outcome::Met, Outcome::Close, Outcome::Far]),
    ("≥100", &[Outcome::Met]),
];

/// Only an act that demands a statement for goods close to its limits makes them near.
const REMARK: &str = "[remark]\nclause = \"2\"\nwording = \"quotation\"\ncontrolled = { zh = \"属于\", en = \"subject\" }\nnear = { zh = \"不属于\", en = \"not subject\" }\n";

const GOODS: &str = "甲乙丙装置";

fn act(id: &str, effective: &str, rest: &str) -> LawFile {
    let text = format!(
        "[announcement]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nissuers = [\"X\"]\n\
        issued = {effective}\neffective = {effective}\nsource = \"a test\"\n{rest}"
    );
    LawFile { path: format!("{id}.toml"), text }
}

fn control(code: &str, rest: &str) -> String {
    format!(
        "[[control]]\ncode = \"{code}\"\nclause = \"1\"\ntext = {{ zh = \"甲\", en = \"a\" }}\nwording = \"quotation\"\n\
        goods = {{ any = [\"{GOODS}\"] }}\n{rest}\n"
    )
}

fn law(files: &[LawFile]) -> ControlList {
    ControlList::load(files).unwrap_or_else(|error| panic!("{error}"))
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn a_condition_holds_as_its_parts_do() {
    use Tree::{All, Any, Of};
    let embedded = law(&[]);
    let trees = [
        All(vec![Of(0), Of(1)]),
        Any(vec![Of(0), Of(1)]),
        All(vec![Of(0), Any(vec![Of(1), Of(2)])]),
        Any(vec![Of(0), All(vec![Of(1), Of(2)])]),
    ];
    for tree in trees {
        let when = format!("when = {}", tree.toml(&embedded));
        let bench =
            Bench::of(law(&[act("x-1", "2026-01-01", &(REMARK.to_owned() + &control("9Z901", &when)))]));
        let used = tree.parameters();
        let states = |at: usize| if used.contains(&at) { STATED.len() } else { 1 };
        for (a, b, c) in (0..states(0))
            .flat_map(|a| (0..states(1)).map(move |b| (a, b)))
            .flat_map(|(a, b)| (0..states(2)).map(move |c| (a, b, c)))
        {
            let stated = [STATED[a], STATED[b], STATED[c]];
            let line =
                Line { name: GOODS.to_owned(), specification: words(&bench, &stated), ..Line::default() };
            let (_, determination) = bench.judge(&line, day("2026-06-01"));
            let outcomes: BTreeSet<Outcome> = stated[0]
                .1
                .iter()
                .flat_map(|a| stated[1].1.iter().map(move |b| (*a, *b)))
                .flat_map(|(a, b)| stated[2].1.iter().map(move |c| [a, b, *c]))
                .map(|values| tree.of(&values))
                .collect();
            let expected = match outcomes.into_iter().collect::<Vec<_>>()[..] {
                [Outcome::Met] => Verdict::Controlled,
                [Outcome::Close] => Verdict::Near,
                [Outcome::Far] => Verdict::Clear,
                _ => Verdict::Undetermined,
            };
            assert_eq!(determination.verdict, expected, "{when}: {}", line.specification);
            // whatever could change the answer is asked for, and nothing that is stated
            let decides = |at: usize| {
                let all = [Outcome::Met, Outcome::Close, Outcome::Far];
                let others = [(at + 1) % 3, (at + 2) % 3];
                stated[others[0]].1.iter().any(|one| {
                    stated[others[1]].1.iter().any(|other| {
                        let mut values = [*one; 3];
                        values[others[1]] = *other;
                        let of = |value: Outcome| {
                            let mut values = values;
                            values[at] = value;
                            tree.of(&values)
                        };
                        all.iter().any(|value| of(*value) != of(Outcome::Met))
                    })
                })
            };
            let is_missing =
                |at: &usize| determination.missing.contains(&Missing::Parameter(PARAMETERS[*at].to_owned()));
            let is_open = expected == Verdict::Undetermined;
            for at in &used {
                let is_absent = stated[*at].0.is_empty();
                let said = format!("{when}: {}: {}", line.specification, PARAMETERS[*at]);
                assert!(!is_missing(at) || (is_open && is_absent), "{said} is asked for");
                assert!(is_missing(at) || !(is_open && is_absent && decides(*at)), "{said} is not asked for");
            }
        }
    }
}

/// A specification that states these values.
fn words(bench: &Bench, stated: &[(&str, &[Outcome]); 3]) -> String {
    let parts = PARAMETERS.iter().zip(stated).filter(|(_, (value, _))| !value.is_empty());
    let parts = parts.map(|(name, (value, _))| {
        let parameter = bench.law.parameters.named(name).expect("a parameter");
        format!("{}：{value}{}", parameter.labels[0], parameter.unit)
    });
    parts.collect::<Vec<_>>().join("；")
}

/// A value that no product has leaves the condition open, at whichever end it lies.
#[test]
fn an_impossible_value_decides_nothing() {
    let embedded = law(&[]);
    let mut tried = 0;
    for parameter in &embedded.parameters.parameters {
        let Some(possible) = &parameter.possible else { continue };
        let unit = &parameter.unit;
        let (low, high) = (&possible.low, &possible.high);
        let when = format!("when = {{ parameter = \"{}\", at_least = \"{low} {unit}\" }}", parameter.name);
        let bench = Bench::of(law(&[act("x-1", "2026-01-01", &control("9Z901", &when))]));
        let thousandth = quotient(1, 1000);
        // below zero nothing is written
        if low.is_zero() {
            continue;
        }
        for (value, expected) in [
            (low.times(&quotient(999, 1000)), Verdict::Undetermined),
            (low.clone(), Verdict::Controlled),
            (high.clone(), Verdict::Controlled),
            (high.plus(&thousandth), Verdict::Undetermined),
        ] {
            let label = &parameter.labels[0];
            let line = Line {
                name: GOODS.to_owned(),
                specification: format!("{label}：{value}{unit}"),
                ..Line::default()
            };
            let (_, determination) = bench.judge(&line, day("2026-06-01"));
            assert_eq!(determination.verdict, expected, "{}", line.specification);
            tried += 1;
        }
    }
    assert!(tried > 4, "only {tried} values were tried");
}

/// Two values of which no product has one say no more than that one alone.
#[test]
fn a_possible_value_beside_an_impossible_one_decides_nothing() {
    let embedded = law(&[]);
    let parameters = || embedded.parameters.parameters.iter();
    let (parameter, possible) = parameters()
        .find_map(|parameter| {
            Some((parameter, parameter.possible.as_ref().filter(|range| !range.low.is_zero())?))
        })
        .expect("a parameter of which the values of products are known");
    let (label, unit) = (&parameter.labels[0], &parameter.unit);
    let when =
        format!("when = {{ parameter = \"{}\", at_least = \"{} {unit}\" }}", parameter.name, possible.low);
    let bench = Bench::of(law(&[act("x-1", "2026-01-01", &control("9Z901", &when))]));
    let beyond = possible.high.plus(&whole(1));
    for (values, expected) in [
        (vec![&possible.high], Verdict::Controlled),
        (vec![&possible.high, &beyond], Verdict::Undetermined),
        (vec![&beyond, &possible.high], Verdict::Undetermined),
    ] {
        let written = values.into_iter().map(|value| format!("{label}：{value}{unit}"));
        let specification = written.collect::<Vec<_>>().join("；");
        let line = Line { name: GOODS.to_owned(), specification, ..Line::default() };
        let (_, determination) = bench.judge(&line, day("2026-06-01"));
        assert_eq!(determination.verdict, expected, "{}", line.specification);
    }
}

/// Goods are left to another entry where that one covers them, and only there.
#[test]
fn goods_are_left_to_the_entry_that_covers_them() {
    let embedded = law(&[]);
    let parameter = embedded.parameters.named("density").expect("a parameter");
    let (label, unit) = (&parameter.labels[0], &parameter.unit);
    let when = format!("when = {{ parameter = \"density\", at_least = \"5 {unit}\" }}");
    let entries = control("9Z901", "not_under = [\"9Z902\", \"9Z999\"]") + &control("9Z902", &when);
    let bench = Bench::of(law(&[act("x-1", "2026-01-01", &entries)]));
    for (value, verdict, codes) in [
        ("5", Verdict::Controlled, &["9Z902"][..]),
        ("4", Verdict::Controlled, &["9Z901"]),
        ("", Verdict::Controlled, &["9Z901"]),
    ] {
        let specification = if value.is_empty() { String::new() } else { format!("{label}：{value}{unit}") };
        let line = Line { name: GOODS.to_owned(), specification, ..Line::default() };
        let (_, determination) = bench.judge(&line, day("2026-06-01"));
        assert_eq!(determination.verdict, verdict, "{}", line.specification);
        assert_eq!(determination.codes(&bench.law), codes, "{}", line.specification);
    }
}

// ------------------------------------------------------------------------------------ standing

/// Acts that suspend and end each other, and the standing of two entries from day to day.
#[test]
fn acts_are_folded_day_by_day() {
    let named =
        |kind: &str, id: &str, rest: &str| format!("[[{kind}]]\nannouncements = [\"{id}\"]\n{rest}\n");
    let entries = control("9Z901", "") + &control("9Z902", "");
    let files = [
        act("x-1", "2026-03-10", &entries),
        act("x-2", "2026-03-01", &named("suspend", "x-1", "from = 2026-03-20\nuntil = 2026-03-30")),
        act(
            "x-3",
            "2026-03-01",
            &named("suspend", "x-1", "codes = [\"9Z901\"]\nfrom = 2026-03-25\nuntil = 2026-04-09"),
        ),
        act("x-4", "2026-03-01", &named("revoke", "x-2", "from = 2026-03-28")),
        act("x-5", "2026-03-01", &named("revoke", "x-1", "codes = [\"9Z902\"]\nfrom = 2026-04-20")),
        act("x-6", "2026-03-01", &named("revoke", "x-1", "from = 2026-05-01")),
        act("x-7", "2026-03-01", &named("suspend", "x-1", "codes = [\"9Z902\"]\nfrom = 2026-04-15")),
        // the end of one entry of an act does not end what the act suspends
        act(
            "x-8",
            "2026-03-01",
            &(control("9Z903", "") + &named("suspend", "x-1", "from = 2026-04-12\nuntil = 2026-04-13")),
        ),
        act("x-9", "2026-03-01", &named("revoke", "x-8", "codes = [\"9Z903\"]\nfrom = 2026-03-02")),
    ];
    let law = law(&files);
    // from that day on, until the next
    let expected: [(&str, &[(&str, &str)]); 2] = [
        (
            "9Z901",
            &[
                ("2026-03-01", "not yet"),
                ("2026-03-10", "in force"),
                ("2026-03-20", "suspended by x-2"),
                ("2026-03-25", "suspended by x-3"),
                ("2026-04-10", "in force"),
                ("2026-04-12", "suspended by x-8"),
                ("2026-04-14", "in force"),
                ("2026-05-01", "revoked by x-6"),
            ],
        ),
        (
            "9Z902",
            &[
                ("2026-03-01", "not yet"),
                ("2026-03-10", "in force"),
                ("2026-03-20", "suspended by x-2"),
                ("2026-03-28", "in force"),
                ("2026-04-12", "suspended by x-8"),
                ("2026-04-14", "in force"),
                ("2026-04-15", "suspended by x-7"),
                ("2026-04-20", "revoked by x-5"),
            ],
        ),
    ];
    for (code, days) in expected {
        let entry = law.entries.iter().find(|entry| entry.code == code).expect("an entry");
        let mut on = day("2026-03-01");
        while on < day("2026-05-10") {
            let (_, expected) = days.iter().rev().find(|(from, _)| day(from) <= on).expect("a standing");
            let standing = match law.standing(entry, on) {
                Standing::InForce => "in force".to_owned(),
                Standing::NotYetInForce { .. } => "not yet".to_owned(),
                Standing::Suspended { by, .. } => format!("suspended by {by}"),
                Standing::Revoked { by, .. } => format!("revoked by {by}"),
            };
            assert_eq!(standing, *expected, "{code} on {on}");
            on = on.tomorrow().expect("a day");
        }
    }
}

// ------------------------------------------------------------------------------------ readings

/// A bound as people write it, and which ends it leaves: at or beyond the value below, above.
const BOUNDS: [(&str, Option<bool>, Option<bool>); 6] = [
    ("", Some(true), Some(true)),
    ("≥", Some(true), None),
    (">", Some(false), None),
    ("≤", None, Some(true)),
    ("<", None, Some(false)),
    ("不低于", Some(true), None),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever unit a value is written in, its interval is that of plain fractions.
    #[test]
    fn values_are_read_exactly(
        parameter in any::<prop::sample::Index>(),
        unit in any::<prop::sample::Index>(),
        bound in 0..BOUNDS.len(),
        (before, after) in (1..999_i64, 0..1000_i64),
        wider in prop::option::of(1..500_i64),
    ) {
        let bench = bench();
        let parameter = &bench.law.parameters.parameters[parameter.index(bench.law.parameters.parameters.len())];
        let unit = &parameter.units[unit.index(parameter.units.len())];
        // in thousandths
        let value = before * 1000 + after;
        let shown = |value: i64| format!("{}.{:03}", value / 1000, value % 1000);
        let origin = unit.origin.clone().unwrap_or_else(|| quotient(0, 1));
        let exactly = |value: i64| quotient(value, 1000).times(&unit.factor).plus(&origin);
        let (bound, at_low, at_high) = BOUNDS[bound];
        let (written, expected) = match wider {
            Some(wider) => {
                let upper = value + wider;
                let expected = Interval { low: Some(End::at(exactly(value))), high: Some(End::at(exactly(upper))) };
                (format!("{}~{}", shown(value), shown(upper)), expected)
            }
            None => {
                let end = |at: Option<bool>| at.map(|inclusive| End { value: exactly(value), inclusive });
                (format!("{bound}{}", shown(value)), Interval { low: end(at_low), high: end(at_high) })
            }
        };
        let text = format!("{}：{written}{}", parameter.labels[0], unit.name);
        let read = bench.reader.quantities(&bench.law).read_text(&text, &[&parameter.name]);
        let intervals: Vec<&Interval> = read.values.iter().map(|value| &value.interval).collect();
        prop_assert_eq!(intervals, vec![&expected], "{}", text);
    }
}

fn bench() -> &'static Bench {
    static BENCH: std::sync::OnceLock<Bench> = std::sync::OnceLock::new();
    BENCH.get_or_init(Bench::new)
}

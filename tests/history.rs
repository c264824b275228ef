//! What acts did to an entry, told whole: every change on its day, and how things stand from then on.

use beizhu::{
    explain::{Setting, explain},
    law::{ControlList, Happening, LawFile, Standing},
    margin::Margins,
    phrase::Language,
};
use jiff::{ToSpan, civil::Date};

/// An invented act: its number, the day of issue, the first day, and what it holds.
fn act(number: &str, issued: &str, effective: &str, holds: &str) -> LawFile {
    let text = format!(
        "[announcement]\nid = \"x-{number}\"\nnumber = {{ zh = \"甲{number}\", en = \"Act {number}\" }}\n\
         title = {{ zh = \"题\", en = \"title\" }}\nissuers = [\"X\"]\n{issued}\neffective = {effective}\n\
         source = \"invented\"\n{holds}"
    );
    LawFile { path: format!("x-{number}.toml"), text }
}

/// An invented entry.
const ENTRY: &str = "[[control]]\ncode = \"9Z901.a\"\nclause = \"一\"\ntext = { zh = \"物\", en = \"thing\" }\n\
    goods = { any = [\"九号物\"] }\n";

/// An entry that is suspended twice, freed because the act behind the longer suspension is ended, and
/// laid down anew by another act.
fn law() -> ControlList {
    let suspends = |from: &str, until: &str| {
        format!(
            "[[suspend]]\nannouncements = [\"x-2020-1\"]\nclause = \"二\"\nfrom = {from}\nuntil = {until}\n"
        )
    };
    let ends_longer = "[[revoke]]\nannouncements = [\"x-2021-3\"]\nfrom = 2021-09-01\n";
    let lays_down_anew = format!(
        "[[revoke]]\nannouncements = [\"x-2020-1\"]\ncodes = [\"9Z901.a\"]\nfrom = 2023-01-01\n{ENTRY}"
    );
    let files = [
        act("2020-1", "issued = 2020-01-10", "2020-02-01", ENTRY),
        act("2021-2", "", "2021-01-05", &suspends("2021-01-05", "2021-03-31")),
        act("2021-3", "", "2021-03-15", &suspends("2021-03-15", "2021-12-31")),
        act("2021-4", "", "2021-09-01", ends_longer),
        act("2023-5", "issued = 2023-01-01", "2023-01-01", &lays_down_anew),
    ];
    ControlList::load(&files).unwrap_or_else(|error| panic!("{error}"))
}

/// What is told of a name on a day, in lines as long as they are.
fn told(name: &str, law: &ControlList, language: Language) -> Vec<String> {
    let margin = Margins::new("1/10".parse().expect("a number"));
    let on = law.complete_through;
    let text = explain(name, &Setting { law, on, margin: &margin, language, width: 10_000 });
    text.expect(name).lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn each_change_is_told_on_its_day_with_what_follows() {
    let law = law();
    let wanted = [
        (
            "2020-01-10  issued, to apply from 2020-02-01 → not yet in force",
            "2020-01-10  公布，定于2020-02-01起实施 → 尚未实施",
        ),
        ("2020-02-01  the day from which it is to apply → in force", "2020-02-01  所定的实施日 → 已实施"),
        (
            "2021-01-05  suspended by Act 2021-2, clause 二, to 2021-03-31 (that day counted in)",
            "2021-01-05  由甲2021-2（二）暂停实施至2021-03-31（含当日）",
        ),
        (
            "2021-03-15  suspended by Act 2021-3, clause 二, to 2021-12-31 (that day counted in)",
            "2021-03-15  由甲2021-3（二）暂停实施至2021-12-31（含当日）",
        ),
        (
            "2021-04-01  the suspension by Act 2021-2 is over → still suspended, to 2021-12-31",
            "2021-04-01  甲2021-2的暂停到期或终止 → 仍暂停实施，至2021-12-31",
        ),
        (
            "2021-09-01  the suspension by Act 2021-3 is over → in force",
            "2021-09-01  甲2021-3的暂停到期或终止 → 已实施",
        ),
        (
            "2023-01-01  ended by Act 2023-5, which lays the code down anew",
            "2023-01-01  由甲2023-5废止，该公告重新规定此编码",
        ),
        (
            "2023-01-01  issued, to apply from the same day → in force",
            "2023-01-01  公布并自当日起实施 → 已实施",
        ),
    ];
    let is_dated = |line: &String| line.split("  ").next().is_some_and(|day| day.parse::<Date>().is_ok());
    for (language, wanted) in
        [(Language::En, wanted.map(|(en, _)| en)), (Language::Zh, wanted.map(|(_, zh)| zh))]
    {
        let lines = told("9Z901.a", &law, language);
        let dated: Vec<&String> = lines.iter().filter(|line| is_dated(line)).collect();
        assert_eq!(dated[..wanted.len()], wanted);
    }
}

#[test]
fn an_entry_stands_the_same_from_one_change_to_the_next() {
    let law = law();
    for entry in &law.entries {
        let events = law.timeline(entry);
        let first = events.first().expect("the act itself");
        assert!(matches!(law.standing(entry, first.day - 1.day()), Standing::NotYetInForce { .. }));
        for (event, next) in events.iter().zip(events.iter().skip(1)) {
            assert!(event.day <= next.day, "{}: {event:?} before {next:?}", entry.code);
            if event.day < next.day {
                assert_eq!(law.standing(entry, next.day - 1.day()), event.standing, "{}", entry.code);
            }
        }
        let last = events.last().expect("the act itself");
        assert_eq!(
            law.standing(entry, "2999-12-31".parse().expect("a day")),
            last.standing,
            "{}",
            entry.code
        );
    }
}

/// An entry that two acts end and a third lays down as well; an act suspends it beyond its end.
fn law_that_ends_twice() -> ControlList {
    let suspends = |from: &str, until: &str| {
        format!(
            "[[suspend]]\nannouncements = [\"x-2020-1\"]\nclause = \"二\"\nfrom = {from}\nuntil = {until}\n"
        )
    };
    let ends = |from: &str, code: &str| {
        let entry = ENTRY.replace("9Z901.a", code);
        format!("[[revoke]]\nannouncements = [\"x-2020-1\"]\nfrom = {from}\n{entry}")
    };
    let twice = suspends("2022-02-01", "2022-12-31") + &suspends("2024-01-01", "2024-03-31");
    let files = [
        act("2020-1", "", "2020-02-01", ENTRY),
        act("2021-2", "", "2022-01-05", &twice),
        act("2022-3", "", "2022-01-01", &ends("2023-06-01", "9Z901.c")),
        act("2022-4", "", "2022-01-02", &ends("2023-01-01", "9Z901.d")),
        act("2022-5", "", "2022-01-03", ENTRY),
    ];
    ControlList::load(&files).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_first_end_ends_an_entry_and_is_a_replacement_only_by_its_own_code() {
    let law = law_that_ends_twice();
    let entry = law
        .entries
        .iter()
        .find(|entry| law.act(entry).announcement.id.get_ref() == "x-2020-1")
        .expect("the entry");
    let events = law.timeline(entry);
    let days: Vec<String> = events.iter().map(|event| event.day.to_string()).collect();
    assert_eq!(days, ["2020-02-01", "2022-02-01", "2023-01-01"]);
    let Happening::Revoked { by, is_replaced } = events[2].happening else { panic!("{events:?}") };
    assert_eq!((by.announcement.id.get_ref().as_str(), is_replaced), ("x-2022-4", false));
}

#[test]
fn nothing_turns_on_a_day_that_is_none_of_the_turning_days() {
    for law in [law(), law_that_ends_twice()] {
        let turning = law.turning_days();
        let first: Date = "2019-12-31".parse().expect("a day");
        for day in first.series(1.day()).take_while(|day| day.year() < 2025) {
            let turns =
                |entry: &_| law.standing(entry, day.yesterday().expect("a day")) != law.standing(entry, day);
            assert!(turning.contains(&day) || !law.entries.iter().any(turns), "{day}");
        }
    }
    let later_end: Date = "2023-06-01".parse().expect("a day");
    assert!(law_that_ends_twice().turning_days().contains(&later_end));
}

#[test]
fn a_code_of_several_entries_names_them_all_and_an_unsure_one_says_that_it_does_not_decide() {
    let law = law();
    for entry in &law.entries {
        let lines = told(&entry.code, &law, Language::En);
        let shared = law.entries.iter().filter(|other| other.code == entry.code);
        for other in shared.clone() {
            let act = law.act(other).citation();
            let told = format!("announcement: {}, clause {} ", act.en, other.clause);
            assert!(lines.iter().any(|line| line.starts_with(&told)), "{}: {told}", entry.code);
        }
        let announces = lines[1]
            == format!(
                "{} entries share this code; each has its own words, limits and history:",
                shared.clone().count()
            );
        assert_eq!(announces, shared.count() > 1, "{}", entry.code);
        if entry.is_unsure() {
            assert!(
                lines.iter().any(|line| line.ends_with("a fragment questions goods and decides nothing"))
            );
        }
    }
}

#[test]
fn a_rule_on_destinations_has_a_history_of_its_own() {
    let law = ControlList::load(&[]).expect("the law");
    let mut suspended = 0;
    for entry in &law.entries {
        for (act, rule) in law.rules_on(entry) {
            let events = law.timeline_of_rule(act, rule);
            assert_eq!(events[0].standing, Standing::InForce);
            suspended +=
                events.iter().filter(|event| matches!(event.happening, Happening::Suspended { .. })).count();
        }
    }
    assert!(suspended > 0, "a rule of the law is suspended, and none was told so");
}

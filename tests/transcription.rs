//! The law as it is part of the program, against what the acts lay down as it was noted a second time.

use std::{fmt::Write as _, fs, path::Path};

use beizhu::law::{
    Act, Condition, ControlList, Entry,
    act::{Effect, Wording},
};
use serde::Deserialize;
use toml::value::Datetime;

/// `fixtures/transcription.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Transcription {
    complete_through: Datetime,
    working_days: u32,
    act: Vec<NotedAct>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedAct {
    id: String,
    issued: Option<Datetime>,
    effective: Datetime,
    suspended: Option<NotedSuspension>,
    remark: Option<NotedRemark>,
    #[serde(default)]
    destinations: Vec<NotedDestination>,
    #[serde(default)]
    entries: Vec<NotedEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedDestination {
    /// Some of the codes and names by which drafts write the country.
    to: Vec<String>,
    effect: Effect,
    #[serde(default)]
    acts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedSuspension {
    #[serde(default)]
    clauses: Vec<String>,
    from: Datetime,
    until: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedRemark {
    controlled: String,
    near: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NotedEntry {
    code: Option<String>,
    lines: Vec<String>,
    when: String,
    r#use: String,
    holds: Vec<String>,
    not_under: Vec<String>,
    sure: String,
}

fn noted() -> Transcription {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/transcription.toml");
    toml::from_str(&fs::read_to_string(path).expect("the notes")).unwrap_or_else(|error| panic!("{error}"))
}

/// One line an entry, the same for both.
fn shown(entry: &NotedEntry) -> String {
    let NotedEntry { code, lines, when, r#use, holds, not_under, .. } = entry;
    let code = code.as_deref().unwrap_or("no code");
    let mut lines = lines.clone();
    lines.sort();
    format!("{code} | {lines:?} | {when} | {use} | {holds:?} | {not_under:?}")
}

fn transcribed(entry: &Entry) -> NotedEntry {
    NotedEntry {
        code: entry.is_coded.then(|| entry.code.clone()),
        lines: entry.tariff_lines.clone(),
        when: entry.condition.as_ref().map(written).unwrap_or_default(),
        r#use: entry.named_use.as_ref().map(|named| named.text.zh.clone()).unwrap_or_default(),
        holds: entry.contains.iter().map(|contains| contains.text.en.clone()).collect(),
        not_under: entry.not_under.clone(),
        sure: String::new(),
    }
}

/// A condition in one line; what is joined within something else joined stands in brackets.
fn written(condition: &Condition) -> String {
    let bracketed = |part: &Condition| match part {
        Condition::Limit(_) => written(part),
        Condition::All(_) | Condition::Any(_) => format!("({})", written(part)),
    };
    match condition {
        Condition::Limit(limit) => format!("{} {} {}", limit.parameter, limit.operator, limit.written),
        Condition::All(_) => {
            let parts: Vec<String> = required(condition).into_iter().map(bracketed).collect();
            parts.join(" and ")
        }
        Condition::Any(parts) => parts.iter().map(bracketed).collect::<Vec<_>>().join(" or "),
    }
}

/// What must hold together, also where a range is two limits.
fn required(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(required).collect(),
        other => vec![other],
    }
}

/// A suspension of a whole act or of some of its clauses.
fn suspensions(act: &Act, law: &ControlList) -> Vec<String> {
    let id = act.announcement.id.get_ref();
    let all = law.acts.iter().flat_map(|by| &by.suspensions);
    let own = all.filter(|suspension| suspension.announcements.iter().any(|name| name.get_ref() == id));
    own.map(|suspension| {
        let clauses: Vec<&String> = suspension.clauses.iter().map(|clause| clause.get_ref()).collect();
        let until = suspension.until.map(|day| day.to_string()).unwrap_or_default();
        format!("{clauses:?} {} to {until}", suspension.from)
    })
    .collect()
}

#[test]
fn the_law_is_what_was_noted_of_the_acts_a_second_time() {
    let (law, noted) = (ControlList::load(&[]).unwrap_or_else(|error| panic!("{error}")), noted());
    let mut faults = String::new();
    let mut compare = |of: &str, law: &str, noted: &str| {
        if law != noted {
            writeln!(faults, "{of}\n    law:   {law}\n    noted: {noted}").expect("a string");
        }
    };
    compare("the last day read", &law.complete_through.to_string(), &noted.complete_through.to_string());
    for noted in &noted.act {
        // an act that is newer than the notes is found by its file and needs no line here
        let Some(act) = law.act_named(&noted.id) else {
            compare(&noted.id, "is not there", "is there");
            continue;
        };
        let (of, head) = (&noted.id, &act.announcement);
        let days = [head.issued.map(|day| day.to_string()), Some(head.effective.to_string())];
        let noted_days = [noted.issued.map(|day| day.to_string()), Some(noted.effective.to_string())];
        compare(of, &format!("{days:?}"), &format!("{noted_days:?}"));
        let noted_suspensions = noted.suspended.iter();
        let noted_suspensions: Vec<String> =
            noted_suspensions.map(|s| format!("{:?} {} to {}", s.clauses, s.from, s.until)).collect();
        compare(of, &format!("{:?}", suspensions(act, &law)), &format!("{noted_suspensions:?}"));
        if let Some(words) = &noted.remark {
            let duty = act.remark.as_ref();
            let near = duty.and_then(|duty| duty.near.as_ref()).map_or("", |near| &near.zh);
            compare(of, duty.map_or("", |duty| &duty.controlled.zh), &words.controlled);
            compare(of, near, &words.near);
        }
        let mut rules = act.destinations.iter().map(|rule| {
            let acts: Vec<&String> = rule.announcements.iter().map(|id| id.get_ref()).collect();
            (rule.countries.as_slice(), format!("{:?} {acts:?}", rule.effect))
        });
        for noted in &noted.destinations {
            let (countries, rule) = rules.next().unwrap_or_default();
            compare(of, &rule, &format!("{:?} {:?}", noted.effect, noted.acts));
            for country in noted.to.iter().filter(|country| !countries.contains(country)) {
                compare(of, "", country);
            }
        }
        compare(of, &format!("{} more destinations", rules.count()), "0 more destinations");
        let entries: Vec<&Entry> =
            law.entries.iter().filter(|entry| std::ptr::eq(law.act(entry), act)).collect();
        compare(of, &format!("{} entries", entries.len()), &format!("{} entries", noted.entries.len()));
        for (entry, noted) in entries.into_iter().zip(&noted.entries) {
            compare(of, &shown(&transcribed(entry)), &shown(noted));
            let read = match noted.sure.as_str() {
                "A" => Wording::Quotation,
                "B" => Wording::Republication,
                "C" => Wording::Reconstruction,
                other => panic!("{other} is no mark"),
            };
            // what was read of a part of an act only questions, however it was read
            if entry.wording != Wording::Fragment {
                let of = format!("{of} {}", entry.code);
                compare(&of, &format!("{:?}", entry.wording), &format!("{read:?}"));
            }
        }
    }
    let days = law.acts.iter().filter_map(|act| act.procedure.as_ref()).map(|by| by.working_days);
    compare(
        "working days",
        &format!("{:?}", days.collect::<Vec<_>>()),
        &format!("{:?}", [noted.working_days]),
    );
    assert!(faults.is_empty(), "compare with the act:\n{faults}");
}

//! Puts the statements that are due into a remark and takes out those that contradict, in
//! place: people's other text stays.

use std::collections::{HashMap, HashSet};

use super::{Required, Statement, Subject, splice::splice};
use crate::{facts::Facts, phrase::Language};

/// What a goods line needs of the shared remark.
#[derive(Clone, Debug)]
pub struct Revision<'a> {
    /// The number of the goods line.
    pub number: usize,
    /// The statement that is due.
    pub required: Option<Required>,
    /// The statements that stand and are said of this line.
    pub present: Vec<&'a Statement>,
    /// Those of them that must go.
    pub refuted: Vec<&'a Statement>,
}

/// The remark with each line's due statement in it. `text` is the remark that stands, `statements`
/// every statement in it. Lines that share a statement share its words; a declaration of one line
/// names none.
pub fn revise(text: &str, statements: &[Statement], lines: &[Revision<'_>], language: Language) -> String {
    let is_single = lines.len() == 1;
    // statements do not overlap, so their beginnings tell them apart
    let start = |statement: &&Statement| statement.range.start;
    let numbers: HashSet<usize> = lines.iter().map(|line| line.number).collect();
    let names_absent = |statement: &&Statement| {
        let mut named = statement.lines.iter().flatten();
        !is_single && named.any(|number| !numbers.contains(number))
    };
    // all others stay where they stand
    let going: HashSet<usize> = lines
        .iter()
        .flat_map(|line| if line.required.is_some() { &line.present } else { &line.refuted })
        .copied()
        .chain(statements.iter().filter(names_absent))
        .map(|statement| start(&statement))
        .collect();
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let bodies: Vec<String> = match &line.required {
            Some(required) => vec![required.text(language).to_owned()],
            None => {
                let refuted: HashSet<usize> = line.refuted.iter().map(start).collect();
                let still_true = |statement: &&&Statement| {
                    going.contains(&start(statement)) && !refuted.contains(&start(statement))
                };
                let moving = line.present.iter().filter(still_true);
                moving.map(|statement| text[statement.body.clone()].to_owned()).collect()
            }
        };
        for body in bodies {
            match known.get(&body) {
                Some(&group) => groups[group].1.push(line.number),
                None => {
                    known.insert(body.clone(), groups.len());
                    groups.push((body, vec![line.number]));
                }
            }
        }
    }
    let joined = groups
        .iter()
        .map(|(body, numbers)| named(body, numbers, is_single, language))
        .collect::<Vec<_>>()
        .join(language.pick("; ", "；"));
    let going = statements.iter().filter(|statement| going.contains(&start(statement)));
    splice(text, &going.map(|statement| statement.range.clone()).collect::<Vec<_>>(), &joined, language)
}

/// The statement of one goods line as it stands in a remark of its own or a shared one.
pub(crate) fn statement(required: &Required, number: usize, is_single: bool, language: Language) -> String {
    named(required.text(language), &[number], is_single, language)
}

fn named(body: &str, numbers: &[usize], is_single: bool, language: Language) -> String {
    if is_single {
        body.to_owned()
    } else {
        format!("{}{}{body}", lines_text(numbers), language.pick(" ", ""))
    }
}

/// `S01,S03-S05`
fn lines_text(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |&(first, last): &(usize, usize)| {
        if first == last { format!("S{first:02}") } else { format!("S{first:02}-S{last:02}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

/// Whether a present statement says all that is due.
pub(crate) fn satisfies(statement: &Statement, required: &Required, facts: &Facts) -> bool {
    if statement.subject != Some(required.subject)
        || statement.words.as_ref() != Some(&required.phrase)
        || misstates(statement, facts)
    {
        return false;
    }
    match required.subject {
        Subject::Controlled => {
            required.codes.iter().all(|code| statement.codes.contains(code))
                && statement.codes.iter().all(|code| required.codes.contains(code))
        }
        Subject::NotControlled => required.values.iter().all(|(_, due)| {
            statement
                .values
                .iter()
                .any(|value| value.parameter == due.parameter && value.interval == due.interval)
        }),
    }
}

/// Whether a statement gives a value of a parameter that is declared, and gives none that is declared. What is
/// said to be approximate is not held against anything.
pub(crate) fn misstates(statement: &Statement, facts: &Facts) -> bool {
    statement.values.iter().filter(|value| !value.approximate).any(|value| {
        let mut stated =
            facts.stated.iter().filter(|quantity| quantity.parameter == value.parameter).peekable();
        stated.peek().is_some()
            && !stated.any(|quantity| quantity.approximate || quantity.interval == value.interval)
    })
}

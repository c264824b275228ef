//! Puts the statements that are due into a remark and takes out those that contradict, in
//! place: people's other text stays.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{Required, Statement, Subject};
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
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let bodies: Vec<String> = match &line.required {
            Some(required) => vec![required.text(language).to_owned()],
            None => {
                let going: HashSet<usize> =
                    line.refuted.iter().map(|statement| statement.range.start).collect();
                let staying = line.present.iter().filter(|statement| !going.contains(&statement.range.start));
                staying.map(|statement| text[statement.body.clone()].to_owned()).collect()
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
    // what is said of no line stays, unless it names goods lines, which are then not there;
    // statements do not overlap, so their beginnings tell them apart
    let said: HashSet<usize> =
        lines.iter().flat_map(|line| &line.present).map(|statement| statement.range.start).collect();
    let joined = groups
        .iter()
        .map(|(body, numbers)| named(body, numbers, is_single, language))
        .collect::<Vec<_>>()
        .join(language.pick("; ", "；"));
    let going: Vec<Range<usize>> = statements
        .iter()
        .filter(|statement| said.contains(&statement.range.start) || statement.lines.is_some())
        .map(|statement| statement.range.clone())
        .collect();
    match literal(text) {
        Some(inner) => {
            let within =
                |range: &Range<usize>| range.start - inner.start..range.end.min(inner.end) - inner.start;
            let going: Vec<Range<usize>> = going.iter().map(within).collect();
            let out = splice(&text[inner], &going, &joined, language).replace("\"\"", "\"");
            guarded(out, language)
        }
        None => splice(text, &going, &joined, language),
    }
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

/// Puts `joined` where the first of the going statements stood, or behind the text.
fn splice(text: &str, going: &[Range<usize>], joined: &str, language: Language) -> String {
    let Some(first) = going.first() else {
        // a stroke in an empty cell is no text
        let is_blank = !text.contains(char::is_alphanumeric);
        let separator = language.pick("; ", "；");
        return match (is_blank, joined.is_empty()) {
            (_, true) => text.to_owned(),
            (true, false) => joined.to_owned(),
            (false, false) if is_formula(text) => format!("{joined}{separator}{text}"),
            (false, false) => {
                // blanks and line ends behind it stay there
                let (own, blank) = text.split_at(text.trim_end().len());
                match own.ends_with([';', '；']) {
                    true => format!("{own}{joined}{blank}"),
                    false => format!("{}{separator}{joined}{blank}", own.trim_end_matches(is_separator)),
                }
            }
        };
    };
    let mut out = text[..first.start].to_owned();
    // `CS02S01` would read as one word
    if out.ends_with(|c: char| c.is_ascii_alphanumeric())
        && joined.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        out.push_str(language.pick("; ", "；"));
    }
    out.push_str(joined);
    let behind = text[first.end..].chars().next();
    if !joined.is_empty() && behind.is_some_and(char::is_alphanumeric) {
        out.push_str(language.pick("; ", "；"));
    }
    let mut at = first.end;
    let mut dropped = joined.is_empty();
    for range in going.iter().skip(1) {
        let between = &text[at..range.start];
        append(&mut out, between, dropped);
        at = range.end;
        dropped = true;
    }
    append(&mut out, &text[at..], dropped);
    if dropped || joined.is_empty() {
        let end = out.trim_end_matches(is_separator).len();
        out.truncate(end);
    }
    if joined.is_empty() && out.chars().all(is_husk) {
        out.clear();
    }
    // what stood behind a statement does not become a formula by its going
    if is_formula(text) { out } else { guarded(out, language) }
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: String, language: Language) -> String {
    if is_formula(&text) { format!("{}{text}", language.pick("; ", "；")) } else { text }
}

/// Where the text stands in a formula that is nothing but a text, `="text"`, quotes in it doubled: spreadsheets
/// write so what they are not to take for a number.
fn literal(text: &str) -> Option<Range<usize>> {
    let formula = text.trim();
    let inner = formula.strip_prefix('=')?.trim_start().strip_prefix('"')?.strip_suffix('"')?;
    let start = text.len() - text.trim_start().len() + formula.len() - inner.len() - 1;
    let is_whole = !inner.replace("\"\"", "").contains('"');
    is_whole.then(|| start..start + inner.len())
}

/// Whether a spreadsheet would take a cell with this text for a formula.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@'])
}

/// What stands between statements and people's text and belongs to neither.
fn is_separator(c: char) -> bool {
    matches!(c, ';' | '；' | ',' | '，' | '、' | ' ' | '\u{3000}')
}

/// What is left around a statement and says nothing without it.
fn is_husk(c: char) -> bool {
    is_separator(c)
        || c.is_whitespace()
        || matches!(
            c,
            '。' | '.'
                | ':'
                | '：'
                | '('
                | ')'
                | '（'
                | '）'
                | '['
                | ']'
                | '【'
                | '】'
                | '"'
                | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '\u{200b}'
                | '\u{feff}'
        )
}

/// Adds what stands between two statements. Where a statement was taken out, the separator behind
/// it goes with it.
fn append(out: &mut String, between: &str, dropped: bool) {
    if !dropped {
        out.push_str(between);
        return;
    }
    if between.trim_matches(is_separator).is_empty() {
        return;
    }
    if out.is_empty() || out.ends_with(is_separator) {
        out.push_str(between.trim_start_matches(is_separator));
    } else {
        out.push_str(between);
    }
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

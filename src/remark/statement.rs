//! Recognises statements in a remark, in any spelling, and leaves people's other text alone.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    lines,
    phrases::{Hit, Phrases},
};
use crate::{
    facts::{
        fold::{Folded, Folding},
        quantity::{Quantities, Value},
    },
    law::{ControlList, act::RemarkDuty},
    phrase::Phrase,
};

/// What a statement says of the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// They are controlled.
    Controlled,
    /// They are not.
    NotControlled,
}

/// A statement that stands in a remark.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its bytes in the remark's text, with the goods lines it names.
    pub range: Range<usize>,
    /// The bytes of its words without the goods lines.
    pub body: Range<usize>,
    /// What it says.
    pub subject: Subject,
    /// The words of an act that it uses; `None` where people put it in their own.
    pub words: Option<Phrase>,
    /// The goods lines it names; `None` when it names none.
    pub lines: Option<Vec<usize>>,
    /// The control codes it gives, in upper and lower case as the law writes them.
    pub codes: Vec<String>,
    /// The values it gives.
    pub values: Vec<Value>,
}

/// A control code in folded text, where every space is an ASCII one.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?-u:(?:[a-z]{0,3}\s*)?[0-9][a-z][0-9]{2,4}(?:\s*\.\s*[a-z0-9]{1,2}\b)*\.?)")
        .expect("a pattern of this program")
});

/// A code behind another one or directly behind a phrase, however they are joined: so written that it is
/// nothing else.
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?-u:(?:[ :/;,+&|-]|and\b)*)[、和及]?(?-u:\s*([0-9][a-z]\s?[0-9]{3}(?:\s*\.\s*[a-z0-9]{1,2}\b)*\.?))",
    )
    .expect("a pattern of this program")
});

/// Reads statements. Built once from the law.
#[derive(Clone, Debug)]
pub struct Reader {
    phrases: Phrases,
    folding: Folding,
    /// Every parameter on which an entry sets a limit.
    parameters: Vec<String>,
}

impl Reader {
    /// Compiles the phrases of every act that demands remarks.
    pub fn new(law: &ControlList, folding: &Folding) -> Self {
        let mut phrases: Vec<(String, Subject, Option<Phrase>)> = Vec::new();
        for duty in law.acts.iter().filter_map(|act| act.remark.as_ref()) {
            let RemarkDuty { controlled, near, outside, controlled_variants, near_variants, .. } = duty;
            let said = [Some(controlled), near.as_ref(), outside.as_ref()];
            let subjects = [Subject::Controlled, Subject::NotControlled, Subject::NotControlled];
            for (words, subject) in said.into_iter().zip(subjects) {
                let Some(words) = words else { continue };
                let both = [words.zh.clone(), words.en.clone()];
                phrases.extend(both.map(|text| (text, subject, Some(words.clone()))));
            }
            for (subject, variants) in
                [(Subject::Controlled, controlled_variants), (Subject::NotControlled, near_variants)]
            {
                phrases.extend(variants.iter().map(|words| (words.clone(), subject, None)));
            }
        }
        phrases.sort_by_key(|(text, _, words)| (std::cmp::Reverse(text.len()), words.is_none()));
        phrases.dedup_by(|one, other| one.0 == other.0);
        phrases.iter_mut().for_each(|(words, ..)| *words = folding.fold(words).text);
        Self {
            phrases: Phrases::new(&phrases),
            folding: folding.clone(),
            parameters: law.limited_parameters(),
        }
    }

    /// The statements of a remark, in order.
    /// `quantities` is asked where one gives a value.
    pub fn statements<'q>(&self, remark: &str, quantities: &dyn Fn() -> &'q Quantities) -> Vec<Statement> {
        let folded = self.folding.fold(remark);
        let mut found = Vec::new();
        let mut from = 0;
        let hits = self.phrases.hits(&folded.text);
        for (index, Hit { range, subject, words }) in hits.iter().enumerate() {
            if range.start < from {
                continue;
            }
            let before = &folded.text[from..range.start];
            let mut named = lines::before(before);
            let start = named.as_ref().map_or(range.start, |named| from + named.range.start);
            let mut phrase_end = range.end;
            if named.is_none() {
                named = lines::behind(&folded.text[phrase_end..]);
                phrase_end += named.as_ref().map_or(0, |named| named.range.end);
            }
            let (mut ends, codes, values) =
                self.payload(remark, &folded, &hits[index..], phrase_end, quantities);
            let words_end = ends.remark.max(folded.origin(range.clone()).end);
            if let Some(behind) = lines::behind(&folded.text[ends.folded..]) {
                ends.folded += behind.range.end;
                ends.remark = folded.origin(ends.folded - 1..ends.folded).end;
                named = named.or(Some(behind));
            }
            let origin = folded.origin(start..phrase_end);
            found.push(Statement {
                body: folded.origin(range.clone()).start..words_end,
                range: origin.start..ends.remark.max(origin.end),
                subject: *subject,
                words: words.clone(),
                lines: named.map(|named| named.numbers),
                codes,
                values,
            });
            from = ends.folded;
        }
        found
    }

    /// Where the next statement begins, with the goods lines that it names.
    fn next_statement(&self, text: &str, hits: &[Hit], from: usize) -> usize {
        let Some(phrase) = hits.iter().find(|hit| hit.range.start >= from) else { return text.len() };
        let start = phrase.range.start;
        lines::before(&text[from..start]).map_or(start, |named| from + named.range.start)
    }

    /// The codes and values behind a phrase, and where they end in the remark. What is neither
    /// belongs to people's other text.
    fn payload<'q>(
        &self,
        remark: &str,
        folded: &Folded,
        later: &[Hit],
        from: usize,
        quantities: &dyn Fn() -> &'q Quantities,
    ) -> (Ends, Vec<String>, Vec<Value>) {
        let wanted: Vec<&str> = self.parameters.iter().map(String::as_str).collect();
        let next = self.next_statement(&folded.text, later, from);
        let text = &folded.text[..lines::bracket(&folded.text[from..next]).map_or(next, |at| from + at)];
        let (mut codes, mut values) = (Vec::new(), Vec::new());
        let mut ends = Ends { folded: from, remark: folded.origin(from..from).start };
        let mut at = from;
        loop {
            if text[at..].starts_with(')') && text[from..at].contains('(') {
                at += 1;
                ends = Ends { folded: at, remark: folded.origin(at - 1..at).end };
            }
            if let Some(code) = joined_code(&text[at..]).filter(|_| at == from || !codes.is_empty()) {
                codes.push(as_published(&text[at + code.start..at + code.end]));
                at += code.end;
                ends = Ends { folded: at, remark: folded.origin(at - 1..at).end };
                continue;
            }
            let lead = |c: char| matches!(c, ' ' | ':' | ',' | '、' | '和' | '及' | '(');
            let start = text[at..].find(|c| !lead(c)).map_or(text.len(), |length| at + length);
            if at > from && text[at..start].trim().is_empty() {
                break;
            }
            let stop = |c: char| matches!(c, ',' | '、' | ';' | '。' | '和' | '及' | ')');
            let end = text[start..].find(stop).map_or(text.len(), |length| start + length);
            let piece = text[start..end].trim_end();
            let label =
                CODE_LABELS.iter().find(|label| piece.starts_with(**label)).map_or(0, |label| label.len());
            let bare = piece[label..].trim_start_matches([':', ' ']);
            if let Some(code) = CODE.find(bare).filter(|code| !goes_on(&bare[code.end()..])) {
                codes.push(as_published(code.as_str()));
                at = start + (piece.len() - bare.len()) + code.end();
                ends = Ends { folded: at, remark: folded.origin(at - 1..at).end };
                if code.end() < bare.len() && joined_code(&text[at..]).is_none() {
                    break;
                }
            } else {
                let origin = folded.origin(start..start + piece.len());
                let reading = quantities().read_text(&remark[origin.clone()], &wanted);
                let ranges = reading.values.iter().map(|value| &value.range);
                let ranges = ranges.chain(reading.set_aside.iter().map(|aside| &aside.range));
                let Some(last) = ranges.map(|range| range.end).max() else { break };
                values.extend(reading.values);
                at = start + piece.len();
                ends = Ends { folded: at, remark: origin.start + last };
                if origin.start + last < origin.end {
                    break;
                }
            }
        }
        (ends, codes, values)
    }
}

/// Where a statement ends, in the folded remark and in the remark itself.
struct Ends {
    folded: usize,
    remark: usize,
}

/// What people write before a control code.
const CODE_LABELS: [&str; 4] = ["管制编码", "编码", "control code", "code"];

/// Where a code stands that is joined to what ends before a text.
fn joined_code(text: &str) -> Option<Range<usize>> {
    let code = JOINED.captures(text)?.get(1)?.range();
    (!goes_on(&text[code.end..])).then_some(code)
}

/// Whether a code is only the beginning of a longer word.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Codes are compared as the law writes them: a letter behind the first digit in upper case, the
/// rest in lower case, no spaces.
fn as_published(code: &str) -> String {
    let plain: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_end_matches('.');
    plain
        .char_indices()
        .map(|(at, character)| if at == 1 { character.to_ascii_uppercase() } else { character })
        .collect()
}

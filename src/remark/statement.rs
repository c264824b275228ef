//! Recognises statements in a remark, in any spelling, and leaves people's other text alone.

use std::ops::Range;

use super::{
    answer::{Answer, Answers},
    brackets, codes, lines,
    phrases::{Hit, Phrases, Said},
};
use crate::{
    facts::{
        boxes,
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
    /// What it says; `None` for a question without an answer.
    pub subject: Option<Subject>,
    /// The words of an act that it uses; `None` where people put it in their own, or as a question and its answer.
    pub words: Option<Phrase>,
    /// The goods lines it names; `None` when it names none, and no number for all that are named nowhere else.
    pub lines: Option<Vec<usize>>,
    /// The control codes it gives, in upper and lower case as the law writes them.
    pub codes: Vec<String>,
    /// The values it gives.
    pub values: Vec<Value>,
}

/// Reads statements. Built once from the law.
#[derive(Clone, Debug)]
pub struct Reader {
    phrases: Phrases,
    answers: Answers,
    /// What people write before a control code, in folded form, the longest first.
    code_labels: Vec<String>,
    folding: Folding,
    /// Every parameter on which an entry sets a limit.
    parameters: Vec<String>,
}

impl Reader {
    /// Compiles the phrases of every act that demands remarks.
    pub fn new(law: &ControlList, folding: &Folding) -> Self {
        let mut acts: Vec<(Subject, Phrase)> = Vec::new();
        for RemarkDuty { controlled, near, outside, .. } in
            law.acts.iter().filter_map(|act| act.remark.as_ref())
        {
            let not_controlled = near.iter().chain(outside).map(|words| (Subject::NotControlled, words));
            for (subject, words) in [(Subject::Controlled, controlled)].into_iter().chain(not_controlled) {
                if !acts.iter().any(|(_, known)| known == words) {
                    acts.push((subject, words.clone()));
                }
            }
        }
        let people = &law.words.remark;
        let mut code_labels: Vec<String> =
            people.code_labels.iter().map(|label| folding.fold(label).text).collect();
        code_labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        Self {
            phrases: Phrases::new(&acts, people, folding),
            answers: Answers::new(people, folding),
            code_labels,
            folding: folding.clone(),
            parameters: law.limited_parameters(),
        }
    }

    /// The statements of a remark, in order.
    /// `quantities` is asked where one gives a value.
    pub fn statements<'q>(&self, remark: &str, quantities: &dyn Fn() -> &'q Quantities) -> Vec<Statement> {
        let mut folded = self.folding.fold(remark);
        boxes::draw(&mut folded.text);
        let mut found = Vec::new();
        let mut from = 0;
        let hits = self.phrases.hits(&folded.text).into_iter();
        let heard: Vec<Heard> = hits.filter_map(|hit| self.heard(&folded.text, hit)).collect();
        // where each statement stands in the folded text and its words begin, to tell which boxes are its own
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for (index, Heard { range, said, answer, words }) in heard.iter().enumerate() {
            if range.start < from {
                continue;
            }
            let before = &folded.text[from..range.start];
            let mut named = lines::before(before);
            let mut start = named.as_ref().map_or(range.start, |named| from + named.range.start);
            let mut phrase_end = range.end;
            if named.is_none() {
                named = lines::behind(&folded.text[phrase_end..]);
                phrase_end += named.as_ref().map_or(0, |named| named.range.end);
            }
            let (mut ends, mut codes, values) =
                self.payload(remark, &folded, &heard[index..], phrase_end, quantities);
            // 均 says nothing without the statement
            if named.is_none() && before.ends_with(['均', '皆']) {
                start -= '均'.len_utf8();
            }
            // a code directly before the phrase is its own
            let led = codes::last(before).filter(|_| codes.is_empty() && start == range.start);
            let (mut start, body) =
                led.as_ref().map_or((start, range.start), |code| (from + code.start, from + code.start));
            if let Some(code) = &led {
                named = named.or_else(|| {
                    lines::before(&before[..code.start]).inspect(|of| start = from + of.range.start)
                });
            }
            codes.extend(led.map(|code| codes::as_published(&before[code])));
            // the answer may stand behind the codes, too
            let behind = &folded.text[ends.folded..];
            let is_led = !codes.is_empty() && behind.trim_start().starts_with([':', '?']);
            let later = self.answers.read(behind, *said == Said::Asked).filter(|_| is_led);
            if let Some(later) = later {
                ends.folded += later.end;
                ends.remark = folded.origin(ends.folded - 1..ends.folded).end;
            }
            let answer = later.or(*answer);
            let words_end = ends.remark.max(folded.origin(range.clone()).end);
            if let Some(behind) = lines::behind(&folded.text[ends.folded..]) {
                ends.folded += behind.range.end;
                ends.remark = folded.origin(ends.folded - 1..ends.folded).end;
                named = named.or(Some(behind));
            }
            let origin = folded.origin(start..phrase_end);
            found.push(Statement {
                body: folded.origin(body..range.end).start..words_end,
                range: origin.start..ends.remark.max(origin.end),
                subject: subject(*said, answer),
                words: words.clone().filter(|_| answer.is_none()),
                lines: named.map(|named| named.numbers),
                codes,
                values,
            });
            places.push((start..ends.folded, range.start));
            from = ends.folded;
        }
        chosen(found, &places, &folded.text)
    }

    /// A phrase with the answer behind it; `None` when it says nothing.
    fn heard(&self, text: &str, Hit { range, said, words }: Hit) -> Option<Heard> {
        let rest = &text[range.end..];
        let answer = self.answers.read(rest, said == Said::Asked);
        let end = range.end + answer.map_or_else(|| unanswered(rest, said), |answer| answer.end);
        let names_no_more = said == Said::Named
            && answer.map_or_else(|| !self.gives_code(rest), |answer| answer.is_affirmed.is_none());
        (!names_no_more).then_some(Heard { range: range.start..end, said, answer, words })
    }

    /// Whether a text begins with a control code, a label and brackets before it or not.
    fn gives_code(&self, text: &str) -> bool {
        let bare = text.trim_start_matches(is_lead);
        codes::first(&bare[self.label(bare)..]).is_some()
    }

    /// The length of the label of a code with which a text begins.
    fn label(&self, text: &str) -> usize {
        let label = self.code_labels.iter().find(|label| text.starts_with(label.as_str()));
        label.map_or(0, |label| text.len() - text[label.len()..].trim_start_matches(is_lead).len())
    }

    /// The length of the name of an act that leads to a code.
    fn reference(&self, text: &str) -> usize {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if self.gives_code(rest) {
                return text.len() - rest.len();
            }
            let named = self.phrases.reference(rest);
            rest = match named {
                Some(word) => &rest[word.len()..],
                None if first.is_ascii_digit() || is_lead(first) || brackets::closes(first) => {
                    &rest[first.len_utf8()..]
                }
                None => return 0,
            };
        }
        0
    }

    /// Where the next statement begins, with the goods lines that it names.
    fn next_statement(&self, text: &str, heard: &[Heard], from: usize) -> usize {
        let Some(phrase) = heard.iter().find(|hit| hit.range.start >= from) else { return text.len() };
        let start = phrase.range.start;
        lines::before(&text[from..start]).map_or(start, |named| from + named.range.start)
    }

    /// The codes and values behind a phrase, and where they end in the remark. What is neither
    /// belongs to people's other text.
    fn payload<'q>(
        &self,
        remark: &str,
        folded: &Folded,
        later: &[Heard],
        from: usize,
        quantities: &dyn Fn() -> &'q Quantities,
    ) -> (Ends, Vec<String>, Vec<Value>) {
        let wanted: Vec<&str> = self.parameters.iter().map(String::as_str).collect();
        let next = self.next_statement(&folded.text, later, from);
        let text = &folded.text[..lines::bracket(&folded.text[from..next]).map_or(next, |at| from + at)];
        let (mut given, mut values) = (Vec::new(), Vec::new());
        let mut ends = Ends { folded: from, remark: folded.origin(from..from).start };
        let begin = from + self.reference(&text[from..]);
        let mut at = begin;
        loop {
            while let Some(length) = brackets::closing(&text[from..at], &text[at..]) {
                at += length;
                ends = Ends { folded: at, remark: folded.origin(at - length..at).end };
            }
            let bare = &text[at..].trim_start_matches(is_lead);
            let bare = &bare[self.label(bare)..];
            if let Some(length) = codes::misjoined(bare) {
                given.push(codes::as_published(&bare[..length]));
                at = text.len() - bare.len() + length;
                ends = Ends { folded: at, remark: folded.origin(at - 1..at).end };
                continue;
            }
            if let Some(code) = codes::joined(&text[at..]) {
                given.push(codes::as_published(&text[at + code.start..at + code.end]));
                at += code.end;
                ends = Ends { folded: at, remark: folded.origin(at - 1..at).end };
                continue;
            }
            let start = text[at..].find(|c| !is_lead(c)).map_or(text.len(), |length| at + length);
            if at > begin && text[at..start].trim().is_empty() {
                break;
            }
            let stop = |c: char| matches!(c, ',' | '、' | ';' | '。' | '和' | '及') || brackets::closes(c);
            let mut end = text[start..].find(stop).map_or(text.len(), |length| start + length);
            // 280、180Wh/kg: the unit is that of the number before it, too
            while let Some(joint) = text[end..].chars().next().filter(|_| is_number(&text[start..end])) {
                let from = end + joint.len_utf8();
                end = text[from..].find(stop).map_or(text.len(), |length| from + length);
            }
            let piece = text[start..end].trim_end();
            let bare = &piece[self.label(piece)..];
            let is_first = at == begin;
            let code = codes::first(bare).or_else(|| codes::mangled(bare).filter(|_| is_first));
            if let Some(length) = code {
                given.push(codes::as_published(&bare[..length]));
                at = start + (piece.len() - bare.len()) + length;
                ends = Ends { folded: at, remark: folded.origin(at - 1..at).end };
                if length < bare.len() && codes::joined(&text[at..]).is_none() {
                    break;
                }
            } else {
                let origin = folded.origin(start..start + piece.len());
                let reading = quantities().read_text(&remark[origin.clone()], &wanted);
                let values_end = reading.values.iter().map(|value| value.range.end).max();
                // 285Wh/kg 3.不属于…: the number counts the next statement
                let is_counted = values_end.is_some_and(|end| {
                    let behind = self.folding.fold(&remark[origin.start + end..origin.end]).text;
                    start + piece.len() == text.trim_end().len() && lines::before(&behind).is_some()
                });
                let asides = reading.set_aside.iter().map(|aside| aside.range.end).filter(|_| !is_counted);
                let Some(last) = values_end.into_iter().chain(asides).max() else { break };
                values.extend(reading.values);
                at = start + piece.len();
                ends = Ends { folded: at, remark: origin.start + last };
                if ends.remark < origin.end {
                    // what stands behind the value may name the goods lines of the next statement
                    let is_end = |end: &usize| {
                        text.is_char_boundary(*end) && folded.origin(start..*end).end >= ends.remark
                    };
                    ends.folded = (start + 1..at).find(is_end).unwrap_or(at);
                    break;
                }
            }
        }
        (ends, given, values)
    }
}

/// Of statements in boxes those that are ticked, where any is: □属于两用物项 ☑不属于管制物项, 属于两用物项□
/// 不属于管制物项☑. The boxes stand all before the statements or all behind them.
fn chosen(found: Vec<Statement>, places: &[(Range<usize>, usize)], text: &str) -> Vec<Statement> {
    type Place = (Range<usize>, usize);
    let ending = |at: usize| text[..at].trim_end().chars().next_back().and_then(boxes::mark);
    let before = |(place, words): &Place| ending(*words).or_else(|| ending(place.start));
    let behind = |(place, _): &Place| text[place.end..].trim_start().chars().next().and_then(boxes::mark);
    let leads = places.first().is_some_and(|first| before(first).is_some());
    let own = |place: &Place| if leads { before(place) } else { behind(place) };
    if !places.iter().any(|place| own(place) == Some(boxes::Mark::Ticked)) {
        return found;
    }
    let mut chosen: Vec<Statement> = Vec::new();
    // S01 □属于两用物项 ☑不属于管制物项: both are said of the line that is named once
    let mut lines: Option<Vec<usize>> = None;
    for (mut statement, place) in found.into_iter().zip(places) {
        lines = statement.lines.clone().or(lines);
        if own(place) != Some(boxes::Mark::Empty) {
            statement.lines = lines.clone();
            chosen.push(statement);
        }
    }
    chosen
}

/// A phrase with the answer behind it.
struct Heard {
    /// Their bytes in the folded text.
    range: Range<usize>,
    said: Said,
    answer: Option<Answer>,
    words: Option<Phrase>,
}

/// What a phrase says with its answer; `None` for a question without one, and for what is denied twice.
fn subject(said: Said, answer: Option<Answer>) -> Option<Subject> {
    let base = match said {
        Said::Stated(subject) => subject,
        Said::Asked | Said::Named => Subject::Controlled,
    };
    match answer.map(|answer| answer.is_affirmed) {
        None => (said != Said::Asked).then_some(base),
        Some(None) => None,
        Some(Some(true)) => Some(base),
        Some(Some(false)) => (base == Subject::Controlled).then_some(Subject::NotControlled),
    }
}

/// The length of the signs behind a question that is not answered: `：____`.
fn unanswered(rest: &str, said: Said) -> usize {
    let signs = rest.len() - rest.trim_start_matches([' ', ':', '?', '_']).len();
    if said == Said::Asked { rest[..signs].trim_end().len() } else { 0 }
}

/// Whether a text ends in a number without a unit, and has nothing else but others.
fn is_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ',' | '、' | '和' | '及');
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_part)
}

/// What may stand before a code or a value.
fn is_lead(character: char) -> bool {
    matches!(character, ' ' | ':' | '?' | ',' | '、' | '和' | '及') || brackets::opens(character)
}

/// Where a statement ends, in the folded remark and in the remark itself.
struct Ends {
    folded: usize,
    remark: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_affirms_or_denies_and_what_is_denied_twice_says_nothing() {
        use Subject::{Controlled, NotControlled};
        let answered = |said: Said, is_affirmed| subject(said, Some(Answer { end: 0, is_affirmed }));
        for said in [Said::Stated(Controlled), Said::Asked, Said::Named] {
            assert_eq!(answered(said, Some(true)), Some(Controlled));
            assert_eq!(answered(said, Some(false)), Some(NotControlled));
            assert_eq!(answered(said, None), None);
        }
        assert_eq!(answered(Said::Stated(NotControlled), Some(true)), Some(NotControlled));
        assert_eq!(answered(Said::Stated(NotControlled), Some(false)), None);
        assert_eq!(subject(Said::Asked, None), None);
        assert_eq!(subject(Said::Stated(NotControlled), None), Some(NotControlled));
    }

    #[test]
    fn a_number_has_digits_and_no_unit() {
        assert!(is_number("280") && is_number("280、180.5"));
        assert!(!is_number("、") && !is_number("280wh/kg") && !is_number(""));
    }
}

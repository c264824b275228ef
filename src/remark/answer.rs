//! The answer behind a question or a heading of a form: 是否属于两用物项：否, 两用物项（是/否）：是.

use super::{brackets, codes};
use crate::{
    facts::{
        boxes::{Mark, mark},
        fold::Folding,
    },
    law::language::RemarkWords,
};

/// The answers that people give.
#[derive(Clone, Debug)]
pub(super) struct Answers {
    /// In folded form, the longest first, each with whether it affirms.
    words: Vec<(String, bool)>,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Where it ends.
    pub(super) end: usize,
    /// What it says; `None` where a form offers answers and none is chosen.
    pub(super) is_affirmed: Option<bool>,
}

impl Answers {
    pub(super) fn new(words: &RemarkWords, folding: &Folding) -> Self {
        let affirmed = words.affirmed.iter().map(|word| (word, true));
        let denied = words.denied.iter().map(|word| (word, false));
        let folded = affirmed.chain(denied).map(|(word, is_affirmed)| (folding.fold(word).text, is_affirmed));
        let mut words: Vec<(String, bool)> = folded.collect();
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self { words }
    }

    /// The answer with which a folded text begins. Behind what is no question in itself a sign parts the two.
    pub(super) fn read(&self, text: &str, is_question: bool) -> Option<Answer> {
        let offered = |c: char| is_sign(c) || brackets::opens(c) || (is_question && c == ',');
        let start = text.find(|c| !(offered(c) || is_blank(c)))?;
        if !is_question && !text[..start].contains(offered) {
            return None;
        }
        let mut answer = self.run(text, start)?;
        if answer.is_affirmed.is_none() {
            let chosen = text[answer.end..].find(|c| !(is_sign(c) || is_blank(c)));
            let chosen =
                chosen.filter(|length| *length > 0).and_then(|length| self.run(text, answer.end + length));
            answer = chosen.filter(|chosen| chosen.is_affirmed.is_some()).unwrap_or(answer);
        }
        Some(answer)
    }

    /// Answers one behind the other, as a form offers them.
    fn run(&self, text: &str, start: usize) -> Option<Answer> {
        let mut said: Option<Answer> = None;
        let mut ticked: Option<Option<bool>> = None;
        let is_led = text[..start].trim_end().ends_with(is_box);
        let mut before = &text[..start];
        let mut at = start;
        while let Some((length, is_affirmed)) = self.one(&text[at..]) {
            at += length;
            let behind = text[at..].trim_start();
            if behind.starts_with(is_box) {
                at = text.len() - behind.trim_start_matches(is_blank).len();
            }
            let is_first_or_same = said.is_none_or(|said| said.is_affirmed == Some(is_affirmed));
            said = Some(Answer { end: at, is_affirmed: is_first_or_same.then_some(is_affirmed) });
            let own = if is_led { before.trim_end().chars().next_back() } else { behind.chars().next() };
            if own.and_then(mark) == Some(Mark::Ticked) {
                ticked = Some(ticked.is_none().then_some(is_affirmed));
            }
            let between = |c: char| is_blank(c) || matches!(c, '/' | '|' | '、');
            let next = text[at..].find(|c| !between(c)).unwrap_or(text.len() - at);
            before = &text[..at + next];
            at += next;
        }
        let mut said = said?;
        // □是 ☑否: one of those that are offered is chosen
        said.is_affirmed = said.is_affirmed.or(ticked.flatten());
        said.end += brackets::closing(&text[..said.end], &text[said.end..]).unwrap_or(0);
        Some(said)
    }

    /// The length of the answer with which a text begins, and what it says.
    fn one(&self, text: &str) -> Option<(usize, bool)> {
        self.words
            .iter()
            .find(|(word, _)| text.starts_with(word.as_str()) && ends(word, &text[word.len()..]))
            .map(|(word, is_affirmed)| (word.len(), *is_affirmed))
    }
}

/// Whether an answer ends before `rest`: 否则 is none, nor is the `No.` of a number.
fn ends(word: &str, rest: &str) -> bool {
    let next = rest.strip_prefix('.').filter(|_| word.is_ascii()).map(str::trim_start);
    let next = next.map(|next| next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    let is_number = next.is_some_and(|next| next.contains(|c: char| c.is_ascii_digit()));
    !is_number && (!rest.starts_with(char::is_alphanumeric) || codes::joined(rest).is_some())
}

fn is_sign(character: char) -> bool {
    matches!(character, ':' | '?' | '=' | '-' | '_')
}

fn is_blank(character: char) -> bool {
    character == ' ' || is_box(character)
}

fn is_box(character: char) -> bool {
    mark(character).is_some()
}

//! The words before and after a number: bounds and 约.

use super::{
    expression::Reader,
    lexicon::{Bound, Word},
};

const LONGEST_BRACKETS: usize = 40;

/// What words before or after a number say about it.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) bound: Option<Bound>,
    pub(super) approximate: bool,
    /// Whether the bound also opens a range, whose other end then closes it: `from 200 to 250`.
    pub(super) opens_range: bool,
}

impl Reader<'_> {
    /// Bounds and 约 before a number, and where they begin.
    pub(super) fn before(&self, number: usize) -> (usize, Marks) {
        let (mut start, mut marks) = (number, Marks::default());
        let mut position = number;
        for _ in 0..5 {
            let word = self.word_before(position).or_else(|| self.word_before_break(position));
            let Some(word) = word.filter(|word| word.start >= self.floor) else { break };
            let entry = self.scan.entry(word);
            if let Some(bound) = entry.before.filter(|_| !self.is_bracket(word)) {
                marks.opens_range |= entry.between;
                let negation = self.negation_before(word.start);
                let bound = if negation.is_some() { bound.denied() } else { bound };
                marks.bound = marks.bound.or(Some(bound));
                start = negation.map_or(word.start, |negation| negation.start);
                position = start;
                continue;
            }
            if entry.about_before {
                marks.approximate = true;
                start = word.start;
            } else if !entry.filler {
                break;
            }
            position = word.start;
        }
        (start, marks)
    }

    /// Whether 〈 or 》 is half of a pair of brackets, and not typed for < or >.
    fn is_bracket(&self, word: Word) -> bool {
        let (before, rest) = (&self.scan.text()[..word.start], self.scan.rest(word.start));
        [('〈', '〉'), ('《', '》')].into_iter().any(|(opening, closing)| {
            let closes = |inside: &str| inside.chars().take(LONGEST_BRACKETS).any(|c| c == closing);
            let opens = || before.chars().rev().take(LONGEST_BRACKETS).any(|c| c == opening);
            rest.strip_prefix(opening).is_some_and(closes) || (rest.starts_with(closing) && opens())
        })
    }

    /// A bound or 约 that a bar or a line break parts from its number: `≥|200`. A word must have its slot to
    /// itself or stand behind a label, as the one of `15min|200` does not.
    fn word_before_break(&self, position: usize) -> Option<Word> {
        let scan = self.scan;
        let outer = self.before_punctuation(position);
        let inner = scan.text()[..outer].trim_end_matches(is_break).len();
        let word = (inner < outer).then(|| self.word_before(inner)).flatten()?;
        let entry = scan.entry(word);
        if entry.before.is_none() && !entry.about_before {
            return None;
        }
        let opening = self.before_punctuation(word.start);
        let is_sign = !scan.rest(word.start).starts_with(char::is_alphanumeric);
        let is_alone = scan.text()[..opening].chars().next_back().is_none_or(is_break);
        let follows = |word: Word| {
            let entry = scan.entry(word);
            !entry.targets.is_empty() || entry.negation || entry.filler
        };
        (is_sign || is_alone || scan.word_until(opening).is_some_and(follows)).then_some(word)
    }

    /// 不得, 不应, not: what makes the opposite of the bound after it.
    fn negation_before(&self, position: usize) -> Option<Word> {
        let word = self.scan.word_until(self.scan.before_blanks(position))?;
        (word.start >= self.floor && self.scan.entry(word).negation).then_some(word)
    }

    /// The word before a number, past blanks, brackets and signs that say nothing.
    pub(super) fn word_before(&self, position: usize) -> Option<Word> {
        let nearest = self.before_punctuation(position);
        (nearest..=position).rev().find_map(|end| self.scan.word_until(end))
    }

    fn before_punctuation(&self, position: usize) -> usize {
        let bytes = &self.scan.text().as_bytes()[..position];
        let skipped = bytes.iter().rev().take(8).take_while(|byte| b" \t:=()[]\"'".contains(*byte)).count();
        position - skipped
    }

    /// Whether the number touches a name: `LP-300`, `X300`. A label, a bound or an amount before it is none.
    pub(super) fn is_glued(&self, start: usize) -> bool {
        let ascii =
            |position: usize| self.scan.byte(position).is_some_and(|byte| byte.is_ascii_alphanumeric());
        let letter =
            |position: usize| self.scan.byte(position).is_some_and(|byte| byte.is_ascii_alphabetic());
        let circumstances = &self.scan.quantities.parameters.circumstances;
        let tells = |end: usize| {
            self.scan.word_until(end).is_some_and(|word| {
                let entry = self.scan.entry(word);
                !entry.targets.is_empty()
                    || !entry.vague.is_empty()
                    || !entry.modifies.is_empty()
                    || entry.before.is_some()
                    || entry.about_before
                    || entry.these_goods
                    || entry.circumstances.iter().any(|of| !circumstances[*of].takes_name)
                    // typ.300
                    || (entry.filler && self.scan.byte(end - 1) == Some(b'.'))
            })
        };
        let Some(before) = start.checked_sub(1) else { return false };
        if letter(before) {
            return !tells(start);
        }
        // 2#300: the second, and no name
        let counts = self.scan.byte(before) == Some(b'#')
            && before
                .checked_sub(1)
                .and_then(|last| self.scan.byte(last))
                .is_some_and(|b| b.is_ascii_digit());
        let joint = !counts && self.scan.byte(before).is_some_and(|byte| b"-_.#".contains(&byte));
        joint && before > 0 && before != self.floor && ascii(before - 1) && !tells(before) && !tells(start)
    }

    /// Bounds, 左右 and `+` after a number or unit, and where they end.
    pub(super) fn after(&self, end: usize, marks: &mut Marks) -> Option<usize> {
        let scan = self.scan;
        let mut reached = None;
        let mut position = end;
        for _ in 0..2 {
            let mut from = scan.past_blanks(position);
            if scan.byte(from) == Some(b'+') && !self.number_follows(from + 1) {
                marks.bound = marks.bound.or(Some(Bound::AtLeast));
                (position, reached) = (from + 1, Some(from + 1));
                continue;
            }
            if let Some(word) = self.word_after_break(from) {
                marks.bound = marks.bound.or(scan.entry(word).after);
                marks.approximate |= scan.entry(word).about_after;
                (position, reached) = (word.end, Some(word.end));
                continue;
            }
            let mut word = scan.word_from(from);
            let bracket = word.is_none() && scan.byte(from) == Some(b'(');
            if bracket {
                from += 1;
                word = scan.word_from(from);
            }
            let Some(word) = word else { break };
            let entry = scan.entry(word);
            let both = entry.before.is_some() || entry.about_before;
            if !(entry.after.is_some() || entry.about_after) || (both && self.number_follows(word.end)) {
                break;
            }
            let closing = scan.byte(word.end) == Some(b')');
            if bracket && !closing {
                break;
            }
            if !bracket && !self.ends_clause(word, both) {
                break;
            }
            marks.bound = marks.bound.or(entry.after);
            marks.approximate |= entry.about_after;
            position = word.end + usize::from(bracket);
            reached = Some(position);
        }
        reached
    }

    /// A bound or 左右 behind a comma, a bar, a line break or the like that has its clause to itself:
    /// `200|Wh/kg|以上`.
    fn word_after_break(&self, position: usize) -> Option<Word> {
        let scan = self.scan;
        let parts = |character: char| matches!(character, ',' | ';' | '/' | '-') || is_break(character);
        let rest = scan.rest(position).strip_prefix(parts)?.trim_start_matches(|c| c == ' ' || is_break(c));
        let word = scan.word_from(scan.text().len() - rest.len())?;
        let entry = scan.entry(word);
        let next = scan.rest(scan.past_blanks(word.end)).chars().next();
        let ends = next.is_none_or(|next| parts(next) || matches!(next, '。' | '、' | '(' | ')' | '.'));
        (ends && (entry.after.is_some() || entry.about_after)).then_some(word)
    }

    /// Whether a word after a number is no part of what follows: `最大` of 最大电流, `多` of 多次. Words
    /// that only stand after numbers need it only if they are a single character.
    fn ends_clause(&self, word: Word, both: bool) -> bool {
        let scan = self.scan;
        let single = scan.text()[word.start..word.end].chars().count() == 1;
        if !both && !single {
            return true;
        }
        let measures =
            |unit| scan.quantities.units.meanings(unit).iter().any(|meaning| meaning.parameter().is_some());
        if self.unit(word.end).is_some_and(|unit| measures(unit.0)) {
            return true;
        }
        let next = scan.past_blanks(word.end);
        let at = scan
            .word_from(next)
            .is_some_and(|word| scan.entry(word).filler && scan.byte(next).is_some_and(|b| b.is_ascii()));
        at || !scan.rest(next).starts_with(char::is_alphanumeric)
    }

    fn number_follows(&self, position: usize) -> bool {
        let rest = self.scan.rest(position).as_bytes();
        let skipped = rest.iter().take(8).take_while(|byte| b" \t:=.(".contains(*byte)).count();
        rest.get(skipped).is_some_and(u8::is_ascii_digit)
    }
}

/// What parts slots and lines.
fn is_break(character: char) -> bool {
    matches!(character, '|' | '\n' | '\r')
}

//! A text made ready for recognising words: folded, spaces between Chinese characters closed,
//! hyphens and spaces made one. Every part leads back to the draft's own characters.

use std::ops::Range;

use super::{
    boxes,
    fold::{Folded, Folding},
};

/// A text in which words are looked for.
#[derive(Clone, Debug)]
pub(crate) struct Prose {
    /// The words.
    pub(crate) text: String,
    /// Where it does not go on as the folded text does: the place in `text`, and that in the folded text.
    runs: Vec<(usize, usize)>,
    /// Where a space between two Chinese characters was closed, or a dash parts names: a weak boundary.
    seams: Vec<usize>,
    /// Where brackets open and close, with the depth from there on.
    depths: Vec<(usize, usize)>,
    /// Whether any box in it is ticked.
    pub(crate) is_ticked: bool,
    folded: Folded,
}

impl Prose {
    pub(crate) fn of(original: &str, folding: &Folding) -> Self {
        Self::build(original, folding, true)
    }

    /// The words outside of brackets, as if the brackets were not there.
    pub(crate) fn without_brackets(original: &str, folding: &Folding) -> Self {
        Self::build(original, folding, false)
    }

    fn build(original: &str, folding: &Folding, with_brackets: bool) -> Self {
        let mut folded = folding.fold(original);
        boxes::draw(&mut folded.text);
        let mut prose = Self {
            text: String::with_capacity(folded.text.len()),
            runs: Vec::new(),
            seams: Vec::new(),
            depths: Vec::new(),
            is_ticked: false,
            folded: Folded::default(),
        };
        let mut depth = 0usize;
        let mut gap: Option<(usize, bool)> = None;
        // where in the folded text what is taken over as it stands begins
        let mut run: Option<usize> = None;
        let enclosing = enclosing(&folded.text);
        for (place, character) in folded.text.char_indices() {
            // 【卷绕机】 is no aside
            if enclosing.is_some_and(|(opening, closing)| place == opening || place == closing) {
                prose.take(&folded.text, run.take(), place);
                continue;
            }
            let level = depth;
            match character {
                '(' | '[' | '【' | '{' => depth += 1,
                ')' | ']' | '】' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if !with_brackets && level.max(depth) > 0 {
                prose.take(&folded.text, run.take(), place);
                continue;
            }
            if matches!(character, ' ' | '-' | '_') {
                prose.take(&folded.text, run.take(), place);
                let (start, dashed) = gap.unwrap_or((place, false));
                gap = Some((start, dashed || character == '-'));
                continue;
            }
            if let Some((start, dashed)) = gap.take() {
                // a dash between spaces parts two names, one without joins a word
                let parts = dashed && place - start > 1;
                match prose.text.chars().next_back() {
                    None => {}
                    Some(last) if is_han(last) && is_han(character) => prose.seams.push(prose.text.len()),
                    Some(_) => {
                        prose.seams.extend(parts.then_some(prose.text.len()));
                        prose.runs.push((prose.text.len(), start));
                        prose.text.push(' ');
                    }
                }
            }
            let start = *run.get_or_insert(place);
            if is_bracket(character) {
                prose.depths.push((prose.text.len() + place - start, depth));
            }
        }
        prose.take(&folded.text, run, folded.text.len());
        prose.is_ticked = prose.text.contains(|c| boxes::mark(c) == Some(boxes::Mark::Ticked));
        prose.folded = folded;
        prose
    }

    /// Takes over what stands in the folded text from the begin of a run to a place.
    fn take(&mut self, folded: &str, run: Option<usize>, to: usize) {
        if let Some(from) = run {
            self.runs.push((self.text.len(), from));
            self.text.push_str(&folded[from..to]);
        }
    }

    pub(crate) fn has_brackets(&self) -> bool {
        !self.depths.is_empty()
    }

    /// Whether this stands in brackets.
    pub(crate) fn is_bracketed(&self, at: usize) -> bool {
        let before = self.depths.partition_point(|(place, _)| *place <= at);
        before > 0 && self.depths[before - 1].1 > 0
    }

    /// Whether the draft has a space here that was closed.
    pub(crate) fn has_seam(&self, at: usize) -> bool {
        self.seams.binary_search(&at).is_ok()
    }

    /// The range of the original text from which a part came.
    pub(crate) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start).unwrap_or(self.folded.text.len());
        let end = match range.end.checked_sub(1).and_then(|last| self.place(last)) {
            Some(last) if !range.is_empty() => {
                last + self.folded.text[last..].chars().next().map_or(0, char::len_utf8)
            }
            _ => start,
        };
        self.folded.origin(start..end)
    }

    /// Where the character at a place stands in the folded text; `None` at the end.
    fn place(&self, at: usize) -> Option<usize> {
        let start = (0..=at.min(self.text.len())).rev().find(|start| self.text.is_char_boundary(*start))?;
        let run = self.runs.partition_point(|(begin, _)| *begin <= start).checked_sub(1)?;
        let (begin, folded) = self.runs[run];
        (start < self.text.len()).then_some(folded + start - begin)
    }

    /// Whether a match does not cut an ASCII word in two. A plural is the same word.
    pub(crate) fn is_whole(&self, range: &Range<usize>) -> bool {
        let bytes = self.text.as_bytes();
        let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let before = range.start > 0 && is_word(range.start) && is_word(range.start - 1);
        !before && (!is_word(range.end.wrapping_sub(1)) || !is_word(self.plural_end(range.end)))
    }

    /// The end of a match with the plural ending behind it.
    pub(crate) fn plural_end(&self, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let letter_before = end > 0 && bytes[end - 1].is_ascii_alphabetic();
        let next_is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        if letter_before
            && self.text[end..].starts_with("es")
            && !next_is_word(end + 2)
            && bytes[end - 1] != b'e'
        {
            end + 2
        } else if letter_before && self.text[end..].starts_with('s') && !next_is_word(end + 1) {
            end + 1
        } else {
            end
        }
    }
}

/// Where brackets stand that enclose all of a text, or what others stand behind at once: (铽)（样品）.
fn enclosing(text: &str) -> Option<(usize, usize)> {
    let inside = text.trim();
    let opening = text.len() - text.trim_start().len();
    let mut depth = 0usize;
    for (place, character) in inside.char_indices() {
        match character {
            '(' | '[' | '【' | '{' => depth += 1,
            ')' | ']' | '】' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let behind = inside[place + character.len_utf8()..].trim_start();
            let is_whole = behind.is_empty() || behind.starts_with(['(', '[', '【', '{']);
            return (place > 0 && is_whole).then_some((opening, opening + place));
        }
    }
    None
}

pub(crate) fn is_bracket(character: char) -> bool {
    matches!(character, '(' | ')' | '[' | ']' | '【' | '】' | '{' | '}')
}

pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        Prose::of(text, &Folding::default())
    }

    #[test]
    fn closes_gaps_and_leads_back() {
        let original = "锂 离子-电池  Li－Ion  Pack";
        let prose = prose(original);
        assert_eq!(prose.text, "锂离子电池 li ion pack");
        assert!(prose.has_seam("锂".len()));
        assert!(!prose.has_seam("锂离".len()));
        let at = prose.text.find("li ion").expect("the words");
        assert_eq!(&original[prose.origin(at..at + 6)], "Li－Ion");
        assert_eq!(&original[prose.origin(0..15)], "锂 离子-电池");
    }

    #[test]
    fn brackets_around_all_of_a_text_are_not_there() {
        for (text, expected) in
            [("【卷绕机】", "卷绕机"), (" (a(b)) ", "a(b)"), ("(a)b", "(a)b"), ("(a)(b)", "a(b)")]
        {
            assert_eq!(prose(text).text, expected);
        }
        assert!(!prose("(卷绕机)").has_brackets());
    }

    #[test]
    fn a_word_is_not_cut_and_may_be_plural() {
        let prose = prose("batteries batteryx cells boxes");
        let whole = |word: &str| {
            let at = prose.text.find(word).expect("the word");
            prose.is_whole(&(at..at + word.len()))
        };
        assert!(whole("cell"));
        assert!(whole("box"));
        assert!(!whole("battery"));
        assert!(!whole("atteries"));
    }
}

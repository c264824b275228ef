//! The phrases of statements, found in one pass over a remark, whatever spaces and hyphens stand
//! between their characters.

use std::{cmp::Reverse, ops::Range};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::Subject;
use crate::{facts::fold::Folding, law::language::RemarkWords, phrase::Phrase};

/// The phrases of acts and of people.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    automaton: AhoCorasick,
    /// For each pattern of the automaton: what it says and the words of an act that it is; `None` for a name of
    /// controlled goods, of which what stands before it says something.
    meanings: Vec<Option<(Subject, Phrase)>>,
    /// Whether letters must not touch the pattern: Chinese characters need no such boundary.
    is_ascii: Vec<bool>,
    /// Such names, without joints.
    topics: Vec<String>,
    /// With what they begin.
    initials: Vec<char>,
    /// What stands before such a name, without joints, the longest first.
    openings: Vec<(String, Said)>,
    /// What puts a phrase under a condition, and what may stand between the two.
    supposes: Vec<String>,
    supposed: Vec<String>,
    /// Of what words that name an act are made, which may stand between the two.
    references: Vec<String>,
    /// What stands behind such a name where papers are meant.
    papers: Vec<String>,
}

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// What the goods are.
    Stated(Subject),
    /// It asks whether they are controlled.
    Asked,
    /// It names controlled goods, and no more.
    Named,
}

/// A phrase in a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its bytes in the folded text.
    pub(super) range: Range<usize>,
    pub(super) said: Said,
    /// The words of an act that it is.
    pub(super) words: Option<Phrase>,
}

impl Phrases {
    /// The phrases of acts, and how people put them.
    pub(super) fn new(acts: &[(Subject, Phrase)], people: &RemarkWords, folding: &Folding) -> Self {
        let plain = |words: &str| -> String {
            folding.fold(words).text.chars().filter(|character| !is_joint(*character)).collect()
        };
        let of_act = |(subject, words): &(Subject, Phrase)| {
            [&words.zh, &words.en].map(|text| (plain(text), Some((*subject, words.clone()))))
        };
        let mut patterns: Vec<(String, Option<(Subject, Phrase)>)> = acts.iter().flat_map(of_act).collect();
        patterns.extend(people.topics.iter().map(|topic| (plain(topic), None)));
        let lists = [
            (&people.asserts, Said::Stated(Subject::Controlled)),
            (&people.denies, Said::Stated(Subject::NotControlled)),
            (&people.asks, Said::Asked),
        ];
        let openings = lists.into_iter().flat_map(|(list, said)| list.iter().map(move |words| (words, said)));
        let mut openings: Vec<(String, Said)> = openings.map(|(words, said)| (plain(words), said)).collect();
        openings.sort_by_key(|(words, _)| Reverse(words.len()));
        let all = |list: &[String]| list.iter().map(|words| plain(words)).collect();
        let topics: Vec<String> = all(&people.topics);
        let mut initials: Vec<char> = topics.iter().filter_map(|topic| topic.chars().next()).collect();
        initials.sort_unstable();
        initials.dedup();
        Self {
            automaton: AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::NoncontiguousNFA))
                .build(patterns.iter().map(|(text, _)| text))
                .expect("the phrases of the law fit an automaton"),
            is_ascii: patterns.iter().map(|(text, _)| text.is_ascii()).collect(),
            meanings: patterns.into_iter().map(|(_, meaning)| meaning).collect(),
            openings,
            initials,
            topics,
            supposes: all(&people.supposes),
            supposed: all(&people.supposed),
            references: all(&people.references),
            papers: all(&people.papers),
        }
    }

    /// The phrases of a folded text in the order of their places, one at most for each place: the longest, and
    /// of two alike that of an act.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut plain = String::with_capacity(text.len());
        // for each byte of the plain text its place in the text
        let mut places = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices().filter(|(_, character)| !is_joint(*character)) {
            plain.push(character);
            places.extend(at..at + character.len_utf8());
        }
        let mut found: Vec<Hit> = Vec::new();
        // what stands under a condition, and all within it
        let mut supposed: Vec<Range<usize>> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&plain).filter(|hit| !hit.is_empty()) {
            let pattern = hit.pattern().as_usize();
            let end = places[hit.end() - 1] + 1;
            if self.is_ascii[pattern] && is_word(text, end) {
                continue;
            }
            let whole = |length: usize| places[hit.start() - length]..end;
            let mut opening_length = 0;
            let (range, said, words) = match &self.meanings[pattern] {
                Some((subject, words)) => (whole(0), Said::Stated(*subject), Some(words.clone())),
                None => {
                    let before = &plain[..hit.start()];
                    let opening = [before, self.without_reference(before)].into_iter().find_map(|before| {
                        let opens = |(words, said): &(String, Said)| {
                            let length = hit.start() - before.strip_suffix(words.as_str())?.len();
                            begins(text, whole(length).start).then_some((length, *said))
                        };
                        self.openings.iter().find_map(opens)
                    });
                    let (length, said) = opening.unwrap_or((0, Said::Named));
                    opening_length = length;
                    let behind = &plain[hit.end()..];
                    let papers = self.papers.iter().filter(|words| behind.starts_with(words.as_str()));
                    let papers = papers.map(String::len).max();
                    // to say that goods need no paper is to say that they are not controlled
                    if papers.is_some() && said != Said::Stated(Subject::NotControlled) {
                        continue;
                    }
                    let end = papers.map_or(end, |length| places[hit.end() + length - 1] + 1);
                    (whole(length).start..end, said, None)
                }
            };
            if self.is_supposed(text, &plain[..hit.start() - opening_length], &places) {
                supposed.push(range);
            } else if begins(text, range.start) {
                found.push(Hit { range, said, words });
            }
        }
        found.retain(|hit| !supposed.iter().any(|range| range.contains(&hit.range.start)));
        found.sort_by_key(|hit| (hit.range.start, Reverse(hit.range.end), hit.words.is_none()));
        found.dedup_by_key(|hit| hit.range.start);
        found.extend(self.cut_off(text, &plain, &places, found.last()));
        found
    }

    /// A statement with which a text ends before its last words do, as a field cuts it that is full: 不属于管制物.
    fn cut_off(&self, text: &str, plain: &str, places: &[usize], last: Option<&Hit>) -> Option<Hit> {
        // most remarks hold nothing with which such a name begins
        plain.contains(&self.initials[..]).then_some(())?;
        self.openings.iter().filter(|(_, said)| matches!(said, Said::Stated(_))).find_map(|(words, said)| {
            let at = plain.rfind(words.as_str())?;
            let range = places[at]..text.trim_end().len();
            let behind = &plain[at + words.len()..];
            // of 两用 alone more may be meant
            let is_most_of = |topic: &&String| {
                topic.starts_with(behind) && behind.len() < topic.len() && behind.len() * 3 >= topic.len() * 2
            };
            let is_said = begins(text, range.start)
                && last.is_none_or(|hit| hit.range.end <= range.start)
                && !self.is_supposed(text, &plain[..at], places);
            (is_said && self.topics.iter().any(|topic| is_most_of(&topic))).then_some(Hit {
                range,
                said: *said,
                words: None,
            })
        })
    }

    /// Whether a condition stands before what follows a plain text.
    fn is_supposed(&self, text: &str, before: &str, places: &[usize]) -> bool {
        let behind = |before: &str, words: &[String]| {
            let ends = |word: &&String| {
                let start = before.len().checked_sub(word.len());
                before.ends_with(word.as_str()) && start.is_some_and(|start| begins(text, places[start]))
            };
            words.iter().filter(ends).map(|word| before.len() - word.len()).min()
        };
        let mut before = before;
        loop {
            if behind(before, &self.supposes).is_some() {
                return true;
            }
            match behind(before, &self.supposed) {
                Some(start) => before = &before[..start],
                None => return false,
            }
        }
    }

    /// The word of an act's name with which a text begins.
    pub(super) fn reference<'a>(&self, text: &'a str) -> Option<&'a str> {
        let word = self.references.iter().find(|word| text.starts_with(word.as_str()))?;
        Some(&text[..word.len()])
    }

    /// What stands before the name of an act with which a text ends: 不属于 in 不属于公告第7号.
    fn without_reference<'a>(&self, text: &'a str) -> &'a str {
        let mut text = text;
        loop {
            let word = self.references.iter().find_map(|word| text.strip_suffix(word.as_str()));
            let shorter = word.unwrap_or_else(|| text.trim_end_matches(|c: char| c.is_ascii_digit()));
            if shorter.len() == text.len() {
                return text;
            }
            text = shorter;
        }
    }
}

fn is_joint(character: char) -> bool {
    character.is_whitespace() || character == '-'
}

/// Whether no word goes on from before into what begins here.
fn begins(text: &str, start: usize) -> bool {
    !is_word(text, start) || !start.checked_sub(1).is_some_and(|before| is_word(text, before))
}

/// Whether a letter, digit or underscore of ASCII stands here.
fn is_word(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_phrases_in_any_spacing() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let people = RemarkWords {
            topics: words(&["两用物项", "dual use items"]),
            asserts: words(&["属于"]),
            denies: words(&["不属于", "not", "非"]),
            asks: words(&["是否", "是否属于"]),
            supposes: words(&["如", "if"]),
            supposed: words(&["货物", "the goods are"]),
            papers: words(&["许可证"]),
            references: words(&["公告", "第", "号"]),
            affirmed: Vec::new(),
            denied: Vec::new(),
            code_labels: Vec::new(),
        };
        let act = (Subject::Controlled, Phrase::new("Subject to Dual-Use Items", "属于两用物项"));
        let phrases = Phrases::new(std::slice::from_ref(&act), &people, &Folding::default());
        let (is, is_not) = (Said::Stated(Subject::Controlled), Said::Stated(Subject::NotControlled));
        for (text, expected) in [
            ("属于 两用-物项", &[(0..20, is, true)][..]),
            ("不属于两用物项", &[(0..21, is_not, false), (3..21, is, true)]),
            ("不属于公告第58号两用物项", &[(0..35, is_not, false)]),
            ("公告第58号两用物项", &[(14..26, Said::Named, false)]),
            ("是否属于两用物项", &[(0..24, Said::Asked, false), (6..24, is, true)]),
            ("非 两用物项", &[(0..16, is_not, false)]),
            ("a dual-use  items.", &[(2..17, Said::Named, false)]),
            ("not dual-use items", &[(0..18, is_not, false)]),
            ("是否两用物项许可证", &[]),
            ("非两用物项许可证", &[(0..24, is_not, false)]),
            ("knot dual-use items", &[(5..19, Said::Named, false)]),
            ("dual-use itemsx", &[]),
            ("xdual-use items", &[]),
            ("如属于两用物项", &[]),
            ("如货物不属于两用物项", &[]),
            ("如下：属于两用物项", &[(9..27, is, true)]),
            ("if the goods are subject to dual-use items", &[]),
            ("motif: subject to dual-use items", &[(7..32, is, true), (18..32, Said::Named, false)]),
            ("是dual-use items的", &[(3..17, Said::Named, false)]),
        ] {
            let hits = phrases.hits(text).into_iter();
            let hits: Vec<_> = hits.map(|hit| (hit.range, hit.said, hit.words.is_some())).collect();
            assert_eq!(hits, expected, "{text}");
        }
    }
}

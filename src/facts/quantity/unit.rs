//! Units in every spelling, matched at a place of a text.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use serde::{Deserialize, Serialize};

use crate::{facts::fold::Folding, law::parameters::Parameters};

/// Every unit of the parameters, their look-alikes and their circumstances: a tree of characters.
#[derive(Clone, Debug)]
pub(crate) struct Units {
    /// Where from a node a character leads, in ascending order: [`step`] each. Searched where it lies.
    steps: Cow<'static, [u8]>,
    /// The low bytes of the characters with which units begin, as bits.
    begin: [u64; 4],
    spellings: Spellings,
}

/// The spellings that end at nodes of the tree.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Spellings {
    /// Each node at which one ends, in ascending order, with its place among the meanings.
    ends: Vec<(u16, Range<u16>)>,
    meanings: Vec<UnitMeaning>,
    /// What stands below the stroke of another quantity.
    rates: Vec<String>,
}

/// A step of the tree as eight bytes: the node and the character from which it leads, and the node to which.
fn step(from: u16, character: char, to: u16) -> [u8; 8] {
    (u64::from(from) << 48 | u64::from(u32::from(character)) << 16 | u64::from(to)).to_be_bytes()
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum UnitMeaning {
    /// A parameter, in the unit of that index.
    Parameter(usize, usize),
    /// A look-alike of a parameter: (parameter, look-alike).
    LookAlike(usize, usize),
    /// A slip of the pen for a unit of a parameter.
    Slip(usize),
    /// A circumstance.
    Circumstance(usize),
}

impl UnitMeaning {
    /// The parameter that it measures, or is taken for.
    pub(super) fn parameter(self) -> Option<usize> {
        match self {
            Self::Parameter(parameter, _) | Self::LookAlike(parameter, _) | Self::Slip(parameter) => {
                Some(parameter)
            }
            Self::Circumstance(_) => None,
        }
    }
}

/// A unit in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitMatch {
    /// Its first byte in the folded text.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    node: u16,
}

impl UnitMatch {
    /// Whether it ends behind a place.
    pub(super) fn reaches(self, place: usize) -> bool {
        self.end > place
    }
}

/// The most characters that a unit has, with all that may stand between them.
const LONGEST: usize = 64;
/// The most characters between two of a unit.
const WIDEST_GAP: usize = 3;

impl Units {
    pub(super) fn new(parameters: &Parameters, folding: &Folding) -> Self {
        let (steps, spellings) = made(parameters, folding);
        Self::of(steps, spellings)
    }

    /// The units of what [`made`] makes.
    pub(super) fn of(steps: impl Into<Cow<'static, [u8]>>, spellings: Spellings) -> Self {
        let steps = steps.into();
        let mut begin = [0; 4];
        for step in steps.as_chunks::<8>().0.iter().take_while(|step| step[..2] == [0, 0]) {
            begin[usize::from(step[5] >> 6)] |= 1 << (step[5] & 63);
        }
        Self { steps, begin, spellings }
    }

    /// Whether a unit may begin with a character.
    fn may_begin(&self, character: char) -> bool {
        let low = character as u8;
        self.begin[usize::from(low >> 6)] & (1 << (low & 63)) != 0
    }

    /// The node to which a character leads from a node.
    fn step(&self, node: u16, character: char) -> Option<u16> {
        let (steps, _) = self.steps.as_chunks::<8>();
        let from = |step: &[u8; 8]| u64::from_be_bytes(*step) >> 16;
        let found = steps.binary_search_by_key(&from(&step(node, character, 0)), from).ok()?;
        let [.., high, low] = steps[found];
        Some(u16::from_be_bytes([high, low]))
    }

    pub(super) fn meanings(&self, unit: UnitMatch) -> &[UnitMeaning] {
        self.ending_at(unit.node)
    }

    /// The meanings of the spelling that ends at a node; none where none does.
    fn ending_at(&self, node: u16) -> &[UnitMeaning] {
        let Spellings { ends, meanings, .. } = &self.spellings;
        let range = ends.binary_search_by_key(&node, |(end, _)| *end).map_or(0..0, |at| ends[at].1.clone());
        &meanings[usize::from(range.start)..usize::from(range.end)]
    }

    /// The longest unit that begins exactly at `start`.
    pub(super) fn at(&self, text: &str, start: usize) -> Option<UnitMatch> {
        let rest = text.get(start..)?;
        if !self.may_begin(plain(rest.chars().next()?)) {
            return None;
        }
        let (mut node, mut gap, mut spaced, mut last) = (0, 0, false, None);
        let mut previous = ' ';
        for (offset, character) in rest.char_indices().take(LONGEST) {
            let character = plain(character);
            let joint = node != 0 && is_joint(character, previous);
            let next = self.step(node, character);
            match next {
                // `5 m 3 pcs` is no volume
                Some(_) if spaced && character.is_ascii_digit() => break,
                Some(next) => {
                    node = next;
                    (gap, spaced, previous) = (0, false, character);
                    let end = start + offset + character_length(rest, offset);
                    if !self.ending_at(node).is_empty() && self.ends(text, start, end) {
                        last = Some(UnitMatch { start, end, node });
                    }
                }
                None if joint && gap < WIDEST_GAP => {
                    gap += 1;
                    spaced |= character == ' ' || character == '.';
                }
                None => break,
            }
        }
        last
    }

    /// Whether what stands behind a unit looks like the lower part of a longer one, and is none that is known:
    /// `310Wh/公金`.
    pub(super) fn is_by_unknown(&self, text: &str, unit: UnitMatch) -> bool {
        let Some(below) = text[unit.end..].trim_start_matches(' ').strip_prefix('/') else { return false };
        let first = below.trim_start_matches(' ').chars().next();
        let stroke = self.step(unit.node, '/');
        // 310Wh/ with nothing behind it
        stroke.is_some_and(|stroke| first.is_none_or(|first| self.step(stroke, plain(first)).is_some()))
    }

    /// The longest unit that one makes with the beginning of a text below its stroke; it begins at `start`.
    pub(super) fn over(&self, text: &str, unit: UnitMatch, below: &str, start: usize) -> Option<UnitMatch> {
        let above = &text[unit.start..unit.end];
        let found = self.at(&format!("{above}/{below}"), 0)?;
        (found.end > above.len() + 1).then_some(UnitMatch { start, node: found.node, ..unit })
    }

    /// Whether nothing after `end` makes another unit of it.
    fn ends(&self, text: &str, start: usize, end: usize) -> bool {
        let bytes = text.as_bytes();
        let letter = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphabetic);
        if letter(end) && letter(end - 1) {
            return false;
        }
        // after m a digit or superscript makes another unit; after Wh/kg it is a footnote or the next number
        let digit = bytes.get(end).is_some_and(u8::is_ascii_digit);
        if digit && bytes[end - 1].is_ascii_alphanumeric() {
            let quotient = letter(end - 1) && text[start..end].contains('/');
            if !quotient {
                return false;
            }
        }
        // 310Wh/kg/A款: what is by another quantity already is by no third
        text[start..end].contains('/') || !self.is_rate(&text[end..])
    }

    /// `/h`, `/kg`: the unit is the upper part of another one.
    fn is_rate(&self, rest: &str) -> bool {
        let Some(below) = rest.trim_start_matches(' ').strip_prefix('/') else { return false };
        let below = below.trim_start_matches([' ', '(']);
        self.spellings
            .rates
            .iter()
            .any(|rate| below.starts_with(rate.as_str()) && word_ends(below, rate.len()))
    }
}

/// The steps of the tree, and the spellings that end in it.
pub(crate) fn made(parameters: &Parameters, folding: &Folding) -> (Vec<u8>, Spellings) {
    let mut draft = Draft { folding, steps: HashMap::new(), meanings: vec![Vec::new()] };
    for (index, parameter) in parameters.parameters.iter().enumerate() {
        for (number, unit) in parameter.units.iter().enumerate() {
            let meaning = UnitMeaning::Parameter(index, number);
            draft.add(&unit.name, meaning);
            unit.spellings.iter().for_each(|spelling| draft.add(spelling, meaning));
        }
        for (alike, look_alike) in parameter.look_alikes.iter().enumerate() {
            let meaning = UnitMeaning::LookAlike(index, alike);
            look_alike.units.iter().for_each(|spelling| draft.add(spelling, meaning));
        }
        for slip in &parameter.slips.units {
            draft.insert(&squeezed(&folding.fold(slip).text), UnitMeaning::Slip(index));
        }
    }
    for (index, circumstance) in parameters.circumstances.iter().enumerate() {
        let meaning = UnitMeaning::Circumstance(index);
        circumstance.units.iter().for_each(|spelling| draft.add(spelling, meaning));
    }
    let number = |count: usize| u16::try_from(count).expect("fewer spellings than that");
    let steps = draft.steps.iter().map(|(&(from, by), &to)| step(number(from), by, number(to)));
    let mut steps: Vec<[u8; 8]> = steps.collect();
    steps.sort_unstable();
    let rates = parameters.words.rates.iter().map(|rate| folding.fold(rate).text).collect();
    let mut spellings = Spellings { rates, ..Spellings::default() };
    for (node, of) in draft.meanings.into_iter().enumerate().filter(|(_, of)| !of.is_empty()) {
        let from = number(spellings.meanings.len());
        spellings.meanings.extend(of);
        spellings.ends.push((number(node), from..number(spellings.meanings.len())));
    }
    (steps.concat(), spellings)
}

/// The tree while it grows.
struct Draft<'a> {
    folding: &'a Folding,
    steps: HashMap<(usize, char), usize>,
    meanings: Vec<Vec<UnitMeaning>>,
}

impl Draft<'_> {
    fn add(&mut self, spelling: &str, meaning: UnitMeaning) {
        let folded = squeezed(&self.folding.fold(spelling).text);
        self.insert(&folded, meaning);
        if let Some((above, below)) = folded.split_once('/') {
            self.insert(&format!("{above}per{below}"), meaning);
            self.insert(&format!("{above}每{below}"), meaning);
            if below.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                let letters = below.trim_end_matches(|c: char| c.is_ascii_digit());
                let power = if letters.len() == below.len() { "1" } else { &below[letters.len()..] };
                self.insert(&format!("{above}{letters}-{power}"), meaning);
                // the stroke and the negative power at once occur
                self.insert(&format!("{above}/{letters}-{power}"), meaning);
            }
        }
    }

    fn insert(&mut self, spelling: &str, meaning: UnitMeaning) {
        let mut node = 0;
        for character in spelling.chars() {
            let next = self.meanings.len();
            node = *self.steps.entry((node, character)).or_insert(next);
            if node == next {
                self.meanings.push(Vec::new());
            }
        }
        if node != 0 && !self.meanings[node].contains(&meaning) {
            self.meanings[node].push(meaning);
        }
    }
}

fn character_length(text: &str, offset: usize) -> usize {
    text[offset..].chars().next().map_or(0, char::len_utf8)
}

/// A spelling without what may stand between the characters of a unit.
fn squeezed(spelling: &str) -> String {
    let mut previous = ' ';
    spelling
        .chars()
        .map(plain)
        .filter(|character| {
            let kept = !is_joint(*character, previous);
            previous = *character;
            kept
        })
        .collect()
}

/// Strokes that are not the ASCII one.
fn plain(character: char) -> char {
    match character {
        '\u{2215}' | '\u{2044}' | '\u{29f8}' | '\u{2571}' => '/',
        _ => character,
    }
}

/// What may stand between the characters of a unit without changing it.
fn is_joint(character: char, previous: char) -> bool {
    match character {
        ' ' | '\t' | '\u{b7}' | '\u{2022}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{200b}' | '.'
        | '*' | '^' | '×' => true,
        '(' => previous == '/',
        _ => false,
    }
}

fn word_ends(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    let ascii = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphanumeric);
    !(ascii(end) && end > 0 && ascii(end - 1))
}

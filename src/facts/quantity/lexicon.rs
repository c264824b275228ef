//! Every label and word of the law's parameters, found in one pass over a text.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    facts::{
        dictionary::{self, Dictionary},
        fold::Folding,
    },
    law::{
        parameters::{Parameter, Parameters},
        wording::Sides,
    },
};

/// The words of the law's parameters, ready to be found.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// Each spelling with the number of its entry.
    spellings: Dictionary,
    entries: Vec<Entry>,
}

/// What a word can mean. One spelling may mean several things: `max` stands before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What it announces.
    pub(super) targets: Vec<Target>,
    /// The parameters that it could announce, and others too.
    pub(super) vague: Vec<usize>,
    /// The look-alikes that it makes of a parameter: (parameter, look-alike).
    pub(super) modifies: Vec<(usize, usize)>,
    /// The bound that it puts on a number after it.
    pub(super) before: Option<Bound>,
    /// The bound that it puts on a number before it.
    pub(super) after: Option<Bound>,
    /// Whether a number after it is approximate.
    pub(super) about_before: bool,
    /// Whether a number before it is approximate.
    pub(super) about_after: bool,
    /// Whether a number after it says how far the value before it may be off.
    pub(super) tolerance: bool,
    /// Whether a number after it is a percentage.
    pub(super) percent: bool,
    /// Whether it makes the opposite of a bound after it.
    pub(super) negation: bool,
    /// Whether it parts the ends of a range.
    pub(super) to: bool,
    /// Whether it parts two bounds.
    pub(super) and: bool,
    /// Whether it stands before the lower end of a range whose ends `and` parts.
    pub(super) between: bool,
    /// Whether it changes nothing.
    pub(super) filler: bool,
    /// Whether values after it are those of other goods.
    pub(super) other_goods: bool,
    /// Whether values after it are limits that someone set.
    pub(super) limit_before: bool,
    /// Whether the value before it is such a limit.
    pub(super) limit_after: bool,
    /// Whether the value beside it may be another.
    pub(super) unsure: bool,
    /// Whether the value before it is one of former times.
    pub(super) former: bool,
    /// Whether a number after it says by how much the value before it changes.
    pub(super) change: bool,
    /// Whether it is a statement that the goods are (not) controlled.
    pub(super) denial: bool,
    /// Whether values after it are those of these goods again.
    pub(super) these_goods: bool,
    /// The circumstances that it states.
    pub(super) circumstances: Vec<usize>,
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Target {
    /// A parameter.
    Parameter(usize),
    /// A look-alike of a parameter: (parameter, look-alike).
    LookAlike(usize, usize),
}

impl Target {
    /// The parameter that it is, or is taken for.
    pub(super) fn parameter(self) -> usize {
        match self {
            Self::Parameter(parameter) | Self::LookAlike(parameter, _) => parameter,
        }
    }
}

/// One side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Bound {
    AtLeast,
    Above,
    AtMost,
    Below,
}

impl Bound {
    /// Whether values above the number are left open.
    pub(super) fn opens_upwards(self) -> bool {
        matches!(self, Self::AtLeast | Self::Above)
    }

    /// What it becomes when it is denied: 不得低于 is at least.
    pub(super) fn denied(self) -> Self {
        match self {
            Self::AtLeast => Self::Below,
            Self::Above => Self::AtMost,
            Self::AtMost => Self::Above,
            Self::Below => Self::AtLeast,
        }
    }

    /// What it says of its right side: `280 <` is above 280.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::Above => Self::Below,
            Self::AtMost => Self::AtLeast,
            Self::Below => Self::Above,
        }
    }

    /// Whether the number itself is allowed.
    pub(super) fn inclusive(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost)
    }
}

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its first byte in the folded text.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    /// Its entry.
    pub(super) entry: usize,
}

impl Lexicon {
    pub(super) fn new(parameters: &Parameters, folding: &Folding) -> Self {
        let (spellings, entries) = made(parameters, folding);
        Self { spellings: Dictionary::of(spellings), entries }
    }

    /// The lexicon of what [`made`] makes.
    pub(super) fn of(spellings: &'static [u8], entries: Vec<Entry>) -> Self {
        Self { spellings: Dictionary::of(spellings), entries }
    }

    pub(super) fn entry(&self, word: Word) -> &Entry {
        &self.entries[word.entry]
    }

    /// Whether a word anywhere in a text, whole or not, reaches beyond a place.
    pub(super) fn reaches_into(&self, text: &str, from: usize) -> bool {
        self.spellings.reaches_into(text, from)
    }

    /// The words of a folded text, in order and without overlap: of those that begin at one place
    /// the longest, and a word inside an earlier one is part of it.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        let (mut end, mut after_letter) = (0, false);
        for (start, character) in text.char_indices() {
            let is_letter = character.is_ascii_alphabetic();
            if start >= end && !(is_letter && after_letter) {
                let mut longest: Option<Word> = None;
                self.spellings.each_at(&text.as_bytes()[start..], |length, entry| {
                    let word = Word { start, end: start + length, entry: entry as usize };
                    longest = Some(word).filter(|word| stands_alone(text, word.start, word.end)).or(longest);
                });
                end = longest.map_or(end, |word| word.end);
                found.extend(longest);
            }
            after_letter = is_letter;
        }
        found
    }
}

/// Whether a word of ASCII letters is not a part of a longer one. Digits may touch it: `max300`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphabetic);
    let left = !letter(start) || start == 0 || !letter(start - 1);
    let right = end == 0 || !letter(end - 1) || !letter(end);
    left && right
}

/// The bytes of the spellings, and the entries that they name.
pub(crate) fn made(parameters: &Parameters, folding: &Folding) -> (Vec<u8>, Vec<Entry>) {
    let mut draft = Draft { folding, entries: Vec::new(), spelled: HashMap::new() };
    for (index, parameter) in parameters.parameters.iter().enumerate() {
        draft.parameter(index, parameter);
    }
    for (index, circumstance) in parameters.circumstances.iter().enumerate() {
        draft.words(&circumstance.words, |entry| entry.circumstances.push(index));
    }
    let words = &parameters.words;
    for (sides, bound) in [
        (&words.at_least, Bound::AtLeast),
        (&words.above, Bound::Above),
        (&words.at_most, Bound::AtMost),
        (&words.below, Bound::Below),
    ] {
        draft.sides(sides, |entry| entry.before = Some(bound), |entry| entry.after = Some(bound));
    }
    draft.sides(&words.about, |entry| entry.about_before = true, |entry| entry.about_after = true);
    draft.words(&words.limit.both, |entry| (entry.limit_before, entry.limit_after) = (true, true));
    draft.words(&words.limit.after, |entry| entry.limit_after = true);
    draft.words(&words.tolerance, |entry| entry.tolerance = true);
    draft.words(&words.percent, |entry| entry.percent = true);
    draft.words(&words.negation, |entry| entry.negation = true);
    draft.words(&words.to, |entry| entry.to = true);
    draft.words(&words.and, |entry| entry.and = true);
    draft.words(&words.between, |entry| {
        entry.between = true;
        entry.filler = true;
    });
    draft.words(&words.filler, |entry| entry.filler = true);
    draft.words(&words.other_goods, |entry| entry.other_goods = true);
    draft.words(&words.unsure, |entry| entry.unsure = true);
    draft.words(&words.former, |entry| entry.former = true);
    draft.words(&words.change, |entry| entry.change = true);
    draft.words(&words.denial, |entry| entry.denial = true);
    draft.words(&words.these_goods, |entry| entry.these_goods = true);
    draft.finish()
}

struct Draft<'a> {
    folding: &'a Folding,
    entries: Vec<Entry>,
    spelled: HashMap<String, usize>,
}

impl Draft<'_> {
    fn parameter(&mut self, index: usize, parameter: &Parameter) {
        self.words(&parameter.labels, |entry| entry.announce(Target::Parameter(index)));
        self.words(&parameter.vague_labels, |entry| entry.vague.push(index));
        for (alike, look_alike) in parameter.look_alikes.iter().enumerate() {
            self.words(&look_alike.labels, |entry| entry.announce(Target::LookAlike(index, alike)));
            self.words(&look_alike.modifiers, |entry| entry.modifies.push((index, alike)));
        }
    }

    fn sides(&mut self, sides: &Sides, before: impl Fn(&mut Entry), after: impl Fn(&mut Entry)) {
        self.words(&sides.before, before);
        self.words(&sides.after, after);
    }

    fn words(&mut self, words: &[String], mark: impl Fn(&mut Entry)) {
        let mut marked = Vec::new();
        for word in words {
            let folded = self.folding.fold(word).text;
            let folded = folded.trim();
            if folded.is_empty() {
                continue;
            }
            let joints: &[&str] = if folded.contains(' ') { &[" ", "  ", "-", "_", "\n", ""] } else { &[""] };
            for joint in joints {
                let spelled =
                    if folded.contains(' ') { folded.replace(' ', joint) } else { folded.to_owned() };
                let next = self.entries.len();
                let entry = *self.spelled.entry(spelled).or_insert(next);
                if entry == next {
                    self.entries.push(Entry::default());
                }
                if !marked.contains(&entry) {
                    mark(&mut self.entries[entry]);
                    marked.push(entry);
                }
            }
        }
    }

    /// Spellings that mean the same share an entry: a program that starts unpacks few of them.
    fn finish(self) -> (Vec<u8>, Vec<Entry>) {
        let (mut entries, mut known) = (Vec::new(), HashMap::new());
        let mut numbers = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            numbers.push(*known.entry(entry).or_insert_with_key(|entry| {
                entries.push(entry.clone());
                u32::try_from(entries.len() - 1).expect("fewer words than that")
            }));
        }
        let spelled = self.spelled.into_iter();
        let spelled: BTreeMap<Vec<u8>, u32> =
            spelled.map(|(spelling, entry)| (spelling.into_bytes(), numbers[entry])).collect();
        (dictionary::made(&spelled), entries)
    }
}

impl Entry {
    /// Whether it may stand between a label and its value without parting them.
    pub(super) fn is_transparent(&self) -> bool {
        self.filler
            || self.and
            || self.to
            || self.before.is_some()
            || self.after.is_some()
            || self.about_before
            || self.about_after
            || self.these_goods
            || self.other_goods
            || self.limit_before
            || self.unsure
            || self.denial
            || self.negation
            || !self.modifies.is_empty()
            || !self.circumstances.is_empty()
    }

    /// A word that stands for a look-alike is no label of the parameter itself.
    fn announce(&mut self, target: Target) {
        if let Target::LookAlike(parameter, _) = target {
            self.targets.retain(|known| *known != Target::Parameter(parameter));
        }
        if !self.targets.contains(&target) {
            self.targets.push(target);
        }
    }
}

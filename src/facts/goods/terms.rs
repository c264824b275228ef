//! Every term of the law, with what it means to each entry.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    formula::Required,
    meaning::{self, Meaning, with_plural},
};
use crate::facts::{
    dictionary::{self, Dictionary},
    fold::Folding,
    prose::Prose,
    sieve::features::{self, Feature, Frequencies, Term},
};

/// The terms, ready to be found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Terms {
    /// Each term with the place of its meanings.
    words: Dictionary,
    meanings: Cow<'static, [u8]>,
}

/// Terms while they are gathered.
#[derive(Default)]
pub(crate) struct Gathering {
    terms: BTreeMap<Vec<u8>, Vec<(usize, Meaning)>>,
}

impl Gathering {
    /// Adds the terms of a list that mean something to an entry.
    pub(crate) fn add<'a>(
        &mut self,
        entry: usize,
        meaning: Meaning,
        list: impl IntoIterator<Item = &'a str>,
        folding: &Folding,
    ) {
        for text in list.into_iter().flat_map(|term| with_plural(Prose::of(term, folding).text)) {
            let meanings = self.terms.entry(text.into_bytes()).or_default();
            if !meanings.contains(&(entry, meaning)) {
                meanings.push((entry, meaning));
            }
        }
    }

    /// What a text must have for one of the terms that may name goods, or for a formula, to stand in it;
    /// `None` where any text may hold one of them. `required` has what each formula requires.
    pub(crate) fn features<'a>(
        &self,
        required: impl Iterator<Item = &'a Required>,
        mut everyday: Frequencies,
    ) -> Option<BTreeSet<Feature>> {
        let mut names = Vec::new();
        for (term, of) in &self.terms {
            let term = String::from_utf8_lossy(term).into_owned();
            if of.iter().any(|(_, meaning)| meaning.names()) {
                names.push(Term::whole(&term));
            } else {
                everyday.count(&term);
            }
        }
        names.extend(required.map(|of| Term::part(&of.text, of.is_at_end)));
        features::choose(&names, &everyday)
    }

    /// The bytes of [`Terms`]: those of the dictionary, and those of the meanings.
    pub(crate) fn made(self) -> (Vec<u8>, Vec<u8>) {
        let (mut words, mut meanings) = (BTreeMap::new(), Vec::new());
        let mut written: BTreeMap<Vec<(usize, Meaning)>, u32> = BTreeMap::new();
        for (term, of) in self.terms {
            let place = *written.entry(of).or_insert_with_key(|of| {
                let place = u32::try_from(meanings.len()).expect("fewer meanings than that");
                meanings.extend(meaning::write(of));
                place
            });
            words.insert(term, place);
        }
        (dictionary::made(&words), meanings)
    }
}

impl Terms {
    /// Terms as [`Gathering::made`] makes them.
    pub(crate) fn of(words: impl Into<Cow<'static, [u8]>>, meanings: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { words: Dictionary::of(words), meanings: meanings.into() }
    }

    /// Hands on every term in a text, wherever no ASCII word is cut before it, with the place of its meanings.
    pub(crate) fn each_in(&self, text: &str, mut found: impl FnMut(Range<usize>, usize)) {
        let mut is_within = false;
        for (start, character) in text.char_indices() {
            let is_word = character.is_ascii_alphanumeric();
            if !(is_word && is_within) {
                let text = &text.as_bytes()[start..];
                self.words.each_at(text, |length, place| found(start..start + length, place as usize));
            }
            is_within = is_word;
        }
    }

    /// Whether a term anywhere in a text, whole or not, reaches beyond a place.
    pub(crate) fn reaches_into(&self, text: &str, from: usize) -> bool {
        self.words.reaches_into(text, from)
    }

    /// Whether a term may name goods whose meanings lie at a place.
    pub(crate) fn names(&self, place: usize) -> bool {
        self.meanings(place).any(|(_, meaning)| meaning.names())
    }

    /// What the term means whose meanings lie at a place.
    pub(crate) fn meanings(&self, place: usize) -> impl Iterator<Item = (usize, Meaning)> {
        meaning::read(&self.meanings[place..])
    }
}

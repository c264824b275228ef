//! Designations of models: letters, a hyphen and a number, with letters before it or not, that fill a slot of a
//! specification. Which number that is says nothing, so that goods lines which differ in nothing else are read once.

use std::{
    collections::HashMap,
    hash::BuildHasherDefault,
    ops::{Range, RangeInclusive},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    Facts, Place, Source,
    goods::{Content, Usage},
};
use crate::{
    draft::{Field, Item},
    known::Quick,
};

/// The fewest letters before the hyphen, the most behind it, and how many digits.
const LETTERS: usize = 2;
const FURTHER_LETTERS: usize = 3;
const DIGITS: RangeInclusive<usize> = 3..=8;

/// What stands for each digit.
const DIGIT: char = '7';

/// A specification in which all designations have the same digits.
pub(super) struct Levelled {
    /// Its text.
    pub(super) text: String,
    /// Where the digits stand.
    digits: Vec<Range<usize>>,
}

impl Levelled {
    /// Levels a specification; `None` where nothing is to be levelled.
    pub(super) fn of(specification: &str, words: &impl Words, levels: &Levels) -> Option<Self> {
        let mut levelled = Self { text: String::new(), digits: Vec::new() };
        let mut from = 0;
        let mut slots = specification.split('|').peekable();
        while let Some(slot) = slots.next() {
            let start = from;
            from += slot.len() + 1;
            let Some(begin) = number(slot) else { continue };
            if slots.peek().is_some_and(|next| words.continue_in(next)) || levels.say(slot, begin, words) {
                continue;
            }
            let digits = start + begin..start + slot.len();
            levelled.text.reserve(specification.len());
            levelled.text.push_str(&specification[levelled.text.len()..digits.start]);
            levelled.text.extend(digits.clone().map(|_| DIGIT));
            levelled.digits.push(digits);
        }
        levelled.text.push_str(&specification[levelled.text.len()..]);
        (!levelled.digits.is_empty()).then_some(levelled)
    }

    /// The item with this specification.
    pub(super) fn item(&self, item: &Item) -> Item {
        let level = |field: &Field| field.with_text(self.text.clone());
        Item { specification: item.specification.as_ref().map(level), ..item.clone() }
    }

    /// Whether facts rest on any of the digits after all.
    pub(super) fn is_told_by(&self, facts: &Facts) -> bool {
        let is_within = |place: &Place| {
            let meets =
                |digits: &Range<usize>| place.range.start < digits.end && digits.start < place.range.end;
            place.source == Source::Specification && self.digits.iter().any(meets)
        };
        each_place(facts).any(is_within)
    }
}

/// What facts are known by, as far as it may be said of a number.
pub(super) trait Words {
    /// Whether any of it, whole or not, reaches into the number with which a folded text ends.
    fn reach_into(&self, text: &str, number: usize) -> bool;

    /// Whether any of it stands before that number, whatever it is.
    fn stand_before(&self, text: &str, number: usize) -> bool;

    /// Whether a slot may go on with what a number before it says.
    fn continue_in(&self, slot: &str) -> bool;
}

/// Whether words reach into the number of a slot.
fn reach(words: &impl Words, slot: &str, begin: usize) -> bool {
    folded(slot).iter().any(|slot| words.reach_into(slot, begin))
}

/// Whether words stand before the number of a slot.
fn stand(words: &impl Words, slot: &str, begin: usize) -> bool {
    folded(slot).iter().any(|slot| words.stand_before(slot, begin))
}

/// A slot in the ways that words may be looked for in it: a hyphen is also the gap between words.
fn folded(slot: &str) -> [String; 2] {
    let slot = slot.to_ascii_lowercase();
    let gapped = slot.replace('-', " ");
    [slot, gapped]
}

/// Of slots whether they say anything: levelled ones, of which there are few, as they differ in their letters, and
/// those that come again.
#[derive(Debug, Default)]
pub(super) struct Levels(Mutex<HashMap<String, bool, BuildHasherDefault<Quick>>>);

/// How many are kept in mind.
const MOST: usize = 1 << 14;

impl Levels {
    /// Whether a slot says anything, or might with another number.
    fn say(&self, slot: &str, begin: usize, words: &impl Words) -> bool {
        self.recall(slot).unwrap_or_else(|| {
            let level = level(slot, begin);
            let says_level = || stand(words, &level, begin) || reach(words, &level, begin);
            let might_say = self.recall(&level).unwrap_or_else(|| self.keep(&level, says_level()));
            self.keep(slot, might_say || reach(words, slot, begin))
        })
    }

    fn recall(&self, slot: &str) -> Option<bool> {
        self.known().get(slot).copied()
    }

    fn keep(&self, slot: &str, says: bool) -> bool {
        let mut known = self.known();
        if known.len() == MOST {
            known.clear();
        }
        known.insert(slot.to_owned(), says);
        says
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, bool, BuildHasherDefault<Quick>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A slot with the same digits as all that differ from it in no more than these.
fn level(slot: &str, begin: usize) -> String {
    slot[..begin].to_owned() + &DIGIT.to_string().repeat(slot.len() - begin)
}

/// Where the number begins of a slot that is a designation and nothing else.
fn number(slot: &str) -> Option<usize> {
    if !slot.ends_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let (letters, behind) = slot.split_once('-')?;
    let digits = behind.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let is_designation = letters.len() >= LETTERS
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && behind.len() - digits.len() <= FURTHER_LETTERS
        && DIGITS.contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_designation.then_some(slot.len() - digits.len())
}

/// Every place at which facts were read.
fn each_place(facts: &Facts) -> impl Iterator<Item = &Place> {
    let of_kinds = facts.kinds.iter().flat_map(|kind| {
        let usage = match &kind.usage {
            Some(Usage::Stated(place) | Usage::Otherwise(place)) => Some(place),
            Some(Usage::NotStated) | None => None,
        };
        let contents = kind.content.iter().filter_map(|content| match content {
            Content::Stated(place) | Content::Denied(place) => Some(place),
            Content::NotStated => None,
        });
        kind.place.iter().chain(&kind.measured).chain(usage).chain(contents)
    });
    let quantities = facts.stated.iter().chain(&facts.derived);
    let of_quantities =
        quantities.flat_map(|quantity| [&quantity.place].into_iter().chain(&quantity.rests_on));
    of_kinds.chain(of_quantities).chain(facts.set_aside.iter().map(|aside| &aside.place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Reader, known::tests::declaration},
        law::ControlList,
        span::Span,
    };

    const CORPUS: [&str; 8] = [
        include_str!("../../fixtures/corpus/batteries-several.toml"),
        include_str!("../../fixtures/corpus/batteries-units.toml"),
        include_str!("../../fixtures/corpus/lfp.toml"),
        include_str!("../../fixtures/corpus/attack-bounds-and-columns.toml"),
        include_str!("../../fixtures/corpus/attack-fourth.toml"),
        include_str!("../../fixtures/corpus/winding-stacking-filling.toml"),
        include_str!("../../fixtures/corpus/lawyer-acts.toml"),
        include_str!("../../fixtures/corpus/metals-and-magnets.toml"),
    ];

    const DESIGNATIONS: [&str; 17] = [
        "EX-4821",
        "EX-J310",
        "EX-X245",
        "LP-M300",
        "AB-XL2000",
        "AB-Ah310",
        "AB-E310",
        "LP-310",
        "abc-18650",
        "XW-2021",
        "ZZ-26000000",
        "kg-300",
        "Wh-310",
        "CR-2032",
        "LFP-158",
        "Max-310",
        "NdFeB-500",
    ];

    fn item(line: &toml::Value, specification: &str) -> Item {
        let field =
            |name: &str| line.get(name).and_then(toml::Value::as_str).map(|text| Field::verbatim(text, 0));
        Item {
            number: 1,
            line: 1,
            span: Span::new(0, 0),
            is_passed_over: false,
            tariff_line: field("tariff_line"),
            name: field("name"),
            specification: Some(Field::verbatim(specification, 0)),
            columns: Vec::new(),
        }
    }

    /// Whatever stands around a designation, and whatever its number: levelled or not, the facts are the same.
    #[test]
    fn facts_do_not_depend_on_the_numbers_of_designations() {
        let law = ControlList::load(&[]).expect("the law");
        let (reader, declaration) = (Reader::new(&law, &law.folding()), declaration());
        let (mut levelled, mut told) = (0, 0);
        for corpus in CORPUS {
            let corpus: toml::Table = corpus.parse().expect("TOML");
            for (line, designation) in
                corpus["line"].as_array().expect("lines").iter().zip(DESIGNATIONS.iter().cycle())
            {
                let stated = line.get("specification").and_then(toml::Value::as_str).unwrap_or("");
                let (head, tail) = stated.split_once('|').unwrap_or((stated, ""));
                for specification in [
                    format!("{stated}|{designation}"),
                    format!("{designation}|{stated}"),
                    format!("{head}|{designation}|{tail}"),
                    format!("比能量|{designation}|{stated}"),
                    format!("{stated}|{designation}|Wh/kg"),
                    format!("{stated}|{designation}|以上"),
                    format!("310|{designation}|{stated}"),
                ] {
                    let item = item(line, &specification);
                    let (anew, _) = reader.read_anew(&declaration, &item, &law);
                    let read = reader.read(&declaration, &item, &law);
                    assert_eq!(format!("{anew:?}"), format!("{read:?}"), "{specification}");
                    let level = reader.levelled(&item, &law);
                    levelled += usize::from(level.is_some());
                    told += usize::from(level.is_some_and(|level| level.is_told_by(&anew)));
                }
            }
        }
        assert!(levelled > 5_000 && told < levelled / 10, "{levelled}, {told}");
    }

    #[test]
    fn only_numbers_that_nothing_asks_for_are_levelled() {
        let law = ControlList::load(&[]).expect("the law");
        let reader = Reader::new(&law, &law.folding());
        for (specification, expected) in [
            ("22Ah|EX-4821", Some("22Ah|EX-7777")),
            ("EX-310|3.7V|AB-J500", Some("EX-777|3.7V|AB-J777")),
            // a size of cells, a unit or a bound in the next slot, too short or too long a number
            ("INR-18650", None),
            ("EX-310|Wh/kg", None),
            ("EX-310|以上", None),
            ("EX-31", None),
            ("EX-123456789", None),
            // more than a designation, or another one
            ("型号EX-310", None),
            ("EX-310 ", None),
            ("X-310", None),
            ("EX310", None),
            ("EX-310A", None),
            ("EX-310-2", None),
            ("EX-ABCD310", None),
            ("≥-310", None),
        ] {
            let item = item(&toml::Value::Table(toml::Table::new()), specification);
            let levelled = reader.levelled(&item, &law).map(|levelled| levelled.text);
            assert_eq!(levelled.as_deref(), expected, "{specification}");
        }
    }
}

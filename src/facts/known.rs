//! Facts of goods lines that were read before: drafts declare the same goods again and again, and what was read
//! out of the same words need not be read again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use super::Facts;
use crate::draft::{Direction, Field, Item, Role};

/// How many goods lines are kept in mind: each has one place, from which a later one drives it.
const MOST: usize = 2048;

/// The longest that are, in bytes of their words.
const LONGEST: usize = 600;

/// Facts of goods lines, each at the place of its words.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<Vec<Option<Line>>>);

/// What is known of a goods line.
#[derive(Debug)]
struct Line {
    words: Vec<u8>,
    /// Masses and quantities, where facts follow from them.
    masses: Option<Vec<u8>>,
    facts: Arc<Facts>,
}

/// A goods line that may be known.
pub(super) struct Asked<'a> {
    known: &'a Known,
    item: &'a Item,
    words: Vec<u8>,
    place: usize,
}

impl Known {
    /// Asks for a goods line, with another specification where one is given; `None` where it is too long.
    pub(super) fn ask<'a>(
        &'a self,
        direction: Direction,
        item: &'a Item,
        specification: Option<&str>,
    ) -> Option<Asked<'a>> {
        let words = words(direction, item, specification);
        let place = xxh3_64(&words) as usize % MOST;
        (words.len() <= LONGEST).then_some(Asked { known: self, item, words, place })
    }

    fn lines(&self) -> MutexGuard<'_, Vec<Option<Line>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asked<'_> {
    /// The facts of a goods line with the very same words.
    pub(super) fn facts(&self) -> Option<Arc<Facts>> {
        let lines = self.known.lines();
        let line = lines.get(self.place)?.as_ref()?;
        let is_same =
            line.words == self.words && line.masses.as_ref().is_none_or(|known| *known == masses(self.item));
        is_same.then(|| Arc::clone(&line.facts))
    }

    /// Keeps its facts; `weighed` where some follow from masses and quantities.
    pub(super) fn keep(self, weighed: bool, facts: &Arc<Facts>) {
        let masses = weighed.then(|| masses(self.item));
        let line = Line { words: self.words, masses, facts: Arc::clone(facts) };
        let mut lines = self.known.lines();
        lines.resize_with(MOST, || None);
        let driven_out = lines[self.place].replace(line);
        drop(lines);
        drop(driven_out);
    }
}

/// All from which facts are read, but for masses and quantities. Of those and of destinations only the columns are.
fn words(direction: Direction, item: &Item, specification: Option<&str>) -> Vec<u8> {
    let mut words = Vec::with_capacity(256);
    words.push(direction as u8);
    fn text(field: Option<&Field>) -> Option<&str> {
        field.map(|field| field.text.as_str())
    }
    let [line, name, own] =
        [&item.tariff_line, &item.name, &item.specification].map(Option::as_ref).map(text);
    for text in [line, name, specification.or(own)] {
        words.push(u8::from(text.is_some()));
        add(&mut words, text.unwrap_or(""));
    }
    for column in &item.columns {
        words.push(column.role as u8);
        add(&mut words, &column.heading);
        let is_read = matches!(column.role, Role::Text | Role::Parameter | Role::Unknown);
        add(&mut words, if is_read { &column.field.text } else { "" });
    }
    words
}

fn masses(item: &Item) -> Vec<u8> {
    let mut masses = Vec::new();
    let is_mass = |role: Role| matches!(role, Role::NetMass | Role::Quantity | Role::Unit);
    for column in item.columns.iter().filter(|column| is_mass(column.role)) {
        add(&mut masses, &column.field.text);
    }
    masses
}

/// Adds a text with its length, so that no two sequences of texts come to the same bytes.
fn add(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&text.len().to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        draft::{Column, Declaration, Field},
        facts::Reader,
        law::ControlList,
        span::Span,
    };

    const ROLES: [Role; 7] = [
        Role::Text,
        Role::Parameter,
        Role::Unknown,
        Role::NetMass,
        Role::Quantity,
        Role::Unit,
        Role::Destination,
    ];

    prop_compose! {
        fn item()(
            place in 0usize..9,
            fields in prop::array::uniform3(prop::option::of("[ab|]{0,2}")),
            columns in prop::collection::vec((0..ROLES.len(), "[ab]{1,2}", "[ab]{0,2}"), 0..4),
        ) -> Item {
            let [tariff_line, name, specification] =
                fields.map(|text| text.map(|text| Field::verbatim(text, place)));
            let column = |(role, heading, text): (usize, String, String)| Column {
                heading,
                role: ROLES[role],
                field: Field::verbatim(text, place),
            };
            Item {
                number: place,
                line: place,
                span: Span::new(place, place),
                is_passed_over: false,
                tariff_line,
                name,
                specification,
                columns: columns.into_iter().map(column).collect(),
            }
        }
    }

    /// What of a goods line its facts depend on, as a person would list it.
    fn listed(item: &Item, weighed: bool) -> impl PartialEq + use<> {
        let text = |field: &Option<Field>| field.as_ref().map(|field| field.text.clone());
        let column = |column: &Column| {
            let is_read = match column.role {
                Role::Text | Role::Parameter | Role::Unknown => true,
                Role::NetMass | Role::Quantity | Role::Unit => weighed,
                Role::Destination => false,
            };
            (column.role, column.heading.clone(), is_read.then(|| column.field.text.clone()))
        };
        let fields = [&item.tariff_line, &item.name, &item.specification].map(text);
        (fields, item.columns.iter().map(column).collect::<Vec<_>>())
    }

    pub(in crate::facts) fn declaration() -> Declaration {
        Declaration {
            number: None,
            date: None,
            unreadable_date: None,
            direction: Direction::Export,
            licences: None,
            items: Vec::new(),
            remark: None,
        }
    }

    fn facts(item: &Item) -> Arc<Facts> {
        Arc::new(Facts::unread(&declaration(), item))
    }

    proptest! {
        /// Facts come back for goods lines that say the same, and for no other.
        #[test]
        fn the_same_words_have_the_same_facts(
            kept in prop::collection::vec((item(), any::<bool>()), 1..20),
            asked in item(),
        ) {
            let known = Known::default();
            let mut all = Vec::new();
            for (item, weighed) in &kept {
                let facts = facts(item);
                known.ask(Direction::Export, item, None).expect("a short line").keep(*weighed, &facts);
                all.push((item, *weighed, facts));
                let again = Item { number: 7, line: 7, ..item.clone() };
                let found = known.ask(Direction::Export, &again, None).expect("a short line").facts();
                prop_assert!(found.is_some_and(|found| Arc::ptr_eq(&found, &all[all.len() - 1].2)));
            }
            for direction in [Direction::Export, Direction::Import] {
                let Some(found) = known.ask(direction, &asked, None).expect("a short line").facts() else { continue };
                prop_assert_eq!(direction, Direction::Export);
                let of = all.iter().find(|(_, _, facts)| Arc::ptr_eq(facts, &found));
                let (item, weighed, _) = of.expect("facts that were kept");
                prop_assert!(listed(item, *weighed) == listed(&asked, *weighed));
            }
        }
    }

    /// What follows from masses follows from those of each line, whatever was read before.
    #[test]
    fn masses_are_weighed_for_each_line() {
        let law = ControlList::load(&[]).expect("the law");
        let reader = || Reader::new(&law, &law.folding());
        let column = |role: Role, text: &str| Column {
            heading: "一栏".to_owned(),
            role,
            field: Field::verbatim(text, 0),
        };
        let shared = reader();
        let mut seen = Vec::new();
        for (mass, quantity, unit) in [
            ("54", "10", "个"),
            ("27", "10", "个"),
            ("54", "20", "个"),
            ("54", "10", "千克"),
            ("54", "10", "个"),
        ] {
            let item = Item {
                number: 1,
                line: 1,
                span: Span::new(0, 0),
                is_passed_over: false,
                tariff_line: None,
                name: Some(Field::verbatim("锂离子电池", 0)),
                specification: Some(Field::verbatim("无人机用|280Ah|3.2V", 0)),
                columns: vec![
                    column(Role::NetMass, mass),
                    column(Role::Quantity, quantity),
                    column(Role::Unit, unit),
                ],
            };
            let declaration = declaration();
            let facts = shared.read(&declaration, &item, &law);
            let anew = reader().read(&declaration, &item, &law);
            assert_eq!(facts.derived, anew.derived);
            let derived: Vec<String> = facts.derived.iter().map(|fact| fact.written.to_string()).collect();
            seen.push(derived.concat());
        }
        assert!(seen[0] == seen[4] && seen[..4].iter().collect::<HashSet<_>>().len() >= 3, "{seen:?}");
    }
}

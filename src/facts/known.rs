//! Facts of goods lines that were read before, by all that they were read from.

use std::sync::Arc;

use super::Facts;
use crate::{
    draft::{Direction, Field, Item, Role},
    known::{self, Words},
};

/// Facts of goods lines, with the masses and quantities from which some follow.
pub(super) type Known = known::Known<(Option<Words>, Arc<Facts>)>;

/// A goods line that may be known.
pub(super) struct Asked<'a> {
    known: &'a Known,
    item: &'a Item,
    words: Words,
}

impl<'a> Asked<'a> {
    /// Asks for a goods line, with another specification where one is given.
    pub(super) fn of(
        known: &'a Known,
        direction: Direction,
        item: &'a Item,
        specification: Option<&str>,
    ) -> Self {
        Self { known, item, words: words(direction, item, specification) }
    }

    /// The facts of a goods line with the very same words.
    pub(super) fn facts(&self) -> Option<Arc<Facts>> {
        let (weighed, facts) = self.known.recall(&self.words)?;
        weighed.is_none_or(|weighed| weighed == masses(self.item)).then_some(facts)
    }

    /// Keeps its facts; `weighed` where some follow from masses and quantities.
    pub(super) fn keep(self, weighed: bool, facts: &Arc<Facts>) {
        let masses = weighed.then(|| masses(self.item));
        self.known.keep(self.words, (masses, Arc::clone(facts)));
    }
}

/// All from which facts are read, but for masses and quantities. Of those and of destinations only the columns are.
fn words(direction: Direction, item: &Item, specification: Option<&str>) -> Words {
    let mut words = Words::new();
    words.add_number(direction as usize);
    fn text(field: Option<&Field>) -> Option<&str> {
        field.map(|field| field.text.as_str())
    }
    let [line, name, own] =
        [&item.tariff_line, &item.name, &item.specification].map(Option::as_ref).map(text);
    for text in [line, name, specification.or(own)] {
        words.add_any(text);
    }
    for column in &item.columns {
        words.add_number(column.role as usize);
        words.add(&column.heading);
        let is_read = matches!(column.role, Role::Text | Role::Parameter | Role::Unknown);
        words.add(if is_read { &column.field.text } else { "" });
    }
    words
}

fn masses(item: &Item) -> Words {
    let mut masses = Words::new();
    let is_mass = |role: Role| matches!(role, Role::NetMass | Role::Quantity | Role::Unit);
    for column in item.columns.iter().filter(|column| is_mass(column.role)) {
        masses.add(&column.field.text);
    }
    masses
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
                Asked::of(&known, Direction::Export, item, None).keep(*weighed, &facts);
                all.push((item, *weighed, facts));
                let again = Item { number: 7, line: 7, ..item.clone() };
                let found = Asked::of(&known, Direction::Export, &again, None).facts();
                prop_assert!(found.is_some_and(|found| Arc::ptr_eq(&found, &all[all.len() - 1].2)));
            }
            for direction in [Direction::Export, Direction::Import] {
                let Some(found) = Asked::of(&known, direction, &asked, None).facts() else { continue };
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

//! What acts lay down for the country to which controlled goods go.

use super::Subject;
use crate::{
    determination::Verdict,
    draft::{Column, Field, Role},
    facts::Source,
    law::{
        Act,
        act::{DestinationRule, Effect},
    },
};

/// A rule that the goods fall under, with its act and the field that names the country.
pub(super) struct Ruled<'a> {
    pub(super) act: &'a Act,
    pub(super) rule: &'a DestinationRule,
    pub(super) country: &'a Field,
    pub(super) source: Source,
    pub(super) codes: Vec<&'a str>,
}

impl<'a> Subject<'a> {
    /// The first rule of that effect for controlled goods, and the codes that it concerns.
    pub(super) fn ruled(&self, effect: Effect) -> Option<Ruled<'a>> {
        if self.determination.verdict != Verdict::Controlled {
            return None;
        }
        let is_destination = |column: &Column| column.role == Role::Destination;
        let at = self.item.columns.iter().position(is_destination)?;
        let (country, source) = (&self.item.columns[at].field, Source::Column(at));
        let mut found: Option<Ruled<'a>> = None;
        for judgement in self.determination.ground() {
            let entry = &self.law.entries[judgement.entry];
            for (act, rule) in self.law.destination_rules(entry, &country.text, self.on) {
                if rule.effect != effect {
                    continue;
                }
                let ruled =
                    found.get_or_insert_with(|| Ruled { act, rule, country, source, codes: Vec::new() });
                if std::ptr::eq(ruled.rule, rule) && !ruled.codes.contains(&entry.code.as_str()) {
                    ruled.codes.push(&entry.code);
                }
            }
        }
        found
    }
}

//! Rules that turn on where goods go.

use jiff::civil::Date;

use super::{
    Act, ControlList, Entry, Standing,
    act::{DestinationRule, Regime},
    history::{self, Provision},
};

impl ControlList {
    /// The rules that concern goods of an entry wherever they go, in force or not, with their acts.
    pub fn rules_on(&self, entry: &Entry) -> impl Iterator<Item = (&Act, &DestinationRule)> {
        let id = self.act(entry).announcement.id.get_ref();
        let is_dual_use = self.regime(entry) == Regime::DualUse;
        self.acts.iter().flat_map(|act| act.destinations.iter().map(move |rule| (act, rule))).filter(
            move |(_, DestinationRule { announcements, .. })| {
                (announcements.is_empty() && is_dual_use)
                    || announcements.iter().any(|named| named.get_ref() == id)
            },
        )
    }

    /// The rules in force on a date for goods of an entry that go to a country, with their acts.
    /// `country` is what the draft says: a code or a name.
    pub fn destination_rules(&self, entry: &Entry, country: &str, on: Date) -> Vec<(&Act, &DestinationRule)> {
        let folding = self.folding();
        let country = folding.fold(country.trim()).text;
        let is_in_force = |act: &Act, rule: &DestinationRule| {
            let provision = Provision { code: None, clause: rule.clause.get_ref() };
            history::standing(&self.acts, act, provision, on) == Standing::InForce
        };
        self.rules_on(entry)
            .filter(|(_, rule)| rule.countries.iter().any(|known| folding.fold(known).text == country))
            .filter(|(act, rule)| is_in_force(act, rule))
            .collect()
    }
}

//! Rules that turn on where goods go.

use jiff::civil::Date;

use super::{
    Act, ControlList, Entry, Standing,
    act::{DestinationRule, Regime},
    history::{self, Provision},
};

impl ControlList {
    /// The rules in force on a date for goods of an entry that go to a country, with their acts.
    /// `country` is what the draft says: a code or a name.
    pub fn destination_rules(&self, entry: &Entry, country: &str, on: Date) -> Vec<(&Act, &DestinationRule)> {
        let folding = self.folding();
        let country = folding.fold(country.trim()).text;
        let id = self.act(entry).announcement.id.get_ref();
        let concerns = |rule: &DestinationRule| {
            let acts = &rule.announcements;
            (acts.is_empty() && self.regime(entry) == Regime::DualUse)
                || acts.iter().any(|named| named.get_ref() == id)
        };
        let is_in_force = |act: &Act, rule: &DestinationRule| {
            let provision = Provision { code: None, clause: rule.clause.get_ref() };
            history::standing(&self.acts, act, provision, on) == Standing::InForce
        };
        self.acts
            .iter()
            .flat_map(|act| act.destinations.iter().map(move |rule| (act, rule)))
            .filter(|(_, rule)| concerns(rule))
            .filter(|(_, rule)| rule.countries.iter().any(|known| folding.fold(known).text == country))
            .filter(|(act, rule)| is_in_force(act, rule))
            .collect()
    }
}

//! What happened to a provision of an act, day by day: what standing computes for one day, told whole.

use jiff::{ToSpan, civil::Date};

use super::{
    Act, ControlList, Entry, Standing,
    act::{DestinationRule, Suspension},
    history::{self, Provision},
};

/// A day on which an act did something to a provision, and how the provision stands from that day on.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// The day.
    pub day: Date,
    /// What happened.
    pub happening: Happening<'a>,
    /// How the provision stands on that day.
    pub standing: Standing,
}

/// What an act did to a provision.
#[derive(Clone, Copy, Debug)]
pub enum Happening<'a> {
    /// The act that holds it was issued.
    Issued,
    /// The act that holds it is written to apply from this day on.
    Effective,
    /// An act suspends it from this day on.
    Suspended {
        /// The suspending act.
        by: &'a Act,
        /// What it says.
        suspension: &'a Suspension,
    },
    /// The last day of a suspension by this act has passed, or that act was ended itself.
    Lapsed {
        /// The act that had suspended it.
        by: &'a Act,
    },
    /// An act ends it from this day on.
    Revoked {
        /// The ending act.
        by: &'a Act,
        /// Whether that act lays the code down anew.
        is_replaced: bool,
    },
}

impl ControlList {
    /// Everything that acts did to an entry, the earliest first; after its end nothing more.
    pub fn timeline<'a>(&'a self, entry: &'a Entry) -> Vec<Event<'a>> {
        let replacing = |by: &Act| {
            self.entries.iter().any(|other| std::ptr::eq(self.act(other), by) && other.code == entry.code)
        };
        let provision = Provision { code: Some(&entry.code), clause: &entry.clause };
        self.events(self.act(entry), provision, &replacing)
    }

    /// Everything that acts did to a rule of an act on destinations.
    pub fn timeline_of_rule<'a>(&'a self, act: &'a Act, rule: &'a DestinationRule) -> Vec<Event<'a>> {
        self.events(act, Provision { code: None, clause: rule.clause.get_ref() }, &|_| false)
    }

    /// The days on which anything may begin, pause or end, the earliest first: between two of them all stands alike.
    pub fn turning_days(&self) -> Vec<Date> {
        let mut days = Vec::new();
        for act in &self.acts {
            days.push(act.announcement.effective);
            for suspension in &act.suspensions {
                days.push(suspension.from);
                days.extend(lapse(suspension));
            }
            days.extend(act.revocations.iter().map(|revocation| revocation.from));
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    fn events<'a>(
        &'a self,
        act: &'a Act,
        provision: Provision<'a>,
        is_replaced_by: &dyn Fn(&Act) -> bool,
    ) -> Vec<Event<'a>> {
        let acts = &self.acts;
        let head = &act.announcement;
        let issued = head.issued.filter(|issued| *issued < head.effective);
        let mut happened: Vec<(Date, Happening<'a>)> =
            issued.map(|day| (day, Happening::Issued)).into_iter().collect();
        happened.push((head.effective, Happening::Effective));
        for (by, suspension) in history::suspensions(acts, act, provision) {
            happened.push((suspension.from, Happening::Suspended { by, suspension }));
            let end = lapse(suspension).into_iter().chain(history::end_of(acts, by)).min();
            happened.extend(end.map(|day| (day, Happening::Lapsed { by })));
        }
        let revocation =
            history::revocations(acts, act, provision).min_by_key(|(_, revocation)| revocation.from);
        if let Some((by, revocation)) = revocation {
            happened.retain(|(day, _)| *day < revocation.from);
            let is_replaced = is_replaced_by(by);
            happened.push((revocation.from, Happening::Revoked { by, is_replaced }));
        }
        happened.sort_by_key(|(day, _)| *day);
        let standing = |day| history::standing(acts, act, provision, day);
        happened
            .into_iter()
            .map(|(day, happening)| Event { day, happening, standing: standing(day) })
            .collect()
    }
}

/// The first day behind a suspension, by its own words.
fn lapse(suspension: &Suspension) -> Option<Date> {
    suspension.until.and_then(|until| until.checked_add(1.day()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::act::Effect;

    #[test]
    fn between_two_turning_days_all_stands_alike() {
        let law = ControlList::load(&[]).expect("the law");
        let stands = |day: Date| {
            let entries: Vec<Standing> = law.entries.iter().map(|entry| law.standing(entry, day)).collect();
            let procedure = law.procedure(day).map(|(act, _)| act.announcement.id.get_ref().clone());
            let rules: Vec<Vec<Effect>> = law.entries[..]
                .iter()
                .step_by(7)
                .flat_map(|entry| ["JPN", "USA"].map(|country| law.destination_rules(entry, country, day)))
                .map(|rules| rules.iter().map(|(_, rule)| rule.effect).collect())
                .collect();
            (entries, procedure, rules)
        };
        let turning = law.turning_days();
        let first = turning[0].yesterday().expect("a day");
        let last = turning[turning.len() - 1].saturating_add(2.years());
        let days: Vec<Date> = first.series(1.day()).take_while(|day| *day <= last).collect();
        let turned: Vec<&Date> =
            days.windows(2).filter(|pair| stands(pair[0]) != stands(pair[1])).map(|pair| &pair[1]).collect();
        assert!(turned.iter().all(|day| turning.contains(day)), "{turned:?}");
        assert!(turned.len() > 5, "{turned:?}");
    }
}

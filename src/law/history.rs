//! What acts did to other acts. A status is never stored: it is computed from the acts and a date.

use jiff::civil::Date;

use super::act::{Act, Revocation, Suspension};

/// The standing of a control entry on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It applies.
    InForce,
    /// Its act applies only from a later day on.
    NotYetInForce {
        /// That day.
        from: Date,
    },
    /// An act suspends it.
    Suspended {
        /// The id of the suspending act.
        by: String,
        /// The first day, counted in.
        from: Date,
        /// The last day, counted in; `None` when open.
        until: Option<Date>,
    },
    /// An act ended it.
    Revoked {
        /// The id of that act.
        by: String,
        /// The first day on which it no longer applies.
        from: Date,
    },
}

/// What an act lays down in one place: a control entry, or a rule without a code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Provision<'a> {
    pub(super) code: Option<&'a str>,
    pub(super) clause: &'a str,
}

type Names = [toml::Spanned<String>];

impl Provision<'_> {
    /// Whether a change of those acts, narrowed to those codes and clauses, concerns this provision of the act.
    fn is_among(&self, act: &Act, announcements: &Names, codes: &Names, clauses: &Names) -> bool {
        let names = |list: &Names, name: &str| list.iter().any(|named| named.get_ref() == name);
        names(announcements, act.announcement.id.get_ref())
            && (codes.is_empty() || self.code.is_some_and(|code| names(codes, code)))
            && (clauses.is_empty() || names(clauses, self.clause))
    }
}

/// Every suspension of one provision of an act, with the act that lays it down.
pub(super) fn suspensions<'a>(
    acts: &'a [Act],
    act: &'a Act,
    provision: Provision<'a>,
) -> impl Iterator<Item = (&'a Act, &'a Suspension)> {
    acts.iter().flat_map(|by| by.suspensions.iter().map(move |suspension| (by, suspension))).filter(
        move |(_, Suspension { announcements, codes, clauses, .. })| {
            provision.is_among(act, announcements, codes, clauses)
        },
    )
}

/// Every revocation of one provision of an act, with the act that lays it down.
pub(super) fn revocations<'a>(
    acts: &'a [Act],
    act: &'a Act,
    provision: Provision<'a>,
) -> impl Iterator<Item = (&'a Act, &'a Revocation)> {
    acts.iter().flat_map(|by| by.revocations.iter().map(move |revocation| (by, revocation))).filter(
        move |(_, Revocation { announcements, codes, clauses, .. })| {
            provision.is_among(act, announcements, codes, clauses)
        },
    )
}

/// Folds every act's suspensions and revocations of one provision by date. Where several suspensions
/// cover the day, the one that ends last speaks.
pub(super) fn standing(acts: &[Act], act: &Act, provision: Provision<'_>, on: Date) -> Standing {
    let revocation = revocations(acts, act, provision)
        .filter(|(_, revocation)| revocation.from <= on)
        .min_by_key(|(_, revocation)| revocation.from);
    if let Some((by, revocation)) = revocation {
        return Standing::Revoked { by: by.announcement.id.get_ref().clone(), from: revocation.from };
    }
    let suspension = suspensions(acts, act, provision)
        .filter(|(by, suspension)| {
            suspension.from <= on
                && suspension.until.is_none_or(|until| on <= until)
                && end_of(acts, by).is_none_or(|end| on < end)
        })
        .max_by_key(|(_, suspension)| suspension.until.unwrap_or(Date::MAX));
    if let Some((by, suspension)) = suspension {
        return Standing::Suspended {
            by: by.announcement.id.get_ref().clone(),
            from: suspension.from,
            until: suspension.until,
        };
    }
    if on < act.announcement.effective {
        return Standing::NotYetInForce { from: act.announcement.effective };
    }
    Standing::InForce
}

/// The day from which an act as a whole is ended: what it suspended is then no longer suspended.
pub(super) fn end_of(acts: &[Act], act: &Act) -> Option<Date> {
    let id = act.announcement.id.get_ref();
    let ends = acts.iter().flat_map(|by| &by.revocations).filter(|revocation| {
        revocation.codes.is_empty()
            && revocation.clauses.is_empty()
            && revocation.announcements.iter().any(|named| named.get_ref() == id)
    });
    ends.map(|revocation| revocation.from).min()
}

//! What acts did to other acts. A status is never stored: it is computed from the acts and a date.

use jiff::civil::Date;

use super::act::Act;

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

/// Folds every act's suspensions and revocations of one provision by date. Where several suspensions
/// cover the day, the one that ends last speaks.
pub(super) fn standing(acts: &[Act], act: &Act, provision: Provision<'_>, on: Date) -> Standing {
    let id = act.announcement.id.get_ref();
    let concerns = |announcements: &Names, codes: &Names, clauses: &Names| {
        let names = |list: &Names, name: &str| list.iter().any(|named| named.get_ref() == name);
        names(announcements, id)
            && (codes.is_empty() || provision.code.is_some_and(|code| names(codes, code)))
            && (clauses.is_empty() || names(clauses, provision.clause))
    };
    let revocation = acts
        .iter()
        .flat_map(|by| by.revocations.iter().map(move |revocation| (by, revocation)))
        .filter(|(_, revocation)| {
            concerns(&revocation.announcements, &revocation.codes, &revocation.clauses)
                && revocation.from <= on
        })
        .min_by_key(|(_, revocation)| revocation.from);
    if let Some((by, revocation)) = revocation {
        return Standing::Revoked { by: by.announcement.id.get_ref().clone(), from: revocation.from };
    }
    let suspension = acts
        .iter()
        .filter(|by| !is_revoked(acts, by, on))
        .flat_map(|by| by.suspensions.iter().map(move |suspension| (by, suspension)))
        .filter(|(_, suspension)| {
            concerns(&suspension.announcements, &suspension.codes, &suspension.clauses)
                && suspension.from <= on
                && suspension.until.is_none_or(|until| on <= until)
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

/// Whether an act as a whole has been ended by a day: what it suspended is then no longer suspended.
fn is_revoked(acts: &[Act], act: &Act, on: Date) -> bool {
    let id = act.announcement.id.get_ref();
    acts.iter().flat_map(|by| &by.revocations).any(|revocation| {
        revocation.from <= on
            && revocation.codes.is_empty()
            && revocation.clauses.is_empty()
            && revocation.announcements.iter().any(|named| named.get_ref() == id)
    })
}

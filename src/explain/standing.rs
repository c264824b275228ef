//! When an entry applied, applies and will apply, by the acts that have been read.

use jiff::{ToSpan, civil::Date};

use crate::{
    law::{ControlList, Entry, Standing},
    phrase::Phrase,
    report::words,
};

/// What a reader must know of a standing on a day up to which no acts have been read.
pub(super) fn unread(on: Date, law: &ControlList) -> Phrase {
    let through = law.complete_through;
    if on <= through {
        return Phrase::default();
    }
    Phrase::new(
        format!(" by the published text; what was published after {through} has not been read"),
        format!("（仅凭已公布的文字；{through}以后公布的公告尚未读取）"),
    )
}

/// A time during which the standing of an entry stays the same.
pub(super) struct Period {
    from: Date,
    /// The last day, counted in; `None` when nothing ends it.
    to: Option<Date>,
    standing: Standing,
}

/// The standings of an entry, from the day its act was issued.
pub(super) fn history(entry: &Entry, law: &ControlList) -> Vec<Period> {
    let act = law.act(entry);
    let issued = act.announcement.issued.unwrap_or(act.announcement.effective);
    let mut days = vec![issued, act.announcement.effective];
    for other in &law.acts {
        for suspension in &other.suspensions {
            days.push(suspension.from);
            days.extend(suspension.until.and_then(|until| until.checked_add(1.day()).ok()));
        }
        days.extend(other.revocations.iter().map(|revocation| revocation.from));
    }
    days.retain(|day| *day >= issued);
    days.sort_unstable();
    days.dedup();
    let mut periods: Vec<Period> = Vec::new();
    for day in days {
        let standing = law.standing(entry, day);
        if periods.last().is_some_and(|last| last.standing == standing) {
            continue;
        }
        if let Some(last) = periods.last_mut() {
            last.to = day.checked_sub(1.day()).ok();
        }
        periods.push(Period { from: day, to: None, standing });
    }
    periods
}

impl Period {
    /// `first day to last day: suspended …`; what rests on acts that were not read says so.
    pub(super) fn phrase(&self, law: &ControlList) -> Phrase {
        let standing = match self.standing {
            Standing::NotYetInForce { .. } => Phrase::new("published, not yet in force", "已公布，尚未实施"),
            _ => words::standing(&self.standing, law),
        };
        let through = law.complete_through;
        let is_unread = self.to.is_none_or(|to| to > through);
        let unread = match (is_unread, self.from > through) {
            (false, _) => Phrase::default(),
            (true, true) => unread(self.from, law),
            (true, false) => Phrase::new(
                format!("; what was published after {through} has not been read"),
                format!("（{through}以后公布的公告尚未读取）"),
            ),
        };
        let from = self.from;
        let (en, zh) = match self.to {
            Some(to) if to == from => (format!("{from}"), format!("{from}")),
            Some(to) => (format!("{from} to {to}"), format!("{from}至{to}")),
            None => (format!("from {from} on"), format!("自{from}起")),
        };
        Phrase::new(
            format!("{en}: {}{}", standing.en, unread.en),
            format!("{zh}：{}{}", standing.zh, unread.zh),
        )
    }
}

//! When an entry applied, applies and will apply, by the acts that have been read.

use jiff::civil::Date;

use super::Page;
use crate::{
    law::{Act, ControlList, Event, Happening, Standing},
    phrase::Phrase,
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

/// One line for each thing that acts did, with how the provision stands from that day on.
pub(super) fn timeline(events: &[Event<'_>], act: &Act, page: &mut Page) {
    for (at, event) in events.iter().enumerate() {
        // of several events of a day the last says how things stand
        let is_last_of_day = events.get(at + 1).is_none_or(|next| next.day != event.day);
        let standing = if is_last_of_day { outcome(event) } else { Phrase::default() };
        let (day, said) = (event.day, happening(event, act));
        page.detail(
            format!("{day}  {}{}", said.en, standing.en),
            format!("{day}  {}{}", said.zh, standing.zh),
        );
    }
}

/// How far a timeline can be relied on.
pub(super) fn reach(law: &ControlList, page: &mut Page) {
    let through = law.complete_through;
    page.section(
        &format!(
            "days after {through} follow from these acts alone: what was published later has not been read"
        ),
        &format!("{through}以后的状态仅凭上述公告的文字：此后公布的公告尚未读取"),
    );
}

fn outcome(event: &Event<'_>) -> Phrase {
    match (&event.standing, event.happening) {
        (Standing::Suspended { until, .. }, Happening::Suspended { suspension, .. })
            if *until == suspension.until =>
        {
            Phrase::default()
        }
        (Standing::Revoked { .. }, _) => Phrase::default(),
        (Standing::InForce, _) => Phrase::new(" → in force", " → 已实施"),
        (Standing::NotYetInForce { .. }, _) => Phrase::new(" → not yet in force", " → 尚未实施"),
        (Standing::Suspended { until: None, .. }, _) => Phrase::new(" → still suspended", " → 仍暂停实施"),
        (Standing::Suspended { until: Some(until), .. }, _) => {
            Phrase::new(format!(" → still suspended, to {until}"), format!(" → 仍暂停实施，至{until}"))
        }
    }
}

fn happening(event: &Event<'_>, act: &Act) -> Phrase {
    match event.happening {
        Happening::Issued => {
            let effective = act.announcement.effective;
            Phrase::new(format!("issued, to apply from {effective}"), format!("公布，定于{effective}起实施"))
        }
        Happening::Effective => match act.announcement.issued {
            Some(issued) if issued == event.day => {
                Phrase::new("issued, to apply from the same day", "公布并自当日起实施")
            }
            Some(_) => Phrase::new("the day from which it is to apply", "所定的实施日"),
            None => Phrase::new(
                "the day from which it is to apply; the day of issue was not read",
                "所定的实施日（发布日未读到）",
            ),
        },
        Happening::Suspended { by, suspension } => {
            let by = by.citation();
            let clause = suspension.clause.as_deref().map_or_else(Phrase::default, |clause| {
                Phrase::new(format!(", clause {clause},"), format!("（{clause}）"))
            });
            let until = suspension.until.map_or_else(Phrase::default, |until| {
                Phrase::new(format!(" to {until} (that day counted in)"), format!("至{until}（含当日）"))
            });
            let text = suspension.text.as_ref().map_or_else(Phrase::default, |text| {
                Phrase::new(format!(": “{}”", text.en), format!("：“{}”", text.zh))
            });
            Phrase::new(
                format!("suspended by {}{}{}{}", by.en, clause.en, until.en, text.en),
                format!("由{}{}暂停实施{}{}", by.zh, clause.zh, until.zh, text.zh),
            )
        }
        Happening::Lapsed { by } => {
            let by = by.citation();
            Phrase::new(format!("the suspension by {} is over", by.en), format!("{}的暂停到期或终止", by.zh))
        }
        Happening::Revoked { by, is_replaced } => {
            let by = by.citation();
            let anew = match is_replaced {
                true => Phrase::new(", which lays the code down anew", "，该公告重新规定此编码"),
                false => Phrase::default(),
            };
            Phrase::new(format!("ended by {}{}", by.en, anew.en), format!("由{}废止{}", by.zh, anew.zh))
        }
    }
}

//! `unverified-law`: the date lies behind the last day up to which the law has been read.

use super::{Check, Fault, Finding, Look, Severity};
use crate::{examine::Policy, law::ControlList, phrase::Phrase, span::Span};
use jiff::civil::Date;

pub(super) const CHECK: Check =
    Check { name: "unverified-law", severity: Severity::Note, look: Look::Elsewhere };

/// The finding for the latest date of a report, if the law has not been read up to it. An error
/// where the law is older than the user allows.
pub(crate) fn unverified_law(law: &ControlList, policy: &Policy, latest: Date) -> Option<Finding> {
    let through = law.complete_through;
    if latest <= through {
        return None;
    }
    let days = (latest - through).get_days();
    let most = policy.max_law_age.filter(|most| i64::from(*most) < i64::from(days));
    let too_old = most.map_or_else(Phrase::default, |most| {
        Phrase::new(
            format!(": {days} days, and at most {most} are allowed (max-law-age)"),
            format!("，相隔{days}天，超过所允许的{most}天（max-law-age）"),
        )
    });
    let fault = Fault::new(
        Span::new(0, 0),
        Phrase::new(
            format!("published acts have been read up to {through}, and a determination is for {latest}{}", too_old.en),
            format!("已读取截至{through}公布的公告，而本次按{latest}判断{}", too_old.zh),
        ),
        Phrase::new(
            "an act of the days between could suspend, extend or change a control",
            "其间公布的公告可能暂停、延长或变更管制",
        ),
        Phrase::new(
            "look at the ministry's and customs' announcements; a new act is a small file given with --law",
            "请查阅商务部和海关总署的最新公告；新公告可用 --law 以小文件补充",
        ),
    );
    let severity = match most {
        Some(_) => Severity::Error,
        None => policy.severities.of(CHECK.name, CHECK.severity),
    };
    Some(Finding { severity, ..CHECK.finding(None, fault) })
}

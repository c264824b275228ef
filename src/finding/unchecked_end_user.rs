//! `unchecked-end-user`: controlled goods go to a country for which end user and end use decide.

use super::{Check, Fault, Look, Severity, Spot, Subject, shortened};
use crate::{law::act::Effect, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "unchecked-end-user", severity: Severity::Note, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let Some(ruled) = subject.ruled(Effect::EndUser) else { return Vec::new() };
    let (citation, clause) = (ruled.act.citation(), ruled.rule.clause.get_ref());
    let (codes, country) = (ruled.codes.join(", "), shortened(&ruled.country.text));
    vec![Fault::new(
        Spot::Field(ruled.source),
        Phrase::new(
            format!("goods under {codes} go to `{country}`: a goods line does not show the end user"),
            format!("{codes}项下的货物运往“{country}”：商品项看不出最终用户"),
        ),
        Phrase::new(
            format!("{}, clause {clause}: {}", citation.en, ruled.rule.text.en),
            format!("{}，{clause}：{}", citation.zh, ruled.rule.text.zh),
        ),
        Phrase::new(
            "have the end user and end use confirmed in writing before declaring",
            "申报前请取得最终用户和最终用途的书面证明",
        ),
    )]
}

//! `barred-destination`: for controlled goods to this country no licence is granted, in principle.

use super::{Check, Fault, Look, Severity, Spot, Subject, shortened};
use crate::{law::act::Effect, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "barred-destination", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let Some(ruled) = subject.ruled(Effect::Refused) else { return Vec::new() };
    let (citation, clause) = (ruled.act.citation(), ruled.rule.clause.get_ref());
    let (codes, country) = (ruled.codes.join(", "), shortened(&ruled.country.text));
    vec![Fault::new(
        Spot::Field(ruled.source),
        Phrase::new(
            format!("goods under {codes} go to `{country}` ({})", ruled.rule.country.en),
            format!("{codes}项下的货物运往“{country}”（{}）", ruled.rule.country.zh),
        ),
        Phrase::new(
            format!("{}, clause {clause}: {}", citation.en, ruled.rule.text.en),
            format!("{}，{clause}：{}", citation.zh, ruled.rule.text.zh),
        ),
        Phrase::new(
            "do not declare before the ministry has answered; check the destination",
            "请核对最终目的国，并在取得商务部答复前不要申报",
        ),
    )]
}

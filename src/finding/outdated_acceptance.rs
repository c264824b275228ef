//! `outdated-acceptance`: the values or the law that an acceptance rests on have changed.

use super::{Check, Finding, Look, Severity, acceptance::about, shortened};
use crate::{
    acceptance::{Acceptance, Change},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "outdated-acceptance", severity: Severity::Warning, look: Look::Elsewhere };

pub(super) fn outdated_acceptance(entry: &Acceptance, change: &Change) -> Finding {
    let what = about(entry);
    let values = |values: &[String]| -> Phrase {
        let values: Vec<Phrase> = values
            .iter()
            .map(|value| shortened(value))
            .map(|value| Phrase::new(format!("`{value}`"), format!("“{value}”")))
            .collect();
        if values.is_empty() { Phrase::new("nothing", "无") } else { Phrase::list(&values) }
    };
    let mut whys = Vec::new();
    if !(change.gone.is_empty() && change.come.is_empty()) {
        let (gone, come) = (values(&change.gone), values(&change.come));
        whys.push(Phrase::new(
            format!("accepted was {}, and the draft now has {}", gone.en, come.en),
            format!("接受时为{}，现为{}", gone.zh, come.zh),
        ));
    }
    if change.law {
        whys.push(Phrase::new(
            "the law that decided, or what follows from it on the day, has changed",
            "据以判断的法规或其在判断日的结论已变更",
        ));
    }
    if whys.is_empty() {
        whys.push(Phrase::new("the values stand in another order", "各项数值的顺序已变"));
    }
    let (en, zh): (Vec<&str>, Vec<&str>) = whys.iter().map(|why| (why.en.as_str(), why.zh.as_str())).unzip();
    CHECK.about_acceptance(
        entry,
        Phrase::new(
            format!("the acceptance of {} no longer fits, and the finding stands again", what.en),
            format!("对{}的接受已不适用，该问题重新计入", what.zh),
        ),
        Phrase::new(en.join("; "), zh.join("；")),
        Phrase::new(
            "look at the goods line anew; take the entry out, or replace it by the one that `beizhu check --accept` writes",
            "请重新核对该商品项；删除该条，或以 beizhu check --accept 写入的新条目代替",
        ),
    )
}

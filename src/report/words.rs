//! The fixed words of reports in both languages.

use crate::{
    determination::{Missing, Verdict},
    finding::Severity,
    law::{ControlList, Standing},
    phrase::{Language, Phrase},
};

/// A determination.
pub(crate) fn verdict(verdict: Verdict) -> Phrase {
    let zh = match verdict {
        Verdict::Controlled => "受管制",
        Verdict::Undetermined => "无法判定",
        Verdict::Near => "接近指标",
        Verdict::Suspended => "暂未实施",
        Verdict::Clear => "不受管制",
        Verdict::OutOfScope => "不相关",
    };
    Phrase::new(verdict.word().replace('-', " "), zh)
}

/// The weight of a finding.
pub(crate) fn severity(severity: Severity) -> Phrase {
    let zh = match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    };
    Phrase::new(severity.word(), zh)
}

/// What would have to be known.
pub(crate) fn missing(missing: &Missing, law: &ControlList) -> Phrase {
    match missing {
        Missing::Parameter(name) => parameter(name, law),
        Missing::Use => Phrase::new("the use", "用途"),
        Missing::Composition => Phrase::new("the composition", "成分"),
        Missing::Wording => Phrase::new("the verified words of the entry", "条目原文的核实"),
        Missing::Goods => Phrase::new("what the goods are", "货物究竟是什么"),
        Missing::Name => Phrase::new("the name of the goods", "商品名称"),
        Missing::TariffLine => Phrase::new("the tariff line", "商品编号"),
    }
}

/// What is measured.
pub(crate) fn parameter(name: &str, law: &ControlList) -> Phrase {
    law.parameters.named(name).map_or_else(|| Phrase::new(name, name), |parameter| parameter.text.clone())
}

/// Whether an entry applies, with the act that says otherwise.
pub(crate) fn standing(standing: &Standing, law: &ControlList) -> Phrase {
    let cite = |id: &str| law.act_named(id).map_or_else(|| Phrase::new(id, id), |act| act.citation());
    match standing {
        Standing::InForce => Phrase::new("in force", "已实施"),
        Standing::NotYetInForce { from } => Phrase::new(
            format!("not yet in force: it applies from {from} on"),
            format!("尚未实施：自{from}起实施"),
        ),
        Standing::Suspended { by, from, until } => {
            let by = cite(by);
            match until {
                Some(until) => Phrase::new(
                    format!("suspended from {from} to {until}, both days counted in, by {}", by.en),
                    format!("自{from}起至{until}（含当日）暂停实施（{}）", by.zh),
                ),
                None => Phrase::new(
                    format!("suspended from {from} on by {}", by.en),
                    format!("自{from}起暂停实施（{}）", by.zh),
                ),
            }
        }
        Standing::Revoked { by, from } => {
            let by = cite(by);
            Phrase::new(
                format!("revoked from {from} on by {}", by.en),
                format!("自{from}起废止（{}）", by.zh),
            )
        }
    }
}

/// How much published law is not transcribed, and what follows; `None` where nothing is known to be missing.
pub(crate) fn untranscribed(law: &ControlList) -> Option<Phrase> {
    let number = law.untranscribed().count();
    (number > 0).then(|| {
        Phrase::new(
            format!(
                "{} not transcribed: an absent entry is no clearance (see `beizhu list`)",
                count(number, "list or part of an act", "lists or parts of acts")
            ),
            format!("另有{number}项清单或公告内容未收录：没有条目不等于可以放行（见 beizhu list 末尾）"),
        )
    })
}

/// `1 file`, `2 files`
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What is wrong, why, and what to do, in one line.
pub(crate) fn sentence(what: &Phrase, why: &Phrase, cure: &Phrase, language: Language) -> String {
    language.pick(
        format!("{}: {}; {}", what.en, why.en, cure.en),
        format!("{}：{}；{}", what.zh, why.zh, cure.zh),
    )
}

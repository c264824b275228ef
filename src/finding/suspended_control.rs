//! `suspended-control`: the entry that would cover the goods is not in force on the date.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{determination::Verdict, law::Standing, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "suspended-control", severity: Severity::Note, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    if subject.determination.verdict != Verdict::Suspended {
        return Vec::new();
    }
    let Some(judgement) = subject.determination.ground().next() else { return Vec::new() };
    let entry = subject.entry(judgement);
    let clause = subject.clause(entry);
    let on = subject.on;
    let why = match &judgement.standing {
        Standing::Suspended { by, from, until } => {
            let act = subject.law.act_named(by).map_or_else(|| Phrase::new(by, by), |act| act.citation());
            match until {
                Some(until) => Phrase::new(
                    format!("{} suspends it from {from} to {until}, both days counted in", act.en),
                    format!("{}自{from}起至{until}（含当日）暂停实施", act.zh),
                ),
                None => Phrase::new(
                    format!("{} suspends it from {from} on", act.en),
                    format!("{}自{from}起暂停实施", act.zh),
                ),
            }
        }
        Standing::NotYetInForce { from } => {
            Phrase::new(format!("it is in force only from {from} on"), format!("自{from}起方才实施"))
        }
        Standing::InForce | Standing::Revoked { .. } => return Vec::new(),
    };
    let would = if judgement.missing.is_empty() {
        Phrase::new("would cover these goods", "本应管制该货物")
    } else {
        Phrase::new("could cover these goods; what decides is not declared", "可能管制该货物；用于判断的数据未申报")
    };
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(
            format!("{} {} and is not in force on {on}", clause.en, would.en),
            format!("{}{}，但在{on}未实施", clause.zh, would.zh),
        ),
        why,
        Phrase::new(
            "no remark is required on this date; check again before declaring later",
            "该日期无需备注；如推迟申报，请重新检查",
        ),
    )]
}

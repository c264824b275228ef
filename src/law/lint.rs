//! What a careful reader would ask of the law's files, beyond what loading refuses: `beizhu law check`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{ControlList, Entry};
use crate::phrase::Phrase;

/// A remark on the law's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// Its name in kebab-case.
    pub name: &'static str,
    /// The act that it concerns; `None` for the corpus as a whole.
    pub act: Option<String>,
    /// What is wrong, and what to do.
    pub message: Phrase,
}

impl ControlList {
    /// Every lint of the acts on a date. `max_age` is how many days may have passed since published
    /// acts were last read.
    pub fn lints(&self, on: Date, max_age: Option<i64>) -> Vec<Lint> {
        let mut lints = Vec::new();
        for (index, act) in self.acts.iter().enumerate() {
            let id = act.announcement.id.get_ref();
            let mut add = |name: &'static str, en: String, zh: String| {
                lints.push(Lint { name, act: Some(id.clone()), message: Phrase::new(en, zh) });
            };
            if act.announcement.source.trim().is_empty() {
                add("uncited", "no source is named".into(), "未注明来源".into());
            }
            for suspension in &act.suspensions {
                if let Some(until) = suspension.until.filter(|until| *until < on) {
                    add(
                        "ended-suspension",
                        format!("the suspension ended on {until}: read whether it was extended"),
                        format!("暂停实施已于{until}届满：请查阅是否延长"),
                    );
                }
            }
            let entries: Vec<&Entry> = self.entries.iter().filter(|entry| entry.act == index).collect();
            for entry in &entries {
                let (code, clause) = (&entry.code, &entry.clause);
                if !act.examples.iter().any(|example| example.codes.contains(code)) {
                    add(
                        "missing-example",
                        format!("{code} (clause {clause}) has no example inside"),
                        format!("{code}（{clause}）没有属于该条目的示例"),
                    );
                }
                let never = entry.goods.any.iter().find(|term| entry.goods.none.contains(term));
                if let Some(term) = never {
                    add(
                        "unreachable-term",
                        format!("{code}: `{term}` names the goods and means others"),
                        format!("{code}：“{term}”既指该货物又指其他货物"),
                    );
                }
            }
            for (term, codes) in overlaps(&entries) {
                let codes = codes.join(", ");
                add(
                    "overlap",
                    format!("`{term}` names the goods of {codes}, and nothing tells them apart"),
                    format!("“{term}”同为{codes}的货物名称，无从区分"),
                );
            }
        }
        lints.extend(self.age(on, max_age));
        lints
    }

    /// That the acts have not been read for too long.
    fn age(&self, on: Date, max_age: Option<i64>) -> Option<Lint> {
        let through = self.complete_through;
        let days = i64::from((on - through).get_days());
        (days > max_age?).then(|| Lint {
            name: "old-corpus",
            act: None,
            message: Phrase::new(
                format!("published acts have been read up to {through} only, {days} days before {on}"),
                format!("公告仅读取至{through}，距{on}已{days}天"),
            ),
        })
    }
}

/// The terms that name goods of several entries outright where no limit, use or content tells these apart.
fn overlaps<'a>(entries: &[&'a Entry]) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let bare =
        |entry: &&&Entry| entry.condition.is_none() && entry.named_use.is_none() && entry.contains.is_empty();
    for entry in entries.iter().filter(bare).filter(|entry| !entry.technology) {
        for term in entry.goods.any.iter() {
            let codes = named.entry(term).or_default();
            if !codes.contains(&entry.code.as_str()) {
                codes.push(&entry.code);
            }
        }
    }
    named.retain(|_, codes| codes.len() > 1);
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_has_no_lint_on_the_last_day_that_was_read() {
        let law = ControlList::load(&[]).expect("the law");
        assert_eq!(law.lints(law.complete_through, Some(0)), []);
    }

    #[test]
    fn an_ended_suspension_and_an_old_corpus_are_named() {
        let law = ControlList::load(&[]).expect("the law");
        let ends = law.acts.iter().flat_map(|act| &act.suspensions).filter_map(|suspension| suspension.until);
        let after = ends.max().expect("a suspension").tomorrow().expect("a day");
        let names: Vec<&str> = law.lints(after, Some(7)).iter().map(|lint| lint.name).collect();
        assert!(names.contains(&"ended-suspension") && names.contains(&"old-corpus"), "{names:?}");
        assert!(!law.lints(after, None).iter().any(|lint| lint.name == "old-corpus"));
    }
}

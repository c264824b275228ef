//! The remarks column: what a determination demands of it, and what stands in it.

mod compose;
mod lines;
mod phrases;
mod statement;

pub use compose::{Revision, revise};
pub(crate) use compose::{satisfies, statement};
pub use statement::{Reader, Statement, Subject};

use crate::{
    determination::{Coverage, Determination, Verdict},
    facts::{Facts, Quantity},
    law::{ControlList, act::RemarkDuty},
    phrase::{Language, Phrase},
};

/// The statement that an item needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// What is said of the goods.
    pub subject: Subject,
    /// The control codes, for controlled goods.
    pub codes: Vec<String>,
    /// The values with their parameters' names, for goods that are close.
    pub values: Vec<(Phrase, Quantity)>,
    phrase: Phrase,
}

impl Required {
    /// What the determination of an item demands; `None` when no statement is due.
    pub fn of(determination: &Determination, facts: &Facts, law: &ControlList) -> Option<Self> {
        let subject = match determination.verdict {
            Verdict::Controlled => Subject::Controlled,
            Verdict::Near => Subject::NotControlled,
            _ => return None,
        };
        let ground: Vec<_> = determination.ground().collect();
        let duty: &RemarkDuty =
            ground.iter().find_map(|judgement| law.act(&law.entries[judgement.entry]).remark.as_ref())?;
        let mut required = Self { subject, codes: Vec::new(), values: Vec::new(), phrase: Phrase::default() };
        match subject {
            Subject::Controlled => {
                required.phrase = duty.controlled.clone();
                for judgement in ground.iter().filter(|judgement| judgement.coverage == Coverage::Covered) {
                    let entry = &law.entries[judgement.entry];
                    if law.act(entry).remark.is_some() && !required.codes.contains(&entry.code) {
                        required.codes.push(entry.code.clone());
                    }
                }
            }
            Subject::NotControlled => {
                required.phrase = duty.near.clone();
                let parameters = ground.iter().flat_map(|judgement| &judgement.comparisons);
                for compared in parameters {
                    let name = &compared.limit.parameter;
                    let Some(parameter) = law.parameters.named(name) else { continue };
                    for quantity in facts.stated.iter().filter(|quantity| quantity.parameter == *name) {
                        let known = required.values.iter().any(|(_, other)| {
                            other.parameter == quantity.parameter && other.written == quantity.written
                        });
                        if !known {
                            required.values.push((parameter.text.clone(), quantity.clone()));
                        }
                    }
                }
            }
        }
        Some(required)
    }

    /// The statement, without the numbers of goods lines.
    pub fn text(&self, language: Language) -> String {
        let parts: Vec<String> = match self.subject {
            Subject::Controlled => self.codes.clone(),
            Subject::NotControlled => {
                self.values.iter().map(|(name, quantity)| value(name, quantity, language)).collect()
            }
        };
        let phrase = self.phrase.in_language(language);
        language.pick(format!("{phrase}: {}", parts.join(", ")), format!("{phrase}：{}", parts.join("，")))
    }
}

fn value(name: &Phrase, quantity: &Quantity, language: Language) -> String {
    let written = &quantity.written;
    let about = if quantity.approximate { language.pick("approx. ", "约") } else { "" };
    let name = name.in_language(language);
    language.pick(
        format!("{name} {about}{} {}", written.value, written.unit),
        format!("{name}{about}{}{}", written.value, written.unit),
    )
}

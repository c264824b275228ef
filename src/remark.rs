//! The remarks column: what a determination demands of it, and what stands in it.

mod answer;
mod brackets;
mod codes;
mod compose;
mod lines;
mod phrases;
mod splice;
mod statement;

pub use compose::{Revision, revise};
pub(crate) use compose::{misstates, satisfies, statement};
pub use statement::{Reader, Statement, Subject};

use crate::{
    determination::{Coverage, Determination, Judgement, Verdict},
    facts::{Facts, Quantity},
    law::{
        ControlList, Standing,
        act::{Regime, RemarkDuty},
    },
    phrase::{Language, Phrase, worded},
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
    /// All of it in words.
    text: Phrase,
}

impl Required {
    /// What the determination of an item demands; `None` when no statement is due. `always`: controlled
    /// dual-use items get their statement also where no act demands one.
    pub fn of(determination: &Determination, facts: &Facts, law: &ControlList, always: bool) -> Option<Self> {
        let ground: Vec<&Judgement> =
            determination.ground().filter(|judgement| judgement.standing == Standing::InForce).collect();
        let entry = |judgement: &Judgement| &law.entries[judgement.entry];
        let duties = || ground.iter().filter_map(|judgement| law.act(entry(judgement)).remark.as_ref());
        let mut required = match determination.verdict {
            Verdict::Controlled => {
                let own = duties().min_by_key(|duty| duty.wording);
                let any =
                    || law.acts.iter().filter_map(|act| act.remark.as_ref()).min_by_key(|duty| duty.wording);
                let duty: &RemarkDuty = own.or_else(any)?;
                Self::saying(Subject::Controlled, &duty.controlled)
            }
            Verdict::Near => {
                Self::saying(Subject::NotControlled, duties().find_map(|duty| duty.near.as_ref())?)
            }
            Verdict::Clear => {
                let phrase = duties().find_map(|duty| duty.outside.as_ref())?;
                return Some(Self::saying(Subject::NotControlled, phrase).in_words());
            }
            _ => return None,
        };
        match required.subject {
            Subject::Controlled => {
                for judgement in ground.iter().filter(|judgement| judgement.coverage == Coverage::Covered) {
                    let entry = entry(judgement);
                    let is_due = law.act(entry).remark.is_some()
                        || (always && entry.is_coded && law.regime(entry) == Regime::DualUse);
                    if is_due && !required.codes.contains(&entry.code) {
                        required.codes.push(entry.code.clone());
                    }
                }
                if required.codes.is_empty() {
                    return None;
                }
            }
            Subject::NotControlled => {
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
        Some(required.in_words())
    }

    fn saying(subject: Subject, phrase: &Phrase) -> Self {
        let (phrase, text) = (phrase.clone(), Phrase::default());
        Self { subject, codes: Vec::new(), values: Vec::new(), phrase, text }
    }

    fn in_words(mut self) -> Self {
        self.text = Phrase::new(self.words(Language::En), self.words(Language::Zh));
        self
    }

    /// The statement, without the numbers of goods lines.
    pub fn text(&self, language: Language) -> &str {
        self.text.in_language(language)
    }

    fn words(&self, language: Language) -> String {
        let parts: Vec<String> = match self.subject {
            Subject::Controlled => self.codes.clone(),
            Subject::NotControlled => {
                self.values.iter().map(|(name, quantity)| value(name, quantity, language)).collect()
            }
        };
        let phrase = self.phrase.in_language(language);
        if parts.is_empty() {
            return phrase.to_owned();
        }
        let (colon, comma) = language.pick((": ", ", "), ("：", "，"));
        worded!("{phrase}{colon}{}", parts.join(comma))
    }
}

fn value(name: &Phrase, quantity: &Quantity, language: Language) -> String {
    let written = &quantity.written;
    let about = if quantity.approximate { language.pick("approx. ", "约") } else { "" };
    let (name, gap) = (name.in_language(language), language.pick(" ", ""));
    worded!("{name}{gap}{about}{}{gap}{}", written.value, written.unit)
}

//! Goods lines that stand alone, as those of tables do: what was made of one holds for each other of which the same
//! is stated.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use super::{
    Policy,
    judged::{Judged, JudgedItem},
    revision::write,
};
use crate::{
    determination::Verdict,
    draft::{Charset, Declaration, Role},
    facts::Facts,
    known::{Known, Words},
    law::ControlList,
};

/// What was made of goods lines that stood alone.
#[derive(Debug, Default)]
pub(super) struct Alone {
    /// By all from which it followed. The address of the facts is part of that: it stays theirs while they are here.
    known: Known<Remembered>,
    /// The policies by which it was judged: each has its number.
    policies: Mutex<Vec<Policy>>,
    turning_days: OnceLock<Vec<Date>>,
}

/// What was made of a goods line.
#[derive(Clone, Debug)]
struct Remembered {
    /// It holds the facts.
    item: Arc<JudgedItem>,
    /// Its remark as it should be.
    remark: Option<Arc<str>>,
    /// The day, where that is spoken of.
    day: Option<Date>,
}

/// A goods line that may be known.
pub(super) struct Asked<'a> {
    alone: &'a Alone,
    declaration: &'a Declaration,
    on: Date,
    words: Words,
}

impl Alone {
    /// Asks for the goods line of a declaration; `None` where it does not stand alone, or more than its goods is in
    /// doubt.
    pub(super) fn ask<'a>(
        &'a self,
        declaration: &'a Declaration,
        facts: &'a [Arc<Facts>],
        law: &ControlList,
        on: Date,
        policy: &Policy,
    ) -> Option<Asked<'a>> {
        let ([item], [facts]) = (declaration.items.as_slice(), facts) else { return None };
        if item.is_passed_over || declaration.unreadable_date.is_some() {
            return None;
        }
        let mut words = Words::new();
        words.add_number(Arc::as_ptr(facts).addr());
        words.add_number(self.number(policy));
        let turning_days = self.turning_days.get_or_init(|| law.turning_days());
        words.add_number(turning_days.partition_point(|day| *day <= on));
        let remark = declaration.remark.as_ref();
        words.add_any(remark.map(|remark| remark.field.text.as_str()));
        words.add_number(
            remark.and_then(|remark| remark.language).map_or(0, |language| 1 + language as usize),
        );
        words.add_number(declaration.licences.as_ref().map_or(0, |licences| 1 + licences.len()));
        for licence in declaration.licences.iter().flatten() {
            words.add(&licence.kind);
            words.add(&licence.number);
        }
        for column in item.columns.iter().filter(|column| column.role == Role::Destination) {
            words.add(&column.field.text);
        }
        Some(Asked { alone: self, declaration, on, words })
    }

    fn number(&self, policy: &Policy) -> usize {
        let mut policies = self.policies.lock().unwrap_or_else(PoisonError::into_inner);
        policies.iter().position(|known| known == policy).unwrap_or_else(|| {
            policies.push(policy.clone());
            policies.len() - 1
        })
    }
}

impl Asked<'_> {
    /// What was made of another goods line of which the same was stated.
    pub(super) fn judged(&self, charset: &Charset) -> Option<Judged> {
        let Self { alone, declaration, on, words, .. } = self;
        let known = alone.known.recall(words)?;
        if known.day.is_some_and(|day| day != *on) {
            return None;
        }
        let mut findings = Vec::new();
        let edit = declaration.remark.as_ref().zip(known.remark).and_then(|(remark, new)| {
            let numbers = declaration.items.iter().map(|item| item.number).collect();
            write(remark, &new, numbers, &declaration.items, charset, &mut findings)
        });
        // what cannot be written here is another matter than what was written there
        findings.is_empty().then(|| Judged { findings, edit, items: vec![known.item] })
    }

    /// Keeps in mind what was made of it.
    pub(super) fn keep(self, judged: &Judged) {
        let [item] = judged.items.as_slice() else { return };
        if !judged.findings.is_empty() {
            return;
        }
        let stands = self.declaration.remark.as_ref().map(|remark| remark.field.text.as_str());
        let remark = judged.edit.as_ref().map(|edit| edit.new.as_str()).or(stands).map(Arc::from);
        let day = Some(self.on).filter(|_| item.determination.verdict == Verdict::Suspended);
        self.alone.known.keep(self.words, Remembered { item: Arc::clone(item), remark, day });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        draft::{
            Column, Direction, Field, Item, Licence, Limit, Measure, RemarkField, Slot, charset::Ground,
        },
        examine::Examiner,
        finding::Severities,
        margin::Margins,
        phrase::Language,
        span::Span,
    };

    const CORPUS: [&str; 3] = [
        include_str!("../../fixtures/corpus/batteries-bounds.toml"),
        include_str!("../../fixtures/corpus/lawyer.toml"),
        include_str!("../../fixtures/corpus/metals-and-magnets.toml"),
    ];

    /// The places of what surrounds a goods line in these lists.
    #[derive(Clone, Copy, Default)]
    struct Around {
        day: usize,
        remark: usize,
        language: usize,
        country: usize,
        licences: usize,
        policy: usize,
        /// Whether the date cannot be read, whether hardly a remark fits into its field, and whether that is being added.
        is_undated: bool,
        is_short: bool,
        is_added: bool,
    }

    const DAYS: [&str; 6] =
        ["2026-11-12", "2025-11-06", "2025-11-07", "2026-03-01", "2026-03-02", "2026-11-11"];

    const REMARKS: [Option<&str>; 5] =
        [Some(""), None, Some("N/M"), Some("属于两用物项：3A001"), Some("Not Subject to Controlled Items")];

    const LANGUAGES: [Option<Language>; 3] = [None, Some(Language::Zh), Some(Language::En)];

    const COUNTRIES: [Option<&str>; 4] = [None, Some("JPN"), Some("美国"), Some("DEU")];

    /// By kind and number.
    const LICENCES: [Option<&[(&str, &str)]>; 5] =
        [None, Some(&[]), Some(&[("3", "1")]), Some(&[("1", "1")]), Some(&[("3", "")])];

    fn policies() -> [Policy; 3] {
        let of = |near: &str, language, always| Policy {
            on: None,
            today: "2026-11-12".parse().expect("a date"),
            margin: Margins::new(near.parse().expect("a number")),
            severities: Severities::default(),
            max_law_age: None,
            remark_language: language,
            remark_always: always,
        };
        [of("1/10", None, false), of("1/100", None, false), of("1/10", Some(Language::En), true)]
    }

    /// Each surrounding that differs from the first in one thing.
    fn surroundings() -> Vec<Around> {
        let usual = Around::default();
        let days = (1..DAYS.len()).map(|day| Around { day, ..usual });
        let remarks = (1..REMARKS.len()).map(|remark| Around { remark, ..usual });
        let languages = (1..LANGUAGES.len()).map(|language| Around { language, ..usual });
        let countries = (1..COUNTRIES.len()).map(|country| Around { country, ..usual });
        let licences = (1..LICENCES.len()).map(|licences| Around { licences, ..usual });
        let policies = (1..policies().len()).map(|policy| Around { policy, ..usual });
        let others = [
            Around { is_undated: true, ..usual },
            Around { is_short: true, ..usual },
            Around { is_added: true, ..usual },
        ];
        let mut all = vec![usual];
        all.extend(days.chain(remarks).chain(languages).chain(countries).chain(licences).chain(policies));
        all.extend(others);
        all
    }

    fn declaration(line: &toml::Value, around: Around, at: usize) -> Declaration {
        let text = |name: &str| line.get(name).and_then(toml::Value::as_str).map(str::to_owned);
        let field = |name: &str| text(name).map(|text| Field::verbatim(text, 7 * at));
        let column = |country: &str| Column {
            heading: "最终目的国".to_owned(),
            role: Role::Destination,
            field: Field::verbatim(country, at),
        };
        let licence = |(kind, number): &(&str, &str)| Licence {
            kind: (*kind).to_owned(),
            number: (*number).to_owned(),
        };
        let remark = REMARKS[around.remark].map(|text| RemarkField {
            field: Field::verbatim(text, 3 * at),
            slot: match around.is_added {
                false => Slot::Cell { delimiter: b',', quoted: false },
                true => Slot::Append { delimiter: b',', separators: 1, quoted: false, always: true },
            },
            limit: around.is_short.then_some(Limit { length: 3, measure: Measure::Characters }),
            language: LANGUAGES[around.language],
        });
        let item = Item {
            number: at + 1,
            line: at,
            span: Span::new(at, at + 1),
            is_passed_over: false,
            tariff_line: field("tariff_line"),
            name: field("name"),
            specification: field("specification"),
            columns: COUNTRIES[around.country].iter().map(|country| column(country)).collect(),
        };
        Declaration {
            number: None,
            date: Some(DAYS[around.day].parse().expect("a date")),
            unreadable_date: around.is_undated.then(|| Field::verbatim("2026-13-01", at)),
            direction: Direction::Export,
            licences: LICENCES[around.licences].map(|licences| licences.iter().map(licence).collect()),
            items: vec![item],
            remark,
        }
    }

    /// Whatever was judged before, a goods line is judged as if it were the first.
    #[test]
    fn what_was_made_of_another_is_what_would_be_made_of_it() {
        let law = ControlList::load(&[]).expect("the law");
        let charset = Charset { encoding: encoding_rs::UTF_8, bom: false, told_by: Ground::Validity };
        let shared = Examiner::new(law);
        let mut anew = shared.clone();
        let (policies, surroundings) = (policies(), surroundings());
        let (mut known, mut told_apart) = (0, 0);
        for corpus in CORPUS {
            let corpus: toml::Table = corpus.parse().expect("TOML");
            for line in corpus["line"].as_array().expect("lines").iter().step_by(2) {
                let mut usual = None;
                for (at, around) in surroundings.iter().enumerate() {
                    let (declaration, policy) = (declaration(line, *around, at), &policies[around.policy]);
                    anew.alone = Arc::default();
                    let expected = anew.examine(declaration.clone(), &charset, policy);
                    let found = shared.examine(declaration.clone(), &charset, policy);
                    assert_eq!(format!("{expected:?}"), format!("{found:?}"));
                    let again = shared.examine(declaration, &charset, policy);
                    let [one, other] = [&found, &again].map(|examined| &examined.items[0].determination);
                    known += usize::from(Arc::ptr_eq(one, other));
                    let said = found.items[0].findings.len();
                    told_apart += usize::from(*usual.get_or_insert(said) != said);
                }
            }
        }
        assert!(known > 5000 && told_apart > 500, "{known}, {told_apart}");
    }
}

//! What a finding rests on: the values of the goods line, and the law that decided.

use sha2::{Digest, Sha256};

use super::Acceptance;
use crate::{
    determination::{Compared, Judgement},
    draft::{Field, Role},
    examine::ExaminedItem,
    facts::Reason,
    law::ControlList,
};

/// What a finding of a goods line rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The texts of the goods line, each behind what it is: `name: 卷绕机`.
    pub values: Vec<String>,
    /// A fingerprint of the law that decided: sixteen hexadecimal digits.
    pub law: String,
}

/// What an acceptance rests on and is no longer so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The values that are gone.
    pub gone: Vec<String>,
    /// Those that stand there now.
    pub come: Vec<String>,
    /// Whether the law has changed.
    pub law: bool,
}

/// How much of a text is written out, in characters.
const LONGEST: usize = 120;

impl Ground {
    /// What a finding of that name rests on.
    pub fn of(item: &ExaminedItem, finding: &str, law: &ControlList) -> Self {
        let mut values = values(item);
        // findings about remarks are called so
        if finding.ends_with("-remark") {
            values.extend(item.present.as_deref().and_then(|text| value("remark", text)));
        }
        Self { values, law: law_of(item, law) }
    }

    /// What has changed since an acceptance, if anything has.
    pub(super) fn differs(&self, entry: &Acceptance) -> Option<Change> {
        let without = |values: &[String], others: &[String]| -> Vec<String> {
            values.iter().filter(|value| !others.contains(value)).cloned().collect()
        };
        let law = self.law != entry.law;
        let is_changed = law || self.values != entry.values;
        is_changed.then(|| Change {
            gone: without(&entry.values, &self.values),
            come: without(&self.values, &entry.values),
            law,
        })
    }
}

/// A fingerprint of everything that a goods line rests on: sixteen hexadecimal digits.
pub(crate) fn of_item(item: &ExaminedItem, law: &ControlList) -> String {
    let mut parts = values(item);
    parts.extend(item.present.as_deref().and_then(|text| value("remark", text)));
    parts.push(law_of(item, law));
    digest(parts.iter().map(String::as_str))
}

/// What is declared: texts and measured columns, and what follows from masses and quantities where
/// the law asks for that.
fn values(item: &ExaminedItem) -> Vec<String> {
    let goods = &item.item;
    let fields =
        [("tariff-line", &goods.tariff_line), ("name", &goods.name), ("specification", &goods.specification)];
    let text = |(label, field): (&str, &Option<Field>)| value(label, &field.as_ref()?.text);
    let mut values: Vec<String> = fields.into_iter().filter_map(text).collect();
    let columns = goods.columns.iter().filter(|column| matches!(column.role, Role::Text | Role::Parameter));
    values.extend(columns.filter_map(|column| value(&column.heading, &column.field.text)));
    // of what nobody knows, what may be a value
    let doubtful = item.facts.set_aside.iter().filter(|aside| aside.reason == Reason::UnknownColumn);
    values.extend(
        doubtful.filter_map(|aside| value(&format!("{}, in doubt", aside.parameter), &aside.place.text)),
    );
    let derived = item.facts.derived.iter();
    values.extend(
        derived.filter_map(|fact| value(&format!("{}, derived", fact.parameter), &fact.written.to_string())),
    );
    values
}

fn value(label: &str, text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({})", &text[..end], digest([text.as_str()])),
        None => text,
    };
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    (!short.is_empty()).then(|| format!("{label}: {short}"))
}

/// The control entries that anything in the goods line points at, with what they came to. Where
/// nothing does, the person judged by the law as a whole.
fn law_of(item: &ExaminedItem, law: &ControlList) -> String {
    let determination = &item.determination;
    if determination.judgements.is_empty() {
        return digest([law.sha256.as_str()]);
    }
    let mut parts: Vec<String> =
        determination.judgements.iter().map(|judgement| entry(judgement, law)).collect();
    parts.sort_unstable();
    parts.push(determination.verdict.word().to_owned());
    digest(parts.iter().map(String::as_str))
}

fn entry(judgement: &Judgement, law: &ControlList) -> String {
    let entry = &law.entries[judgement.entry];
    let limits = entry.condition.iter().flat_map(|condition| condition.limits());
    let limits: Vec<String> =
        limits.map(|limit| format!("{} {} {}", limit.parameter, limit.operator, limit.written)).collect();
    let outcome = |compared: &Compared| format!("{:?}", compared.outcome);
    let outcomes: Vec<String> = judgement.comparisons.iter().map(outcome).collect();
    let named_use = entry.named_use.as_ref().map_or("", |named| named.text.zh.as_str());
    [
        law.act(entry).announcement.id.get_ref().as_str(),
        &entry.code,
        &entry.clause,
        &entry.text.zh,
        &entry.text.en,
        named_use,
        &entry.tariff_lines.join(","),
        &limits.join(","),
        &format!("{:?}", judgement.standing),
        judgement.coverage.word(),
        &outcomes.join(","),
    ]
    .join("\u{1F}")
}

fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

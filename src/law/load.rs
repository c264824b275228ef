//! Reads the law from its files and checks that it hangs together.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{
    Act, Condition, ControlList, Entry, LawError, act,
    act::{Contains, Control, Goods, Untranscribed},
    check,
    error::Draftsman,
    substances::{Form, Substances},
};
use crate::packed::{self, Later, sheets};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

pub(crate) use embedded::FINDING_PAGES;

/// A file of the law that is part of the program: its text, and where the same stands packed.
macro_rules! sheet {
    ($name:literal, $packed:expr) => {
        (concat!("law/", $name, ".toml"), include_str!(concat!("../../law/", $name, ".toml")), $packed)
    };
}

type Sheet = (&'static str, &'static str, Range<usize>);

const CORPUS: Sheet = sheet!("corpus", sheets::CORPUS);
const PARAMETERS: Sheet = sheet!("parameters", sheets::PARAMETERS);
const ELEMENTS: Sheet = sheet!("elements", sheets::ELEMENTS);
const SUBSTANCES: Sheet = sheet!("substances", sheets::SUBSTANCES);
const WORDS: Sheet = sheet!("language", sheets::LANGUAGE);

/// A file of the law that a user supplies: its path and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawFile {
    /// The path, for messages.
    pub path: String,
    /// The text.
    pub text: String,
}

/// `law/corpus.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    #[serde(deserialize_with = "act::date")]
    complete_through: Date,
    #[serde(default)]
    licence_documents: Option<Vec<String>>,
    #[serde(default)]
    untranscribed: Option<Later<Vec<Untranscribed>>>,
}

/// Reads the embedded law with the user's acts beside it; one with the id of an embedded act
/// takes its place, and a `corpus.toml` says up to which day the user has read.
pub(super) fn load(supplied: &[LawFile]) -> Result<ControlList, LawError> {
    let LawRead { list, faults, .. } = read(supplied, !supplied.is_empty())?;
    faults.into_iter().next().map_or(Ok(list), Err)
}

/// The law as far as its files hang together.
pub(super) struct LawRead<'a> {
    /// Without the acts that cannot be read and the entries that cannot stand.
    pub(super) list: ControlList,
    /// The file behind each of its acts.
    pub(super) files: Vec<Draftsman<'a>>,
    /// The file that says up to which day published acts have been read.
    pub(super) corpus: Draftsman<'a>,
    /// Every fault of the files, in their order.
    pub(super) faults: Vec<LawError>,
}

/// Reads the law. What is part of the program was checked by its tests and need not be once more.
///
/// # Errors
/// When what is part of the program cannot be read.
pub(super) fn read(supplied: &[LawFile], must_be_checked: bool) -> Result<LawRead<'_>, LawError> {
    let mut corpus: Corpus = embedded(CORPUS)?;
    let mut corpus_file = Draftsman { file: CORPUS.0, text: CORPUS.1 };
    let mut acts: BTreeMap<String, (Act, Draftsman<'_>)> = BTreeMap::new();
    for sheet in embedded::ACTS {
        let act: Act = embedded(sheet.clone())?;
        acts.insert(act.announcement.id.get_ref().clone(), (act, Draftsman { file: sheet.0, text: sheet.1 }));
    }
    let mut faults = Vec::new();
    for file in supplied {
        let at = Draftsman { file: &file.path, text: &file.text };
        if file.path.rsplit(['/', '\\']).next() == Some("corpus.toml") {
            match at.read::<Corpus>() {
                Ok(supplied) => {
                    corpus.complete_through = supplied.complete_through;
                    corpus.licence_documents = supplied.licence_documents.or(corpus.licence_documents);
                    corpus.untranscribed = supplied.untranscribed.or(corpus.untranscribed);
                    corpus_file = at;
                }
                Err(fault) => faults.push(fault),
            }
        } else {
            match at.read::<Act>() {
                Ok(act) => drop(acts.insert(act.announcement.id.get_ref().clone(), (act, at))),
                Err(fault) => faults.push(fault),
            }
        }
    }
    let acts: Vec<(Act, Draftsman<'_>)> = acts.into_values().collect();
    let is_embedded = supplied.is_empty();
    let mut list = ControlList {
        acts: Vec::new(),
        entries: Vec::with_capacity(acts.iter().map(|(act, _)| act.controls.len()).sum()),
        parameters: Arc::new(embedded(PARAMETERS)?),
        elements: Arc::new(embedded(ELEMENTS)?),
        words: embedded(WORDS)?,
        complete_through: corpus.complete_through,
        licence_documents: corpus.licence_documents.unwrap_or_default(),
        unread: corpus.untranscribed.unwrap_or_default(),
        sha256: if is_embedded {
            embedded::FINGERPRINT.to_owned()
        } else {
            fingerprint(corpus.complete_through, &acts)
        },
        is_embedded,
    };
    if must_be_checked {
        faults.extend(check::references(&acts));
    }
    let substances: Arc<Substances> = Arc::new(embedded(SUBSTANCES)?);
    let mut faulty: Vec<&str> = Vec::new();
    for (index, (act, at)) in acts.iter().enumerate() {
        for control in &act.controls {
            let mut found = Vec::new();
            if must_be_checked {
                found = check::substances_of(control, &substances, at);
            }
            match entry(index, control, act, &list, &faulty, &substances, at) {
                Ok(entry) => {
                    if must_be_checked {
                        found.extend(check::entry(&entry, control, act, &list, at));
                    }
                    if found.is_empty() {
                        list.entries.push(entry);
                    }
                }
                Err(more) => found.extend(more),
            }
            if !found.is_empty() {
                faulty.extend(control.code.as_ref().map(|code| code.get_ref().as_str()));
            }
            faults.extend(found);
        }
    }
    let files;
    (list.acts, files) = acts.into_iter().unzip();
    Ok(LawRead { list, files, corpus: corpus_file, faults })
}

/// What a file that is part of the program holds.
fn embedded<T: DeserializeOwned>((file, text, packed): Sheet) -> Result<T, LawError> {
    packed::unpack(packed)
        .map_err(|unfit| Draftsman { file, text }.error(0..0, unfit.to_string(), unfit.to_string()))
}

/// A fingerprint of the whole law.
fn fingerprint(complete_through: Date, acts: &[(Act, Draftsman<'_>)]) -> String {
    let mut hash = Sha256::new();
    for (_, text, _) in [PARAMETERS, ELEMENTS, SUBSTANCES, WORDS] {
        hash.update(text);
    }
    hash.update(complete_through.to_string());
    for (_, at) in acts {
        hash.update(at.text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The goods words of an entry with those that follow from its substances and their forms.
fn goods(written: &Goods, substances: &Arc<Substances>) -> Goods {
    if written.forms.is_empty() {
        return written.clone();
    }
    let name = |name: &toml::Spanned<String>| name.get_ref().clone();
    let names: Arc<[String]> = written.substances.iter().map(name).collect();
    let forms: Arc<[String]> = written.forms.iter().map(name).collect();
    let join = |of: fn(&Form) -> &Vec<String>, own: &Later<Vec<String>>| -> Later<Vec<String>> {
        let (substances, names, forms) = (Arc::clone(substances), Arc::clone(&names), Arc::clone(&forms));
        let own = own.clone();
        Later::made(move || {
            let words = substances.words(&strs(&names), &strs(&forms), of);
            words.into_iter().chain(own.iter().cloned()).collect()
        })
    };
    let groups = |of: fn(&Form) -> &Vec<Vec<String>>, own: &Later<Vec<Vec<String>>>| {
        let (substances, names, forms) = (Arc::clone(substances), Arc::clone(&names), Arc::clone(&forms));
        let own = own.clone();
        Later::made(move || {
            let groups = substances.groups(&strs(&names), &strs(&forms), of);
            groups.into_iter().chain(own.iter().cloned()).collect()
        })
    };
    Goods {
        any: join(|form| &form.any, &written.any),
        all: groups(|form| &form.all, &written.all),
        perhaps: groups(|form| &form.perhaps, &written.perhaps),
        ambiguous: join(|form| &form.ambiguous, &written.ambiguous),
        bare: join(|form| &form.bare, &written.bare),
        evidence: join(|form| &form.evidence, &written.evidence),
        contrast: join(|form| &form.contrast, &written.contrast),
        none: join(|form| &form.none, &written.none),
        unless: join(|form| &form.unless, &written.unless),
        ..written.clone()
    }
}

fn strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// What goods must hold, with the words that follow from the substance.
fn content(written: &Contains, substances: &Arc<Substances>) -> Contains {
    let Some(name) = &written.substance else { return written.clone() };
    let with = |own: &Later<Vec<String>>, words: fn(&Substances, &str) -> Vec<String>| {
        let (substances, own, name) = (Arc::clone(substances), own.clone(), name.get_ref().clone());
        Later::made(move || own.iter().cloned().chain(words(&substances, &name)).collect())
    };
    Contains {
        any: with(&written.any, Substances::stating),
        denied: with(&written.denied, Substances::denying),
        ..written.clone()
    }
}

/// A control entry of an act. `faulty` are the codes of those that were refused: what others say of them
/// is no fault of its own.
fn entry(
    act_index: usize,
    control: &Control,
    act: &Act,
    list: &ControlList,
    faulty: &[&str],
    substances: &Arc<Substances>,
    at: &Draftsman<'_>,
) -> Result<Entry, Vec<LawError>> {
    let clause = control.clause.get_ref();
    let code = match &control.code {
        Some(code) => code.get_ref().clone(),
        None => format!("{} {clause}", act.announcement.id.get_ref()),
    };
    let lines = control.tariff_lines.iter().chain(&control.basket_lines);
    let others = |wanted: &str| {
        let known = list.entries.iter().find(|entry| entry.code == wanted);
        known.map(|entry| entry.condition.clone()).or_else(|| faulty.contains(&wanted).then_some(None))
    };
    let condition = control
        .when
        .as_ref()
        .map(|raw| Condition::check(raw, &list.parameters, &others, at, &check::place(control)))
        .transpose()?;
    Ok(Entry {
        act: act_index,
        code,
        is_coded: control.code.is_some(),
        clause: clause.clone(),
        text: control.text.clone(),
        wording: control.wording,
        tariff_lines: lines.map(|line| line.get_ref().clone()).collect(),
        naming_lines: if control.basket { 0 } else { control.tariff_lines.len() },
        basket: control.basket || (control.tariff_lines.is_empty() && !control.basket_lines.is_empty()),
        goods: goods(&control.goods, substances),
        named_use: control.named_use.as_ref().and_then(|named| act.uses.get(named.get_ref())).cloned(),
        contains: control.contains.iter().map(|written| content(written, substances)).collect(),
        inapplicable: control
            .inapplicable
            .iter()
            .map(|inapplicable| {
                let parameters = inapplicable.parameters.iter();
                let parameters = parameters.map(|name| name.get_ref().clone()).collect();
                (parameters, inapplicable.goods.clone())
            })
            .collect(),
        not_under: control.not_under.clone(),
        also_under: control.also_under.clone(),
        technology: control.technology,
        condition,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_law_hangs_together_and_its_fingerprint_is_that_of_its_files() {
        let LawRead { list: law, faults, .. } = read(&[], true).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(faults, []);
        let acts: Vec<(Act, Draftsman<'_>)> = embedded::ACTS
            .iter()
            .map(|sheet| {
                (embedded(sheet.clone()).expect("an act"), Draftsman { file: sheet.0, text: sheet.1 })
            })
            .collect();
        assert_eq!(law.sha256, fingerprint(law.complete_through, &acts));
        for (sheet, (act, at)) in embedded::ACTS.iter().zip(acts) {
            let read: Act = at.read().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(
                format!("{read:?}"),
                format!("{act:?}"),
                "{}: places and words as they were packed",
                sheet.0
            );
        }
    }
}

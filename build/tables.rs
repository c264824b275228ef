//! The parts of the law that are worked out when the program is built.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml::{Table, Value};

use crate::facts::{
    context::class::Class,
    fold::Folding,
    goods::{
        formula,
        meaning::{EVERY, Meaning, with_plural},
        terms::Gathering,
    },
    prose::Prose,
};

/// Every class of words with its key in `law/language.toml`.
const CLASSES: [(Class, &str); 15] = [
    (Class::Conjunctions, "conjunctions"),
    (Class::Negations, "negations"),
    (Class::Containment, "containment"),
    (Class::Comparisons, "comparisons"),
    (Class::PurposesBefore, "purposes_before"),
    (Class::PurposesAfter, "purposes_after"),
    (Class::Connectives, "connectives"),
    (Class::Makers, "makers"),
    (Class::NeutralTails, "neutral_tails"),
    (Class::OtherTails, "other_tails"),
    (Class::Fillers, "fillers"),
    (Class::VagueNames, "vague_names"),
    (Class::VagueUses, "vague_uses"),
    (Class::UseLabels, "use_labels"),
    (Class::TechnologyTails, "technology"),
];

/// The lists of an entry's goods, and what their terms mean; those of `all` are groups.
const GOODS: [(&str, Meaning); 7] = [
    ("any", Meaning::Any),
    ("presumed", Meaning::Presumed),
    ("ambiguous", Meaning::Ambiguous),
    ("evidence", Meaning::Evidence),
    ("contrast", Meaning::Contrast),
    ("none", Meaning::Never),
    ("unless", Meaning::Unless),
];

/// The lists of a named use.
const USE: [(&str, Meaning); 2] = [("any", Meaning::Use), ("other", Meaning::OtherUse)];

/// The lists of words for technology.
const TECHNOLOGY: [(&str, Meaning); 3] =
    [("outright", Meaning::Outright), ("carriers", Meaning::Carrier), ("exempt", Meaning::Exempt)];

/// A file of the law: its name and its text.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn table(&self) -> Table {
        self.text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// The published acts in the order of their ids, as the program keeps them.
pub(crate) fn in_order(acts: Vec<File>) -> Vec<File> {
    let id = |act: &File| act.table()["announcement"]["id"].as_str().expect("an id").to_owned();
    let mut acts: Vec<(String, File)> = acts.into_iter().map(|act| (id(&act), act)).collect();
    acts.sort_by(|one, other| one.0.cmp(&other.0));
    acts.into_iter().map(|(_, act)| act).collect()
}

/// The fingerprint of the whole law.
pub(crate) fn fingerprint(corpus: &File, sheets: [&File; 3], acts: &[File]) -> String {
    let mut hash = Sha256::new();
    sheets.iter().for_each(|sheet| hash.update(&sheet.text));
    hash.update(corpus.table()["complete_through"].to_string());
    acts.iter().for_each(|act| hash.update(&act.text));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How texts are made comparable.
pub(crate) fn folding(language: &Table) -> Folding {
    Folding::new(strings(&language["read_as"]).filter_map(|pair| {
        let mut characters = pair.chars();
        Some((characters.next()?, characters.next()?))
    }))
}

/// The terms by which goods are recognised: the bytes of the dictionary, and those of the meanings.
pub(crate) fn terms(acts: &[File], language: &Table, folding: &Folding) -> (Vec<u8>, Vec<u8>) {
    let mut gathering = Gathering::default();
    let mut index = 0;
    for act in acts {
        let act = act.table();
        for control in act.get("control").and_then(Value::as_array).into_iter().flatten() {
            let goods = &control["goods"];
            for (list, meaning) in GOODS {
                gathering.add(index, meaning, goods.get(list).into_iter().flat_map(strings), folding);
            }
            for (group, list) in goods.get("all").and_then(Value::as_array).into_iter().flatten().enumerate()
            {
                let group = u8::try_from(group).expect("a few groups");
                gathering.add(index, Meaning::All(group), strings(list), folding);
            }
            if let Some(named) = control.get("named_use").and_then(Value::as_str) {
                for (list, meaning) in USE {
                    let words = act["use"][named].get(list);
                    gathering.add(index, meaning, words.into_iter().flat_map(strings), folding);
                }
            }
            index += 1;
        }
    }
    for (list, meaning) in TECHNOLOGY {
        gathering.add(EVERY, meaning, strings(&language["technology"][list]), folding);
    }
    gathering.made()
}

/// What each formula must hold, and whether it begins with that.
pub(crate) fn formulas(acts: &[File]) -> Vec<(String, bool)> {
    let mut formulas = Vec::new();
    for act in acts {
        for control in act.table().get("control").and_then(Value::as_array).into_iter().flatten() {
            let patterns = control["goods"].get("patterns");
            formulas.extend(patterns.into_iter().flat_map(strings).map(formula::required));
        }
    }
    formulas
}

/// The words of every class, with the sum of the bits of their classes.
pub(crate) fn classes(language: &Table, folding: &Folding) -> BTreeMap<Vec<u8>, u64> {
    let unknown = language
        .keys()
        .find(|key| key.as_str() != "read_as" && !CLASSES.iter().any(|(_, known)| known == &key.as_str()));
    assert!(unknown.is_none(), "law/language.toml: no class is called {unknown:?}");
    let mut words: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    let mut add = |word: String, class: Class| {
        if !word.is_empty() {
            *words.entry(word.into_bytes()).or_default() |= class.bit();
        }
    };
    for (class, key) in CLASSES {
        if class == Class::TechnologyTails {
            let tails = ["outright", "carriers"].into_iter().flat_map(|list| strings(&language[key][list]));
            tails.for_each(|word| add(Prose::of(word, folding).text, class));
        } else {
            let folded = strings(&language[key]).map(|word| Prose::of(word, folding).text);
            folded.flat_map(with_plural).for_each(|word| add(word, class));
        }
    }
    words
}

/// The words of a list.
fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// A table for the program to read back.
pub(crate) fn bytes(table: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(table).expect("plain values")
}

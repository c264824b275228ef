//! The parts of the law that are worked out when the program is built.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml::{Table, Value};

use crate::facts::{
    context::class::{Class, LONGEST},
    fold::Folding,
    goods::{
        formula::{self, Required},
        meaning::{EVERY, Meaning, with_plural},
        terms::Gathering,
    },
    prose::Prose,
    sieve::features::Frequencies,
};
use crate::law::substances::{Form, Substances};

/// Every class of words with its key in `law/language.toml`.
const CLASSES: [(Class, &str); 31] = [
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
    (Class::OpenUses, "open_uses"),
    (Class::UnlimitedUses, "unlimited_uses"),
    (Class::ListJoints, "list_joints"),
    (Class::FurtherUses, "further_uses"),
    (Class::Exceptions, "exceptions"),
    (Class::Stuffs, "stuffs"),
    (Class::Unused, "unused"),
    (Class::PowerSources, "power_sources"),
    (Class::PowerTails, "power_tails"),
    (Class::MaterialLabels, "material_labels"),
    (Class::PartTails, "part_tails"),
    (Class::Packings, "packings"),
    (Class::Descriptions, "descriptions"),
    (Class::UseLabels, "use_labels"),
    (Class::Elements, "elements"),
    (Class::Absences, "absences"),
    (Class::Doubts, "doubts"),
    (Class::TechnologyTails, "technology"),
];

/// The list of a form of substances.
type OfForm = fn(&Form) -> &Vec<String>;

/// The lists of an entry's goods, what their terms mean, and which list of a form adds to them.
const GOODS: [(&str, Meaning, Option<OfForm>); 10] = [
    ("any", Meaning::Any, Some(|form| &form.any)),
    ("presumed", Meaning::Presumed, None),
    ("ambiguous", Meaning::Ambiguous, Some(|form| &form.ambiguous)),
    ("broader", Meaning::Broader, None),
    ("bare", Meaning::Bare, Some(|form| &form.bare)),
    ("measured", Meaning::Measured, None),
    ("evidence", Meaning::Evidence, Some(|form| &form.evidence)),
    ("contrast", Meaning::Contrast, Some(|form| &form.contrast)),
    ("none", Meaning::Never, Some(|form| &form.none)),
    ("unless", Meaning::Unless, Some(|form| &form.unless)),
];

/// A list of groups of which one word each is needed, what the terms of a group mean, and the groups of a form.
type Groups = (&'static str, fn(u8) -> Meaning, fn(&Form) -> &Vec<Vec<String>>);

/// Those of an entry's goods.
const GROUPS: [Groups; 2] =
    [("all", Meaning::All, |form| &form.all), ("perhaps", Meaning::Perhaps, |form| &form.perhaps)];

/// The lists of a named use.
const USE: [(&str, Meaning); 3] =
    [("any", Meaning::Use), ("other", Meaning::OtherUse), ("hints", Meaning::Hint)];

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
pub(crate) fn fingerprint(corpus: &File, sheets: [&File; 4], acts: &[File]) -> String {
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

/// The terms by which goods are recognised.
pub(crate) fn terms(acts: &[File], substances: &File, language: &Table, folding: &Folding) -> Gathering {
    let substances: Substances =
        toml::from_str(&substances.text).unwrap_or_else(|error| panic!("{}: {error}", substances.name));
    let mut gathering = Gathering::default();
    let mut index = 0;
    for act in acts {
        let act = act.table();
        for control in listed(&act, "control").filter_map(Value::as_table) {
            let mut add = |meaning: Meaning, list: &mut dyn Iterator<Item = &str>| {
                gathering.add(index, meaning, list, folding);
            };
            of_goods(&control["goods"], &substances, &mut add);
            for (group, contains) in (0..).zip(listed(control, "contains")) {
                let substance = contains.get("substance").and_then(Value::as_str);
                let (stating, denying) = substance
                    .map(|name| (substances.stating(name), substances.denying(name)))
                    .unwrap_or_default();
                let with = |words: &'_ [String], list: &str| -> Vec<String> {
                    words.iter().cloned().chain(own(contains, list).map(str::to_owned)).collect()
                };
                add(Meaning::Content(group), &mut with(&stating, "any").iter().map(String::as_str));
                add(Meaning::NoContent(group), &mut with(&denying, "denied").iter().map(String::as_str));
                if let Some(class) = contains.get("class") {
                    add(Meaning::NoneOfClass(group), &mut own(class, "denied"));
                    add(Meaning::OfClass(group), &mut own(class, "members"));
                }
            }
            for (group, inapplicable) in (0..).zip(listed(control, "inapplicable")) {
                add(Meaning::Lacks(group), &mut own(inapplicable, "goods"));
            }
            if let Some(named) = control.get("named_use").and_then(Value::as_str) {
                for (list, meaning) in USE {
                    add(meaning, &mut own(&act["use"][named], list));
                }
            }
            index += 1;
        }
    }
    for (list, meaning) in TECHNOLOGY {
        gathering.add(EVERY, meaning, strings(&language["technology"][list]), folding);
    }
    gathering
}

/// The words of an entry's goods, with those that follow from its substances and their forms.
fn of_goods(
    goods: &Value,
    substances: &Substances,
    add: &mut dyn FnMut(Meaning, &mut dyn Iterator<Item = &str>),
) {
    let names: Vec<&str> = own(goods, "substances").collect();
    let forms: Vec<&str> = own(goods, "forms").collect();
    for (list, meaning, of_form) in GOODS {
        let words = of_form.map(|of_form| substances.words(&names, &forms, of_form)).unwrap_or_default();
        add(meaning, &mut words.iter().map(String::as_str).chain(own(goods, list)));
    }
    for (list, meaning, of_form) in GROUPS {
        let written = goods.get(list).and_then(Value::as_array).into_iter().flatten();
        let written = written.map(|group| strings(group).map(str::to_owned).collect());
        let groups: Vec<Vec<String>> =
            substances.groups(&names, &forms, of_form).into_iter().chain(written).collect();
        for (group, list) in (0..).zip(groups) {
            add(meaning(group), &mut list.iter().map(String::as_str));
        }
    }
}

/// What each formula requires.
pub(crate) fn formulas(acts: &[File]) -> Vec<Required> {
    let mut formulas = Vec::new();
    for act in acts {
        for control in act.table().get("control").and_then(Value::as_array).into_iter().flatten() {
            let patterns = control["goods"].get("patterns");
            formulas.extend(patterns.into_iter().flat_map(strings).map(formula::required));
        }
    }
    formulas
}

/// What goods are called that the law does not know, as the corpus has them.
pub(crate) fn everyday(corpus: &[File], folding: &Folding) -> Frequencies {
    let mut everyday = Frequencies::default();
    for file in corpus {
        let table = file.table();
        let lines = listed(&table, "line").filter(|line| line["expect"].as_str() == Some("out-of-scope"));
        for text in lines.flat_map(|line| [line.get("name"), line.get("specification")]).flatten() {
            everyday.count(&Prose::of(text.as_str().unwrap_or_default(), folding).text);
        }
    }
    everyday
}

/// The words of every class, with the sum of the bits of their classes.
pub(crate) fn classes(language: &Table, folding: &Folding) -> BTreeMap<Vec<u8>, u32> {
    let is_class = |key: &str| CLASSES.iter().any(|(_, known)| *known == key);
    let unknown = language
        .keys()
        .find(|key| !matches!(key.as_str(), "read_as" | "remark" | "trades") && !is_class(key));
    assert!(unknown.is_none(), "law/language.toml: no class is called {unknown:?}");
    let mut words: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let mut add = |word: String, class: Class| {
        assert!(word.len() <= LONGEST, "law/language.toml: {word} is too long");
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

/// The words for goods and trades.
pub(crate) fn trades(language: &Table, folding: &Folding) -> BTreeMap<Vec<u8>, u32> {
    let folded = strings(&language["trades"]).map(|word| Prose::of(word, folding).text);
    folded.flat_map(with_plural).map(|word| (word.into_bytes(), 0)).collect()
}

/// The tables of a list, where there is one.
fn listed<'a>(of: &'a Table, list: &str) -> impl Iterator<Item = &'a Value> {
    of.get(list).and_then(Value::as_array).into_iter().flatten()
}

/// The words of a list of a table, where there is one.
fn own<'a>(of: &'a Value, list: &str) -> impl Iterator<Item = &'a str> {
    of.get(list).into_iter().flat_map(strings)
}

/// The words of a list.
fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// A table for the program to read back.
pub(crate) fn bytes(table: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(table).expect("plain values")
}

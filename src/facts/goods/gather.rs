//! The terms of a law: those made when the program was built, or those of a law with acts of the user's.

use super::{
    formula::Required,
    meaning::{EVERY, Meaning},
    terms::{Gathering, Terms},
};
use crate::{
    facts::{embedded, fold::Folding, sieve::marks::Tables},
    law::ControlList,
};

/// The terms of the law that is part of the program.
pub(super) fn embedded_terms() -> Terms {
    Terms::of(
        &include_bytes!(concat!(env!("OUT_DIR"), "/terms"))[..],
        &include_bytes!(concat!(env!("OUT_DIR"), "/meanings"))[..],
    )
}

/// The tables of the sieve for those terms.
pub(super) fn embedded_tables() -> Tables {
    Tables {
        marks: include_bytes!(concat!(env!("OUT_DIR"), "/marks"))[..].into(),
        bits: include_bytes!(concat!(env!("OUT_DIR"), "/bits"))[..].into(),
    }
}

/// The tables of the sieve for terms, and for what each formula requires.
pub(super) fn gathered_tables<'a>(
    gathering: &Gathering,
    required: impl Iterator<Item = &'a Required>,
) -> Option<Tables> {
    let everyday = embedded(include_bytes!(concat!(env!("OUT_DIR"), "/everyday")));
    let folded = include_bytes!(concat!(env!("OUT_DIR"), "/folded"));
    Some(Tables::of(&gathering.features(required, everyday)?, folded))
}

/// The terms of a law that holds a user's acts.
pub(super) fn gathered(law: &ControlList, folding: &Folding) -> Gathering {
    let mut gathering = Gathering::default();
    let mut add = |entry: usize, meaning: Meaning, list: &[String]| {
        gathering.add(entry, meaning, list.iter().map(String::as_str), folding);
    };
    for (index, entry) in law.entries.iter().enumerate() {
        let goods = &entry.goods;
        add(index, Meaning::Any, &goods.any);
        add(index, Meaning::Presumed, &goods.presumed);
        add(index, Meaning::Ambiguous, &goods.ambiguous);
        add(index, Meaning::Broader, &goods.broader);
        add(index, Meaning::Bare, &goods.bare);
        add(index, Meaning::Measured, &goods.measured);
        add(index, Meaning::Evidence, &goods.evidence);
        add(index, Meaning::Contrast, &goods.contrast);
        add(index, Meaning::Never, &goods.none);
        add(index, Meaning::Unless, &goods.unless);
        for (group, list) in (0..).zip(goods.all.iter()) {
            add(index, Meaning::All(group), list);
        }
        for (group, list) in (0..).zip(goods.perhaps.iter()) {
            add(index, Meaning::Perhaps(group), list);
        }
        for (group, contains) in (0..).zip(&entry.contains) {
            add(index, Meaning::Content(group), &contains.any);
            add(index, Meaning::NoContent(group), &contains.denied);
            add(index, Meaning::NoneOfClass(group), &contains.class.denied);
            add(index, Meaning::OfClass(group), &contains.class.members);
        }
        for (group, (_, goods)) in (0..).zip(&entry.inapplicable) {
            add(index, Meaning::Lacks(group), goods);
        }
        if let Some(named_use) = &entry.named_use {
            add(index, Meaning::Use, &named_use.any);
            add(index, Meaning::OtherUse, &named_use.other);
            add(index, Meaning::Hint, &named_use.hints);
        }
    }
    let technology = &law.words.technology;
    add(EVERY, Meaning::Outright, &technology.outright);
    add(EVERY, Meaning::Carrier, &technology.carriers);
    add(EVERY, Meaning::Exempt, &technology.exempt);
    gathering
}

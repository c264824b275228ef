//! Reads the facts of an item: its kinds, and the quantities that these ask for.

use std::sync::{Arc, OnceLock};

use super::{
    Facts, Quantity, Reason,
    designation::{self, Levelled, Levels},
    fold::Folding,
    goods::{Ground, Kind, Kinship, Recogniser},
    known::{Asked, Known},
    quantity::Quantities,
};
use crate::{
    draft::{Declaration, Item, Quiet, Raw},
    law::{Comparison, ControlList, Limit},
    number::Number,
};

/// Reads facts. Built once from the control list.
#[derive(Clone, Debug)]
pub struct Reader {
    recogniser: Recogniser,
    quantities: OnceLock<Quantities>,
    folding: Folding,
    known: Arc<Known>,
    levels: Arc<Levels>,
}

impl Reader {
    /// Compiles what the law looks for.
    pub fn new(law: &ControlList, folding: &Folding) -> Self {
        Self {
            recogniser: Recogniser::new(law, folding),
            quantities: OnceLock::new(),
            folding: folding.clone(),
            known: Arc::default(),
            levels: Arc::default(),
        }
    }

    /// Reads measured quantities. Made ready when it is first needed.
    pub fn quantities(&self, law: &ControlList) -> &Quantities {
        self.quantities.get_or_init(|| Quantities::of_law(law, &self.folding))
    }

    /// Whether a tariff line of 8 or 10 digits is one of some entry.
    pub(crate) fn has_line(&self, digits: &[u8]) -> bool {
        self.recogniser.has_line(digits)
    }

    /// Whether a text may name goods of some entry. Told on the safe side.
    pub(crate) fn may_name_goods(&self, text: Raw<'_>, is_name: bool, quiet: &mut Quiet) -> bool {
        self.recogniser.may_name_goods(text, is_name, quiet)
    }

    /// Reads an item, unless one of the same words was read before.
    pub fn read(&self, declaration: &Declaration, item: &Item, law: &ControlList) -> Arc<Facts> {
        let levelled = self.levelled(item, law);
        let specification = levelled.as_ref().map(|levelled| levelled.text.as_str());
        let asked = Asked::of(&self.known, declaration.direction, item, specification);
        if let Some(facts) = asked.facts() {
            return facts;
        }
        let read = |item: &Item| self.read_anew(declaration, item, law);
        let (facts, weighed) = match &levelled {
            None => read(item),
            Some(levelled) => {
                let alike = read(&levelled.item(item));
                if levelled.is_told_by(&alike.0) {
                    return Arc::new(read(item).0);
                }
                alike
            }
        };
        let facts = Arc::new(facts);
        asked.keep(weighed, &facts);
        facts
    }

    /// The specification of an item, where the designations in it can be any others as well.
    pub(super) fn levelled(&self, item: &Item, law: &ControlList) -> Option<Levelled> {
        let specification = item.specification.as_ref()?;
        Levelled::of(&specification.text, &Searched { reader: self, law }, &self.levels)
    }

    /// Reads an item; and whether that took its masses and quantities. Quantities are looked for only where the
    /// goods may be of a kind that has limits.
    pub(super) fn read_anew(
        &self,
        declaration: &Declaration,
        item: &Item,
        law: &ControlList,
    ) -> (Facts, bool) {
        let mut facts = Facts::unread(declaration, item);
        if !facts.is_import {
            (facts.kinds, facts.is_vague) = self.recogniser.kinds(item, &facts.tariff_line, law);
        }
        // general words under a line of other goods are passed over, unless a value that the law
        // asks for stands beside them
        let by_line = |kind: &Kind| kind.kinship == Kinship::NotOf && kind.ground == Ground::TariffLine;
        let mut wanted: Vec<&str> = Vec::new();
        let is_weighed =
            |kind: &&Kind| kind.kinship != Kinship::NotOf || by_line(kind) || kind.measured.is_some();
        for kind in facts.kinds.iter().filter(is_weighed) {
            for name in limited(kind, law) {
                if !wanted.contains(&name) {
                    wanted.push(name);
                }
            }
        }
        let mut weighed = false;
        if !wanted.is_empty() {
            let reading = self.quantities(law).read(item, &wanted);
            facts.stated = reading.stated;
            facts.derived = reading.derived;
            facts.set_aside = reading.set_aside;
            weighed = reading.weighed;
        }
        let is_stated = |name: &str| facts.stated.iter().any(|quantity| quantity.parameter == name);
        let stated: Vec<bool> = facts
            .kinds
            .iter()
            .map(|kind| by_line(kind) && (limited(kind, law).any(is_stated) || facts.may_meet(kind, law)))
            .collect();
        for (kind, _) in facts.kinds.iter_mut().zip(stated).filter(|(_, is_stated)| *is_stated) {
            kind.kinship = Kinship::Doubtful;
        }
        self.alone(&mut facts, item, &wanted, law);
        facts.measure(law);
        (facts, weighed)
    }

    /// Takes a value that stands alone, without its name, for what it meets a limit as: it may make goods
    /// controlled, and never clears them.
    fn alone(&self, facts: &mut Facts, item: &Item, wanted: &[&str], law: &ControlList) {
        if !facts.set_aside.iter().any(|aside| aside.reason == Reason::NoLabel) {
            return;
        }
        let entries = facts.kinds.iter().map(|kind| &law.entries[kind.entry]);
        let limits: Vec<&Limit> = entries
            .filter_map(|entry| entry.condition.as_ref())
            .flat_map(|condition| condition.limits())
            .collect();
        let meets = |quantity: &Quantity| {
            limits.iter().any(|limit| {
                limit.parameter == quantity.parameter
                    && limit.compare(&quantity.interval, &Number::from(0)) == Comparison::Met
            })
        };
        let alone = self.quantities(law).alone(item, wanted, &facts.set_aside);
        for quantity in alone.into_iter().filter(meets) {
            facts
                .set_aside
                .retain(|aside| aside.parameter != quantity.parameter || aside.reason != Reason::NoLabel);
            facts.stated.push(quantity);
        }
    }
}

/// The parameters on which a kind's entry sets limits.
fn limited<'a>(kind: &Kind, law: &'a ControlList) -> impl Iterator<Item = &'a str> {
    let condition = law.entries[kind.entry].condition.as_ref();
    condition.into_iter().flat_map(|condition| condition.limits()).map(|limit| limit.parameter.as_str())
}

/// All that is looked for in texts.
struct Searched<'a> {
    reader: &'a Reader,
    law: &'a ControlList,
}

impl designation::Words for Searched<'_> {
    fn reach_into(&self, text: &str, from: usize) -> bool {
        let Self { reader, law } = self;
        reader.recogniser.reaches_into(text, from) || reader.quantities(law).reaches_into(text, from)
    }

    fn stand_before(&self, text: &str, number: usize) -> bool {
        let Self { reader, law } = self;
        reader.recogniser.stands_in(text) || reader.quantities(law).stand_before(text, number)
    }

    fn continue_in(&self, slot: &str) -> bool {
        self.reader.quantities(self.law).continue_in(slot)
    }
}

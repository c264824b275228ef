//! Positions in the declaration elements: the last resort, because they are not reliable.

use std::ops::Range;

use super::{
    Quantities,
    attribution::{self, Attributed, Opening},
    label::Label,
    lexicon::Target,
    scan::Scan,
};
use crate::{draft::Field, law::elements::ElementList};

const BARS: [char; 2] = ['|', '｜'];

/// The elements for which a specification answers: those of its tariff line, where it has as many slots.
pub(super) fn elements<'a>(
    quantities: &'a Quantities,
    specification: &str,
    tariff_line: &str,
) -> Option<&'a ElementList> {
    let list = quantities.elements.of(tariff_line)?;
    (specification.split(BARS).count() == list.elements.len()).then_some(list)
}

/// What a specification states, with what its slots add: a slot that holds one number is the element's.
pub(super) fn with_positions(
    quantities: &Quantities,
    specification: &Field,
    list: &ElementList,
    asked: &[bool],
    mut stated: Attributed,
) -> Attributed {
    let text = specification.text.as_str();
    let slots = text.split(BARS);
    for (element, slot) in list.elements.iter().zip(slots) {
        let named = element.parameter.as_ref().and_then(|name| {
            quantities.parameters.parameters.iter().position(|parameter| parameter.name == *name)
        });
        let Some(parameter) = named.filter(|parameter| asked[*parameter]) else { continue };
        let start = slot.as_ptr() as usize - text.as_ptr() as usize;
        let inside = |range: &Range<usize>| range.start >= start && range.end <= start + slot.len();
        let known = stated.values.iter().any(|(of, value)| *of == parameter && inside(&value.range))
            || stated.set_aside.iter().any(|(of, aside)| *of == parameter && inside(&aside.range));
        if known {
            continue;
        }
        let found = slot_alone(quantities, slot, start, parameter, asked);
        stated.values.extend(found.values);
        stated.set_aside.extend(found.set_aside);
    }
    stated
}

/// What a slot states that holds nothing but one amount. `start` is where it begins in its text.
pub(super) fn slot_alone(
    quantities: &Quantities,
    slot: &str,
    start: usize,
    parameter: usize,
    asked: &[bool],
) -> Attributed {
    let scan = Scan::new(quantities, slot);
    let amounts = super::expression::amounts(&scan);
    let [amount] = amounts.as_slice() else { return Attributed::default() };
    let end = amount.foreign.as_ref().map_or(amount.range.end, |foreign| foreign.end);
    let around = [&scan.text()[..amount.range.start], scan.rest(end)];
    if amount.glued || around.iter().any(|text| !text.trim().is_empty()) {
        return Attributed::default();
    }
    let label = Label { targets: vec![Target::Parameter(parameter)], ..Label::default() };
    let mut only = vec![false; asked.len()];
    only[parameter] = true;
    let mut found = attribution::attribute(&scan, &only, Some(&Opening { label, ..Opening::default() }));
    let shift = |range: &mut Range<usize>| *range = range.start + start..range.end + start;
    found.values.iter_mut().for_each(|(_, value)| shift(&mut value.range));
    found.set_aside.iter_mut().for_each(|(_, aside)| shift(&mut aside.range));
    found
}

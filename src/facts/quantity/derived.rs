//! What follows from what is stated: energy / mass, nominal voltage × rated capacity / mass.
//! Derived values inform and question; they never decide.

use std::cell::OnceCell;

use super::Quantities;
use crate::{
    draft::{Item, Role},
    facts::{Basis, Place, Quantity, Source, Written},
    interval::{End, Interval},
    law::parameters::Derivation,
    number::Number,
};

/// Every value of the wanted parameters that follows from stated ones; and whether masses and quantities were looked
/// at for that.
pub(super) fn derive(
    quantities: &Quantities,
    item: &Item,
    stated: &[Quantity],
    wanted: &[&str],
) -> (Vec<Quantity>, bool) {
    let mass_of_a_piece = OnceCell::new();
    let derived = quantities
        .parameters
        .derivations
        .iter()
        .filter(|derivation| wanted.contains(&derivation.parameter.as_str()))
        .filter_map(|derivation| {
            let factors: Vec<Operand> =
                derivation.product.iter().map(|name| only(stated, name)).collect::<Option<_>>()?;
            let divisor = if stated.iter().any(|quantity| quantity.parameter == derivation.over) {
                only(stated, &derivation.over)?
            } else {
                let of_a_piece = || mass_of_a_piece.get_or_init(|| mass_per_piece(quantities, item));
                (derivation.over == MASS).then(of_a_piece)?.clone()?
            };
            quotient(quantities, derivation, &factors, &divisor)
        })
        .collect();
    // without units no masses are asked for, whatever they are
    let has_units = item.columns.iter().any(|column| column.role == Role::Unit);
    (derived, has_units && mass_of_a_piece.get().is_some())
}

/// The parameter that the net mass column states.
const MASS: &str = "mass";

/// One value that goes into a derivation.
#[derive(Clone)]
struct Operand {
    interval: Interval,
    approximate: bool,
    place: Place,
}

/// The value of a parameter, if the item states only one: of several it is not known which
/// belong together.
fn only(stated: &[Quantity], parameter: &str) -> Option<Operand> {
    let mut values = stated.iter().filter(|quantity| quantity.parameter == parameter);
    let first = values.next()?;
    values.all(|other| other.interval == first.interval).then(|| Operand {
        interval: first.interval.clone(),
        approximate: first.approximate,
        place: first.place.clone(),
    })
}

/// The net mass of the line by the number of its pieces, where the unit counts pieces.
fn mass_per_piece(quantities: &Quantities, item: &Item) -> Option<Operand> {
    let mut columns = item.columns.iter().enumerate();
    let single = |role: Role| {
        let mut of = item.columns.iter().filter(|column| column.role == role);
        of.next().filter(|_| of.next().is_none())
    };
    let (index, mass) = columns.find(|(_, column)| column.role == Role::NetMass)?;
    single(Role::NetMass)?;
    let unit = quantities.folding.fold(single(Role::Unit)?.field.text.trim()).text;
    if !quantities.parameters.words.pieces.iter().any(|piece| quantities.folding.fold(piece).text == unit) {
        return None;
    }
    let number = |text: &str| -> Option<Number> {
        let folded = quantities.folding.fold(text.trim()).text;
        folded.trim_end_matches("kg").trim().parse().ok()
    };
    let pieces = number(&single(Role::Quantity)?.field.text)?;
    let zero = Number::from(0);
    let each = number(&mass.field.text)?.over(&pieces).filter(|each| *each > zero && pieces > zero)?;
    let text = mass.field.text.clone();
    let place = Place { source: Source::Column(index), range: 0..text.len(), text };
    Some(Operand { interval: Interval::exactly(each), approximate: false, place })
}

fn quotient(
    quantities: &Quantities,
    derivation: &Derivation,
    factors: &[Operand],
    divisor: &Operand,
) -> Option<Quantity> {
    let parameter = quantities.parameters.named(&derivation.parameter)?;
    let one = Interval::exactly(derivation.factor.clone());
    let product = factors.iter().fold(one, |product, factor| times(&product, &factor.interval));
    let interval = over(&product, &divisor.interval);
    if interval.low.is_none() && interval.high.is_none() {
        return None;
    }
    let places: Vec<Place> = factors.iter().chain([divisor]).map(|operand| operand.place.clone()).collect();
    Some(Quantity {
        parameter: derivation.parameter.clone(),
        written: Written { value: written(&interval), unit: parameter.unit.clone() },
        interval,
        place: places.first()?.clone(),
        rests_on: places,
        basis: Basis::Derived,
        approximate: factors.iter().chain([divisor]).any(|operand| operand.approximate),
        qualifiers: Vec::new(),
    })
}

/// The product of two intervals of positive quantities.
fn times(one: &Interval, other: &Interval) -> Interval {
    let end = |one: &Option<End>, other: &Option<End>| {
        let (one, other) = (one.as_ref()?, other.as_ref()?);
        Some(End { value: one.value.times(&other.value), inclusive: one.inclusive && other.inclusive })
    };
    Interval { low: end(&one.low, &other.low), high: end(&one.high, &other.high) }
}

/// The quotient of two intervals of positive quantities: the greatest mass gives the least.
fn over(one: &Interval, other: &Interval) -> Interval {
    let zero = Number::from(0);
    let end = |above: &Option<End>, below: &Option<End>| {
        let (above, below) = (above.as_ref()?, below.as_ref()?);
        let value = above.value.over(&below.value).filter(|_| below.value > zero)?;
        Some(End { value, inclusive: above.inclusive && below.inclusive })
    };
    Interval { low: end(&one.low, &other.high), high: end(&one.high, &other.low) }
}

/// The interval for people, each end with one decimal: comparisons use the exact one.
fn written(interval: &Interval) -> String {
    let rounded = |end: &End| end.value.rounded(1).to_string();
    match (&interval.low, &interval.high) {
        (Some(low), Some(high)) if low.value == high.value => rounded(low),
        (Some(low), Some(high)) => format!("{}-{}", rounded(low), rounded(high)),
        (Some(low), None) => format!("{}{}", if low.inclusive { "≥" } else { ">" }, rounded(low)),
        (None, Some(high)) => format!("{}{}", if high.inclusive { "≤" } else { "<" }, rounded(high)),
        (None, None) => String::new(),
    }
}

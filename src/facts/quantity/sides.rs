//! Sides that no label tells apart: `150×130×60mm` of a block, `Φ130×300mm` of a cylinder.

use super::{
    Value,
    amount::{Amount, Dimension, Shape},
    expression::Reader,
    lexicon::Target,
    scan::Scan,
    statement::Statement,
    unit::UnitMeaning,
};
use crate::number::Number;

/// The sides in a text, with the index of the parameter that each is: of three the longest first, however
/// they are written; behind a diameter the length.
pub(super) fn sides(scan: &Scan<'_>, asked: &[bool], amounts: &[Amount]) -> Vec<(usize, Value)> {
    let sides = &scan.quantities.parameters.sides;
    let index = |name: &String| scan.quantities.parameters.parameters.iter().position(|of| of.name == *name);
    let asked = |names: &[String]| -> Option<Vec<usize>> {
        names.iter().map(|name| index(name).filter(|index| asked[*index])).collect()
    };
    let (block, round) = (asked(&sides.block), asked(&sides.round));
    if block.is_none() && round.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut rest = amounts;
    while let Some(first) = rest.iter().position(|amount| amount.dimension == Some(Dimension::First)) {
        let later = |amount: &&Amount| amount.dimension == Some(Dimension::Later);
        let count = 1 + rest[first + 1..].iter().take_while(later).count();
        let string = &rest[first..first + count];
        rest = &rest[first + count..];
        match (string, &round, &block) {
            ([diameter, length], Some(round), _) if is_labelled(scan, diameter, round[0]) => {
                found.extend(value(scan, round[1], length));
            }
            ([_, _, _], _, Some(block)) if is_unlabelled(scan, &string[0], &sides.labels) => {
                found.extend(longest_first(scan, block, string).unwrap_or_default());
            }
            _ => {}
        }
    }
    found
}

/// Whether the label directly before an amount is that of a parameter.
fn is_labelled(scan: &Scan<'_>, amount: &Amount, parameter: usize) -> bool {
    let reader = Reader { scan, floor: 0 };
    let label = reader.word_before(amount.range.start);
    label.is_some_and(|word| scan.entry(word).targets.contains(&Target::Parameter(parameter)))
}

/// Whether an amount begins a slot or a clause, or stands behind a word for sides.
fn is_unlabelled(scan: &Scan<'_>, amount: &Amount, labels: &[String]) -> bool {
    let before = scan.text()[..amount.range.start].trim_end_matches([' ', ':', '=', '(']);
    before.chars().next_back().is_none_or(|last| "|,;)。、\n".contains(last))
        || labels.iter().any(|label| before.ends_with(label.as_str()))
}

/// The sides of a block by their length.
fn longest_first(scan: &Scan<'_>, block: &[usize], string: &[Amount]) -> Option<Vec<(usize, Value)>> {
    let mut sides: Vec<(Number, &Amount)> = Vec::new();
    for amount in string {
        let (_, value) = value(scan, block[0], amount)?;
        sides.push((value.interval.low?.value, amount));
    }
    sides.sort_by(|one, other| other.0.cmp(&one.0));
    block.iter().zip(&sides).map(|(parameter, (_, amount))| value(scan, *parameter, amount)).collect()
}

/// A plain number as a value of a parameter, where its unit measures that.
fn value(scan: &Scan<'_>, parameter: usize, amount: &Amount) -> Option<(usize, Value)> {
    let meanings = scan.quantities.units.meanings(amount.unit?);
    let unit = meanings.iter().find_map(|meaning| match *meaning {
        UnitMeaning::Parameter(of, unit) if of == parameter => Some(unit),
        _ => None,
    })?;
    let of = &scan.quantities.parameters.parameters[parameter];
    let (label, qualifiers) = ((None, false), Vec::new());
    let statement = Statement { parameter: of, unit, amount, label, qualifiers, lowered: false };
    let values = matches!(amount.shape, Shape::Point(_)).then(|| statement.values(scan))?;
    let [value] = <[Value; 1]>::try_from(values).ok()?;
    Some((parameter, value))
}

//! What holds for every text.

use proptest::prelude::*;

use super::*;

fn every_parameter(quantities: &Quantities) -> Vec<&str> {
    quantities.parameters.parameters.iter().map(|parameter| parameter.name.as_str()).collect()
}

/// Every range is one of the text.
fn in_bounds(text: &str, reading: &TextReading) -> bool {
    let values = reading.values.iter().map(|value| &value.range);
    let aside = reading.set_aside.iter().map(|aside| &aside.range);
    values.chain(aside).all(|range| text.get(range.clone()).is_some_and(|part| !part.is_empty()))
}

/// Pieces out of which hostile and honest texts are made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("能量密度"),
        Just("压实密度"),
        Just("极片"),
        Just("容积"),
        Just("Φ"),
        Just("直径"),
        Just("理论"),
        Just("克容量"),
        Just("重量"),
        Just("≥"),
        Just("不低于"),
        Just("不得"),
        Just("约"),
        Just("~"),
        Just("-"),
        Just("±"),
        Just("+"),
        Just("/"),
        Just("|"),
        Just("，"),
        Just("。"),
        Just("("),
        Just("）"),
        Just("["),
        Just("285"),
        Just("2.55"),
        Just("1,200"),
        Just("1 200"),
        Just("２８５"),
        Just("三百"),
        Just("万"),
        Just("点"),
        Just("Wh/kg"),
        Just("wh"),
        Just("g/cm³"),
        Just("m³"),
        Just("mm"),
        Just("×"),
        Just("×10²"),
        Just("e+9"),
        Just(" "),
        Just("\n"),
        Just("3T"),
        Just("0.1C"),
        Just("以上"),
        Just("max"),
        Just("不属于"),
        Just("型号"),
        Just("㎥"),
        Just("Ⅷ"),
        Just("²"),
        Just("①"),
        Just("\u{200b}"),
        Just("99999999999999999999999999999999999999999999"),
        Just("量"),
        Just("x"),
        Just("."),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_panics_and_ranges_lie_in_it(text in prop_oneof![any::<String>(), pieces()]) {
        thread_local!(static QUANTITIES: Quantities = quantities());
        QUANTITIES.with(|quantities| {
            let wanted = every_parameter(quantities);
            prop_assert!(in_bounds(&text, &quantities.read_text(&text, &wanted)));
            quantities.is_parameter_label(&text);
            let read = column::read(quantities, &text, &text, &vec![true; wanted.len()]);
            prop_assert!(read.values.iter().all(|(_, value)| text.get(value.range.clone()).is_some()));
            Ok(())
        })?;
    }
}

/// Spellings of one number in the folded and unfolded ways of writing it.
fn spellings_of(digits: &str) -> Vec<String> {
    let full_width: String =
        digits.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)).collect();
    let mut spellings = vec![digits.to_owned(), full_width, format!(" {digits} "), format!("{digits} ")];
    if digits.contains('.') {
        spellings.push(digits.replace('.', "。"));
        spellings.push(format!("{digits}0"));
    } else {
        spellings.push(format!("{digits}.0"));
    }
    spellings
}

#[test]
fn equal_quantities_in_any_spelling_are_equal() {
    let quantities = quantities();
    let mut tried = 0;
    for parameter in quantities.parameters.parameters.clone() {
        let label = &parameter.labels[0];
        for unit in &parameter.units {
            let digits = "2.5";
            let expected = Interval::exactly(unit.converted(&"2.5".parse().expect("number")));
            for spelling in unit.spellings.iter().chain([&unit.name]) {
                for number in spellings_of(digits) {
                    for unit in [
                        spelling.clone(),
                        spelling.to_uppercase(),
                        format!(" {spelling}"),
                        format!("({spelling})"),
                    ] {
                        for text in [format!("{label}{number}{unit}"), format!("{label}：{number}{unit}；")]
                        {
                            let read = quantities.read_text(&text, &[&parameter.name]);
                            let intervals: Vec<_> = read.values.iter().map(|value| &value.interval).collect();
                            assert_eq!(intervals, [&expected], "{text}");
                            tried += 1;
                        }
                    }
                }
            }
        }
        for label in parameter.labels.iter() {
            let text = format!("{label} 2.5 {}", parameter.units[0].name);
            let read = quantities.read_text(&text, &[&parameter.name]);
            assert_eq!(read.values.len(), 1, "{text}: {read:?}");
        }
    }
    assert!(tried > 5000, "{tried}");
}

#[test]
fn every_look_alike_is_set_aside() {
    let quantities = quantities();
    for parameter in &quantities.parameters.parameters {
        let unit = &parameter.units[0].name;
        for look_alike in parameter.look_alikes.iter() {
            let labelled = look_alike.labels.iter().map(|label| format!("{label} 2.5 {unit}"));
            let modified =
                look_alike.modifiers.iter().map(|word| format!("{word} {} 2.5 {unit}", parameter.labels[0]));
            let label = &parameter.labels[0];
            let other = look_alike.units.iter().map(|unit| format!("{label} 2.5 {unit}"));
            for text in labelled.chain(modified).chain(other) {
                let read = quantities.read_text(&text, &[&parameter.name]);
                assert!(read.values.is_empty(), "{text}: {:?}", read.values);
                let reasons: Vec<_> = read.set_aside.iter().map(|aside| &aside.reason).collect();
                assert!(matches!(reasons[..], [Reason::OtherQuantity(_)]), "{text}: {reasons:?}");
            }
        }
    }
}

#[test]
fn every_bound_opens_its_side() {
    let quantities = quantities();
    let words = quantities.parameters.words.clone();
    let name = "gravimetric-energy-density";
    for (sides, expected) in [
        (&words.at_least, "[300, )"),
        (&words.above, "(300, )"),
        (&words.at_most, "(, 300]"),
        (&words.below, "(, 300)"),
    ] {
        let before = sides.before.iter().map(|word| format!("能量密度 {word} 300 Wh/kg"));
        let after = sides.after.iter().map(|word| format!("能量密度 300 Wh/kg {word}"));
        for text in before.chain(after) {
            let read = quantities.read_text(&text, &[name]);
            let intervals: Vec<_> = read.values.iter().map(|value| value.interval.clone()).collect();
            assert_eq!(intervals, [interval(expected)], "{text}");
        }
    }
}

/// A long text takes time in proportion to its length.
#[test]
fn long_texts_are_read_in_one_pass() {
    let quantities = quantities();
    let wanted = every_parameter(&quantities);
    for piece in [
        "能量密度285Wh/kg，",
        "1",
        "1 ",
        "1,",
        "九",
        "(",
        "((1",
        "~1",
        "≥",
        "能量密度",
        "理论",
        "1-",
        "1×",
        "1/",
        "1|",
        " ",
        "a",
        "极片 ",
        "1 1 ",
        "1Wh",
        "型号",
        "约",
        "1.",
        "不得",
        "1        ",
        "型号A",
        "(1Wh/kg",
        "1±",
        "能量密度/",
        "能量密度(",
        "x1",
        "1次后",
    ] {
        let text = piece.repeat((1 << 16) / piece.len());
        assert!(in_bounds(&text, &quantities.read_text(&text, &wanted)), "{piece:?} repeated");
    }
}

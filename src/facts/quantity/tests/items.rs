//! Whole items: columns, positions, derivations, places in the file.

use super::*;
use crate::{draft::Column, span::Span};

const ENERGY: &str = "gravimetric-energy-density";

fn field(text: &str) -> Field {
    Field::verbatim(text, 100)
}

fn item(tariff_line: &str, name: &str, specification: &str, columns: &[(&str, Role, &str)]) -> Item {
    Item {
        number: 1,
        line: 1,
        span: Span::new(0, 0),
        is_passed_over: false,
        tariff_line: Some(field(tariff_line)),
        name: Some(field(name)),
        specification: Some(field(specification)),
        columns: columns
            .iter()
            .map(|(heading, role, text)| Column {
                heading: (*heading).to_owned(),
                role: *role,
                field: field(text),
            })
            .collect(),
    }
}

fn in_column(
    quantities: &Quantities,
    heading: &str,
    cell: &str,
    wanted: &str,
) -> (Vec<Interval>, Vec<String>) {
    let reading = quantities.read(&item("", "", "", &[(heading, Role::Parameter, cell)]), &[wanted]);
    let stated = reading.stated.into_iter().map(|quantity| quantity.interval).collect();
    (stated, reading.set_aside.iter().map(|aside| reason(&aside.reason)).collect())
}

#[test]
fn reads_a_cell_under_its_heading() {
    let quantities = quantities();
    for (heading, cell, values, aside) in [
        ("能量密度(Wh/kg)", "285", &["285"][..], &[][..]),
        ("能量密度（Wh/kg）", "≥300", &["[300, )"], &[]),
        ("能量密度 Wh/kg", "280~290", &["[280, 290]"], &[]),
        ("能量密度", "285Wh/kg", &["285"], &[]),
        ("能量密度(kWh/kg)", "0.285", &["285"], &[]),
        ("energy density [Wh/kg]", "285.0", &["285"], &[]),
        ("Gravimetric Energy Density (Wh/kg)", " 285 ", &["285"], &[]),
        ("能量密度(Wh/kg)", "285 Wh/kg", &["285"], &[]),
        ("能量密度(Wh/kg)", "三百", &["300"], &[]),
        ("能量密度(Wh/kg)", "285/290", &["285", "290"], &[]),
        ("最低能量密度(Wh/kg)", "300", &["[300, )"], &[]),
        ("能量密度(Wh/kg,最大值)", "290", &["(, 290]"], &[]),
        ("能量密度(Wh/kg)", "300以上", &["[300, )"], &[]),
        ("能量密度(Wh/kg)", "700Wh/L", &[], &["OtherQuantity 体积能量密度"]),
        ("体积能量密度(Wh/L)", "700", &[], &["OtherQuantity 体积能量密度"]),
        ("能量密度(Wh/L)", "700", &[], &["OtherQuantity 体积能量密度"]),
        ("能量密度", "285", &[], &["NoUnit"]),
        ("能量密度(Wh/kg)", "见附件", &[], &["NotANumber"]),
        ("能量密度(Wh/kg)", "TBD", &[], &["NotANumber"]),
        ("能量密度(Wh/kg)", "LP-300", &[], &["NotANumber"]),
        ("能量密度(Wh/kg)", "285Whkg", &[], &["ForeignUnit Whkg"]),
        ("能量密度(Wh/kg)", "", &[], &[]),
        ("能量密度(Wh/kg)", "/", &[], &[]),
        ("能量密度(Wh/kg)", "-", &[], &[]),
        ("能量密度(Wh/kg)", "无", &[], &[]),
        ("能量密度(Wh/kg)", "N/A", &[], &[]),
        ("容量(Ah)", "280", &[], &[]),
        ("储能量", "285", &[], &[]),
        ("ED (Wh/kg)", "285", &["285"], &[]),
        ("Wh/kg", "≥285", &["[285, )"], &[]),
        ("电池能量密度(Wh/kg)", "285", &["285"], &[]),
        ("总价(USD/kWh)", "285", &[], &[]),
    ] {
        let values: Vec<Interval> = values.iter().map(|value| interval(value)).collect();
        let aside: Vec<String> = aside.iter().map(|text: &&str| (*text).to_owned()).collect();
        assert_eq!(in_column(&quantities, heading, cell, ENERGY), (values, aside), "{heading} above {cell}");
    }
    let (values, _) = in_column(&quantities, "0.1C克容量(mAh/g)", "158", "specific-capacity");
    assert_eq!(values, [interval("158")]);
    let (values, _) = in_column(&quantities, "压实密度(g/cm³)", "2,55", "compaction-density");
    assert_eq!(values, [interval("2.55")]);
}

#[test]
fn what_may_be_a_value_is_set_aside_with_what_it_would_be() {
    let quantities = quantities();
    let candidates = |role, heading: &str, cell: &str, wanted: &str| -> Vec<(String, Vec<Interval>)> {
        let reading = quantities.read(&item("", "", "", &[(heading, role, cell)]), &[wanted]);
        assert!(reading.stated.is_empty() || role != Role::Unknown, "{cell}");
        reading.set_aside.into_iter().map(|aside| (reason(&aside.reason), aside.candidates)).collect()
    };
    let one = |reason: &str, values: &[&str]| {
        vec![(reason.to_owned(), values.iter().map(|value| interval(value)).collect::<Vec<_>>())]
    };
    let unknown = |cell| candidates(Role::Unknown, "其他", cell, ENERGY);
    assert_eq!(unknown("能量密度310Wh/kg"), one("UnknownColumn", &["310"]));
    assert_eq!(unknown("≥310 Wh/kg"), one("UnknownColumn", &["[310, )"]));
    assert_eq!(unknown("能量密度310"), one("NoUnit", &["310", "310", "310/3.6", "310/3.6"]));
    for nothing in ["310", "310室", "LP-310", "700Wh/L", "单重310g", "能量密度低于300Wh/kg的管制标准"]
    {
        assert_eq!(unknown(nothing), [], "{nothing}");
    }
    // 1级 is in no case 1 MJ/kg, 20250101 is no value in any unit
    let column = |cell| candidates(Role::Parameter, "能量密度", cell, ENERGY);
    assert_eq!(column("1级"), one("NoUnit", &[]));
    assert_eq!(column("20250101"), one("NoUnit", &[]));
    let volume = candidates(Role::Parameter, "容积", "6", "volume");
    assert_eq!(volume, one("NoUnit", &["6", "6/1000", "6"]));
}

#[test]
fn knows_a_heading_that_names_a_quantity() {
    let quantities = quantities();
    for heading in [
        "能量密度",
        "能量密度(Wh/kg)",
        "能量密度（Wh/kg）",
        "能量密度 Wh/kg",
        "Energy Density",
        "energy_density",
        "EnergyDensity",
        "压实密度g/cm3",
        "压实密度(g/cm³)@3T",
        "0.1C克容量(mAh/g)",
        "Specific capacity [mAh/g]",
        "有效容积(L)",
        "筒体直径mm",
        "体积能量密度(Wh/L)",
        "振实密度",
        "电芯能量密度",
        "能量密度≥",
        "最大能量密度",
        "Spec. energy",
        "Wh/kg",
    ] {
        assert!(quantities.is_parameter_label(heading), "{heading}");
    }
    for heading in [
        "",
        "品名",
        "规格型号",
        "备注",
        "数量",
        "商品编号",
        "description",
        "285",
        "能量密度说明书编号",
        "kWh",
        "m3",
        "单价",
    ] {
        assert!(!quantities.is_parameter_label(heading), "{heading}");
    }
}

#[test]
fn looks_at_a_position_last() {
    let quantities = quantities();
    let states = |list: &&crate::law::elements::ElementList| {
        list.elements.iter().any(|element| element.parameter.as_deref() == Some(ENERGY))
    };
    let lists = &quantities.elements.lists;
    let line = format!("{}90", lists.iter().find(states).expect("a list").tariff_lines[0]);
    let other = &lists.iter().find(|list| !states(list)).expect("another list").tariff_lines[0];
    let read = |specification: &str| {
        let reading = quantities.read(&item(&line, "锂离子电池", specification, &[]), &[ENERGY]);
        let stated: Vec<_> = reading.stated.iter().map(|quantity| quantity.interval.clone()).collect();
        let aside: Vec<_> =
            reading.set_aside.iter().map(|aside| (reason(&aside.reason), aside.place.text.clone())).collect();
        (stated, aside)
    };
    let no_unit = |text: &str| (vec![], vec![("NoUnit".to_owned(), text.to_owned())]);
    assert_eq!(read("4|0|储能|三元|285|牌|LP-300|280Ah|不含汞|3.2V||| "), no_unit("285"));
    assert_eq!(
        read("4|0|储能|三元|285Wh/kg|牌|LP-300|280Ah|不含汞|3.2V|||"),
        (vec![interval("285")], vec![])
    );
    assert_eq!(
        read("4|0|储能|三元|285Wh|牌|LP-300|280Ah|不含汞|3.2V|||"),
        (vec![], vec![("ForeignUnit Wh".to_owned(), "285Wh".to_owned())])
    );
    // another number of slots, a slot that holds more than a number, another line
    assert_eq!(read("4|0|储能|三元|285|牌|LP-300"), (vec![], vec![]));
    assert_eq!(read("4|0|储能|三元|LP-300|牌|285|280Ah|不含汞|3.2V|||"), (vec![], vec![]));
    let elsewhere = item(other, "", "4|0|储能|三元|285|牌|LP-300|280Ah|不含汞|3.2V|||", &[]);
    assert_eq!(quantities.read(&elsewhere, &[ENERGY]), Reading::default());
}

#[test]
fn derives_what_follows_and_only_that() {
    let quantities = quantities();
    let derived = |specification: &str, columns: &[(&str, Role, &str)]| -> Vec<(Interval, String, String)> {
        let reading = quantities.read(&item("", "", specification, columns), &[ENERGY]);
        assert!(reading.stated.iter().all(|quantity| quantity.basis == Basis::Declared));
        assert!(reading.derived.iter().all(|quantity| quantity.basis == Basis::Derived));
        let words = |quantity: Quantity| {
            (quantity.interval.clone(), quantity.written.value.clone(), quantity.words())
        };
        reading.derived.into_iter().map(words).collect()
    };
    let one = |value: &str, written: &str, words: &str| {
        vec![(interval(value), written.to_owned(), words.to_owned())]
    };
    assert_eq!(derived("能量1000Wh，重量4kg", &[]), one("250", "250", "1000Wh / 4kg"));
    assert_eq!(derived("3.2V 280Ah 重量5.4kg", &[]), one("896/5.4", "165.9", "3.2V × 280Ah / 5.4kg"));
    assert_eq!(derived("105mAh|3.7V|重量：2.1g", &[]), one("185", "185", "3.7V × 105mAh / 2.1g"));
    assert_eq!(derived("能量1kWh，重量≤4kg", &[]), one("[250, )", "≥250", "1kWh / ≤4kg"));
    assert_eq!(derived("能量1000Wh，重量4-5kg", &[]), one("[200, 250]", "200-250", "1000Wh / 4-5kg"));
    // the charge-limit voltage, a gross mass, two masses, no mass
    assert_eq!(derived("充电限制电压4.2V 280Ah 重量5.4kg", &[]), []);
    assert_eq!(derived("能量1000Wh，毛重4kg", &[]), []);
    assert_eq!(derived("能量1000Wh，单重4kg，重量5kg", &[]), []);
    assert_eq!(derived("能量1000Wh", &[]), []);
    assert_eq!(derived("能量1000Wh，重量0kg", &[]), []);
    // columns: a mass of one piece only where pieces are counted
    let columns =
        |unit| [("净重", Role::NetMass, "40"), ("数量", Role::Quantity, "10"), ("单位", Role::Unit, unit)];
    assert_eq!(derived("能量1000Wh", &columns("个")), one("250", "250", "1000Wh / 40"));
    assert_eq!(derived("能量1000Wh", &columns("PCS")), one("250", "250", "1000Wh / 40"));
    assert_eq!(derived("能量1000Wh", &columns("千克")), []);
    assert_eq!(derived("能量1000Wh", &columns("")), []);
    assert_eq!(derived("能量1000Wh", &columns("个")[..1]), []);
}

#[test]
fn approximate_operands_make_an_approximate_result() {
    let reading = quantities().read(&item("", "", "能量1000Wh，重量约4kg", &[]), &[ENERGY]);
    assert!(reading.derived[0].approximate);
    assert_eq!(
        reading.derived[0].interval,
        Interval::between("1000/4.2".parse().expect("n"), "1000/3.8".parse().expect("n"))
    );
}

#[test]
fn reads_only_what_is_wanted() {
    let quantities = quantities();
    let all = item("", "能量密度285Wh/kg 压实密度2.5g/cm3", "1000Wh 4kg", &[]);
    assert_eq!(quantities.read(&all, &[]), Reading::default());
    assert_eq!(quantities.read(&all, &["nothing-known"]), Reading::default());
    let reading = quantities.read(&all, &["compaction-density"]);
    assert_eq!(reading.stated.len(), 1);
    assert!(reading.derived.is_empty() && reading.set_aside.is_empty());
}

#[test]
fn places_point_into_the_file() {
    let text = "电池，能量密度：≥２８５Wh/kg";
    let item = item("", text, "", &[]);
    let reading = quantities().read(&item, &[ENERGY]);
    let place = &reading.stated[0].place;
    assert_eq!(place.text, "≥２８５Wh/kg");
    let start = text.find('≥').expect("bound");
    assert_eq!(place.span(&item), Span::new(100 + start, 100 + text.len()));
    assert_eq!(place.source, Source::Name);
}

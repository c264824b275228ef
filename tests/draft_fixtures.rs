//! The fixture drafts, as they are read.

mod shipped;

use beizhu::draft::{Direction, Role};
use shipped::{bytes, declarations, draft};

/// Of each item: its number, line, tariff line and name, and the remark of its declaration.
fn summary(name: &str) -> Vec<String> {
    let text = |field: &Option<beizhu::draft::Field>| {
        field.as_ref().map_or("-".to_owned(), |field| field.text.clone())
    };
    declarations(name)
        .iter()
        .flat_map(|declaration| {
            let remark =
                declaration.remark.as_ref().map_or("-".to_owned(), |remark| remark.field.text.clone());
            declaration.items.iter().map(move |item| {
                let (code, name) = (text(&item.tariff_line), text(&item.name));
                format!("{} @{} {code} {name} [{remark}]", item.number, item.line)
            })
        })
        .collect()
}

#[test]
fn drafts_are_read() {
    let cases: [(&str, &str, &str, &[&str]); 21] = [
        (
            "utf8-bom-crlf.csv",
            "CSV",
            "UTF-8",
            &[
                "1 @2 8507600090 锂离子电池 []",
                "2 @3 85076000.90 锂离子蓄电池 [易碎 小心轻放]",
                "3 @4 2842904000 磷酸铁锂 []",
            ],
        ),
        (
            "gbk-all-quoted.csv",
            "CSV",
            "GBK",
            &[
                "1 @2 8507600090 锂离子电池 []",
                "2 @3 85076000.90 锂离子蓄电池 [易碎 小心轻放]",
                "3 @4 2842904000 磷酸铁锂 []",
            ],
        ),
        ("utf16le.tsv", "CSV (tab)", "UTF-16LE", &["1 @2 8507600090 锂离子电池 []"]),
        ("utf16be.tsv", "CSV (tab)", "UTF-16BE", &["1 @2 8507600090 锂离子电池 []"]),
        (
            "semicolon-sep-line.csv",
            "CSV (;)",
            "UTF-8",
            &["1 @3 8507600090 Lithium-ion battery []", "2 @4 85076000 Lithium-ion battery pack [keep dry]"],
        ),
        (
            "titles-and-totals.csv",
            "CSV",
            "GBK",
            &["1 @5 8507600090 锂离子电池 []", "2 @6 38011000 人造石墨 []", "3 @8 39269090 塑料制品 []"],
        ),
        (
            "bilingual-office.csv",
            "CSV",
            "GBK",
            &[
                "1 @9 8507.60.0090 锂离子电池 [合同号EX-1]",
                "2 @11 2504101000 天然鳞片石墨 []",
                "3 @12 6109100021 T恤 \"男式\" []",
            ],
        ),
        ("two-line-headings.csv", "CSV", "UTF-8", &["1 @4 8507600090 锂离子电池 []"]),
        ("combined-cell.csv", "CSV", "UTF-8", &["1 @2 8507600090 锂离子电池 []"]),
        (
            "no-remarks-column.csv",
            "CSV",
            "UTF-8",
            &["1 @3 8507600090 锂离子电池 [-]", "2 @4 39269090 塑料盒 [-]"],
        ),
        (
            "several-declarations.csv",
            "CSV",
            "UTF-8",
            &["1 @2 8507600090 锂离子电池 []", "2 @3 39269090 塑料盒 []", "1 @4 8507600090 锂离子电池 [x]"],
        ),
        (
            "decmessage.xml",
            "DecMessage",
            "UTF-8",
            &["1 @13 8507600090 锂离子电池 [纸箱 <20]", "2 @23 8507600090 锂离子电池 [纸箱 <20]"],
        ),
        (
            "decmessage-no-namespace-bom.xml",
            "DecMessage",
            "UTF-8",
            &["1 @13 8507600090 锂离子电池 []", "2 @23 8507600090 锂离子电池 []"],
        ),
        (
            "decmessage-gbk.xml",
            "DecMessage",
            "GBK",
            &["1 @13 8507600090 锂离子电池 [纸箱]", "2 @23 8507600090 锂离子电池 [纸箱]"],
        ),
        (
            "decmessage-utf16.xml",
            "DecMessage",
            "UTF-16LE",
            &["1 @13 8507600090 锂离子电池 [纸箱]", "2 @23 8507600090 锂离子电池 [纸箱]"],
        ),
        (
            "decmessage-cdata.xml",
            "DecMessage",
            "UTF-8",
            &[
                "1 @13 8507600090 锂离子电池 [纸箱 <20 & 更多；易碎]",
                "2 @23 8507600090 锂离子电池 [纸箱 <20 & 更多；易碎]",
            ],
        ),
        (
            "decmessage-empty-note.xml",
            "DecMessage",
            "UTF-8",
            &["1 @13 8507600090 锂离子电池 []", "2 @23 8507600090 锂离子电池 []"],
        ),
        (
            "import-message.xml",
            "DecMessage",
            "UTF-8",
            &[
                "1 @16 8507600090 锂离子电池 []",
                "2 @26 8507600090 锂离子电池 []",
                "1 @51 8507600090 锂离子电池 []",
                "2 @61 8507600090 锂离子电池 []",
            ],
        ),
        ("prefixed.xml", "DecMessage", "UTF-8", &["1 @2 8507600090 锂离子电池 []"]),
        (
            "ceb603.xml",
            "CEB603Message",
            "UTF-8",
            &["1 @10 8507600090 锂离子电池 [易碎]", "2 @20 8507600090 锂离子电池 []"],
        ),
        (
            "cds.xml",
            "CDS",
            "UTF-8",
            &[
                "1 @7 85076000 Lithium-ion battery, 310 Wh/kg []",
                "2 @23 85076000 Lithium-ion battery, 285 Wh/kg [keep dry]",
            ],
        ),
    ];
    for (name, dialect, encoding, items) in cases {
        let draft = draft(&bytes(name), name, false).unwrap();
        assert_eq!((draft.dialect.as_str(), draft.charset.name()), (dialect, encoding), "{name}");
        assert_eq!(summary(name), items, "{name}");
    }
}

#[test]
fn what_holds_for_all_lines_is_read() {
    let declaration = &declarations("decmessage.xml")[0];
    assert_eq!(declaration.date, Some(jiff::civil::date(2026, 11, 12)));
    assert_eq!(declaration.direction, Direction::Export);
    let licences = declaration.licences.as_ref().unwrap();
    let licences: Vec<_> = licences.iter().map(|one| (one.kind.as_str(), one.number.as_str())).collect();
    assert_eq!(licences, [("3", "25ZZ000001"), ("", "25-XX-000001")]);
    assert_eq!(declarations("decmessage-import.xml")[0].direction, Direction::Import);
    assert_eq!(declarations("import-message.xml")[1].date, Some(jiff::civil::date(2026, 12, 1)));
    let several = declarations("several-declarations.csv");
    let numbers: Vec<_> = several.iter().map(|one| one.number.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(numbers, ["A-1", "A-1", "A-2"]);
    assert_eq!(several[2].date, Some(jiff::civil::date(2026, 12, 1)));
    assert!(several[0].licences.is_none());
}

#[test]
fn further_columns_carry_their_headings() {
    let columns = |name: &str, item: usize| -> Vec<(String, Role, String)> {
        let all = declarations(name);
        let item = all.iter().flat_map(|declaration| &declaration.items).nth(item).unwrap();
        item.columns.iter().map(|one| (one.heading.clone(), one.role, one.field.text.clone())).collect()
    };
    let own = |heading: &str, role, text: &str| (heading.to_owned(), role, text.to_owned());
    assert_eq!(
        columns("utf8-bom-crlf.csv", 0),
        [
            own("能量密度(Wh/kg)", Role::Parameter, "310"),
            own("数量", Role::Quantity, "100"),
            own("单位", Role::Unit, "个"),
            own("净重（千克）", Role::NetMass, "250"),
        ]
    );
    assert_eq!(
        columns("two-line-headings.csv", 0),
        [own("参数 能量密度 Wh/kg", Role::Parameter, "310"), own("净重 kg", Role::NetMass, "250")]
    );
    assert_eq!(
        columns("decmessage.xml", 1),
        [
            own("DeclGoodsEname", Role::Text, "lithium-ion battery"),
            own("GQty", Role::Quantity, "100"),
            own("GUnit", Role::Unit, "007"),
            own("FirstQty", Role::Quantity, "250.5"),
            own("FirstUnit", Role::Unit, "035"),
            own("FirstQty", Role::NetMass, "250.5"),
        ]
    );
}

#[test]
fn name_and_specification_in_one_cell_are_told_apart() {
    let item = &declarations("combined-cell.csv")[0].items[0];
    let specification = item.specification.as_ref().unwrap();
    assert_eq!(specification.text, "4|3|储能用|310Wh/kg");
    let file = bytes("combined-cell.csv");
    assert_eq!(&file[specification.span.start..specification.span.end], specification.text.as_bytes());
}

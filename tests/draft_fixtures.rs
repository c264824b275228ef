//! The fixture drafts, read and written as raw bytes.

use std::io::Cursor;

use beizhu::draft::{
    Declaration, Dialects, Direction, Draft, Part, Reading, RemarksColumn, Role, Unreadable, open,
};
use beizhu::edit::{self, Edit};

const STATEMENT: &str = "属于两用物项：3A001";

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/drafts/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn is_parameter(heading: &str) -> bool {
    heading.contains("能量密度") || heading.to_lowercase().contains("energy density")
}

fn draft(bytes: &[u8], name: &str, add_remarks_column: bool) -> Result<Draft<Cursor<Vec<u8>>>, Unreadable> {
    let dialects = Dialects::embedded();
    let reading =
        Reading { dialects: &dialects, encoding: None, is_parameter: &is_parameter, add_remarks_column };
    open(Cursor::new(bytes.to_vec()), name, &reading)
}

fn declarations(name: &str) -> Vec<Declaration> {
    let parts = draft(&bytes(name), name, false).unwrap();
    parts
        .map(|part| match part.unwrap() {
            Part::Declaration(declaration) => declaration,
            other => panic!("{name}: {other:?}"),
        })
        .collect()
}

/// The draft with the remark of its `which`-th declaration rewritten.
fn rewritten(name: &str, which: usize, text: &str) -> Vec<u8> {
    let bytes = bytes(name);
    let mut draft = draft(&bytes, name, false).unwrap();
    let charset = draft.charset;
    let edit = match draft.nth(which) {
        Some(Ok(Part::Declaration(declaration))) => declaration.remark.unwrap().edit(text, &charset).unwrap(),
        other => panic!("{name}: {other:?}"),
    };
    edit::apply(&bytes, edit.as_slice())
}

fn replaced(name: &str, from: &str, to: &str, encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let (bytes, from, to) = (bytes(name), encode(from), encode(to));
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap_or_else(|| panic!("{name}"));
    edit::apply(&bytes, &[Edit { span: (at..at + from.len()).into(), replacement: to }])
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf16be(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

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
fn remarks_are_written_and_nothing_else() {
    let cases: &[(&str, usize, Vec<u8>)] = &[
        (
            "utf8-bom-crlf.csv",
            0,
            replaced("utf8-bom-crlf.csv", "2026-11-12,\r", "2026-11-12,属于两用物项：3A001\r", utf8),
        ),
        ("utf8-bom-crlf.csv", 1, replaced("utf8-bom-crlf.csv", "易碎 小心轻放", STATEMENT, utf8)),
        ("gbk-all-quoted.csv", 1, replaced("gbk-all-quoted.csv", "易碎 小心轻放", STATEMENT, gbk)),
        ("utf16le.tsv", 0, replaced("utf16le.tsv", "-12\t\r", "-12\t属于两用物项：3A001\r", utf16le)),
        ("utf16be.tsv", 0, replaced("utf16be.tsv", "-12\t\n", "-12\t属于两用物项：3A001\n", utf16be)),
        ("semicolon-sep-line.csv", 1, replaced("semicolon-sep-line.csv", "keep dry", STATEMENT, utf8)),
        (
            "several-declarations.csv",
            1,
            replaced("several-declarations.csv", "-12,\rA-2", "-12,属于两用物项：3A001\rA-2", utf8),
        ),
        ("decmessage.xml", 0, replaced("decmessage.xml", "纸箱 &lt;20", STATEMENT, utf8)),
        ("decmessage-gbk.xml", 0, replaced("decmessage-gbk.xml", "纸箱", STATEMENT, gbk)),
        ("decmessage-utf16.xml", 0, replaced("decmessage-utf16.xml", "纸箱", STATEMENT, utf16le)),
        (
            "decmessage-cdata.xml",
            0,
            replaced(
                "decmessage-cdata.xml",
                "<![CDATA[纸箱 <20 & 更多]]><!-- 经办人 -->；&#x6613;碎",
                STATEMENT,
                utf8,
            ),
        ),
        (
            "decmessage-empty-note.xml",
            0,
            replaced("decmessage-empty-note.xml", "<NoteS />", "<NoteS>属于两用物项：3A001</NoteS>", utf8),
        ),
        (
            "decmessage-missing-note.xml",
            0,
            replaced(
                "decmessage-missing-note.xml",
                "</NetWt>\r\n",
                "</NetWt>\r\n    <NoteS>属于两用物项：3A001</NoteS>\r\n",
                utf8,
            ),
        ),
        (
            "prefixed.xml",
            0,
            replaced(
                "prefixed.xml",
                "</d:IEFlag>",
                "</d:IEFlag><d:NoteS>属于两用物项：3A001</d:NoteS>",
                utf8,
            ),
        ),
        ("ceb603.xml", 0, replaced("ceb603.xml", "易碎", STATEMENT, utf8)),
        (
            "ceb603.xml",
            1,
            replaced(
                "ceb603.xml",
                "</ceb:totalPrice>\n    </ceb:InventoryList>\n  </ceb:Inventory>",
                "</ceb:totalPrice>\n      <ceb:note>属于两用物项：3A001</ceb:note>\n    </ceb:InventoryList>\n  </ceb:Inventory>",
                utf8,
            ),
        ),
        (
            "cds.xml",
            0,
            replaced(
                "cds.xml",
                "</AdditionalDocument>\n",
                "</AdditionalDocument>\n        <AdditionalInformation>\n          <StatementDescription>属于两用物项：3A001</StatementDescription>\n        </AdditionalInformation>\n",
                utf8,
            ),
        ),
        ("cds.xml", 1, replaced("cds.xml", "keep dry", STATEMENT, utf8)),
    ];
    for (name, which, expected) in cases {
        let written = rewritten(name, *which, STATEMENT);
        assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(expected), "{name}");
        assert!(written == *expected, "{name}");
        // and it reads back
        let again = draft(&written, name, false).unwrap().nth(*which).unwrap().unwrap();
        let Part::Declaration(again) = again else { panic!("{name}") };
        assert_eq!(again.remark.unwrap().field.text, STATEMENT, "{name}");
    }
}

#[test]
fn a_cleared_remark_keeps_its_tags() {
    assert_eq!(rewritten("decmessage.xml", 0, ""), replaced("decmessage.xml", "纸箱 &lt;20", "", utf8));
}

#[test]
fn an_unchanged_remark_is_no_edit() {
    for (name, text) in
        [("decmessage.xml", "纸箱 <20"), ("utf8-bom-crlf.csv", ""), ("decmessage-missing-note.xml", "")]
    {
        assert_eq!(rewritten(name, 0, text), bytes(name), "{name}");
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

#[test]
fn a_remarks_column_is_added() {
    let name = "no-remarks-column.csv";
    let bytes = bytes(name);
    assert_eq!(draft(&bytes, name, false).unwrap().remarks_column, RemarksColumn::Missing);
    let draft = draft(&bytes, name, true).unwrap();
    assert_eq!(draft.remarks_column, RemarksColumn::Added { heading: "备注".into() });
    let charset = draft.charset;
    let mut item = 0;
    let edits: Vec<Edit> = draft
        .filter_map(|part| match part.unwrap() {
            Part::Edit(edit) => Some(edit),
            Part::Declaration(declaration) => {
                item += 1;
                let text = if item == 1 { STATEMENT } else { "" };
                declaration.remark.unwrap().edit(text, &charset).unwrap()
            }
            Part::Trouble(trouble) => panic!("{trouble:?}"),
        })
        .collect();
    let expected = "出口清单,,,\r\n\"商品编号\",\"商品名称\",\"规格型号\",\"备注\"\r\n\
                    \"8507600090\",\"锂离子电池\",\"310Wh/kg\",\"属于两用物项：3A001\"\r\n\
                    \"39269090\",\"塑料盒\",,\"\"\r\n\"合计\",\"\",\"\",\"\"\r\n";
    assert_eq!(String::from_utf8(edit::apply(&bytes, &edits)).unwrap(), expected);
}

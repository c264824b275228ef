//! Encodings that are told from bytes, columns from headings, and kinds of drafts that users add.

use std::io::Cursor;

use beizhu::draft::dialect::Additions;
use beizhu::draft::{Charset, Declaration, Dialects, Direction, Part, Reading, Reason, Unreadable, open};
use encoding_rs::{BIG5, Encoding, GB18030, GBK};

fn read(
    bytes: &[u8],
    dialects: &Dialects,
    encoding: Option<&'static Encoding>,
) -> Result<(Charset, Vec<Declaration>), Unreadable> {
    let reading = Reading { encoding, ..Reading::new(dialects, &|_| false) };
    let draft = open(Cursor::new(bytes.to_vec()), "draft", &reading)?;
    let charset = draft.charset;
    let declarations = draft.map(|part| match part {
        Ok(Part::Declaration(declaration)) => Ok(declaration),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err(error),
    });
    Ok((charset, declarations.collect::<Result<_, _>>()?))
}

fn known(text: &str) -> Vec<Declaration> {
    read(text.as_bytes(), &Dialects::embedded(), None).unwrap().1
}

#[test]
fn short_files_are_told_apart() {
    let gbk = |text: &str| GBK.encode(text).0.into_owned();
    let cases = [
        (gbk("商品编号,品名\n85076000,电池\n"), "GBK"),
        (gbk("HS Code,Name\n85076000,电池\n"), "GBK"),
        (gbk("HS Code,Name,Remarks\n85076000,lithium-ion battery,易碎\n85076000,battery pack,\n"), "GBK"),
        (gbk("HS Code,Name\n85076000,锂离子电池\n85076000,磷酸铁锂正极材料\n"), "GBK"),
        (GB18030.encode("商品编号,品名\n85076000,电池 g/cm³\n").0.into_owned(), "GB18030"),
        (BIG5.encode("商品編號,品名,備註\n85076000,鋰離子電池,\n").0.into_owned(), "Big5"),
        ("商品编号,品名\n85076000,电池\n".into(), "UTF-8"),
        (b"HS Code,Name\n85076000,battery\n".to_vec(), "UTF-8"),
    ];
    for (bytes, expected) in cases {
        let (charset, declarations) = read(&bytes, &Dialects::embedded(), None).unwrap();
        assert_eq!(charset.name(), expected);
        assert!(!declarations.is_empty());
    }
}

#[test]
fn what_cannot_be_told_can_be_named() {
    let latin = b"HS Code,Description\n85076000,batteries trouv\xE9es\n85076000,caf\xE9s\n";
    let refusal = read(latin, &Dialects::embedded(), None).unwrap_err();
    assert_eq!(refusal.reason, Reason::Encoding);
    assert!(refusal.account.cure.en.contains("--encoding windows-1252"), "{refusal}");
    assert!(read(latin, &Dialects::embedded(), Charset::named("windows-1252")).is_ok());
    let refusal = read(latin, &Dialects::embedded(), Charset::named("iso-2022-jp")).unwrap_err();
    assert_eq!(refusal.reason, Reason::Encoding);
    // a damaged place in a draft that is UTF-8 up to there
    let damaged = [DRAFT.as_bytes(), b"85076000,\xFF\xFE,\n"].concat();
    let refusal = read(&damaged, &Dialects::embedded(), None).unwrap_err();
    assert!(refusal.account.cure.en.contains("--encoding UTF-8"), "{refusal}");
}

const DRAFT: &str = "商品编号,品名,备注\n85076000,锂离子电池,\n";

#[test]
fn an_encoding_that_was_named_wrongly_is_said_to_be_so() {
    let gbk = GBK.encode(DRAFT).0.into_owned();
    let marked = [b"\xEF\xBB\xBF", &gbk[..]].concat();
    let cases: [(&[u8], Option<&str>, &str); 4] = [
        (&gbk, Some("utf-8"), "counts as UTF-8 by the choice of encoding"),
        (&marked, None, "counts as UTF-8 by its byte order mark"),
        (DRAFT.as_bytes(), Some("gbk"), "it is valid UTF-8"),
        (DRAFT.as_bytes(), Some("big5"), "it is valid UTF-8"),
    ];
    for (bytes, choice, said) in cases {
        let refusal = read(bytes, &Dialects::embedded(), choice.and_then(Charset::named)).unwrap_err();
        assert_eq!(refusal.reason, Reason::Encoding, "{refusal}");
        assert!(refusal.to_string().contains(said), "{refusal}");
    }
    let other = read("甲,乙\n1,2\n".as_bytes(), &Dialects::embedded(), Charset::named("gbk")).unwrap_err();
    assert_eq!(other.reason, Reason::NotADraft, "{other}");
}

#[test]
fn of_several_columns_the_most_telling_counts() {
    let item = &known(
        "商品编号,HS编码,英文品名,品名,规格型号,申报要素,标记唛码及备注,备注\nSKU-1,8507600090,battery,电池,A1,4|3|x,N/M,keep\n",
    )[0];
    let goods = &item.items[0];
    let text = |field: &Option<beizhu::draft::Field>| field.as_ref().unwrap().text.clone();
    assert_eq!(text(&goods.tariff_line), "8507600090");
    assert_eq!(text(&goods.name), "电池");
    assert_eq!(text(&goods.specification), "4|3|x");
    assert_eq!(item.remark.as_ref().unwrap().field.text, "keep");
    let further: Vec<_> = goods.columns.iter().map(|column| column.field.text.as_str()).collect();
    assert_eq!(further, ["battery", "A1"]);
}

#[test]
fn two_columns_that_claim_the_remark_are_refused() {
    for (headings, columns) in [
        ("商品编号,商品名称,备注,数量,备 注", Some("columns 3 and 5")),
        ("商品编号,商品名称,商品编号,备注", Some("columns 1 and 3")),
        ("商品编号,商品名称,备注,标记唛码及备注", None),
        ("商品编号,商品名称,商品名称,备注", None),
    ] {
        let file = format!("{headings}\n99076000,电池,,,\n");
        let read = read(file.as_bytes(), &Dialects::embedded(), None);
        match columns {
            Some(columns) => {
                let account = read.expect_err(headings).account;
                assert!(account.what.en.starts_with(columns), "{}", account.what.en);
            }
            None => assert!(read.is_ok(), "{headings}"),
        }
    }
}

#[test]
fn titles_hold_for_every_row() {
    let rows = "商品编号,品名,备注\n85076000,电池,\n";
    let cases = [
        ("申报日期：,2026-11-12,\n", Some(jiff::civil::date(2026, 11, 12)), Direction::Export),
        (
            "出口货物报关单,,出口日期：2026年11月12日\n",
            Some(jiff::civil::date(2026, 11, 12)),
            Direction::Export,
        ),
        ("进口货物报关单,,\n", None, Direction::Import),
        ("进出口货物报关单,,\n", None, Direction::Export),
        ("进出口标志,I,\n", None, Direction::Import),
    ];
    for (title, date, direction) in cases {
        let declaration = &known(&format!("{title}{rows}"))[0];
        assert_eq!((declaration.date, declaration.direction), (date, direction), "{title}");
    }
}

#[test]
fn goods_lines_are_never_taken_for_totals_or_notes() {
    let rows = [
        "1,8507600090,合计电池,,",
        "2,8507600090,,,",
        ",,total station,,",
        ",,电池,,",
        "5,,,310Wh/kg,",
        "小计,8507600090,电池,,",
        "合计金额,,电池,,",
        ",,合计金额,,",
        "制单：某,8507600090,,,",
        "制单：某,,电池,,",
        ",,电话：无绳,,",
    ];
    let text = format!("项号,商品编号,品名,规格,备注\n{}\n", rows.join("\n"));
    assert_eq!(known(&text).len(), rows.len());
    let others = [
        "合计,,,,",
        "Total:,,,,",
        ",,合计：,,",
        "制单人：某,,,,",
        ",,,,",
        "项号,商品编号,品名,规格,备注",
        "合计 3 项,,,,",
        "总计 Total,,,,",
        ",,合计/TOTAL,,",
        "Total（合计）：,,,,",
        "合计金额,,,,USD 12",
        "制单：某,,复核：某,,日期：2026.11.11",
        ",制单：某  日期：2026.11.11,,,",
        "Prepared by: N.N.,,Date: 2026-11-11,,",
    ];
    for other in others {
        let text = format!("项号,商品编号,品名,规格,备注\n1,8507600090,电池,,\n{other}\n");
        assert_eq!(known(&text).len(), 1, "{other}");
    }
}

#[test]
fn short_records_still_have_a_place_for_the_remark() {
    let text = "商品编号,品名,规格,备注\n8507600090,电池\n";
    let declarations = known(text);
    let charset = read(text.as_bytes(), &Dialects::embedded(), None).unwrap().0;
    let edit = declarations[0].remark.as_ref().unwrap().edit("x, y", &charset).unwrap().unwrap();
    let fixed = beizhu::edit::apply(text.as_bytes(), &[edit]);
    assert_eq!(String::from_utf8(fixed).unwrap(), "商品编号,品名,规格,备注\n8507600090,电池,,\"x, y\"\n");
}

#[test]
fn users_add_columns_and_kinds_of_xml() {
    let additions: Additions = toml::from_str(
        r#"
        [columns]
        "编号(内部)" = "tariff-line"
        "货物" = "name"
        "税号" = "ignored"

        [[profile]]
        name = "own"
        declaration = "Shipment"
        items = ["Lines/Line"]
        date = ["Head/When"]
        [profile.remark]
        on = "item"
        path = "Info/Remark"
        after = ["Text"]
        limit = { length = 20, measure = "characters" }
        [profile.item]
        tariff_line = ["Code"]
        name = ["Text"]
        parameters = ["EnergyDensity"]
        "#,
    )
    .unwrap();
    let dialects = Dialects::embedded().with(&additions);
    let (_, declarations) =
        read("编号(内部),货物,税号\n8507600090,电池,x\n".as_bytes(), &dialects, None).unwrap();
    assert_eq!(declarations[0].items[0].tariff_line.as_ref().unwrap().text, "8507600090");

    let xml = "<Shipment><Head><When>2026-11-12</When></Head><Lines><Line><Code>85076000</Code><Text>cell</Text>\
               <EnergyDensity>310</EnergyDensity></Line></Lines></Shipment>";
    let (charset, declarations) = read(xml.as_bytes(), &dialects, None).unwrap();
    assert_eq!(declarations[0].date, Some(jiff::civil::date(2026, 11, 12)));
    assert_eq!(declarations[0].items[0].columns[0].heading, "EnergyDensity");
    let edit = declarations[0].remark.as_ref().unwrap().edit("R", &charset).unwrap().unwrap();
    let fixed = String::from_utf8(beizhu::edit::apply(xml.as_bytes(), &[edit])).unwrap();
    assert!(fixed.contains("<Text>cell</Text><Info><Remark>R</Remark></Info><EnergyDensity>"), "{fixed}");

    for wrong in ["[columns]\n\"a\" = \"tarif\"", "[[profile]]\nname = \"x\"", "colums = 1"] {
        assert!(toml::from_str::<Additions>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_coded_information_keeps_its_text() {
    let item = "<Declaration><GoodsShipment><GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric>\
                <AdditionalInformation><StatementCode>00500</StatementCode><StatementDescription>EXPORTER\
                </StatementDescription></AdditionalInformation>{}<Commodity><Description>cell</Description>\
                </Commodity></GovernmentAgencyGoodsItem></GoodsShipment></Declaration>";
    let charset = read(item.replace("{}", "").as_bytes(), &Dialects::embedded(), None).unwrap().0;
    for (free, written) in [
        ("", "<AdditionalInformation><StatementDescription>R</StatementDescription></AdditionalInformation>"),
        (
            "<AdditionalInformation><LimitDateTime/></AdditionalInformation>",
            "<AdditionalInformation><StatementDescription>R</StatementDescription><LimitDateTime/></AdditionalInformation>",
        ),
        (
            "<AdditionalInformation><StatementDescription/></AdditionalInformation>",
            "<AdditionalInformation><StatementDescription>R</StatementDescription></AdditionalInformation>",
        ),
    ] {
        let text = item.replace("{}", free);
        let remark = known(&text)[0].remark.clone().unwrap();
        assert_eq!(remark.field.text, "", "{free}");
        let edit = remark.edit("R", &charset).unwrap().unwrap();
        let fixed = String::from_utf8(beizhu::edit::apply(text.as_bytes(), &[edit])).unwrap();
        assert_eq!(fixed, item.replace("{}", written), "{free}");
    }
}

#[test]
fn markup_beside_the_change_stays() {
    let cases = [
        ("AB&amp;C", "AB&C；R", "AB&amp;C；R"),
        ("AB<!-- c -->", "AB；R", "AB<!-- c -->；R"),
        ("<!-- c -->", "R", "<!-- c -->R"),
        ("<![CDATA[a<b]]>", "a<b；R&", "<![CDATA[a<b]]>；R&amp;"),
        ("<![CDATA[a；b；c]]>", "a；R；c", "<![CDATA[a；R；c]]>"),
        ("&#x4E00;、<?p q?>x；旧；&lt;y", "一、x；新；<y", "&#x4E00;、<?p q?>x；新；&lt;y"),
        // where the markup is in the way the whole is written
        ("<![CDATA[a；b；c]]>", "a；<；c", "a；&lt;；c"),
        ("a<!-- c -->b", "R", "R"),
        ("x<![CDATA[yz]]>", "x", "x"),
        ("x&amp;", "x", "x"),
    ];
    let file = |note: &str| {
        format!(
            "<DecMessage><DecHead><NoteS>{note}</NoteS></DecHead><DecLists><DecList><GName>电池</GName></DecList></DecLists></DecMessage>"
        )
    };
    for (note, text, expected) in cases {
        for encoding in [encoding_rs::UTF_8, encoding_rs::GBK] {
            let declare = |note: &str| match encoding.name() {
                "GBK" => format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{}", file(note)),
                _ => file(note),
            };
            let bytes = encoding.encode(&declare(note)).0.into_owned();
            let (charset, declarations) = read(&bytes, &Dialects::embedded(), None).unwrap();
            let edit = declarations[0].remark.as_ref().unwrap().edit(text, &charset).unwrap().unwrap();
            let fixed = beizhu::edit::apply(&bytes, &[edit]);
            assert_eq!(encoding.decode(&fixed).0, declare(expected), "{note} {}", encoding.name());
        }
    }
}

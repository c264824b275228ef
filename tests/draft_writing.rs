//! The fixture drafts, as they are written: compared as raw bytes.

mod shipped;

use beizhu::{
    draft::{Part, RemarksColumn},
    edit::{self, Edit},
};
use shipped::{bytes, draft};

const STATEMENT: &str = "属于两用物项：3A001";

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

//! What holds for every draft, over generated ones: a reading yields what was written, spans point at
//! the text they claim, an edit changes its field and nothing else.

use std::io::Cursor;
use std::sync::LazyLock;

use beizhu::draft::{Charset, Declaration, Dialects, Field, Part, Reading, open};
use beizhu::edit;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

static DIALECTS: LazyLock<Dialects> = LazyLock::new(Dialects::embedded);

fn parts(
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
    add_remarks_column: bool,
) -> (Charset, Vec<Part>) {
    let reading = Reading { encoding, add_remarks_column, ..Reading::new(&DIALECTS, &|_| false) };
    let draft =
        open(Cursor::new(bytes.to_vec()), "draft", &reading).unwrap_or_else(|error| panic!("{error}"));
    (draft.charset, draft.map(|part| part.unwrap_or_else(|error| panic!("{error}"))).collect())
}

fn declarations(bytes: &[u8], encoding: Option<&'static Encoding>) -> (Charset, Vec<Declaration>) {
    let (charset, parts) = parts(bytes, encoding, false);
    let declarations = parts.into_iter().map(|part| match part {
        Part::Declaration(declaration) => declaration,
        other => panic!("{other:?}"),
    });
    (charset, declarations.collect())
}

#[derive(Clone, Copy, Debug)]
enum Writing {
    Utf8,
    Utf8Bom,
    Gb18030,
    Utf16Le,
    Utf16Be,
}

impl Writing {
    fn any() -> impl Strategy<Value = Self> {
        prop::sample::select(vec![Self::Utf8, Self::Utf8Bom, Self::Gb18030, Self::Utf16Le, Self::Utf16Be])
    }

    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Bom => format!("\u{FEFF}{text}").into_bytes(),
            Self::Gb18030 => GB18030.encode(text).0.into_owned(),
            Self::Utf16Le => {
                b"\xFF\xFE".iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
            }
            Self::Utf16Be => {
                b"\xFE\xFF".iter().copied().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
            }
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 | Self::Utf8Bom => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }
}

fn decode(charset: &Charset, bytes: &[u8]) -> String {
    charset
        .encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .expect("whole characters")
        .into_owned()
}

/// Every character of a field lies where the field says; what else lies there, `skipped` may explain.
fn points_at_its_text(field: &Field, file: &[u8], charset: &Charset, explains: impl Fn(&str, char) -> bool) {
    for (at, character) in field.text.char_indices() {
        let span = field.locate(at..at + character.len_utf8());
        let found = decode(charset, &file[span.start..span.end]);
        assert!(explains(&found, character), "{character:?} at {span:?}: {found:?} in {:?}", field.text);
    }
    let all = field.locate(0..field.text.len());
    assert!(field.span.start <= all.start && all.end <= field.span.end);
}

// ------------------------------------------------------------------------------------------- CSV

const HEADINGS: [&str; 6] = ["项号", "商品编号", "商品名称", "规格型号", "用途", "备注"];

#[derive(Clone, Debug)]
struct Table {
    order: Vec<usize>,
    rows: Vec<[String; 6]>,
    delimiter: char,
    newline: &'static str,
    last_newline: bool,
    /// For each cell whether it is quoted though it need not be.
    quoted: Vec<bool>,
    writing: Writing,
}

fn content() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "电池", "a", "7", "\"", ",", ";", "\t", "\n", "\r\n", " ", "|", "\\", "=", "瓩鍊", "³", "𠮷",
        "\u{FEFF}", "。", "，", "：", "'",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn table() -> impl Strategy<Value = Table> {
    let row = (content(), content(), content(), content())
        .prop_map(|(name, specification, text, remark)| [name, specification, text, remark]);
    (
        Just((0..HEADINGS.len()).collect::<Vec<_>>()).prop_shuffle(),
        prop::collection::vec(row, 1..6),
        prop::sample::select(vec![',', '\t', ';']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
        prop::collection::vec(any::<bool>(), 64),
        Writing::any(),
    )
        .prop_map(|(order, rows, delimiter, newline, last_newline, quoted, writing)| {
            let rows = rows.into_iter().enumerate().map(|(at, [name, specification, text, remark])| {
                [(at + 3).to_string(), "8507600090".to_owned(), name, specification, text, remark]
            });
            Table { order, rows: rows.collect(), delimiter, newline, last_newline, quoted, writing }
        })
}

impl Table {
    fn bytes(&self) -> Vec<u8> {
        let mut quoted = self.quoted.iter().cycle();
        let mut cell = |text: &str| {
            let needs = text.contains(['"', '\n', '\r', self.delimiter]);
            if *quoted.next().unwrap() || needs {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let mut lines = Vec::new();
        lines.push(self.order.iter().map(|at| cell(HEADINGS[*at])).collect::<Vec<_>>());
        for row in &self.rows {
            lines.push(self.order.iter().map(|at| cell(&row[*at])).collect());
        }
        let lines: Vec<String> = lines.iter().map(|cells| cells.join(&self.delimiter.to_string())).collect();
        let end = if self.last_newline { self.newline } else { "" };
        self.writing.bytes(&(lines.join(self.newline) + end))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_table_yields_its_cells(table in table()) {
        let file = table.bytes();
        let (charset, declarations) = declarations(&file, None);
        prop_assert_eq!(declarations.len(), table.rows.len());
        for (declaration, row) in declarations.iter().zip(&table.rows) {
            let item = &declaration.items[0];
            let text = |field: &Option<Field>| field.as_ref().map(|field| field.text.clone()).unwrap_or_default();
            let remark = declaration.remark.as_ref().unwrap();
            prop_assert_eq!(item.number.to_string(), row[0].clone());
            prop_assert_eq!(text(&item.tariff_line), row[1].clone());
            prop_assert_eq!(text(&item.name), row[2].clone());
            prop_assert_eq!(text(&item.specification), row[3].clone());
            prop_assert_eq!(&remark.field.text, &row[5]);
            if !row[4].trim().is_empty() {
                prop_assert_eq!(&item.columns[0].field.text, &row[4]);
            }
            let fields = [&item.tariff_line, &item.name, &item.specification].into_iter().flatten();
            for field in fields.chain([&remark.field]).chain(item.columns.iter().map(|column| &column.field)) {
                points_at_its_text(field, &file, &charset, |found, character| {
                    found == character.to_string() || (character == '"' && found == "\"\"")
                });
            }
        }
    }

    #[test]
    fn an_edit_changes_its_cell_alone(table in table(), which in any::<prop::sample::Index>(), text in content()) {
        let file = table.bytes();
        let (charset, before) = declarations(&file, None);
        let which = which.index(before.len());
        let remark = before[which].remark.as_ref().unwrap();
        let Ok(edit) = remark.edit(&text, &charset) else {
            // detected as GBK, which lacks some characters
            let lacks_one = text.contains(['³', '𠮷', '\u{FEFF}']);
            prop_assert!(charset.name() == "GBK" && lacks_one);
            return Ok(());
        };
        prop_assert_eq!(edit.is_none(), text == remark.field.text);
        let fixed = edit::apply(&file, edit.as_slice());
        if let Some(edit) = edit {
            prop_assert_eq!(&fixed[..edit.span.start], &file[..edit.span.start]);
            prop_assert!(fixed.ends_with(&file[edit.span.end..]));
        }
        let (again, after) = declarations(&fixed, Some(charset.encoding));
        prop_assert_eq!(again.encoding, charset.encoding);
        prop_assert_eq!(after.len(), before.len());
        for (at, (after, before)) in after.iter().zip(&before).enumerate() {
            let expected = if at == which { &text } else { &before.remark.as_ref().unwrap().field.text };
            prop_assert_eq!(&after.remark.as_ref().unwrap().field.text, expected);
            prop_assert_eq!(&after.items[0].name.as_ref().unwrap().text, &before.items[0].name.as_ref().unwrap().text);
            prop_assert_eq!(after.items[0].number, before.items[0].number);
        }
    }

    #[test]
    fn an_added_remarks_column_leaves_every_cell(table in table(), text in content()) {
        let order = table.order.iter().copied().filter(|at| *at != 5).collect();
        let table = Table { order, ..table };
        let file = table.bytes();
        let (charset, parts) = parts(&file, None, true);
        prop_assume!(charset.encode(&text).is_ok());
        let mut edits = Vec::new();
        for part in parts {
            match part {
                Part::Edit(edit) => edits.push(edit),
                Part::Declaration(declaration) => {
                    edits.extend(declaration.remark.unwrap().edit(&text, &charset).unwrap());
                }
                Part::Trouble(trouble) => panic!("{trouble:?}"),
            }
        }
        let fixed = edit::apply(&file, &edits);
        let mut streamed = Vec::new();
        edit::splice(file.as_slice(), edits, &mut streamed).unwrap();
        prop_assert_eq!(&streamed, &fixed);
        let (_, after) = declarations(&fixed, Some(charset.encoding));
        prop_assert_eq!(after.len(), table.rows.len());
        for (declaration, row) in after.iter().zip(&table.rows) {
            prop_assert_eq!(&declaration.remark.as_ref().unwrap().field.text, &text);
            prop_assert_eq!(&declaration.items[0].specification.as_ref().unwrap().text, &row[3]);
        }
    }

    #[test]
    fn any_bytes_end_without_a_crash(
        bytes in prop::collection::vec(prop::sample::select(b"\",;\t\r\n<>&a\x00\xFF\xB1\xB8\xE7".to_vec()), 0..200),
        headed in any::<bool>(),
        add_remarks_column in any::<bool>(),
        encoding in prop::sample::select(vec![None, Some(UTF_8), Some(GB18030), Some(UTF_16LE)]),
    ) {
        let head = if headed { "商品编号,商品名称,备注\n" } else { "" };
        let file = [head.as_bytes(), &bytes].concat();
            let reading = Reading { encoding, add_remarks_column, ..Reading::new(&DIALECTS, &|_| true) };
        if let Ok(draft) = open(Cursor::new(&file), "a.csv", &reading) {
            let mut end = 0;
            for part in draft {
                let span = match part {
                    Ok(Part::Declaration(declaration)) => declaration.items[0].span,
                    Ok(Part::Trouble(trouble)) => trouble.span,
                    Ok(Part::Edit(edit)) => edit.span,
                    Err(_) => break,
                };
                prop_assert!(end <= span.start && span.end <= file.len());
                end = span.end;
            }
        }
    }
}

// ------------------------------------------------------------------------------------------- XML

/// A text as XML may write it: each piece with what it says.
fn xml_content() -> impl Strategy<Value = (String, String)> {
    let own = |written: &str, said: &str| (written.to_owned(), said.to_owned());
    let piece = prop::sample::select(vec![
        own("电池", "电池"),
        own("a", "a"),
        own(" ", " "),
        own("&amp;", "&"),
        own("&lt;", "<"),
        own("&gt;", ">"),
        own("&quot;", "\""),
        own("&#30005;", "电"),
        own("&#x6c60;", "池"),
        own("&#13;", "\r"),
        own("<![CDATA[a<b&c]]>", "a<b&c"),
        own("<![CDATA[]]>", ""),
        own("<!-- 说明 & <b> -->", ""),
        own("<?pi x?>", ""),
        own("\r\n", "\n"),
        own("\n", "\n"),
        own("\u{FEFF}𠮷³", "\u{FEFF}𠮷³"),
        own("瓩鍊", "瓩鍊"),
    ]);
    prop::collection::vec(piece, 0..7)
        .prop_map(|pieces| pieces.into_iter().unzip::<_, _, Vec<_>, Vec<_>>())
        .prop_map(|(written, said)| (written.concat(), said.concat()))
}

#[derive(Clone, Copy, Debug)]
enum Note {
    Filled,
    Empty,
    Missing,
}

fn message(writing: Writing, prefix: &str, note: Note, remark: &str, name: &str, newline: &str) -> String {
    let encoding = match writing {
        Writing::Utf8 | Writing::Utf8Bom => "UTF-8",
        Writing::Gb18030 => "gb18030",
        Writing::Utf16Le | Writing::Utf16Be => "UTF-16",
    };
    let note = match note {
        Note::Filled => format!("<P:NoteS a='1' >{remark}</P:NoteS >"),
        Note::Empty => "<P:NoteS  />".to_owned(),
        Note::Missing => String::new(),
    };
    let lines = [
        format!("<?xml version='1.0' encoding='{encoding}'?><!-- <NoteS>no</NoteS> -->"),
        "<P:DecMessage xmlns:P='urn:x' b=\"2\"  a='>'>".to_owned(),
        format!("  <P:DecHead><P:IEFlag>E</P:IEFlag>{note}<P:NetWt>1</P:NetWt></P:DecHead>"),
        format!(
            "  <P:DecLists><P:DecList><P:CodeTS>8507600090</P:CodeTS><P:GName>{name}</P:GName></P:DecList></P:DecLists>"
        ),
        "</P:DecMessage >".to_owned(),
    ];
    let (tag, declaration) = if prefix.is_empty() { ("", "xmlns=") } else { (prefix, "xmlns:d=") };
    lines.join(newline).replace("xmlns:P=", declaration).replace("P:", tag)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_message_is_read_and_its_remark_alone_is_written(
        writing in Writing::any(),
        prefix in prop::sample::select(vec!["", "d:"]),
        note in prop::sample::select(vec![Note::Filled, Note::Empty, Note::Missing]),
        (remark_written, remark_said) in xml_content(),
        (name_written, name_said) in xml_content(),
        newline in prop::sample::select(vec!["\n", "\r\n", ""]),
        text in prop::collection::vec(
            prop::sample::select(vec!["电池", "a", "<", ">", "&", "]]>", "\"", "'", " ", "\n", "\r", "𠮷", "&amp;"]), 0..6,
        ),
    ) {
        let text = text.concat();
        let file = writing.bytes(&message(writing, prefix, note, &remark_written, &name_written, newline));
        let (charset, before) = declarations(&file, None);
        prop_assert_eq!(charset.encoding, writing.encoding());
        let item = &before[0].items[0];
        let name = item.name.as_ref().unwrap();
        prop_assert_eq!(&name.text, &name_said);
        points_at_its_text(name, &file, &charset, |found, character| {
            found.starts_with(character) || found.starts_with('&') || (character == '\n' && found.starts_with('\r'))
        });
        let remark = before[0].remark.as_ref().unwrap();
        let said = if matches!(note, Note::Filled) { remark_said.as_str() } else { "" };
        prop_assert_eq!(&remark.field.text, said);

        let edit = remark.edit(&text, &charset).unwrap();
        prop_assert_eq!(edit.is_none(), text == said);
        let fixed = edit::apply(&file, edit.as_slice());
        if let Some(edit) = edit {
            prop_assert_eq!(&fixed[..edit.span.start], &file[..edit.span.start]);
            prop_assert!(fixed.ends_with(&file[edit.span.end..]));
        }
        let (_, after) = declarations(&fixed, None);
        let remark = after[0].remark.as_ref().unwrap();
        prop_assert_eq!(&remark.field.text, &text);
        prop_assert_eq!(&after[0].items[0].name.as_ref().unwrap().text, &name_said);
        prop_assert!(remark.edit(&text, &charset).unwrap().is_none());
    }

    #[test]
    fn any_xml_like_bytes_end_without_a_crash(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<DecMessage>", "</DecMessage>", "<DecHead>", "</DecHead>", "<NoteS/>", "<NoteS>", "</NoteS>", "<DecLists>",
            "</DecLists>", "<DecList>", "</DecList>", "<GName>x</GName>", "&amp;", "&", "<![CDATA[", "]]>", "<!--", "-->",
            "<?x", "?>", "电", "\r\n", "<a b='1'>", "</a>", "<!DOCTYPE x>", "\u{0}", "<", ">",
        ]), 0..30),
        is_wrapped in any::<bool>(),
    ) {
        let inner = pieces.concat();
        let file = if is_wrapped {
            format!("<DecMessage><DecHead>{inner}</DecHead><DecLists><DecList><GName>x</GName></DecList></DecLists></DecMessage>")
        } else {
            format!("<{inner}")
        };
            let reading = Reading::new(&DIALECTS, &|_| false);
        if let Ok(draft) = open(Cursor::new(file.as_bytes()), "a.xml", &reading) {
            for part in draft {
                if let Ok(Part::Declaration(declaration)) = part
                    && let Some(remark) = declaration.remark
                {
                    prop_assert!(remark.field.span.end <= file.len());
                }
            }
        }
    }
}

//! Input that is broken, hostile or no draft: one clear account at its place, never a crash.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use beizhu::draft::{Dialects, Part, Reading, Reason, Trouble, Unreadable, open};

const HEADINGS: &str = "商品编号,商品名称,规格型号,备注\n";

fn parts_of(source: impl Read + Seek, name: &str) -> Result<Vec<Part>, Unreadable> {
    let dialects = Dialects::embedded();
    let reading = Reading::new(&dialects, &|_| false);
    open(source, name, &reading)?.collect()
}

fn parts(bytes: impl Into<Vec<u8>>, name: &str) -> Result<Vec<Part>, Unreadable> {
    parts_of(Cursor::new(bytes.into()), name)
}

fn refused(bytes: impl Into<Vec<u8>>, name: &str) -> Unreadable {
    let refusal = parts(bytes, name).map(|parts| parts.len()).unwrap_err();
    for phrase in [&refusal.account.what, &refusal.account.why, &refusal.account.cure] {
        assert!(!phrase.en.is_empty() && !phrase.zh.is_empty(), "{refusal}");
    }
    refusal
}

/// How many records were read, and what could not be.
fn outcome(csv: &str) -> (usize, Vec<Trouble>) {
    let mut items = 0;
    let mut troubles = Vec::new();
    for part in parts(csv, "a.csv").unwrap() {
        match part {
            Part::Declaration(declaration) => items += declaration.items.len(),
            Part::Trouble(trouble) => troubles.push(trouble),
            Part::Edit(edit) => panic!("{edit:?}"),
        }
    }
    (items, troubles)
}

#[test]
fn what_is_no_draft_is_told_apart_from_what_is_broken() {
    let cases: &[(&str, &[u8], Reason)] = &[
        ("a.csv", b"", Reason::NotADraft),
        ("a.csv", b"\n\n", Reason::NotADraft),
        ("a.csv", b"x,y,z\n1,2,3\n", Reason::NotADraft),
        ("a.csv", "名称,数量,备注\n螺丝,3,\n".as_bytes(), Reason::NotADraft),
        ("a.csv", "名称,货号,备注\n螺丝,7318159001,\n".as_bytes(), Reason::Headings),
        ("a.csv", "商品编号,数量\n85076000,3\n".as_bytes(), Reason::Headings),
        ("a.csv", b"PK\x03\x04workbook", Reason::NotADraft),
        ("a.csv", b"H\0S\0 \0C\0o\0d\0e\0,\0", Reason::Encoding),
        ("a.csv", b"HS Code,Description\n85076000,caf\xE9 \xFF\xFF\n", Reason::Encoding),
        ("a.txt", b"caf\xE9 \xFF\xFF\n", Reason::NotADraft),
        ("a.xml", b"HS Code,Description\n85076000,x\n", Reason::Malformed),
        ("a.xml", b"<project><name>x</name></project>", Reason::NotADraft),
        ("a.xml", b"<html><br></html>", Reason::NotADraft),
        ("a.xml", b"<DecMessage></DecMessage>", Reason::NotADraft),
        ("a.xml", b"<DecMessage><DecHead></DecMessage>", Reason::Malformed),
        ("a.xml", b"<DecMessage>&undefined;</DecMessage>", Reason::Malformed),
        ("a.xml", b"<DecMessage>&#0;</DecMessage>", Reason::Malformed),
        ("a.xml", b"<DecMessage>\x01</DecMessage>", Reason::Malformed),
        ("a.xml", b"<DecMessage>a & b</DecMessage>", Reason::Malformed),
        ("a.xml", b"<DecMessage/><DecMessage/>", Reason::Malformed),
        ("a.xml", b"<DecMessage/>text", Reason::Malformed),
        ("a.xml", b"<DecMessage a='1' a='2'/>", Reason::Malformed),
        ("a.xml", b"<DecMessage a<b='1'/>", Reason::Malformed),
        ("a.xml", b"<DecMessage a='<'></DecMessage>", Reason::Malformed),
        ("a.xml", b"<DecMessage><DecHead>", Reason::Malformed),
        ("a.xml", b"<DecMessage><!-- a -- b --></DecMessage>", Reason::Malformed),
        (
            "a.xml",
            b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><DecMessage>&e;</DecMessage>",
            Reason::Malformed,
        ),
        ("a.xml", b"<DecMessage>\xFF</DecMessage>", Reason::Encoding),
    ];
    for (name, bytes, reason) in cases {
        let refusal = refused(*bytes, name);
        assert_eq!(refusal.reason, *reason, "{}: {refusal}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn broken_xml_is_named_at_its_place() {
    let refusal = refused("<DecMessage>\r\n  <DecHead>\r\n    锂<NoteS>x</Notes>\r\n", "a.xml");
    let place = refusal.place.unwrap();
    assert_eq!((place.line, place.column), (3, 14), "{refusal}");
    let refusal = refused("<DecMessage>\n <!DOCTYPE a>\n</DecMessage>", "a.xml");
    assert!(refusal.account.what.en.contains("DOCTYPE"), "{refusal}");
    assert_eq!(refusal.place.unwrap().line, 2);
}

#[test]
fn unknown_headings_say_what_to_paste() {
    let refusal = refused("税则编码,货名描述文字,规格型号,备注\n8507600090,电池,A,\n", "a.csv");
    assert_eq!(refusal.reason, Reason::Headings);
    let account = &refusal.account;
    assert!(account.why.en.contains("规格型号 = specification"), "{refusal}");
    assert!(account.why.en.contains("missing: the tariff line"), "{refusal}");
    assert!(account.cure.en.contains("[columns]\n\"税则编码\" = \"tariff-line\"\n"), "{refusal}");
    assert!(account.cure.zh.contains("[columns]\n\"税则编码\" = \"tariff-line\"\n"), "{refusal}");
}

#[test]
fn a_pointer_of_git_lfs_is_no_empty_table() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    for name in ["a.csv", "a.xml", "a.txt", "draft"] {
        let refusal = refused(pointer, name);
        // a walk through a folder does not pass over it
        assert_eq!(refusal.reason, Reason::Source, "{name}: {refusal}");
        assert!(refusal.account.cure.en.contains("`git lfs pull`"), "{name}: {refusal}");
        assert!(refusal.account.cure.zh.contains("git lfs pull"), "{name}: {refusal}");
    }
}

#[test]
fn a_table_with_a_foreign_delimiter_says_which_are_read() {
    for (delimiter, says) in
        [("|", "`sep=|`"), ("｜", "comma, semicolon or tab"), ("，", "comma, semicolon or tab")]
    {
        let table = "项号,商品编号,商品名称,备注\n1,8507600090,锂离子电池,\n".replace(',', delimiter);
        let refusal = refused(format!("发票清单\n{table}"), "a.csv");
        assert_eq!(refusal.reason, Reason::Headings, "{delimiter}: {refusal}");
        assert_eq!(refusal.place.map(|place| place.line), Some(2), "{delimiter}");
        assert!(refusal.account.what.zh.contains(&format!("“{delimiter}”")), "{delimiter}: {refusal}");
        assert!(refusal.account.cure.en.contains(says), "{delimiter}: {refusal}");
    }
    assert!(parts("sep=|\n商品编号|商品名称|备注\n8507600090|锂离子电池|\n", "a.csv").is_ok());
    let other = refused("notes, of the day | and of the night\n", "a.txt");
    assert!(other.account.cure.en.contains("[columns]"), "{other}");
}

#[test]
fn a_file_of_two_encodings_says_where_the_other_begins() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let utf8 = format!("{HEADINGS}8507600090,锂离子电池,三元,\n");
    let rows: String = (0..20).map(|_| "8507600090,锂离子电池,储能用,\n").collect();
    for (whole, line) in [(HEADINGS, 2), (utf8.as_str(), 3)] {
        let refusal = refused([whole.as_bytes(), &gbk(&rows)].concat(), "a.csv");
        assert_eq!(refusal.reason, Reason::Encoding, "{refusal}");
        assert_eq!(refusal.place.map(|place| place.line), Some(line), "{refusal}");
        assert!(refusal.account.what.en.contains("mixes two encodings"), "{refusal}");
        assert!(!refusal.account.cure.en.contains("beizhu.toml"), "{refusal}");
    }
    let all: Vec<u8> = gbk(&format!("{HEADINGS}{rows}"));
    assert!(parts(all, "a.csv").is_ok());
}

#[test]
fn an_open_quote_costs_one_record_and_all_writing() {
    let (items, troubles) =
        outcome(&format!("{HEADINGS}85076000,a,b,\n85076000,\"open,b,\n85076000,c,d,\n85076000,e,f,\n"));
    assert_eq!(items, 3);
    assert_eq!(troubles.len(), 1);
    assert_eq!(troubles[0].line, 3);
    assert!(troubles[0].blocks_fixing);
}

#[test]
fn an_open_quote_is_noticed_among_quoted_cells() {
    let quoted = |name: &str| format!("\"85076000\",\"{name}\",\"b\",\"\"\n");
    let (items, troubles) = outcome(&format!(
        "{HEADINGS}{}\"85076000\",\"open,\"b\",\"\"\n{}{}",
        quoted("a"),
        quoted("c"),
        quoted("d")
    ));
    assert!(!troubles.is_empty() && troubles.iter().all(|trouble| trouble.blocks_fixing), "{troubles:?}");
    assert!(items >= 1, "{items}");
}

#[test]
fn one_bad_record_leaves_the_others_their_answer() {
    let wide = format!("85076000{}\n", ",x".repeat(5000));
    let cases = [
        ("85076000,a,b,c,shifted\n", "5 cells under 4 headings"),
        ("85076000,a\0,b,\n", "NUL"),
        (wide.as_str(), "5001 cells"),
    ];
    for (record, what) in cases {
        let (items, troubles) = outcome(&format!("{HEADINGS}85076000,a,b,\n{record}85076000,c,d,\n"));
        assert_eq!(items, 2, "{what}");
        assert_eq!(troubles.len(), 1, "{what}");
        assert_eq!(troubles[0].line, 3, "{what}");
        assert!(troubles[0].account.what.en.contains(what), "{}", troubles[0].account.what.en);
    }
}

#[test]
fn bytes_that_are_no_text_cost_one_record_where_the_encoding_is_certain() {
    let mut bytes = format!("\u{FEFF}{HEADINGS}85076000,a,b,\n").into_bytes();
    bytes.extend_from_slice(b"85076000,\xFF,b,\n85076000,c,d,\n");
    let parts = parts(bytes, "a.csv").unwrap();
    let troubles: Vec<_> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Trouble(trouble) => Some(trouble),
            _ => None,
        })
        .collect();
    assert_eq!((parts.len(), troubles.len(), troubles[0].line), (3, 1, 3));
    assert!(troubles[0].blocks_fixing);
}

#[test]
fn what_is_too_large_ends_in_an_error() {
    let cell = format!("{HEADINGS}85076000,{},b,\n", "x".repeat(9 * 1024 * 1024));
    let refusal = refused(cell, "a.csv");
    assert_eq!((refusal.reason, refusal.place.unwrap().line), (Reason::TooLarge, 2), "{refusal}");

    let open_quote = format!("{HEADINGS}85076000,\"{},b,\n", "x\n".repeat(5 * 1024 * 1024));
    assert!(refused(open_quote, "a.csv").account.why.en.contains("quote"));

    assert_eq!(refused(format!("商品编号{}\n", ",x".repeat(1_000_000)), "a.csv").reason, Reason::TooLarge);
    assert_eq!(refused(format!("商品编号{}\n", ",x".repeat(10_000)), "a.csv").reason, Reason::TooLarge);

    let deep = format!("<DecMessage>{}{}</DecMessage>", "<a>".repeat(10_000), "</a>".repeat(10_000));
    assert_eq!(refused(deep, "a.xml").reason, Reason::TooLarge);
}

/// A source that never ends: what reads it must bound itself.
struct Endless {
    head: Vec<u8>,
    at: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            *byte = usize::try_from(self.at).ok().and_then(|at| self.head.get(at)).copied().unwrap_or(b' ');
            self.at += 1;
        }
        Ok(buffer.len())
    }
}

impl Seek for Endless {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match position {
            SeekFrom::Start(at) => self.at = at,
            // as a device has it
            SeekFrom::End(_) => self.at = 0,
            SeekFrom::Current(_) => panic!("{position:?}"),
        }
        Ok(self.at)
    }
}

#[test]
fn xml_without_end_is_not_read_without_end() {
    let refusal = parts_of(Endless { head: b"<DecMessage>".to_vec(), at: 0 }, "a.xml").unwrap_err();
    assert_eq!(refusal.reason, Reason::TooLarge);
}

#[test]
fn a_failing_source_is_named() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    impl Seek for Failing {
        fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
            Ok(0)
        }
    }
    let refusal = parts_of(Failing, "a.csv").unwrap_err();
    assert_eq!(refusal.reason, Reason::Source);
    assert!(refusal.to_string().contains("the disk is gone"));
}

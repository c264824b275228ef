//! What is passed over in a hurry is what would be passed over at leisure: a report in which goods lines
//! without a finding are only counted says the same as one that examines each of them.

mod common;
#[path = "silence/compared.rs"]
mod compared;
#[path = "../benches/drafts/mod.rs"]
mod drafts;

use std::sync::LazyLock;

use beizhu::{
    determination::Verdict,
    draft::{Charset, Declaration, Direction, Field, Item, Quiet, Raw, Sift, charset::Ground},
};
use common::{corpus, desk::Desk};
use compared::{compare, compare_in};
use encoding_rs::{GB18030, GBK, UTF_8};
use proptest::prelude::*;

static DESK: LazyLock<Desk> = LazyLock::new(Desk::new);

/// Pairs of characters, the first read as the second.
static READ_AS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let language: toml::Table = include_str!("../law/language.toml").parse().expect("TOML");
    let pairs = language["read_as"].as_array().expect("a list").iter();
    pairs.map(|pair| pair.as_str().expect("a pair").to_owned()).collect()
});

/// A tariff line that no entry names.
const OTHER_LINE: &str = "6109100021";

/// Whether a goods line is passed over; if so, nothing would be said of it.
fn is_passed_over(name: &str, specification: &str) -> bool {
    let item = Item {
        number: 1,
        line: 1,
        span: (0..0).into(),
        is_passed_over: false,
        tariff_line: Some(Field::verbatim(OTHER_LINE, 0)),
        name: Some(Field::verbatim(name, 0)),
        specification: Some(Field::verbatim(specification, 0)),
        columns: Vec::new(),
    };
    let declaration = Declaration {
        number: None,
        date: None,
        unreadable_date: None,
        direction: Direction::Export,
        licences: None,
        items: vec![item],
        remark: None,
    };
    for (text, is_name) in [(name, true), (specification, false)] {
        let (utf8, gb18030) = (text.as_bytes(), GB18030.encode(text).0);
        assert_eq!(
            DESK.examiner.may_name_goods(Raw::Utf8(utf8), is_name, &mut Quiet::default()),
            DESK.examiner.may_name_goods(Raw::Gb18030(&gb18030), is_name, &mut Quiet::default()),
            "{text}: the encoding makes no difference"
        );
    }
    if !DESK.examiner.is_silent(&declaration) {
        return false;
    }
    let charset = Charset { encoding: UTF_8, bom: false, told_by: Ground::Choice };
    let examined = DESK.examiner.examine(declaration, &charset, &DESK.policy);
    let item = &examined.items[0];
    assert!(
        item.determination.verdict == Verdict::OutOfScope && item.findings.is_empty(),
        "{name} | {specification}: passed over, and {}: {:?}",
        item.determination.verdict,
        item.findings
    );
    true
}

#[test]
fn of_the_corpus_only_what_says_nothing_is_passed_over() {
    let cases: Vec<_> = corpus::corpus().into_iter().flat_map(|(_, corpus)| corpus.line).collect();
    let passed = cases.iter().filter(|case| is_passed_over(&case.name, &case.specification)).count();
    assert!(passed > 100, "only {passed} of {} goods lines are passed over", cases.len());
}

#[test]
fn no_term_slips_through_in_any_disguise() {
    let mut names: Vec<String> = Vec::new();
    for entry in &DESK.examiner.law.entries {
        let goods = &entry.goods;
        for list in [&goods.any, &goods.presumed, &goods.ambiguous, &goods.broader, &goods.bare] {
            names.extend(list.iter().cloned());
        }
        for groups in [&goods.all, &goods.perhaps] {
            for (at, group) in groups.iter().enumerate() {
                let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
                let others: String =
                    others.filter_map(|(_, group)| Some(format!(" {}", group.first()?))).collect();
                names.extend(group.iter().map(|term| format!("{term}{others}")));
            }
        }
    }
    names.sort();
    names.dedup();
    assert!(names.len() > 500, "only {} names", names.len());
    for name in &names {
        assert!(!is_passed_over(name, ""), "{name}");
        for unseen in unseen(name) {
            assert!(!is_passed_over(&unseen, ""), "{unseen:?}");
        }
        for disguised in disguises(name) {
            is_passed_over(&disguised, "");
            is_passed_over("货物", &disguised);
        }
    }
}

/// A name with characters in it that nobody sees, or by the numbers of its own.
fn unseen(name: &str) -> [String; 4] {
    let between = |mark: &str| name.chars().map(String::from).collect::<Vec<_>>().join(mark);
    // one without width parts words of letters, and no ideographs
    let mut spaced = String::new();
    for character in name.chars() {
        let is_ideograph = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
        if is_ideograph(character) && spaced.ends_with(is_ideograph) {
            spaced.push('\u{200b}');
        }
        spaced.push(if character == ' ' { '\u{200b}' } else { character });
    }
    let numbered = name.chars().map(|character| format!("&#{};", u32::from(character))).collect();
    [between("\u{ad}"), between("\u{2060}"), spaced, numbered]
}

/// A name as people and their programs write it.
fn disguises(name: &str) -> Vec<String> {
    let traditional = |character: char| {
        let from = READ_AS.iter().find(|pair| pair.ends_with(character));
        from.and_then(|pair| pair.chars().next()).unwrap_or(character)
    };
    let wide = |character: char| match character {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        other => other,
    };
    let spaced = |gap: &str| name.chars().map(String::from).collect::<Vec<_>>().join(gap);
    let half = name.char_indices().nth(name.chars().count() / 2).map_or(0, |(at, _)| at);
    vec![
        name.to_owned(),
        name.to_uppercase(),
        name.chars().map(wide).collect(),
        name.chars().map(traditional).collect(),
        name.replace(' ', "-"),
        name.replace(' ', "\u{a0} "),
        spaced(" "),
        spaced("\u{ad}"),
        format!("{}（白色）{}", &name[..half], &name[half..]),
        format!("新型{name}样品"),
        format!("new {name}s, 10 pcs"),
        format!("1|1|{name}"),
        format!("X{name}"),
        name.chars()
            .map(|c| {
                if c.is_ascii_lowercase() {
                    char::from_u32(0x1D41A + u32::from(c) - 97).unwrap_or(c)
                } else {
                    c
                }
            })
            .collect(),
    ]
}

#[test]
fn generated_tables_are_judged_alike() {
    for share in [drafts::Share::Few, drafts::Share::All] {
        let mut draft = String::new();
        drafts::table(1000, share, |piece| draft.push_str(piece));
        let (items, passed) = compare(draft.as_bytes());
        assert_eq!(items, 1000);
        assert_eq!(share == drafts::Share::Few, passed > 900, "{passed} goods lines were passed over");
        assert_eq!(compare(&GB18030.encode(&draft).0), (items, passed));
        assert_eq!(compare(format!("\u{FEFF}{draft}").as_bytes()), (items, passed));
        compare(drafts::message(1, 20, share).as_bytes());
    }
}

/// Parts of a long table are surveyed side by side, and a line end within quotes parts no records.
#[test]
fn long_tables_are_judged_alike_whatever_stands_within_quotes() {
    let mut draft = "商品编号,商品名称,规格型号,备注\n".to_owned();
    for row in 0..1500 {
        let specification = match row % 50 {
            7 => "\"4|3|第一行\n8507600090,锂离子电池,310Wh/kg,\n\n第四行\"".to_owned(),
            23 => format!("\"4|3|{}\"", "6109100021,T恤衫,棉,\n".repeat(row)),
            _ => "4|3|针织|棉100%".to_owned(),
        };
        draft.push_str(&format!("6109100021,T恤衫,{specification},\n"));
        if row % 100 == 99 {
            draft.push_str("8507600090,锂离子电池,310Wh/kg,\n");
        }
    }
    let (items, passed) = compare(draft.as_bytes());
    assert_eq!((items, passed > 1440), (1515, true), "{passed} goods lines were passed over");
    let in_gb = GB18030.encode(&draft).0;
    assert_eq!(compare(&in_gb), (items, passed));
    assert_eq!(compare_in(Some(GBK), &in_gb), (items, passed));
    assert_eq!(compare_in(Some(UTF_8), draft.as_bytes()), (items, passed));
    // a line that is no text keeps no other from being passed over
    let broken = [&in_gb, &b"6109100021,\xFF\xFF,4|3|,\n"[..], &in_gb].concat();
    let (_, passed_around) = compare_in(Some(GBK), &broken);
    assert!(passed_around >= 2 * passed, "{passed_around} goods lines were passed over");
}

/// Goods lines are passed over together where they state one day.
#[test]
fn the_days_of_goods_lines_that_are_passed_over_are_all_told() {
    let mut draft = "申报日期,商品编号,商品名称,规格型号,备注\n".to_owned();
    for row in 0..300 {
        let day = if row % 3 == 0 { "2025-10-15" } else { "2026-11-12" };
        draft.push_str(&format!("{day},6109100021,T恤衫,4|3|针织|棉100%,\n"));
    }
    assert_eq!(compare(draft.as_bytes()), (300, 300));
}

/// Pieces of which cells are made: of goods, of the format, and of neither.
const PIECES: [&str; 34] = [
    "锂",
    "离子",
    "电池",
    "锂离子电池",
    "石墨",
    "负极",
    "正极材料",
    "battery",
    "lithium",
    " ion ",
    "graphite",
    "lfp",
    "(",
    ")",
    "（",
    "）",
    "-",
    " ",
    "\u{3000}",
    "|",
    "4|3|",
    "桌",
    "table",
    "合计",
    "备注",
    "N/M",
    "属于两用物项",
    "3A001",
    "310Wh/kg",
    "\u{ad}",
    "㎏",
    "℃",
    "\u{2F800}",
    "𝐛",
];

const LINES: [&str; 9] = [
    "6109100021",
    "85076000",
    "8507600090",
    "8507.60.00",
    "0010000000",
    "850760",
    "8.5E+9",
    "",
    "６１０９１０００",
];

const DATES: [&str; 5] = ["2026-11-12", "", "20261112", "12/11/26", " "];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_table_is_judged_alike(
        rows in prop::collection::vec(
            (
                prop::sample::select(LINES.to_vec()),
                prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..5),
                prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..5),
                prop::array::uniform2(prop::sample::select(DATES.to_vec())),
                prop::array::uniform2(prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..2)),
                prop::sample::select(vec!["\n", "\n", "\r\n", "\r", "\n\n", "\",\n", ",,,\n"]),
            ),
            0..12,
        ),
        is_combined in any::<bool>(),
        delimiter in prop::sample::select(vec![",", ";", "\t"]),
        is_gb in any::<bool>(),
    ) {
        let headings = if is_combined { ["商品编号", "商品名称及规格型号", "用途", "出口日期", "申报日期", "备注", "其他"] } else { ["商品编号", "商品名称", "规格型号", "出口日期", "申报日期", "备注", "其他"] };
        let mut draft = headings.join(delimiter) + "\n";
        for (line, name, specification, [export, declared], [remark, unknown], end) in rows {
            let [line, export, declared] = [line, export, declared].map(str::to_owned);
            let texts = [name, specification, remark, unknown].map(|pieces| pieces.concat());
            let [name, specification, remark, unknown] = texts;
            let cells = [line, name, specification, export, declared, remark, unknown];
            draft += &cells.join(delimiter);
            draft += end;
        }
        let encoding = if is_gb { GB18030 } else { UTF_8 };
        compare(&encoding.encode(&draft).0);
    }

    /// A declaration of several goods lines, of which some say something, and one remark for all.
    #[test]
    fn any_message_is_judged_alike(
        rows in prop::collection::vec(
            (
                prop::sample::select(LINES.to_vec()),
                prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..5),
                prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..5),
            ),
            1..12,
        ),
        date in prop::sample::select(DATES.to_vec()),
        remark in prop::collection::vec(
            prop::sample::select(vec!["N/M", "S01", "S02", "属于两用物项：", "3A001", "不属于管制物项", ";", "G"]),
            0..4,
        ),
        direction in prop::sample::select(vec!["E", "I"]),
    ) {
        let remark = remark.concat();
        let mut draft = format!(
            "<DecMessage><DecHead><IEFlag>{direction}</IEFlag><IEDate>{date}</IEDate><NoteS>{remark}</NoteS></DecHead><DecLists>"
        );
        for (line, name, specification) in rows {
            let (name, specification) = (name.concat(), specification.concat());
            draft += &format!(
                "<DecList><CodeTS>{line}</CodeTS><GName>{name}</GName><GModel>{specification}</GModel></DecList>"
            );
        }
        draft += "</DecLists></DecMessage>";
        compare(draft.as_bytes());
    }
}

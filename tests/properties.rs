//! Whatever stands in a draft: it is answered, every answer points at what it claims, and fixing
//! changes remarks and nothing else.

mod common;

use beizhu::{determination::Verdict, edit, facts::Place, span::Span};
use common::{Bench, Line, desk::Desk};
use proptest::prelude::*;

/// Pieces of remarks, put together without sense.
fn remark() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "属于两用物项",
        "不属于管制物项",
        "是否属于两用物项",
        "两用物项",
        "controlled item",
        "not a ",
        "Subject to Dual-Use Items",
        "：",
        "？",
        "；",
        "，",
        " ",
        "是",
        "否",
        "Yes",
        "No",
        "是/否",
        "□",
        "3A001",
        "3C901.b.1",
        "1C108.c",
        "6A002",
        "3A00l",
        "编码",
        "重量能量密度",
        "285Wh/kg",
        "200Wh/kg",
        "S01",
        "S02-S03",
        "（",
        "）",
        "【",
        "】",
        "\"",
        "=\"",
        "急单",
        "-",
        "\n",
    ]);
    prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

/// Words of the field, put together without sense, with arbitrary characters between them.
fn words() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "锂离子电池",
        "磷酸铁锂",
        "正极材料",
        "人造石墨",
        "天然石墨",
        "负极",
        "卷绕机",
        "用",
        "的",
        "（",
        "）",
        "(",
        ")",
        "|",
        "；",
        "，",
        "含",
        "不含",
        "非",
        "用于",
        "用途：",
        "充电器",
        "能量密度",
        "比能量：",
        "300Wh/kg",
        "285",
        "Wh/kg",
        "Wh/L",
        "≥",
        "约",
        "~",
        "-",
        "压实密度",
        "2.5g/cm³",
        "克容量",
        "156mAh/g",
        "lithium-ion battery",
        "for",
        "with",
        "pack of",
        "winding machine",
        " ",
        "\u{3000}",
        "造粒工艺",
        "技术资料",
        "图纸",
        "5m3",
        "Φ600",
        "三百",
        "１２",
        "属于两用物项：3A001",
        "不属于管制物项",
        "S01",
        "\"",
        "\n",
        "é",
        "⽐",
        "𠮷",
        "\u{0}",
    ]);
    let piece = prop_oneof![8 => known.prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

fn line() -> impl Strategy<Value = Line> {
    let tariff_line = prop::sample::select(vec![
        "",
        "8507600090",
        "28429040",
        "84798999",
        "8.5076E+09",
        "99999999",
        "电池",
    ]);
    (tariff_line, words(), words()).prop_map(|(tariff_line, name, specification)| Line {
        tariff_line: tariff_line.to_owned(),
        name,
        specification,
        ..Line::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_fact_points_at_the_words_it_was_read_from(line in line()) {
        let bench = bench();
        let item = bench.item(&line);
        let (facts, determination) = bench.judge(&line, "2026-11-12".parse().expect("a date"));
        let claims = |place: &Place| {
            let field = place.source.field(&item).expect("a field of the goods line");
            let span = place.span(&item);
            field.text.get(place.range.clone()) == Some(place.text.as_str())
                && span == Span::new(field.span.start + place.range.start, field.span.start + place.range.end)
        };
        for quantity in facts.stated.iter().chain(&facts.derived) {
            prop_assert!(claims(&quantity.place), "{:?}", quantity.place);
        }
        for aside in &facts.set_aside {
            prop_assert!(claims(&aside.place), "{:?}", aside.place);
        }
        for kind in &facts.kinds {
            prop_assert!(kind.place.as_ref().is_none_or(claims), "{:?}", kind.place);
        }
        if determination.verdict == Verdict::Undetermined {
            let open = determination.ground().any(|judgement| !judgement.comparisons.is_empty());
            prop_assert!(open || !determination.missing.is_empty(), "undetermined, and nothing is said to be missing");
        }
        if determination.verdict == Verdict::Controlled {
            prop_assert!(determination.ground().all(|judgement| judgement.missing.is_empty()));
        }
    }

    #[test]
    fn fixing_changes_remarks_alone_and_once(line in line(), remark in prop_oneof![words(), remark()]) {
        let desk = desk();
        let cell = |text: &str| format!("\"{}\"", text.replace('\0', "").replace('"', "\"\""));
        let draft = format!(
            "商品编号,商品名称,规格型号,备注,尾\r\n{},{},{},{},x\r\n",
            cell(&line.tariff_line), cell(&line.name), cell(&line.specification), cell(&remark)
        );
        let Ok(report) = desk.read("draft.csv", draft.as_bytes()) else { return Ok(()) };
        let fixed = edit::apply(draft.as_bytes(), &report.edits());
        let again = desk.read("draft.csv", &fixed).expect("a fixed draft is a draft");
        prop_assert_eq!(&edit::apply(&fixed, &again.edits()), &fixed, "fixing twice differs");
        let fixable = again.items().flat_map(|item| &item.findings).find(|located| located.finding.fix.is_some());
        prop_assert!(fixable.is_none(), "{:?}", fixable);
        let sum: usize = Verdict::ALL.iter().map(|verdict| report.tally.counts.of(*verdict)).sum();
        prop_assert_eq!(sum, report.tally.counts.items);
        let verdicts = |report: &beizhu::report::FileReport| Verdict::ALL.map(|verdict| report.tally.counts.of(verdict));
        prop_assert_eq!(verdicts(&report), verdicts(&again), "a remark decided");
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(&fixed[..]);
        let mut before = csv::ReaderBuilder::new().flexible(true).from_reader(draft.as_bytes());
        for (new, old) in reader.records().zip(before.records()) {
            let (new, old) = (new.expect("a record"), old.expect("a record"));
            for column in [0, 1, 2, 4] {
                prop_assert_eq!(new.get(column), old.get(column));
            }
        }
    }
}

/// Goods of every determination, of acts that demand remarks and of one that does not.
const GOODS: [&str; 8] = [
    "<GName>人造石墨负极材料</GName>",
    "<GName>天然鳞片石墨</GName>",
    "<GName>金属镓</GName>",
    "<GName>锂离子电池</GName><GModel>比能量：285Wh/kg</GModel>",
    "<GName>锂离子电池</GName><GModel>比能量：160Wh/kg</GModel>",
    "<GName>锂离子电池</GName><GModel>3.7V</GModel>",
    "<GName>磷酸铁锂正极材料</GName>",
    "<GName>棉制针织T恤衫</GName>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// One remark for all goods lines: what is fixed has nothing left to fix, and the remark alone was changed.
    #[test]
    fn fixing_changes_a_shared_remark_alone_and_once(
        goods in prop::collection::vec(prop::sample::select(GOODS.to_vec()), 1..4),
        remark in remark(),
        on in prop::sample::select(vec!["20261001", "20261112"]),
    ) {
        let desk = desk();
        let lines: String = goods.iter().map(|goods| format!("<DecList><CodeTS>99999999</CodeTS>{goods}</DecList>")).collect();
        let message = |remark: &str| format!(
            "<DecMessage><DecHead><IEFlag>E</IEFlag><IEDate>{on}</IEDate><NoteS>{remark}</NoteS></DecHead><DecLists>{lines}</DecLists></DecMessage>"
        );
        let draft = message(&remark);
        let report = desk.read("draft.xml", draft.as_bytes()).expect("a draft");
        let fixed = edit::apply(draft.as_bytes(), &report.edits());
        let again = desk.read("draft.xml", &fixed).expect("a fixed draft is a draft");
        let written = String::from_utf8_lossy(&fixed);
        prop_assert_eq!(&edit::apply(&fixed, &again.edits()), &fixed, "fixing twice differs: {}", &written);
        let fixable = again.items().flat_map(|item| &item.findings).find(|located| located.finding.fix.is_some());
        prop_assert!(fixable.is_none(), "{:?} in {}", fixable, &written);
        let (start, end) = message("|").split_once('|').map(|(start, end)| (start.to_owned(), end.to_owned())).expect("two parts");
        prop_assert!(written.starts_with(&start) && written.ends_with(&end), "{}", &written);
    }
}

/// Built once: the law does not change between cases.
fn bench() -> &'static Bench {
    static BENCH: std::sync::OnceLock<Bench> = std::sync::OnceLock::new();
    BENCH.get_or_init(Bench::new)
}

fn desk() -> &'static Desk {
    static DESK: std::sync::OnceLock<Desk> = std::sync::OnceLock::new();
    DESK.get_or_init(Desk::new)
}

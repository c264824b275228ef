//! Drafts with one remark for all their goods lines.

use super::common::desk::Desk;
use super::{CLEAR, CONTROLLED, GRAPHITE, NEAR, OTHER, UNDETERMINED};

/// The goods of lines 1, 2, …; the remark for all of them; the remark after `fix`.
const SHARED: &[(&[&str], &str, &str)] = &[
    (&[CONTROLLED], "", "属于两用物项：3C901.b.1"),
    (
        &[CONTROLLED, NEAR, CONTROLLED, CONTROLLED, CLEAR],
        "",
        "S01,S03-S04属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (&[OTHER, CONTROLLED], "合同号A1", "合同号A1；S02属于两用物项：3C901.b.1"),
    (&[OTHER, CONTROLLED], "属于两用物项：3C901.b.1", "S02属于两用物项：3C901.b.1"),
    (&[OTHER, CONTROLLED], "S02属于两用物项：3C901.b.1", "S02属于两用物项：3C901.b.1"),
    (&[OTHER, CONTROLLED], "第2项属于两用物项：3C901.b.1", "第2项属于两用物项：3C901.b.1"),
    (
        &[OTHER, CONTROLLED],
        "S2: Subject to Dual-Use Items 3C901.b.1",
        "S2: Subject to Dual-Use Items 3C901.b.1",
    ),
    (
        &[CONTROLLED, CONTROLLED, NEAR],
        "S01-S03属于两用物项：3C901.b.1；其他",
        "S01-S02属于两用物项：3C901.b.1；S03不属于管制物项：重量能量密度285Wh/kg；其他",
    ),
    // what is said of a line that cannot be decided stays with that line
    (&[CONTROLLED, UNDETERMINED], "S01-S02不属于管制物项", "S01属于两用物项：3C901.b.1；S02不属于管制物项"),
    (&[CLEAR, OTHER], "S01属于两用物项：3A001；唛头无", "唛头无"),
    // what is said of goods lines that are not there
    (
        &[CONTROLLED, OTHER],
        "S01属于两用物项：3C901.b.1；S09属于两用物项：3A001；柜号B2",
        "S01属于两用物项：3C901.b.1；柜号B2",
    ),
    (&[CONTROLLED, OTHER], "S01,S09属于两用物项：3C901.b.1", "S01属于两用物项：3C901.b.1"),
    (&[OTHER, OTHER], "柜号B2；S09不属于管制物项", "柜号B2"),
    (&[UNDETERMINED, OTHER], "S01-S03属于两用物项：3A001", "S01-S02属于两用物项：3A001"),
    (&[CLEAR], "S09不属于管制物项", "S09不属于管制物项"),
    // the goods lines are named in other ways
    (
        &[CONTROLLED, NEAR],
        "属于两用物项:3C901.b.1(S01),不属于管制物项:重量能量密度285Wh/kg(S02)",
        "属于两用物项:3C901.b.1(S01),不属于管制物项:重量能量密度285Wh/kg(S02)",
    ),
    (
        &[CONTROLLED, NEAR],
        "属于两用物项:3A001(S01),不属于管制物项(S02)，木箱",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg，木箱",
    ),
    (
        &[CONTROLLED, NEAR],
        "项号1：属于两用物项：3A001；项号2：不属于管制物项",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, NEAR],
        "1.属于两用物项：3A001 2.不属于管制物项",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, NEAR],
        "商品项1属于两用物项3A001、商品项2不属于管制物项（能量密度280Wh/kg）",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, CONTROLLED, NEAR],
        "PO 12; items 1 and 2 are subject to dual-use items: 3A001",
        "PO 12; S01-S02属于两用物项：3C901.b.1；S03不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, CONTROLLED, OTHER],
        "第一、二项均属于两用物项：3C901.b.1",
        "第一、二项均属于两用物项：3C901.b.1",
    ),
    (&[CONTROLLED, CONTROLLED], "S01、S02均属于两用物项：3C901.b.1", "S01、S02均属于两用物项：3C901.b.1"),
    (
        &[CONTROLLED, NEAR],
        "S01属于两用物项：3A001S02不属于管制物项",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    // one that names no goods line is not put upon those of which it is wrong too, nor taken from those of
    // which it may be right
    (&[CLEAR, OTHER], "属于两用物项：3A001", ""),
    (&[CLEAR, OTHER], "急单；属于两用物项：3A001", "急单"),
    (&[CLEAR, OTHER], "S01-S02属于两用物项：3A001", "S02属于两用物项：3A001"),
    (&[CLEAR, OTHER], "属于两用物项：6A002", "属于两用物项：6A002"),
    (&[CLEAR, OTHER], "属于两用物项", "属于两用物项"),
    (&[CLEAR, CLEAR], "属于两用物项", ""),
    (&[CLEAR, UNDETERMINED], "属于两用物项：3A001", "属于两用物项：3A001"),
    (&[CLEAR, UNDETERMINED], "属于两用物项：3C901.b.1", ""),
    (&[GRAPHITE, CLEAR], "属于两用物项：1C108.c", "S01属于两用物项：1C108.c"),
    (&[GRAPHITE, OTHER], "属于两用物项：3A001", "S01属于两用物项：1C108.c"),
    (
        &[GRAPHITE, CONTROLLED],
        "S01-S02属于两用物项：1C108.c、3C901.b.1",
        "S01属于两用物项：1C108.c；S02属于两用物项：3C901.b.1",
    ),
    (&[CLEAR, OTHER], "是否属于两用物项：否", "是否属于两用物项：否"),
    // several lines with one mark, and all that are not named
    (
        &[CONTROLLED, NEAR, CONTROLLED],
        "S01/S03属于两用物项：3C901.b.1",
        "S01,S03属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (&[CONTROLLED, CONTROLLED, OTHER], "S01、02属于两用物项：3C901.b.1", "S01、02属于两用物项：3C901.b.1"),
    (
        &[CONTROLLED, OTHER, OTHER],
        "S01属于两用物项：3C901.b.1；其余不属于两用物项",
        "S01属于两用物项：3C901.b.1；其余不属于两用物项",
    ),
    (
        &[CONTROLLED, CONTROLLED, OTHER],
        "S01属于两用物项：3C901.b.1；其余商品均不属于两用物项",
        "S01-S02属于两用物项：3C901.b.1；其余商品均不属于两用物项",
    ),
    // what is said of the rest is said of each line that no other statement names
    (
        &[CONTROLLED, NEAR],
        "S01属于两用物项：3C901.b.1；其余不属于管制物项：重量能量密度285Wh/kg",
        "S01属于两用物项：3C901.b.1；其余不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, NEAR],
        "S01属于两用物项：3C901.b.1；其余不属于管制物项：重量能量密度280Wh/kg",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, NEAR, OTHER],
        "S01属于两用物项：3C901.b.1；其余不属于管制物项",
        "S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg；其余不属于管制物项",
    ),
    (
        &[CONTROLLED, CLEAR],
        "S01属于两用物项：3C901.b.1；其余属于两用物项：3A001",
        "S01属于两用物项：3C901.b.1",
    ),
    (
        &[CONTROLLED, OTHER],
        "除S01外均不属于两用物项；S01属于两用物项：3C901.b.1",
        "除S01外均不属于两用物项；S01属于两用物项：3C901.b.1",
    ),
    (
        &[CONTROLLED, OTHER],
        "S01 Subject to Dual-Use Items: 3C901.b.1; the rest are not subject to controlled items",
        "S01 Subject to Dual-Use Items: 3C901.b.1; the rest are not subject to controlled items",
    ),
    // a code, or a box, may stand between a line and what is said of it
    (&[CONTROLLED, OTHER], "S01 3C901.b.1属于两用物项；急单", "S01 3C901.b.1属于两用物项；急单"),
    (
        &[CONTROLLED, OTHER],
        "S01 ■属于两用物项：3C901.b.1 □不属于管制物项；急单",
        "S01 ■属于两用物项：3C901.b.1 □不属于管制物项；急单",
    ),
    (
        &[CONTROLLED, NEAR],
        "□S01属于两用物项 ☑S01不属于管制物项",
        "□S01属于两用物项 ☑S01属于两用物项：3C901.b.1；S02不属于管制物项：重量能量密度285Wh/kg",
    ),
    (
        &[CONTROLLED, NEAR, CLEAR],
        "1.属于两用物项：3C901.b.1 2.不属于管制物项：重量能量密度285Wh/kg 3.不属于两用物项",
        "1.属于两用物项：3C901.b.1 2.不属于管制物项：重量能量密度285Wh/kg 3.不属于两用物项",
    ),
    (&[NEAR, NEAR, OTHER], "1-2项不属于管制物项：285Wh/kg", "1-2项不属于管制物项：285Wh/kg"),
    (
        &[CONTROLLED, CONTROLLED],
        "以上货物均属于两用物项：3C901.b.1",
        "以上货物；S01-S02属于两用物项：3C901.b.1",
    ),
    // a goods line is no part of the word before it
    (&[CONTROLLED, OTHER], "全部货物属于两用物项：3A001", "全部货物；S01属于两用物项：3C901.b.1"),
    // blanks around it stay around it
    (&[OTHER, CONTROLLED], "\n 急单\n ", "\n 急单；S02属于两用物项：3C901.b.1\n "),
    // what is no goods line stands apart
    (
        &[CONTROLLED, OTHER],
        "唛头：N/M GS01 CS02属于两用物项：3C901.b.1",
        "唛头：N/M GS01 CS02；S01属于两用物项：3C901.b.1",
    ),
];

#[test]
fn one_remark_for_all_lines() {
    let desk = Desk::new();
    let mut faults = Vec::new();
    for (goods, before, after) in SHARED {
        let lines: String = goods
            .iter()
            .enumerate()
            .map(|(index, goods)| {
                let (name, specification) = goods.split_once(',').unwrap_or((goods, ""));
                format!(
                    "<DecList><GNo>{}</GNo><CodeTS>9999999999</CodeTS><GName>{name}</GName><GModel>{specification}</GModel></DecList>",
                    index + 1
                )
            })
            .collect();
        let declaration = |remark: &str| {
            format!(
                "<DecMessage><DecHead><IEFlag>E</IEFlag><NoteS>{remark}</NoteS></DecHead><DecLists>{lines}</DecLists></DecMessage>"
            )
        };
        let fixed = desk.fix("draft.xml", &declaration(before));
        if fixed != declaration(after) {
            let start = fixed.find("<NoteS>").unwrap_or(0);
            let end = fixed.find("</NoteS>").unwrap_or(fixed.len());
            faults.push(format!(
                "{goods:?} / {before}\n  expected {after:?}\n  got      {:?}",
                &fixed[start..end]
            ));
        } else if desk.fix("draft.xml", &fixed) != fixed {
            faults.push(format!("{goods:?} / {before}: fixing twice differs"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

//! Drafts whose goods lines have a remark each.

use super::common::desk::Desk;
use super::{CLEAR, CONTROLLED, GRAPHITE, NEAR, OTHER, UNDETERMINED};

/// Goods, the remark that stands, and the remark after `fix`.
const SINGLE: &[(&str, &str, &str)] = &[
    // nothing stands there
    (CONTROLLED, "", "属于两用物项：3C901.b.1"),
    (NEAR, "", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "", ""),
    (UNDETERMINED, "", ""),
    (OTHER, "", ""),
    // it stands there, in any spelling
    (CONTROLLED, "属于两用物项：3C901.b.1", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项 3C901.b.1", "属于两用物项 3C901.b.1"),
    (CONTROLLED, "属于两用物项:3c901.B.1", "属于两用物项:3c901.B.1"),
    (CONTROLLED, "屬於兩用物項：３Ｃ９０１．ｂ．１", "屬於兩用物項：３Ｃ９０１．ｂ．１"),
    (CONTROLLED, "Subject to dual use items 3C901.b.1", "Subject to dual use items 3C901.b.1"),
    (CONTROLLED, "备注SUBJECT TO DUAL-USE ITEMS: 3C901.b.1", "备注SUBJECT TO DUAL-USE ITEMS: 3C901.b.1"),
    (NEAR, "不属于管制物项，重量能量密度285Wh/kg", "不属于管制物项，重量能量密度285Wh/kg"),
    (NEAR, "Not Subject to Controlled Items: 285 Wh/kg", "Not Subject to Controlled Items: 285 Wh/kg"),
    // it is incomplete, wrong or worded otherwise: replaced in place
    (CONTROLLED, "属于两用物项", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项：3A001", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于管制物项：3C901.b.1", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "合同号A1；属于两用物项；柜号B2", "合同号A1；属于两用物项：3C901.b.1；柜号B2"),
    (NEAR, "不属于管制物项", "不属于管制物项：重量能量密度285Wh/kg"),
    (NEAR, "不属于两用物项：能量密度280Wh/kg，合同号A1", "不属于管制物项：重量能量密度285Wh/kg，合同号A1"),
    (CONTROLLED, "属于两用物项：3A001合同号A1", "属于两用物项：3C901.b.1；合同号A1"),
    (CONTROLLED, "属于两用物项：3A01", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "货物（属于两用物项：3C901.b.1）", "货物（属于两用物项：3C901.b.1）"),
    (CONTROLLED, "货物（属于两用物项）", "货物（属于两用物项：3C901.b.1）"),
    (NEAR, "不属于管制物项：能量密度280Wh/kg合同号A1", "不属于管制物项：重量能量密度285Wh/kg；合同号A1"),
    // codes joined in any way belong to the statement
    (CONTROLLED, "属于两用物项-3C901.b.1", "属于两用物项-3C901.b.1"),
    (CONTROLLED, "属于两用物项；3C901.b.1", "属于两用物项；3C901.b.1"),
    (CONTROLLED, "属于两用物项：3C 901.b.1", "属于两用物项：3C 901.b.1"),
    (CONTROLLED, "属于两用物项：3C901.b.1/3A001", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项：3A001；3C901.a.1;木箱", "属于两用物项：3C901.b.1;木箱"),
    (CONTROLLED, "Subject to Dual-Use Items (3A001 and 3C901.a.1), PO 12", "属于两用物项：3C901.b.1, PO 12"),
    (NEAR, "属于两用物项：3A001 3C901.b.1", "不属于管制物项：重量能量密度285Wh/kg"),
    (NEAR, "属于两用物项：3A001/3A001X", "不属于管制物项：重量能量密度285Wh/kg/3A001X"),
    (CLEAR, "属于两用物项：3A001/3C901.a.1", ""),
    (CLEAR, "“属于两用物项：3A001”。", ""),
    (CLEAR, "【属于两用物项：3A001】木箱", "【】木箱"),
    // a code in brackets of any kind belongs to the statement, and what was meant for one behind a colon
    (CONTROLLED, "属于两用物项【3C901.b.1】", "属于两用物项【3C901.b.1】"),
    (CONTROLLED, "属于两用物项【3A001】", "属于两用物项：3C901.b.1"),
    (NEAR, "属于两用物项【3A001】", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "属于两用物项【3A001】", ""),
    (CLEAR, "属于两用物项：［3A001］，急单", "急单"),
    (CLEAR, "属于两用物项「3A001」《3C901.a.1》", ""),
    (NEAR, "属于两用物项<3A001>急单", "不属于管制物项：重量能量密度285Wh/kg；急单"),
    (CONTROLLED, "属于两用物项（编码：【3A001】）急单", "属于两用物项：3C901.b.1；急单"),
    (CONTROLLED, "属于两用物项【急单】", "属于两用物项：3C901.b.1【急单】"),
    (CONTROLLED, "属于两用物项：3A00l", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项：3AO01；急单", "属于两用物项：3C901.b.1；急单"),
    (CONTROLLED, "属于两用物项：3A-001", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项：3c901b1", "属于两用物项：3C901.b.1"),
    (CLEAR, "属于两用物项：3A00l", ""),
    (CONTROLLED, "属于两用物项：PO12345", "属于两用物项：3C901.b.1；PO12345"),
    // a code whose parts other signs join, and what leads to one
    (CONTROLLED, "属于两用物项：3C901-b-1；木箱", "属于两用物项：3C901.b.1；木箱"),
    (CONTROLLED, "属于两用物项：3C901(b)(1)", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项3C901_b_1", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项：3C901、b、1", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于两用物项：3C901。b。1；木箱", "属于两用物项：3C901.b.1；木箱"),
    (NEAR, "属于两用物项：3C901/b/1", "不属于管制物项：重量能量密度285Wh/kg"),
    (CONTROLLED, "属于两用物项：3C901.b.1-B 12箱", "属于两用物项：3C901.b.1-B 12箱"),
    (NEAR, "属于两用物项：3A001，A区1柜", "不属于管制物项：重量能量密度285Wh/kg，A区1柜"),
    (CONTROLLED, "属于两用物项，管制编码为3C901.b.1", "属于两用物项，管制编码为3C901.b.1"),
    (CONTROLLED, "属于两用物项，管制编码为3A001", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "Subject to dual-use items under 3A001, PO 12", "属于两用物项：3C901.b.1, PO 12"),
    // a statement that the end of the field cuts off
    (CONTROLLED, "木箱；不属于管制物", "木箱；属于两用物项：3C901.b.1"),
    (CONTROLLED, "Not Subject to Controlled Ite", "属于两用物项：3C901.b.1"),
    (NEAR, "属于两用物", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "木箱；属于两用物", "木箱"),
    (CLEAR, "不属于管制物", "不属于管制物"),
    (CLEAR, "本票货物是出口", "本票货物是出口"),
    // what is no longer said of the goods is denied of them
    (CONTROLLED, "不再属于两用物项", "属于两用物项：3C901.b.1"),
    (CLEAR, "不再属于两用物项", "不再属于两用物项"),
    // a sign between two statements that go, and that behind them
    (NEAR, "属于两用物项：3A001，不属于管制物项；易碎", "不属于管制物项：重量能量密度285Wh/kg；易碎"),
    // and what was meant for a code behind another belongs to people's text
    (CLEAR, "属于两用物项：3A001，3A0l", "3A0l"),
    (CLEAR, "属于两用物项：3A001急单280Wh/kg", "急单280Wh/kg"),
    // a code before the phrase is its own where none stands behind
    (CLEAR, "3A001属于两用物项；急单", "急单"),
    (CLEAR, "3A001属于两用物项：3C901.a.1；急单", "3A001；急单"),
    // goods lines between the phrase and its code, and words for all before it
    (CLEAR, "属于两用物项(S01)：3A001", ""),
    (CLEAR, "唛头；皆属于两用物项：3A001；急单", "唛头；急单"),
    (CLEAR, "唛头；均属于两用物项：3A001；急单", "唛头；急单"),
    // a question and its answer are one statement
    (CONTROLLED, "是否属于两用物项：是", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "是否属于两用物项？ 否", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "是否属于两用物项：是，3C901.b.1；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "是否属于两用物项：否", "是否属于两用物项：否"),
    (CLEAR, "是否属于两用物项：是", ""),
    (CLEAR, "急单；是否属于两用物项：是；木箱", "急单；木箱"),
    (NEAR, "是否属于两用物项：否；木箱", "不属于管制物项：重量能量密度285Wh/kg；木箱"),
    (CONTROLLED, "两用物项：否", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "两用物项（是/否）：否", "属于两用物项：3C901.b.1"),
    (CLEAR, "两用物项（是/否）：否", "两用物项（是/否）：否"),
    (CLEAR, "两用物项（是）急单", "急单"),
    (CONTROLLED, "管制物项：无；急单", "属于两用物项：3C901.b.1；急单"),
    (CONTROLLED, "属于两用物项：否", "属于两用物项：3C901.b.1"),
    (CLEAR, "属于两用物项：否", "属于两用物项：否"),
    (CONTROLLED, "属于两用物项（3C901.b.1）：否", "属于两用物项：3C901.b.1"),
    (CLEAR, "是否属于两用物项（3A001）：否", "是否属于两用物项（3A001）：否"),
    (CLEAR, "是否属于两用物项（3A001）：是；急单", "急单"),
    // the answer behind the codes counts, behind a colon, and no second one without codes
    (CLEAR, "是否属于两用物项：是（3A001）：否", "是否属于两用物项：是（3A001）：否"),
    (CLEAR, "是否属于两用物项：否（3A001）：是；急单", "急单"),
    (CLEAR, "属于两用物项：是：否", "否"),
    (CLEAR, "属于两用物项：3A001（：否", "（：否"),
    // what is not answered leads on to people's text only where it is a question
    (NEAR, "属于两用物项____急单", "不属于管制物项：重量能量密度285Wh/kg____急单"),
    (NEAR, "是否属于两用物项：____急单", "不属于管制物项：重量能量密度285Wh/kg；急单"),
    // a number behind a value is of the statement, unless it counts the next one
    (NEAR, "不属于管制物项：280Wh/kg 310", "不属于管制物项：重量能量密度285Wh/kg"),
    (CONTROLLED, "不属于管制物项：能量密度280 2.急单", "属于两用物项：3C901.b.1 2.急单"),
    // boxes of which none is ticked choose nothing
    (CLEAR, "□属于两用物项 不属于管制物项", "□ 不属于管制物项"),
    (CLEAR, "Dual-use item? Yes", ""),
    (CONTROLLED, "Dual-use items: No; PO 12", "属于两用物项：3C901.b.1; PO 12"),
    (CONTROLLED, "两用物项：3C901.b.1", "属于两用物项：3C901.b.1"),
    // one that is not answered says nothing, and makes room for what is due
    (CONTROLLED, "是否属于两用物项：", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "是否属于两用物项？____；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "是否属于两用物项：", "是否属于两用物项："),
    (CONTROLLED, "是否属于两用物项：□是 □否；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "是否属于两用物项：□是 □否", "是否属于两用物项：□是 □否"),
    // one that is ticked is chosen
    (CLEAR, "是否属于两用物项：☑是 □否；急单", "急单"),
    (CLEAR, "是否属于两用物项：□是 ☑否；急单", "是否属于两用物项：□是 ☑否；急单"),
    (CLEAR, "是否属于两用物项：是☑ 否□；急单", "急单"),
    (CLEAR, "是否属于两用物项：是□ 否☑", "是否属于两用物项：是□ 否☑"),
    (CONTROLLED, "是否属于两用物项：□是 ☑否；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "是否属于两用物项：☑是 ☑否", "是否属于两用物项：☑是 ☑否"),
    // boxes of brackets are boxes
    (CLEAR, "两用物项：[x]是 [ ]否；急单", "急单"),
    (CLEAR, "两用物项：[ ]是 [x]否；急单", "两用物项：[ ]是 [x]否；急单"),
    (CONTROLLED, "两用物项：[ ]是 [x]否；急单", "属于两用物项：3C901.b.1；急单"),
    (CONTROLLED, "是否两用物项：（√）是 （ ）否", "属于两用物项：3C901.b.1"),
    (CLEAR, "是否两用物项：是（ ） 否（√）；急单", "是否两用物项：是（ ） 否（√）；急单"),
    (CONTROLLED, "是否两用物项：是（ ） 否（√）；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "Dual use: [x] Yes [ ] No", ""),
    (NEAR, "两用物项：[ ]是 [ ]否", "两用物项：[ ]是 [ ]否；不属于管制物项：重量能量密度285Wh/kg"),
    (CONTROLLED, "唛头[x]", "唛头[x]；属于两用物项：3C901.b.1"),
    // of statements in boxes one is chosen
    (
        NEAR,
        "[ ]属于两用物项 [x]不属于管制物项，重量能量密度285Wh/kg",
        "[ ]属于两用物项 [x]不属于管制物项，重量能量密度285Wh/kg",
    ),
    (CONTROLLED, "☑属于两用物项：3C901.b.1 □不属于管制物项", "☑属于两用物项：3C901.b.1 □不属于管制物项"),
    // which box is ticked may stand behind them
    (CONTROLLED, "属于两用物项：3C901.b.1☑ 不属于管制物项□", "属于两用物项：3C901.b.1☑ 不属于管制物项□"),
    (CONTROLLED, "属于两用物项☑ 不属于管制物项□", "属于两用物项：3C901.b.1☑ 不属于管制物项□"),
    (CONTROLLED, "属于两用物项□ 不属于管制物项☑", "属于两用物项□ 属于两用物项：3C901.b.1☑"),
    (CLEAR, "属于两用物项（ ） 不属于管制物项（√）", "属于两用物项（ ） 不属于管制物项（√）"),
    (
        NEAR,
        "属于两用物项□ 不属于管制物项：重量能量密度285Wh/kg☑",
        "属于两用物项□ 不属于管制物项：重量能量密度285Wh/kg☑",
    ),
    // numbers before the one that has the unit are values of the statement
    (NEAR, "不属于管制物项：280、180Wh/kg", "不属于管制物项：重量能量密度285Wh/kg"),
    (NEAR, "不属于管制物项：280 180Wh/kg，合同号A1", "不属于管制物项：重量能量密度285Wh/kg，合同号A1"),
    (NEAR, "不属于管制物项：12、合同号A1", "不属于管制物项：重量能量密度285Wh/kg；12、合同号A1"),
    // the name of an act may stand within it, and what is said of its list is said of the goods
    (CONTROLLED, "不属于商务部、海关总署公告2025年第58号管制物项", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "属于商务部公告2025年第58号两用物项：3C901.b.1", "属于两用物项：3C901.b.1"),
    (NEAR, "本品不是公告58号规定的两用物项", "本品不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "不属于公告58号管制物项；急单", "不属于公告58号管制物项；急单"),
    (CLEAR, "属于公告58号两用物项；急单", "急单"),
    (CONTROLLED, "不在两用物项出口管制清单内；急单", "属于两用物项：3C901.b.1；急单"),
    (
        CONTROLLED,
        "不属于《中华人民共和国两用物项出口管制清单》所列物项；急单",
        "属于两用物项：3C901.b.1；急单",
    ),
    (CONTROLLED, "无两用物项", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "有无两用物项：无", "属于两用物项：3C901.b.1"),
    (CLEAR, "有无两用物项：有；急单", "急单"),
    (CONTROLLED, "无需提供两用物项出口许可证；急单", "属于两用物项：3C901.b.1；急单"),
    (
        CONTROLLED,
        "属于两用物项（商务部公告2025年第58号）3C901.b.1；急单",
        "属于两用物项（商务部公告2025年第58号）3C901.b.1；急单",
    ),
    (CONTROLLED, "属于两用物项：公告58号3A001；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "属于两用物项：商务部公告2025年第58号，3A001；急单", "急单"),
    (CONTROLLED, "属于两用物项：合同2025年第58号", "属于两用物项：3C901.b.1；合同2025年第58号"),
    // what is said under a condition or as a guess is no statement
    (CLEAR, "如属于两用物项，请联系张三", "如属于两用物项，请联系张三"),
    (CONTROLLED, "如属于两用物项，请联系张三", "如属于两用物项，请联系张三；属于两用物项：3C901.b.1"),
    (NEAR, "如不属于管制物项请注明", "如不属于管制物项请注明；不属于管制物项：重量能量密度285Wh/kg"),
    (
        CONTROLLED,
        "若该批货物受管制，请先申领许可证",
        "若该批货物受管制，请先申领许可证；属于两用物项：3C901.b.1",
    ),
    (
        CONTROLLED,
        "如果货物涉及两用物项3A001请先申报",
        "如果货物涉及两用物项3A001请先申报；属于两用物项：3C901.b.1",
    ),
    (CONTROLLED, "如下货物属于两用物项：3C901.b.1", "如下货物属于两用物项：3C901.b.1"),
    (CONTROLLED, "如实申报，属于两用物项：3C901.b.1", "如实申报，属于两用物项：3C901.b.1"),
    (
        CONTROLLED,
        "If the goods are subject to dual-use items, call us",
        "If the goods are subject to dual-use items, call us；属于两用物项：3C901.b.1",
    ),
    (CLEAR, "可能属于两用物项", "可能属于两用物项"),
    (CONTROLLED, "疑似两用物项", "属于两用物项：3C901.b.1"),
    (CLEAR, "if subject to dual-use items, call us", "if subject to dual-use items, call us"),
    (CLEAR, "属于两用物项：待定", "待定"),
    (CONTROLLED, "本商品不属于出口管制商品", "本商品属于两用物项：3C901.b.1"),
    (CONTROLLED, "No dual-use license required; PO 7", "属于两用物项：3C901.b.1; PO 7"),
    (CLEAR, "公告58号两用物项业务咨询中", "公告58号两用物项业务咨询中"),
    // a code directly before it is its own
    (CONTROLLED, "3C901.b.1属于两用物项；急单", "3C901.b.1属于两用物项；急单"),
    (CONTROLLED, "3C901.b.1：属于两用物项", "3C901.b.1：属于两用物项"),
    (CONTROLLED, "3A001属于两用物项；急单", "属于两用物项：3C901.b.1；急单"),
    (CLEAR, "急单；3A001属于两用物项", "急单"),
    (CLEAR, "3A001，急单；属于两用物项", "3A001，急单"),
    // other words for the opposite
    (CONTROLLED, "not a controlled item", "属于两用物项：3C901.b.1"),
    (CONTROLLED, "These are non-controlled items.", "These are 属于两用物项：3C901.b.1."),
    (CONTROLLED, "货物非管制物项", "货物属于两用物项：3C901.b.1"),
    (NEAR, "not a controlled item", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "not a controlled item", "not a controlled item"),
    // what only names controlled goods says nothing of these
    (CONTROLLED, "两用物项许可证号26ZZ000001", "两用物项许可证号26ZZ000001；属于两用物项：3C901.b.1"),
    (CLEAR, "两用物项许可证：有", "两用物项许可证：有"),
    (CLEAR, "是两用物项许可证办理中", "是两用物项许可证办理中"),
    (CONTROLLED, "出口管制联系人：张三", "出口管制联系人：张三；属于两用物项：3C901.b.1"),
    (CONTROLLED, "两用物项：否；管制物项：否；木箱", "属于两用物项：3C901.b.1；木箱"),
    (CONTROLLED, "dual-use items: No. 26ZZ0001", "dual-use items: No. 26ZZ0001；属于两用物项：3C901.b.1"),
    // people's text stays, the statement follows it
    (CONTROLLED, "合同号A1", "合同号A1；属于两用物项：3C901.b.1"),
    (CONTROLLED, "合同号A1；", "合同号A1；属于两用物项：3C901.b.1"),
    (NEAR, "N/M", "N/M；不属于管制物项：重量能量密度285Wh/kg"),
    // a stroke is no text, and what a spreadsheet would take for a formula does not stand first
    (NEAR, "-", "不属于管制物项：重量能量密度285Wh/kg"),
    (CONTROLLED, "/", "属于两用物项：3C901.b.1"),
    (CONTROLLED, " —— ", "属于两用物项：3C901.b.1"),
    (CLEAR, "-", "-"),
    (CONTROLLED, "-20℃", "属于两用物项：3C901.b.1；-20℃"),
    (CONTROLLED, "=A1", "属于两用物项：3C901.b.1；=A1"),
    (CONTROLLED, "@张三", "属于两用物项：3C901.b.1；@张三"),
    // a formula that is nothing but a text is that text
    (CONTROLLED, "=\"\"急单\"\"", "急单；属于两用物项：3C901.b.1"),
    (CONTROLLED, "=\"\"=A1\"\"", "属于两用物项：3C901.b.1；=A1"),
    (NEAR, "=\"\"5\"\"\"\"管\"\"", "5\"\"管；不属于管制物项：重量能量密度285Wh/kg"),
    (NEAR, "=\"\"属于两用物项：3A001\"\"", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "=\"\"属于两用物项：3A001；急单\"\"", "急单"),
    (CLEAR, "=\"\"属于两用物项：3A001-20\"\"", "；-20"),
    (CONTROLLED, "=\"\"属于两用物项：3C901.b.1\"\"", "=\"\"属于两用物项：3C901.b.1\"\""),
    (CLEAR, "=\"\"急单\"\"", "=\"\"急单\"\""),
    // blanks behind it stay behind it, and so does the mark that parts the two
    (CONTROLLED, "急单  ", "急单；属于两用物项：3C901.b.1  "),
    (CONTROLLED, "\n 急单\n ", "\n 急单；属于两用物项：3C901.b.1\n "),
    (CONTROLLED, "急单; ", "急单;属于两用物项：3C901.b.1 "),
    (CONTROLLED, "急单， ", "急单；属于两用物项：3C901.b.1 "),
    // it contradicts: replaced, or taken out where that is certain
    (CONTROLLED, "不属于管制物项", "属于两用物项：3C901.b.1"),
    (NEAR, "属于两用物项：3A001", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "属于两用物项：3A001", ""),
    (CLEAR, "合同号A1；属于两用物项：3A001；柜号B2", "合同号A1；柜号B2"),
    (CLEAR, "属于两用物项：3A001；柜号B2", "柜号B2"),
    (CLEAR, "合同号A1；属于两用物项：3A001", "合同号A1"),
    (CLEAR, "属于两用物项：3A001；=A1", "；=A1"),
    (CLEAR, "属于两用物项：3A001-20℃", "；-20℃"),
    // goods whose act demands no remark: one that names a code names theirs
    (GRAPHITE, "", ""),
    (GRAPHITE, "急单；属于两用物项", "急单；属于两用物项"),
    (GRAPHITE, "属于两用物项：1C108.c", "属于两用物项：1C108.c"),
    (GRAPHITE, "两用物项：1C108.c", "两用物项：1C108.c"),
    (GRAPHITE, "属于两用物项：3A001", "属于两用物项：1C108.c"),
    (GRAPHITE, "属于两用物项：1C108.c、3A001；急单", "属于两用物项：1C108.c；急单"),
    // a value that is not the declared one: replaced where one is due, else left to a person
    (NEAR, "不属于管制物项：重量能量密度285Wh/kg，290Wh/kg", "不属于管制物项：重量能量密度285Wh/kg"),
    (CLEAR, "不属于管制物项：重量能量密度290Wh/kg", "不属于管制物项：重量能量密度290Wh/kg"),
    // what is true though not due, and what cannot be decided, is left alone
    (CLEAR, "不属于管制物项：能量密度160Wh/kg", "不属于管制物项：能量密度160Wh/kg"),
    (UNDETERMINED, "属于两用物项：3A001", "属于两用物项：3A001"),
    (UNDETERMINED, "不属于管制物项", "不属于管制物项"),
    (OTHER, "属于两用物项：1C902", "属于两用物项：1C902"),
    (OTHER, "属于两用物项：3A001", "属于两用物项：3A001"),
];

#[test]
fn a_line_with_its_own_remark() {
    let desk = Desk::new();
    let mut faults = Vec::new();
    for (goods, before, after) in SINGLE {
        let (name, specification) = goods.split_once(',').unwrap_or((goods, ""));
        let draft =
            format!("商品编号,商品名称,规格型号,备注\r\n99999999,{name},{specification},\"{before}\"\r\n");
        let fixed = desk.fix("draft.csv", &draft);
        let expected =
            format!("商品编号,商品名称,规格型号,备注\r\n99999999,{name},{specification},\"{after}\"\r\n");
        if fixed != expected {
            faults.push(format!("{goods} / {before}\n  expected {expected:?}\n  got      {fixed:?}"));
        } else if desk.fix("draft.csv", &fixed) != fixed {
            faults.push(format!("{goods} / {before}: fixing twice differs"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

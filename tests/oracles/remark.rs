//! Remarks: statements lie in them one behind the other, people's other text stays, and what
//! `fix` writes it reads again.

use super::{bench, draft};

/// Goods of each determination that matters to a remark.
const GOODS: [&str; 4] = ["比能量：305Wh/kg", "比能量：285Wh/kg", "比能量：160Wh/kg", "3.7V"];

/// For any text in a remarks column.
pub(crate) fn holds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    lie_in_order(&text);
    let cell = text.replace('"', "\"\"");
    for goods in GOODS {
        let draft =
            format!("商品编号,商品名称,规格型号,备注,尾\n8507600090,锂离子电池,{goods},\"{cell}\",x\n");
        let Some(fixed) = draft::fixed("draft.csv", draft.as_bytes(), false) else { continue };
        for edit in fixed.before.remark_edits() {
            keeps_people_s_text(&edit.old, &edit.new);
            let is_formula = |text: &str| text.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(is_formula(&edit.old) || !is_formula(&edit.new), "{:?} was written", edit.new);
        }
    }
    shared(&text);
}

/// The same remark for several goods lines.
fn shared(text: &str) {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines: String = GOODS
        .iter()
        .enumerate()
        .map(|(at, goods)| {
            let number = at + 1;
            format!("<DecList><GNo>{number}</GNo><CodeTS>8507600090</CodeTS><GName>锂离子电池</GName><GModel>{goods}</GModel></DecList>")
        })
        .collect();
    let draft = format!(
        "<DecMessage><DecHead><IEFlag>E</IEFlag><NoteS>{escaped}</NoteS></DecHead><DecLists>{lines}</DecLists></DecMessage>"
    );
    draft::fixed("draft.xml", draft.as_bytes(), false);
}

fn lie_in_order(text: &str) {
    let statements = bench().statements(text);
    let mut behind = 0;
    for statement in &statements {
        assert!(behind <= statement.range.start, "statements overlap in {text:?}");
        assert!(text.get(statement.range.clone()).is_some_and(|words| !words.is_empty()), "{text:?}");
        assert!(text.get(statement.body.clone()).is_some_and(|words| !words.is_empty()), "{text:?}");
        behind = statement.range.end;
    }
}

/// The letters and digits that belong to no statement stand in the new remark in their order.
fn keeps_people_s_text(old: &str, new: &str) {
    let statements = bench().statements(old);
    let is_said = |at: usize| statements.iter().any(|statement| statement.range.contains(&at));
    let own = old.char_indices().filter(|(at, c)| c.is_alphanumeric() && !is_said(*at));
    let mut left = new.chars();
    for (_, character) in own {
        assert!(left.any(|c| c == character), "{character:?} of {old:?} is lost in {new:?}");
    }
}

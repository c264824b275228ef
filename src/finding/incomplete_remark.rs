//! `incomplete-remark`: the statement is there, with no code, a wrong one, or without the values.

use super::{Check, Fault, Look, Severity, Subject, shortened};
use crate::{
    phrase::Phrase,
    remark::{Statement, Subject as Said, misstates},
};

pub(super) const CHECK: Check =
    Check { name: "incomplete-remark", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let state = &subject.remark;
    let Some(required) = state.required.filter(|_| !state.is_satisfied) else { return Vec::new() };
    let says_so = |statement: &&&Statement| statement.subject.is_none_or(|subject| subject == required.subject);
    let Some(statement) = state.present.iter().find(says_so) else { return Vec::new() };
    let text = subject.declaration.remark.as_ref().map_or("", |remark| &remark.field.text[statement.range.clone()]);
    let text = shortened(text);
    let Some(due) = subject.due() else { return Vec::new() };
    let why = match required.subject {
        _ if misstates(statement, subject.facts) => {
            Phrase::new("it gives another value than is declared", "所列的值与申报的值不一致")
        }
        Said::Controlled => {
            Phrase::new("it must list exactly the control codes that apply", "应列明且仅列明适用的管制编码")
        }
        Said::NotControlled => {
            Phrase::new("it must give the declared parameters and values", "应列明申报的具体参数和指标")
        }
    };
    let cure = if state.revised.is_some() {
        Phrase::new(format!("`beizhu fix` replaces it with {}", due.en), format!("运行 beizhu fix 即可改为{}", due.zh))
    } else {
        Phrase::new(format!("replace it with {}", due.en), format!("请改为{}", due.zh))
    };
    vec![
        Fault::new(
            subject.statement_spot(statement),
            Phrase::new(format!("the statement `{text}` is incomplete"), format!("声明“{text}”不完整")),
            why,
            cure,
        )
        .fixed_by(state.revised),
    ]
}

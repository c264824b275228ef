//! `contradicting-remark`: the remark says the opposite of what follows from the item.

use super::{Check, Fault, Finding, Look, RemarkState, Severity, Subject, shortened};
use crate::{determination::Verdict, phrase::Phrase, remark::misstates, span::Span};

pub(super) const CHECK: Check =
    Check { name: "contradicting-remark", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let RemarkState { contradicting, refuted, revised, .. } = &subject.remark;
    let Some(statement) = refuted.first().or(contradicting.first()) else { return Vec::new() };
    let revised = revised.filter(|_| !refuted.is_empty());
    let text = subject.declaration.remark.as_ref().map_or("", |remark| &remark.field.text[statement.range.clone()]);
    let text = shortened(text);
    let why = match subject.determination.verdict {
        Verdict::Controlled => Phrase::new("the goods are controlled", "该货物受管制"),
        Verdict::Near => {
            Phrase::new("the goods are close to a limit and not controlled", "该货物接近管制指标，但不受管制")
        }
        Verdict::Suspended => Phrase::new("the control is not in force on this date", "该项管制在此日期未实施"),
        Verdict::Clear | Verdict::Undetermined if misstates(statement, subject.facts) => {
            Phrase::new("the value that it gives is not the declared one", "所列的值与申报的值不一致")
        }
        Verdict::Clear => Phrase::new("by its declared values the goods are not controlled", "按申报的数据该货物不受管制"),
        Verdict::OutOfScope | Verdict::Undetermined => {
            Phrase::new("nothing in the item is of the kind of that control code", "该商品项与所列管制编码的货物无关")
        }
    };
    let cure = if revised.is_some() {
        Phrase::new("`beizhu fix` corrects it", "运行 beizhu fix 即可更正")
    } else {
        Phrase::new(
            "correct the remark, or the description if that is wrong; `fix` leaves it to you",
            "请更正备注；如商品描述有误则更正描述；fix 不会代为修改",
        )
    };
    vec![
        Fault::new(
            subject.statement_spot(statement),
            Phrase::new(format!("the remark says `{text}`"), format!("备注写着“{text}”")),
            why,
            cure,
        )
        .fixed_by(revised),
    ]
}

/// The finding for a statement of goods lines that the declaration does not have.
pub(crate) fn absent_goods_line(span: Span, statement: &str, revised: Option<&str>) -> Finding {
    let text = shortened(statement);
    CHECK.finding(
        None,
        Fault::new(
            span,
            Phrase::new(format!("the remark says `{text}`"), format!("备注写着“{text}”")),
            Phrase::new(
                "it names a goods line that the declaration does not have",
                "其中所指的商品项在本报关单中不存在",
            ),
            match revised {
                Some(_) => Phrase::new(
                    "`beizhu fix` takes that goods line out of the remark; if the line is missing, add it first",
                    "运行 beizhu fix 即可从备注中删去该项；如果是漏填了商品项，请先补上",
                ),
                None => Phrase::new("take that goods line out of the remark", "请从备注中删去该项"),
            },
        )
        .fixed_by(revised),
    )
}

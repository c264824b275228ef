//! `missing-remarks-column`: the draft has no place for the statements that the law demands.

use super::{Check, Fault, Finding, Look, Severity};
use crate::{phrase::Phrase, span::Span};

pub(super) const CHECK: Check =
    Check { name: "missing-remarks-column", severity: Severity::Error, look: Look::Elsewhere };

/// The finding for a draft without a remarks column; `headings` is where its headings stand.
pub(crate) fn missing_remarks_column(headings: Span) -> Finding {
    CHECK.finding(
        None,
        Fault::new(
            headings,
            Phrase::new("the draft has no remarks column", "草单没有备注栏"),
            Phrase::new(
                "controlled goods and goods close to a limit need a statement in it",
                "受管制或接近管制指标的货物须在备注栏申报",
            ),
            Phrase::new(
                "run `beizhu fix --add-remarks-column`, or name the column in beizhu.toml under [columns]",
                "请运行 beizhu fix --add-remarks-column，或在 beizhu.toml 的 [columns] 中指明该列",
            ),
        ),
    )
}

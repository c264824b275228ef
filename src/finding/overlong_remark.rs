//! `overlong-remark`: the remark that is due does not fit into its field.

use super::{Check, Fault, Finding, Look, Severity};
use crate::{
    draft::{Limit, Measure},
    phrase::Phrase,
    span::Span,
};

pub(super) const CHECK: Check =
    Check { name: "overlong-remark", severity: Severity::Error, look: Look::Elsewhere };

/// The finding for a remark that needs `length` of what the field's limit counts.
pub(crate) fn overlong_remark(span: Span, length: usize, limit: Limit) -> Finding {
    let unit = match limit.measure {
        Measure::Characters => Phrase::new("characters", "个字符"),
        Measure::GbkBytes => Phrase::new("bytes in GBK", "字节（GBK）"),
    };
    let most = limit.length;
    CHECK.finding(
        None,
        Fault::new(
            span,
            Phrase::new(
                format!("the remark that is due needs {length} {}, and the field takes {most}", unit.en),
                format!("应写的备注需{length}{}，而该字段最多{most}", unit.zh),
            ),
            Phrase::new("a cut statement is no statement; nothing was written", "不完整的声明无效；程序未写入任何内容"),
            Phrase::new(
                "shorten the other text of the remark, or split the declaration",
                "请缩短备注中的其他文字，或拆分报关单",
            ),
        ),
    )
}

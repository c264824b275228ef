//! `forbidden-acceptance`: an acceptance of what cannot be accepted.

use super::{Check, Finding, Look, Severity, acceptance::about};
use crate::{
    acceptance::{Acceptance, Refusal},
    phrase::Phrase,
};

pub(super) const CHECK: Check =
    Check { name: "forbidden-acceptance", severity: Severity::Error, look: Look::Elsewhere };

pub(super) fn forbidden_acceptance(entry: &Acceptance, refusal: Refusal) -> Finding {
    let what = about(entry);
    let (why, cure) = match refusal {
        Refusal::Controlled => (
            Phrase::new(
                "the goods are controlled, and the law demands what the finding asks for",
                "该货物受管制，所指问题是法规的要求",
            ),
            Phrase::new(
                "do what the finding asks for, and take the entry out",
                "请按该问题的要求处理，并删除该条",
            ),
        ),
        Refusal::Fixable => (
            Phrase::new(
                "the remark that is due can be written, so there is nothing to put up with",
                "应写的备注可以直接写入，无须接受",
            ),
            Phrase::new(
                "run `beizhu fix`, and take the entry out; `near` in beizhu.toml sets what counts as close",
                "请运行 beizhu fix，并删除该条；“接近”的幅度由 beizhu.toml 的 near 设定",
            ),
        ),
    };
    CHECK.about_acceptance(
        entry,
        Phrase::new(format!("{} cannot be accepted", what.en), format!("{}不能接受", what.zh)),
        why,
        cure,
    )
}

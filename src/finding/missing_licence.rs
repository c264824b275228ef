//! `missing-licence`: controlled goods in a declaration without a dual-use export licence.

use super::{Check, Fault, Look, Severity, Subject};
use crate::{determination::Verdict, law::act::Regime, phrase::Phrase};

pub(super) const CHECK: Check =
    Check { name: "missing-licence", severity: Severity::Error, look: Look::Item(look) };

fn look(subject: &Subject<'_>) -> Vec<Fault> {
    let Some(licences) = &subject.declaration.licences else { return Vec::new() };
    let kinds = &subject.law.licence_documents;
    let has_licence = licences.iter().any(|licence| kinds.contains(&licence.kind) && !licence.number.trim().is_empty());
    if subject.determination.verdict != Verdict::Controlled || has_licence {
        return Vec::new();
    }
    let entries = subject.determination.ground().map(|judgement| subject.entry(judgement));
    let dual_use = entries.filter(|entry| subject.law.regime(entry) == Regime::DualUse);
    let codes: Vec<&str> = dual_use.map(|entry| entry.code.as_str()).collect();
    if codes.is_empty() {
        return Vec::new();
    }
    let (codes, documents) = (codes.join(", "), kinds.join(" / "));
    vec![Fault::new(
        subject.goods_spot(),
        Phrase::new(
            format!("goods under {codes} need a dual-use export licence, and the declaration names none"),
            format!("管制编码{codes}的货物须凭两用物项出口许可证，报关单未列该单证"),
        ),
        Phrase::new(
            format!("no licence document (DocuCode {documents}) accompanies the declaration"),
            format!("随附单证中没有单证代码{documents}"),
        ),
        Phrase::new("apply for the licence before declaring, and enter its number", "请先申领许可证，再填写证号申报"),
    )]
}

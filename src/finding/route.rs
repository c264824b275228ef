//! The way on for goods that cannot be decided: no dead ends.

use super::Subject;
use crate::phrase::Phrase;

impl Subject<'_> {
    /// Whom to ask, and what to have ready when customs questions the declaration.
    pub(super) fn way_on(&self) -> Phrase {
        let Some((act, procedure)) = self.law.procedure(self.on) else {
            return Phrase::new("ask the supplier", "请向供应商核实");
        };
        let papers = Phrase::list(&procedure.papers);
        let citation = act.citation();
        Phrase::new(
            format!(
                "ask the supplier; if that does not settle it: {}. If customs questions the declaration, \
                 hand in within {} working days ({}): {}",
                procedure.consultation.en, procedure.working_days, citation.en, papers.en
            ),
            format!(
                "请向供应商核实；仍不能确定的：{}。如海关质疑，应在{}个工作日内（{}）提交：{}",
                procedure.consultation.zh, procedure.working_days, citation.zh, papers.zh
            ),
        )
    }
}

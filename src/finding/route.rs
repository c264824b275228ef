//! The way on for goods that cannot be decided: no dead ends.

use super::Subject;
use crate::phrase::Phrase;

impl Subject<'_> {
    /// Whom to ask, and where it stands what to have ready when customs questions the declaration.
    pub(super) fn way_on(&self) -> Phrase {
        match self.law.procedure(self.on) {
            None => Phrase::new("ask the supplier", "请向供应商核实"),
            Some((act, _)) => {
                let id = act.announcement.id.get_ref();
                Phrase::new(
                    format!(
                        "ask the supplier; `beizhu explain {id}` lists what to hand in if customs questions it"
                    ),
                    format!("请向供应商核实；海关质疑时应提交的材料见 beizhu explain {id}"),
                )
            }
        }
    }
}

//! The way on for goods that cannot be decided: no dead ends.

use super::Subject;
use crate::phrase::Phrase;

impl Subject<'_> {
    /// What to ask the supplier for, whom to ask where that does not settle it, and where it stands
    /// what to have ready when customs questions the declaration.
    pub(super) fn way_on(&self, asked: &Phrase) -> Phrase {
        let (en, zh) = (&asked.en, &asked.zh);
        match self.law.procedure(self.on) {
            None => Phrase::new(format!("ask the supplier for {en}"), format!("请供应商提供{zh}")),
            Some((act, _)) => {
                let id = act.announcement.id.get_ref();
                Phrase::new(
                    format!(
                        "ask the supplier for {en}; `beizhu explain {id}` names the ministry's consultation \
                         and what to hand in if customs questions it"
                    ),
                    format!(
                        "请供应商提供{zh}；仍无法判断时的出口业务咨询和海关质疑时应交的材料见 beizhu explain {id}"
                    ),
                )
            }
        }
    }
}

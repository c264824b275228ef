//! Options of a form, of which some are ticked: `☑食品 □锂电池`, `食品□ 锂电池☑`.

use super::Classes;
use crate::facts::{
    boxes::{Mark, mark},
    prose::Prose,
};

impl Classes {
    /// Whether the option at `start..end` is left empty where another one of its slot is ticked. Where it is not plain
    /// whether the boxes stand before the options or behind them it is not known to be.
    pub(crate) fn is_left_empty(&self, prose: &Prose, start: usize, end: usize) -> bool {
        if !prose.is_ticked {
            return false;
        }
        let text = &prose.text;
        let from = text[..start].rsplit(['|', ':', '。']).next().map_or(0, |slot| start - slot.len());
        let to = text[end..].find(['|', '。']).map_or(text.len(), |at| end + at);
        let slot = &text[from..to];
        if !slot.contains(|c| mark(c) == Some(Mark::Ticked)) {
            return false;
        }
        let is_box = |c: char| matches!(mark(c), Some(Mark::Ticked | Mark::Empty));
        let leads = slot.trim_start().starts_with(is_box);
        // 食品□ 锂电池☑，380V
        let behind = slot.rsplit(is_box).next().unwrap_or("").trim_start();
        let trails = behind.is_empty() || behind.starts_with([',', ';', '(']);
        let own = match (leads, trails) {
            (true, false) => text[from..start].chars().rev().find(|c| is_box(*c)),
            (false, true) => text[end..to].chars().find(|c| is_box(*c)),
            _ => None,
        };
        own.and_then(mark) == Some(Mark::Empty)
    }
}

//! Options of a form, of which some are ticked: `☑食品 □锂电池`, `食品□ 锂电池☑`.

use super::Classes;
use crate::facts::{
    boxes::{Mark, mark},
    prose::Prose,
};

impl Classes {
    /// Whether the option at `start..end` is left empty where another one of its slot is ticked. Where the boxes
    /// stand before and behind the options it is not known to be.
    pub(crate) fn is_left_empty(&self, prose: &Prose, start: usize, end: usize) -> bool {
        let text = &prose.text;
        let from = text[..start].rsplit(['|', ':', '。']).next().map_or(0, |slot| start - slot.len());
        let to = text[end..].find(['|', '。']).map_or(text.len(), |at| end + at);
        let slot = &text[from..to];
        if !slot.contains(|c| mark(c) == Some(Mark::Ticked)) {
            return false;
        }
        let is_box = |c: char| matches!(mark(c), Some(Mark::Ticked | Mark::Empty));
        let (leads, trails) = (slot.trim_start().starts_with(is_box), slot.trim_end().ends_with(is_box));
        let own = match trails {
            true if leads => None,
            true => text[end..to].chars().find(|c| is_box(*c)),
            false => text[from..start].chars().rev().find(|c| is_box(*c)),
        };
        own.and_then(mark) == Some(Mark::Empty)
    }
}

//! What stands around the words of an item that mention something: worked out once, for however many
//! entries they mean something to.

use std::cell::OnceCell;

use super::Mention;
use crate::facts::context::Standing;

/// What is known of one range of a text.
#[derive(Default)]
pub(super) struct Spot {
    pub(super) before: OnceCell<Standing>,
    pub(super) standing: OnceCell<Standing>,
    /// Where words for technology may follow.
    pub(super) as_technology: OnceCell<Standing>,
    pub(super) is_asserted: OnceCell<bool>,
    pub(super) is_in_maker: OnceCell<bool>,
}

/// A spot for each range that is mentioned; the mentions, in the order of texts and places, are told
/// theirs.
pub(super) fn mark(found: &mut [(usize, Mention)]) -> Vec<Spot> {
    let mut count = 0;
    let mut last = None;
    for (_, mention) in found {
        let range = (mention.text, mention.start, mention.end);
        count += usize::from(last != Some(range));
        last = Some(range);
        mention.spot = count - 1;
    }
    std::iter::repeat_with(Spot::default).take(count).collect()
}

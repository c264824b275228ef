//! By how much a value changes: `250Wh/kg增加60Wh/kg`, `250Wh/kg，提升24%`. What it comes to is not computed.

use super::{amount::Amount, attribution::Reader, expression};
use crate::{facts::Reason, interval::Interval};

impl Reader<'_> {
    /// Sets an amount aside that changes the value before it by so much, where nothing between the two says what else
    /// it changes: the value that the goods have may be any.
    pub(super) fn changes_value(&mut self, amount: &Amount) -> bool {
        let scan = self.scan;
        let reader = expression::Reader { scan, floor: 0 };
        let word = reader.word_before(amount.range.start).filter(|word| scan.entry(*word).change);
        let latest = self.latest.last().copied();
        let (Some(word), Some(latest)) = (word, latest) else { return false };
        let changes = latest.end <= word.start && self.says_nothing(latest.end..word.start);
        let any = vec![Interval { low: None, high: None }];
        changes && self.in_doubt(latest.parameter, amount, Reason::NotOfTheseGoods, any)
    }
}

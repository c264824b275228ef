//! By how much a value changes: `250Wh/kg增加60Wh/kg`, `250Wh/kg，提升24%`. What it comes to is not computed.

use super::{amount::Amount, attribution::Reader, expression, lexicon::Word};
use crate::{facts::Reason, interval::Interval};

impl Reader<'_> {
    /// Sets an amount aside that changes the value before it by so much, where nothing between the two says what else
    /// it changes: the value that the goods have may be any.
    pub(super) fn changes_value(&mut self, amount: &Amount) -> bool {
        let scan = self.scan;
        let reader = expression::Reader { scan, floor: 0 };
        let is_change = |word: &Word| scan.entry(*word).change;
        let before = reader.word_before(amount.range.start).filter(is_change).map(|word| word.start);
        // 250Wh/kg的1.3倍, but not 250Wh/kg 150*90*10
        let behind = scan.word_from(scan.past_blanks(amount.range.end)).filter(is_change);
        let behind = behind.filter(|_| amount.dimension.is_none());
        let start = before.or(behind.map(|_| amount.range.start)).or_else(|| self.is_computed_with(amount));
        let (Some(start), Some(latest)) = (start, self.latest.last().copied()) else { return false };
        let changes = latest.end <= start && self.says_nothing(latest.end..start);
        let any = vec![Interval { low: None, high: None }];
        changes && self.in_doubt(latest.parameter, amount, Reason::NotOfTheseGoods, any)
    }

    /// Sets an amount aside that is a product in the unit of one quantity by another, which are no sides: `3.1×100Wh/kg`.
    pub(super) fn is_product(&mut self, amount: &Amount) -> bool {
        let by = amount.unit.filter(|unit| self.scan.is_quotient(*unit));
        let units = &self.scan.quantities.units;
        let measured = by.map(|unit| units.meanings(unit)).unwrap_or_default().iter();
        let asked = measured.filter_map(|meaning| meaning.parameter()).find(|of| self.asked[*of]);
        let any = vec![Interval { low: None, high: None }];
        asked.is_some_and(|of| self.in_doubt(of, amount, Reason::NotOfTheseGoods, any))
    }

    /// Where a value of one quantity by another ends to which an amount is added or that it multiplies: `250Wh/kg×1.3`,
    /// which are no sides.
    fn is_computed_with(&self, amount: &Amount) -> Option<usize> {
        let latest = self.latest.last()?;
        let between = self.scan.text().get(latest.end..amount.range.start)?;
        let is_by = self.parameter(latest.parameter).unit.contains('/');
        let changes = match between.trim() {
            "×" | "*" | "x" => true,
            // 250+60, but not 250Wh/kg+3.7V
            "+" => amount.unit.is_none(),
            _ => false,
        };
        (is_by && changes).then_some(latest.end)
    }
}

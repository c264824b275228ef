//! A value that stands alone, without its name: 99.99 % as a whole slot is hardly anything but a purity.

use super::{Found, Quantities, Quantity, SetAside, position::slot_alone};
use crate::{
    draft::Item,
    facts::{Reason, Source},
};

/// What parts one statement from the next.
const BREAKS: [char; 13] = ['|', '｜', ',', '，', ';', '；', '、', '。', '\n', '(', ')', '（', '）'];

impl Quantities {
    /// What stands alone in the name or the specification. Read as the least that it can mean, so that it
    /// may meet a limit, also beside a stated value that does not, and never misses one.
    pub fn alone(&self, item: &Item, wanted: &[&str], set_aside: &[SetAside]) -> Vec<Quantity> {
        let asked = self.asked(wanted);
        let mut found = Found::default();
        for (index, parameter) in
            self.parameters.parameters.iter().enumerate().filter(|(index, _)| asked[*index])
        {
            let Some(least) = &parameter.alone_from else { continue };
            let (others, open): (Vec<&SetAside>, Vec<&SetAside>) = set_aside
                .iter()
                .filter(|aside| aside.parameter == parameter.name)
                .partition(|aside| matches!(aside.reason, Reason::OtherQuantity(_)));
            let [only] = open.as_slice() else { continue };
            let source = only.place.source;
            let is_alone =
                only.reason == Reason::NoLabel && matches!(source, Source::Name | Source::Specification);
            let Some(field) = source.field(item).filter(|_| is_alone) else { continue };
            if self.mentions(&parameter.unit, item) != others.len() + 1 {
                continue;
            }
            for part in field.text.split(BREAKS) {
                let start = part.as_ptr() as usize - field.text.as_ptr() as usize;
                let mut read = slot_alone(self, part, start, index, &asked);
                read.set_aside.clear();
                read.values.retain_mut(|(_, value)| {
                    value.interval.high = None;
                    value.interval.low.as_ref().is_some_and(|low| low.value >= *least)
                });
                found.add(source, field, read);
            }
        }
        found.stated
    }

    /// How often a unit stands in the name and the specification.
    fn mentions(&self, unit: &str, item: &Item) -> usize {
        let texts = [&item.name, &item.specification].into_iter().flatten();
        texts.map(|field| self.folding.fold(&field.text).text.matches(unit).count()).sum()
    }
}

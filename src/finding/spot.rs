//! Where a finding points: a field of the goods line or a part of it, whatever bytes of a draft hold that.

use std::ops::Range;

use super::Subject;
use crate::{
    draft::{Field, Item, RemarkField},
    facts::{Place, Source},
    remark::Statement,
    span::Span,
};

/// A place in a goods line, or in the remark that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// The whole goods line.
    Line,
    /// A field of it.
    Field(Source),
    /// A part of a field, in bytes of its text.
    Words(Source, Range<usize>),
    /// The remark.
    Remark,
    /// A part of the remark, in bytes of its text.
    Statement(Range<usize>),
}

impl Spot {
    /// The bytes of a goods line that stand there. All of it where it has no such place.
    pub(super) fn span(&self, item: &Item, remark: Option<&RemarkField>) -> Span {
        let whole = |field: &Field| field.span;
        let part = |range: &Range<usize>| {
            let range = range.clone();
            move |field: &Field| field.locate(range)
        };
        let remark = remark.map(|remark| &remark.field);
        let span = match self {
            Self::Line => None,
            Self::Field(source) => source.field(item).map(whole),
            Self::Words(source, range) => source.field(item).map(part(range)),
            Self::Remark => remark.map(whole),
            Self::Statement(range) => remark.map(part(range)),
        };
        span.unwrap_or(item.span)
    }
}

impl From<&Place> for Spot {
    fn from(place: &Place) -> Self {
        Self::Words(place.source, place.range.clone())
    }
}

impl Subject<'_> {
    /// Where a finding about the goods themselves points.
    pub(super) fn goods_spot(&self) -> Spot {
        self.first_filled(&[Source::Name, Source::Specification, Source::TariffLine])
    }

    /// Where a finding about measured values points.
    pub(super) fn values_spot(&self) -> Spot {
        self.first_filled(&[Source::Specification, Source::Name])
    }

    pub(super) fn remark_spot(&self) -> Spot {
        if self.declaration.remark.is_some() { Spot::Remark } else { self.goods_spot() }
    }

    pub(super) fn statement_spot(&self, statement: &Statement) -> Spot {
        if self.declaration.remark.is_some() {
            Spot::Statement(statement.range.clone())
        } else {
            self.goods_spot()
        }
    }

    fn first_filled(&self, sources: &[Source]) -> Spot {
        let is_filled = |source: &Source| source.field(self.item).is_some_and(|field| !field.is_blank());
        sources.iter().copied().find(is_filled).map_or(Spot::Line, Spot::Field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Slot;

    #[test]
    fn a_spot_is_its_own_bytes_and_the_whole_line_where_there_is_none() {
        let line = Span::new(0, 100);
        let item = Item {
            number: 1,
            line: 0,
            span: line,
            is_passed_over: false,
            tariff_line: None,
            name: Some(Field::verbatim("abcdef", 10)),
            specification: None,
            columns: Vec::new(),
        };
        let remark = RemarkField {
            field: Field::verbatim("ghijkl", 60),
            slot: Slot::Content,
            limit: None,
            language: None,
        };
        for (spot, with, without) in [
            (Spot::Line, line, line),
            (Spot::Field(Source::Name), Span::new(10, 16), Span::new(10, 16)),
            (Spot::Words(Source::Name, 2..4), Span::new(12, 14), Span::new(12, 14)),
            (Spot::Field(Source::Specification), line, line),
            (Spot::Words(Source::Specification, 2..4), line, line),
            (Spot::Remark, Span::new(60, 66), line),
            (Spot::Statement(1..3), Span::new(61, 63), line),
        ] {
            assert_eq!(spot.span(&item, Some(&remark)), with, "{spot:?}");
            assert_eq!(spot.span(&item, None), without, "{spot:?}");
        }
    }
}

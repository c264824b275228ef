//! Places in lines that are at hand, told when somebody asks: most of a long draft is only counted.

use std::sync::{Arc, OnceLock};

use super::{Excerpt, Lines, Located, Region, excerpt};
use crate::{draft::Charset, span::Span};

/// Lines of a draft that are at hand.
#[derive(Debug)]
pub struct AtHand {
    /// Their bytes, from the begin of a line on.
    bytes: Vec<u8>,
    /// Where they begin in the draft, and on which line, counted from 1.
    offset: usize,
    line: usize,
    charset: Charset,
}

impl AtHand {
    /// Lines from a place and a line of the draft on; `None` where places in them must be looked for in the draft.
    pub fn of(bytes: Vec<u8>, offset: usize, line: usize, charset: &Charset) -> Option<Self> {
        (!charset.is_wide()).then_some(Self { bytes, offset, line, charset: *charset })
    }

    /// Whether the place of a span can be told.
    fn holds(&self, span: Span) -> bool {
        span.start >= self.offset && span.end <= self.offset + self.bytes.len()
    }

    fn locate(&self, span: Span) -> Located {
        let Self { bytes, offset, line, charset } = self;
        let (offset, end) = (*offset, offset + bytes.len());
        let mut lines = Lines { at: offset, line: *line, start: offset, ..Lines::new(charset) };
        lines.pass(offset, bytes, span.start);
        let read =
            |from: usize, length: usize| Ok(bytes[from - offset..end.min(from + length) - offset].into());
        // what is at hand can be read
        excerpt(read, charset, span, lines.line, lines.start).unwrap_or_default()
    }
}

/// A place in a draft, told when it is first asked for.
#[derive(Clone, Debug, Default)]
pub struct Place {
    told: OnceLock<Located>,
    at_hand: Option<(Arc<AtHand>, Span)>,
}

impl Place {
    /// A place in lines that are at hand; `None` where they do not hold it.
    pub fn within(lines: &Arc<AtHand>, span: Span) -> Option<Self> {
        lines.holds(span).then(|| Self { told: OnceLock::new(), at_hand: Some((Arc::clone(lines), span)) })
    }

    /// Where it begins and ends.
    pub fn region(&self) -> Region {
        self.told().region
    }

    /// The line of the draft.
    pub fn excerpt(&self) -> &Excerpt {
        &self.told().excerpt
    }

    /// About how many bytes it takes.
    pub fn weight(&self) -> usize {
        self.at_hand.as_ref().map_or_else(|| self.told().excerpt.text.len(), |(lines, _)| lines.bytes.len())
    }

    fn told(&self) -> &Located {
        self.told.get_or_init(|| {
            self.at_hand.as_ref().map_or_else(Located::default, |(lines, span)| lines.locate(*span))
        })
    }
}

impl From<Located> for Place {
    fn from(located: Located) -> Self {
        Self { told: located.into(), at_hand: None }
    }
}

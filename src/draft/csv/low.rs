//! Where the bytes stand that may part cells and records: eight are told at once, for most are none.

/// So many bytes are looked at together.
const WORD: usize = 8;

/// What lies below it holds quotes and line ends, and little that stands in words.
const BOUND: u8 = b'-';

/// The places of all bytes below [`BOUND`], and of a delimiter of ASCII, in ascending order.
pub(super) struct Low<'a> {
    bytes: &'a [u8],
    /// In each place of a word; `None` where it lies below anyway.
    delimiter: Option<u64>,
    /// Where the word begins that is looked at, and for each byte of it that is meant its highest bit.
    at: usize,
    found: u64,
}

impl<'a> Low<'a> {
    #[inline]
    pub(super) fn of(bytes: &'a [u8], delimiter: u8) -> Self {
        let delimiter = (delimiter >= BOUND).then_some(all(delimiter));
        let mut low = Self { bytes, delimiter, at: 0, found: 0 };
        low.look();
        low
    }

    #[inline(always)]
    fn look(&mut self) {
        let rest = &self.bytes[self.at..];
        let word = match rest.first_chunk::<WORD>() {
            Some(word) => u64::from_le_bytes(*word),
            None => {
                let mut last = [u8::MAX; WORD];
                last[..rest.len()].copy_from_slice(rest);
                u64::from_le_bytes(last)
            }
        };
        // none borrows from its neighbour, for each is at least 0x80
        let is_high = ((word | all(0x80)) - all(BOUND)) | word;
        let is_other = self.delimiter.map_or(u64::MAX, |delimiter| {
            let differs = word ^ delimiter;
            ((differs & all(0x7F)) + all(0x7F)) | differs
        });
        self.found = !(is_high & is_other) & all(0x80);
    }
}

/// A byte in each place of a word.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; WORD])
}

impl Iterator for Low<'_> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.at += WORD;
            if self.at >= self.bytes.len() {
                self.at = self.bytes.len();
                return None;
            }
            self.look();
        }
        let place = self.at + self.found.trailing_zeros() as usize / WORD;
        self.found &= self.found - 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// It finds what one would find byte by byte.
        #[test]
        fn finds_every_low_byte(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0x28u8..0x40, Just(0x80), Just(0)], 0..40),
            delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|'), 0u8..0x80],
        ) {
            let is_low = |at: &usize| bytes[*at] < BOUND || bytes[*at] == delimiter;
            let places: Vec<usize> = (0..bytes.len()).filter(is_low).collect();
            prop_assert_eq!(Low::of(&bytes, delimiter).collect::<Vec<_>>(), places);
        }
    }
}

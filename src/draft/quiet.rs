//! Texts in which nothing was found: drafts say the same of most of their goods, and what was looked at once
//! need not be looked at again.

/// What is known of texts of one draft, in its encoding, in which one [`Sift`](super::Sift) found nothing. It knows at
/// most so many: a later one takes the place of an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Quiet {
    /// Slots. The longest fills a line of the cache with what is known of it.
    pub(crate) slots: Known<62, 10>,
    /// All slots of a text but the last, in which drafts mostly differ, with what parts them.
    pub(crate) heads: Known<254, 9>,
}

/// Texts of at most so many bytes that are known; how many, as a power of two.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known<const LONGEST: usize, const SIZE: u32> {
    texts: Vec<Text<LONGEST>>,
}

#[derive(Clone, Copy, Debug)]
struct Text<const LONGEST: usize> {
    length: u8,
    has_brackets: bool,
    bytes: [u8; LONGEST],
}

impl Quiet {
    /// Knows no text yet. That of the default never will.
    pub fn learning() -> Self {
        Self { slots: Known::learning(), heads: Known::learning() }
    }
}

impl<const LONGEST: usize, const SIZE: u32> Known<LONGEST, SIZE> {
    /// Knows no text yet, and learns.
    pub(crate) fn learning() -> Self {
        let none = Text { length: 0, has_brackets: false, bytes: [0; LONGEST] };
        Self { texts: vec![none; 1 << SIZE] }
    }

    /// Whether there are brackets in a text in which nothing was found; `None` where it is not known.
    #[inline]
    pub(crate) fn brackets(&self, text: &[u8]) -> Option<bool> {
        let known = self.texts.get(place::<SIZE>(text))?;
        (known.bytes.get(..usize::from(known.length)) == Some(text)).then_some(known.has_brackets)
    }

    /// Keeps a text in mind in which nothing was found.
    pub(crate) fn keep(&mut self, text: &[u8], has_brackets: bool) {
        if let (Some(known), Ok(length @ 1..)) =
            (self.texts.get_mut(place::<SIZE>(text)), u8::try_from(text.len()))
            && let Some(bytes) = known.bytes.get_mut(..text.len())
        {
            bytes.copy_from_slice(text);
            (known.length, known.has_brackets) = (length, has_brackets);
        }
    }
}

/// Where a text is kept. Texts that share a place drive each other out, and are never taken for each other.
#[inline]
fn place<const SIZE: u32>(text: &[u8]) -> usize {
    let mixed = |sum: u64, part: u64| (sum.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (eights, _) = text.as_chunks::<8>();
    let sum = eights.iter().fold(text.len() as u64, |sum, eight| mixed(sum, u64::from_le_bytes(*eight)));
    let rest = match text.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => text.iter().fold(0, |rest, byte| (rest << 8) | u64::from(*byte)),
    };
    (mixed(sum, rest) >> (64 - SIZE)) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn learns_unless_it_is_the_default() {
        for (mut quiet, learns) in [(Quiet::learning(), true), (Quiet::default(), false)] {
            quiet.slots.keep(b"a", false);
            quiet.heads.keep(b"1|1", true);
            assert_eq!(quiet.slots.brackets(b"a"), learns.then_some(false));
            assert_eq!(quiet.heads.brackets(b"1|1"), learns.then_some(true));
        }
    }

    proptest! {
        /// What it says of a slot is what was kept of it last, however many share a place.
        #[test]
        fn knows_only_what_was_kept(
            kept in prop::collection::vec((prop::collection::vec(0u8..3, 1..70), any::<bool>()), 0..60),
            asked in prop::collection::vec(0u8..3, 1..70),
        ) {
            let (mut quiet, mut forgetful) = (Known::<62, 4>::learning(), Known::<62, 4>::default());
            for (text, has_brackets) in &kept {
                quiet.keep(text, *has_brackets);
                forgetful.keep(text, *has_brackets);
                let fits = text.len() <= 62;
                prop_assert_eq!(quiet.brackets(text), fits.then_some(*has_brackets));
                prop_assert_eq!(forgetful.brackets(text), None);
            }
            let last = kept.iter().rev().find(|(text, _)| *text == asked);
            prop_assert!(quiet.brackets(&asked).is_none_or(|known| last.is_some_and(|(_, of)| *of == known)));
        }
    }
}

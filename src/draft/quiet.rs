//! Slots of texts in which nothing was found: drafts say the same of most of their goods, and what was looked
//! at once need not be looked at again.

/// How many slots are kept in mind, as a power of two.
const SIZE: u32 = 10;

/// The longest slot that is kept, in bytes: with what is known of it, it fills a line of the cache.
const LONGEST: usize = 62;

/// Slots of one draft, in its encoding, in which one [`Sift`](super::Sift) found nothing. It knows at most so many:
/// a later one takes the place of an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Quiet {
    slots: Vec<Slot>,
}

/// What stands between two separators.
#[derive(Clone, Copy, Debug)]
struct Slot {
    length: u8,
    has_brackets: bool,
    bytes: [u8; LONGEST],
}

impl Quiet {
    /// Knows no slot yet. That of the default never will.
    pub fn learning() -> Self {
        let none = Slot { length: 0, has_brackets: false, bytes: [0; LONGEST] };
        Self { slots: vec![none; 1 << SIZE] }
    }

    /// Whether there are brackets in a slot in which nothing was found.
    #[inline]
    pub(crate) fn brackets(&self, slot: &[u8]) -> Option<bool> {
        let known = self.slots.get(place(slot))?;
        (known.bytes.get(..usize::from(known.length)) == Some(slot)).then_some(known.has_brackets)
    }

    /// Keeps a slot in mind in which nothing was found.
    pub(crate) fn keep(&mut self, slot: &[u8], has_brackets: bool) {
        if let (Some(known), Ok(length @ 1..)) = (self.slots.get_mut(place(slot)), u8::try_from(slot.len()))
            && let Some(bytes) = known.bytes.get_mut(..slot.len())
        {
            bytes.copy_from_slice(slot);
            (known.length, known.has_brackets) = (length, has_brackets);
        }
    }
}

/// Where a slot is kept. Slots that share a place drive each other out, and are never taken for each other.
#[inline]
fn place(slot: &[u8]) -> usize {
    let mixed = |sum: u64, part: u64| (sum.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (eights, _) = slot.as_chunks::<8>();
    let sum = eights.iter().fold(slot.len() as u64, |sum, eight| mixed(sum, u64::from_le_bytes(*eight)));
    let rest = match slot.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => slot.iter().fold(0, |rest, byte| (rest << 8) | u64::from(*byte)),
    };
    (mixed(sum, rest) >> (64 - SIZE)) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What it says of a slot is what was kept of it last, however many share a place.
        #[test]
        fn knows_only_what_was_kept(
            kept in prop::collection::vec((prop::collection::vec(0u8..3, 1..70), any::<bool>()), 0..60),
            asked in prop::collection::vec(0u8..3, 1..70),
        ) {
            let (mut quiet, mut forgetful) = (Quiet::learning(), Quiet::default());
            for (slot, has_brackets) in &kept {
                quiet.keep(slot, *has_brackets);
                forgetful.keep(slot, *has_brackets);
                let fits = slot.len() <= LONGEST;
                prop_assert_eq!(quiet.brackets(slot), fits.then_some(*has_brackets));
                prop_assert_eq!(forgetful.brackets(slot), None);
            }
            let last = kept.iter().rev().find(|(slot, _)| *slot == asked);
            prop_assert!(quiet.brackets(&asked).is_none_or(|known| last.is_some_and(|(_, of)| *of == known)));
        }
    }
}

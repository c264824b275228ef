//! The characters of a text as it lies in a file.

use std::sync::LazyLock;

use encoding_rs::GB18030;

/// A text in its encoding, valid throughout.
#[derive(Clone, Copy, Debug)]
pub enum Raw<'a> {
    /// In UTF-8.
    Utf8(&'a [u8]),
    /// In GB18030 or GBK.
    Gb18030(&'a [u8]),
}

/// The first bytes of two, and the second ones from their first on.
const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;
const FIRST_TRAIL: u8 = 0x40;
const TRAILS: usize = 0xFF - FIRST_TRAIL as usize;

/// What two bytes of GB18030 stand for; 0 where that is nothing of the basic plane.
static PAIRS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let pairs = LEADS.flat_map(|lead| (FIRST_TRAIL..0xFF).map(move |trail| [lead, trail]));
    let one = |pair: [u8; 2]| {
        let text = GB18030.decode_without_bom_handling_and_without_replacement(&pair)?;
        let mut units = text.encode_utf16();
        units.next().filter(|_| units.next().is_none())
    };
    pairs.map(|pair| one(pair).unwrap_or(0)).collect()
});

impl<'a> Raw<'a> {
    /// The bytes.
    pub(crate) fn bytes(self) -> &'a [u8] {
        let (Self::Utf8(bytes) | Self::Gb18030(bytes)) = self;
        bytes
    }

    /// What stands between each `|` and the next.
    #[inline(always)]
    pub(crate) fn slots(self) -> impl Iterator<Item = Self> {
        let mut rest = Some(self.bytes());
        std::iter::from_fn(move || {
            let bytes = rest?;
            let bar = match self {
                // most slots are too short for a search to pay
                Self::Utf8(_) => bytes.iter().position(|byte| *byte == b'|'),
                Self::Gb18030(_) => gb18030_bar(bytes),
            };
            let (slot, behind) = bar.map_or((bytes, None), |at| (&bytes[..at], Some(&bytes[at + 1..])));
            rest = behind;
            Some(match self {
                Self::Utf8(_) => Self::Utf8(slot),
                Self::Gb18030(_) => Self::Gb18030(slot),
            })
        })
    }

    /// What stands before the last `|`, if there is one, and what stands behind it.
    #[inline]
    pub(crate) fn without_last_slot(self) -> (Option<Self>, Self) {
        let bytes = self.bytes();
        let is_gb18030 = matches!(self, Self::Gb18030(_));
        let is_bar = |at: &usize| bytes[*at] == b'|' && !(is_gb18030 && is_second(&bytes[..*at]));
        let Some(bar) = (0..bytes.len()).rev().find(is_bar) else { return (None, self) };
        let (head, last) = (&bytes[..bar], &bytes[bar + 1..]);
        if is_gb18030 {
            (Some(Self::Gb18030(head)), Self::Gb18030(last))
        } else {
            (Some(Self::Utf8(head)), Self::Utf8(last))
        }
    }

    /// Hands on the code of each character until there is enough; whether there was.
    #[inline(always)]
    pub(crate) fn each(self, mut code: impl FnMut(u32) -> bool) -> bool {
        match self {
            Self::Utf8(bytes) => utf8(bytes, &mut code),
            Self::Gb18030(bytes) => gb18030(bytes, &mut code),
        }
    }
}

#[inline(always)]
fn utf8(bytes: &[u8], code: &mut impl FnMut(u32) -> bool) -> bool {
    let low = |byte: u8| u32::from(byte & 0x3F);
    let mut rest = bytes;
    loop {
        let stop;
        (stop, rest) = match *rest {
            [] => return false,
            [ascii @ 0..=0x7F, ref rest @ ..] => (code(ascii.into()), rest),
            [lead @ 0xE0..=0xEF, one, two, ref rest @ ..] => {
                (code((u32::from(lead & 0x0F) << 12) | (low(one) << 6) | low(two)), rest)
            }
            [lead @ 0xC0..=0xDF, one, ref rest @ ..] => {
                (code((u32::from(lead & 0x1F) << 6) | low(one)), rest)
            }
            [lead @ 0xF0..=0xFF, one, two, three, ref rest @ ..] => {
                let upper = (u32::from(lead & 0x07) << 18) | (low(one) << 12);
                (code(upper | (low(two) << 6) | low(three)), rest)
            }
            // not valid after all
            _ => return true,
        };
        if stop {
            return true;
        }
    }
}

#[inline(always)]
fn gb18030(bytes: &[u8], code: &mut impl FnMut(u32) -> bool) -> bool {
    let pairs = PAIRS.as_slice();
    let mut rest = bytes;
    loop {
        let stop;
        (stop, rest) = match *rest {
            [] => return false,
            [ascii @ 0..=0x7F, ref rest @ ..] => (code(ascii.into()), rest),
            [lead @ 0x81..=0xFE, trail @ 0x40..=0xFE, ref rest @ ..] => {
                let at = usize::from(lead - LEADS.start()) * TRAILS + usize::from(trail - FIRST_TRAIL);
                match pairs.get(at) {
                    Some(&found) if found != 0 => (code(found.into()), rest),
                    _ => return true,
                }
            }
            [_, 0x30..=0x39, _, _, ref rest @ ..] => {
                (code(four(&bytes[bytes.len() - rest.len() - 4..]).into()), rest)
            }
            // not valid after all, or the one byte that Windows reads as the euro sign
            _ => return true,
        };
        if stop {
            return true;
        }
    }
}

/// Where the first `|` stands that is no second byte of a character.
fn gb18030_bar(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += match bytes.get(at)? {
            b'|' => return Some(at),
            0..=0x80 | 0xFF => 1,
            // of four bytes the last two begin like two again
            _ => 2,
        };
    }
}

/// Whether the byte behind `head` is the second of two. Below 0x81 none begins a character of two bytes, so that
/// those above go in pairs from there on.
fn is_second(head: &[u8]) -> bool {
    head.iter().rev().take_while(|byte| **byte >= *LEADS.start()).count() % 2 == 1
}

/// The character of the first four bytes.
#[cold]
fn four(bytes: &[u8]) -> char {
    let text = GB18030.decode_without_bom_handling(&bytes[..4]).0;
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// From behind the last slot is told where it is told from before, though that byte is also the second of some.
        #[test]
        fn the_last_slot_is_the_last_of_all(text in "[||a4镝镲㐀𠀀瑋倈億]{0,24}", is_gb18030: bool) {
            let gb18030 = GB18030.encode(&text).0;
            let raw = if is_gb18030 { Raw::Gb18030(&gb18030) } else { Raw::Utf8(text.as_bytes()) };
            let slots: Vec<&[u8]> = raw.slots().map(Raw::bytes).collect();
            let (head, last) = raw.without_last_slot();
            let of_head = head.into_iter().flat_map(Raw::slots).map(Raw::bytes);
            prop_assert_eq!(of_head.chain([last.bytes()]).collect::<Vec<_>>(), slots);
        }
    }
}

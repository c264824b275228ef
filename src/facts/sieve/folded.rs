//! What single characters are folded to, worked out when the program is built.

use crate::facts::fold::Folding;

/// What each character of the basic plane is folded to: two bytes, zero where that is not one character.
pub(crate) fn table(folding: &Folding) -> Vec<u8> {
    let code = |unit: u32| {
        let folded = folding.fold(char::from_u32(unit)?.encode_utf8(&mut [0; 4])).text;
        let mut parts = folded.chars();
        let single = parts.next().filter(|_| parts.next().is_none())?;
        u16::try_from(u32::from(single)).ok()
    };
    (0..0x1_0000).flat_map(|unit| code(unit).unwrap_or(0).to_le_bytes()).collect()
}

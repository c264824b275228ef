//! The tariff line of an item, in every shape and damage in which it arrives.

use std::borrow::Cow;

use super::fold::Folding;
use crate::draft::is_sound_line;

/// Digits of a heading of the tariff: fewer point at no goods.
const HEADING: usize = 4;

/// What stands in the cell of the tariff line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TariffLine {
    /// Nothing.
    Absent,
    /// 8 or 10 digits (13 with the inspection suffix), however they were punctuated.
    Read(String),
    /// A spreadsheet changed it. What is left of its digits is kept, never completed.
    Damaged(Damage, String),
    /// Something else, with the digits that it holds (none, or of any number).
    Malformed(String),
}

/// What a spreadsheet did to a tariff line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// `9.9076E+09`
    Scientific,
    /// `9907600090.0`
    TrailingZero,
    /// 7 or 9 digits: the first one, a zero, is gone.
    LostZero,
    /// `99076000.9`: the last digit, a zero, is gone.
    LostLastZero,
}

impl TariffLine {
    /// Reads a cell.
    pub fn read(cell: &str) -> Self {
        if is_sound_line(cell.as_bytes()) {
            return Self::Read(cell.to_owned());
        }
        let folded = Folding::default().fold(cell).text;
        let text = folded.trim().trim_start_matches('\'');
        let text = text.strip_prefix('=').unwrap_or(text).trim_matches('"').trim();
        if text.is_empty() {
            return Self::Absent;
        }
        let malformed = || Self::Malformed(text.chars().filter(char::is_ascii_digit).collect());
        if let Some((mantissa, exponent)) = text.split_once('e') {
            let kept: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            let is_number = !kept.is_empty() && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.');
            let exponent = exponent.trim_start_matches('+');
            let is_exponent = !exponent.is_empty() && exponent.chars().all(|c| c.is_ascii_digit());
            return if is_number && is_exponent {
                Self::Damaged(Damage::Scientific, kept.trim_end_matches('0').to_owned())
            } else {
                malformed()
            };
        }
        let digits: String = text.chars().filter(|character| !matches!(character, '.' | ' ' | '-')).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return malformed();
        }
        if let Some((whole, fraction)) = text.split_once('.') {
            let plain = whole.bytes().all(|byte| byte.is_ascii_digit());
            let is_suffix = whole.len() == 8 && fraction.len() == 2;
            if plain && whole.len() >= 7 && fraction.bytes().all(|byte| byte == b'0') && !is_suffix {
                return Self::Damaged(Damage::TrailingZero, whole.to_owned());
            }
            if plain && whole.len() == 8 && fraction.len() == 1 {
                return Self::Damaged(Damage::LostLastZero, digits);
            }
        }
        match digits.len() {
            8 | 10 | 13 if !digits.starts_with("00") => Self::Read(digits),
            7 | 9 => Self::Damaged(Damage::LostZero, digits),
            _ => malformed(),
        }
    }

    /// The digits, if they can be relied on.
    pub fn digits(&self) -> Option<&str> {
        match self {
            Self::Read(digits) => Some(digits),
            _ => None,
        }
    }

    /// The digits that are left, of whatever shape or damage.
    pub fn left(&self) -> &str {
        match self {
            Self::Read(digits) | Self::Damaged(_, digits) | Self::Malformed(digits) => digits,
            Self::Absent => "",
        }
    }

    /// The digits with which it begins or, before its damage, began; `None` where that is not known.
    pub(crate) fn first_digits(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Read(digits) | Self::Damaged(Damage::TrailingZero | Damage::LostLastZero, digits) => {
                Some(digits.into())
            }
            Self::Damaged(Damage::LostZero, kept) => Some(format!("0{kept}").into()),
            Self::Absent => Some("".into()),
            Self::Damaged(Damage::Scientific, _) | Self::Malformed(_) => None,
        }
    }

    /// Whether this is, or before its damage may have been, a line that begins with `line`.
    pub fn may_be(&self, line: &str) -> bool {
        let either_begins = |kept: &str| line.starts_with(kept) || kept.starts_with(line);
        match self {
            Self::Damaged(Damage::Scientific, kept) => either_begins(kept),
            Self::Malformed(kept) => kept.len() >= HEADING && either_begins(kept),
            _ => self.first_digits().is_some_and(|digits| digits.starts_with(line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_shape() {
        for cell in [
            "99076000",
            "9907.60.00",
            "'99076000",
            "=\"99076000\"",
            "９９０７６０００",
            " 9907 6000 ",
            "9907\u{a0}6000",
            "\t99076000",
        ] {
            assert_eq!(TariffLine::read(cell), TariffLine::Read("99076000".into()), "{cell}");
        }
        for cell in ["9907600090", "99076000.90", "9907.60.00.90", "9907.6000.90"] {
            assert_eq!(TariffLine::read(cell), TariffLine::Read("9907600090".into()), "{cell}");
        }
        assert_eq!(TariffLine::read("99076000.00"), TariffLine::Read("9907600000".into()));
    }

    #[test]
    fn names_damage_and_completes_nothing() {
        use Damage::{LostLastZero, LostZero, Scientific, TrailingZero};
        for (cell, damage, kept) in [
            ("9.9076E+09", Scientific, "99076"),
            ("9.90760009E9", Scientific, "990760009"),
            ("9907600090.0", TrailingZero, "9907600090"),
            ("99076000.0", TrailingZero, "99076000"),
            ("9907600090.00", TrailingZero, "9907600090"),
            ("106120000", LostZero, "106120000"),
            ("1061200", LostZero, "1061200"),
            ("99076000.9", LostLastZero, "990760009"),
        ] {
            assert_eq!(TariffLine::read(cell), TariffLine::Damaged(damage, kept.into()), "{cell}");
        }
        for cell in ["9907", "990760", "电池", "99076000A", "0050760000", "1e", "e9", "9907600090123456"] {
            assert!(matches!(TariffLine::read(cell), TariffLine::Malformed(_)), "{cell}");
        }
        assert_eq!(TariffLine::read("  "), TariffLine::Absent);
    }

    #[test]
    fn what_is_left_of_a_line_still_points_at_it() {
        assert!(TariffLine::read("9.9076E+09").may_be("99076000"));
        assert!(!TariffLine::read("9.9075E+09").may_be("99076000"));
        assert!(TariffLine::read("9907600090.0").may_be("99076000"));
        for cell in ["HS9907600090", "9907·6000·90", "9,907,600,090", "9907", "9907.6", "99076000.9"] {
            assert!(TariffLine::read(cell).may_be("99076000"), "{cell}");
            assert!(!TariffLine::read(cell).may_be("99086000"), "{cell}");
        }
        for cell in ["garbage", "99", "9e", "HS 9908"] {
            assert!(!TariffLine::read(cell).may_be("99076000"), "{cell}");
        }
    }
}

//! Numbers in Chinese characters: 三百, 二百八十五, 二点五五.

use super::numeral::Reading;

/// Whether a character may stand in such a number.
pub(super) fn is_digit(character: char) -> bool {
    digit(character).is_some()
}

/// What a character of a Chinese numeral is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Character {
    Digit(i64),
    Power(i64),
    Point,
}

fn digit(character: char) -> Option<Character> {
    use Character::{Digit, Point, Power};
    Some(match character {
        '零' | '〇' => Digit(0),
        '一' | '壹' => Digit(1),
        '二' | '两' | '兩' | '贰' => Digit(2),
        '三' | '叁' => Digit(3),
        '四' | '肆' => Digit(4),
        '五' | '伍' => Digit(5),
        '六' | '陆' => Digit(6),
        '七' | '柒' => Digit(7),
        '八' | '捌' => Digit(8),
        '九' | '玖' => Digit(9),
        '十' | '拾' => Power(10),
        '百' | '佰' => Power(100),
        '千' | '仟' => Power(1000),
        '万' | '萬' => Power(10_000),
        '点' | '點' => Point,
        _ => return None,
    })
}

/// Reads 三百, 二百八十五, 两百零五, 一千二, 二八五, 二点五五. More than twenty characters are no number.
pub(super) fn reading(text: &str) -> Option<Reading> {
    let digits: Vec<Character> = text.chars().take(21).map(digit).collect::<Option<_>>()?;
    if digits.len() > 20 {
        return None;
    }
    let point = digits.iter().position(|digit| *digit == Character::Point);
    let (whole, fraction) = match point {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (&digits[..], None),
    };
    let whole = chinese_whole(whole)?;
    let Some(fraction) = fraction else { return Reading::new(whole.to_string()) };
    let fraction: String = fraction
        .iter()
        .map(|digit| match digit {
            Character::Digit(value) => char::from_digit(u32::try_from(*value).ok()?, 10),
            _ => None,
        })
        .collect::<Option<_>>()?;
    Reading::new(format!("{whole}.{fraction}"))
}

fn chinese_whole(digits: &[Character]) -> Option<i64> {
    use Character::{Digit, Power};
    if digits.is_empty() {
        return None;
    }
    if digits.iter().all(|digit| matches!(digit, Digit(_))) {
        return digits.iter().try_fold(0i64, |sum, digit| match digit {
            Digit(value) => sum.checked_mul(10)?.checked_add(*value),
            _ => None,
        });
    }
    let (mut total, mut section, mut pending) = (0i64, 0i64, None);
    let mut last_power = i64::MAX;
    for digit in digits {
        match *digit {
            Digit(0) if pending.is_none() => last_power = 0,
            Digit(_) if pending.is_some() => return None,
            Digit(value) => pending = Some(value),
            Power(10_000) if total == 0 => {
                total = (section + pending.take().unwrap_or(0)).checked_mul(10_000)?;
                (section, last_power) = (0, 10_000);
            }
            Power(10_000) => return None,
            Power(power) => {
                let count = match pending.take() {
                    Some(count) => count,
                    None if power == 10 && section == 0 => 1,
                    None => return None,
                };
                section += count * power;
                last_power = power;
            }
            Character::Point => return None,
        }
    }
    // 三百五 is 350, 三百零五 is 305
    let rest = match pending {
        Some(value) if (100..=10_000).contains(&last_power) => value * (last_power / 10),
        Some(value) => value,
        None => 0,
    };
    let sum = total + section + rest;
    (sum > 0).then_some(sum)
}

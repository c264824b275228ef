//! Numbers that blanks, dots of other kinds and wide commas have broken in two: `3 20Wh/kg`, `99·99%`, `99，99%`. Whether
//! the parts are one number or two nobody knows, so that the last may be either.

use super::{Numeral, Other, Reading};
use crate::facts::fold::Folded;

/// The most parts of a broken number, and the most digits of each that has another behind it, or a fraction.
const MOST_PARTS: usize = 6;
const LONGEST_PART: usize = 3;
const LONGEST_WHOLE: usize = 4;

/// The most blanks within a number.
const WIDEST_GAP: usize = 3;

/// Gives each number that may be a part of a broken one what that would say.
pub(super) fn join(found: &mut [Numeral], folded: &Folded) {
    let text = folded.text.as_str();
    let breaks: Vec<Option<Break>> =
        found.windows(2).map(|pair| Break::between(&pair[0], &pair[1], text)).collect();
    let mut first = 0;
    while first < found.len() {
        let further = breaks[first..].iter().take_while(|gap| gap.is_some()).count();
        let last = first + further;
        let is_broken = (1..MOST_PARTS).contains(&further);
        let parts = &found[first..=last];
        let joined = is_broken.then(|| joined(parts, &breaks[first..last], text)).flatten();
        for part in &mut found[first..=last] {
            let digits = &text[part.range.clone()];
            let is_number = !(digits.len() > 1 && digits.starts_with('0') && !digits.contains('.'));
            let broken = joined.clone().map(|joined| Other::Broken { joined, is_number });
            part.other = part.other.take().or(broken);
        }
        first = last + 1;
    }
}

fn joined(parts: &[Numeral], breaks: &[Option<Break>], text: &str) -> Option<Reading> {
    let mut digits = String::new();
    for (index, part) in parts.iter().enumerate() {
        digits.push_str(&text[part.range.clone()]);
        if let Some(Some(Break::Point)) = breaks.get(index) {
            digits.push('.');
        }
    }
    (digits.matches('.').count() <= 1).then(|| Reading::new(digits)).flatten()
}

/// What may have broken a number.
#[derive(Clone, Copy)]
enum Break {
    /// A blank, or a comma that parts thousands.
    Nothing,
    /// What stands for a point.
    Point,
}

impl Break {
    fn between(one: &Numeral, next: &Numeral, text: &str) -> Option<Self> {
        let part = &text[one.range.clone()];
        let before = &text[..one.range.start];
        // the 3 of m3, a number of a name, and what is read in another way already
        let is_part = (1..=LONGEST_WHOLE).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && !before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && !one.chinese
            && !next.chinese;
        let gap = text.get(one.range.end..next.range.start)?;
        let sign = gap.trim_matches(' ');
        if !is_part || gap.len() - sign.len() > WIDEST_GAP {
            return None;
        }
        match sign {
            "" => (!gap.is_empty() && part.len() <= LONGEST_PART).then_some(Self::Nothing),
            "·" | "‧" | "•" => Some(Self::Point),
            // `2. 5m3` may count points
            "." => (gap.starts_with(' ') || !opens_clause(before)).then_some(Self::Point),
            "," => {
                let digits = text[next.range.clone()].bytes().take_while(u8::is_ascii_digit).count();
                let parts_thousands = digits == LONGEST_PART && part.len() <= LONGEST_PART;
                Some(if parts_thousands { Self::Nothing } else { Self::Point })
            }
            _ => None,
        }
    }
}

fn opens_clause(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    before.is_empty() || before.ends_with(['|', ';', ',', '\n', '\r', '。'])
}

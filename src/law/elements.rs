//! Declaration elements (申报要素): what a specification states in which place, `law/elements.toml`.

use serde::Deserialize;

/// The declaration elements of every tariff line for which they are known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elements {
    /// One list for each group of tariff lines.
    #[serde(default, rename = "declaration")]
    pub lists: Vec<ElementList>,
}

/// What a specification under some tariff lines states, in order, parted by `|`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementList {
    /// Eight digits each.
    pub tariff_lines: Vec<String>,
    /// The elements in order.
    pub elements: Vec<Element>,
}

/// One declaration element.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// What it is called.
    pub name: String,
    /// The parameter that it states.
    #[serde(default)]
    pub parameter: Option<String>,
    /// Whether the goods cannot be judged without it.
    #[serde(default)]
    pub needed: bool,
}

impl Elements {
    /// The list for a tariff line of eight or more digits, in whichever way it is written.
    pub fn of(&self, tariff_line: &str) -> Option<&ElementList> {
        let digits: String = tariff_line.chars().filter_map(digit).take(8).collect();
        self.lists.iter().find(|list| list.tariff_lines.contains(&digits))
    }
}

impl ElementList {
    /// Whether some element states a parameter, so that the others do not.
    pub fn measures(&self) -> bool {
        self.elements.iter().any(|element| element.parameter.is_some())
    }

    /// The elements without which the goods cannot be judged and which a specification leaves
    /// empty and names nowhere else. Without as many slots as elements no place is reliable, and
    /// nothing is said.
    pub fn lacking(&self, specification: &str) -> Vec<&Element> {
        let slots: Vec<&str> = specification.split(['|', '｜']).collect();
        if slots.len() != self.elements.len() {
            return Vec::new();
        }
        let pairs = self.elements.iter().zip(slots);
        pairs
            .filter(|(element, slot)| element.needed && slot.trim().is_empty())
            .map(|(element, _)| element)
            .filter(|element| !specification.contains(&element.name))
            .collect()
    }
}

/// An ASCII or full-width digit as ASCII.
fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements() -> Elements {
        toml::from_str(
            r#"
            [[declaration]]
            tariff_lines = ["99990000"]
            elements = [{ name = "用途" }, { name = "比能量", needed = true }, { name = "型号" }]
            "#,
        )
        .expect("elements")
    }

    #[test]
    fn finds_the_list_in_any_spelling_of_the_line() {
        let elements = elements();
        for line in ["99990000", "9999000090", "9999.00.00", "９９９９００００", "'9999000000"] {
            assert!(elements.of(line).is_some(), "{line}");
        }
        for line in ["", "9999", "99990001"] {
            assert!(elements.of(line).is_none(), "{line}");
        }
    }

    #[test]
    fn names_an_empty_slot_only_where_places_count() {
        let elements = elements();
        let list = elements.of("99990000").expect("the list");
        let names =
            |specification| list.lacking(specification).iter().map(|e| e.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names("储能| |A1"), ["比能量"]);
        assert!(names("储能|285Wh/kg|A1").is_empty());
        assert!(names("储能|A1").is_empty());
        assert_eq!(names("||"), ["比能量"]);
        assert!(names("储能||比能量285Wh/kg").is_empty());
    }

    #[test]
    fn the_elements_of_the_law_name_parameters_that_exist() {
        let elements: Elements = toml::from_str(include_str!("../../law/elements.toml")).expect("elements");
        let parameters: crate::law::parameters::Parameters =
            toml::from_str(include_str!("../../law/parameters.toml")).expect("parameters");
        for element in elements.lists.iter().flat_map(|list| &list.elements) {
            if let Some(name) = &element.parameter {
                assert!(parameters.named(name).is_some(), "{name}");
            }
        }
    }
}

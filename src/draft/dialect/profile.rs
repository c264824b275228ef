//! A profile says of one kind of XML what is a goods line, its code, its text and its remark.

use serde::Deserialize;

use crate::draft::Limit;
use crate::phrase::Language;

/// One kind of XML. Elements are named by their local names; a path goes from parent to child
/// (`DecHead/NoteS`) and starts at the declaration element. Of several paths the first that the draft has counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What the dialect is called in reports.
    pub name: String,
    /// The element that holds one declaration, wherever it stands.
    pub declaration: String,
    /// The goods lines.
    pub items: Vec<String>,
    /// The number of the declaration.
    #[serde(default)]
    pub number: Vec<String>,
    /// The date of declaration or export.
    #[serde(default)]
    pub date: Vec<String>,
    /// Export or import.
    #[serde(default)]
    pub direction: Vec<String>,
    /// How a direction begins that means import.
    #[serde(default)]
    pub imports_begin_with: Vec<String>,
    /// The licence documents.
    pub licences: Option<LicencePaths>,
    /// The remark.
    pub remark: Option<RemarkPath>,
    /// The parts of a goods line.
    pub item: ItemPaths,
}

/// Where licence documents stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicencePaths {
    /// One element each.
    pub documents: Vec<String>,
    /// In it, what kind of document it is.
    pub kind: String,
    /// In it, the number of the document.
    pub number: String,
    /// A licence number without a kind.
    #[serde(default)]
    pub head: Vec<String>,
}

/// Where the remark stands or would stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemarkPath {
    /// One for the whole declaration, or one for each goods line.
    pub on: RemarkPlace,
    /// The element, from the declaration or from the goods line.
    pub path: String,
    /// Where the path fits several elements: rather one that has no such sibling.
    pub unless_beside: Option<String>,
    /// The elements before it in the order of the format, the nearest first: where a missing one is inserted.
    #[serde(default)]
    pub after: Vec<String>,
    /// What fits into it.
    pub limit: Option<Limit>,
    /// The language that remarks are written in here.
    pub language: Option<Language>,
}

/// What a remark belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkPlace {
    /// The whole declaration.
    Declaration,
    /// The goods line.
    Item,
}

/// The parts of a goods line, as paths from its element.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPaths {
    /// Its number.
    #[serde(default)]
    pub number: Vec<String>,
    /// The tariff line.
    pub tariff_line: Vec<String>,
    /// The name of the goods.
    pub name: Vec<String>,
    /// The specification.
    #[serde(default)]
    pub specification: Vec<String>,
    /// Further words about the goods, all of them.
    #[serde(default)]
    pub text: Vec<String>,
    /// Elements that hold a technical parameter, all of them.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// The net mass in kilograms.
    #[serde(default)]
    pub net_mass: Vec<String>,
    /// The country of final destination.
    #[serde(default)]
    pub destination: Vec<String>,
    /// Quantities with their units.
    #[serde(default)]
    pub quantities: Vec<QuantityPaths>,
}

/// A quantity and its unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuantityPaths {
    /// The number.
    pub quantity: String,
    /// The unit, in words or as a code.
    pub unit: String,
}

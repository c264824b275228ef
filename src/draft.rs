//! What every kind of draft yields: declarations with their goods lines, each field with the
//! bytes it was read from. Knows no law.
//!
//! [`open`] tells what a file is; the [`Draft`] it returns yields the [`Part`]s of the file one by one.

pub mod charset;
mod combined;
mod csv;
mod date;
pub mod dialect;
pub mod field;
mod open;
mod quiet;
mod raw;
mod recognition;
mod sift;
mod slot;
pub mod unreadable;
mod xml;

pub use charset::{Charset, Unencodable};
pub use csv::trail::{Trail, Trailing};
pub use dialect::Dialects;
pub use field::Field;
pub use open::{Draft, Format, Part, Reading, RemarksColumn, open, reopen};
pub use quiet::Quiet;
pub use raw::Raw;
pub use recognition::recognise;
pub(crate) use sift::{Everything, is_sound_line, says_nothing};
pub use sift::{Passed, Sift};
pub use slot::{RemarkField, Slot};
pub use unreadable::{Account, Place, Reason, Trouble, Unreadable};

use jiff::civil::Date;
use serde::Deserialize;

use crate::span::Span;

/// The longest field that is read, in bytes: some hundred times what a declaration can hold.
const MAX_FIELD: usize = 64 * 1024;

/// Goods that leave China are under export control; goods that enter are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `IEFlag` E, or a draft that does not say: it is meant as an export.
    Export,
    /// `IEFlag` I
    Import,
}

/// The goods lines that share one remarks column, with what holds for all of them. In a CSV, and
/// wherever the remark stands on the line, that is a single line.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The declaration's own number (海关编号, 统一编号 …) where the draft has one.
    pub number: Option<Field>,
    /// The declaration or export date that the draft states.
    pub date: Option<Date>,
    /// A date that stands there and cannot be read.
    pub unreadable_date: Option<Field>,
    /// Export or import.
    pub direction: Direction,
    /// The licence documents that accompany it; `None` where this kind of draft has no place for them.
    pub licences: Option<Vec<Licence>>,
    /// The goods lines, in the order of the file.
    pub items: Vec<Item>,
    /// Where the remark stands or would stand; `None` where the draft has no such place.
    pub remark: Option<RemarkField>,
}

/// A licence document of a declaration (`DecLicenseDocus/LicenseDocu`).
#[derive(Clone, Debug)]
pub struct Licence {
    /// `DocuCode`; empty for the licence number in the head of a declaration, which has no kind.
    pub kind: String,
    /// `CertCode`
    pub number: String,
}

/// One goods line: a declaration item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number in the declaration (项号, `GNo`), else its position, counted from 1.
    pub number: usize,
    /// The line of the file on which it begins, counted from 1.
    pub line: usize,
    /// The bytes of the whole record or element.
    pub span: Span,
    /// Whether it was passed over, since nothing would be said of it: of its fields only the name is here.
    pub is_passed_over: bool,
    /// The tariff line as it stands in the draft. As with the fields below: a blank field where the
    /// cell or element is empty, `None` where the draft has no place for it.
    pub tariff_line: Option<Field>,
    /// The name of the goods.
    pub name: Option<Field>,
    /// The specification (规格型号, declaration elements).
    pub specification: Option<Field>,
    /// Every further column that may state a fact: a parameter, a use, a mass, an English name.
    pub columns: Vec<Column>,
}

/// A further cell of an item, with the heading that says what it is.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading or element name as the draft writes it; may hold a unit (`能量密度(Wh/kg)`).
    pub heading: String,
    /// What `dialects.toml` takes it for.
    pub role: Role,
    /// The cell.
    pub field: Field,
}

/// What a column is, as far as judging needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Words about the goods: a second name, a use, a composition.
    Text,
    /// A column whose heading names what is measured.
    Parameter,
    /// A column whose heading nobody knows: what stands there may be about the goods, and decides nothing.
    Unknown,
    /// The net mass of the item in kilograms.
    NetMass,
    /// The quantity in the declared unit.
    Quantity,
    /// The unit of that quantity.
    Unit,
    /// The country of final destination, as a code or a name.
    Destination,
}

/// The longest remark that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How much.
    pub length: usize,
    /// Of what.
    pub measure: Measure,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Characters
    Characters,
    /// Bytes once encoded in GBK
    GbkBytes,
}

//! The kinds of drafts, from `schemas/dialects.toml` and what a user adds to it.

mod heading;
mod profile;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::Deserialize;

use crate::packed;

pub(crate) use heading::fold;
pub use profile::{ItemPaths, LicencePaths, Profile, QuantityPaths, RemarkPath, RemarkPlace};

/// What a CSV column holds. The names are those of `dialects.toml` and of `[columns]` in `beizhu.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// The tariff line (商品编号).
    TariffLine,
    /// The name of the goods.
    Name,
    /// The specification, the declaration elements.
    Specification,
    /// Both in one cell (商品名称及规格型号).
    NameAndSpecification,
    /// The number of the item in its declaration (项号).
    ItemNumber,
    /// The remarks column.
    Remark,
    /// The number of the declaration.
    DeclarationNumber,
    /// The date of declaration or export.
    Date,
    /// Export or import.
    Direction,
    /// Words about the goods.
    Text,
    /// A technical parameter, named by the heading.
    Parameter,
    /// The net mass in kilograms.
    NetMass,
    /// The quantity.
    Quantity,
    /// The unit of that quantity.
    Unit,
    /// The country of final destination.
    Destination,
    /// Nothing that matters here.
    Ignored,
}

impl ColumnRole {
    /// The word for it in `beizhu.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::TariffLine => "tariff-line",
            Self::Name => "name",
            Self::Specification => "specification",
            Self::NameAndSpecification => "name-and-specification",
            Self::ItemNumber => "item-number",
            Self::Remark => "remark",
            Self::DeclarationNumber => "declaration-number",
            Self::Date => "date",
            Self::Direction => "direction",
            Self::Text => "text",
            Self::Parameter => "parameter",
            Self::NetMass => "net-mass",
            Self::Quantity => "quantity",
            Self::Unit => "unit",
            Self::Destination => "destination",
            Self::Ignored => "ignored",
        }
    }
}

/// Every kind of draft that can be read. Each draft takes a copy along, so that it costs nothing.
#[derive(Clone, Debug)]
pub struct Dialects {
    /// Folded heading → role, and how much the alias is trusted (lower is better).
    headings: Arc<HashMap<String, (ColumnRole, usize)>>,
    words: Arc<Words>,
    profiles: Vec<Arc<Profile>>,
}

/// What a user adds in `beizhu.toml`: `[columns]` and `[[profile]]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Additions {
    /// Heading as it stands in the draft → role.
    #[serde(default)]
    pub columns: BTreeMap<String, ColumnRole>,
    /// Kinds of XML; one with the name of a known profile replaces it.
    #[serde(default, rename = "profile")]
    pub profiles: Vec<Profile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DialectFile {
    headings: BTreeMap<ColumnRole, Vec<String>>,
    words: Words,
    profile: Vec<Profile>,
}

/// Words in cells that say what a row or a cell is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    total: Vec<String>,
    sign_off: Vec<String>,
    kilogram: Vec<String>,
    import: Vec<String>,
    import_title: Vec<String>,
}

impl Dialects {
    /// Those that the program brings along.
    pub fn embedded() -> Self {
        // the file is part of the program and every test of drafts reads it
        let file: DialectFile =
            packed::unpack(packed::sheets::DIALECTS).unwrap_or_else(|error| panic!("dialects.toml: {error}"));
        let mut headings = HashMap::with_capacity(file.headings.values().map(Vec::len).sum());
        for (role, aliases) in &file.headings {
            for (trust, alias) in aliases.iter().enumerate() {
                headings.entry(fold(alias)).or_insert((*role, trust + 1));
            }
        }
        let mut words = file.words;
        let Words { total, sign_off, kilogram, import, import_title } = &mut words;
        for list in [total, sign_off, kilogram, import, import_title] {
            list.iter_mut().for_each(|word| *word = fold(word));
        }
        let profiles = file.profile.into_iter().map(Arc::new).collect();
        Self { headings: headings.into(), words: words.into(), profiles }
    }

    /// Adds what a user brings; it goes before what is known.
    #[must_use]
    pub fn with(mut self, additions: &Additions) -> Self {
        for (heading, role) in &additions.columns {
            Arc::make_mut(&mut self.headings).insert(fold(heading), (*role, 0));
        }
        self.profiles.retain(|known| additions.profiles.iter().all(|added| added.name != known.name));
        self.profiles.splice(0..0, additions.profiles.iter().cloned().map(Arc::new));
        self
    }

    /// The kinds of XML.
    pub fn profiles(&self) -> &[Arc<Profile>] {
        &self.profiles
    }

    pub(crate) fn is_total(&self, cell: &str) -> bool {
        self.behind_total(cell).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(|next: char| next.is_ascii_digit() || next == ',' || next == '(')
        })
    }

    /// Whether a cell that may hold anything but goods opens with a word for a total: 合计金额.
    pub(crate) fn opens_with_total(&self, cell: &str) -> bool {
        self.behind_total(cell).is_some()
    }

    /// What stands behind a word for a total, or behind two of them: 合计/Total.
    fn behind_total(&self, cell: &str) -> Option<String> {
        // most cells that are asked about are numbers
        if cell.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let folded = fold(cell);
        let behind = |text: &str| {
            let rests = self.words.total.iter().filter_map(|word| text.strip_prefix(word.as_str()));
            rests.min_by_key(|rest| rest.len()).map(str::to_owned)
        };
        let rest = behind(&folded)?;
        Some(behind(rest.trim_start_matches(['/', '|'])).unwrap_or(rest))
    }

    /// Whether a cell is what people sign a list with: 制单人：某, Date: 2026-11-12.
    pub(crate) fn is_sign_off(&self, cell: &str) -> bool {
        let label = cell.split_once([':', '：']).map(|(label, _)| fold(label));
        label.is_some_and(|label| self.words.sign_off.contains(&label))
    }

    pub(crate) fn is_kilogram(&self, cell: &str) -> bool {
        self.words.kilogram.contains(&fold(cell))
    }

    pub(crate) fn is_import(&self, cell: &str) -> bool {
        self.words.import.contains(&fold(cell))
    }

    pub(crate) fn is_import_title(&self, cell: &str) -> bool {
        let folded = fold(cell);
        self.words.import_title.iter().any(|title| folded.contains(title.as_str()))
    }
}

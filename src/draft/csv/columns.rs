//! Which column of a CSV file holds what.

use crate::draft::Role;
use crate::draft::dialect::{ColumnRole, fold};

/// The columns of a CSV file, by their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    pub(super) tariff_line: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) specification: Option<usize>,
    /// The column that holds name and specification in one cell; `name` and `specification` are then unset.
    pub(super) combined: Option<usize>,
    pub(super) item_number: Option<usize>,
    pub(super) remark: Option<usize>,
    pub(super) number: Option<usize>,
    /// Every column of dates, the most trusted first: of a row the first that is filled counts.
    pub(super) dates: Vec<usize>,
    pub(super) direction: Option<usize>,
    /// Every further column that may state a fact, with its heading.
    pub(super) further: Vec<(usize, Role, String)>,
    /// Every column whose heading nobody knows, with that heading.
    pub(super) unknown: Vec<(usize, String)>,
    recognised: Vec<(usize, ColumnRole)>,
}

impl Columns {
    /// Gives every role its column. Of several that claim a role the most trusted has it, of equals the
    /// first; another name or specification still is text about the goods.
    pub(super) fn assign(headings: &[String], roles: &[Option<(ColumnRole, usize)>]) -> Self {
        let claims = |wanted: ColumnRole| {
            roles.iter().enumerate().filter_map(move |(at, role)| match role {
                Some((role, trust)) if *role == wanted => Some((*trust, at)),
                _ => None,
            })
        };
        let holder = |wanted: ColumnRole| claims(wanted).min().map(|(_, at)| at);
        let mut dates: Vec<(usize, usize)> = claims(ColumnRole::Date).collect();
        dates.sort_unstable();
        let mut columns = Self {
            tariff_line: holder(ColumnRole::TariffLine),
            name: holder(ColumnRole::Name),
            specification: holder(ColumnRole::Specification),
            item_number: holder(ColumnRole::ItemNumber),
            remark: holder(ColumnRole::Remark),
            number: holder(ColumnRole::DeclarationNumber),
            dates: dates.into_iter().map(|(_, at)| at).collect(),
            direction: holder(ColumnRole::Direction),
            recognised: roles.iter().enumerate().filter_map(|(at, role)| Some((at, (*role)?.0))).collect(),
            ..Self::default()
        };
        let combined = holder(ColumnRole::NameAndSpecification);
        match (columns.name, columns.specification) {
            (None, None) => columns.combined = combined,
            (None, Some(_)) => columns.name = combined,
            (Some(_), None) => columns.specification = combined,
            (Some(_), Some(_)) => {}
        }
        columns.further = columns
            .recognised
            .iter()
            .filter_map(|(at, role)| {
                Some((*at, columns.further_role(*at, *role)?, headings.get(*at)?.trim().to_owned()))
            })
            .collect();
        let is_unknown = |at: &usize| roles.get(*at).is_none_or(Option::is_none);
        let unknown = (0..headings.len()).filter(is_unknown);
        columns.unknown = unknown.map(|at| (at, headings[at].trim().to_owned())).collect();
        columns
    }

    fn further_role(&self, at: usize, role: ColumnRole) -> Option<Role> {
        match role {
            ColumnRole::Text => Some(Role::Text),
            ColumnRole::Parameter => Some(Role::Parameter),
            ColumnRole::NetMass => Some(Role::NetMass),
            ColumnRole::Quantity => Some(Role::Quantity),
            ColumnRole::Unit => Some(Role::Unit),
            ColumnRole::Destination => Some(Role::Destination),
            ColumnRole::Name | ColumnRole::Specification | ColumnRole::NameAndSpecification => {
                (!self.says_goods(at)).then_some(Role::Text)
            }
            _ => None,
        }
    }

    /// Whether a row of these columns is a goods line that can be judged.
    pub(super) fn suffice(&self) -> bool {
        self.tariff_line.is_some()
            && (self.name.is_some() || self.specification.is_some() || self.combined.is_some())
    }

    /// Whether the column says which goods these are.
    pub(super) fn says_goods(&self, at: usize) -> bool {
        [self.tariff_line, self.name, self.specification, self.combined].contains(&Some(at))
    }

    /// The column that has a role, and another one under the same heading: which of them is meant cannot be
    /// told. A name or specification may stand in several columns, a tariff line or a remark cannot.
    pub(super) fn doubled(&self, headings: &[String]) -> Option<(ColumnRole, usize, usize)> {
        let held = [(ColumnRole::TariffLine, self.tariff_line), (ColumnRole::Remark, self.remark)];
        held.into_iter().find_map(|(role, at)| {
            let at = at?;
            let heading = fold(headings.get(at)?);
            let is_same = |other: usize| headings.get(other).is_some_and(|other| fold(other) == heading);
            let mut claims = self.recognised.iter().filter(|(_, claimed)| *claimed == role);
            claims.find(|(other, _)| *other != at && is_same(*other)).map(|(other, _)| (role, at, *other))
        })
    }

    /// How many headings are known.
    pub(super) fn recognised(&self) -> usize {
        self.recognised.len()
    }
}

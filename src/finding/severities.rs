//! How much findings weigh, where the user decides otherwise.

use std::collections::BTreeMap;

use super::{ALL, Severity};

/// The weight of every finding: its own, or what the user made of it. An error stays one: customs
/// would reject the goods line, or the law forbids it, whatever is written here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Severities(BTreeMap<&'static str, Severity>);

/// Why a finding does not get another weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// No finding has the name.
    Unknown,
    /// It is an error.
    Error,
}

impl Severities {
    /// Gives a finding another weight.
    ///
    /// # Errors
    /// When there is no such finding, or it would no longer be the error that it is.
    pub fn set(&mut self, name: &str, severity: Severity) -> Result<(), Fixed> {
        let check = ALL.iter().find(|check| check.name == name).ok_or(Fixed::Unknown)?;
        if check.severity == Severity::Error && severity != Severity::Error {
            return Err(Fixed::Error);
        }
        self.0.insert(check.name, severity);
        Ok(())
    }

    /// The weight of a finding whose own is `severity`.
    pub fn of(&self, name: &str, severity: Severity) -> Severity {
        self.0.get(name).copied().unwrap_or(severity)
    }
}

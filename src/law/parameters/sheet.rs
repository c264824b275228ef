//! The file as it is written becomes the parameters: what they have in common is filled in, and every name is
//! checked.

use serde::Deserialize;

use super::{Circumstance, Derivation, Parameter, Parameters, ParametersError, Sides, number};
use crate::{law::wording::Wording, number::Number, packed::Later};

/// The file as it is written, before `like` and `units_of` are resolved and every name is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    #[serde(deserialize_with = "number")]
    approximate_percent: Number,
    #[serde(rename = "parameter")]
    parameters: Vec<Parameter>,
    #[serde(default, rename = "derivation")]
    derivations: Vec<Derivation>,
    #[serde(default, rename = "circumstance")]
    circumstances: Vec<Circumstance>,
    #[serde(default)]
    sides: Sides,
    #[serde(default)]
    words: Later<Wording>,
}

impl TryFrom<Sheet> for Parameters {
    type Error = ParametersError;

    fn try_from(sheet: Sheet) -> Result<Self, ParametersError> {
        let resolved = sheet
            .parameters
            .iter()
            .map(|parameter| resolve(parameter, &sheet.parameters))
            .collect::<Result<Vec<_>, _>>()?;
        let parameters = Self {
            approximate_percent: sheet.approximate_percent,
            parameters: resolved,
            derivations: sheet.derivations,
            circumstances: sheet.circumstances,
            sides: sheet.sides,
            words: sheet.words,
        };
        parameters.check()?;
        Ok(parameters)
    }
}

/// A parameter with what it has in common with others.
fn resolve(parameter: &Parameter, all: &[Parameter]) -> Result<Parameter, ParametersError> {
    let named = |name: &String| {
        let found =
            all.iter().find(|other| other.name == *name && other.like.is_none() && other.units_of.is_none());
        found.ok_or_else(|| ParametersError::UnknownParameter {
            by: parameter.name.clone(),
            name: name.clone(),
        })
    };
    let mut own = parameter.clone();
    if let Some(name) = &parameter.units_of {
        let model = named(name)?;
        own.unit = model.unit.clone();
        own.units = model.units.clone();
        own.slips.units.extend(model.slips.units.iter().cloned());
    }
    let Some(name) = &parameter.like else { return Ok(own) };
    let model = named(name)?;
    own.unit = model.unit.clone();
    own.particular = model.particular;
    own.grades.extend(model.grades.iter().cloned());
    own.labels = joined(&own.labels, &model.labels);
    own.vague_labels.extend(model.vague_labels.iter().cloned());
    own.units.extend(model.units.iter().cloned());
    own.look_alikes = joined(&own.look_alikes, &model.look_alikes);
    own.slips.units.extend(model.slips.units.iter().cloned());
    own.plausible = own.plausible.or_else(|| model.plausible.clone());
    Ok(own)
}

fn joined<T: Clone>(own: &[T], model: &[T]) -> Later<Vec<T>> {
    Later::from([own, model].concat())
}

impl Parameters {
    fn check(&self) -> Result<(), ParametersError> {
        let zero = Number::from(0);
        for (index, parameter) in self.parameters.iter().enumerate() {
            if self.parameters[..index].iter().any(|other| other.name == parameter.name) {
                return Err(ParametersError::Twice(parameter.name.clone()));
            }
            let own = parameter.units.iter().find(|unit| unit.name == parameter.unit);
            if own.is_none_or(|unit| unit.factor != Number::from(1) || unit.origin.is_some()) {
                return Err(ParametersError::OwnUnit(parameter.name.clone()));
            }
            if parameter.units.iter().any(|unit| unit.factor <= zero) {
                return Err(ParametersError::Factor(parameter.name.clone()));
            }
        }
        for derivation in &self.derivations {
            if derivation.factor <= zero {
                return Err(ParametersError::Factor(derivation.parameter.clone()));
            }
            let names = derivation.product.iter().chain([&derivation.over, &derivation.parameter]);
            self.known(&derivation.parameter, names)?;
        }
        for circumstance in &self.circumstances {
            self.known(&circumstance.name, &circumstance.parameters)?;
        }
        self.known("sides", self.sides.block.iter().chain(&self.sides.round))?;
        Ok(())
    }

    fn known<'a>(
        &self,
        by: &str,
        names: impl IntoIterator<Item = &'a String>,
    ) -> Result<(), ParametersError> {
        match names.into_iter().find(|name| self.named(name).is_none()) {
            None => Ok(()),
            Some(name) => Err(ParametersError::UnknownParameter { by: by.to_owned(), name: name.clone() }),
        }
    }
}

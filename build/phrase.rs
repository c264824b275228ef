//! Words in both languages: of them only their shape matters here.

use serde::Deserialize;

/// The same words in both languages.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Phrase {
    pub(crate) zh: String,
    pub(crate) en: String,
}

//! Values that most runs never look at.

use std::{
    fmt,
    marker::PhantomData,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, Visitor},
};

/// The name under which [`super::unpack`] is asked for the bytes of a value instead of the value.
pub(super) const LATER: &str = "$beizhu::later";

/// A value that is unpacked, or put together, when it is first looked at. Out of TOML it is read at once.
#[derive(Clone)]
pub struct Later<T> {
    origin: Origin<T>,
    value: OnceLock<T>,
}

/// What a value comes from.
#[derive(Clone)]
enum Origin<T> {
    Packed(Arc<[u8]>),
    Made(Arc<dyn Fn() -> T + Send + Sync>),
}

impl<T> Later<T> {
    /// A value that is made when it is first looked at.
    pub(crate) fn made(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { origin: Origin::Made(Arc::new(make)), value: OnceLock::new() }
    }
}

impl<T: DeserializeOwned> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| match &self.origin {
            Origin::Made(make) => make(),
            // what is packed is part of the program, and the tests look at all of it
            Origin::Packed(packed) => {
                super::unpack(packed).unwrap_or_else(|error| panic!("the embedded law: {error}"))
            }
        })
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self { origin: Origin::Packed(Arc::default()), value: value.into() }
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: DeserializeOwned + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(LATER, Values(PhantomData))
    }
}

struct Values<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Values<T> {
    type Value = Later<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Later<T>, D::Error> {
        T::deserialize(deserializer).map(Later::from)
    }

    fn visit_bytes<E: Error>(self, packed: &[u8]) -> Result<Later<T>, E> {
        Ok(Later { origin: Origin::Packed(packed.into()), value: OnceLock::new() })
    }
}

//! Values that most runs never look at.

use std::{
    fmt,
    marker::PhantomData,
    ops::{Deref, Range},
    sync::{Arc, OnceLock},
};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, Visitor},
};

/// The name under which [`super::unpack`] is asked for the place of a value instead of the value.
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
    /// Where it stands among all that was packed.
    Packed(Range<usize>),
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
                super::unpack(packed.clone()).unwrap_or_else(|error| panic!("the embedded law: {error}"))
            }
        })
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self { origin: Origin::Packed(0..0), value: value.into() }
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

/// A place among all that was packed as one number: where it begins, and how long it is.
pub(super) fn place(range: Range<usize>) -> u64 {
    (range.start as u64) << 32 | range.len() as u64
}

/// The place that [`place`] made a number.
fn range(place: u64) -> Range<usize> {
    let (start, length) = ((place >> 32) as usize, (place & u64::from(u32::MAX)) as usize);
    start..start + length
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

    fn visit_u64<E: Error>(self, place: u64) -> Result<Later<T>, E> {
        Ok(Later { origin: Origin::Packed(range(place)), value: OnceLock::new() })
    }
}

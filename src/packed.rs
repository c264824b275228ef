//! TOML as it is packed when the program is built: the same tables, arrays and texts in the same
//! shapes, each text with its place in the file, but nothing left to parse at each start.
//!
//! Numbers are little-endian base 64, the last byte below 64: all of it is text, which need not be checked
//! at each start.

mod later;
mod tag;

pub use later::Later;

use std::{fmt, ops::Range};

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Visitor, value::BorrowedStrDeserializer,
};
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml_datetime::de::{DatetimeDeserializer, is_datetime};

/// Where each file stands among all that was packed.
pub(crate) mod sheets {
    use std::ops::Range;

    include!(concat!(env!("OUT_DIR"), "/sheets.rs"));
}

/// All that was packed.
static ALL: &str = include_str!(concat!(env!("OUT_DIR"), "/packed"));

/// The value that was packed in some bytes of all.
///
/// # Errors
/// When it has another shape than is asked for.
pub(crate) fn unpack<T: DeserializeOwned>(place: Range<usize>) -> Result<T, Unfit> {
    let mut rest = ALL.get(place).ok_or_else(|| Unfit::custom("there is nothing"))?;
    T::deserialize(Packed { rest: &mut rest })
}

/// What was packed has another shape than is asked for.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unfit(String);

impl serde::de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// A packed value at the head of what is left.
struct Packed<'a, 'p> {
    rest: &'a mut &'p str,
}

impl<'p> Packed<'_, 'p> {
    fn byte(&mut self) -> Result<u8, Unfit> {
        let first = self.text_of(1)?;
        Ok(first.as_bytes()[0])
    }

    fn number(&mut self) -> Result<usize, Unfit> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x3f) << shift;
            if byte < 0x40 {
                return Ok(number);
            }
            shift += 6;
        }
    }

    fn text(&mut self) -> Result<&'p str, Unfit> {
        let length = self.number()?;
        self.text_of(length)
    }

    fn text_of(&mut self, length: usize) -> Result<&'p str, Unfit> {
        let (text, rest) =
            self.rest.split_at_checked(length).ok_or_else(|| Unfit::custom("it ends too early"))?;
        *self.rest = rest;
        Ok(text)
    }
}

impl Packed<'_, '_> {
    /// Passes over an array or a table.
    fn skip(&mut self) -> Result<(), Unfit> {
        self.byte()?;
        let length = self.number()?;
        self.text_of(length).map(drop)
    }
}

/// What was packed says itself what it is.
macro_rules! forward_to_any {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'p>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.deserialize_any(visitor)
        })+
    };
}

impl<'p> Deserializer<'p> for Packed<'_, 'p> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'p>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
        match self.byte()? {
            tag::STRING => {
                self.number()?;
                self.number()?;
                visitor.visit_borrowed_str(self.text()?)
            }
            tag::ARRAY => {
                self.number()?;
                let left = self.number()?;
                visitor.visit_seq(Several { packed: self, left })
            }
            tag::TABLE => {
                self.number()?;
                let left = self.number()?;
                visitor.visit_map(Several { packed: self, left })
            }
            tag::FALSE => visitor.visit_bool(false),
            tag::TRUE => visitor.visit_bool(true),
            tag::INTEGER => visitor.visit_u64(self.number()? as u64),
            tag::DATE => {
                let date = self.text()?.parse().map_err(Unfit::custom)?;
                visitor.visit_map(DatetimeDeserializer::new(date))
            }
            other => Err(Unfit::custom(format_args!("{other} is no kind of value"))),
        }
    }

    fn deserialize_option<V: Visitor<'p>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'p>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        if name == later::LATER && matches!(self.rest.as_bytes().first(), Some(&(tag::ARRAY | tag::TABLE))) {
            let place = self.rest.as_ptr().addr() - ALL.as_ptr().addr();
            let length = self.rest.len();
            self.skip()?;
            return visitor.visit_u64(later::place(place..place + length - self.rest.len()));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'p>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
        if matches!(self.rest.as_bytes().first(), Some(&(tag::ARRAY | tag::TABLE))) {
            self.skip()?;
            return visitor.visit_unit();
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'p>>(
        mut self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.byte()? {
            tag::STRING => {
                self.number()?;
                self.number()?;
                visitor.visit_enum(self.text()?.into_deserializer())
            }
            _ => Err(Unfit::custom("only words are enumerated")),
        }
    }

    fn deserialize_struct<V: Visitor<'p>>(
        mut self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.rest.as_bytes().first() {
            Some(&tag::STRING) if is_spanned(name) => {
                self.byte()?;
                let (start, length) = (self.number()?, self.number()?);
                let text = BorrowedStrDeserializer::new(self.text()?);
                visitor.visit_map(SpannedDeserializer::new(text, start..start + length))
            }
            Some(&tag::DATE) if !is_datetime(name) => Err(Unfit::custom("a date where none belongs")),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_any! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_seq deserialize_map deserialize_identifier
    }

    fn deserialize_unit_struct<V: Visitor<'p>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple<V: Visitor<'p>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'p>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_any(visitor)
    }
}

/// The values of an array or the pairs of a table.
struct Several<'a, 'p> {
    packed: Packed<'a, 'p>,
    left: usize,
}

impl<'p> SeqAccess<'p> for Several<'_, 'p> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'p>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(Packed { rest: self.packed.rest }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'p> MapAccess<'p> for Several<'_, 'p> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'p>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(BorrowedStrDeserializer::new(self.packed.text()?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'p>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(Packed { rest: self.packed.rest })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

//! Packs TOML for the reader in `src/packed.rs`.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

#[path = "../src/packed/tag.rs"]
mod tag;

/// A file of TOML, packed.
pub(crate) fn pack(name: &str, text: &str) -> Vec<u8> {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut out = Vec::with_capacity(text.len());
    pack_table(table.get_ref(), &mut out);
    out
}

fn pack_table(table: &DeTable<'_>, out: &mut Vec<u8>) {
    pack_several(tag::TABLE, table.len(), out, |packed| {
        for (key, value) in table {
            string(key.get_ref(), packed);
            pack_value(value, packed);
        }
    });
}

fn pack_several(tag: u8, count: usize, out: &mut Vec<u8>, pack: impl FnOnce(&mut Vec<u8>)) {
    let mut packed = Vec::new();
    number(count, &mut packed);
    pack(&mut packed);
    out.push(tag);
    number(packed.len(), out);
    out.extend(packed);
}

fn pack_value(value: &Spanned<DeValue<'_>>, out: &mut Vec<u8>) {
    match value.get_ref() {
        DeValue::String(text) => {
            out.push(tag::STRING);
            number(value.span().start, out);
            number(value.span().len(), out);
            string(text, out);
        }
        DeValue::Integer(integer) => {
            out.push(tag::INTEGER);
            number(integer.as_str().parse().expect("the law's numbers are whole and not negative"), out);
        }
        DeValue::Boolean(truth) => out.push(if *truth { tag::TRUE } else { tag::FALSE }),
        DeValue::Datetime(date) => {
            out.push(tag::DATE);
            string(&date.to_string(), out);
        }
        DeValue::Array(values) => {
            pack_several(tag::ARRAY, values.len(), out, |packed| {
                values.iter().for_each(|value| pack_value(value, packed));
            });
        }
        DeValue::Table(table) => pack_table(table, out),
        DeValue::Float(_) => panic!("legal numbers are exact: write them as strings"),
    }
}

fn string(text: &str, out: &mut Vec<u8>) {
    number(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

fn number(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x40 {
        out.push((number as u8 & 0x3f) | 0x40);
        number >>= 6;
    }
    out.push(number as u8);
}

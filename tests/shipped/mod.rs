//! The drafts of `fixtures/drafts`.
#![allow(dead_code)]

use std::io::Cursor;

use beizhu::draft::{Declaration, Dialects, Draft, Part, Reading, Unreadable, open};

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/drafts/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn is_parameter(heading: &str) -> bool {
    heading.contains("能量密度") || heading.to_lowercase().contains("energy density")
}

pub(crate) fn draft(
    bytes: &[u8],
    name: &str,
    add_remarks_column: bool,
) -> Result<Draft<Cursor<Vec<u8>>>, Unreadable> {
    let dialects = Dialects::embedded();
    let reading = Reading { add_remarks_column, ..Reading::new(&dialects, &is_parameter) };
    open(Cursor::new(bytes.to_vec()), name, &reading)
}

pub(crate) fn declarations(name: &str) -> Vec<Declaration> {
    let parts = draft(&bytes(name), name, false).unwrap();
    parts
        .map(|part| match part.unwrap() {
            Part::Declaration(declaration) => declaration,
            other => panic!("{name}: {other:?}"),
        })
        .collect()
}

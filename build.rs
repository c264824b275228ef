//! Finds the law's files, so that adding an act means adding a file and nothing else.

use std::{env, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's folder");
    println!("cargo::rerun-if-changed=law/announcements");
    println!("cargo::rerun-if-changed=docs/findings");
    let lists = [
        ("ACTS", list(&root, "law/announcements", "toml")),
        ("FINDING_PAGES", list(&root, "docs/findings", "md")),
    ];
    let code: String = lists
        .iter()
        .map(|(name, rows)| format!("pub(crate) const {name}: &[(&str, &str)] = &[\n{rows}];\n"))
        .collect();
    let out = env::var("OUT_DIR").expect("cargo names the output folder");
    fs::write(Path::new(&out).join("embedded.rs"), code).expect("the output folder is writable");
}

/// A row of name and content for each file of a folder, in the order of their names.
fn list(root: &str, folder: &str, extension: &str) -> String {
    let entries = fs::read_dir(Path::new(root).join(folder)).expect("the folder is part of the package");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a readable folder").file_name().into_string().expect("a UTF-8 name"))
        .filter(|name| name.ends_with(&format!(".{extension}")))
        .collect();
    names.sort();
    let path = |name: &str| Path::new(root).join(folder).join(name).display().to_string();
    names.iter().map(|name| format!("    ({name:?}, include_str!({:?})),\n", path(name))).collect()
}

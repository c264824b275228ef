//! The pages of reference: their commands are run in the order of the page, and what they show of
//! files is read.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use super::fences::fences;

const PAGES: [&str; 3] = ["configuration", "acceptance", "record"];

/// A machine whose use is not stated.
const DRAFT: &str = "项号,商品编号,商品名称,规格型号,备注\n1,8479899990,卷绕机,全自动,\n";

/// The fenced blocks of a page in some language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let path = format!("{}/docs/{page}.md", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    fences(&text).into_iter().filter(|(_, info, _)| info == language).map(|(_, _, block)| block).collect()
}

/// A block without its comments, which each language has in its own words.
fn plain(block: &str) -> Vec<&str> {
    block
        .lines()
        .map(|line| line.split(" #").next().unwrap_or(line).trim())
        .filter(|line| !line.is_empty())
        .collect()
}

/// A folder as the pages suppose it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("drafts/a.csv", DRAFT),
        ("acts/corpus.toml", "complete_through = 2026-12-31\n"),
        ("law/corpus.toml", "complete_through = 2026-12-31\n"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_beizhu"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program");
    (output.status.code().expect("a code"), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn both_languages_of_a_page_show_the_same() {
    for page in PAGES {
        for language in ["sh", "toml"] {
            let (en, zh) = (blocks(page, language), blocks(&format!("{page}.zh"), language));
            let plain = |blocks: &[String]| -> Vec<Vec<String>> {
                blocks.iter().map(|block| plain(block).into_iter().map(str::to_owned).collect()).collect()
            };
            assert_eq!(plain(&en), plain(&zh), "{page}");
        }
    }
}

#[test]
fn the_commands_of_a_page_do_their_work() {
    for page in PAGES {
        let folder = folder();
        let blocks = blocks(page, "sh");
        let lines: Vec<&str> = blocks.iter().flat_map(|block| plain(block)).collect();
        assert!(lines.len() >= 2, "docs/{page}.md shows {lines:?}");
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (code, complaint) = run(folder.path(), words.strip_prefix(&["beizhu"]).expect("a command"));
            assert!(code < 2, "docs/{page}.md: `{line}`: {complaint}");
        }
    }
}

#[test]
fn the_configurations_shown_hold() {
    let schema: Value =
        serde_json::from_str(include_str!("../../schemas/beizhu.schema.json")).expect("the schema");
    let blocks = blocks("configuration", "toml");
    assert!(!blocks.is_empty());
    for block in blocks {
        let table: toml::Table = block.parse().unwrap_or_else(|error| panic!("{error}: {block}"));
        let value = serde_json::to_value(table).expect("JSON");
        jsonschema::validate(&schema, &value).unwrap_or_else(|fault| panic!("{fault}: {block}"));
        let folder = folder();
        fs::write(folder.path().join("beizhu.toml"), &block).expect("the configuration");
        let (code, complaint) = run(folder.path(), &["check", "drafts", "--on", "2026-11-12"]);
        assert!(code < 2, "{block}: {complaint}");
    }
}

/// The entry that is shown is one that `--accept` writes, with a reason.
#[test]
fn the_acceptance_shown_is_one_that_is_written() {
    let shown = blocks("acceptance", "toml").concat();
    let folder = folder();
    run(folder.path(), &["check", "drafts", "--accept", "--on", "2026-11-12"]);
    let written = fs::read_to_string(folder.path().join("beizhu.accepted.toml")).expect("the entry");
    let read = |text: &str| -> toml::Table {
        let file: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
        let mut entry = file["accepted"][0].as_table().expect("an entry").clone();
        for filled_in in ["law", "reason", "by", "until"] {
            assert!(entry.remove(filled_in).is_some(), "{text}");
        }
        entry
    };
    assert_eq!(read(&shown), read(&written));
}

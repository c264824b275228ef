//! SARIF: its official schema, its places, and its fixes.

use std::collections::BTreeSet;

use encoding_rs::Encoding;
use serde_json::Value;

use super::{
    folder,
    program::{CLEAN, Folder, IN_FORCE},
    shown,
};

#[test]
fn it_has_the_official_shape() {
    // the pattern of a language has a bracket too many, which a strict reader of patterns refuses
    let schema = include_str!("../../fixtures/sarif/sarif-schema-2.1.0.json");
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let folder = folder();
    let clean = Folder::new();
    clean.write("clean.csv", CLEAN);
    let nothing = clean.run(&["check", ".", "--output-format", "sarif", "--on", "2025-11-08"]);
    assert_eq!(nothing.code, 0, "{}", nothing.stderr);
    for (text, results) in [
        (shown(&folder, "sarif", &[]), true),
        (shown(&folder, "sarif", &["--lang", "zh", "--all-items"]), true),
        (nothing.stdout, false),
    ] {
        let log: Value = serde_json::from_str(&text).expect("JSON");
        let faults: Vec<String> =
            validator.iter_errors(&log).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        let run = &log["runs"][0];
        assert_eq!(!run["results"].as_array().expect("results").is_empty(), results);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        for rule in run["tool"]["driver"]["rules"].as_array().expect("rules") {
            for text in ["shortDescription", "fullDescription", "help"] {
                let length = rule[text]["text"].as_str().expect("a text").len();
                assert!((10..1024).contains(&length), "{}: {text} has {length} bytes", rule["id"]);
            }
            assert!(rule["help"]["markdown"].as_str().expect("a page").contains("## "), "{rule}");
        }
    }
}

/// The end of the run is told: its exit status, and what could not be read.
#[test]
fn it_tells_how_the_run_went() {
    let log: Value = serde_json::from_str(&shown(&folder(), "sarif", &[])).expect("JSON");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["exitCode"], 2);
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().expect("notifications");
    let unread =
        notifications.iter().find(|notification| notification["level"] == "error").expect("an error");
    let uri = &unread["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "broken.xml");
}

/// A place in lines and columns is the same as that in bytes, whatever the encoding; and the
/// fixes, made by lines and columns, are what `fix` writes.
#[test]
fn places_and_fixes_are_those_of_the_bytes() {
    let folder = folder();
    let log: Value = serde_json::from_str(&shown(&folder, "sarif", &[])).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let mut fixed_files = 0;
    for (index, artifact) in run["artifacts"].as_array().expect("artifacts").iter().enumerate() {
        let Some(encoding) = artifact["encoding"].as_str() else { continue };
        let encoding = Encoding::for_label(encoding.as_bytes()).expect("an encoding");
        let uri = artifact["location"]["uri"].as_str().expect("a URI");
        let path = percent_encoding::percent_decode_str(uri).decode_utf8().expect("UTF-8").into_owned();
        let bytes = folder.read(&path);
        let draft = Text::of(&bytes, encoding);
        let mut fixes = BTreeSet::new();
        for result in results {
            let place = &result["locations"][0]["physicalLocation"];
            if place["artifactLocation"]["index"].as_u64() != Some(index as u64) {
                continue;
            }
            let region = &place["region"];
            let at = number(region, "byteOffset");
            let stretch = &bytes[at..at + number(region, "byteLength")];
            let (start, end) = draft.range(region);
            let of_bytes = encoding.decode_without_bom_handling(stretch).0;
            assert_eq!(draft.text[start..end], of_bytes, "{path}: {region}");
            for fix in result["fixes"].as_array().into_iter().flatten() {
                let replacement = &fix["artifactChanges"][0]["replacements"][0];
                let range = draft.range(&replacement["deletedRegion"]);
                let text = replacement["insertedContent"]["text"].as_str().expect("a text");
                fixes.insert((range, text.to_owned()));
            }
        }
        let mut text = draft.text.clone();
        for ((start, end), replacement) in fixes.iter().rev() {
            text.replace_range(*start..*end, replacement);
        }
        let ended = folder.run(&["fix", &path, "--output", "fixed.tmp", "--on", IN_FORCE]);
        assert!(ended.code < 2, "{path}: {}", ended.stdout);
        let fixed = Text::of(&folder.read("fixed.tmp"), encoding).text;
        assert_eq!(text, fixed, "{path}");
        fixed_files += usize::from(!fixes.is_empty());
    }
    assert!(fixed_files >= 6, "only {fixed_files} files had fixes");
}

/// A draft as an editor sees it: without its byte order mark.
struct Text {
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl Text {
    fn of(bytes: &[u8], encoding: &'static Encoding) -> Self {
        let text = encoding.decode_with_bom_removal(bytes).0.into_owned();
        let is_end = |(at, byte): &(usize, u8)| match byte {
            b'\n' => true,
            b'\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let ends = text.bytes().enumerate().filter(is_end).map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { lines, text }
    }

    fn range(&self, region: &Value) -> (usize, usize) {
        let at = |line: &str, column: &str| {
            let start = self.lines[number(region, line) - 1];
            let rest = &self.text[start..];
            let column = number(region, column) - 1;
            start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
        };
        (at("startLine", "startColumn"), at("endLine", "endColumn"))
    }
}

fn number(region: &Value, name: &str) -> usize {
    region[name].as_u64().unwrap_or_else(|| panic!("{name} of {region}")) as usize
}

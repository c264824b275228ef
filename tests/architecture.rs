//! The invariants of the house (docs/architecture.md), as far as they can be read off the sources.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

/// The program: what stands between the library and the world. Everything else is handed bytes,
/// a date and a writer.
const PROGRAM: [&str; 3] = ["src/main.rs", "src/cli.rs", "src/cli/"];

/// The longest file that passes. Past 400 lines a file is to be looked at; the few lines more are
/// so that a small repair does not force the split into the same commit.
const LONGEST: usize = 420;

/// A Rust source of the library or the program.
struct Source {
    /// From the root of the repository.
    path: String,
    text: String,
}

#[test]
fn no_legal_fact_stands_in_the_sources() {
    let facts = legal_facts();
    assert!(facts.len() >= 40, "only {} facts were found in law/: {facts:?}", facts.len());
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.shipped().lines().enumerate() {
            for fact in &facts {
                if holds(line, fact) {
                    faults.push(format!("{}:{}: {fact}", source.path, number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "the law stands in law/ and nowhere else:\n{}", faults.join("\n"));
}

#[test]
fn only_the_program_touches_files_environment_clock_and_output() {
    let touches = expression(
        r"\b(?:std::(?:fs|env|process|net)|SystemTime|Instant|(?:Zoned|Timestamp)::now|stdin|stdout|stderr|e?print(?:ln)?!|File::(?:open|create)|OpenOptions|tempfile|sys_locale)\b",
    );
    let faults = every_line(|source, line| {
        let is_program = PROGRAM.iter().any(|path| source.path.starts_with(path));
        !is_program && touches.is_match(code(line)) && !line.contains("env!(")
    });
    assert!(
        faults.is_empty(),
        "a library is handed its bytes, its date and its writer:\n{}",
        faults.join("\n")
    );
}

#[test]
fn formats_know_no_law_and_law_knows_no_formats() {
    let judging = ["law", "facts", "determination", "remark", "finding", "examine", "report"];
    let formats = ["draft", "examine", "report", "remark", "finding", "edit"];
    let rules: [(&[&str], &[&str]); 3] = [
        (&["src/draft.rs", "src/draft/"], &judging),
        (&["src/law.rs", "src/law/"], &formats),
        (&["src/determination.rs"], &["draft", "remark", "finding", "examine", "report", "edit"]),
    ];
    let sources = sources();
    let mut faults = Vec::new();
    for (within, forbidden) in rules {
        let concerned: Vec<&Source> =
            sources.iter().filter(|source| within.iter().any(|path| source.path.starts_with(path))).collect();
        assert!(!concerned.is_empty(), "nothing lies in {within:?}");
        for source in concerned {
            let known = source.modules_known();
            let faulty = forbidden.iter().filter(|module| known.contains(**module));
            faults.extend(faulty.map(|module| format!("{} knows `{module}`", source.path)));
        }
    }
    assert!(faults.is_empty(), "they meet in facts:\n{}", faults.join("\n"));
}

#[test]
fn no_floating_point_stands_between_a_draft_and_a_determination() {
    let float = expression(r"\b(?:f32|f64)\b");
    let faults = every_line(|_, line| float.is_match(code(line)));
    assert!(faults.is_empty(), "legal numbers are exact:\n{}", faults.join("\n"));
}

#[test]
fn every_file_holds_one_idea() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path} has {lines} lines"))
        .collect();
    assert!(long.is_empty(), "a file past 400 lines is to be split by its ideas:\n{}", long.join("\n"));
}

#[test]
fn nothing_is_unsafe_unfinished_or_switched_off() {
    let forbidden = expression(r"\bunsafe\b|\bTODO\b|\bFIXME\b|\bXXX\b|todo!|unimplemented!|dbg!|#\[ignore");
    let faults = every_line(|_, line| forbidden.is_match(line));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("unsafe_code = \"forbid\""), "Cargo.toml no longer forbids unsafe code");
}

#[test]
fn nothing_reaches_the_network() {
    let faults = every_line(|_, line| code(line).contains("::net::") || code(line).contains("std::net"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Colours, frames and widths are the concern of the one report that is drawn for a terminal.
#[test]
fn only_the_text_report_draws() {
    let draws = expression(r"\bmiette\b");
    let faults =
        every_line(|source, line| !source.path.starts_with("src/report/text") && draws.is_match(code(line)));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_finding_has_a_file_of_its_own() {
    let expected: BTreeSet<String> = beizhu::finding::ALL
        .iter()
        .map(|check| format!("src/finding/{}.rs", check.name.replace('-', "_")))
        .collect();
    let found: BTreeSet<String> = sources().into_iter().map(|source| source.path).collect();
    let missing: Vec<&String> = expected.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

impl Source {
    /// The lines that are part of the library or the program: tests may name goods as drafts do.
    fn shipped(&self) -> &str {
        if self.path.ends_with("/tests.rs") || self.path.contains("/tests/") {
            return "";
        }
        self.text.split("\n#[cfg(test)]").next().unwrap_or_default()
    }

    /// The modules of this package that the source names in a path.
    fn modules_known(&self) -> BTreeSet<String> {
        let path = expression(r"\b(?:crate|beizhu|super)::(?:super::)*");
        let name = expression(r"^\w+");
        let plain: String = self.shipped().lines().map(|line| format!("{}\n", code(line))).collect();
        let mut known = BTreeSet::new();
        for found in path.find_iter(&plain) {
            let rest = &plain[found.end()..];
            let heads = if rest.starts_with('{') { heads(rest) } else { vec![rest] };
            known.extend(heads.iter().filter_map(|head| Some(name.find(head)?.as_str().to_owned())));
        }
        known
    }
}

/// The members of `{a::{b, c}, d::e}` in their first level.
fn heads(braces: &str) -> Vec<&str> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 1;
    for (at, character) in braces.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && character == ',') {
            heads.push(braces[start..at].trim());
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// Every code, tariff line, id, number and day that the files in law/ hold.
fn legal_facts() -> BTreeSet<String> {
    let root = root().join("law");
    let mut paths = vec![root.join("corpus.toml"), root.join("elements.toml")];
    let acts = fs::read_dir(root.join("announcements")).expect("the acts");
    paths.extend(
        acts.map(|act| act.expect("an act").path())
            .filter(|path| path.extension().is_some_and(|e| e == "toml")),
    );
    let mut facts = BTreeSet::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a readable file");
        let law: toml::Value = text.parse().map(toml::Value::Table).expect("TOML");
        collect(&law, "", &mut facts);
    }
    facts
}

fn collect(value: &toml::Value, key: &str, facts: &mut BTreeSet<String>) {
    match value {
        // an example shows a draft, and its lines need not be those of the law
        toml::Value::Table(table) => {
            table
                .iter()
                .filter(|(key, _)| *key != "example")
                .for_each(|(key, value)| collect(value, key, facts));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, key, facts)),
        toml::Value::Datetime(day) => {
            facts.insert(day.to_string());
            facts.insert(day.to_string().replace('-', ""));
        }
        toml::Value::String(text) => match key {
            "code" | "codes" | "tariff_lines" => {
                facts.insert(text.clone());
            }
            "id" | "announcements" => {
                facts.insert(text.clone());
                let mut parts = text.rsplit('-');
                if let (Some(number), Some(year)) = (parts.next(), parts.next()) {
                    facts.insert(format!("{number}/{year}"));
                    facts.insert(format!("{number} of {year}"));
                    facts.insert(format!("{year}年第{number}号"));
                }
            }
            _ => {}
        },
        _ => {}
    }
}

/// Whether a line holds a fact as a word of its own.
fn holds(line: &str, fact: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    line.match_indices(fact).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(is_part);
        let after = line[at + fact.len()..].chars().next().is_some_and(is_part);
        !before && !after
    })
}

/// A line without its comment. Documentation may name what code may not.
fn code(line: &str) -> &str {
    let trimmed = line.trim_start();
    if trimmed.starts_with("//") { "" } else { line.split(" // ").next().unwrap_or(line) }
}

/// The places of the shipped lines for which something holds.
fn every_line(is_fault: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let sources = sources();
    let of_source = |source: &Source| -> Vec<String> {
        let lines = source.shipped().lines().enumerate();
        let faulty = lines.filter(|(_, line)| is_fault(source, line));
        faulty.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())).collect()
    };
    sources.iter().flat_map(of_source).collect()
}

fn sources() -> Vec<Source> {
    let sources: Vec<Source> = files(&root().join("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("UTF-8"),
            path: path.strip_prefix(root()).expect("within").to_string_lossy().replace('\\', "/"),
        })
        .collect();
    assert!(sources.len() > 40, "only {} sources were found", sources.len());
    sources
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this test")
}

//! Every command line, option, name, link and path that a document mentions exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use beizhu::{determination::Verdict, finding, law::ControlList};
use regex::Regex;

use super::{fences::fences, program};

/// Files that users have and this repository has not.
const OF_USERS: [&str; 6] = [
    "beizhu.toml",
    "beizhu.accepted.toml",
    "acts/suspension.toml",
    ".github/workflows/beizhu.yaml",
    ".git/hooks/pre-commit",
    ".pre-commit-config.yaml",
];

/// Further names in kebab-case that documents may mention.
const NAMES: [&str; 3] = ["add-remarks-column", "rust-analyzer", "pre-commit"];

/// A document for people.
struct Document {
    /// From the root of the repository.
    path: String,
    text: String,
}

#[test]
fn every_command_line_is_one_that_the_program_takes() {
    let program = Program::new();
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    for document in documents() {
        lines.extend(document.command_lines().into_iter().map(|line| (line, document.path.clone())));
    }
    assert!(lines.len() >= 10, "only {} command lines were found", lines.len());
    let faults: Vec<String> = lines
        .iter()
        .filter_map(|(line, path)| Some(format!("{path}: `{line}`: {}", program.fault(line)?)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_option_exists() {
    let program = Program::new();
    let faults: Vec<String> = documents()
        .iter()
        .flat_map(|document| {
            let options = document.code().into_iter().filter(|code| code.starts_with("--"));
            let name = |code: String| code.split([' ', '=']).next().unwrap_or_default().to_owned();
            let unknown = options.map(name).filter(|name| !program.has_option(name));
            unknown.map(|name| format!("{}: no command has {name}", document.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A name in kebab-case is that of a finding, or of something else that exists.
#[test]
fn every_name_exists() {
    let law = ControlList::load(&[]).unwrap_or_else(|error| panic!("{error}"));
    let mut known: BTreeSet<String> = finding::ALL.iter().map(|check| check.name.to_owned()).collect();
    known.extend(Verdict::ALL.map(|verdict| verdict.word().to_owned()));
    known.extend(law.parameters.parameters.iter().map(|parameter| parameter.name.clone()));
    known.extend(law.acts.iter().map(|act| act.announcement.id.get_ref().clone()));
    known.extend(settings());
    known.extend(packages());
    known.extend(hooks());
    known.extend(NAMES.map(str::to_owned));
    let kebab = expression(r"^[a-z]+(?:-[a-z0-9]+)+$");
    let faults: Vec<String> = documents()
        .iter()
        .flat_map(|document| {
            let names = document.code().into_iter().filter(|code| kebab.is_match(code));
            let unknown = names.filter(|name| !known.contains(name));
            unknown.map(|name| format!("{}: nothing is called `{name}`", document.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_link_leads_somewhere() {
    let link = expression(r"\]\(([^)\s]+)\)");
    let mut faults = Vec::new();
    let mut followed = 0;
    for document in documents() {
        for target in link.captures_iter(&document.text).map(|found| found[1].to_owned()) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let path =
                if path.is_empty() { root().join(&document.path) } else { document.folder().join(path) };
            let leads = match fs::read_to_string(&path) {
                Ok(text) => anchor.is_empty() || anchors(&text).contains(anchor),
                Err(_) => path.is_dir() && anchor.is_empty(),
            };
            if !leads {
                faults.push(format!("{}: {target}", document.path));
            }
        }
    }
    assert!(followed >= 10, "only {followed} links were found");
    assert!(faults.is_empty(), "these lead nowhere:\n{}", faults.join("\n"));
}

/// A path in code is one of this repository, unless it holds a placeholder.
#[test]
fn every_path_exists() {
    let path = expression(r"^[\w.\-]+(?:/[\w.\-]+)*/?$");
    let file = expression(r"\.(?:md|toml|rs|yaml|lock|json|csv|xml)$");
    let placeholder = expression(r"\b[A-Z]{3,}\b");
    let names = file_names();
    let mut faults = Vec::new();
    for document in documents() {
        for code in document.code() {
            let is_path = path.is_match(&code)
                && (file.is_match(&code) || code.ends_with('/'))
                && !placeholder.is_match(code.trim_end_matches(".md"))
                && !OF_USERS.contains(&code.as_str());
            let exists = if code.contains('/') {
                root().join(&code).exists() || document.folder().join(&code).exists()
            } else {
                names.contains(&code)
            };
            if is_path && !exists {
                faults.push(format!("{}: `{code}`", document.path));
            }
        }
    }
    assert!(faults.is_empty(), "these do not exist:\n{}", faults.join("\n"));
}

impl Document {
    fn folder(&self) -> PathBuf {
        root().join(&self.path).parent().expect("a folder").to_owned()
    }

    /// What stands between backticks in running text.
    fn code(&self) -> Vec<String> {
        let mut prose = String::new();
        let mut inside = false;
        for line in self.text.lines() {
            if line.trim_start().starts_with("```") {
                inside = !inside;
            } else if !inside {
                prose.push_str(line);
                prose.push('\n');
            }
        }
        let code = expression(r"`([^`]+)`");
        code.captures_iter(&prose).map(|found| found[1].replace('\n', " ")).collect()
    }

    /// The command lines of this program, in running text and in blocks.
    fn command_lines(&self) -> Vec<String> {
        let of_blocks = fences(&self.text).into_iter().flat_map(|(_, info, content)| {
            let is_shell = matches!(info.split_whitespace().next(), Some("sh" | "console" | "bash"));
            let lines = content.lines().map(str::to_owned).collect::<Vec<_>>();
            if is_shell { lines } else { Vec::new() }
        });
        self.code()
            .into_iter()
            .chain(of_blocks)
            .filter_map(|line| {
                let line = line.trim_start_matches("$ ").trim();
                let line = match line.split_once(" -- ") {
                    Some((cargo, line)) if cargo.starts_with("cargo run") => line,
                    _ => line.strip_prefix("beizhu ")?,
                };
                Some(line.split(" #").next().unwrap_or(line).trim().to_owned())
            })
            .collect()
    }
}

/// The program's help, by command, with that of its own commands; that of the program itself under the empty
/// name.
struct Program(BTreeMap<String, String>);

impl Program {
    fn new() -> Self {
        let help = program::run(&["--help"], b"");
        let command_names = expression(r"(?m)^  ([a-z]+)\s");
        let commands = command_names.captures_iter(&help).map(|found| found[1].to_owned());
        let commands: Vec<String> = commands.filter(|command| command != "help").collect();
        let of_command = |command: String| {
            let mut help = program::run(&[&command, "--help"], b"");
            let own: Vec<String> =
                command_names.captures_iter(&help).map(|found| found[1].to_owned()).collect();
            let own = own.iter().filter(|own| *own != "help" && help.contains("<COMMAND>"));
            let of_own: String = own.map(|own| program::run(&[&command, own, "--help"], b"")).collect();
            help.push_str(&of_own);
            (command, help)
        };
        let mut all: BTreeMap<String, String> = commands.into_iter().map(of_command).collect();
        all.insert(String::new(), help);
        Self(all)
    }

    fn has_option(&self, name: &str) -> bool {
        self.0.values().any(|help| lists(help, name))
    }

    /// What is wrong with a command line, without the program's name.
    fn fault(&self, line: &str) -> Option<String> {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        let command = if first.starts_with('-') { "" } else { first };
        let Some(help) = self.0.get(command) else { return Some(format!("there is no command `{command}`")) };
        let own = first.starts_with('-').then_some(first);
        let options =
            own.into_iter().chain(words).filter(|word| word.starts_with('-') && !matches!(*word, "-" | "--"));
        let names = options.map(|word| word.split('=').next().unwrap_or(word));
        if let Some(name) = names.into_iter().find(|name| !lists(help, name)) {
            return Some(format!("`{command}` has no {name}"));
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_placeholder = |word: &&str| word.chars().filter(|c| c.is_uppercase()).count() > 2;
        let explains_nothing = command == "explain"
            && !words[1..].is_empty()
            && !words.iter().any(is_placeholder)
            && program::run(&words, b"").trim().is_empty();
        explains_nothing.then(|| "nothing is explained".to_owned())
    }
}

/// Whether a help text lists an option.
fn lists(help: &str, option: &str) -> bool {
    let is_rest = |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-');
    help.match_indices(option).any(|(at, _)| !is_rest(&help[at + option.len()..]))
}

fn documents() -> Vec<Document> {
    let mut paths: Vec<PathBuf> = files(&root().join("docs"));
    paths.extend(fs::read_dir(root()).expect("the root").map(|file| file.expect("a file").path()));
    paths.extend(files(&root().join("law")));
    paths.sort();
    paths.retain(|path| path.is_file() && path.extension().is_some_and(|extension| extension == "md"));
    paths
        .into_iter()
        .map(|path| Document {
            text: fs::read_to_string(&path).expect("UTF-8"),
            path: path.strip_prefix(root()).expect("within").to_string_lossy().replace('\\', "/"),
        })
        .collect()
}

/// The headings of a document as links name them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// What can be set in `beizhu.toml`.
fn settings() -> Vec<String> {
    let schema = fs::read_to_string(root().join("schemas/beizhu.schema.json")).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    schema["properties"].as_object().expect("settings").keys().cloned().collect()
}

fn packages() -> Vec<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    lock.lines()
        .filter_map(|line| Some(line.strip_prefix("name = \"")?.trim_end_matches('"').to_owned()))
        .collect()
}

fn hooks() -> Vec<String> {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks");
    hooks.lines().filter_map(|line| Some(line.strip_prefix("- id: ")?.to_owned())).collect()
}

/// The names of the files of this repository.
fn file_names() -> BTreeSet<String> {
    let folders = ["docs", "fixtures", "law", "schemas", "src", "tests"];
    let mut paths: Vec<PathBuf> = folders.iter().flat_map(|folder| files(&root().join(folder))).collect();
    paths.extend(fs::read_dir(root()).expect("the root").map(|file| file.expect("a file").path()));
    paths.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this test")
}

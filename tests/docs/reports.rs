//! The pages about reports: every format stands there, and every command does what it says.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{fences::fences, program};

const PAGES: [&str; 2] = ["docs/reports.md", "docs/reports.zh.md"];

#[test]
fn every_format_has_its_section() {
    let help = program::run(&["check", "--help"], b"");
    let formats: Vec<&str> = help
        .split("--output-format <FORMAT>")
        .nth(1)
        .and_then(|help| help.split("--output-file <PATH>").next())
        .map(|help| {
            help.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next()).collect()
        })
        .unwrap_or_default();
    assert!(formats.contains(&"html") && formats.len() >= 8, "{formats:?}");
    for page in PAGES {
        let text = read(page);
        let headings: String = text.lines().filter(|line| line.starts_with("## ")).collect();
        for format in &formats {
            assert!(text.contains(&format!("| `{format}` |")), "{page}: {format} is in no row");
            assert!(headings.contains(format), "{page}: {format} has no section");
        }
    }
}

/// Each command ends as a check with findings does, and leaves the files that it names.
#[test]
fn every_command_writes_its_reports() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut written = 0;
    for page in PAGES {
        for (line, info, block) in fences(&read(page)) {
            assert_eq!(info, "sh", "{page}:{line}");
            for command in block.lines() {
                let folder = tempfile::tempdir().expect("a folder");
                let samples = folder.path().join("fixtures/samples");
                fs::create_dir_all(&samples).expect("a folder");
                for sample in fs::read_dir(root.join("fixtures/samples")).expect("the samples") {
                    let sample = sample.expect("a sample").path();
                    fs::copy(&sample, samples.join(sample.file_name().expect("a name"))).expect("a copy");
                }
                let words: Vec<&str> = command.split_whitespace().collect();
                let output = Command::new(env!("CARGO_BIN_EXE_beizhu"))
                    .args(&words[1..])
                    .current_dir(folder.path())
                    .output()
                    .expect("the program");
                let told = String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(1), "{page}: {command}: {told}");
                let files = words.windows(2).filter(|pair| pair[0] == "--output-file" && pair[1] != "-");
                let files: Vec<PathBuf> = files.map(|pair| folder.path().join(pair[1])).collect();
                let is_shown = words.contains(&"-") || files.is_empty();
                assert_eq!(!output.stdout.is_empty(), is_shown, "{page}: {command}");
                for file in files {
                    assert!(fs::metadata(&file).expect(command).len() > 500, "{page}: {command}");
                    written += 1;
                }
            }
        }
    }
    assert!(written >= 12, "only {written} files were written");
}

fn read(page: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{page}: {error}"))
}

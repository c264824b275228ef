//! The reports that other programs read: each is what its readers take, and all of them say the same.

#[path = "formats/files.rs"]
mod files;
#[path = "formats/html.rs"]
mod html;
mod program;
#[path = "formats/sarif.rs"]
mod sarif;
#[path = "formats/table.rs"]
mod table;

use std::fs;

use program::{CLEAN, DRAFT, Folder, IN_FORCE};
use quick_xml::{Reader, events::Event};
use serde_json::Value;

/// What drafts may hold to break a report.
const EVIL: &str = "</td><script>alert(1)</script>&\"'\u{1}\u{1B}[31m\u{FFFE}\u{202E}%0A::error::,:]]>{0}`";

/// A folder of drafts in several formats and encodings, one of which cannot be read.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", DRAFT);
    folder.write("d/gbk 草单.csv", encoding_rs::GBK.encode(DRAFT).0);
    let utf16: Vec<u8> = format!("\u{FEFF}{DRAFT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("utf16.csv", utf16);
    folder.write("bom.csv", format!("\u{FEFF}{DRAFT}"));
    folder.write("broken.xml", "<DecMessage><DecHead>");
    folder.write("clean.csv", CLEAN);
    folder.write("evil.csv", evil());
    let samples = format!("{}/fixtures/samples", env!("CARGO_MANIFEST_DIR"));
    for name in ["declaration.xml", "shipment.csv"] {
        folder.write(name, fs::read(format!("{samples}/{name}")).expect("a sample"));
    }
    folder
}

fn evil() -> String {
    let cell = format!("\"{}\"", EVIL.replace('"', "\"\""));
    format!(
        "商品编号,商品名称,规格型号,备注\n8507600090,锂离子电池{},285Wh/kg,\n={},{cell},\"=1\n+2\",{cell}\n",
        "\u{1}<b>", "HYPERLINK(1)"
    )
}

fn shown(folder: &Folder, format: &str, more: &[&str]) -> String {
    let arguments = [&["check", ".", "--on", IN_FORCE, "--output-format", format], more].concat();
    let ended = folder.run(&arguments);
    assert_eq!(ended.code, 2, "broken.xml cannot be read: {}", ended.stderr);
    ended.stdout
}

/// Every format tells of each finding and of the file that cannot be read, in both languages.
#[test]
fn every_format_tells_of_every_finding() {
    let folder = folder();
    for language in ["en", "zh"] {
        let more = ["--lang", language];
        let report: Value = serde_json::from_str(&shown(&folder, "json", &more)).expect("JSON");
        let sum = |name: &str| report["summary"][name].as_u64().expect("a count") as usize;
        let (errors, warnings, notes) = (sum("errors"), sum("warnings"), sum("notes"));
        assert!(errors > 10 && warnings > 2 && notes > 0, "{errors} {warnings} {notes}");

        let github = shown(&folder, "github", &more);
        let starting = |command: &str| github.lines().filter(|line| line.starts_with(command)).count();
        assert_eq!(
            [starting("::error "), starting("::warning "), starting("::notice ")],
            [errors + 1, warnings, notes]
        );

        let junit = shown(&folder, "junit", &more);
        let told = |severity: &str| junit.matches(&format!("{severity}[")).count();
        assert_eq!([told("error"), told("warning"), told("note")], [errors, warnings, notes]);
        assert_eq!(junit.matches("<error ").count(), 1);

        let html = shown(&folder, "html", &more);
        let told = |severity: &str| html.matches(&format!("<span class=\"word {severity}\">")).count();
        assert_eq!([told("error"), told("warning"), told("note")], [errors + 1, warnings, notes]);
    }
}

/// A runner reads a command to the end of its line: nothing that a draft holds may end or begin one.
#[test]
fn no_draft_gives_a_runner_commands() {
    let folder = folder();
    folder.write("a,b:c%.csv", DRAFT);
    let github = shown(&folder, "github", &["--quiet"]);
    for line in github.lines() {
        let (head, message) = line.strip_prefix("::").and_then(|line| line.split_once("::")).expect(line);
        let (level, properties) = head.split_once(' ').expect(line);
        assert!(["error", "warning", "notice"].contains(&level), "{line}");
        for property in properties.split(',') {
            let (name, value) = property.split_once('=').expect(line);
            assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&name), "{line}");
            assert!(!value.contains([':', '\r', '\n']), "{line}");
        }
        assert!(!message.is_empty(), "{line}");
    }
    assert!(github.contains("file=a%2Cb%3Ac%25.csv,line=2,endLine=2,col=31"), "{github}");
}

/// Counts of suites are those of their cases, and what fails is what makes the run fail.
#[test]
fn test_suites_add_up() {
    let folder = folder();
    for fail_on in ["note", "warning", "error"] {
        let junit = shown(&folder, "junit", &["--fail-on", fail_on]);
        let is_xml = |c: char| !c.is_control() || c == '\n';
        assert!(junit.chars().all(|c| is_xml(c) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')));
        let mut reader = Reader::from_str(&junit);
        let mut expected = [0; 3];
        let mut found = [0; 3];
        let mut suites = 0;
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Eof => break,
                Event::Start(start) => match start.name().as_ref() {
                    "testsuite" => {
                        let count = |name: &str| -> usize {
                            let value = start.try_get_attribute(name).expect("attributes").expect(name);
                            value.value.parse().expect("a count")
                        };
                        expected = [count("tests"), count("failures"), count("errors")];
                        found = [0; 3];
                        suites += 1;
                    }
                    "testcase" => found[0] += 1,
                    "failure" => found[1] += 1,
                    "error" => found[2] += 1,
                    _ => {}
                },
                Event::Empty(empty) if empty.name().as_ref() == "testcase" => found[0] += 1,
                Event::End(end) if end.name().as_ref() == "testsuite" => assert_eq!(found, expected),
                _ => {}
            }
        }
        assert_eq!(suites, 10, "nine files and the law");
        let severities = ["note", "warning", "error"];
        let failing = severities.iter().skip_while(|severity| **severity != fail_on);
        let failures: Vec<&str> = junit.split("<failure ").skip(1).collect();
        assert!(failures.iter().all(|failure| {
            let text = &failure[..failure.find("</failure>").expect("its end")];
            failing.clone().any(|severity| text.contains(&format!("{severity}[")))
        }));
    }
}

/// What is too long to be held is read again, and every format shows all of it.
#[test]
fn a_long_draft_is_shown_to_its_end() {
    const LINES: usize = 400;
    let folder = Folder::new();
    let line = format!("8507600090,锂离子电池,310Wh/kg,,{}\n", "x".repeat(20_000));
    folder.write("long.csv", format!("商品编号,商品名称,规格型号,备注,备用\n{}", line.repeat(LINES)));
    let names = ["r.json", "r.sarif", "r.xml", "r.csv", "r.html"];
    let files = names.iter().flat_map(|name| ["--output-file", name]);
    let arguments: Vec<&str> = ["check", "long.csv", "--on", IN_FORCE].into_iter().chain(files).collect();
    let ended = folder.run(&arguments);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    for name in names {
        let text = String::from_utf8(folder.read(name)).expect("UTF-8");
        let of_line = match name {
            "r.json" => "\"name\": \"missing-remark\"",
            "r.sarif" => "\"ruleId\": \"missing-remark\"",
            "r.xml" => "<failure type=\"missing-remark\"",
            "r.csv" => "\r\nlong.csv,",
            _ => "<article ",
        };
        assert_eq!(text.matches(of_line).count(), LINES, "{name}");
    }
}

//! The drafts that stand behind a file of accepted findings, run with it by the program.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use super::{
    page::{Draft, Language, Page, Role, pages},
    program,
};

const FILE: &str = "beizhu.accepted.toml";

/// What an acceptance on a page has for the fingerprint of the law, which every act changes.
const LAW: &str = "\"LAW\"";

#[test]
fn acceptances_on_a_page_do_what_the_page_says() {
    let mut faults = Vec::new();
    let mut run = 0;
    for page in pages().iter().filter(|page| page.language == Language::En) {
        for draft in &page.drafts {
            let Some(accepted) = &draft.accepted else { continue };
            run += 1;
            let raised = raised(draft, accepted);
            let expected = expected(page, draft);
            if raised != expected {
                faults.push(format!(
                    "docs/findings/{}:{}: raises {raised:?} instead of {expected:?}",
                    page.file, draft.line
                ));
            }
        }
    }
    assert!(run >= 10, "only {run} drafts were run");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn expected(page: &Page, draft: &Draft) -> BTreeSet<String> {
    let also = draft.options.get("also").map_or("", String::as_str).split(',');
    let also = also.filter(|name| !name.is_empty()).map(str::to_owned);
    match draft.role {
        Role::Bad => also.chain([page.finding.clone()]).collect(),
        Role::Good | Role::Fixed => BTreeSet::new(),
    }
}

/// The findings that stand, in a folder with the draft and the file.
fn raised(draft: &Draft, accepted: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("draft.{}", draft.format));
    fs::write(&path, &draft.text).expect("the draft");
    let config = folder.path().join("beizhu.toml");
    fs::write(&config, "").expect("the configuration");
    let (path, config) = (path.display().to_string(), config.display().to_string());
    let check = |further: &[&str]| {
        let standard =
            ["check", &path, "--config", &config, "--on", &draft.options["on"], "--output-format", "json"];
        program::run(&[&standard, further].concat(), b"")
    };
    let text = accepted.replace(LAW, &format!("\"{}\"", law(folder.path(), &check)));
    fs::write(folder.path().join(FILE), text).expect("the accepted findings");
    let report: Value = serde_json::from_str(&check(&[])).expect("a report");
    let files = report["files"].as_array().expect("files");
    let items = files.iter().flat_map(|file| file["items"].as_array().expect("items"));
    let findings = files.iter().chain(items).flat_map(|one| one["findings"].as_array().expect("findings"));
    let open = findings.filter(|finding| finding["accepted"] == false);
    let names = open.map(|finding| finding["name"].as_str().expect("a name").to_owned());
    names.filter(|name| name != super::OF_REPORT).collect()
}

/// The fingerprint that the program itself writes beside this draft.
fn law(folder: &Path, check: &dyn Fn(&[&str]) -> String) -> String {
    check(&["--accept"]);
    let Ok(written) = fs::read_to_string(folder.join(FILE)) else { return String::new() };
    written.split("law = \"").nth(1).expect("a law").split('"').next().expect("a law").to_owned()
}

//! What the README shows is what there is: reports of the samples, and acts that the program reads.

use std::fs;

use beizhu::law::{ControlList, LawFile, Standing};

use super::{fences::fences, program};

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh.md", "zh")];

/// Each paragraph of a report stands, as it is shown, in the report of the samples.
#[test]
fn the_reports_shown_are_those_of_the_samples() {
    let mut compared = 0;
    for (readme, language) in READMES {
        let report = program::run(&["check", "--lang", language, "fixtures/samples"], b"");
        let shown = blocks(readme, "text");
        for paragraph in shown.iter().flat_map(|block| block.trim_end().split("\n\n")) {
            compared += 1;
            assert!(report.contains(paragraph), "{readme} shows\n{paragraph}\nwhich is not in\n{report}");
        }
    }
    assert!(compared > 0, "no README shows a report");
}

/// An act that is shown is read, and suspends what it says.
#[test]
fn the_acts_shown_are_read() {
    for (readme, _) in READMES {
        let shown: Vec<String> =
            blocks(readme, "toml").into_iter().filter(|block| block.contains("[announcement]")).collect();
        assert!(!shown.is_empty(), "{readme} shows no act");
        for text in shown {
            let act = LawFile { path: "shown.toml".to_owned(), text };
            let law = ControlList::load(&[act]).unwrap_or_else(|error| panic!("{readme}: {error}"));
            let known = ControlList::load(&[]).unwrap_or_else(|error| panic!("{error}"));
            let is_known = |id: &str| known.act_named(id).is_some();
            let added =
                law.acts.iter().find(|act| !is_known(act.announcement.id.get_ref())).expect("a new act");
            for suspension in &added.suspensions {
                let id = suspension.announcements[0].get_ref();
                let entry = law.entries.iter().find(|entry| law.act(entry).announcement.id.get_ref() == id);
                let entry = entry.expect("an entry of the suspended act");
                for day in [Some(suspension.from), suspension.until].into_iter().flatten() {
                    let standing = law.standing(entry, day);
                    assert!(
                        matches!(standing, Standing::Suspended { .. }),
                        "{readme}: {standing:?} on {day}"
                    );
                }
            }
        }
    }
}

/// The blocks of a README in one language.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let path = format!("{}/{readme}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{readme}: {error}"));
    fences(&text).into_iter().filter(|(_, info, _)| info == language).map(|(_, _, block)| block).collect()
}

//! What is published and not transcribed is data, and whoever reads the list or a report is told.

use beizhu::{
    explain::{Setting, list, list_json},
    law::{ControlList, LawFile},
    margin::Margins,
    phrase::Language,
};
use serde_json::Value;

fn listed(law: &ControlList, language: Language) -> (String, Value) {
    let margin = Margins::new("1/10".parse().expect("a number"));
    let setting = Setting { law, on: law.complete_through, margin: &margin, language, width: 100_000 };
    let json = list_json(&setting).expect("a list");
    (list(&setting), serde_json::from_str(&json).expect("JSON"))
}

#[test]
fn the_list_ends_with_what_it_leaves_out_and_why() {
    let law = ControlList::load(&[]).expect("the law");
    assert!(law.untranscribed().any(|(act, _)| act.is_none()), "a list without a file of its own");
    assert!(law.untranscribed().any(|(act, _)| act.is_some()), "a part of an act");
    for language in [Language::En, Language::Zh] {
        let (text, json) = listed(&law, language);
        let warning = language.pick("an absent entry is no clearance", "没有条目不等于可以放行");
        let (_, end) = text.split_once(warning).expect(warning);
        for (act, part) in law.untranscribed() {
            let act = act.map(|act| act.citation().in_language(language).to_owned());
            let (what, why) = (part.what.in_language(language), part.why.in_language(language));
            assert!(end.contains(what) && end.contains(why), "{what}");
            assert!(act.is_none_or(|act| end.contains(&act)));
        }
        assert_eq!(json["untranscribed"].as_array().map(Vec::len), Some(law.untranscribed().count()));
    }
}

#[test]
fn an_unsure_entry_stands_in_an_act_that_says_what_is_missing() {
    let law = ControlList::load(&[]).expect("the law");
    for entry in law.entries.iter().filter(|entry| entry.is_unsure()) {
        let id = law.act(entry).announcement.id.get_ref();
        assert!(!law.act(entry).untranscribed.is_empty(), "{id} has {} as a fragment", entry.code);
    }
}

#[test]
fn acts_and_corpus_of_a_user_say_themselves_what_they_leave_out() {
    let file = |path: &str, text: &str| LawFile { path: path.to_owned(), text: text.to_owned() };
    let own = "[announcement]\nid = \"x-2027-1\"\ntitle = { zh = \"题\", en = \"title\" }\nissuers = [\"X\"]\n\
        effective = 2027-01-01\nsource = \"invented\"\n\
        [[untranscribed]]\nwhat = { zh = \"附件九\", en = \"annex nine\" }\nwhy = { zh = \"未读\", en = \"unread\" }\n";
    let usual = ControlList::load(&[]).expect("the law");
    let law = ControlList::load(&[file("act.toml", own)]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(law.untranscribed().count(), usual.untranscribed().count() + 1);
    assert!(listed(&law, Language::Zh).0.contains("x-2027-1：附件九"));

    let dated =
        ControlList::load(&[file("corpus.toml", "complete_through = 2027-01-31\n")]).expect("a corpus");
    assert_eq!(dated.untranscribed().count(), usual.untranscribed().count());
    let read = "complete_through = 2027-01-31\nuntranscribed = []\n";
    let read = ControlList::load(&[file("corpus.toml", read)]).expect("a corpus");
    assert!(read.untranscribed().all(|(act, _)| act.is_some()), "the user has transcribed every list");
}

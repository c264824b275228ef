//! The page for a client.

use beizhu::law::ControlList;
use regex::Regex;

use super::{folder, shown};

#[test]
fn it_needs_nothing_beside_it_and_runs_nothing() {
    let html = shown(&folder(), "html", &[]);
    for forbidden in ["<script", "<link", "<img", "<iframe", "@import", "url(", "src=", "javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    let links = Regex::new("href=\"([^\"]*)\"").expect("a pattern");
    let ids = Regex::new(" id=\"([^\"]*)\"").expect("a pattern");
    let ids: Vec<&str> = ids.captures_iter(&html).map(|found| found.extract::<1>().1[0]).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "an id stands twice");
    let mut followed = 0;
    for found in links.captures_iter(&html) {
        let target = found[1].strip_prefix('#').expect("a place on the page");
        assert!(ids.contains(&target), "{target}");
        followed += 1;
    }
    assert_eq!(followed, 9, "a link to each file");
}

#[test]
fn elements_are_closed_and_nothing_in_a_draft_opens_one() {
    let html = shown(&folder(), "html", &["--lang", "zh"]);
    assert!(html.contains("&lt;script&gt;"), "the evil draft is shown");
    assert!(html.chars().all(|c| (!c.is_control() || c == '\n') && c != '\u{202E}'));
    let tag = Regex::new("<(/?)([a-z0-9]+)[^>]*>").expect("a pattern");
    let mut open: Vec<String> = Vec::new();
    let body = &html[html.find("<html").expect("the page")..];
    for found in tag.captures_iter(body) {
        match (&found[1], &found[2]) {
            ("", "meta" | "br") => {}
            ("", name) => open.push(name.to_owned()),
            (_, name) => assert_eq!(open.pop().as_deref(), Some(name)),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// What a client needs: the sums, the ground of each determination, what to hand in, the law's date.
#[test]
fn it_says_what_a_client_needs() {
    let law = ControlList::load(&[]).expect("the law");
    let (_, procedure) = law.procedure(law.complete_through).expect("a procedure");
    for language in ["en", "zh"] {
        let html = shown(&folder(), "html", &["--lang", language]);
        let pick = |phrase: &beizhu::phrase::Phrase| {
            let text = if language == "zh" { &phrase.zh } else { &phrase.en };
            text.replace('&', "&amp;").replace('"', "&quot;")
        };
        for paper in &procedure.papers {
            assert!(html.contains(&pick(paper)), "{language}: {}", paper.en);
        }
        let sums = match language {
            "zh" => ["概要", "7个工作日", "截至2026-10-09"],
            _ => ["Summary", "7 working days", "up to 2026-10-09"],
        };
        for words in sums {
            assert!(html.contains(words), "{language}: {words}");
        }
        for words in ["属于两用物项：3A001", "310 Wh/kg", "≥ 300 Wh/kg", "3C901.b.1"] {
            assert!(html.contains(words), "{language}: {words}");
        }
        assert_eq!(html.matches("<article").count(), 4 * 3 + 1 + 2 + 5 + 11);
    }
}

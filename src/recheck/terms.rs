//! What a run judged by beside the law, and where two runs differ in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{examine::Policy, margin::in_percent, phrase::Phrase};

/// What a run judged by beside the law.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The version of the program; `None` where it is not recorded.
    pub version: Option<String>,
    /// How close is near; `None` where it is not recorded.
    pub near: Option<Near>,
    /// What else was settled; only a record has it.
    pub chosen: Option<Chosen>,
}

/// How close is near, in percent as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// For every parameter.
    pub usual: String,
    /// For single ones.
    pub own: BTreeMap<String, String>,
}

/// Settings that change how drafts are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The encoding that the user named.
    pub encoding: Option<String>,
    /// The SHA-256 of the configuration, where there was one.
    pub configuration: Option<String>,
}

impl Terms {
    /// Those of a run of this program.
    pub fn of(policy: &Policy, chosen: Chosen) -> Self {
        let percent = |share| in_percent(share).to_string();
        let margin = &policy.margin;
        let own = margin.own.iter().map(|(name, share)| (name.clone(), percent(share))).collect();
        Self {
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            near: Some(Near { usual: percent(&margin.usual), own }),
            chosen: Some(chosen),
        }
    }

    /// In what a run of now differs from this one.
    pub fn differences(&self, now: &Self) -> Vec<Phrase> {
        let mut differences = Vec::new();
        if let (Some(was), Some(is)) = (&self.version, &now.version)
            && was != is
        {
            differences.push(Phrase::new(
                format!("by beizhu {was} then, by {is} now"),
                format!("当时使用 beizhu {was}，现在使用 {is}"),
            ));
        }
        match (&self.near, &now.near) {
            (Some(was), Some(is)) => differences.extend(was.differences(is)),
            _ => differences.push(Phrase::new(
                "what counted as near then is not recorded, and may not be what does now (--near)",
                "当时“接近指标”的幅度没有记录，可能与现在不同（--near）",
            )),
        }
        if let (Some(was), Some(is)) = (&self.chosen, &now.chosen) {
            differences.extend(was.differences(is));
        }
        differences
    }
}

impl Near {
    fn of(&self, parameter: &str) -> &str {
        self.own.get(parameter).unwrap_or(&self.usual)
    }

    fn differences(&self, now: &Self) -> Vec<Phrase> {
        let mut differences = Vec::new();
        if self.usual != now.usual {
            let (was, is) = (&self.usual, &now.usual);
            differences.push(Phrase::new(
                format!("near was up to {was} % from a limit then, and is up to {is} % now (--near)"),
                format!("“接近指标”的幅度不同：当时为{was}%，现在为{is}%（--near）"),
            ));
        }
        let names: BTreeSet<&String> = self.own.keys().chain(now.own.keys()).collect();
        for name in names.into_iter().filter(|name| self.of(name) != now.of(name)) {
            let (was, is) = (self.of(name), now.of(name));
            differences.push(Phrase::new(
                format!("near was up to {was} % from a limit of {name} then, and is up to {is} % now"),
                format!("{name} 的“接近指标”幅度不同：当时为{was}%，现在为{is}%"),
            ));
        }
        differences
    }
}

impl Chosen {
    fn differences(&self, now: &Self) -> Vec<Phrase> {
        let mut differences = Vec::new();
        if self.encoding != now.encoding {
            let said = |encoding: &Option<String>| {
                let told = || Phrase::new("told from the draft", "由程序判断");
                encoding.as_ref().map_or_else(told, |name| Phrase::new(name, name))
            };
            let (was, is) = (said(&self.encoding), said(&now.encoding));
            differences.push(Phrase::new(
                format!("the encoding was {} then, and is {} now", was.en, is.en),
                format!("编码设置不同：当时为{}，现在为{}", was.zh, is.zh),
            ));
        }
        if self.configuration != now.configuration {
            differences.push(Phrase::new(
                "beizhu.toml is not what it was then (SHA-256)",
                "beizhu.toml 与当时不同（SHA-256）",
            ));
        }
        differences
    }
}

//! What a draft comes to, piece by piece while it is read: a file of any size takes no more memory
//! than a few hundred of its goods lines.

mod examining;
mod stop;
mod unplaced;

use std::{
    collections::VecDeque,
    io::{Read, Seek},
    sync::Arc,
};

use examining::Examining;
use jiff::civil::Date;
pub use stop::Stop;
use unplaced::{Lines, Unplaced};

use super::{Counts, Located, ReportedItem, locate::Locator, shared::Shared};
use crate::{
    acceptance::{Accepted, Fates},
    crew::{Answer, Crew},
    determination::Verdict,
    draft::{self, Charset, Draft, Reading, RemarksColumn, Trail, Unreadable},
    edit::Edit,
    examine::{Examined, ExaminedItem, Examiner, Policy, RemarkEdit},
    finding::{self, Finding, Severity},
    span::Span,
};

/// A piece of what a draft comes to.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A finding that concerns no single item.
    Finding(Box<Located>),
    /// A goods line that is to be shown.
    Item(Box<ReportedItem>),
    /// A byte edit that `fix` makes.
    Edit {
        /// The edit itself.
        edit: Edit,
        /// What it does to a remark, where it changes one.
        remark: Option<Box<RemarkEdit>>,
    },
}

/// What is known of the whole of a draft once all of its pieces have passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The dates on which its declarations were judged, in ascending order.
    pub on: Vec<Date>,
    /// How many of what.
    pub counts: Counts,
    /// How many goods lines there is nothing to say of.
    pub silent: usize,
    /// Every byte edit, those included that change no remark.
    pub byte_edits: usize,
    /// Whether something about the file is in doubt, so that nothing in it may be fixed.
    pub in_doubt: bool,
    /// What became of the acceptances that speak of it.
    pub fates: Fates,
}

/// What drafts are looked at with, besides what is particular to their kinds.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// The law.
    pub examiner: &'a Examiner,
    /// What the user decides.
    pub policy: &'a Policy,
    /// What of this draft has been accepted.
    pub accepted: Option<Accepted<'a>>,
    /// Whether goods lines out of scope and without a finding are shown too.
    pub all_items: bool,
}

/// The pieces of a draft, in file order.
pub struct Pieces<'a, S> {
    draft: Draft<Shared<S>>,
    locator: Locator<Shared<S>>,
    desk: Desk<'a>,
    /// Whether nothing may be fixed, as is known beforehand.
    in_doubt: bool,
    tally: Tally,
    ready: VecDeque<Piece>,
    /// How many steps were taken through the draft: parts that were read, and stretches that were passed over.
    steps: usize,
    /// Whether all parts were read.
    ended: bool,
    /// Parts that were read, while they are examined.
    under_way: VecDeque<Answer<Vec<Examining>>>,
    crew: Crew<'a>,
}

impl<'a, S: Read + Seek> Pieces<'a, S> {
    /// Opens a draft. `in_doubt` where an earlier reading has found it so: nothing in it is fixed.
    ///
    /// # Errors
    /// When the source is no draft.
    pub fn open(
        source: S,
        path: &str,
        reading: &Reading<'_>,
        desk: Desk<'a>,
        in_doubt: bool,
    ) -> Result<Self, Unreadable> {
        let source = Shared::new(source);
        let locating = source.another();
        Self::of(draft::open(source, path, reading)?, locating, desk, in_doubt)
    }

    fn of(
        draft: Draft<Shared<S>>,
        locating: Shared<S>,
        desk: Desk<'a>,
        in_doubt: bool,
    ) -> Result<Self, Unreadable> {
        let mut pieces = Self {
            locator: Locator::new(locating, &draft.charset),
            draft,
            desk,
            in_doubt,
            tally: Tally::default(),
            ready: VecDeque::new(),
            steps: 0,
            ended: false,
            under_way: VecDeque::new(),
            crew: Crew::alone(),
        };
        if let Some(accepted) = &pieces.desk.accepted {
            accepted.open(&mut pieces.tally.fates);
        }
        if pieces.draft.remarks_column == RemarksColumn::Missing {
            let mut unplaced = Vec::new();
            let missing = finding::missing_remarks_column(Span::new(0, 0));
            pieces.apart(missing, None, None, &mut unplaced);
            pieces.place(unplaced)?;
        }
        Ok(pieces)
    }

    /// The format of the draft.
    pub fn format(&self) -> draft::Format {
        self.draft.format
    }

    /// The kind within the format.
    pub fn dialect(&self) -> &str {
        &self.draft.dialect
    }

    /// The encoding.
    pub fn charset(&self) -> &Charset {
        &self.draft.charset
    }

    /// What is known of the pieces that have passed; complete at the end.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The trail that the reading has left, where it was to leave one.
    pub fn into_trail(self) -> Option<Trail> {
        self.draft.into_trail()
    }

    /// Lets a crew share the work.
    #[must_use]
    pub fn sharing(self, crew: Crew<'a>) -> Self {
        Self { crew, ..self }
    }

    /// Whether goods lines of which nothing is said may be passed over: they are not to be shown, and no
    /// acceptance asks which declarations there are.
    fn in_a_hurry(&self) -> bool {
        !self.desk.all_items && !self.desk.accepted.as_ref().is_some_and(Accepted::names_declarations)
    }

    /// Passes over goods lines that are only counted.
    fn pass_over(&mut self) {
        while self.in_a_hurry()
            && let Some(passed) = self.draft.pass_over(self.desk.examiner, &self.crew)
        {
            self.steps += 1;
            self.passed(passed.items, passed.date);
        }
    }

    fn passed(&mut self, items: usize, date: Option<Date>) {
        self.judged(self.desk.examiner.date(date, self.desk.policy));
        self.tally.counts.count_silent(items);
        self.tally.silent += items;
    }

    fn judged(&mut self, on: Date) {
        if let Err(place) = self.tally.on.binary_search(&on) {
            self.tally.on.insert(place, on);
        }
    }

    fn examined(&mut self, examined: Examined, lines: Lines, unplaced: &mut Vec<(Unplaced, Lines)>) {
        self.judged(examined.on);
        let mending = examined.edit.as_ref().filter(|_| !self.in_doubt);
        let mending = mending.map(|remark| Arc::new(remark.edit.clone()));
        for finding in examined.findings {
            self.apart(finding, mending.clone(), lines.clone(), unplaced);
        }
        if let Some(remark) = examined.edit {
            let is_change = remark.old != remark.new;
            self.edit(remark.edit.clone(), is_change.then(|| Box::new(remark)), unplaced);
        }
        for mut item in examined.items {
            self.weigh(&mut item, examined.on);
            self.tally.counts.count_item(item.determination.verdict, &item.findings);
            let is_silent = item.determination.verdict == Verdict::OutOfScope && item.findings.is_empty();
            self.tally.silent += usize::from(is_silent);
            if self.desk.all_items || !is_silent {
                if self.in_doubt {
                    item.findings.iter_mut().for_each(|finding| finding.fix = None);
                }
                let item = Unplaced::Item(Box::new(item), examined.on, mending.clone());
                unplaced.push((item, lines.clone()));
            }
        }
    }

    /// Gives the findings of a goods line the weight that the user gives them, and marks those that
    /// have been accepted.
    fn weigh(&mut self, item: &mut ExaminedItem, on: Date) {
        let Desk { policy, examiner, accepted, .. } = &self.desk;
        for finding in &mut item.findings {
            finding.severity = policy.severities.of(finding.name, finding.severity);
        }
        if let Some(accepted) = accepted {
            accepted.look(item, on.max(policy.today), &examiner.law, &mut self.tally.fates);
        }
    }

    /// A finding that concerns no single item.
    fn apart(
        &mut self,
        mut finding: Finding,
        mending: Option<Arc<Edit>>,
        lines: Lines,
        unplaced: &mut Vec<(Unplaced, Lines)>,
    ) {
        finding.severity = self.desk.policy.severities.of(finding.name, finding.severity);
        self.tally.counts.count(finding.severity);
        if self.in_doubt {
            finding.fix = None;
        }
        unplaced.push((Unplaced::Finding(Box::new(finding), mending), lines));
    }

    fn edit(&mut self, edit: Edit, remark: Option<Box<RemarkEdit>>, unplaced: &mut Vec<(Unplaced, Lines)>) {
        if !self.in_doubt {
            self.tally.byte_edits += 1;
            self.tally.counts.edits += usize::from(remark.is_some());
            unplaced.push((Unplaced::Edit(edit, remark), None));
        }
    }
}

impl<S: Read + Seek> Iterator for Pieces<'_, S> {
    type Item = Result<Piece, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !(self.ended && self.under_way.is_empty()) {
            if let Err(unreadable) = self.advance() {
                self.ended = true;
                self.under_way.clear();
                return Some(Err(unreadable));
            }
        }
        self.ready.pop_front().map(Ok)
    }
}

impl Tally {
    /// Whether there is any finding in the file.
    pub fn has_findings(&self) -> bool {
        [Severity::Note, Severity::Warning, Severity::Error]
            .into_iter()
            .any(|severity| self.counts.with(severity) > 0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::{
        acceptance::Acceptances, draft::Dialects, finding::Severities, law::ControlList, margin::Margins,
    };

    /// The program looks for a file of accepted findings in each run: what does not change the report must
    /// not make it slow.
    #[test]
    fn only_acceptances_of_declarations_need_each_goods_line() {
        let examiner = Examiner::new(ControlList::load(&[]).expect("the law"));
        let policy = Policy {
            on: None,
            today: "2026-11-12".parse().expect("a date"),
            margin: Margins::new("1/10".parse().expect("a number")),
            severities: Severities::default(),
            max_law_age: None,
            remark_language: None,
            remark_always: false,
        };
        let dialects = Dialects::embedded();
        let reading = Reading::new(&dialects, &|_| false);
        let is_hurried = |accepted: &str| {
            let acceptances = Acceptances::parse(accepted).expect("acceptances");
            let accepted = Accepted { acceptances: &acceptances, file: "draft.csv".to_owned() };
            let desk =
                Desk { examiner: &examiner, policy: &policy, accepted: Some(accepted), all_items: false };
            let draft = Cursor::new("商品编号,商品名称,备注\n6109100021,T恤衫,\n");
            Pieces::open(draft, "draft.csv", &reading, desk, false).expect("a draft").in_a_hurry()
        };
        let entry = |about: &str| {
            format!(
                "[[accepted]]\nfinding = \"missing-unit\"\nfile = \"draft.csv\"\n{about}item = 1\nvalues = []\n\
                 law = \"\"\nreason = \"\"\nby = \"\"\nuntil = 2027-01-01\n"
            )
        };
        assert!(is_hurried(""));
        assert!(is_hurried(&entry("")));
        assert!(!is_hurried(&entry("declaration = \"1\"\n")));
    }
}

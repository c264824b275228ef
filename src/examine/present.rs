//! What the remark that stands says of each goods line, and what of it is wrong.

use std::{collections::HashSet, sync::Arc};

use crate::{
    determination::{Determination, Verdict},
    draft::Item,
    facts::Facts,
    finding::RemarkState,
    law::ControlList,
    phrase::Language,
    remark::{self, Required, Revision, Statement, Subject, misstates, satisfies},
};

/// What was made of a goods line: what it states, what follows, and the statement that is due.
pub(super) type Read = (Arc<Facts>, Arc<Determination>, Option<Required>);

/// The statements of a remark beside the goods lines of its declaration.
pub(super) struct Present<'a> {
    law: &'a ControlList,
    pub(super) items: &'a [Item],
    pub(super) read: &'a [Read],
    statements: &'a [Statement],
    /// What is due although no act demands it, for each goods line.
    corrections: Vec<Option<Required>>,
    /// Whether a statement is due for any goods line.
    is_due: bool,
    /// Where the statements begin that name no goods line and may be meant for one that is undetermined.
    undecided: HashSet<usize>,
}

impl<'a> Present<'a> {
    pub(super) fn of(
        law: &'a ControlList,
        items: &'a [Item],
        read: &'a [Read],
        statements: &'a [Statement],
    ) -> Self {
        let is_due = read.iter().any(|(.., required)| required.is_some());
        let (corrections, undecided) = (vec![None; read.len()], HashSet::new());
        let mut present = Self { law, items, read, statements, corrections, is_due, undecided };
        present.corrections = (0..read.len()).map(|at| present.correction(at)).collect();
        present.is_due |= present.corrections.iter().any(Option::is_some);
        let general = statements.iter().filter(|statement| statement.lines.is_none());
        let undecided = general.filter(|statement| present.may_decide(statement));
        present.undecided = undecided.map(|statement| statement.range.start).collect();
        present
    }

    /// A remark that gives codes of controlled goods gives theirs, also where no act demands one.
    fn correction(&self, at: usize) -> Option<Required> {
        let (facts, determination, required) = &self.read[at];
        if determination.verdict != Verdict::Controlled || required.is_some() {
            return None;
        }
        let may_mean = |statement: &&Statement| match &statement.lines {
            Some(_) => self.names(statement, at),
            None => self.is_single() || !self.is_due,
        };
        let is_wrong = self.statements.iter().filter(may_mean).any(|statement| self.misnames(statement, at));
        is_wrong.then(|| Required::of(determination, facts, self.law, true))?
    }

    fn required(&self, at: usize) -> Option<&Required> {
        self.read[at].2.as_ref().or(self.corrections[at].as_ref())
    }

    /// Whether any statement stands in the remark.
    pub(super) fn has_statements(&self) -> bool {
        !self.statements.is_empty()
    }

    /// The statements that name goods lines which the declaration does not have. Where it has only one, each is
    /// said of that.
    pub(super) fn naming_absent_lines(&self) -> impl Iterator<Item = &'a Statement> {
        let items = self.items;
        let is_absent = move |number: &usize| items.iter().all(|item| item.number != *number);
        self.statements.iter().filter(move |statement| {
            items.len() > 1 && statement.lines.as_ref().is_some_and(|lines| lines.iter().any(is_absent))
        })
    }

    /// The remark with all that is due in it; `None` where it stays as it is.
    pub(super) fn revised(
        &self,
        text: &str,
        states: &[RemarkState<'_>],
        language: Language,
    ) -> Option<String> {
        if !states.iter().any(RemarkState::is_wrong) && self.naming_absent_lines().next().is_none() {
            return None;
        }
        let lines: Vec<Revision<'_>> = self
            .items
            .iter()
            .zip(states)
            .map(|(item, state)| Revision {
                number: item.number,
                required: state.required.cloned(),
                present: state.present.clone(),
                refuted: state.refuted.clone(),
            })
            .collect();
        Some(remark::revise(text, self.statements, &lines, language))
    }

    /// The goods lines for which the remark changes.
    pub(super) fn changed(&self, states: &[RemarkState<'_>]) -> Vec<usize> {
        let lines = self.items.iter().zip(states);
        let changed: Vec<usize> =
            lines.filter(|(_, state)| state.is_wrong()).map(|(item, _)| item.number).collect();
        if changed.is_empty() { self.items.iter().map(|item| item.number).collect() } else { changed }
    }

    /// For each goods line what is said of it, and whether that is what should be.
    pub(super) fn states(&self) -> Vec<RemarkState<'_>> {
        let mut states: Vec<RemarkState<'_>> = (0..self.read.len()).map(|at| self.state(at)).collect();
        // a statement that names no goods line may mean another one, of which it is not known to be wrong
        let mut meant_elsewhere: HashSet<usize> = HashSet::new();
        for (state, (_, determination, _)) in states.iter().zip(self.read) {
            if determination.verdict == Verdict::OutOfScope {
                let wrong: HashSet<usize> = state.contradicting.iter().map(start).collect();
                let general = state.present.iter().filter(|statement| statement.lines.is_none());
                meant_elsewhere.extend(general.map(start).filter(|start| !wrong.contains(start)));
            }
        }
        // and where it is taken out, it stays for no other line of which it is wrong too
        let mut gone: HashSet<usize> = HashSet::new();
        for (state, (_, determination, _)) in states.iter_mut().zip(self.read) {
            let refuted =
                state.contradicting.iter().filter(|statement| refutes(determination.verdict, statement));
            let refuted = refuted.filter(|statement| !meant_elsewhere.contains(&start(statement)));
            state.refuted = refuted.copied().collect();
            let general = state.refuted.iter().filter(|statement| statement.lines.is_none());
            gone.extend(general.map(start));
        }
        for state in &mut states {
            let refuted: HashSet<usize> = state.refuted.iter().map(start).collect();
            let is_further = |statement: &&&Statement| {
                gone.contains(&start(statement)) && !refuted.contains(&start(statement))
            };
            state.refuted.extend(state.contradicting.iter().filter(is_further).copied());
        }
        states
    }

    fn state(&self, at: usize) -> RemarkState<'_> {
        let (facts, required) = (&self.read[at].0, self.required(at));
        let present: Vec<&Statement> =
            self.statements.iter().filter(|statement| self.is_said(statement, at)).collect();
        let contradicting =
            present.iter().copied().filter(|statement| self.contradicts(statement, at)).collect();
        let is_satisfied = required.is_none_or(|required| {
            present.iter().any(|statement| {
                satisfies(statement, required, facts) && (self.is_single() || statement.lines.is_some())
            })
        });
        RemarkState {
            required,
            due: None,
            present,
            contradicting,
            refuted: Vec::new(),
            is_satisfied,
            revised: None,
        }
    }

    fn is_said(&self, statement: &Statement, at: usize) -> bool {
        if self.is_single() {
            return true;
        }
        if statement.lines.as_ref().is_some_and(Vec::is_empty) {
            return self.is_said_of_rest(statement, at);
        }
        if statement.lines.is_some() {
            return self.names(statement, at);
        }
        // it names no line: said of those that need one, else of all of them
        if self.is_due {
            self.required(at).is_some()
        } else {
            !self.undecided.contains(&statement.range.start)
        }
    }

    /// Whether what a statement says of the rest (其余) is said of a goods line: no other names it. Of one that gets a
    /// statement of its own it is said no more, unless it is that statement, or no other line would be left.
    fn is_said_of_rest(&self, statement: &Statement, at: usize) -> bool {
        let is_of_rest = |at: &usize| !self.statements.iter().any(|other| self.names(other, *at));
        let is_satisfied =
            |required| satisfies(statement, required, &self.read[at].0) || self.is_due_to_all(is_of_rest);
        is_of_rest(&at) && self.required(at).is_none_or(is_satisfied)
    }

    fn is_due_to_all(&self, is_meant: impl Fn(&usize) -> bool) -> bool {
        (0..self.read.len()).filter(is_meant).all(|at| self.required(at).is_some())
    }

    /// Whether a statement may be meant for a goods line of which nothing is known that would tell.
    fn may_decide(&self, statement: &Statement) -> bool {
        (0..self.read.len())
            .any(|at| self.read[at].1.verdict == Verdict::Undetermined && !self.contradicts(statement, at))
    }

    /// Whether what a statement says is wrong of a goods line.
    fn contradicts(&self, statement: &Statement, at: usize) -> bool {
        let (facts, determination, _) = &self.read[at];
        let Some(subject) = statement.subject else { return false };
        let is_known = |code: &String| self.law.entries.iter().any(|entry| entry.code == *code);
        match (determination.verdict, subject) {
            (Verdict::Controlled, Subject::NotControlled)
            | (Verdict::Near | Verdict::Clear, Subject::Controlled) => true,
            (Verdict::Suspended, Subject::Controlled) => {
                statement.codes.is_empty() || statement.codes.iter().any(is_known)
            }
            (Verdict::OutOfScope, Subject::Controlled) => statement.codes.iter().any(is_known),
            (Verdict::Undetermined, Subject::Controlled) => {
                let is_foreign = |code: &String| is_known(code) && !self.is_pointed_at(code, determination);
                !statement.codes.is_empty() && statement.codes.iter().all(is_foreign)
            }
            (Verdict::Clear | Verdict::Undetermined, Subject::NotControlled) => misstates(statement, facts),
            (Verdict::Controlled, Subject::Controlled)
            | (Verdict::Near | Verdict::Suspended | Verdict::OutOfScope, Subject::NotControlled) => false,
        }
    }

    fn is_pointed_at(&self, code: &str, determination: &Determination) -> bool {
        determination.judgements.iter().any(|judgement| self.law.entries[judgement.entry].code == code)
    }

    /// Whether a statement gives codes of controlled goods, and none of them is this line's, or one that the law
    /// knows is another's.
    fn misnames(&self, statement: &Statement, at: usize) -> bool {
        if statement.subject != Some(Subject::Controlled) || statement.codes.is_empty() {
            return false;
        }
        let codes = |at: usize| self.read[at].1.codes(self.law);
        let own = codes(at);
        let is_own = |code: &String| own.contains(&code.as_str());
        if own.is_empty() || statement.codes.iter().all(is_own) {
            return false;
        }
        let is_meant = |at: &usize| statement.lines.is_none() || self.names(statement, *at);
        let meant: Vec<usize> = (0..self.read.len()).filter(is_meant).collect();
        // of goods lines for which no statement is due one may list the codes together
        let is_list = meant.iter().all(|at| {
            let (_, determination, required) = &self.read[*at];
            determination.verdict == Verdict::Controlled && required.is_none()
        });
        let listed: Vec<&str> =
            if is_list { meant.into_iter().flat_map(codes).collect() } else { Vec::new() };
        let is_foreign = |code: &String| {
            !is_own(code)
                && !listed.contains(&code.as_str())
                && self.law.entries.iter().any(|entry| entry.code == *code)
        };
        !statement.codes.iter().any(is_own) || statement.codes.iter().any(is_foreign)
    }

    fn is_single(&self) -> bool {
        self.items.len() == 1
    }

    /// Whether a statement names a goods line, or there is only one that it can mean.
    fn names(&self, statement: &Statement, at: usize) -> bool {
        let lines = statement.lines.as_ref();
        self.is_single() || lines.is_some_and(|lines| lines.contains(&self.items[at].number))
    }
}

/// Whether the determination itself says the opposite, resting on declared facts. That nothing pointed at a
/// kind is no such ground; nor is a value that differs, since either of the two may be the wrong one.
fn refutes(verdict: Verdict, statement: &Statement) -> bool {
    match verdict {
        Verdict::Controlled => statement.subject == Some(Subject::NotControlled),
        Verdict::Near | Verdict::Clear | Verdict::Suspended => statement.subject == Some(Subject::Controlled),
        Verdict::Undetermined | Verdict::OutOfScope => false,
    }
}

/// Statements do not overlap: where they begin tells them apart.
fn start(statement: &&Statement) -> usize {
    statement.range.start
}

//! One declaration of an XML draft, read by its profile.

use std::collections::HashSet;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::document::{Document, line_ends};
use super::insertion;
use super::tree::Tree;
use crate::draft::dialect::{Dialects, Profile};
use crate::draft::{
    Column, Declaration, Direction, Field, Item, Licence, MAX_FIELD, Passed, Quiet, RemarkField, Role, Sift,
    Slot, date, sift,
};

pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) tree: &'a Tree<'a>,
    pub(super) profile: &'a Profile,
    pub(super) dialects: &'a Dialects,
    /// Line ends up to `counted`, which moves forward with the items.
    pub(super) lines: usize,
    pub(super) counted: usize,
}

/// What of a declaration may be passed over.
pub(super) enum Sifted {
    /// All of it.
    Silent(Passed),
    /// These of its goods lines.
    Items(Vec<bool>),
}

impl Reader<'_> {
    /// Of which goods lines nothing would be said, where one remark is for all of them.
    pub(super) fn sift(&self, sift: &dyn Sift) -> Sifted {
        let root = self.tree.root();
        let nodes = self.tree.all(root, &self.profile.items);
        // what a statement says of goods is compared with what they are
        let may_state = |remark: RemarkField| !remark.field.is_blank() && sift.may_state(&remark.field.text);
        if self.remark(root).is_some_and(may_state) {
            return Sifted::Items(Vec::new());
        }
        let mut quiet = sift.lend_quiet();
        let silent: Vec<bool> = nodes.iter().map(|node| self.says_nothing(*node, sift, &mut quiet)).collect();
        sift.take_back(quiet);
        match self.date() {
            (date, None) if (1..=super::MAX_ITEMS).contains(&silent.len()) && !silent.contains(&false) => {
                Sifted::Silent(Passed { items: silent.len(), date })
            }
            _ => Sifted::Items(silent),
        }
    }

    fn says_nothing(&self, node: usize, sift: &dyn Sift, quiet: &mut Quiet) -> bool {
        let paths = &self.profile.item;
        let said = |paths: &[String]| self.tree.first_text(node, paths).unwrap_or_default();
        let texts = paths.text.iter().flat_map(|path| self.tree.at(node, path));
        let texts = texts.map(|node| self.tree.text(node));
        // no field of it is longer than it is
        self.tree.node(node).whole().len() <= MAX_FIELD
            && sift::says_nothing(
                sift,
                quiet,
                &said(&paths.tariff_line),
                &said(&paths.name),
                std::iter::once_with(|| said(&paths.specification)).chain(texts),
            )
    }

    /// The declaration with all its goods lines and one remark, but for what of them is `silent` and may be passed
    /// over; `None` without goods lines.
    pub(super) fn one_for_all(&mut self, silent: &[bool]) -> Option<Declaration> {
        let nodes = self.tree.all(self.tree.root(), &self.profile.items);
        if nodes.is_empty() {
            return None;
        }
        let mut items: Vec<Item> = nodes
            .iter()
            .enumerate()
            .map(|(at, node)| match silent.get(at) {
                Some(true) => self.passed_over(*node, at + 1),
                _ => self.item(*node, at + 1),
            })
            .collect();
        // the remark names goods lines by their numbers: of two with one number it could name neither
        let mut numbers = HashSet::new();
        if !items.iter().all(|item| numbers.insert(item.number)) {
            items.iter_mut().enumerate().for_each(|(at, item)| item.number = at + 1);
        }
        Some(Declaration { items, remark: self.remark(self.tree.root()), ..self.head() })
    }

    /// A declaration for each goods line, since the remark stands there.
    pub(super) fn one_each(&mut self) -> Vec<Declaration> {
        let head = self.head();
        let nodes = self.tree.all(self.tree.root(), &self.profile.items);
        let mut declarations = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.into_iter().enumerate() {
            let item = self.item(node, at + 1);
            declarations.push(Declaration { items: vec![item], remark: self.remark(node), ..head.clone() });
        }
        declarations
    }

    /// What holds for all goods lines.
    fn head(&self) -> Declaration {
        let root = self.tree.root();
        let direction =
            self.tree.first(root, &self.profile.direction).map(|field| field.text.trim().to_uppercase());
        let begins_import = |text: &String| {
            self.profile.imports_begin_with.iter().any(|import| text.starts_with(&import.to_uppercase()))
        };
        let (date, unreadable_date) = self.date();
        Declaration {
            number: self.tree.first(root, &self.profile.number).filter(|field| !field.is_blank()),
            date,
            unreadable_date,
            direction: if direction.as_ref().is_some_and(begins_import) {
                Direction::Import
            } else {
                Direction::Export
            },
            licences: self.licences(),
            items: Vec::new(),
            remark: None,
        }
    }

    /// The first date that can be read, else what stands where one would.
    fn date(&self) -> (Option<Date>, Option<Field>) {
        let nodes = self.profile.date.iter().flat_map(|path| self.tree.at(self.tree.root(), path));
        let mut dates = nodes.map(|node| self.tree.field(node));
        let date = dates.clone().find_map(|field| date::parse(&field.text));
        (date, dates.find(|field| date.is_none() && !field.is_blank()))
    }

    fn licences(&self) -> Option<Vec<Licence>> {
        let paths = self.profile.licences.as_ref()?;
        let root = self.tree.root();
        let said = |field: Option<Field>| field.map(|field| field.text.trim().to_owned()).unwrap_or_default();
        let one = |node: usize, path: &String| said(self.tree.first(node, std::slice::from_ref(path)));
        let documents = paths.documents.iter().flat_map(|path| self.tree.at(root, path));
        let mut licences: Vec<Licence> = documents
            .map(|node| Licence { kind: one(node, &paths.kind), number: one(node, &paths.number) })
            .filter(|licence| !licence.kind.is_empty() || !licence.number.is_empty())
            .collect();
        let head = said(self.tree.first(root, &paths.head));
        if !head.is_empty() {
            licences.push(Licence { kind: String::new(), number: head });
        }
        Some(licences)
    }

    fn item(&mut self, node: usize, position: usize) -> Item {
        let paths = &self.profile.item;
        Item {
            is_passed_over: false,
            tariff_line: self.tree.first(node, &paths.tariff_line),
            specification: self.tree.first(node, &paths.specification),
            columns: self.columns(node),
            ..self.passed_over(node, position)
        }
    }

    /// What is read of a goods line of which nothing would be said.
    fn passed_over(&mut self, node: usize, position: usize) -> Item {
        let paths = &self.profile.item;
        let whole = self.tree.node(node).whole();
        let number = self.tree.first_text(node, &paths.number).and_then(|text| {
            let is_ascii = text.is_ascii();
            let text = if is_ascii { text } else { text.nfkc().collect() };
            text.trim().parse().ok().filter(|number| (1..=super::MAX_ITEMS).contains(number))
        });
        Item {
            number: number.unwrap_or(position),
            line: self.line(whole.start),
            span: self.document.span(whole),
            is_passed_over: true,
            tariff_line: None,
            name: self.tree.first(node, &paths.name),
            specification: None,
            columns: Vec::new(),
        }
    }

    fn columns(&self, node: usize) -> Vec<Column> {
        let paths = &self.profile.item;
        let mut columns = Vec::new();
        let mut add = |path: &str, role: Role| {
            self.tree.each_at(node, path, &mut |at| {
                let field = self.tree.field(at);
                if !field.is_blank() {
                    let heading = path.rsplit('/').next().unwrap_or(path).to_owned();
                    columns.push(Column { heading, role, field });
                }
                false
            });
        };
        paths.text.iter().for_each(|path| add(path, Role::Text));
        paths.parameters.iter().for_each(|path| add(path, Role::Parameter));
        for quantity in &paths.quantities {
            add(&quantity.quantity, Role::Quantity);
            add(&quantity.unit, Role::Unit);
        }
        paths.net_mass.iter().for_each(|path| add(path, Role::NetMass));
        paths.destination.iter().for_each(|path| add(path, Role::Destination));
        let is_mass = |unit: &String| {
            self.tree
                .first(node, std::slice::from_ref(unit))
                .is_some_and(|unit| self.dialects.is_kilogram(unit.text.trim()))
        };
        if let Some(mass) = paths.quantities.iter().find(|quantity| is_mass(&quantity.unit)) {
            add(&mass.quantity, Role::NetMass);
        }
        columns
    }

    /// The remark below `from`: where it stands, else where it would.
    fn remark(&self, from: usize) -> Option<RemarkField> {
        let remark = self.profile.remark.as_ref()?;
        let candidates = self.tree.at(from, &remark.path);
        let is_free = |node: &&usize| {
            let Some(sibling) = &remark.unless_beside else { return true };
            let (parents, _) = remark.path.rsplit_once('/').unwrap_or(("", ""));
            let parent = self
                .tree
                .at(from, parents)
                .into_iter()
                .find(|parent| self.tree.children(*parent).any(|child| child == **node));
            parent.is_none_or(|parent| self.tree.at(parent, sibling).is_empty())
        };
        let chosen = candidates.iter().find(is_free).copied();
        let (field, slot) = match chosen {
            Some(node) if self.tree.node(node).is_empty => insertion::fill(self.document, self.tree, node),
            // an element with elements in it holds no remark
            Some(node) if !self.tree.node(node).is_leaf() => return None,
            Some(node) => (self.tree.field(node), Slot::Content),
            None => insertion::insert(self.document, self.tree, from, remark)?,
        };
        Some(RemarkField { field, slot, limit: remark.limit, language: remark.language })
    }

    /// The line on which a place lies; places come in ascending order.
    fn line(&mut self, place: usize) -> usize {
        let from = self.counted.min(place);
        // a CR LF is never cut: elements begin with `<`
        self.lines += line_ends(&self.document.text[from..place]);
        self.counted = place;
        self.lines + 1
    }
}

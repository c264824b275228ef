//! XML drafts. A file is held in memory once, its declarations are read one at a time; nothing is ever
//! serialised again.

mod declaration;
mod document;
mod encoding;
mod fault;
mod insertion;
mod markup;
mod tag;
mod tree;
mod wellformed;

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::charset::Charset;
use super::dialect::{Dialects, Profile, RemarkPlace};
use super::unreadable::{Account, Reason};
use super::{Declaration, MAX_FIELD, Part, Passed, Reading, RemarksColumn, Sift, Unreadable};
use declaration::Sifted;
use document::Document;
use tree::{Nodes, Tree};

/// The largest XML file that is read. A declaration with 50 goods lines takes some hundred kilobytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;

/// The most goods lines that share a remark: as many as it can name in three digits. Customs takes 50.
const MAX_ITEMS: usize = 999;

/// The declarations of an XML draft, in file order.
pub(super) struct Declarations {
    document: Document,
    dialects: Dialects,
    /// Where each declaration stands in the text, and which profile reads it.
    found: VecDeque<wellformed::Found>,
    /// The elements of the next of them, where they are known.
    nodes: Option<Nodes>,
    /// Which goods lines of the next of them may be passed over; `None` before it was sifted.
    sifted: Option<Vec<bool>>,
    dialect: String,
    /// Line ends up to `counted`, a place in the text.
    lines: usize,
    counted: usize,
    ready: VecDeque<Part>,
}

impl Declarations {
    pub(super) fn open<S: Read + Seek>(source: &mut S, reading: &Reading) -> Result<Self, Unreadable> {
        let bytes = whole(source).map_err(|error| Unreadable::source(&error))?.ok_or_else(too_large)?;
        let charset = encoding::tell(&bytes, reading.encoding)?;
        let document = Document::decode(bytes, charset)?;
        let checked = wellformed::check(&document, reading.dialects);
        let (found, nodes) = checked.map_err(|unreadable| {
            // broken XML that could not be a declaration anyway is none
            let mut profiles = reading.dialects.profiles().iter();
            match profiles.any(|profile| document.text.contains(&profile.declaration)) {
                true => unreadable,
                false => Unreadable { reason: Reason::NotADraft, ..unreadable },
            }
        })?;
        let dialects = reading.dialects.clone();
        let mut names: Vec<&str> =
            found.iter().map(|found| dialects.profiles()[found.profile].name.as_str()).collect();
        names.dedup();
        let dialect = names.join(" + ");
        let has_items = |found: &wellformed::Found, tree: &Tree<'_>| {
            !tree.all(tree.root(), &dialects.profiles()[found.profile].items).is_empty()
        };
        let mut founds = found.iter();
        let first = founds.next().map(|found| (found, Tree::of(&document, nodes)));
        let is_one = first.as_ref().is_some_and(|(found, tree)| has_items(found, tree))
            || founds.any(|found| has_items(found, &Tree::build(&document, found.range.clone())));
        if !is_one {
            return Err(no_declaration(&dialects, &dialect));
        }
        let first = first.map(|(_, tree)| tree.into_nodes());
        Ok(Self {
            document,
            dialects,
            found: found.into(),
            nodes: first,
            sifted: None,
            dialect,
            lines: 0,
            counted: 0,
            ready: VecDeque::new(),
        })
    }

    pub(super) fn charset(&self) -> Charset {
        self.document.charset
    }

    pub(super) fn dialect(&self) -> String {
        self.dialect.clone()
    }

    pub(super) fn remarks_column(&self) -> RemarksColumn {
        let has_place = |found: &wellformed::Found| self.dialects.profiles()[found.profile].remark.is_some();
        if self.found.iter().all(has_place) { RemarksColumn::Present } else { RemarksColumn::Missing }
    }

    /// Passes over the next declaration, if nothing would be said of any of its goods lines.
    pub(super) fn pass_over(&mut self, sift: &dyn Sift) -> Option<Passed> {
        if !self.ready.is_empty() || self.sifted.is_some() {
            return None;
        }
        let found = self.found.front()?.clone();
        let profile = Arc::clone(&self.dialects.profiles()[found.profile]);
        if profile.remark.as_ref().is_some_and(|remark| remark.on == RemarkPlace::Item) {
            return None;
        }
        let nodes = self.nodes.take();
        let tree = self.tree(nodes, &found);
        let sifted = self.reader(&tree, &profile).sift(sift);
        let nodes = tree.into_nodes();
        match sifted {
            Sifted::Silent(passed) => {
                self.found.pop_front();
                Some(passed)
            }
            Sifted::Items(items) => {
                (self.nodes, self.sifted) = (Some(nodes), Some(items));
                None
            }
        }
    }

    pub(super) fn next(&mut self) -> Option<Result<Part, Unreadable>> {
        while self.ready.is_empty() {
            let found = self.found.pop_front()?;
            let profile = Arc::clone(&self.dialects.profiles()[found.profile]);
            if let Err(unreadable) = self.read(&found, &profile) {
                self.found.clear();
                return Some(Err(unreadable));
            }
        }
        self.ready.pop_front().map(Ok)
    }

    fn read(&mut self, found: &wellformed::Found, profile: &Profile) -> Result<(), Unreadable> {
        let (nodes, silent) = (self.nodes.take(), self.sifted.take().unwrap_or_default());
        let tree = self.tree(nodes, found);
        let mut reader = self.reader(&tree, profile);
        let declarations = match profile.remark.as_ref().map(|remark| remark.on) {
            Some(RemarkPlace::Item) => reader.one_each(),
            _ => reader.one_for_all(&silent).into_iter().collect(),
        };
        let counted = (reader.lines, reader.counted);
        (self.lines, self.counted) = counted;
        declarations.iter().try_for_each(within_bounds)?;
        self.ready.extend(declarations.into_iter().map(Part::Declaration));
        Ok(())
    }

    fn tree(&self, nodes: Option<Nodes>, found: &wellformed::Found) -> Tree<'_> {
        match nodes {
            Some(nodes) => Tree::of(&self.document, nodes),
            None => Tree::build(&self.document, found.range.clone()),
        }
    }

    fn reader<'a>(&'a self, tree: &'a Tree<'a>, profile: &'a Profile) -> declaration::Reader<'a> {
        declaration::Reader {
            document: &self.document,
            tree,
            profile,
            dialects: &self.dialects,
            lines: self.lines,
            counted: self.counted,
        }
    }
}

/// All of a file; `None` where it is larger than any that is read.
fn whole(mut source: impl Read + Seek) -> io::Result<Option<Vec<u8>>> {
    let length = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    // a file may grow while it is read
    let room = usize::try_from(length.min(MAX_FILE)).unwrap_or(0) + 1;
    let mut bytes = Vec::with_capacity(room);
    source.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_FILE).then_some(bytes))
}

/// Refuses a declaration that is larger than any; what is read of it grows faster than its length.
fn within_bounds(declaration: &Declaration) -> Result<(), Unreadable> {
    let number = declaration.items.len();
    if let Some(item) = declaration.items.get(MAX_ITEMS) {
        let account = Account::new(
            (format!("a declaration has {number} goods lines"), format!("一份报关单有 {number} 项商品")),
            (
                format!("more than {MAX_ITEMS} are not read; customs takes 50"),
                format!("超过 {MAX_ITEMS} 项不予读取；海关最多接受 50 项"),
            ),
            ("split it into several declarations", "请拆分为多份报关单"),
        );
        return Err(Unreadable::new(Reason::TooLarge, account).at(item.span, item.line, 1));
    }
    let line = declaration.items.first().map_or(1, |item| item.line);
    let remark = declaration.remark.iter().map(|remark| (&remark.field, line));
    let of_items = declaration.items.iter().flat_map(|item| {
        let named = [&item.tariff_line, &item.name, &item.specification].into_iter().flatten();
        named.chain(item.columns.iter().map(|column| &column.field)).map(|field| (field, item.line))
    });
    let too_long = remark.chain(of_items).find(|(field, _)| field.text.len() > MAX_FIELD);
    let Some((field, line)) = too_long else { return Ok(()) };
    let kilobytes = MAX_FIELD / 1024;
    let account = Account::new(
        (format!("an element is longer than {kilobytes} KB"), format!("某个元素超过 {kilobytes} KB")),
        ("no field of a declaration holds as much", "报关单没有这么长的栏目"),
        ("shorten it, or export the declaration again", "请缩短该元素，或重新导出报关单"),
    );
    Err(Unreadable::new(Reason::TooLarge, account).at(field.span, line, 1))
}

fn too_large() -> Unreadable {
    let megabytes = MAX_FILE / (1024 * 1024);
    Unreadable::new(
        Reason::TooLarge,
        Account::new(
            (format!("the XML file is larger than {megabytes} MB"), format!("XML 文件超过 {megabytes} MB")),
            ("XML is checked as a whole before anything of it is believed", "XML 必须整体校验后才能读取"),
            ("split it into one file for each declaration", "请按报关单拆分文件"),
        ),
    )
}

fn no_declaration(dialects: &Dialects, found: &str) -> Unreadable {
    let known: Vec<&str> = dialects.profiles().iter().map(|profile| profile.name.as_str()).collect();
    let known = known.join(", ");
    let why = if found.is_empty() {
        (
            format!("no element of it opens a declaration (known: {known})"),
            format!("其中没有已知的报关单元素（已知：{known}）"),
        )
    } else {
        (
            format!("the declaration ({found}) has no goods lines"),
            format!("其中的报关单（{found}）没有商品项"),
        )
    };
    Unreadable::new(
        Reason::NotADraft,
        Account::new(
            ("the XML holds no declaration with goods lines", "该 XML 中没有含商品项的报关单"),
            why,
            (
                "if it is a draft of another kind, describe it in beizhu.toml under [[profile]]: the elements of the goods line, its code, name and remark",
                "如果是其他格式的报关单，请在 beizhu.toml 的 [[profile]] 中说明商品项、编号、名称和备注所在的元素",
            ),
        ),
    )
}

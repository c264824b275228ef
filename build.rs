//! Finds the law's files, so that adding an act means adding a file and nothing else; and works out what
//! would otherwise be worked out at each start of the program.

// modules of the library, of which only a part is used here
#![allow(dead_code, unreachable_pub)]

#[path = "build/facts.rs"]
mod facts;
#[path = "src/interval.rs"]
mod interval;
#[path = "build/shapes.rs"]
mod law;
#[path = "src/number.rs"]
mod number;
#[path = "build/pack.rs"]
mod pack;
/// Nothing is unpacked while the program is built.
mod packed {
    pub(crate) type Later<T> = T;
}
#[path = "build/phrase.rs"]
mod phrase;
#[path = "build/tables.rs"]
mod tables;

use std::{env, fs, path::Path};

use facts::{
    dictionary,
    quantity::{lexicon, unit},
    sieve::{folded, marks::Tables},
};
use law::parameters::Parameters;
use tables::File;

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's folder");
    let root = Path::new(&root);
    for path in [
        "build",
        "law",
        "docs/findings",
        "fixtures/corpus",
        "schemas",
        "src/facts",
        "src/interval.rs",
        "src/law",
        "src/number.rs",
        "src/packed/tag.rs",
        "src/phrase.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = env::var("OUT_DIR").expect("cargo names the output folder");
    let write = |name: &str, bytes: &[u8]| {
        fs::write(Path::new(&out).join(name), bytes).expect("the output folder is writable");
    };
    let file = |path: &str| {
        let text = fs::read_to_string(root.join(path)).expect("the file is part of the package");
        File { name: path.to_owned(), text }
    };
    let sheets =
        ["law/parameters.toml", "law/elements.toml", "law/substances.toml", "law/language.toml"].map(file);
    let [parameters, elements, substances, language] = &sheets;
    let corpus = file("law/corpus.toml");
    let acts =
        tables::in_order(names(root, "law/announcements", "toml").iter().map(|path| file(path)).collect());

    // one behind the other, so that a place among them says where a value is
    let mut packed = Vec::new();
    let mut append = |file: &File| {
        let from = packed.len();
        packed.extend(pack::pack(&file.name, &file.text));
        from..packed.len()
    };
    let mut ranges = String::new();
    for sheet in [&corpus, parameters, elements, substances, language, &file("schemas/dialects.toml")] {
        let name = Path::new(&sheet.name).file_stem().and_then(|name| name.to_str()).expect("a name");
        let range = append(sheet);
        ranges += &format!("pub(crate) const {}: Range<usize> = {range:?};\n", name.to_uppercase());
    }
    let mut rows = Vec::new();
    for act in &acts {
        let (text, range) = (root.join(&act.name).display().to_string(), append(act));
        rows.push(format!("    ({:?}, include_str!({text:?}), {range:?}),\n", act.name));
    }
    write("packed", &packed);
    write("sheets.rs", ranges.as_bytes());
    let pages: Vec<String> = names(root, "docs/findings", "md")
        .iter()
        .map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            format!("    ({name:?}, include_str!({:?})),\n", root.join(path).display().to_string())
        })
        .collect();
    let fingerprint = tables::fingerprint(&corpus, [parameters, elements, substances, language], &acts);
    let code = format!(
        "pub(crate) const ACTS: &[(&str, &str, std::ops::Range<usize>)] = &[\n{}];\n\
         pub(crate) const FINDING_PAGES: &[(&str, &str)] = &[\n{}];\n\
         pub(crate) const FINGERPRINT: &str = {fingerprint:?};\n",
        rows.concat(),
        pages.concat()
    );
    write("embedded.rs", code.as_bytes());

    let quantities: Parameters =
        toml::from_str(&parameters.text).unwrap_or_else(|error| panic!("{}: {error}", parameters.name));
    let words = language.table();
    let folding = tables::folding(&words);
    write("han", &folding.han);
    write("read-as", &tables::bytes(&&*folding.others));
    let terms = tables::terms(&acts, substances, &words, &folding);
    let formulas = tables::formulas(&acts);
    let corpus: Vec<File> = names(root, "fixtures/corpus", "toml").iter().map(|path| file(path)).collect();
    let everyday = tables::everyday(&corpus, &folding);
    write("everyday", &tables::bytes(&everyday));
    // without features every goods line would be read in full: nothing else would tell
    let features = terms.features(formulas.iter(), everyday);
    let features = features.expect("a formula of the law names too little to look for");
    let folded = folded::table(&folding);
    let sieve = Tables::of(&features, &folded);
    let (terms, meanings) = terms.made();
    write("terms", &terms);
    write("meanings", &meanings);
    write("folded", &folded);
    write("marks", &sieve.marks);
    write("bits", &sieve.bits);
    let (spellings, entries) = lexicon::made(&quantities, &folding);
    write("lexicon", &spellings);
    write("lexicon-entries", &tables::bytes(&entries));
    let (steps, spellings) = unit::made(&quantities, &folding);
    write("unit-steps", &steps);
    write("unit-spellings", &tables::bytes(&spellings));
    write("trades", &dictionary::made(&tables::trades(&words, &folding)));
    let classes = tables::classes(&words, &folding);
    write("class-words", &dictionary::made(&classes));
    let backwards = classes.into_iter().map(|(word, of)| (word.into_iter().rev().collect(), of));
    write("class-words-backwards", &dictionary::made(&backwards.collect()));
}

/// The paths of the files of a folder, in the order of their names.
fn names(root: &Path, folder: &str, extension: &str) -> Vec<String> {
    let entries = fs::read_dir(root.join(folder)).expect("the folder is part of the package");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a readable folder").file_name().into_string().expect("a UTF-8 name"))
        .filter(|name| name.ends_with(&format!(".{extension}")))
        .collect();
    names.sort();
    names.iter().map(|name| format!("{folder}/{name}")).collect()
}

//! The modules of `src/facts/` that make tables: the same code makes them when the program is built and
//! for law that a user supplies.

#[path = "../src/facts/boxes.rs"]
pub(crate) mod boxes;
#[path = "../src/facts/dictionary.rs"]
pub(crate) mod dictionary;
#[path = "../src/facts/fold.rs"]
pub(crate) mod fold;
#[path = "../src/facts/prose.rs"]
pub(crate) mod prose;
#[path = "../src/facts/reference.rs"]
pub(crate) mod reference;

#[path = "../src/facts/context"]
pub(crate) mod context {
    pub(crate) mod class;
}

#[path = "../src/facts/goods"]
pub(crate) mod goods {
    pub(crate) mod formula;
    pub(crate) mod meaning;
    pub(crate) mod terms;
}

#[path = "../src/facts/quantity"]
pub(crate) mod quantity {
    pub(crate) mod lexicon;
    pub(crate) mod unit;
}

#[path = "../src/facts/sieve"]
pub(crate) mod sieve {
    pub(crate) mod features;
    pub(crate) mod folded;
    pub(crate) mod marks;
}

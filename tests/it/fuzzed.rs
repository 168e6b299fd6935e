//! What fuzzing has found, and what it begins with, held to what the targets of `fuzz/` hold: the same functions.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    panic::catch_unwind,
};

use crate::support::{repository, tree};

mod article;
mod front_matter;
mod markdown;
mod markup;
mod period;
mod quantity;
mod relation;

/// Every target.
const TARGETS: [&str; 6] = ["article", "front_matter", "markdown", "period", "quantity", "relation"];

/// Runs what a target once failed on, and its corpus.
fn replay(target: &str, holds: fn(&str)) {
    for folder in ["tests/fixtures/fuzz", "fuzz/corpus"] {
        let inputs = tree(&repository().join(folder).join(target));
        assert!(!inputs.is_empty(), "{folder}/{target} is empty");
        for (name, bytes) in inputs {
            let text = String::from_utf8(bytes).unwrap();
            let held = catch_unwind(|| holds(&text));
            assert!(held.is_ok(), "{folder}/{target}/{name} fails");
        }
    }
}

#[test]
fn articles() {
    replay("article", article::holds);
}

#[test]
fn front_matters() {
    replay("front_matter", front_matter::holds);
}

#[test]
fn texts_in_markdown() {
    replay("markdown", markdown::holds);
}

#[test]
fn periods() {
    replay("period", period::holds);
}

#[test]
fn quantities() {
    replay("quantity", quantity::holds);
}

#[test]
fn relations() {
    replay("relation", relation::holds);
}

#[test]
fn every_target_is_replayed() {
    let files: BTreeSet<String> = tree(&repository().join("fuzz/fuzz_targets")).into_keys().collect();
    assert_eq!(files, TARGETS.map(|target| format!("{target}.rs")).into());
}

/// The versions of each package that a lock file names.
fn locked(path: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(repository().join(path)).unwrap();
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in text.split("[[package]]").skip(1) {
        let field = |name: &str| package.split(&format!("\n{name} = \"")).nth(1)?.split('"').next();
        versions
            .entry(field("name").unwrap().to_owned())
            .or_default()
            .insert(field("version").unwrap().to_owned());
    }
    versions
}

/// What is fuzzed is what is shipped, and need not be compiled again.
#[test]
fn targets_are_built_of_the_versions_that_the_program_is_built_of() {
    let program = locked("Cargo.lock");
    let others: Vec<_> = locked("fuzz/Cargo.lock")
        .into_iter()
        .filter(|(name, versions)| program.get(name).is_some_and(|known| !versions.is_subset(known)))
        .collect();
    assert!(
        others.is_empty(),
        "{others:?}: mend it by cp Cargo.lock fuzz/Cargo.lock && (cd fuzz && cargo tree)"
    );
}

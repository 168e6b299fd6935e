//! What docs/DEPENDENCIES.md says of each dependency, held against Cargo.toml, Cargo.lock and the sources.

use std::{collections::BTreeMap, fs};

use crate::support::{repository, tree};

fn text(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The tables of Cargo.toml with what the program is made of.
const OF_THE_PROGRAM: [&str; 2] = ["dependencies", "target.'cfg(unix)'.dependencies"];

/// The entries of tables of Cargo.toml, a line each: name, and the name of its package.
fn declared(tables: &[&str]) -> Vec<(String, String)> {
    let manifest = text("Cargo.toml");
    let table = |table: &&str| manifest.split_once(&format!("\n[{table}]\n")).expect("the table").1;
    let lines =
        tables.iter().map(table).flat_map(|rest| rest.lines().take_while(|line| !line.starts_with('[')));
    let entries = lines.filter_map(|line| line.split_once(" = ")).map(|(name, value)| {
        let package = value.split_once("package = \"").and_then(|(_, rest)| rest.split_once('"'));
        (name.to_owned(), package.map_or(name, |(package, _)| package).to_owned())
    });
    entries.collect()
}

/// The cells of each row of the table below a heading of docs/DEPENDENCIES.md.
fn described(heading: &str) -> Vec<Vec<String>> {
    let page = text("docs/DEPENDENCIES.md");
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).expect("the heading");
    let rows =
        rest.lines().skip_while(|line| !line.starts_with("| `")).take_while(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn unticked(cell: &str) -> &str {
    cell.trim_matches('`')
}

/// Code of every file below `src/`, without its remarks and tests, by path.
fn code() -> BTreeMap<String, String> {
    let files = tree(&repository().join("src")).into_iter();
    let files = files
        .filter(|(path, _)| path.ends_with(".rs") && !path.split(['/', '.']).any(|part| part == "tests"));
    let code = files.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    });
    code.collect()
}

/// Whether code names a crate: not a module of its own, nor what another crate hands on.
fn names(code: &str, krate: &str) -> bool {
    let own = code.contains(&format!("mod {krate};"));
    let named = |found: usize| {
        let before = code[..found].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "_:.".contains(c))
    };
    let path = format!("{krate}::");
    !own && (code.match_indices(&path).any(|(found, _)| named(found))
        || code.contains(&format!("use {krate}")))
}

#[test]
fn a_crate_is_found_where_it_is_named_and_nowhere_else() {
    assert!(names("let x = csv::Writer::new();", "csv"));
    assert!(names("use brotli::enc::X;", "brotli"));
    assert!(!names("mod csv;\ncsv::write();", "csv"));
    assert!(!names("super::csv::write(); my_csv::x(); a.csv::<u8>()", "csv"));
}

#[test]
fn every_dependency_is_described_and_nothing_else() {
    for (tables, heading) in
        [(&OF_THE_PROGRAM[..], "In the program"), (&["dev-dependencies"], "In the tests")]
    {
        let declared: Vec<String> = declared(tables).into_iter().map(|(name, _)| name).collect();
        let described: Vec<String> =
            described(heading).iter().map(|row| unticked(&row[0]).to_owned()).collect();
        assert_eq!(described, declared, "{heading} of docs/DEPENDENCIES.md, and {tables:?} of Cargo.toml");
        assert!(described.len() >= 7, "{described:?}");
    }
}

#[test]
fn a_dependency_is_used_where_it_is_said_to_be_and_nowhere_else() {
    let code = code();
    let mut faults = Vec::new();
    for row in described("In the program") {
        let krate = unticked(&row[0]).replace('-', "_");
        let users: Vec<&String> =
            code.iter().filter(|(_, code)| names(code, &krate)).map(|(path, _)| path).collect();
        let places: Vec<&str> = row[2].split(", ").filter(|place| *place != "—").map(unticked).collect();
        if places.is_empty() {
            faults.extend((users.len() < 5).then(|| format!("{krate} is in {users:?} only")));
            continue;
        }
        let within =
            |user: &str, place: &str| user == place || place.ends_with('/') && user.starts_with(place);
        for place in &places {
            faults.extend(
                (!users.iter().any(|user| within(user, place))).then(|| format!("{krate} is not in {place}")),
            );
        }
        let elsewhere = users.iter().filter(|user| !places.iter().any(|place| within(user, place)));
        faults.extend(elsewhere.map(|user| format!("{krate} is in {user}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The licences that the crates themselves state, as docs/sbom.cdx.json has them.
#[test]
fn the_licence_of_each_is_the_one_that_it_states() {
    let bill: serde_json::Value = serde_json::from_str(&text("docs/sbom.cdx.json")).unwrap();
    let licence = |package: &str| {
        let parts = bill["components"].as_array().unwrap().iter();
        let part = parts.clone().find(|part| part["name"] == package);
        part.map(|part| part["licenses"][0]["expression"].as_str().unwrap().to_owned())
    };
    let packages: BTreeMap<String, String> = declared(&OF_THE_PROGRAM).into_iter().collect();
    let mut compared = 0;
    for row in described("In the program") {
        // What only writes code while compiling is not in the bill.
        let Some(stated) = licence(&packages[unticked(&row[0])]) else { continue };
        compared += 1;
        assert_eq!(row[1], stated, "{}", row[0]);
    }
    assert!(compared >= 35, "{compared}");
}

#[test]
fn every_package_comes_from_the_registry_with_its_digest() {
    let lock = text("Cargo.lock");
    let packages: Vec<&str> = lock.split("\n[[package]]\n").skip(1).collect();
    assert!(packages.len() >= 200, "{}", packages.len());
    for package in packages.into_iter().filter(|package| !package.starts_with("name = \"xianzhi\"")) {
        let registry = package.contains("source = \"registry+https://github.com/rust-lang/crates.io-index\"");
        assert!(registry && package.contains("checksum = \""), "{package}");
    }
}

#[test]
fn tools_of_the_tests_are_pinned_by_their_digests() {
    for folder in ["tests/browser", "tests/outside", "tests/outside/services", "benches/peers"] {
        let list = text(&format!("{folder}/requirements.txt"));
        let mut pinned = 0;
        for entry in list.replace("\\\n", " ").lines().filter(|line| line.contains("==")) {
            assert!(entry.contains("--hash=sha256:"), "{folder}: {entry}");
            pinned += 1;
        }
        assert!(pinned > 0, "{folder}");
    }
    let lock: serde_json::Value = serde_json::from_str(&text("tests/browser/package-lock.json")).unwrap();
    let packages = lock["packages"].as_object().unwrap().iter().filter(|(path, _)| !path.is_empty());
    for (path, package) in packages {
        assert!(package["integrity"].as_str().is_some_and(|digest| digest.starts_with("sha512-")), "{path}");
    }
}

/// The font that is built in is handed on with its licence, in the program too.
#[test]
fn the_font_carries_its_licence() {
    let font = fs::read(repository().join("theme/fonts/charts.otf")).unwrap();
    let wide: Vec<u8> =
        "SIL Open Font License, Version 1.1".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert!(font.windows(wide.len()).any(|part| part == wide));
    assert!(text("theme/fonts/OFL.txt").contains("SIL OPEN FONT LICENSE Version 1.1"));
}

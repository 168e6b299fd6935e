//! The law of the source tree, read off the source tree.

use std::collections::BTreeMap;

use crate::support::{repository, tree};

/// The stages in order; each may import those before it. `diag` and `quantity` stand below all.
const STAGES: [&str; 6] = ["read", "model", "check", "derive", "render", "write"];

/// What the files of a folder of `src/` may name after `crate::`; `None` where they may name all.
fn allowed(stage: &str) -> Option<Vec<&'static str>> {
    let below = STAGES.iter().take_while(|s| **s != stage).copied();
    match stage {
        "quantity" => Some(vec!["quantity"]),
        "diag" => Some(vec!["diag"]),
        // Beside the stages: from the catalogue and a source text to a file for the editor.
        "draft" => Some(vec!["quantity", "diag", "read", "model", "check", "draft"]),
        "schema" => Some(vec!["diag", "read", "model", "check", "schema"]),
        // Beside the stages too: from the catalogue to a workbook, and from a workbook to changes of files.
        "sheet" => Some(vec!["quantity", "diag", "read", "model", "check", "sheet"]),
        "cli" | "pipeline" | "lib" | "main" => None,
        _ => Some(
            ["diag", "quantity"]
                .into_iter()
                .chain(below)
                .chain(STAGES.into_iter().filter(|s| *s == stage))
                .collect(),
        ),
    }
}

/// Every Rust file below `src/` by its path there.
fn sources() -> BTreeMap<String, String> {
    tree(&repository().join("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

fn stage_of(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The modules that a text names after `crate::`, those in `use crate::{a::b, c::{d, e}}` too.
fn named(text: &str) -> Vec<String> {
    let mut named = Vec::new();
    let code: String =
        text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for (i, key) in code.match_indices("crate::") {
        let rest = &code[i + key.len()..];
        let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        if !rest.starts_with('{') {
            named.push(word(rest));
            continue;
        }
        let (mut depth, mut fresh) = (0, true);
        for (at, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => fresh = true,
                c if depth == 1 && fresh && c.is_alphabetic() => {
                    named.push(word(&rest[at..]));
                    fresh = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    named
}

#[test]
fn names_are_read_off_every_form_of_import() {
    let text = "use crate::{\n    diag::{At, Span},\n    read::Doc,\n};\nlet x = crate::model::Kind::Rate;\n// crate::cli";
    assert_eq!(named(text), ["diag", "read", "model"]);
}

#[test]
fn each_stage_imports_only_the_stages_before_it() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(allowed) = allowed(stage_of(&path)) else { continue };
        faults.extend(
            named(&text)
                .iter()
                .filter(|n| !allowed.contains(&n.as_str()))
                .map(|n| format!("{path} uses {n}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let mut files: Vec<(String, String)> = sources().into_iter().collect();
    for (path, bytes) in tree(&repository().join("tests/it")) {
        files.push((format!("tests/it/{path}"), String::from_utf8(bytes).unwrap()));
    }
    let silent: Vec<_> =
        files.iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "no //! at the top of {silent:?}");
}

#[test]
fn no_file_is_a_drawer_for_odds_and_ends() {
    let drawers = ["util", "utils", "helper", "helpers", "common", "misc"];
    let found: Vec<_> = sources()
        .into_keys()
        .filter(|path| path.split(['/', '.']).any(|part| drawers.contains(&part)))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Name and length of every function of a formatted file: from its `fn` to the brace that closes at its indentation.
fn functions(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let opens = [
            "fn ",
            "async fn ",
            "pub async fn ",
            "pub(super) async fn ",
            "pub fn ",
            "pub(super) fn ",
            "pub(crate) fn ",
            "const fn ",
            "pub const fn ",
        ];
        let Some(rest) = opens.iter().find_map(|o| code.strip_prefix(o)) else { continue };
        let end = format!("{}}}", &line[..line.len() - code.len()]);
        if line.trim_end().ends_with('}') {
            continue;
        }
        let length = lines[i..].iter().position(|l| *l == end).map_or(lines.len() - i, |n| n + 1);
        found.push((rest.split(['(', '<']).next().unwrap().to_owned(), length));
    }
    found
}

#[test]
fn no_function_is_longer_than_eighty_lines() {
    let long: Vec<_> = sources()
        .iter()
        .flat_map(|(path, text)| functions(text).into_iter().map(move |(name, n)| (path.clone(), name, n)))
        .filter(|(_, _, n)| *n > 80)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn functions_are_measured() {
    let text = "fn one() {}\n\nfn two(\n    a: u8,\n) -> u8 {\n    a\n}\n";
    assert_eq!(functions(text), [("two".to_owned(), 5)]);
}

#[test]
fn every_template_and_theme_file_is_built_in() {
    let assets = &sources()["read/assets.rs"];
    let list = assets.split("BUILT_IN").nth(1).expect("assets.rs has BUILT_IN");
    let list = &list[..list.find(';').unwrap()];
    for folder in ["templates", "theme"] {
        for path in tree(&repository().join(folder)).keys() {
            let path = format!("{folder}/{path}");
            // The face of charts as pictures is no part of the site; `render::chart` builds it in.
            if path.starts_with("theme/fonts/") {
                continue;
            }
            assert!(
                assets.contains(&format!("\"{path}\"")),
                "{path} is not in BUILT_IN of src/read/assets.rs"
            );
        }
    }
    for quoted in list.split('"').skip(1).step_by(2) {
        assert!(repository().join(quoted).is_file(), "{quoted} of BUILT_IN does not exist");
    }
}

#[test]
fn one_file_knows_the_yaml_reader() {
    let knows = |text: &str| text.split("#[cfg(test)]").next().is_some_and(|t| t.contains("serde_yaml::"));
    let users: Vec<_> = sources().into_iter().filter(|(_, t)| knows(t)).map(|(p, _)| p).collect();
    assert_eq!(users, ["read/yaml.rs"]);
}

#[test]
fn only_the_command_line_prints_and_reads_the_environment() {
    let words = [
        "println!",
        "eprintln!",
        "print!(",
        "dbg!",
        "std::env::var",
        "env::var_os",
        "SystemTime::now",
        "Instant::now",
    ];
    let mut found = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| stage_of(path) != "cli") {
        let code = text.split("#[cfg(test)]").next().unwrap();
        let code: String =
            code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        found.extend(words.iter().filter(|w| code.contains(**w)).map(|w| format!("{path}: {w}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_reading_and_writing_touch_files() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        if ["read", "write", "cli", "pipeline"].contains(&stage_of(&path)) || path.contains("tests") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        if ["std::fs", "fs::read", "fs::write", "File::open"].iter().any(|w| code.contains(w)) {
            found.push(path);
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn no_text_of_ours_names_a_machine() {
    let mut found = Vec::new();
    for folder in ["src", "tests/it", "tests/fixtures", "docs", "content", "starter", "templates", "theme"] {
        for (path, bytes) in tree(&repository().join(folder)) {
            let text = String::from_utf8_lossy(&bytes);
            // Written apart, so that this file does not find itself.
            if [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/tm", "p/")]
                .iter()
                .any(|w| text.contains(w))
            {
                found.push(format!("{folder}/{path}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

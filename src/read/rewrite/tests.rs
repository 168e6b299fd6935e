//! Changes of YAML, and what they leave as it is.

use super::{NewEntry, NewValue, Rewriting};
use crate::diag::{SourceFile, apply};

const ORDER: &[&str] = &["a", "b", "c", "d"];

fn rewrite(yaml: &str, make: impl FnOnce(&mut Rewriting<'_>) -> Option<()>) -> Option<String> {
    let text = format!("---\n{yaml}---\n正文");
    let yaml = 4..4 + yaml.len();
    let source = SourceFile { text: text.clone(), yaml, ..SourceFile::default() };
    let mut rewriting = Rewriting::of(&source)?;
    make(&mut rewriting)?;
    let after = apply(&text, &rewriting.changes()?);
    Some(after.strip_prefix("---\n")?.strip_suffix("---\n正文")?.to_owned())
}

fn set(yaml: &str, path: &str, wanted: &[(&str, NewValue<'_>)]) -> Option<String> {
    rewrite(yaml, |rewriting| rewriting.set(path, wanted, ORDER))
}

#[test]
fn a_field_is_written_anew_put_in_or_taken_out_where_it_stands() {
    use NewValue::{List, Nothing, Text};
    for (yaml, wanted, after) in [
        ("a: x # 注\nb: y\n", vec![("a", Text("z"))], "a: z # 注\nb: y\n"),
        ("a: \"x\"\nb: 'y'\n", vec![("a", Text("z")), ("b", Text("it's"))], "a: \"z\"\nb: 'it''s'\n"),
        ("a: x\r\n# 注\r\nc: y\r\n", vec![("b", Text("z: 1"))], "a: x\r\nb: \"z: 1\"\r\n# 注\r\nc: y\r\n"),
        ("b: x\n", vec![("a", Text("1")), ("c", Text("2")), ("d", Text("3"))], "a: 1\nb: x\nc: 2\nd: 3\n"),
        ("a: x\nb: y # 注\nc: z\n", vec![("b", Nothing)], "a: x\n# 注\nc: z\n"),
        ("a: x\nb: y\nc: z\n", vec![("a", Nothing), ("c", Nothing)], "b: y\n"),
        ("a:\nb: |\n  x\n  y\nc: z\n", vec![("a", Text("1")), ("b", Text("2"))], "a: 1\nb: 2\nc: z\n"),
        ("a: ~\nc: z\n", vec![("a", Text("1"))], "a: 1\nc: z\n"),
        (
            "a: [x, y]\nb:\n  - x # 注\n  - y\n",
            vec![("a", List(&["x"])), ("b", List(&["z", "y"]))],
            "a: [x]\nb:\n  - z # 注\n  - y\n",
        ),
        ("b:\n  - x\n  - y\nc: z\n", vec![("b", List(&["1, 2"]))], "b: [\"1, 2\"]\nc: z\n"),
        ("b:\n  - x\n  - y\nc: z\n", vec![("b", Nothing)], "c: z\n"),
    ] {
        assert_eq!(set(yaml, "", &wanted).as_deref(), Some(after), "{yaml}");
    }
    let dropped = set("b:\n  - x # 注\n  - y\nc: z\n", "", &[("b", List(&["x"]))]);
    assert_eq!(dropped, None, "a comment would be lost");
}

#[test]
fn so_it_is_in_entries_of_both_styles() {
    use NewValue::{Nothing, Text};
    for (yaml, wanted, after) in [
        (
            "m:\n  - {a: x, c: y} # 注\n",
            vec![("b", Text("1, 2")), ("d", Text("e"))],
            "m:\n  - {a: x, b: \"1, 2\", c: y, d: e} # 注\n",
        ),
        ("m:\n  - {a: x, b: y, c: z}\n", vec![("a", Nothing), ("b", Nothing)], "m:\n  - {c: z}\n"),
        (
            "m:\n  - {a: x, b: y,\n     c: z}\n",
            vec![("c", Nothing), ("b", Text("1"))],
            "m:\n  - {a: x, b: 1}\n",
        ),
        ("m:\n  - {b: y}\n", vec![("a", Text("x"))], "m:\n  - {a: x, b: y}\n"),
        (
            "m:\n  - b: x # 注\n    d: y\n",
            vec![("a", Text("1")), ("c", Text("2"))],
            "m:\n  - a: 1\n    b: x # 注\n    c: 2\n    d: y\n",
        ),
        ("m:\n- a: x\n  b: y\n  c: z\n", vec![("a", Nothing), ("c", Nothing)], "m:\n- b: y\n"),
        (
            "m:\n  - a: x # 注\n    # 又\n    b: y\n",
            vec![("a", Nothing)],
            "m:\n  - # 注\n    # 又\n    b: y\n",
        ),
        ("m: [{a: x}, {a: y}]\n", vec![("b", Text("1"))], "m: [{a: x, b: 1}, {a: y}]\n"),
    ] {
        assert_eq!(set(yaml, "m[0]", &wanted).as_deref(), Some(after), "{yaml}");
    }
}

#[test]
fn an_entry_comes_after_the_last_one_and_looks_like_it() {
    let fields = [("a", "1"), ("b", "2, 3")];
    let new = [NewEntry::Fields(&fields)];
    for (yaml, after) in [
        (
            "b:\n  # 注\n  - {a: x} # 注\n  # 末\nc: y\n",
            "b:\n  # 注\n  - {a: x} # 注\n  - {a: 1, b: \"2, 3\"}\n  # 末\nc: y\n",
        ),
        ("b:\n- a: \"x\"\n  b: y\n", "b:\n- a: \"x\"\n  b: y\n- a: \"1\"\n  b: 2, 3\n"),
        ("b:\r\n  - {a: x}\r\n", "b:\r\n  - {a: x}\r\n  - {a: 1, b: \"2, 3\"}\r\n"),
        ("b: [] # 注\nc: y\n", "b: # 注\n  - {a: 1, b: \"2, 3\"}\nc: y\n"),
        ("b: [{a: x}]\n", "b: [{a: x}, {a: 1, b: \"2, 3\"}]\n"),
        ("b:\n", "b:\n  - {a: 1, b: \"2, 3\"}\n"),
        ("a: x\nc: y\n", "a: x\nb:\n  - {a: 1, b: \"2, 3\"}\nc: y\n"),
    ] {
        let pushed = rewrite(yaml, |rewriting| rewriting.push("b", &new, ORDER, &[]));
        assert_eq!(pushed.as_deref(), Some(after), "{yaml}");
    }
}

#[test]
fn an_entry_goes_with_its_lines_and_no_others() {
    let items =
        "b:\n  # 一\n  - {a: 1,\n     c: 2} # 注\n  # 二\n  - # 注\n    a: 2\n    c: 3\n  - x\nc: y\n";
    for (gone, after) in [
        (vec![0], "b:\n  # 一\n  # 二\n  - # 注\n    a: 2\n    c: 3\n  - x\nc: y\n"),
        (vec![1], "b:\n  # 一\n  - {a: 1,\n     c: 2} # 注\n  # 二\n  - x\nc: y\n"),
        (vec![0, 1, 2], "b: []\n  # 一\n  # 二\nc: y\n"),
    ] {
        let removed = rewrite(items, |rewriting| rewriting.remove("b", &gone, gone.len() == 3));
        assert_eq!(removed.as_deref(), Some(after), "{gone:?}");
    }
    for (gone, after) in [(vec![0, 2], "b: [y]\n"), (vec![1, 2], "b: [x]\n"), (vec![0, 1, 2], "b: []\n")] {
        let removed = rewrite("b: [x, y, z]\n", |rewriting| rewriting.remove("b", &gone, gone.len() == 3));
        assert_eq!(removed.as_deref(), Some(after), "{gone:?}");
    }
}

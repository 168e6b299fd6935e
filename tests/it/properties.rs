//! What holds for any text: nothing an editor can type makes the program fall over, and every place is a place.

use proptest::{prelude::*, test_runner::Config};
use xianzhi::{
    diag::{At, FileId, Finding, Format, Lang, RuleId, SourceFile, SourceMap, Words, emit},
    read,
    render::SitePath,
};

use crate::support::{SiteTest, fixtures, tree};

/// A YAML value with the paths of its scalars.
#[derive(Clone, Debug)]
enum Node {
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<Node>),
}

fn node() -> impl Strategy<Value = Node> {
    let scalar = "[a-z一-龥０-９]{1,6}( [a-z一-龥]{1,4})?".prop_map(Node::Scalar);
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::List),
            prop::collection::vec(inner, 1..4).prop_map(Node::Map),
        ]
    })
}

/// Writes a value in flow style, quoting every other scalar, and notes path and text of each scalar.
fn write(node: &Node, path: &str, text: &mut String, scalars: &mut Vec<(String, String)>) {
    match node {
        Node::Scalar(scalar) => {
            let quoted =
                if scalars.len().is_multiple_of(2) { format!("\"{scalar}\"") } else { scalar.clone() };
            text.push_str(&quoted);
            scalars.push((path.to_owned(), quoted));
        }
        Node::List(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                text.push_str(if i > 0 { ", " } else { "" });
                write(item, &format!("{path}[{i}]"), text, scalars);
            }
            text.push(']');
        }
        Node::Map(items) => {
            text.push('{');
            for (i, item) in items.iter().enumerate() {
                text.push_str(&format!("{}k{i}: ", if i > 0 { ", " } else { "" }));
                write(item, &format!("{path}.k{i}"), text, scalars);
            }
            text.push('}');
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    /// A path in YAML leads back to the text that stands there, behind whatever stands before it.
    #[test]
    fn yaml_paths_lead_to_their_places(values in prop::collection::vec(node(), 1..5), before in "[一-龥a]{0,9}") {
        let (mut yaml, mut scalars) = (String::new(), Vec::new());
        for (i, value) in values.iter().enumerate() {
            yaml.push_str(&format!("top{i}: "));
            write(value, &format!("top{i}"), &mut yaml, &mut scalars);
            yaml.push_str("   # 注\n");
        }
        let text = format!("{before}\n{yaml}之后");
        let range = before.len() + 1..before.len() + 1 + yaml.len();
        let mut sources = SourceMap::default();
        let file =
            sources.add(SourceFile { path: "a.md".to_owned(), text: text.clone(), yaml: range, ..SourceFile::default() });
        let at = |path: &String| Finding::error(RuleId("r"), At::value(file, path.clone()), Words::fixed("m", "m"));
        let mut findings: Vec<Finding> = scalars.iter().map(|(path, _)| at(path)).collect();
        read::locate(&sources, &mut findings);
        for (finding, (path, written)) in findings.iter().zip(&scalars) {
            let At::Span(span) = finding.at() else { panic!("{path} has no place in\n{text}") };
            prop_assert_eq!(&text[span.range()], written, "{}", path);
        }
    }

    /// A link from any page to any other leads there.
    #[test]
    fn links_lead_where_they_should(from in "([a-c]{1,2}/){0,2}[a-c]{1,2}\\.html", to in "([a-c]{1,2}/){0,2}[a-c]{1,2}\\.html") {
        let (from, to) = (SitePath::new(from), SitePath::new(to));
        let href = from.link_to(&to);
        prop_assert!(!href.starts_with('/') && !href.contains("//"));
        let (target, rest) = from.resolve(&href).expect("a relative link");
        prop_assert_eq!((target, rest), (to.clone(), ""));
        let fragment = from.link_to_fragment(&to, "f-a.b-2019");
        prop_assert!(fragment.ends_with("#f-a.b-2019"));
    }
}

/// What a slip does to a file: a piece taken out, doubled, or replaced.
fn slip() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let piece = prop_oneof![
        Just(String::new()),
        "[-:,\"'{}\\[\\]#&*!|>%@`]{1,3}",
        "[一-龥：，“”（）－０-９\\u{3000}\\u{feff}]{1,3}",
        Just("\n".to_owned()),
        Just("\t".to_owned()),
        Just("{{ ".to_owned()),
        Just("---\n".to_owned()),
        Just("```chart\n".to_owned()),
    ];
    (any::<prop::sample::Index>(), 0..12_usize, piece)
}

proptest! {
    #![proptest_config(Config { cases: 150, failure_persistence: None, ..Config::default() })]

    /// Whatever is broken in whatever file, the findings are shown, in order and with places that exist.
    #[test]
    fn no_slip_of_the_hand_stops_the_report(which in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..4)) {
        let files: Vec<String> = tree(&fixtures("base")).into_keys().collect();
        let path = &files[which.index(files.len())];
        let site = SiteTest::base();
        let mut text: Vec<char> = site.read(path).chars().collect();
        for (at, length, piece) in slips {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, piece.chars());
        }
        site.write(path, text.iter().collect::<String>());
        let analysis = site.analyse();
        let errors = analysis.findings.iter().any(|f| f.severity == xianzhi::diag::Severity::Error);
        prop_assert_eq!(errors, analysis.checked.is_none());
        let report = emit(&analysis.findings, &analysis.sources, Format::Human { color: false }, Lang::Zh);
        for format in [Format::Json, Format::Sarif { meanings: &[], folder: "." }] {
            let text = emit(&analysis.findings, &analysis.sources, format, Lang::Zh);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        }
        let mut last: Option<(&str, u32)> = None;
        for finding in &analysis.findings {
            let file: FileId = finding.at().file();
            let start = match finding.at() {
                At::Span(span) => {
                    let source = &analysis.sources.file(file).text;
                    prop_assert!(source.get(span.range()).is_some(), "a place inside a character: {}", report);
                    span.start
                }
                At::File(_) => 0,
                At::Yaml(..) => return Err(TestCaseError::fail(format!("not located: {report}"))),
            };
            let here = (analysis.sources.file(file).path.as_str(), start);
            prop_assert!(last.is_none_or(|last| last <= here), "not in order: {}", report);
            last = Some(here);
        }
    }
}

//! What holds of an article's file, its front matter above all. A text in, a panic where something does not hold.

use xianzhi::{
    diag::{At, Finding, Severity, SourceMap, apply, patches},
    read::{Doc, MISPLACED_SIGN, RawArticle, Read, locate, read_article},
};

/// More rounds of fixes than any file needs.
const MOST_ROUNDS: usize = 50;

/// The text read as the file of an article, then mended until nothing is left to be mended.
pub fn holds(text: &str) {
    let (mut text, mut readable) = (text.to_owned(), false);
    for _ in 0..MOST_ROUNDS {
        let Reading { doc, findings, sources } = read(&text);
        agrees_with_the_whole_reader(&doc, &findings, &sources);
        let now = !doc.gaps.whole;
        assert!(now || !readable, "a fix made the file unreadable: {text}");
        readable = now;
        let patches = patches(&findings, &sources);
        let [patch] = &patches[..] else {
            assert!(patches.is_empty(), "there is one file");
            return;
        };
        let file = sources.file(patch.file);
        let mended = apply(&file.text, &patch.changes);
        assert_ne!(mended, text, "a fix changes nothing");
        assert!(mended.ends_with(&file.text[file.mendable.end..]), "the body changed: {mended}");
        text = mended;
    }
    panic!("there is no end to the fixes of {text}");
}

struct Reading {
    doc: Doc<RawArticle>,
    findings: Vec<Finding>,
    sources: SourceMap,
}

/// Reads the file; every finding has its place in it.
fn read(text: &str) -> Reading {
    let mut sources = SourceMap::default();
    let path = "content/articles/430503-report.md";
    let (source, Read { doc, mut findings }) = read_article(path, text, xianzhi::diag::FileId(0));
    sources.add(source);
    locate(&sources, &mut findings);
    for at in findings.iter().flat_map(|f| f.labels.iter().map(|l| &l.at)) {
        if let At::Span(span) = at {
            assert!(sources.file(span.file).text.get(span.range()).is_some(), "inside a character: {at:?}");
            continue;
        }
        assert!(matches!(at, At::File(_)), "not located: {at:?}");
    }
    Reading { doc, findings, sources }
}

/// Files that are written as usual are read by a reader of our own. What is read without a fault is what YAML's own
/// reader says that it is; where a sign stands for another, it is read as if that stood there.
fn agrees_with_the_whole_reader(doc: &Doc<RawArticle>, findings: &[Finding], sources: &SourceMap) {
    let file = sources.file(doc.file);
    let yaml = &file.text[file.yaml.clone()];
    let otherwise = |f: &Finding| f.severity == Severity::Error || f.rule == MISPLACED_SIGN;
    if doc.gaps.whole || yaml.trim().is_empty() || findings.iter().any(otherwise) {
        return;
    }
    match serde_yaml::from_str::<RawArticle>(yaml) {
        Ok(whole) => assert_eq!(doc.data, whole, "read as another record: {yaml}"),
        Err(error) => panic!("read without a fault, which it has: {error}: {yaml}"),
    }
}

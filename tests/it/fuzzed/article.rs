//! What holds of a whole article on its way to its pages: a site of two places, and the text as another article of it. A
//! panic where something does not hold.

use std::{path::Path, path::PathBuf, sync::Arc, sync::LazyLock};

use super::markup::elements;
use xianzhi::{
    check, derive,
    diag::{At, Finding, Format, Lang, Severity, SourceMap, emit},
    model::{self, Date},
    read::{self, Unwritten, Wanted},
    render::Renderer,
};

/// The day on which the article is checked.
const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

/// The article of the base site in whose place the text stands.
const PATH: &str = "content/articles/990102-baishui-2020.md";

/// The base site, whose folder is found from the crate of the tests as from that of the targets.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut sites = above.map(|folder| folder.join("tests/fixtures/base"));
    sites.find(|site| site.is_dir()).expect("the base site is in the repository")
});

/// Findings are told in every form, or the pages are made, twice alike.
pub fn holds(text: &str) {
    let (findings, pages) = made(text);
    let errors = findings.iter().any(|f| f.severity == Severity::Error);
    assert_eq!(errors, pages.is_none(), "{findings:?}");
    let Some(pages) = pages else { return };
    for (path, bytes) in &pages {
        is_well_formed(path, bytes);
    }
    assert!(Some(pages) == made(text).1, "made twice, the pages differ");
}

type Files = Vec<(String, Vec<u8>)>;

/// What is found, and the files that speak of the article's place where nothing is an error.
fn made(text: &str) -> (Vec<Finding>, Option<Files>) {
    let inputs =
        read::load_with(&SITE, Wanted::Also(Unwritten { path: PATH, text })).expect("the site is read");
    let mut resolved = model::resolve(inputs.raw, &inputs.sources);
    resolved.findings.extend(inputs.findings);
    resolved.findings.append(&mut resolved.of_reading);
    let mut report = check::run(resolved, inputs.theme, &inputs.sources, TODAY, None);
    read::locate(&inputs.sources, &mut report.findings);
    are_told(&report.findings, &inputs.sources);
    let pages = report.checked.map(|checked| {
        let renderer = Renderer::new(&derive::run(Arc::new(checked))).expect("templates");
        let pages = renderer.pages_at_once().iter().map(|page| {
            let path = page.path.to_string();
            let wanted = path.contains("990102") && !path.ends_with(".png");
            wanted.then(|| (path, renderer.render(page).expect("a file")))
        });
        pages.flatten().collect()
    });
    (report.findings, pages)
}

/// Every finding has its place, and can be told in every form and language.
fn are_told(findings: &[Finding], sources: &SourceMap) {
    for at in findings.iter().flat_map(|f| f.labels.iter().map(|l| &l.at)) {
        let At::Span(span) = at else { continue };
        assert!(sources.file(span.file).text.get(span.range()).is_some(), "inside a character: {at:?}");
    }
    for lang in [Lang::Zh, Lang::En] {
        let human = emit(findings, sources, Format::Human { color: false }, lang);
        assert_eq!(human.is_empty(), findings.is_empty());
    }
    for format in [Format::Json, Format::Sarif { meanings: &[], folder: "." }] {
        let told = emit(findings, sources, format, Lang::Zh);
        assert!(serde_json::from_str::<serde_json::Value>(&told).is_ok(), "{told}");
    }
}

/// A page's own part and pictures are well formed and hold nothing that runs; what is JSON is JSON.
fn is_well_formed(path: &str, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { panic!("{path} is no text") };
    let part = match path.rsplit('.').next() {
        Some("html") => {
            let start = text.find("<main").unwrap_or_else(|| panic!("{path} has no <main>"));
            let end = text.rfind("</main>").unwrap_or_else(|| panic!("{path} has no </main>"));
            &text[start..end + "</main>".len()]
        }
        Some("svg") => text,
        Some("json") => {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{path}: {text}");
            return;
        }
        _ => return,
    };
    for element in elements(part) {
        let runs = ["script", "style", "iframe", "object", "embed"].contains(&element.name);
        assert!(!runs, "{path} has <{}>", element.name);
        for (name, value) in element.attributes {
            let runs =
                name.starts_with("on") || name == "style" || value.trim_start().starts_with("javascript:");
            assert!(!runs, "{path} has {name}=\"{value}\"");
        }
    }
}

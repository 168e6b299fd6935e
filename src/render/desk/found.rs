//! A finding on a page of the preview: where it is, what stands there, what to do, and where on the pages it shows.

use std::path::Path;

use serde::Serialize;

use super::{Desk, HANDBOOK, Seen};
use crate::{
    diag::{At, Finding, Lang, Position, Severity, SourceMap, Words, legible},
    model::{Article, Catalog},
    read::item_lines,
};

/// So many characters of a line are shown on each side of what is marked.
const AROUND: usize = 40;

/// Some findings and the texts that they point into.
#[derive(Debug)]
pub struct Found<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// The findings, located.
    pub findings: Vec<&'a Finding>,
}

impl<'a> Found<'a> {
    /// The path of the file that a finding is about.
    pub(super) fn path(&self, finding: &Finding) -> &'a str {
        &self.sources.file(finding.at().file()).path
    }
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct FoundView {
    pub(super) severity: &'static str,
    word: String,
    rule: &'static str,
    /// Where the handbook explains it, once there is a site to show that in.
    explained: Option<String>,
    message: String,
    #[serde(rename = "where")]
    place: String,
    /// The page that shows it, with the fragment of the place there.
    href: Option<String>,
    /// The fragment of the place on its page.
    at: Option<String>,
    open: String,
    excerpt: Option<Excerpt>,
    label: Option<String>,
    help: Vec<String>,
}

/// The line that a finding is about.
#[derive(Debug, Serialize)]
struct Excerpt {
    before: String,
    marked: String,
    after: String,
}

pub(super) fn found(desk: &Desk, seen: &Seen<'_>, of: &Found<'_>, finding: &Finding) -> FoundView {
    let file = of.sources.file(finding.at().file());
    let (range, excerpt) = match finding.at() {
        At::Span(span) => (span.range(), Some(excerpt(&file.text, span.range()))),
        At::File(_) | At::Yaml(..) => (0..0, None),
    };
    let Position { line, column } = of.sources.position(finding.at().file(), range.start);
    let at = seen.catalog().and_then(|catalog| fragment(catalog, of, finding, range.start));
    let page = page(&file.path);
    let href = page.map(|page| match &at {
        Some(at) => format!("{page}#{at}"),
        None => page,
    });
    let (severity, word) = match finding.severity {
        Severity::Error => ("error", "desk.severity.error"),
        Severity::Warning => ("warning", "desk.severity.warning"),
        Severity::Note => ("note", "desk.severity.note"),
    };
    let place = match excerpt {
        Some(_) => desk.words().fill("desk.line", &[("file", &file.path), ("line", &line.to_string())]),
        None => file.path.clone(),
    };
    let label = said(&finding.labels[0].text, desk.lang);
    FoundView {
        severity,
        word: desk.word(word).to_owned(),
        rule: finding.rule.0,
        explained: seen.site.map(|_| format!("{HANDBOOK}rules.html#{}", finding.rule)),
        message: said(&finding.message, desk.lang),
        place,
        href,
        at,
        open: open(seen.root, &file.path, line, column),
        excerpt,
        label: Some(label).filter(|label| !label.is_empty()),
        help: finding.help.iter().map(|help| said(help, desk.lang)).collect(),
    }
}

/// Words, with what is not seen of what they quote written out.
fn said(words: &Words, lang: Lang) -> String {
    legible(words.in_lang(lang)).into_owned()
}

/// Where an editor opens a file of the site.
pub(super) fn open(root: &Path, path: &str, line: usize, column: usize) -> String {
    let whole = root.join(path).display().to_string().replace('\\', "/");
    // Windows writes paths that it has looked up with this in front.
    let whole = whole.trim_start_matches("//?/");
    let slash = if whole.starts_with('/') { "" } else { "/" };
    let mut address = format!("vscode://file{slash}");
    for byte in whole.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{address}:{line}:{column}")
}

/// The page in the site's first language that shows a file of the editor's.
fn page(path: &str) -> Option<String> {
    match path {
        "content/metrics.yaml" => return Some("/metrics.html".to_owned()),
        "content/glossary.yaml" => return Some("/glossary.html".to_owned()),
        "content/rulings.yaml" => return Some("/corrections.html".to_owned()),
        _ => {}
    }
    let (folder, name) = path.strip_prefix("content/")?.split_once('/')?;
    let name = name.rsplit('/').next()?.strip_suffix(".md")?;
    let name = name.strip_suffix(".en").unwrap_or(name);
    match folder {
        "articles" | "tables" | "domains" => Some(format!("/{folder}/{name}.html")),
        "pages" => Some(format!("/{name}.html")),
        _ => None,
    }
}

/// Where on the page of an article a finding shows: at the figure, the relation or the heading that it stands in or
/// below.
fn fragment(catalog: &Catalog, of: &Found<'_>, finding: &Finding, byte: usize) -> Option<String> {
    let file = of.sources.file(finding.at().file());
    let article = catalog.articles.iter().find(|article| *article.path == *file.path)?;
    if byte >= file.yaml.end {
        return heading(catalog, &file.text[file.yaml.end..byte]);
    }
    let line = file.text[..byte].matches('\n').count() + 1;
    let entry = |list: &str| {
        let starts = item_lines(&file.text, file.yaml.clone(), list);
        let item = starts.iter().rposition(|start| *start as usize <= line)?;
        // Further down another list may begin; what follows the last item and is no part of it stands without indent.
        let begins = file.text.lines().nth(starts[item] as usize - 1)?;
        let indent = begins.len() - begins.trim_start().len();
        let further = file.text.lines().skip(starts[item] as usize).take(line - starts[item] as usize);
        let inside =
            further.into_iter().all(|l| l.trim().is_empty() || l.len() - l.trim_start().len() > indent);
        inside.then_some(item)
    };
    figure(catalog, article, entry("metrics")).or_else(|| relation(article, entry("relations")))
}

fn figure(catalog: &Catalog, article: &Article, item: Option<usize>) -> Option<String> {
    let item = item?;
    let mut figures = article.observation_ids().map(|ix| catalog.observation(ix));
    let is_it = |position: u32, catalogued: bool| !catalogued && position as usize == item;
    figures.find(|o| is_it(o.position, o.is_catalogued())).map(|o| o.anchor.to_string())
}

fn relation(article: &Article, item: Option<usize>) -> Option<String> {
    let start = format!("relations[{}]", item?);
    article.relations.iter().find(|r| r.path.starts_with(&start)).map(|r| r.anchor.clone())
}

/// The last heading of a text before its end.
fn heading(catalog: &Catalog, before: &str) -> Option<String> {
    let headings = before.lines().filter(|line| line.starts_with('#'));
    let (n, last) = headings.enumerate().last()?;
    Some(catalog.heading_id(last.trim_start_matches('#').trim(), n))
}

/// The line around a place, cut where it is long, with what is not seen in it written out.
fn excerpt(text: &str, range: std::ops::Range<usize>) -> Excerpt {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
    let marked = range.start..range.end.clamp(range.start, end);
    let (before, after) = (&text[start..marked.start], text[marked.end..end].trim_end());
    let skipped = before.chars().count().saturating_sub(AROUND);
    let cut: String = before.chars().skip(skipped).collect();
    let rest: String = after.chars().take(AROUND).collect();
    Excerpt {
        before: legible(&if skipped > 0 { format!("…{cut}") } else { cut.trim_start().to_owned() })
            .into_owned(),
        after: legible(&if rest.len() < after.len() { format!("{rest}…") } else { rest }).into_owned(),
        marked: if marked.is_empty() { " ".to_owned() } else { legible(&text[marked]).into_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_in_the_order_in_which_it_was_written() {
        let shown = excerpt("甲\u{202e}乙丙\u{1b}", 6..9);
        assert_eq!((&*shown.before, &*shown.marked, &*shown.after), ("甲‹U+202E›", "乙", "丙‹U+001B›"));
    }

    #[test]
    fn editors_open_files_at_their_lines() {
        for (root, address) in [
            ("/srv/林/site", "vscode://file/srv/%E6%9E%97/site/content/a.md:3:5"),
            ("C:/my site", "vscode://file/C:/my%20site/content/a.md:3:5"),
            ("//?/C:/s", "vscode://file/C:/s/content/a.md:3:5"),
        ] {
            assert_eq!(open(Path::new(root), "content/a.md", 3, 5), address);
        }
    }

    #[test]
    fn a_line_is_shown_around_its_place() {
        let text = format!("first\n{}1,23人 x\nlast", "长".repeat(60));
        let at = text.find("1,23").expect("it is there");
        let shown = excerpt(&text, at..at + 4);
        assert_eq!(shown.marked, "1,23");
        assert_eq!(shown.before, format!("…{}", "长".repeat(AROUND)));
        assert_eq!(shown.after, "人 x");
        assert_eq!(excerpt("  ab", 2..2).marked, " ");
    }

    #[test]
    fn files_are_shown_on_their_pages() {
        for (path, address) in [
            ("content/articles/a-b.md", Some("/articles/a-b.html")),
            ("content/articles/deep/a-b.en.md", Some("/articles/a-b.html")),
            ("content/pages/about.md", Some("/about.html")),
            ("content/metrics.yaml", Some("/metrics.html")),
            ("site.yaml", None),
        ] {
            assert_eq!(page(path).as_deref(), address, "{path}");
        }
    }
}

//! A chapter of the handbook for editors. Its text is built into the program, as the theme is, so that it is always that
//! of the program that checks the content; it is in Chinese in every language of the site. Nothing in it is looked up in
//! the content: what stands in braces is shown as it is.

use std::{borrow::Cow, sync::LazyLock};

use serde::Serialize;

use super::super::{
    href::SitePath,
    markdown::{Ground, Piece, render_body},
    part::{PageHead, PageTitle, page_head},
    view::{Link, View},
};
use crate::{
    check::all_rules,
    diag::Lang,
    model::{Body, ObsIx},
    read::HANDBOOK,
};

/// The list of rules, which is made from the rules themselves and stands last.
const RULES: &str = "docs/RULES.md";

/// Leads to a text in English that is no chapter.
const IN_ENGLISH: &str = "[English](PUBLISHING.md)\n";

/// A chapter as it is written.
#[derive(Debug)]
pub(in super::super) struct Chapter {
    file: &'static str,
    text: Cow<'static, str>,
}

/// All chapters in their order; the first is the table of contents.
static CHAPTERS: LazyLock<Vec<Chapter>> = LazyLock::new(|| {
    let written = HANDBOOK.iter().map(|&(file, text)| Chapter { file, text: Cow::Borrowed(text) });
    written.chain([Chapter { file: RULES, text: all_rules(Lang::Zh).into() }]).collect()
});

impl Chapter {
    /// All chapters in their order; the first is the table of contents.
    pub(in super::super) fn all() -> &'static [Chapter] {
        &CHAPTERS
    }

    /// Where it stands in the site.
    pub(in super::super) fn path(&self) -> SitePath {
        path_of(self.file)
    }

    fn title(&self) -> &str {
        let first = self.text.lines().next().unwrap_or_default();
        first.trim_start_matches(['#', ' '])
    }

    fn body(&self) -> Body {
        let text = self.text.split_once('\n').map_or("", |(_, text)| text).trim_start();
        let text = text.strip_prefix(IN_ENGLISH).unwrap_or(text).replace("\r\n", "\n");
        Body { text, ..Body::default() }
    }
}

/// The page of a file of the handbook: the number before its name may change, so it is no part of the address.
fn path_of(file: &str) -> SitePath {
    let name = file.rsplit('/').next().unwrap_or(file);
    let slug = name.split('.').next().unwrap_or(name).trim_start_matches(|c: char| !c.is_alphabetic());
    SitePath::new(format!("handbook/{}.html", slug.to_ascii_lowercase()))
}

/// The fragment of a heading, as code hosts make it.
fn fragment_of(label: &str) -> String {
    let kept = label.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// A chapter on its page.
#[derive(Debug, Serialize)]
pub(crate) struct ChapterPage {
    root: String,
    page: PageHead,
    /// The language of the text, where that is not the page's.
    lang: Option<&'static str>,
    html: String,
    toc: Vec<Link>,
    chapters: Vec<Step>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A chapter in the list of all.
#[derive(Debug, Serialize)]
struct Step {
    #[serde(flatten)]
    link: Link,
    is_here: bool,
}

/// The n-th chapter.
pub(crate) fn chapter(view: &View<'_>, n: usize) -> ChapterPage {
    let chapters = Chapter::all();
    let here = &chapters[n];
    let (html, toc) = rendered(view, here);
    let link = |chapter: &Chapter| view.link(view.chinese(chapter.title()), &chapter.path());
    let contents = view.link(view.words.get("title.handbook"), &chapters[0].path());
    let title = PageTitle {
        title: view.chinese(here.title()),
        description: view.words.get("handbook.description").into(),
        kind: "handbook",
        nav: "handbook".to_owned(),
        source: None,
        above: if n == 0 { Vec::new() } else { vec![contents] },
    };
    ChapterPage {
        root: view.path.root(),
        page: page_head(view, title),
        lang: view.foreign_tag(Lang::Zh),
        html,
        toc,
        previous: n.checked_sub(1).map(|before| link(&chapters[before])),
        next: chapters.get(n + 1).map(link),
        chapters: chapters
            .iter()
            .enumerate()
            .map(|(i, chapter)| Step { link: link(chapter), is_here: i == n })
            .collect(),
    }
}

/// The text of a chapter, and links to its headings.
fn rendered(view: &View<'_>, chapter: &Chapter) -> (String, Vec<Link>) {
    let (mut html, mut toc) = (String::new(), Vec::new());
    for piece in render_body(&chapter.body(), &Shelf { view, file: chapter.file }) {
        match piece {
            Piece::Html(text) => html.push_str(&text),
            Piece::Heading(heading) => {
                html.push_str(&format!("<h2 id=\"{}\">{}</h2>\n", heading.id, heading.html));
                let href = view.path.link_to_fragment(&view.path, &heading.id);
                toc.push(Link { label: view.chinese(&heading.label), href });
            }
            // What an example draws is shown as it is written, within a longer fence.
            Piece::Block(_) => {}
        }
    }
    // Long lines of code are reached by the keyboard.
    (html.replace("<pre>", "<pre tabindex=\"0\">"), toc)
}

/// Where a chapter stands beside the others: a link to a file of the repository that is no chapter is no link.
struct Shelf<'v, 'a> {
    view: &'v View<'a>,
    file: &'static str,
}

impl Ground for Shelf<'_, '_> {
    fn figure(&self, _: ObsIx) -> String {
        String::new()
    }

    fn printed(&self, _: ObsIx) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn address(&self, target: &str) -> Option<String> {
        let Some((file, rest)) = SitePath::new(self.file).resolve(target) else {
            return target.starts_with("https://").then(|| target.to_owned());
        };
        let is_chapter = Chapter::all().iter().any(|chapter| chapter.file == file.as_str());
        let page = path_of(file.as_str());
        let href =
            if page == self.view.path && !rest.is_empty() { String::new() } else { self.view.href(&page) };
        is_chapter.then(|| href + rest)
    }

    fn heading_id(&self, label: &str, _: usize) -> String {
        fragment_of(label)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chapter, fragment_of, path_of};

    #[test]
    fn addresses_hold_neither_numbers_nor_languages() {
        for (file, path) in [
            ("docs/handbook/01-first-article.md", "handbook/first-article.html"),
            ("docs/handbook/index.md", "handbook/index.html"),
            ("docs/PUBLISHING.zh-CN.md", "handbook/publishing.html"),
        ] {
            assert_eq!(path_of(file).as_str(), path);
        }
    }

    #[test]
    fn fragments_are_those_of_code_hosts() {
        for (label, fragment) in [
            ("先列计划，再拷贝", "先列计划再拷贝"),
            ("勘误 corrections", "勘误-corrections"),
            ("编码：一律 UTF-8", "编码一律-utf-8"),
        ] {
            assert_eq!(fragment_of(label), fragment);
        }
    }

    #[test]
    fn every_chapter_has_a_title_and_an_address_of_its_own() {
        let chapters = Chapter::all();
        let mut paths: Vec<String> = chapters.iter().map(|c| c.path().to_string()).collect();
        assert!(chapters.iter().all(|c| !c.title().is_empty() && !c.body().text.is_empty()));
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), chapters.len());
    }
}

//! Addresses: the path of every file of the site, and links from one page to another. Links are relative and name a
//! file, so that the same tree works at any address, under any sub-path, and from a disk.

use std::fmt;

use super::export::HostFile;
use crate::{
    model::{AliasOf, Article, Catalog, Domain, Metric, Page, Place},
    read::{Image, SUMS, digest, is_built_in},
};

/// How many digits of its digest the name of a picture or a theme file carries.
const ASSET_MARK: usize = 8;

/// Path of a file of the site, from its root, with `/`: `counties/430503-daxiang.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// What keeps the site in a browser. It stands at the root: it may keep only what is in its own folder and below.
    pub const WORKER: &str = "sw.js";
    /// What the site is to a browser that keeps it.
    pub const MANIFEST: &str = "manifest.webmanifest";

    /// A path from the root of the site.
    pub fn new(path: impl Into<String>) -> SitePath {
        SitePath(path.into())
    }

    /// The page of a place.
    pub fn county(place: &Place) -> SitePath {
        SitePath(format!("counties/{}.html", place.slug()))
    }

    /// The page of an article.
    pub fn article(article: &Article) -> SitePath {
        SitePath(format!("articles/{}.html", article.slug))
    }

    /// A file of the theme. Pages ask by name for those that the program has, so their names carry a mark of what they
    /// hold: a browser may keep them for ever, and a new version has a new name. What a site adds of its own keeps the
    /// name that its own files call it by.
    pub fn asset(name: &str, text: &str) -> SitePath {
        match name.rsplit_once('.').filter(|_| is_built_in(name)) {
            Some((stem, ending)) => {
                SitePath(format!("theme/{stem}.{}.{ending}", &digest(text.as_bytes())[..ASSET_MARK]))
            }
            None => SitePath(format!("theme/{name}")),
        }
    }

    /// A picture of the texts, one for all languages: `images/bridge.0123abcd.jpg`.
    pub fn image(image: &Image) -> SitePath {
        let copy = image.look().expect("invariant: a text that shows it was resolved");
        let (stem, ending) = image.name.rsplit_once('.').unwrap_or((&image.name, ""));
        SitePath(format!("images/{stem}.{}.{ending}", &copy.digest[..ASSET_MARK]))
    }

    /// Whether what stands here never changes: the name says what it holds.
    pub fn is_kept_for_ever(&self) -> bool {
        let name = ["theme/", "images/"].iter().find_map(|folder| self.0.strip_prefix(folder));
        let mark = name.and_then(|name| name.rsplit('.').nth(1));
        mark.is_some_and(|m| m.len() == ASSET_MARK && m.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// The references of an article's page, in the site's first language.
    pub fn bibliography(article: &Article) -> SitePath {
        SitePath(format!("data/articles/{}.bib", article.slug))
    }

    /// The page of a domain.
    pub fn domain(domain: &Domain) -> SitePath {
        SitePath(format!("domains/{}.html", domain.id))
    }

    /// The page of a catalogue metric.
    pub fn metric(metric: &Metric) -> SitePath {
        SitePath(format!("metrics/{}.html", metric.id))
    }

    /// Whether links to the pages of metrics are spelled here as in every other folder beside theirs.
    pub(super) fn is_beside_metrics(&self) -> bool {
        self.0.split_once('/').is_some_and(|(folder, file)| folder != "metrics" && !file.contains('/'))
    }

    /// The page of a prefecture, by its slug.
    pub fn prefecture(slug: &str) -> SitePath {
        SitePath(format!("prefectures/{slug}.html"))
    }

    /// The page of a year.
    pub fn year(year: i16) -> SitePath {
        SitePath(format!("years/{year}.html"))
    }

    /// A page of the matrix: of the whole site, or of a province or prefecture by its slug.
    pub fn matrix(slug: Option<&str>) -> SitePath {
        SitePath(slug.map_or_else(|| "matrix.html".to_owned(), |slug| format!("matrix/{slug}.html")))
    }

    /// The page of a cross-county table.
    pub fn table(slug: &str) -> SitePath {
        SitePath(format!("tables/{slug}.html"))
    }

    /// The page of a view of a table: `tables/poverty.2019.html`. Names of files of the editor's hold no dot.
    pub fn table_view(slug: &str, suffix: &str) -> SitePath {
        SitePath(format!("tables/{slug}{suffix}.html"))
    }

    /// The data of a view of a table, with its ending.
    pub fn table_data(slug: &str, suffix: &str) -> SitePath {
        SitePath(format!("data/tables/{slug}{suffix}"))
    }

    /// A file of the open data: `data/places.csv`.
    pub fn data(name: &str, ending: &str) -> SitePath {
        SitePath(format!("data/{name}.{ending}"))
    }

    /// The data of a page, one file for all languages: `data/counties/430503-daxiang.json`.
    pub fn twin(&self) -> SitePath {
        SitePath(format!("data/{}.json", self.0.strip_suffix(".html").unwrap_or(&self.0)))
    }

    /// The page that former addresses lead to.
    pub fn of_alias(catalog: &Catalog, target: AliasOf) -> SitePath {
        match target {
            AliasOf::Place(ix) => SitePath::county(catalog.place(ix)),
            AliasOf::Article(ix) => SitePath::article(catalog.article(ix)),
            AliasOf::Retracted(n) => SitePath::article(&catalog.retracted[n].article),
            AliasOf::Table(n) => SitePath::table(&catalog.tables[n].slug),
            AliasOf::Page(n) => SitePath::text(&catalog.pages[n]),
        }
    }

    /// The picture of a place, for where its address is shared.
    pub fn share_picture(place: &Place) -> SitePath {
        SitePath(format!("share/{}.png", place.slug()))
    }

    /// The profile of a place as one file.
    pub fn one_file(place: &Place) -> SitePath {
        SitePath(format!("packs/{}.html", place.slug()))
    }

    /// The profiles and tables as a book.
    pub fn book() -> SitePath {
        SitePath("packs/county-profiles.epub".to_owned())
    }

    /// The file in the same folder with another name.
    pub fn beside(&self, slug: &str) -> SitePath {
        let folder = self.0.rfind('/').map_or("", |i| &self.0[..=i]);
        SitePath(format!("{folder}{slug}.html"))
    }

    /// The file of a chart that stands on `page`: `charts/430503-daxiang-2020-c1.svg`.
    pub fn chart(page: &SitePath, id: &str) -> SitePath {
        let kind = if page.0.starts_with("tables/") { "table-" } else { "" };
        SitePath(format!("charts/{kind}{}-{id}.svg", page.stem()))
    }

    /// The picture beside the file of a chart.
    pub fn chart_picture(page: &SitePath, id: &str) -> SitePath {
        let file = SitePath::chart(page, id);
        SitePath(format!("charts/{}.png", file.stem()))
    }

    /// The data of a chart, one file for all languages: `data/charts/430503-daxiang-2020-c1.csv`.
    pub fn chart_data(page: &SitePath, id: &str) -> SitePath {
        let file = SitePath::chart(page, id);
        SitePath(format!("data/charts/{}.csv", file.stem()))
    }

    /// The file of the content folder that a page is written in, without that folder: `pages/about.md`.
    pub fn written_as(&self) -> SitePath {
        let stem = self.0.strip_suffix(".html").unwrap_or(&self.0);
        let folder = if stem.contains('/') { "" } else { "pages/" };
        SitePath(format!("{folder}{stem}.md"))
    }

    /// The page of a file of the content folder; `None` where it is no page.
    pub fn of_written(file: &SitePath) -> Option<SitePath> {
        if file.0 == "glossary.yaml" {
            return Some(SitePath::new("glossary.html"));
        }
        let stem = file.0.strip_suffix(".md")?;
        Some(SitePath(format!("{}.html", stem.strip_prefix("pages/").unwrap_or(stem))))
    }

    /// The page on which one of the catalogue's plain texts stands.
    pub fn text(page: &Page) -> SitePath {
        let folder = if page.domain.is_some() { "domains/" } else { "" };
        SitePath(format!("{folder}{}.html", page.slug))
    }

    /// The same file in another language of the site, whose pages stand in `folder`: empty for those at the root.
    pub fn within(&self, folder: &str) -> SitePath {
        if folder.is_empty() { self.clone() } else { SitePath(format!("{folder}/{}", self.0)) }
    }

    /// Whether there is one such file for all languages of the site.
    pub fn is_shared(&self) -> bool {
        let at_root = [SitePath::WORKER, SitePath::MANIFEST, SUMS];
        ["data/", "images/", "theme/", "sitemap"].iter().any(|start| self.0.starts_with(start))
            || at_root.contains(&self.as_str())
            || HostFile::is_one(&self.0)
    }

    /// The whole address of this file of a site that is published at `base`. An `index.html` is called by its folder.
    pub fn at(&self, base: &str) -> String {
        let mut address = String::with_capacity(base.len() + self.0.len() + 1);
        let base = base.trim_end_matches('/');
        let host = base.find("://").map_or(0, |i| i + 3);
        let folder = base[host..].find('/').map_or(base.len(), |i| host + i);
        address.push_str(&base[..folder]);
        for c in base[folder..].chars() {
            match c {
                '!'..='~' => address.push(c),
                _ => encode(c.encode_utf8(&mut [0; 4]), &mut address),
            }
        }
        address.push('/');
        let is_index = self.0 == "index.html" || self.0.ends_with("/index.html");
        let path = if is_index { self.0.trim_end_matches("index.html") } else { &self.0 };
        encode(path, &mut address);
        address
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// File name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The way from this file's folder to the root: empty, `../`, `../../`.
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// A link from this page to another file: from `counties/a.html` to `articles/b.html` it is `../articles/b.html`.
    /// A link to the page itself is empty, which with a fragment stays on the page.
    pub fn link_to(&self, target: &SitePath) -> String {
        if self == target {
            return String::new();
        }
        let common = self.0.bytes().zip(target.0.bytes()).take_while(|(own, other)| own == other).count();
        let shared =
            self.0.as_bytes()[..common].iter().rposition(|b| *b == b'/').map_or(0, |slash| slash + 1);
        let up = self.0[shared..].bytes().filter(|b| *b == b'/').count();
        let mut href = "../".repeat(up);
        encode(&target.0[shared..], &mut href);
        href
    }

    /// A link to a fragment of another page, or of this one.
    pub fn link_to_fragment(&self, target: &SitePath, name: &str) -> String {
        let mut href = self.link_to(target);
        fragment(name, &mut href);
        href
    }

    /// The file that a relative address written on this page names, with what follows it (`#…`, `?…`). `None` where the
    /// address is absolute, or leads out of the site.
    pub fn resolve<'h>(&self, href: &'h str) -> Option<(SitePath, &'h str)> {
        let end = href.find(['#', '?']).unwrap_or(href.len());
        let (path, rest) = href.split_at(end);
        let scheme = path.find(':').is_some_and(|colon| !path[..colon].contains('/'));
        if scheme || path.starts_with('/') {
            return None;
        }
        if path.is_empty() {
            return Some((self.clone(), rest));
        }
        let mut parts: Vec<&str> = self.0.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some((SitePath(parts.join("/")), rest))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds a fragment to an address.
pub(super) fn fragment(name: &str, href: &mut String) {
    href.push('#');
    encode(name, href);
}

/// What an address holds as it is, by byte.
const PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0_u8);
    while byte < 128 {
        plain[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/' | b'@');
        byte += 1;
    }
    plain
};

/// Percent-encodes what a path or fragment must not hold as it is.
pub(super) fn encode(text: &str, out: &mut String) {
    let plain = |b: u8| PLAIN[usize::from(b)];
    if text.bytes().all(plain) {
        out.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::SitePath;

    #[test]
    fn links_between_pages() {
        for (from, to, href) in [
            ("index.html", "counties/a.html", "counties/a.html"),
            ("counties/a.html", "index.html", "../index.html"),
            ("counties/a.html", "counties/b.html", "b.html"),
            ("counties/a.html", "countiesx/b.html", "../countiesx/b.html"),
            ("data/tables/t.csv", "data/o.csv", "../o.csv"),
            ("data/o.csv", "data/tables/t.csv", "tables/t.csv"),
            ("x/y/z.html", "x/w/v.html", "../w/v.html"),
            ("x/y/z.html", "a.html", "../../a.html"),
            ("counties/a.html", "counties/a.html", ""),
            ("index.html", "counties/绥.html", "counties/%E7%BB%A5.html"),
            ("a.html", "b:c.html", "b%3Ac.html"),
        ] {
            assert_eq!(SitePath::new(from).link_to(&SitePath::new(to)), href, "{from} → {to}");
        }
        let page = SitePath::new("articles/a.html");
        assert_eq!(page.link_to_fragment(&page, "f-x"), "#f-x");
        assert_eq!(page.root(), "../");
    }

    #[test]
    fn whole_addresses() {
        for (base, path, address) in [
            ("https://example.org/", "index.html", "https://example.org/"),
            ("https://example.org/a", "en/index.html", "https://example.org/a/en/"),
            ("https://example.org:8080", "a.html", "https://example.org:8080/a.html"),
            ("https://例.cn/县 志", "县.html", "https://例.cn/%E5%8E%BF%20%E5%BF%97/%E5%8E%BF.html"),
            ("https://example.org/%E5%8E%BF", "a.html", "https://example.org/%E5%8E%BF/a.html"),
        ] {
            assert_eq!(SitePath::new(path).at(base), address);
        }
    }

    #[test]
    fn addresses_in_texts() {
        let page = SitePath::new("articles/a.html");
        let found = |href| page.resolve(href).map(|(p, rest)| format!("{p}{rest}"));
        assert_eq!(found("../method.html#s-1").as_deref(), Some("method.html#s-1"));
        assert_eq!(found("b.html").as_deref(), Some("articles/b.html"));
        assert_eq!(found("#f-x").as_deref(), Some("articles/a.html#f-x"));
        for outside in ["https://example.org/", "mailto:a@b.c", "/x.html", "../../x.html"] {
            assert_eq!(found(outside), None, "{outside}");
        }
    }

    #[test]
    fn links_between_files_of_the_editor() {
        for (page, target, found) in [
            ("articles/a.html", "../tables/t.md", "tables/t.html"),
            ("articles/a.html", "../pages/about.md#s-1", "about.html#s-1"),
            ("articles/a.html", "b.md", "articles/b.html"),
            ("articles/a.html", "../glossary.yaml#tuopin", "glossary.html#tuopin"),
            ("about.html", "cite.md", "cite.html"),
            ("about.html", "../articles/a.md", "articles/a.html"),
        ] {
            let (file, rest) = SitePath::new(page).written_as().resolve(target).unwrap();
            let linked = SitePath::of_written(&file).unwrap();
            assert_eq!(format!("{linked}{rest}"), found, "{target} on {page}");
        }
        assert_eq!(SitePath::of_written(&SitePath::new("data/o.csv")), None);
    }

    proptest! {
        #[test]
        fn from_any_page_to_any_page(
            from in "([a-c]{1,2}/){0,3}[a-c]\\.html",
            to in "([a-c]{1,2}/){0,3}[a-c]\\.html",
        ) {
            let (from, to) = (SitePath::new(from), SitePath::new(to));
            let href = from.link_to(&to);
            prop_assert_eq!(from.resolve(&href), Some((to, "")));
        }
    }
}

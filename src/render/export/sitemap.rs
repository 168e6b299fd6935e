//! The list of pages for search engines, as sitemaps.org has it, with every page in each language. It takes whole
//! addresses, so there is one only where the site's is known. A large site has several, and a list of them.

use anyhow::Result;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::super::{
    href::SitePath,
    list::{Page, PageKind, folder},
};
use super::day;
use crate::derive::{Site, last_change};
use crate::diag::Lang;

/// Addresses in one file: at most 50,000 by the protocol, of at most 50 MB in all.
const AT_MOST: usize = 25_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// How many files hold so many addresses, beside the list of them.
pub fn parts(addresses: usize) -> usize {
    if addresses > AT_MOST { addresses.div_ceil(AT_MOST) } else { 0 }
}

/// Where a file of the sitemap stands: the first, or a part by number, from 1.
pub fn sitemap(part: usize) -> SitePath {
    SitePath::new(if part == 0 { SITEMAP.to_owned() } else { format!("sitemap-{part}.xml") })
}

/// What search engines ask for.
pub const SITEMAP: &str = "sitemap.xml";

/// Whether search engines should know of a page: not of other orders of a table that they have, of what stands at former
/// addresses, of pages that are tools.
pub fn is_searched(kind: &PageKind) -> bool {
    match kind {
        PageKind::TableView(at) => at.sort.is_none(),
        PageKind::Home
        | PageKind::County(_)
        | PageKind::Article(_)
        | PageKind::Retracted(_)
        | PageKind::Domain(_)
        | PageKind::Metric(_)
        | PageKind::Table(_)
        | PageKind::Plain(_)
        | PageKind::Prefecture(_)
        | PageKind::Year(_)
        | PageKind::Years
        | PageKind::Matrix(_)
        | PageKind::Articles
        | PageKind::Checks
        | PageKind::Corrections
        | PageKind::Changes
        | PageKind::Tables
        | PageKind::Metrics
        | PageKind::Glossary
        | PageKind::Data => true,
        _ => false,
    }
}

/// A file of the sitemap of a site that is published at `base`; `pages` are all of its files.
///
/// # Errors
/// None that a writer into memory has.
pub fn render_sitemap(site: &Site, base: &str, part: usize, pages: &[Page]) -> Result<Vec<u8>> {
    let listed: Vec<&Page> = pages.iter().filter(|page| is_searched(&page.kind)).collect();
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 0);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let parts = parts(listed.len());
    if part == 0 && parts > 0 {
        let index = xml.create_element("sitemapindex").with_attribute(("xmlns", NAMESPACE));
        index.write_inner_content(|xml| {
            (1..=parts).try_for_each(|part| {
                let one = xml.create_element("sitemap");
                one.write_inner_content(|xml| element(xml, "loc", &sitemap(part).at(base))).map(|_| ())
            })
        })?;
    } else {
        let from = part.saturating_sub(1) * AT_MOST;
        let own = listed.iter().skip(from).take(AT_MOST);
        let mut set = xml.create_element("urlset").with_attribute(("xmlns", NAMESPACE));
        if site.languages().len() > 1 {
            set = set.with_attribute(("xmlns:xhtml", XHTML));
        }
        set.write_inner_content(|xml| own.copied().try_for_each(|page| one_page(xml, site, base, page)))?;
    }
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

type Xml = Writer<Vec<u8>>;

fn one_page(xml: &mut Xml, site: &Site, base: &str, page: &Page) -> std::io::Result<()> {
    let url = xml.create_element("url");
    url.write_inner_content(|xml| {
        element(xml, "loc", &page.path.at(base))?;
        if let Some(date) = last_change_of(site, &page.kind) {
            element(xml, "lastmod", &date)?;
        }
        let languages = site.languages();
        languages
            .iter()
            .filter(|_| languages.len() > 1)
            .try_for_each(|lang| alternate(xml, site, base, (page, *lang)))
    })?;
    Ok(())
}

/// The page in a language.
fn alternate(xml: &mut Xml, site: &Site, base: &str, (page, lang): (&Page, Lang)) -> std::io::Result<()> {
    let address = page.place.within(folder(site, lang)).at(base);
    let attributes = [("rel", "alternate"), ("hreflang", lang.tag()), ("href", &address)];
    xml.create_element("xhtml:link").with_attributes(attributes).write_empty().map(|_| ())
}

/// The day on which what a page shows is known to have changed last.
fn last_change_of(site: &Site, kind: &PageKind) -> Option<String> {
    let catalog = site.catalog();
    let date = match kind {
        PageKind::Article(ix) => last_change(catalog, *ix),
        PageKind::Retracted(n) => Some(catalog.retracted[*n].date),
        PageKind::Changes => catalog.ledger.entries().first().map(|entry| entry.date),
        PageKind::County(place) => {
            let articles = site.index.articles_of(*place).iter();
            articles.filter_map(|ix| last_change(catalog, *ix)).max()
        }
        _ => None,
    };
    date.map(|date| day(&date))
}

fn element(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::{AT_MOST, parts};

    #[test]
    fn a_file_holds_so_many_addresses_and_no_more() {
        for (addresses, files) in
            [(0, 0), (AT_MOST, 0), (AT_MOST + 1, 2), (2 * AT_MOST, 2), (2 * AT_MOST + 1, 3)]
        {
            assert_eq!(parts(addresses), files, "{addresses}");
        }
    }
}

//! What a reader takes along: how to cite a page, and its data.

use serde::Serialize;

use super::{
    super::{text::Text, view::View},
    head::absolute,
};
use crate::{derive::data_until, model::ObsIx};

/// How to cite a page.
#[derive(Debug, Serialize)]
pub struct Cite {
    sentence: Text,
    gbt7714: Text,
    bibtex: Text,
    address: Option<String>,
}

/// A file to download.
#[derive(Debug, Serialize)]
pub struct Download<'a> {
    label: &'a str,
    href: String,
    /// A remark on it.
    pub note: Option<&'a str>,
}

/// How to cite the page that `view` stands on; `observations` are the figures it shows.
pub fn cite(view: &View<'_>, title: &Text, observations: impl IntoIterator<Item = ObsIx>) -> Cite {
    let site = &view.catalog().site;
    let address = site.base_url.as_ref().map(|base| absolute(base, &view.path));
    let until = data_until(view.catalog(), observations)
        .map(|d| view.words.fill("cite.until", &[("period", &view.date(&d))]));
    // Without an address of its own a page is cited by site and title alone.
    let cited = |key, before: &str| {
        let place = address.as_ref().map(|a| format!("{before}{a}")).unwrap_or_default();
        let blanks = [
            ("site", &view.site_title()),
            ("title", title),
            ("until", &until.as_deref().unwrap_or_default().into()),
            ("address", &place.into()),
        ];
        view.fill(key, &blanks)
    };
    let comma = view.words.get("site.comma");
    let url = address.as_ref().map(|a| format!(",\n  url = {{{a}}}")).unwrap_or_default();
    let note = until
        .as_ref()
        .map(|u| format!(",\n  note = {{{}}}", u.trim_start_matches(comma)))
        .unwrap_or_default();
    Cite {
        sentence: cited("cite.page_sentence", comma),
        gbt7714: cited("cite.page_gbt7714", ". "),
        bibtex: bibtex(view, title, &format!("{url}{note}")),
        address,
    }
}

fn bibtex(view: &View<'_>, title: &Text, rest: &str) -> Text {
    let mut entry = Text::from(format!("@misc{{xianzhi-{},\n  title = {{", view.path.stem()));
    entry.push(title);
    entry.push_str("},\n  howpublished = {");
    entry.push(&view.site_title());
    entry.push_str(&format!("}}{rest}\n}}"));
    entry
}

/// All observations of the site.
pub fn download_all<'a>(view: &View<'a>) -> Download<'a> {
    download_csv(view, "download.csv", "data/observations.csv")
}

/// A CSV file; `key` names its label.
pub fn download_csv<'a>(view: &View<'a>, key: &'a str, path: &str) -> Download<'a> {
    Download {
        label: view.words.get(key),
        href: view.href_of(path),
        note: Some(view.words.get("download.encoding")),
    }
}

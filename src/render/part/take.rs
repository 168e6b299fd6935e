//! What a reader takes along: how to cite a page, a figure and a source report, and the data of a page.
//!
//! The form of references is that of GB/T 7714—2015: what a source does not print is left out, or said to be unknown where
//! the standard wants it said; a date that is inferred stands in square brackets.

use serde::Serialize;

use super::{
    super::{export::Twin, href::SitePath, text::Text, view::View},
    bibtex::{Entry, Field},
    feedback::record_address,
    head::published,
};
use crate::{
    derive::{citation, data_until},
    model::{Article, ArticleIx, Catalog, ObsIx, PlaceIx},
};

/// How many names a reference gives before it says that there are more.
const NAMES: usize = 3;

/// How to cite a page.
#[derive(Debug, Serialize)]
pub struct Cite {
    sentence: Text,
    gbt7714: Text,
    bibtex: Text,
    address: Option<String>,
    /// The page that says what the files hold.
    data_href: String,
}

/// How to cite a figure.
#[derive(Debug, Serialize)]
pub(super) struct FigureCite {
    sentence: Text,
    gbt7714: Text,
    /// The entry in the file of references.
    bibtex_key: String,
}

/// How to cite a source report.
#[derive(Debug, Serialize)]
pub struct SourceCite {
    gbt7714: Text,
    bibtex: Text,
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
    let address = published(view, &view.path);
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
    let note = until.as_deref().map_or("", |u| u.trim_start_matches(comma));
    let entry = Entry {
        kind: "misc",
        key: format!("xianzhi-{}", view.path.stem()),
        fields: vec![
            ("title", Field::Text(title.plain())),
            ("howpublished", Field::Text(&site.title)),
            ("url", Field::Address(address.as_deref().unwrap_or_default())),
            ("note", Field::Text(note)),
        ],
    };
    Cite {
        sentence: cited("cite.page_sentence", comma),
        gbt7714: cited("cite.page_gbt7714", ". "),
        bibtex: view.mixed(&entry.write()),
        address,
        data_href: view.href_of("data.html"),
    }
}

/// How to cite one figure: by what it says, the line that printed it, the address and the version of its record.
pub(super) fn cite_figure(view: &View<'_>, ix: ObsIx) -> FigureCite {
    let catalog = view.catalog();
    let record = catalog.observation(ix);
    let blanks = [
        ("figure", &figure_in_words(view, ix)),
        ("source", &source_in_words(view, ix)),
        ("title", &view.article_title(record.article)),
        ("site", &view.site_title()),
        ("address", &record_address(view, ix).into()),
        ("version", &view.site.version(ix).to_string().into()),
    ];
    FigureCite {
        sentence: view.fill("cite.figure_sentence", &blanks),
        gbt7714: view.fill("cite.figure_gbt7714", &blanks),
        bibtex_key: bibtex_key(catalog, ix),
    }
}

/// `大祥区复工就业，2227人（约2020年）`
fn figure_in_words(view: &View<'_>, ix: ObsIx) -> Text {
    let record = view.catalog().observation(ix);
    let blanks = [
        ("place", &view.place_name(view.catalog().place_of(ix))),
        ("label", &view.metric_label(record.metric)),
        ("value", &view.chinese(&record.quantity.printed)),
        ("period", &view.period(&record.period).into()),
    ];
    view.fill("cite.figure", &blanks)
}

/// `云岭日报《青石县脱贫攻坚工作综述》，2019年12月20日，第8行`
fn source_in_words(view: &View<'_>, ix: ObsIx) -> Text {
    let record = view.catalog().observation(ix);
    let article = view.of_article(record.article);
    let cited = || view.mixed(&citation(view.speech, view.catalog().article(record.article)));
    let source = article.source.get_or_init(cited);
    let lines = view.lines(&record.lines);
    if lines.is_empty() {
        return source.clone();
    }
    view.fill("cite.at_lines", &[("source", source), ("lines", &lines.into())])
}

/// `430503-daxiang-2020.f-poverty.rate-2020`
fn bibtex_key(catalog: &Catalog, ix: ObsIx) -> String {
    let record = catalog.observation(ix);
    format!("{}.{}", catalog.article(record.article).slug, record.anchor)
}

fn bibtex_of_figure(view: &View<'_>, ix: ObsIx) -> String {
    let catalog = view.catalog();
    let address = record_address(view, ix);
    let version = view.site.version(ix).to_string().into();
    let title = figure_in_words(view, ix);
    let note =
        view.fill("cite.figure_note", &[("source", &source_in_words(view, ix)), ("version", &version)]);
    let entry = Entry {
        kind: "misc",
        key: bibtex_key(catalog, ix),
        fields: vec![
            ("title", Field::Text(title.plain())),
            ("howpublished", Field::Text(&catalog.site.title)),
            ("url", Field::Address(&address)),
            ("note", Field::Text(note.plain())),
        ],
    };
    entry.write()
}

/// How to cite the report that an article rests on.
pub fn cite_source(view: &View<'_>, article: &Article) -> SourceCite {
    SourceCite {
        gbt7714: view.mixed(&source_gbt7714(view, article)),
        bibtex: view.mixed(&bibtex_of_source(view, article)),
    }
}

/// The reference to an article's source, as the page gives it.
pub fn reference(view: &View<'_>, article: &Article) -> String {
    source_gbt7714(view, article)
}

/// `林一禾. 青石县脱贫攻坚工作综述[N]. 云岭日报, 2019-12-20(3).`
fn source_gbt7714(view: &View<'_>, article: &Article) -> String {
    let (origin, words) = (&article.origin, view.words);
    let mut people = origin.authors.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", ");
    if origin.authors.len() > NAMES {
        people.push_str(", ");
        people.push_str(words.get("cite.and_others"));
    }
    if !people.is_empty() {
        people.push_str(". ");
    }
    let title = source_title(view, article);
    let paper = origin.producer.as_deref().unwrap_or(words.get("cite.no_publisher"));
    let date = match &origin.date {
        Some(date) if date.is_approximate() => format!("[{}]", date.plain()),
        Some(date) => date.plain().to_string(),
        None => words.get("cite.no_date").to_owned(),
    };
    let edition = origin.edition.as_ref().map(|e| format!("({e})")).unwrap_or_default();
    let (medium, from) = match &origin.url {
        Some(url) => ("N/OL", format!("{}. {url}", words.get("cite.accessed"))),
        None => ("N", String::new()),
    };
    format!("{people}{title}[{medium}]. {paper}, {date}{edition}{from}.")
}

fn source_title(view: &View<'_>, article: &Article) -> String {
    let title = article.origin.headline.as_deref().unwrap_or(view.words.get("cite.no_title"));
    match &article.origin.subtitle {
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title.to_owned(),
    }
}

fn bibtex_of_source(view: &View<'_>, article: &Article) -> String {
    let origin = &article.origin;
    let title = source_title(view, article);
    let date = origin.date.as_ref().map(|d| d.plain().to_string()).unwrap_or_default();
    let inferred = origin.date.as_ref().is_some_and(crate::model::Period::is_approximate);
    let note = if inferred { view.words.get("cite.date_inferred") } else { "" };
    let entry = Entry {
        kind: if origin.producer.is_some() { "article" } else { "misc" },
        key: format!("{}.source", article.slug),
        fields: vec![
            ("author", Field::People(&origin.authors)),
            ("title", Field::Text(&title)),
            ("journal", Field::Text(origin.producer.as_deref().unwrap_or_default())),
            ("date", Field::Text(&date)),
            ("year", Field::Text(date.get(..4).unwrap_or_default())),
            ("pages", Field::Text(origin.edition.as_deref().unwrap_or_default())),
            ("url", Field::Address(origin.url.as_deref().unwrap_or_default())),
            ("note", Field::Text(note)),
        ],
    };
    entry.write()
}

/// The references of an article's page as a file: its source, then each of its figures.
pub fn bibliography(view: &View<'_>, ix: ArticleIx) -> String {
    let article = view.catalog().article(ix);
    let mut out = bibtex_of_source(view, article);
    for observation in article.observation_ids() {
        out.push_str("\n\n");
        out.push_str(&bibtex_of_figure(view, observation));
    }
    out + "\n"
}

/// The references of an article, to download.
pub fn download_bibliography<'a>(view: &View<'a>, article: &Article) -> Download<'a> {
    Download {
        label: view.words.get("download.bibliography"),
        href: view.href(&SitePath::bibliography(article)),
        note: Some(view.words.get("download.bibliography_note")),
    }
}

/// The profile of a place as one file, and the book, where the site holds them.
pub fn download_packs<'a>(view: &View<'a>, place: Option<PlaceIx>) -> Vec<Download<'a>> {
    let catalog = view.catalog();
    let one_file = place.map(|ix| ("download.one_file", SitePath::one_file(catalog.place(ix))));
    let packs = one_file.into_iter().chain([("download.book", SitePath::book())]);
    let download = |(key, path): (&'a str, SitePath)| Download {
        label: view.words.get(key),
        href: view.href(&path),
        note: view.words.find(&format!("{key}_note")),
    };
    if catalog.site.packs { packs.map(download).collect() } else { Vec::new() }
}

/// All observations of the site.
pub fn download_all<'a>(view: &View<'a>) -> Download<'a> {
    download_csv(view, "download.csv", "data/observations.csv")
}

/// What a page says, as data.
pub fn download_twin<'a>(view: &View<'a>, twin: Twin) -> Download<'a> {
    Download {
        label: view.words.get("download.twin"),
        href: view.href(&twin.path(view.site)),
        note: Some(view.words.get("download.twin_note")),
    }
}

/// A CSV file; `key` names its label.
pub fn download_csv<'a>(view: &View<'a>, key: &'a str, path: &str) -> Download<'a> {
    Download {
        label: view.words.get(key),
        href: view.href_of(path),
        note: Some(view.words.get("download.encoding")),
    }
}

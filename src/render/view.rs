//! The site as seen from one page, in the page's language: links that start there, the site's words, and what the page
//! calls places, metrics, articles. Every text of the content goes through here, since on a page in English it may be
//! English or Chinese.

use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    sync::OnceLock,
};

use serde::Serialize;
use tera::Value;

use super::{
    asked::{Ask, Asked},
    href::{SitePath, fragment},
    list::folder,
    markdown::Ground,
    text::Text,
};
use crate::derive::{Part, Province, Said, Site, Speech, Words, fill_blanks, matrix::Scope};
use crate::diag::Lang;
use crate::model::{
    Article, ArticleIx, Body, Catalog, Date, DomainIx, Leads, LineRange, Lines, MetricIx, ObsIx, Page,
    Period, PlaceIx, leads,
};

/// The site as seen from one page.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The site.
    pub site: &'a Site,
    /// The site in the language of the page.
    pub speech: Speech<'a>,
    /// The site's words.
    pub words: Words<'a>,
    /// The page, among those of its language.
    pub path: SitePath,
    /// From the root of its language to that of the site.
    pub up: &'static str,
    /// What its templates ask for.
    pub(super) asked: Asked,
    /// Metrics as figures name them, where other pages of the build name them in the same way.
    metrics: &'a [OnceLock<Value>],
    shared: RefCell<BTreeMap<Shared, Value>>,
    articles: RefCell<BTreeMap<ArticleIx, Rc<OfArticle>>>,
}

/// What many figures of a page have in common: built once a page, then handed on by reference count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// Its place, by name.
    Place(PlaceIx),
    /// Its article, by title.
    Article(ArticleIx),
    /// Its metric, by label.
    Metric(MetricIx),
    /// A link to the page of its place.
    PlaceLink(PlaceIx),
    /// A link to a table that shows it.
    TableLink(u32),
    /// A link to the text that prints it.
    TextLink,
}

/// What all figures of an article have in common on a page; made when it is first asked for.
#[derive(Debug)]
pub struct OfArticle {
    /// A link to its page.
    href: String,
    /// The address of its page.
    pub address: OnceCell<String>,
    /// How its source is cited in a sentence.
    pub source: OnceCell<Text>,
}

/// A link ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What it says.
    pub label: Text,
    /// Where it leads, from the page.
    pub href: String,
}

/// A name in another language than the page's.
#[derive(Clone, Debug, Serialize)]
pub struct Other {
    /// The name.
    pub text: String,
    /// The mark of its language.
    pub lang: &'static str,
}

/// A place by name.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Its name.
    pub name: Text,
    /// Its page.
    pub href: String,
}

impl<'a> View<'a> {
    /// The site as seen from `path`, among the pages in `lang`.
    pub fn new(site: &'a Site, lang: Lang, path: SitePath) -> View<'a> {
        let speech = site.speech(lang);
        let up = if folder(site, lang).is_empty() { "" } else { "../" };
        let words = speech.words;
        View {
            site,
            speech,
            words,
            path,
            up,
            asked: Asked::ALL,
            metrics: &[],
            shared: RefCell::default(),
            articles: RefCell::default(),
        }
    }

    /// The same for a page whose templates ask for no more than `asked`, of a build that keeps `metrics`: the catalogue's
    /// as figures name them on pages in a folder beside that of their own pages.
    pub(super) fn asking(self, asked: Asked, metrics: &'a [OnceLock<Value>]) -> View<'a> {
        let metrics = if self.path.is_beside_metrics() { metrics } else { &[] };
        View { asked, metrics, ..self }
    }

    /// A field of the page or of what stands on it, where its templates ask for it: else it is empty.
    pub(super) fn asked<T: Default>(&self, ask: Ask, make: impl FnOnce() -> T) -> T {
        if self.asks(ask) { make() } else { T::default() }
    }

    /// Whether the templates of the page ask for a field.
    pub(super) fn asks(&self, ask: Ask) -> bool {
        self.asked.has(ask)
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.speech.lang
    }

    /// A text of the content, marked where it is not in the language of the page.
    pub fn said(&self, said: Said<'_>) -> Text {
        Text::of(said, self.lang())
    }

    /// A text of the content that is in Chinese only.
    pub fn chinese(&self, text: &str) -> Text {
        self.said(Said { text, lang: Lang::Zh })
    }

    /// A text of the content that may have an English one beside it.
    pub fn choose(&self, zh: &str, en: Option<&str>) -> Text {
        self.said(self.speech.choose(zh, en))
    }

    /// A text with figures bound in it that may have an English one beside it, and the language of the one to show.
    pub fn body<'b>(&self, zh: &'b Body, en: Option<&'b Body>) -> (&'b Body, Lang) {
        match en {
            Some(english) if self.lang() == Lang::En => (english, Lang::En),
            _ => (zh, Lang::Zh),
        }
    }

    /// The label of a metric.
    pub fn metric_label(&self, ix: MetricIx) -> Text {
        self.said(self.speech.metric(ix))
    }

    /// The label of a domain.
    pub fn domain_label(&self, ix: DomainIx) -> Text {
        self.said(self.speech.domain(ix))
    }

    /// What a metric counts; empty for a local metric.
    pub fn metric_definition(&self, ix: MetricIx) -> Text {
        let metric = self.catalog().metric(ix);
        self.choose(&metric.definition, metric.definition_en.as_deref())
    }

    /// Who or what a metric counts.
    pub fn metric_population(&self, ix: MetricIx) -> Text {
        let metric = self.catalog().metric(ix);
        self.choose(&metric.population, metric.population_en.as_deref())
    }

    /// What belongs to a domain.
    pub fn domain_definition(&self, ix: DomainIx) -> Text {
        let domain = self.catalog().domain(ix);
        self.choose(&domain.definition, domain.definition_en.as_deref())
    }

    /// The name of a place.
    pub fn place_name(&self, ix: PlaceIx) -> Text {
        self.said(self.speech.place(ix))
    }

    /// The prefecture of a place.
    pub fn prefecture_name(&self, ix: PlaceIx) -> Text {
        let place = self.catalog().place(ix);
        self.choose(&place.prefecture, place.prefecture_en.as_deref())
    }

    /// The province of a place.
    pub fn province_name(&self, ix: PlaceIx) -> Text {
        let place = self.catalog().place(ix);
        self.choose(&place.province, place.province_en.as_deref())
    }

    /// The mark of a text in `lang` on this page: none where that is the page's language.
    pub fn foreign_tag(&self, lang: Lang) -> Option<&'static str> {
        (lang != self.lang()).then(|| lang.tag())
    }

    /// A text that `derive` put together in the language of the page, as far as it had one.
    pub fn mixed(&self, text: &str) -> Text {
        match self.lang() {
            Lang::Zh => text.into(),
            Lang::En => Text::mixed(text),
        }
    }

    /// Inline HTML in `lang`, marked where that is not the language of the page.
    pub fn marked_html(&self, html: String, lang: Lang) -> String {
        if lang == self.lang() || html.is_empty() {
            return html;
        }
        format!("<span lang=\"{}\">{html}</span>", lang.tag())
    }

    /// The title of a plain page.
    pub fn page_title(&self, page: &Page) -> Text {
        self.choose(&page.title, page.en.as_ref().map(|english| english.title.as_str()))
    }

    /// The name of the site.
    pub fn site_title(&self) -> Text {
        self.choose(&self.catalog().site.title, self.catalog().site.title_en.as_deref())
    }

    /// What the site is, in a sentence.
    pub fn site_description(&self) -> Text {
        self.choose(&self.catalog().site.description, self.catalog().site.description_en.as_deref())
    }

    /// Where the page stands in the tree, for a language of the site.
    pub fn path_in(&self, lang: Lang) -> SitePath {
        self.path.within(folder(self.site, lang))
    }

    /// The name of a place as the title of its page: on a page in English with the Chinese name beside it.
    pub fn place_title(&self, ix: PlaceIx) -> Text {
        let mut title = self.place_name(ix);
        if self.lang() == Lang::En && title.is_native() {
            title.push_str(" ");
            title.push(&self.chinese(&self.catalog().place(ix).name));
        }
        title
    }

    /// A name in the other of two languages than the page's, with the mark of that language.
    pub fn other(&self, zh: &str, en: &str) -> Other {
        match self.lang() {
            Lang::Zh => Other { text: en.to_owned(), lang: Lang::En.tag() },
            Lang::En => Other { text: zh.to_owned(), lang: Lang::Zh.tag() },
        }
    }

    /// Our title of an article.
    pub fn article_title(&self, ix: ArticleIx) -> Text {
        self.title_of(self.catalog().article(ix))
    }

    /// Our title of an article, also of one that was taken back.
    pub fn title_of(&self, article: &Article) -> Text {
        self.choose(&article.title, article.title_en.as_deref())
    }

    /// A unit.
    pub fn unit(&self, printed: &str) -> Text {
        self.chinese(&self.speech.unit(printed))
    }

    /// A period in words.
    pub fn period(&self, period: &Period) -> String {
        self.speech.period(period)
    }

    /// A date in words.
    pub fn date(&self, date: &Date) -> String {
        self.speech.date(date)
    }

    /// The catalogue.
    pub fn catalog(&self) -> &'a Catalog {
        self.site.catalog()
    }

    /// A link to a file of the site.
    pub fn href(&self, target: &SitePath) -> String {
        let href = self.path.link_to(target);
        if target.is_shared() {
            return format!("{}{href}", self.up);
        }
        if href.is_empty() { target.as_str().rsplit('/').next().unwrap_or_default().to_owned() } else { href }
    }

    /// A link to a file of the site by its path.
    pub fn href_of(&self, target: &str) -> String {
        self.href(&SitePath::new(target))
    }

    /// A link with words of the theme.
    pub fn link(&self, label: impl Into<Text>, target: &SitePath) -> Link {
        Link { label: label.into(), href: self.href(target) }
    }

    /// A place and its page.
    pub fn place(&self, place: PlaceIx) -> Named {
        let record = self.catalog().place(place);
        Named { name: self.place_name(place), href: self.href(&SitePath::county(record)) }
    }

    /// A place and its page, as a link.
    pub fn place_link(&self, place: PlaceIx) -> Link {
        let Named { name, href } = self.place(place);
        Link { label: name, href }
    }

    /// A domain and its page.
    pub fn domain(&self, domain: DomainIx) -> Link {
        let record = self.catalog().domain(domain);
        self.link(self.domain_label(domain), &SitePath::domain(record))
    }

    /// A prefecture, by position, and its page.
    pub fn prefecture(&self, prefecture: usize) -> Link {
        let record = &self.site.nav.prefectures[prefecture];
        let name = self.prefecture_name(record.places[0]);
        self.link(name, &SitePath::prefecture(record.slug()))
    }

    /// The name of a province, which its places have.
    pub fn province_label(&self, province: &Province) -> Text {
        self.province_name(self.site.nav.prefectures[province.prefectures[0]].places[0])
    }

    /// A year and its page.
    pub fn year(&self, year: i16) -> Link {
        let label = self.words.fill("year.label", &[("year", &year.to_string())]);
        self.link(label, &SitePath::year(year))
    }

    /// A page of the matrix by what it shows.
    pub fn matrix(&self, scope: Scope) -> Link {
        let nav = &self.site.nav;
        match scope {
            Scope::Whole => self.link(self.words.get("title.matrix"), &SitePath::matrix(None)),
            Scope::Province(v) => {
                let province = &nav.provinces[v];
                self.link(self.province_label(province), &SitePath::matrix(Some(province.slug())))
            }
            Scope::Prefecture(p) => Link {
                href: self.href(&SitePath::matrix(Some(nav.prefectures[p].slug()))),
                ..self.prefecture(p)
            },
        }
    }

    /// A catalogue metric and its page.
    pub fn metric(&self, metric: MetricIx) -> Link {
        let record = self.catalog().metric(metric);
        self.link(self.metric_label(metric), &SitePath::metric(record))
    }

    /// The page of an article.
    pub fn article_href(&self, article: ArticleIx) -> String {
        self.href(&SitePath::article(self.catalog().article(article)))
    }

    /// What all figures of an article have in common.
    pub fn of_article(&self, article: ArticleIx) -> Rc<OfArticle> {
        let mut articles = self.articles.borrow_mut();
        let of = articles.entry(article).or_insert_with(|| {
            let href = self.path.link_to(&SitePath::article(self.catalog().article(article)));
            Rc::new(OfArticle { href, address: OnceCell::new(), source: OnceCell::new() })
        });
        Rc::clone(of)
    }

    /// The record of a figure.
    pub fn record_href(&self, observation: ObsIx) -> String {
        let record = self.catalog().observation(observation);
        let page = &self.of_article(record.article).href;
        let mut href = String::with_capacity(page.len() + record.anchor.len() + 1);
        href.push_str(page);
        fragment(&record.anchor, &mut href);
        href
    }

    /// A value that many figures of the page share.
    pub fn shared<V: Serialize>(&self, key: Shared, make: impl FnOnce() -> V) -> Value {
        if let Shared::Metric(ix) = key
            && let Some(value) = self.metrics.get(ix.ix())
        {
            return value.get_or_init(|| Value::from_serializable(&make())).clone();
        }
        if let Some(value) = self.shared.borrow().get(&key) {
            return value.clone();
        }
        let value = Value::from_serializable(&make());
        self.shared.borrow_mut().insert(key, value.clone());
        value
    }

    /// Lines of a source in words: `第57、133、138～139行`; empty where there are none.
    pub fn lines(&self, lines: &Lines) -> String {
        lines_in(self.speech, lines)
    }

    /// Texts joined as the language joins them.
    pub fn list<T: Into<Text>>(&self, texts: impl IntoIterator<Item = T>) -> Text {
        let mut out = Text::default();
        for text in texts {
            if !out.is_empty() {
                out.push_str(self.words.get("site.list_separator"));
            }
            out.push(&text.into());
        }
        out
    }

    /// Words of the theme with texts in their blanks.
    pub fn fill(&self, key: &str, blanks: &[(&str, &Text)]) -> Text {
        let words = self.words.find(key).unwrap_or(key);
        let mut out =
            Text::with_room(words.len() + blanks.iter().map(|(_, text)| text.plain().len()).sum::<usize>());
        let find = |name: &str| blanks.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
        fill_blanks(words, find, |part| match part {
            Part::Words(words) => out.push_str(words),
            Part::Blank(text) => out.push(text),
        });
        out
    }

    /// A text with another beside it: `贫困发生率（2014年）`.
    pub fn aside(&self, text: &Text, aside: &str) -> Text {
        self.fill("site.aside", &[("text", text), ("aside", &aside.into())])
    }

    /// A label and what it introduces: `收入：……`.
    pub fn labelled(&self, label: &Text, text: &Text) -> Text {
        let mut out = label.clone();
        out.push_str(self.words.get("site.colon"));
        out.push(text);
        out
    }
}

fn lines_in(speech: Speech<'_>, lines: &Lines) -> String {
    let words = speech.words;
    let range = |range: &LineRange| {
        if range.start == range.end {
            range.start.to_string()
        } else {
            format!("{}{}{}", range.start, words.get("site.range"), range.end)
        }
    };
    match &lines.0[..] {
        [] => String::new(),
        [one] if one.start == one.end => words.fill("figure.source_line", &[("lines", &range(one))]),
        several => words.fill("figure.source_lines", &[("lines", &speech.list(several.iter().map(range)))]),
    }
}

/// A text of ours as one page shows it. `owner` is the page that it was written for: relative addresses in it start
/// there.
#[derive(Clone, Debug)]
pub struct TextGround<'v, 'a> {
    /// The page that shows it.
    pub view: &'v View<'a>,
    /// The page that it was written for.
    pub owner: SitePath,
    /// The language that it is in.
    pub lang: Lang,
}

impl Ground for TextGround<'_, '_> {
    fn figure(&self, observation: ObsIx) -> String {
        let record = self.view.catalog().observation(observation);
        let speech = self.view.site.speech(self.lang);
        let lines = lines_in(speech, &record.lines);
        let about = [speech.metric(record.metric).text, &speech.period(&record.period), &lines];
        let title = speech.list(about.into_iter().filter(|s| !s.is_empty()));
        let mut out = String::with_capacity(160);
        out.push_str("<a class=\"fig\" href=\"");
        out.push_str(&self.view.record_href(observation));
        out.push_str("\" title=\"");
        escape(&title, &mut out);
        out.push_str("\">");
        let printed = self.view.said(Said { text: &record.quantity.printed, lang: Lang::Zh });
        match self.lang {
            Lang::Zh => escape(printed.plain(), &mut out),
            Lang::En => out.push_str(&printed.html()),
        }
        out.push_str("</a>");
        if let Some(reading) = speech.reading(&record.quantity) {
            escape(&format!(" ({reading})"), &mut out);
        }
        out
    }

    fn printed(&self, observation: ObsIx) -> Cow<'_, str> {
        let quantity = &self.view.catalog().observation(observation).quantity;
        match self.lang {
            Lang::Zh => (&*quantity.printed).into(),
            Lang::En => self.view.site.speech(self.lang).short(quantity).into(),
        }
    }

    fn address(&self, target: &str) -> Option<String> {
        match self.owner.written_as().resolve(target) {
            Some((path, rest)) => {
                let page = SitePath::of_written(&path)
                    .or_else(|| self.owner.resolve(target).map(|(page, _)| page))?;
                if page == self.view.path && !rest.is_empty() {
                    return Some(rest.to_owned());
                }
                Some(format!("{}{rest}", self.view.href(&page)))
            }
            None => (leads(target) == Leads::Out).then(|| target.to_owned()),
        }
    }

    fn heading_id(&self, label: &str, n: usize) -> String {
        self.view.catalog().heading_id(label, n)
    }
}

/// Writes a text into HTML, attributes included.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

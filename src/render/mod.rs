//! Pages: a [`Site`] in, the bytes of each file out. Every file is listed first ([`Renderer::pages`]) and rendered on
//! demand ([`Renderer::render`]), a pure function of the site, so that a build renders all in parallel and a preview
//! only what is asked for.
//!
//! Never: reads or writes a file, compares or computes figures (that is `derive`), holds a Chinese sentence (those are
//! words of the theme).

mod asked;
pub mod chart;
pub mod desk;
mod export;
mod flat;
mod global;
mod href;
mod linked;
mod list;
pub mod markdown;
mod marks;
mod out;
mod pack;
mod page;
mod part;
mod plain;
mod search;
mod share;
mod templates;
mod text;
mod view;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    sync::OnceLock,
};

use anyhow::Result;
use serde::Serialize;
use tera::{Context, Tera, Value};

pub use href::SitePath;
pub use list::{ChartOf, Page, PageKind, TableAt, TableForm};
pub use out::Give;

use crate::{
    derive::{Plan, Site, chart_spec},
    diag::{Lang, OrRefuse, Refusal, Words, say},
};

use self::{
    asked::Asked,
    export::{Measured, Table},
    out::Out,
    page as pages_of,
    search::Index,
    view::View,
};

/// The usual size of a page, so that its buffer need not grow often.
const PAGE_BYTES: usize = 64 * 1024;

/// Renders the files of one site.
#[derive(Debug)]
pub struct Renderer {
    site: Site,
    /// The templates, once a language: what all pages share is in its words.
    tera: BTreeMap<Lang, Tera>,
    /// What a template asks for; all, where it is not here.
    asked: BTreeMap<String, Asked>,
    /// The metrics of the catalogue as figures name them on most pages, once a language.
    metrics: BTreeMap<Lang, Vec<OnceLock<Value>>>,
    /// What the search reads, once a language; made when it is first asked for, since all texts go into it.
    indexes: BTreeMap<Lang, OnceLock<Index>>,
    /// The sizes and digests of the tables of the data, which their description states: known once a file is made.
    measured: [OnceLock<Measured>; export::TABLES.len()],
    /// Every file but the shards of the search, and these.
    at_once: OnceLock<Vec<Page>>,
    shards: OnceLock<Vec<Page>>,
}

impl Renderer {
    /// Takes the templates of the site's theme.
    ///
    /// # Errors
    /// Where a template is broken or names one that is not there; all of them are reported together.
    pub fn new(site: &Site) -> Result<Renderer> {
        let tera = templates::load(site)?;
        let components = tera.values().flat_map(Tera::get_component_names);
        let asked = asked::by_template(&site.checked.theme.templates, components);
        let metrics = || site.catalogued().map(|_| OnceLock::new()).collect();
        let metrics = site.languages().iter().map(|lang| (*lang, metrics())).collect();
        let indexes = site.languages().iter().map(|lang| (*lang, OnceLock::new())).collect();
        Ok(Renderer {
            site: site.clone(),
            tera,
            asked,
            metrics,
            indexes,
            measured: Default::default(),
            at_once: OnceLock::new(),
            shards: OnceLock::new(),
        })
    }

    /// The site that it renders.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Every file of the site.
    pub fn pages(&self) -> Vec<&Page> {
        self.pages_at_once().iter().chain(self.shards()).collect()
    }

    /// Every file but the shards of the search: how many there are of these is known only when all texts were read.
    pub fn pages_at_once(&self) -> &[Page] {
        self.at_once.get_or_init(|| list::pages(&self.site))
    }

    /// Whether its files stand beside their compressed forms.
    pub fn is_compressed(&self) -> bool {
        self.site.catalog().site.compressed
    }

    /// Every file to carry away — profiles as one file each, the book — whether the site lists them or not.
    pub fn packs(&self) -> Vec<Page> {
        list::packs(&self.site)
    }

    /// The handbook for editors, whether the site lists it or not.
    pub fn handbook(&self) -> Vec<Page> {
        list::handbook(&self.site)
    }

    /// The file that says how a copy of the site is read, by its name.
    ///
    /// # Errors
    /// Where its template is broken.
    pub fn readme(&self) -> Result<(&'static str, String)> {
        let tera = self.tera.values().next();
        let tera = tera.or_refuse(|| Words::fixed("站点没有语言", "the site is in no language"))?;
        Ok(("读我-README.txt", tera.render("readme.txt", &Context::new())?))
    }

    /// The sizes and digests of the tables of the data; a table that was not made yet is gone through, and not kept.
    fn measured(&self) -> Result<Vec<Measured>> {
        let one = |(table, known): (&&Table, &OnceLock<Measured>)| match known.get() {
            Some(measured) => Ok(measured.clone()),
            None => {
                let measured = export::render_table(&self.site, table, &mut std::io::sink())?;
                Ok(known.get_or_init(|| measured).clone())
            }
        };
        export::TABLES.iter().zip(&self.measured).map(one).collect()
    }

    /// What is in the folder of the data, in all languages of the site.
    fn data_readme(&self) -> Result<Vec<u8>> {
        let mut text = String::new();
        for (lang, tera) in self.site.languages().iter().filter_map(|l| Some((l, self.tera.get(l)?))) {
            if !text.is_empty() {
                text.push_str("\n---\n\n");
            }
            let view = View::new(&self.site, *lang, SitePath::new("data/README.md"));
            let context = Context::from_serialize(&pages_of::data::readme(&view))?;
            text.push_str(&tera.render("data-readme.md", &context)?);
        }
        Ok(text.into_bytes())
    }

    /// The folders in which the shards of the search stand, one a language.
    pub fn shard_folders(&self) -> impl Iterator<Item = String> {
        self.site
            .languages()
            .iter()
            .map(|lang| SitePath::new(search::FOLDER).within(list::folder(&self.site, *lang)).to_string())
    }

    /// The shards of the search.
    pub fn shards(&self) -> &[Page] {
        let counts = |lang: &Lang| Some((*lang, self.index(*lang).ok()?.counts()));
        self.shards.get_or_init(|| list::shards(&self.site, self.site.languages().iter().filter_map(counts)))
    }

    fn index(&self, lang: Lang) -> Result<&Index> {
        let index = self.indexes.get(&lang).or_refuse(no_language)?;
        Ok(index.get_or_init(|| Index::of(&self.site, lang)))
    }

    /// The characters of labels, titles, figures and citations that pictures of pixels would show as boxes.
    pub fn without_glyph(&self) -> BTreeSet<char> {
        let catalog = self.site.catalog();
        let site = &catalog.site;
        if !site.png && !site.share_pictures {
            return BTreeSet::new();
        }
        let names = [Some(&site.title), site.title_en.as_ref()].into_iter().flatten();
        let above = catalog.places.iter().flat_map(|p| [&p.prefecture, &p.province]);
        let above_in_english = catalog.places.iter().flat_map(|p| [&p.prefecture_en, &p.province_en]);
        let above = names.chain(above).chain(above_in_english.flatten()).map(String::as_str);
        let places = catalog.places.iter().flat_map(|p| [p.name.as_str(), &p.en]).chain(above);
        let metrics = catalog.metrics.iter().flat_map(|m| [m.label.as_str(), &m.en]);
        let origins = catalog.articles.iter().flat_map(|a| [&a.origin.headline, &a.origin.producer]);
        let figures = catalog.observations.iter().map(|o| &*o.quantity.printed);
        let articles = catalog.articles.iter().map(|a| &a.body);
        let bodies = articles
            .chain(catalog.tables.iter().map(|t| &t.body))
            .chain(catalog.pages.iter().map(|p| &p.body));
        let blocks =
            bodies.flat_map(|b| &b.blocks).chain(catalog.tables.iter().filter_map(|t| t.chart.as_ref()));
        let declared = blocks
            .filter(|b| b.image().is_none())
            .flat_map(|b| [Some(b.title.as_str()), b.note.as_deref()])
            .flatten();
        let texts =
            places.chain(metrics).chain(origins.flatten().map(String::as_str)).chain(figures).chain(declared);
        chart::without_glyph(texts)
    }

    /// The bytes of one file.
    ///
    /// # Errors
    /// Where a template asks for what its page does not have.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>> {
        let mut whole = Vec::with_capacity(PAGE_BYTES);
        self.render_into(page, Out::new(&mut whole, None))?;
        Ok(whole)
    }

    /// Gives the bytes of one file in pieces, which come together in `buffer`: one who makes many files keeps it.
    ///
    /// # Errors
    /// As [`render`](Self::render), and where a piece is not taken.
    pub fn render_to(&self, page: &Page, buffer: &mut Vec<u8>, give: Give<'_>) -> Result<()> {
        self.render_into(page, Out::new(buffer, Some(give)))
    }

    fn render_into(&self, page: &Page, mut out: Out<'_>) -> Result<()> {
        let rendered = self.page(page, &mut out).and_then(|()| Ok(out.give()?));
        let path = &page.path;
        match out.refusal() {
            Some(reason) => Err(reason),
            None => Ok(rendered.or_refuse(|| say!("生成 {path} 时出错", "cannot make {path}"))?),
        }
    }

    fn page(&self, page: &Page, out: &mut Out<'_>) -> Result<()> {
        let view = View::new(&self.site, page.lang, page.place.clone());
        match &page.kind {
            PageKind::Home => self.html(view, "home.html", pages_of::home::home, out),
            PageKind::County(p) => {
                self.html(view, "county.html", |view| pages_of::county::county(view, *p), out)
            }
            PageKind::Article(a) => {
                self.html(view, "article.html", |view| pages_of::article::article(view, *a), out)
            }
            PageKind::Retracted(n) => {
                self.html(view, "retracted.html", |view| pages_of::retracted::retracted_page(view, *n), out)
            }
            PageKind::Domain(d) => {
                self.html(view, "domain.html", |view| pages_of::domain::domain(view, *d), out)
            }
            PageKind::Metric(m) => {
                self.html(view, "metric.html", |view| pages_of::metric::metric(view, *m), out)
            }
            PageKind::Table(n) => {
                self.html(view, "table.html", |view| pages_of::table::table(view, TableAt::declared(*n)), out)
            }
            PageKind::TableView(at) => {
                self.html(view, "table.html", |view| pages_of::table::table(view, *at), out)
            }
            PageKind::Plain(n) => self.html(view, "page.html", |view| pages_of::plain::plain(view, *n), out),
            PageKind::Prefecture(n) => {
                self.html(view, "prefecture.html", |view| pages_of::prefecture::prefecture(view, *n), out)
            }
            PageKind::Year(y) => self.html(view, "year.html", |view| pages_of::year::year(view, *y), out),
            PageKind::Years => self.html(view, "years.html", pages_of::years::years, out),
            PageKind::Matrix(scope) => {
                self.html(view, "matrix.html", |view| pages_of::matrix::matrix(view, *scope), out)
            }
            PageKind::Articles => self.html(view, "articles.html", pages_of::articles::articles, out),
            PageKind::Checks => self.html(view, "checks.html", pages_of::checks::checks, out),
            PageKind::Corrections => {
                self.html(view, "corrections.html", pages_of::corrections::corrections, out)
            }
            PageKind::Changes => self.html(view, "changes.html", pages_of::changes::changes, out),
            PageKind::Tables => self.html(view, "tables.html", pages_of::tables::tables, out),
            PageKind::Metrics => self.html(view, "metrics.html", pages_of::metrics::metrics, out),
            PageKind::Glossary => self.html(view, "glossary.html", pages_of::glossary::glossary, out),
            PageKind::Search => {
                let version = &self.index(page.lang)?.version;
                self.html(view, "search.html", |view| pages_of::search::search(view, version), out)
            }
            PageKind::Feed => self.feed(view, out),
            PageKind::Moved(target) => {
                self.html(view, "moved.html", |view| pages_of::moved::moved(view, *target), out)
            }
            PageKind::Data => self.html(view, "data.html", pages_of::data::data, out),
            PageKind::Offline => self.html(view, "offline.html", pages_of::offline::offline, out),
            PageKind::Handbook(n) => {
                self.html(view, "handbook.html", |view| pages_of::handbook::chapter(view, *n), out)
            }
            PageKind::NotFound => self.html(view, "404.html", pages_of::not_found::not_found, out),
            _ => self.data(&view, page, out),
        }
    }

    /// A file of the theme.
    fn asset(&self, name: &str) -> Result<&str> {
        let text = self.site.checked.theme.assets.get(name);
        Ok(text.or_refuse(|| Words::fixed("没有这个主题文件", "the theme has no such file"))?)
    }

    /// Adds a page of a template, which is given what `make` makes of the site as seen from there.
    fn html<'v, V: Serialize>(
        &'v self,
        view: View<'v>,
        template: &str,
        make: impl FnOnce(&View<'v>) -> V,
        out: &mut impl Write,
    ) -> Result<()> {
        let tera = self.tera.get(&view.lang()).or_refuse(no_language)?;
        let asked = self.asked.get(template).copied().unwrap_or(Asked::ALL);
        let metrics = self.metrics.get(&view.lang()).map_or(&[][..], Vec::as_slice);
        tera.render_to(template, &Context::from_serialize(&make(&view.asking(asked, metrics)))?, out)?;
        Ok(())
    }

    /// What is new. XML has no room for most control characters, however they are written.
    fn feed(&self, view: View<'_>, out: &mut Out<'_>) -> Result<()> {
        let mut bytes = Vec::new();
        self.html(view, "feed.xml", export::feed, &mut bytes)?;
        bytes.retain(|byte| !byte.is_ascii_control() || b"\n\t".contains(byte));
        Ok(out.write_all(&bytes)?)
    }

    /// Adds a file that is no web page.
    fn data(&self, view: &View<'_>, page: &Page, out: &mut Out<'_>) -> Result<()> {
        let (site, catalog) = (&self.site, self.site.catalog());
        match &page.kind {
            PageKind::ChartData(of, n) => {
                export::render_csv(catalog, plan(site, *of, *n)?.observations(), out)
            }
            PageKind::DataTable(n) => {
                let measured = export::render_table(site, export::TABLES[*n], out)?;
                self.measured[*n].get_or_init(|| measured);
                Ok(())
            }
            PageKind::Twin(twin) => export::render_twin(view, *twin, out),
            PageKind::PlaceData(p) => {
                export::render_csv(catalog, site.index.of_place(*p).iter().copied(), out)
            }
            PageKind::TableData(n, variant, TableForm::Data) => {
                let shown = site.variation(*n, *variant);
                export::render_table_csv(catalog, catalog.tables[*n].domain, &shown, out)
            }
            _ => Ok(out.write_all(&self.whole(view, page)?)?),
        }
    }

    /// A file that is made as a whole: it is small, or cannot be made in pieces.
    fn whole(&self, view: &View<'_>, page: &Page) -> Result<Vec<u8>> {
        let (site, catalog) = (&self.site, self.site.catalog());
        match &page.kind {
            PageKind::OneFile(ix) => pack::one_file(self, page, *ix),
            PageKind::Book => pack::book(self, page.lang),
            PageKind::Chart(of, n) => {
                Ok(chart::render_file(&chart_spec(view.speech, plan(site, *of, *n)?)).into_bytes())
            }
            PageKind::ChartPicture(of, n) => {
                chart::render_png(&chart::render_file(&chart_spec(view.speech, plan(site, *of, *n)?)))
            }
            PageKind::DataPackage => export::render_data_package(site, &self.measured()?),
            PageKind::DataGroup => export::render_csvw(site),
            PageKind::DataReadme => self.data_readme(),
            PageKind::Database => export::render_sqlite(site),
            PageKind::Datasette => export::render_datasette(site),
            PageKind::SharePicture(ix) => {
                chart::draw_png(&share::render_share_picture(view, *ix), share::WIDTH)
            }
            PageKind::DataCatalog => linked::render_catalog(view),
            PageKind::Schema(shape) => export::render_schema(*shape),
            PageKind::Bibliography(a) => Ok(part::bibliography(view, *a).into_bytes()),
            PageKind::TableData(n, variant, TableForm::Sheet) => export::render_sheet(view, *n, *variant),
            PageKind::TableData(n, variant, TableForm::Workbook) => {
                export::render_table_workbook(view, *n, *variant)
            }
            PageKind::Workbook => export::render_workbook(view),
            PageKind::SearchDirectory => Ok(self.index(page.lang)?.directory().into_bytes()),
            PageKind::SearchKeys(n) => Ok(self.index(page.lang)?.keys_shard(*n).into_bytes()),
            PageKind::SearchEntries(n) => {
                Ok(self.index(page.lang)?.entries_shard(site, page.lang, *n).into_bytes())
            }
            PageKind::Sitemap(part) => {
                export::render_sitemap(site, base_url(site)?, *part, self.pages_at_once())
            }
            PageKind::ForHosts(file) => {
                Ok(export::render_for_hosts(site, *file, self.pages_at_once()).into_bytes())
            }
            PageKind::Image(ix) => catalog.image(*ix).copied(),
            PageKind::Asset(name) => Ok(self.asset(name)?.as_bytes().to_owned()),
            PageKind::Worker => Ok(export::render_worker(view, self.asset(SitePath::WORKER)?)),
            PageKind::Manifest => export::render_manifest(view, self.asset(export::ICON)?),
            PageKind::Icon(side) => chart::draw_png(self.asset(export::ICON)?, *side),
            kind => Err(Refusal::new(say!("不是数据文件：{kind:?}", "no file of data: {kind:?}")).into()),
        }
    }
}

/// What only a site with an address has is listed only there.
fn base_url(site: &Site) -> Result<&str> {
    let base = site.catalog().site.base_url.as_deref();
    Ok(base.or_refuse(|| Words::fixed("站点没有网址", "the site has no address"))?)
}

fn no_language() -> Words {
    Words::fixed("站点没有这种语言", "the site is not in this language")
}

fn plan(site: &Site, of: ChartOf, n: usize) -> Result<&Plan> {
    Ok(of.plans(site).get(n).or_refuse(|| Words::fixed("没有这张图", "there is no such chart"))?)
}

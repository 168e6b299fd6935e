//! Every file of the site, listed before any is rendered.

use super::{
    export::{self, HostFile, Shape, Twin},
    href::SitePath,
    pack,
    page::handbook::Chapter,
    part, search,
};
use crate::derive::{
    Plan, Site, Variant,
    matrix::{Scope, scopes},
};
use crate::diag::Lang;
use crate::model::{AliasOf, ArticleIx, DomainIx, ImageIx, MetricIx, PlaceIx};

/// The style sheet that no page of the site uses.
const OF_BOOK: &str = "book.css";

/// The script that asks for the worker.
const OFFLINE: &str = "offline.js";

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it stands.
    pub path: SitePath,
    /// Its language; for a file that all languages share, the first of the site.
    pub lang: Lang,
    /// Where it stands among the files of its language: links between these are the same in every language.
    pub place: SitePath,
    /// What it shows.
    pub kind: PageKind,
}

/// What a file shows. Tables, plain pages and what was retracted are named by their position in the
/// catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// The profile of a place.
    County(PlaceIx),
    /// An article.
    Article(ArticleIx),
    /// An article that was retracted.
    Retracted(usize),
    /// A domain.
    Domain(DomainIx),
    /// A catalogue metric.
    Metric(MetricIx),
    /// A cross-county table.
    Table(usize),
    /// Another page of a cross-county table: a view, an order, a part of its places.
    TableView(TableAt),
    /// A plain page.
    Plain(usize),
    /// A prefecture, by position.
    Prefecture(usize),
    /// A year.
    Year(i16),
    /// The list of years.
    Years,
    /// A page of the matrix.
    Matrix(Scope),
    /// The list of articles.
    Articles,
    /// What was changed in the records.
    Changes,
    /// How far the figures were checked.
    Checks,
    /// Corrections and disagreements.
    Corrections,
    /// The list of tables.
    Tables,
    /// The list of metrics.
    Metrics,
    /// The glossary.
    Glossary,
    /// The search.
    Search,
    /// What the search reads first.
    SearchDirectory,
    /// A shard of keys, by number.
    SearchKeys(usize),
    /// A shard of entries, by number.
    SearchEntries(usize),
    /// At a former address of a page.
    Moved(AliasOf),
    /// For addresses that name no page.
    NotFound,
    /// How to read the site without a network.
    Offline,
    /// A chapter of the handbook for editors, by position.
    Handbook(usize),
    /// What keeps the site in a browser.
    Worker,
    /// What the site is to a browser that keeps it.
    Manifest,
    /// The icon in pixels, by its side.
    Icon(u32),
    /// A chart as a file of its own: whose, and which of its plans.
    Chart(ChartOf, usize),
    /// The same as PNG.
    ChartPicture(ChartOf, usize),
    /// The observations that a chart shows.
    ChartData(ChartOf, usize),
    /// What is new, as a feed.
    Feed,
    /// What search engines should know of: the first file, or a part by number, from 1.
    Sitemap(usize),
    /// What hosts and robots look for.
    ForHosts(HostFile),
    /// What there is to download, and how to read it.
    Data,
    /// A table of the open data, by position.
    DataTable(usize),
    /// The description of these tables as a Data Package.
    DataPackage,
    /// The same as CSV on the Web.
    DataGroup,
    /// The same in words.
    DataReadme,
    /// The tables as a workbook.
    Workbook,
    /// The tables as a database.
    Database,
    /// What Datasette shows beside it.
    Datasette,
    /// What a page says, as data.
    Twin(Twin),
    /// The schema of such files.
    Schema(Shape),
    /// The data of the site for catalogues of data.
    DataCatalog,
    /// The picture of a place, for where its address is shared.
    SharePicture(PlaceIx),
    /// The references of an article and its figures.
    Bibliography(ArticleIx),
    /// The observations of a place.
    PlaceData(PlaceIx),
    /// The data of a view of a table.
    TableData(usize, Variant, TableForm),
    /// A picture that a text shows.
    Image(ImageIx),
    /// A file of the theme, by name.
    Asset(String),
    /// The profile of a place as one file.
    OneFile(PlaceIx),
    /// The profiles and tables as a book.
    Book,
}

/// One of the pages of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableAt {
    /// Position of the table in the catalogue.
    pub table: usize,
    /// What time it is about.
    pub variant: Variant,
    /// The column that it is sorted by; by place where there is none.
    pub sort: Option<usize>,
    /// Which part of the places it shows; all, or a summary of the parts, where there is none.
    pub part: Option<usize>,
}

impl TableAt {
    /// The page of a table as it is declared.
    pub fn declared(table: usize) -> TableAt {
        TableAt { table, variant: Variant::Declared, sort: None, part: None }
    }

    /// Whether it is the table's own page, with its notes and its chart.
    pub fn is_main(self) -> bool {
        self == TableAt::declared(self.table)
    }

    /// Where it stands.
    pub fn path(self, site: &Site) -> SitePath {
        let mut suffix = of_variant(self.variant);
        if let Some(column) = self.sort {
            suffix.push_str(&format!(".by-c{}", column + 1));
        }
        if let Some(part) = self.part {
            suffix.push_str(&format!(".{}", site.table_plans[self.table].parts[part].id));
        }
        SitePath::table_view(&site.catalog().tables[self.table].slug, &suffix)
    }
}

/// What the name of a file says of the view that it shows.
fn of_variant(variant: Variant) -> String {
    match variant {
        Variant::Declared => String::new(),
        Variant::Year(year) => format!(".{year}"),
        Variant::Latest(..) => ".latest".to_owned(),
        Variant::Change => ".change".to_owned(),
    }
}

/// A form of the data of a view of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// One row a figure.
    Data,
    /// One row a place, as a text for spreadsheets.
    Sheet,
    /// The same as a workbook.
    Workbook,
}

/// Where the data of a view of a table stand.
pub fn table_data(site: &Site, table: usize, variant: Variant, form: TableForm) -> SitePath {
    let ending = match form {
        TableForm::Data => ".csv",
        TableForm::Sheet => ".sheet.csv",
        TableForm::Workbook => ".xlsx",
    };
    let slug = &site.catalog().tables[table].slug;
    SitePath::table_data(slug, &format!("{}{ending}", of_variant(variant)))
}

/// The page that a chart belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartOf {
    /// An article's text.
    Article(ArticleIx),
    /// A profile.
    County(PlaceIx),
    /// A metric.
    Metric(MetricIx),
    /// A table and its notes.
    Table(usize),
    /// A plain page.
    Plain(usize),
    /// The home page.
    Home,
}

impl ChartOf {
    /// Its plans.
    pub(super) fn plans(self, site: &Site) -> &[Plan] {
        match self {
            ChartOf::Article(a) => site.charts.of_article(a),
            ChartOf::County(p) => site.charts.all_of_county(p),
            ChartOf::Metric(m) => site.charts.all_of_metric(m),
            ChartOf::Table(n) => site.charts.of_table(n),
            ChartOf::Plain(n) => site.charts.of_page(n),
            ChartOf::Home => one(site.charts.of_home()),
        }
    }
}

fn one(plan: Option<&Plan>) -> &[Plan] {
    plan.map_or(&[][..], std::slice::from_ref)
}

/// Every file of the site, in a fixed order: what all languages share, and the pages of the first; then those of the
/// others.
pub fn pages(site: &Site) -> Vec<Page> {
    in_every_language(site, &in_one_language(site))
}

/// Every file to carry away, whether the site lists them or not.
pub fn packs(site: &Site) -> Vec<Page> {
    in_every_language(site, &pack::files(site))
}

/// The handbook for editors, whether the site lists it or not.
pub fn handbook(site: &Site) -> Vec<Page> {
    in_every_language(site, &chapters())
}

fn chapters() -> Vec<(SitePath, PageKind)> {
    let one = |(n, chapter): (usize, &Chapter)| (chapter.path(), PageKind::Handbook(n));
    Chapter::all().iter().enumerate().map(one).collect()
}

fn in_every_language(site: &Site, files: &[(SitePath, PageKind)]) -> Vec<Page> {
    let mut all = Vec::new();
    for (n, lang) in site.languages().iter().enumerate() {
        let own = files.iter().filter(|(place, _)| n == 0 || !place.is_shared());
        all.extend(own.map(|(place, kind)| page(site, *lang, place.clone(), kind.clone())));
    }
    all
}

/// The shards of the search: how many of keys and of entries there are in each language.
pub fn shards(site: &Site, counts: impl Iterator<Item = (Lang, (usize, usize))>) -> Vec<Page> {
    let mut all = Vec::new();
    for (lang, (keys, entries)) in counts {
        let keys = (0..keys).map(|n| ("keys", n, PageKind::SearchKeys(n)));
        let entries = (0..entries).map(|n| ("entries", n, PageKind::SearchEntries(n)));
        let one = |(name, n, kind)| {
            page(site, lang, SitePath::new(format!("{}{name}-{n}.js", search::FOLDER)), kind)
        };
        all.extend(keys.chain(entries).map(one));
    }
    all
}

/// A file by its place among those of its language.
pub(super) fn page(site: &Site, lang: Lang, place: SitePath, kind: PageKind) -> Page {
    Page { path: place.within(folder(site, lang)), lang, place, kind }
}

/// The folder in which the pages of a language stand: none for the first.
pub(super) fn folder(site: &Site, lang: Lang) -> &'static str {
    if site.languages().first() == Some(&lang) { "" } else { lang.code() }
}

fn in_one_language(site: &Site) -> Vec<(SitePath, PageKind)> {
    let catalog = site.catalog();
    let mut list = List { site, pages: Vec::new() };
    list.add("index.html", PageKind::Home);
    list.charts(&SitePath::new("index.html"), ChartOf::Home);
    list.add("articles.html", PageKind::Articles);
    list.add("checks.html", PageKind::Checks);
    list.add("corrections.html", PageKind::Corrections);
    if !catalog.ledger.is_empty() {
        list.add(part::CHANGES, PageKind::Changes);
    }
    list.add("tables.html", PageKind::Tables);
    list.add("metrics.html", PageKind::Metrics);
    list.add("glossary.html", PageKind::Glossary);
    list.add(search::PAGE, PageKind::Search);
    list.add(&format!("{}directory.js", search::FOLDER), PageKind::SearchDirectory);
    list.add("404.html", PageKind::NotFound);
    list.add("offline.html", PageKind::Offline);
    list.add(SitePath::WORKER, PageKind::Worker);
    list.add("data.html", PageKind::Data);
    list.pages.extend(export::data_files(site).into_iter().map(|file| (file.path, file.kind)));
    list.pages.extend(Shape::ALL.map(|shape| (shape.path(), PageKind::Schema(shape))));
    for ix in catalog.place_ids() {
        let place = catalog.place(ix);
        list.page(SitePath::county(place), PageKind::County(ix), ChartOf::County(ix));
        list.add(&format!("data/{}.csv", place.code), PageKind::PlaceData(ix));
        list.twin(Twin::County(ix));
        if catalog.site.share_pictures && catalog.site.base_url.is_some() {
            list.add(SitePath::share_picture(place).as_str(), PageKind::SharePicture(ix));
        }
    }
    list.ways(site);
    for ix in catalog.article_ids() {
        let article = catalog.article(ix);
        list.page(SitePath::article(article), PageKind::Article(ix), ChartOf::Article(ix));
        list.add(SitePath::bibliography(article).as_str(), PageKind::Bibliography(ix));
        list.twin(Twin::Article(ix));
    }
    for (n, gone) in catalog.retracted.iter().enumerate() {
        list.add(SitePath::article(&gone.article).as_str(), PageKind::Retracted(n));
    }
    for ix in catalog.domain_ids() {
        list.add(SitePath::domain(catalog.domain(ix)).as_str(), PageKind::Domain(ix));
    }
    for ix in site.catalogued() {
        list.page(SitePath::metric(catalog.metric(ix)), PageKind::Metric(ix), ChartOf::Metric(ix));
        list.twin(Twin::Metric(ix));
    }
    for (n, table) in catalog.tables.iter().enumerate() {
        list.page(SitePath::table(&table.slug), PageKind::Table(n), ChartOf::Table(n));
        list.table_views(n);
    }
    for (n, page) in catalog.pages.iter().enumerate() {
        match page.domain {
            Some(_) => list.charts(&SitePath::text(page), ChartOf::Plain(n)),
            None => list.page(SitePath::text(page), PageKind::Plain(n), ChartOf::Plain(n)),
        }
    }
    for alias in &catalog.aliases {
        let path = SitePath::of_alias(catalog, alias.target).beside(&alias.slug);
        list.add(path.as_str(), PageKind::Moved(alias.target));
    }
    if catalog.site.handbook {
        list.pages.extend(chapters());
    }
    for ix in catalog.images_shown() {
        list.add(SitePath::image(catalog.image(ix)).as_str(), PageKind::Image(ix));
    }
    list.look();
    if catalog.site.packs {
        list.pages.extend(pack::files(site));
    }
    list.for_hosts(site);
    list.pages
}

struct List<'a> {
    site: &'a Site,
    pages: Vec<(SitePath, PageKind)>,
}

impl<'a> List<'a> {
    fn add(&mut self, path: &str, kind: PageKind) {
        self.pages.push((SitePath::new(path), kind));
    }

    /// What hosts, robots and readers of feeds look for. What holds whole addresses is there where the site's is known.
    fn for_hosts(&mut self, site: &Site) {
        for file in HostFile::ALL {
            self.pages.push((file.path(), PageKind::ForHosts(file)));
        }
        if site.catalog().site.base_url.is_none() {
            return;
        }
        if export::has_feed(site) {
            self.add(export::FEED, PageKind::Feed);
        }
        let searched = self.pages.iter().filter(|(_, kind)| export::is_searched(kind)).count();
        for part in 0..=export::parts(searched * site.languages().len()) {
            self.pages.push((export::sitemap(part), PageKind::Sitemap(part)));
        }
    }

    /// Files of the theme, and what a browser asks for that keeps the site.
    fn look(&mut self) {
        let site: &'a Site = self.site;
        let (theme, keeps) = (&site.checked.theme, site.catalog().site.offline);
        let not_here = [OF_BOOK, SitePath::WORKER];
        let is_here = |name: &str| !not_here.contains(&name) && (name != OFFLINE || keeps);
        for (name, text) in theme.assets.iter().filter(|(name, _)| is_here(name)) {
            self.pages.push((SitePath::asset(name, text), PageKind::Asset(name.clone())));
        }
        if keeps {
            self.add(SitePath::MANIFEST, PageKind::Manifest);
            self.pages.extend(export::ICONS.map(|side| (export::icon(side), PageKind::Icon(side))));
        }
    }

    /// The data of a page.
    fn twin(&mut self, twin: Twin) {
        self.pages.push((twin.path(self.site), PageKind::Twin(twin)));
    }

    /// Pages that lead through the site: prefectures, years, the matrix.
    fn ways(&mut self, site: &Site) {
        for (n, prefecture) in site.nav.prefectures.iter().enumerate() {
            self.add(SitePath::prefecture(prefecture.slug()).as_str(), PageKind::Prefecture(n));
        }
        self.add("years.html", PageKind::Years);
        for year in &site.nav.years {
            self.add(SitePath::year(*year).as_str(), PageKind::Year(*year));
        }
        for scope in scopes(&site.nav) {
            self.add(SitePath::matrix(scope.slug(&site.nav)).as_str(), PageKind::Matrix(scope));
        }
    }

    /// A page and the files of its charts.
    fn page(&mut self, path: SitePath, kind: PageKind, charts: ChartOf) {
        self.charts(&path, charts);
        self.pages.push((path, kind));
    }

    /// The other pages of a table, and the data of each of its views.
    fn table_views(&mut self, table: usize) {
        let plan = &self.site.table_plans[table];
        for (variant, sorted) in &plan.views {
            let variant = *variant;
            let at = TableAt { variant, ..TableAt::declared(table) };
            let orders = sorted.iter().map(|column| TableAt { sort: Some(*column), ..at });
            let parts = (0..plan.parts.len()).map(|part| TableAt { part: Some(part), ..at });
            for at in [at].into_iter().chain(orders).chain(parts).filter(|at| !at.is_main()) {
                self.pages.push((at.path(self.site), PageKind::TableView(at)));
            }
            let xlsx = self.site.catalog().site.xlsx.then_some(TableForm::Workbook);
            for form in [TableForm::Data, TableForm::Sheet].into_iter().chain(xlsx) {
                let path = table_data(self.site, table, variant, form);
                self.pages.push((path, PageKind::TableData(table, variant, form)));
            }
            self.twin(Twin::Table(table, variant));
        }
    }

    fn charts(&mut self, page: &SitePath, of: ChartOf) {
        for (n, plan) in of.plans(self.site).iter().enumerate().filter(|(_, plan)| plan.is_drawable()) {
            self.pages.push((SitePath::chart(page, &plan.id), PageKind::Chart(of, n)));
            if self.site.catalog().site.png {
                self.pages.push((SitePath::chart_picture(page, &plan.id), PageKind::ChartPicture(of, n)));
            }
            self.pages.push((SitePath::chart_data(page, &plan.id), PageKind::ChartData(of, n)));
        }
    }
}

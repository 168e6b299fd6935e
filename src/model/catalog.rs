//! The catalogue: everything the content says, typed, with ids resolved.

use std::collections::BTreeSet;

use super::{
    alias::Alias,
    allowance::Allowance,
    article::Article,
    body::{Block, Body},
    ids::{ArticleIx, DomainIx, ImageIx, MetricIx, ObsIx, PlaceIx, TermIx},
    ledger::Ledger,
    metric::{Domain, Kind, Metric},
    observation::Observation,
    period::Period,
    place::{Place, place_with},
    ruling::Ruling,
    state::Retracted,
    table::Table,
};
use crate::{
    diag::{FileId, Lang},
    read::Image,
};

/// Everything the content says.
#[derive(Debug, Default)]
pub struct Catalog {
    /// `site.yaml`
    pub site: SiteConfig,
    /// Domains in display order.
    pub domains: Vec<Domain>,
    /// Metrics: the catalogue's in display order, then local ones, article by article.
    pub metrics: Vec<Metric>,
    /// Places by code.
    pub places: Vec<Place>,
    /// Where each place stands on tile maps, in rows; empty where the editor gives no grid.
    pub grid: Vec<Vec<Option<PlaceIx>>>,
    /// Articles by path.
    pub articles: Vec<Article>,
    /// Articles that were taken back, by path; they are none of `articles`.
    pub retracted: Vec<Retracted>,
    /// Observations, article by article.
    pub observations: Vec<Observation>,
    /// Glossary, in the order of the file.
    pub terms: Vec<Term>,
    /// Cross-county tables by path.
    pub tables: Vec<Table>,
    /// Plain pages by `order`, then path; then texts of domains.
    pub pages: Vec<Page>,
    /// What the last audit recorded, article by article; `None` where it recorded nothing.
    pub audit: Vec<Option<AuditRecord>>,
    /// Decisions between articles that contradict each other, by place and metric.
    pub rulings: Vec<Ruling>,
    /// What was changed, as editors recorded it.
    pub ledger: Ledger,
    /// Former addresses of pages.
    pub aliases: Vec<Alias>,
    /// What the editors accept, file by file.
    pub allowances: Vec<Allowance>,
    /// The files of the folder of pictures, by path, whether a text shows them or not.
    pub images: Vec<Image>,
}

macro_rules! lookup {
    ($($name:ident($ix:ty) -> $item:ty = $field:ident, $all:ident);+ $(;)?) => {$(
        #[doc = concat!("The item of `", stringify!($field), "` with this number.")]
        pub fn $name(&self, ix: $ix) -> &$item {
            &self.$field[ix.ix()]
        }

        #[doc = concat!("Numbers of all `", stringify!($field), "`.")]
        pub fn $all(&self) -> impl ExactSizeIterator<Item = $ix> + Clone + use<> {
            (0..self.$field.len()).map(<$ix>::at)
        }
    )+};
}

impl Catalog {
    /// Whether a value is a plan, of a metric that does not itself measure plans.
    pub fn is_plan(&self, value: ObsIx) -> bool {
        let figure = self.observation(value);
        figure.kind == Kind::Target && self.metric(figure.metric).kind != Kind::Target
    }

    /// The place with this code.
    pub fn place_with(&self, code: &str) -> Option<PlaceIx> {
        place_with(&self.places, code)
    }

    /// A place, where it is known: an article whose place is not has a number of its own, which is that of none.
    pub fn known_place(&self, place: PlaceIx) -> Option<&Place> {
        self.places.get(place.ix())
    }

    /// The plain pages, those in English too.
    pub fn texts_of_pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().flat_map(|page| std::iter::once(page).chain(page.en.as_deref()))
    }

    /// Every Markdown text of ours with its file: of articles, tables and pages, those in English too.
    pub fn bodies(&self) -> impl Iterator<Item = (FileId, &Body)> {
        let articles = self.articles.iter().flat_map(|a| a.bodies());
        let tables = self.tables.iter().flat_map(|t| t.bodies());
        articles.chain(tables).chain(self.texts_of_pages().map(|p| (p.file, &p.body)))
    }

    lookup! {
        domain(DomainIx) -> Domain = domains, domain_ids;
        metric(MetricIx) -> Metric = metrics, metric_ids;
        place(PlaceIx) -> Place = places, place_ids;
        article(ArticleIx) -> Article = articles, article_ids;
        observation(ObsIx) -> Observation = observations, observation_ids;
        term(TermIx) -> Term = terms, term_ids;
        image(ImageIx) -> Image = images, image_ids;
    }

    /// Fragment of a heading with these words in a text of ours, the `n`th from 0: a heading named as a domain has the
    /// domain's id, so that links survive a change of order.
    pub fn heading_id(&self, words: &str, n: usize) -> String {
        let domain = self.domains.iter().find(|d| d.label == words || d.en == words);
        domain.map_or_else(|| format!("s-{}", n + 1), |d| d.id.clone())
    }

    /// The pictures that texts show.
    pub fn images_shown(&self) -> BTreeSet<ImageIx> {
        self.bodies().flat_map(|(_, body)| body.blocks.iter().filter_map(Block::image)).collect()
    }

    /// The place that an observation speaks of.
    pub fn place_of(&self, observation: ObsIx) -> PlaceIx {
        self.article(self.observation(observation).article).place
    }

    /// Whether two observations of different articles contradict each other: one place, one thing, one time, and no
    /// value that both allow.
    pub fn contradict(&self, a: ObsIx, b: ObsIx) -> bool {
        self.place_of(a) == self.place_of(b) && self.observation(a).excludes(self.observation(b))
    }
}

/// `site.yaml`
#[derive(Debug, Default)]
pub struct SiteConfig {
    /// Name of the site.
    pub title: String,
    /// The same in English.
    pub title_en: Option<String>,
    /// What it is, in a sentence.
    pub description: String,
    /// The same in English.
    pub description_en: Option<String>,
    /// Languages, each once; the first is the default. At least one after resolving.
    pub languages: Vec<Lang>,
    /// Address it is published at; not needed for any link between pages.
    pub base_url: Option<String>,
    /// Licence of the content.
    pub licence: Option<Licence>,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// Where the content is edited.
    pub repository: Option<Repository>,
    /// Whether charts are files of pixels as well.
    pub png: bool,
    /// Whether the site holds its profiles as one file each and the book as well.
    pub packs: bool,
    /// Whether the site holds the handbook for editors.
    pub handbook: bool,
    /// Whether the site holds its data as a database as well.
    pub sqlite: bool,
    /// Whether there is a picture of each place, for where addresses are shared.
    pub share_pictures: bool,
    /// Whether a browser may keep the site.
    pub offline: bool,
    /// Whether there are workbooks: of the whole data, and of each table.
    pub xlsx: bool,
    /// Whether files stand beside their compressed forms.
    pub compressed: bool,
    /// Where readers report what is wrong.
    pub report: Option<Feedback>,
}

/// Where readers report what is wrong with a figure.
#[derive(Debug)]
pub struct Feedback {
    /// An address, `mailto:`, `https:` or `http:`, with `{…}` for what is known of the figure.
    pub template: String,
}

impl Feedback {
    /// The blanks of a template.
    pub const BLANKS: [&str; 7] = ["record", "place", "metric", "value", "lines", "address", "version"];

    /// The address with its blanks filled in, each in the form that an address can hold; blanks without a value are empty.
    pub fn fill(&self, values: &[(&str, &str)], encode: impl Fn(&str, &mut String)) -> String {
        let mut out = String::with_capacity(self.template.len() + 128);
        let mut rest = self.template.as_str();
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, blank)| Some((before, blank.split_once('}')?)))
        {
            out.push_str(before);
            let value = values.iter().find(|(blank, _)| *blank == name).map_or("", |(_, value)| value);
            encode(value, &mut out);
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// Licence of the content.
#[derive(Debug)]
pub struct Licence {
    /// Name.
    pub name: String,
    /// Address of its text.
    pub url: Option<String>,
}

/// Who publishes a site.
#[derive(Debug)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// The same in English.
    pub name_en: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// Where the content is edited.
#[derive(Debug)]
pub struct Repository {
    /// Address of the repository.
    pub url: String,
    /// Branch that is published.
    pub branch: String,
}

/// A policy term.
#[derive(Debug)]
pub struct Term {
    /// Its fragment on the glossary page.
    pub id: String,
    /// The term.
    pub zh: String,
    /// In English.
    pub en: String,
    /// What it means.
    pub definition: String,
    /// The same in English.
    pub definition_en: Option<String>,
    /// When it was in use.
    pub period: Option<Period>,
    /// Terms not to be taken for it.
    pub near: Vec<TermIx>,
    /// Other spellings.
    pub also: Vec<String>,
}

/// A plain page, or the text of a domain.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its path in the site's folder.
    pub path: Box<str>,
    /// Name of its page.
    pub slug: String,
    /// Title.
    pub title: String,
    /// In a sentence.
    pub summary: Option<String>,
    /// Place in the navigation.
    pub order: i32,
    /// The domain on whose page the text stands; else it has a page of its own.
    pub domain: Option<DomainIx>,
    /// Its text.
    pub body: Body,
    /// The same page in English: the file `NAME.en.md`.
    pub en: Option<Box<Page>>,
}

/// What the audit of one article against its source found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditRecord {
    /// Name of the source text.
    pub source: String,
    /// SHA-256 of the source text.
    pub sha256: String,
    /// Digest of the article's figures and exclusions as they were audited.
    pub record: String,
    /// Figures found in the source.
    pub figures: u32,
    /// Of these, bound to observations.
    pub bound: u32,
    /// Of these, excluded with a reason.
    pub excluded: u32,
    /// Of these, neither.
    pub missing: Vec<Missing>,
}

/// A figure of a source that is neither bound nor excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// As printed.
    pub text: String,
    /// Its first line.
    pub line: u32,
}

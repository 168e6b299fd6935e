//! What can be found: places, metrics and domains, terms, tables and plain pages, articles with their figures. An entry is
//! what the site says in one place, line by line, so that what is found leads to where it stands.

use serde::{Serialize, Serializer, ser::SerializeTuple};

use super::super::{
    href::SitePath,
    page::plain::page_in,
    part::{
        CorrectionView, RulingView, TextView, authors, correction, date_label, drawn_at, relation_text,
        ruling, table_summary, table_title,
    },
    plain::{Stretch, stretches},
    view::{TextGround, View},
};
use crate::{
    derive::{Plan, PlanShape, Site, title, written},
    diag::{Lang, initials, readings},
    model::{ArticleIx, Body, DomainIx, MetricIx, ObsIx, PlaceIx, TermIx},
};

/// How many ways to read the name of a place are indexed, and how many of another name.
const READINGS_OF_A_PLACE: usize = 64;
const MOST_READINGS: usize = 8;

/// Stands between remarks on an entry.
const DOT: &str = " · ";

/// What an entry is about. Tables, plain pages and prefectures are named by their position.
#[derive(Clone, Copy, Debug)]
pub enum EntryOf {
    /// A place.
    Place(PlaceIx),
    /// A prefecture.
    Prefecture(usize),
    /// A domain.
    Domain(DomainIx),
    /// A metric of the catalogue.
    Metric(MetricIx),
    /// A term.
    Term(TermIx),
    /// A cross-county table.
    Table(usize),
    /// A plain page.
    Page(usize),
    /// An article.
    Article(ArticleIx),
}

/// What the page shows under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Places and prefectures.
    Places,
    /// Metrics, domains and terms.
    Terms,
    /// Tables and plain pages.
    Pages,
    /// Articles.
    Articles,
}

impl Group {
    /// All groups, in the order of their entries.
    pub const ALL: [Group; 4] = [Group::Places, Group::Terms, Group::Pages, Group::Articles];
}

impl EntryOf {
    /// The group that it belongs to.
    pub fn group(self) -> Group {
        match self {
            EntryOf::Place(_) | EntryOf::Prefecture(_) => Group::Places,
            EntryOf::Domain(_) | EntryOf::Metric(_) | EntryOf::Term(_) => Group::Terms,
            EntryOf::Table(_) | EntryOf::Page(_) => Group::Pages,
            EntryOf::Article(_) => Group::Articles,
        }
    }
}

/// All entries of a site, group after group, in each those first that are to be found first.
pub fn all(site: &Site) -> Vec<EntryOf> {
    let catalog = site.catalog();
    let mut articles: Vec<ArticleIx> = catalog.article_ids().collect();
    articles.sort_by_key(|a| (std::cmp::Reverse(written(catalog.article(*a))), *a));
    let plain = (0..catalog.pages.len()).filter(|n| catalog.pages[*n].domain.is_none());
    let mut entries: Vec<EntryOf> = catalog.place_ids().map(EntryOf::Place).collect();
    entries.extend((0..site.nav.prefectures.len()).map(EntryOf::Prefecture));
    entries.extend(catalog.domain_ids().map(EntryOf::Domain));
    entries.extend(site.catalogued().map(EntryOf::Metric));
    entries.extend(catalog.term_ids().map(EntryOf::Term));
    entries.extend(site.nav.tables.iter().map(|n| EntryOf::Table(*n)));
    entries.extend(plain.map(EntryOf::Page));
    entries.extend(articles.into_iter().map(EntryOf::Article));
    entries
}

/// An entry, in one language.
#[derive(Debug, Default)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Where it stands, from the page of the search.
    href: String,
    /// What tells it from others of its name.
    about: String,
    /// Its names beside the title.
    names: Vec<String>,
    /// How its names sound: pinyin and initials.
    sounds: Vec<String>,
    /// What it says.
    lines: Vec<Line>,
}

/// Something that an entry says.
#[derive(Debug)]
struct Line {
    /// Where it stands: a fragment of the entry's page, or another page with a fragment; empty where that is the page.
    at: String,
    /// The words; a tab stands between those that do not belong together.
    text: String,
}

impl Entry {
    /// Its words, and whether they are names.
    pub fn texts(&self) -> impl Iterator<Item = (&str, bool)> {
        let names = std::iter::once(&self.title).chain(&self.names).chain(&self.sounds);
        let others = std::iter::once(&self.about).chain(self.lines.iter().map(|line| &line.text));
        names.map(|name| (name.as_str(), true)).chain(others.map(|text| (text.as_str(), false)))
    }

    fn say(&mut self, at: impl Into<String>, text: impl Into<String>) {
        let (at, text) = (at.into(), text.into());
        if !text.is_empty() {
            self.lines.push(Line { at, text: text.replace('\n', " ") });
        }
    }

    fn name(&mut self, name: &str) {
        if !name.is_empty() && name != self.title {
            self.names.push(name.to_owned());
        }
    }

    fn sound(&mut self, name: &str, most: usize) {
        let chars: Vec<char> = name.chars().collect();
        self.sounds.extend(readings(&chars, most));
        self.sounds.extend(initials(&chars, most));
    }
}

/// Title, address, remark, lines: what the page reads.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut lines = String::new();
        for line in &self.lines {
            lines.push_str(if lines.is_empty() { "" } else { "\n" });
            lines.push_str(&line.at);
            lines.push('\t');
            lines.push_str(&line.text);
        }
        let mut tuple = serializer.serialize_tuple(4)?;
        tuple.serialize_element(&self.title)?;
        tuple.serialize_element(&self.href)?;
        tuple.serialize_element(&self.about)?;
        tuple.serialize_element(&lines)?;
        tuple.end()
    }
}

/// Remarks in a line; empty ones are left out.
fn dotted(remarks: &[&str]) -> String {
    remarks.iter().copied().filter(|remark| !remark.is_empty()).collect::<Vec<_>>().join(DOT)
}

/// One entry as seen from the page of the search.
pub fn entry(view: &View<'_>, of: EntryOf) -> Entry {
    match of {
        EntryOf::Place(ix) => place(view, ix),
        EntryOf::Prefecture(n) => prefecture(view, n),
        EntryOf::Domain(ix) => domain(view, ix),
        EntryOf::Metric(ix) => metric(view, ix),
        EntryOf::Term(ix) => term(view, ix),
        EntryOf::Table(n) => table(view, n),
        EntryOf::Page(n) => page(view, n),
        EntryOf::Article(ix) => article(view, ix),
    }
}

fn place(view: &View<'_>, ix: PlaceIx) -> Entry {
    let place = view.catalog().place(ix);
    let other = view.other(&place.name, &place.en).text;
    let (prefecture, province) = (view.prefecture_name(ix), view.province_name(ix));
    let about = [place.code.as_str(), &other, prefecture.plain(), province.plain()];
    let mut entry = Entry {
        title: view.place_name(ix).into_plain(),
        href: view.href(&SitePath::county(place)),
        about: dotted(&about),
        ..Entry::default()
    };
    for name in [place.code.as_str(), &other, &place.pinyin] {
        entry.name(name);
    }
    entry.sound(&place.name, READINGS_OF_A_PLACE);
    for former in &place.former {
        entry.name(&former.name);
        entry.sound(&former.name, READINGS_OF_A_PLACE);
        entry.say("", view.words.fill("search.former", &[("name", &former.name)]));
    }
    entry
}

fn prefecture(view: &View<'_>, n: usize) -> Entry {
    let prefecture = &view.site.nav.prefectures[n];
    let first = prefecture.places[0];
    let place = view.catalog().place(first);
    let link = view.prefecture(n);
    let places = view.words.count("search.places", prefecture.places.len());
    let mut entry = Entry {
        title: link.label.into_plain(),
        href: link.href,
        about: dotted(&[view.province_name(first).plain(), &places]),
        ..Entry::default()
    };
    entry.name(&view.other(&place.prefecture, place.prefecture_en.as_deref().unwrap_or_default()).text);
    entry.sound(&place.prefecture, READINGS_OF_A_PLACE);
    entry
}

fn domain(view: &View<'_>, ix: DomainIx) -> Entry {
    let domain = view.catalog().domain(ix);
    let link = view.domain(ix);
    let mut entry = Entry {
        title: link.label.into_plain(),
        href: link.href,
        about: view.words.get("nav.domains").to_owned(),
        ..Entry::default()
    };
    entry.name(&view.other(&domain.label, &domain.en).text);
    entry.sound(&domain.label, MOST_READINGS);
    entry.say("", view.domain_definition(ix).into_plain());
    let texts = view.catalog().pages.iter().enumerate().filter(|(_, text)| text.domain == Some(ix));
    for (n, _) in texts {
        entry.say_page(view, n);
    }
    entry
}

fn metric(view: &View<'_>, ix: MetricIx) -> Entry {
    let metric = view.catalog().metric(ix);
    let link = view.metric(ix);
    let other = view.other(&metric.label, &metric.en).text;
    let domain = view.domain_label(metric.domain).into_plain();
    let mut entry = Entry {
        title: link.label.into_plain(),
        href: link.href,
        about: dotted(&[view.words.get("head.metric"), &domain, &other]),
        ..Entry::default()
    };
    entry.name(&other);
    entry.sound(&metric.label, MOST_READINGS);
    entry.say("", view.metric_definition(ix).into_plain());
    entry.say("", view.metric_population(ix).into_plain());
    let units = std::iter::once(&metric.unit).chain(&metric.accepts).map(|unit| view.unit(&unit.printed));
    entry.say("", view.labelled(&view.words.get("head.unit").into(), &view.list(units)).into_plain());
    entry
}

fn term(view: &View<'_>, ix: TermIx) -> Entry {
    let term = view.catalog().term(ix);
    let other = view.other(&term.zh, &term.en).text;
    let mut entry = Entry {
        title: view.choose(&term.zh, Some(&term.en)).into_plain(),
        href: format!("{}#{}", view.href_of("glossary.html"), term.id),
        about: dotted(&[view.words.get("nav.glossary"), &other]),
        ..Entry::default()
    };
    entry.name(&other);
    entry.sound(&term.zh, MOST_READINGS);
    for name in &term.also {
        entry.name(name);
        entry.sound(name, MOST_READINGS);
        entry.say("", name.as_str());
    }
    entry.say("", view.choose(&term.definition, term.definition_en.as_deref()).into_plain());
    entry
}

fn table(view: &View<'_>, n: usize) -> Entry {
    let table = &view.catalog().tables[n];
    let path = SitePath::table(&table.slug);
    let domain = view.domain_label(table.domain).into_plain();
    let mut entry = Entry {
        title: table_title(view, n).into_plain(),
        href: view.href(&path),
        about: dotted(&[view.words.get("nav.tables"), &domain]),
        ..Entry::default()
    };
    entry.say("", table_summary(view, n).text);
    for column in &table.columns {
        if let Some(label) = &column.label {
            entry.say("", view.choose(label, column.label_en.as_deref()).into_plain());
        }
    }
    let plans = view.site.charts.of_table(n);
    let text = TextView::in_both(view, &table.body, &table.body_en, plans, path);
    entry.say_text(view, text.body, text.lang, &text.owner);
    entry.say_drawn(view, plans);
    entry
}

fn page(view: &View<'_>, n: usize) -> Entry {
    let href = view.href(&SitePath::text(&view.catalog().pages[n]));
    let mut entry = Entry { title: page_in(view, n).0.title.clone(), href, ..Entry::default() };
    entry.say_page(view, n);
    entry
}

fn article(view: &View<'_>, ix: ArticleIx) -> Entry {
    let article = view.catalog().article(ix);
    let origin = &article.origin;
    let place = view.catalog().place(article.place);
    let path = SitePath::article(article);
    let (name, date) = (view.place_name(article.place), date_label(view, article));
    let mut entry = Entry {
        title: view.article_title(ix).into_plain(),
        href: view.href(&path),
        about: dotted(&[name.plain(), origin.producer.as_deref().unwrap_or_default(), &date]),
        ..Entry::default()
    };
    for name in [&place.name, &place.en, &place.pinyin] {
        entry.name(name);
    }
    entry.say_at("", view, &article.summary, article.summary_en.as_ref(), &path);
    let text = TextView::of_article(view, ix);
    entry.say_text(view, text.body, text.lang, &path);
    entry.say_drawn(view, text.plans);
    for practice in &article.practices {
        let name = view.choose(&practice.name, practice.en.as_deref()).into_plain();
        entry.say("practices", name);
        entry.say_at("practices", view, &practice.text, practice.text_en.as_ref(), &path);
    }
    let timeline = format!("{}#timeline", view.href(&SitePath::county(place)));
    for event in &article.events {
        entry.say_at(&timeline, view, &event.text, event.text_en.as_ref(), &path);
    }
    for figure in article.observation_ids() {
        let anchor = &view.catalog().observation(figure).anchor;
        entry.say(&**anchor, figure_line(view, figure));
    }
    for relation in &article.relations {
        let known = remark(view, relation.known.as_deref(), relation.known_en.as_deref());
        entry.say(&*relation.anchor, format!("{}\t{known}", relation_text(view, relation).plain()));
    }
    for exclusion in &article.exclusions {
        let note = remark(view, exclusion.note.as_deref(), exclusion.note_en.as_deref());
        entry.say("excluded", format!("{}\t{note}", exclusion.text));
    }
    let cited = [&origin.headline, &origin.subtitle, &origin.edition];
    let authors = authors(view, origin).into_plain();
    let cited = cited.into_iter().flatten().map(String::as_str).chain([authors.as_str()]);
    entry.say("", cited.filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\t"));
    entry.say("", remark(view, origin.note.as_deref(), origin.note_en.as_deref()));
    entry
}

/// A figure: its label, its value, what time and kind it is of, then what else is said of it.
fn figure_line(view: &View<'_>, ix: ObsIx) -> String {
    let record = view.catalog().observation(ix);
    let remarks = record.remarks();
    let printed = &*record.quantity.printed;
    let value = match view.speech.reading(&record.quantity) {
        Some(reading) => view.speech.aside(printed, &reading),
        None => printed.to_owned(),
    };
    let time = dotted(&[&view.period(&record.period), view.speech.kind(record.kind)]);
    let mut line = format!("{}\t{value}\t{time}", view.metric_label(record.metric).plain());
    let said = [
        remark(view, remarks.population.as_deref(), remarks.population_en.as_deref()),
        remarks.attribution.as_deref().unwrap_or_default().to_owned(),
        remark(view, remarks.note.as_deref(), remarks.note_en.as_deref()),
        correction(view, ix).map(CorrectionView::into_plain).unwrap_or_default(),
        ruling(view, ix).map(RulingView::into_plain).unwrap_or_default(),
    ];
    for text in said.iter().filter(|text| !text.is_empty()) {
        line.push('\t');
        line.push_str(text);
    }
    line
}

impl Entry {
    /// Each stretch of a text of ours, under its heading.
    fn say_text(&mut self, view: &View<'_>, body: &Body, lang: Lang, owner: &SitePath) {
        for Stretch { under, text } in stretches(body, &TextGround { view, owner: owner.clone(), lang }) {
            self.say(under.unwrap_or_default(), text);
        }
    }

    /// The n-th plain page of the catalogue, or text of a domain.
    fn say_page(&mut self, view: &View<'_>, n: usize) {
        let (page, lang) = page_in(view, n);
        self.say("", page.summary.as_deref().unwrap_or_default());
        self.say_text(view, &page.body, lang, &SitePath::text(&view.catalog().pages[n]));
        self.say_drawn(view, view.site.charts.of_page(n));
    }

    /// The titles of charts and tables that a text draws, with the notes below them; of pictures all that is said of them.
    fn say_drawn(&mut self, view: &View<'_>, plans: &[Plan]) {
        for plan in plans {
            let Some(at) = drawn_at(plan) else { continue };
            let note = plan.note.as_ref().map(|note| view.speech.worded(note).text).unwrap_or_default();
            let words = format!("{}\t{note}", title(view.speech, &plan.title));
            if let PlanShape::Image(_, of) = &plan.shape {
                let credit = view.choose(&of.credit, of.credit_en.as_deref());
                let rights = view.choose(&of.rights, of.rights_en.as_deref());
                self.say(at.clone(), format!("{words}\t{}\t{}", credit.plain(), rights.plain()));
                continue;
            }
            self.say(at, words);
        }
    }

    /// A text of ours that stands in one place, in the language of the page where it is written in it.
    fn say_at(&mut self, at: &str, view: &View<'_>, zh: &Body, en: Option<&Body>, owner: &SitePath) {
        let (body, lang) = view.body(zh, en);
        for stretch in stretches(body, &TextGround { view, owner: owner.clone(), lang }) {
            self.say(at, stretch.text);
        }
    }
}

/// A remark that may be there, in plain words.
fn remark(view: &View<'_>, zh: Option<&str>, en: Option<&str>) -> String {
    zh.map(|zh| view.choose(zh, en).into_plain()).unwrap_or_default()
}

//! Our own texts: bindings to observations, links.

use std::ops::Range;

use super::{
    articles::{Refused, unknown_place},
    blocks::resolve_block,
    lookup::{NotFound, pick, spellings, unknown_figure},
    report::Reporter,
    rules::UNKNOWN_FIGURE,
    withheld::withheld,
};
use crate::{
    diag::{At, Finding, Span, Words, say},
    model::{
        body::{Binding, Body, Link},
        catalog::Catalog,
        ids::{ArticleIx, ObsIx, PlaceIx},
        period::Period,
        state::State,
    },
    read::{RawBinding, RawBody, read_line},
};

/// Where a text's references are looked up.
pub(super) struct Figures<'a> {
    pub(super) catalog: &'a Catalog,
    refused: &'a [Refused],
    pub(super) article: Option<ArticleIx>,
}

impl<'a> Figures<'a> {
    /// References of an article mean its own figures.
    pub(super) fn of_article(catalog: &'a Catalog, refused: &'a [Refused], article: ArticleIx) -> Self {
        Figures { catalog, refused, article: Some(article) }
    }

    /// References of a table or page name a place.
    pub(super) fn of_site(catalog: &'a Catalog, refused: &'a [Refused]) -> Self {
        Figures { catalog, refused, article: None }
    }

    /// Whether a figure that is not there may be one whose entry was refused: then that entry has a finding, and a
    /// reference to it needs none.
    pub(super) fn refused(&self, place: Option<PlaceIx>, metric: &str) -> bool {
        let own = self.article.filter(|_| place.is_none());
        self.refused.iter().enumerate().any(|(i, refused)| match own {
            Some(own) => own.ix() == i && refused.may_hold(metric),
            None => refused.place.is_none() || (refused.place == place && refused.may_hold(metric)),
        })
    }

    /// Observations that a reference to `place`, or without one to the article itself, may mean. Of drafts these are none,
    /// but from a draft.
    pub(super) fn within(&self, place: Option<PlaceIx>) -> impl Iterator<Item = ObsIx> + use<'a> {
        let (catalog, own) = (self.catalog, self.article.filter(|_| place.is_none()));
        let articles = own.map_or(0..catalog.articles.len(), |own| own.ix()..own.ix() + 1);
        let from_draft = self.article.is_some_and(|ix| catalog.article(ix).state == State::Draft);
        articles
            .map(move |i| &catalog.articles[i])
            .filter(move |article| own.is_some() || Some(article.place) == place)
            .filter(move |article| from_draft || article.state != State::Draft)
            .flat_map(|article| article.observation_ids())
    }

    fn has_no_article(&self, place: PlaceIx) -> bool {
        self.catalog.articles.iter().all(|a| a.place != place || a.state == State::Draft)
    }

    /// How the metrics are spelled that can be referred to, at `place` or without one, with their ids.
    pub(super) fn spelled(
        &self,
        place: Option<PlaceIx>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let catalog = self.catalog;
        let metric = |o: ObsIx| catalog.metric(catalog.observation(o).metric);
        self.within(place).flat_map(move |o| spellings(metric(o)))
    }

    /// The observation that a reference means. For a place with several values the latest is meant where no period
    /// is named.
    pub(super) fn find(
        &self,
        place: Option<PlaceIx>,
        metric: &str,
        period: Option<&str>,
    ) -> Result<ObsIx, (NotFound, Vec<&'a Period>)> {
        let catalog = self.catalog;
        let mut found: Vec<ObsIx> = self
            .within(place)
            .filter(|o| catalog.metric(catalog.observation(*o).metric).id.as_str() == metric)
            .collect();
        if place.is_some() {
            found.sort_by_key(|o| std::cmp::Reverse(catalog.observation(*o).period.last()));
        }
        let periods: Vec<&Period> = found.iter().map(|o| &catalog.observation(*o).period).collect();
        let default = match self.article.filter(|_| place.is_none()) {
            Some(article) => Some(&catalog.article(article).period),
            None => periods.first().copied(),
        };
        pick(&periods, period, default).map(|i| found[i]).map_err(|why| (why, periods))
    }
}

/// A body as it stands in its file.
pub(super) fn resolve_body(
    text: &str,
    raw: RawBody,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Body {
    let offset = raw.range.start;
    let local = |range: &Range<usize>| from(offset, range);
    let file = report.file;
    let at = |range| At::Span(Span::new(file, range));
    let bindings = resolve_bindings(&raw.bindings, text, offset, &at, figures, report);
    let mut blocks = Vec::with_capacity(raw.blocks.len());
    for block in &raw.blocks {
        blocks.extend(resolve_block(block, text, local(&block.range), figures, report));
    }
    Body {
        text: text[raw.range.clone()].to_owned(),
        offset,
        bindings,
        blocks,
        texts: raw.texts.iter().map(local).collect(),
        html: raw.html.iter().map(local).collect(),
        headings: raw.headings,
        links: raw.links.into_iter().map(|l| Link { range: local(&l.range), target: l.target }).collect(),
    }
}

/// A text of one line that stands in the front matter.
pub(super) fn resolve_line(text: &str, path: &str, figures: &Figures<'_>, report: &mut Reporter<'_>) -> Body {
    let mut faults = Vec::new();
    let raw = read_line(text, report.file, &mut faults);
    for mut fault in faults {
        fault.labels[0].at = At::value(report.file, path);
        report.push(fault);
    }
    let links = raw.links.into_iter().map(Link::from).collect();
    let file = report.file;
    let at = |range| At::within(file, path, range);
    let bindings = resolve_bindings(&raw.bindings, text, 0, &at, figures, report);
    Body { text: text.to_owned(), bindings, texts: raw.texts, links, html: raw.html, ..Body::default() }
}

/// Bytes counted from `offset`.
fn from(offset: usize, range: &Range<usize>) -> Range<usize> {
    range.start - offset..range.end - offset
}

/// The bindings of a text that begins at byte `offset` of `text`; `at` gives the place of some of its bytes.
fn resolve_bindings(
    raw: &[RawBinding],
    text: &str,
    offset: usize,
    at: &dyn Fn(Range<usize>) -> At,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Vec<Binding> {
    // Room for these and no more: there are very many texts.
    let mut bindings = Vec::with_capacity(raw.len());
    for binding in raw {
        if let Some(observation) = resolve_binding(binding, text, at, figures, report) {
            let guard = binding.guard.as_ref().map(|range| Box::new(from(offset, range)));
            bindings.push(Binding { range: from(offset, &binding.range), observation, guard });
        }
    }
    bindings
}

/// Resolves a binding of `text`; `at` gives the place of some of its bytes.
fn resolve_binding(
    binding: &RawBinding,
    text: &str,
    at: &dyn Fn(Range<usize>) -> At,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<ObsIx> {
    let catalog = figures.catalog;
    let (place_at, at) = (at, at(binding.metric.clone()));
    let metric = &text[binding.metric.clone()];
    let place = match &binding.place {
        Some(range) => {
            let code = &text[range.clone()];
            let found = catalog.place_with(code);
            if found.is_none() {
                let finding = unknown_place(code, place_at(range.clone()), &catalog.places);
                // In a binding the code has no quotes, as a fix has them.
                report.push(Finding { fix: Vec::new(), ..finding });
            }
            Some(found?)
        }
        None if figures.article.is_none() => {
            let message = Words::fixed("这里的引用要写明地区", "here a reference has to name its place");
            report.push(Finding::error(UNKNOWN_FIGURE, at, message).help(say!(
                "前面加地区代码：{{{{ 地区代码:{metric} }}}}",
                "put the place code before it: {{{{ code:{metric} }}}}"
            )));
            return None;
        }
        None => None,
    };
    let period = binding.period.as_ref().map(|range| &text[range.clone()]);
    let withheld = || withheld(catalog, place?, metric, period);
    match figures.find(place, metric, period) {
        Ok(observation) => Some(observation),
        Err((NotFound::Metric | NotFound::Period, _)) if let Some(withheld) = withheld() => {
            report.push(withheld.finding(at));
            None
        }
        Err(_) if figures.refused(place, metric) => None,
        Err(_) if place.is_some_and(|p| figures.has_no_article(p)) => {
            let name = place.map_or("", |p| catalog.place(p).name.as_str());
            let message = say!("这个地区还没有报道：{name}", "there is no article yet about “{name}”");
            report.push(Finding::error(UNKNOWN_FIGURE, at, message).help(Words::fixed(
                "先在 content/articles 里加上这个地区的报道，再引用它的数字；或者删去这个引用",
                "add an article about it in content/articles before you refer to its figures, or take the reference out",
            )));
            None
        }
        Err(not_found) => {
            report.push(unknown_figure(at, metric, not_found, figures.spelled(place)));
            None
        }
    }
}

//! Our own texts: bindings to observations, links.

use std::ops::Range;

use super::{
    articles::{Refused, unknown_place},
    blocks::resolve_block,
    lookup::{NotFound, pick, unknown_figure},
    report::Reporter,
    rules::UNKNOWN_FIGURE,
};
use crate::{
    diag::{At, Finding, Span},
    model::{
        body::{Binding, Body, Link},
        catalog::Catalog,
        ids::{ArticleIx, ObsIx, PlaceIx},
        period::Period,
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

    /// Observations that a reference to `place`, or without one to the article itself, may mean.
    pub(super) fn within(&self, place: Option<PlaceIx>) -> Vec<ObsIx> {
        let catalog = self.catalog;
        let observations = |ix: ArticleIx| catalog.article(ix).observation_ids();
        match (place, self.article) {
            (None, Some(own)) => observations(own).collect(),
            _ => {
                let of_place = catalog.article_ids().filter(|ix| Some(catalog.article(*ix).place) == place);
                of_place.flat_map(observations).collect()
            }
        }
    }

    fn has_no_article(&self, place: PlaceIx) -> bool {
        self.catalog.articles.iter().all(|a| a.place != place)
    }

    /// Ids of the metrics that can be referred to.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> + '_ {
        let catalog = self.catalog;
        self.within(None).into_iter().map(|o| catalog.metric(catalog.observation(o).metric).id.as_str())
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
            .into_iter()
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
    let local = |r: &Range<usize>| r.start - offset..r.end - offset;
    let mut body = Body {
        text: text[raw.range.clone()].to_owned(),
        offset,
        texts: raw.texts.iter().map(local).collect(),
        headings: raw.headings,
        links: raw.links.into_iter().map(|l| Link { range: local(&l.range), target: l.target }).collect(),
        ..Body::default()
    };
    for binding in &raw.bindings {
        let at = At::Span(Span::new(report.file, binding.metric_range.clone()));
        if let Some(observation) = resolve_binding(binding, at, figures, report) {
            let guard = binding.guard.as_ref().map(|(value, range)| (value.clone(), local(range)));
            body.bindings.push(Binding { range: local(&binding.range), observation, guard });
        }
    }
    for block in &raw.blocks {
        if let Some(block) = resolve_block(block, text, local(&block.range), figures, report) {
            body.blocks.push(block);
        }
    }
    body
}

/// A text of one line that stands in the front matter.
pub(super) fn resolve_line(text: &str, path: &str, figures: &Figures<'_>, report: &mut Reporter<'_>) -> Body {
    let mut faults = Vec::new();
    let raw = read_line(text, report.file, &mut faults);
    for mut fault in faults {
        fault.labels[0].at = At::value(report.file, path);
        report.push(fault);
    }
    let mut body = Body { text: text.to_owned(), texts: raw.texts, ..Body::default() };
    for binding in &raw.bindings {
        let at = At::within(report.file, path, binding.metric_range.clone());
        if let Some(observation) = resolve_binding(binding, at, figures, report) {
            let guard = binding.guard.clone();
            body.bindings.push(Binding { range: binding.range.clone(), observation, guard });
        }
    }
    body
}

fn resolve_binding(
    binding: &RawBinding,
    at: At,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<ObsIx> {
    let catalog = figures.catalog;
    let place = match &binding.place {
        Some(code) => {
            let found = catalog.place_ids().find(|ix| catalog.place(*ix).code.as_str() == code);
            if found.is_none() {
                report.push(unknown_place(code, at.clone(), &catalog.places));
            }
            Some(found?)
        }
        None if figures.article.is_none() => {
            report.push(
                Finding::error(UNKNOWN_FIGURE, at, "这里的引用要写明地区")
                    .help(format!("前面加地区代码：{{{{ 地区代码:{} }}}}", binding.metric)),
            );
            return None;
        }
        None => None,
    };
    match figures.find(place, &binding.metric, binding.period.as_deref()) {
        Ok(observation) => Some(observation),
        Err(_) if figures.refused(place, &binding.metric) => None,
        Err(_) if place.is_some_and(|p| figures.has_no_article(p)) => {
            let name = place.map_or("", |p| catalog.place(p).name.as_str());
            report.push(
                Finding::error(UNKNOWN_FIGURE, at, format!("这个地区还没有报道：{name}"))
                    .help("先在 content/articles 里加上这个地区的报道，再引用它的数字；或者删去这个引用"),
            );
            None
        }
        Err((why, periods)) => {
            let ids: Vec<&str> = match place {
                Some(_) => figures.within(place).into_iter().map(|o| metric_id(catalog, o)).collect(),
                None => figures.ids().collect(),
            };
            report.push(unknown_figure(UNKNOWN_FIGURE, at, &binding.metric, &why, &periods, ids));
            None
        }
    }
}

fn metric_id(catalog: &Catalog, observation: ObsIx) -> &str {
    catalog.metric(catalog.observation(observation).metric).id.as_str()
}

//! What the preview shows at the moment: the last site without errors, what is wrong now, and an article that is ahead.

use std::{
    collections::{BTreeSet, HashMap},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Result;

use super::super::{Setting, report};
use crate::{
    derive,
    diag::{Finding, Lang, Refusal, SourceMap, say},
    model::Catalog,
    pipeline::{self, Analysis, Drafts},
    render::{
        Page, PageKind, Renderer,
        desk::{Found, Seen},
    },
};

/// What is shown at the moment. Whoever looks gets a copy, and keeps nobody from changing it.
#[derive(Default)]
pub(super) struct Preview(Mutex<State>);

/// The state of a preview.
#[derive(Clone, Default)]
pub(super) struct State {
    /// The last whole site without errors.
    pub(super) site: Option<Arc<Shown>>,
    /// What the last reading of the whole site found; none before the first.
    whole: Option<Arc<Reading>>,
    /// Articles that were changed since that reading began.
    part: Option<Arc<Part>>,
    /// The last of such articles without errors, and the number of their change: the whole site without errors is older.
    ahead: Option<(u64, Arc<Shown>)>,
}

/// A site that can be shown.
pub(super) struct Shown {
    pub(super) renderer: Renderer,
    /// The texts that it was made from.
    pub(super) sources: Arc<SourceMap>,
    /// Of the files that are shown, the numbers in the renderer's list, by path.
    listed: HashMap<String, usize>,
    /// The handbook, which is there whether the site has it or not.
    handbook: Vec<Page>,
}

/// What was read.
#[derive(Default)]
pub(super) struct Reading {
    sources: Arc<SourceMap>,
    findings: Vec<Finding>,
    failure: Option<String>,
}

/// Changed articles, read without the rest of the site.
struct Part {
    /// The number of the change.
    change: u64,
    changed: BTreeSet<String>,
    reading: Reading,
}

impl Shown {
    fn new(renderer: Renderer, sources: Arc<SourceMap>, is_shown: impl Fn(&Catalog, &Page) -> bool) -> Shown {
        let catalog = renderer.site().catalog();
        let pages = renderer.pages_at_once().iter().enumerate().filter(|(_, page)| is_shown(catalog, page));
        let listed = pages.map(|(n, page)| (page.path.as_str().to_owned(), n)).collect();
        let handbook = renderer.handbook().into_iter().filter(|page| is_shown(catalog, page)).collect();
        Shown { renderer, sources, listed, handbook }
    }

    /// The file with this name, but for shards of the search.
    fn find_at_once(&self, name: &str) -> Option<&Page> {
        let listed = self.listed.get(name).map(|n| &self.renderer.pages_at_once()[*n]);
        listed.or_else(|| self.handbook.iter().find(|page| page.path.as_str() == name))
    }

    /// The file with this name. Shards of the search are known only once the index is made, so they are asked for last.
    fn find(&self, name: &str) -> Option<&Page> {
        let shard = || self.renderer.shards().iter().find(|page| page.path.as_str() == name);
        let may_be_shard = || self.renderer.shard_folders().any(|folder| name.starts_with(&folder));
        self.find_at_once(name).or_else(|| if may_be_shard() { shard() } else { None })
    }
}

impl Preview {
    /// The state now.
    pub(super) fn now(&self) -> State {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the whole site. Nothing that was read stays from a change before `change`.
    pub(super) fn read_whole(&self, setting: &Setting, change: u64) {
        let (reading, shown) = guarded(
            setting.lang,
            || pipeline::analyse(&setting.site, setting.today, None, Drafts::Shown),
            |_, _| true,
        );
        announce(setting, &reading, shown.is_some());
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.whole = Some(Arc::new(reading));
        let part = state.part.take_if(|part| part.change <= change);
        let ahead = state.ahead.take_if(|(number, _)| shown.is_some() && *number <= change);
        let before = shown.map(|shown| state.site.replace(Arc::new(shown)));
        drop(state);
        drop((before, part, ahead)); // may take its time
    }

    /// Reads the articles at the paths `changed` without the rest of the site, where there is a site already.
    pub(super) fn read_part(&self, setting: &Setting, changed: &BTreeSet<String>, change: u64) {
        let state = self.now();
        let Some(site) = state.site.filter(|_| state.whole.is_some_and(|whole| whole.failure.is_none()))
        else {
            return;
        };
        let mut changed = changed.clone();
        if let Some(part) = &state.part {
            changed.extend(part.changed.iter().cloned()); // not in a whole site yet
        }
        let catalog = site.renderer.site().catalog();
        let read = || pipeline::analyse_part(&setting.site, setting.today, catalog, &changed);
        let is_ahead = |catalog: &Catalog, page: &Page| match page.kind {
            PageKind::Article(ix) => changed.contains(&*catalog.article(ix).path),
            PageKind::Image(_) => true,
            _ => false,
        };
        let (reading, shown) = guarded(setting.lang, read, is_ahead);
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.part = Some(Arc::new(Part { change, changed, reading }));
        if let Some(shown) = shown {
            state.ahead = Some((change, Arc::new(shown)));
        }
    }
}

/// Reads, and makes of it what can be shown, whatever happens on the way: the pages that `is_shown`.
fn guarded(
    lang: Lang,
    read: impl Fn() -> Result<Analysis>,
    is_shown: impl Fn(&Catalog, &Page) -> bool,
) -> (Reading, Option<Shown>) {
    let failed = |failure| (Reading { failure: Some(failure), ..Reading::default() }, None);
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let Analysis { sources, checked, findings, .. } = match read() {
            Ok(analysis) => analysis,
            Err(error) => return failed(report::reason(&error, lang)),
        };
        let sources = Arc::new(sources);
        let mut reading = Reading { sources: Arc::clone(&sources), findings, failure: None };
        let Some(mut checked) = checked else { return (reading, None) };
        // A preview is of this moment: the browser is to keep nothing of it.
        if let Some(own) = Arc::get_mut(&mut checked) {
            own.catalog.site.offline = false;
        }
        match Renderer::new(&derive::run(checked)) {
            Ok(renderer) => (reading, Some(Shown::new(renderer, sources, is_shown))),
            Err(error) => {
                reading.failure = Some(report::reason(&error, lang));
                (reading, None)
            }
        }
    }));
    tried.unwrap_or_else(|_| {
        let words = say!(
            "程序自己出了错（见终端）。改动保存后会再试。",
            "the program itself has failed (see the terminal); it tries again when something is saved"
        );
        failed(report::reason(&Refusal::new(words).into(), lang))
    })
}

/// Says in the terminal what was found.
fn announce(setting: &Setting, reading: &Reading, is_shown: bool) {
    match &reading.failure {
        Some(failure) => report::remark(failure),
        None if is_shown => {}
        None => report::errors(&reading.findings, &reading.sources, setting),
    }
}

impl State {
    /// Whether nothing was read yet.
    pub(super) fn is_first(&self) -> bool {
        self.whole.is_none()
    }

    /// The page with this name, with the site that renders it: an article may be ahead of the whole.
    pub(super) fn find(&self, name: &str) -> Option<(&Shown, &Page)> {
        let ahead = self.ahead.as_ref().and_then(|(_, shown)| Some((&**shown, shown.find_at_once(name)?)));
        ahead.or_else(|| {
            let site = self.site.as_deref()?;
            Some((site, site.find(name)?))
        })
    }

    /// What is wrong now: with the whole site, but for articles that were read since.
    pub(super) fn found(&self) -> Vec<Found<'_>> {
        let changed = |path: &str| self.part.as_ref().is_some_and(|part| part.changed.contains(path));
        let whole = self.whole.iter().map(|whole| {
            let path = |f: &Finding| whole.sources.file(f.at().file()).path.as_str();
            let findings = whole.findings.iter().filter(|f| !changed(path(f))).collect();
            Found { sources: &whole.sources, findings }
        });
        let part = self.part.iter().map(|part| &part.reading);
        let part = part.map(|r| Found { sources: &r.sources, findings: r.findings.iter().collect() });
        whole.chain(part).collect()
    }

    /// What the desk goes by.
    pub(super) fn seen<'a>(&'a self, found: &'a [Found<'a>], root: &'a Path) -> Seen<'a> {
        let of_part = self.part.as_ref().and_then(|part| part.reading.failure.as_deref());
        let of_whole = self.whole.as_ref().and_then(|whole| whole.failure.as_deref());
        Seen {
            site: self.site.as_ref().map(|shown| shown.renderer.site()),
            found,
            failure: of_part.or(of_whole),
            root,
        }
    }
}

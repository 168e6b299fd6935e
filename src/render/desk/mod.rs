//! The editor's desk: what the preview shows above the pages of a site and on pages of its own. Findings and the state of
//! the content in, HTML out, with templates that no site can overlay: the desk stands while all else is broken.
//!
//! Never: part of a site that is written.

mod before;
mod beside;
mod found;

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use serde::Serialize;
use tera::{Context, Tera};

pub use beside::SourceAt;
pub use found::Found;

use self::found::FoundView;
use crate::{
    check::audit::Account,
    derive::{Site, Words},
    diag::{Finding, Lang, OrRefuse, Severity, Words as Said},
    model::{ArticleIx, Catalog},
    read::{Strings, desk_files, desk_strings},
};

/// Where the desk's own files are asked for.
pub const FOLDER: &str = "/__xianzhi/";

/// Where the preview has the handbook.
const HANDBOOK: &str = "/handbook/";

/// The most findings that are shown above a page.
const MOST: usize = 30;

/// What is to be seen now.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The last site without errors.
    pub site: Option<&'a Site>,
    /// What is wrong now.
    pub found: &'a [Found<'a>],
    /// Why nothing could be read at all, where that is so.
    pub failure: Option<&'a str>,
    /// The site's folder, for links into an editor.
    pub root: &'a Path,
}

impl<'a> Seen<'a> {
    fn all(&self) -> impl Iterator<Item = (&'a Found<'a>, &'a Finding)> + Clone {
        self.found.iter().flat_map(|found| found.findings.iter().map(move |finding| (found, *finding)))
    }

    /// Those that stand in the way of a site.
    fn errors(&self) -> impl Iterator<Item = (&'a Found<'a>, &'a Finding)> + Clone {
        self.all().filter(|(_, f)| f.severity == Severity::Error)
    }

    fn catalog(&self) -> Option<&'a Catalog> {
        self.site.map(|site| site.catalog())
    }
}

/// The templates and words of the desk in one language.
#[derive(Debug)]
pub struct Desk {
    tera: Tera,
    strings: Strings,
    lang: Lang,
}

/// What stands above a page.
#[derive(Debug, Serialize)]
struct Notice {
    broken: bool,
    beside: Option<String>,
    open: Option<String>,
    state: String,
    failure: Option<String>,
    found: Vec<FoundView>,
    expanded: bool,
    more: Option<String>,
}

/// A page of the desk that has nothing but findings, or not yet.
#[derive(Debug, Serialize)]
struct Trouble<'a> {
    lang: &'a str,
    title: &'a str,
    intro: &'a str,
    failure: Option<&'a str>,
    found: Vec<FoundView>,
    more: Option<String>,
}

impl Desk {
    /// The desk in `lang`.
    ///
    /// # Errors
    /// Where a template is broken.
    pub fn new(lang: Lang) -> Result<Desk> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"].to_vec());
        let templates = desk_files().filter(|(name, _)| name.ends_with(".html"));
        tera.add_raw_templates(templates)
            .or_refuse(|| Said::fixed("编辑台的模板有错", "a template of the desk is broken"))?;
        let strings = desk_strings(lang);
        let shared: BTreeMap<&str, &Strings> = BTreeMap::from([("t", &strings)]);
        *tera.global_context() = Context::from_serialize(&shared)?;
        Ok(Desk { tera, strings, lang })
    }

    /// A file of the desk by its name: its style sheet, its script or its icon.
    pub fn file(name: &str) -> Option<&'static str> {
        let name = name.strip_prefix(FOLDER)?;
        desk_files().find(|(own, _)| *own == name && !own.ends_with(".html")).map(|(_, text)| text)
    }

    /// A word of the desk.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words().get(key)
    }

    fn words(&self) -> Words<'_> {
        Words::over(&self.strings)
    }

    /// What stands above a page that shows the files at the paths `of`; the first is the one to open in an editor.
    /// `article` is the slug of the one it shows, if it shows one.
    ///
    /// # Errors
    /// Where its template is broken.
    pub fn notice(&self, seen: &Seen<'_>, of: &[&str], article: Option<&str>) -> Result<String> {
        let words = self.words();
        let errors = seen.errors().count();
        let broken = errors > 0 || seen.failure.is_some();
        let is_here = |(found, finding): &(&Found<'_>, &Finding)| of.contains(&found.path(finding));
        let (here, elsewhere): (Vec<_>, Vec<_>) = seen.all().partition(is_here);
        let shown = if broken { seen.errors().collect() } else { here.clone() };
        let mut state = Vec::new();
        if seen.failure.is_some() {
            state.push(words.get("desk.failed").to_owned());
        } else if broken {
            state.push(words.count("desk.broken", errors));
        } else if here.is_empty() && elsewhere.is_empty() {
            state.push(words.get("desk.clean").to_owned());
        } else {
            state.extend((!here.is_empty()).then(|| words.count("desk.here", here.len())));
            state.extend((!elsewhere.is_empty()).then(|| words.count("desk.elsewhere", elsewhere.len())));
        }
        let notice = Notice {
            broken,
            beside: article.map(beside::href),
            open: of.first().map(|path| found::open(seen.root, path, 1, 1)),
            state: state.join(words.get("site.clause_separator")),
            failure: seen.failure.map(str::to_owned),
            expanded: broken || shown.iter().any(|(_, f)| f.severity == Severity::Warning),
            more: self.more(shown.len()),
            found: self.shown(seen, shown.into_iter()),
        };
        self.render("notice.html", &notice)
    }

    /// The page where there is no page to show: there never was a site without errors.
    ///
    /// # Errors
    /// Where its template is broken.
    pub fn trouble(&self, seen: &Seen<'_>) -> Result<String> {
        self.render(
            "trouble.html",
            &Trouble {
                lang: self.word("site.lang"),
                title: self.word("trouble.title"),
                intro: self.word("trouble.intro"),
                failure: seen.failure,
                more: self.more(seen.errors().count()),
                found: self.shown(seen, seen.errors()),
            },
        )
    }

    /// The page while the site is read for the first time.
    ///
    /// # Errors
    /// Where its template is broken.
    pub fn waiting(&self) -> Result<String> {
        self.render(
            "trouble.html",
            &Trouble {
                lang: self.word("site.lang"),
                title: self.word("waiting.title"),
                intro: self.word("waiting.intro"),
                failure: None,
                found: Vec::new(),
                more: None,
            },
        )
    }

    /// What is not done yet before the site is published.
    ///
    /// # Errors
    /// Where its template is broken.
    pub fn before(&self, seen: &Seen<'_>) -> Result<String> {
        self.render("before.html", &before::before(self, seen))
    }

    /// An article beside its source text; `accounts` say what became of each figure there.
    ///
    /// # Errors
    /// Where its template is broken.
    pub fn beside(
        &self,
        seen: &Seen<'_>,
        site: &Site,
        article: ArticleIx,
        source: SourceAt<'_>,
        audit: Option<(&[Account], &Found<'_>)>,
    ) -> Result<String> {
        self.render("beside.html", &beside::beside(self, seen, site, article, source, audit))
    }

    fn shown<'a>(
        &self,
        seen: &Seen<'a>,
        found: impl Iterator<Item = (&'a Found<'a>, &'a Finding)>,
    ) -> Vec<FoundView> {
        found.take(MOST).map(|(of, finding)| found::found(self, seen, of, finding)).collect()
    }

    fn more(&self, all: usize) -> Option<String> {
        let rest = all.saturating_sub(MOST);
        (rest > 0).then(|| self.words().count("desk.more", rest))
    }

    fn render<V: Serialize>(&self, template: &str, view: &V) -> Result<String> {
        Ok(self.tera.render(template, &Context::from_serialize(view)?)?)
    }
}

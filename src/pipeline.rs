//! The stages, one after another. Only this file, and those below it, name them all.

mod audit;
mod begin;
mod changes;
mod draft;
mod sheets;

use std::{collections::BTreeSet, path::Path, sync::Arc};

use anyhow::{Result, ensure};

use crate::{
    check::{
        self, Checked,
        sign::{self, Signature},
    },
    derive::{self, Site},
    diag::{self, At, Finding, OrRefuse, Patch, Refusal, Severity, SourceMap, Words, curb, nearest, say},
    model::{self, Catalog, Date, PlaceIx, Standing, State},
    read::{self, Carried, Fault, Inputs, Published, Text, Unwritten, Wanted},
    render::Renderer,
    write::{self, Packed, Portion, Printer, Tell, Written, plan::Plan},
};

pub use self::{
    audit::{Audited, Beside, audit, audit_one},
    begin::{begin, built_in, front_matter, init, schema, write_schemas},
    changes::{Compared, Other, compare, record},
    draft::{Drafted, draft},
    sheets::{Choice, Sheets, create, export, take},
};

/// What becomes of articles that are drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are part of the site, for an editor who looks at it.
    Shown,
    /// The site is made as if their files were not there.
    LeftOut,
}

/// A site read and checked.
#[derive(Debug)]
pub struct Analysis {
    /// The texts that findings point into.
    pub sources: SourceMap,
    /// The content, where no finding is an error, but in drafts that are left out. Then its numbers of files are not those
    /// of `sources`.
    pub checked: Option<Arc<Checked>>,
    /// All findings, located and sorted by file and place.
    pub findings: Vec<Finding>,
    /// How many articles were read.
    pub articles: usize,
    /// How many figures they record.
    pub figures: usize,
    /// Paths of those that are drafts.
    pub drafts: Vec<String>,
}

/// Reads and checks the site in `root`; what speaks of a time after `today` is found. With a `base_url`, that one stands in
/// the place of the address that `site.yaml` gives. Drafts are checked like every article. Where they are left out, the
/// rest is then read and checked once more, without them.
///
/// # Errors
/// Where the folder is no site or a file cannot be read.
pub fn analyse(root: &Path, today: Date, base_url: Option<&str>, drafts: Drafts) -> Result<Analysis> {
    let read = |wanted| {
        let mut inputs = read::load_with(root, wanted)?;
        if let Some(url) = base_url {
            inputs.raw.site.data.base_url = Some(Text(url.into()));
        }
        anyhow::Ok(analysed(inputs, today, None))
    };
    let whole = read(Wanted::All)?;
    if drafts == Drafts::Shown || whole.drafts.is_empty() {
        return Ok(whole);
    }
    let rest = read(Wanted::Without(&whole.drafts))?;
    let told = |analysis: &Analysis| analysis.findings.iter().any(|f| f.severity == Severity::Error);
    if rest.checked.is_none() && !told(&whole) {
        return Ok(Analysis { drafts: whole.drafts, ..rest });
    }
    Ok(Analysis { checked: rest.checked, ..whole })
}

/// Reads and checks the articles at the paths `changed` with those that they may speak of alone, as the site was when it
/// was `last` read: about their own places, and about places that they name. What is found in them is what [`analyse`]
/// finds in them, but for what takes an article that is not among these.
///
/// # Errors
/// As [`analyse`].
pub fn analyse_part(
    root: &Path,
    today: Date,
    last: &Catalog,
    changed: &BTreeSet<String>,
) -> Result<Analysis> {
    let mut places: BTreeSet<PlaceIx> = last
        .articles
        .iter()
        .filter(|a| a.paths().any(|path| changed.contains(&path)))
        .map(|a| a.place)
        .collect();
    for path in changed {
        let text = read::load_text(root, path);
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        places.extend(numbers.filter_map(|code| last.place_with(code)));
    }
    let near = last.articles.iter().filter(|a| places.contains(&a.place));
    let wanted: BTreeSet<String> = near.flat_map(|a| a.paths()).chain(changed.iter().cloned()).collect();
    Ok(analysed(read::load_with(root, Wanted::Only(&wanted))?, today, Some(changed)))
}

fn analysed(inputs: Inputs, today: Date, only: Option<&BTreeSet<String>>) -> Analysis {
    let mut resolved = model::resolve(inputs.raw, &inputs.sources);
    resolved.findings.extend(inputs.findings);
    resolved.findings.append(&mut resolved.of_reading);
    let (articles, figures) = (resolved.catalog.articles.len(), resolved.catalog.observations.len());
    let drafts = drafts(&resolved.catalog);
    let report = check::run(resolved, inputs.theme, &inputs.sources, today, only);
    let findings = located(report.findings, &inputs.sources);
    let checked = report.checked.map(Arc::new);
    Analysis { sources: inputs.sources, checked, findings, articles, figures, drafts }
}

/// Makes the fixes of an analysis in the files of the site in `root`.
///
/// # Errors
/// Where a file is no longer what was read, or cannot be written: it is as it was, and so are those after it.
pub fn mend(root: &Path, sources: &SourceMap, patches: &[Patch]) -> Result<()> {
    for patch in patches {
        let file = sources.file(patch.file);
        write::write_mended(root, &file.path, &file.text, &diag::apply(&file.text, &patch.changes))?;
    }
    Ok(())
}

/// What signs an article of an analysis without errors, which is named by its file; nothing is written.
///
/// # Errors
/// Where there is no such article, it may not be signed, or a file cannot be read.
pub fn signature(
    root: &Path,
    analysis: &Analysis,
    article: &str,
    signature: &Signature<'_>,
) -> Result<Patch> {
    let checked = analysis.checked.as_ref();
    let catalog = &checked.or_refuse(|| Words::fixed("先改好错误", "mend the errors first"))?.catalog;
    let ix = sign::find(catalog, &analysis.drafts, article)?;
    let path = &*catalog.article(ix).path;
    let file = analysis.sources.find(path).or_refuse(|| say!("读不了 {path}", "cannot read {path}"))?;
    let patch = sign::sign(catalog, ix, (&analysis.sources, file), signature)?;
    // Read as it would be: the file may be written in a way in which lines are not what they seem.
    let text = diag::apply(&analysis.sources.file(file).text, &patch.changes);
    let inputs = read::load_with(root, Wanted::Also(Unwritten { path, text: &text }))?;
    let signed = model::resolve(inputs.raw, &inputs.sources).catalog;
    let stands = signed.article_ids().any(|ix| {
        let article = signed.article(ix);
        let by_whom = article.checked.as_ref().is_some_and(|look| look.by == signature.by);
        *article.path == *path && by_whom && signed.standing(ix) == Standing::Checked
    });
    ensure!(stands, Refusal::new(sign::by_hand(catalog, ix, signature)));
    Ok(patch)
}

/// Writes a portion of the site to `out`; `tell` hears how far it is.
///
/// # Errors
/// Where a template is broken, or the folder cannot be written or is not ours to replace.
pub fn build(checked: Arc<Checked>, out: &Path, portion: &Portion, tell: Tell<'_>) -> Result<Written> {
    let renderer = Renderer::new(&derive::run(checked))?;
    let written = write::commit(&renderer, out, portion, tell)?;
    // What a large site takes is given back at once when the program ends, which now is soon; piece by piece it takes a while.
    std::mem::forget(renderer);
    Ok(written)
}

/// What publishing the site would do where `published` is there already. Nothing is written.
///
/// # Errors
/// Where a template is broken.
pub fn plan(checked: Arc<Checked>, published: &Published, tell: Tell<'_>) -> Result<Plan> {
    let site: Site = derive::run(checked);
    Ok(Plan::new(&write::measure(&Renderer::new(&site)?, tell)?, published))
}

/// Writes the site to `out`, and beside it what is to be uploaded and deleted where `published` is there already.
///
/// # Errors
/// As [`build`].
pub fn publish(
    checked: Arc<Checked>,
    out: &Path,
    published: &Published,
    tell: Tell<'_>,
) -> Result<(Written, Plan)> {
    let written = build(checked, out, &Portion::default(), tell)?;
    let plan = Plan::new(&written.made, published);
    write::plan::write_lists(&plan, out)?;
    Ok((written, plan))
}

/// Packs the site into `out`, to be carried away; with a printer, its profiles on paper too.
///
/// # Errors
/// As [`build`], and where the printer fails.
pub fn pack(
    checked: Arc<Checked>,
    out: &Path,
    printer: Option<Printer<'_>>,
    tell: Tell<'_>,
) -> Result<Packed> {
    let site: Site = derive::run(checked);
    write::pack(&Renderer::new(&site)?, out, printer, tell)
}

/// Holds a site that was carried somewhere against the list of its files: what is at `path`, and what of it is not as
/// the list says.
///
/// # Errors
/// Where it cannot be read, or has no list.
pub fn verify(path: &Path) -> Result<(Carried, Vec<Fault>)> {
    let carried = read::load_carried(path)?;
    let mut faults = carried.damage.clone();
    faults.extend(carried.listed.faults(&carried.found));
    Ok((carried, faults))
}

/// The place with a code.
///
/// # Errors
/// Where the site has none.
pub fn place_of(catalog: &Catalog, code: &str) -> Result<PlaceIx> {
    let found = catalog.place_with(code);
    let known = || catalog.places.iter().map(|p| p.code.as_str());
    let named = || catalog.places.iter().find(|p| p.spellings().any(|name| name == code));
    Ok(found.or_refuse(|| match nearest(code, known()).or_else(|| named().map(|p| p.code.as_str())) {
        Some(near) => {
            say!("地区表里没有 {code}，是不是 {near}？", "there is no place {code}, did you mean {near}?")
        }
        None => say!(
            "地区表里没有 {code}：先在 content/places.yaml 里加上这个地区",
            "there is no place {code}: add it to content/places.yaml first"
        ),
    })?)
}

/// Paths of the articles that are drafts.
fn drafts(catalog: &Catalog) -> Vec<String> {
    let drafts = catalog.articles.iter().filter(|article| article.state == State::Draft);
    drafts.map(|article| article.path.to_string()).collect()
}

/// Findings with their places, in the order of files and places.
fn located(mut findings: Vec<Finding>, sources: &SourceMap) -> Vec<Finding> {
    read::locate(sources, &mut findings);
    findings.sort_by_cached_key(|f| {
        let start = match f.at() {
            At::Span(span) => span.start,
            _ => 0,
        };
        (sources.file(f.at().file()).path.clone(), start, f.severity, f.rule, f.message.zh.clone())
    });
    curb(findings)
}

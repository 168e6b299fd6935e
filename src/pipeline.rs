//! The stages, one after another. Only this file names them all.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use anyhow::{Result, ensure};

use crate::{
    check::{
        self, Checked, audit,
        suggest::{self, Suggestion},
    },
    derive::{self, Site},
    diag::{self, At, FileId, Finding, OrRefuse, Patch, Refusal, Severity, SourceMap, nearest, say},
    draft::{self, Counts, Wish},
    model::{self, ArticleIx, Catalog, Date, Period, PlaceIx},
    read::{self, Carried, Fault, Inputs, Published, SourceTexts, Text, Unwritten, Wanted},
    render::Renderer,
    write::{self, Packed, Printer, Tell, Written, plan::Plan},
};

/// A site read and checked.
#[derive(Debug)]
pub struct Analysis {
    /// The texts that findings point into.
    pub sources: SourceMap,
    /// The content, where no finding is an error.
    pub checked: Option<Arc<Checked>>,
    /// All findings, located and sorted by file and place.
    pub findings: Vec<Finding>,
    /// How many articles were read.
    pub articles: usize,
    /// How many figures they record.
    pub figures: usize,
}

/// Reads and checks the site in `root`; what speaks of a time after `today` is found. With a `base_url`, that one stands in
/// the place of the address that `site.yaml` gives.
///
/// # Errors
/// Where the folder is no site or a file cannot be read.
pub fn analyse(root: &Path, today: Date, base_url: Option<&str>) -> Result<Analysis> {
    let mut inputs = read::load(root)?;
    if let Some(url) = base_url {
        inputs.raw.site.data.base_url = Some(Text(url.into()));
    }
    Ok(analysed(inputs, today, None))
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
    let report = check::run(resolved, inputs.theme, &inputs.sources, today, only);
    let findings = located(report.findings, &inputs.sources);
    let checked = report.checked.map(Arc::new);
    Analysis { sources: inputs.sources, checked, findings, articles, figures }
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

/// The content held against its source texts.
#[derive(Debug)]
pub struct Audited {
    /// The texts that findings point into.
    pub sources: SourceMap,
    /// What the content says.
    pub catalog: Catalog,
    /// What the audit found; nothing where the content has errors of its own.
    pub audit: Option<audit::Audit>,
    /// Findings of the audit, located and sorted; those of reading where the content cannot be read.
    pub findings: Vec<Finding>,
}

/// Holds the site in `root` against the source texts in `sources_dir`.
///
/// # Errors
/// Where a folder or a file cannot be read.
pub fn audit(root: &Path, sources_dir: &Path) -> Result<Audited> {
    let inputs = read::load(root)?;
    let resolved = model::resolve(inputs.raw, &inputs.sources);
    let mut findings = inputs.findings;
    findings.extend(resolved.of_reading);
    findings.extend(resolved.findings);
    let readable = findings.iter().all(|f| f.severity != Severity::Error);
    let audit = readable.then(|| {
        let names =
            resolved.catalog.articles.iter().map(|a| a.origin.file.as_str()).filter(|f| !f.is_empty());
        let texts: SourceTexts = read::load_sources(sources_dir, names)?;
        anyhow::Ok(audit::run(&resolved.catalog, &texts))
    });
    let mut audit = audit.transpose()?;
    findings.extend(audit.iter_mut().flat_map(|a| std::mem::take(&mut a.findings)));
    let findings = located(findings, &inputs.sources);
    Ok(Audited { sources: inputs.sources, catalog: resolved.catalog, audit, findings })
}

/// An article held against its source text.
#[derive(Debug)]
pub struct Beside {
    /// The source text.
    pub text: String,
    /// Whether it has the digest that the article states.
    pub is_same: bool,
    /// What became of each of its figures.
    pub accounts: Vec<audit::Account>,
    /// What was found, located in the texts of the site.
    pub findings: Vec<Finding>,
}

/// Holds one article against its source text in the folder `dir`; nothing where it is not there. `sources` are the
/// texts that the catalogue was made from.
///
/// # Errors
/// Where the text cannot be read.
pub fn audit_one(
    catalog: &Catalog,
    sources: &SourceMap,
    ix: ArticleIx,
    dir: &Path,
) -> Result<Option<Beside>> {
    let article = catalog.article(ix);
    let texts = read::load_sources(dir, [article.origin.file.as_str()])?;
    let Some((text, sha256)) = texts.get(&article.origin.file) else { return Ok(None) };
    let (accounts, findings) = audit::run_one(catalog, ix, text);
    let is_same = sha256 == article.origin.sha256;
    Ok(Some(Beside { text: text.to_owned(), is_same, accounts, findings: located(findings, sources) }))
}

/// An article drafted from a source text.
#[derive(Debug)]
pub struct Drafted {
    /// Where it belongs in the site.
    pub path: String,
    /// The file.
    pub text: String,
    /// What it holds.
    pub counts: Counts,
    /// What there is to be filled.
    pub to_be_filled: usize,
}

/// Drafts an article of the site in `root` about the place with the code `place` from the text at `source`. A proposal
/// that a check objects to is taken back.
///
/// # Errors
/// Where a file cannot be read, there is no such place, or the catalogue has no domains.
pub fn draft(
    root: &Path,
    source: &Path,
    place: &str,
    period: Option<Period>,
    today: Date,
) -> Result<Drafted> {
    let inputs = read::load(root)?;
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let place = place_of(&catalog, place)?;
    ensure!(
        !catalog.domains.is_empty(),
        Refusal::new(say!(
            "content/metrics.yaml 里没有读得出的领域：先运行 xianzhi check 改好它",
            "content/metrics.yaml has no domain that can be read: run xianzhi check and mend it first"
        ))
    );
    let source = read::load_source(source)?;
    let mut draft = draft::run(&catalog, &source, &Wish { place, period, today });
    let path = format!("content/articles/{}.md", draft.slug(&catalog));
    // Each round takes back a proposal, or is the last.
    loop {
        let text = draft.text(&catalog, &[]);
        let inputs = read::load_with(root, Wanted::Also(Unwritten { path: &path, text: &text }))?;
        let resolved = model::resolve(inputs.raw, &inputs.sources);
        let file = inputs.sources.find(&path);
        // Errors of other files are no reason to suggest nothing.
        let relations = suggested_relations(&resolved.catalog, file);
        let report = check::run(resolved, inputs.theme, &inputs.sources, today, None);
        let of_draft = |f: &&Finding| f.labels.iter().any(|l| Some(l.at.file()) == file);
        let (filled, others): (Vec<&Finding>, Vec<&Finding>) =
            report.findings.iter().filter(of_draft).partition(|f| f.rule == check::TO_BE_FILLED);
        let objections: Vec<Vec<usize>> = others.iter().map(|f| positions(f, file)).collect();
        if !draft.withdraw(&catalog, &objections) {
            let text = draft.text(&catalog, &relations);
            return Ok(Drafted { path, counts: draft.counts(), to_be_filled: filled.len(), text });
        }
    }
}

/// Relations among the figures of the draft, for the editor to confirm.
fn suggested_relations(catalog: &Catalog, draft: Option<FileId>) -> Vec<Suggestion> {
    let article = catalog.article_ids().find(|ix| Some(catalog.article(*ix).file) == draft);
    article.map(|ix| suggest::run(catalog, ix)).unwrap_or_default()
}

/// The positions in `metrics` that a finding speaks of.
fn positions(finding: &Finding, file: Option<FileId>) -> Vec<usize> {
    let position = |at: &At| match at {
        At::Yaml(of, path, _) if Some(*of) == file => {
            path.strip_prefix("metrics[")?.split(']').next()?.parse().ok()
        }
        _ => None,
    };
    finding.labels.iter().filter_map(|label| position(&label.at)).collect()
}

fn place_of(catalog: &Catalog, code: &str) -> Result<PlaceIx> {
    let found = catalog.place_with(code);
    let known = || catalog.places.iter().map(|p| p.code.as_str());
    Ok(found.or_refuse(|| match nearest(code, known()) {
        Some(near) => {
            say!("地区表里没有 {code}，是不是 {near}？", "there is no place {code}, did you mean {near}?")
        }
        None => say!(
            "地区表里没有 {code}：先在 content/places.yaml 里加上这个地区",
            "there is no place {code}: add it to content/places.yaml first"
        ),
    })?)
}

/// Writes the site to `out`; `tell` hears how far it is.
///
/// # Errors
/// Where a template is broken, or the folder cannot be written or is not ours to replace.
pub fn build(checked: Arc<Checked>, out: &Path, tell: Tell<'_>) -> Result<Written> {
    let site: Site = derive::run(checked);
    write::commit(&Renderer::new(&site)?, out, tell)
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
    let written = build(checked, out, tell)?;
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
    findings
}

//! The stages, one after another. Only this file names them all.

use std::{path::Path, sync::Arc};

use anyhow::{Result, ensure};

use crate::{
    check::{
        self, Checked, audit,
        suggest::{self, Suggestion},
    },
    derive::{self, Site},
    diag::{self, At, FileId, Finding, OrRefuse, Patch, Refusal, Severity, SourceMap, nearest, say},
    draft::{self, Counts, Wish},
    model::{self, Catalog, Date, Period, PlaceIx},
    read::{self, Carried, Fault, Published, RawArticle, SourceTexts, Text, Unwritten},
    render::Renderer,
    sheet::{self, Created, Taken},
    write::{self, Packed, Printer, Written, plan::Plan},
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
    let mut resolved = model::resolve(inputs.raw, &inputs.sources);
    let mut findings = inputs.findings;
    findings.append(&mut resolved.of_reading);
    let (articles, figures) = (resolved.catalog.articles.len(), resolved.catalog.observations.len());
    let report = check::run(resolved, inputs.theme, &inputs.sources, today, findings);
    let findings = located(report.findings, &inputs.sources);
    let checked = report.checked.map(Arc::new);
    Ok(Analysis { sources: inputs.sources, checked, findings, articles, figures })
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
        let inputs = read::load_with(root, Some(Unwritten { path: &path, text: &text }))?;
        let resolved = model::resolve(inputs.raw, &inputs.sources);
        let file = inputs.sources.find(&path);
        // Errors of other files are no reason to suggest nothing.
        let relations = suggested_relations(&resolved.catalog, file);
        let report = check::run(resolved, inputs.theme, &inputs.sources, today, Vec::new());
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

/// Which articles to export; all where nothing is named.
#[derive(Debug)]
pub struct Choice<'c> {
    /// Names of their files, with or without `.md`.
    pub articles: &'c [String],
    /// The code of their place.
    pub place: Option<&'c str>,
}

/// Articles as a spreadsheet.
#[derive(Debug)]
pub struct Sheets {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many articles there are in it.
    pub articles: usize,
    /// How many entries of `metrics`.
    pub figures: usize,
}

/// The chosen articles of the site in `root` as a workbook for editors, or their observations as CSV.
///
/// # Errors
/// Where a file cannot be read, there is no such article or place, or an article is written so that it cannot be read.
pub fn export(root: &Path, choice: &Choice<'_>, csv: bool) -> Result<Sheets> {
    let inputs = read::load(root)?;
    let named = sheet::by_name(&inputs.raw.articles);
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let place = choice.place.map(|code| place_of(&catalog, code)).transpose()?;
    let known = || named.keys().map(String::as_str);
    let names: Vec<&str> =
        choice.articles.iter().map(|name| name.strip_suffix(".md").unwrap_or(name)).collect();
    for name in &names {
        ensure!(
            named.contains_key(*name),
            Refusal::new(match nearest(name, known()) {
                Some(near) => say!(
                    "没有 {name} 这篇报道，是不是 {near}？",
                    "there is no article {name}, did you mean {near}?"
                ),
                None => say!("没有 {name} 这篇报道", "there is no article {name}"),
            })
        );
    }
    let mut records: Vec<(&str, FileId, RawArticle)> = Vec::new();
    for (name, file) in &named {
        let article = catalog.articles.iter().find(|a| a.file == *file);
        let of_place = place.is_none_or(|place| article.is_some_and(|article| article.place == place));
        if !of_place || !(names.is_empty() || names.contains(&name.as_str())) {
            continue;
        }
        let source = inputs.sources.file(*file);
        let (_, read) = read::read_article(&source.path, &source.text, *file);
        let path = &source.path;
        ensure!(
            !read.doc.gaps.any() && source.read_as().is_empty(),
            Refusal::new(say!(
                "{path} 里有读不通的地方，不能导出：先运行 xianzhi check，改好它",
                "there is something in {path} that cannot be read, so it is not exported: run xianzhi check and mend it first"
            ))
        );
        records.push((name, *file, read.doc.data));
    }
    let sources = records.iter().map(|(slug, file, raw)| {
        let source = inputs.sources.file(*file);
        let article = catalog.articles.iter().find(|a| a.file == *file);
        sheet::Source { slug, raw, yaml: &source.text[source.yaml.clone()], article }
    });
    let exported = sheet::export(&catalog, &sources.collect::<Vec<_>>());
    let bytes = if csv { exported.csv()? } else { exported.xlsx(&catalog)? };
    Ok(Sheets { bytes, articles: exported.articles, figures: exported.figures })
}

/// What a workbook or CSV file asks of the site in `root`: with `delete`, entries that have no row any more go. Nothing is
/// written. Gives the texts that the changes are of.
///
/// # Errors
/// Where the workbook or a file of the site cannot be read.
pub fn take(root: &Path, workbook: &Path, delete: bool, today: Date) -> Result<(SourceMap, Taken)> {
    let book = read::load_workbook(workbook)?;
    let inputs = read::load(root)?;
    let articles = sheet::by_name(&inputs.raw.articles);
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let site = sheet::Site { catalog: &catalog, sources: &inputs.sources, articles, today };
    let taken = sheet::take(&book, &site, delete);
    Ok((inputs.sources, taken))
}

/// Writes the articles that a workbook asks for and that are not there yet.
///
/// # Errors
/// Where there is such a file, or the disk refuses.
pub fn create(root: &Path, created: &[Created]) -> Result<()> {
    created.iter().try_for_each(|article| write::write_article(&root.join(&article.path), &article.text))
}

/// Writes the site to `out`.
///
/// # Errors
/// Where a template is broken, or the folder cannot be written or is not ours to replace.
pub fn build(checked: Arc<Checked>, out: &Path) -> Result<Written> {
    let site: Site = derive::run(checked);
    write::commit(&Renderer::new(&site)?, out)
}

/// What publishing the site would do where `published` is there already. Nothing is written.
///
/// # Errors
/// Where a template is broken.
pub fn plan(checked: Arc<Checked>, published: &Published) -> Result<Plan> {
    let site: Site = derive::run(checked);
    Ok(Plan::new(&write::measure(&Renderer::new(&site)?)?, published))
}

/// Writes the site to `out`, and beside it what is to be uploaded and deleted where `published` is there already.
///
/// # Errors
/// As [`build`].
pub fn publish(checked: Arc<Checked>, out: &Path, published: &Published) -> Result<(Written, Plan)> {
    let written = build(checked, out)?;
    let plan = Plan::new(&written.made, published);
    write::plan::write_lists(&plan, out)?;
    Ok((written, plan))
}

/// Packs the site into `out`, to be carried away; with a printer, its profiles on paper too.
///
/// # Errors
/// As [`build`], and where the printer fails.
pub fn pack(checked: Arc<Checked>, out: &Path, printer: Option<Printer<'_>>) -> Result<Packed> {
    let site: Site = derive::run(checked);
    write::pack(&Renderer::new(&site)?, out, printer)
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

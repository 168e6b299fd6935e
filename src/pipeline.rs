//! The stages, one after another. Only this file names them all.

mod begin;

use std::{collections::BTreeSet, path::Path, sync::Arc};

use anyhow::{Result, ensure};

use crate::{
    check::{
        self, Checked, audit,
        sign::{self, Signature},
        suggest::{self, Suggestion},
    },
    derive::{self, Alteration, Site},
    diag::{self, At, FileId, Finding, OrRefuse, Patch, Refusal, Severity, SourceMap, Words, nearest, say},
    draft::{self, Counts, Wish},
    model::{self, Altered, ArticleIx, Catalog, Date, Period, PlaceIx, Standing, State},
    read::{
        self, Carried, Fault, Inputs, LEDGER, Published, RawChange, SourceTexts, Text, Unwritten, Wanted,
    },
    render::Renderer,
    write::{self, Packed, Printer, Tell, Written, plan::Plan},
};

pub use begin::{begin, built_in, front_matter, init, schema, write_schemas};

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

/// Another state of a site: a folder, or a zip in which it stands at the top.
#[derive(Debug)]
pub enum Other<'a> {
    /// In a folder.
    Folder(&'a Path),
    /// In memory.
    Zip(Vec<u8>),
}

/// A site held against another state of it.
#[derive(Debug)]
pub struct Compared {
    /// What is different.
    pub alterations: Vec<Alteration>,
    /// Files of the other state that cannot be read without errors, by path.
    pub unread_before: Vec<String>,
    /// The same of the site.
    pub unread_after: Vec<String>,
    /// The ledger as it stands on the disk; none where there is none.
    pub ledger: Option<String>,
    /// What it says last of each record.
    pub recorded: BTreeSet<Altered>,
}

/// Holds the site in `root` against another state of it, as far as either can be read. Drafts are as if they were not there:
/// an article that is one no longer has come.
///
/// # Errors
/// Where either is no site, or a file cannot be read from the disk.
pub fn compare(root: &Path, other: Other<'_>) -> Result<Compared> {
    let (after, unread_after, ledger) = state(|wanted| read::load_with(root, wanted))?;
    let other = match other {
        Other::Folder(folder) => state(|wanted| read::load_with(folder, wanted)),
        Other::Zip(zip) => state(|wanted| read::load_kept(&zip, wanted)),
    };
    let (before, unread_before, _) =
        other.or_refuse(|| say!("读不了要比较的那一份", "the state to compare with cannot be read"))?;
    let recorded = after.ledger.entries().iter().flat_map(|entry| &entry.changes).filter(|c| c.is_latest);
    let recorded = recorded.map(|change| change.altered.clone()).collect();
    let alterations = derive::alterations(&before, &after);
    Ok(Compared { alterations, unread_before, unread_after, ledger, recorded })
}

/// What the content says, the files with errors, and the text of its ledger.
fn state(load: impl Fn(Wanted<'_>) -> Result<Inputs>) -> Result<(Catalog, Vec<String>, Option<String>)> {
    let read = |wanted| {
        let inputs = load(wanted)?;
        let ledger = inputs.raw.changes.as_ref().map(|doc| inputs.sources.file(doc.file).text.clone());
        let resolved = model::resolve(inputs.raw, &inputs.sources);
        let all = inputs.findings.iter().chain(&resolved.of_reading).chain(&resolved.findings);
        let errors = all.filter(|f| f.severity == Severity::Error);
        let files: BTreeSet<String> =
            errors.map(|f| inputs.sources.file(f.at().file()).path.clone()).collect();
        anyhow::Ok((resolved.catalog, files.into_iter().collect(), ledger))
    };
    let whole = read(Wanted::All)?;
    let drafts = drafts(&whole.0);
    if drafts.is_empty() { Ok(whole) } else { read(Wanted::Without(&drafts)) }
}

/// Paths of the articles that are drafts.
fn drafts(catalog: &Catalog) -> Vec<String> {
    let drafts = catalog.articles.iter().filter(|article| article.state == State::Draft);
    drafts.map(|article| article.path.to_string()).collect()
}

/// Writes an entry at the end of the ledger of the site in `root`.
///
/// # Errors
/// Where it cannot stand at the end of what is there, or the file cannot be written: it is as it was.
pub fn record(root: &Path, compared: &Compared, entry: &RawChange) -> Result<()> {
    let before = compared.ledger.as_deref();
    let after = write::with_entry(before, entry);
    let mut expected = before.map(read::read_ledger).unwrap_or_else(|| Some(read::RawChanges::default()));
    if let Some(ledger) = &mut expected {
        ledger.changes.push(entry.clone());
    }
    ensure!(
        expected.is_some() && read::read_ledger(&after) == expected,
        Refusal::new(say!(
            "{LEDGER} 的末尾接不上新的一条，没有动它：先改好检查出的错误；changes 要在文件的最后，allow 写在它前面；姓名、理由里的引号要成对",
            "no entry can be added at the end of {LEDGER}, which was left alone: mend its errors first; changes has to come \
             last in the file, allow before it; quotation marks in names and reasons come in pairs"
        ))
    );
    write::write_ledger(root, before, &after)
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

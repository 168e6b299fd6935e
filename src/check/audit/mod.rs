//! The content against its source texts: every value on its lines, every figure of a source accounted for.
//!
//! A value speaks for a figure where it is all of it, word for word; an exclusion where it touches it. Dates and times
//! of day need neither. Never: a look at anything but the text that is handed in.

mod claims;
mod dated;
mod findings;
mod missed;
mod reprint;
mod slip;
mod source;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use self::{
    claims::{Claims, Entry, Miss, Subject},
    findings::{claimed_twice, source_changed, source_missing, unbound, unnamed_practice, unused_exclusion},
    source::Source,
};
use crate::{
    diag::{Finding, RuleId, Words},
    model::{Article, ArticleIx, AuditRecord, Catalog, ExcludeReason, LineRange, Missing, ObsIx},
    quantity::{Figure, FigureKind, fold},
    read::SourceTexts,
};

/// The source text of an article is not in the folder.
pub const SOURCE_MISSING: RuleId = RuleId("source-missing");
/// The source text is not the one that was curated.
pub const SOURCE_CHANGED: RuleId = RuleId("source-changed");
/// A value does not stand on its lines.
pub const NOT_ON_LINES: RuleId = RuleId("not-on-lines");
/// A figure of the source is neither bound nor excluded.
pub const FIGURE_UNBOUND: RuleId = RuleId("figure-unbound");
/// An exclusion that leaves no figure out.
pub const UNUSED_EXCLUSION: RuleId = RuleId("unused-exclusion");
/// Two observations speak for one printed figure, and no note says why.
pub const CLAIMED_TWICE: RuleId = RuleId("claimed-twice");

pub use reprint::REPRINT;

/// What an audit found.
#[derive(Debug, Default)]
pub struct Audit {
    /// One record an article; `None` where its source is not at hand.
    pub records: Vec<Option<AuditRecord>>,
    /// Every figure of every source that is at hand, by article.
    pub accounts: Vec<Option<Vec<Account>>>,
    /// What has to be mended.
    pub findings: Vec<Finding>,
}

/// A figure of a source, and what became of it.
#[derive(Debug)]
pub struct Account {
    /// The figure.
    pub figure: Figure,
    /// Where it stands.
    pub lines: LineRange,
    /// What became of it.
    pub status: Status,
}

/// What became of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Recorded by these observations.
    Bound(Vec<ObsIx>),
    /// Left out for a reason.
    Excluded(ExcludeReason),
    /// Neither.
    Missing,
    /// A date or a time of day, which nobody has to account for.
    Time,
}

/// Audits every article whose source is at hand. Where it is not, the last audit's record stands as long as it speaks
/// of this source.
pub fn run(catalog: &Catalog, texts: &SourceTexts) -> Audit {
    let mut audit = Audit::default();
    for ix in catalog.article_ids() {
        let article = catalog.article(ix);
        if article.reprint_of.is_some() {
            audit.records.push(None); // its figures are accounted for where they are recorded
            audit.accounts.push(None);
            continue;
        }
        let Some((text, sha256)) = texts.get(&article.origin.file) else {
            let kept = catalog.audit[ix.ix()].clone().filter(|r| r.sha256 == article.origin.sha256);
            audit.findings.push(source_missing(article, kept.is_some()));
            audit.records.push(kept);
            audit.accounts.push(None);
            continue;
        };
        if sha256 != article.origin.sha256 {
            audit.findings.push(source_changed(article, sha256));
        }
        let accounts = audit_article(catalog, article, text, &mut audit.findings);
        audit.records.push(Some(record(digest(catalog, ix), article, sha256, &accounts)));
        audit.accounts.push(Some(accounts));
    }
    audit.findings.extend(reprint::undeclared(catalog, texts));
    audit
}

/// Audits one article against the text of its source: what became of each figure there, and what was found.
pub fn run_one(catalog: &Catalog, ix: ArticleIx, text: &str) -> (Vec<Account>, Vec<Finding>) {
    let mut findings = Vec::new();
    let accounts = audit_article(catalog, catalog.article(ix), text, &mut findings);
    (accounts, findings)
}

/// SHA-256 over what an audit depends on: values, lines, exclusions. Hexadecimal, the first 16 digits.
pub fn digest(catalog: &Catalog, ix: ArticleIx) -> String {
    let article = catalog.article(ix);
    let mut hash = Sha256::new();
    for o in article.observation_ids().map(|o| catalog.observation(o)).filter(|o| !o.is_catalogued()) {
        hash.update(format!("{}|{}|{}\n", catalog.metric(o.metric).id, o.quantity.printed, o.lines));
    }
    for e in &article.exclusions {
        hash.update(format!("-|{}|{}|{}\n", e.text, e.lines, e.reason.id()));
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Holds the entries of one article against its source, and gives an account of every figure there.
fn audit_article(
    catalog: &Catalog,
    article: &Article,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Vec<Account> {
    let source = Source::new(text);
    let entries = claims::entries(catalog, article);
    let (mut claims, misses) = Claims::new(&source, &entries);
    missed::explain(&mut claims, &misses, article.file, findings);
    let mut used: Vec<bool> = vec![false; entries.len()];
    for Miss { entry, .. } in misses {
        used[entry] = true; // it has a finding already
    }
    let mut accounts = Vec::with_capacity(source.figures.len());
    for (printed, by) in claims.figures() {
        let status = status(&printed.figure, &by, &entries);
        match &status {
            Status::Bound(bound) if bound.len() > 1 => {
                findings.extend(claimed_twice(catalog, article, &printed.figure, bound));
            }
            // What was set aside has a finding already.
            Status::Missing if claims.is_free(&printed.place) => {
                findings.push(unbound(article, &printed.figure, source.lines_of(&printed.place)))
            }
            _ => {}
        }
        if !matches!(status, Status::Bound(_)) {
            by.iter().for_each(|entry| used[*entry] = true);
        }
        let lines = source.lines_of(&printed.place);
        accounts.push(Account { figure: printed.figure.clone(), lines, status });
    }
    findings.extend(unnamed_practices(&source, article));
    let unused = entries.iter().zip(used).filter(|(_, used)| !used);
    findings.extend(unused.filter_map(|(entry, _)| unused_exclusion(article, entry)));
    dated::check_events(article, text, findings);
    accounts
}

/// Practices whose names do not stand on their lines.
fn unnamed_practices(source: &Source, article: &Article) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, practice) in article.practices.iter().enumerate() {
        let name = fold(&practice.name).text;
        let stands = |lines: &LineRange| source.find(&name, source.on(*lines)).next().is_some();
        for lines in practice.lines.0.iter().filter(|lines| !stands(lines)) {
            let elsewhere = source.find(&name, 0..source.len()).next().map(|place| source.lines_of(&place));
            findings.push(unnamed_practice(article, i, *lines, elsewhere));
        }
    }
    findings
}

fn status(figure: &Figure, by: &[usize], entries: &[Entry<'_>]) -> Status {
    let bound: Vec<ObsIx> = by.iter().filter_map(|e| entries[*e].subject.observation()).collect();
    if !bound.is_empty() {
        return Status::Bound(bound);
    }
    let reason = by.iter().find_map(|e| match entries[*e].subject {
        Subject::Exclusion(_, reason) => Some(reason),
        Subject::Observation(..) => None,
    });
    match reason {
        Some(reason) => Status::Excluded(reason),
        None if figure.kind == FigureKind::Time => Status::Time,
        None => Status::Missing,
    }
}

fn record(record: String, article: &Article, sha256: &str, accounts: &[Account]) -> AuditRecord {
    let mut counts = AuditRecord {
        source: article.origin.file.clone(),
        sha256: sha256.to_owned(),
        record,
        ..Default::default()
    };
    for account in accounts.iter().filter(|a| a.figure.kind != FigureKind::Time) {
        counts.figures += 1;
        match account.status {
            Status::Bound(_) => counts.bound += 1,
            Status::Excluded(_) => counts.excluded += 1,
            Status::Missing | Status::Time => counts
                .missing
                .push(Missing { text: account.figure.printed.clone(), line: account.lines.start }),
        }
    }
    counts
}

/// Every rule of the audit, with what it means.
pub const NAMES: &[(RuleId, Words)] = &[
    (
        SOURCE_MISSING,
        Words::fixed(
            "来源文件夹里没有这篇报道的来源文本。",
            "The source text of the article is not in the folder of sources.",
        ),
    ),
    (
        SOURCE_CHANGED,
        Words::fixed(
            "来源文本不是登记时的那一份。",
            "The source text is not the one that the figures were taken from.",
        ),
    ),
    (
        NOT_ON_LINES,
        Words::fixed(
            "登记的数字不在写明的那几行，或者与那里印的不一样。",
            "A recorded figure does not stand on its lines, or is printed there in another way.",
        ),
    ),
    (
        FIGURE_UNBOUND,
        Words::fixed(
            "来源里的数字既没有登记，也没有写进 exclude。",
            "A figure of the source is neither recorded nor left out with a reason.",
        ),
    ),
    (
        UNUSED_EXCLUSION,
        Words::fixed("exclude 里的一条没有排除任何数字。", "An entry of exclude leaves no figure out."),
    ),
    (
        REPRINT,
        Words::fixed(
            "两篇报道的来源文本几乎一样，没有写明谁转载谁。",
            "The source texts of two articles are nearly the same, and neither says that it reprints the other.",
        ),
    ),
    (
        CLAIMED_TWICE,
        Words::fixed(
            "同一处印的数字登记了两次，也没有说明缘由。",
            "A figure that is printed once is recorded twice, and no note says why.",
        ),
    ),
];

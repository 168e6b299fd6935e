//! The content against its source texts: every value on its lines, every figure of a source accounted for.

//!
//! A value speaks for a figure where it is all of it, word for word; an exclusion where it touches it. Dates and times
//! of day need neither. Never: a look at anything but the text that is handed in.

mod claims;
mod missed;
mod slip;
mod source;

use std::{borrow::Cow, fmt::Write as _};

use sha2::{Digest, Sha256};

use self::{
    claims::{Claims, Entry, Miss, Subject},
    source::Source,
};
use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::{Article, ArticleIx, AuditRecord, Catalog, ExcludeReason, LineRange, Missing, ObsIx},
    quantity::{Figure, FigureKind},
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
    audit
}

fn source_missing(article: &Article, kept: bool) -> Finding {
    let (at, file) = (At::value(article.file, "origin.file"), &article.origin.file);
    if kept {
        let message = say!(
            "来源文件夹里没有 {file}，保留上次核对的记录",
            "{file} is not in the folder of sources; the record of the last audit is kept"
        );
        return Finding::note(SOURCE_MISSING, at, message);
    }
    let message = say!("来源文件夹里没有 {file}", "{file} is not in the folder of sources");
    Finding::error(SOURCE_MISSING, at, message).help(Words::fixed(
        "核对文件名，或用 --sources 指定放来源文本的文件夹",
        "look at the name of the file, or name the folder of the source texts with --sources",
    ))
}

fn source_changed(article: &Article, sha256: &str) -> Finding {
    let at = At::value(article.file, "origin.sha256");
    let message =
        Words::fixed("来源文本与登记的摘要不符", "the source text does not have the recorded digest");
    Finding::error(SOURCE_CHANGED, at, message)
        .label(say!("现在的文本是 {sha256}", "the text that is there has {sha256}"))
        .help(Words::fixed(
            "来源换过版本的，逐条核对行号后改这里的摘要；否则找回原来的文本",
            "if it is another version, compare every line number and then change the digest; if not, find the old text",
        ))
}

/// SHA-256 over what an audit depends on: values, lines, exclusions. Hexadecimal, the first 16 digits.
pub fn digest(catalog: &Catalog, ix: ArticleIx) -> String {
    let article = catalog.article(ix);
    let mut hash = Sha256::new();
    for o in article.observation_ids().map(|o| catalog.observation(o)) {
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
    let unused = entries.iter().zip(used).filter(|(_, used)| !used);
    findings.extend(unused.filter_map(|(entry, _)| unused_exclusion(article, entry)));
    accounts
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

fn unbound(article: &Article, figure: &Figure, lines: LineRange) -> Finding {
    let (file, line, printed) = (&article.origin.file, lines.start, &figure.printed);
    let message = say!(
        "{file} 第 {line} 行的“{printed}”没有登记",
        "“{printed}” on line {line} of {file} is not recorded"
    );
    let entry = format!("{{text: {}, lines: {line}, reason: …}}", in_yaml(printed));
    Finding::error(FIGURE_UNBOUND, At::key(article.file, "metrics"), message).help(say!(
        "登记为观测值，或写进 exclude 并说明理由：{entry}",
        "record it as an observation, or leave it out with a reason, under exclude: {entry}"
    ))
}

/// Two observations of one printed figure are mostly a line copied and not changed. Where that is meant, as where one
/// of them leaves out what the unit has below the line, a note says so.
fn claimed_twice(catalog: &Catalog, article: &Article, figure: &Figure, bound: &[ObsIx]) -> Option<Finding> {
    let observations: Vec<_> = bound.iter().map(|ix| catalog.observation(*ix)).collect();
    if observations.iter().any(|o| o.note.is_some()) {
        return None;
    }
    let [first, .., last] = observations.as_slice() else { return None };
    let at = |position| At::value(article.file, format!("metrics[{position}].value"));
    let printed = &figure.printed;
    let message = say!("同一处印的“{printed}”登记了两次", "“{printed}”, printed once, is recorded twice");
    Some(
        Finding::warning(CLAIMED_TWICE, at(last.position), message)
            .also(at(first.position), Words::fixed("这里已经登记", "recorded here already"))
            .help(Words::fixed(
                "来源在别处还印了一次的，改行号；有意这样登记的，用 note 说明",
                "if the source prints it in another place too, change the lines; if it is meant, say why in a note",
            )),
    )
}

fn unused_exclusion(article: &Article, entry: &Entry<'_>) -> Option<Finding> {
    let Subject::Exclusion(..) = entry.subject else { return None };
    let (path, field) = entry.subject.path();
    let text = entry.text;
    let message = say!("“{text}”没有排除任何数字", "“{text}” leaves no figure out");
    Some(
        Finding::warning(UNUSED_EXCLUSION, At::value(article.file, format!("{path}.{field}")), message).help(
            Words::fixed(
                "程序在那里没有找到要登记的数字，或者已经登记为观测值：删去这一条",
                "the program finds no figure there, or it is recorded as an observation: delete the entry",
            ),
        ),
    )
}

/// A text as a value in YAML, also within `{ }`: quoted where it has to be.
fn in_yaml(text: &str) -> Cow<'_, str> {
    let signs = |c: char| ",:#[]{}\"'&*!|>@`\\".contains(c);
    if text.starts_with(['-', '%', '?']) || text.contains(signs) {
        return Cow::Owned(format!("{text:?}"));
    }
    Cow::Borrowed(text)
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
        CLAIMED_TWICE,
        Words::fixed(
            "同一处印的数字登记了两次，也没有说明缘由。",
            "A figure that is printed once is recorded twice, and no note says why.",
        ),
    ),
];

//! The recorded audit no longer speaks of what stands in the article.

use super::{Rule, Subject};
use crate::{
    check::audit,
    diag::{At, Finding, RuleId, Words, say},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("audit-stale"),
    what: Words::fixed(
        "报道改过之后没有重新核对：content/audit.yaml 里的记录对不上现在的数字。",
        "An article was changed and not audited again: its record in content/audit.yaml does not match the \
         figures that stand there now.",
    ),
    why: Words::fixed(
        "页面上的覆盖率来自这份记录；对不上，覆盖率就不可信。没有核对过的报道只作提示。",
        "The coverage shown on the pages comes from this record; where the two do not match, it cannot be \
         trusted. An article that was never audited is only a note.",
    ),
    example: Words::fixed(
        "# 改了 metrics 里的一个 value 或 lines，却没有再运行 xianzhi audit",
        "# a value or lines under metrics was changed, and xianzhi audit was not run again",
    ),
    mend: Words::fixed(
        "来源文本在手边时运行 xianzhi audit --sources 文件夹，它会逐条核对并更新记录。",
        "With the source texts at hand, run xianzhi audit --sources FOLDER: it checks every figure and \
         writes the record anew.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // entries that could not be read are missing from the digest
    }
    let catalog = subject.catalog;
    for (ix, record) in catalog.article_ids().zip(&catalog.audit) {
        let article = catalog.article(ix);
        if article.reprint_of.is_some() {
            continue;
        }
        let mend = || say!("运行 xianzhi audit --sources 文件夹", "run xianzhi audit --sources FOLDER");
        let Some(record) = record else {
            let at = At::File(article.file);
            let message = say!(
                "这篇报道还没有与来源文本核对",
                "this article has not been audited against its source text"
            );
            findings.push(Finding::note(RULE.id, at, message).help(mend()));
            continue;
        };
        let stale = record.record != audit::digest(catalog, ix)
            || record.source != article.origin.file
            || record.sha256 != article.origin.sha256;
        if stale {
            let at = At::key(article.file, "metrics");
            findings.push(
                Finding::warning(
                    RULE.id,
                    at,
                    say!("这篇报道改过之后还没有重新核对", "this article was changed and not audited again"),
                )
                .label(say!("核对记录对不上这里", "the audit record does not match this"))
                .help(mend()),
            );
        }
    }
}

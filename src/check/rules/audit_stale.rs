//! The recorded audit no longer speaks of what stands in the article.

use super::{Rule, Subject};
use crate::{
    check::audit,
    diag::{At, Finding, RuleId, Words},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("audit-stale"),
    what: Words::fixed("报道改过之后没有重新核对：content/audit.yaml 里的记录对不上现在的数字。", ""),
    why: Words::fixed("页面上的覆盖率来自这份记录；对不上，覆盖率就不可信。没有核对过的报道只作提示。", ""),
    example: Words::fixed("# 改了 metrics 里的一个 value 或 lines，却没有再运行 xianzhi audit", ""),
    mend: Words::fixed("来源文本在手边时运行 xianzhi audit --sources 文件夹，它会逐条核对并更新记录。", ""),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // entries that could not be read are missing from the digest
    }
    let catalog = subject.catalog;
    for (ix, record) in catalog.article_ids().zip(&catalog.audit) {
        let article = catalog.article(ix);
        let mend = "运行 xianzhi audit --sources 文件夹";
        let Some(record) = record else {
            let at = At::File(article.file);
            findings.push(Finding::note(RULE.id, at, "这篇报道还没有与来源文本核对").help(mend));
            continue;
        };
        let stale = record.record != audit::digest(catalog, ix)
            || record.source != article.origin.file
            || record.sha256 != article.origin.sha256;
        if stale {
            let at = At::key(article.file, "metrics");
            findings.push(
                Finding::warning(RULE.id, at, "这篇报道改过之后还没有重新核对")
                    .label("核对记录对不上这里")
                    .help(mend),
            );
        }
    }
}

//! `xianzhi audit`: the content against the source texts.

use std::path::PathBuf;

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat},
    report,
};
use crate::{diag::Severity, model::Catalog, pipeline, write};

pub(super) fn run(setting: &Setting, options: &args::Audit) -> Result<Ending> {
    let audited = pipeline::audit(&setting.site, &sources_dir(options))?;
    report::findings(&audited.findings, &audited.sources, options.shown, setting);
    let Some(audit) = &audited.audit else {
        report::remark("内容有错误，没有核对：先改好上面的错误。");
        return Ok(Ending::Findings);
    };
    let records = &audit.records;
    let text = write::audit_text(&audited.catalog, records);
    let changed = audited.catalog.audit != *records;
    if matches!(options.shown.format, OutputFormat::Human) {
        summary(&audited.catalog, records);
    }
    if options.check {
        if changed {
            report::remark("content/audit.yaml 与现在的核对结果不同：运行 xianzhi audit 更新它。");
        }
    } else if changed {
        write::write_audit(&setting.site, &text)?;
        report::remark("核对结果已写入 content/audit.yaml。");
    }
    let bad = audited.findings.iter().any(|f| f.severity == Severity::Error) || (options.check && changed);
    Ok(if bad { Ending::Findings } else { Ending::Clean })
}

fn summary(catalog: &Catalog, records: &[Option<crate::model::AuditRecord>]) {
    for (article, record) in catalog.articles.iter().zip(records) {
        let line = match record {
            Some(r) => format!(
                "{}：来源 {} 个数字，登记 {}，排除 {}，遗漏 {}",
                article.slug,
                r.figures,
                r.bound,
                r.excluded,
                r.missing.len()
            ),
            None => format!("{}：来源文本不在手边，没有核对", article.slug),
        };
        report::line(&line);
    }
}

/// `--sources`, else `XIANZHI_SOURCES`, else `../shared/sources`.
fn sources_dir(options: &args::Audit) -> PathBuf {
    let given = options.sources.clone();
    given
        .or_else(|| std::env::var_os("XIANZHI_SOURCES").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("../shared/sources"))
}

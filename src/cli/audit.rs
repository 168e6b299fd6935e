//! `xianzhi audit`: the content against the source texts.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{
    Ending, Setting, accounts,
    args::{self, OutputFormat},
    report,
};
use crate::{
    diag::{Severity, Words, say},
    model::{AuditRecord, Catalog, Missing},
    pipeline, write,
};

pub(super) fn run(setting: &Setting, options: &args::Audit) -> Result<Ending> {
    let audited = pipeline::audit(&setting.site, &sources_dir(setting, options.sources.as_deref()))?;
    if matches!(options.shown.format, OutputFormat::Json) {
        report::line(&accounts::report(&audited, setting.lang));
    } else {
        report::findings(&audited.findings, &audited.sources, options.shown, setting);
    }
    let remark = |words: Words| report::remark(words.in_lang(setting.lang));
    let Some(audit) = &audited.audit else {
        remark(Words::fixed(
            "内容有错误，没有核对：先改好上面的错误。",
            "The content has errors and was not audited: mend the errors above first.",
        ));
        return Ok(Ending::Findings);
    };
    let records = &audit.records;
    let text = write::audit_text(&audited.catalog, records);
    let changed = audited.catalog.audit != *records;
    if matches!(options.shown.format, OutputFormat::Human) {
        for line in summary(&audited.catalog, records) {
            report::told(&line, setting);
        }
    }
    if options.check {
        if changed {
            remark(Words::fixed(
                "content/audit.yaml 与现在的核对结果不同：运行 xianzhi audit 更新它。",
                "content/audit.yaml differs from what the audit finds now: run xianzhi audit to renew it.",
            ));
        }
    } else if changed {
        write::write_audit(&setting.site, &text)?;
        remark(Words::fixed(
            "核对结果已写入 content/audit.yaml。",
            "The result of the audit is written to content/audit.yaml.",
        ));
    }
    let bad = audited.findings.iter().any(|f| f.severity == Severity::Error) || (options.check && changed);
    Ok(if bad { Ending::Findings } else { Ending::Clean })
}

/// A line an article with its counts, each followed by what is missing.
fn summary(catalog: &Catalog, records: &[Option<AuditRecord>]) -> Vec<Words> {
    let mut lines = Vec::new();
    for (article, record) in catalog.articles.iter().zip(records) {
        let slug = &article.slug;
        if let Some(original) = article.reprint_of {
            let original = &catalog.article(original).slug;
            lines.push(say!(
                "{slug}：转载，数字登记在 {original}",
                "{slug}: a reprint, recorded in {original}"
            ));
            continue;
        }
        let Some(record) = record else {
            lines.push(say!(
                "{slug}：来源文本不在手边，没有核对",
                "{slug}: the source text is not at hand, nothing was audited"
            ));
            continue;
        };
        let AuditRecord { figures, bound, excluded, .. } = record;
        let missing = record.missing.len();
        let covered = accounts::coverage(*figures, bound + excluded)
            .map_or_else(Words::default, |percent| say!("，覆盖率 {percent}%", ", coverage {percent}%"));
        lines.push(say!(
            ("{slug}：来源 {figures} 个数字，登记 {bound}，排除 {excluded}，遗漏 {missing}{}", covered.zh),
            ("{slug}: {figures} figures in the source, {bound} recorded, {excluded} left out, {missing} missing{}", covered.en)
        ));
        let missing = record.missing.iter();
        lines.extend(
            missing.map(|Missing { text, line }| say!("  第 {line} 行：{text}", "  line {line}: {text}")),
        );
    }
    lines
}

/// The folder of the source texts: `--sources`, else `XIANZHI_SOURCES`, else `sources` of the site, else
/// `../shared/sources`.
pub(super) fn sources_dir(setting: &Setting, asked: Option<&Path>) -> PathBuf {
    let of_site = setting.site.join("sources");
    asked
        .map(Path::to_owned)
        .or_else(|| std::env::var_os("XIANZHI_SOURCES").map(PathBuf::from))
        .or_else(|| of_site.is_dir().then_some(of_site))
        .unwrap_or_else(|| PathBuf::from("../shared/sources"))
}

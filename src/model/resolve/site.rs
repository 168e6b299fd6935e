//! `site.yaml`.

use super::{
    addresses::resolve_address,
    feedback::resolve_feedback,
    report::{Reporter, YES_OR_NO, optional, owned},
};
use crate::{
    diag::{Finding, Lang},
    model::catalog::{Licence, Publisher, Repository, SiteConfig},
    read::{Doc, RawSite, Text},
};

pub(super) fn resolve_site(doc: &Doc<RawSite>, findings: &mut Vec<Finding>) -> SiteConfig {
    let raw = &doc.data;
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let mut languages = Vec::new();
    for (i, language) in raw.languages.iter().enumerate() {
        let known = report.word(&language.0, format_args!("languages[{i}]"), &Lang::ALL);
        languages.extend(known.filter(|lang| !languages.contains(lang)));
    }
    if languages.is_empty() {
        languages.push(Lang::Zh);
    }
    let licence = raw.licence.as_ref().and_then(|l| {
        let name = report.required(&l.name, "licence", "name")?.to_owned();
        Some(Licence { name, url: resolve_address(&l.url, "licence.url", &mut report) })
    });
    let repository = raw.repository.as_ref().and_then(|r| {
        report.required(&r.url, "repository", "url")?;
        let url = resolve_address(&r.url, "repository.url", &mut report)?.trim_end_matches('/').to_owned();
        Some(Repository { url, branch: optional(&r.branch).unwrap_or("main").to_owned() })
    });
    let publisher = raw.publisher.as_ref().and_then(|p| {
        let name = report.required(&p.name, "publisher", "name")?.to_owned();
        let url = resolve_address(&p.url, "publisher.url", &mut report);
        Some(Publisher { name, name_en: owned(&p.name_en), url })
    });
    let feedback = optional(&raw.report).and_then(|text| resolve_feedback(text, &mut report));
    let mut yes = |field: &Option<Text>, name: &str, usual: bool| {
        optional(field).and_then(|word| report.word(word, name, &YES_OR_NO)).unwrap_or(usual)
    };
    let png = raw.charts.as_ref().is_some_and(|charts| yes(&charts.png, "charts.png", false));
    let packs = yes(&raw.packs, "packs", false);
    let handbook = yes(&raw.handbook, "handbook", false);
    let sqlite = yes(&raw.sqlite, "sqlite", false);
    let share_pictures = yes(&raw.share_pictures, "share_pictures", false);
    let xlsx = yes(&raw.xlsx, "xlsx", false);
    let compressed = yes(&raw.compressed, "compressed", false);
    let offline = yes(&raw.offline, "offline", true);
    let base_url = resolve_address(&raw.base_url, "base_url", &mut report);
    let base_url = base_url.map(|url| url.trim_end_matches('/').to_owned());
    SiteConfig {
        title: report.required(&raw.title, "", "title").unwrap_or_default().to_owned(),
        title_en: owned(&raw.title_en),
        description_en: owned(&raw.description_en),
        description: report.required(&raw.description, "", "description").unwrap_or_default().to_owned(),
        languages,
        base_url,
        licence,
        publisher,
        repository,
        report: feedback,
        png,
        packs,
        handbook,
        sqlite,
        xlsx,
        compressed,
        share_pictures,
        offline,
    }
}

//! `site.yaml`.

use super::report::{Reporter, optional, owned};
use crate::{
    diag::Finding,
    model::catalog::{Licence, Repository, SiteConfig},
    read::{Doc, RawSite},
};

/// Languages that the program speaks.
const LANGUAGES: [(&str, ()); 1] = [("zh", ())];

pub(super) fn resolve_site(doc: &Doc<RawSite>, findings: &mut Vec<Finding>) -> SiteConfig {
    let raw = &doc.data;
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    for (i, language) in raw.languages.iter().enumerate() {
        report.word(&language.0, &format!("languages[{i}]"), &LANGUAGES);
    }
    let licence = raw.licence.as_ref().and_then(|l| {
        let name = report.required(&l.name, "licence", "name")?.to_owned();
        Some(Licence { name, url: owned(&l.url) })
    });
    let repository = raw.repository.as_ref().and_then(|r| {
        let url = report.required(&r.url, "repository", "url")?.trim_end_matches('/').to_owned();
        Some(Repository { url, branch: optional(&r.branch).unwrap_or("main").to_owned() })
    });
    SiteConfig {
        title: report.required(&raw.title, "", "title").unwrap_or_default().to_owned(),
        description: report.required(&raw.description, "", "description").unwrap_or_default().to_owned(),
        languages: raw.languages.iter().map(|l| l.0.clone()).collect(),
        base_url: optional(&raw.base_url).map(|u| u.trim_end_matches('/').to_owned()),
        licence,
        repository,
    }
}

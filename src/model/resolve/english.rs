//! `NAME.en.md` beside an article or a table: its text in English. Its figures are those of the file in Chinese.

use std::collections::HashMap;

use super::{
    articles::Refused,
    report::Reporter,
    texts::{Figures, resolve_body},
};
use crate::{
    diag::{At, Finding, SourceMap, Span, Words, say},
    model::{body::EnglishBody, catalog::Catalog, ids::ArticleIx},
    read::{Doc, MALFORMED_BLOCK, PASSED_OVER, RawEnglish, chinese_of},
};

/// Puts the texts in English of articles beside those in Chinese.
pub(super) fn join_articles(
    docs: Vec<Doc<RawEnglish>>,
    sources: &SourceMap,
    catalog: &mut Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) {
    let slugs = catalog.articles.iter().map(|a| a.slug.as_str());
    let figures = |n| Figures::of_article(catalog, refused, ArticleIx::at(n));
    for (n, english) in in_english(docs, sources, slugs, figures, findings) {
        catalog.articles[n].body_en = Some(english);
    }
}

/// Puts the notes in English of tables beside those in Chinese.
pub(super) fn join_tables(
    docs: Vec<Doc<RawEnglish>>,
    sources: &SourceMap,
    catalog: &mut Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) {
    let slugs = catalog.tables.iter().map(|t| t.slug.as_str());
    let figures = |_| Figures::of_site(catalog, refused);
    for (n, english) in in_english(docs, sources, slugs, figures, findings) {
        catalog.tables[n].body_en = Some(english);
    }
}

/// The texts in English, each with the position of the slug that it belongs to; `figures` are those that it may bind.
fn in_english<'a>(
    docs: Vec<Doc<RawEnglish>>,
    sources: &SourceMap,
    slugs: impl Iterator<Item = &'a str>,
    figures: impl Fn(usize) -> Figures<'a>,
    findings: &mut Vec<Finding>,
) -> Vec<(usize, EnglishBody)> {
    let positions: HashMap<&str, usize> = slugs.zip(0..).collect();
    let mut found = Vec::with_capacity(docs.len());
    for doc in docs {
        match positions.get(doc.slug.strip_suffix(".en").unwrap_or(&doc.slug)) {
            Some(n) => found.push((*n, resolve(doc, sources, &figures(*n), findings))),
            None => findings.extend(alone(&doc, sources)),
        }
    }
    found
}

fn resolve(
    mut doc: Doc<RawEnglish>,
    sources: &SourceMap,
    figures: &Figures<'_>,
    findings: &mut Vec<Finding>,
) -> EnglishBody {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    for block in std::mem::take(&mut doc.body.blocks) {
        let at = At::Span(Span::new(doc.file, block.range));
        let message = Words::fixed(
            "英文正文里不写图、表和图片",
            "a text in English has no charts, tables and pictures of its own",
        );
        report.push(Finding::error(MALFORMED_BLOCK, at, message).help(Words::fixed(
            "删去这一块：中文正文里的图、表和图片会排在同一小标题的英文之后，英文写在那里的 title_en、alt_en、caption_en",
            "delete the block: what the text in Chinese draws follows the passage under the same heading; the English stands there, as title_en, alt_en or caption_en",
        )));
    }
    let body = resolve_body(&sources.file(doc.file).text, doc.body, figures, &mut report);
    EnglishBody { file: doc.file, body }
}

/// A text in English beside no file; one beside a file that could not be read needs no finding.
fn alone(doc: &Doc<RawEnglish>, sources: &SourceMap) -> Option<Finding> {
    let path = &sources.file(doc.file).path;
    let chinese = chinese_of(path);
    if sources.find(&chinese).is_some() {
        return None;
    }
    let message = say!(
        "没有 {chinese}，这份英文没有用到",
        "there is no {chinese}, so this text in English is not used"
    );
    Some(Finding::warning(PASSED_OVER, At::File(doc.file), message).help(Words::fixed(
        "文件名要与中文的相同，只在 .md 前加 .en",
        "it is named as the file in Chinese, with .en before .md",
    )))
}

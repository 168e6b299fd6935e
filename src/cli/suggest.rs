//! `xianzhi check --suggest`: relations that hold and are not declared, as lines to paste.

use anyhow::Result;
use serde::Serialize;

use super::{Ending, args::OutputFormat, report};
use crate::{
    check::suggest::{self, Suggestion},
    diag::{Lang, Refusal, SourceMap, Words, say},
    model::Catalog,
};

/// One suggestion for a program.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    relation: &'a str,
    sentence: &'a str,
}

pub(super) fn run(
    catalog: &Catalog,
    sources: &SourceMap,
    format: OutputFormat,
    lang: Lang,
) -> Result<Ending> {
    let found: Vec<(&str, Vec<Suggestion>)> = catalog
        .article_ids()
        .map(|ix| (sources.file(catalog.article(ix).file).path.as_str(), suggest::run(catalog, ix)))
        .collect();
    match format {
        OutputFormat::Human => found_by_article(&found, lang),
        OutputFormat::Json => {
            let rows = found.iter().flat_map(|(file, list)| {
                let row = |s| row(file, s, lang);
                list.iter().map(row)
            });
            report::line(&serde_json::to_string_pretty(&rows.collect::<Vec<_>>())?);
        }
        OutputFormat::Sarif | OutputFormat::Github => {
            return Err(Refusal::new(Words::fixed(
                "--suggest 的格式是 human 或 json",
                "--suggest comes as human or json",
            ))
            .into());
        }
    }
    Ok(Ending::Clean)
}

fn row<'a>(file: &'a str, suggestion: &'a Suggestion, lang: Lang) -> Row<'a> {
    Row { file, relation: &suggestion.text, sentence: suggestion.sentence.in_lang(lang) }
}

const READ_FIRST: Words = Words::fixed(
    "对照来源读过，确认数字确有这种关系的，再贴到 relations 里。",
    "Read the source first, and paste into relations what it bears out.",
);

fn found_by_article(found: &[(&str, Vec<Suggestion>)], lang: Lang) {
    for (file, list) in found.iter().filter(|(_, list)| !list.is_empty()) {
        report::line(file);
        for s in list {
            report::line(&format!("  - {}  # {}", s.text, s.sentence.in_lang(lang)));
        }
        report::line("");
    }
    let (articles, all) = (found.len(), found.iter().map(|(_, list)| list.len()).sum::<usize>());
    report::line(
        say!("{articles} 篇报道，建议 {all} 条。", "{articles} articles, {all} suggestions.").in_lang(lang),
    );
    if all > 0 {
        report::line(READ_FIRST.in_lang(lang));
    }
}

//! Articles to a spreadsheet for editors, and back.

use std::{collections::HashMap, path::Path};

use anyhow::{Result, ensure};

use super::place_of;
use crate::{
    diag::{FileId, Refusal, SourceFile, SourceMap, Words, nearest, say},
    model::{self, Article, Date},
    read::{self, RawArticle},
    sheet::{self, Created, Taken},
    write,
};

/// Which articles to export; all where nothing is named.
#[derive(Debug)]
pub struct Choice<'c> {
    /// Names of their files, with or without `.md`.
    pub articles: &'c [String],
    /// The code of their place.
    pub place: Option<&'c str>,
}

/// Articles as a spreadsheet.
#[derive(Debug)]
pub struct Sheets {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many articles there are in it.
    pub articles: usize,
    /// How many entries of `metrics`.
    pub figures: usize,
}

/// The chosen articles of the site in `root` as a workbook for editors, or their observations as CSV.
///
/// # Errors
/// Where a file cannot be read, there is no such article or place, or an article is written so that it cannot be read.
pub fn export(root: &Path, choice: &Choice<'_>, csv: bool) -> Result<Sheets> {
    let inputs = read::load(root)?;
    let named = sheet::by_name(&inputs.raw.articles);
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let place = choice.place.map(|code| place_of(&catalog, code)).transpose()?;
    let known = || named.keys().map(String::as_str);
    let names: Vec<&str> =
        choice.articles.iter().map(|name| name.strip_suffix(".md").unwrap_or(name)).collect();
    for name in &names {
        ensure!(
            named.contains_key(*name),
            Refusal::new(match nearest(name, known()) {
                Some(near) => say!(
                    "没有 {name} 这篇报道，是不是 {near}？",
                    "there is no article {name}, did you mean {near}?"
                ),
                None => say!("没有 {name} 这篇报道", "there is no article {name}"),
            })
        );
    }
    let resolved: HashMap<FileId, &Article> = catalog.articles.iter().map(|a| (a.file, a)).collect();
    let mut records: Vec<(&str, &SourceFile, RawArticle, Option<&Article>)> = Vec::new();
    for (name, file) in &named {
        let article = resolved.get(file).copied();
        let of_place = place.is_none_or(|place| article.is_some_and(|a| a.place == place));
        if !of_place || !(names.is_empty() || names.contains(&name.as_str())) {
            continue;
        }
        let source = inputs.sources.file(*file);
        let (_, read) = read::read_article(&source.path, &source.text, *file);
        let path = &source.path;
        ensure!(
            !read.doc.gaps.any() && source.read_as().is_empty(),
            Refusal::new(say!(
                "{path} 里有读不通的地方，不能导出：先运行 xianzhi check，改好它",
                "there is something in {path} that cannot be read, so it is not exported: run xianzhi check and mend it first"
            ))
        );
        records.push((name, source, read.doc.data, article));
    }
    let sources = records.iter().map(|(slug, source, raw, article)| {
        let yaml = &source.text[source.yaml.clone()];
        sheet::Source { slug, raw, yaml, article: *article }
    });
    let exported = sheet::export(&catalog, &sources.collect::<Vec<_>>());
    let bytes = if csv { exported.csv()? } else { exported.xlsx(&catalog)? };
    Ok(Sheets { bytes, articles: exported.articles, figures: exported.figures })
}

/// What a workbook or CSV file asks of the site in `root`: with `delete`, entries that have no row any more go. Nothing is
/// written. Gives the texts that the changes are of.
///
/// # Errors
/// Where the workbook or a file of the site cannot be read.
pub fn take(root: &Path, workbook: &Path, delete: bool, today: Date) -> Result<(SourceMap, Taken)> {
    let book = read::load_workbook(workbook)?;
    let inputs = read::load(root)?;
    let articles = sheet::by_name(&inputs.raw.articles);
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let site = sheet::Site { catalog: &catalog, sources: &inputs.sources, articles, today };
    let taken = sheet::take(&book, &site, delete);
    Ok((inputs.sources, taken))
}

/// Writes the articles that a workbook asks for and that are not there yet.
///
/// # Errors
/// Where there is such a file, or the disk refuses.
pub fn create(root: &Path, created: &[Created]) -> Result<()> {
    let instead = Words::fixed(
        "先把它移走，或在表里换一个名字",
        "move it away first, or give the article another name in the sheet",
    );
    created.iter().try_for_each(|article| {
        write::write_new(&root.join(&article.path), article.text.as_bytes(), &instead)
    })
}

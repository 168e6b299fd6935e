//! `content/changes.yaml`: what was changed, with what it speaks of as that is called now. It is gone through from the end
//! of the time to its beginning, so that a later renaming is known when an earlier name is met.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use super::{
    lookup::unknown_article,
    report::{Reporter, join, optional, owned},
    rules::{MISSING_FIELD, UNKNOWN_WORD},
};
use crate::{
    diag::{At, Finding, Words},
    model::{
        alias::AliasOf,
        catalog::Catalog,
        ids::ArticleIx,
        ledger::{Altered, Field, How, Ledger, LedgerEntry, Recorded},
    },
    read::{Doc, RawArticleChange, RawChange, RawChanges, RawFigureChange, Text},
};

/// The ledger of changes.
pub(super) fn resolve_changes(
    doc: Option<&Doc<RawChanges>>,
    catalog: &Catalog,
    findings: &mut Vec<Finding>,
) -> Ledger {
    let Some(doc) = doc else { return Ledger::default() };
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let raws = doc.data.changes.iter().enumerate();
    let mut entries: Vec<LedgerEntry> =
        raws.filter_map(|(i, raw)| resolve_entry(raw, i, &mut report)).collect();
    entries.sort_by_key(|entry| Reverse((entry.date, entry.position)));
    let mut names = Names::of(catalog);
    for entry in &mut entries {
        entry.changes.iter_mut().for_each(|change| names.resolve(change, &mut report));
    }
    Ledger::new(entries)
}

fn resolve_entry(raw: &RawChange, position: usize, report: &mut Reporter<'_>) -> Option<LedgerEntry> {
    let path = format!("changes[{position}]");
    let date = report.required_date(&raw.date, &path);
    let editor = report.required(&raw.editor, &path, "editor");
    let reason = report.required(&raw.reason, &path, "reason");
    let articles =
        raw.articles.iter().enumerate().map(|(i, raw)| (format!("{path}.articles[{i}]"), of_article(raw)));
    let figures =
        raw.figures.iter().enumerate().map(|(i, raw)| (format!("{path}.figures[{i}]"), of_figure(raw)));
    let all: Vec<(String, Fields<'_>)> = articles.chain(figures).collect();
    if all.is_empty() && !report.gaps.any() {
        let message = Words::fixed("这一条没有写改了什么", "this entry does not say what was changed");
        report.push(Finding::error(MISSING_FIELD, At::value(report.file, &path), message).help(
            Words::fixed(
                "加上 figures: 或 articles:；写法见 docs/FORMAT.md",
                "add figures: or articles:; see docs/FORMAT.md",
            ),
        ));
    }
    let changes =
        all.into_iter().filter_map(|(path, fields)| resolve_change(&fields, path, report)).collect();
    let (editor, reason) = (editor?.to_owned(), reason?.to_owned());
    Some(LedgerEntry { date: date?, editor, reason, changes, position })
}

/// The fields of a change, of an article or of a figure.
struct Fields<'a> {
    article: &'a Option<Text>,
    /// Only of a figure.
    figure: Option<&'a RawFigureChange>,
    change: &'a Option<Text>,
    field: &'a Option<Text>,
    from: &'a Option<Text>,
    to: &'a Option<Text>,
}

fn of_article(raw: &RawArticleChange) -> Fields<'_> {
    let RawArticleChange { article, change, field, from, to } = raw;
    Fields { article, figure: None, change, field, from, to }
}

fn of_figure(raw: &RawFigureChange) -> Fields<'_> {
    let RawFigureChange { article, change, field, from, to, .. } = raw;
    Fields { article, figure: Some(raw), change, field, from, to }
}

fn resolve_change(raw: &Fields<'_>, path: String, report: &mut Reporter<'_>) -> Option<Recorded> {
    let article = report.required(raw.article, &path, "article");
    let figure = raw.figure.map(|of| report.required(&of.figure, &path, "figure"));
    let how = report.required(raw.change, &path, "change");
    let how = how.and_then(|word| report.word(word, join(&path, "change"), &How::ALL));
    let field = match (how, optional(raw.field)) {
        (Some(How::Changed), _) => {
            let word = report.required(raw.field, &path, "field");
            let known = if raw.figure.is_some() { &Field::OF_FIGURES[..] } else { &Field::OF_ARTICLES[..] };
            Some(word.and_then(|word| report.word(word, join(&path, "field"), known))?)
        }
        (Some(How::Added | How::Removed), Some(_)) => {
            let message = Words::fixed("新增、删去的不写 field", "what was added or removed has no field");
            let help = Words::fixed(
                "删去 field，或把 change 改成 changed",
                "take field out, or write change: changed",
            );
            let at = At::key(report.file, join(&path, "field"));
            report.push(Finding::error(UNKNOWN_WORD, at, message).help(help));
            None
        }
        _ => None,
    };
    let (from, to) = (owned(raw.from), owned(raw.to));
    if field.is_some() && from.is_none() && to.is_none() {
        report.required(raw.to, &path, "to");
        return None;
    }
    let figure = match figure {
        Some(figure) => Some(figure?.trim_start_matches("f-").to_owned()),
        None => None,
    };
    let was = raw.figure.and_then(|of| owned(&of.was));
    let label = raw.figure.and_then(|of| owned(&of.label));
    let altered = Altered { article: article?.to_owned(), figure, was, label, how: how?, field, from, to };
    Some(Recorded { altered, article: None, figure: None, is_latest: false, path })
}

/// What things were called, seen from a time to which the ledger was gone back.
struct Names<'a> {
    catalog: &'a Catalog,
    /// Articles by the names that lead to them.
    articles: HashMap<String, ArticleIx>,
    /// Articles that went later.
    gone: HashSet<String>,
    /// Present names of records whose names were others, by article.
    figures: HashMap<(String, String), String>,
    /// What later entries speak of: an article, a figure, a field; no field where it came or went.
    told: HashSet<(String, Option<String>, Option<Field>)>,
}

impl Names<'_> {
    fn of(catalog: &Catalog) -> Names<'_> {
        let mut articles: HashMap<String, ArticleIx> = HashMap::new();
        for alias in &catalog.aliases {
            if let AliasOf::Article(ix) = alias.target {
                articles.insert(alias.slug.clone(), ix);
            }
        }
        articles.extend(catalog.article_ids().map(|ix| (catalog.article(ix).slug.clone(), ix)));
        let (gone, figures, told) = (HashSet::new(), HashMap::new(), HashSet::new());
        Names { catalog, articles, gone, figures, told }
    }

    /// Finds what a change speaks of, and goes back to before it.
    fn resolve(&mut self, change: &mut Recorded, report: &mut Reporter<'_>) {
        let Altered { article, figure, was, how, field, from, .. } = &change.altered;
        let found = self.articles.get(article).copied();
        let is_gone = self.gone.contains(article);
        if found.is_none() && !is_gone && *how != How::Removed {
            let how = Words::fixed(
                "写报道的文件名，不带 .md；这篇报道已经撤下的，在 articles: 里记一条 change: removed",
                "write the name of the article's file, without .md; if it was taken off, record that under articles: with change: removed",
            );
            let at = At::value(report.file, join(&change.path, "article"));
            report.push(unknown_article(at, article, self.articles.keys().map(String::as_str), how));
        }
        let now = found.map_or_else(|| article.clone(), |ix| self.catalog.article(ix).slug.clone());
        let figure = figure.as_ref().map(|name| {
            let key = (now.clone(), name.clone());
            self.figures.get(&key).cloned().unwrap_or(key.1)
        });
        change.article = found;
        change.figure =
            found.zip(figure.as_deref()).and_then(|(ix, name)| self.catalog.figure_named(ix, name));
        let is_told = |field| self.told.contains(&(now.clone(), figure.clone(), field));
        let came = field.is_none() && *how == How::Added && is_told(Some(Field::Value));
        change.is_latest = !is_gone && !is_told(None) && !is_told(*field) && !came;
        if let (Some(was), Some(name)) = (was, &figure) {
            self.figures.insert((now.clone(), was.clone()), name.clone());
        }
        match (change.altered.figure.is_some(), how, field, from) {
            (false, How::Removed, ..) => {
                self.gone.insert(article.clone());
            }
            (false, How::Changed, Some(Field::Name), Some(before)) => {
                if let Some(ix) = found {
                    self.articles.entry(before.clone()).or_insert(ix);
                } else if is_gone {
                    self.gone.insert(before.clone());
                }
            }
            _ => {}
        }
        self.told.insert((now, figure, *field));
    }
}

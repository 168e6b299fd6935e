//! `xianzhi export`: the data of articles as a spreadsheet for editors.

use std::path::PathBuf;

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{Words, say},
    pipeline::{self, Choice},
    write,
};

/// Where the workbook is written if nothing is said.
const WORKBOOK: &str = "xianzhi.xlsx";

pub(super) fn run(setting: &Setting, options: &args::Export) -> Result<Ending> {
    let choice = Choice { articles: &options.article, place: options.place.as_deref() };
    let (path, csv) = match (&options.csv, &options.xlsx) {
        (Some(csv), _) => (csv.clone(), true),
        (None, Some(xlsx)) => (xlsx.clone(), false),
        (None, None) => (PathBuf::from(WORKBOOK), false),
    };
    let sheets = pipeline::export(&setting.site, &choice, csv)?;
    let instead = Words::fixed("换一个文件名，或先把它移走", "choose another name, or move it away first");
    write::write_new(&path, &sheets.bytes, &instead)?;
    let (shown, articles, figures) = (path.display(), sheets.articles, sheets.figures);
    for words in [
        say!(
            "写成 {shown}：{articles} 篇报道，{figures} 个观测值",
            "wrote {shown}: {articles} articles, {figures} figures"
        ),
        say!(
            "改好以后运行：xianzhi import {shown}",
            "when you have made your changes: xianzhi import {shown}"
        ),
    ] {
        report::line(words.in_lang(setting.lang));
    }
    Ok(Ending::Clean)
}

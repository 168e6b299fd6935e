//! `xianzhi publish`: check, then say what a publication changes, and unless only that is asked for, write the site and
//! the lists that `rclone`, `rsync` or `git` go by. It sends nothing itself.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use serde::Serialize;

use super::{
    Ending, Setting,
    args::{self, OutputFormat, PlanFormat, Shown},
    build,
    progress::with_bar,
    report,
};
use crate::{
    diag::{Words, say},
    pipeline,
    read::{Published, load_published},
    write::plan::{Change, FileKind, Plan, lists},
};

/// Paths of one kind of change that are shown unless all are asked for.
const SHOWN: usize = 40;

pub(super) fn run(setting: &Setting, options: &args::Publish) -> Result<Ending> {
    let published = options.published.as_deref().map(load_published).transpose()?;
    let first = published.is_none();
    let published: Published = published.unwrap_or_default();
    let format = match options.format {
        PlanFormat::Human => OutputFormat::Human,
        PlanFormat::Json => OutputFormat::Json,
    };
    let Some(checked) = build::checked(setting, Shown { format, all: options.all }, &options.address)? else {
        return Ok(Ending::Findings);
    };
    let out = setting.output(&options.out)?;
    let (written, plan) = with_bar(setting, |tell| match options.plan {
        true => anyhow::Ok((None, pipeline::plan(checked, &published, tell)?)),
        false => {
            let (written, plan) = pipeline::publish(checked, &out, &published, tell)?;
            Ok((Some(written), plan))
        }
    })?;
    if let Some(written) = written.filter(|_| format == OutputFormat::Human) {
        build::say_written(&written, setting);
    }
    if format == OutputFormat::Json {
        report::line(&as_json(&plan));
        return Ok(Ending::Clean);
    }
    let mut lines = vec![match first {
        true => Words::fixed("首次发布：", "a first publication:"),
        false => Words::fixed("与已发布的站点相比：", "held against the published site:"),
    }];
    lines.extend(summary(&plan));
    lines.extend(paths(&plan, if options.all { usize::MAX } else { SHOWN }));
    lines.push(next(&plan, options.plan, &out));
    for words in lines {
        report::line(words.in_lang(setting.lang));
    }
    Ok(Ending::Clean)
}

/// What there is to do now.
fn next(plan: &Plan, only_planned: bool, out: &Path) -> Words {
    let [upload, delete] = lists(out);
    let (upload, delete) = (upload.display(), delete.display());
    match (only_planned, plan.is_empty(), plan.list_changes) {
        (_, true, false) => say!("没有变化，不必上传", "nothing has changed: there is nothing to upload"),
        (true, ..) => say!("只列出改动，什么都没有写", "this is a plan: nothing was written"),
        (_, true, true) => say!(
            "文件都已经在那里，只差 SHA256SUMS：上传它就完成了",
            "all files are there already; upload SHA256SUMS and the publication is complete"
        ),
        _ => say!(
            "接下来：上传 {upload} 里的文件，删除 {delete} 里的文件，最后上传 SHA256SUMS；命令见 docs/PUBLISHING.zh-CN.md",
            "next: upload the files in {upload}, delete those in {delete}, upload SHA256SUMS last; docs/PUBLISHING.md has the commands"
        ),
    }
}

/// How a change is called, and its files.
fn groups(plan: &Plan) -> [(Words, &[Change]); 3] {
    [
        (Words::fixed("新增", "added"), &plan.added),
        (Words::fixed("更改", "changed"), &plan.changed),
        (Words::fixed("删除", "deleted"), &plan.deleted),
    ]
}

/// How many files of each kind are added, changed and deleted, with their sizes.
fn summary(plan: &Plan) -> Vec<Words> {
    let mut lines = Vec::new();
    for (called, changes) in groups(plan) {
        let of_all = counted(changes);
        lines.push(say!(("{}：{}", called.zh, of_all.zh), ("{}: {}", called.en, of_all.en)));
        let mut by_kind: BTreeMap<FileKind, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            by_kind.entry(FileKind::of(&change.path)).or_default().push(change);
        }
        for (kind, changes) in by_kind {
            let (kind, of_kind) = (name(kind), counted(changes));
            lines.push(say!(("  {}：{}", kind.zh, of_kind.zh), ("  {}: {}", kind.en, of_kind.en)));
        }
    }
    let same = plan.unchanged;
    lines.push(say!("不变：{same} 个", "unchanged: {same}"));
    lines
}

/// The paths, of each change no more than `most`.
fn paths(plan: &Plan, most: usize) -> Vec<Words> {
    let mut lines = Vec::new();
    for (called, changes) in groups(plan).into_iter().filter(|(_, changes)| !changes.is_empty()) {
        lines.push(say!(("{}：", called.zh), ("{}:", called.en)));
        lines.extend(changes.iter().take(most).map(|Change { path, .. }| say!("  {path}", "  {path}")));
        if let Some(folded @ 1..) = changes.len().checked_sub(most) {
            lines.push(say!(
                "  ……还有 {folded} 个，加 --all 全部列出",
                "  … and {folded} more; --all lists them"
            ));
        }
    }
    lines
}

/// `3 个，12.5 KB`; where no size is known it is not said.
fn counted<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Words {
    let sizes: Vec<Option<u64>> = changes.into_iter().map(|change| change.bytes).collect();
    let n = sizes.len();
    let sizes: Option<u64> = sizes.into_iter().sum();
    match sizes.filter(|_| n > 0).map(size) {
        Some(size) => say!("{n} 个，{size}", "{n}, {size}"),
        None => say!("{n} 个", "{n}"),
    }
}

/// Bytes for people, to a tenth: `0.3 KB`, `21.9 MB`.
fn size(bytes: u64) -> String {
    let (unit, name) = if bytes < 1_000_000 { (1000, "KB") } else { (1_000_000, "MB") };
    let tenths = (bytes * 10 + unit / 2) / unit;
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

fn name(kind: FileKind) -> Words {
    match kind {
        FileKind::Page => Words::fixed("网页", "pages"),
        FileKind::Chart => Words::fixed("图", "charts"),
        FileKind::Data => Words::fixed("数据", "data"),
        FileKind::Search => Words::fixed("搜索", "search"),
        FileKind::Look => Words::fixed("样式和脚本", "styles and scripts"),
        FileKind::Pack => Words::fixed("带走的文件", "files to carry"),
        FileKind::Other => Words::fixed("其他", "others"),
    }
}

/// The plan for programs. Its shape is a promise (`docs/PUBLISHING.md`): fields may be added, none changes its meaning.
#[derive(Serialize)]
struct Report<'a> {
    added: Vec<Row<'a>>,
    changed: Vec<Row<'a>>,
    deleted: Vec<Row<'a>>,
    unchanged: usize,
    list_changes: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    bytes: Option<u64>,
}

fn as_json(plan: &Plan) -> String {
    let report = Report {
        added: rows(&plan.added),
        changed: rows(&plan.changed),
        deleted: rows(&plan.deleted),
        unchanged: plan.unchanged,
        list_changes: plan.list_changes,
    };
    serde_json::to_string_pretty(&report).expect("invariant: plain data is JSON")
}

fn rows(changes: &[Change]) -> Vec<Row<'_>> {
    changes.iter().map(|change| Row { path: &change.path, bytes: change.bytes }).collect()
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_said_to_a_tenth() {
        for (bytes, said) in [
            (0, "0.0 KB"),
            (49, "0.0 KB"),
            (50, "0.1 KB"),
            (12_345, "12.3 KB"),
            (999_999, "1000.0 KB"),
            (1_000_000, "1.0 MB"),
            (22_049_999, "22.0 MB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}

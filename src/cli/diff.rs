//! `xianzhi diff`: what changed of figures and articles since an earlier state of the site; with `--record`, an entry for
//! it in the ledger that readers see.

use std::fmt::Display;

use anyhow::Result;
use serde::Serialize;

use super::{
    Ending, Setting,
    args::{self, PlanFormat},
    git, report,
};
use crate::{
    derive::{Alteration, Concern},
    diag::{Lang, Refusal, Words, say},
    model::{Altered, Date, Field, How, Kind, Period},
    pipeline::{self, Compared, Other},
    read::{LEDGER, RawChange, Text},
    write,
};

pub(super) fn run(setting: &Setting, options: &args::Diff) -> Result<Ending> {
    if options.record && options.format == PlanFormat::Json {
        return Err(Refusal::new(Words::fixed(
            "--record 给人看，不能与 --format json 同用",
            "--record is for people and cannot go with --format json",
        ))
        .into());
    }
    let date = day(setting, options.date.as_deref())?;
    let named = options.other.to_string_lossy();
    let other = match options.other.join("site.yaml").is_file() {
        true => Other::Folder(&options.other),
        false => Other::Zip(git::archived(&setting.site, &named)?),
    };
    let compared = pipeline::compare(&setting.site, other)?;
    if options.format == PlanFormat::Json {
        report::line(&as_json(&named, &compared));
        return Ok(Ending::Clean);
    }
    let say = |words: &Words| report::line(words.in_lang(setting.lang));
    unread(&named, &compared).iter().for_each(say);
    listed(&compared.alterations).iter().for_each(say);
    say(&sum(&named, &compared.alterations));
    if options.record {
        record(setting, options, date, &compared)?;
    }
    Ok(Ending::Clean)
}

/// The day of an entry: the one that is named, else today.
fn day(setting: &Setting, named: Option<&str>) -> Result<Date> {
    let Some(text) = named else { return Ok(setting.today) };
    let date = args::day(text)?;
    if date > setting.today {
        let words = say!("--date {text} 还没有到", "--date {text} has not come yet");
        return Err(Refusal::new(words).into());
    }
    Ok(date)
}

/// Files that could not be read as a whole: what stands in them may have been passed over.
fn unread(named: &str, compared: &Compared) -> Vec<Words> {
    let said = |files: &[String], zh: &dyn Display, en: &dyn Display| {
        let (n, first) = (files.len(), files.first()?);
        let more = if n > 1 { "…" } else { "" };
        Some(say!(
            "注意：{zh}有 {n} 个文件有错误（{first}{more}），读不出的当作没有",
            "note: {n} files of {en} have errors ({first}{more}); what cannot be read counts as not there"
        ))
    };
    let (before, after) = (&compared.unread_before, &compared.unread_after);
    [said(before, &format!("{named} "), &named), said(after, &"现在的站点", &"the site")]
        .into_iter()
        .flatten()
        .collect()
}

/// All differences, by place and article.
fn listed(all: &[Alteration]) -> Vec<Words> {
    let mut lines = Vec::new();
    for of_place in all.chunk_by(|a, b| (&a.place, &a.place_name) == (&b.place, &b.place_name)) {
        let (code, name) = (&of_place[0].place, &of_place[0].place_name);
        lines.push(match code.is_empty() {
            true => name.clone(),
            false => say!(("{}（{code}）", name.zh), ("{} ({code})", name.en)),
        });
        for of_article in of_place.chunk_by(|a, b| a.altered.article == b.altered.article) {
            let article = &of_article[0].altered.article;
            if !article.is_empty() {
                lines.push(say!("  {article}", "  {article}"));
            }
            let same = |a: &Alteration, b: &Alteration| {
                a.concern == b.concern && a.altered.figure == b.altered.figure
            };
            lines.extend(of_article.chunk_by(same).map(line));
        }
    }
    lines
}

/// The differences of one thing in a line.
fn line(all: &[Alteration]) -> Words {
    let first = &all[0];
    let how = how(first.concern, first.altered.how);
    let what = subject(first);
    let told: Vec<Words> = all.iter().map(|a| said(&a.altered)).collect();
    let join = |lang, between| told.iter().map(|w| w.in_lang(lang)).collect::<Vec<_>>().join(between);
    let (zh, en) = (join(Lang::Zh, "；"), join(Lang::En, "; "));
    let figures = match first.figures {
        0 => Words::default(),
        1 => Words::fixed("，1 个数字", ", 1 figure"),
        n => say!("，{n} 个数字", ", {n} figures"),
    };
    say!(("    {}{}：{zh}{}", how.zh, what.zh, figures.zh), ("    {}{}: {en}{}", how.en, what.en, figures.en))
}

fn how(concern: Concern, how: How) -> Words {
    match (concern, how) {
        (Concern::Correction, How::Added) => Words::fixed("新增勘误", "correction added"),
        (Concern::Correction, How::Changed) => Words::fixed("改勘误", "correction changed"),
        (Concern::Correction, How::Removed) => Words::fixed("删去勘误", "correction removed"),
        (Concern::Ruling, How::Removed) => Words::fixed("删去裁定", "ruling removed"),
        (Concern::Ruling, _) => Words::fixed("新增裁定", "ruling added"),
        (Concern::Article, How::Added) => Words::fixed("新增报道", "report added"),
        (Concern::Article, How::Changed) => Words::fixed("改报道", "report changed"),
        (Concern::Article, How::Removed) => Words::fixed("撤下报道", "report removed"),
        (_, How::Added) => Words::fixed("新增", "added"),
        (_, How::Changed) => Words::fixed("改", "changed"),
        (_, How::Removed) => Words::fixed("删去", "removed"),
    }
}

/// ` employment.labour-2020 贫困劳动力（2020年）`
fn subject(of: &Alteration) -> Words {
    let Some(figure) = &of.altered.figure else { return Words::default() };
    let label = &of.label;
    let period = of.period.as_ref().map(|p| say!(("（{}）", p.label()), (" ({})", p.label_in(Lang::En))));
    let period = period.unwrap_or_default();
    let derived = if of.is_derived { Words::fixed("，推算", ", derived") } else { Words::default() };
    let was =
        of.altered.was.as_ref().map(|was| say!("，原记录 {was}", ", formerly {was}")).unwrap_or_default();
    say!(
        (" {figure} {}{}{}{}", label.zh, period.zh, derived.zh, was.zh),
        (" {figure} {}{}{}{}", label.en, period.en, derived.en, was.en)
    )
}

/// `数值 3206人 → 3026人`
fn said(altered: &Altered) -> Words {
    let value = |text: &Option<String>| text.as_deref().map(|text| spoken(altered.field, text));
    let nothing = || Words::fixed("（无）", "(none)");
    let (from, to) = (value(&altered.from), value(&altered.to));
    match altered.field {
        Some(field) => {
            let (name, from, to) =
                (field_words(field), from.unwrap_or_else(nothing), to.unwrap_or_else(nothing));
            say!(("{} {} → {}", name.zh, from.zh, to.zh), ("{} {} → {}", name.en, from.en, to.en))
        }
        None => to.or(from).unwrap_or_else(nothing),
    }
}

/// What a field says, for people.
fn spoken(field: Option<Field>, text: &str) -> Words {
    let as_it_is = || Words::new(text.to_owned(), text.to_owned());
    match field {
        Some(Field::Period) => match Period::parse(text) {
            Ok(period) => Words::new(period.label(), period.label_in(Lang::En)),
            Err(_) => as_it_is(),
        },
        Some(Field::Kind) => {
            Kind::ALL.iter().find(|(id, _)| *id == text).map_or_else(as_it_is, |(_, kind)| kind.words())
        }
        Some(Field::Lines) => say!("第{text}行", "line {text}"),
        _ => as_it_is(),
    }
}

fn field_words(field: Field) -> Words {
    match field {
        Field::Value => Words::fixed("数值", "value"),
        Field::Period => Words::fixed("时期", "period"),
        Field::Kind => Words::fixed("性质", "kind"),
        Field::Population => Words::fixed("统计对象", "population"),
        Field::Lines => Words::fixed("行号", "lines"),
        Field::Metric => Words::fixed("指标", "metric"),
        Field::Label => Words::fixed("名称", "label"),
        Field::Formula => Words::fixed("公式", "formula"),
        Field::Attribution => Words::fixed("提供者", "attribution"),
        Field::Note => Words::fixed("说明", "remark"),
        Field::Name => Words::fixed("文件名", "file name"),
        Field::Title => Words::fixed("标题", "title"),
        Field::Place => Words::fixed("地区", "place"),
        Field::Source => Words::fixed("来源摘要", "digest of the source"),
    }
}

/// How many things of each kind came, changed and went.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Count {
    added: usize,
    changed: usize,
    removed: usize,
}

fn count(all: &[Alteration], concern: Concern) -> Count {
    let mut count = Count::default();
    let same = |a: &Alteration, b: &Alteration| {
        a.concern == b.concern
            && a.altered.article == b.altered.article
            && a.altered.figure == b.altered.figure
    };
    for one in all.chunk_by(same).map(|same| &same[0]).filter(|a| a.concern == concern) {
        match one.altered.how {
            How::Added => count.added += 1,
            How::Changed => count.changed += 1,
            How::Removed => count.removed += 1,
        }
    }
    count
}

/// `与 HEAD~3 相比：数字新增 1 个、改动 2 个；报道新增 1 篇`
fn sum(named: &str, all: &[Alteration]) -> Words {
    if all.is_empty() {
        return say!("与 {named} 相比，数字和报道没有变化", "nothing has changed since {named}");
    }
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (concern, what_zh, unit, what_en) in [
        (Concern::Figure, "数字", "个", "figures"),
        (Concern::Article, "报道", "篇", "reports"),
        (Concern::Correction, "勘误", "条", "corrections"),
        (Concern::Ruling, "裁定", "条", "rulings"),
        (Concern::Metric, "目录指标", "个", "metrics"),
    ] {
        let Count { added, changed, removed } = count(all, concern);
        let of = [(added, "新增", "added"), (changed, "改动", "changed"), (removed, "删去", "removed")];
        let of: Vec<_> = of.into_iter().filter(|(n, ..)| *n > 0).collect();
        if of.is_empty() {
            continue;
        }
        let counts: Vec<String> = of.iter().map(|(n, zh, _)| format!("{zh} {n} {unit}")).collect();
        zh.push(format!("{what_zh}{}", counts.join("、")));
        let counts: Vec<String> = of.iter().map(|(n, _, en)| format!("{n} {en}")).collect();
        en.push(format!("{what_en}: {}", counts.join(", ")));
    }
    say!(("与 {named} 相比：{}", zh.join("；")), ("since {named}: {}", en.join("; ")))
}

/// Shows the entry for what is not recorded yet and, where that is agreed to, writes it.
fn record(setting: &Setting, options: &args::Diff, date: Date, compared: &Compared) -> Result<()> {
    let say = |words: Words| report::line(words.in_lang(setting.lang));
    let text = |said: &Option<String>| said.as_deref().map(|said| Text(said.trim().into()));
    let signed = RawChange {
        date: Some(Text(date.to_string().into())),
        editor: text(&options.editor),
        reason: text(&options.reason),
        ..RawChange::default()
    };
    let fresh = compared.alterations.iter().filter(|a| !compared.recorded.contains(&a.altered));
    let Some(entry) = write::entry_of(fresh, signed) else {
        say(say!("没有要记进 {LEDGER} 的", "there is nothing to record in {LEDGER}"));
        return Ok(());
    };
    say(say!("\n{LEDGER} 末尾加上：", "\nto be added at the end of {LEDGER}:"));
    write::entry_lines(&entry).iter().for_each(|line| report::line(&format!("  {line}")));
    let question = Words::fixed("写入吗？", "Write it?");
    if report::agreed(options.yes, &question, setting) {
        pipeline::record(&setting.site, compared, &entry)?;
        say(say!("写进了 {LEDGER}；接着运行 xianzhi check", "written to {LEDGER}; next: xianzhi check"));
    } else if !report::is_conversation() {
        say(Words::fixed("没有写：要写入，加上 --yes", "not written: to write it, add --yes"));
    }
    Ok(())
}

/// The differences for programs. Its shape is a promise (`docs/FORMAT.md`): fields may be added, none changes its meaning.
#[derive(Serialize)]
struct Report<'a> {
    since: &'a str,
    counts: Counts,
    articles: Vec<Row<'a>>,
    figures: Vec<Row<'a>>,
    corrections: Vec<Row<'a>>,
    rulings: Vec<Row<'a>>,
    metrics: Vec<Row<'a>>,
    unread_before: &'a [String],
    unread_after: &'a [String],
}

#[derive(Serialize)]
struct Counts {
    articles: Count,
    figures: Count,
    corrections: Count,
    rulings: Count,
    metrics: Count,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    place: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    article: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    metric: &'a str,
    label: &'a str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    derived: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<usize>,
}

fn as_json(since: &str, compared: &Compared) -> String {
    let all = &compared.alterations;
    let rows = |concern| all.iter().filter(|a| a.concern == concern).map(row).collect();
    let of = |concern| count(all, concern);
    let report = Report {
        since,
        counts: Counts {
            articles: of(Concern::Article),
            figures: of(Concern::Figure),
            corrections: of(Concern::Correction),
            rulings: of(Concern::Ruling),
            metrics: of(Concern::Metric),
        },
        articles: rows(Concern::Article),
        figures: rows(Concern::Figure),
        corrections: rows(Concern::Correction),
        rulings: rows(Concern::Ruling),
        metrics: rows(Concern::Metric),
        unread_before: &compared.unread_before,
        unread_after: &compared.unread_after,
    };
    serde_json::to_string_pretty(&report).expect("invariant: plain data is JSON")
}

fn row(of: &Alteration) -> Row<'_> {
    let Altered { article, figure, was, how, field, from, to, .. } = &of.altered;
    let is_metric = of.concern == Concern::Metric;
    let of_figure = matches!(of.concern, Concern::Figure | Concern::Correction | Concern::Ruling);
    Row {
        place: &of.place,
        article,
        figure: figure.as_deref().filter(|_| !is_metric),
        was: was.as_deref(),
        metric: &of.metric,
        label: &of.label.zh,
        change: how.id(),
        field: field.map(Field::id),
        from: from.as_deref(),
        to: to.as_deref(),
        derived: of_figure.then_some(of.is_derived),
        figures: (of.concern == Concern::Article && *how != How::Changed).then_some(of.figures),
    }
}

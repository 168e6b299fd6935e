//! What an editor has still to write.

use std::fmt;

use super::{Rule, Subject};
use crate::{
    diag::{At, FileId, Finding, RuleId, Span, Words, say},
    model::{Article, Body, Catalog},
};

/// Stands, alone or with a hint after it, where something is still to be written.
pub const PLACEHOLDER: &str = "待填";

/// The name of the rule.
pub const TO_BE_FILLED: RuleId = RuleId("to-be-filled");

pub(super) const RULE: Rule = Rule {
    id: TO_BE_FILLED,
    what: Words::fixed(
        "报道、比较表或页面的标题、提要、正文，报道的指标名称、说明或来源，还写着“待填”，或者一个数字也没有登记。",
        "The title, summary or text of an article, table or page, or the label of a metric, a note or a field of the \
         origin of an article, still says “待填” (to be filled), or no figure is recorded.",
    ),
    why: Words::fixed(
        "起草的文件里，这些地方要由编辑来写；照样发布，读者看到的就是“待填”。",
        "A drafted file leaves these places to the editor; published as it is, readers see “待填”.",
    ),
    example: Words::fixed(
        "title: 待填\nsummary: 待填，一句话说清这篇报道",
        "title: 待填\nsummary: 待填，一句话说清这篇报道",
    ),
    mend: Words::fixed(
        "换成应当写的内容；用不着的说明删去整个字段。局部指标还要起一个说得清意思的编号。",
        "Write what belongs there; delete a note that is not needed. Give a local metric an id that says what it means.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for article in &subject.catalog.articles {
        for (path, belongs) in open_fields(subject.catalog, article) {
            findings.push(open(At::value(article.file, path.clone()), &path, belongs));
        }
        if article.observations.is_empty() && subject.complete {
            let message = say!("这篇报道没有登记任何数字", "no figure is recorded of this report");
            let help = say!(
                "在 metrics 里登记来源印出的数字；来源确实没有数字的，这篇报道不必收",
                "record the figures of the source in metrics; a source without figures need not be taken in"
            );
            findings.push(Finding::warning(RULE.id, At::value(article.file, "metrics"), message).help(help));
        }
    }
    let tables = subject.catalog.tables.iter().map(|t| (t.file, t.title.as_str(), t.summary.as_str()));
    let pages = subject.catalog.texts_of_pages();
    let pages = pages.map(|p| (p.file, p.title.as_str(), p.summary.as_deref().unwrap_or_default()));
    for (file, title, summary) in tables.chain(pages) {
        for (path, text, belongs) in [("title", title, TITLE), ("summary", summary, SUMMARY)] {
            if text.starts_with(PLACEHOLDER) {
                findings.push(open(At::value(file, path), path, belongs));
            }
        }
    }
    for (file, body) in subject.catalog.bodies() {
        open_lines(file, body, findings);
    }
}

/// Lines of a text that are still to be written.
fn open_lines(file: FileId, body: &Body, findings: &mut Vec<Finding>) {
    let mut start = 0;
    for line in body.text.split_inclusive('\n') {
        let words = line.trim_start_matches(['#', ' ', '-', '*', '>']);
        if words.starts_with(PLACEHOLDER) {
            let at = body.offset + start + line.len() - words.len();
            let at = At::Span(Span::new(file, at..at + PLACEHOLDER.len()));
            let belongs = Words::fixed("用自己的话写的正文", "the text, in words of your own");
            findings.push(open(at, "正文", belongs));
        }
        start += line.len();
    }
}

const TITLE: Words = Words::fixed("我们起的标题", "a title of our own");
const SUMMARY: Words = Words::fixed("一句话提要", "a summary in one sentence");

fn open(at: At, path: &str, belongs: Words) -> Finding {
    let field = path.rsplit('.').next().unwrap_or(path);
    let field = field.split('[').next().unwrap_or(field);
    let field_en = if field == "正文" { "the text" } else { field };
    let message = say!(("{field} 待填"), ("{field_en} is still to be filled"));
    let help = say!(("这里写：{}", belongs.zh), ("what belongs here: {}", belongs.en));
    Finding::warning(RULE.id, at, message).help(help)
}

/// YAML paths of the fields that are still to be written, with what belongs there.
fn open_fields(catalog: &Catalog, article: &Article) -> Vec<(String, Words)> {
    const PRINTED: Words = Words::fixed(
        "来源印出的内容，没有印的删去这个字段",
        "what the source prints; delete the field where it prints nothing",
    );
    const NOTE: Words = Words::fixed(
        "说明，没有要说明的删去这个字段",
        "a remark; delete the field where there is nothing to remark",
    );
    let mut fields = Vec::new();
    let mut add = |path: fmt::Arguments<'_>, text: &str, belongs: Words| {
        if text.starts_with(PLACEHOLDER) {
            fields.push((path.to_string(), belongs));
        }
    };
    add(format_args!("title"), &article.title, TITLE);
    let entered = article.entered.as_ref().map_or("", |e| &e.by);
    add(format_args!("entered.by"), entered, Words::fixed("登记这些数字的人", "who took the figures down"));
    add(format_args!("summary"), &article.summary.text, SUMMARY);
    let origin = &article.origin;
    let file = Words::fixed("来源文本的文件名", "the name of the source text's file");
    add(format_args!("origin.file"), &origin.file, file);
    let printed = [
        ("headline", &origin.headline),
        ("subtitle", &origin.subtitle),
        ("producer", &origin.producer),
        ("edition", &origin.edition),
        ("url", &origin.url),
    ];
    for (name, text) in printed {
        add(format_args!("origin.{name}"), text.as_deref().unwrap_or_default(), PRINTED);
    }
    for (i, name) in origin.authors.iter().enumerate() {
        add(format_args!("origin.authors[{i}]"), name, PRINTED);
    }
    add(format_args!("origin.note"), origin.note.as_deref().unwrap_or_default(), NOTE);
    let mut named = Vec::new();
    for o in article.observation_ids().map(|ix| catalog.observation(ix)) {
        let metric = catalog.metric(o.metric);
        if !metric.is_catalogued() && !named.contains(&o.metric) {
            named.push(o.metric);
            let belongs = Words::fixed(
                "数的是什么；目录里有的，换成目录指标",
                "what is counted; a metric of the catalogue, where there is one",
            );
            add(format_args!("metrics[{}].label", o.position), &metric.label, belongs);
        }
        add(
            format_args!("metrics[{}].note", o.position),
            o.remarks().note.as_deref().unwrap_or_default(),
            NOTE,
        );
    }
    for (i, exclusion) in article.exclusions.iter().enumerate() {
        add(format_args!("exclude[{i}].note"), exclusion.note.as_deref().unwrap_or_default(), NOTE);
    }
    for event in &article.events {
        let belongs = Words::fixed("什么事，用自己的话", "what happened, in words of your own");
        add(format_args!("events[{}].text", event.position), &event.text.text, belongs);
    }
    fields
}

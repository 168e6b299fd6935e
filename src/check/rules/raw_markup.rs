//! Markup that is published as it stands: it is nearly what the program knows, or stands where it is not read.

use std::ops::Range;

use super::{super::markdown::written, Rule, Subject};
use crate::{
    diag::{At, FileId, Finding, RuleId, Span, Words, nearest, say},
    model::{Block, Body},
    read::BLOCKS,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("raw-markup"),
    what: Words::fixed(
        "花括号或代码块差一点就是引用或图表，读者会看到原样的符号；或者 {{ }} 写在不换成数字的地方；或者写了 HTML，\
         包括 <!-- 批注 -->。",
        "Braces or a fenced block are nearly a reference or a chart, and readers would see the bare signs; \
         or {{ }} stands where it is not replaced by a figure; or there is HTML, <!-- comments --> included.",
    ),
    why: Words::fixed(
        "页面照原样印出 { poverty.rate } 这样的符号，数字和图却没有；批注也会印出来。",
        "The page prints signs such as { poverty.rate } as they are, and the figure or the chart is missing; comments are \
         printed too.",
    ),
    example: Words::fixed("贫困发生率降到 { poverty.rate }。", "贫困发生率降到 { poverty.rate }。"),
    mend: Words::fixed(
        "引用写成两边各两个半角花括号 {{ 指标编号 }}；图、表和图片的信息串只有 chart、table 和 image；标题、说明和表格、页面的提要里直接写字；\
         HTML 换成 Markdown，批注删去。",
        "Write a reference with two half-width braces on each side, {{ metric.id }}; the only info strings \
         for charts, tables and pictures are chart, table and image; in titles and notes, and in the summaries of tables \
         and pages, write plain text; write Markdown instead of HTML, and take comments out.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for article in &catalog.articles {
        let mut lines = vec![("title", article.title.as_str())];
        lines.extend(article.title_en.as_deref().map(|title| ("title_en", title)));
        lines.extend(article.origin.note.as_deref().map(|note| ("origin.note", note)));
        lines.extend(article.origin.note_en.as_deref().map(|note| ("origin.note_en", note)));
        check_lines(article.file, &lines, findings);
        for (path, line) in article.bound_lines() {
            if near_bindings(&line.text, 0..line.text.len()).next().is_some() {
                findings.push(not_a_binding(At::value(article.file, path)));
            }
        }
    }
    // A note with any brace at all is rare, and sooner seen.
    let braced = |note: &str| note.contains('{') && note.contains("{{");
    for o in &catalog.observations {
        for (field, note) in [("note", &o.remarks().note), ("note_en", &o.remarks().note_en)] {
            if note.as_deref().is_some_and(braced) {
                let path = format!("metrics[{}].{field}", o.position);
                findings.push(not_resolved(At::value(catalog.article(o.article).file, path)));
            }
        }
    }
    for table in &catalog.tables {
        let mut lines = vec![("title", table.title.as_str()), ("summary", &table.summary)];
        let english = [("title_en", &table.title_en), ("summary_en", &table.summary_en)];
        lines.extend(english.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?))));
        if let Some(chart) = &table.chart {
            lines.push(("chart.title", &chart.title));
            lines.extend(chart.note.as_deref().map(|note| ("chart.note", note)));
        }
        check_lines(table.file, &lines, findings);
    }
    for page in catalog.texts_of_pages() {
        let lines =
            [("title", page.title.as_str()), ("summary", page.summary.as_deref().unwrap_or_default())];
        check_lines(page.file, &lines, findings);
    }
    for (file, body) in catalog.bodies() {
        check_body(file, body, findings);
    }
    for text in written(catalog) {
        findings.extend(text.html.iter().map(|range| not_read(text.at(range.clone()))));
    }
}

/// The finding for HTML.
fn not_read(at: At) -> Finding {
    let message =
        Words::fixed("不支持 HTML，会照样印出", "HTML is not supported; it will be printed as it is");
    Finding::warning(RULE.id, at, message).help(Words::fixed(
        "换成 Markdown：**粗体**、[文字](链接)，另起一段空一行；批注删去；真要印出尖括号，前面加反斜线：\\<",
        "write Markdown: **bold**, [words](address), an empty line before a paragraph; take comments out; where an angle \
         bracket is to be printed, put a backslash before it: \\<",
    ))
}

/// Fields where a binding is not resolved.
fn check_lines(file: FileId, lines: &[(&str, &str)], findings: &mut Vec<Finding>) {
    let raw = |text: &str| text.contains("{{") || near_bindings(text, 0..text.len()).next().is_some();
    for (path, _) in lines.iter().filter(|(_, text)| raw(text)) {
        findings.push(not_resolved(At::value(file, *path)));
    }
}

fn check_body(file: FileId, body: &Body, findings: &mut Vec<Finding>) {
    let span =
        |range: Range<usize>| At::Span(Span::new(file, body.offset + range.start..body.offset + range.end));
    for text in &body.texts {
        findings.extend(near_bindings(&body.text, text.clone()).map(|range| not_a_binding(span(range))));
    }
    for (range, info) in near_blocks(&body.text) {
        findings.push(
            Finding::warning(
                RULE.id,
                span(range),
                say!(
                    "没有“{info}”这种代码块，会当作普通代码显示",
                    "there is no block “{info}”; it will be shown as code"
                ),
            )
            .help(say!(
                "图写 chart，表写 table，图片写 image，前面是三个反引号",
                "write chart for a chart, table for a table and image for a picture, after three backticks"
            )),
        );
    }
    for block in &body.blocks {
        if raw_in_block(block) {
            let text = &body.text[block.range.clone()];
            let at = text.find("{{").map_or(block.range.clone(), |i| {
                let start = block.range.start + i;
                start..text[i..].find("}}").map_or(start + 2, |end| start + end + 2)
            });
            findings.push(not_resolved(span(at)));
        }
    }
}

fn raw_in_block(block: &Block) -> bool {
    block.title.contains("{{") || block.note.as_deref().is_some_and(|note| note.contains("{{"))
}

fn not_resolved(at: At) -> Finding {
    let message = Words::fixed(
        "这里的 {{ }} 不会换成数字，会照样印出",
        "{{ }} is not replaced here; it will be printed as it is",
    );
    Finding::warning(RULE.id, at, message).help(say!(
        "这里只写字；要引用数字，写在正文或报道的 summary 里",
        "write plain text here; figures can be referred to in a body or in the summary of an article"
    ))
}

fn not_a_binding(at: At) -> Finding {
    let message = say!(
        "花括号不成引用，会照样印出",
        "these braces make no reference; they will be printed as they are"
    );
    Finding::warning(RULE.id, at, message).help(Words::fixed(
        "写成 {{ 指标编号 }}：半角，两边各两个",
        "write {{ metric.id }}: half-width, two on each side",
    ))
}

/// Single or full-width braces around what looks like the id of a metric.
fn near_bindings(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut found = Vec::new();
    let mut from = range.start;
    while let Some(open) = first_of('{', '｛', &text[from..range.end]).map(|i| from + i) {
        let inner =
            open + text[open..range.end].len() - text[open..range.end].trim_start_matches(['{', '｛']).len();
        from = inner;
        let close = first_of('}', '｝', &text[inner..range.end]);
        let Some(close) = close.map(|i| inner + i) else { continue };
        let after = &text[close..range.end];
        let end = close + after.len() - after.trim_start_matches(['}', '｝']).len();
        if &text[open..inner] != "{{" && looks_like_a_metric(&text[inner..close]) {
            found.push(open..end);
            from = end;
        }
    }
    found.into_iter()
}

/// Where a sign first stands, half-width or full-width.
fn first_of(half: char, full: char, text: &str) -> Option<usize> {
    let at = text.find(half);
    text[..at.unwrap_or(text.len())].find(full).or(at)
}

fn looks_like_a_metric(text: &str) -> bool {
    let text = text.split(['=', '＝']).next().unwrap_or_default().trim();
    let id = |c: char| c.is_ascii_alphanumeric() || "_.:@：＠/~-".contains(c);
    let dot = text.find('.').filter(|i| *i > 0 && i + 1 < text.len());
    dot.is_some() && text.chars().all(id) && text.contains(|c: char| c.is_ascii_lowercase())
}

/// Fenced blocks whose info string is nearly `chart`, `table` or `image`.
fn near_blocks(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let (mut start, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let fence = line.trim_start();
        if fence.starts_with("```") || fence.starts_with("~~~") {
            let info = fence.trim_start_matches(['`', '~']).trim();
            let word = info.split([' ', '{', ':']).next().unwrap_or_default();
            if !open && is_nearly_ours(word) {
                let at = start + line.find(word).unwrap_or_default();
                found.push((at..at + word.len(), word));
            }
            open = !open;
        }
        start += line.len();
    }
    found
}

fn is_nearly_ours(word: &str) -> bool {
    let small = word.to_lowercase();
    let others = ["图", "图表", "表", "表格", "图片", "照片", "插图", "img", "picture", "photo", "figure"];
    let meant = others.contains(&small.as_str());
    !BLOCKS.contains(&word) && !small.is_empty() && (meant || nearest(&small, BLOCKS).is_some())
}

#[cfg(test)]
mod tests {
    use super::{is_nearly_ours, near_bindings};

    #[test]
    fn braces_around_ids_are_told_from_other_braces() {
        let found =
            |text: &str| near_bindings(text, 0..text.len()).map(|r| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found("降到 { a.b } 和 ｛｛ 990101：a.b@2014 ｝｝。"),
            ["{ a.b }", "｛｛ 990101：a.b@2014 ｝｝"]
        );
        assert_eq!(found("{ a.b = 5人 }"), ["{ a.b = 5人 }"]);
        assert_eq!(found("{{ a.b }}、{{ a.b = 5人 }}、{甲}、{1.5}"), [] as [&str; 0]);
    }

    #[test]
    fn info_strings_near_ours_are_found() {
        for word in ["charts", "Chart", "图", "tabel", "images", "图片", "Photo"] {
            assert!(is_nearly_ours(word), "{word}");
        }
        for word in ["chart", "table", "image", "", "yaml", "text", "bash"] {
            assert!(!is_nearly_ours(word), "{word}");
        }
    }
}

//! Findings for people: the source line, a caret under the right character, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{At, Finding, Lang, Severity, SourceMap, Words};

static ERROR: Words = Words::fixed("错误", "error");
static WARNING: Words = Words::fixed("警告", "warning");
static NOTE: Words = Words::fixed("提示", "note");
static HELP: Words = Words::fixed("改法", "help");

pub(super) fn emit(findings: &[Finding], sources: &SourceMap, color: bool, lang: Lang) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&[group(finding, sources, lang)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(finding: &'a Finding, sources: &'a SourceMap, lang: Lang) -> Group<'a> {
    let named = |words: &'static Words| words.in_lang(lang);
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(named(&ERROR)),
        Severity::Warning => Level::WARNING.with_name(named(&WARNING)),
        Severity::Note => Level::INFO.with_name(named(&NOTE)),
    };
    let mut group = Group::with_title(level.primary_title(finding.message.in_lang(lang)).id(finding.rule.0));
    let mut files: Vec<_> = finding.labels.iter().map(|l| l.at.file()).collect();
    files.dedup();
    for file in files {
        let source = sources.file(file);
        let mut snippet = Snippet::source(source.text.as_str()).path(source.path.as_str());
        let mut marked = false;
        for (i, label) in finding.labels.iter().enumerate().filter(|(_, l)| l.at.file() == file) {
            if let At::Span(span) = &label.at {
                let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                let text = (!label.text.is_empty()).then_some(label.text.in_lang(lang));
                snippet = snippet.annotation(kind.span(span.range()).label(text));
                marked = true;
            }
        }
        group =
            if marked { group.element(snippet) } else { group.element(Origin::path(source.path.as_str())) };
    }
    for help in &finding.help {
        group = group.element(Level::HELP.with_name(named(&HELP)).message(help.in_lang(lang)));
    }
    group
}

//! Findings for people: the source line, a caret under the right character, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::fold;
use crate::diag::{At, FileId, Finding, Lang, Severity, SourceMap, Words};

static ERROR: Words = Words::fixed("错误", "error");
static WARNING: Words = Words::fixed("警告", "warning");
static NOTE: Words = Words::fixed("提示", "note");
static HELP: Words = Words::fixed("改法", "help");

/// Columns of a report that is no screen's.
const PAGE: usize = 140;

/// How a report looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) color: bool,
    pub(super) width: Option<usize>,
    pub(super) lang: Lang,
}

impl Look {
    /// All findings.
    pub(super) fn whole(self, findings: &[Finding], sources: &SourceMap) -> String {
        let renderer = self.renderer();
        findings.iter().map(|f| renderer.render(&[self.group(f, sources)]) + "\n\n").collect()
    }

    /// Of each kind the first, and a line about the others.
    pub(super) fn folded(self, findings: &[Finding], sources: &SourceMap) -> String {
        let renderer = self.renderer();
        let mut text = String::new();
        for (finding, others) in fold::fold(findings) {
            text.push_str(&renderer.render(&[self.group(finding, sources)]));
            text.push_str("\n\n");
            if !others.is_empty() {
                let heading = fold::heading(&others, sources, self.lang);
                let title = self.level(finding.severity).primary_title(heading).id(finding.rule.0);
                text.push_str(&renderer.render(&[Group::with_title(title)]));
                text.push_str("\n\n");
            }
        }
        text
    }

    fn renderer(self) -> Renderer {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        renderer.term_width(self.width.unwrap_or(PAGE))
    }

    fn level(self, severity: Severity) -> Level<'static> {
        match severity {
            Severity::Error => Level::ERROR.with_name(ERROR.in_lang(self.lang)),
            Severity::Warning => Level::WARNING.with_name(WARNING.in_lang(self.lang)),
            Severity::Note => Level::INFO.with_name(NOTE.in_lang(self.lang)),
        }
    }

    fn group<'a>(self, finding: &'a Finding, sources: &'a SourceMap) -> Group<'a> {
        let title = self.level(finding.severity).primary_title(finding.message.in_lang(self.lang));
        let mut group = Group::with_title(title.id(finding.rule.0));
        let mut files: Vec<FileId> = Vec::new();
        for file in finding.labels.iter().map(|l| l.at.file()) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        for file in files {
            group = self.add_places(group, finding, file, sources);
        }
        for help in &finding.help {
            let level = Level::HELP.with_name(HELP.in_lang(self.lang));
            group = group.element(level.message(help.in_lang(self.lang)));
        }
        group
    }

    /// The lines of one file that a finding speaks of, marked, and what it says of the file as a whole.
    fn add_places<'a>(
        self,
        group: Group<'a>,
        finding: &'a Finding,
        file: FileId,
        sources: &'a SourceMap,
    ) -> Group<'a> {
        let source = sources.file(file);
        let mut snippet = Snippet::source(source.text.as_str()).path(source.path.as_str());
        let (mut marked, mut of_file) = (false, Vec::new());
        for (i, label) in finding.labels.iter().enumerate().filter(|(_, l)| l.at.file() == file) {
            let text = (!label.text.is_empty()).then_some(label.text.in_lang(self.lang));
            match &label.at {
                At::Span(span) => {
                    let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                    snippet = snippet.annotation(kind.span(span.range()).label(text));
                    marked = true;
                }
                At::File(_) | At::Yaml(..) => of_file.extend(text),
            }
        }
        if marked {
            return of_file.into_iter().fold(group.element(snippet), |group, text| {
                group.element(Level::NOTE.no_name().message(text))
            });
        }
        let path = std::iter::once(source.path.as_str()).chain(of_file).collect::<Vec<_>>();
        group.element(Origin::path(path.join(": ")))
    }
}

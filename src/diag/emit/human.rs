//! Findings for people: the source line, a caret under the right character, what to do. Nothing that stands in the content can
//! act on a terminal, or show its line in another order.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_width::UnicodeWidthStr as _;

use super::{fold, wrap};
use crate::diag::{At, FileId, Finding, Label, Lang, Severity, SourceMap, Words, legible};

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
        findings.iter().map(|f| rendered(&renderer, self.group(f, sources))).collect()
    }

    /// Of each kind the first, and a line about the others.
    pub(super) fn folded(self, findings: &[Finding], sources: &SourceMap) -> String {
        let renderer = self.renderer();
        let mut text = String::new();
        for (finding, others) in fold::fold(findings) {
            text.push_str(&rendered(&renderer, self.group(finding, sources)));
            if !others.is_empty() {
                let told = fold::told(&others, sources);
                text.push_str(&rendered(&renderer, self.titled(finding, &told)));
            }
        }
        text
    }

    fn renderer(self) -> Renderer {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        renderer.term_width(self.width.unwrap_or(PAGE))
    }

    /// The first line: how grave it is, the rule, what is said.
    fn titled<'a>(self, finding: &Finding, words: &Words) -> Group<'a> {
        let (name, level) = match finding.severity {
            Severity::Error => (&ERROR, Level::ERROR),
            Severity::Warning => (&WARNING, Level::WARNING),
            Severity::Note => (&NOTE, Level::INFO),
        };
        let name = name.in_lang(self.lang);
        let text = self.wrapped(words, &[name, finding.rule.0]);
        Group::with_title(level.with_name(name).primary_title(text).id(finding.rule.0))
    }

    /// A text in lines that fit on the screen after the words `before` it and what stands around them.
    fn wrapped(self, words: &Words, before: &[&str]) -> String {
        let text = &legible(words.in_lang(self.lang));
        let taken: usize = before.iter().map(|word| word.width() + 4).sum();
        match self.width {
            Some(width) => wrap::wrap(text, width.saturating_sub(taken + 4).max(20)),
            None => text.clone().into_owned(),
        }
    }

    fn group<'a>(self, finding: &'a Finding, sources: &'a SourceMap) -> Group<'a> {
        let mut group = self.titled(finding, &finding.message);
        let mut files: Vec<FileId> = Vec::new();
        for file in finding.labels.iter().map(|l| l.at.file()) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        for file in files {
            group = self.add_places(group, finding, file, sources);
        }
        if !self.has_room(&finding.labels[0], sources) {
            let text = self.wrapped(&finding.labels[0].text, &[]);
            group = group.element(Level::NOTE.no_name().message(text));
        }
        for help in &finding.help {
            let level = Level::HELP.with_name(HELP.in_lang(self.lang));
            group = group.element(level.message(self.wrapped(help, &[HELP.in_lang(self.lang)])));
        }
        group
    }

    /// Whether a label can stand beside its carets; it is told below them else.
    fn has_room(self, label: &Label, sources: &SourceMap) -> bool {
        let (Some(width), At::Span(span)) = (self.width, &label.at) else { return true };
        let text = &sources.file(span.file).text;
        let Some(before) = text.get(..span.range().end) else { return true };
        let line = before.lines().last().unwrap_or_default();
        let number = sources.position(span.file, span.range().end).line.to_string();
        let said = label.text.in_lang(self.lang).width();
        said == 0 || number.len() + 3 + line.width() + 1 + said <= width
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
        let path = legible(&source.path);
        let mut snippet = Snippet::source(source.text.as_str()).path(path.clone());
        let (mut marked, mut of_file) = (false, Vec::new());
        for (i, label) in finding.labels.iter().enumerate().filter(|(_, l)| l.at.file() == file) {
            let beside = !label.text.is_empty() && (i > 0 || self.has_room(label, sources));
            let text = beside.then(|| legible(label.text.in_lang(self.lang)));
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
        let path = std::iter::once(path).chain(of_file).collect::<Vec<_>>();
        group.element(Origin::path(path.join(": ")))
    }
}

/// A finding as it is shown, with an empty line after it. The renderer writes out what begins the commands of a terminal in
/// source lines; what it lets pass of the rest is written out here, its own colours apart.
fn rendered(renderer: &Renderer, group: Group<'_>) -> String {
    let text = renderer.render(&[group]);
    text.split(COMMAND).map(legible).collect::<Vec<_>>().join("\u{1b}") + "\n\n"
}

/// Begins the commands of a terminal.
const COMMAND: char = '\u{1b}';

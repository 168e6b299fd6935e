//! The Markdown body: where its bindings, charts, tables, pictures, links and plain text stand. It is read here and drawn in
//! `render`; nothing is resolved.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use serde::de::DeserializeOwned;

use super::{
    BEYOND_LIMIT, MALFORMED_BINDING, MALFORMED_BLOCK, MISPLACED_SIGN, RawFigure, RawImage, unfit, yaml,
};
use crate::diag::{At, FileId, Finding, Severity, Span, Words, look_alike, say};

/// What the Markdown of a site may use, for reading and for rendering alike.
pub const MARKDOWN: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES);

/// The info strings of fenced blocks that are drawn; others are code.
pub const BLOCKS: [&str; 3] = ["chart", "table", "image"];

/// A body with the places of what is not plain Markdown. All ranges are bytes of the file.
#[derive(Clone, Debug, Default)]
pub struct RawBody {
    /// The body.
    pub range: Range<usize>,
    /// `{{ … }}`
    pub bindings: Vec<RawBinding>,
    /// Fenced `chart`, `table` and `image` blocks.
    pub blocks: Vec<RawBlock>,
    /// Links and images.
    pub links: Vec<RawLink>,
    /// Words of its headings of every level, in order.
    pub headings: Vec<String>,
    /// Running text outside code, bindings included.
    pub texts: Vec<Range<usize>>,
    /// HTML, which is shown as it is written; of an element the beginning only.
    pub html: Vec<Range<usize>>,
}

/// `{{ 430503:poverty.rate@2014 = 57.6% }}`. Its parts are bytes of the text, without white space around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawBinding {
    /// The whole binding with its braces.
    pub range: Range<usize>,
    /// Place code before the colon.
    pub place: Option<Range<usize>>,
    /// Metric id.
    pub metric: Range<usize>,
    /// Time period after `@`.
    pub period: Option<Range<usize>>,
    /// The value after `=` that the sentence around it depends on.
    pub guard: Option<Range<usize>>,
}

/// What a fenced block shows, with its YAML.
#[derive(Clone, Debug)]
pub enum RawBlockKind {
    /// A chart.
    Chart(RawFigure),
    /// A table.
    Table(RawFigure),
    /// A picture.
    Image(RawImage),
}

/// The info strings of such blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Info {
    Chart,
    Table,
    Image,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub struct RawBlock {
    /// The whole block with its fences.
    pub range: Range<usize>,
    /// What it shows.
    pub kind: RawBlockKind,
}

/// A link or image.
#[derive(Clone, Debug)]
pub struct RawLink {
    /// The whole link.
    pub range: Range<usize>,
    /// Where it leads, as written.
    pub target: String,
}

/// What of Markdown may stand within what: quotations in lists in quotations. Who reads a page as a tree goes down with it.
const MOST_LEVELS: usize = 32;

/// So many figures may a text name; each is looked for among all that there are.
const MOST_BINDINGS: usize = 5000;

/// Signs of Markdown. A figure takes the place of its binding before Markdown is read, which would read what stands around it
/// otherwise without them.
const MARKUP: [char; 12] = ['`', '<', '>', '[', ']', '(', ')', '"', '\'', '\\', '*', '&'];

const HOW_TO_BIND: Words = Words::fixed(
    "写成 {{ 领域.名称 }}，要选时期写 {{ 领域.名称@2014 }}，在表格和页面里前面加地区代码：{{ 430503:领域.名称 }}",
    "write {{ domain.name }}, with a period {{ domain.name@2014 }}, and in tables and on pages with the code of a place: {{ 430503:domain.name }}",
);

fn too_deep(at: At) -> Finding {
    let message =
        Words::fixed("正文的引用、列表套得太深", "quotations and lists stand too deep within each other");
    Finding::error(BEYOND_LIMIT, at, message).help(say!(
        "最多 {MOST_LEVELS} 层：看看行首是不是多打了 > 或 -",
        "there may be {MOST_LEVELS} levels: see whether the line begins with > or - too many"
    ))
}

/// Takes the body in `range` of `text` apart.
pub(super) fn parse(text: &str, range: Range<usize>, file: FileId, findings: &mut Vec<Finding>) -> RawBody {
    let mut body = RawBody { range: range.clone(), ..RawBody::default() };
    let base = range.start;
    let mut fenced: Option<(Info, Range<usize>, String)> = None;
    let mut in_code = false;
    let mut heading: Option<String> = None;
    let mut level = 0_usize;
    for (event, at) in Parser::new_ext(&text[range], MARKDOWN).into_offset_iter() {
        let at = at.start + base..at.end + base;
        match event {
            Event::Start(_) => level += 1,
            Event::End(_) => level -= 1,
            _ => {}
        }
        if level > MOST_LEVELS {
            findings.push(too_deep(At::Span(Span::new(file, at.start..at.start))));
            return RawBody { range: base..base, ..RawBody::default() };
        }
        if let (Some(words), Event::Text(text) | Event::Code(text)) = (&mut heading, &event) {
            words.push_str(text);
        }
        findings.extend(referred(&event, &text[at.clone()], file, &at));
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                fenced = info(&kind).map(|info| (info, at, String::new()));
            }
            Event::Text(code) if in_code => {
                if let Some((_, _, yaml)) = &mut fenced {
                    yaml.push_str(&code);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                if let Some((info, at, yaml)) = fenced.take() {
                    let fenced = Fenced { text, range: at, yaml: &yaml, file };
                    body.blocks.extend(fenced.block(info, findings));
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                body.links.push(RawLink { range: at, target: dest_url.into_string() });
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => body.headings.extend(heading.take()),
            Event::Text(_) => extend(&mut body.texts, at, text),
            Event::Start(Tag::HtmlBlock) => body.html.push(at),
            Event::InlineHtml(html) if !html.starts_with("</") => body.html.push(at),
            _ => {}
        }
    }
    for range in body.texts.clone() {
        bindings(text, range, file, &mut body.bindings, findings);
    }
    // There are very many of them.
    body.bindings.shrink_to_fit();
    body.texts.shrink_to_fit();
    body
}

/// The finding for an unfit character that is written as a reference, as in `&#x202e;`.
fn referred(event: &Event<'_>, source: &str, file: FileId, at: &Range<usize>) -> Option<Finding> {
    let made = match event {
        Event::Text(text) => [text, &CowStr::Borrowed("")],
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            [dest_url, title]
        }
        _ => return None,
    };
    // What stands in the source as it is was looked at with the whole file.
    let made = made.into_iter().filter(|text| !matches!(text, CowStr::Borrowed(_)));
    let (c, kind) = made.filter_map(|text| unfit::referred(source, text)).next()?;
    Some(unfit::spelled(c, kind, At::Span(Span::new(file, at.clone()))))
}

/// Text events are split at every possible mark; ranges that touch are one text again.
fn extend(texts: &mut Vec<Range<usize>>, at: Range<usize>, text: &str) {
    match texts.last_mut() {
        Some(last) if text[last.end.min(at.start)..at.start].chars().all(|c| c == '_' || c == '\\') => {
            last.end = at.end;
        }
        _ => texts.push(at),
    }
}

/// What the info string of a block says, where the block is one of ours.
fn info(kind: &CodeBlockKind<'_>) -> Option<Info> {
    match kind {
        CodeBlockKind::Fenced(info) => match info.split_whitespace().next() {
            Some("chart") => Some(Info::Chart),
            Some("table") => Some(Info::Table),
            Some("image") => Some(Info::Image),
            _ => None,
        },
        CodeBlockKind::Indented => None,
    }
}

/// A fenced block that is to be read.
struct Fenced<'a> {
    text: &'a str,
    range: Range<usize>,
    yaml: &'a str,
    file: FileId,
}

impl Fenced<'_> {
    /// The block, if its YAML can be read.
    fn block(&self, info: Info, findings: &mut Vec<Finding>) -> Option<RawBlock> {
        let kind = match info {
            Info::Chart => RawBlockKind::Chart(self.read(findings)?),
            Info::Table => RawBlockKind::Table(self.read(findings)?),
            Info::Image => RawBlockKind::Image(self.read(findings)?),
        };
        Some(RawBlock { range: self.range.clone(), kind })
    }

    /// Its YAML; findings where that cannot be read, at the word they speak of as far as the block has it.
    fn read<T: DeserializeOwned + Default>(&self, findings: &mut Vec<Finding>) -> Option<T> {
        let range = &self.range;
        let within = |word: &str| self.text[range.clone()].find(word).map(|i| range.start + i);
        let (start, mut faults) = (within(self.yaml), Vec::new());
        let data = yaml::decode(self.yaml, start.unwrap_or_default(), self.file, &mut faults).data;
        let stops = |f: &Finding| f.severity == Severity::Error && f.rule != MISPLACED_SIGN;
        let sound = !faults.iter().any(stops);
        for mut fault in faults {
            let span = match fault.at() {
                At::Span(span) if start.is_some() => span.range(),
                At::Yaml(_, path, _) => {
                    let key = path.rsplit('.').next().and_then(|p| p.split('[').next()).unwrap_or_default();
                    within(key).map_or(range.clone(), |at| at..at + key.len())
                }
                _ => range.clone(),
            };
            if stops(&fault) {
                fault.rule = MALFORMED_BLOCK;
            }
            // A body is never mended by machine.
            fault.fix.clear();
            fault.labels[0].at = At::Span(Span::new(self.file, span));
            findings.push(fault);
        }
        data.filter(|_| sound)
    }
}

/// Where an ASCII sign first stands twice in a row.
pub fn twice(sign: u8, text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    text.match_indices(char::from(sign)).map(|(at, _)| at).find(|at| bytes.get(at + 1) == Some(&sign))
}

fn bindings(
    text: &str,
    range: Range<usize>,
    file: FileId,
    found: &mut Vec<RawBinding>,
    findings: &mut Vec<Finding>,
) {
    let find = |sign, range: Range<usize>| twice(sign, &text[range.clone()]).map(|i| range.start + i);
    let mut next = find(b'{', range.clone());
    while let Some(open) = next {
        if found.len() >= MOST_BINDINGS {
            let message = say!(
                "正文里的 {{{{ }}}} 超过 {MOST_BINDINGS} 处，从这里起没有读",
                "the text has more than {MOST_BINDINGS} {{{{ }}}}, which are not read from here on"
            );
            let help = Words::fixed("把正文拆成几篇", "split the text into several");
            findings.push(
                Finding::error(BEYOND_LIMIT, At::Span(Span::new(file, open..open + 2)), message).help(help),
            );
            return;
        }
        next = find(b'{', open + 2..range.end);
        let Some(close) = find(b'}', open + 2..next.unwrap_or(range.end)) else {
            findings.push(
                Finding::error(
                    MALFORMED_BINDING,
                    At::Span(Span::new(file, open..open + 2)),
                    Words::fixed("{{ 没有配对的 }}", "{{ has no }} to match"),
                )
                .help(Words::fixed(
                    "写成 {{ 指标编号 }}，两边都是两个花括号，写在同一行",
                    "write {{ metric.id }} with two braces at each end, on one line",
                )),
            );
            continue;
        };
        let whole = open..close + 2;
        match binding(text, open + 2..close) {
            Some(binding) => found.push(RawBinding { range: whole, ..binding }),
            None => findings.push(malformed(text, whole, file)),
        }
    }
}

/// What is wrong with a binding: a sign of Markdown, or a full-width one where only that stands in the way.
fn malformed(text: &str, range: Range<usize>, file: FileId) -> Finding {
    let start = range.start + 2;
    let inner = &text[start..range.end - 2];
    let told =
        |at: Range<usize>, message| Finding::error(MALFORMED_BINDING, At::Span(Span::new(file, at)), message);
    if let Some((i, sign)) = inner.char_indices().find(|(_, c)| MARKUP.contains(c)) {
        let message = say!("花括号里不能有 {sign}", "there may be no {sign} within the braces");
        return told(start + i..start + i + sign.len_utf8(), message).help(HOW_TO_BIND);
    }
    let half: String = inner
        .trim()
        .chars()
        .map(|c| match c {
            '：' => ':',
            '＠' => '@',
            '＝' => '=',
            '．' => '.',
            '\u{3000}' => ' ',
            c => look_alike(c).unwrap_or(c),
        })
        .collect();
    let sign = inner
        .char_indices()
        .find(|(_, c)| matches!(c, '：' | '＠' | '．' | '＝') || look_alike(*c).is_some());
    let meant = binding(&half, 0..half.len());
    if let (Some((i, sign)), true) = (sign, meant.is_some()) {
        let message = match look_alike(sign) {
            None => say!("花括号里的 {sign} 是全角的", "the sign {sign} within the braces is full-width"),
            Some(plain) => say!(
                "花括号里的 {sign} 不是字母 {plain}，是别的文字里样子相同的字母",
                "the sign {sign} within the braces is not the letter {plain} but one of another alphabet that looks like it"
            ),
        };
        return told(start + i..start + i + sign.len_utf8(), message)
            .help(say!("改成半角的：{{{{ {half} }}}}", "write the plain one: {{{{ {half} }}}}"));
    }
    let message = Words::fixed("花括号里不是指标编号", "there is no metric id within the braces");
    told(range, message).help(HOW_TO_BIND)
}

fn binding(text: &str, inner: Range<usize>) -> Option<RawBinding> {
    if text[inner.clone()].contains(MARKUP) {
        return None;
    }
    // What stands before a sign, if that stands there, and what stands behind it.
    let parted = |range: Range<usize>, sign: char| match text[range.clone()].find(sign) {
        Some(at) => (Some(range.start..range.start + at), range.start + at + 1..range.end),
        None => (None, range),
    };
    let (raw, guard) = match parted(inner.clone(), '=') {
        (Some(raw), guard) => (raw, Some(trimmed(text, guard))),
        (None, raw) => (raw, None),
    };
    if guard.as_ref().is_some_and(Range::is_empty) {
        return None;
    }
    let (place, rest) = parted(raw, ':');
    let (metric, period) = match parted(rest, '@') {
        (Some(metric), period) => (metric, Some(period)),
        (None, metric) => (metric, None),
    };
    let metric = trimmed(text, metric);
    let id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    let name = &text[metric.clone()];
    let well_formed = name.contains('.') && name.chars().all(id);
    let (place, period) = (place.map(|range| trimmed(text, range)), period.map(|range| trimmed(text, range)));
    well_formed.then_some(RawBinding { range: inner, place, metric, period, guard })
}

/// Some bytes of a text without the white space around them.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text[range.clone()].trim_start();
    let start = range.end - inner.len();
    start..start + inner.trim_end().len()
}

/// The bindings and text of a single line that stands in the front matter. Ranges are bytes of `text`.
pub fn read_line(text: &str, file: FileId, findings: &mut Vec<Finding>) -> RawBody {
    parse(text, 0..text.len(), file, findings)
}

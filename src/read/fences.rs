//! The lines `---` around the data of a Markdown file: where they are, where they should be, what is wrong with them.

use std::ops::Range;

use super::{FRONT_MATTER, split::Lines};
use crate::diag::{At, FileId, Finding, Span, Words};

/// The line that ends the data.
pub(super) struct Fence {
    /// Without its line end.
    pub(super) line: Range<usize>,
    /// Where the body begins.
    pub(super) after: usize,
    /// Whether it is written as it should be; else it only looks so.
    pub(super) sound: bool,
}

impl Fence {
    /// Whether all lines from `start` to it look like data, so that nothing else can be meant.
    pub(super) fn is_sure(&self, text: &str, start: usize) -> bool {
        let mut blank = false;
        Lines { text: &text[..self.line.start], at: start }.all(|line| {
            let content = text[line].trim_end();
            let after_blank = std::mem::replace(&mut blank, content.is_empty());
            is_data(content, after_blank)
        })
    }
}

/// The line that ends the data which begins at `start`: the first `---`, or where there is none, the first that looks
/// like it.
pub(super) fn closing(text: &str, start: usize) -> Option<Fence> {
    let mut lines = Lines { text, at: start };
    let mut like: Option<Fence> = None;
    while let Some(line) = lines.next() {
        let content = text[line.clone()].trim_end();
        if content == "---" || content == "..." {
            return Some(Fence { line, after: lines.at, sound: true });
        }
        if like.is_none() && is_like(content) {
            like = Some(Fence { line, after: lines.at, sound: false });
        }
    }
    like
}

/// Where data without a line `---` after it ends, if that is plain: after it nothing looks like data any more.
pub(super) fn end_of_data(text: &str, start: usize) -> Option<usize> {
    let mut lines = Lines { text, at: start };
    let (mut end, mut last, mut blank) = (start, "", false);
    while let Some(line) = lines.next() {
        let content = text[line.clone()].trim_end();
        if !is_data(content, blank) {
            lines.at = line.start;
            break;
        }
        blank = content.is_empty();
        if !blank {
            (end, last) = (lines.at, content);
        }
    }
    // A heading and a comment, a list of Markdown and one of YAML are written alike.
    let doubtful = last.starts_with('#') || (last.starts_with("- ") && !last.starts_with("- {"));
    let mut code = false;
    let more = lines.any(|line| {
        let content = &text[line];
        code ^= content.trim_start().starts_with("```");
        !code && (is_field(content) || content.trim_start().starts_with("- {"))
    });
    (!doubtful && !more && end > start).then_some(end)
}

/// `---` as a line to be put in at `at`, with the line ends of the text.
pub(super) fn line_of_its_own(text: &str, at: usize) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = if text[..at].ends_with('\n') || at == 0 { "" } else { end };
    format!("{before}---{end}")
}

/// Whether a line may be one of data; `blank`: whether the line before it is empty.
fn is_data(line: &str, blank: bool) -> bool {
    let word = line.trim_start_matches(['\u{3000}', '\u{a0}', '\u{feff}', '\u{200b}']);
    let indented = line.starts_with([' ', '\t']) && (!blank || line.trim_start().starts_with("- "));
    let name = word.trim_start();
    let key = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let field =
        key > 0 && name[key..].trim_start().starts_with([':', '：']) && !name[key..].starts_with("://");
    line.trim().is_empty() || field || indented || word.starts_with("- ") || line.starts_with(['#', '}', ']'])
}

/// Whether a line is a field: `title: 标题`.
pub(super) fn is_field(line: &str) -> bool {
    let name = line.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
    name > 0 && line[name..].starts_with(':') && !line[name..].starts_with("://")
}

/// Whether a line is meant as `---`: dashes of another kind, another number, or indented.
pub(super) fn is_like(line: &str) -> bool {
    let dashes = line.trim();
    dashes.chars().all(|c| "-－—–―ー".contains(c)) && (2..=6).contains(&dashes.chars().count())
}

/// `---` that is not the first line.
pub(super) fn after_empty_lines(file: FileId, empty: Range<usize>, fence: Range<usize>) -> Finding {
    let message = Words::fixed("第一行 --- 前面有空行", "there are empty lines before the first ---");
    let help = Words::fixed(
        "删去空行，让 --- 成为文件的第一行",
        "delete the empty lines, so that --- is the first line of the file",
    );
    Finding::error(FRONT_MATTER, At::Span(Span::new(file, fence)), message)
        .help(help)
        .fix(At::Span(Span::new(file, empty)), "")
}

/// A file whose first line is not `---`; `certain` says that the data after it ends as it should.
pub(super) fn no_opening(text: &str, first: Range<usize>, certain: bool, file: FileId) -> Finding {
    let message = Words::fixed(
        "文件第一行应当是三个半角连字符 ---",
        "the first line of the file should be three hyphens ---",
    );
    let at = At::Span(Span::new(file, first.clone()));
    let finding = Finding::error(FRONT_MATTER, at.clone(), message);
    let line = &text[first.clone()];
    if is_like(line) {
        let finding = finding.label(NOT_HYPHENS).help(USE_HYPHENS);
        return if certain { finding.fix(at, "---") } else { finding };
    }
    if !is_field(line) {
        return finding.help(Words::fixed(
            "在文件最前面加一行 ---，写上 title 等字段，再加一行 ---，之后是正文",
            "begin the file with a line ---, then title and the other fields, another line ---, and then the text",
        ));
    }
    let finding = finding
        .label(Words::fixed("数据从这里开始", "the data begins here"))
        .help(Words::fixed("在这一行前面加一行 ---", "put a line --- before this one"));
    if certain {
        let start = first.start..first.start;
        return finding.fix(At::Span(Span::new(file, start)), line_of_its_own(text, 0));
    }
    finding
}

const NOT_HYPHENS: Words = Words::fixed("这里的横线不是三个半角连字符", "these dashes are not three hyphens");
const USE_HYPHENS: Words =
    Words::fixed("改成半角的 ---，前面不留空格", "write three plain hyphens ---, with no space before them");
const NO_CLOSING: Words = Words::fixed(
    "front matter 没有结束：缺少第二行 ---",
    "the front matter does not end: the second line --- is missing",
);

/// A line that looks as if it were to end the data.
pub(super) fn unlike(fence: &Fence, sure: bool, file: FileId) -> Finding {
    let at = At::Span(Span::new(file, fence.line.clone()));
    let label = Words::fixed(
        "这一行像是结束线，但不是三个半角连字符",
        "this line looks like the end, but it is not three hyphens",
    );
    let finding = Finding::error(FRONT_MATTER, at.clone(), NO_CLOSING).label(label).help(USE_HYPHENS);
    if sure { finding.fix(at, "---") } else { finding }
}

/// Data that begins at the line `first` and does not end.
pub(super) fn no_closing(first: Range<usize>, file: FileId) -> Finding {
    Finding::error(FRONT_MATTER, At::Span(Span::new(file, first)), NO_CLOSING)
        .label(Words::fixed("从这里开始", "it begins here"))
        .help(Words::fixed("在数据和正文之间加一行 ---", "put a line --- between the data and the text"))
}

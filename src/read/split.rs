//! Bytes into text, and a Markdown file into front matter and body, with messages for what editors on any
//! machine run into: byte order marks, other encodings, missing or full-width fences.

use std::ops::Range;

use super::{BYTE_ORDER_MARK, FRONT_MATTER, LINE_ENDS, MERGE_CONFLICT, NOT_UTF8};
use crate::diag::{At, FileId, Finding, Span};

const BOM: &str = "\u{feff}";

/// Byte ranges of the two parts of a file.
pub(super) struct Parts {
    pub(super) yaml: Range<usize>,
    pub(super) body: Range<usize>,
    /// Whether the parts could not be told apart: then neither is worth reading.
    pub(super) lost: bool,
}

impl Parts {
    fn new(yaml: Range<usize>, body: Range<usize>) -> Parts {
        Parts { yaml, body, lost: false }
    }

    /// Nothing of a text of this length.
    pub(super) fn nothing(len: usize) -> Parts {
        Parts { yaml: len..len, body: len..len, lost: true }
    }
}

/// The text of a file. What is not UTF-8 is replaced and reported.
pub(super) fn decode(bytes: Vec<u8>, file: FileId, findings: &mut Vec<Finding>) -> String {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            findings.push(not_utf8(error.as_bytes(), good, file));
            text
        }
    };
    let text = unix_line_ends(text, file, findings);
    if text.starts_with(BOM) {
        let at = At::Span(Span::new(file, 0..0));
        findings.push(
            Finding::note(BYTE_ORDER_MARK, at, "文件开头有字节序标记（BOM），已略过")
                .help("另存为“UTF-8”（不是“UTF-8 带 BOM”）就不再提示"),
        );
    }
    text
}

/// Line ends of a lone carriage return, of which the rest of the program knows nothing, become those of Unix: no byte
/// moves.
fn unix_line_ends(text: String, file: FileId, findings: &mut Vec<Finding>) -> String {
    if text.contains('\n') || !text.trim_end().contains('\r') {
        return text;
    }
    let at = At::Span(Span::new(file, 0..0));
    findings.push(
        Finding::error(LINE_ENDS, at, "行尾是老式的回车（CR），要用换行（LF）")
            .help("用编辑器把行尾（换行符）改成 LF 或 CRLF 再保存"),
    );
    text.replace('\r', "\n")
}

/// The first mark of a merge that was not finished.
pub(super) fn merge_conflict(text: &str, path: &str, file: FileId) -> Option<Finding> {
    let mut lines = Lines { text, at: 0 };
    let mark = |line: &str| {
        ["<<<<<<<", ">>>>>>>"]
            .iter()
            .any(|m| line.strip_prefix(m).is_some_and(|r| r.is_empty() || r.starts_with(' ')))
    };
    let line = lines.find(|line| mark(&text[line.clone()]))?;
    let help = if path == AUDIT {
        REDO_AUDIT
    } else {
        "留下 ======= 上面或下面的一份，再把 <<<<<<<、=======、>>>>>>> 这几行都删去"
    };
    let at = At::Span(Span::new(file, line));
    Some(Finding::error(MERGE_CONFLICT, at, "这里有没有解决的合并冲突").help(help))
}

/// Written by the program.
pub(super) const AUDIT: &str = "content/audit.yaml";
/// What to do where it cannot be read.
pub(super) const REDO_AUDIT: &str = "删去 content/audit.yaml，再运行 xianzhi audit --sources 文件夹";

fn not_utf8(bytes: &[u8], good: usize, file: FileId) -> Finding {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let guess = if utf16 { "UTF-16" } else { "GBK" };
    Finding::error(NOT_UTF8, At::Span(Span::new(file, good..good)), "文件不是 UTF-8 编码，从这里起读不出来")
        .help(format!("多半是 {guess} 编码：用编辑器“另存为”，编码选 UTF-8"))
}

/// A file that is YAML from end to end.
pub(super) fn whole(text: &str) -> Parts {
    let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    Parts::new(start..text.len(), text.len()..text.len())
}

/// Front matter between two lines `---`, and the body after it.
pub(super) fn front_matter(text: &str, file: FileId, findings: &mut Vec<Finding>) -> Parts {
    let start = whole(text).yaml.start;
    let mut lines = Lines { text, at: start };
    let first = lines.next().unwrap_or(start..start);
    let opened = text[first.clone()].trim_end() == "---";
    if !opened {
        findings.push(no_opening(&text[first.clone()], first.clone(), file));
        if !is_fence_like(&text[first.clone()]) {
            lines.at = start;
        }
    }
    let yaml_start = lines.at;
    let fielded = opened || text[yaml_start..].lines().next().is_some_and(is_field);
    let mut looks_closed = None;
    while let Some(line) = lines.next().filter(|_| fielded) {
        let content = text[line.clone()].trim_end();
        if content == "---" || content == "..." {
            return closed(text, yaml_start..line.start, line, lines.at, file, findings);
        }
        if looks_closed.is_none() && is_fence_like(content) {
            looks_closed = Some((line, lines.at));
        }
    }
    if opened {
        findings.push(no_closing(looks_closed.clone().map(|(line, _)| line), first, file));
    }
    match looks_closed {
        Some((line, after)) => Parts::new(yaml_start..line.start, after..text.len()),
        None => Parts::nothing(text.len()),
    }
}

/// Front matter that ends at the line `fence`; where fields go on after it and end at another such line, the first one
/// stands between them by mistake.
fn closed(
    text: &str,
    yaml: Range<usize>,
    fence: Range<usize>,
    after: usize,
    file: FileId,
    findings: &mut Vec<Finding>,
) -> Parts {
    let first = text[after..].lines().find(|l| !l.trim().is_empty());
    let again = Lines { text, at: after }.any(|line| text[line].trim_end() == "---");
    if !again || !first.is_some_and(|l| is_field(l) || l.trim_start().starts_with("- {")) {
        return Parts::new(yaml, after..text.len());
    }
    findings.push(
        Finding::error(
            FRONT_MATTER,
            At::Span(Span::new(file, fence)),
            "数据中间多了一行 ---，后面的字段没有读到",
        )
        .help("删去这一行；只在数据的开头和结尾各有一行 ---"),
    );
    Parts::nothing(text.len())
}

/// Whether a line is a field: `title: 标题`.
fn is_field(line: &str) -> bool {
    let name = line.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
    name > 0 && line[name..].starts_with(':') && !line[name..].starts_with("://")
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    /// The next line without its line end; `at` then stands after the line end.
    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = self.text[start..].find('\n').map_or(self.text.len(), |i| start + i);
        self.at = (end + 1).min(self.text.len());
        let line = start..end;
        Some(line.start..line.start + self.text[line].trim_end_matches('\r').len())
    }
}

/// Whether a line is meant as `---`: dashes of another kind, another number, or indented.
fn is_fence_like(line: &str) -> bool {
    let dashes = line.trim();
    let count = dashes.chars().count();
    (2..=6).contains(&count) && dashes.chars().all(|c| "-－—–―ー".contains(c))
}

fn no_opening(line: &str, range: Range<usize>, file: FileId) -> Finding {
    let finding =
        Finding::error(FRONT_MATTER, At::Span(Span::new(file, range)), "文件第一行应当是三个半角连字符 ---");
    if is_fence_like(line) {
        finding.label("这里的横线不是三个半角连字符").help("改成半角的 ---，前面不留空格")
    } else if is_field(line) {
        finding.label("数据从这里开始").help("在这一行前面加一行 ---")
    } else {
        finding.help("在文件最前面加一行 ---，写上 title 等字段，再加一行 ---，之后是正文")
    }
}

fn no_closing(like: Option<Range<usize>>, first: Range<usize>, file: FileId) -> Finding {
    let message = "front matter 没有结束：缺少第二行 ---";
    match like {
        Some(line) => Finding::error(FRONT_MATTER, At::Span(Span::new(file, line)), message)
            .label("这一行像是结束线，但不是三个半角连字符")
            .help("改成半角的 ---，前面不留空格"),
        None => Finding::error(FRONT_MATTER, At::Span(Span::new(file, first)), message)
            .label("从这里开始")
            .help("在数据和正文之间加一行 ---"),
    }
}

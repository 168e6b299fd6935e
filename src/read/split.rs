//! Bytes into text, and a Markdown file into front matter and body, with messages for what editors on any
//! machine run into: byte order marks, other encodings, missing or full-width fences.

use std::ops::Range;

use super::{BYTE_ORDER_MARK, FRONT_MATTER, NOT_UTF8};
use crate::diag::{At, FileId, Finding, Span};

const BOM: &str = "\u{feff}";

/// Byte ranges of the two parts of a file.
pub(super) struct Parts {
    pub(super) yaml: Range<usize>,
    pub(super) body: Range<usize>,
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
    if text.starts_with(BOM) {
        let at = At::Span(Span::new(file, 0..0));
        findings.push(
            Finding::note(BYTE_ORDER_MARK, at, "文件开头有字节序标记（BOM），已略过")
                .help("另存为“UTF-8”（不是“UTF-8 带 BOM”）就不再提示"),
        );
    }
    text
}

fn not_utf8(bytes: &[u8], good: usize, file: FileId) -> Finding {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let guess = if utf16 { "UTF-16" } else { "GBK" };
    Finding::error(NOT_UTF8, At::Span(Span::new(file, good..good)), "文件不是 UTF-8 编码，从这里起读不出来")
        .help(format!("多半是 {guess} 编码：用编辑器“另存为”，编码选 UTF-8"))
}

/// A file that is YAML from end to end.
pub(super) fn whole(text: &str) -> Parts {
    let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    Parts { yaml: start..text.len(), body: text.len()..text.len() }
}

/// Front matter between two lines `---`, and the body after it.
pub(super) fn front_matter(text: &str, file: FileId, findings: &mut Vec<Finding>) -> Parts {
    let start = whole(text).yaml.start;
    let mut lines = Lines { text, at: start };
    let first = lines.next().unwrap_or(start..start);
    if text[first.clone()].trim_end() != "---" {
        findings.push(no_opening(&text[first.clone()], first, file));
        return Parts { yaml: start..start, body: start..text.len() };
    }
    let yaml_start = lines.at;
    let mut looks_closed = None;
    while let Some(line) = lines.next() {
        let content = text[line.clone()].trim_end();
        if content == "---" || content == "..." {
            return Parts { yaml: yaml_start..line.start, body: lines.at..text.len() };
        }
        if looks_closed.is_none() && is_fence_like(content) {
            looks_closed = Some(line);
        }
    }
    findings.push(no_closing(looks_closed.clone(), first, file));
    let end = looks_closed.map_or(yaml_start, |line| line.start);
    Parts { yaml: yaml_start..end, body: text.len()..text.len() }
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

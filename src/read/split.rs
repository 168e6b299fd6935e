//! Bytes into text, and a Markdown file into front matter and body, with messages for what editors on any
//! machine run into: byte order marks, other encodings, missing or full-width fences.

use std::ops::Range;

use super::{BYTE_ORDER_MARK, FRONT_MATTER, LINE_ENDS, MERGE_CONFLICT, NOT_UTF8, fences, syntax};
use crate::diag::{At, FileId, Finding, Span, Words, say};

const BOM: &str = "\u{feff}";

/// Byte ranges of the two parts of a file.
pub(super) struct Parts {
    pub(super) yaml: Range<usize>,
    pub(super) body: Range<usize>,
    /// Where the data ends with its fence: after it no fix may reach.
    pub(super) head: usize,
    /// Whether the parts could not be told apart: then neither is worth reading.
    pub(super) lost: bool,
}

impl Parts {
    /// Data, the fence that ends it, and the body.
    fn new(yaml: Range<usize>, head: usize, body: Range<usize>) -> Parts {
        Parts { yaml, body, head, lost: false }
    }

    /// Nothing of a text of this length; fixes may reach up to `head`.
    pub(super) fn nothing(len: usize, head: usize) -> Parts {
        Parts { yaml: len..len, body: len..len, head, lost: true }
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
        findings.push(byte_order_mark(file));
    }
    text
}

fn byte_order_mark(file: FileId) -> Finding {
    let message = Words::fixed(
        "文件开头有字节序标记（BOM），已略过",
        "the file begins with a byte order mark (BOM), which was passed over",
    );
    let help = Words::fixed(
        "另存为“UTF-8”（不是“UTF-8 带 BOM”）就不再提示",
        "save it as “UTF-8”, not as “UTF-8 with BOM”",
    );
    Finding::note(BYTE_ORDER_MARK, At::Span(Span::new(file, 0..0)), message)
        .help(help)
        .fix(At::Span(Span::new(file, 0..BOM.len())), "")
}

/// Line ends of a lone carriage return, of which the rest of the program knows nothing, become those of Unix: no byte
/// moves.
fn unix_line_ends(text: String, file: FileId, findings: &mut Vec<Finding>) -> String {
    let returns = text.match_indices('\r').map(|(at, _)| at);
    let lone: Vec<usize> = returns.filter(|at| text.as_bytes().get(at + 1) != Some(&b'\n')).collect();
    let Some(first) = lone.first().copied().filter(|first| *first < text.trim_end().len()) else {
        return text;
    };
    let (at, message, help) = if text.contains('\n') {
        let message = Words::fixed(
            "这里有老式的回车（CR），别的行尾是换行（LF）",
            "here is an old carriage return (CR); other lines end with a line feed (LF)",
        );
        let help = Words::fixed(
            "删去它：光标移到这里，按一次删除键；这里要换行的，再按一次回车键",
            "delete it: put the cursor here and press delete once; where a new line is meant, press enter",
        );
        (first, message, help)
    } else {
        let message = Words::fixed(
            "行尾是老式的回车（CR），要用换行（LF）",
            "lines end with the old carriage return (CR) instead of a line feed (LF)",
        );
        let help = Words::fixed(
            "用编辑器把行尾（换行符）改成 LF 或 CRLF 再保存",
            "set the line ends to LF or CRLF in your editor and save the file again",
        );
        (0, message, help)
    };
    findings.push(Finding::error(LINE_ENDS, At::Span(Span::new(file, at..at)), message).help(help));
    let mut bytes = text.into_bytes();
    for at in lone {
        bytes[at] = b'\n';
    }
    String::from_utf8(bytes).expect("invariant: one ASCII character for another")
}

/// The first mark of a merge that was not finished.
pub(super) fn merge_conflict(text: &str, path: &str, file: FileId) -> Option<Finding> {
    // Most texts have no such character.
    if !text.as_bytes().contains(&b'<') && !text.as_bytes().contains(&b'>') {
        return None;
    }
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
        Words::fixed(
            "留下 ======= 上面或下面的一份，再把 <<<<<<<、=======、>>>>>>> 这几行都删去",
            "keep what stands above or below =======, and delete the lines <<<<<<<, ======= and >>>>>>>",
        )
    };
    let message = Words::fixed("这里有没有解决的合并冲突", "here is a merge conflict that was not resolved");
    Some(Finding::error(MERGE_CONFLICT, At::Span(Span::new(file, line)), message).help(help))
}

/// Written by the program.
pub(super) const AUDIT: &str = "content/audit.yaml";
/// What to do where it cannot be read.
pub(super) const REDO_AUDIT: Words = Words::fixed(
    "删去 content/audit.yaml，再运行 xianzhi audit --sources 文件夹",
    "delete content/audit.yaml and run xianzhi audit --sources FOLDER",
);

fn not_utf8(bytes: &[u8], good: usize, file: FileId) -> Finding {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let guess = if utf16 { "UTF-16" } else { "GBK" };
    let message = Words::fixed(
        "文件不是 UTF-8 编码，从这里起读不出来",
        "the file is not encoded in UTF-8 and cannot be read from here on",
    );
    Finding::error(NOT_UTF8, At::Span(Span::new(file, good..good)), message).help(say!(
        "多半是 {guess} 编码：用编辑器“另存为”，编码选 UTF-8",
        "it is most likely {guess}: in your editor choose “Save as” with the encoding UTF-8"
    ))
}

/// A file that is YAML from end to end.
pub(super) fn whole(text: &str) -> Parts {
    let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    Parts::new(start..text.len(), text.len(), text.len()..text.len())
}

/// Whether a file is the text of an article or a table in English, which stands beside it.
pub(super) fn is_english(path: &str) -> bool {
    let folder = path.starts_with("content/articles/") || path.starts_with("content/tables/");
    folder && path.ends_with(".en.md")
}

/// The file in English beside a text in Chinese.
pub fn english_of(path: &str) -> String {
    format!("{}.en.md", path.strip_suffix(".md").unwrap_or(path))
}

/// The file in Chinese beside a text in English.
pub fn chinese_of(path: &str) -> String {
    path.strip_suffix(".en.md").map_or_else(|| path.to_owned(), |stem| format!("{stem}.md"))
}

/// Whether a Markdown file begins with fields. A text in English needs none.
pub(super) fn has_fields(path: &str, text: &str) -> bool {
    !is_english(path) || text[whole(text).yaml.start..].trim_start().starts_with("---")
}

/// A Markdown file without fields.
pub(super) fn body_alone(text: &str) -> Parts {
    let start = whole(text).yaml.start;
    Parts::new(start..start, start, start..text.len())
}

/// Front matter between two lines `---`, and the body after it.
pub(super) fn front_matter(text: &str, file: FileId, findings: &mut Vec<Finding>) -> Parts {
    let start = whole(text).yaml.start;
    let top = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
    let mut lines = Lines { text, at: top };
    let mut first = lines.next().unwrap_or(start..start);
    let opened = text[first.clone()].trim_end() == "---";
    let like = fences::is_like(&text[first.clone()]);
    if !opened && !like {
        (lines.at, first) = (start, start..Lines { text, at: start }.next().map_or(start, |line| line.end));
    }
    let yaml = lines.at;
    let fielded = opened || text[yaml..].lines().next().is_some_and(fences::is_field);
    let fence = fielded.then(|| fences::closing(text, yaml)).flatten();
    if opened && top > start {
        findings.push(fences::after_empty_lines(file, start..top, first.clone()));
    }
    if !opened {
        let certain = fence.as_ref().is_some_and(|f| f.is_sure(text, yaml));
        findings.push(fences::no_opening(text, first.clone(), certain, file));
    }
    match fence {
        Some(fence) if fence.sound => closed(text, yaml..fence.line.start, fence, file, findings),
        Some(fence) => {
            findings.push(fences::unlike(&fence, fence.is_sure(text, yaml), file));
            Parts::new(yaml..fence.line.start, fence.line.end, fence.after..text.len())
        }
        None if opened => match fences::end_of_data(text, yaml) {
            Some(end) => {
                findings.push(
                    fences::no_closing(first, file)
                        .fix(At::Span(Span::new(file, end..end)), fences::line_of_its_own(text, end)),
                );
                Parts::new(yaml..end, end, end..text.len())
            }
            None => {
                findings.push(fences::no_closing(first, file));
                Parts::nothing(text.len(), 0)
            }
        },
        None => Parts::nothing(text.len(), 0),
    }
}

/// Front matter that ends at the line `fence`; where fields go on after it and end at another such line, the first one
/// stands between them by mistake.
fn closed(
    text: &str,
    data: Range<usize>,
    fence: fences::Fence,
    file: FileId,
    findings: &mut Vec<Finding>,
) -> Parts {
    let rest = fence.after..text.len();
    let first = text[rest.clone()].lines().find(|l| !l.trim().is_empty());
    let again = Lines { text, at: fence.after }.find(|line| text[line.clone()].trim_end() == "---");
    let fields = first.is_some_and(|l| fences::is_field(l) || l.trim_start().starts_with("- {"));
    let Some(again) = again.filter(|_| fields) else {
        return Parts::new(data, fence.line.end, rest);
    };
    let message = Words::fixed(
        "数据中间多了一行 ---，后面的字段没有读到",
        "there is a line --- among the data; the fields after it were not read",
    );
    let help = Words::fixed(
        "删去这一行；只在数据的开头和结尾各有一行 ---",
        "delete this line; --- stands once before the data and once after it",
    );
    let mut finding =
        Finding::error(FRONT_MATTER, At::Span(Span::new(file, fence.line.clone())), message).help(help);
    let joined = format!("{}{}", &text[data], &text[fence.after..again.start]);
    if syntax::is_sound(&joined) {
        finding = finding.fix(At::Span(Span::new(file, fence.line.start..fence.after)), "");
    }
    findings.push(finding);
    Parts::nothing(text.len(), again.end)
}

/// The lines of a text from a byte on.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
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

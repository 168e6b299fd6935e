//! YAML that cannot be read: what is wrong, where, and what mends it so that the text can be read further. It knows
//! `saphyr` and nothing of records.

use std::ops::Range;

use super::{
    BEYOND_LIMIT, DUPLICATE_KEY, YAML_SYNTAX,
    traps::{self, Edits, Trap},
    tree::{self, TOO_DEEP},
};
use crate::diag::{At, FileId, Finding, RuleId, Span, Words, at_odds, say};

/// More faults than this in one text are not counted out, nor more than can be while this many bytes are read.
const MOST_FAULTS: usize = 100;
const MOST_BYTES: usize = 5_000_000;

/// How many faults of a text are counted out, each of which takes another reading.
pub(super) fn most_faults(text: &str) -> usize {
    MOST_FAULTS.min(1 + MOST_BYTES / text.len().max(1))
}

/// What keeps YAML from being read.
struct Fault {
    rule: RuleId,
    /// Bytes of the text.
    at: Range<usize>,
    message: Words,
    label: Words,
    help: Words,
    /// What mends it, of bytes of the text.
    edits: Edits,
}

/// A text that cannot be read as it is.
pub(super) struct Broken {
    /// What is wrong; empty where nothing is.
    pub(super) findings: Vec<Finding>,
    /// Edits of the text, in order, that mend it as far as it can be.
    pub(super) made: Edits,
    /// The text with them made, where it can be read then.
    pub(super) mended: Option<String>,
}

/// The faults that keep a text from being read, which stands at byte `offset` of `file`: each is looked for in the text
/// as it is when those before it are mended, up to the first that cannot be.
pub(super) fn find(text: &str, offset: usize, file: FileId) -> Broken {
    let (mut findings, mut made, mut mended) = (Vec::new(), Edits::new(), text.to_owned());
    while let Some(error) = tree::document(&mended, false).err() {
        let mut fault = fault(&mended, byte_of(&mended, error.marker().index()), error.info());
        let back = |range: &Range<usize>| origin(&made, range.start)..origin(&made, range.end);
        fault.at = back(&fault.at);
        for (range, _) in &mut fault.edits {
            *range = back(range);
        }
        let apart = |(range, _): &(Range<usize>, String)| {
            made.iter().all(|(other, _)| range.end < other.start || other.end < range.start)
        };
        if !fault.edits.iter().all(apart) || findings.len() >= most_faults(text) {
            fault.edits.clear();
        }
        let edits = fault.edits.clone();
        findings.push(fault.finding(offset, file));
        if edits.is_empty() {
            return Broken { findings, made, mended: None };
        }
        made.extend(edits);
        made.sort_by_key(|(range, _)| range.start);
        mended = edited(text, &made);
    }
    Broken { findings, made, mended: Some(mended) }
}

/// Turns places in `text` with edits made, both of which stand at byte `offset` of the file, into places in the text
/// itself. A fix on a line that has to be mended first is one for the next time: alone it may make the line worse.
pub(super) fn bring_back(text: &str, made: &Edits, offset: usize, findings: &mut [Finding]) {
    let on_one_line = |a: usize, b: usize| !text[a.min(b)..a.max(b)].contains('\n');
    for finding in findings {
        let labels = finding.labels.iter_mut().map(|label| &mut label.at);
        for at in labels.chain(finding.fix.iter_mut().map(|edit| &mut edit.at)) {
            if let At::Span(span) = at {
                let Range { start, end } = span.range();
                let back = |at: usize| offset + origin(made, at.saturating_sub(offset));
                *span = Span::new(span.file, back(start)..back(end));
            }
        }
        let waits = finding.fix.iter().any(|edit| match &edit.at {
            At::Span(span) => {
                let at = span.range().start.saturating_sub(offset);
                made.iter().any(|(range, _)| on_one_line(range.start, at))
            }
            At::File(_) | At::Yaml(..) => false,
        });
        if waits {
            finding.fix.clear();
        }
    }
}

/// Where the byte `at` of a text with edits made stood before.
pub(super) fn origin(made: &[(Range<usize>, String)], at: usize) -> usize {
    let (mut gone, mut put) = (0, 0);
    for (range, text) in made {
        let start = range.start + put - gone;
        if at < start {
            break;
        }
        if at < start + text.len() {
            return range.start;
        }
        (gone, put) = (gone + range.len(), put + text.len());
    }
    at + gone - put
}

impl Fault {
    /// One that nothing mends by itself.
    fn told(at: Range<usize>, message: Words, help: Words) -> Fault {
        Fault { rule: YAML_SYNTAX, at, message, label: Words::default(), help, edits: Edits::new() }
    }

    fn finding(self, offset: usize, file: FileId) -> Finding {
        let place = |range: Range<usize>| At::Span(Span::new(file, offset + range.start..offset + range.end));
        let finding =
            Finding::error(self.rule, place(self.at), self.message).label(self.label).help(self.help);
        self.edits.into_iter().fold(finding, |finding, (range, text)| finding.fix(place(range), text))
    }
}

/// What is wrong where the reader gave up, at the byte `at`.
fn fault(text: &str, at: usize, info: &str) -> Fault {
    if info == TOO_DEEP {
        return too_deep(at);
    }
    if let Some(fault) = forbidden(text) {
        return fault;
    }
    if info.contains("duplicated key") {
        let rest = &text[at..];
        let len = rest.find([':', '\n', ',', '}']).unwrap_or(0);
        let key = rest[..len].trim();
        return Fault {
            rule: DUPLICATE_KEY,
            at: at..at + len,
            message: say!("字段 {key} 写了两次", "the field {key} stands twice"),
            label: Words::default(),
            help: Words::fixed("只留一个", "keep one of them"),
            edits: Edits::new(),
        };
    }
    match traps::find(text, at) {
        Some(trap) => trapped(text, trap),
        None => unreadable(at, info),
    }
}

fn too_deep(at: usize) -> Fault {
    Fault {
        rule: BEYOND_LIMIT,
        at: at..at,
        message: Words::fixed("括号或缩进的层次太深", "brackets or indentation have too many levels"),
        label: Words::default(),
        help: Words::fixed(
            "没有字段要这么多层，见 docs/FORMAT.md：看看是不是多打了括号或横线",
            "no field has so many, see docs/FORMAT.md: see whether there are brackets or hyphens too many",
        ),
        edits: Edits::new(),
    }
}

/// What a trap says, with the first of its edits that lets the text be read further.
fn trapped(text: &str, trap: Trap) -> Fault {
    let reads_on = |edits: &Edits| {
        let before = edits.iter().filter(|(range, _)| range.start < trap.readable_to);
        let (gone, put) =
            before.fold((0, 0), |(gone, put), (range, text)| (gone + range.len(), put + text.len()));
        fault_at(&edited(text, edits)).is_none_or(|fault| fault + gone > trap.readable_to + put)
    };
    Fault {
        rule: YAML_SYNTAX,
        edits: trap.mends.into_iter().find(reads_on).unwrap_or_default(),
        at: trap.at,
        message: trap.message,
        label: Words::default(),
        help: trap.help,
    }
}

/// Something wrong at the byte `at`, of which no more is known than what the reader says.
fn unreadable(at: usize, info: &str) -> Fault {
    Fault {
        rule: YAML_SYNTAX,
        at: at..at,
        message: Words::fixed(
            "YAML 的写法有误，从这里起读不出来",
            "the YAML is written wrongly and cannot be read from here on",
        ),
        label: likely_cause(info),
        help: Words::fixed(
            "看看这里和上一行：冒号后要有空格，引号、括号要成对，同级的字段左边对齐；值里有冒号、逗号的加引号",
            "look here and at the line above: a colon needs a space after it, quotes and brackets come in pairs, fields \
             of one level are aligned, and a value with a colon or comma in it needs quotes",
        ),
        edits: Edits::new(),
    }
}

/// A text that one reader of YAML takes and the other does not, at the byte `at`.
pub(super) fn refused(text: &str, offset: usize, at: usize, file: FileId, info: &str) -> Finding {
    let at = floor(text, at);
    let another = info.contains("more than one document").then(|| second_document(text)).flatten();
    let known = another.or_else(|| forbidden(text)).or_else(|| line_end(&text[..at]));
    known.unwrap_or_else(|| unreadable(at, info)).finding(offset, file)
}

/// The first character that no YAML may hold. None of them shows.
fn forbidden(text: &str) -> Option<Fault> {
    let may_not_stand = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let (at, sign) = text.char_indices().find(|(_, c)| may_not_stand(*c))?;
    let code = format!("U+{:04X}", u32::from(sign));
    let message = say!(
        "这里有一个看不见的字符 {code}，YAML 里不能有它",
        "here is the character {code}, which shows nothing and may not stand in YAML"
    );
    Some(unseen(at..at + sign.len_utf8(), message))
}

/// The last line end of Unicode in a text: one reader of YAML ends a line there, the other does not.
fn line_end(text: &str) -> Option<Fault> {
    let (at, sign) = text.char_indices().rfind(|(_, c)| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'))?;
    let code = format!("U+{:04X}", u32::from(sign));
    let message = say!(
        "这里有一个看不见的换行符 {code}，YAML 在这里断行",
        "here is the line end {code}, which shows nothing: for YAML the line ends here"
    );
    Some(unseen(at..at + sign.len_utf8(), message))
}

fn unseen(at: Range<usize>, message: Words) -> Fault {
    Fault::told(at, message, Words::fixed("删去它", "delete it"))
}

/// Where the YAML of a file ends and another begins.
fn second_document(text: &str) -> Option<Fault> {
    let (mut at, mut begun) = (0, false);
    for line in text.split_inclusive('\n') {
        let mark = ["---", "..."].iter().find_map(|mark| line.strip_prefix(mark));
        let mark = mark.is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace));
        if mark && begun {
            let message =
                Words::fixed("YAML 到这里就结束了，下面又是另一份", "the YAML ends here, and another begins");
            let help = Words::fixed("一个文件里只写一份：删去这一行", "a file holds one: delete this line");
            return Some(Fault::told(at..at + 3, message, help));
        }
        begun |= !mark && !line.trim().is_empty() && !line.starts_with(['#', '%']);
        at += line.len();
    }
    None
}

/// What most often stands behind a message of the YAML readers; empty where nothing better can be said than the place.
fn likely_cause(info: &str) -> Words {
    const OPEN_LIST: Words =
        Words::fixed("这里应当是半角逗号或右括号", "a plain comma or a closing bracket belongs here");
    const TOO_MANY_COPIES: Words = Words::fixed(
        "别名（*名称）一层套一层，展开后太多：要写什么就照写出来",
        "aliases (*name) of aliases stand for too much: write out what is meant",
    );
    static CAUSES: [(&str, Words); 11] = [
        ("alias expansion", TOO_MANY_COPIES),
        ("repetition limit", TOO_MANY_COPIES),
        (
            "mapping values are not allowed",
            Words::fixed(
                "这里的冒号不该有：上一行漏了空格，缩进没对齐，或值里有冒号",
                "this colon should not be here: a space is missing in the line above, the indentation is off, or the \
                 value has a colon in it",
            ),
        ),
        (
            "unexpected ':'",
            Words::fixed("值是空的，或冒号后面没有空格", "the value is empty, or no space follows the colon"),
        ),
        ("did not find expected ','", OPEN_LIST),
        ("expected ',' or ']'", OPEN_LIST),
        (
            "only valid inside a block",
            Words::fixed("上一行的括号没有收尾", "a bracket in the line above is not closed"),
        ),
        ("invalid indentation in flow", Words::fixed("上面的括号没有收尾", "a bracket above is not closed")),
        (
            "quoted scalar",
            Words::fixed("从这里开始的引号没有收尾", "the quote that begins here is not closed"),
        ),
        ("simple key", Words::fixed("这一行不是“字段: 值”", "this line is not “field: value”")),
        (
            "did not find expected key",
            Words::fixed(
                "这一行没有和同级的字段左边对齐",
                "this line is not aligned with the other fields of its level",
            ),
        ),
    ];
    let known = CAUSES.iter().find(|(words, _)| info.contains(words));
    known.map_or(Words::default(), |(_, cause)| cause.clone())
}

/// YAML that holds no fields.
pub(super) fn not_a_mapping(text: &str, offset: usize, file: FileId) -> Finding {
    let first = first_line(text);
    let fault = match traps::find(text, first) {
        Some(trap) => trapped(text, trap),
        None => Fault::told(
            0..first,
            Words::fixed("这里应当是“字段: 值”", "“field: value” belongs here"),
            Words::fixed(
                "每个字段写成 title: 标题，冒号后有空格",
                "write each field as title: the title, with a space after the colon",
            ),
        ),
    };
    fault.finding(offset, file)
}

/// Takes a fix away that would leave YAML worse off than it was, by itself or with those before it; `reads` says whether the
/// other reader takes a text too.
pub(super) fn keep_sound_fixes(
    text: &str,
    offset: usize,
    findings: &mut [Finding],
    reads: impl Fn(&str) -> bool,
) {
    let sound = |edits: &Edits| {
        let mended = edited(text, edits);
        is_sound(&mended) && (reads(&mended) || !reads(text))
    };
    let mut kept = Edits::new();
    for finding in findings.iter_mut().filter(|f| !f.fix.is_empty() && f.rule != YAML_SYNTAX) {
        let edits = finding.fix.iter().filter_map(|edit| match &edit.at {
            At::Span(span) => {
                let range = span.range();
                Some((range.start.checked_sub(offset)?..range.end.checked_sub(offset)?, edit.text.clone()))
            }
            At::File(_) | At::Yaml(..) => None,
        });
        let edits: Edits = edits.collect();
        if edits.len() != finding.fix.len() {
            continue;
        }
        if !sound(&edits) {
            finding.fix.clear();
            continue;
        }
        let mut all = kept.clone();
        all.extend(edits);
        all.sort_by_key(|(range, _)| (range.start, range.end));
        if !all.is_sorted_by(|(one, _), (next, _)| !at_odds(one, next)) {
            continue; // the later one waits until the file is read again
        }
        if kept.is_empty() || sound(&all) {
            kept = all;
        } else {
            finding.fix.clear();
        }
    }
}

/// Whether a text is a mapping of YAML that can be read, no key standing twice.
pub(super) fn is_sound(text: &str) -> bool {
    fault_at(text).is_none()
}

/// Where the first fault of a text is that keeps it from being read as a mapping.
fn fault_at(text: &str) -> Option<usize> {
    match tree::document(text, false) {
        Err(error) => {
            let at = byte_of(text, error.marker().index());
            Some(traps::find(text, at).map_or(at, |trap| trap.at.start))
        }
        Ok(document) if document.as_ref().is_some_and(|d| d.data.is_mapping()) => None,
        Ok(_) => Some(traps::find(text, first_line(text)).map_or(0, |trap| trap.at.start)),
    }
}

/// A text with edits made that are in order.
pub(super) fn edited(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let (mut mended, mut at) = (String::with_capacity(text.len()), 0);
    for (range, put) in edits {
        mended.push_str(&text[at..range.start]);
        mended.push_str(put);
        at = range.end;
    }
    mended.push_str(&text[at..]);
    mended
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// The byte `at`, or that before it where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn byte_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i)
}

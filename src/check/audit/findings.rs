//! What the audit says of sources, of figures that nobody speaks for, and of entries that speak for none or for one
//! that is spoken for. Of values that are not where they should be, see `missed`.

use std::borrow::Cow;

use super::{
    CLAIMED_TWICE, FIGURE_UNBOUND, NOT_ON_LINES, SOURCE_CHANGED, SOURCE_MISSING, UNUSED_EXCLUSION,
    claims::{Entry, Subject},
};
use crate::{
    diag::{At, Finding, Words, say},
    model::{Article, Catalog, LineRange, Lines, ObsIx},
    quantity::Figure,
};

pub(super) fn source_missing(article: &Article, kept: bool) -> Finding {
    let (at, file) = (At::value(article.file, "origin.file"), &article.origin.file);
    if kept {
        let message = say!(
            "来源文件夹里没有 {file}，保留上次核对的记录",
            "{file} is not in the folder of sources; the record of the last audit is kept"
        );
        return Finding::note(SOURCE_MISSING, at, message);
    }
    let message = say!("来源文件夹里没有 {file}", "{file} is not in the folder of sources");
    Finding::error(SOURCE_MISSING, at, message).help(Words::fixed(
        "核对文件名，或用 --sources 指定放来源文本的文件夹",
        "look at the name of the file, or name the folder of the source texts with --sources",
    ))
}

pub(super) fn source_changed(article: &Article, sha256: &str) -> Finding {
    let at = At::value(article.file, "origin.sha256");
    let message =
        Words::fixed("来源文本与登记的摘要不符", "the source text does not have the recorded digest");
    Finding::error(SOURCE_CHANGED, at, message)
        .label(say!("现在的文本是 {sha256}", "the text that is there has {sha256}"))
        .help(Words::fixed(
            "来源换过版本的，逐条核对行号后改这里的摘要；否则找回原来的文本",
            "if it is another version, compare every line number and then change the digest; if not, find the old text",
        ))
}

/// The name of a practice does not stand on some of its lines; `elsewhere` is where it does.
pub(super) fn unnamed_practice(
    article: &Article,
    i: usize,
    lines: LineRange,
    elsewhere: Option<LineRange>,
) -> Finding {
    let (file, name) = (&article.origin.file, &article.practices[i].name);
    let line = Lines([lines].into()).to_string();
    let message =
        say!("{file} 第 {line} 行没有“{name}”这个说法", "line {line} of {file} does not name “{name}”");
    let finding =
        Finding::error(NOT_ON_LINES, At::value(article.file, format!("practices[{i}].lines")), message);
    finding.help(match elsewhere {
        Some(found) => {
            let found = Lines([found].into());
            say!("它印在第 {found} 行", "it stands on line {found}")
        }
        None => Words::fixed(
            "name 照来源的写法抄；来源没有起名的做法，写在正文里",
            "copy the name as the source prints it; what the source gives no name belongs in the text",
        ),
    })
}

pub(super) fn unbound(article: &Article, figure: &Figure, lines: LineRange) -> Finding {
    let (file, line, printed) = (&article.origin.file, lines.start, &figure.printed);
    let message = say!(
        "{file} 第 {line} 行的“{printed}”没有登记",
        "“{printed}” on line {line} of {file} is not recorded"
    );
    let entry = format!("{{text: {}, lines: {line}, reason: …}}", in_yaml(printed));
    Finding::error(FIGURE_UNBOUND, At::key(article.file, "metrics"), message).help(say!(
        "登记为观测值，或写进 exclude 并说明理由：{entry}",
        "record it as an observation, or leave it out with a reason, under exclude: {entry}"
    ))
}

/// Two observations of one printed figure are mostly a line copied and not changed. Where that is meant, as where one
/// of them leaves out what the unit has below the line, a note says so.
pub(super) fn claimed_twice(
    catalog: &Catalog,
    article: &Article,
    figure: &Figure,
    bound: &[ObsIx],
) -> Option<Finding> {
    let observations: Vec<_> = bound.iter().map(|ix| catalog.observation(*ix)).collect();
    if observations.iter().any(|o| o.remarks().note.is_some()) {
        return None;
    }
    let [first, .., last] = observations.as_slice() else { return None };
    let at = |position| At::value(article.file, format!("metrics[{position}].value"));
    let printed = &figure.printed;
    let message = say!("同一处印的“{printed}”登记了两次", "“{printed}”, printed once, is recorded twice");
    Some(
        Finding::warning(CLAIMED_TWICE, at(last.position), message)
            .also(at(first.position), Words::fixed("这里已经登记", "recorded here already"))
            .help(Words::fixed(
                "来源在别处还印了一次的，改行号；有意这样登记的，用 note 说明",
                "if the source prints it in another place too, change the lines; if it is meant, say why in a note",
            )),
    )
}

pub(super) fn unused_exclusion(article: &Article, entry: &Entry<'_>) -> Option<Finding> {
    let Subject::Exclusion(..) = entry.subject else { return None };
    let (path, field) = entry.subject.path();
    let text = entry.text;
    let message = say!("“{text}”没有排除任何数字", "“{text}” leaves no figure out");
    Some(
        Finding::warning(UNUSED_EXCLUSION, At::value(article.file, format!("{path}.{field}")), message).help(
            Words::fixed(
                "程序在那里没有找到要登记的数字，或者已经登记为观测值：删去这一条",
                "the program finds no figure there, or it is recorded as an observation: delete the entry",
            ),
        ),
    )
}

/// A text as a value in YAML, also within `{ }`: quoted where it has to be.
pub(super) fn in_yaml(text: &str) -> Cow<'_, str> {
    let signs = |c: char| ",:#[]{}\"'&*!|>@`\\".contains(c);
    if text.starts_with(['-', '%', '?']) || text.contains(signs) {
        return Cow::Owned(format!("{text:?}"));
    }
    Cow::Borrowed(text)
}

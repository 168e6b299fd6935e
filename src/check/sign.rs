//! A second person's signature: whether an article may have it, and the few bytes of its front matter that say so.
//!
//! Never: writes a file, or takes the editor's word for a figure that the audit did not find.

use super::{audit, rules, rules::PLACEHOLDER};
use crate::{
    diag::{
        At, FileId, Finding, OrRefuse, Patch, Refusal, RuleId, SourceMap, Span, Words, nearest, patches, say,
    },
    model::{ArticleIx, AuditRecord, Catalog, Date, Standing, State},
    read,
};

/// Who held an article against its source, and when.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// Name.
    pub by: &'a str,
    /// When.
    pub date: Date,
    /// The day on which it is signed.
    pub today: Date,
}

/// The article of this name: that of its file, with or without its folder and `.md`.
///
/// # Errors
/// Where there is none, it is one of the `drafts`, by path, or it was retracted.
pub fn find(catalog: &Catalog, drafts: &[String], name: &str) -> Result<ArticleIx, Refusal> {
    let slug = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let slug = slug.strip_suffix(".md").unwrap_or(slug);
    let found = catalog.article_ids().find(|ix| catalog.article(*ix).slug == slug);
    found.or_refuse(|| {
        if drafts.iter().any(|path| path.ends_with(&format!("/{slug}.md"))) {
            return say!(
                "{slug} 还是草稿：填好以后删去 state: draft，再请人核对",
                "{slug} is still a draft: delete state: draft when it is filled in, and have it checked then"
            );
        }
        if catalog.retracted.iter().any(|gone| gone.article.slug == slug) {
            return say!("{slug} 已经撤回，不用核对", "{slug} was retracted: there is nothing to check");
        }
        match nearest(slug, catalog.articles.iter().map(|article| article.slug.as_str())) {
            Some(near) => {
                say!(
                    "没有 {slug} 这篇报道，是不是 {near}？",
                    "there is no article {slug}, did you mean {near}?"
                )
            }
            None => say!(
                "没有 {slug} 这篇报道：写 content/articles 里的文件名",
                "there is no article {slug}: name a file in content/articles"
            ),
        }
    })
}

/// What signs the article: its state, and who checked it, with the mark of its figures. `file` is the article's among
/// `sources`.
///
/// # Errors
/// Where the article may not be signed by this person or in this condition, or its front matter is written in a way that
/// the program does not mend.
pub fn sign(
    catalog: &Catalog,
    ix: ArticleIx,
    (sources, file): (&SourceMap, FileId),
    signature: &Signature<'_>,
) -> Result<Patch, Refusal> {
    may_sign(catalog, ix, signature)?;
    audited(catalog, ix)?;
    let article = catalog.article(ix);
    let (by, date) = (scalar(signature.by), signature.date);
    let record = catalog.figures_mark(ix);
    let message = say!(("{}核对，{}", signature.by, date.label()), ("checked by {}, {date}", signature.by));
    let mut edits = Finding::note(SIGNED, At::File(file), message);
    let place = Place::of(sources, file);
    if article.checked.is_some() {
        let fields = [("by", by), ("date", date.to_string()), ("record", scalar(&record))];
        for (name, text) in fields {
            edits = edits.fix(At::value(file, format!("checked.{name}")), text);
        }
    } else {
        let end = place.as_ref().map_or(0, |place| place.end);
        let nl = place.as_ref().map_or("\n", |place| place.line_end);
        let line = format!("checked: {{by: {by}, date: {date}, record: {}}}{nl}", scalar(&record));
        edits = edits.fix(At::Span(Span::new(file, end..end)), line);
    }
    if article.state != State::Checked {
        let source = sources.file(file);
        let declared = source.text[source.yaml.clone()].lines().any(|line| line.starts_with("state:"));
        edits = match &place {
            Some(place) if !declared => {
                let line = format!("state: {}{}", State::Checked.id(), place.line_end);
                edits.fix(At::Span(Span::new(file, place.start..place.start)), line)
            }
            _ => edits.fix(At::value(file, "state"), State::Checked.id()),
        };
    }
    let mut edits = [edits];
    read::locate(sources, &mut edits);
    let patch = patches(&edits, sources).pop().filter(|_| place.is_some());
    patch.or_refuse(|| by_hand(catalog, ix, signature))
}

/// The rule that there be a second person names the edits of a signature.
const SIGNED: RuleId = rules::OWN_CHECK;

/// The finding that an article cannot be signed by the program.
pub fn by_hand(catalog: &Catalog, ix: ArticleIx, signature: &Signature<'_>) -> Words {
    let (path, by, date) = (&catalog.article(ix).path, signature.by, signature.date);
    let record = catalog.figures_mark(ix);
    say!(
        "{path} 的写法程序改不了，请自己写上：state: checked 和 checked: {{by: {by}, date: {date}, record: \"{record}\"}}",
        "{path} is written in a way that the program does not mend; write yourself: state: checked and checked: {{by: {by}, \
         date: {date}, record: \"{record}\"}}"
    )
}

/// Where the entry `entered` stands: whole lines of the file.
struct Place {
    start: usize,
    end: usize,
    line_end: &'static str,
}

impl Place {
    fn of(sources: &SourceMap, file: FileId) -> Option<Place> {
        let source = sources.file(file);
        let mut key = [Finding::note(SIGNED, At::key(file, "entered"), Words::default())];
        read::locate(sources, &mut key);
        let At::Span(span) = key[0].at() else { return None };
        let (start, text) = (span.range().start, &source.text);
        // An entry at the left edge: what belongs to it is indented, or closes a bracket.
        let at_edge = start == source.yaml.start || text[..start].ends_with('\n');
        if !at_edge || !text[start..].starts_with("entered") {
            return None;
        }
        let mut lines = text[start..source.yaml.end].split_inclusive('\n');
        let first = lines.next()?;
        let own = |line: &&str| line.starts_with([' ', '\t', '}', ']']) && !line.trim().is_empty();
        let length = first.len() + lines.take_while(own).map(str::len).sum::<usize>();
        let line_end = if first.ends_with("\r\n") { "\r\n" } else { "\n" };
        Some(Place { start, end: start + length, line_end })
    }
}

fn may_sign(catalog: &Catalog, ix: ArticleIx, signature: &Signature<'_>) -> Result<(), Refusal> {
    let (article, by) = (catalog.article(ix), signature.by);
    let path = &article.path;
    let refused = |words| Err(Refusal::new(words));
    if by.trim().is_empty() || by.starts_with(PLACEHOLDER) || by.contains(['\n', '\r']) {
        return refused(Words::fixed("--by 写核对的人的姓名", "--by takes the name of whoever checked it"));
    }
    let entered = article.entered.as_ref().filter(|e| !e.by.starts_with(PLACEHOLDER));
    let Some(entered) = entered else {
        return refused(say!(
            "{path} 没有写数字是谁登记的：先加上 entered: {{by: 姓名, date: 2026-11-20}}",
            "{path} does not say who took its figures down: add entered: {{by: NAME, date: 2026-11-20}} first"
        ));
    };
    if rules::same_person(&entered.by, by) {
        return refused(say!(
            "{path} 的数字是{by}登记的，要由另一个人核对",
            "{by} took the figures of {path} down; somebody else has to check them"
        ));
    }
    if signature.date.certainly_after(&signature.today) {
        let date = signature.date;
        return refused(say!(
            ("核对的日期还没有到：{}", date.label()),
            ("the day of the check has not come: {date}")
        ));
    }
    if let Some(first) = entered.date.filter(|first| first.certainly_after(&signature.date)) {
        return refused(say!(
            ("核对的日期在登记的日期（{}）之前", first.label()),
            ("the day of the check is before that on which it was entered ({first})")
        ));
    }
    let again = article.checked.as_ref().filter(|_| catalog.standing(ix) == Standing::Checked);
    match again {
        Some(look) if rules::same_person(&look.by, by) => refused(say!(
            ("{path} 已由{by}核对（{}），数字没有变，不用再签", look.date.label()),
            ("{by} checked {path} on {}, and its figures are the same: there is nothing to sign", look.date)
        )),
        _ => Ok(()),
    }
}

/// Who checks an article takes it whole: every figure of its source is recorded or left out with a reason.
fn audited(catalog: &Catalog, ix: ArticleIx) -> Result<(), Refusal> {
    let article = catalog.article(ix);
    let path = &article.path;
    let is_current = |record: &&AuditRecord| {
        record.record == audit::digest(catalog, ix) && record.sha256 == article.origin.sha256
    };
    let Some(record) = catalog.audit[ix.ix()].as_ref().filter(is_current) else {
        return Err(Refusal::new(say!(
            "{path} 现在的数字还没有与来源文本核对过：先运行 xianzhi audit --sources 文件夹",
            "the figures of {path} as they are were not audited: run xianzhi audit --sources FOLDER first"
        )));
    };
    match record.missing.len() {
        0 => Ok(()),
        n => Err(Refusal::new(say!(
            "{path} 的来源里还有 {n} 个数字既没有登记也没有排除：先补齐，再运行 xianzhi audit",
            "{n} figures in the source of {path} are neither recorded nor left out: see to them, and run xianzhi audit"
        ))),
    }
}

/// A text as a value of YAML that reads back as it is.
fn scalar(text: &str) -> String {
    let letters = text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '·' | '.' | '-'))
        && text.starts_with(char::is_alphabetic)
        && text.trim() == text;
    // A word that YAML takes for something else, or digits that it takes for a number.
    let plain =
        letters && !["true", "false", "null", "yes", "no", "on", "off"].contains(&&*text.to_lowercase());
    let digest = text.len() == 8 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let named = text.bytes().any(|b| matches!(b, b'a'..=b'd' | b'f'));
    match plain || (digest && named) {
        true => text.to_owned(),
        false => read::quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn a_name_is_quoted_where_yaml_would_read_something_else() {
        for (text, written) in [
            ("周编辑", "周编辑"),
            ("Zhou Li-an", "Zhou Li-an"),
            ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
            ("周: 编辑", "\"周: 编辑\""),
            ("周, 李", "\"周, 李\""),
            ("yes", "\"yes\""),
            ("a\"b", "\"a\\\"b\""),
            ("1f2e3d4c", "1f2e3d4c"),
            ("12345678", "\"12345678\""),
            ("1234567e", "\"1234567e\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }
}

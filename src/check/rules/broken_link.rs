//! A link of ours that leads nowhere.

use std::collections::{HashMap, HashSet};

use super::{
    super::markdown::{Written, written},
    Rule, Subject,
};
use crate::{
    diag::{At, FileId, Finding, RuleId, Words, nearest, say},
    model::{AddressFault, Article, Body, Catalog, Leads, Link, State, leads},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("broken-link"),
    what: Words::fixed(
        "正文或提要里的链接指向不存在的文件，或者文件里没有 # 后面的那一处；或者通向站外，却不以 https://、http:// 或 mailto: \
         开头，或网站的名字会让人认错。站内链接写内容文件的相对路径（.md），构建时换成网页地址。",
        "A link in a text or a summary leads to a file that does not exist, or to a fragment (after #) that the file does \
         not have; or it leads out of the site and does not begin with https://, http:// or mailto:, or the name of its host \
         is easily mistaken for another. A link inside the site is the relative path of a content file (.md); the build puts \
         the address of its page in its place.",
    ),
    why: Words::fixed(
        "断链让读者找不到出处；站内链接写死网址，文件改名后就断了；javascript:、data: 一类的链接会在读者的浏览器里运行。",
        "A broken link keeps readers from what stands behind it; an address of a page that is written out \
         breaks as soon as a file is renamed; a link such as javascript: or data: runs in the reader's browser.",
    ),
    example: Words::fixed("见[住房搬迁](../tables/hosing.md)", "见[住房搬迁](../tables/hosing.md)"),
    mend: Words::fixed(
        "改成存在的文件，例如 ../tables/housing.md；# 后面写小标题的编号（#s-1，与领域同名的小标题用领域编号，如 #housing）、\
         数字的编号（#f-…）或术语的编号（../glossary.yaml#jiandanglika）；站外的写完整网址 https://…。",
        "Name a file that exists, for example ../tables/housing.md; after # write the id of a heading (#s-1, or \
         the domain where the heading is its name: #housing), of a figure (#f-…) or of a term \
         (../glossary.yaml#jiandanglika); to leave the site, write the whole address, https://….",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut targets: Option<Targets<'_>> = None;
    for text in written(catalog) {
        for link in text.links.iter() {
            let targets = targets.get_or_insert_with(|| Targets::of(subject));
            findings.extend(check_link(subject, targets, &text, link));
        }
    }
}

/// What a link of ours may lead to.
struct Targets<'a> {
    by_path: HashMap<&'a str, FileId>,
    articles: HashMap<FileId, &'a Article>,
    retracted: HashMap<FileId, &'a Article>,
    /// The texts of drafts, in either language.
    drafts: HashSet<FileId>,
}

impl<'a> Targets<'a> {
    fn of(subject: &Subject<'a>) -> Targets<'a> {
        let is_page = |path: &str| path.ends_with(".md") || path == GLOSSARY;
        let drafts = subject.catalog.articles.iter().filter(|a| a.state == State::Draft);
        let files = subject.sources.files().map(|(id, f)| (f.path.as_str(), id));
        Targets {
            by_path: files.filter(|(path, _)| is_page(path)).collect(),
            articles: subject.catalog.articles.iter().map(|a| (a.file, a)).collect(),
            retracted: subject.catalog.retracted.iter().map(|r| (r.article.file, &r.article)).collect(),
            drafts: drafts.flat_map(Article::bodies).map(|(file, _)| file).collect(),
        }
    }

    /// Fragments of the page of a file, each with the words that stand there; `None` where it became no record.
    fn fragments(&self, catalog: &Catalog, file: FileId) -> Option<Vec<(String, String)>> {
        let headings = |body: &Body| -> Vec<(String, String)> {
            let words = body.headings.iter().enumerate();
            words.map(|(n, words)| (catalog.heading_id(words, n), words.clone())).collect()
        };
        let named =
            |names: &[&str]| names.iter().map(|n| ((*n).to_owned(), String::new())).collect::<Vec<_>>();
        if let Some(article) = self.articles.get(&file) {
            let figures = article.observation_ids().map(|ix| catalog.observation(ix));
            let figures =
                figures.map(|o| (o.anchor.to_string(), catalog.metric(o.metric).label.clone())).collect();
            let relations = article.relations.iter().map(|r| (r.anchor.clone(), String::new())).collect();
            return Some([headings(&article.body), figures, relations, named(OF_ARTICLE)].concat());
        }
        if self.retracted.contains_key(&file) {
            return Some(named(OF_RETRACTED));
        }
        if let Some(table) = catalog.tables.iter().find(|t| t.file == file) {
            return Some([headings(&table.body), named(OF_TABLE)].concat());
        }
        if let Some(page) = catalog.pages.iter().find(|p| p.file == file) {
            return Some(headings(&page.body));
        }
        let terms = || catalog.terms.iter().map(|t| (t.id.clone(), t.zh.clone())).collect();
        (self.by_path.get(GLOSSARY) == Some(&file)).then(terms)
    }
}

/// The file of the glossary, whose terms are the fragments of its page.
const GLOSSARY: &str = "content/glossary.yaml";

/// Fragments that each article's page has besides those of its text and figures.
const OF_ARTICLE: &[&str] = &["origin", "text", "figures", "relations", "excluded", "cite", "report"];

/// The same of one that was retracted: nothing of it is left but its notice and its citation.
const OF_RETRACTED: &[&str] = &["retracted", "origin"];

/// The same of a table's page.
const OF_TABLE: &[&str] = &["notes", "sources"];

fn check_link(
    subject: &Subject<'_>,
    targets: &Targets<'_>,
    text: &Written<'_>,
    link: &Link,
) -> Option<Finding> {
    let target = link.target.as_str();
    let at = text.at(link.range.clone());
    if text.text[link.range.clone()].starts_with("![") {
        return Some(picture(at));
    }
    match leads(target) {
        Leads::Out => return None,
        Leads::Nowhere(fault) => return Some(refused(at, target, &fault)),
        Leads::Within => {}
    }
    let own_path = subject.sources.file(text.file).path.as_str();
    let folder = own_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (path, fragment) = target.split_once('#').map_or((target, None), |(p, f)| (p, Some(f)));
    let wanted = if path.is_empty() { own_path.to_owned() } else { join(folder, path) };
    let Some(found) = targets.by_path.get(wanted.as_str()) else {
        return Some(no_file(targets, at, target, folder, &wanted));
    };
    if targets.drafts.contains(found) && !targets.drafts.contains(&text.file) {
        return Some(to_draft(at, &wanted));
    }
    let fragment = fragment.filter(|f| !f.is_empty())?;
    let fragments = targets.fragments(subject.catalog, *found)?;
    let known = fragments.iter().any(|(id, _)| id == fragment);
    let gone = targets.retracted.contains_key(found);
    (!known && subject.complete).then(|| match gone {
        true => in_retracted(at, &wanted, fragment),
        false => no_fragment(at, path, fragment, &fragments),
    })
}

/// The finding for an address that no reader may be sent to.
fn refused(at: At, target: &str, fault: &AddressFault) -> Finding {
    let (what, help) = fault.words();
    let message = say!(("链接“{target}”{}", what.zh), ("the link “{target}” {}", what.en));
    Finding::error(RULE.id, at, message).help(help)
}

/// The finding for a link to an article that readers will not find.
fn to_draft(at: At, path: &str) -> Finding {
    let message = say!(
        "链接指向 {path}，那篇还是草稿，不会发布",
        "the link leads to {path}, which is still a draft and is not published"
    );
    Finding::error(RULE.id, at, message).help(Words::fixed(
        "那篇填好以后删去它的 state: draft，再链接；或者先删去这个链接",
        "delete state: draft there when it is filled in, and link to it then; or take the link out",
    ))
}

/// The finding for a link to what was said by an article that was retracted.
fn in_retracted(at: At, path: &str, fragment: &str) -> Finding {
    let message = say!(
        "{path} 已经撤回，页上没有 #{fragment}",
        "{path} was retracted: there is no #{fragment} on its page"
    );
    Finding::error(RULE.id, at, message).help(Words::fixed(
        "可以链接到撤回的那一页，删去 # 和它后面的部分",
        "a link may lead to the page of a retracted article: delete the # and what follows",
    ))
}

/// A picture as Markdown has it: without credit, rights and size, and from anywhere.
fn picture(at: At) -> Finding {
    let message = Words::fixed("图片不写成 ![…](…)", "pictures are not written as ![…](…)");
    Finding::error(RULE.id, at, message).help(Words::fixed(
        "把图片放进 content/images，这里写成 ```image 代码块，写明 file、alt、credit、rights；见 docs/FORMAT.md",
        "put the picture into content/images and write a fenced block ```image here, with file, alt, credit and rights: see docs/FORMAT.md",
    ))
}

fn no_file(targets: &Targets<'_>, at: At, target: &str, folder: &str, wanted: &str) -> Finding {
    let stem = wanted.strip_suffix(".md").unwrap_or(wanted);
    let mut files: Vec<&str> = targets.by_path.keys().filter_map(|f| f.strip_suffix(".md")).collect();
    files.sort_unstable();
    let help = match nearest(stem, files) {
        Some(near) => {
            let near = relative(folder, near);
            say!("是不是 {near}.md？", "did you mean {near}.md?")
        }
        None => Words::fixed(
            "站内链接写 .md 文件的相对路径，例如 ../tables/housing.md；站外的写完整网址",
            "a link within the site is the relative path of an .md file, as in ../tables/housing.md; others are whole \
             addresses",
        ),
    };
    let message = say!("链接“{target}”没有去处", "the link “{target}” leads nowhere");
    Finding::error(RULE.id, at, message).help(help)
}

/// The finding for a fragment that the page does not have: by its words, by its spelling, or with all there are.
fn no_fragment(at: At, path: &str, fragment: &str, fragments: &[(String, String)]) -> Finding {
    let worded = fragments.iter().find(|(_, words)| !words.is_empty() && words == fragment);
    let by = |part: fn(&str) -> &str| {
        let near = nearest(fragment, fragments.iter().map(|(id, _)| part(id)))?;
        fragments.iter().find(|(id, _)| part(id) == near)
    };
    let near = worded.or_else(|| by(|id| id)).or_else(|| by(without_period));
    let help = match near {
        Some((id, words)) if words.is_empty() => say!("是不是 {path}#{id}？", "did you mean {path}#{id}?"),
        Some((id, words)) => {
            say!("是不是 {path}#{id}（{words}）？", "did you mean {path}#{id} ({words})?")
        }
        None => {
            let headings = fragments.iter().filter(|(id, words)| !words.is_empty() && !id.starts_with("f-"));
            let all: Vec<String> = headings.take(12).map(|(id, words)| format!("#{id} {words}")).collect();
            match all.join("，") {
                all if all.is_empty() => Words::fixed(
                    "那里没有小标题；删去 # 和它后面的部分",
                    "there is no heading there; delete the # and what follows",
                ),
                all => say!("那里有：{all}", "there are: {all}"),
            }
        }
    };
    let message = if path.is_empty() {
        say!("这一页没有 #{fragment}", "there is no #{fragment} on this page")
    } else {
        say!("{path} 里没有 #{fragment}", "there is no #{fragment} in {path}")
    };
    Finding::error(RULE.id, at, message).help(help)
}

/// `f-water.people` of `f-water.people-2020`: editors forget the period of a figure.
fn without_period(id: &str) -> &str {
    match id.strip_prefix("f-").and_then(|rest| rest.find('-')) {
        Some(dash) => &id[..dash + 2],
        None => id,
    }
}

/// The way from `folder` to `path`.
fn relative(folder: &str, path: &str) -> String {
    let same = folder.split('/').zip(path.split('/')).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folder.split('/').count() - same);
    up + &path.split('/').skip(same).collect::<Vec<_>>().join("/")
}

/// `folder` and a relative path, with `..` taken away.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{join, relative};

    #[test]
    fn relative_paths_join() {
        assert_eq!(join("content/articles", "../tables/housing.md"), "content/tables/housing.md");
        assert_eq!(join("content/pages", "./method.md"), "content/pages/method.md");
        assert_eq!(join("", "a.md"), "a.md");
        assert_eq!(relative("content/articles", "content/tables/water"), "../tables/water");
        assert_eq!(relative("content/pages", "content/pages/about"), "about");
    }
}

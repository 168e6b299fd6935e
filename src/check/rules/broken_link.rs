//! A link of ours that leads nowhere.

use super::{Rule, Subject};
use crate::{
    diag::{At, FileId, Finding, RuleId, Span, Words, nearest, say},
    model::Body,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("broken-link"),
    what: Words::fixed(
        "正文里的链接指向不存在的文件。站内链接写内容文件的相对路径（.md），构建时换成网页地址。",
        "A link in a text leads to a file that does not exist. A link inside the site is the relative path \
         of a content file (.md); the build puts the address of its page in its place.",
    ),
    why: Words::fixed(
        "断链让读者找不到出处；站内链接写死网址，文件改名后就断了。",
        "A broken link keeps readers from what stands behind it; an address of a page that is written out \
         breaks as soon as a file is renamed.",
    ),
    example: Words::fixed("见[住房搬迁](../tables/hosing.md)", "见[住房搬迁](../tables/hosing.md)"),
    mend: Words::fixed(
        "改成存在的文件，例如 ../tables/housing.md；站外的写完整网址 https://…。",
        "Name a file that exists, for example ../tables/housing.md; to leave the site, write the whole \
         address, https://….",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let bodies = (catalog.articles.iter().map(|a| (a.file, &a.body)))
        .chain(catalog.tables.iter().map(|t| (t.file, &t.body)))
        .chain(catalog.pages.iter().map(|p| (p.file, &p.body)));
    for (file, body) in bodies {
        if !body.links.is_empty() {
            check_body(subject, file, body, findings);
        }
    }
}

fn check_body(subject: &Subject<'_>, file: FileId, body: &Body, findings: &mut Vec<Finding>) {
    let files = || subject.sources.files().map(|(_, f)| f.path.as_str());
    let folder = subject.sources.file(file).path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for link in &body.links {
        let target = link.target.as_str();
        if target.starts_with('#') || target.contains("://") || target.starts_with("mailto:") {
            continue;
        }
        let path = target.split('#').next().unwrap_or_default();
        let wanted = join(folder, path);
        if path.ends_with(".md") && files().any(|f| f == wanted) {
            continue;
        }
        let range = link.range.start + body.offset..link.range.end + body.offset;
        let stem = wanted.strip_suffix(".md").unwrap_or(&wanted);
        let help = match nearest(stem, files().filter_map(|f| f.strip_suffix(".md"))) {
            Some(near) => {
                let near = relative(folder, near);
                say!("是不是 {near}.md？", "did you mean {near}.md?")
            }
            None => say!(
                "站内链接写 .md 文件的相对路径，例如 ../tables/housing.md；站外的写完整网址",
                "inside the site write the relative path of an .md file, for example ../tables/housing.md; \
                 to leave it, the whole address"
            ),
        };
        let at = At::Span(Span::new(file, range));
        let message = say!("链接“{target}”没有去处", "the link “{target}” leads nowhere");
        findings.push(Finding::error(RULE.id, at, message).help(help));
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

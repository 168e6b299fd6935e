//! What was published last: the list of its files, as it was fetched, or a copy of the whole in a folder.
//!
//! A list comes from outside, and what it names may be deleted by who follows it: a path that is no file of a site is
//! refused. Never: asks a network, writes anything.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Result, ensure};
use rayon::prelude::*;

use super::{
    carried, disk,
    sums::{SUMS, Sums},
};
use crate::diag::{OrRefuse, Refusal, say};

/// Names with a dot before them that a site may have; no other hidden file is one of a site.
const HIDDEN: [&str; 2] = [".nojekyll", ".well-known"];

/// A site that was published.
#[derive(Debug, Default)]
pub struct Published {
    /// What xianzhi wrote there.
    pub listed: Sums,
    /// What is there now; of a list alone, what it says.
    pub found: Sums,
    /// Sizes of what is there in bytes, by path; of a list alone, none.
    pub sizes: BTreeMap<String, u64>,
}

/// Reads the list at `path`, or the folder.
///
/// # Errors
/// Where there is nothing to read, or no list of a site.
pub fn load_published(path: &Path) -> Result<Published> {
    let shown = path.display();
    ensure!(
        path.exists(),
        Refusal::new(say!(
            "找不到 {shown}：先把已发布站点的 {SUMS} 取到这里；第一次发布就不写 --published",
            "there is no {shown}: fetch {SUMS} of the published site first; for a first publication leave --published out"
        ))
    );
    if path.is_dir() {
        return folder(path);
    }
    let text = disk::text(path, disk::SUMS_LIST).map_err(|unfit| unfit.refusal(&shown))?;
    let refused = |n: usize| {
        say!(
            "{shown} 第 {n} 行不是站点清单的内容：取来的不是 {SUMS}，或者没有取全，请重新取",
            "line {n} of {shown} is no line of a site's list: what was fetched is not {SUMS}, or not all of it; fetch it again"
        )
    };
    let listed = Sums::parse(&text).map_err(|n| Refusal::new(refused(n)))?;
    ensure!(!listed.is_empty() && text.ends_with('\n'), Refusal::new(refused(text.lines().count() + 1)));
    refuse_strange(&listed, path)?;
    Ok(Published { found: listed.clone(), listed, sizes: BTreeMap::new() })
}

fn folder(path: &Path) -> Result<Published> {
    let shown = path.display();
    ensure!(
        path.join(SUMS).is_file(),
        Refusal::new(say!(
            "{shown} 里没有 {SUMS}，不知道哪些文件是 xianzhi 写的；里面还没有发布过站点，就不写 --published",
            "there is no {SUMS} in {shown}, so nobody knows which files xianzhi wrote; if no site was published there yet, leave --published out"
        ))
    );
    let carried = carried::folder(path)?;
    refuse_strange(&carried.listed, path)?;
    let size = |relative: &String| {
        let size = fs::metadata(path.join(relative)).map(|meta| meta.len());
        Ok((relative.clone(), size.or_refuse(|| say!("读不了 {relative}", "cannot read {relative}"))?))
    };
    let paths: Vec<&String> = carried.found.paths().collect();
    let sizes = paths.into_par_iter().map(size).collect::<Result<_>>()?;
    Ok(Published { listed: carried.listed, found: carried.found, sizes })
}

/// Refuses a list with a path that would leave the folder of the site, or lead into what is hidden there.
fn refuse_strange(listed: &Sums, from: &Path) -> Result<()> {
    let from = from.display();
    if let Some(path) = listed.paths().find(|path| !is_of_a_site(path)) {
        let path = path.escape_debug();
        return Err(Refusal::new(say!(
            "{from} 的清单里有“{path}”，站点里不会有这样的文件：清单被改过，不能照它删除；请从可靠的地方重新取",
            "the list in {from} names “{path}”, which is no file of a site: it was tampered with, and nothing may be deleted by it; fetch it again from where you can trust it"
        ))
        .into());
    }
    Ok(())
}

/// Whether a path is one that a file of a site may have: below its folder, in names that every disk keeps apart from
/// commands, drives and hidden files.
fn is_of_a_site(path: &str) -> bool {
    let safe = |name: &str| !name.is_empty() && (!name.starts_with('.') || HIDDEN.contains(&name));
    let strange = |c: char| c.is_control() || matches!(c, '\\' | ':');
    path.split('/').all(safe)
        && !path.contains(strange)
        && !path.starts_with(['-', '#', ';', '"'])
        && path != SUMS
}

#[cfg(test)]
mod tests {
    use super::is_of_a_site;

    #[test]
    fn what_leaves_the_folder_or_is_hidden_is_no_file_of_a_site() {
        for path in [
            "index.html",
            "tables/脱贫.html",
            "theme/style.0123abcd.css",
            ".nojekyll",
            ".well-known/security.txt",
            "a b/c..d.html",
        ] {
            assert!(is_of_a_site(path), "{path}");
        }
        for path in [
            "../index.html",
            "a/../../b",
            "a/./b",
            "/etc/passwd",
            "a//b",
            "a/",
            "C:/x",
            "c:x",
            "a\\..\\b",
            "a\0b",
            "a\rb",
            ".git/config",
            "a/.htaccess",
            ".xianzhi",
            "-r",
            "# note",
            "SHA256SUMS",
        ] {
            assert!(!is_of_a_site(path), "{path}");
        }
    }
}

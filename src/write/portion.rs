//! A part of the site instead of the whole: a share of its files, one of several that are made apart from each other and
//! together are the whole; or the files that somebody wants to look at.

use anyhow::{Result, ensure};

use crate::{
    diag::{Refusal, say},
    read::SUMS,
    render::{Page, Renderer},
};

/// One of so many equal shares of a site's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which one, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Share {
    /// Reads `2/4`.
    ///
    /// # Errors
    /// Where it is none of the shares.
    pub fn parse(text: &str) -> Result<Share, Refusal> {
        let numbers = text.split_once('/').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Share { number, of }),
            _ => Err(Refusal::new(say!(
                "--shard {text} 不是一份：四份中的第二份写成 2/4",
                "--shard {text} is no share: write the second of four like 2/4"
            ))),
        }
    }

    /// What tells it from the others in the name of a file: `2-of-4`.
    pub fn name(self) -> String {
        format!("{}-of-{}", self.number, self.of)
    }
}

/// What of a site is written.
#[derive(Clone, Debug, Default)]
pub struct Portion {
    /// One of several shares; all of them, where there is none.
    pub share: Option<Share>,
    /// Paths of files from the root of the site, or their beginnings with `*` behind; every file, where there are none.
    pub only: Vec<String>,
}

impl Portion {
    /// Its pages among all that there are.
    ///
    /// # Errors
    /// Where no file has a path that it asks for.
    pub(super) fn of<'r>(&self, renderer: &'r Renderer) -> Result<Vec<&'r Page>> {
        let mut pages: Vec<&Page> = renderer.pages_at_once().iter().collect();
        // These are known only when all texts were read.
        let may_be_shard =
            |wanted: &String| renderer.shard_folders().any(|folder| may_be_in(wanted, &folder));
        if self.only.is_empty() || self.only.iter().any(may_be_shard) {
            pages.extend(renderer.shards());
        }
        for wanted in &self.only {
            ensure!(
                pages.iter().any(|page| is_like(page.path.as_str(), wanted)),
                Refusal::new(say!(
                    "网站里没有 {wanted} 这样的文件：写从网站根目录起的路径，例如 counties/430503-daxiang.html，或 'counties/*'",
                    "the site has no file like {wanted}: write its path from the root of the site, such as counties/430503-daxiang.html or 'counties/*'"
                ))
            );
        }
        let mut n = 0;
        pages.retain(|page| {
            n += 1;
            self.share.is_none_or(|share| n % share.of == share.number % share.of)
                && (self.only.is_empty()
                    || self.only.iter().any(|wanted| is_like(page.path.as_str(), wanted)))
        });
        Ok(pages)
    }

    /// The name of the list of its files. Each share has its own, so that all of them can stand in one folder.
    pub(super) fn list(&self) -> String {
        self.share.map_or_else(|| SUMS.to_owned(), |share| format!("{SUMS}.{}", share.name()))
    }
}

/// Whether files of a folder may be among what is asked for.
fn may_be_in(wanted: &str, folder: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => folder.starts_with(start) || start.starts_with(folder),
        None => wanted.starts_with(folder),
    }
}

fn is_like(path: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_one_of_all() {
        assert_eq!(Share::parse("2/4").unwrap(), Share { number: 2, of: 4 });
        assert_eq!(Share::parse("1/1").unwrap().name(), "1-of-1");
        for wrong in ["0/4", "5/4", "0/0", "2", "2/", "/4", "-1/4", "2/4/6", "", "二/四"] {
            assert!(Share::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn files_are_asked_for_by_path_or_beginning() {
        assert!(is_like("counties/a.html", "counties/*"));
        assert!(is_like("counties/a.html", "counties/a.html"));
        assert!(!is_like("counties/a.html", "counties/a"));
        assert!(!is_like("en/counties/a.html", "counties/*"));
        for wanted in ["*", "en/*", "en/se*", "en/search/*", "en/search/keys-0.js", "en/search/entries-*"] {
            assert!(may_be_in(wanted, "en/search/"), "{wanted}");
        }
        for wanted in ["*", "se*", "search/*", "search/keys-0.js", "search/entries-*"] {
            assert!(may_be_in(wanted, "search/"), "{wanted}");
        }
        for wanted in ["counties/a.html", "articles/99*", "index.html", "search.html", "theme/style*"] {
            assert!(!may_be_in(wanted, "search/"), "{wanted}");
        }
        for wanted in ["counties/*", "en/articles/*", "en/index.html", "en/search.html", "search/*", "en/x*"]
        {
            assert!(!may_be_in(wanted, "en/search/"), "{wanted}");
        }
    }
}

//! Templates, style sheets and UI strings: built into the program, overlaid by the site's own, file by file. Those of the
//! editor's desk are the program's alone.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use anyhow::Result;

use super::{
    disk::{self, Unfit},
    names,
    walk::{self, Below},
    yaml,
};
use crate::diag::{Lang, OrRefuse, say};

/// UI strings of one language by key. They are looked up many times on each page.
pub type Strings = HashMap<String, String>;

/// What the site looks like and says of itself.
#[derive(Debug, Default)]
pub struct Theme {
    /// Tera templates by name.
    pub templates: BTreeMap<String, String>,
    /// Style sheets and other files that go to `theme/` of the site, by name.
    pub assets: BTreeMap<String, String>,
    /// UI strings by language (`zh`).
    pub strings: BTreeMap<String, Strings>,
}

macro_rules! built_in {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../", $path)))),+]
    };
}

/// Every file of `templates/` and `theme/`, as the program was built with them.
const BUILT_IN: &[(&str, &str)] = built_in![
    "templates/404.html",
    "templates/article.html",
    "templates/articles.html",
    "templates/changes.html",
    "templates/checks.html",
    "templates/corrections.html",
    "templates/base.html",
    "templates/components.html",
    "templates/county.html",
    "templates/data.html",
    "templates/data-readme.md",
    "templates/domain.html",
    "templates/feed.xml",
    "templates/foreword.html",
    "templates/glossary.html",
    "templates/handbook.html",
    "templates/home.html",
    "templates/matrix.html",
    "templates/metric.html",
    "templates/metrics.html",
    "templates/moved.html",
    "templates/new/article.md",
    "templates/new/page.md",
    "templates/new/table.md",
    "templates/offline.html",
    "templates/page.html",
    "templates/prefecture.html",
    "templates/readme.txt",
    "templates/retracted.html",
    "templates/search.html",
    "templates/table.html",
    "templates/tables.html",
    "templates/year.html",
    "templates/years.html",
    "theme/book.css",
    "theme/chart.css",
    "theme/icon.svg",
    "theme/offline.js",
    "theme/search.js",
    "theme/strings/en.yaml",
    "theme/strings/zh.yaml",
    "theme/style.css",
    "theme/sw.js",
    "theme/table.js",
];

/// What files begin with that `xianzhi new` writes; they are no templates of pages.
const OF_NEW_FILES: &str = "templates/new/";

/// Where a site's own files of these endings take the place of those, or stand beside them.
const OVERLAID: [(&str, &[&str]); 3] =
    [("templates", &["html", "md", "xml"]), ("theme", &["css", "js", "svg"]), ("theme/strings", &["yaml"])];

/// Names of all files of `templates/` and `theme/` that are built in.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(path, _)| *path)
}

/// A built-in file of `templates/` or `theme/`.
pub fn built_in(path: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// What a new file of a kind (`article`, `table`, `page`) begins with: the site's own words, or ours.
///
/// # Errors
/// Where the site's file cannot be read, or there is no such kind.
pub fn load_beginning(root: &Path, kind: &str) -> Result<String> {
    let path = format!("{OF_NEW_FILES}{kind}.md");
    let failed = || say!("没有 {path}", "there is no {path}");
    if root.join(&path).is_file() {
        return own(root, &path);
    }
    Ok(built_in(&path).or_refuse(failed)?.to_owned())
}

/// What the preview shows beside the pages. It is the program's own: no file of a site takes the place of one of these, so that
/// it can be shown whatever state the files of a site are in.
const DESK: &[(&str, &str)] = built_in![
    "desk/before.html",
    "desk/beside.html",
    "desk/desk.css",
    "desk/desk.js",
    "desk/found.html",
    "desk/head.html",
    "desk/notice.html",
    "desk/trouble.html",
    "theme/icon.svg",
];

/// The files of the editor's desk, by name.
pub fn desk_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    DESK.iter().map(|(path, text)| (path.trim_start_matches("desk/"), *text))
}

/// The words of the editor's desk in one language, with those of the built-in theme.
pub fn desk_strings(lang: Lang) -> Strings {
    let [of_theme, of_desk] = match lang {
        Lang::Zh => [include_str!("../../theme/strings/zh.yaml"), include_str!("../../desk/zh.yaml")],
        Lang::En => [include_str!("../../theme/strings/en.yaml"), include_str!("../../desk/en.yaml")],
    };
    let read = |text| yaml::strings(text).expect("invariant: the built-in words can be read");
    let mut strings = read(of_theme);
    strings.extend(read(of_desk));
    strings
}

/// Whether the program has a file of this name in its own `theme/`.
pub fn is_built_in(asset: &str) -> bool {
    BUILT_IN.iter().any(|(path, _)| path.strip_prefix("theme/") == Some(asset))
}

/// The built-in theme with the site's own files laid over it.
pub(super) fn load_theme(root: &Path) -> Result<Theme> {
    let mut theme = Theme::default();
    for (path, text) in BUILT_IN {
        add(&mut theme, path, (*text).to_owned())?;
    }
    for (folder, endings) in OVERLAID {
        if disk::leads_out(root, folder) {
            return Err(Unfit::LeadsOut.refusal(folder).into());
        }
        let Below { files, others } = walk::below(root, folder)?;
        let named = |path: &&String| endings.iter().any(|ending| walk::ends_in(path, ending));
        for path in files.iter().chain(&others).filter(named) {
            add(&mut theme, path, own(root, path)?)?;
        }
    }
    names::refuse_unfit(theme.assets.keys().filter(|name| !is_built_in(name)))?;
    Ok(theme)
}

/// The text of a file of the site's own.
fn own(root: &Path, path: &str) -> Result<String> {
    let read = if disk::leads_out(root, path) {
        Err(Unfit::LeadsOut)
    } else {
        disk::text(&root.join(path), disk::THEME)
    };
    read.map_err(|unfit| unfit.refusal(path).into())
}

fn add(theme: &mut Theme, path: &str, text: String) -> Result<()> {
    if path.starts_with(OF_NEW_FILES) {
        return Ok(());
    }
    if let Some(name) = path.strip_prefix("templates/") {
        theme.templates.insert(name.to_owned(), text);
    } else if let Some(name) = path.strip_prefix("theme/strings/") {
        let language = name.trim_end_matches(".yaml").to_owned();
        let strings = yaml::strings(&text).or_refuse(|| say!("读不了 {path}", "cannot read {path}"))?;
        theme.strings.entry(language).or_default().extend(strings);
    } else if let Some(name) = path.strip_prefix("theme/") {
        theme.assets.insert(name.to_owned(), text);
    }
    Ok(())
}

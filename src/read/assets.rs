//! Templates, style sheets and UI strings: built into the program, overlaid by the site's own, file by file.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;

use super::{walk, yaml};
use crate::diag::{OrRefuse, say};

/// UI strings of one language by key.
pub type Strings = BTreeMap<String, String>;

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
    "templates/offline.html",
    "templates/page.html",
    "templates/prefecture.html",
    "templates/readme.txt",
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

/// The chapters of the handbook for editors in their order, each with its file in the repository of the program.
pub const HANDBOOK: &[(&str, &str)] = built_in![
    "docs/handbook/index.md",
    "docs/handbook/01-first-article.md",
    "docs/handbook/02-install.md",
    "docs/handbook/03-fields.md",
    "docs/handbook/04-figures.md",
    "docs/handbook/05-text.md",
    "docs/handbook/06-relations.md",
    "docs/handbook/07-charts-and-tables.md",
    "docs/handbook/08-catalogues.md",
    "docs/handbook/09-spreadsheets.md",
    "docs/handbook/10-states.md",
    "docs/handbook/11-corrections.md",
    "docs/handbook/12-findings.md",
    "docs/handbook/13-publish.md",
    "docs/handbook/14-questions.md",
    "docs/FORMAT.md",
    "docs/PUBLISHING.zh-CN.md",
    "docs/PACKS.md",
];

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
    for (folder, ext) in [
        ("templates", "html"),
        ("templates", "md"),
        ("templates", "xml"),
        ("theme", "css"),
        ("theme", "js"),
        ("theme", "svg"),
        ("theme/strings", "yaml"),
    ] {
        for path in walk::files(root, folder, ext)? {
            let text = std::fs::read_to_string(root.join(&path))
                .or_refuse(|| say!("读不了 {path}", "cannot read {path}"))?;
            add(&mut theme, &path, text)?;
        }
    }
    Ok(theme)
}

fn add(theme: &mut Theme, path: &str, text: String) -> Result<()> {
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

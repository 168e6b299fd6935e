//! The handbook for editors as the program was built with it: Markdown of `docs/`, which `render` makes pages of.

macro_rules! chapters {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../", $path)))),+]
    };
}

/// The chapters in their order, each with its file in the repository of the program.
pub const HANDBOOK: &[(&str, &str)] = chapters![
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

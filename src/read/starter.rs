//! The site that `xianzhi init` begins with: the files of `starter/`, built into the program.

macro_rules! starter {
    ($($path:literal = $file:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../starter/", $file)))),+]
    };
}

/// Every file of a new site by its path there. What is made from the content (schemas) is not among them. Messages and the
/// files themselves speak of `docs/FORMAT.md`.
pub const STARTER: &[(&str, &str)] = starter![
    ".gitignore" = "gitignore",
    ".vscode/extensions.json" = "vscode/extensions.json",
    ".vscode/settings.json" = "vscode/settings.json",
    ".vscode/tasks.json" = "vscode/tasks.json",
    "README.md" = "README.md",
    "content/articles/990301-hefeng-2020.md" = "content/articles/990301-hefeng-2020.md",
    "content/audit.yaml" = "content/audit.yaml",
    "content/glossary.yaml" = "content/glossary.yaml",
    "content/metrics.yaml" = "content/metrics.yaml",
    "content/pages/about.md" = "content/pages/about.md",
    "content/places.yaml" = "content/places.yaml",
    "content/tables/poverty.md" = "content/tables/poverty.md",
    "docs/FORMAT.md" = "../docs/FORMAT.md",
    "site.yaml" = "site.yaml",
    "sources/hefeng-2020.txt" = "sources/hefeng-2020.txt",
];

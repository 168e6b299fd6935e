//! What there is to begin with: a new site, a new file, a built-in file to change, and schemas for the editor program.

use std::path::Path;

use anyhow::Result;

use crate::{
    diag::{Finding, OrRefuse, Refusal, Severity, nearest, say},
    draft::{Begun, New},
    model::{self, Catalog},
    read,
    schema::{self, Edited},
    write::{self, NewSite},
};

/// The ids of the site in `root`.
///
/// # Errors
/// Where a file cannot be read, or its lists (places, metrics, terms) have errors: what is not in them would be left out.
fn lists(root: &Path) -> Result<Catalog> {
    let inputs = read::load(root)?;
    let resolved = model::resolve(inputs.raw, &inputs.sources);
    let of_list = |f: &&Finding| {
        let path = inputs.sources.file(f.at().file()).path.as_str();
        f.severity == Severity::Error && path.ends_with(".yaml")
    };
    if let Some(finding) = inputs.findings.iter().chain(&resolved.findings).find(of_list) {
        let path = &inputs.sources.file(finding.at().file()).path;
        return Err(Refusal::new(say!(
            "{path} 里有错误：先运行 xianzhi check，改好它",
            "{path} has errors: run xianzhi check and mend them first"
        ))
        .into());
    }
    Ok(resolved.catalog)
}

/// The schema of one kind of file of the site in `root`.
///
/// # Errors
/// Where the lists of the site cannot be read or have errors.
pub fn schema(root: &Path, edited: Edited) -> Result<String> {
    Ok(schema::render(edited, &lists(root)?))
}

/// The settings of Front Matter CMS for the site in `root`.
///
/// # Errors
/// As [`schema()`].
pub fn front_matter(root: &Path) -> Result<String> {
    Ok(schema::render_front_matter(&lists(root)?))
}

/// Writes the schemas of the site in `root` to the folder `out`; gives the names of the files.
///
/// # Errors
/// As [`schema()`], and where the disk refuses or one of the files is somebody else's.
pub fn write_schemas(root: &Path, out: &Path) -> Result<Vec<String>> {
    let catalog = lists(root)?;
    let write = |(name, text): (String, String)| {
        write::write_again(&out.join(&name), &text, schema::MARK)?;
        Ok(name)
    };
    schema::render_all(&catalog).into_iter().map(write).collect()
}

/// Begins a site at `target`: the files that it starts with, and the schemas of their content.
///
/// # Errors
/// Where something stands there already, or the disk refuses: then nothing is written.
pub fn init(target: &Path) -> Result<()> {
    let site = NewSite::open(target)?;
    for (path, text) in read::STARTER {
        site.add(path, text)?;
    }
    let catalog = lists(site.folder())?;
    for (name, text) in schema::render_all(&catalog) {
        site.add(&format!("schema/{name}"), &text)?;
    }
    site.add("frontmatter.json", &schema::render_front_matter(&catalog))?;
    site.commit()
}

/// A new file of the site in `root`, to be filled by its editor; `wanted` says what, once the site is known.
///
/// # Errors
/// Where a file cannot be read, or what is wanted is not in the site.
pub fn begin(root: &Path, wanted: impl FnOnce(&Catalog) -> Result<New>) -> Result<Begun> {
    let inputs = read::load(root)?;
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let new = wanted(&catalog)?;
    new.begin(&catalog, &read::load_beginning(root, new.kind())?)
}

/// A built-in template or file of the theme, for the site in `root` to take its place.
///
/// # Errors
/// Where `root` is no site, or there is no such file.
pub fn built_in(root: &Path, path: &str) -> Result<&'static str> {
    read::require_site(root)?;
    let within = |name: &&str| name.ends_with(&format!("/{path}"));
    let near = || read::built_in_names().find(within).or_else(|| nearest(path, read::built_in_names()));
    Ok(read::built_in(path).or_refuse(|| match near() {
        Some(near) => {
            say!("没有 {path} 这个文件，是不是 {near}？", "there is no file {path}; did you mean {near}?")
        }
        None => say!(
            "没有 {path} 这个文件；运行 xianzhi eject 列出全部",
            "there is no file {path}; xianzhi eject lists them all"
        ),
    })?)
}

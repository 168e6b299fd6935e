//! Former addresses: `aliases:` of articles, tables and pages, and former names of places. Each has to be free.

use std::collections::HashMap;

use super::{
    report::{Reporter, join, optional},
    rules::DUPLICATE_ID,
};
use crate::{
    diag::{At, Finding, Words, say},
    model::{
        alias::{Alias, AliasOf},
        catalog::Catalog,
    },
    read::{Doc, PAGES_OF_OURS, Raw, RawArticle, RawPlace, Text, is_plain},
};

/// Whose page has a former address, by folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Folder {
    Places,
    Articles,
    Tables,
    Pages,
}

/// A former address as it is declared.
pub(super) struct Claim {
    folder: Folder,
    /// Name of the page that has it; of a place, its code.
    owner: String,
    slug: String,
    at: At,
}

/// What the raw records claim; a finding for each that cannot be an address. Articles that were taken back keep theirs.
pub(super) fn collect_aliases(
    raw: &Raw,
    (articles, withdrawn): (&[Doc<RawArticle>], &[Doc<RawArticle>]),
    findings: &mut Vec<Finding>,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for doc in articles.iter().chain(withdrawn) {
        claims.extend(declared(Folder::Articles, doc, &doc.data.aliases, findings));
    }
    for doc in &raw.tables {
        claims.extend(declared(Folder::Tables, doc, &doc.data.aliases, findings));
    }
    for doc in &raw.pages {
        claims.extend(declared(Folder::Pages, doc, &doc.data.aliases, findings));
    }
    let places = &raw.places;
    let mut report = Reporter { file: places.file, gaps: &places.gaps, findings };
    for (i, place) in places.data.places.iter().enumerate() {
        claims.extend(former(place, i, &mut report));
    }
    claims
}

fn declared<T>(folder: Folder, doc: &Doc<T>, aliases: &[Text], findings: &mut Vec<Finding>) -> Vec<Claim> {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let each = aliases.iter().enumerate();
    let claim = |(i, text): (usize, &Text)| {
        let path = format!("aliases[{i}]");
        let slug = text.0.trim().trim_end_matches(".md").trim_end_matches(".html");
        let at = At::value(doc.file, &path);
        is_address(slug, &at, &mut report).then(|| Claim {
            folder,
            owner: doc.slug.clone(),
            slug: slug.to_owned(),
            at,
        })
    };
    each.filter_map(claim).collect()
}

/// The former addresses of a place: those of its former names whose code or pinyin differed.
fn former(place: &RawPlace, i: usize, report: &mut Reporter<'_>) -> Vec<Claim> {
    let (Some(code), Some(pinyin)) = (optional(&place.code), optional(&place.pinyin)) else {
        return Vec::new();
    };
    let mut claims = Vec::new();
    for (j, name) in place.former.iter().enumerate() {
        if name.code.is_none() && name.pinyin.is_none() {
            continue;
        }
        let path = format!("places[{i}].former[{j}]");
        let field = if name.pinyin.is_some() { "pinyin" } else { "code" };
        let at = At::value(report.file, join(&path, field));
        let (old, spelled) = (optional(&name.code).unwrap_or(code), optional(&name.pinyin).unwrap_or(pinyin));
        let slug = format!("{old}-{spelled}");
        if is_address(&slug, &at, report) {
            claims.push(Claim { folder: Folder::Places, owner: code.to_owned(), slug, at });
        }
    }
    claims
}

fn is_address(slug: &str, at: &At, report: &mut Reporter<'_>) -> bool {
    if !report.fits(slug, || at.clone()) {
        return false;
    }
    let good = is_plain(slug);
    if !good {
        let message = say!("“{slug}”不能用作网址", "“{slug}” cannot be an address");
        let help = Words::fixed(
            "写从前的文件名，只有小写字母、数字和连字符，不带文件夹",
            "write the former name of the file: lower-case letters, digits and hyphens, without a folder",
        );
        report.malformed_id(at.clone(), message, None, help);
    }
    good
}

/// The former addresses that are free; a finding for each that is not.
pub(super) fn resolve_aliases(
    claims: Vec<Claim>,
    catalog: &Catalog,
    findings: &mut Vec<Finding>,
) -> Vec<Alias> {
    if claims.is_empty() {
        return Vec::new();
    }
    let pages = Pages::of(catalog);
    let mut first: HashMap<(Folder, String), At> = HashMap::new();
    let mut aliases = Vec::new();
    for claim in claims {
        // A page that became no record has findings of its own.
        let Some(target) = pages.owners.get(&(claim.folder, claim.owner.clone())).copied() else { continue };
        let address = (claim.folder, claim.slug.clone());
        let of_ours = claim.folder == Folder::Pages && PAGES_OF_OURS.contains(&claim.slug.as_str());
        let slug = &claim.slug;
        if of_ours || slug == "index" || pages.taken.contains_key(&address) {
            let message = say!("{slug} 现在就是一页的网址", "“{slug}” is the address of a page now");
            findings.push(Finding::error(DUPLICATE_ID, claim.at, message).help(FREE));
            continue;
        }
        if let Some(at) = first.get(&address) {
            let message = say!("{slug} 已经指向另一页", "“{slug}” leads to another page already");
            let finding = Finding::error(DUPLICATE_ID, claim.at, message);
            findings.push(finding.also(at.clone(), Words::fixed("先写在这里", "here first")).help(FREE));
            continue;
        }
        first.insert(address, claim.at);
        aliases.push(Alias { slug: claim.slug, target });
    }
    aliases
}

const FREE: Words = Words::fixed(
    "一个旧网址只能指向一页，也不能是现在还有的网页：改掉或删去这一条",
    "a former address leads to one page, and can be none that is there now: mend or delete this one",
);

/// The pages of the site: by the name that their records go by, and by address.
struct Pages {
    owners: HashMap<(Folder, String), AliasOf>,
    taken: HashMap<(Folder, String), AliasOf>,
}

impl Pages {
    fn of(catalog: &Catalog) -> Pages {
        let mut owners = HashMap::new();
        for ix in catalog.article_ids() {
            owners.insert((Folder::Articles, catalog.article(ix).slug.clone()), AliasOf::Article(ix));
        }
        for (n, gone) in catalog.retracted.iter().enumerate() {
            owners.insert((Folder::Articles, gone.article.slug.clone()), AliasOf::Retracted(n));
        }
        for (n, table) in catalog.tables.iter().enumerate() {
            owners.insert((Folder::Tables, table.slug.clone()), AliasOf::Table(n));
        }
        for (n, page) in catalog.pages.iter().enumerate().filter(|(_, page)| page.domain.is_none()) {
            owners.insert((Folder::Pages, page.slug.clone()), AliasOf::Page(n));
        }
        let mut taken = owners.clone();
        for ix in catalog.place_ids() {
            let place = catalog.place(ix);
            owners.insert((Folder::Places, place.code.to_string()), AliasOf::Place(ix));
            taken.insert((Folder::Places, place.slug()), AliasOf::Place(ix));
        }
        Pages { owners, taken }
    }
}

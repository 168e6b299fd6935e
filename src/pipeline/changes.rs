//! A site held against another state of it, and what is recorded of that.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Result, ensure};

use super::drafts;
use crate::{
    derive::{self, Alteration},
    diag::{OrRefuse, Refusal, Severity, say},
    model::{self, Altered, Catalog, rules},
    read::{self, Inputs, LEDGER, RawChange, Wanted},
    write,
};

/// Another state of a site: a folder, or a zip in which it stands at the top.
#[derive(Debug)]
pub enum Other<'a> {
    /// In a folder.
    Folder(&'a Path),
    /// In memory.
    Zip(Vec<u8>),
}

/// A site held against another state of it.
#[derive(Debug)]
pub struct Compared {
    /// What is different.
    pub alterations: Vec<Alteration>,
    /// Files of the other state that cannot be read without errors, by path.
    pub unread_before: Vec<String>,
    /// The same of the site.
    pub unread_after: Vec<String>,
    /// The ledger as it stands on the disk; none where there is none.
    pub ledger: Option<String>,
    /// What it says last of each record.
    pub recorded: BTreeSet<Altered>,
}

/// Holds the site in `root` against another state of it, as far as either can be read. Drafts are as if they were not there:
/// an article that is one no longer has come.
///
/// # Errors
/// Where either is no site, or a file cannot be read from the disk.
pub fn compare(root: &Path, other: Other<'_>) -> Result<Compared> {
    let (after, unread_after, ledger) = state(|wanted| read::load_with(root, wanted))?;
    let other = match other {
        Other::Folder(folder) => state(|wanted| read::load_with(folder, wanted)),
        Other::Zip(zip) => state(|wanted| read::load_kept(&zip, wanted)),
    };
    let (before, unread_before, _) =
        other.or_refuse(|| say!("读不了要比较的那一份", "the state to compare with cannot be read"))?;
    let recorded = after.ledger.entries().iter().flat_map(|entry| &entry.changes).filter(|c| c.is_latest);
    let recorded = recorded.map(|change| change.altered.clone()).collect();
    let alterations = derive::alterations(&before, &after);
    Ok(Compared { alterations, unread_before, unread_after, ledger, recorded })
}

/// What the content says, the files with errors, and the text of its ledger.
fn state(load: impl Fn(Wanted<'_>) -> Result<Inputs>) -> Result<(Catalog, Vec<String>, Option<String>)> {
    let read = |wanted| {
        let inputs = load(wanted)?;
        let ledger = inputs.raw.changes.as_ref().map(|doc| inputs.sources.file(doc.file).text.clone());
        let resolved = model::resolve(inputs.raw, &inputs.sources);
        let all = inputs.findings.iter().chain(&resolved.of_reading).chain(&resolved.findings);
        // A state out of memory has no pictures, and no figure depends on one.
        let errors = all.filter(|f| f.severity == Severity::Error && f.rule != rules::UNKNOWN_IMAGE);
        let files: BTreeSet<String> =
            errors.map(|f| inputs.sources.file(f.at().file()).path.clone()).collect();
        anyhow::Ok((resolved.catalog, files.into_iter().collect(), ledger))
    };
    let whole = read(Wanted::All)?;
    let drafts = drafts(&whole.0);
    if drafts.is_empty() { Ok(whole) } else { read(Wanted::Without(&drafts)) }
}

/// Writes an entry at the end of the ledger of the site in `root`.
///
/// # Errors
/// Where it cannot stand at the end of what is there, or the file cannot be written: it is as it was.
pub fn record(root: &Path, compared: &Compared, entry: &RawChange) -> Result<()> {
    let before = compared.ledger.as_deref();
    let after = write::with_entry(before, entry);
    let mut expected = before.map(read::read_ledger).unwrap_or_else(|| Some(read::RawChanges::default()));
    if let Some(ledger) = &mut expected {
        ledger.changes.push(entry.clone());
    }
    ensure!(
        expected.is_some() && read::read_ledger(&after) == expected,
        Refusal::new(say!(
            "{LEDGER} 的末尾接不上新的一条，没有动它：先改好检查出的错误；changes 要在文件的最后，allow 写在它前面；姓名、理由里的引号要成对",
            "no entry can be added at the end of {LEDGER}, which was left alone: mend its errors first; changes has to come \
             last in the file, allow before it; quotation marks in names and reasons come in pairs"
        ))
    );
    write::write_ledger(root, before, &after)
}

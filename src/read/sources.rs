//! The source texts: kept outside the repository, read only for `audit`.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

/// Source texts by file name, with the SHA-256 of their bytes.
#[derive(Debug, Default)]
pub struct SourceTexts {
    texts: BTreeMap<String, (String, String)>,
}

impl SourceTexts {
    /// Text and hexadecimal SHA-256 of the source with this file name.
    pub fn get(&self, file: &str) -> Option<(&str, &str)> {
        self.texts.get(file).map(|(text, digest)| (text.as_str(), digest.as_str()))
    }
}

/// Reads those of `names` that lie in the folder `dir`.
///
/// # Errors
/// Where the folder is missing, or a file in it cannot be read or is not UTF-8.
pub fn load_sources<'a>(dir: &Path, names: impl IntoIterator<Item = &'a str>) -> Result<SourceTexts> {
    ensure!(dir.is_dir(), "找不到来源文件夹 {}", dir.display());
    let mut sources = SourceTexts::default();
    for name in names {
        let path = dir.join(name);
        if name.contains(['/', '\\']) || !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("读不了 {}", path.display()))?;
        let mut digest = String::with_capacity(64);
        for byte in Sha256::digest(&bytes) {
            let _ = write!(digest, "{byte:02x}");
        }
        let text = String::from_utf8(bytes).with_context(|| format!("{} 不是 UTF-8", path.display()))?;
        sources.texts.insert(name.to_owned(), (text, digest));
    }
    Ok(sources)
}

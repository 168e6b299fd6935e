//! The source texts: kept outside the repository, read only for `audit`.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::diag::{OrRefuse, Refusal, say};

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
    if !dir.is_dir() {
        let dir = dir.display();
        return Err(
            Refusal::new(say!("找不到来源文件夹 {dir}", "there is no folder of source texts {dir}")).into()
        );
    }
    let mut sources = SourceTexts::default();
    for name in names {
        let path = dir.join(name);
        if name.contains(['/', '\\']) || !path.is_file() {
            continue;
        }
        let shown = path.display();
        let bytes = std::fs::read(&path).or_refuse(|| say!("读不了 {shown}", "cannot read {shown}"))?;
        let mut digest = String::with_capacity(64);
        for byte in Sha256::digest(&bytes) {
            let _ = write!(digest, "{byte:02x}");
        }
        let text = String::from_utf8(bytes)
            .or_refuse(|| say!("{shown} 不是 UTF-8", "{shown} is not encoded in UTF-8"))?;
        sources.texts.insert(name.to_owned(), (text, digest));
    }
    Ok(sources)
}

//! The source texts: kept outside the repository, read only for `audit` and `draft`.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;

use super::{
    disk::{self, Unfit},
    names::fault_of_name_alone,
    sums::digest,
};
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
        if fault_of_name_alone(name).is_some() || !path.exists() {
            continue;
        }
        let shown = path.display();
        let bytes = disk::bytes(&path, disk::SOURCE).map_err(|unfit| unfit.refusal(&shown))?;
        let digest = digest(&bytes);
        let text = String::from_utf8(bytes)
            .or_refuse(|| say!("{shown} 不是 UTF-8", "{shown} is not encoded in UTF-8"))?;
        sources.texts.insert(name.to_owned(), (text, digest));
    }
    Ok(sources)
}

/// One source text, to draft an article from.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// File name without its folder.
    pub name: String,
    /// The text.
    pub text: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Reads one source text.
///
/// # Errors
/// Where it cannot be read, or is not UTF-8.
pub fn load_source(path: &Path) -> Result<SourceText> {
    let shown = path.display();
    let bytes = disk::bytes(path, disk::DRAFTED).map_err(|unfit| match unfit {
        Unfit::Unreadable(error) => {
            Refusal::because(say!("读不了来源文本 {shown}", "the source text {shown} cannot be read"), error)
        }
        unfit => unfit.refusal(&shown),
    })?;
    let sha256 = digest(&bytes);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0);
    let text = String::from_utf8(bytes).ok().filter(|_| !wide).ok_or_else(|| {
        let (zh, en) = if wide { ("UTF-16", "UTF-16") } else { ("GBK 或别的编码", "GBK or the like") };
        Refusal::new(say!(
            "{shown} 不是 UTF-8（像是 {zh}）：用编辑器打开，另存为 UTF-8，再运行一次",
            "{shown} is not UTF-8 (it looks like {en}): open it in an editor, save it as UTF-8, and run this again"
        ))
    })?;
    Ok(SourceText { name, text, sha256 })
}

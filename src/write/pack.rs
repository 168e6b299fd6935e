//! What people carry, in a folder: a zip of the whole site, the book and the profiles as one file each, and the list of
//! them all. The same site gives the same bytes.
//!
//! The zip is written as it is made, a part of the site at a time; a site never stands in memory as a whole.

use std::{
    fs::File,
    io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Result;
use rayon::prelude::*;
use zip::{
    CompressionMethod, ZipWriter,
    write::{PreparedZipFile, SimpleFileOptions},
};

use super::{Tell, stage::Stage};
use crate::{
    diag::{OrRefuse, Words},
    read::{Digest, SEAL, SUMS, Sums, UNSEALED, digest, digest_of},
    render::{PageKind, Renderer},
};

/// The zip, and the one folder in it.
const NAME: &str = "county-profiles";
/// Files are rendered and compressed this many at a time.
const AT_ONCE: usize = 256;
/// Formats that have no room left to save.
const COMPRESSED: [&str; 5] = [".png", ".jpg", ".jpeg", ".webp", ".epub"];

/// Prints a page: the file of the page, the PDF to write.
pub type Printer<'a> = &'a dyn Fn(&Path, &Path) -> Result<()>;

/// What was packed.
#[derive(Debug)]
pub struct Packed {
    /// The folder.
    pub out: PathBuf,
    /// Files in it, by path from it, with their sizes in bytes.
    pub files: Vec<(String, u64)>,
}

/// Packs a site into the folder `out`; with a printer, its profiles on paper too.
///
/// # Errors
/// Where a page cannot be rendered or printed, the disk refuses, or `out` holds files that xianzhi did not write.
pub fn pack(renderer: &Renderer, out: &Path, printer: Option<Printer<'_>>, tell: Tell<'_>) -> Result<Packed> {
    let stage = Stage::open(out)?;
    let pages = renderer.packs();
    let paths: Vec<String> = pages.iter().map(|page| carried(page.path.as_str())).collect();
    stage.make_folders(paths.iter().map(String::as_str))?;
    let zip = format!("{NAME}.zip");
    write_zip(renderer, stage.create(&zip)?, tell)
        .or_refuse(|| Words::fixed("写不了压缩包", "cannot write the zip"))?;
    pages.par_iter().zip(&paths).try_for_each(|(page, path)| stage.write(path, &renderer.render(page)?))?;
    let mut files: Vec<String> = [zip].into_iter().chain(paths).collect();
    if let Some(print) = printer {
        let profiles = pages.iter().zip(files.clone().into_iter().skip(1));
        for (_, path) in profiles.filter(|(page, _)| matches!(page.kind, PageKind::OneFile(_))) {
            let pdf = path.replace(".html", ".pdf");
            print(&stage.path(&path), &stage.path(&pdf))?;
            files.push(pdf);
        }
    }
    files.sort_unstable();
    let measure = |path: &String| {
        let mut file = stage.read(path)?;
        Ok((path.clone(), digest_of(&mut file)?, file.metadata()?.len()))
    };
    let measured: Vec<(String, Digest, u64)> = files.par_iter().map(measure).collect::<Result<_>>()?;
    let sums: Sums = measured.iter().map(|(path, digest, _)| (path.clone(), digest.clone())).collect();
    stage.write(SUMS, sums.text().as_bytes())?;
    stage.swap()?;
    let files = measured.into_iter().map(|(path, _, size)| (path, size)).collect();
    Ok(Packed { out: out.to_owned(), files })
}

/// Where a file to carry stands in the folder: there it need not stand apart from the pages of a site.
fn carried(path: &str) -> String {
    path.replacen("packs/", "", 1)
}

/// Writes the whole site into one folder of a zip, with how to read it and the list of its files.
fn write_zip(renderer: &Renderer, file: File, tell: Tell<'_>) -> Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(file));
    zip.set_comment(format!("{SEAL}{UNSEALED}"))?;
    let mut sums = Sums::default();
    let mut pages = renderer.pages();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let all = pages.len();
    for (n, pages) in pages.chunks(AT_ONCE).enumerate() {
        let packed = pages.par_iter().map(|page| in_zip(page.path.as_str(), &renderer.render(page)?));
        for (path, digest, file) in packed.collect::<Result<Vec<_>>>()? {
            zip.add_prepared_file(file)?;
            sums.insert(path, digest);
        }
        tell(n * AT_ONCE + pages.len(), all);
    }
    let (name, text) = renderer.readme()?;
    let (path, digest, file) = in_zip(name, text.as_bytes())?;
    zip.add_prepared_file(file)?;
    sums.insert(path, digest);
    let (_, _, file) = in_zip(SUMS, sums.text().as_bytes())?;
    zip.add_prepared_file(file)?;
    let mut file = zip.finish()?.into_inner()?;
    seal(&mut file)
}

/// A file of the zip: no hour, no owner.
fn in_zip(path: &str, bytes: &[u8]) -> Result<(String, Digest, PreparedZipFile)> {
    let stored = COMPRESSED.iter().any(|ending| path.ends_with(ending));
    let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::DEFAULT.compression_method(method).unix_permissions(0o644);
    let file = PreparedZipFile::from_data(format!("{NAME}/{path}"), options, bytes)?;
    Ok((path.to_owned(), digest(bytes), file))
}

/// Writes the digest of the zip into its own remark, so that a single changed bit is found wherever it is.
fn seal(file: &mut File) -> Result<()> {
    let length = file.metadata()?.len();
    let before = length - UNSEALED.len() as u64;
    file.seek(SeekFrom::Start(0))?;
    let digest = digest_of(&mut (&*file).take(before).chain(UNSEALED.as_bytes()))?;
    file.seek(SeekFrom::Start(before))?;
    Ok(file.write_all(digest.as_bytes())?)
}

//! The pictures of `content/images/`: which there are, how large each is, and the copy of one that may be published. The
//! copy has the same pixels and none of what a camera or a program has written beside them: places, hours, names of
//! devices and owners, small pictures of what was cut off. The colour profile stays.
//!
//! Never: keeps the bytes of a picture; decodes or encodes pixels.

mod exif;
mod jpeg;
mod png;
#[cfg(test)]
mod tests;
mod webp;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use anyhow::Result;
use walkdir::WalkDir;

use super::{
    disk,
    sums::{Digest, digest},
    walk,
};
use crate::diag::{FileId, OrRefuse, Refusal, Words, say};

/// Where the pictures of a site stand.
pub const IMAGES: &str = "content/images";

/// What systems lay beside files by themselves.
const LAID_BY_SYSTEMS: [&str; 2] = ["thumbs.db", "desktop.ini"];

/// A kind of picture that every browser and reader of books shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// A photograph, mostly.
    Jpeg,
    /// A drawing or a screenshot, mostly.
    Png,
    /// Either, smaller.
    Webp,
}

impl ImageFormat {
    /// Endings of the names of such files; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            ImageFormat::Jpeg => &["jpg", "jpeg"],
            ImageFormat::Png => &["png"],
            ImageFormat::Webp => &["webp"],
        }
    }

    /// The format that a name speaks of.
    pub fn of_name(name: &str) -> Option<ImageFormat> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        let all = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Webp];
        all.into_iter().find(|format| format.endings().contains(&ending.as_str()))
    }

    /// The format that a file begins as.
    fn of_bytes(bytes: &[u8]) -> Option<ImageFormat> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
            _ if bytes.starts_with(png::SIGNATURE) => Some(ImageFormat::Png),
            _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some(ImageFormat::Webp),
            _ => None,
        }
    }

    /// What browsers call it.
    pub fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Png => "image/png",
            ImageFormat::Webp => "image/webp",
        }
    }
}

/// A file of the folder of pictures.
#[derive(Debug)]
pub struct Image {
    /// The file, for findings.
    pub file: FileId,
    /// Its path from the folder of pictures: its name, where it is in no folder below.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether it only leads to a file, which may stand anywhere.
    pub is_link: bool,
    path: PathBuf,
    copy: OnceLock<Result<ImageCopy, ImageFault>>,
}

/// What is known of the copy of a picture that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageCopy {
    /// What it is.
    pub format: ImageFormat,
    /// Width in pixels, as it is seen.
    pub width: u32,
    /// Height in pixels, as it is seen.
    pub height: u32,
    /// Its digest.
    pub digest: Digest,
}

/// Why a picture cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageFault {
    /// It is not read: why, and what to do.
    Unread(Words, Words),
    /// It is none of the formats.
    Foreign,
    /// It is another format than its name says.
    Misnamed(ImageFormat),
    /// It ends too early, or contradicts itself.
    Broken,
    /// It has no width or no height.
    Empty,
    /// It moves.
    Moving,
    /// It says beside its pixels that it is to be turned, in a format in which not everybody does so.
    Turned,
}

/// A picture without anything beside its pixels and their colours.
struct Bare {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

/// A file found in the folder of pictures.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_link: bool,
    bytes: u64,
    path: PathBuf,
}

impl Listed {
    /// The file under its number.
    pub(super) fn numbered(self, file: FileId) -> Image {
        let Listed { name, is_link, bytes, path } = self;
        Image { file, name, bytes, is_link, path, copy: OnceLock::new() }
    }
}

/// The files of the folder of pictures, by name; none is read. A folder that is a link is listed as the one thing in it.
///
/// # Errors
/// Where the folder cannot be read.
pub(super) fn list(root: &Path) -> Result<Vec<Listed>> {
    let base = root.join(IMAGES);
    let mut found = Vec::new();
    if base.is_symlink() || disk::leads_out(root, IMAGES) {
        return Ok(vec![Listed { name: String::new(), is_link: true, bytes: 0, path: base }]);
    }
    if !base.is_dir() {
        return Ok(found);
    }
    let unreadable = || say!("读不了文件夹 {IMAGES}", "cannot read the folder {IMAGES}");
    for entry in WalkDir::new(&base).follow_links(false).sort_by_file_name() {
        let entry = entry.or_refuse(unreadable)?;
        let own = entry.file_name().to_string_lossy().to_lowercase();
        let is_laid = own.starts_with(['.', '~', '#']) || LAID_BY_SYSTEMS.contains(&own.as_str());
        if entry.file_type().is_dir() || is_laid {
            continue;
        }
        found.push(Listed {
            name: walk::relative(entry.path(), &base)?,
            is_link: entry.path_is_symlink(),
            bytes: entry.metadata().or_refuse(unreadable)?.len(),
            path: entry.path().to_owned(),
        });
    }
    Ok(found)
}

impl Image {
    /// The copy that may be published: reads the picture when it is first asked for.
    ///
    /// # Errors
    /// Where it may not.
    pub fn look(&self) -> Result<&ImageCopy, &ImageFault> {
        let look = || {
            let bytes = disk::bytes(&self.path, disk::PICTURE).map_err(|unfit| {
                let (_, message, help) = unfit.told();
                ImageFault::Unread(message, help)
            })?;
            let (format, bare) = bare(&self.name, &bytes)?;
            Ok(ImageCopy { format, width: bare.width, height: bare.height, digest: digest(&bare.bytes) })
        };
        self.copy.get_or_init(look).as_ref()
    }

    /// The bytes of that copy.
    ///
    /// # Errors
    /// Where it is no longer the picture that was looked at, or may not be published.
    pub fn copied(&self) -> Result<Vec<u8>> {
        let name = &self.name;
        let bytes = disk::bytes(&self.path, disk::PICTURE).map_err(|unfit| unfit.refusal(name))?;
        let bare = bare(name, &bytes).ok().map(|(_, bare)| bare.bytes);
        match (bare, self.look()) {
            (Some(bare), Ok(copy)) if digest(&bare) == copy.digest => Ok(bare),
            _ => Err(Refusal::new(say!(
                "图片 {name} 在生成站点时变了；请再运行一次",
                "the picture {name} has changed while the site was made; run the program again"
            ))
            .into()),
        }
    }
}

/// A picture of this name without anything beside its pixels.
fn bare(name: &str, bytes: &[u8]) -> Result<(ImageFormat, Bare), ImageFault> {
    let format = ImageFormat::of_bytes(bytes).ok_or(ImageFault::Foreign)?;
    if ImageFormat::of_name(name) != Some(format) {
        return Err(ImageFault::Misnamed(format));
    }
    let bare = match format {
        ImageFormat::Jpeg => jpeg::bare(bytes),
        ImageFormat::Png => png::bare(bytes),
        ImageFormat::Webp => webp::bare(bytes),
    }?;
    if bare.width == 0 || bare.height == 0 {
        return Err(ImageFault::Empty);
    }
    Ok((format, bare))
}

/// The first bytes of `rest`, which it loses; `None` where it has not so many.
fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

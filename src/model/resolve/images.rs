//! Pictures in texts: that they are there, may be published, and say what they show, who made them and whose leave
//! there is.

use std::ops::Range;

use super::{
    addresses::malformed,
    report::{optional, owned},
    rules::{HEAVY_IMAGE, MISSING_FIELD, REFUSED_IMAGE, UNKNOWN_IMAGE},
};
use crate::{
    diag::{At, Finding, Words, nearest, say},
    model::{
        address::fault_of_address,
        body::{Attribution, Block, BlockShape},
        catalog::Catalog,
        ids::ImageIx,
    },
    read::{
        FILE_NAME, IMAGES, Image, ImageFault, ImageFormat, RawImage, Text, fault_of_plain_name, is_plain,
    },
};

/// From so many bytes on, readers wait.
const HEAVY: u64 = 2_000_000;

/// A picture from its YAML; `place` says where a word of it stands.
pub(super) fn resolve_image(
    raw: &RawImage,
    range: Range<usize>,
    catalog: &Catalog,
    place: &dyn Fn(&str) -> At,
) -> (Option<Block>, Vec<Finding>) {
    let mut desk = Desk { catalog, place, faults: Vec::new() };
    let file = desk.required(&raw.file, "file", WANTED_FILE).and_then(|name| desk.image(name));
    let alt = desk.required(&raw.alt, "alt", WANTED_ALT);
    let credit = desk.required(&raw.credit, "credit", WANTED_CREDIT);
    let rights = desk.required(&raw.rights, "rights", WANTED_RIGHTS);
    let rights_url = optional(&raw.rights_url);
    if let Some((url, fault)) = rights_url.and_then(|url| Some((url, fault_of_address(url)?))) {
        desk.faults.push(malformed(url, "rights_url", place(url), &fault));
    }
    let attribution = |credit: &str, rights: &str| Attribution {
        credit: credit.to_owned(),
        credit_en: owned(&raw.credit_en),
        rights: rights.to_owned(),
        rights_en: owned(&raw.rights_en),
        rights_url: rights_url.map(str::to_owned),
    };
    let block = file.zip(alt).zip(credit.zip(rights)).map(|((image, alt), (credit, rights))| Block {
        range,
        title: alt.to_owned(),
        title_en: owned(&raw.alt_en),
        note: owned(&raw.caption),
        note_en: owned(&raw.caption_en),
        shape: BlockShape::Image(image, Box::new(attribution(credit, rights))),
    });
    (block, desk.faults)
}

const WANTED_FILE: Words = Words::fixed(
    "加一行 file: 文件名，例如 file: bridge.jpg；文件放在 content/images 里",
    "add a line with its name, as in file: bridge.jpg; the file stands in content/images",
);
const WANTED_ALT: Words = Words::fixed(
    "加一行，用一句话写出图上有什么，给看不见图的读者，例如 alt: 石拱桥，桥上有人挑水",
    "add a line that says what is to be seen, for readers who do not see it, as in alt: A stone bridge, a man with buckets on it",
);
const WANTED_CREDIT: Words = Words::fixed(
    "加一行，写明是谁拍的、谁画的，例如 credit: 林一禾 摄",
    "add a line that says who made it, as in credit: Photograph by Lin Yihe",
);
const WANTED_RIGHTS: Words = Words::fixed(
    "加一行，写明凭什么可以登，例如 rights: 经作者同意，或 rights: CC BY 4.0；说不清的图片不要登",
    "add a line that says why it may be published, as in rights: CC BY 4.0; do not publish a picture of which you cannot tell",
);

struct Desk<'a> {
    catalog: &'a Catalog,
    place: &'a dyn Fn(&str) -> At,
    faults: Vec<Finding>,
}

impl Desk<'_> {
    /// The text of a field that must be there.
    fn required<'t>(&mut self, field: &'t Option<Text>, name: &str, how: Words) -> Option<&'t str> {
        let text = optional(field);
        if text.is_none() {
            let at = (self.place)(if field.is_some() { name } else { "" });
            let message = say!("图片缺少 {name}", "the picture has no {name}");
            self.faults.push(Finding::error(MISSING_FIELD, at, message).help(how));
        }
        text
    }

    fn error(&mut self, name: &str, message: Words, help: Words) {
        self.faults.push(Finding::error(REFUSED_IMAGE, (self.place)(name), message).help(help));
    }

    /// The picture of this name, if it can be published.
    fn image(&mut self, name: &str) -> Option<ImageIx> {
        if name.contains(['/', '\\', ':']) {
            let message = Words::fixed(
                "file 只写文件名，不写文件夹和网址",
                "file is a name alone, without folders and addresses",
            );
            let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let help = say!(
                "把图片放在 {IMAGES} 里，写成 file: {stem}",
                "put the picture into {IMAGES} and write file: {stem}"
            );
            self.error(name, message, help);
            return None;
        }
        let catalog = self.catalog;
        let Some(ix) = catalog.image_ids().find(|ix| catalog.image(*ix).name == name) else {
            self.unknown(name);
            return None;
        };
        let image = catalog.image(ix);
        let fault = if image.is_link { Some(LINK) } else { None };
        let fault = fault.or_else(|| format_fault(name));
        if let Some((message, help)) = fault.or_else(|| Some(fault_words(name, image.look().err()?))) {
            self.error(name, message, help);
            return None;
        }
        self.named(name);
        self.weighed(image);
        Some(ix)
    }

    /// No such file. A folder that is a link has no files for us.
    fn unknown(&mut self, name: &str) {
        let images = &self.catalog.images;
        if images.iter().any(|image| image.is_link && image.name.is_empty()) {
            let (message, _) = LINK;
            let help = say!(
                "{IMAGES} 要是真正的文件夹，不能是链接",
                "{IMAGES} has to be a folder itself, and no link to one"
            );
            self.error(name, message, help);
            return;
        }
        let below =
            images.iter().find(|image| image.name.rsplit_once('/').is_some_and(|(_, own)| own == name));
        let known = images.iter().map(|image| image.name.as_str()).filter(|known| !known.contains('/'));
        let help = match (below, nearest(name, known)) {
            (Some(below), _) => {
                let path = &below.name;
                say!(
                    "把 {IMAGES}/{path} 移到 {IMAGES} 里，不放在下一级文件夹",
                    "move {IMAGES}/{path} into {IMAGES} itself, out of the folder below it"
                )
            }
            (None, Some(near)) => say!("是不是 {near}？", "did you mean {near}?"),
            (None, None) => say!(
                "把图片文件放进 {IMAGES}，文件名要与这里写的一样，大小写也一样",
                "put the file into {IMAGES}, under the very name that stands here, in the same case"
            ),
        };
        let message = say!("{IMAGES} 里没有 {name}", "there is no {name} in {IMAGES}");
        self.faults.push(Finding::error(UNKNOWN_IMAGE, (self.place)(name), message).help(help));
    }

    /// Names become addresses, as those of pages do.
    fn named(&mut self, name: &str) {
        if let Some((message, help)) = fault_of_plain_name(name) {
            self.faults.push(Finding::error(FILE_NAME, (self.place)(name), message).help(help));
            return;
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        if is_plain(stem) && is_plain(ending) {
            return;
        }
        let message = say!(
            "图片的文件名“{name}”不能用作网址",
            "the file name “{name}” of a picture cannot be an address"
        );
        let help = Words::fixed(
            "文件名只用小写字母、数字和连字符，例如 bridge-2020.jpg：改文件名，这里也照改",
            "use only lower-case letters, digits and hyphens, as in bridge-2020.jpg: rename the file, and write its new name here",
        );
        self.faults.push(Finding::error(FILE_NAME, (self.place)(name), message).help(help));
    }

    fn weighed(&mut self, image: &Image) {
        if image.bytes <= HEAVY {
            return;
        }
        let (name, tenths) = (&image.name, image.bytes / 100_000);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let message = say!("{name} 有 {whole}.{tenth} MB", "{name} has {whole}.{tenth} MB");
        let help = Words::fixed(
            "用看图程序把长边缩到 1600 像素，照片另存为 JPEG（质量 80），通常不到 0.5 MB；原图另外保存",
            "make its longer side 1600 pixels, and save a photograph as JPEG (quality 80): that mostly takes less than 0.5 MB; keep the original elsewhere",
        );
        self.faults.push(Finding::warning(HEAVY_IMAGE, (self.place)(name), message).help(help));
    }
}

const LINK: (Words, Words) = (
    Words::fixed("图片是链接（快捷方式），不是文件本身", "the picture is a link, not a file"),
    Words::fixed("把图片文件复制到 content/images 里", "copy the file itself into content/images"),
);

/// What is wrong with a name that speaks of another format.
fn format_fault(name: &str) -> Option<(Words, Words)> {
    if ImageFormat::of_name(name).is_some() {
        return None;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    Some(match ending.as_str() {
        "svg" | "svgz" => (
            Words::fixed("不收 SVG：它里面可以藏程序", "SVG is not taken: programs may hide in it"),
            Words::fixed("另存为 PNG", "save it as PNG"),
        ),
        "gif" => (
            Words::fixed("不收 GIF", "GIF is not taken"),
            Words::fixed("另存为 PNG；会动的图选一帧", "save it as PNG; of one that moves choose a frame"),
        ),
        _ => (
            say!("不收这种图片：{name}", "such a picture is not taken: {name}"),
            Words::fixed(
                "只收 JPEG（.jpg、.jpeg）、PNG（.png）和 WebP（.webp）：用看图程序另存",
                "only JPEG (.jpg, .jpeg), PNG (.png) and WebP (.webp) are: save it as one of them",
            ),
        ),
    })
}

/// Why a picture cannot be published, and what to do about it.
fn fault_words(name: &str, fault: &ImageFault) -> (Words, Words) {
    const SAVE_ANEW: Words = Words::fixed(
        "用看图程序打开看看；打得开的另存一份，打不开的重新要一份",
        "open it in a program for pictures; save it anew if that can read it, else get another copy",
    );
    match fault {
        ImageFault::Unread(why, help) => (
            say!(("读不了图片 {name}：{}", why.zh), ("cannot read the picture {name}: {}", why.en)),
            help.clone(),
        ),
        ImageFault::Foreign => (
            say!("{name} 不是 JPEG、PNG 或 WebP 图片", "{name} is no picture in JPEG, PNG or WebP"),
            Words::fixed(
                "改文件名不能改格式：用看图程序打开，另存为 JPEG 或 PNG",
                "another name makes no other format: open it in a program for pictures and save it as JPEG or PNG",
            ),
        ),
        ImageFault::Misnamed(format) => {
            let ending = format.endings()[0];
            (
                say!("{name} 其实是 .{ending} 图片", "{name} is a .{ending} picture in truth"),
                say!("把文件名的结尾改成 .{ending}，这里也照改", "let its name end in .{ending}, here too"),
            )
        }
        ImageFault::Broken => {
            (say!("图片 {name} 坏了，或者不完整", "the picture {name} is broken or cut short"), SAVE_ANEW)
        }
        ImageFault::Empty => {
            (say!("图片 {name} 的宽或高是 0", "the picture {name} is 0 wide or high"), SAVE_ANEW)
        }
        ImageFault::Moving => (
            say!("图片 {name} 会动", "the picture {name} moves"),
            Words::fixed("选一帧另存", "save one frame of it"),
        ),
        ImageFault::Turned => (
            say!("图片 {name} 要转过来才是正的", "the picture {name} has to be turned to stand upright"),
            Words::fixed(
                "用看图程序转正，再保存；或者另存为 JPEG",
                "turn it in a program for pictures and save it, or save it as JPEG",
            ),
        ),
    }
}

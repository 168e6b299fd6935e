//! A picture in the folder of pictures that no text shows.

use std::collections::BTreeSet;

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::ImageIx,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unused-image"),
    what: Words::fixed(
        "content/images 里的一个文件，没有一处正文用到它。它不会发布。",
        "No text shows a file of content/images. It is not published.",
    ),
    why: Words::fixed(
        "多半是正文里漏写了，或者换了图片而旧的没有移走；留着，日后没有人说得清它的来历和授权。",
        "Mostly a text has left it out, or the picture was replaced and the old one stayed. Later nobody can tell \
         whence it came and who gave leave.",
    ),
    example: Words::fixed(
        "content/images/bridge-old.jpg   # 正文用的是 bridge.jpg",
        "content/images/bridge-old.jpg   # the text shows bridge.jpg",
    ),
    mend: Words::fixed(
        "在正文里用 ```image 代码块写上它（file、alt、credit、rights）；不用的移到 content 以外。",
        "Show it in a text with a fenced block ```image (file, alt, credit, rights), or move it out of content.",
    ),
    check,
};

/// Endings of pictures; what else stands in the folder are the editor's own remarks.
const PICTURES: [&str; 14] =
    ["jpg", "jpeg", "jfif", "png", "webp", "gif", "svg", "bmp", "tif", "tiff", "heic", "heif", "avif", "psd"];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // a text that could not be read may show it
    }
    let catalog = subject.catalog;
    let shown: BTreeSet<ImageIx> = catalog.images_shown();
    for ix in catalog.image_ids().filter(|ix| !shown.contains(ix)) {
        let image = catalog.image(ix);
        let ending = image.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        if !PICTURES.contains(&ending.as_str()) {
            continue;
        }
        let name = &image.name;
        let message = say!("图片 {name} 没有一处用到", "no text shows the picture {name}");
        findings.push(Finding::warning(RULE.id, At::File(image.file), message).help(Words::fixed(
            "在正文里用 ```image 代码块写上它，或移到 content 以外",
            "show it in a text with a fenced block ```image, or move it out of content",
        )));
    }
}

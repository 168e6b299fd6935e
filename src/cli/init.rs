//! `xianzhi init`: a new site with one worked example.

use std::path::Path;

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{Words, say},
    pipeline,
};

pub(super) fn run(setting: &Setting, options: &args::Init) -> Result<Ending> {
    pipeline::init(&options.folder)?;
    let shown = options.folder.display();
    let mut lines = vec![say!(
        "新站点写在 {shown}，里面有一篇虚构的例子；什么在哪里，见其中的 README.md",
        "the new site is in {shown}, with an invented example in it; its README.md says what is where"
    )];
    lines.push(Words::fixed("接着运行：", "next:"));
    if options.folder != Path::new(".") {
        lines.push(say!("  cd {shown}", "  cd {shown}"));
    }
    lines.push(Words::fixed(
        "  xianzhi check                     列出要改的地方",
        "  xianzhi check                     lists what there is to be mended",
    ));
    lines.push(Words::fixed(
        "  xianzhi serve                     在本机预览，保存就更新",
        "  xianzhi serve                     shows the site on this machine, anew at every change",
    ));
    lines.push(Words::fixed(
        "  xianzhi audit --sources sources   把数字与来源逐行核对",
        "  xianzhi audit --sources sources   holds the figures against the lines of their sources",
    ));
    for words in lines {
        report::told(&words, setting);
    }
    Ok(Ending::Clean)
}

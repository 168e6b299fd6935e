//! `xianzhi eject`: a built-in template or file of the theme, copied into the site, where it takes the built-in one's place.

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{Words, say},
    pipeline, read, write,
};

pub(super) fn run(setting: &Setting, options: &args::Eject) -> Result<Ending> {
    let Some(file) = &options.file else {
        read::built_in_names().for_each(report::line);
        return Ok(Ending::Clean);
    };
    let text = pipeline::built_in(&setting.site, file)?;
    let path = setting.site.join(file);
    let instead = Words::fixed("要重新复制的，先把它移走", "move it away first to copy it anew");
    write::write_new(&path, text.as_bytes(), &instead)?;
    let shown = path.display();
    let words = say!(
        "复制到 {shown}，从此用它代替程序自带的；删去它就恢复。程序更新以后，自带的改动不会进到这个文件里",
        "copied to {shown}, which now takes the place of the built-in one; delete it to have that back. What later versions \
         change in the built-in one does not reach this file"
    );
    report::told(&words, setting);
    Ok(Ending::Clean)
}

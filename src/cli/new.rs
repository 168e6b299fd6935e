//! `xianzhi new`: an empty article, table or page for an editor to fill.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, NewKind},
    report,
};
use crate::{
    diag::{Words, say},
    draft::New,
    pipeline, write,
};

pub(super) fn run(setting: &Setting, options: &args::New) -> Result<Ending> {
    let begun = pipeline::begin(&setting.site, |catalog| {
        Ok(match &options.kind {
            NewKind::Article { place, year, slug } => {
                let place = pipeline::place_of(catalog, place)?;
                New::Article { place, year: *year, slug: slug.clone() }
            }
            NewKind::Table { name, domain } => New::Table { slug: name.clone(), domain: domain.clone() },
            NewKind::Page { name } => New::Page { slug: name.clone() },
        })
    })?;
    let path = setting.site.join(&begun.path);
    write::write_new(&path, begun.text.as_bytes(), &instead(&options.kind))?;
    let shown = path.display();
    for words in [
        say!(
            "写成 {shown}；写着“待填”的地方换成应当写的内容",
            "wrote {shown}; write what belongs where it says 待填 (to be filled)"
        ),
        say!("接着运行：xianzhi check", "next: xianzhi check"),
    ] {
        report::told(&words, setting);
    }
    Ok(Ending::Clean)
}

/// What to do where the file is there already.
fn instead(kind: &NewKind) -> Words {
    match kind {
        NewKind::Article { .. } => Words::fixed(
            "用 --slug 另起一个文件名，例如 --slug 430503-daxiang-2020-2",
            "give another name with --slug, for example --slug 430503-daxiang-2020-2",
        ),
        NewKind::Table { .. } | NewKind::Page { .. } => Words::fixed("另起一个文件名", "give another name"),
    }
}

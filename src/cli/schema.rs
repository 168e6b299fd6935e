//! `xianzhi schema`: the JSON Schemas of the editor's files, printed or written to a folder.

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{Lang, Refusal, nearest, say},
    pipeline,
    schema::Edited,
};

/// The settings of Front Matter CMS, which are no schema.
const FRONT_MATTER: &str = "frontmatter";

pub(super) fn run(setting: &Setting, options: &args::Schema) -> Result<Ending> {
    if let Some(out) = &options.out {
        let folder = setting.site.join(out);
        let count = pipeline::write_schemas(&setting.site, &folder)?.len();
        let shown = folder.display();
        let words = say!("写成 {shown}：{count} 个 JSON Schema", "wrote {shown}: {count} JSON Schemas");
        report::told(&words, setting);
        return Ok(Ending::Clean);
    }
    match options.name.as_deref() {
        None => report::line(names(setting.lang).trim_end()),
        Some(FRONT_MATTER) => report::line(pipeline::front_matter(&setting.site)?.trim_end()),
        Some(name) => report::line(pipeline::schema(&setting.site, named(name)?)?.trim_end()),
    }
    Ok(Ending::Clean)
}

fn names(lang: Lang) -> String {
    let of_vs_code = say!(
        "Front Matter 扩展的设置，存成 frontmatter.json",
        "settings of the extension Front Matter: frontmatter.json"
    );
    let rows = Edited::ALL.iter().map(|(name, _, file)| (*name, *file));
    let rows = rows.chain([(FRONT_MATTER, of_vs_code.in_lang(lang))]);
    rows.map(|(name, file)| format!("{name:<14}{file}\n")).collect()
}

fn named(name: &str) -> Result<Edited> {
    if let Some((_, edited, _)) = Edited::ALL.iter().find(|(known, ..)| *known == name) {
        return Ok(*edited);
    }
    let known = Edited::ALL.iter().map(|(name, ..)| *name).chain([FRONT_MATTER]);
    let words = match nearest(name, known) {
        Some(near) => {
            say!("没有 {name} 这一种，是不是 {near}？", "there is no schema {name}; did you mean {near}?")
        }
        None => say!(
            "没有 {name} 这一种；运行 xianzhi schema 列出全部",
            "there is no schema {name}; xianzhi schema lists them all"
        ),
    };
    Err(Refusal::new(words).into())
}

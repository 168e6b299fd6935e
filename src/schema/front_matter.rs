//! `frontmatter.json`: the forms of articles, tables and pages for Front Matter CMS, which shows the fields at the top of a
//! Markdown file beside its text in VS Code.
//!
//! Only fields with one value each are in it: its lists of groups write a field of their own into the file, which is none
//! of ours. It creates no file either; `xianzhi new` does.

use serde_json::{Value, json};

use super::{fields::entry, form::Form, record::choices};
use crate::{
    model::Catalog,
    read::{Fields, Holds, RawArticle, RawOrigin, RawPage, RawTable, Record},
};

/// The settings of Front Matter CMS for this site.
pub fn render_front_matter(catalog: &Catalog) -> String {
    let kinds = [
        ("article", "报道", "articles", RawArticle::RECORD),
        ("table", "比较表", "tables", RawTable::RECORD),
        ("page", "页面", "pages", RawPage::RECORD),
    ];
    let folder = |(name, title, folder, _): &(&str, &str, &str, &Record)| {
        json!({
            "title": title, "path": format!("[[workspace]]/content/{folder}"), "contentTypes": [name],
            "disableCreation": true
        })
    };
    let kind = |(name, _, _, record): &(&str, &str, &str, &'static Record)| json!({"name": name, "pageBundle": false, "fields": inputs(record, catalog)});
    let settings = json!({
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.content.pageFolders": kinds.iter().map(folder).collect::<Vec<_>>(),
        "frontMatter.content.autoUpdateDate": false,
        "frontMatter.content.supportedFileTypes": ["md"],
        "frontMatter.taxonomy.frontMatterType": "YAML",
        "frontMatter.taxonomy.contentTypes": kinds.iter().map(kind).collect::<Vec<_>>()
    });
    super::pretty(&settings)
}

/// An input for each field of a record that has one value, or a list of texts.
fn inputs(record: &'static Record, catalog: &Catalog) -> Vec<Value> {
    let Some(entry) = entry(record.name) else { return Vec::new() };
    let input = |(name, holds): &(&'static str, Holds)| {
        let field = entry.field(name)?;
        let mut input = json!({"title": field.title, "description": field.says, "name": name});
        match holds {
            Holds::Text if matches!(field.form, Form::Place | Form::Domain) => {
                input["type"] = "choice".into();
                let each = choices(field.form, catalog).into_iter();
                input["choices"] = each.map(|(id, title)| json!({"id": id, "title": title})).collect();
            }
            Holds::Text => input["type"] = "string".into(),
            Holds::List(Holds::Text) => input["type"] = "list".into(),
            Holds::Record(inner) if inner.name == RawOrigin::RECORD.name => {
                input["type"] = "fields".into();
                input["fields"] = inputs(RawOrigin::RECORD, catalog).into();
            }
            Holds::List(_) | Holds::Record(_) | Holds::TextOrRecord(_) => return None,
        }
        Some(input)
    };
    record.fields.iter().filter_map(input).collect()
}

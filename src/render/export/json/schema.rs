//! The schemas of the files, JSON Schema 2020-12, made from the types that the files are written from: the two cannot part.
//!
//! A field that may be left out is never null: every missing value has a name instead.

use anyhow::Result;
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use super::{Shape, article::Article, county::County, metric::MetricFile, table::Table};

/// The schema of the files of one shape.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn render(shape: Shape) -> Result<Vec<u8>> {
    let generator = || SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize());
    let schema = match shape {
        Shape::County => generator().into_root_schema_for::<County<'_>>(),
        Shape::Metric => generator().into_root_schema_for::<MetricFile<'_>>(),
        Shape::Table => generator().into_root_schema_for::<Table<'_>>(),
        Shape::Article => generator().into_root_schema_for::<Article<'_>>(),
    };
    let mut schema = Schema::to_value(schema);
    without_null(&mut schema);
    super::super::pretty(&schema)
}

/// Takes `null` out of what fields may be: an `Option` that is none is not written.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(without_null),
        Value::Object(fields) => {
            if let Some(Value::Array(types)) = fields.get_mut("type") {
                types.retain(|t| t != "null");
                if let [one] = &types[..] {
                    let one = one.clone();
                    fields.insert("type".to_owned(), one);
                }
            }
            if let Some(Value::Array(any)) = fields.get_mut("anyOf") {
                any.retain(|s| s.get("type").is_none_or(|t| t != "null"));
                if let [Value::Object(one)] = &any[..] {
                    let one = one.clone();
                    fields.remove("anyOf");
                    fields.extend(one);
                }
            }
            fields.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

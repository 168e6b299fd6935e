//! The schema of a record: its fields as the raw record names them, with the words and forms that editors are told.

use serde_json::{Map, Value, json};

use super::{
    fields::{Field, Need, entry},
    form::{Form, catalogued},
};
use crate::{
    model::Catalog,
    read::{Holds, Record},
};

/// The schema of a record. No field but those named may stand in it.
pub(super) fn schema(record: &Record, catalog: &Catalog) -> Map<String, Value> {
    let entry = entry(record.name);
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    for (name, holds) in record.fields {
        let Some(field) = entry.and_then(|entry| entry.field(name)) else { continue };
        if field.need != Need::May {
            required.push(name);
        }
        properties.insert((*name).to_owned(), property(field, *holds, catalog));
    }
    let mut schema = Map::new();
    schema.insert("title".into(), entry.map_or(record.name, |entry| entry.title).into());
    schema.insert("type".into(), "object".into());
    schema.insert("additionalProperties".into(), false.into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    schema.insert("properties".into(), properties.into());
    let conditions = conditions(record.name, catalog);
    if !conditions.is_empty() {
        schema.insert("allOf".into(), conditions.into());
    }
    schema
}

/// The schema of a field.
fn property(field: &Field, holds: Holds, catalog: &Catalog) -> Value {
    let mut schema = held(field, holds, catalog);
    match field.need {
        Need::May => allow_nothing(&mut schema, holds),
        Need::Must => ask_for_something(&mut schema, holds),
        Need::MustBeThere => {}
    }
    let mut told = Map::new();
    told.insert("title".into(), field.title.into());
    told.insert("description".into(), field.says.into());
    schema.remove("title");
    told.extend(schema);
    told.into()
}

/// What a field holds.
fn held(field: &Field, holds: Holds, catalog: &Catalog) -> Map<String, Value> {
    let schema = match holds {
        Holds::Text => field.form.schema(catalog),
        Holds::List(items) => json!({"type": "array", "items": Value::from(held(field, *items, catalog))}),
        Holds::Record(record) => schema(record, catalog).into(),
        Holds::TextOrRecord(record) => {
            json!({"anyOf": [field.form.schema(catalog), Value::from(schema(record, catalog))]})
        }
    };
    match schema {
        Value::Object(schema) => schema,
        other => Map::from_iter([("const".to_owned(), other)]),
    }
}

/// Every type but null.
const SOMETHING: [&str; 5] = ["string", "number", "boolean", "object", "array"];

/// Lets a field be named and say nothing, as the program does: `note:` alone, and `note: ""`.
fn allow_nothing(schema: &mut Map<String, Value>, holds: Holds) {
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        // Said by what it is not, so that no editor program offers it beside the words of a list.
        any.push(json!({"not": {"type": SOMETHING}}));
        if matches!(holds, Holds::Text) {
            any.push(json!({"type": "string", "maxLength": 0}));
        }
        return;
    }
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push("null".into()),
        Some(one) => *one = json!([one.clone(), "null"]),
        None => {}
    }
    // What is empty has the form that nothing has.
    if let Some(Value::String(pattern)) = schema.get_mut("pattern") {
        *pattern = format!(r"^\s*$|{pattern}");
    }
}

/// A field that has to be there is not empty.
fn ask_for_something(schema: &mut Map<String, Value>, holds: Holds) {
    match holds {
        Holds::List(_) => {
            schema.insert("minItems".into(), 1.into());
        }
        Holds::Text if !schema.contains_key("anyOf") && !schema.contains_key("pattern") => {
            schema.insert("pattern".into(), r"\S".into());
        }
        _ => {}
    }
}

/// What has to hold between fields of a record.
fn conditions(record: &str, catalog: &Catalog) -> Vec<Value> {
    let with = |field: &str| json!({"required": [field], "properties": {field: {"type": "string"}}});
    let absent = |why: &str| json!({"not": {"type": SOMETHING}, "errorMessage": why});
    match record {
        "RawObservation" => {
            // A pattern, not a list: editor programs show every list that a value stands in.
            let ids: Vec<String> =
                catalogued(catalog).map(|metric| metric.id.as_str().replace('.', r"\.")).collect();
            let ids = format!("^({})$", ids.join("|"));
            let derived = || absent("推算值只写 formula，不写 value 和 lines");
            let named = || absent("目录里有的指标，名称由目录规定；删去这个字段");
            vec![
                json!({
                    "if": with("formula"),
                    "then": {"properties": {"value": derived(), "lines": derived()}},
                    "else": {"required": ["value", "lines"], "properties": {
                        "value": {"type": "string", "pattern": r"\S"},
                        "lines": {"type": ["string", "integer"], "pattern": r"\S"}
                    }}
                }),
                json!({
                    "if": {"required": ["metric"], "properties": {"metric": {"pattern": ids}}},
                    "then": {"properties": {"label": named(), "en": named()}}
                }),
            ]
        }
        "RawColumn" => vec![json!({
            "if": with("formula"),
            "then": {"required": ["label", "unit"], "properties": {
                "metric": absent("metric 和 formula 只写一个"), "total": absent("公式算出的数不作合计")
            }},
            "else": {"required": ["metric"], "properties": {"metric": {"type": "string"}, "unit": absent("unit 只与 formula 同用")}}
        })],
        "RawTable" => vec![json!({"properties": {"chart": {"required": ["kind"]}}})],
        "RawFigure" => vec![json!({
            "if": {"required": ["kind"], "properties": {"kind": {"const": "composition"}}},
            "then": {"required": ["whole"]}
        })],
        _ => Vec::new(),
    }
}

/// Whether a field takes one of a list, and which: for editor programs that ask for choices rather than schemas.
pub(super) fn choices(form: Form, catalog: &Catalog) -> Vec<(String, String)> {
    let schema = form.schema(catalog);
    let listed = schema.get("anyOf").and_then(Value::as_array);
    let one = |schema: &Value| {
        let text = |key: &str| schema.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("const")?, text("title")?))
    };
    listed.into_iter().flatten().filter_map(one).collect()
}

//! The tables of the data as a SQLite database: a site in, the bytes of a file out, made in memory and the same for the
//! same site. Every column has its type and says with a check that it holds nothing else; keys, references and indices are
//! declared; the view `figures` joins each observation with labels in both languages and its place on the site.
//!
//! Never: works with a floating-point number. A decimal is handed over in digits, and SQLite keeps it as a number.

use anyhow::Result;
use rusqlite::{
    Connection, MAIN_DB, OpenFlags, Transaction, params_from_iter,
    types::{ToSql, ToSqlOutput, ValueRef},
};

use super::{
    data_package::{description, title},
    tables::{Extent, Field, Kind, TABLES, Table, Value, in_every_language},
};
use crate::{
    derive::Site,
    diag::{Refusal, say},
};

/// What a file of this form says of itself, so that its readers can tell one form from a later one.
const USER_VERSION: u32 = 1;

/// A file in memory, in one piece, which is given out as it is; a database without a file would be copied page by page.
/// Without a slash before it the name is of this connection alone.
const IN_MEMORY: &str = "file:xianzhi?vfs=memdb";

/// What of the file's form SQLite would otherwise choose as it was built; and nothing of it goes to a disk.
const FORM: &str = "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; \
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;";

/// Fields, other than references, that people look for rows by.
const SOUGHT: [(&str, &str); 3] =
    [("observations", "period"), ("places", "prefecture"), ("metrics", "domain")];

/// Each observation with what the other tables say of it.
const FIGURES: &str = "CREATE VIEW figures AS SELECT o.place_code, o.place, p.name_en AS place_en, o.prefecture, \
    o.metric, o.label, m.label_en, m.domain_zh, m.domain_en, o.printed, o.base_value, o.base_unit, o.low, o.high, o.period, \
    o.kind, o.basis, a.producer, a.headline, a.date, o.lines, o.note, o.record AS page, p.page AS place_page, \
    m.page AS metric_page FROM observations o JOIN places p ON p.code = o.place_code JOIN metrics m ON m.id = o.metric \
    JOIN articles a ON a.slug = o.article";

/// The database.
///
/// # Errors
/// Where SQLite refuses: a key that is there twice, a reference that leads nowhere.
pub(in super::super) fn render_sqlite(site: &Site) -> Result<Vec<u8>> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = Connection::open_with_flags(IN_MEMORY, flags)?;
    connection.execute_batch(FORM)?;
    connection.execute_batch(&format!("PRAGMA user_version = {USER_VERSION}; PRAGMA foreign_keys = OFF;"))?;
    let transaction = connection.transaction()?;
    for table in TABLES {
        transaction.execute_batch(&declared(site, table))?;
    }
    for table in TABLES {
        fill(&transaction, site, table)?;
    }
    for (table, column) in indices() {
        transaction.execute_batch(&format!("CREATE INDEX {table}_{column} ON {table} ({column})"))?;
    }
    transaction.execute_batch(FIGURES)?;
    describe(&transaction, site)?;
    refuse_broken(&transaction)?;
    transaction.commit()?;
    Ok(connection.serialize(MAIN_DB)?.to_vec())
}

/// References are looked at once, when all tables are filled and have their indices: row by row each would be sought in the
/// whole of a table.
fn refuse_broken(transaction: &Transaction<'_>) -> Result<()> {
    let mut check = transaction.prepare("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1")?;
    let broken = check.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.next().transpose()?;
    let Some((from, to)): Option<(String, String)> = broken else { return Ok(()) };
    Err(Refusal::new(say!(
        "数据库里 {from} 表有一行指向 {to} 表里没有的行",
        "a row of the table {from} of the database refers to a row that {to} has not"
    ))
    .into())
}

/// The statement that makes a table, with what its columns are in comments: whoever asks for the schema reads them.
fn declared(site: &Site, table: &Table) -> String {
    let mut parts: Vec<String> = table.fields.iter().map(|field| column(site, table, field)).collect();
    parts.push(format!("  PRIMARY KEY ({})", table.key.join(", ")));
    parts.extend(
        (table.references.iter())
            .map(|r| format!("  FOREIGN KEY ({}) REFERENCES {} ({})", r.field, r.table, r.key)),
    );
    format!("CREATE TABLE {} (\n{}\n)", table.name, parts.join(",\n"))
}

fn column(site: &Site, table: &Table, field: &Field) -> String {
    let name = field.name;
    let (declared, stored) = match field.kind {
        Kind::Count(_) => ("INTEGER", "'integer'"),
        Kind::Decimal => ("NUMERIC", "'integer', 'real'"),
        _ => ("TEXT", "'text'"),
    };
    let (not_null, or_null) = if field.empty.is_some() { ("", ", 'null'") } else { (" NOT NULL", "") };
    let mut check = format!("typeof({name}) IN ({stored}{or_null})");
    if let Kind::Word(_) = field.kind {
        check.push_str(&format!(" AND {name} IN ('{}')", field.kind.words().join("', '")));
    }
    let remark = in_every_language(site, |s| table.field_title(s.words, field));
    let remark = remark.replace("*/", "");
    format!("  {name} {declared}{not_null} CHECK ({check}) /* {remark} */")
}

/// Columns with an index: references, which are looked up from the other side, and what people look for. Keys have theirs.
fn indices() -> impl Iterator<Item = (&'static str, &'static str)> {
    let references = TABLES.iter().flat_map(|table| {
        let leads_its_key = |field: &str| table.key.first() == Some(&field);
        let others = table.references.iter().filter(move |r| !leads_its_key(r.field));
        others.map(|r| (table.name, r.field))
    });
    references.chain(SOUGHT)
}

fn fill(transaction: &Transaction<'_>, site: &Site, table: &Table) -> Result<()> {
    let blanks = vec!["?"; table.fields.len()].join(", ");
    let mut insert = transaction.prepare(&format!("INSERT INTO {} VALUES ({blanks})", table.name))?;
    table.rows(site, Extent::All, &mut |row| {
        insert.execute(params_from_iter(row))?;
        Ok(())
    })
}

/// A number with decimals goes over in digits; the column makes a number of it.
impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Nothing => rusqlite::types::Null.into(),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Integer(n) => i64::try_from(*n).map_or(ToSqlOutput::from(i64::MAX), ToSqlOutput::from),
            Value::Decimal(_) => ToSqlOutput::from(self.plain().into_owned()),
        })
    }
}

/// What the database is: `about` of the site, and `fields` with the meaning of every column.
fn describe(transaction: &Transaction<'_>, site: &Site) -> Result<()> {
    transaction.execute_batch(
        "CREATE TABLE about (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);\n\
         CREATE TABLE fields (\"table\" TEXT NOT NULL, field TEXT NOT NULL, title TEXT NOT NULL, \
         description TEXT NOT NULL, missing TEXT, PRIMARY KEY (\"table\", field))",
    )?;
    let config = &site.catalog().site;
    let licence = config.licence.as_ref();
    let facts = [
        ("title", Some(title(site))),
        ("description", Some(description(site))),
        ("homepage", config.base_url.clone()),
        ("license", licence.map(|l| l.name.clone())),
        ("license_url", licence.and_then(|l| l.url.clone())),
    ];
    let mut insert = transaction.prepare("INSERT INTO about VALUES (?, ?)")?;
    for (name, value) in facts {
        value.map(|value| insert.execute((name, value))).transpose()?;
    }
    let mut insert = transaction.prepare("INSERT INTO fields VALUES (?, ?, ?, ?, ?)")?;
    for (table, field) in TABLES.iter().flat_map(|t| t.fields.iter().map(move |field| (t, field))) {
        let missing =
            field.empty.map(|_| in_every_language(site, |s| field.missing(s.words).unwrap_or_default()));
        insert.execute((
            table.name,
            field.name,
            in_every_language(site, |s| table.field_title(s.words, field)),
            in_every_language(site, |s| table.field_note(s.words, field)),
            missing,
        ))?;
    }
    Ok(())
}

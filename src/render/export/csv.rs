//! The tables of the data as CSV: UTF-8, LF, no byte order mark, and every cell as it is. What a spreadsheet might take
//! for a formula is left alone here, since programs read these files; `sheet` is for spreadsheets.

use std::io;

use anyhow::Result;

use super::tables::{self, Extent, Give, Table};
use crate::{
    derive::{Site, Variation},
    model::{Catalog, DomainIx, ObsIx},
    read::{Digest, Digesting},
};

/// Adds a table of the site, and measures it.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_table(
    site: &Site,
    table: &Table,
    out: &mut impl io::Write,
) -> Result<Measured> {
    let mut sink = Sink { to: out, bytes: 0, digest: Digesting::default() };
    write(&mut sink, table, |give| table.rows(site, Extent::Csv, give))?;
    Ok(Measured { bytes: sink.bytes, sha256: sink.digest.finish() })
}

/// Adds some observations, in the columns of all.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_csv(
    catalog: &Catalog,
    observations: impl IntoIterator<Item = ObsIx>,
    out: &mut impl io::Write,
) -> Result<()> {
    write(out, tables::TABLES[0], |give| tables::only(catalog, observations, give))
}

/// Adds the values of a cross-county table of a domain, in the columns of observations.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_table_csv(
    catalog: &Catalog,
    domain: DomainIx,
    shown: &Variation<'_>,
    out: &mut impl io::Write,
) -> Result<()> {
    write(out, tables::TABLES[0], |give| tables::of_table(catalog, domain, shown, give))
}

/// What a file of a table is, without its bytes.
#[derive(Clone, Debug)]
pub(in super::super) struct Measured {
    /// How many bytes it has.
    pub(super) bytes: u64,
    /// Their SHA-256.
    pub(super) sha256: Digest,
}

/// Hands bytes on, and keeps what they amount to.
struct Sink<W> {
    to: W,
    bytes: u64,
    digest: Digesting,
}

impl<W: io::Write> io::Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write_all(bytes)?;
        self.bytes += bytes.len() as u64;
        self.digest.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write(out: &mut impl io::Write, table: &Table, rows: impl FnOnce(Give<'_>) -> Result<()>) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
    writer.write_record(table.in_csv().iter().map(|field| field.name))?;
    rows(&mut |row| {
        for cell in row {
            writer.write_field(cell.plain().as_bytes())?;
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    })?;
    Ok(writer.flush()?)
}

//! What a workbook asks of an article as changes of its file, which touch nothing else, and are read back to see that they
//! say what was asked.

use super::{
    columns::{FIELDS, Holds, LISTS, ORDER},
    compare::{Act, Piece},
    record::{Cell, Record, names, rest},
};
use crate::{
    diag::{Change, FileId, Finding, Severity, SourceFile, Words, apply},
    read::{NewEntry, NewValue, RawArticle, Rewriting, read_article},
};

/// The changes that carry out some pieces; nothing where they cannot be made without touching more than they name.
pub(super) fn changes(
    file: FileId,
    source: &SourceFile,
    raw: &RawArticle,
    pieces: &[&Piece],
) -> Option<Vec<Change>> {
    let record = Record::of(raw);
    let changes = rewrite(source, &record, pieces)?;
    let within = |change: &Change| {
        change.range.end <= source.mendable.end && change.range.start >= source.mendable.start
    };
    let after = apply(&source.text, &changes);
    let (_, read) = read_article(&source.path, &after, file);
    let sound = !read.doc.gaps.any() && Record::of(&read.doc.data) == asked(record, pieces);
    let untouched = || rest(read.doc.data) == rest(raw.clone());
    (changes.iter().all(within) && sound && untouched()).then_some(changes)
}

/// What an editor would be told of a file with this piece in it, and what to do about it.
pub(super) fn objection(
    file: FileId,
    source: &SourceFile,
    raw: &RawArticle,
    piece: &Piece,
) -> Option<(Words, Words)> {
    let changes = rewrite(source, &Record::of(raw), &[piece])?;
    let (_, read) = read_article(&source.path, &apply(&source.text, &changes), file);
    let (_, before) = read_article(&source.path, &source.text, file);
    let is_new = |finding: &&Finding| {
        finding.severity != Severity::Note
            && !before.findings.iter().any(|old| old.message == finding.message)
    };
    let finding = read.findings.iter().filter(is_new).min_by_key(|finding| finding.severity)?;
    Some((finding.message.clone(), finding.help.first().cloned().unwrap_or_default()))
}

/// The record that the pieces ask for.
fn asked(mut record: Record, pieces: &[&Piece]) -> Record {
    for piece in pieces {
        match &piece.act {
            Act::Fields(cells) => set(&mut record.fields, cells),
            Act::Edit { list, entry, cells } => set(&mut record.lists[*list][*entry], cells),
            Act::New { .. } | Act::Missing { .. } => {}
        }
    }
    for (list, entries) in record.lists.iter_mut().enumerate() {
        let gone = gone(pieces, list);
        let mut i = 0;
        entries.retain(|_| {
            i += 1;
            !gone.contains(&(i - 1))
        });
        entries.extend(new(pieces, list).map(|(_, cells)| cells.to_vec()));
    }
    record
}

fn set(record: &mut [Cell], cells: &[(usize, Cell)]) {
    for (column, cell) in cells {
        record[*column].clone_from(cell);
    }
}

fn gone(pieces: &[&Piece], of: usize) -> Vec<usize> {
    let gone = pieces.iter().filter_map(|piece| match piece.act {
        Act::Missing { list, entry } if list == of => Some(entry),
        _ => None,
    });
    gone.collect()
}

fn new<'p>(pieces: &'p [&Piece], of: usize) -> impl Iterator<Item = (&'p Piece, &'p [Cell])> {
    pieces.iter().filter_map(move |piece| match &piece.act {
        Act::New { list, cells } if *list == of => Some((*piece, cells.as_slice())),
        _ => None,
    })
}

fn rewrite(source: &SourceFile, record: &Record, pieces: &[&Piece]) -> Option<Vec<Change>> {
    let mut rewriting = Rewriting::of(source)?;
    for piece in pieces {
        rewriting.because(piece.place.clone());
        match &piece.act {
            Act::Fields(cells) => fields(&mut rewriting, cells)?,
            Act::Edit { list, entry, cells } => edit(&mut rewriting, record, (*list, *entry), cells)?,
            Act::New { .. } | Act::Missing { .. } => {}
        }
    }
    for (n, list) in LISTS.iter().enumerate() {
        let gone = gone(pieces, n);
        let none_left = gone.len() == record.lists[n].len() && new(pieces, n).next().is_none();
        for piece in pieces.iter().filter(|p| matches!(p.act, Act::Missing { list, .. } if list == n)).take(1)
        {
            rewriting.because(piece.place.clone());
            rewriting.remove(list.field, &gone, none_left)?;
        }
        let Some((first, _)) = new(pieces, n).next() else { continue };
        rewriting.because(first.place.clone());
        let filled: Vec<Vec<(&str, &str)>> =
            new(pieces, n).map(|(_, cells)| filled_cells(n, cells)).collect();
        let entries: Vec<NewEntry<'_>> = filled.iter().map(|fields| entry(n, fields)).collect();
        rewriting.push(list.field, &entries, ORDER, &gone)?;
    }
    rewriting.changes()
}

/// The fields of an entry that say something.
pub(super) fn filled_cells(list: usize, cells: &[Cell]) -> Vec<(&'static str, &str)> {
    let named = LISTS[list].columns.iter().zip(cells);
    named.filter_map(|(column, cell)| Some((column.name, cell.as_deref()?))).collect()
}

/// A relation of which nothing more is known is a text alone.
pub(super) fn entry<'v>(list: usize, fields: &'v [(&'v str, &'v str)]) -> NewEntry<'v> {
    match fields {
        [("relation", text)] if LISTS[list].field == "relations" => NewEntry::Text(text),
        fields => NewEntry::Fields(fields),
    }
}

fn fields(rewriting: &mut Rewriting<'_>, cells: &[(usize, Cell)]) -> Option<()> {
    let order: Vec<&str> = FIELDS.iter().filter_map(|column| column.name.strip_prefix("origin.")).collect();
    let lists: Vec<Vec<&str>> =
        cells.iter().map(|(_, cell)| names(cell.as_deref().unwrap_or_default())).collect();
    let (mut own, mut of_origin) = (Vec::new(), Vec::new());
    for ((column, cell), list) in cells.iter().zip(&lists) {
        let column = &FIELDS[*column];
        let value = match cell {
            None => NewValue::Nothing,
            Some(_) if column.holds == Holds::Names => NewValue::List(list),
            Some(text) => NewValue::Text(text),
        };
        match column.name.strip_prefix("origin.") {
            Some(name) => of_origin.push((name, value)),
            None => own.push((column.name, value)),
        }
    }
    if !own.is_empty() {
        rewriting.set("", &own, ORDER)?;
    }
    if of_origin.is_empty() { Some(()) } else { rewriting.set("origin", &of_origin, &order) }
}

fn edit(
    rewriting: &mut Rewriting<'_>,
    record: &Record,
    (n, entry_at): (usize, usize),
    cells: &[(usize, Cell)],
) -> Option<()> {
    let list = &LISTS[n];
    let path = format!("{}[{entry_at}]", list.field);
    if !rewriting.has_fields(&path) {
        // A relation that is a text alone.
        let mut after = record.lists[n][entry_at].clone();
        set(&mut after, cells);
        let fields = filled_cells(n, &after);
        return rewriting.replace(&path, entry(n, &fields));
    }
    let order: Vec<&str> = list.columns.iter().map(|column| column.name).collect();
    let wanted: Vec<(&str, NewValue<'_>)> = cells
        .iter()
        .map(|(column, cell)| (order[*column], cell.as_deref().map_or(NewValue::Nothing, NewValue::Text)))
        .collect();
    rewriting.set(&path, &wanted, &order)
}

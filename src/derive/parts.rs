//! How a table of very many places is split into pages: by province, and a province that is too large by prefecture. No
//! page of a table then grows with the site.

use super::{
    matrix::Scope,
    nav::{Nav, distinguish},
};
use crate::model::{Catalog, PlaceIx};

/// The most cells of a page, so that it stays well below a megabyte with the conversions and periods beside the values;
/// the view of first and last has up to three columns for one.
const MOST_CELLS: usize = 800;
/// The most rows of a page, however few its columns.
const MOST_ROWS: usize = 300;
/// The fewest rows that a page is split at, however many its columns.
const LEAST_ROWS: usize = 20;

/// Places that share a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePart {
    /// Province or prefecture, by name.
    pub name: String,
    /// Which of several pages of the same prefecture, from 1; 0 where there is one.
    pub number: usize,
    /// For its address: `p-43`, `p-4301`.
    pub id: String,
    /// Its places, in order.
    pub places: Vec<PlaceIx>,
}

/// The pages of a table of so many columns; none where all places stand on one.
pub(super) fn parts(catalog: &Catalog, nav: &Nav, columns: usize) -> Vec<TablePart> {
    let most = (MOST_CELLS / columns.max(1)).clamp(LEAST_ROWS, MOST_ROWS);
    if catalog.places.len() <= most {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (v, province) in nav.provinces.iter().enumerate() {
        let places = Scope::Province(v).places(nav);
        if places.len() <= most {
            let code = catalog.place(places[0]).code.as_str();
            let id = format!("p-{}", code.get(..2).unwrap_or(code));
            found.push(TablePart { name: province.name.clone(), number: 0, id, places });
            continue;
        }
        for prefecture in province.prefectures.iter().map(|n| &nav.prefectures[*n]) {
            let chunks: Vec<&[PlaceIx]> = prefecture.places.chunks(most).collect();
            let numbered = chunks.len() > 1;
            for (i, places) in chunks.into_iter().enumerate() {
                let number = if numbered { i + 1 } else { 0 };
                let id = if numbered { format!("{}-{number}", prefecture.id) } else { prefecture.id.clone() };
                found.push(TablePart { name: prefecture.name.clone(), number, id, places: places.to_vec() });
            }
        }
    }
    distinguish(found.iter_mut().map(|p| &mut p.id), '_');
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::catalog;

    #[test]
    fn every_place_stands_on_one_page_and_no_page_is_too_long() {
        for (places, columns) in [(10, 3), (300, 3), (301, 1), (700, 8), (2850, 12), (2850, 200)] {
            let catalog = catalog(places, &["人"], &[]);
            let parts = parts(&catalog, &Nav::derive(&catalog), columns);
            let most = (MOST_CELLS / columns).clamp(LEAST_ROWS, MOST_ROWS);
            assert_eq!(parts.is_empty(), places <= most, "{places} places, {columns} columns");
            let mut all: Vec<PlaceIx> = parts.iter().flat_map(|p| p.places.iter().copied()).collect();
            all.sort_unstable();
            assert!(parts.is_empty() || all == catalog.place_ids().collect::<Vec<_>>());
            assert!(parts.iter().all(|p| p.places.len() <= most));
            let ids: std::collections::BTreeSet<&str> = parts.iter().map(|p| p.id.as_str()).collect();
            assert_eq!(ids.len(), parts.len());
        }
    }
}

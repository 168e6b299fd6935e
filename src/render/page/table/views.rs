//! The ways from one page of a table to its others: views of other times, and parts of its places.

use std::ops::Range;

use serde::Serialize;

use super::{
    super::super::{
        list::TableAt,
        part::table_title,
        text::Text,
        view::{Link, View},
    },
    columns::label,
};
use crate::derive::{Cell, TablePart, Variant, Variation};

/// So many parts of a table before a part, and after it, does its page lead to.
const MOST_BESIDE: usize = 20;

/// Links to the views of a table.
#[derive(Debug, Serialize)]
pub(super) struct ViewsView {
    items: Vec<ViewLink>,
    years: Vec<ViewLink>,
}

#[derive(Debug, Serialize)]
struct ViewLink {
    label: String,
    href: String,
    /// As ARIA has it: this page, or a page of this view; empty for the others.
    current: &'static str,
}

/// A part of a table that is split.
#[derive(Debug, Serialize)]
pub(super) struct PartLink {
    name: Text,
    href: String,
    is_current: bool,
    places: String,
    coverage: Vec<String>,
}

/// Links to all views; none where there is only one.
pub(super) fn views(view: &View<'_>, at: TableAt) -> Option<ViewsView> {
    let plan = &view.site.table_plans[at.table];
    if plan.views.len() < 2 {
        return None;
    }
    let link = |variant: Variant| {
        let to = TableAt { variant, sort: None, ..at };
        let current = match variant == at.variant {
            true if at.sort.is_none() => "page",
            true => "true",
            false => "",
        };
        ViewLink { label: view_label(view, variant), href: view.href(&to.path(view.site)), current }
    };
    let is_year = |variant: &Variant| matches!(variant, Variant::Year(_));
    let (mut years, items): (Vec<Variant>, Vec<Variant>) =
        plan.views.iter().map(|(variant, _)| *variant).partition(is_year);
    years.sort_unstable();
    Some(ViewsView {
        items: items.into_iter().map(link).collect(),
        years: years.into_iter().map(link).collect(),
    })
}

fn view_label(view: &View<'_>, variant: Variant) -> String {
    match variant {
        Variant::Declared => view.words.get("view.declared").to_owned(),
        Variant::Year(year) => view.words.fill("year.label", &[("year", &year.to_string())]),
        Variant::Latest(..) => view.words.get("view.latest").to_owned(),
        Variant::Change => view.words.get("view.change").to_owned(),
    }
}

/// The title of a page: the table's, with what is particular to it.
pub(in super::super::super) fn view_title(view: &View<'_>, at: TableAt, names: &[Text]) -> Text {
    let mut title = table_title(view, at.table);
    let mut add = |key: &str, what: &Text| title = view.fill(key, &[("title", &title), ("what", what)]);
    if at.variant != Variant::Declared {
        add("table.title_view", &view_label(view, at.variant).into());
    }
    if let Some(column) = at.sort {
        add("table.title_sorted", &names[column]);
    }
    if let Some(part) = at.part {
        add("table.title_part", &part_name(view, &view.site.table_plans[at.table].parts[part]));
    }
    title
}

fn part_name(view: &View<'_>, part: &TablePart) -> Text {
    let name = view.chinese(&part.name);
    match part.number {
        0 => name,
        n => view.fill("table.part_number", &[("part", &name), ("n", &n.to_string().into())]),
    }
}

/// Which values a view shows, in a sentence; none on the declared one, whose columns each say it.
pub(super) fn rule(view: &View<'_>, at: TableAt) -> Option<String> {
    let year = |year: i16| year.to_string();
    match at.variant {
        Variant::Declared => None,
        Variant::Year(y) => Some(view.words.fill("view.year_rule", &[("year", &year(y))])),
        Variant::Latest(from, to) => {
            let tolerance = view.catalog().tables[at.table].tolerance.to_string();
            let blanks = [("from", &*year(from)), ("to", &year(to)), ("n", &tolerance)];
            let key = if from == to { "view.latest_rule_one" } else { "view.latest_rule" };
            Some(view.words.fill(key, &blanks))
        }
        Variant::Change => Some(view.words.get("view.change_rule").to_owned()),
    }
}

/// The columns that have nothing to show in a view, in a sentence.
pub(super) fn left_out(view: &View<'_>, variant: Variant, shown: &Variation<'_>) -> Option<Text> {
    if shown.left_out.is_empty() {
        return None;
    }
    let names = view.list(shown.left_out.iter().map(|column| label(view, variant, column)));
    let key = if variant == Variant::Change { "view.left_out_change" } else { "view.left_out" };
    Some(view.fill(key, &[("columns", &names)]))
}

/// The parts of a table that is split: all with how many of their places have a value in each column; on the page of one,
/// those beside it, so that no page grows with the site.
pub(super) fn part_links(view: &View<'_>, at: TableAt, shown: &Variation<'_>) -> Vec<PartLink> {
    let has_value = |cell: &Cell| matches!(cell, Cell::Figure(_) | Cell::Computed(_) | Cell::Change(..));
    let link = |(n, part): (usize, &TablePart)| {
        let count = |cells: &[Cell]| part.places.iter().filter(|p| has_value(&cells[p.ix()])).count();
        let coverage =
            shown.worked.columns.iter().map(|c| format!("{}/{}", count(&c.cells), part.places.len()));
        PartLink {
            name: part_name(view, part),
            href: view.href(&TableAt { part: Some(n), sort: None, ..at }.path(view.site)),
            is_current: at.part == Some(n),
            places: part.places.len().to_string(),
            coverage: if at.part.is_none() { coverage.collect() } else { Vec::new() },
        }
    };
    let parts = &view.site.table_plans[at.table].parts;
    let beside = at.part.map_or(0..parts.len(), |n| beside(n, parts.len()));
    parts.iter().enumerate().skip(beside.start).take(beside.len()).map(link).collect()
}

/// The parts that the page of one leads to: all, where they are few.
fn beside(part: usize, parts: usize) -> Range<usize> {
    match parts <= 2 * MOST_BESIDE {
        true => 0..parts,
        false => part.saturating_sub(MOST_BESIDE)..parts.min(part + MOST_BESIDE + 1),
    }
}

/// Where the page of one of very many parts does not lead to all of them: the way to the page that does.
pub(super) fn all_parts(view: &View<'_>, at: TableAt) -> Option<Link> {
    let parts = view.site.table_plans[at.table].parts.len();
    let whole = TableAt { part: None, sort: None, ..at };
    (beside(at.part?, parts).len() < parts)
        .then(|| view.link(view.words.count("table.all_parts", parts), &whole.path(view.site)))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_part_leads_to_all_others_or_to_those_beside_it() {
        assert_eq!([beside(0, 3), beside(39, 40)], [0..3, 0..40]);
        assert_eq!([beside(0, 100), beside(50, 100), beside(99, 100)], [0..21, 30..71, 79..100]);
    }
}

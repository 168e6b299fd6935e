//! Where a reader reports what is wrong: an address with what the page knows of the figure filled in.

use super::{
    super::{
        href::{SitePath, encode, fragment},
        list::folder,
        view::View,
    },
    head::published,
};
use crate::model::{ArticleIx, ObsIx};

/// The address for a report on a figure and the version of its record; none where the site takes no reports.
pub fn report_figure(view: &View<'_>, ix: ObsIx) -> Option<String> {
    let catalog = view.catalog();
    let feedback = catalog.site.report.as_ref()?;
    let record = catalog.observation(ix);
    let address = record_address(view, ix);
    let lines = record.lines.to_string();
    let place = view.place_name(catalog.place_of(ix));
    let id = format!("{}#{}", catalog.article(record.article).slug, record.anchor);
    let values = [
        ("record", id.as_str()),
        ("place", place.plain()),
        ("metric", catalog.metric(record.metric).id.as_str()),
        ("value", &record.quantity.printed),
        ("lines", &lines),
        ("address", &address),
        ("version", &view.site.version(ix).to_string()),
    ];
    Some(feedback.fill(&values, encode))
}

/// The address for a report on the page of an article as a whole.
pub fn report_article(view: &View<'_>, ix: ArticleIx) -> Option<String> {
    let article = view.catalog().article(ix);
    let feedback = view.catalog().site.report.as_ref()?;
    let place = view.place_name(article.place);
    let address = page_address(view, &SitePath::article(article));
    Some(feedback.fill(&[("record", &article.slug), ("place", place.plain()), ("address", &address)], encode))
}

/// The address of a figure's record: where the site is published, else the file from the site's root.
pub fn record_address(view: &View<'_>, ix: ObsIx) -> String {
    let record = view.catalog().observation(ix);
    let page = || page_address(view, &SitePath::article(view.catalog().article(record.article)));
    let mut address = view.of_article(record.article).address.get_or_init(page).clone();
    fragment(&record.anchor, &mut address);
    address
}

/// The address of a page in the language of this one: where the site is published, else the file from the site's root.
fn page_address(view: &View<'_>, page: &SitePath) -> String {
    published(view, page).unwrap_or_else(|| page.within(folder(view.site, view.lang())).to_string())
}

//! Corrections that editors declared, and articles that contradict each other, with what was decided.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        CHANGES, CorrectionView, DisagreementView, FigureView, PageHead, PageTitle, between_articles,
        correction, figure, page_head,
    },
    text::Text,
    view::{Link, Named, View},
};
use crate::derive::{Disagreement, disagreements};
use crate::model::{ObsIx, PlaceIx};

/// How many corrections, and how many disagreements, the page shows in full. Of a larger site it names the places of the
/// others, whose profiles show them all.
const SHOWN: usize = 200;

/// Corrections and disagreements.
#[derive(Debug, Serialize)]
pub(crate) struct Corrections<'a> {
    root: String,
    page: PageHead,
    changes: Option<Link>,
    corrected: Listed<CorrectedView<'a>>,
    between: Listed<BetweenView<'a>>,
}

/// Entries in full, and places that have more.
#[derive(Debug, Serialize)]
struct Listed<T> {
    count: String,
    shown: Vec<T>,
    more: Vec<Link>,
}

/// A figure that its source prints wrongly.
#[derive(Debug, Serialize)]
struct CorrectedView<'a> {
    place: Named,
    label: Text,
    period: String,
    figure: FigureView<'a>,
    correction: CorrectionView,
}

/// Two articles that give different values of the same thing.
#[derive(Debug, Serialize)]
struct BetweenView<'a> {
    place: Named,
    #[serde(flatten)]
    disagreement: DisagreementView<'a>,
}

/// Corrections and disagreements of the whole site.
pub(crate) fn corrections<'a>(view: &View<'a>) -> Corrections<'a> {
    let title = PageTitle {
        title: view.words.get("title.corrections").into(),
        description: view.words.get("corrections.intro").into(),
        kind: "checks",
        nav: "corrections".to_owned(),
        ..PageTitle::default()
    };
    let (mut corrected, mut between) = (Vec::new(), Vec::new());
    for place in view.catalog().place_ids() {
        for found in disagreements(&view.site.checked, &view.site.index, place) {
            match found {
                Disagreement::Within(..) => {}
                Disagreement::Between(a, b) => between.push((place, (a, b))),
                Disagreement::Corrected(figure) => corrected.push((place, figure)),
            }
        }
    }
    let page = page_head(view, title);
    let corrected = listed(view, "corrections.count", corrected, |place, figure| {
        Some(corrected_view(view, place, figure, correction(view, figure)?))
    });
    let between = listed(view, "corrections.count", between, |place, (a, b)| {
        Some(BetweenView { place: view.place(place), disagreement: between_articles(view, a, b) })
    });
    let changes = (!view.catalog().ledger.is_empty())
        .then(|| view.link(view.words.get("title.changes"), &SitePath::new(CHANGES)));
    Corrections { root: view.path.root(), page, changes, corrected, between }
}

fn listed<E: Copy, T>(
    view: &View<'_>,
    count: &'static str,
    all: Vec<(PlaceIx, E)>,
    show: impl Fn(PlaceIx, E) -> Option<T>,
) -> Listed<T> {
    let rest = all.get(SHOWN..).unwrap_or_default();
    let mut more: Vec<PlaceIx> = rest.iter().map(|(place, _)| *place).collect();
    more.dedup();
    Listed {
        count: if all.is_empty() { String::new() } else { view.words.count(count, all.len()) },
        shown: all.iter().take(SHOWN).filter_map(|(place, entry)| show(*place, *entry)).collect(),
        more: more.into_iter().map(|place| on_profile(view, place)).collect(),
    }
}

/// Where the profile of a place shows its disagreements.
fn on_profile(view: &View<'_>, place: PlaceIx) -> Link {
    let Link { label, href } = view.place_link(place);
    Link { label, href: format!("{href}#disagreements") }
}

fn corrected_view<'a>(
    view: &View<'a>,
    place: PlaceIx,
    corrected: ObsIx,
    correction: CorrectionView,
) -> CorrectedView<'a> {
    let record = view.catalog().observation(corrected);
    CorrectedView {
        place: view.place(place),
        label: view.metric_label(record.metric),
        period: view.period(&record.period),
        figure: figure(view, corrected),
        correction,
    }
}

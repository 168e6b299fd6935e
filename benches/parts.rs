//! What single parts cost: `cargo bench --bench parts`. A second run says how much each has changed since the first, with
//! how sure that is.
#![expect(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::{hint::black_box, path::Path, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use mimalloc::MiMalloc;
use xianzhi::{
    derive,
    model::Date,
    pipeline::{self, Drafts},
    quantity::Quantity,
    read::{self, Wanted},
    render::{Page, PageKind, Renderer},
};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

/// A site of two provinces, twelve counties and seven years.
const SITE: &str = "tests/fixtures/site/years";

const PRINTED: [&str; 8] =
    ["3621余万元", "27440人", "99.51%", "两千三百户", "1,668万亩", "42.6万人次", "5100千瓦", "0.3%以下"];

fn quantities(criterion: &mut Criterion) {
    criterion.bench_function("eight quantities", |bench| {
        bench.iter(|| PRINTED.map(|text| Quantity::parse(black_box(text)).unwrap()));
    });
}

fn reading(criterion: &mut Criterion) {
    criterion.bench_function("a site read: front matter and texts", |bench| {
        bench.iter(|| read::load_with(Path::new(SITE), Wanted::All).unwrap());
    });
    criterion.bench_function("a site checked", |bench| {
        bench.iter(|| pipeline::analyse(Path::new(SITE), TODAY, None, Drafts::LeftOut).unwrap());
    });
}

fn pages(criterion: &mut Criterion) {
    let analysis = pipeline::analyse(Path::new(SITE), TODAY, None, Drafts::LeftOut).unwrap();
    let checked = analysis.checked.unwrap();
    criterion.bench_function("everything derived", |bench| bench.iter(|| derive::run(Arc::clone(&checked))));
    let renderer = Renderer::new(&derive::run(checked)).unwrap();
    let pages = renderer.pages();
    let mut one = |name: &str, is: fn(&PageKind) -> bool| {
        let page: &Page = pages.iter().find(|page| is(&page.kind)).unwrap();
        let mut buffer = Vec::new();
        criterion.bench_function(name, |bench| {
            bench.iter(|| renderer.render_to(page, &mut buffer, &mut |_| Ok(())).unwrap())
        });
    };
    one("a profile", |kind| matches!(kind, PageKind::County(_)));
    one("an article", |kind| matches!(kind, PageKind::Article(_)));
    one("a table", |kind| matches!(kind, PageKind::Table(_)));
    one("Markdown: a page of text", |kind| matches!(kind, PageKind::Plain(_)));
    one("a chart", |kind| matches!(kind, PageKind::Chart(..)));
    one("the data of a page", |kind| matches!(kind, PageKind::Twin(_)));
}

criterion_group!(benches, quantities, reading, pages);
criterion_main!(benches);

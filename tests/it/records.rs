//! Addresses and versions of records: they follow what a figure is, wherever its entry stands and whatever it is called.

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::Config};
use xianzhi::model::{Basis, Catalog};

use crate::support::SiteTest;

/// What every record of a site says, by article and fragment, with its version; relations say what they link together.
fn records(site: &SiteTest) -> BTreeMap<String, String> {
    let analysis = site.analyse();
    let checked = analysis.checked.unwrap_or_else(|| panic!("{:#?}", analysis.findings));
    let catalog = &checked.catalog;
    let figures = catalog.observation_ids().map(|ix| {
        let o = catalog.observation(ix);
        let address = format!("{}#{}", catalog.article(o.article).slug, o.anchor);
        (address, format!("{} {}", said(catalog, ix), catalog.version(ix)))
    });
    let relations = catalog.articles.iter().flat_map(|article| {
        article.relations.iter().map(|r| (format!("{}#{}", article.slug, r.anchor), r.text.clone()))
    });
    let all: Vec<(String, String)> = figures.chain(relations).collect();
    let named: BTreeMap<String, String> = all.iter().cloned().collect();
    assert_eq!(named.len(), all.len(), "every address is that of one record");
    named
}

fn said(catalog: &Catalog, ix: xianzhi::model::ObsIx) -> String {
    let o = catalog.observation(ix);
    let formula = match &o.basis {
        Basis::Derived(formula) => formula.text.to_string(),
        basis => basis.id().to_owned(),
    };
    let metric = catalog.metric(o.metric);
    format!("{} {} {} {} {} {formula}", metric.id, o.quantity.printed, o.period, o.kind.id(), o.lines)
}

/// Puts the entries of a list of front matter into another order; the first entry of a local metric, which defines it,
/// stays before the others.
fn shuffle(text: &str, list: &str, order: &[usize]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let Some(start) = lines.iter().position(|l| *l == format!("{list}:")) else { return text.to_owned() };
    let inside = |l: &&&str| l.starts_with("  ");
    let length = lines[start + 1..].iter().take_while(inside).count();
    let (before, rest) = lines.split_at(start + 1);
    let (own, after) = rest.split_at(length);
    let mut entries: Vec<String> = Vec::new();
    for line in own.iter().filter(|line| !line.starts_with("  #")) {
        match entries.last_mut() {
            Some(entry) if !line.starts_with("  - ") => *entry += &format!("\n{line}"),
            _ => entries.push((*line).to_owned()),
        }
    }
    let mut moved: Vec<&str> = order.iter().filter_map(|i| entries.get(*i).map(String::as_str)).collect();
    assert_eq!(moved.len(), entries.len(), "the order reaches every entry");
    let id = |l: &str| l.split("metric: ").nth(1).and_then(|l| l.split([',', '}']).next()).map(str::to_owned);
    for i in 0..moved.len() {
        if moved[i].contains("label: ") {
            let first = moved.iter().position(|l| id(l) == id(moved[i])).unwrap();
            moved.swap(first.min(i), i);
        }
    }
    [before, &moved, after].concat().join("\n") + "\n"
}

/// Gives an article another title.
fn retitle(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix("title: ") {
        Some(title) => format!("title: 另题{title}"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn articles(site: &SiteTest) -> Vec<String> {
    let folder = site.root().join("content/articles");
    let names = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let own = names.filter(|name| !name.ends_with(".en.md"));
    own.map(|name| format!("content/articles/{name}")).collect()
}

proptest! {
    #![proptest_config(Config { cases: 6, failure_persistence: None, ..Config::default() })]

    /// The addresses of this repository's own records, and what stands there, do not depend on the order of entries or on
    /// titles.
    #[test]
    fn records_keep_their_addresses_in_any_order(order in Just((0..400).collect::<Vec<usize>>()).prop_shuffle()) {
        let site = SiteTest::own();
        let before = records(&site);
        for path in articles(&site) {
            let text = site.read(&path);
            let moved = shuffle(&shuffle(&text, "metrics", &order), "relations", &order);
            prop_assert_ne!(&moved, &text);
            site.write(&path, retitle(&moved));
        }
        prop_assert_eq!(records(&site), before);
    }
}

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

/// Two values of one metric and period, of different kinds: which is written first says nothing of their addresses.
#[test]
fn kinds_of_one_metric_keep_their_addresses() {
    let lists = [("water.people", ""), ("water.wells", ", label: 水井")];
    for (metric, label) in lists {
        let entry = |value, kind| {
            format!("  - {{metric: {metric}{label}, value: {value}, kind: {kind}, lines: 1, period: 2016}}\n")
        };
        let (a, b) = (entry("15人", "cumulative"), entry("9人", "flow"));
        let of = |first: &str, second: &str| {
            let site = SiteTest::base();
            site.edit(ARTICLE, "metrics:\n", &format!("metrics:\n{first}{second}"));
            records(&site)
        };
        let found = of(&a, &b);
        let own: Vec<&str> =
            found.keys().filter(|k| k.contains(metric) && k.contains("-2016")).map(|k| &**k).collect();
        assert_eq!(own.len(), 2, "{found:#?}");
        assert_eq!(of(&b, &a), found);
    }
}

/// The version of a record changes with each thing that it says, and that of no other record with it.
#[test]
fn a_version_changes_exactly_with_its_record() {
    let before = records(&SiteTest::base());
    let entry = "{metric: poverty.rate, value: 0.25%, lines: 8}";
    for changed in [
        "{metric: poverty.rate, value: 0.26%, lines: 8}",
        "{metric: poverty.rate, value: 0.25%, lines: 9}",
        "{metric: poverty.rate, value: 0.25%, lines: 8, note: 口径见原文。}",
        "{metric: poverty.rate, value: 0.25%, lines: 8, population: 农村人口}",
        "{metric: poverty.rate, value: 0.25%, lines: 8, kind: target}",
    ] {
        let site = SiteTest::base();
        site.edit(ARTICLE, entry, changed);
        let after = records(&site);
        let others = |all: &BTreeMap<String, String>| -> Vec<String> {
            all.iter()
                .filter(|(k, _)| !k.contains("#f-poverty.rate-2019"))
                .map(|(k, v)| format!("{k} {v}"))
                .collect()
        };
        assert_eq!(others(&after), others(&before), "{changed}");
        let version = |all: &BTreeMap<String, String>| {
            let own = all.iter().find(|(k, _)| k.starts_with("990101-qingshi-2019#f-poverty.rate-2019"));
            own.unwrap().1.rsplit(' ').next().unwrap().to_owned()
        };
        assert_ne!(version(&after), version(&before), "{changed}");
    }
    let site = SiteTest::base();
    site.edit(ARTICLE, "title: 青石县的脱贫与饮水", "title: 另题");
    assert_eq!(records(&site), before, "a title is no part of a record");
}

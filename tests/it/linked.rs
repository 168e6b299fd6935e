//! Pages as data: each names its twin in JSON, which says what the tables of the site say; what a page says of itself to
//! programs is well formed whatever the content holds, and says nothing that is not known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    html::{Token, tokens},
    support::{Built, SiteTest, join, own_built, years_built},
};

/// The folders of pages that have a twin.
const FOLDERS: [&str; 4] = ["counties/", "metrics/", "tables/", "articles/"];

/// The most bytes that a page says of itself to programs.
const MOST_BYTES: usize = 8 * 1024;

fn json(built: &Built, path: &str) -> Value {
    serde_json::from_str(built.text(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Pages with a twin, in all languages, without those that only lead on.
fn pages(built: &Built) -> Vec<(&str, &str)> {
    let has_twin = |path: &str| FOLDERS.iter().any(|f| path.trim_start_matches("en/").starts_with(f));
    built.pages().filter(|(path, page)| has_twin(path) && !page.contains("class=\"kind-moved\"")).collect()
}

/// The values of an attribute of the elements with this name and this value of another attribute.
fn values(page: &str, element: &str, (key, is): (&str, &str), wanted: &str) -> Vec<String> {
    let get = |attributes: &[(&str, String)], name: &str| {
        attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone())
    };
    let of = |token: Token<'_>| match token {
        Token::Open(name, attributes) if name == element && get(&attributes, key).as_deref() == Some(is) => {
            get(&attributes, wanted)
        }
        _ => None,
    };
    tokens(page).into_iter().filter_map(of).collect()
}

/// The data block of a page.
fn block(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">")?;
    Some(rest.split_once("</script>").unwrap().0)
}

/// The nodes of a page's data block of this type.
fn nodes(page: &str, kind: &str) -> Vec<Value> {
    let Some(block) = block(page) else { return Vec::new() };
    let read: Value = serde_json::from_str(block).unwrap_or_else(|e| panic!("{e}: {block}"));
    let graph = read["@graph"].as_array().unwrap().clone();
    graph.into_iter().filter(|node| node["@type"] == kind).collect()
}

#[test]
fn every_page_names_its_data_which_leads_back_to_it() {
    for built in [own_built(), years_built()] {
        let mut named = BTreeSet::new();
        for (path, page) in pages(built) {
            let links = values(page, "link", ("type", "application/json"), "href");
            let [link] = &links[..] else { panic!("{path} names {links:?}") };
            assert!(page.contains(&format!("<a href=\"{link}\" download>")), "{path} offers no download");
            let twin = join(path, link).unwrap();
            let data = json(built, &twin);
            let schema = join(&twin, data["$schema"].as_str().unwrap()).unwrap();
            assert_eq!(json(built, &schema)["$schema"], "https://json-schema.org/draft/2020-12/schema");
            let lang = if path.starts_with("en/") { "en" } else { "zh" };
            let back = join(&twin, data["pages"][lang].as_str().unwrap()).unwrap();
            let is_part = back.trim_end_matches("html").len() < path.len() && path.contains("tables/");
            assert!(back == path || is_part, "{twin} leads to {back}, not {path}");
            named.insert(twin);
        }
        let folders = FOLDERS.map(|folder| format!("data/{folder}"));
        let is_twin = |path: &&String| path.ends_with(".json") && folders.iter().any(|f| path.starts_with(f));
        let all: BTreeSet<String> = built.files.keys().filter(is_twin).cloned().collect();
        assert_eq!(named, all, "no file of data is without its page");
    }
}

/// A figure of a file of data, as the columns of the table of all observations have it.
fn as_row(figure: &Value) -> BTreeMap<&'static str, String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let same = [
        "place_code",
        "domain",
        "metric",
        "printed",
        "value",
        "unit",
        "base_value",
        "base_unit",
        "qualifier",
        "low",
        "high",
        "period",
        "kind",
        "basis",
        "article",
        "source_file",
    ];
    let mut row: BTreeMap<&str, String> = same.iter().map(|key| (*key, text(&figure[*key]))).collect();
    row.insert("label", text(&figure["label"]["zh"]));
    row.insert("note", text(&figure["note"]["zh"]));
    row.insert("line_start", text(&figure["lines"][0]["start"]));
    row.insert("line_end", text(&figure["lines"][0]["end"]));
    row
}

fn rows(built: &Built, path: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(built.text(path).as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn figures_are_those_of_the_table_of_all_observations() {
    for built in [own_built(), years_built()] {
        let all = rows(built, "data/observations.csv");
        let mut found: BTreeMap<&str, Vec<BTreeMap<&str, String>>> = BTreeMap::new();
        for folder in ["data/counties/", "data/articles/", "data/metrics/"] {
            for path in built.files.keys().filter(|p| p.starts_with(folder) && p.ends_with(".json")) {
                let data = json(built, path);
                let figures = data["figures"].as_array().unwrap().iter().map(as_row);
                found.entry(folder).or_default().extend(figures);
            }
        }
        let wanted = |row: &BTreeMap<String, String>| -> BTreeMap<&str, String> {
            let keys = found["data/counties/"][0].keys();
            keys.map(|key| (*key, row[*key].clone())).collect()
        };
        let mut wanted: Vec<_> = all.iter().map(wanted).collect();
        assert_eq!(found["data/counties/"], wanted, "in the order of the table");
        wanted.sort();
        found.get_mut("data/articles/").unwrap().sort();
        assert_eq!(found["data/articles/"], wanted);
        let is_found = |row: &BTreeMap<&str, String>| wanted.binary_search(row).is_ok();
        assert!(!found["data/metrics/"].is_empty() && found["data/metrics/"].iter().all(is_found));
    }
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.iter().any(holds_null),
        Value::Object(fields) => fields.values().any(holds_null),
        _ => false,
    }
}

#[test]
fn what_is_missing_has_a_name_and_what_must_not_be_ranked_has_no_rank() {
    let mut states = BTreeSet::new();
    for built in [own_built(), years_built()] {
        for path in built.files.keys().filter(|p| p.starts_with("data/") && p.ends_with(".json")) {
            let data = json(built, path);
            assert!(!holds_null(&data), "{path}");
            if path.starts_with("data/tables/") {
                look_at_cells(built, path, &data, &mut states);
            }
        }
    }
    let all = ["change", "computed", "figure", "not_applicable", "not_printed", "other_period"];
    assert_eq!(states.into_iter().collect::<Vec<_>>(), all);
}

/// All places are in a table, every cell says what it holds, and only columns that may be ranked have ranks.
fn look_at_cells(built: &Built, path: &str, data: &Value, states: &mut BTreeSet<String>) {
    let is_county = |p: &&String| p.starts_with("data/counties/");
    let columns = data["columns"].as_array().unwrap();
    let rows = data["rows"].as_array().unwrap();
    assert_eq!(rows.len(), built.files.keys().filter(is_county).count(), "{path} has all places");
    for row in rows {
        let cells = row["cells"].as_array().unwrap();
        assert_eq!(cells.len(), columns.len(), "{path}");
        for (cell, column) in cells.iter().zip(columns) {
            states.insert(cell["state"].as_str().unwrap().to_owned());
            let is_ranked = column["comparability"]["ranked"] == true;
            assert!(is_ranked || cell.get("rank").is_none(), "{path}: {cell}");
            assert_eq!(is_ranked, column["comparability"]["reasons"].as_array().unwrap().is_empty());
        }
    }
}

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";
const LICENCE: &str = "licence: {name: CC BY 4.0, url: \"https://creativecommons.org/licenses/by/4.0/\"}\n";

#[test]
fn no_title_ends_the_data_block() {
    let site = SiteTest::base();
    let hostile = "</script><script>alert(1)</script><!-- ]]> & 青石";
    site.edit(ARTICLE, "title: 青石县的脱贫与饮水", &format!("title: \"{hostile}\""));
    let built = site.build();
    let page = built.text("articles/990101-qingshi-2019.html");
    assert_eq!(nodes(page, "Article")[0]["headline"], hostile);
    for (path, page) in built.pages() {
        for token in tokens(page) {
            let Token::Open("script", attributes) = token else { continue };
            let is_data = attributes.contains(&("type", "application/ld+json".to_owned()));
            assert!(is_data || attributes.iter().any(|(name, _)| *name == "src"), "{path} has a script");
        }
        assert!(block(page).is_none_or(|block| !block.contains(['<', '>', '&'])), "{path}");
    }
}

#[test]
fn pages_say_what_their_data_are_in_few_bytes() {
    for built in [own_built(), years_built()] {
        for (path, page) in built.pages() {
            assert!(
                block(page).map_or(0, str::len) <= MOST_BYTES,
                "{path}: {} bytes",
                block(page).unwrap().len()
            );
        }
        for (path, page) in pages(built) {
            assert_eq!(nodes(page, "BreadcrumbList").len(), 1, "{path}");
            let articles = nodes(page, "Article");
            assert_eq!(articles.len(), usize::from(path.contains("articles/")), "{path}");
            for set in nodes(page, "Dataset") {
                let needed = [
                    "name",
                    "description",
                    "license",
                    "isBasedOn",
                    "temporalCoverage",
                    "spatialCoverage",
                    "variableMeasured",
                    "distribution",
                    "includedInDataCatalog",
                    "inLanguage",
                ];
                for key in needed {
                    assert!(!set[key].is_null(), "{path}: the data set has no {key}");
                }
                assert!(set["description"].as_str().unwrap().chars().count() >= 50, "{path}");
            }
        }
        assert_eq!(nodes(built.text("index.html"), "Dataset").len(), 1);
    }
}

#[test]
fn dates_of_reports_are_those_that_are_printed() {
    let source = |page| nodes(own_built().text(page), "Article")[0]["isBasedOn"].clone();
    assert_eq!(source("articles/430405-zhuhui-2017.html")["datePublished"], "2017-12-21");
    let inferred = source("articles/430503-daxiang-2020.html");
    assert!(inferred["datePublished"].is_null() && inferred["headline"].is_null(), "{inferred}");
}

#[test]
fn a_value_that_stands_for_itself_is_the_only_one_of_its_kind() {
    let page = years_built().text("counties/990102-qingshi.html");
    let variables = nodes(page, "Dataset")[0]["variableMeasured"].as_array().unwrap().clone();
    let rate = variables.iter().find(|v| v["propertyID"] == "poverty.rate").unwrap();
    assert!(rate["value"].is_null(), "it is printed for several years: {rate}");
    let figures = json(years_built(), "data/counties/990102-qingshi.json")["figures"].clone();
    for variable in variables.iter().filter(|v| !v["value"].is_null()) {
        let of = |f: &&Value| f["metric"] == variable["propertyID"];
        let own: Vec<&Value> = figures.as_array().unwrap().iter().filter(of).collect();
        assert_eq!(own.len(), 1, "{variable}");
        assert_eq!(own[0]["value"], variable["value"]);
        assert!(own[0].get("qualifier").is_none() && own[0]["basis"] != "derived", "{}", own[0]);
    }
}

#[test]
fn what_measures_nothing_is_no_data_set() {
    let page = years_built().text("counties/990223-wuwen.html");
    assert!(nodes(page, "Dataset").is_empty());
    assert_eq!(nodes(page, "BreadcrumbList").len(), 1);
}

#[test]
fn a_licence_that_nobody_gave_is_not_made_up_and_the_check_says_so() {
    let site = SiteTest::base();
    let found = |site: &SiteTest| {
        let findings = site.analyse().findings;
        findings.iter().any(|f| f.rule.0 == "incomplete-dataset" && f.message.en.contains("licence"))
    };
    assert!(!found(&site));
    site.edit("site.yaml", LICENCE, "");
    assert!(found(&site));
    let built = site.build();
    assert!(nodes(built.text("index.html"), "Dataset")[0]["license"].is_null());
    let catalog = json(&built, "data/catalog.jsonld");
    assert!(catalog["dct:license"].is_null() && catalog["dcat:dataset"]["dct:license"].is_null());
    assert!(json(&built, "data/counties/990101-qingshi.json")["site"].get("licence").is_none());
}

#[test]
fn a_publisher_is_named_where_the_site_names_one() {
    let site = SiteTest::base();
    let named = "publisher: {name: 云岭日报社, url: \"https://press.example.org\"}\n";
    site.edit("site.yaml", LICENCE, &format!("{LICENCE}{named}"));
    let built = site.build();
    let set = &nodes(built.text("index.html"), "Dataset")[0];
    assert_eq!(set["creator"]["name"], "云岭日报社");
    let publisher = json(&built, "data/catalog.jsonld")["dct:publisher"].clone();
    assert_eq!(publisher["foaf:homepage"]["@id"], "https://press.example.org");
}

#[test]
fn whole_addresses_and_pictures_come_with_a_published_site() {
    let site = SiteTest::base();
    let published = "base_url: https://data.example.org/yunzhou\nshare_pictures: true\n";
    site.edit("site.yaml", LICENCE, &format!("{LICENCE}{published}"));
    let built = site.build();
    let page = built.text("counties/990101-qingshi.html");
    let root = "https://data.example.org/yunzhou/";
    let set = &nodes(page, "Dataset")[0];
    assert_eq!(set["url"], format!("{root}counties/990101-qingshi.html"));
    assert_eq!(set["distribution"][1]["contentUrl"], format!("{root}data/counties/990101-qingshi.json"));
    let steps = nodes(page, "BreadcrumbList")[0]["itemListElement"].as_array().unwrap().clone();
    let (last, above) = steps.split_last().unwrap();
    assert!(above.iter().all(|step| step["item"].as_str().unwrap().starts_with(root)), "{above:?}");
    assert!(last["item"].is_null());
    let shared = |property| values(page, "meta", ("property", property), "content");
    assert_eq!(shared("og:url"), [format!("{root}counties/990101-qingshi.html")]);
    let [picture] = &shared("og:image")[..] else { panic!("no picture") };
    let bytes = &built.files[picture.strip_prefix(root).unwrap()];
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!(bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630");
    let first = json(&built, "data/catalog.jsonld")["dcat:dataset"]["dcat:distribution"][0].clone();
    assert_eq!(first["dcat:downloadURL"]["@id"], format!("{root}data/observations.csv"));
}

/// Where there is ink in a picture: columns and rows, first and last.
fn ink(png: &[u8]) -> ((u32, u32), (u32, u32)) {
    let pixels = resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    let width = pixels.width();
    let is_dark = |p: &resvg::tiny_skia::PremultipliedColorU8| p.red() < 120 && p.green() < 120;
    let dark = pixels.pixels().iter().enumerate().filter(|(_, p)| is_dark(p));
    let at: Vec<(u32, u32)> = dark.map(|(n, _)| (n as u32 % width, n as u32 / width)).collect();
    let ends =
        |of: fn(&(u32, u32)) -> u32| (at.iter().map(of).min().unwrap(), at.iter().map(of).max().unwrap());
    (ends(|p| p.0), ends(|p| p.1))
}

#[test]
fn the_longest_names_fit_the_picture_in_both_languages() {
    let site = SiteTest::base();
    site.edit(
        "site.yaml",
        "languages: [zh]\n",
        "languages: [zh, en]\nshare_pictures: true\nbase_url: https://example.org\n",
    );
    let long = "name: 双江拉祜族佤族布朗族傣族自治县, pinyin: qingshi, \
                en: \"Shuangjiang Lahu, Va, Blang and Dai Autonomous County\"";
    let short = "name: 青石县, pinyin: qingshi, en: Qingshi County";
    site.edit("content/places.yaml", short, long);
    let built = site.build();
    for path in ["share/990101-qingshi.png", "en/share/990101-qingshi.png"] {
        // Left of the text stands the seal, which is red; to its right there is a margin, and so below.
        let ((left, right), (top, bottom)) = ink(&built.files[path]);
        assert!((90..120).contains(&left) && (1080..=1140).contains(&right), "{path}: {left} to {right}");
        assert!(top > 110 && bottom < 610, "{path}: {top} to {bottom}");
    }
}

#[test]
fn every_page_says_how_it_is_shared_and_names_no_address_that_is_not_known() {
    for (path, page) in own_built().pages().filter(|(_, page)| !page.contains("class=\"kind-moved\"")) {
        let shared = |property| values(page, "meta", ("property", property), "content");
        for property in ["og:title", "og:description", "og:type", "og:locale", "og:site_name"] {
            assert!(matches!(&shared(property)[..], [one] if !one.is_empty()), "{path}: {property}");
        }
        assert!(shared("og:url").is_empty() && shared("og:image").is_empty(), "{path}");
        let locale = if path.starts_with("en/") { "en_GB" } else { "zh_CN" };
        assert_eq!(shared("og:locale"), [locale]);
    }
}

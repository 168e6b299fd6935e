//! The open data: its tables are whole, joined, raw, described in words, and the same at every build.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::support::{Built, SiteTest, own_built, years_built};

/// A table read back: its fields, then its rows.
struct Table {
    fields: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

impl Table {
    fn of(built: &Built, name: &str) -> Table {
        let mut reader = csv::Reader::from_reader(built.text(&format!("data/{name}.csv")).as_bytes());
        let fields: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|record| {
            let record = record.unwrap();
            fields.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
        });
        Table { rows: rows.collect(), fields }
    }

    fn column(&self, field: &str) -> Vec<&str> {
        self.rows.iter().map(|row| row[field].as_str()).collect()
    }

    fn keys(&self, field: &str) -> BTreeSet<&str> {
        let keys: BTreeSet<&str> = self.column(field).into_iter().collect();
        assert_eq!(keys.len(), self.rows.len(), "{field} is a key");
        keys
    }
}

fn json(built: &Built, path: &str) -> Value {
    serde_json::from_str(built.text(path)).unwrap()
}

/// The base site with a database.
fn with_database() -> SiteTest {
    let site = SiteTest::base();
    site.edit("site.yaml", "languages: [zh]", "languages: [zh, en]\nsqlite: true");
    site
}

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

/// What others read by name: a field may come at the end, none may go or move.
#[test]
fn the_fields_of_each_table_are_as_agreed() {
    for (name, fields) in [
        (
            "observations",
            "place_code,place,prefecture,province,domain,metric,label,printed,value,unit,base_value,base_unit,\
             qualifier,low,high,period,kind,basis,article,source_file,line_start,line_end,note",
        ),
        (
            "metrics",
            "id,scope,article,domain,domain_zh,domain_en,label_zh,label_en,unit,base_unit,dimension_zh,\
             dimension_en,kind,direction,population_zh,population_en,definition_zh,definition_en,part_of,\
             denominator,formula,observations,page",
        ),
        (
            "places",
            "code,name,name_en,pinyin,kind,prefecture,prefecture_en,province,province_en,former_names,\
             former_until,articles,observations,page",
        ),
        (
            "articles",
            "slug,place_code,title_zh,title_en,headline,subtitle,producer,edition,date,authors,url,source_file,\
             source_sha256,period,observations,coverage,figures,recorded,excluded,unhandled,note,page,\
             state,checked_by,checked_on",
        ),
        ("relations", "article,anchor,relation,words_zh,words_en,verdict,known_zh,known_en,page"),
    ] {
        assert_eq!(Table::of(own_built(), name).fields.join(","), fields, "{name}");
    }
}

#[test]
fn no_record_is_left_out_and_none_is_twice() {
    for site in [SiteTest::own(), SiteTest::whole("site/years")] {
        let checked = site.analyse().checked.unwrap();
        let catalog = &checked.catalog;
        let built = if catalog.places.len() > 5 { years_built() } else { own_built() };
        let ids: BTreeSet<&str> = catalog.metrics.iter().map(|m| m.id.as_str()).collect();
        let metrics = Table::of(built, "metrics");
        assert_eq!(metrics.keys("id"), ids);
        let rows = |name| Table::of(built, name).rows.len();
        assert_eq!(rows("observations"), catalog.observations.len());
        assert_eq!(rows("places"), catalog.places.len());
        assert_eq!(rows("articles"), catalog.articles.len());
        assert_eq!(rows("relations"), catalog.articles.iter().map(|a| a.relations.len()).sum::<usize>());
        for (table, field) in
            [("metrics", "observations"), ("places", "observations"), ("articles", "observations")]
        {
            let counted = Table::of(built, table);
            let sum: usize = counted.column(field).iter().map(|n| n.parse::<usize>().unwrap()).sum();
            assert_eq!(sum, catalog.observations.len(), "{table}.{field}");
        }
        // The page says the same numbers as the files.
        let page = built.text("data.html");
        for name in ["observations", "metrics", "places", "articles", "relations"] {
            let row = page.split(&format!("<code>{name}.csv</code>")).nth(1).unwrap();
            let said = row.split("class=\"num\">").nth(1).unwrap().split('<').next().unwrap();
            assert_eq!(said, rows(name).to_string(), "{name}");
        }
    }
}

#[test]
fn every_reference_leads_to_a_row_and_every_page_is_there() {
    for built in [own_built(), years_built()] {
        let table = |name| Table::of(built, name);
        let (observations, metrics, places) = (table("observations"), table("metrics"), table("places"));
        let (articles, relations) = (table("articles"), table("relations"));
        let (codes, ids, slugs) = (places.keys("code"), metrics.keys("id"), articles.keys("slug"));
        for (from, field, to) in [
            (&observations, "place_code", &codes),
            (&observations, "metric", &ids),
            (&observations, "article", &slugs),
            (&metrics, "part_of", &ids),
            (&metrics, "denominator", &ids),
            (&metrics, "article", &slugs),
            (&articles, "place_code", &codes),
            (&relations, "article", &slugs),
        ] {
            let lost: Vec<&str> =
                from.column(field).into_iter().filter(|key| !key.is_empty() && !to.contains(key)).collect();
            assert_eq!(lost, [""; 0], "{field}");
        }
        for table in [&metrics, &places, &articles, &relations] {
            for page in table.column("page").into_iter().filter(|page| !page.is_empty()) {
                let (file, fragment) = page.split_once('#').unwrap_or((page, ""));
                let text = built.text(file);
                assert!(fragment.is_empty() || text.contains(&format!("id=\"{fragment}\"")), "{page}");
            }
        }
    }
}

#[test]
fn files_for_programs_are_raw_and_those_for_spreadsheets_are_harmless() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "value: 86处, lines: 11}", "value: 86处, lines: 11, note: \"=HYPERLINK(\\\"x\\\")\"}");
    site.edit(ARTICLE, "label: 茶叶基地面积", "label: \"@茶叶, 基地\"");
    site.edit(
        "content/tables/water.md",
        "- {metric: water.projects}",
        "- {metric: water.projects, label: \"=1+1\"}",
    );
    let built = site.build();
    let observations = Table::of(&built, "observations");
    assert!(observations.column("note").contains(&"=HYPERLINK(\"x\")"));
    assert!(observations.column("label").contains(&"@茶叶, 基地"));
    assert!(Table::of(&built, "metrics").column("label_zh").contains(&"@茶叶, 基地"));
    let sheet = built.text("data/tables/water.sheet.csv");
    assert!(sheet.contains("'=1+1") && !sheet.contains(",=1+1"), "{sheet}");
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let is_sheet = path.ends_with(".sheet.csv");
        assert_eq!(bytes.starts_with(b"\xef\xbb\xbf"), is_sheet, "{path}");
        assert_eq!(bytes.contains(&b'\r'), is_sheet, "{path}");
    }
}

#[test]
fn a_package_states_the_sizes_and_digests_of_its_files() {
    for built in [own_built(), years_built()] {
        let package = json(built, "data/datapackage.json");
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), 5);
        for resource in resources {
            let bytes = &built.files[&format!("data/{}", resource["path"].as_str().unwrap())];
            assert_eq!(resource["bytes"], bytes.len());
            let digest: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(resource["hash"], format!("sha256:{digest}"));
        }
    }
}

/// The description speaks to people: no key of the words shows through, and what an empty cell means is said exactly
/// where a cell may be empty.
#[test]
fn every_field_is_described_in_both_languages() {
    let built = own_built();
    for path in
        ["data.html", "en/data.html", "data/README.md", "data/datapackage.json", "data/csv-metadata.json"]
    {
        let text = built.text(path);
        let bare = ["observations", "metrics", "places", "articles", "relations", "table", "missing", "type"]
            .map(|part| format!("data.{part}."));
        let shown: Vec<&String> = bare.iter().filter(|key| text.contains(*key)).collect();
        assert!(shown.is_empty(), "{path}: {shown:?}");
    }
    for resource in json(built, "data/datapackage.json")["resources"].as_array().unwrap() {
        let table = Table::of(built, resource["name"].as_str().unwrap());
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names, table.fields);
        for field in fields {
            let name = field["name"].as_str().unwrap();
            assert!(field["title"].as_str().unwrap().contains(" / "), "{name}");
            let has_empty = table.column(name).contains(&"");
            let label = field["missingValues"][0]["label"].as_str();
            assert!(!has_empty || label.is_some_and(|label| label.contains(" / ")), "{name}");
            assert_eq!(label.is_none(), field["constraints"]["required"] == true, "{name}");
        }
    }
    let readme = built.text("data/README.md");
    assert!(readme.contains("## 字段") && readme.contains("## Fields"));
    assert!(!readme.contains("<span") && !readme.contains("&lt;"), "it is plain text");
}

#[test]
fn a_database_is_the_same_at_every_build_and_says_its_form() {
    let path = "data/xianzhi.sqlite";
    let (one, other) = (with_database().build(), with_database().build());
    let bytes = &one.files[path];
    assert!(*bytes == other.files[path]);
    assert!(bytes.starts_with(b"SQLite format 3\0"));
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!(u16::from_be_bytes([bytes[16], bytes[17]]), 4096, "page size");
    assert_eq!(number(52), 0, "no auto-vacuum");
    assert_eq!(number(56), 1, "UTF-8");
    assert_eq!(number(60), 1, "version of its form");
    assert_eq!(number(28) as usize * 4096, bytes.len(), "pages");
}

#[test]
fn a_site_has_a_database_where_it_says_so() {
    let without = SiteTest::base().build();
    assert!(without.files.keys().all(|path| !path.ends_with(".sqlite")));
    for path in ["data.html", "data/README.md"] {
        assert!(!without.text(path).contains("xianzhi.sqlite"), "{path}");
        assert!(own_built().text(path).contains("xianzhi.sqlite"), "{path}");
    }
    assert!(!without.files.contains_key("data/datasette.json"));
    assert!(with_database().build().text("en/data.html").contains("href=\"../data/xianzhi.sqlite\""));
}

/// The check warns of it and does not stop the build; a key stays a key.
#[test]
fn a_local_metric_of_two_articles_is_one_row() {
    let site = SiteTest::fixture("rules/shared-local-metric/bad");
    site.edit("site.yaml", "languages: [zh]", "languages: [zh]\nsqlite: true");
    let built = site.build();
    let metrics = Table::of(&built, "metrics");
    metrics.keys("id");
    let shared: Vec<_> = metrics.rows.iter().filter(|row| row["id"] == "industry.tea_area").collect();
    assert_eq!(shared.len(), 1);
    assert_eq!(
        (shared[0]["observations"].as_str(), shared[0]["article"].as_str()),
        ("2", "990101-qingshi-2019")
    );
}

#[test]
fn the_page_of_the_data_is_linked_from_every_page_and_beside_the_downloads() {
    let built = own_built();
    for (path, text) in built.pages() {
        let link =
            format!("{}data.html\"", "../".repeat(path.trim_start_matches("en/").matches('/').count()));
        assert!(text.contains(&link) || text.contains("http-equiv=\"refresh\""), "{path}");
    }
    let county = built.text("counties/430503-daxiang.html");
    let take = county.split("class=\"downloads\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(take.contains("href=\"../data.html\""), "{take}");
}

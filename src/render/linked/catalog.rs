//! The data of the site for catalogues of data: DCAT 3 in JSON-LD. Its words are explained in the file itself, so that
//! nobody has to fetch anything to read it.

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    super::{
        export::{self, DataFile},
        href::SitePath,
        part::address,
        view::View,
    },
    time::ends,
};
use crate::{
    diag::Lang,
    model::{Date, Place, SiteConfig},
};

/// The catalogue.
///
/// # Errors
/// None that a writer into memory has.
pub fn render_catalog(view: &View<'_>) -> Result<Vec<u8>> {
    let site = &view.catalog().site;
    let mut catalog = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": own(view, "catalog"),
        "@type": "dcat:Catalog",
        "dct:title": both(&site.title, site.title_en.as_deref()),
        "dct:description": both(&site.description, site.description_en.as_deref()),
        "dct:language": languages(view),
        "foaf:homepage": home(view),
        "dcat:dataset": dataset(view, site),
    });
    add_rights(&mut catalog, site);
    export::pretty(&catalog)
}

fn dataset(view: &View<'_>, site: &SiteConfig) -> Value {
    let catalog = view.catalog();
    let figures = catalog.observation_ids();
    let files = export::data_files(view.site).into_iter().filter(DataFile::is_data);
    let name = |lang| {
        let speech = view.site.speech(lang);
        let title = speech.choose(&site.title, site.title_en.as_deref()).text;
        speech.words.fill("dataset.name", &[("title", title)])
    };
    let english = site.title_en.as_ref().map(|_| name(Lang::En));
    let keywords = catalog.domains.iter().flat_map(|d| tagged(&d.label, Some(&d.en)));
    let mut dataset = json!({
        "@id": own(view, "dataset"),
        "@type": "dcat:Dataset",
        "dct:title": both(&name(Lang::Zh), english.as_deref()),
        "dct:description": both(&site.description, site.description_en.as_deref()),
        "dct:language": languages(view),
        "dcat:landingPage": home(view),
        "dcat:keyword": keywords.collect::<Vec<_>>(),
        "dct:spatial": provinces(view),
        "dcat:distribution": files.map(|f| distribution(view, site, &f)).collect::<Vec<_>>(),
    });
    if let Some((from, to)) = ends(catalog, figures) {
        dataset["dct:temporal"] =
            json!({"@type": "dct:PeriodOfTime", "dcat:startDate": typed(from), "dcat:endDate": typed(to)});
    }
    add_rights(&mut dataset, site);
    dataset
}

fn distribution(view: &View<'_>, site: &SiteConfig, file: &DataFile) -> Value {
    let words = |lang| view.site.speech(lang).words;
    let in_both = |say: &dyn Fn(_) -> String| both(&say(words(Lang::Zh)), Some(&say(words(Lang::En))));
    let mut one = json!({
        "@id": own(view, file.name()),
        "@type": "dcat:Distribution",
        "dct:title": in_both(&|words| file.title(words)),
        "dct:description": in_both(&|words| file.note(words)),
        "dcat:accessURL": home(view),
        "dcat:downloadURL": {"@id": address(view, &file.path)},
        "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{}", file.media_type)},
    });
    if let Some(licence) = licence(site) {
        one["dct:license"] = licence;
    }
    one
}

/// Under which licence, and by whom, as far as is known.
fn add_rights(node: &mut Value, site: &SiteConfig) {
    if let Some(licence) = licence(site) {
        node["dct:license"] = licence;
    }
    if let Some(publisher) = &site.publisher {
        node["dct:publisher"] =
            json!({"@type": "foaf:Agent", "foaf:name": both(&publisher.name, publisher.name_en.as_deref())});
        if let Some(url) = &publisher.url {
            node["dct:publisher"]["foaf:homepage"] = json!({"@id": url});
        }
    }
}

fn licence(site: &SiteConfig) -> Option<Value> {
    let licence = site.licence.as_ref()?;
    Some(match &licence.url {
        Some(url) => json!({"@id": url}),
        None => json!({"@type": "dct:LicenseDocument", "dct:title": licence.name}),
    })
}

/// A part of this file.
fn own(view: &View<'_>, part: &str) -> String {
    let file = SitePath::new(export::DATA_CATALOG);
    match &view.catalog().site.base_url {
        Some(_) => format!("{}#{part}", address(view, &file)),
        None => format!("#{part}"),
    }
}

fn home(view: &View<'_>) -> Value {
    json!({"@id": address(view, &SitePath::new("index.html"))})
}

/// The provinces of the places that figures speak of, with their codes in GB/T 2260.
fn provinces(view: &View<'_>) -> Vec<Value> {
    let catalog = view.catalog();
    let code = |place: &Place| place.code.as_str().get(..2).unwrap_or_default().to_owned();
    let told_of = catalog.place_ids().filter(|p| !view.site.index.of_place(*p).is_empty());
    let mut firsts: Vec<&Place> = told_of.map(|p| catalog.place(p)).collect();
    firsts.dedup_by_key(|place| code(place));
    let one = |place: &Place| {
        json!({
            "@type": "dct:Location",
            "dct:identifier": format!("{}0000", code(place)),
            "skos:prefLabel": both(&place.province, place.province_en.as_deref()),
        })
    };
    firsts.into_iter().map(one).collect()
}

fn languages(view: &View<'_>) -> Vec<Value> {
    let code = |lang: &Lang| match lang {
        Lang::Zh => "ZHO",
        Lang::En => "ENG",
    };
    let one = |lang| json!({"@id": format!("http://publications.europa.eu/resource/authority/language/{}", code(lang))});
    view.site.languages().iter().map(one).collect()
}

/// A text with its languages.
fn both(zh: &str, en: Option<&str>) -> Value {
    tagged(zh, en).collect()
}

fn tagged(zh: &str, en: Option<&str>) -> impl Iterator<Item = Value> {
    let of = |text: &str, lang: Lang| json!({"@value": text, "@language": lang.tag()});
    let en = en.filter(|en| !en.is_empty()).map(|en| of(en, Lang::En));
    std::iter::once(of(zh, Lang::Zh)).chain(en)
}

/// A date with the type that its precision has.
fn typed(date: Date) -> Value {
    let precision = match date {
        Date { month: 0, .. } => "xsd:gYear",
        Date { day: 0, .. } => "xsd:gYearMonth",
        Date { .. } => "xsd:date",
    };
    json!({"@value": date.to_string(), "@type": precision})
}

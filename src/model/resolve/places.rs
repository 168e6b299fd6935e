//! `content/places.yaml`.

use std::collections::HashMap;

use super::{
    articles::unknown_place,
    report::{Reporter, letters, owned, quoted},
    rules::DUPLICATE_ID,
};
use crate::{
    diag::{At, Finding, Words, half_width, say},
    model::{
        ids::{PlaceCode, PlaceIx},
        place::{FormerName, Place, PlaceKind, place_with},
    },
    read::{Doc, RawPlace, RawPlaces},
};

/// Places sorted by code.
pub(super) fn resolve_places(doc: &Doc<RawPlaces>, findings: &mut Vec<Finding>) -> Vec<Place> {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut places = Vec::with_capacity(doc.data.places.len());
    for (i, raw) in doc.data.places.iter().enumerate() {
        let Some(place) = resolve_place(raw, i, &mut report) else { continue };
        match seen.insert(place.code.as_str().to_owned(), i) {
            Some(first) => {
                let at = At::value(doc.file, format!("places[{i}].code"));
                report.push(
                    Finding::error(
                        DUPLICATE_ID,
                        at,
                        say!(
                            ("地区代码 {} 写了两次", place.code),
                            ("the place code {} is given twice", place.code)
                        ),
                    )
                    .also(
                        At::value(doc.file, format!("places[{first}].code")),
                        Words::fixed("第一次在这里", "here first"),
                    )
                    .help(Words::fixed(
                        "每个地区只写一行；曾用名写在 former 里",
                        "write one line for each place; former names go into former",
                    )),
                );
            }
            None => places.push(place),
        }
    }
    places.sort_by(|a, b| a.code.cmp(&b.code));
    places
}

/// The rows of `grid:`: codes with spaces between them, `.` where no place stands.
pub(super) fn resolve_grid(
    doc: &Doc<RawPlaces>,
    places: &[Place],
    findings: &mut Vec<Finding>,
) -> Vec<Vec<Option<PlaceIx>>> {
    let mut seen: HashMap<PlaceIx, usize> = HashMap::new();
    let mut rows = Vec::with_capacity(doc.data.grid.len());
    for (i, row) in doc.data.grid.iter().enumerate() {
        let at = || At::value(doc.file, format!("grid[{i}]"));
        let mut cells = Vec::new();
        for code in row.0.split_whitespace() {
            let found = place_with(places, code);
            if found.is_none() && code != "." {
                let mut finding = unknown_place(code, at(), places);
                finding.fix.clear(); // it would take the place of the row
                findings.push(finding);
            }
            if let Some(first) = found.and_then(|place| seen.insert(place, i)) {
                let message = say!("{code} 在 grid 里有两处", "{code} stands twice in the grid");
                findings.push(
                    Finding::error(DUPLICATE_ID, at(), message)
                        .also(
                            At::value(doc.file, format!("grid[{first}]")),
                            Words::fixed("第一次在这里", "here first"),
                        )
                        .help(Words::fixed("每个地区只放一格", "give each place one tile")),
                );
            }
            cells.push(found);
        }
        rows.push(cells);
    }
    rows
}

fn resolve_place(raw: &RawPlace, i: usize, report: &mut Reporter<'_>) -> Option<Place> {
    let path = format!("places[{i}]");
    let code = report.required(&raw.code, &path, "code");
    let name = report.required(&raw.name, &path, "name");
    let pinyin = report.required(&raw.pinyin, &path, "pinyin");
    let en = report.required(&raw.en, &path, "en");
    let prefecture = report.required(&raw.prefecture, &path, "prefecture");
    let province = report.required(&raw.province, &path, "province");
    let kind = report.required(&raw.kind, &path, "kind");
    let kind = kind.and_then(|k| report.word(k, format_args!("{path}.kind"), &PlaceKind::ALL));
    let (code, pinyin) = (code?, pinyin?);
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        let at = At::value(report.file, format!("{path}.code"));
        let message = say!("“{code}”不是县级行政区划代码", "“{code}” is not the code of a county-level unit");
        let help = Words::fixed(
            "代码是六位数字（GB/T 2260），加半角引号：\"430503\"",
            "a code has six digits (GB/T 2260) and stands in quotes: \"430503\"",
        );
        let half: String = code.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
        let form = (half.len() == 6 && half.bytes().all(|b| b.is_ascii_digit())).then(|| quoted(&half));
        report.malformed_id(at, message, form, help);
        return None;
    }
    if !pinyin.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        let at = At::value(report.file, format!("{path}.pinyin"));
        let message =
            say!("拼音“{pinyin}”不能用作网址", "the pinyin “{pinyin}” cannot be part of an address");
        let help = Words::fixed(
            "只用小写字母，不带声调和空格，例如 daxiang",
            "use lower-case letters only, without tones and spaces, such as daxiang",
        );
        report.malformed_id(at, message, letters(pinyin), help);
        return None;
    }
    let file = report.file;
    if !report.fits(pinyin, || At::value(file, format!("{path}.pinyin"))) {
        return None;
    }
    let mut former = Vec::new();
    for (j, f) in raw.former.iter().enumerate() {
        if let Some(name) = report.required(&f.name, format_args!("{path}.former[{j}]"), "name") {
            former.push(FormerName { name: name.to_owned(), until: owned(&f.until) });
        }
    }
    Some(Place {
        code: PlaceCode(code.into()),
        position: i,
        name: name?.to_owned(),
        pinyin: pinyin.to_owned(),
        en: en?.to_owned(),
        kind: kind?,
        prefecture: prefecture?.to_owned(),
        prefecture_en: owned(&raw.prefecture_en),
        province: province?.to_owned(),
        province_en: owned(&raw.province_en),
        former,
    })
}

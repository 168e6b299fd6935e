//! Places: county-level units with their codes and former names.

use schemars::JsonSchema;
use serde::Serialize;

use super::ids::{PlaceCode, PlaceIx};

/// A county-level unit.
#[derive(Debug)]
pub struct Place {
    /// GB/T 2260 code.
    pub code: PlaceCode,
    /// Position in the file, for findings.
    pub position: usize,
    /// Name in Chinese.
    pub name: String,
    /// Pinyin, as used in addresses.
    pub pinyin: String,
    /// Name in English.
    pub en: String,
    /// County, city, district, banner.
    pub kind: PlaceKind,
    /// Prefecture-level unit, by name.
    pub prefecture: String,
    /// The same in English.
    pub prefecture_en: Option<String>,
    /// Province, by name.
    pub province: String,
    /// The same in English.
    pub province_en: Option<String>,
    /// Former names, oldest first.
    pub former: Vec<FormerName>,
}

impl Place {
    /// The name of its page, without folder and ending: `430503-daxiang`.
    pub fn slug(&self) -> String {
        format!("{}-{}", self.code, self.pinyin)
    }

    /// Every way to name it: by code, name, pinyin, in English, by former names.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &str> {
        let names = [self.code.as_str(), &self.name, &self.pinyin, &self.en];
        names.into_iter().chain(self.former.iter().map(|f| f.name.as_str()))
    }
}

/// A name that a place had until a year.
#[derive(Debug)]
pub struct FormerName {
    /// The former name.
    pub name: String,
    /// Last year of use, as written.
    pub until: Option<String>,
}

/// Kind of county-level unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// 县
    County,
    /// 县级市
    City,
    /// 区
    District,
    /// 旗
    Banner,
}

impl PlaceKind {
    /// All kinds with the words that files use.
    pub const ALL: [(&'static str, PlaceKind); 4] = [
        ("county", PlaceKind::County),
        ("city", PlaceKind::City),
        ("district", PlaceKind::District),
        ("banner", PlaceKind::Banner),
    ];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(id, _)| id)
    }
}

/// The place with this code, among places by code.
pub(crate) fn place_with(places: &[Place], code: &str) -> Option<PlaceIx> {
    places.binary_search_by(|place| place.code.as_str().cmp(code)).ok().map(PlaceIx::at)
}

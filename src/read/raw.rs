//! The editor's files as YAML gives them: every scalar as its text, every field optional, no unknown field.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::shape::{Fields, Held, Holds, Record};

/// A scalar with its spelling kept: `0430` stays `0430`, `58` may be a line number or a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Box<str>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<Text, E> {
        Ok(Text(v.into()))
    }

    fn visit_string<E: Error>(self, v: String) -> Result<Text, E> {
        Ok(Text(v.into()))
    }

    fn visit_bool<E: Error>(self, v: bool) -> Result<Text, E> {
        Ok(Text(v.to_string().into()))
    }

    fn visit_i64<E: Error>(self, v: i64) -> Result<Text, E> {
        Ok(Text(v.to_string().into()))
    }

    fn visit_u64<E: Error>(self, v: u64) -> Result<Text, E> {
        Ok(Text(v.to_string().into()))
    }

    fn visit_f64<E: Error>(self, v: f64) -> Result<Text, E> {
        Ok(Text(v.to_string().into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Text, E> {
        Ok(Text::default())
    }
}

macro_rules! raw {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(#[doc = concat!("`", stringify!($field), ":`")] pub $field: $ty,)+
        }

        impl Fields for $name {
            const RECORD: &'static Record = &Record {
                name: stringify!($name),
                fields: &[$((stringify!($field), <$ty as Held>::HOLDS)),+],
            };
        }

        impl Held for $name {
            const HOLDS: Holds = Holds::Record(Self::RECORD);
        }
    )+

    /// Every raw record.
    pub const RECORDS: &[&Record] = &[$($name::RECORD,)+ MAPPED_RELATION];
    };
}

raw! {
    /// `site.yaml`
    RawSite {
        title: Option<Text>, title_en: Option<Text>, description: Option<Text>, description_en: Option<Text>,
        languages: Vec<Text>, base_url: Option<Text>,
        licence: Option<RawLicence>, repository: Option<RawRepository>, report: Option<Text>,
        publisher: Option<RawPublisher>, charts: Option<RawCharts>, packs: Option<Text>,
        handbook: Option<Text>,
        sqlite: Option<Text>, xlsx: Option<Text>, share_pictures: Option<Text>,
        compressed: Option<Text>, offline: Option<Text>, allow: Vec<RawAllow>,
    }
    /// `licence:` of the site.
    RawLicence { name: Option<Text>, url: Option<Text> }
    /// `publisher:` of the site.
    RawPublisher { name: Option<Text>, name_en: Option<Text>, url: Option<Text> }
    /// `charts:` of the site.
    RawCharts { png: Option<Text> }
    /// `repository:` of the site.
    RawRepository { url: Option<Text>, branch: Option<Text> }
    /// `content/places.yaml`
    RawPlaces { places: Vec<RawPlace>, grid: Vec<Text>, allow: Vec<RawAllow> }
    /// One place.
    RawPlace {
        code: Option<Text>, name: Option<Text>, pinyin: Option<Text>, en: Option<Text>, kind: Option<Text>,
        prefecture: Option<Text>, prefecture_en: Option<Text>, province: Option<Text>, province_en: Option<Text>,
        former: Vec<RawFormer>,
    }
    /// A former name of a place.
    RawFormer { name: Option<Text>, until: Option<Text>, pinyin: Option<Text>, code: Option<Text> }
    /// `content/metrics.yaml`
    RawMetrics { domains: Vec<RawDomain>, metrics: Vec<RawMetric>, allow: Vec<RawAllow> }
    /// One domain.
    RawDomain {
        id: Option<Text>, label: Option<Text>, en: Option<Text>, definition: Option<Text>,
        definition_en: Option<Text>,
    }
    /// One metric of the catalogue.
    RawMetric {
        id: Option<Text>, label: Option<Text>, en: Option<Text>, unit: Option<Text>, accepts: Vec<Text>,
        kind: Option<Text>, population: Option<Text>, population_en: Option<Text>, direction: Option<Text>,
        definition: Option<Text>, definition_en: Option<Text>,
        part_of: Option<Text>, denominator: Option<Text>, formula: Option<Text>, distinct_from: Vec<Text>,
    }
    /// `content/glossary.yaml`
    RawGlossary { terms: Vec<RawTerm>, allow: Vec<RawAllow> }
    /// One term.
    RawTerm {
        id: Option<Text>, zh: Option<Text>, en: Option<Text>, definition: Option<Text>,
        definition_en: Option<Text>, period: Option<Text>,
        near: Vec<Text>, also: Vec<Text>,
    }
    /// Front matter of an article.
    RawArticle {
        title: Option<Text>, title_en: Option<Text>, place: Option<Text>, summary: Option<Text>,
        summary_en: Option<Text>, origin: Option<RawOrigin>,
        period: Option<Text>, metrics: Option<Vec<RawObservation>>, relations: Vec<RawRelation>,
        exclude: Vec<RawExclusion>, corrections: Vec<RawCorrection>, events: Vec<RawEvent>,
        practices: Vec<RawPractice>, published: Option<Text>, reprint_of: Option<Text>, aliases: Vec<Text>, allow: Vec<RawAllow>,
        state: Option<Text>, entered: Option<RawEntered>, checked: Option<RawChecked>,
        retracted: Option<RawRetracted>,
    }
    /// `entered:` of an article.
    RawEntered { by: Option<Text>, date: Option<Text> }
    /// `checked:` of an article.
    RawChecked { by: Option<Text>, date: Option<Text>, record: Option<Text> }
    /// `retracted:` of an article.
    RawRetracted { date: Option<Text>, reason: Option<Text>, reason_en: Option<Text>, editor: Option<Text> }
    /// `origin:` of an article.
    RawOrigin {
        headline: Option<Text>, subtitle: Option<Text>, producer: Option<Text>, edition: Option<Text>,
        date: Option<Text>, authors: Vec<Text>, file: Option<Text>, sha256: Option<Text>, url: Option<Text>,
        note: Option<Text>, note_en: Option<Text>,
    }
    /// One entry of `metrics:`.
    RawObservation {
        metric: Option<Text>, label: Option<Text>, en: Option<Text>, value: Option<Text>,
        formula: Option<Text>, lines: Option<Text>, period: Option<Text>, kind: Option<Text>,
        population: Option<Text>, population_en: Option<Text>, attribution: Option<Text>,
        note: Option<Text>, note_en: Option<Text>,
    }
    /// One entry of `practices:`.
    RawPractice {
        name: Option<Text>, en: Option<Text>, domain: Option<Text>, text: Option<Text>, text_en: Option<Text>,
        lines: Option<Text>,
    }
    /// One entry of `exclude:`.
    RawExclusion {
        text: Option<Text>, lines: Option<Text>, reason: Option<Text>, note: Option<Text>, note_en: Option<Text>,
    }
    /// One entry of `corrections:`.
    RawCorrection {
        metric: Option<Text>, period: Option<Text>, expect: Option<Text>, value: Option<Text>,
        reason: Option<Text>, editor: Option<Text>, date: Option<Text>,
    }
    /// `content/rulings.yaml`
    RawRulings { rulings: Vec<RawRuling>, allow: Vec<RawAllow> }
    /// One ruling.
    RawRuling {
        place: Option<Text>, metric: Option<Text>, period: Option<Text>, article: Option<Text>,
        rule: Option<Text>, reason: Option<Text>, editor: Option<Text>, date: Option<Text>,
    }
    /// `content/changes.yaml`
    RawChanges { changes: Vec<RawChange>, allow: Vec<RawAllow> }
    /// What was changed on a day.
    RawChange {
        date: Option<Text>, editor: Option<Text>, reason: Option<Text>,
        articles: Vec<RawArticleChange>, figures: Vec<RawFigureChange>,
    }
    /// A change of an article.
    RawArticleChange {
        article: Option<Text>, change: Option<Text>, field: Option<Text>, from: Option<Text>, to: Option<Text>,
    }
    /// A change of a figure.
    RawFigureChange {
        article: Option<Text>, figure: Option<Text>, was: Option<Text>, label: Option<Text>,
        change: Option<Text>, field: Option<Text>, from: Option<Text>, to: Option<Text>,
    }
    /// One entry of `events:`.
    RawEvent {
        date: Option<Text>, text: Option<Text>, text_en: Option<Text>, lines: Option<Text>, kind: Option<Text>,
    }
    /// Front matter of a cross-county table.
    RawTable {
        title: Option<Text>, title_en: Option<Text>, domain: Option<Text>, summary: Option<Text>,
        summary_en: Option<Text>, columns: Vec<RawColumn>,
        tolerance: Option<Text>, chart: Option<RawFigure>, aliases: Vec<Text>, allow: Vec<RawAllow>,
    }
    /// One column of a table.
    RawColumn {
        metric: Option<Text>, formula: Option<Text>, unit: Option<Text>, period: Option<Text>, kind: Option<Text>,
        label: Option<Text>, label_en: Option<Text>, total: Option<Text>,
    }
    /// A fenced `chart` or `table` block.
    RawFigure {
        kind: Option<Text>, title: Option<Text>, title_en: Option<Text>, metrics: Vec<Text>, whole: Option<Text>,
        note: Option<Text>, note_en: Option<Text>,
        places: Vec<Text>, scale: Option<Text>,
    }
    /// A fenced `image` block.
    RawImage {
        file: Option<Text>, alt: Option<Text>, alt_en: Option<Text>, caption: Option<Text>, caption_en: Option<Text>,
        credit: Option<Text>, credit_en: Option<Text>, rights: Option<Text>, rights_en: Option<Text>,
        rights_url: Option<Text>,
    }
    /// Front matter of a plain page.
    RawPage {
        title: Option<Text>, summary: Option<Text>, order: Option<Text>, aliases: Vec<Text>, allow: Vec<RawAllow>,
    }
    /// Front matter, where there is any, of the text of an article or table in English: its fields stand in the file
    /// in Chinese.
    RawEnglish { allow: Vec<RawAllow> }
    /// A finding that is accepted, in any file.
    RawAllow { rule: Option<Text>, about: Option<Text>, reason: Option<Text>, until: Option<Text> }
    /// `content/audit.yaml`
    RawAudit { articles: Vec<RawAuditRow> }
    /// What the audit of one article found.
    RawAuditRow {
        article: Option<Text>, source: Option<Text>, sha256: Option<Text>, record: Option<Text>,
        figures: Option<Text>, bound: Option<Text>, excluded: Option<Text>, missing: Vec<RawMissing>,
    }
    /// A figure of a source that is neither bound nor excluded.
    RawMissing { text: Option<Text>, line: Option<Text> }
}

/// A relation: its text alone, or with what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRelation {
    /// The statement.
    pub relation: Option<Text>,
    /// Why it does not hold.
    pub known: Option<Text>,
    /// The same in English.
    pub known_en: Option<Text>,
    /// Whether it was written as a map, so that findings point at `relations[i].relation`.
    pub mapped: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappedRelation {
    relation: Option<Text>,
    known: Option<Text>,
    known_en: Option<Text>,
}

impl Held for RawRelation {
    const HOLDS: Holds = Holds::TextOrRecord(MAPPED_RELATION);
}

const MAPPED_RELATION: &Record = &Record {
    name: "RawRelation",
    fields: &[("relation", Holds::Text), ("known", Holds::Text), ("known_en", Holds::Text)],
};

impl<'de> Deserialize<'de> for RawRelation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RelationVisitor)
    }
}

struct RelationVisitor;

impl<'de> Visitor<'de> for RelationVisitor {
    type Value = RawRelation;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<RawRelation, E> {
        Ok(RawRelation { relation: Some(Text(v.into())), ..RawRelation::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawRelation, A::Error> {
        let mapped = MappedRelation::deserialize(MapAccessDeserializer::new(map))?;
        let MappedRelation { relation, known, known_en } = mapped;
        Ok(RawRelation { relation, known, known_en, mapped: true })
    }
}

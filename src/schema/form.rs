//! What values look like: the forms of fields as JSON Schema. Words of closed lists and ids of the site are listed with
//! what they are called, so that an editor program can offer them.
//!
//! YAML may take a value for a number or a truth value where the program reads its spelling: a form allows for both.

use serde_json::{Value, json};

use crate::{
    check::allowable,
    diag::Lang,
    model::{
        CHART_KINDS, Catalog, Direction, Event, ExcludeReason, Field, Ground, How, Kind, Metric, PICKS,
        PlaceKind, SCALES, State, chinese,
    },
};

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Any text.
    Text,
    /// Where an article stands.
    State,
    /// How a record was changed.
    How,
    /// What of an article was changed.
    FieldOfArticle,
    /// What of a figure was changed.
    FieldOfFigure,
    /// A time period in EDTF.
    Period,
    /// One date in EDTF.
    Date,
    /// A day.
    Day,
    /// A period, or one of the words of a column.
    Pick,
    /// Lines of the source.
    Lines,
    /// A number with its unit.
    Value,
    /// A formula over metrics.
    Formula,
    /// An arithmetical statement over metrics.
    Relation,
    /// A whole number within two others.
    Whole(i32, i32),
    /// Yes or no.
    Switch,
    /// A whole address of the web.
    Address,
    /// Where readers report.
    Feedback,
    /// The name of a file, without folders.
    File,
    /// SHA-256 in hexadecimal digits.
    Digest,
    /// The former name of a page.
    Slug,
    /// The code of a new place.
    Code,
    /// Pinyin as addresses have it.
    Pinyin,
    /// A row of the tile map.
    GridRow,
    /// A unit.
    Unit,
    /// The id of a new domain.
    DomainId,
    /// The id of a new metric.
    MetricId,
    /// The id of a new term.
    TermId,
    /// A place of the site.
    Place,
    /// A domain of the site.
    Domain,
    /// A metric.
    Metric(Metrics),
    /// A term of the site, or a new one.
    Term,
    /// An article of the site, or a new one.
    Article,
    /// A rule of a check.
    Rule,
    /// The kind of a value.
    Kind,
    /// The kind of a place.
    PlaceKind,
    /// Which way is better.
    Direction,
    /// Why a figure is no observation.
    Reason,
    /// By which rule a value is chosen.
    Ground,
    /// Whether something has happened.
    EventKind,
    /// How a chart is drawn.
    ChartKind,
    /// How panels are scaled.
    Scale,
    /// A language of pages.
    Language,
}

/// Which metrics may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metrics {
    /// Those of the catalogue only.
    Listed,
    /// Those of the catalogue, and local ones of its domains.
    OrLocal,
    /// Those of the catalogue, and what an editor is about to add to it.
    Growing,
}

/// `2018`, `2018-06`, `2018-06-21`, each with `~`, `?` or `%`.
const DATE: &str = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?[~?%]?";
/// `58`, `17-18`.
const LINE: &str = r"\s*0*[1-9]\d*\s*([-–—～~]\s*0*[1-9]\d*\s*)?";
const SLUG: &str = r"^\s*[a-z0-9][a-z0-9-]*(\.md|\.html)*\s*$";

impl Form {
    /// Its schema, without words about the field.
    pub(super) fn schema(self, catalog: &Catalog) -> Value {
        self.listed(catalog).unwrap_or_else(|| self.written())
    }

    /// Forms that are spelled by a rule, with what to say where it is broken.
    fn written(self) -> Value {
        let mut schema = self.spelled();
        if let Some(how) = self.how() {
            schema["patternErrorMessage"] = how.into();
        }
        schema
    }

    /// How a value is written, where that is not plain from the words about the field. `patternErrorMessage` is known to the
    /// editor programs only; validators pass it over.
    fn how(self) -> Option<&'static str> {
        Some(match self {
            Form::Period | Form::Pick => {
                "时期写成 2019、2019-06、2018-12-10、2014/2018、2014/..，推断的加 ~（2020~），存疑的加 ?"
            }
            Form::Date => "日期写成 2026-11-25、2026-11 或 2026",
            Form::Day => "写到哪一天：2026-11-25",
            Form::Lines => "行号写成 58、17-18，印了几处的写 \"4, 272-284\"（加半角引号）",
            Form::Value => "照原文抄数字和单位，例如 2238人；只有数字的要补上单位",
            Form::Formula => "写成 a.x@2014 - a.x@2020：指标编号，可以用 + - * / ( ) 和常数",
            Form::Relation => "写成 a.x + a.y = a.z，比较用 =、≈、<=、>=",
            Form::Whole(..) => "写一个整数",
            Form::Address => "以 https:// 或 http:// 开头",
            Form::Feedback => "写 mailto:editor@example.org，或 https:// 开头的网址",
            Form::File => "只写文件名，不写文件夹",
            Form::Digest => "64 位小写的十六进制数；不知道的先写 64 个 0，运行 xianzhi audit",
            Form::Slug => "写文件名：小写字母、数字和连字符，不带文件夹",
            Form::Code => "六位数字（GB/T 2260），加半角引号：\"430503\"",
            Form::Pinyin => "小写字母，不带声调和空格，例如 daxiang",
            Form::GridRow => "代码之间空一格，空位写点：. 430802 .",
            Form::Unit => "单位写成 人、户、人次、元、亩、公里、%、元/人/月",
            Form::DomainId => "小写字母和下划线，例如 safety_net",
            Form::MetricId => "领域.名称，小写字母、数字和下划线，例如 poverty.rate",
            Form::TermId => "小写字母和数字，一般用拼音",
            _ => return None,
        })
    }

    fn spelled(self) -> Value {
        let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
        let year = |pattern: String| json!({"type": ["string", "integer"], "pattern": pattern, "minimum": 1000, "maximum": 9999});
        match self {
            Form::Period | Form::Pick => year(format!(r"^\s*({DATE}(/({DATE}|\.\.))?|\.\./{DATE})\s*$")),
            Form::Date => year(format!(r"^\s*{DATE}\s*$")),
            Form::Day => text(r"^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$"),
            Form::Lines => {
                let pattern = format!("^{LINE}([,，、]{LINE})*$");
                json!({"type": ["string", "integer"], "pattern": pattern, "minimum": 1})
            }
            // A number alone has no unit.
            Form::Value => text(r"^(?!\s*[\d.,]+\s*$).*\S"),
            Form::Formula => text(r"[a-z0-9_]+\.[a-z0-9_]+"),
            Form::Relation => text("[=≈<>≤≥＝＜＞]"),
            Form::Whole(least, most) => json!({
                "type": ["integer", "string"], "pattern": r"^\s*[+-]?\d+\s*$", "minimum": least, "maximum": most
            }),
            Form::Switch => json!({"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]}),
            Form::Address => text(r"^\s*https?://."),
            Form::Feedback => text(r"^\s*(mailto:[^@\s]+@\S+\.\S+|https?://\S+)\s*$"),
            Form::File => json!({"type": ["string", "number"], "pattern": r"^[^/\\]*[^/\\\s][^/\\]*$"}),
            // Digits alone are a number to YAML: 64 zeros stand for what is not known yet.
            Form::Digest => json!({"type": ["string", "number"], "pattern": r"^\s*[0-9a-f]{64}\s*$"}),
            Form::Slug => json!({"type": ["string", "integer"], "pattern": SLUG, "minimum": 0}),
            Form::Code => json!({
                "type": ["string", "integer"], "pattern": r"^\s*\d{6}\s*$", "minimum": 100_000, "maximum": 999_999
            }),
            Form::Pinyin => text(r"^\s*[a-z0-9-]+\s*$"),
            Form::GridRow => json!({"type": ["string", "integer"], "pattern": r"^(\s*(\.|\d{6})(\s|$))+$"}),
            Form::Unit => text("^[^0-9]*[^0-9\\s]+[^0-9]*$"),
            Form::DomainId => text(r"^\s*[a-z_]+\s*$"),
            Form::MetricId => text(r"^\s*[a-z0-9_]+\.[a-z0-9_]+\s*$"),
            Form::TermId => json!({"type": ["string", "integer"], "pattern": r"^\s*[a-z0-9]+\s*$"}),
            _ => json!({"type": ["string", "number", "boolean"]}),
        }
    }

    /// Forms of which there is a list.
    fn listed(self, catalog: &Catalog) -> Option<Value> {
        let or = |listed: Vec<Value>, form: Form| Some(any(listed, [form.written()]));
        match self {
            Form::Kind => Some(words(&Kind::ALL)),
            Form::PlaceKind => Some(words(&PlaceKind::ALL)),
            Form::Direction => Some(words(&Direction::ALL)),
            Form::Reason => Some(words(&ExcludeReason::ALL)),
            Form::Ground => Some(words(&Ground::ALL)),
            Form::EventKind => Some(words(&Event::KINDS)),
            Form::ChartKind => Some(words(&CHART_KINDS)),
            Form::Scale => Some(words(&SCALES)),
            Form::Language => Some(words(&Lang::ALL)),
            Form::Pick => or(consts(PICKS.iter().map(|(word, _)| named(word))), Form::Period),
            Form::State => Some(words(&State::ALL)),
            Form::How => Some(words(&How::ALL)),
            Form::FieldOfArticle => Some(words(&Field::OF_ARTICLES)),
            Form::FieldOfFigure => Some(words(&Field::OF_FIGURES)),
            Form::Rule => Some(any(consts(allowable().map(|(id, what)| (id, id, what.zh.as_ref()))), [])),
            Form::Place => {
                let numbers: Vec<u32> =
                    catalog.places.iter().filter_map(|p| p.code.as_str().parse().ok()).collect();
                let listed = consts(
                    catalog
                        .places
                        .iter()
                        .map(|place| (place.code.as_str(), place.name.as_str(), place.prefecture.as_str())),
                );
                // A code without quotes is a number. It is taken, but not offered: hence said by what it is not.
                let bare = (!numbers.is_empty()).then(|| json!({"not": {"not": {"enum": numbers}}}));
                Some(any(listed, bare))
            }
            Form::Domain => Some(any(
                consts(
                    catalog.domains.iter().map(|d| (d.id.as_str(), d.label.as_str(), d.definition.as_str())),
                ),
                [],
            )),
            Form::Term => {
                let listed =
                    catalog.terms.iter().map(|t| (t.id.as_str(), t.zh.as_str(), t.definition.as_str()));
                or(consts(listed), Form::TermId)
            }
            Form::Article => {
                let listed = catalog.articles.iter().map(|a| (a.slug.as_str(), a.title.as_str(), ""));
                or(consts(listed), Form::Slug)
            }
            Form::Metric(which) => Some(metrics(which, catalog)),
            _ => None,
        }
    }
}

/// The metrics of the catalogue.
pub(super) fn catalogued(catalog: &Catalog) -> impl Iterator<Item = &Metric> {
    catalog.metrics.iter().filter(|metric| metric.is_catalogued())
}

fn metrics(which: Metrics, catalog: &Catalog) -> Value {
    let listed = catalogued(catalog).map(|metric| {
        let what =
            format!("{}（单位：{}；数的是：{}）", metric.definition, metric.unit.printed, metric.population);
        (metric.id.as_str(), metric.label.as_str(), what)
    });
    let listed = consts(listed);
    match which {
        Metrics::Listed => any(listed, []),
        Metrics::Growing => any(listed, [Form::MetricId.written()]),
        Metrics::OrLocal => {
            let domains: Vec<&str> = catalog.domains.iter().map(|d| d.id.as_str()).collect();
            let pattern = format!(r"^\s*({})\.[a-z0-9_]+\s*$", domains.join("|"));
            let local = json!({
                "type": "string", "pattern": pattern, "title": "局部指标",
                "description": "目录里没有的指标：领域.名称，还要写 label 和 kind"
            });
            any(listed, [local])
        }
    }
}

/// The words of a closed list.
fn words<T>(all: &[(&'static str, T)]) -> Value {
    any(consts(all.iter().map(|(word, _)| named(word))), [])
}

fn named<'a>(word: &&'a str) -> (&'a str, &'a str, &'static str) {
    (word, chinese(word).unwrap_or_default(), "")
}

/// A schema for each id: the id, what it is called, what it is.
fn consts<'a, D: AsRef<str>>(all: impl Iterator<Item = (&'a str, &'a str, D)>) -> Vec<Value> {
    let one = |(id, title, what): (&str, &str, D)| {
        let mut schema = json!({"const": id, "title": format!("{id}：{title}")});
        // Editor programs show the description beside the word that they offer.
        let what = what.as_ref();
        let shown = [title, what].into_iter().filter(|part| !part.is_empty() && *part != id);
        schema["description"] = shown.collect::<Vec<_>>().join("。").into();
        schema
    };
    all.map(one).collect()
}

/// One of several schemas.
fn any(mut listed: Vec<Value>, others: impl IntoIterator<Item = Value>) -> Value {
    listed.extend(others);
    // Nothing may stand where the list is empty.
    if listed.is_empty() { json!({"not": {}}) } else { json!({"anyOf": listed}) }
}

//! Charts, tables and pictures declared in texts: their metrics, and whether there is anything true to draw of them.
//!
//! What would be drawn empty, or on a false scale, has a finding here; `derive` then leaves it out without a word.

use std::{collections::BTreeSet, ops::Range};

use rust_decimal::Decimal;

use super::{
    articles::unknown_place,
    images::resolve_image,
    lookup::{spellings, unknown_metric},
    report::{Reporter, optional, owned, unknown_word},
    rules::{MALFORMED_BLOCK, MISSING_FIELD},
    texts::Figures,
};
use crate::{
    diag::{At, Finding, Span, Words, say},
    model::{
        body::{Block, BlockShape},
        ids::{MetricIx, ObsIx, PlaceIx},
        metric::Kind,
        observation::Observation,
    },
    read::{RawBlock, RawBlockKind, RawFigure},
};

/// Words of `kind`.
pub const CHART_KINDS: [(&str, ()); 7] = [
    ("before-after", ()),
    ("slope", ()),
    ("composition", ()),
    ("waffle", ()),
    ("dots", ()),
    ("tiles", ()),
    ("line", ()),
];
/// Words of `scale`.
pub const SCALES: [(&str, bool); 2] = [("shared", false), ("free", true)];

/// A fenced block of a text.
pub(super) fn resolve_block(
    raw: &RawBlock,
    text: &str,
    range: Range<usize>,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<Block> {
    let inside = &text[raw.range.clone()];
    // A finding about a word points at the word, where the block has it.
    let place = |word: &str| {
        let span = match whole_word(inside, word) {
            Some(i) => raw.range.start + i..raw.range.start + i + word.len(),
            None => raw.range.start..raw.range.start + inside.find('\n').unwrap_or(0),
        };
        At::Span(Span::new(report.file, span))
    };
    let (block, faults) = match &raw.kind {
        RawBlockKind::Chart(data) => resolve_figure(data, false, range, figures, &place),
        RawBlockKind::Table(data) => resolve_figure(data, true, range, figures, &place),
        RawBlockKind::Image(data) => resolve_image(data, range, figures.catalog, &place),
    };
    for fault in faults {
        report.push(fault);
    }
    block
}

/// Where `word` stands, not as a part of a longer id.
fn whole_word(text: &str, word: &str) -> Option<usize> {
    let of_id = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let found = text
        .match_indices(word)
        .map(|(i, _)| i)
        .find(|i| !text[..*i].ends_with(of_id) && !text[i + word.len()..].starts_with(of_id));
    found.filter(|_| !word.is_empty())
}

/// A chart or table from its YAML; `place` says where a word of it stands.
pub(super) fn resolve_figure(
    raw: &RawFigure,
    table: bool,
    range: Range<usize>,
    figures: &Figures<'_>,
    place: &dyn Fn(&str) -> At,
) -> (Option<Block>, Vec<Finding>) {
    let mut desk = Desk { figures, place, table, faults: Vec::new() };
    let metrics: Vec<MetricIx> = raw.metrics.iter().filter_map(|id| desk.metric(&id.0)).collect();
    let whole = optional(&raw.whole).and_then(|id| desk.metric(id));
    if raw.metrics.is_empty() {
        desk.faults.push(
            Finding::error(MISSING_FIELD, place(""), Words::fixed("缺少 metrics", "metrics is missing"))
                .help(Words::fixed(
                    "写上指标编号：metrics: [poverty.rate]",
                    "give metric ids: metrics: [poverty.rate]",
                )),
        );
    }
    let kind = optional(&raw.kind).unwrap_or_default();
    let places: Vec<PlaceIx> = raw.places.iter().filter_map(|code| desk.place_ix(&code.0)).collect();
    let free = optional(&raw.scale).and_then(|word| desk.scale(word)).unwrap_or(false);
    desk.options(raw, kind);
    let shape = match kind {
        _ if table => Some(BlockShape::Table(metrics)),
        "before-after" => Some(BlockShape::BeforeAfter(metrics)),
        "composition" => {
            if raw.whole.is_none() {
                let message = Words::fixed("构成图缺少 whole（总数）", "a composition needs its whole");
                desk.faults.push(Finding::error(MISSING_FIELD, place(kind), message).help(Words::fixed(
                    "加一行 whole: 总数的指标编号；原文没有印出总数的，改用 table",
                    "add a line whole: with the metric id of the total; where the source prints none, use a table",
                )));
            }
            Some(BlockShape::Composition { whole, parts: metrics })
        }
        "dots" => Some(BlockShape::Dots(metrics)),
        "slope" => Some(BlockShape::Slope(metrics)),
        "waffle" => Some(BlockShape::Waffle { whole, parts: metrics, place: places.first().copied() }),
        "tiles" => Some(BlockShape::Tiles(metrics)),
        "line" => Some(BlockShape::Line { metrics, places, free }),
        other => {
            desk.unknown_kind(other);
            None
        }
    };
    let title = optional(&raw.title);
    if title.is_none() {
        let message = Words::fixed("图表要有 title", "a chart or table needs a title");
        let help = Words::fixed("加一行 title: 说明画的是什么", "add a line title: that says what is shown");
        desk.faults.push(Finding::error(MALFORMED_BLOCK, place(""), message).help(help));
    }
    if let Some(shape) = &shape {
        desk.drawable(shape);
    }
    let faults = desk.faults;
    let block = shape.map(|shape| Block {
        range,
        title: title.unwrap_or_default().to_owned(),
        title_en: owned(&raw.title_en),
        note: owned(&raw.note),
        note_en: owned(&raw.note_en),
        shape,
    });
    (block, faults)
}

struct Desk<'a> {
    figures: &'a Figures<'a>,
    place: &'a dyn Fn(&str) -> At,
    table: bool,
    faults: Vec<Finding>,
}

impl<'a> Desk<'a> {
    /// The metric of this id: the article's own, or one of the catalogue.
    fn metric(&mut self, id: &str) -> Option<MetricIx> {
        let catalog = self.figures.catalog;
        let is = |ix: &MetricIx| catalog.metric(*ix).id.as_str() == id;
        let listed = || catalog.metric_ids().take_while(|ix| catalog.metric(*ix).is_catalogued());
        let own = || self.figures.within(None).map(|o| catalog.observation(o).metric);
        let found = listed().find(is).or_else(|| own().find(is));
        if found.is_none() && !(self.figures.article.is_some() && self.figures.refused(None, id)) {
            let known = listed().chain(own()).flat_map(|ix| spellings(catalog.metric(ix)));
            self.faults.push(unknown_metric((self.place)(id), id, known));
        }
        found
    }

    /// The place with this code.
    fn place_ix(&mut self, code: &str) -> Option<PlaceIx> {
        let catalog = self.figures.catalog;
        let found = catalog.place_with(code);
        if found.is_none() {
            self.faults.push(unknown_place(code, (self.place)(code), &catalog.places));
        }
        found
    }

    fn scale(&mut self, word: &str) -> Option<bool> {
        let found = SCALES.iter().find(|(known, _)| *known == word).map(|(_, free)| *free);
        if found.is_none() {
            self.faults.push(unknown_word(word, (self.place)(word), &SCALES));
        }
        found
    }

    /// Options that this kind of chart does not have.
    fn options(&mut self, raw: &RawFigure, kind: &str) {
        let in_article = self.figures.article.is_some();
        let given = [
            ("places", !raw.places.is_empty(), matches!(kind, "line" | "waffle") && !in_article),
            ("scale", raw.scale.is_some(), kind == "line"),
        ];
        for (name, _, _) in given.iter().filter(|(_, given, takes)| *given && !takes) {
            let message = say!("这里的图不用 {name}", "a chart of this kind does not take {name} here");
            let help = Words::fixed(
                "删去这一行；scale 只用于 line；places 只用于 line 和 waffle，只在比较表和页面里",
                "take the line out: scale is for line; places is for line and waffle, in tables and pages",
            );
            self.faults.push(Finding::error(MALFORMED_BLOCK, (self.place)(name), message).help(help));
        }
    }

    fn unknown_kind(&mut self, kind: &str) {
        self.faults.push(if kind.is_empty() {
            Finding::error(MISSING_FIELD, (self.place)(""), Words::fixed("缺少 kind", "kind is missing"))
                .help(Words::fixed(
                    "kind 可以写：before-after（前后对比）、slope（斜线图）、composition（构成）、waffle（方格图）、dots（点图）、tiles（方块地图）、line（历年折线）",
                    "kind is before-after, slope, composition, waffle, dots, tiles or line",
                ))
        } else {
            let message = say!("没有“{kind}”这种图", "there is no chart of the kind “{kind}”");
            Finding { message, ..unknown_word(kind, (self.place)(kind), &CHART_KINDS) }
        });
    }

    /// Finds what would be drawn empty or false.
    fn drawable(&mut self, shape: &BlockShape) {
        let in_article = self.figures.article.is_some();
        match shape {
            BlockShape::Dots(_) | BlockShape::Tiles(_) if in_article => self.faults.push(
                Finding::error(
                    MALFORMED_BLOCK,
                    (self.place)(if matches!(shape, BlockShape::Tiles(_)) { "tiles" } else { "dots" }),
                    Words::fixed(
                        "这种图比较各地区，不能用在报道里",
                        "such a chart compares places and cannot stand in an article",
                    ),
                )
                .help(Words::fixed(
                    "dots 和 tiles 只用于比较表和页面；报道里前后对比用 before-after，总数和分项用 composition",
                    "dots and tiles are for tables and pages; in an article use before-after for a change, composition for a whole and its parts",
                )),
            ),
            BlockShape::Composition { .. } if !in_article => self.faults.push(
                Finding::error(
                    MALFORMED_BLOCK,
                    (self.place)("composition"),
                    Words::fixed(
                        "composition 只画一篇报道里的总数和分项",
                        "composition shows a whole and its parts within one article",
                    ),
                )
                .help(Words::fixed(
                    "构成图只用于报道；比较各地区用 dots 或 before-after",
                    "it is for articles only; to compare places use dots or before-after",
                )),
            ),
            BlockShape::BeforeAfter(metrics) | BlockShape::Slope(metrics) if in_article => {
                self.changes(metrics)
            }
            BlockShape::Tiles(metrics) if metrics.len() > 1 => self.one_metric("tiles"),
            BlockShape::Waffle { whole, parts, place } => self.cells(*whole, parts, *place),
            BlockShape::Line { metrics, .. } if in_article => self.years(metrics),
            BlockShape::Line { metrics, .. } if metrics.len() > 1 => self.one_metric("line"),
            BlockShape::Composition { whole, parts } => self.parts(*whole, parts),
            BlockShape::Table(metrics) if in_article => {
                for metric in metrics {
                    self.values(*metric);
                }
            }
            _ => {}
        }
    }

    /// What the article records of a metric; a warning where that is nothing.
    fn values(&mut self, metric: MetricIx) -> Vec<&'a Observation> {
        let catalog = self.figures.catalog;
        let of_metric = |o: &ObsIx| catalog.observation(*o).metric == metric;
        let found: Vec<ObsIx> = self.figures.within(None).filter(of_metric).collect();
        let id = catalog.metric(metric).id.as_str();
        if found.is_empty() && !self.figures.refused(None, id) {
            let (zh, en) = if self.table { ("表", "table") } else { ("图", "chart") };
            let message = say!(
                "本篇没有登记 {id}，{zh}里不会有它",
                "this article does not record {id}, and the {en} will be without it"
            );
            let help = Words::fixed(
                "先在 metrics 里登记这个数字；原文没有印出的，从这里删去",
                "record the figure under metrics first; where the source does not print it, take it out here",
            );
            self.warn(id, message, help);
        }
        found.into_iter().map(|o| catalog.observation(o)).collect()
    }

    fn warn(&mut self, id: &str, message: Words, help: Words) {
        self.faults.push(Finding::warning(MALFORMED_BLOCK, (self.place)(id), message).help(help));
    }

    /// Before and after need two periods, and one scale.
    fn changes(&mut self, metrics: &[MetricIx]) {
        let mut scale: Option<&Observation> = None;
        for metric in metrics {
            let id = self.figures.catalog.metric(*metric).id.as_str();
            let values = self.values(*metric);
            let Some(last) = values.iter().max_by_key(|o| o.period.last()) else { continue };
            if self.figures.refused(None, id) {
                continue; // another period of it may be among what was refused
            }
            let earlier = || values.iter().filter(|o| o.period.last() < last.period.last());
            let comparable = |o: &&&Observation| {
                o.kind == last.kind
                    && o.remarks().population == last.remarks().population
                    && o.quantity.dimension() == last.quantity.dimension()
            };
            let first = *scale.get_or_insert(last);
            if earlier().next().is_none() {
                let message = say!(
                    "{id} 只有一个时期，没有前后可比",
                    "{id} has one period only: there is no before and after"
                );
                let help = Words::fixed(
                    "登记另一个时期的值；原文只印出一个的，从这里删去",
                    "record the value of another period; where the source prints one only, take it out here",
                );
                self.warn(id, message, help);
            } else if last.kind == Kind::Target || earlier().find(comparable).is_none() {
                let message = say!(
                    "{id} 各时期的性质、统计对象或单位不同，没有前后可比",
                    "the values of {id} differ in kind, population or unit: there is no before and after"
                );
                let help = Words::fixed(
                    "只有同一性质、同一统计对象、同一单位的值能前后对比；不同的从这里删去，在正文里说明",
                    "only values of one kind, population and unit can be compared; take the others out here and explain them in the text",
                );
                self.warn(id, message, help);
            } else if first.quantity.dimension() != last.quantity.dimension() {
                let message = say!(
                    "{id} 的单位与前面的不同，图里不会有它",
                    "{id} has another unit than those before it, and the chart will be without it"
                );
                let help = Words::fixed(
                    "一张图只有一种单位：另写一张图",
                    "a chart has one unit: write another chart",
                );
                self.warn(id, message, help);
            }
        }
    }

    /// A line needs two years.
    fn years(&mut self, metrics: &[MetricIx]) {
        for metric in metrics {
            let id = self.figures.catalog.metric(*metric).id.as_str();
            let values = self.values(*metric);
            let years: BTreeSet<i16> = values.iter().map(|o| o.period.last().year).collect();
            if years.len() == 1 && !self.figures.refused(None, id) {
                let message =
                    say!("{id} 只有一个年份，画不成折线", "{id} has one year only: there is no line");
                let help = Words::fixed(
                    "登记其他年份的值；原文只印出一个的，从这里删去",
                    "record the values of other years; where the source prints one only, take it out here",
                );
                self.warn(id, message, help);
            }
        }
    }

    /// A hundred cells show one rate, or a whole and its parts, of one place.
    fn cells(&mut self, whole: Option<MetricIx>, parts: &[MetricIx], place: Option<PlaceIx>) {
        let catalog = self.figures.catalog;
        let (in_article, at) = (self.figures.article.is_some(), (self.place)("waffle"));
        if !in_article && place.is_none() {
            let message = Words::fixed("这里的 waffle 要写明地区", "a waffle needs a place here");
            let help = Words::fixed(
                "加一行 places: [\"430503\"]，只写一个地区",
                "add a line places: [\"430503\"] with one place",
            );
            self.faults.push(Finding::error(MISSING_FIELD, at, message).help(help));
            return;
        }
        let is_percent = |m: &MetricIx| catalog.metric(*m).unit.dimension.is_rate();
        if whole.is_none() && !matches!(parts, [rate] if is_percent(rate)) && !parts.is_empty() {
            let message = Words::fixed(
                "waffle 画一个百分比，或者总数和分项",
                "a waffle shows one percentage, or a whole and its parts",
            );
            let help = Words::fixed(
                "metrics 只写一个百分比指标；画分项的加一行 whole: 总数的指标编号",
                "give one metric in percent; for parts add a line whole: with the metric id of the total",
            );
            self.faults.push(Finding::error(MALFORMED_BLOCK, at, message).help(help));
            return;
        }
        if in_article {
            self.parts(whole, parts);
            self.within_whole(whole, parts);
        }
    }

    /// Parts that exceed their whole have no share of it.
    fn within_whole(&mut self, whole: Option<MetricIx>, parts: &[MetricIx]) {
        let catalog = self.figures.catalog;
        let value = |m: MetricIx| {
            let of_metric = |o: &ObsIx| catalog.observation(*o).metric == m;
            let found = self.figures.within(None).filter(of_metric);
            let latest = found.map(|o| catalog.observation(o)).max_by_key(|o| o.period.last());
            latest.map(|o| o.quantity.base_value())
        };
        let Some(total) = whole.and_then(value) else { return };
        let sum: Decimal = parts.iter().filter_map(|m| value(*m)).sum();
        if sum > total {
            let message = Words::fixed(
                "分项合计超过总数，画不成方格",
                "the parts exceed the whole: there are no shares to draw",
            );
            let help = Words::fixed(
                "改用 composition，它会标出超出的部分",
                "use composition, which shows what is too much",
            );
            self.warn("waffle", message, help);
        }
    }

    /// A chart of places shows one metric.
    fn one_metric(&mut self, kind: &str) {
        let message = say!("{kind} 比较各地区时只画一个指标", "{kind} compares places by one metric");
        let help = Words::fixed("每个指标写一张图", "write a chart for each metric");
        self.faults.push(Finding::error(MALFORMED_BLOCK, (self.place)(kind), message).help(help));
    }

    /// Parts add up to a whole in one unit only.
    fn parts(&mut self, whole: Option<MetricIx>, parts: &[MetricIx]) {
        let latest = |values: Vec<&'a Observation>| values.into_iter().max_by_key(|o| o.period.last());
        let mut measure =
            whole.and_then(|m| latest(self.values(m))).map(|o| (o, Words::fixed("总数", "the whole")));
        let mut said = BTreeSet::new();
        for part in parts {
            let Some(value) = latest(self.values(*part)) else { continue };
            let (first, name) =
                measure.get_or_insert_with(|| (value, Words::fixed("第一个分项", "the first part")));
            if value.quantity.dimension() != first.quantity.dimension() && said.insert(*part) {
                let id = self.figures.catalog.metric(*part).id.as_str();
                let (part, whole) = (&value.quantity.printed, &first.quantity.printed);
                let message = say!(
                    ("单位与{}不同，不能放在一个总数里：{part}，而{}是{whole}", name.zh, name.zh),
                    ("this has another unit than {}: “{part}” and “{whole}” cannot be added up", name.en)
                );
                self.faults.push(Finding::error(MALFORMED_BLOCK, (self.place)(id), message).help(
                    Words::fixed(
                        "从 metrics 里删去，或换成单位与总数相同的分项",
                        "take it out of metrics, or put a part in its place that has the unit of the whole",
                    ),
                ));
            }
        }
    }
}

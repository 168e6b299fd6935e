//! A plan's numbers of observations turned into the data of a chart: labels, places on the scale, what is left out and
//! why. Called when the page is rendered, so that 10,000 pages of charts need not stand in memory.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    Speech,
    chart::{
        ChangeRow, ChartShape, ChartSpec, ChartWords, DotRow, Mark, Panel, Part, Point, PointState, Share,
        Tile,
    },
    plan::{Label, Lines, Plan, PlanShape, Title},
    series::{gaps, steps},
    shares::{between, cells},
    words::Words,
};
use crate::model::{Article, ObsIx, Observation, Period, PlaceIx};
use crate::quantity::{Interval, format_grouped};

/// The data of a chart.
pub fn chart_spec(speech: Speech<'_>, plan: &Plan) -> ChartSpec {
    let shown = plan.observations();
    ChartSpec {
        lang: speech.lang,
        id: plan.id.clone(),
        title: title(speech, &plan.title),
        desc: description(speech, &plan.shape),
        unit: shown.first().map_or(String::new(), |o| {
            speech.unit(&speech.catalog.observation(*o).quantity.base_unit()).into_owned()
        }),
        period: span_label(speech, &shown),
        source: source(speech, &shown),
        note: note(speech, plan),
        shape: shape(speech, &plan.shape),
        words: chart_words(speech.words),
    }
}

/// The title of a chart or table.
pub fn title(speech: Speech<'_>, title: &Title) -> String {
    let words = speech.words;
    let label = |m| speech.metric(m).text;
    match title {
        Title::Own(own) => speech.worded(own).text.to_owned(),
        Title::Change(metric) => words.fill("chart.title_change", &[("label", label(*metric))]),
        Title::PlaceChange(place) => words.fill("chart.title_place", &[("place", speech.place(*place).text)]),
        Title::Latest(metric) => words.fill("chart.title_latest", &[("label", label(*metric))]),
        Title::Series(place, metric) => {
            let blanks = [("place", speech.place(*place).text), ("label", label(*metric))];
            words.fill("chart.title_series", &blanks)
        }
        Title::SeriesOfPlaces(metric) => {
            words.fill("chart.title_series_of_places", &[("label", label(*metric))])
        }
    }
}

/// A short citation of an article: newspaper, headline, date, as far as they are printed.
pub fn citation(speech: Speech<'_>, article: &Article) -> String {
    let origin = &article.origin;
    let mut text = origin.producer.clone().unwrap_or_default();
    match &origin.headline {
        Some(headline) => text.push_str(&format!("《{headline}》")),
        None => text.push_str(speech.words.get("cite.untitled")),
    }
    match &origin.date {
        Some(date) => format!("{text}{}{}", speech.words.get("site.comma"), speech.period(date)),
        None => text,
    }
}

/// The period that all the values speak of, or the first and the last of theirs.
pub fn span_label(speech: Speech<'_>, shown: &[ObsIx]) -> String {
    let periods = || shown.iter().map(|o| &speech.catalog.observation(*o).period);
    let (Some(first), Some(last)) = (periods().min_by_key(|p| p.last()), periods().max_by_key(|p| p.last()))
    else {
        return String::new();
    };
    if periods().all(|p| p == first) {
        return speech.period(first);
    }
    let (from, to) = (first.last(), last.last());
    if from == to {
        return speech.date(&to);
    }
    speech.words.fill("period.range", &[("from", &speech.date(&from)), ("to", &speech.date(&to))])
}

fn source(speech: Speech<'_>, shown: &[ObsIx]) -> String {
    let mut articles: Vec<_> = shown.iter().map(|o| speech.catalog.observation(*o).article).collect();
    articles.sort_unstable();
    articles.dedup();
    match articles[..] {
        [one] => citation(speech, speech.catalog.article(one)),
        _ => speech.words.count("chart.articles", articles.len()),
    }
}

fn place_names(speech: Speech<'_>, places: &[PlaceIx]) -> String {
    speech.list(places.iter().map(|p| speech.place(*p).text))
}

fn note(speech: Speech<'_>, plan: &Plan) -> Option<String> {
    let words = speech.words;
    let own = plan.note.as_ref().map(|note| speech.worded(note).text.to_owned());
    let differ = (own.is_none() && periods_differ(speech, &plan.shape))
        .then(|| words.get("chart.periods_differ").to_owned());
    let left_out = match &plan.shape {
        PlanShape::Change { left_out, .. } if !left_out.is_empty() => {
            Some(words.fill("chart.left_out", &[("places", &place_names(speech, left_out))]))
        }
        _ => None,
    };
    let mut notes: Vec<String> = [own, differ, left_out].into_iter().flatten().collect();
    if let PlanShape::Change { other_periods, .. } = &plan.shape
        && !other_periods.is_empty()
    {
        let names: Vec<String> = other_periods.iter().map(|l| label(speech, *l)).collect();
        let names = names.join(words.get("site.list_separator"));
        notes.push(words.fill("chart.other_periods", &[("names", &names)]));
    }
    if let PlanShape::Lines(lines) = &plan.shape {
        notes.extend(line_notes(speech, lines));
    }
    (!notes.is_empty())
        .then(|| notes.iter().map(|n| n.trim_end()).collect::<Vec<_>>().join(words.get("site.word_space")))
}

/// What the reader of lines must know: years without a value, plans, contradictions, what is not drawn.
fn line_notes(speech: Speech<'_>, lines: &Lines) -> Vec<String> {
    let (catalog, words) = (speech.catalog, speech.words);
    let mut notes = Vec::new();
    let without: Vec<String> = match &lines.panels[..] {
        [(_, values)] => gaps(catalog, values).iter().map(|year| year.to_string()).collect(),
        _ => Vec::new(),
    };
    if !without.is_empty() {
        let years = without.join(words.get("site.list_separator"));
        notes.push(words.fill("chart.years_without", &[("years", &years)]));
    } else if lines.panels.iter().any(|(_, values)| !gaps(catalog, values).is_empty()) {
        notes.push(words.get("chart.gaps").to_owned());
    }
    let steps = || lines.panels.iter().flat_map(|(_, values)| steps(catalog, values));
    let states = [(PointState::Target, "chart.targets"), (PointState::Disputed, "chart.disputed")];
    for (state, key) in states {
        if steps().any(|step| step.state == state) {
            notes.push(words.get(key).to_owned());
        }
    }
    if steps().any(|step| catalog.observation(step.value).remarks().note.is_some()) {
        notes.push(words.get("chart.noted").to_owned());
    }
    if !lines.left_out.is_empty() {
        let places = place_names(speech, &lines.left_out);
        notes.push(words.fill("chart.no_series", &[("places", &places)]));
    }
    if let Some(all) = lines.all {
        let blanks = [("n", lines.panels.len().to_string()), ("all", all.to_string())];
        let blanks = blanks.each_ref().map(|(name, value)| (*name, value.as_str()));
        notes.push(words.fill("chart.first_of_all", &blanks));
    }
    notes
}

/// What a picture says besides its data.
pub fn chart_words(words: Words<'_>) -> ChartWords {
    let own = |key| words.get(key).to_owned();
    let power = |power, word| Some((words.find(power)?.parse().ok()?, words.find(word)?.to_owned()));
    ChartWords {
        brackets: [own("site.open"), own("site.close")],
        colon: own("site.colon"),
        separator: own("site.clause_separator"),
        unit: own("table.unit"),
        off_zero: own("chart.off_zero"),
        off_zero_upright: own("chart.off_zero_upright"),
        free: own("chart.free_scale"),
        empty: own("chart.nothing"),
        gap: own("chart.gap_unknown"),
        target: own("chart.target"),
        unlabelled: own("chart.unlabelled"),
        file: [own("head.unit"), own("head.when"), own("table.notes"), own("table.sources")],
        powers: [
            power("chart.small_power", "chart.small_tick"),
            power("chart.large_power", "chart.large_tick"),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// Whether places stand side by side with values of different periods.
fn periods_differ(speech: Speech<'_>, shape: &PlanShape) -> bool {
    let latest: Vec<ObsIx> = match shape {
        PlanShape::Change { rows, .. } => {
            rows.iter().filter(|(l, ..)| !matches!(l, Label::Metric(_))).map(|(_, _, to)| *to).collect()
        }
        PlanShape::Dots(rows) | PlanShape::Tiles(rows) => {
            rows.iter().filter_map(|(_, value)| *value).collect()
        }
        PlanShape::Composition { .. }
        | PlanShape::Waffle { .. }
        | PlanShape::Lines(_)
        | PlanShape::Table(_)
        | PlanShape::Image(..) => Vec::new(),
    };
    let period = |o: &ObsIx| &speech.catalog.observation(*o).period;
    latest.windows(2).any(|pair| period(&pair[0]) != period(&pair[1]))
}

fn label(speech: Speech<'_>, label: Label) -> String {
    match label {
        Label::Place(place) => speech.place(place).text.to_owned(),
        Label::Metric(metric) => speech.metric(metric).text.to_owned(),
        Label::Both(place, metric) => {
            let comma = speech.words.get("site.comma");
            format!("{}{comma}{}", speech.place(place).text, speech.metric(metric).text)
        }
    }
}

fn metric_label(speech: Speech<'_>, observation: ObsIx) -> String {
    speech.metric(speech.catalog.observation(observation).metric).text.to_owned()
}

fn shape(speech: Speech<'_>, shape: &PlanShape) -> ChartShape {
    let mark = |o: ObsIx| mark(speech, speech.catalog.observation(o));
    let part = |o: ObsIx| Part { label: metric_label(speech, o), mark: mark(o) };
    match shape {
        PlanShape::Change { rows, slope, .. } => {
            let row = |(l, from, to): &(Label, ObsIx, ObsIx)| ChangeRow {
                label: label(speech, *l),
                from: mark(*from),
                to: mark(*to),
            };
            let drawn = rows.iter().map(row).collect();
            let period = |o: ObsIx| speech.period(&speech.catalog.observation(o).period);
            match rows.first() {
                Some((_, from, to)) if *slope => {
                    ChartShape::Slope { rows: drawn, dates: [period(*from), period(*to)] }
                }
                _ => ChartShape::BeforeAfter { rows: drawn },
            }
        }
        PlanShape::Waffle { whole, parts } => waffle(speech, *whole, parts),
        PlanShape::Tiles(rows) => tiles(speech, rows),
        PlanShape::Composition { whole, parts } => ChartShape::Composition {
            whole: whole.map(part),
            parts: parts.iter().map(|o| part(*o)).collect(),
            gap: whole.and_then(|w| gap(speech, w, parts)),
        },
        PlanShape::Dots(rows) => ChartShape::Dots {
            rows: rows
                .iter()
                .map(|(place, value)| DotRow {
                    label: speech.place(*place).text.to_owned(),
                    mark: value.map(mark),
                    missing: speech.words.get("missing.not_printed").to_owned(),
                })
                .collect(),
        },
        PlanShape::Lines(lines) => ChartShape::Lines {
            panels: lines.panels.iter().map(|(l, values)| panel(speech, *l, values)).collect(),
            free: lines.free,
        },
        PlanShape::Table(_) | PlanShape::Image(..) => ChartShape::Dots { rows: Vec::new() },
    }
}

/// A hundred cells: of a whole and its parts, by the largest remainder; of one rate, by its bounds.
fn waffle(speech: Speech<'_>, whole: Option<ObsIx>, parts: &[ObsIx]) -> ChartShape {
    let (catalog, words) = (speech.catalog, speech.words);
    let quantity = |o: ObsIx| &catalog.observation(o).quantity;
    let printed =
        |o: ObsIx| speech.aside(&speech.short(quantity(o)), &speech.period(&catalog.observation(o).period));
    let counted = |cells: u32, perhaps: u32, is_zero: bool| match (cells, perhaps) {
        (0, 0) if !is_zero => words.get("chart.under_a_cell").to_owned(),
        (n, 0) => words.count("chart.cells", n as usize),
        (n, more) => {
            words.fill("chart.cells_between", &[("from", &n.to_string()), ("to", &(n + more).to_string())])
        }
    };
    let share = |o: ObsIx, cells: u32, perhaps: u32| Share {
        label: metric_label(speech, o),
        words: vec![printed(o), counted(cells, perhaps, quantity(o).base_value().is_zero())],
        cells,
        perhaps,
        rest: false,
    };
    let remainder = |cells: u32| Share {
        label: words.get("chart.rest").to_owned(),
        words: vec![counted(cells, 0, true)],
        cells,
        perhaps: 0,
        rest: true,
    };
    let Some(whole) = whole else {
        let Some(rate) = parts.first() else {
            return ChartShape::Waffle { shares: vec![], cell: String::new() };
        };
        let interval = &quantity(*rate).interval;
        let (low, high) =
            (interval.low.unwrap_or(Decimal::ZERO), interval.high.unwrap_or(Decimal::ONE_HUNDRED));
        let value = quantity(*rate).base_value();
        let (low, high) = if quantity(*rate).is_approximate() { (low, high) } else { (value, value) };
        let (sure, perhaps) = between(low, high);
        let shares = vec![share(*rate, sure, perhaps), remainder(100 - sure - perhaps)];
        return ChartShape::Waffle { shares, cell: words.get("chart.cell_of_rate").to_owned() };
    };
    let values: Vec<Decimal> = parts.iter().map(|o| quantity(*o).base_value()).collect();
    let (own, rest) = cells(&values, quantity(whole).base_value()).unwrap_or_default();
    let mut shares: Vec<Share> = parts.iter().zip(own).map(|(o, cells)| share(*o, cells, 0)).collect();
    if quantity(whole).base_value() != values.iter().sum::<Decimal>() {
        shares.push(remainder(rest));
    }
    let blanks = [("label", metric_label(speech, whole)), ("value", printed(whole))];
    let blanks = blanks.each_ref().map(|(name, value)| (*name, value.as_str()));
    ChartShape::Waffle { shares, cell: words.fill("chart.cell_of_whole", &blanks) }
}

fn tiles(speech: Speech<'_>, rows: &[(PlaceIx, Option<ObsIx>)]) -> ChartShape {
    let catalog = speech.catalog;
    let differ = periods_differ(speech, &PlanShape::Tiles(rows.to_vec()));
    let at = |place: PlaceIx| {
        let mut cells = catalog.grid.iter().enumerate();
        cells.find_map(|(row, cells)| Some((cells.iter().position(|cell| *cell == Some(place))?, row)))
    };
    let tile = |(place, value): &(PlaceIx, Option<ObsIx>)| Tile {
        label: speech.place(*place).text.to_owned(),
        at: at(*place),
        mark: value.map(|o| mark(speech, catalog.observation(o))),
        period: match value {
            Some(o) if differ => speech.period(&catalog.observation(*o).period),
            _ => String::new(),
        },
        missing: speech.words.get("missing.not_printed").to_owned(),
    };
    ChartShape::Tiles {
        tiles: rows.iter().map(tile).collect(),
        split: speech.words.get("chart.split_tile").to_owned(),
    }
}

fn panel(speech: Speech<'_>, name: Label, values: &[ObsIx]) -> Panel {
    let point = |step: super::series::Step| {
        let figure = speech.catalog.observation(step.value);
        Point {
            mark: mark(speech, figure),
            at: step.at,
            state: step.state,
            joined: step.joined,
            plain: matches!(&figure.period, Period::At(date) if date.month == 0),
        }
    };
    Panel {
        label: label(speech, name),
        points: steps(speech.catalog, values).into_iter().map(point).collect(),
    }
}

/// What the parts lack of the whole, or have more, where the printed precision does not explain it.
fn gap(speech: Speech<'_>, whole: ObsIx, parts: &[ObsIx]) -> Option<String> {
    let quantity = |o: ObsIx| &speech.catalog.observation(o).quantity;
    let zero = (Interval::exact(Decimal::ZERO), Decimal::ZERO);
    let (sum, value) = parts.iter().fold(zero, |(interval, value), o| {
        let part = quantity(*o);
        (interval.add(&part.interval), value + part.base_value())
    });
    if sum.overlaps(&quantity(whole).interval) {
        return None;
    }
    let difference = (quantity(whole).base_value() - value).abs().normalize();
    let text = speech.amount(&format_grouped(difference), &quantity(whole).base_unit());
    Some(speech.words.fill("chart.gap", &[("gap", &text)]))
}

fn mark(speech: Speech<'_>, observation: &Observation) -> Mark {
    let quantity = &observation.quantity;
    let float = |d: Decimal| d.to_f64().unwrap_or_default();
    let value = float(quantity.base_value());
    Mark {
        value,
        low: quantity.interval.low.map_or(value, float),
        high: quantity.interval.high.map_or(value, float),
        open_low: quantity.interval.low.is_none(),
        open_high: quantity.interval.high.is_none(),
        printed: speech.short(quantity),
        period: speech.period(&observation.period),
        approximate: quantity.is_approximate(),
    }
}

/// The values of a chart in a sentence, for those who do not see it.
fn description(speech: Speech<'_>, shape: &PlanShape) -> String {
    let value = |o: ObsIx| {
        let observation = speech.catalog.observation(o);
        speech.aside(&speech.short(&observation.quantity), &speech.period(&observation.period))
    };
    let space = speech.words.get("site.word_space");
    let rows: Vec<String> = match shape {
        PlanShape::Change { rows, .. } => {
            let row = |(l, from, to): &(Label, ObsIx, ObsIx)| {
                let (from, to) = (value(*from), value(*to));
                speech
                    .words
                    .fill("chart.change", &[("label", &label(speech, *l)), ("from", &from), ("to", &to)])
            };
            rows.iter().map(row).collect()
        }
        PlanShape::Composition { whole, parts } | PlanShape::Waffle { whole, parts } => {
            let part = |o: &ObsIx| format!("{}{space}{}", metric_label(speech, *o), value(*o));
            whole.iter().chain(parts).map(part).collect()
        }
        PlanShape::Dots(rows) | PlanShape::Tiles(rows) => rows
            .iter()
            .map(|(place, o)| {
                let missing = || speech.words.get("missing.not_printed").to_owned();
                format!("{}{space}{}", speech.place(*place).text, o.map_or_else(missing, value))
            })
            .collect(),
        PlanShape::Lines(lines) => lines
            .panels
            .iter()
            .map(|(l, values)| {
                let values = speech.list(values.iter().map(|o| value(*o)));
                format!("{}{}{values}", label(speech, *l), speech.words.get("site.colon"))
            })
            .collect(),
        PlanShape::Table(_) | PlanShape::Image(..) => Vec::new(),
    };
    rows.join(speech.words.get("site.clause_separator"))
}

//! What must hold for every chart: text inside the picture and apart, safe markup, equal bytes, readable colours.

use crate::derive::chart::{
    ChangeRow, ChartShape, ChartSpec, ChartWords, DotRow, Mark, Panel, Part, Point, PointState, Share, Tile,
};
use crate::diag::Lang;

use super::backend::{Sheet, TextBox};
use super::file::draw_file;
use super::ink::Ink;
use super::text::Kind;
use super::{ChartWidth, draw_inline, render_file, render_inline};

const CSS: &str = include_str!("../../../theme/chart.css");

/// The words of the built-in theme.
pub(super) fn words() -> ChartWords {
    const STRINGS: &str = include_str!("../../../theme/strings/zh.yaml");
    let lines = STRINGS.lines().filter_map(|line| line.split_once(": \""));
    let strings = lines.map(|(key, text)| (key.to_owned(), text.trim_end_matches('"').to_owned())).collect();
    crate::derive::chart_words(crate::derive::Words::over(&strings))
}

/// A small linear congruential generator with a fixed start.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }

    fn value(&mut self, largest: f64) -> f64 {
        match self.below(30) {
            0 => 0.0,
            1 => f64::NAN,
            2 => largest * 0.0001,
            _ => largest * (self.below(10_000) as f64) / 10_000.0,
        }
    }

    fn mark(&mut self, value: f64) -> Mark {
        let wide = self.below(4) == 0;
        let (low, high) = if wide { (value * 0.9, value * 1.1) } else { (value, value) };
        Mark {
            value,
            low,
            high: if self.below(20) == 0 { f64::INFINITY } else { high },
            open_low: self.below(8) == 0,
            open_high: self.below(8) == 0,
            printed: self
                .pick(&["0.28%", "约12.85万元", "1668元", "2.3万～2.6万人", "超过1200户、4500余人", "8"])
                .to_owned(),
            period: self.pick(&["2020年", "2014年", "", "截至2019年12月31日", "“十三五”期间"]).to_owned(),
            approximate: self.below(3) == 0,
        }
    }

    fn name(&mut self) -> String {
        let names = [
            "县",
            "衡阳县",
            "靖州苗族侗族自治县",
            "农村集中供水工程覆盖的行政村所占比例",
            "村级集体经济收入超过5万元的村（含易地搬迁安置点）占全部行政村的比重",
            "GDP",
            "<b>&\"'",
        ];
        self.pick(&names).to_owned()
    }

    fn spec(&mut self) -> ChartSpec {
        let largest = [0.01, 1.0, 7.0, 99.9, 12_345.0, 98_765_432.0, 3.2e11][self.below(7) as usize];
        let base = if self.below(5) == 0 { largest * 20.0 } else { largest * self.below(2) as f64 * -0.3 };
        let count = 1 + self.below(14);
        let shape = match self.below(7) {
            0 => ChartShape::BeforeAfter { rows: (0..count).map(|_| self.change(base, largest)).collect() },
            1 => self.lines(base, largest, count),
            2 => self.slope(base, largest, count),
            3 => self.waffle(count),
            4 => self.tiles(base, largest, count * 3),
            5 => ChartShape::Dots { rows: (0..count).map(|_| self.dot(base, largest)).collect() },
            _ => self.composition(largest, count.min(9)),
        };
        ChartSpec {
            lang: Lang::Zh,
            id: "c".to_owned(),
            title: self.name(),
            desc: self.name(),
            unit: self.pick(&["%", "元", "万元", "", "人次/平方公里（按户籍人口计）"]).to_owned(),
            period: "2014—2020年".to_owned(),
            source: format!("《湖南日报》2020年11月26日第3版，{}", self.name()),
            note: (self.below(2) == 0).then(|| self.name()),
            shape,
            words: words(),
        }
    }

    fn lines(&mut self, base: f64, largest: f64, count: u64) -> ChartShape {
        let panels = if self.below(2) == 0 { 1 } else { count };
        let first = 1990.0 + self.below(30) as f64;
        let panel = |random: &mut Random| {
            let points = 1 + random.below(12);
            let mut at = first;
            let mut point = |random: &mut Random| {
                at += [0.0, 0.3, 1.0, 1.0, 1.0, 2.0, 9.0][random.below(7) as usize];
                let value = base + random.value(largest);
                let state = match random.below(6) {
                    0 => PointState::Target,
                    1 => PointState::Disputed,
                    _ => PointState::Reached,
                };
                let (joined, plain) = (random.below(2) == 0, random.below(3) > 0);
                Point { mark: random.mark(value), at: at + 0.5, state, joined, plain }
            };
            let points = (0..points).map(|_| point(random)).collect();
            Panel { label: random.name(), points }
        };
        ChartShape::Lines { panels: (0..panels).map(|_| panel(self)).collect(), free: self.below(2) == 0 }
    }

    fn slope(&mut self, base: f64, largest: f64, count: u64) -> ChartShape {
        let rows = (0..count).map(|_| self.change(base, largest)).collect();
        ChartShape::Slope { rows, dates: ["2014年", "截至2019年12月31日"].map(str::to_owned) }
    }

    fn waffle(&mut self, count: u64) -> ChartShape {
        let share = |random: &mut Random| Share {
            label: random.name(),
            words: vec!["约12.85万元（2019年）".to_owned(), "27～30格".to_owned()],
            cells: random.below(40) as u32,
            perhaps: random.below(9) as u32,
            rest: random.below(4) == 0,
        };
        let shares = (0..count.min(6)).map(|_| share(self)).collect();
        ChartShape::Waffle { shares, cell: format!("一格是{}的1%", self.name()) }
    }

    fn tiles(&mut self, base: f64, largest: f64, count: u64) -> ChartShape {
        let columns = 1 + self.below(9) as usize;
        let declared = self.below(2) == 0;
        let tile = |random: &mut Random, n: usize| {
            let row = random.dot(base, largest);
            let period = random.pick(&["", "2020年", "截至2019年12月31日"]).to_owned();
            let at = declared.then_some((n % columns, n / columns * 2));
            Tile { label: row.label, at, mark: row.mark, period, missing: row.missing }
        };
        let tiles = (0..count as usize).map(|n| tile(self, n)).collect();
        ChartShape::Tiles { tiles, split: "两色的方块：约数可能落在两档".to_owned() }
    }

    fn change(&mut self, base: f64, largest: f64) -> ChangeRow {
        let [from, to] = [0, 1].map(|_| base + self.value(largest));
        ChangeRow { label: self.name(), from: self.mark(from), to: self.mark(to) }
    }

    fn dot(&mut self, base: f64, largest: f64) -> DotRow {
        let value = base + self.value(largest);
        let mark = (self.below(5) > 0).then(|| self.mark(value));
        DotRow { label: self.name(), mark, missing: "未载".to_owned() }
    }

    fn composition(&mut self, largest: f64, count: u64) -> ChartShape {
        let parts: Vec<_> = (0..count)
            .map(|_| {
                let value = self.value(largest);
                Part { label: self.name(), mark: self.mark(value) }
            })
            .collect();
        let whole = (self.below(3) > 0).then(|| Part {
            label: "总数".to_owned(),
            mark: {
                let value = self.value(largest) * count as f64;
                self.mark(value)
            },
        });
        ChartShape::Composition { whole, parts, gap: Some("分项合计与总数相差3400人".to_owned()) }
    }
}

fn sheets(spec: &ChartSpec) -> Vec<Sheet> {
    let inline = [ChartWidth::Wide, ChartWidth::Narrow].map(|width| draw_inline(spec, width, "p-"));
    inline.into_iter().chain([draw_file(spec)]).collect()
}

fn view_box(svg: &str) -> [f64; 2] {
    let text = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let (w, h) = text.split_once(' ').unwrap();
    [w.parse().unwrap(), h.parse().unwrap()]
}

fn assert_texts_apart(sheet: &Sheet) {
    let [w, h] = view_box(&sheet.svg);
    for (i, a) in sheet.boxes.iter().enumerate() {
        let [left, top, right, bottom] = a.edges;
        assert!(left > -0.1 && top > -0.1 && right < w + 0.1 && bottom < h + 0.1, "{a:?} in {w} x {h}");
        for b in &sheet.boxes[i + 1..] {
            let apart = |n: usize, m: usize| a.edges[m] < b.edges[n] + 0.1 || b.edges[m] < a.edges[n] + 0.1;
            assert!(apart(0, 2) || apart(1, 3), "{a:?} on {b:?}");
        }
    }
}

/// A number for each form of chart.
fn form(shape: &ChartShape) -> usize {
    match shape {
        ChartShape::BeforeAfter { .. } => 0,
        ChartShape::Slope { .. } => 1,
        ChartShape::Composition { .. } => 2,
        ChartShape::Waffle { .. } => 3,
        ChartShape::Dots { .. } => 4,
        ChartShape::Tiles { .. } => 5,
        ChartShape::Lines { .. } => 6,
    }
}

/// Two hundred of each form.
#[test]
fn texts_lie_inside_and_apart() {
    let mut random = Random(20_261_122);
    let mut seen = [0; 7];
    while seen.iter().any(|rounds| *rounds < 200) {
        let spec = random.spec();
        seen[form(&spec.shape)] += 1;
        for sheet in sheets(&spec) {
            let texts: Vec<&TextBox> = sheet.boxes.iter().filter(|b| !b.text.is_empty()).collect();
            assert!(!texts.is_empty(), "{spec:?}");
            assert_texts_apart(&sheet);
        }
    }
}

#[test]
fn markup_is_safe_and_bytes_are_equal() {
    let mut random = Random(7);
    for _ in 0..60 {
        let spec = random.spec();
        for width in [ChartWidth::Wide, ChartWidth::Narrow] {
            let svg = render_inline(&spec, width, "p-");
            assert_eq!(svg, render_inline(&spec, width, "p-"));
            assert!(!svg.contains("<b>") && !svg.contains("NaN") && !svg.contains("inf"));
            for forbidden in ["style", "fill=", "stroke=", "font-", "#0", "#f", "href", "url("] {
                assert!(!svg.replace("&#39;", "").contains(forbidden), "{forbidden} in {svg}");
            }
        }
        let svg = render_file(&spec);
        assert_eq!(svg, render_file(&spec));
        for forbidden in ["<b>", "style", "class", "href", "url(", "NaN"] {
            assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
        }
    }
}

fn dots(rows: Vec<DotRow>) -> ChartSpec {
    ChartSpec {
        lang: Lang::Zh,
        id: "rate".to_owned(),
        title: "贫困发生率 <2020>".to_owned(),
        desc: "衡阳县为0.28%".to_owned(),
        unit: "%".to_owned(),
        period: "2020年".to_owned(),
        source: "《湖南日报》".to_owned(),
        note: None,
        shape: ChartShape::Dots { rows },
        words: words(),
    }
}

fn point(value: f64, printed: &str) -> Mark {
    Mark {
        value,
        low: value,
        high: value,
        open_low: false,
        open_high: false,
        printed: printed.to_owned(),
        period: "2020年".to_owned(),
        approximate: false,
    }
}

#[test]
fn a_small_chart_to_the_letter() {
    let row =
        DotRow { label: "衡阳县".to_owned(), mark: Some(point(0.28, "0.28%")), missing: String::new() };
    let svg = render_inline(&dots(vec![row]), ChartWidth::Narrow, "x-");
    assert_eq!(svg.replace("><", ">\n<"), GOLDEN);
}

const GOLDEN: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-narrow" viewBox="0 0 340 79" role="img" aria-labelledby="x-rate-narrow-title" aria-describedby="x-rate-narrow-desc" lang="zh-Hans">
<title id="x-rate-narrow-title">贫困发生率 &lt;2020&gt;</title>
<desc id="x-rate-narrow-desc">衡阳县为0.28%</desc>
<text x="4.4" y="54.6" text-anchor="middle" class="tick">0</text>
<text x="113" y="54.6" text-anchor="middle" class="tick">0.1</text>
<text x="221.7" y="54.6" text-anchor="middle" class="tick">0.2</text>
<text x="330.3" y="54.6" text-anchor="middle" class="tick">0.3</text>
<path d="M4.4 19L4.4 38.9" class="grid"/>
<path d="M113 19L113 38.9" class="grid"/>
<path d="M221.7 19L221.7 38.9" class="grid"/>
<path d="M330.3 19L330.3 38.9" class="grid"/>
<path d="M4.4 29L330.3 29" class="guide"/>
<path d="M4.4 19L4.4 38.9" class="axis"/>
<g class="mark">
<title>衡阳县：0.28%（2020年）</title>
<circle cx="308.6" cy="29" r="5" class="dot to"/>
</g>
<text x="0" y="14.1" class="label">衡阳县</text>
<text x="340" y="14.1" text-anchor="end">
<tspan class="value">0.28%</tspan>
<tspan class="period">（2020年）</tspan>
</text>
<text x="0" y="72.8" class="note">单位：%</text>
</svg>"#;

#[test]
fn nothing_to_show_is_said() {
    for shape in [
        ChartShape::Dots { rows: vec![] },
        ChartShape::BeforeAfter { rows: vec![] },
        ChartShape::Composition { whole: None, parts: vec![], gap: None },
        ChartShape::Lines { panels: vec![], free: false },
        ChartShape::Slope { rows: vec![], dates: [String::new(), String::new()] },
        ChartShape::Waffle { shares: vec![], cell: String::new() },
        ChartShape::Tiles { tiles: vec![], split: String::new() },
    ] {
        let spec = ChartSpec { shape, ..dots(vec![]) };
        assert!(render_inline(&spec, ChartWidth::Wide, "").contains("无数据"));
        assert_texts_apart(&draw_file(&spec));
    }
    let rows = vec![DotRow { label: "新田县".to_owned(), mark: None, missing: "未载".to_owned() }];
    assert!(render_file(&dots(rows)).contains("未载"));
}

#[test]
fn an_axis_that_leaves_zero_out_says_so() {
    let row = |value: f64, printed: &str| DotRow {
        label: "甲".to_owned(),
        mark: Some(point(value, printed)),
        missing: String::new(),
    };
    let near = dots(vec![row(99.4, "99.4%"), row(99.51, "99.51%")]);
    let far = dots(vec![row(6.1, "6.1%"), row(0.28, "0.28%")]);
    for width in [ChartWidth::Wide, ChartWidth::Narrow] {
        assert!(render_inline(&near, width, "").contains("横轴不从0起"));
        assert!(!render_inline(&far, width, "").contains("横轴不从0起"));
    }
    assert!(render_file(&near).contains("横轴不从0起"));
}

/// The colour of a variable in a part of the style sheet.
fn colour(css: &str, name: &str) -> String {
    let rest = css.split(&format!("--chart-{name}: ")).nth(1).unwrap_or_else(|| panic!("{name}"));
    rest.split(';').next().unwrap().to_owned()
}

/// Relative luminance after WCAG 2.2.
fn luminance(hex: &str) -> f64 {
    0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5)
}

/// Linear light of the channel that stands at `i` in `#rrggbb`.
fn linear(hex: &str, i: usize) -> f64 {
    let v = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
    if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_stand_out_on_every_ground() {
    let dark = CSS.split("prefers-color-scheme: dark").nth(1).unwrap();
    let print = CSS.split("@media print").nth(1).unwrap();
    for css in [CSS, dark, print] {
        let ground = colour(css, "ground");
        for name in ["text", "muted"] {
            assert!(contrast(&colour(css, name), &ground) >= 4.5, "{name} on {ground}");
        }
        for name in ["line", "link", "main", "s0", "s1", "s2", "s3", "s4", "s5"] {
            let colour = colour(css, name);
            assert!(contrast(&colour, &ground) >= 3.0, "{name} {colour} on {ground}");
        }
    }
}

/// Linear light of a colour as those without one kind of cone see it: normal, deuteranopia, protanopia (Machado, Oliveira
/// and Fernandes, 2009, severity 1).
fn seen(hex: &str) -> [[f64; 3]; 3] {
    const DEUTERANOPIA: [[f64; 3]; 3] =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    const PROTANOPIA: [[f64; 3]; 3] =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    let rgb = [1, 3, 5].map(|i| linear(hex, i));
    let through = |matrix: [[f64; 3]; 3]| {
        matrix.map(|row| row.iter().zip(rgb).map(|(m, v)| m * v).sum::<f64>().clamp(0.0, 1.0))
    };
    [rgb, through(DEUTERANOPIA), through(PROTANOPIA)]
}

/// CIE 1976 L*a*b* of linear light, under D65.
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
    let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

/// The difference between neighbouring colours that every reader must see (CIE 1976).
const LEAST_DIFFERENCE: f64 = 10.0;

#[test]
fn neighbouring_colours_differ_for_every_kind_of_sight() {
    let dark = CSS.split("prefers-color-scheme: dark").nth(1).unwrap();
    let print = CSS.split("@media print").nth(1).unwrap();
    let neighbours = [
        ("s0", "s1"),
        ("s1", "s2"),
        ("s2", "s3"),
        ("s3", "s4"),
        ("s4", "s5"),
        ("q0", "q1"),
        ("q1", "q2"),
        ("q2", "q3"),
        ("q3", "q4"),
        ("main", "link"),
    ];
    for css in [CSS, dark, print] {
        for (a, b) in neighbours {
            let (one, other) = (seen(&colour(css, a)), seen(&colour(css, b)));
            for (one, other) in one.into_iter().zip(other) {
                let (one, other) = (lab(one), lab(other));
                let difference = one.iter().zip(other).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt();
                assert!(difference >= LEAST_DIFFERENCE, "{a} and {b}: {difference}");
            }
        }
    }
}

#[test]
fn words_on_tiles_can_be_read_and_shades_go_one_way() {
    let dark = CSS.split("prefers-color-scheme: dark").nth(1).unwrap();
    let print = CSS.split("@media print").nth(1).unwrap();
    for css in [CSS, dark, print] {
        let shades: Vec<f64> = (0..5).map(|n| luminance(&colour(css, &format!("q{n}")))).collect();
        assert!(shades.is_sorted() || shades.iter().rev().is_sorted(), "{shades:?}");
        for n in 0..5 {
            let on = contrast(&colour(css, &format!("q{n}")), &colour(css, &format!("on{n}")));
            assert!(on >= 4.5, "words on shade {n}: {on}");
        }
        assert!(contrast(&colour(css, "line"), &colour(css, "ground")) >= 3.0, "edges of tiles");
    }
}

#[test]
fn files_and_the_style_sheet_agree() {
    let inks = [
        (Ink::Grid, "grid"),
        (Ink::Rule, "rule"),
        (Ink::Guide, "guide"),
        (Ink::Axis, "line"),
        (Ink::Link, "link"),
        (Ink::To(false), "main"),
        (Ink::Span, "tint"),
        (Ink::From(true), "pale"),
        (Ink::Part(0), "s0"),
        (Ink::Part(1), "s1"),
        (Ink::Part(2), "s2"),
        (Ink::Part(3), "s3"),
        (Ink::Part(4), "s4"),
        (Ink::Part(5), "s5"),
        (Ink::Hatch, "muted"),
        (Ink::Over, "text"),
        (Ink::Series, "main"),
        (Ink::Plan, "link"),
        (Ink::Target, "muted"),
        (Ink::Disputed, "main"),
        (Ink::Cell, "link"),
        (Ink::Perhaps, "tint"),
        (Ink::Class(0), "q0"),
        (Ink::Class(1), "q1"),
        (Ink::Class(2), "q2"),
        (Ink::Class(3), "q3"),
        (Ink::Class(4), "q4"),
        (Ink::NoClass, "line"),
        (Ink::MissingHatch, "guide"),
    ];
    for (ink, name) in inks {
        assert!(ink.paint().contains(&colour(CSS, name)), "{name}");
    }
    for kind in [Kind::Label, Kind::Value, Kind::Past, Kind::Period, Kind::Tick, Kind::Note] {
        let rule = CSS
            .lines()
            .find(|line| line.contains(&format!(".{}", kind.class())) && line.contains("font-size"));
        assert!(rule.unwrap().contains(&format!("font-size: {}px", kind.size())));
        assert!(kind.paint().contains(&format!("font-size=\"{}\"", kind.size())));
    }
}

//! The sheets of a workbook for editors and their columns: which field of an article's front matter stands where, under
//! which name, and what the notes say of it.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A text, copied or our own.
    Text,
    /// A day or a time period: a spreadsheet may make a date of it.
    Time,
    /// A list of names in one cell.
    Names,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// The field, with `origin.` before those of the origin.
    pub(super) name: &'static str,
    /// What it is called.
    pub(super) label: &'static str,
    pub(super) holds: Holds,
    /// How wide it is, in digits.
    pub(super) width: u16,
    /// What is written in it, for the notes.
    pub(super) note: &'static str,
}

/// A sheet with a row for every entry of a list.
#[derive(Debug)]
pub(super) struct List {
    /// The field of the front matter.
    pub(super) field: &'static str,
    /// The name of the sheet.
    pub(super) sheet: &'static str,
    pub(super) columns: &'static [Column],
}

const fn text(name: &'static str, label: &'static str, width: u16, note: &'static str) -> Column {
    Column { name, label, holds: Holds::Text, width, note }
}

const fn time(name: &'static str, label: &'static str, note: &'static str) -> Column {
    Column { name, label, holds: Holds::Time, width: 12, note }
}

const LINES: Column = text("lines", "行号", 10, "在来源文本里的行号：58、17-18 或 4, 272-284");
const NOTE: Column = text("note", "说明", 36, "对这一条的说明");
const NOTE_EN: Column = text("note_en", "英文说明", 24, "可不填");

/// The name of the sheet with a row for every article.
pub(super) const ARTICLES: &str = "报道";

/// The name of the hidden sheet that lists what was exported.
pub(super) const REGISTER: &str = "登记号";

/// The fields of an article.
pub(super) const FIELDS: &[Column] = &[
    text("title", "标题", 28, "我们起的标题"),
    text("title_en", "英文标题", 24, "可不填"),
    text("place", "地区代码", 10, "六位代码，见《地区》"),
    text("summary", "提要", 36, "一句话，可以用 {{ 指标编号 }} 引用数字"),
    text("summary_en", "英文提要", 24, "可不填"),
    time("period", "默认时期", "2020~、2018-12-10、2014/2018 等"),
    time("published", "发布日期", "第一次发布到网站的那一天"),
    text(
        "state",
        "状态",
        10,
        "draft 草稿，不发布；unchecked 待核；checked 和 retracted 另要在文件里写明谁、哪一天",
    ),
    text("reprint_of", "转载自", 22, "是哪一篇的转载：那一篇的文件名，不带 .md"),
    Column {
        name: "aliases", label: "旧文件名", holds: Holds::Names, width: 16, note: "几个之间用顿号隔开"
    },
    text("origin.headline", "原标题", 28, "来源印出的标题，没有印的留空，下同"),
    text("origin.subtitle", "副题", 16, ""),
    text("origin.producer", "报纸", 14, ""),
    text("origin.edition", "版次", 10, ""),
    time("origin.date", "日期", "推断的加 ~ 并在来源说明里写明"),
    Column {
        name: "origin.authors",
        label: "记者",
        holds: Holds::Names,
        width: 14,
        note: "几个之间用顿号隔开",
    },
    text("origin.file", "源文件", 26, "只写文件名"),
    text("origin.sha256", "源文件摘要", 14, "64 位，不知道的先写 64 个 0"),
    text("origin.url", "链接", 16, ""),
    text("origin.note", "来源说明", 30, ""),
    text("origin.note_en", "来源的英文说明", 24, "可不填"),
];

/// The lists of an article, the observations first.
pub(super) const LISTS: &[List] = &[
    List {
        field: "metrics",
        sheet: "观测值",
        columns: &[
            text("metric", "指标", 26, "编号，见《指标》；目录里没有的自己起一个：领域.名称"),
            text("label", "名称", 18, "目录里没有的指标才填：数的是什么"),
            text("en", "英文名称", 14, "目录里没有的指标，可不填"),
            text("value", "数值", 14, "照原文抄，连单位：3621余万元。不换算"),
            text("formula", "公式", 14, "推算的才填；填了就不填数值和行号"),
            LINES,
            time("period", "时期", "与报道的默认时期不同的才填：2018、2014/2018"),
            text(
                "kind",
                "性质",
                11,
                "stock 存量、flow 当期、cumulative 累计、rate 比率、standard 标准、target 目标",
            ),
            text("population", "统计对象", 20, "数的是谁"),
            text("population_en", "英文统计对象", 14, "可不填"),
            text("attribution", "谁说的", 12, "来源说这个数字是谁提供的"),
            NOTE,
            NOTE_EN,
        ],
    },
    List {
        field: "relations",
        sheet: "勾稽",
        columns: &[
            text("relation", "关系", 50, "算式：poverty.lifted_people <= poverty.registered_people"),
            text("known", "已知", 36, "原文就不成立的，说明缘由"),
            text("known_en", "英文已知", 24, "可不填"),
        ],
    },
    List {
        field: "exclude",
        sheet: "排除",
        columns: &[
            text("text", "原文", 18, "不是观测值的数字，照抄"),
            LINES,
            text(
                "reason",
                "理由",
                12,
                "slogan、ordinal、date、name、document、threshold、individual、duplicate、rhetoric、garbled 之一",
            ),
            NOTE,
            NOTE_EN,
        ],
    },
    List {
        field: "corrections",
        sheet: "勘误",
        columns: &[
            text("metric", "指标", 26, "本篇登记的数字"),
            time("period", "时期", "同一指标有几个时期的才填"),
            text("expect", "登记的数值", 14, "照登记的抄"),
            text("value", "更正", 14, "更正后的数值，连单位"),
            text("reason", "理由", 36, "读者看得到"),
            text("editor", "编辑", 10, ""),
            time("date", "日期", "写到日"),
        ],
    },
    List {
        field: "events",
        sheet: "事件",
        columns: &[
            time("date", "日期", "2018、2018-06 或 2018-06-21"),
            text("text", "什么事", 40, "用自己的话"),
            text("text_en", "英文", 24, "可不填"),
            LINES,
            text("kind", "已否发生", 10, "done 已经发生（不填就是）、target 打算做到"),
        ],
    },
    List {
        field: "practices",
        sheet: "做法",
        columns: &[
            text("name", "名称", 16, "照来源的写法"),
            text("en", "英文名称", 14, "可不填"),
            text("domain", "领域", 14, "领域编号"),
            text("text", "说明", 40, "用自己的话，一两句"),
            text("text_en", "英文说明", 24, "可不填"),
            LINES,
        ],
    },
];

/// The fields of an article in the order in which editors write them.
pub(super) const ORDER: &[&str] = &[
    "title",
    "title_en",
    "place",
    "summary",
    "summary_en",
    "origin",
    "period",
    "published",
    "state",
    "entered",
    "checked",
    "retracted",
    "reprint_of",
    "aliases",
    "metrics",
    "relations",
    "exclude",
    "corrections",
    "events",
    "practices",
    "allow",
];

/// Columns that are there to be read, with what the notes say of them.
pub(super) const GREY: &[(&str, &str, u16, &str)] = &[
    ("place", "地区代码", 9, "新的一篇才要填，已有的在《报道》里改"),
    ("place_name", "地区", 10, "给人看"),
    ("metric_label", "目录名称", 16, "给人看"),
    ("unit", "目录单位", 9, "给人看"),
    ("read", "读作", 20, "给人看：程序把数值读成了什么"),
    ("entry", "登记号", 9, "程序靠它认出这一行是哪一条，不要改；复制来的行清空这一格，就是新的一条"),
];

/// The column that says which article a row belongs to.
pub(super) const ARTICLE: Column =
    text("article", "报道", 24, "报道的文件名，不带 .md；写一个新的名字，就是新的一篇");

/// Names and columns of the sheets that are read: of each list, then of the articles.
pub(super) fn sheets() -> impl Iterator<Item = (&'static str, &'static [Column])> {
    LISTS.iter().map(|list| (list.sheet, list.columns)).chain([(ARTICLES, FIELDS)])
}

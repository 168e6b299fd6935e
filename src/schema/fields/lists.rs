//! The lists of a site: places, domains and metrics, terms, rulings.

use super::{Entry, may, must};
use crate::schema::form::{Form, Metrics};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        record: "RawPlaces",
        title: "地区 content/places.yaml",
        fields: &[
            may(
                "places",
                Form::Text,
                "地区",
                "各县（区），一行一个。例：- {code: \"990101\", name: 青石县, pinyin: qingshi, en: Qingshi County, kind: county, prefecture: 云州市, province: 云岭省}",
            ),
            may(
                "grid",
                Form::GridRow,
                "方块地图",
                "各地区在方块地图上的位置，一行一条，空位写点。例：- . 430802 .",
            ),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: untranslated, reason: 暂不译}",
            ),
        ],
    },
    Entry {
        record: "RawPlace",
        title: "一个地区",
        fields: &[
            must("code", Form::Code, "代码", "六位行政区划代码（GB/T 2260），加半角引号。例：\"430503\""),
            must("name", Form::Text, "名称", "地区的名称。例：大祥区"),
            must("pinyin", Form::Pinyin, "拼音", "网址的一部分，小写字母，发布后不要改。例：daxiang"),
            must("en", Form::Text, "英文名", "英文页上的名称。例：Daxiang District"),
            must("kind", Form::PlaceKind, "类别", "县、县级市、区还是旗。例：county"),
            must("prefecture", Form::Text, "市州", "所属的市、州。例：邵阳市"),
            may("prefecture_en", Form::Text, "市州英文名", "市、州的英文名。例：Shaoyang"),
            must("province", Form::Text, "省", "所属的省。例：湖南省"),
            may("province_en", Form::Text, "省英文名", "省的英文名。例：Hunan"),
            may("former", Form::Text, "曾用名", "从前的名称，可以有几个。例：[{name: 虚构县, until: 2015}]"),
        ],
    },
    Entry {
        record: "RawFormer",
        title: "曾用名",
        fields: &[
            must("name", Form::Text, "名称", "从前的名称。例：虚构县"),
            may("until", Form::Text, "用到", "用到哪一年。例：2015"),
            may("pinyin", Form::Pinyin, "从前的拼音", "从前网址里的拼音，写了旧网址就转过来。例：xugou"),
            may("code", Form::Code, "从前的代码", "撤县设区常换代码，写了旧网址就转过来。例：\"990121\""),
        ],
    },
    Entry {
        record: "RawMetrics",
        title: "领域和指标 content/metrics.yaml",
        fields: &[
            may(
                "domains",
                Form::Text,
                "领域",
                "政策领域，按展示顺序。例：- {id: poverty, label: 脱贫成效, en: Poverty reduction, definition: 贫困人口和贫困村的变化。}",
            ),
            may(
                "metrics",
                Form::Text,
                "指标",
                "可以跨县比较的指标，按展示顺序。例：- {id: poverty.rate, label: 贫困发生率, en: Poverty incidence, unit: \"%\", kind: rate, population: 农村人口, definition: 贫困人口占农村人口的比例。}",
            ),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: untranslated, reason: 暂不译}",
            ),
        ],
    },
    Entry {
        record: "RawDomain",
        title: "一个领域",
        fields: &[
            must("id", Form::DomainId, "编号", "指标编号的前半，小写字母和下划线。例：safety_net"),
            must("label", Form::Text, "名称", "领域的名称。例：兜底保障"),
            must("en", Form::Text, "英文名称", "领域的英文名称。例：Social safety net"),
            must(
                "definition",
                Form::Text,
                "定义",
                "哪些指标归这个领域。例：低保、特困供养和临时救助等兜底性政策。",
            ),
            may(
                "definition_en",
                Form::Text,
                "英文定义",
                "定义的英文。例：Safety-net policies such as the minimum-living allowance.",
            ),
        ],
    },
    Entry {
        record: "RawMetric",
        title: "一个指标",
        fields: &[
            must(
                "id",
                Form::MetricId,
                "编号",
                "领域.名称，小写字母、数字和下划线，发布后不要改。例：poverty.rate",
            ),
            must("label", Form::Text, "名称", "指标的名称。例：贫困发生率"),
            must("en", Form::Text, "英文名称", "指标的英文名称。例：Poverty incidence"),
            must(
                "unit",
                Form::Unit,
                "单位",
                "决定量纲：人、户、人次、元、亩、公里、个、处；百分号加引号。例：元/人/月",
            ),
            may("accepts", Form::Unit, "也接受的单位", "同一指标可以接受的其他单位。例：[家, 所]"),
            must("kind", Form::Kind, "性质", "一般是哪种性质；观测值可另行注明。例：stock"),
            must(
                "population",
                Form::Text,
                "统计对象",
                "数的是谁：人还是户，贫困人口还是全体。例：建档立卡贫困人口",
            ),
            may("population_en", Form::Text, "英文统计对象", "统计对象的英文。例：Registered poor people"),
            may("direction", Form::Direction, "好坏", "越高越好还是越低越好；不写表示不作判断。例：higher"),
            must("definition", Form::Text, "定义", "数的是什么，怎样算。例：贫困人口占农村人口的比例。"),
            may(
                "definition_en",
                Form::Text,
                "英文定义",
                "定义的英文。例：Poor people as a share of the rural population.",
            ),
            may(
                "part_of",
                Form::Metric(Metrics::Growing),
                "整体",
                "它是哪个指标的一部分；部分大于整体会被查出。例：poverty.registered_people",
            ),
            may(
                "denominator",
                Form::Metric(Metrics::Growing),
                "分母",
                "比率的分母指标。例：employment.labour",
            ),
            may(
                "formula",
                Form::Formula,
                "公式",
                "由目录里别的指标推算，不写时期。例：poverty.lifted_people / poverty.lifted_households",
            ),
            may(
                "distinct_from",
                Form::Metric(Metrics::Growing),
                "容易混淆的",
                "名称相近而定义不同的指标，不能不加说明地放在一起。例：[poverty.integrated_funds]",
            ),
        ],
    },
    Entry {
        record: "RawGlossary",
        title: "术语 content/glossary.yaml",
        fields: &[
            may(
                "terms",
                Form::Text,
                "术语",
                "政策术语，一条一个。例：- {id: jiandanglika, zh: 建档立卡, en: registration of poor households, definition: 为认定的贫困户建立档案。}",
            ),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: unused-term, reason: 备用}",
            ),
        ],
    },
    Entry {
        record: "RawTerm",
        title: "一个术语",
        fields: &[
            must(
                "id",
                Form::TermId,
                "编号",
                "用拼音，小写字母和数字，是网址的一部分，发布后不要改。例：jiandanglika",
            ),
            must("zh", Form::Text, "术语", "术语本身。例：建档立卡"),
            must("en", Form::Text, "英文", "术语的英文。例：registration of poor households"),
            must(
                "definition",
                Form::Text,
                "解释",
                "我们自己的解释，只写有把握的。例：为认定的贫困村、贫困户建立档案并录入信息系统。",
            ),
            may(
                "definition_en",
                Form::Text,
                "英文解释",
                "解释的英文，与中文说的一样多。例：Opening a file for each household recognised as poor.",
            ),
            may("period", Form::Period, "通行的时期", "什么时候用这个说法，拿不准的不写。例：\"2014/2020\""),
            may("near", Form::Term, "容易混淆的", "容易与它混淆的术语的编号。例：[pinkunhu]"),
            may("also", Form::Text, "又作", "其他写法。例：[建档贫困户]"),
        ],
    },
    Entry {
        record: "RawRulings",
        title: "裁定 content/rulings.yaml",
        fields: &[
            may(
                "rulings",
                Form::Text,
                "裁定",
                "两篇报道说法不相容时用哪一个。例：- {place: \"430503\", metric: poverty.rate, period: 2019, article: 430503-daxiang-2020, rule: official, reason: 与县统计公报相符。, editor: 林编辑, date: 2026-11-25}",
            ),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: settled-ruling, reason: 留作记录}",
            ),
        ],
    },
    Entry {
        record: "RawRuling",
        title: "一条裁定",
        fields: &[
            must("place", Form::Place, "地区", "地区代码。例：\"430503\""),
            must(
                "metric",
                Form::Metric(Metrics::Listed),
                "指标",
                "两篇报道说法不同的那个指标。例：poverty.rate",
            ),
            must("period", Form::Period, "时期", "照采用的那篇报道登记的写。例：2019"),
            must(
                "article",
                Form::Article,
                "采用哪一篇",
                "采用的那个数字所在的报道，写文件名，不带 .md。例：430503-daxiang-2020",
            ),
            must("rule", Form::Ground, "凭什么", "按哪一条选用。例：official"),
            must("reason", Form::Text, "理由", "为什么用它；读者看得到。例：与县统计公报相符。"),
            must("editor", Form::Text, "编辑", "谁裁定的。例：林编辑"),
            must("date", Form::Date, "日期", "哪一天裁定的。例：2026-11-25"),
        ],
    },
    Entry {
        record: "RawChanges",
        title: "改动 content/changes.yaml",
        fields: &[
            may(
                "changes",
                Form::Text,
                "改动",
                "一天一条，由 xianzhi diff --record 加在末尾。例：- {date: 2026-11-26, editor: 林编辑, reason: 重新对照原报, figures: []}",
            ),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: stale-change, reason: 已另记一条}",
            ),
        ],
    },
    Entry {
        record: "RawChange",
        title: "一天的改动",
        fields: &[
            must("date", Form::Date, "日期", "哪一天改的，不晚于今天。例：2026-11-26"),
            must("editor", Form::Text, "编辑", "谁改的。例：林编辑"),
            must("reason", Form::Text, "理由", "为什么改；读者看得到。例：重新对照原报"),
            may(
                "articles",
                Form::Text,
                "报道",
                "改动了的报道。例：- {article: 430503-daxiang-2021, change: added, to: 新报道的标题}",
            ),
            may(
                "figures",
                Form::Text,
                "数字",
                "改动了的数字。例：- {article: 430503-daxiang-2020, figure: employment.labour-2020, change: changed, field: value, from: 3206人, to: 3026人}",
            ),
        ],
    },
    Entry {
        record: "RawArticleChange",
        title: "一篇报道的改动",
        fields: &[
            must("article", Form::Article, "报道", "文件名，不带 .md，照改后的写。例：430503-daxiang-2021"),
            must("change", Form::How, "怎样改", "新增、改动还是删去。例：added"),
            may("field", Form::FieldOfArticle, "哪一项", "改动的那一项。例：title"),
            may("from", Form::Text, "改前", "改前的写法；原来没有的不写。例：旧标题"),
            may("to", Form::Text, "改后", "改后的写法；改后没有的不写。例：新标题"),
        ],
    },
    Entry {
        record: "RawFigureChange",
        title: "一个数字的改动",
        fields: &[
            must("article", Form::Article, "报道", "文件名，不带 .md，照改后的写。例：430503-daxiang-2020"),
            must(
                "figure",
                Form::Text,
                "记录",
                "记录的地址，不带 #f-，照改后的写。例：employment.labour-2020",
            ),
            may(
                "was",
                Form::Text,
                "从前的地址",
                "改了时期、性质或指标的，记录从前的地址。例：poverty.rate-2018",
            ),
            may("label", Form::Text, "名称", "删去的局部指标叫什么。例：茶园面积"),
            must("change", Form::How, "怎样改", "新增、改动还是删去。例：changed"),
            may("field", Form::FieldOfFigure, "哪一项", "改动的那一项。例：value"),
            may("from", Form::Text, "改前", "改前的写法；原来没有的不写。例：3206人"),
            may("to", Form::Text, "改后", "改后的写法；改后没有的不写。例：3026人"),
        ],
    },
];

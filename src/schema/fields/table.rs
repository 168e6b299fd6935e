//! The front matter of tables and pages, and the charts and tables in texts.

use super::{Entry, may, must};
use crate::schema::form::{Form, Metrics};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        record: "RawTable",
        title: "比较表 content/tables/*.md",
        fields: &[
            must("title", Form::Text, "标题", "这张表的标题。例：贫困发生率与脱贫人口"),
            may("title_en", Form::Text, "英文标题", "标题的英文。例：Poverty incidence"),
            must("domain", Form::Domain, "领域", "领域编号。例：poverty"),
            must(
                "summary",
                Form::Text,
                "提要",
                "一句话说明这张表比较什么。例：各县的贫困发生率和累计脱贫人口。",
            ),
            may("summary_en", Form::Text, "英文提要", "提要的英文。例：Poverty incidence of each county."),
            must(
                "columns",
                Form::Text,
                "各列",
                "从左到右的列，至少一列。例：- {metric: poverty.rate, period: latest}",
            ),
            may(
                "tolerance",
                Form::Whole(0, 20),
                "相差年数",
                "“最近可得”容许早几年，0 到 20。例：2；不写是 2",
            ),
            may(
                "chart",
                Form::Text,
                "图",
                "表前的图。例：{kind: before-after, title: 贫困发生率, metrics: [poverty.rate]}",
            ),
            may("aliases", Form::Slug, "旧网址", "这一页从前的文件名。例：[poverty-rate]"),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: mixed-column, reason: 已在表后说明}",
            ),
        ],
    },
    Entry {
        record: "RawColumn",
        title: "一列",
        fields: &[
            may("metric", Form::Metric(Metrics::Listed), "指标", "目录指标；公式的列不写。例：poverty.rate"),
            may(
                "formula",
                Form::Formula,
                "公式",
                "由前面各列的数字算出；还要写 label 和 unit。例：finance.microcredit / finance.microcredit_households",
            ),
            may("unit", Form::Unit, "单位", "公式结果的单位，只与 formula 同用。例：万元/户"),
            may(
                "period",
                Form::Pick,
                "时期",
                "取哪个时期的值：最近、最早或某个时期（EDTF）。例：latest；不写就是 latest",
            ),
            may("kind", Form::Kind, "性质", "只显示这种性质的值。例：cumulative"),
            may("label", Form::Text, "列名", "不写就是指标的名称；公式的列必填。例：期初"),
            may("label_en", Form::Text, "英文列名", "列名的英文。例：At the start"),
            may("total", Form::Switch, "合计", "表尾要不要合计。例：true；不写就没有"),
        ],
    },
    Entry {
        record: "RawFigure",
        title: "图或表",
        fields: &[
            may("kind", Form::ChartKind, "画法", "画成什么；表不写。例：before-after"),
            must("title", Form::Text, "标题", "画的是什么。例：贫困发生率的前后变化"),
            may("title_en", Form::Text, "英文标题", "标题的英文。例：Poverty incidence before and after"),
            must("metrics", Form::Metric(Metrics::OrLocal), "指标", "画哪些指标，列表。例：[poverty.rate]"),
            may(
                "whole",
                Form::Metric(Metrics::OrLocal),
                "总数",
                "构成图的总数；方格图可写。例：poverty.registered_people",
            ),
            may("note", Form::Text, "说明", "一句说明。例：2014 年的数字没有写分母。"),
            may(
                "note_en",
                Form::Text,
                "英文说明",
                "说明的英文。例：The figure of 2014 states no denominator.",
            ),
            may(
                "places",
                Form::Place,
                "地区",
                "只画这些地区（历年折线和方格图）。例：[\"430503\", \"430421\"]",
            ),
            may("scale", Form::Scale, "刻度", "历年折线共用一个刻度，还是各用各的。例：free；不写是 shared"),
        ],
    },
    Entry {
        record: "RawPage",
        title: "页面 content/pages/*.md、领域的文字 content/domains/*.md",
        fields: &[
            must("title", Form::Text, "标题", "页面的标题；领域的文字可以不写。例：关于本站"),
            may("summary", Form::Text, "提要", "一句话说明这一页。例：数字从哪里来，怎样登记。"),
            may("order", Form::Whole(-9999, 9999), "次序", "整数，小的在前。例：10；不写是 0"),
            may("aliases", Form::Slug, "旧网址", "这一页从前的文件名。例：[introduction]"),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: unbound-number, reason: 是版本号}",
            ),
        ],
    },
    Entry {
        record: "RawImage",
        title: "图片",
        fields: &[
            must("file", Form::File, "文件", "放在 content/images/ 里的图片。例：bridge.jpg"),
            must("alt", Form::Text, "图上有什么", "写给看不见图的人。例：石拱桥，桥上有人挑水"),
            may("alt_en", Form::Text, "英文的图上有什么", "例：A stone bridge; people carry water across"),
            may("caption", Form::Text, "图注", "印在图下的一句话。例：清渠县石桥村的水渠，2020年"),
            may("caption_en", Form::Text, "英文图注", "例：The canal at Shiqiao village, 2020"),
            must("credit", Form::Text, "谁的图", "谁拍的、谁画的。例：林一禾 摄"),
            may("credit_en", Form::Text, "英文的谁的图", "例：Photograph: Lin Yihe"),
            must("rights", Form::Text, "凭什么登", "许可或授权。例：CC BY 4.0"),
            may("rights_en", Form::Text, "英文的凭什么登", "例：By permission of the author"),
            may(
                "rights_url",
                Form::Address,
                "许可的网址",
                "例：https://creativecommons.org/licenses/by/4.0/",
            ),
        ],
    },
];

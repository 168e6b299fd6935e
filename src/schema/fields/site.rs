//! `site.yaml`, and `allow:`, which any file may have.

use super::{Entry, may, must};
use crate::schema::form::Form;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        record: "RawSite",
        title: "站点 site.yaml",
        fields: &[
            must("title", Form::Text, "站名", "网站的名称。例：云州县情"),
            may("title_en", Form::Text, "英文站名", "英文页上的站名。例：Yunzhou County Profiles"),
            must(
                "description",
                Form::Text,
                "说明",
                "一句话说清这个网站是什么。例：云州各县的数字，每个都能查到原文那一行。",
            ),
            may(
                "description_en",
                Form::Text,
                "英文说明",
                "说明的英文。例：The figures of each county, with their sources.",
            ),
            may(
                "languages",
                Form::Language,
                "语言",
                "网页的语言，第一个放在根目录。例：[zh, en]；只要中文写 [zh]",
            ),
            may(
                "base_url",
                Form::Address,
                "发布地址",
                "发布的网址，以 https:// 开头。例：https://example.org/county",
            ),
            may(
                "licence",
                Form::Text,
                "许可",
                "内容以什么许可发布。例：{name: CC BY 4.0, url: \"https://creativecommons.org/licenses/by/4.0/\"}",
            ),
            may(
                "repository",
                Form::Text,
                "仓库",
                "内容在哪里编辑，写了就有编辑链接。例：{url: \"https://git.example.org/a/b\", branch: main}",
            ),
            may(
                "report",
                Form::Feedback,
                "报告问题",
                "读者报告问题的地方：邮箱，或带空格位的网址。例：mailto:editor@example.org",
            ),
            may(
                "publisher",
                Form::Text,
                "发布者",
                "由谁发布，写给数据目录和搜索引擎。例：{name: 云州日报社, url: \"https://example.org\"}",
            ),
            may("charts", Form::Text, "图", "图另存成什么。例：{png: true}"),
            may(
                "packs",
                Form::Switch,
                "可带走的文件",
                "每个县（区）的单个网页和全书的 EPUB。例：true；不写就没有",
            ),
            may("sqlite", Form::Switch, "SQLite 数据库", "全部数据另存成一个数据库。例：true；不写就没有"),
            may(
                "handbook",
                Form::Switch,
                "编辑手册",
                "站点里放上编辑手册，页脚链接到它。例：true；不写就没有",
            ),
            may("xlsx", Form::Switch, "电子表格", "全部数据和每张比较表另存成 .xlsx。例：true；不写就没有"),
            may(
                "share_pictures",
                Form::Switch,
                "分享图",
                "网址发到聊天软件里时显示的图；要先写 base_url。例：true；不写就没有",
            ),
            may(
                "compressed",
                Form::Switch,
                "压缩好的文件",
                "每个文本文件旁边再放 .gz 和 .br。例：true；不写就没有",
            ),
            may("offline", Form::Switch, "离线可看", "浏览器要不要保存站点。例：false 是不保存；不写是 true"),
            may(
                "allow",
                Form::Text,
                "接受的提示",
                "看过以后确实不用改的警告和提示。例：- {rule: untranslated, reason: 暂不译}",
            ),
        ],
    },
    Entry {
        record: "RawLicence",
        title: "许可",
        fields: &[
            must("name", Form::Text, "名称", "许可的名称。例：CC BY 4.0"),
            may(
                "url",
                Form::Text,
                "网址",
                "许可全文的网址。例：https://creativecommons.org/licenses/by/4.0/",
            ),
        ],
    },
    Entry {
        record: "RawPublisher",
        title: "发布者",
        fields: &[
            must("name", Form::Text, "名称", "发布者的名称。例：云州日报社"),
            may("name_en", Form::Text, "英文名称", "发布者的英文名称。例：Yunzhou Daily"),
            may("url", Form::Address, "网址", "发布者的网址。例：https://example.org"),
        ],
    },
    Entry {
        record: "RawCharts",
        title: "图",
        fields: &[may("png", Form::Switch, "PNG", "每张图除 SVG 外再存一份 PNG。例：true；不写就没有")],
    },
    Entry {
        record: "RawRepository",
        title: "仓库",
        fields: &[
            must("url", Form::Address, "网址", "仓库的网址。例：https://git.example.org/yunzhou/xianqing"),
            may("branch", Form::Text, "分支", "发布的分支。例：main；不写就是 main"),
        ],
    },
    Entry {
        record: "RawAllow",
        title: "接受一条提示",
        fields: &[
            must("rule", Form::Rule, "规则", "提示方括号里的名称；错误不能接受。例：cumulative-falls"),
            must(
                "reason",
                Form::Text,
                "理由",
                "为什么不用改；读者看得到。例：2019 年起只算高中以上，已在正文说明",
            ),
            may(
                "about",
                Form::Text,
                "哪一条",
                "只接受提到它的：指标编号、YAML 路径或提示里的字；不写就是这个文件里的全部。例：education.aid_times",
            ),
            may(
                "until",
                Form::Date,
                "到什么时候",
                "最后一天、最后一月或最后一年，过了就不再起作用。例：2027-06",
            ),
        ],
    },
    Entry {
        record: "RawEnglish",
        title: "英文正文",
        fields: &[may(
            "allow",
            Form::Text,
            "接受的提示",
            "看过以后确实不用改的警告和提示。例：- {rule: chinese-copy, reason: 地名原样}",
        )],
    },
];

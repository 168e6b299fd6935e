//! Names of what can be wrong with a record itself; the rules of `check` are about what records say.

use crate::diag::{RuleId, Words};

/// A field that must be there is not.
pub const MISSING_FIELD: RuleId = RuleId("missing-field");
/// A word that is none of those allowed.
pub const UNKNOWN_WORD: RuleId = RuleId("unknown-word");
/// A place code that is not in `places.yaml`.
pub const UNKNOWN_PLACE: RuleId = RuleId("unknown-place");
/// A metric that is not in the catalogue.
pub const UNKNOWN_METRIC: RuleId = RuleId("unknown-metric");
/// A domain that is not in the catalogue.
pub const UNKNOWN_DOMAIN: RuleId = RuleId("unknown-domain");
/// A glossary term that does not exist.
pub const UNKNOWN_TERM: RuleId = RuleId("unknown-term");
/// A figure named in the text or in a relation that the article does not record.
pub const UNKNOWN_FIGURE: RuleId = RuleId("unknown-figure");
/// An id given twice.
pub const DUPLICATE_ID: RuleId = RuleId("duplicate-id");
/// An id of the wrong form.
pub const MALFORMED_ID: RuleId = RuleId("malformed-id");
/// A value that is no quantity.
pub const MALFORMED_QUANTITY: RuleId = RuleId("malformed-quantity");
/// A time period that is not EDTF.
pub const MALFORMED_PERIOD: RuleId = RuleId("malformed-period");
/// Line numbers that cannot be read.
pub const MALFORMED_LINES: RuleId = RuleId("malformed-lines");
/// A unit that the unit table does not know.
pub const MALFORMED_UNIT: RuleId = RuleId("malformed-unit");
/// A relation that cannot be read.
pub const MALFORMED_RELATION: RuleId = RuleId("malformed-relation");
/// A chart or table block that asks for what cannot be drawn.
pub const MALFORMED_BLOCK: RuleId = RuleId("malformed-block");
/// A picture that is not in the folder of pictures.
pub const UNKNOWN_IMAGE: RuleId = RuleId("unknown-image");
/// A picture that cannot be published.
pub const REFUSED_IMAGE: RuleId = RuleId("refused-image");
/// A picture of many bytes.
pub const HEAVY_IMAGE: RuleId = RuleId("heavy-image");
/// A value in another unit than its metric.
pub const WRONG_DIMENSION: RuleId = RuleId("wrong-dimension");
/// A local metric without what it needs, or a catalogued one with what it must not have.
pub const LOCAL_METRIC: RuleId = RuleId("local-metric");
/// A file name or digest of a source that cannot be one.
pub const MALFORMED_ORIGIN: RuleId = RuleId("malformed-origin");
/// An address that is none.
pub const MALFORMED_ADDRESS: RuleId = RuleId("malformed-address");
/// Two terms of the glossary with one name.
pub const SAME_TERM: RuleId = RuleId("same-term");
/// An `allow:` for a rule that does not exist.
pub const UNKNOWN_RULE: RuleId = RuleId("unknown-rule");

/// An article that does not exist.
pub const UNKNOWN_ARTICLE: RuleId = RuleId("unknown-article");
/// An article is not the reprint that it says it is.
pub const REPRINT: RuleId = RuleId("invalid-reprint");
/// What an article says of its state does not go together.
pub const CONTRADICTING_STATE: RuleId = RuleId("contradicting-state");
/// A figure of an article that is a draft, or was taken back.
pub const WITHHELD_FIGURE: RuleId = RuleId("withheld-figure");
/// A correction that was made for another figure than the recorded one.
pub const STALE_DECISION: RuleId = RuleId("stale-correction");

/// Every rule of this stage, with what it means.
pub const NAMES: &[(RuleId, Words)] = &[
    (
        REPRINT,
        Words::fixed(
            "reprint_of 说的转载不成立。",
            "An article is not the reprint that reprint_of says it is.",
        ),
    ),
    (
        CONTRADICTING_STATE,
        Words::fixed(
            "报道的 state 与所写的人、日期对不上。",
            "The state of an article does not go with the names and dates that it gives.",
        ),
    ),
    (
        WITHHELD_FIGURE,
        Words::fixed(
            "正文或裁定用到的数字，所在的报道还是草稿，或者已经撤回。",
            "A text or a ruling leans on a figure of an article that is a draft, or was retracted.",
        ),
    ),
    (
        MISSING_FIELD,
        Words::fixed(
            "必填的字段没有写，或写了没有值。",
            "A field that must be there is not, or has no value.",
        ),
    ),
    (
        UNKNOWN_WORD,
        Words::fixed(
            "这个字段只能写规定的几个词，写的不在其中。",
            "A field that takes one of a few set words has another.",
        ),
    ),
    (
        UNKNOWN_PLACE,
        Words::fixed("地区代码不在 content/places.yaml 里。", "A place code is not in content/places.yaml."),
    ),
    (
        UNKNOWN_METRIC,
        Words::fixed(
            "指标编号不在 content/metrics.yaml 里，也不是这篇报道的局部指标。",
            "A metric is neither in content/metrics.yaml nor a local metric of the article.",
        ),
    ),
    (
        UNKNOWN_DOMAIN,
        Words::fixed(
            "领域编号不在 content/metrics.yaml 的 domains 里。",
            "A domain is not under domains in content/metrics.yaml.",
        ),
    ),
    (
        UNKNOWN_TERM,
        Words::fixed(
            "near 里的术语编号不在 content/glossary.yaml 里。",
            "A term named in near is not in content/glossary.yaml.",
        ),
    ),
    (
        UNKNOWN_FIGURE,
        Words::fixed(
            "正文、勾稽关系或公式引用了没有登记的数字，或者没有这个时期的数字。",
            "A text, a relation or a formula names a figure that is not recorded, or not for that period.",
        ),
    ),
    (DUPLICATE_ID, Words::fixed("同一个编号写了两次。", "One id stands twice.")),
    (
        MALFORMED_ID,
        Words::fixed(
            "编号、代码或拼音不合写法。",
            "An id, a code or a pinyin spelling does not have its form.",
        ),
    ),
    (
        MALFORMED_QUANTITY,
        Words::fixed("value 读不成带单位的数量。", "A value cannot be read as a quantity with its unit."),
    ),
    (
        MALFORMED_PERIOD,
        Words::fixed(
            "时期不合 EDTF 的写法，或没有这一天。",
            "A period is not written in EDTF, or there is no such day.",
        ),
    ),
    (MALFORMED_LINES, Words::fixed("行号读不出来。", "Line numbers cannot be read.")),
    (MALFORMED_UNIT, Words::fixed("单位表里没有这个单位。", "A unit is not in the table of units.")),
    (
        MALFORMED_RELATION,
        Words::fixed(
            "勾稽关系或公式读不出来，或者算不出结果。",
            "A relation or a formula cannot be read, or has no result.",
        ),
    ),
    (
        MALFORMED_BLOCK,
        Words::fixed(
            "图或表写得不对，画出来会是空的或者不真实。",
            "A chart or a table asks for what would be drawn empty or untrue.",
        ),
    ),
    (
        UNKNOWN_IMAGE,
        Words::fixed("content/images 里没有这张图片。", "There is no such picture in content/images."),
    ),
    (
        REFUSED_IMAGE,
        Words::fixed(
            "这张图片不能发布：不是 JPEG、PNG 或 WebP，坏了，会动，或者方向要靠附注。",
            "A picture cannot be published: it is no JPEG, PNG or WebP, is broken, moves, or is to be turned by a note beside it.",
        ),
    ),
    (
        HEAVY_IMAGE,
        Words::fixed(
            "图片文件太大，用手机的读者要等很久。",
            "A picture takes many bytes, and those who read on a phone wait for it.",
        ),
    ),
    (
        WRONG_DIMENSION,
        Words::fixed(
            "数字的单位与指标的单位不是一种量。",
            "The unit of a value measures something else than the unit of its metric.",
        ),
    ),
    (
        LOCAL_METRIC,
        Words::fixed(
            "局部指标缺少名称或性质，或者目录指标写了不该写的。",
            "A local metric lacks its label or its kind, or a metric of the catalogue has what it must not \
             have.",
        ),
    ),
    (
        MALFORMED_ORIGIN,
        Words::fixed(
            "来源的文件名或摘要不合写法。",
            "The file name or the digest of a source does not have its form.",
        ),
    ),
    (UNKNOWN_ARTICLE, Words::fixed("没有这篇报道。", "There is no such article.")),
    (
        STALE_DECISION,
        Words::fixed(
            "勘误认定的原值与登记的不同，或者没有改变什么。",
            "A correction takes the record to be another one than it is, or changes nothing.",
        ),
    ),
    (MALFORMED_ADDRESS, Words::fixed("网址不合写法。", "An address does not have its form.")),
    (UNKNOWN_RULE, Words::fixed("allow 里写的规则不存在。", "The rule named under allow does not exist.")),
    (SAME_TERM, Words::fixed("术语表里有两条同名的术语。", "Two terms of the glossary have one name.")),
];

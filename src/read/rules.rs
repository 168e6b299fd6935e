//! The names of what reading finds, each with what it means.

pub use crate::diag::BEYOND_LIMIT;
use crate::diag::{RuleId, Words};

/// A file is not UTF-8.
pub const NOT_UTF8: RuleId = RuleId("not-utf8");
/// A character that no text of ours should have.
pub const UNFIT_CHARACTER: RuleId = RuleId("unfit-character");
/// A file starts with a byte order mark.
pub const BYTE_ORDER_MARK: RuleId = RuleId("byte-order-mark");
/// The `---` lines around the front matter are not there.
pub const FRONT_MATTER: RuleId = RuleId("front-matter");
/// The YAML cannot be read.
pub const YAML_SYNTAX: RuleId = RuleId("yaml-syntax");
/// A key stands twice.
pub const DUPLICATE_KEY: RuleId = RuleId("duplicate-key");
/// A field that does not exist.
pub const UNKNOWN_FIELD: RuleId = RuleId("unknown-field");
/// A list where a text should be, and the like.
pub const WRONG_TYPE: RuleId = RuleId("wrong-type");
/// A quote, comma, colon or space of the wrong kind, where it is plain what was meant.
pub const MISPLACED_SIGN: RuleId = RuleId("misplaced-sign");
/// The end of a value that YAML takes for a comment.
pub const CUT_BY_COMMENT: RuleId = RuleId("cut-by-comment");
/// A file that is not read.
pub const PASSED_OVER: RuleId = RuleId("passed-over");
/// Marks that git leaves where two versions could not be merged.
pub const MERGE_CONFLICT: RuleId = RuleId("merge-conflict");
/// Line ends of old Macintosh computers.
pub const LINE_ENDS: RuleId = RuleId("line-ends");
/// A `{{ … }}` that cannot be read.
pub const MALFORMED_BINDING: RuleId = RuleId("malformed-binding");
/// A fenced chart, table or picture that cannot be read.
pub const MALFORMED_BLOCK: RuleId = RuleId("malformed-block");
/// Something that stands in the site and is no file of it.
pub const NOT_OF_THE_SITE: RuleId = RuleId("not-of-the-site");
/// A file name that cannot be an address.
pub const FILE_NAME: RuleId = RuleId("file-name");

/// Every rule of this stage, with what it means.
pub const NAMES: &[(RuleId, Words)] = &[
    (NOT_UTF8, Words::fixed("文件的编码不是 UTF-8。", "The file is not encoded in UTF-8.")),
    (
        BYTE_ORDER_MARK,
        Words::fixed("文件开头有字节顺序标记（BOM）。", "The file begins with a byte order mark (BOM)."),
    ),
    (
        UNFIT_CHARACTER,
        Words::fixed(
            "文字里有看不见的、显示不出来的，或者会颠倒前后次序的字符。",
            "A text has a character that is not seen, cannot be shown, or turns the order of what follows.",
        ),
    ),
    (
        FRONT_MATTER,
        Words::fixed(
            "文件开头没有两条 --- 之间的数据。",
            "The file does not begin with data between two lines ---.",
        ),
    ),
    (
        YAML_SYNTAX,
        Words::fixed("YAML 的写法有误，读不出来。", "The YAML is written wrongly and cannot be read."),
    ),
    (DUPLICATE_KEY, Words::fixed("同一个字段写了两次。", "A field stands twice.")),
    (UNKNOWN_FIELD, Words::fixed("没有这个字段。", "There is no such field.")),
    (
        WRONG_TYPE,
        Words::fixed(
            "该写文字的写成了列表，或者反过来。",
            "There is a list where a text belongs, or the other way round.",
        ),
    ),
    (
        MISPLACED_SIGN,
        Words::fixed(
            "标点写错了地方，或者用了全角的。",
            "A sign stands in the wrong place, or is full-width.",
        ),
    ),
    (
        CUT_BY_COMMENT,
        Words::fixed(
            "没有加引号的值里有“ #”，后面的当作批注略去了。",
            "A value without quotes has “ #” in it; what follows is left out as a comment.",
        ),
    ),
    (PASSED_OVER, Words::fixed("这个文件不会被读到。", "The file is not read.")),
    (
        MERGE_CONFLICT,
        Words::fixed("文件里还留着合并冲突的标记。", "Marks of a merge conflict are left in the file."),
    ),
    (LINE_ENDS, Words::fixed("换行符的写法不对。", "The lines do not end as they should.")),
    (
        MALFORMED_BINDING,
        Words::fixed("{{ … }} 的写法有误，读不出来。", "A {{ … }} is written wrongly and cannot be read."),
    ),
    (
        MALFORMED_BLOCK,
        Words::fixed(
            "图、表或图片写得不对，读不出来，或者画出来会是空的、不真实的。",
            "A chart, table or picture is written wrongly and cannot be read, or would be drawn empty or untrue.",
        ),
    ),
    (
        BEYOND_LIMIT,
        Words::fixed(
            "超过了上限：文件太大，一行太长，层次太深，一条里的项太多。",
            "Beyond a limit: a file too large, a line too long, too many levels, too many parts of one thing.",
        ),
    ),
    (
        NOT_OF_THE_SITE,
        Words::fixed(
            "站点文件夹里的这一个不是站点自己的文件：通到外面的链接、管道、设备。",
            "What stands here is no file of the site itself: a link that leads out of it, a pipe, a device.",
        ),
    ),
    (FILE_NAME, Words::fixed("文件名不能用作网址。", "The file name cannot be an address.")),
];

//! `allow:` that accepts nothing: a suppression that hides nothing.

use super::Rule;
use crate::{check::allow::UNUSED_ALLOW, diag::Words};

pub(super) const RULE: Rule = Rule {
    id: UNUSED_ALLOW,
    what: Words::fixed("allow 里的一条没有接受任何提示。", "An entry of `allow` accepts no finding."),
    why: Words::fixed(
        "没有用处的一条会在以后掩盖真正的问题；多半是问题已经改好，或 rule、about 写错了。",
        "It would hide a real fault later on; most often the fault has been mended, or rule or about is wrong.",
    ),
    example: Words::fixed(
        "allow:\n  - {rule: cumulative-falls, about: housing.relocated_people, reason: 口径变了}\n\
              # 这个文件里已经没有 cumulative-falls 的警告",
        "allow:\n  - {rule: cumulative-falls, about: housing.relocated_people, reason: counted in another way}\n\
              # this file has no warning of cumulative-falls any more",
    ),
    mend: Words::fixed(
        "删去这一条；about 写错了的，改成提示的文字里有的字，或指标编号。",
        "Take the entry out; where about is wrong, give words that the finding has, or a metric id.",
    ),
    // Found once every rule has spoken: by `check::allow`.
    check: |_, _| {},
};

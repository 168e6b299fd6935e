//! `allow:` for what is an error.

use super::Rule;
use crate::{check::allow::ALLOWED_ERROR, diag::Words};

pub(super) const RULE: Rule = Rule {
    id: ALLOWED_ERROR,
    what: Words::fixed(
        "allow 要接受的是一个错误，或核对（audit）时才有的提示；能接受的只有检查的警告和提示。",
        "An `allow` is to accept an error, or what only an audit finds; only warnings and notes of a check can be accepted.",
    ),
    why: Words::fixed(
        "有错误的网站不能构建：页面会说出不真实的话。写了理由，它也还是不真实。",
        "A site with an error cannot be built: a page would say what is not true, and a reason does not make it true.",
    ),
    example: Words::fixed(
        "allow:\n  - {rule: relation-contradicts, reason: 原文如此}",
        "allow:\n  - {rule: relation-contradicts, reason: the source prints it so}",
    ),
    mend: Words::fixed(
        "照那条错误的改法改，删去 allow；勾稽关系不成立而原文如此的，在那条关系里写 known。",
        "Mend the error and take the `allow` out; where a relation fails because the source prints it so, say it in `known` of the relation.",
    ),
    // Found once every rule has spoken: by `check::allow`.
    check: |_, _| {},
};

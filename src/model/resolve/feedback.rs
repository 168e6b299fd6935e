//! `report:` of the site: where readers say what is wrong with a figure. A mail address, or an address with blanks.

use std::ops::Range;

use super::{report::Reporter, rules::MALFORMED_ADDRESS};
use crate::{
    diag::{At, Finding, Words, near, say},
    model::{
        address::{AddressFault, fault_of_address},
        catalog::Feedback,
    },
};

/// What a plain mail address is completed with.
const MAIL: &str = "?subject={record}%20{value}&body={lines}%20{version}";

const FORM: Words = Words::fixed(
    "写 mailto:editor@example.org，或者 https:// 开头、带空格位的网址，例如 https://example.org/report?about={address}",
    "write mailto:editor@example.org, or an address with blanks that starts with https://, such as \
     https://example.org/report?about={address}",
);

/// The template for reports; a finding and nothing where it cannot be one.
pub(super) fn resolve_feedback(text: &str, report: &mut Reporter<'_>) -> Option<Feedback> {
    let path = "report";
    let at = At::value(report.file, path);
    let message = if let Some(mail) = text.strip_prefix("mailto:") {
        let receiver = mail.split('?').next().unwrap_or_default();
        let whole = receiver.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && !host.ends_with('.')
        });
        (!whole || receiver.contains(['{', '}', ','])).then_some(Words::fixed(
            "mailto: 后面不是一个邮箱地址",
            "what follows mailto: is no mail address",
        ))
    } else {
        of_the_web(text)
    };
    if let Some(message) = message {
        report.push(Finding::error(MALFORMED_ADDRESS, at, message).help(FORM));
        return None;
    }
    if let Some(sign) = text.chars().find(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`|".contains(*c))
    {
        let message = say!("网址里不能有“{sign}”", "an address cannot have “{sign}” in it");
        let help = Words::fixed("空格写成 %20，换行写成 %0A", "write %20 for a space and %0A for a line end");
        report.push(Finding::error(MALFORMED_ADDRESS, at, message).help(help));
        return None;
    }
    if let Err((range, name)) = blanks(text) {
        let at = At::within(report.file, path, range);
        let list = Feedback::BLANKS.map(|name| format!("{{{name}}}"));
        let found = near(&name, Feedback::BLANKS.map(|name| (name, name)));
        let known = Feedback::BLANKS.contains(&name.as_str());
        let help = found
            .question()
            .filter(|_| !known)
            .unwrap_or_else(|| say!(("可以用的是：{}", list.join("、")), ("there are: {}", list.join(", "))));
        let message = match known {
            true => say!("空格位 {name} 的括号不成对", "the braces of the blank “{name}” do not pair"),
            false => say!("没有 {{{name}}} 这个空格位", "there is no blank “{{{name}}}”"),
        };
        report.push(Finding::error(MALFORMED_ADDRESS, at, message).help(help));
        return None;
    }
    let plain = text.starts_with("mailto:") && !text.contains('?');
    Some(Feedback { template: format!("{text}{}", if plain { MAIL } else { "" }) })
}

/// What keeps a text from being an address of the web, but for signs that are named later.
fn of_the_web(text: &str) -> Option<Words> {
    match fault_of_address(text) {
        None | Some(AddressFault::Sign(_)) => {
            let host = text.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
            host.is_some_and(|host| host.contains(['{', '}'])).then_some(Words::fixed(
                "网址里没有写明是哪个网站",
                "the address does not say which site it leads to",
            ))
        }
        Some(AddressFault::NoScheme | AddressFault::Scheme(_)) => Some(Words::fixed(
            "report 只能是 mailto:、https:// 或 http:// 开头的地址",
            "report takes an address that starts with mailto:, https:// or http://",
        )),
        Some(fault) => {
            let what = fault.words().0;
            Some(say!(("report {}", what.zh), ("report {}", what.en)))
        }
    }
}

/// The first `{…}` of a template that is none of the blanks, or that does not end.
fn blanks(text: &str) -> Result<(), (Range<usize>, String)> {
    let mut from = 0;
    while let Some(start) = text[from..].find(['{', '}']).map(|i| from + i) {
        let end = text[start..].find('}').map_or(text.len(), |i| start + i + 1);
        let name = text[start..end].trim_matches(['{', '}']);
        if !text[start..end].ends_with('}') || !Feedback::BLANKS.contains(&name) {
            return Err((start..end, name.to_owned()));
        }
        from = end;
    }
    Ok(())
}

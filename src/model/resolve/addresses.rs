//! Fields that hold the whole address of a page of the web: the text in, the address out, or a finding where readers could not be
//! sent there.

use super::{
    report::{Reporter, mend, optional, quoted},
    rules::MALFORMED_ADDRESS,
};
use crate::{
    diag::{At, Finding, half_width, say},
    model::address::{AddressFault, fault_of_address},
    read::Text,
};

/// The address in the field at a YAML path.
pub(super) fn resolve_address(field: &Option<Text>, path: &str, report: &mut Reporter<'_>) -> Option<String> {
    let text = optional(field)?;
    let Some(fault) = fault_of_address(text) else { return Some(text.to_owned()) };
    let at = At::value(report.file, path);
    let half: String = text.chars().map(half_width).collect();
    let form = Some(half).filter(|half| fault_of_address(half).is_none()).map(|half| quoted(&half));
    report.push(mend(malformed(text, path, at.clone(), &fault), at, form));
    None
}

/// The finding for a field that holds no address.
pub(super) fn malformed(text: &str, path: &str, at: At, fault: &AddressFault) -> Finding {
    let (what, help) = fault.words();
    let message = say!(("{path} {}", what.zh), ("{path} {}", what.en));
    let host = text.split_once("://").map_or(text, |(_, host)| host).trim_start_matches(['/', ':']);
    let help = match fault {
        AddressFault::NoScheme | AddressFault::NoHost
            if host.contains('.') && !host.contains(char::is_whitespace) =>
        {
            say!(
                "以 https:// 或 http:// 开头，例如 https://{host}；没有网址的，删去这一行",
                "start it with https:// or http://, such as https://{host}; without an address take the line out"
            )
        }
        _ => help,
    };
    Finding::error(MALFORMED_ADDRESS, at, message).help(help)
}

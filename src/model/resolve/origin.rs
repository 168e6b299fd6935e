//! `origin:` of an article: the citation of its source.

use super::{
    addresses::resolve_address,
    report::{Reporter, mend, optional, owned, quoted},
    rules::{MALFORMED_ORIGIN, MISSING_FIELD},
};
use crate::{
    diag::{At, Finding, Words, say},
    model::origin::Origin,
    read::{RawOrigin, Text, fault_of_name_alone},
};

/// The citation of a source; what it does not print is not there.
pub(super) fn resolve_origin(raw: Option<&RawOrigin>, report: &mut Reporter<'_>) -> Origin {
    let Some(raw) = raw else {
        if !report.gaps.explain("", "origin") {
            report.push(
                Finding::error(
                    MISSING_FIELD,
                    At::File(report.file),
                    Words::fixed("缺少 origin（来源）", "origin is missing"),
                )
                .help(Words::fixed(
                    "至少写 origin: {file: 源文件名, sha256: 摘要}",
                    "write at least origin: {file: name of the source file, sha256: its digest}",
                )),
            );
        }
        return Origin::default();
    };
    let text = |field: &Option<Text>| owned(field);
    Origin {
        headline: text(&raw.headline),
        subtitle: text(&raw.subtitle),
        producer: text(&raw.producer),
        edition: text(&raw.edition),
        date: optional(&raw.date).and_then(|d| report.period(d, "origin.date")),
        authors: raw.authors.iter().map(|a| a.0.to_string()).collect(),
        file: resolve_file(raw, report),
        sha256: resolve_digest(raw, report),
        url: resolve_address(&raw.url, "origin.url", report),
        note: owned(&raw.note),
        note_en: owned(&raw.note_en),
    }
}

fn resolve_file(raw: &RawOrigin, report: &mut Reporter<'_>) -> String {
    let file = report.required(&raw.file, "origin", "file").unwrap_or_default();
    if let Some((_, name)) = file.rsplit_once(['/', '\\']) {
        let at = At::value(report.file, "origin.file");
        let message =
            Words::fixed("file 只写文件名，不写文件夹", "file takes the name alone, without folders");
        let help = say!(
            "写成 {name}；文件夹在核对时用 --sources 指定",
            "write {name}; the folder is given to the audit as --sources"
        );
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let form = Some(name).filter(|name| plain && !name.is_empty());
        report.push(mend(Finding::error(MALFORMED_ORIGIN, at.clone(), message).help(help), at, form));
    } else if let Some((message, help)) = fault_of_name_alone(file).filter(|_| !file.is_empty()) {
        let at = At::value(report.file, "origin.file");
        report.push(Finding::error(MALFORMED_ORIGIN, at, message).help(help));
    }
    file.to_owned()
}

fn resolve_digest(raw: &RawOrigin, report: &mut Reporter<'_>) -> String {
    let sha256 = report.required(&raw.sha256, "origin", "sha256").unwrap_or_default();
    if !is_digest(sha256) && !sha256.is_empty() {
        let at = At::value(report.file, "origin.sha256");
        let (zh, en) = match optional(&raw.file) {
            Some(file) => (file, file),
            None => ("文件名", "FILE"),
        };
        let message = Words::fixed(
            "sha256 不是 64 位小写的十六进制数",
            "sha256 is not 64 lower-case hexadecimal digits",
        );
        let finding = Finding::error(MALFORMED_ORIGIN, at.clone(), message);
        let tidied: String = sha256.split_whitespace().collect::<String>().to_ascii_lowercase();
        report.push(if is_digest(&tidied) {
            mend(finding.help(say!("写成 {tidied}", "write {tidied}")), at, Some(quoted(&tidied)))
        } else {
            let by_hand = say!(
                ("用 sha256sum {zh} 得到（Windows 用 certutil -hashfile {zh} SHA256）"),
                ("sha256sum {en} gives it (on Windows: certutil -hashfile {en} SHA256)")
            );
            finding.help(by_hand).help(Words::fixed(
                "也可以先写 64 个 0，运行 xianzhi audit，它会告诉你现在的文本是什么",
                "or write 64 zeros and run xianzhi audit: it tells what the text now is",
            ))
        });
    }
    sha256.to_owned()
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

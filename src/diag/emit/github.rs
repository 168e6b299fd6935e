//! Findings as workflow commands of GitHub Actions: one line a finding, shown beside the line of the file.
//!
//! The grammar is that of the `@actions/core` toolkit: `%`, carriage return and line feed are escaped, in properties
//! the colon and the comma too. What a terminal would act on is written out, since logs are read in one.

use super::{Place, below, told};
use crate::diag::{Finding, Lang, Severity, SourceMap, legible};

pub(super) fn emit(findings: &[Finding], sources: &SourceMap, folder: &str, lang: Lang) -> String {
    findings.iter().map(|finding| command(finding, sources, folder, lang) + "\n").collect()
}

fn command(finding: &Finding, sources: &SourceMap, folder: &str, lang: Lang) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = Place::of(finding.at(), sources);
    let mut properties = vec![("file", below(folder, place.file))];
    if !place.whole {
        properties.push(("line", place.start.line.to_string()));
        properties.push(("endLine", place.end.line.to_string()));
        // Columns are taken only where they are columns of one line.
        if place.start.line == place.end.line {
            properties.push(("col", place.start.column.to_string()));
            properties.push(("endColumn", place.end.column.to_string()));
        }
    }
    properties.push(("title", finding.rule.0.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(&legible(value)))).collect();
    format!("::{name} {}::{}", properties.join(","), data(&legible(&told(finding, lang))))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn signs_of_the_grammar_are_escaped() {
        let text = "99.5%，一行\r\n又一行: a, b::c";
        assert_eq!(data(text), "99.5%25，一行%0D%0A又一行: a, b::c");
        assert_eq!(property(text), "99.5%25，一行%0D%0A又一行%3A a%2C b%3A%3Ac");
    }
}

//! The article file as text: front matter with comments for the editor, and a body that says what belongs there.

use std::fmt::Write as _;

use super::{
    Draft,
    entries::{Choice, Entry},
    passage::Passage,
    time::By,
};
use crate::{
    check::{PLACEHOLDER, suggest::Suggestion},
    model::{Catalog, Lines, State},
    read::{self, Around},
};

impl Draft {
    /// The file. `relations` are written as comments, for the editor to confirm.
    pub fn text(&self, catalog: &Catalog, relations: &[Suggestion]) -> String {
        let mut text = String::from("---\n");
        let _ = writeln!(text, "title: {PLACEHOLDER}");
        let _ = writeln!(text, "place: \"{}\"", catalog.place(self.place).code);
        let _ = writeln!(text, "state: {}  # 填好以后删去这一行，才会发布", State::Draft.id());
        let _ = writeln!(text, "entered: {{by: {PLACEHOLDER}}}  # 登记这些数字的人");
        let _ = writeln!(text, "summary: {PLACEHOLDER}");
        self.origin(&mut text);
        let doubt = if self.period.is_approximate() { "  # 待核" } else { "" };
        let _ = writeln!(text, "period: {}{doubt}", self.period);
        let _ = writeln!(text, "published: {}  # 待核：第一次发布到网站的那一天", self.today);
        self.metrics(catalog, &mut text);
        if !relations.is_empty() {
            text.push_str("#relations:  # 下列关系在原文的数字之间成立，确认有意义的去掉行首的 #\n");
            for Suggestion { text: relation, sentence } in relations {
                let _ = writeln!(text, "#  - {relation}  # {}", sentence.zh);
            }
        }
        self.exclude(&mut text);
        text.push_str("---\n");
        let _ = writeln!(text, "{PLACEHOLDER}：用自己的话写这篇报道，数字写成花括号里的指标编号。");
        text
    }

    fn origin(&self, text: &mut String) {
        let citation = &self.citation;
        text.push_str("origin:\n");
        let fields = [
            ("headline", &citation.headline, "  # 待核"),
            ("subtitle", &citation.subtitle, "  # 待核"),
            ("producer", &citation.producer, ""),
            ("edition", &citation.edition, ""),
        ];
        for (name, value, doubt) in fields {
            if let Some(value) = value {
                let _ = writeln!(text, "  {name}: {}{doubt}", scalar(value));
            }
        }
        match (citation.date, self.written.by) {
            (Some(date), _) => {
                let _ = writeln!(text, "  date: {date}");
            }
            (None, By::Inferred) => {
                let _ = writeln!(text, "  date: {}~  # 待核：由文中的年份推断", self.written.year);
            }
            (None, By::Told | By::Unknown) => {}
        }
        if !citation.authors.is_empty() {
            let names: Vec<String> = citation.authors.iter().map(|name| scalar(name)).collect();
            let _ = writeln!(text, "  authors: [{}]", names.join(", "));
        }
        let _ = writeln!(text, "  file: {}\n  sha256: {}", scalar(&self.file), self.sha256);
        if self.written.by == By::Unknown {
            let _ = writeln!(text, "  note: {PLACEHOLDER}：文本没有写年份，时期暂用今年");
        }
    }

    fn metrics(&self, catalog: &Catalog, text: &mut String) {
        if self.entries.is_empty() {
            text.push_str("metrics: []\n");
            return;
        }
        text.push_str("metrics:\n");
        let mut ids = Ids { catalog, last: 0 };
        for entry in &self.entries {
            let _ =
                writeln!(text, "  - {{{}}}{}", self.fields(catalog, entry, &mut ids), self.comment(entry));
        }
    }

    fn fields(&self, catalog: &Catalog, entry: &Entry, ids: &mut Ids<'_>) -> String {
        let printed = &self.passage.spots[entry.spots[0]].figure.printed;
        let lines = lines(&entry.lines(&self.passage));
        let mut fields = match entry.choice {
            Choice::Proposed { metric, .. } => format!("metric: {}", catalog.metric(metric).id),
            Choice::Open(domain) => {
                let label = format!("{PLACEHOLDER}：{}", words(&self.passage, entry.spots[0]));
                format!("metric: {}, label: {}", ids.next(&catalog.domain(domain).id), scalar(&label))
            }
        };
        let _ = write!(fields, ", value: {}, lines: {lines}", scalar(printed));
        if let Some(period) = &entry.period {
            let _ = write!(fields, ", period: \"{period}\"");
        }
        if let Some(kind) = entry.kind {
            let _ = write!(fields, ", kind: {}", kind.id());
        }
        fields
    }

    /// The words on both sides of the figure.
    fn comment(&self, entry: &Entry) -> String {
        let text = self.passage.words();
        let range = &self.passage.spots[entry.spots[0]].range;
        let before: Vec<char> = text[..range.start].chars().rev().take(7).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = text[range.end..].chars().take(5).collect();
        let doubt = if entry.is_doubtful(&self.passage) { "待核：" } else { "" };
        format!("  # {doubt}{before}…{after}")
    }

    fn exclude(&self, text: &mut String) {
        if self.exclusions.is_empty() {
            return;
        }
        text.push_str("exclude:\n");
        for exclusion in &self.exclusions {
            let reason = exclusion.reason.id();
            let note = if exclusion.garbled {
                format!(", note: {PLACEHOLDER}：没有单位，核对是不是统计数字")
            } else {
                String::new()
            };
            let doubt = if exclusion.doubtful && !exclusion.garbled { "  # 待核" } else { "" };
            let _ = writeln!(
                text,
                "  - {{text: {}, lines: {}, reason: {reason}{note}}}{doubt}",
                scalar(&exclusion.text),
                lines(&exclusion.lines)
            );
        }
    }
}

/// Ids of local metrics that no article of the site has.
struct Ids<'a> {
    catalog: &'a Catalog,
    last: u32,
}

impl Ids<'_> {
    fn next(&mut self, domain: &str) -> String {
        loop {
            self.last += 1;
            let id = format!("{domain}.todo_{}", self.last);
            if !self.catalog.metrics.iter().any(|m| m.id.as_str() == id) {
                return id;
            }
        }
    }
}

/// A few words that say what a figure may be: those before it, or else those after it.
fn words(passage: &Passage, spot: usize) -> String {
    const VERBS: [&str; 10] = ["达到", "达", "为", "由", "至", "到", "共有", "共", "有", "均在"];
    let around = passage.around(spot);
    let plain = |text: &str| -> Vec<char> {
        let text = VERBS.iter().fold(text, |text, verb| text.strip_suffix(verb).unwrap_or(text));
        text.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii_digit()).collect()
    };
    let before =
        [passage.undated_lead(spot), around.inherited].map(plain).into_iter().find(|words| words.len() >= 2);
    if let Some(words) = before {
        return words[words.len().saturating_sub(10)..].iter().collect();
    }
    let after: Vec<char> = plain(around.tail);
    if after.is_empty() { "没有上下文".to_owned() } else { after.into_iter().take(10).collect() }
}

fn lines(lines: &Lines) -> String {
    if lines.0.len() > 1 { format!("\"{lines}\"") } else { lines.to_string() }
}

/// A text as a YAML scalar in a line of fields.
fn scalar(text: &str) -> String {
    read::scalar(text, Around::Brackets)
}

//! What holds of a text in Markdown with figures bound in it. A text in, a panic where something does not hold.

use std::{borrow::Cow, collections::BTreeSet};

use super::markup::elements;
use xianzhi::{
    diag::{At, FileId, Finding, Severity},
    model::{Binding, Body, ObsIx},
    read::{RawBody, read_line},
    render::markdown::{Ground, Piece, render_body},
};

/// What Markdown makes of a text; whatever else stands in a page was written by its editor as HTML.
const ELEMENTS: [&str; 34] = [
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "del",
    "s",
    "dl",
    "dt",
    "dd",
    "section",
    "input",
];

/// Attributes of these.
const ATTRIBUTES: [&str; 9] = ["alt", "class", "href", "id", "scope", "src", "start", "title", "aria-label"];

/// Not in any text: Unicode keeps these out of what is exchanged.
const MARKS: [char; 2] = ['\u{fdd2}', '\u{fdd3}'];

/// The text read, and rendered where it has no errors.
pub fn holds(text: &str) {
    // Where a file is read, a lone carriage return becomes a line feed.
    let lone_return = text.replace("\r\n", "").contains('\r');
    if text.contains(MARKS) || lone_return {
        return;
    }
    let mut findings = Vec::new();
    let raw = read_line(text, FileId(0), &mut findings);
    has_places(text, &raw, &findings);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return;
    }
    let bindings = raw.bindings.iter().enumerate().map(|(n, binding)| {
        let observation = ObsIx(u32::try_from(n).expect("few bindings"));
        Binding { range: binding.range.clone(), observation, guard: None }
    });
    let body = Body { text: text.to_owned(), bindings: bindings.collect(), ..Body::default() };
    let pieces = render_body(&body, &Plain);
    assert_eq!(pieces, render_body(&body, &Plain), "rendered twice, it is another");
    let html = pieces.iter().map(|piece| match piece {
        Piece::Html(html) => html.as_str(),
        Piece::Heading(heading) => &heading.html,
        Piece::Block(_) => "",
    });
    let html: Vec<&str> = html.collect();
    html.iter().for_each(|html| is_ours(html));
    for (n, binding) in raw.bindings.iter().enumerate() {
        let times: usize = html.iter().map(|html| without_captions(html).matches(&shown(n)).count()).sum();
        assert_eq!(times, 1, "{} stands {times} times in {html:?}", &text[binding.range.clone()]);
    }
    let blocks = pieces.iter().filter_map(|piece| if let Piece::Block(n) = piece { Some(*n) } else { None });
    let (drawn, drawn_once): (Vec<usize>, BTreeSet<usize>) = (blocks.clone().collect(), blocks.collect());
    assert_eq!(drawn.len(), raw.blocks.len(), "of {:?} these are drawn: {drawn:?}", raw.blocks);
    assert!(drawn_once.into_iter().eq(0..raw.blocks.len()), "{drawn:?}");
}

/// Every place that was read is a place of the text, and bindings stand apart and in order.
fn has_places(text: &str, raw: &RawBody, findings: &[Finding]) {
    let place = |range: &std::ops::Range<usize>| assert!(text.get(range.clone()).is_some(), "{range:?}");
    raw.texts
        .iter()
        .chain(raw.links.iter().map(|l| &l.range))
        .chain(raw.blocks.iter().map(|b| &b.range))
        .for_each(place);
    let mut last = 0;
    for binding in &raw.bindings {
        place(&binding.range);
        let parts = [&binding.place, &binding.period, &binding.guard].into_iter().flatten();
        parts.chain([&binding.metric]).for_each(place);
        assert!(binding.range.start >= last, "{binding:?}");
        last = binding.range.end;
    }
    for at in findings.iter().flat_map(|f| f.labels.iter().map(|l| &l.at)) {
        let At::Span(span) = at else { panic!("{at:?}") };
        place(&span.range());
    }
}

/// Nothing stands in it but what Markdown makes, well formed.
fn is_ours(html: &str) {
    for element in elements(html) {
        assert!(ELEMENTS.contains(&element.name), "<{}> in {html}", element.name);
        for (name, value) in element.attributes {
            assert!(ATTRIBUTES.contains(&name), "{name} in {html}");
            assert!(name != "href" || !value.starts_with("javascript:"), "{html}");
        }
    }
}

/// A text without the captions of its tables, which say again for ears what stands above them.
fn without_captions(html: &str) -> String {
    let parts = html.split("<caption class=\"vh\">");
    parts.map(|part| part.split_once("</caption>").map_or(part, |(_, after)| after)).collect()
}

/// A figure as it is shown, which no text can look like.
fn shown(n: usize) -> String {
    format!("{}{n}{}", MARKS[0], MARKS[1])
}

struct Plain;

impl Ground for Plain {
    fn figure(&self, observation: ObsIx) -> String {
        format!("<a class=\"fig\" href=\"#f\">{}</a>", shown(observation.ix()))
    }

    fn printed(&self, observation: ObsIx) -> Cow<'_, str> {
        shown(observation.ix()).into()
    }

    fn address(&self, target: &str) -> Option<String> {
        (!target.contains(':')).then(|| target.to_owned())
    }

    fn heading_id(&self, _: &str, n: usize) -> String {
        format!("s-{n}")
    }
}

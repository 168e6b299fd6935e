//! Our Markdown as HTML: figures become links to their records, charts and tables are cut out for the page to draw,
//! raw HTML is shown as text. Headings start below the page's own title and have ids. No name, address or sign of the text
//! becomes markup: ids are ours, and an address that the ground refuses leaves its words.

use std::borrow::Cow;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html,
};

use super::{
    marks::{mark_bindings, parts, with_bindings},
    view::escape,
};
use crate::{
    model::{Body, ObsIx},
    read::{BLOCKS, MARKDOWN},
};

/// A part of a text that has been rendered.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML.
    Html(String),
    /// A heading of the first or second level, in no list and no quotation.
    Heading(Heading),
    /// The n-th chart, table or picture of the text.
    Block(usize),
}

/// A heading of the second level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its fragment.
    pub id: String,
    /// Its text.
    pub label: String,
    /// Its text as HTML, with its figures linked.
    pub html: String,
}

/// What the text stands on: how to link a figure, an address and a heading from the page that shows it.
pub trait Ground {
    /// A figure as a link: `<a class="fig" href="…">2227人</a>`.
    fn figure(&self, observation: ObsIx) -> String;
    /// A figure without a link.
    fn printed(&self, observation: ObsIx) -> Cow<'_, str>;
    /// An address that the editor wrote, as seen from the page; `None` where it must not be followed.
    fn address(&self, target: &str) -> Option<String>;
    /// Fragment of a heading with this text; `n` counts headings from 0.
    fn heading_id(&self, label: &str, n: usize) -> String;
}

/// Renders a text as pieces.
pub fn render_body(body: &Body, ground: &dyn Ground) -> Vec<Piece> {
    let text = mark_bindings(body);
    let mut renderer = Renderer::new(body, ground);
    for event in Parser::new_ext(&text, MARKDOWN) {
        renderer.take(event);
    }
    renderer.finish()
}

/// Renders a text of one paragraph without the paragraph's tags.
pub fn render_inline(body: &Body, ground: &dyn Ground) -> String {
    let text = mark_bindings(body);
    let mut renderer = Renderer::new(body, ground);
    for event in Parser::new_ext(&text, MARKDOWN) {
        if !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) {
            renderer.take(event);
        }
    }
    let html = renderer.finish().into_iter().map(|piece| match piece {
        Piece::Html(html) => html,
        Piece::Heading(heading) => heading.html,
        Piece::Block(_) => String::new(),
    });
    html.collect::<String>().trim().to_owned()
}

struct Renderer<'a> {
    body: &'a Body,
    ground: &'a dyn Ground,
    pieces: Vec<Piece>,
    events: Vec<Event<'a>>,
    /// Blocks met inside a list or quotation: drawn after it.
    waiting: Vec<usize>,
    depth: usize,
    blocks: usize,
    headings: usize,
    in_link: usize,
    in_block: bool,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    refused: Vec<bool>,
    /// Where among the events the words of the heading begin.
    heading_from: usize,
    /// The names of footnotes, in the order in which they are met.
    footnotes: Vec<String>,
    last: Option<char>,
    /// The words of the last heading, and how many tables stand under it so far.
    under: (String, usize),
}

impl<'a> Renderer<'a> {
    fn new(body: &'a Body, ground: &'a dyn Ground) -> Self {
        Renderer {
            body,
            ground,
            pieces: Vec::new(),
            events: Vec::new(),
            waiting: Vec::new(),
            depth: 0,
            blocks: 0,
            headings: 0,
            in_link: 0,
            in_block: false,
            columns: Vec::new(),
            column: 0,
            in_head: false,
            refused: Vec::new(),
            heading_from: 0,
            footnotes: Vec::new(),
            last: None,
            under: (String::new(), 0),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.in_block => {}
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::FootnoteReference(name) => {
                let n = self.footnote(&name);
                self.raw(&format!("<sup class=\"footnote-reference\"><a href=\"#note-{n}\">{n}</a></sup>"));
            }
            Event::SoftBreak if self.last.is_some_and(|c| !c.is_ascii()) => {}
            Event::Code(code) => {
                let code = self.plain(&code);
                self.events.push(Event::Code(code.into()));
            }
            other => self.events.push(owned(other)),
        }
    }

    /// Text with its figures linked, or printed only where a link stands already.
    fn text(&mut self, text: &str) {
        self.last = text.chars().next_back();
        for (number, rest) in parts(text) {
            if let Some(binding) = number.and_then(|n| self.body.bindings.get(n)) {
                let event = if self.in_link > 0 {
                    Event::Text(self.ground.printed(binding.observation).into_owned().into())
                } else {
                    Event::InlineHtml(self.ground.figure(binding.observation).into())
                };
                self.events.push(event);
            }
            if !rest.is_empty() {
                self.events.push(Event::Text(rest.to_owned().into()));
            }
        }
    }

    fn plain(&self, text: &str) -> String {
        with_bindings(text, |n| {
            self.body.bindings.get(n).map_or("".into(), |b| self.ground.printed(b.observation))
        })
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if is_block(&info) => {
                self.in_block = true;
                self.waiting.push(self.blocks);
                self.blocks += 1;
                return;
            }
            Tag::Heading { .. } => {
                if self.depth == 0 {
                    self.flush();
                }
                self.heading_from = self.events.len();
            }
            Tag::FootnoteDefinition(name) => {
                let n = self.footnote(&name);
                self.raw(&format!(
                    "<div class=\"footnote-definition\" id=\"note-{n}\"><sup class=\"footnote-definition-label\">{n}</sup>\n"
                ));
            }
            Tag::HtmlBlock => self.events.push(Event::Start(Tag::Paragraph)),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title),
            // Pictures are blocks of ours: of one that is written otherwise the words are left.
            Tag::Image { .. } => self.in_link += 1,
            Tag::Table(columns) => {
                self.columns = columns;
                let caption = self.caption();
                self.raw(&format!("<table class=\"md\">{caption}"));
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            other => self.events.push(owned(Event::Start(other))),
        }
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd) {
        if self.in_block && tag == TagEnd::CodeBlock {
            self.in_block = false;
            if self.depth == 0 {
                self.draw_waiting();
            }
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::HtmlBlock => self.events.push(Event::End(TagEnd::Paragraph)),
            TagEnd::Link => {
                self.in_link -= 1;
                if !self.refused.pop().unwrap_or_default() {
                    self.events.push(Event::End(TagEnd::Link));
                }
            }
            TagEnd::Image => self.in_link -= 1,
            TagEnd::FootnoteDefinition => self.raw("</div>\n"),
            TagEnd::Table => self.raw("</tbody></table>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.raw("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.raw("</tr>"),
            TagEnd::TableCell => self.raw(if self.in_head { "</th>" } else { "</td>" }),
            other => self.events.push(Event::End(other)),
        }
        if self.depth == 0 {
            self.draw_waiting();
        }
    }

    fn start_link(&mut self, target: &str, title: &str) {
        self.in_link += 1;
        let address = self.ground.address(target);
        self.refused.push(address.is_none());
        if let Some(address) = address {
            self.events.push(Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: title.to_owned().into(),
                id: CowStr::Borrowed(""),
            }));
        }
    }

    fn start_cell(&mut self) {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.column += 1;
        let tag = if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.raw(&tag);
    }

    /// What a table is called to those who cannot see what it stands under: its heading, with a number where it is not the
    /// first there.
    fn caption(&mut self) -> String {
        let (heading, tables) = &mut self.under;
        *tables += 1;
        if heading.is_empty() {
            return String::new();
        }
        let mut caption = String::from("<caption class=\"vh\">");
        escape(heading, &mut caption);
        if *tables > 1 {
            caption.push_str(&format!(" {tables}"));
        }
        caption + "</caption>"
    }

    fn raw(&mut self, html: &str) {
        self.events.push(Event::InlineHtml(html.to_owned().into()));
    }

    /// The number of a footnote, from 1.
    fn footnote(&mut self, name: &str) -> usize {
        let known = self.footnotes.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.footnotes.push(name.to_owned());
            self.footnotes.len() - 1
        }) + 1
    }

    /// A heading within a list or a quotation stays in it, below those of the text.
    fn end_heading(&mut self, level: HeadingLevel) {
        let events = self.events.split_off(self.heading_from);
        let label: String = events.iter().map(words).collect();
        let id = self.ground.heading_id(&label, self.headings);
        self.headings += 1;
        self.under = (label.clone(), 0);
        let mut html = String::new();
        html::push_html(&mut html, events.into_iter());
        if level <= HeadingLevel::H2 && self.depth == 0 {
            self.pieces.push(Piece::Heading(Heading { id, label, html }));
        } else {
            let level = level.max(HeadingLevel::H3);
            self.raw(&format!("<{level} id=\"{id}\">{html}</{level}>\n"));
        }
    }

    fn draw_waiting(&mut self) {
        if !self.waiting.is_empty() {
            self.flush();
            self.pieces.extend(self.waiting.drain(..).map(Piece::Block));
        }
    }

    fn flush(&mut self) {
        if self.events.is_empty() {
            return;
        }
        let mut out = String::new();
        html::push_html(&mut out, self.events.drain(..));
        self.pieces.push(Piece::Html(out));
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.draw_waiting();
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in self.pieces {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Html(before)), Piece::Html(html)) => before.push_str(&html),
                (_, piece) => pieces.push(piece),
            }
        }
        pieces
    }
}

/// Whether a fence holds a chart or a table to draw, by what stands behind it.
pub(super) fn is_block(info: &str) -> bool {
    info.split_whitespace().next().is_some_and(|word| BLOCKS.contains(&word))
}

/// The words of an event, for headings.
fn words(event: &Event<'_>) -> String {
    match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        Event::InlineHtml(html) => {
            let inner = html.split_once('>').and_then(|(_, rest)| rest.split_once('<'));
            inner.map_or(String::new(), |(text, _)| text.to_owned())
        }
        _ => String::new(),
    }
}

fn owned<'a>(event: Event<'_>) -> Event<'a> {
    event.into_static()
}

#[cfg(test)]
mod tests {
    use super::{
        super::plain::{Stretch, render_plain, stretches},
        *,
    };
    use crate::model::Binding;

    struct Plain;

    impl Ground for Plain {
        fn figure(&self, observation: ObsIx) -> String {
            format!("<a href=\"#{}\">{}</a>", observation.0, self.printed(observation))
        }
        fn printed(&self, observation: ObsIx) -> Cow<'_, str> {
            ["9个", "0.3%以下"][observation.ix()].into()
        }
        fn address(&self, target: &str) -> Option<String> {
            (!target.starts_with("javascript:")).then(|| format!("../{target}"))
        }
        fn heading_id(&self, _label: &str, n: usize) -> String {
            format!("s-{n}")
        }
    }

    /// A body whose bindings are `{{0}}` and `{{1}}`.
    fn body(text: &str) -> Body {
        let bindings = text.match_indices("{{").map(|(at, _)| Binding {
            range: at..at + 5,
            observation: ObsIx(text[at + 2..at + 3].parse().unwrap()),
            guard: None,
        });
        Body { text: text.to_owned(), bindings: bindings.collect(), ..Body::default() }
    }

    fn pieces(text: &str) -> Vec<Piece> {
        render_body(&body(text), &Plain)
    }

    #[test]
    fn figures_stand_without_spaces_between_chinese() {
        for (text, html) in [
            ("村 {{0}}，率 {{1}} 。", "<p>村<a href=\"#0\">9个</a>，率<a href=\"#1\">0.3%以下</a>。</p>\n"),
            ("a {{0}} b", "<p>a <a href=\"#0\">9个</a> b</p>\n"),
            ("[共 {{0}}](x.html)", "<p><a href=\"../x.html\">共9个</a></p>\n"),
            ("[a]: 村 {{0}}，[b](c)。", "<p>[a]: 村<a href=\"#0\">9个</a>，<a href=\"../c\">b</a>。</p>\n"),
            ("{{0}} {{1}}", "<p><a href=\"#0\">9个</a><a href=\"#1\">0.3%以下</a></p>\n"),
            ("村\u{fdd0}1\u{fdd1}落", "<p>村\u{fffd}1\u{fffd}落</p>\n"),
            ("`{{0}}`", "<p><code>9个</code></p>\n"),
            ("一\n二", "<p>一二</p>\n"),
            ("a\nb", "<p>a\nb</p>\n"),
        ] {
            assert_eq!(pieces(text), [Piece::Html(html.to_owned())], "{text}");
        }
    }

    #[test]
    fn html_is_text_and_scripts_are_not_followed() {
        for (text, html) in [
            ("a<b>c", "<p>a&lt;b&gt;c</p>\n"),
            ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
            ("[a](javascript:x)", "<p>a</p>\n"),
            ("![a](b.png \"c\")", "<p>a</p>\n"),
        ] {
            assert_eq!(pieces(text), [Piece::Html(html.to_owned())], "{text}");
        }
    }

    #[test]
    fn ids_are_ours_and_footnotes_are_counted_through() {
        let found = pieces("一[^main]\n\n## 二\n\n三[^f-x]\n\n[^main]: 甲\n\n[^f-x]: 乙\n");
        let note = |n, text| {
            format!(
                "<div class=\"footnote-definition\" id=\"note-{n}\"><sup class=\"footnote-definition-label\">{n}</sup>\n\
                 <p>{text}</p>\n</div>\n"
            )
        };
        let mark = |n| format!("<sup class=\"footnote-reference\"><a href=\"#note-{n}\">{n}</a></sup></p>\n");
        assert_eq!(found[0], Piece::Html(format!("<p>一{}", mark(1))));
        assert_eq!(found[2], Piece::Html(format!("<p>三{}{}{}", mark(2), note(1, "甲"), note(2, "乙"))));
    }

    #[test]
    fn a_heading_in_a_quotation_stays_in_it() {
        let html = "<blockquote>\n<h3 id=\"s-0\">甲</h3>\n<p>乙</p>\n</blockquote>\n";
        assert_eq!(pieces("> ## 甲\n>\n> 乙\n"), [Piece::Html(html.to_owned())]);
    }

    #[test]
    fn blocks_and_headings_are_cut_out() {
        let text =
            "甲\n\n## 村 {{0}}\n\n```chart\nkind: dots\n```\n\n### 丙\n\n- 乙\n\n  ```table\n  a: b\n  ```\n";
        let found = pieces(text);
        let heading =
            Heading { id: "s-0".into(), label: "村9个".into(), html: "村<a href=\"#0\">9个</a>".into() };
        assert_eq!(found[0], Piece::Html("<p>甲</p>\n".into()));
        assert_eq!(found[1], Piece::Heading(heading));
        assert_eq!(found[2], Piece::Block(0));
        assert!(
            matches!(&found[3], Piece::Html(html) if html.starts_with("<h3 id=\"s-1\">丙</h3>\n<ul>")),
            "{found:?}"
        );
        assert_eq!(found[4], Piece::Block(1), "drawn after the list");
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn tables_align_by_class() {
        let found = pieces("|甲|乙|\n|--|--:|\n|一|{{0}}|\n");
        let html = "<table class=\"md\"><thead><tr><th scope=\"col\">甲</th><th scope=\"col\" class=\"right\">乙</th>\
                    </tr></thead><tbody><tr><td>一</td><td class=\"right\"><a href=\"#0\">9个</a></td></tr></tbody></table>\n";
        assert_eq!(found, [Piece::Html(html.to_owned())]);
    }

    #[test]
    fn a_summary_is_inline() {
        assert_eq!(render_inline(&body("共 {{0}}。"), &Plain), "共<a href=\"#0\">9个</a>。");
    }

    #[test]
    fn words_alone() {
        let plain = |text| stretches(&body(text), &Plain);
        let of =
            |under: Option<&str>, text: &str| Stretch { under: under.map(str::to_owned), text: text.into() };
        assert_eq!(render_plain(&body("共 {{0}}，[见](x)。\n\n**又**"), &Plain), "共9个，见。 又");
        assert_eq!(
            plain(
                "甲\n乙 {{0}}\n\n## 村\n- 丙\n- a\n  b\n\n```chart\nkind: dots\n```\n|丁|戊|\n|-|-|\n|己|`庚`|\n"
            ),
            [
                of(None, "甲乙9个"),
                of(Some("s-0"), "村"),
                of(Some("s-0"), "丙"),
                of(Some("s-0"), "a b"),
                of(Some("s-0"), "丁 戊"),
                of(Some("s-0"), "己 庚"),
            ]
        );
    }
}

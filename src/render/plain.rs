//! Our Markdown as plain text, its figures as printed.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{
    markdown::{Ground, is_block},
    marks::{mark_bindings, with_bindings},
};
use crate::{model::Body, read::MARKDOWN};

/// A stretch of a text: a paragraph, a heading, an entry of a list, a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Fragment of the heading that it is or stands under; none before the first.
    pub under: Option<String>,
    /// Its words.
    pub text: String,
}

/// A text in one line, for `<meta name="description">` and the like.
pub fn render_plain(body: &Body, ground: &dyn Ground) -> String {
    let mut out = String::with_capacity(body.text.len());
    for stretch in stretches(body, ground) {
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(&stretch.text);
    }
    out
}

/// A text stretch by stretch; charts and tables that it draws are left out.
pub fn stretches(body: &Body, ground: &dyn Ground) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    let (mut under, mut text) = (None, String::new());
    let mut headings = 0;
    let mut in_block = false;
    for event in Parser::new_ext(&mark_bindings(body), MARKDOWN) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_block(&info) => in_block = true,
            Event::End(TagEnd::CodeBlock) if in_block => in_block = false,
            Event::Text(_) if in_block => {}
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => text
                .push_str(&with_bindings(&words, |n| {
                    body.bindings.get(n).map_or("".into(), |b| ground.printed(b.observation))
                })),
            // As on the page: lines of Chinese are joined without a space.
            Event::SoftBreak if text.chars().next_back().is_some_and(|c| !c.is_ascii()) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => text.push(' '),
            Event::End(end) => {
                if matches!(end, TagEnd::Heading(_)) {
                    under = Some(ground.heading_id(&text, headings));
                    headings += 1;
                }
                let ends = matches!(
                    end,
                    TagEnd::Paragraph
                        | TagEnd::Heading(_)
                        | TagEnd::Item
                        | TagEnd::CodeBlock
                        | TagEnd::HtmlBlock
                        | TagEnd::TableHead
                        | TagEnd::TableRow
                );
                if ends && !text.trim().is_empty() {
                    let words = text.trim().to_owned();
                    text.clear();
                    all.push(Stretch { under: under.clone(), text: words });
                }
            }
            _ => {}
        }
    }
    all
}

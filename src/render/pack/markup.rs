//! A rendered page as a tree that can be changed and written again, as HTML or as XHTML.
//!
//! The templates write well-formed HTML; what a site's own templates leave open is closed where its parent ends. Texts
//! and values of attributes stay escaped as the page has them, so nothing of them can become markup on the way.

use anyhow::Result;
use quick_xml::{
    Reader,
    escape::resolve_html5_entity,
    events::{BytesStart, Event},
};

/// Elements that have no end in HTML.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose content is no markup.
const RAW: [&str; 2] = ["script", "style"];

/// A part of a page.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A text, escaped.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with all that is in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes in their order, values escaped.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// HTML.
    Html,
    /// HTML in the syntax of XML.
    Xhtml,
}

impl Element {
    /// The value of an attribute, escaped.
    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }

    /// Gives an attribute a value, which is to be escaped.
    pub(super) fn set(&mut self, attribute: &str, value: impl Into<String>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(name, _)| name == attribute) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((attribute.to_owned(), value)),
        }
    }

    /// Takes an attribute away.
    pub(super) fn remove(&mut self, attribute: &str) {
        self.attributes.retain(|(name, _)| name != attribute);
    }

    /// Whether it is of a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
    }

    /// Whether it is an element of this name and class.
    pub(super) fn is(&self, name: &str, class: &str) -> bool {
        self.name == name && self.has_class(class)
    }

    /// The elements right below it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The same, to change.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element below it, at any depth, of which something holds.
    pub(super) fn find(&self, wanted: &impl Fn(&Element) -> bool) -> Option<&Element> {
        self.elements().find_map(|e| if wanted(e) { Some(e) } else { e.find(wanted) })
    }

    /// The same, to change.
    pub(super) fn find_mut(&mut self, wanted: &impl Fn(&Element) -> bool) -> Option<&mut Element> {
        self.elements_mut().find_map(|e| if wanted(e) { Some(e) } else { e.find_mut(wanted) })
    }

    /// Whether something holds of an element below it, at any depth.
    pub(super) fn any(&self, wanted: &impl Fn(&Element) -> bool) -> bool {
        self.find(wanted).is_some()
    }

    /// Takes away every element below it, at any depth, of which something holds.
    pub(super) fn prune(&mut self, unwanted: &impl Fn(&Element) -> bool) {
        self.children.retain(|child| !matches!(child, Node::Element(element) if unwanted(element)));
        self.elements_mut().for_each(|element| element.prune(unwanted));
    }

    /// Changes it and every element below it, those at the bottom first.
    pub(super) fn each(&mut self, change: &mut impl FnMut(&mut Element)) {
        self.elements_mut().for_each(|element| element.each(change));
        change(self);
    }

    /// Its text, escaped, without any markup.
    pub(super) fn text(&self) -> String {
        self.children
            .iter()
            .map(|child| match child {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect()
    }

    /// Writes it.
    pub(super) fn write(&self, syntax: Syntax, out: &mut String) {
        let foreign = self.name == "svg" || self.name == "math";
        self.write_in(syntax, foreign, out);
    }

    fn write_in(&self, syntax: Syntax, foreign: bool, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() || syntax == Syntax::Xhtml {
                out.push_str("=\"");
                out.push_str(value);
                out.push('"');
            }
        }
        let void = VOID.contains(&self.name.as_str());
        if void || (foreign && self.children.is_empty()) {
            out.push_str(if foreign || syntax == Syntax::Xhtml { "/>" } else { ">" });
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.write_in(syntax, foreign || element.name == "svg", out),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Reads a page.
///
/// # Errors
/// Where a template wrote what is no markup.
pub(super) fn parse(page: &str) -> Result<Element> {
    let mut open = vec![Element::default()];
    let mut rest = page;
    // Begun anew behind each element whose content is no markup.
    while let Some(after) = parse_markup(rest, &mut open)? {
        rest = after;
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop().unwrap_or_default();
    let html = root.elements().find(|e| e.name == "html").cloned();
    Ok(html.unwrap_or(root))
}

fn close(open: &mut Vec<Element>) {
    if let Some(done) = open.pop() {
        put(open, Node::Element(done));
    }
}

fn put(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Reads on until the page ends, or an element begins whose content is no markup: gives what follows it.
fn parse_markup<'p>(page: &'p str, open: &mut Vec<Element>) -> Result<Option<&'p str>> {
    let mut reader = Reader::from_str(page);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(None),
            Event::Start(tag) => {
                let element = element(&tag)?;
                if RAW.contains(&element.name.as_str()) {
                    let at = usize::try_from(reader.buffer_position())?;
                    let end = format!("</{}>", element.name);
                    let after = page[at..].find(&end).map_or(page.len(), |n| at + n + end.len());
                    return Ok(Some(&page[after..]));
                }
                match VOID.contains(&element.name.as_str()) {
                    true => put(open, Node::Element(element)),
                    false => open.push(element),
                }
            }
            Event::Empty(tag) => put(open, Node::Element(element(&tag)?)),
            Event::End(tag) => {
                let depth = open.iter().rposition(|e| e.name == tag.name().as_ref());
                // An end without a beginning is none.
                for _ in depth.filter(|depth| *depth > 0).map_or(0..0, |depth| depth..open.len()) {
                    close(open);
                }
            }
            // What is left of ampersands begins no reference.
            Event::Text(text) => {
                put(open, Node::Text(allowed(&text.into_inner().replace('&', "&amp;"))));
            }
            Event::GeneralRef(name) => put(open, Node::Text(reference(&name.into_inner()))),
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element> {
    let mut attributes = Vec::new();
    for attribute in tag.html_attributes() {
        let attribute = attribute?;
        let value = references(&allowed(&attribute.value)).replace('<', "&lt;").replace('"', "&quot;");
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Ok(Element { name: tag.name().as_ref().to_owned(), attributes, children: Vec::new() })
}

/// A text without the characters that XML has no way to write.
fn allowed(text: &str) -> String {
    let forbidden =
        |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(forbidden, "\u{fffd}").replace("]]>", "]]&gt;")
}

/// A text whose references have only names that XML knows.
fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after.split_once(';').filter(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
        });
        match name {
            Some((name, after)) => {
                out.push_str(&reference(name));
                rest = after;
            }
            None => {
                out.push_str("&amp;");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A reference by its name, as XML knows it.
fn reference(name: &str) -> String {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16).ok(),
            None => number.parse().ok(),
        };
        let mut text = allowed(&code.and_then(char::from_u32).unwrap_or('\u{fffd}').to_string());
        if matches!(text.as_str(), "<" | "&" | ">" | "\"" | "'") {
            text = format!("&#{number};");
        }
        return text;
    }
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
        return format!("&{name};");
    }
    resolve_html5_entity(name).map_or_else(|| format!("&amp;{name};"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(page: &str, syntax: Syntax) -> String {
        let mut out = String::new();
        let tree = parse(page).unwrap_or_else(|e| panic!("{e}: {page}"));
        tree.write(syntax, &mut out);
        out
    }

    #[test]
    fn a_page_is_written_as_it_was_read() {
        let page = "<html lang=\"zh\"><head><meta charset=\"utf-8\"></head><body><p hidden>a &lt;b&gt; &amp; c<br>d</p>\
                    <svg viewBox=\"0 0 1 1\"><rect class=\"x\"/><text>1</text></svg><td></td></body></html>";
        assert_eq!(written(&format!("<!DOCTYPE html>\n{page}\n"), Syntax::Html), page);
        let xhtml = page
            .replace("<meta charset=\"utf-8\">", "<meta charset=\"utf-8\"/>")
            .replace("<br>", "<br/>")
            .replace(" hidden>", " hidden=\"\">");
        assert_eq!(written(page, Syntax::Xhtml), xhtml);
    }

    #[test]
    fn what_is_no_xml_becomes_xml() {
        for (page, xhtml) in [
            ("<html><p>a<p>b</html>", "<html><p>a<p>b</p></p></html>"),
            ("<html><p>a</b></p></html>", "<html><p>a</p></html>"),
            (
                "<html>&nbsp;&mdash;&nosuch; & &#12;&#38;&#x4e00;</html>",
                "<html>\u{a0}—&amp;nosuch; &amp; \u{fffd}&#38;一</html>",
            ),
            ("<html>a\u{1}b]]></html>", "<html>a\u{fffd}b]]&gt;</html>"),
            (
                "<html><a href='?a=1&b=\"2\"&copy;' data-x=<y>z</a></html>",
                "<html><a href=\"?a=1&amp;b=&quot;2&quot;©\" data-x=\"&lt;y\">z</a></html>",
            ),
            ("<html><script>if (a < b && c) \"</p>\"</script><b>x</b></html>", "<html><b>x</b></html>"),
        ] {
            assert_eq!(written(page, Syntax::Xhtml), xhtml, "{page}");
        }
    }
}

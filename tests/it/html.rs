//! HTML taken apart as far as tests need it: tags with attributes, text, the text of one element.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `<a href="…">`
    Open(&'a str, Vec<(&'a str, String)>),
    /// `</a>`
    Close(&'a str),
    /// Text between tags, as written.
    Text(&'a str),
}

/// Takes a page apart. Comments and the doctype are left out; what stands in script and style is text.
pub fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            found.push(Token::Text(&rest[..at]));
        }
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[1..end];
        rest = &rest[(end + 1).min(rest.len())..];
        if let Some(name) = tag.strip_prefix('/') {
            found.push(Token::Close(name.trim()));
        } else if !tag.starts_with(['!', '?']) {
            let name = tag.split([' ', '\n', '/']).next().unwrap();
            found.push(Token::Open(name, attributes(&tag[name.len()..])));
            if name == "script" || name == "style" {
                let close = rest.find(&format!("</{name}")).unwrap_or(rest.len());
                found.push(Token::Text(&rest[..close]));
                rest = &rest[close..];
            }
        }
    }
    if !rest.is_empty() {
        found.push(Token::Text(rest));
    }
    found
}

/// Where a tag that starts at 0 ends: at the first `>` outside quotes.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (c, quote) {
            ('>', None) => return i,
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn attributes(mut text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches([' ', '\n', '/']);
        let end = text.find(['=', ' ', '\n']).unwrap_or(text.len());
        let name = &text[..end];
        if name.is_empty() {
            return found;
        }
        text = &text[end..];
        let Some(value) = text.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'').expect("attributes are quoted");
        let (value, after) = value[1..].split_once(quote).expect("attributes are closed");
        found.push((name, decode(value)));
        text = after;
    }
}

/// Text with its character references resolved.
pub fn decode(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';').expect("character references are closed");
        decoded.push_str(before);
        decoded.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => ' ',
            number => {
                let number = number.strip_prefix('#').unwrap_or_else(|| panic!("unknown &{name};"));
                let code = number
                    .strip_prefix('x')
                    .map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
                char::from_u32(code.unwrap()).unwrap()
            }
        });
        rest = after;
    }
    decoded + rest
}

/// Elements that start a line of their own.
const BLOCKS: [&str; 22] = [
    "p",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "caption",
    "dt",
    "section",
    "div",
    "figure",
    "figcaption",
    "summary",
    "table",
    "ul",
    "ol",
    "header",
    "pre",
    "blockquote",
    "nav",
    "details",
];

/// The text of the first element that `is` accepts, a line for each block, cells with ` | ` between them. Pictures are
/// left out.
pub fn text_of(html: &str, is: impl Fn(&str, &[(&str, String)]) -> bool) -> Option<String> {
    let tokens = tokens(html);
    let start =
        tokens.iter().position(|t| matches!(t, Token::Open(name, attributes) if is(name, attributes)))?;
    let Token::Open(element, _) = &tokens[start] else { return None };
    let (mut depth, mut in_picture, mut lines) = (0, false, vec![String::new()]);
    for token in &tokens[start..] {
        match token {
            Token::Open(name, _) => {
                depth += usize::from(name == element);
                in_picture |= *name == "svg";
                if BLOCKS.contains(name) {
                    lines.push(String::new());
                } else if ["td", "th"].contains(name) && !lines.last()?.is_empty() {
                    lines.last_mut()?.push_str(" | ");
                } else if *name == "span" && lines.last()?.ends_with(|c: char| !c.is_whitespace()) {
                    lines.last_mut()?.push(' ');
                }
            }
            Token::Close(name) => {
                in_picture &= *name != "svg";
                depth -= usize::from(name == element);
                if depth == 0 {
                    break;
                }
            }
            Token::Text(text) if !in_picture => lines.last_mut()?.push_str(&decode(text).replace('\n', " ")),
            Token::Text(_) => {}
        }
    }
    let lines =
        lines.iter().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|l| !l.is_empty());
    Some(lines.map(|line| line + "\n").collect())
}

#[test]
fn pages_are_taken_apart() {
    let page = "<!DOCTYPE html><main id=\"m\"><p class='a'>一 &lt; 二<br></p><table><tr><th>甲</th><td>1</td></tr></table></main>x";
    assert_eq!(text_of(page, |name, _| name == "main").unwrap(), "一 < 二\n甲 | 1\n");
    assert_eq!(tokens("<a href=\"x>y\" download>t</a>").len(), 3);
    assert_eq!(
        attributes(" href=\"a&amp;b\" download"),
        [("href", "a&b".to_owned()), ("download", String::new())]
    );
}

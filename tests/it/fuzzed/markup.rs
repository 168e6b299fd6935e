//! A strict reader of the HTML and SVG that the program writes: every tag closed in its order, every value in quotes,
//! every `<` and `&` of a text escaped. A page in, its elements out, or a panic that says what is wrong and where.

/// Elements that have no end.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// An element with its attributes.
#[derive(Debug)]
pub struct Element<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, &'a str)>,
}

/// The elements of a piece of a page, in the order in which they begin.
pub fn elements(html: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        is_text(&rest[..at]);
        let tag = &rest[at + 1..];
        if let Some(end) = tag.strip_prefix('/') {
            let (name, after) = end.split_once('>').unwrap_or_else(|| panic!("no end of </{end}"));
            assert_eq!(open.pop(), Some(name), "</{name}> closes another in {html}");
            rest = after;
            continue;
        }
        let (element, closed, after) = begun(tag);
        if !closed && !VOID.contains(&element.name) {
            open.push(element.name);
        }
        found.push(element);
        rest = after;
    }
    is_text(rest);
    assert!(open.is_empty(), "{open:?} not closed in {html}");
    found
}

/// The element whose tag begins here behind its `<`, whether it is closed at once, and what follows the tag.
fn begun(tag: &str) -> (Element<'_>, bool, &str) {
    let word =
        |text: &str| text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_:".contains(b)).count();
    let (name, mut rest) = tag.split_at(word(tag));
    assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()), "no tag: <{tag}");
    let mut attributes = Vec::new();
    loop {
        let spaced = rest.trim_start_matches([' ', '\n']);
        if let Some(after) = spaced.strip_prefix("/>") {
            return (Element { name, attributes }, true, after);
        }
        if let Some(after) = spaced.strip_prefix('>') {
            return (Element { name, attributes }, false, after);
        }
        let (key, value) = spaced.split_at(word(spaced));
        assert!(!key.is_empty() && spaced.len() < rest.len(), "no attribute: {rest}");
        let Some(value) = value.strip_prefix("=\"") else {
            attributes.push((key, ""));
            rest = value;
            continue;
        };
        let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("no end of {key} in <{tag}"));
        is_text(value);
        attributes.push((key, value));
        rest = after;
    }
}

/// No sign of markup stands in a text or a value, and every reference is whole.
fn is_text(text: &str) {
    assert!(!text.contains('<'), "a bare < in {text}");
    for (at, _) in text.match_indices('&') {
        let name = text[at + 1..].split(';').next().filter(|name| at + 1 + name.len() < text.len());
        let whole = name.is_some_and(|name| {
            let digits = name.strip_prefix('#').unwrap_or(name);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        assert!(whole, "a bare & in {text}");
    }
}

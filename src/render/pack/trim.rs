//! What a carried page leaves behind: navigation through the site, downloads, and lists of links that lead nowhere by
//! now.

use super::markup::{Element, Node};

/// What asks for other files, or works only where there is a site around it.
pub(super) fn is_bound_to_site(e: &Element) -> bool {
    let names =
        ["template", "form", "search", "dialog", "iframe", "object", "embed", "audio", "video", "picture"];
    names.contains(&e.name.as_str()) || is_download(e)
}

fn is_download(e: &Element) -> bool {
    let of_files = e.has_class("links") && e.any(&|e| e.get("download").is_some());
    e.name == "ul" && (e.has_class("downloads") || of_files)
}

/// The ways from a page to those beside it.
pub(super) fn is_way_on(e: &Element) -> bool {
    (e.name == "nav" && e.has_class("neighbours"))
        || (e.name == "section" && e.get("aria-labelledby") == Some("ways"))
}

/// Takes away the lists of links none of which leads anywhere. In a list of terms, their words still say something.
pub(super) fn drop_dead_lists(root: &mut Element) {
    root.each(&mut |terms| {
        if terms.name == "dl" {
            terms.each(&mut |e| {
                if e.is("ul", "links") {
                    e.set("class", "links terms");
                }
            });
        }
    });
    root.prune(&|e| {
        let is_list = (e.is("ul", "links") && !e.has_class("terms")) || e.is("nav", "neighbours");
        is_list && !e.any(&|e| e.name == "a") && e.any(&|e| e.name == "li")
    });
}

/// A picture that is carried along stands at `src` from now on.
pub(super) fn place_picture(e: &mut Element, src: String) {
    e.set("src", src);
    for of_loading in ["loading", "decoding"] {
        e.remove(of_loading);
    }
}

/// A picture from elsewhere becomes the words that stand for it.
pub(super) fn say_pictures(e: &mut Element) {
    if e.name == "img" {
        let words = e.get("alt").unwrap_or_default().to_owned();
        *e = Element { name: "span".to_owned(), children: vec![Node::Text(words)], ..Element::default() };
    }
}

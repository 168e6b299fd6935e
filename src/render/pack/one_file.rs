//! A profile as one file: the page that the templates make, with the look inside and nothing that it would have to ask
//! for. It opens from the attachment of a message as from the file manager of a phone.

use std::collections::HashMap;

use anyhow::Result;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

use super::{
    super::{
        href::SitePath,
        list::Page,
        part::published,
        view::{View, escape},
    },
    links::Carried,
    markup::{Element, Node, Syntax, parse},
    style::{condensed, inert},
    trim::{drop_dead_lists, is_bound_to_site, is_way_on, place_picture, say_pictures},
};
use crate::{
    derive::Site,
    model::PlaceIx,
    read::{Image, ImageFormat},
};

/// The style sheets of a page, in their order.
const STYLES: [&str; 2] = ["style.css", "chart.css"];

/// Makes one file of the rendered `page` of a place, which stands at `file` from now on.
///
/// # Errors
/// Where a template wrote what is no markup.
pub(super) fn one_file(
    site: &Site,
    page: &Page,
    place: PlaceIx,
    file: &SitePath,
    rendered: &str,
) -> Result<String> {
    let files = HashMap::from([(page.place.clone(), file.clone())]);
    let articles = site.index.articles_of(place).iter().copied();
    let carried = Carried::new(site, page.lang, files, articles);
    let mut root = parse(rendered)?;
    carried.name_sources(&page.place, &mut root);
    root.prune(&|e| is_for_the_site_only(e, carried.is_published()));
    carried.follow_links(&page.place, &mut root);
    drop_dead_lists(&mut root);
    embed(site, &carried, &page.place, &mut root)?;
    root.each(&mut |e| open_details(e));
    sign(&View::new(site, page.lang, page.place.clone()), &mut root);
    dress(site, &mut root);
    let mut out = String::with_capacity(rendered.len() + 64 * 1024);
    out.push_str("<!DOCTYPE html>\n");
    root.write(Syntax::Html, &mut out);
    out.push('\n');
    Ok(out)
}

/// Puts the pictures of texts into the page itself; others become their words.
fn embed(site: &Site, carried: &Carried, from: &SitePath, root: &mut Element) -> Result<()> {
    let mut done = Ok(());
    root.each(&mut |e| match carried.image(from, e).map(|(ix, _)| in_an_address(site.catalog().image(ix))) {
        Some(Ok(address)) => place_picture(e, address),
        Some(Err(error)) => done = Err(error),
        None => say_pictures(e),
    });
    done
}

fn in_an_address(image: &Image) -> Result<String> {
    let kind = ImageFormat::of_name(&image.name).map_or("", ImageFormat::media_type);
    Ok(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(image.copied()?)))
}

/// What leads through the site, or asks for other files of it.
fn is_for_the_site_only(e: &Element, published: bool) -> bool {
    match e.name.as_str() {
        "link" => e.get("rel") != Some("canonical"),
        "nav" if is_main_navigation(e) => true,
        _ => is_bound_to_site(e) || (!published && is_way_on(e)),
    }
}

/// The navigation at the top of every page; that of the page's own parts, and the way to it, are of use.
fn is_main_navigation(e: &Element) -> bool {
    !["toc", "crumbs", "neighbours", "views", "jump"].iter().any(|class| e.has_class(class))
}

/// The list of all figures stands open: figures lead to its rows.
fn open_details(e: &mut Element) {
    if e.name == "details" && e.any(&|e| e.is("table", "all")) {
        e.set("open", "");
    }
}

/// Says at the foot of the page what it is, and where the whole is to be had.
fn sign(view: &View<'_>, root: &mut Element) {
    let site = view.site_title();
    let mut text = String::new();
    escape(&view.words.fill("pack.one_file", &[("site", site.plain())]), &mut text);
    if let Some(address) = published(view, &view.path) {
        let words = view.words;
        escape(&format!("{}{}", words.get("cite.address"), words.get("site.colon")), &mut text);
        escape(&address, &mut text);
    }
    let note = Element { name: "p".to_owned(), attributes: Vec::new(), children: vec![Node::Text(text)] };
    let footer = root.find_mut(&|e| e.is("footer", "site"));
    let inner = footer.and_then(|footer| footer.find_mut(&|e| e.is("div", "inner")));
    if let Some(inner) = inner {
        inner.children.insert(0, Node::Element(note));
    }
}

/// Puts the look into the page, and lets it ask for nothing.
fn dress(site: &Site, root: &mut Element) {
    let assets = &site.checked.theme.assets;
    let sheets = STYLES.iter().filter_map(|name| assets.get(*name));
    // No end of the element may stand in it.
    let style = sheets.map(|css| inert(&condensed(css))).collect::<String>().replace("</", "<\\/");
    let digest = BASE64_STANDARD.encode(Sha256::digest(&style));
    let images = if root.any(&|e| e.name == "img") { "; img-src data:" } else { "" };
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'{images}");
    let Some(head) = root.find_mut(&|e| e.name == "head") else { return };
    let names_policy = |e: &Element| e.get("http-equiv") == Some("Content-Security-Policy");
    head.prune(&names_policy);
    let mut meta = Element { name: "meta".to_owned(), ..Element::default() };
    meta.set("http-equiv", "Content-Security-Policy");
    meta.set("content", policy);
    let style =
        Element { name: "style".to_owned(), attributes: Vec::new(), children: vec![Node::Text(style)] };
    // Behind the characters, before anything that the policy speaks of.
    let at = head
        .children
        .iter()
        .position(|child| matches!(child, Node::Element(e) if e.get("charset").is_some()))
        .map_or(0, |n| n + 1);
    head.children.insert(at, Node::Element(meta));
    head.children.push(Node::Element(style));
}

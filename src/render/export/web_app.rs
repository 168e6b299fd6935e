//! What a browser asks for that keeps the site: the worker and the manifest of a web application.

use anyhow::Result;
use serde::Serialize;

use super::super::{href::SitePath, view::View};

/// The sides of the icons, in pixels.
pub const ICONS: [u32; 2] = [192, 512];

/// The icon as the theme draws it.
pub const ICON: &str = "icon.svg";

/// Where an icon stands.
pub fn icon(side: u32) -> SitePath {
    SitePath::new(format!("theme/icon-{side}.png"))
}

/// The worker: the theme's, told whether it keeps the site or clears what is left of an earlier one.
pub fn render_worker(view: &View<'_>, text: &str) -> Vec<u8> {
    format!("const KEEPS = {};\n{text}", view.catalog().site.offline).into_bytes()
}

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    short_name: &'a str,
    description: &'a str,
    lang: &'a str,
    id: &'a str,
    start_url: &'a str,
    scope: &'a str,
    display: &'a str,
    background_color: &'a str,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    r#type: &'static str,
}

/// The manifest, in the first language of the site; `drawn` is the icon as the theme draws it.
///
/// # Errors
/// Never in practice: it is text and numbers.
pub fn render_manifest(view: &View<'_>, drawn: &str) -> Result<Vec<u8>> {
    let (title, description) = (view.site_title(), view.site_description());
    let picture = |side: &u32| Icon {
        src: icon(*side).as_str().to_owned(),
        sizes: format!("{side}x{side}"),
        r#type: "image/png",
    };
    let drawn = Icon {
        src: SitePath::asset(ICON, drawn).as_str().to_owned(),
        sizes: "any".to_owned(),
        r#type: "image/svg+xml",
    };
    let manifest = Manifest {
        name: title.plain(),
        short_name: title.plain(),
        description: description.plain(),
        lang: view.words.get("site.lang"),
        id: "index.html",
        start_url: "index.html",
        scope: "./",
        display: "minimal-ui",
        background_color: "#ffffff",
        icons: ICONS.iter().map(picture).chain([drawn]).collect(),
    };
    super::pretty(&manifest)
}

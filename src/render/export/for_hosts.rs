//! What hosts and robots look for at the root of a site.

use super::{
    super::{href::SitePath, list::Page},
    sitemap::SITEMAP,
};
use crate::derive::Site;

/// A file for a host or for robots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFile {
    /// Tells robots that they may read all, and where the list of pages is.
    Robots,
    /// Headers for hosts that read them here: Cloudflare Pages, Netlify.
    Headers,
    /// Tells GitHub Pages that the site is made already.
    NoJekyll,
}

impl HostFile {
    /// All of them.
    pub const ALL: [HostFile; 3] = [HostFile::Robots, HostFile::Headers, HostFile::NoJekyll];

    /// Where it stands.
    pub fn path(self) -> SitePath {
        SitePath::new(self.name())
    }

    fn name(self) -> &'static str {
        match self {
            HostFile::Robots => "robots.txt",
            HostFile::Headers => "_headers",
            HostFile::NoJekyll => ".nojekyll",
        }
    }

    /// Whether a file at the root is one of these.
    pub fn is_one(path: &str) -> bool {
        HostFile::ALL.iter().any(|file| file.name() == path)
    }
}

/// The text of a file for hosts; `pages` lists all files of the site.
pub fn render_for_hosts(site: &Site, file: HostFile, pages: &[Page]) -> String {
    match file {
        HostFile::Robots => robots(site.catalog().site.base_url.as_deref()),
        HostFile::Headers => headers(site, pages),
        HostFile::NoJekyll => String::new(),
    }
}

fn robots(base: Option<&str>) -> String {
    let all = "User-agent: *\nAllow: /\n";
    base.map_or_else(
        || all.to_owned(),
        |base| format!("{all}\nSitemap: {}\n", SitePath::new(SITEMAP).at(base)),
    )
}

/// What every file is sent with, and what may be kept for ever: its name changes with what it holds.
fn headers(site: &Site, pages: &[Page]) -> String {
    const ALL: &str = "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
        Content-Security-Policy: frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'\n  \
        Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  \
        Strict-Transport-Security: max-age=31536000\n";
    let folder = site.catalog().site.base_url.as_deref().and_then(folder_of).unwrap_or_default();
    let mut text = ALL.to_owned();
    for page in pages.iter().filter(|page| page.path.is_kept_for_ever()) {
        text.push_str(&format!(
            "{folder}/{}\n  Cache-Control: public, max-age=31536000, immutable\n",
            page.path
        ));
    }
    text
}

/// The path of an address, without the last slash.
fn folder_of(base: &str) -> Option<&str> {
    let (_, rest) = base.split_once("://")?;
    rest.find('/').map(|i| rest[i..].trim_end_matches('/'))
}

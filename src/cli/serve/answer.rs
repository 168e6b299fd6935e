//! Requests answered from memory: pages of the site under the bar of the editor's desk, and the desk's own pages. No path
//! of a request ever touches the disk.

use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{CONTENT_TYPE, ETAG},
};

use super::{
    super::report,
    Served,
    preview::{Shown, State},
};
use crate::{
    diag::Words,
    model::{Article, ArticleIx},
    pipeline,
    read::{digest, english_of},
    render::{
        Page, PageKind,
        desk::{Desk, FOLDER, Found, Seen, SourceAt},
    },
};

static BROKEN: Words =
    Words::fixed("这一页生成时出错（见终端）", "this page could not be made (see the terminal)");
static NO_SUCH_PAGE: Words = Words::fixed("没有这一页", "there is no such page");

/// So many digits of a digest tell two versions of a page apart.
const STAMP: usize = 16;

const HTML: &str = "text/html; charset=utf-8";

/// An answer in one piece.
pub(super) type Answer = Response<Bytes>;

/// The answer to a request for `path`.
pub(super) fn answer(path: &str, served: &Served) -> Answer {
    if let Some(text) = Desk::file(path) {
        return respond(StatusCode::OK, media_type(path), text.into());
    }
    let state = served.preview.now();
    let found = state.found();
    let desk = Asked { served, state: &state, found: &found };
    if let Some(name) = path.strip_prefix(FOLDER) {
        return desk.own_page(name);
    }
    let name = if path == "/" { "index.html" } else { path.strip_prefix('/').unwrap_or_default() };
    desk.page(name)
}

/// What one request is answered from.
struct Asked<'a> {
    served: &'a Served,
    state: &'a State,
    found: &'a [Found<'a>],
}

impl<'a> Asked<'a> {
    fn seen(&self) -> Seen<'a> {
        self.state.seen(self.found, &self.served.setting.site)
    }

    /// A page of the desk.
    fn own_page(&self, name: &str) -> Answer {
        if self.state.is_first() {
            return self.html(StatusCode::OK, self.served.desk.waiting());
        }
        if name == "before.html" {
            return self.html(StatusCode::OK, self.served.desk.before(&self.seen()));
        }
        let slug = name.strip_prefix("beside/").and_then(|name| name.strip_suffix(".html"));
        let article = slug.and_then(|slug| self.state.find(&format!("articles/{slug}.html")));
        match article {
            Some((shown, Page { kind: PageKind::Article(ix), .. })) => self.beside(shown, *ix),
            _ => line(StatusCode::NOT_FOUND, NO_SUCH_PAGE.in_lang(self.served.setting.lang)),
        }
    }

    /// An article beside its source text.
    fn beside(&self, shown: &Shown, ix: ArticleIx) -> Answer {
        let (site, seen) = (shown.renderer.site(), self.seen());
        let desk = &self.served.desk;
        let sources = &shown.sources;
        let Some(folder) = &self.served.sources else {
            return self.html(StatusCode::OK, desk.beside(&seen, site, ix, SourceAt::NoFolder, None));
        };
        let audited = match pipeline::audit_one(site.catalog(), sources, ix, folder) {
            Ok(audited) => audited,
            Err(error) => {
                let reason = report::reason(&error, self.served.setting.lang);
                let seen = Seen { failure: Some(&reason), ..seen };
                return self.html(StatusCode::OK, desk.trouble(&seen));
            }
        };
        let shown_folder = folder.display().to_string();
        let Some(audited) = audited else {
            let source = SourceAt::NoText { folder: &shown_folder };
            return self.html(StatusCode::OK, desk.beside(&seen, site, ix, source, None));
        };
        let source = SourceAt::Text { text: &audited.text, is_same: audited.is_same };
        let of_audit = Found { sources, findings: audited.findings.iter().collect() };
        let audit = Some((&audited.accounts[..], &of_audit));
        self.html(StatusCode::OK, desk.beside(&seen, site, ix, source, audit))
    }

    /// A file of the site.
    fn page(&self, name: &str) -> Answer {
        let lang = self.served.setting.lang;
        let is_page = name.ends_with(".html");
        if self.state.site.is_none() {
            let desk = &self.served.desk;
            return match (is_page, self.state.is_first()) {
                (true, true) => self.html(StatusCode::OK, desk.waiting()),
                (true, false) => self.html(StatusCode::OK, desk.trouble(&self.seen())),
                (false, _) => line(StatusCode::NOT_FOUND, NO_SUCH_PAGE.in_lang(lang)),
            };
        }
        let (status, found) = match self.state.find(name) {
            Some(found) => (StatusCode::OK, Some(found)),
            None => (StatusCode::NOT_FOUND, self.state.find("404.html").filter(|_| is_page)),
        };
        let Some((shown, page)) = found else {
            return line(StatusCode::NOT_FOUND, NO_SUCH_PAGE.in_lang(lang));
        };
        match shown.renderer.render(page) {
            Ok(bytes) if is_page => {
                let mut html = String::from_utf8_lossy(&bytes).into_owned();
                if status == StatusCode::NOT_FOUND {
                    // Its links are from the root of the site, wherever it is shown.
                    html = html.replacen("<head>", "<head>\n<base href=\"/\">", 1);
                }
                self.html(status, self.with_notice(html, shown, page))
            }
            Ok(bytes) => respond(status, media_type(name), bytes.into()),
            Err(error) => {
                let reason = report::reason(&error, lang);
                let seen = Seen { failure: Some(&reason), ..self.seen() };
                self.html(StatusCode::INTERNAL_SERVER_ERROR, self.served.desk.trouble(&seen))
            }
        }
    }

    /// A page of the site with what is found about it above.
    fn with_notice(&self, html: String, shown: &Shown, page: &Page) -> anyhow::Result<String> {
        let files = files_of(shown, &page.kind);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let article = if let PageKind::Article(ix) = page.kind { Some(ix) } else { None };
        // The article may be one of the part; its number there is not that of the whole site.
        let slug = article.map(|ix| shown.renderer.site().catalog().article(ix).slug.clone());
        let notice = self.served.desk.notice(&self.seen(), &files, slug.as_deref())?;
        // Below the link that skips the navigation, which is to come first.
        let body = || html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1));
        let Some(at) = html.find("<header").or_else(body) else { return Ok(html) };
        let (before, after) = html.split_at(at);
        let style = format!("<link rel=\"stylesheet\" href=\"{FOLDER}desk.css\">\n</head>");
        Ok(format!("{}\n{notice}{after}", before.replacen("</head>", &style, 1)))
    }

    /// A page with the script of the preview, and a mark of what it shows.
    fn html(&self, status: StatusCode, html: anyhow::Result<String>) -> Answer {
        let html = match html {
            Ok(html) => html,
            Err(error) => {
                let reason = report::reason(&error, self.served.setting.lang);
                return line(StatusCode::INTERNAL_SERVER_ERROR, &reason);
            }
        };
        let stamp = &digest(html.as_bytes())[..STAMP];
        let desk = &self.served.desk;
        let (stopped, working) = (desk.word("desk.stopped"), desk.word("desk.working"));
        let script = format!(
            "<script src=\"{FOLDER}desk.js\" defer data-stamp=\"{stamp}\" data-stopped=\"{stopped}\" \
             data-working=\"{working}\"></script>\n</head>"
        );
        let mut answer = respond(status, HTML, html.replacen("</head>", &script, 1).into());
        let tag = format!("\"{stamp}\"").parse().expect("invariant: hexadecimal digits");
        answer.headers_mut().insert(ETAG, tag);
        answer
    }
}

/// The files of the editor's that a page shows, the one to open first.
fn files_of(shown: &Shown, kind: &PageKind) -> Vec<String> {
    let catalog = shown.renderer.site().catalog();
    let with_english = |path: &str| [path.to_owned(), english_of(path)];
    match kind {
        PageKind::Article(ix) => catalog.article(*ix).paths().collect(),
        PageKind::County(ix) => {
            let of_place = catalog.articles.iter().filter(|article| article.place == *ix);
            of_place.flat_map(Article::paths).collect()
        }
        PageKind::Table(n) => with_english(&catalog.tables[*n].path).into(),
        PageKind::Plain(n) => with_english(&catalog.pages[*n].path).into(),
        PageKind::Metric(_) | PageKind::Metrics => vec!["content/metrics.yaml".to_owned()],
        PageKind::Glossary => vec!["content/glossary.yaml".to_owned()],
        PageKind::Corrections => vec!["content/rulings.yaml".to_owned()],
        PageKind::Domain(ix) => {
            let texts = catalog.pages.iter().filter(|page| page.domain == Some(*ix));
            texts.flat_map(|page| with_english(&page.path)).collect()
        }
        _ => Vec::new(),
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ext)| ext) {
        Some("html") => HTML,
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("jsonld") => "application/ld+json",
        Some("webmanifest") => "application/manifest+json",
        Some("xml") => "application/xml; charset=utf-8",
        Some("txt" | "md" | "bib") => "text/plain; charset=utf-8",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("epub") => "application/epub+zip",
        _ => "application/octet-stream",
    }
}

/// The answer where there is none: the program itself has failed at it.
pub(super) fn broken() -> Answer {
    let both = format!("{} / {}", BROKEN.zh, BROKEN.en);
    line(StatusCode::INTERNAL_SERVER_ERROR, &both)
}

/// An answer of one line.
pub(super) fn line(status: StatusCode, text: &str) -> Answer {
    respond(status, "text/plain; charset=utf-8", format!("{text}\n").into())
}

fn respond(status: StatusCode, media_type: &str, body: Bytes) -> Answer {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, media_type)
        .body(body)
        .expect("invariant: the header is well formed")
}

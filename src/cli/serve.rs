//! `xianzhi serve`: the site on this machine, every page rendered when it is asked for, and shown again when a file
//! changes. Served from memory: no path of a request ever touches the disk.
//!
//! Only 127.0.0.1 is bound, and a request for another host is refused, so that no web site can read the preview
//! through the reader's browser.

use std::{
    collections::HashMap,
    convert::Infallible,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, RwLock},
    time::Duration,
};

use anyhow::Result;
use http_body_util::{BodyExt, Full, channel::Channel, combinators::BoxBody};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CACHE_CONTROL, CONTENT_TYPE, HOST},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use notify_debouncer_full::{DebounceEventResult, new_debouncer, notify::RecursiveMode};
use tokio::{net::TcpListener, sync::watch};

use super::{Ending, Setting, args, report};
use crate::{
    derive,
    diag::{Format, Lang, OrRefuse as _, Severity, Words, emit, say},
    pipeline::{self, Drafts},
    render::{Page, Renderer},
};

/// Changes within this time are one change.
const SETTLE: Duration = Duration::from_millis(50);

/// The script that asks to be told of changes; it is in the preview only.
const RELOAD_PATH: &str = "/__xianzhi/reload.js";
const EVENTS_PATH: &str = "/__xianzhi/events";
const RELOAD_SCRIPT: &str =
    "new EventSource('/__xianzhi/events').addEventListener('change', () => location.reload());\n";

static BROKEN: Words = Words::fixed("预览出错，请重新启动", "the preview has failed; start it again");
static ELSEWHERE: Words = Words::fixed("只在本机预览", "the preview is for this machine alone");
static NOTHING_YET: Words = Words::fixed("还没有可看的网站", "there is no site to show yet");
static NO_SUCH_PAGE: Words = Words::fixed("没有这一页", "there is no such page");

type Body = BoxBody<Bytes, Infallible>;

/// What is served at the moment.
struct Preview {
    /// The last content without errors.
    site: Option<Rendered>,
    /// What is wrong with the content now; shown instead of pages.
    trouble: Option<String>,
}

struct Rendered {
    renderer: Renderer,
    pages: HashMap<String, Page>,
}

impl Rendered {
    /// The file with this name. Shards of the search are known only once the index is made, so they are asked for last.
    fn find(&self, name: &str) -> Option<Page> {
        let shard = || self.renderer.shards().into_iter().find(|page| page.path.as_str() == name);
        self.pages.get(name).cloned().or_else(|| if name.contains("search/") { shard() } else { None })
    }
}

impl Preview {
    fn read(setting: &Setting) -> Preview {
        match Self::site(setting) {
            Ok(site) => Preview { site: Some(site), trouble: None },
            Err(trouble) => Preview { site: None, trouble: Some(trouble) },
        }
    }

    /// The site as it can be shown, or what is wrong with it.
    fn site(setting: &Setting) -> Result<Rendered, String> {
        let reason = |error| report::reason(&error, setting.lang);
        let analysis =
            pipeline::analyse(&setting.site, setting.today, None, Drafts::Shown).map_err(reason)?;
        let Some(mut checked) = analysis.checked else {
            let errors: Vec<_> =
                analysis.findings.into_iter().filter(|f| f.severity == Severity::Error).collect();
            return Err(emit(&errors, &analysis.sources, Format::Human { color: false }, setting.lang));
        };
        // A preview is of this moment: the browser is to keep nothing of it.
        if let Some(own) = Arc::get_mut(&mut checked) {
            own.catalog.site.offline = false;
        }
        let renderer = Renderer::new(&derive::run(checked)).map_err(reason)?;
        let pages = renderer.pages_at_once().into_iter().map(|p| (p.path.as_str().to_owned(), p)).collect();
        Ok(Rendered { renderer, pages })
    }

    /// Takes over what was read, keeping the last good site where the new one has errors.
    fn update(&mut self, new: Preview) {
        self.trouble = new.trouble;
        self.site = new.site.or(self.site.take());
    }
}

pub(super) fn run(setting: &Setting, options: &args::Serve) -> Result<Ending> {
    let site = setting.site.canonicalize();
    let site = site.or_refuse(|| {
        let folder = setting.site.display();
        say!("找不到站点文件夹 {folder}", "there is no site folder {folder}")
    })?;
    let setting = Setting { site, ..*setting };
    let lang = setting.lang;
    let preview = Arc::new(RwLock::new(Preview::read(&setting)));
    announce(&preview);
    let (changed, changes) = watch::channel(0_u64);
    let _watcher = watch_files(setting, Arc::clone(&preview), changed)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.or_refuse(|| say!("起不了预览服务", "the preview cannot be started"))?;
    runtime.block_on(listen(options.port, lang, preview, changes))?;
    Ok(Ending::Clean)
}

fn announce(preview: &RwLock<Preview>) {
    if let Ok(preview) = preview.read()
        && let Some(trouble) = &preview.trouble
    {
        report::remark(trouble);
    }
}

/// Reads the site again whenever a file of it changes.
fn watch_files(
    setting: Setting,
    preview: Arc<RwLock<Preview>>,
    changed: watch::Sender<u64>,
) -> Result<impl Sized + use<>> {
    let root = setting.site.clone();
    let mut debouncer = new_debouncer(SETTLE, None, move |events: DebounceEventResult| {
        // Reading a file is reported too, and must not lead to reading it again.
        if !events.is_ok_and(|events| events.iter().any(|e| !e.kind.is_access())) {
            return;
        }
        let new = Preview::read(&setting);
        if let Ok(mut preview) = preview.write() {
            preview.update(new);
        }
        announce(&preview);
        changed.send_modify(|n| *n += 1);
    })
    .or_refuse(|| say!("看不了文件的改动", "changes of files cannot be watched"))?;
    for name in ["site.yaml", "content", "templates", "theme"] {
        let path = root.join(name);
        if path.exists() {
            let watched = debouncer.watch(&path, RecursiveMode::Recursive);
            watched.or_refuse(|| {
                let path = path.display();
                say!("看不了 {path} 的改动", "changes of {path} cannot be watched")
            })?;
        }
    }
    Ok(debouncer)
}

async fn listen(
    port: u16,
    lang: Lang,
    preview: Arc<RwLock<Preview>>,
    changes: watch::Receiver<u64>,
) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await.or_refuse(|| {
        let other = port.wrapping_add(1);
        say!(
            "端口 {port} 用不了，可能已有程序在用；换一个：--port {other}",
            "port {port} cannot be used, perhaps another program does; choose another: --port {other}"
        )
    })?;
    let home = format!("http://127.0.0.1:{}/index.html", listener.local_addr()?.port());
    report::line(say!("预览：{home}（Ctrl+C 结束）", "preview: {home} (Ctrl+C ends it)").in_lang(lang));
    let tasks = tokio::task::LocalSet::new();
    tasks
        .run_until(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let (preview, changes) = (Arc::clone(&preview), changes.clone());
                tokio::task::spawn_local(async move {
                    let service = service_fn(move |request| {
                        let answer = answer(&request, lang, &preview, changes.clone());
                        async move { Ok::<_, Infallible>(answer) }
                    });
                    // A browser that goes away in the middle of an answer is no trouble of ours.
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        })
        .await
}

fn answer(
    request: &Request<Incoming>,
    lang: Lang,
    preview: &RwLock<Preview>,
    changes: watch::Receiver<u64>,
) -> Response<Body> {
    if !is_local(request) {
        return line(StatusCode::FORBIDDEN, ELSEWHERE.in_lang(lang));
    }
    match request.uri().path() {
        EVENTS_PATH => events(changes),
        RELOAD_PATH => respond(StatusCode::OK, "text/javascript; charset=utf-8", RELOAD_SCRIPT.into()),
        path => page(path, lang, preview),
    }
}

/// Whether the request was made to this machine by a name of this machine.
fn is_local(request: &Request<Incoming>) -> bool {
    let host = request.headers().get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// An answer without end that says "change" once for every change (server-sent events).
fn events(mut changes: watch::Receiver<u64>) -> Response<Body> {
    changes.mark_unchanged();
    let (mut sender, body) = Channel::new(1);
    tokio::task::spawn_local(async move {
        while changes.changed().await.is_ok() {
            if sender.send_data(Bytes::from_static(b"event: change\ndata: 1\n\n")).await.is_err() {
                return; // the page was closed
            }
        }
    });
    Response::builder()
        .header(CONTENT_TYPE, "text/event-stream")
        .header(CACHE_CONTROL, "no-store")
        .body(body.boxed())
        .expect("invariant: these headers are well formed")
}

fn page(path: &str, lang: Lang, preview: &RwLock<Preview>) -> Response<Body> {
    let Ok(preview) = preview.read() else {
        return line(StatusCode::INTERNAL_SERVER_ERROR, BROKEN.in_lang(lang));
    };
    let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
    let is_page = name.ends_with(".html");
    if let Some(trouble) = preview.trouble.as_ref().filter(|_| is_page) {
        return respond(StatusCode::OK, "text/html; charset=utf-8", trouble_page(trouble, lang).into());
    }
    let Some(site) = &preview.site else {
        return line(StatusCode::NOT_FOUND, NOTHING_YET.in_lang(lang));
    };
    let (status, found) = match site.find(name) {
        Some(page) => (StatusCode::OK, Some(page)),
        None => (StatusCode::NOT_FOUND, site.find("404.html")),
    };
    match found.map(|page| site.renderer.render(&page)) {
        Some(Ok(bytes)) => respond(status, media_type(name), with_reload(bytes, is_page)),
        Some(Err(error)) => {
            let text = trouble_page(&report::reason(&error, lang), lang);
            respond(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", text.into())
        }
        None => line(StatusCode::NOT_FOUND, NO_SUCH_PAGE.in_lang(lang)),
    }
}

/// The page with the reload script before the end of its body.
fn with_reload(bytes: Vec<u8>, is_page: bool) -> Bytes {
    if !is_page {
        return bytes.into();
    }
    match String::from_utf8(bytes) {
        Ok(html) => {
            html.replacen("</body>", &format!("<script src=\"{RELOAD_PATH}\"></script></body>"), 1).into()
        }
        Err(error) => error.into_bytes().into(),
    }
}

/// What is wrong with the content, as a page that goes away when it is mended.
fn trouble_page(trouble: &str, lang: Lang) -> String {
    let escaped = trouble.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let tag = Words::fixed("zh-Hans-CN", "en");
    let title = Words::fixed("内容有错误", "The content has errors");
    let hope = Words::fixed(
        "改好并保存后，这一页会自己换成预览。",
        "Once they are mended and saved, this page gives way to the preview.",
    );
    let [tag, title, hope] = [&tag, &title, &hope].map(|words| words.in_lang(lang));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"></head><body><h1>{title}</h1>\
         <p>{hope}</p><pre>{escaped}</pre>\
         <script src=\"{RELOAD_PATH}\"></script></body></html>\n"
    )
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ext)| ext) {
        Some("html") => "text/html; charset=utf-8",
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
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("epub") => "application/epub+zip",
        _ => "application/octet-stream",
    }
}

/// An answer of one line.
fn line(status: StatusCode, text: &str) -> Response<Body> {
    respond(status, "text/plain; charset=utf-8", format!("{text}\n").into())
}

fn respond(status: StatusCode, media_type: &str, body: Bytes) -> Response<Body> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, media_type)
        .header(CACHE_CONTROL, "no-store")
        .body(Full::new(body).boxed())
        .expect("invariant: these headers are well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_errors_speaks_the_language_asked_for() {
        for (lang, tag, title) in
            [(Lang::Zh, "zh-Hans-CN", "内容有错误"), (Lang::En, "en", "The content has errors")]
        {
            let page = trouble_page("a <b> & c", lang);
            assert!(page.contains(&format!("<html lang=\"{tag}\">")), "{page}");
            assert!(page.contains(&format!("<title>{title}</title>")), "{page}");
            assert!(page.contains("<pre>a &lt;b&gt; &amp; c</pre>"), "{page}");
            let chinese = page.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, lang == Lang::Zh, "{page}");
        }
    }
}

//! `xianzhi serve`: the site on this machine, every page rendered when it is asked for, and shown again when a file
//! changes, with the editor's desk above it.
//!
//! Only 127.0.0.1 is bound, and a request for another host is refused, so that no web site can read the preview
//! through the reader's browser.

mod answer;
mod preview;
mod watch;

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use anyhow::Result;
use http_body_util::{BodyExt, Full, channel::Channel, combinators::BoxBody};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    header::{CACHE_CONTROL, CONTENT_TYPE},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, sync::watch as signals, task};

use super::{Ending, Setting, args, audit, report};
use crate::{
    diag::{OrRefuse as _, say},
    render::desk::{Desk, FOLDER},
};

use preview::Preview;
use watch::Signal;

/// Where browsers are told of changes.
const EVENTS: &str = "events";

/// The port where none is named, and how many after it are tried.
const PORT: u16 = 8430;
const PORTS: u16 = 10;

type Body = BoxBody<Bytes, Infallible>;

/// What every answer goes by.
struct Served {
    setting: Setting,
    /// The folder of the source texts, where one is known.
    sources: Option<PathBuf>,
    preview: Arc<Preview>,
    desk: Desk,
}

pub(super) fn run(setting: &Setting, options: &args::Serve) -> Result<Ending> {
    let site = setting.site.canonicalize();
    let site = site.or_refuse(|| {
        let folder = setting.site.display();
        say!("找不到站点文件夹 {folder}", "there is no site folder {folder}")
    })?;
    let sources = sources(setting, options)?;
    let setting = Setting { site, ..setting.clone() };
    let preview = Arc::new(Preview::default());
    let (signal, heard) = signals::channel(Signal::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.or_refuse(|| say!("起不了预览服务", "the preview cannot be started"))?;
    let listener = runtime.block_on(listen(options.port))?;
    let home = format!("http://127.0.0.1:{}/index.html", listener.local_addr()?.port());
    report::line(
        say!("预览：{home}（Ctrl+C 结束）", "preview: {home} (Ctrl+C ends it)").in_lang(setting.lang),
    );
    watch::watch(setting.clone(), sources.as_deref(), Arc::clone(&preview), signal)?;
    if !options.no_open && report::is_conversation() {
        // Where there is no browser the address stands in the terminal.
        let _ = open::that_detached(&home);
    }
    let desk = Desk::new(setting.lang)?;
    runtime.block_on(serve(listener, Arc::new(Served { setting, sources, preview, desk }), heard));
    Ok(Ending::Clean)
}

/// The folder of the source texts: one that is asked for has to be there.
fn sources(setting: &Setting, options: &args::Serve) -> Result<Option<PathBuf>> {
    let folder = audit::sources_dir(setting, options.sources.as_deref());
    match folder.canonicalize() {
        Ok(folder) => Ok(Some(folder)),
        Err(_) if options.sources.is_none() => Ok(None),
        Err(error) => Err(error).or_refuse(|| {
            let folder = folder.display();
            say!("找不到来源文件夹 {folder}", "there is no folder of source texts {folder}")
        })?,
    }
}

/// The port that is asked for, or else the first that is free of a few.
async fn listen(port: Option<u16>) -> Result<TcpListener> {
    let ports = port.map_or(PORT..=PORT + PORTS, |port| port..=port);
    let port = *ports.start();
    let mut bound = bind(port).await;
    for next in ports.skip(1) {
        if bound.is_ok() {
            break;
        }
        bound = bind(next).await;
    }
    let other = port.wrapping_add(1);
    Ok(bound.or_refuse(|| {
        say!(
            "端口 {port} 用不了，可能已有程序在用；换一个：--port {other}",
            "port {port} cannot be used, perhaps another program does; choose another: --port {other}"
        )
    })?)
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}

async fn serve(listener: TcpListener, served: Arc<Served>, heard: signals::Receiver<Signal>) {
    let tasks = task::LocalSet::new();
    tasks
        .run_until(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let (served, heard) = (Arc::clone(&served), heard.clone());
                task::spawn_local(async move {
                    let service = service_fn(move |request| {
                        let (served, heard) = (Arc::clone(&served), heard.clone());
                        async move { Ok::<_, Infallible>(answered(request, served, heard).await) }
                    });
                    // A browser that goes away in the middle of an answer is no trouble of ours.
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        })
        .await
}

async fn answered(
    request: Request<Incoming>,
    served: Arc<Served>,
    heard: signals::Receiver<Signal>,
) -> Response<Body> {
    if let Some(refusal) = answer::refused(&request, &served) {
        return whole(refusal);
    }
    let path = request.uri().path().to_owned();
    if path.strip_prefix(FOLDER) == Some(EVENTS) {
        return events(heard);
    }
    // Rendering takes a while, and others are waiting.
    let made = task::spawn_blocking(move || answer::answer(&path, &served)).await;
    whole(made.unwrap_or_else(|_| answer::broken()))
}

fn whole(answer: answer::Answer) -> Response<Body> {
    answer.map(|bytes| Full::new(bytes).boxed())
}

/// An answer without end that says what happens (server-sent events).
fn events(mut heard: signals::Receiver<Signal>) -> Response<Body> {
    let (mut sender, body) = Channel::new(1);
    task::spawn_local(async move {
        let mut last = *heard.borrow_and_update();
        while heard.changed().await.is_ok() {
            let now = *heard.borrow_and_update();
            let event = if now.version == last.version { "working" } else { "change" };
            last = now;
            let text = format!("event: {event}\ndata: {}\n\n", now.version);
            if sender.send_data(text.into()).await.is_err() {
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

//! `xianzhi serve`: the site on this machine, every page rendered when it is asked for, and shown again when a file
//! changes, with the editor's desk above it.
//!
//! Only 127.0.0.1 is bound, and a request for another host or by another site is refused, so that no web site can read the
//! preview through the reader's browser.

mod answer;
mod connections;
mod events;
mod gate;
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
use http_body_util::{BodyExt, Full, combinators::BoxBody};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch as signals},
    task,
};

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

/// How many answers are made at a time: a browser asks for six things, and one that takes long is not to hold up others.
const AT_A_TIME: usize = 8;

type Body = BoxBody<Bytes, Infallible>;

/// What every answer goes by.
struct Served {
    setting: Setting,
    /// The folder of the source texts, where one is known.
    sources: Option<PathBuf>,
    preview: Arc<Preview>,
    desk: Desk,
    /// Turns to make an answer.
    turns: Arc<Semaphore>,
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
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(AT_A_TIME).build();
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
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    runtime.block_on(serve(listener, Arc::new(Served { setting, sources, preview, desk, turns }), heard));
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
    let answer = move |request| {
        let (served, heard) = (Arc::clone(&served), heard.clone());
        async move {
            let mut answer = answered(request, served, heard).await;
            gate::close(answer.headers_mut());
            answer
        }
    };
    task::LocalSet::new().run_until(connections::serve(listener, answer)).await;
}

async fn answered(
    request: Request<Incoming>,
    served: Arc<Served>,
    heard: signals::Receiver<Signal>,
) -> Response<Body> {
    if let Some(refusal) = gate::refused(&request, served.setting.lang) {
        return whole(refusal);
    }
    let path = request.uri().path().to_owned();
    if path.strip_prefix(FOLDER) == Some(EVENTS) {
        return events::events(heard);
    }
    // Who goes away while waiting for a turn is not rendered for.
    let turn = Arc::clone(&served.turns).acquire_owned().await;
    // Rendering takes a while, and others are waiting.
    let made = task::spawn_blocking(move || {
        let _turn = turn;
        answer::answer(&path, &served)
    });
    whole(made.await.unwrap_or_else(|_| answer::broken()))
}

fn whole(answer: answer::Answer) -> Response<Body> {
    answer.map(|bytes| Full::new(bytes).boxed())
}

//! Connections: browsers in, each served by a task of its own; no more of them at a time than there is room for, whatever
//! they do. Where all room is taken, an answer is the last of its connection, and who has asked for nothing the longest
//! gives place: somebody who sends a byte a second, who does not read, or one of a thousand tabs, which comes again by
//! itself.
//!
//! Never: ends for want of anything, or keeps a connection whose request is being answered from its answer.

use std::{
    cell::Cell,
    convert::Infallible,
    rc::Rc,
    time::{Duration, Instant},
};

use hyper::{
    Request, Response,
    body::Incoming,
    header::{CONNECTION, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{self, AbortHandle},
    time,
};

use super::Body;

/// How many connections are open at a time. A browser opens six to one server; a process may have 256 files open where
/// systems are strict.
const CONNECTIONS: usize = 200;

/// The time that a connection has to ask for something, before another may take its place.
const GRACE: Duration = Duration::from_millis(100);

/// How often it is looked for a place.
const LOOK: Duration = Duration::from_millis(10);

/// The time that the head of a request may take, and a connection that is kept for the next one may wait for it.
const HEAD: Duration = Duration::from_secs(5);

/// The most bytes of the head of a request: many times what browsers send, cookies of other servers of this machine
/// included.
const HEAD_BYTES: usize = 64 * 1024;

/// A connection that is open.
struct Open {
    task: AbortHandle,
    waiting: Waiting,
}

/// Since when a connection has asked for nothing; none while it is answered.
type Waiting = Rc<Cell<Option<Instant>>>;

/// Serves whoever connects, without end.
pub(super) async fn serve<A>(listener: TcpListener, answer: impl Fn(Request<Incoming>) -> A + Clone + 'static)
where
    A: Future<Output = Response<Body>> + 'static,
{
    let crowded = Rc::new(Cell::new(false));
    let mut open: Vec<Open> = Vec::new();
    loop {
        open.retain(|connection| !connection.task.is_finished());
        if open.len() < CONNECTIONS {
            // What fails is mostly that there are no more files to open, which those that are open can mend.
            if let Ok((stream, _)) = listener.accept().await {
                open.push(begin(stream, answer.clone(), Rc::clone(&crowded)));
                continue;
            }
        }
        crowded.set(true);
        make_room(&mut open).await;
        crowded.set(false);
    }
}

/// Ends the connection that has waited the longest, where its time is over; else lets some time pass.
async fn make_room(open: &mut Vec<Open>) {
    let since = |(n, connection): (usize, &Open)| Some((connection.waiting.get()?, n));
    match open.iter().enumerate().filter_map(since).min() {
        Some((since, n)) if since.elapsed() >= GRACE => {
            open.swap_remove(n).task.abort();
            task::yield_now().await; // so that it is gone before the next one comes
        }
        _ => time::sleep(LOOK).await,
    }
}

/// Serves a connection, until its end or, where it is `crowded`, to the end of its next answer.
fn begin<A>(
    stream: TcpStream,
    answer: impl Fn(Request<Incoming>) -> A + 'static,
    crowded: Rc<Cell<bool>>,
) -> Open
where
    A: Future<Output = Response<Body>> + 'static,
{
    let waiting: Waiting = Rc::new(Cell::new(Some(Instant::now())));
    let own = Rc::clone(&waiting);
    let service = service_fn(move |request| {
        own.set(None);
        let (answered, own, crowded) = (answer(request), Rc::clone(&own), Rc::clone(&crowded));
        async move {
            let mut answer = answered.await;
            own.set(Some(Instant::now()));
            if crowded.get() {
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    // A browser that goes away in the middle of an answer is no trouble of ours.
    let served = http.serve_connection(TokioIo::new(stream), service);
    let task = task::spawn_local(async move { drop(served.await) }).abort_handle();
    Open { task, waiting }
}

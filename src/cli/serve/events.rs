//! An answer without end that tells a browser what happens (server-sent events): signals in, a body out.
//!
//! Never: keeps more than one event for a browser that does not read. What it missed is in the next one.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use http_body_util::{BodyExt, channel::Channel};
use hyper::{
    Response,
    body::{Body, Bytes, Frame},
    header::CONTENT_TYPE,
};
use tokio::{
    sync::watch::Receiver,
    task::{self, AbortHandle},
};

use super::watch::Signal;

/// Events as they come. The task that waits for them ends with it: when the page is closed, not with the next event.
struct Events {
    said: Channel<Bytes>,
    task: AbortHandle,
}

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Pin::new(&mut self.said).poll_frame(context)
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The answer that says what is `heard`.
pub(super) fn events(mut heard: Receiver<Signal>) -> Response<super::Body> {
    let (mut sender, said) = Channel::new(1);
    let task = task::spawn_local(async move {
        let mut last = *heard.borrow_and_update();
        while heard.changed().await.is_ok() {
            let now = *heard.borrow_and_update();
            let event = if now.version == last.version { "working" } else { "change" };
            last = now;
            let text = format!("event: {event}\ndata: {}\n\n", now.version);
            if sender.send_data(text.into()).await.is_err() {
                return;
            }
        }
    });
    let body = Events { said, task: task.abort_handle() };
    Response::builder()
        .header(CONTENT_TYPE, "text/event-stream")
        .body(body.boxed())
        .expect("invariant: the header is well formed")
}

//! HTTP/1.1 on the loopback address, faults included.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::agency;
use crate::back_office::BackOffice;
use crate::book::AGENT_SLUG;
use crate::calendar::{now_ms, wait_until};
use crate::dialect::{self, Call};
use crate::form::{Form, decode};
use crate::information::{self, INFORMATION_SLUG};
use crate::reply::Reply;

/// More callers at once than this wait at the door.
const MOST_CONNECTIONS: usize = 256;
/// No provider's call comes near this size.
const MOST_BODY_BYTES: usize = 64 * 1024;
/// How long to wait when the system has no socket to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The connection is to be closed where it stands.
#[derive(Debug)]
struct HangUp;

impl fmt::Display for HangUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed on purpose")
    }
}

impl std::error::Error for HangUp {}

/// An answer's body, which may be shorter than it says it is.
struct Answer {
    declared: u64,
    next: Next,
}

enum Next {
    Text {
        text: Bytes,
        then_cut: bool,
    },
    /// What was written is on its way to the socket.
    Flush,
    Cut,
    End,
}

impl Answer {
    fn whole(text: String) -> Answer {
        Answer { declared: text.len() as u64, next: Next::Text { text: text.into(), then_cut: false } }
    }

    fn cut(text: String) -> Answer {
        let declared = text.len() as u64;
        let half = Bytes::from(text).split_to(usize::try_from(declared / 2).unwrap_or_default());
        Answer { declared, next: Next::Text { text: half, then_cut: true } }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = HangUp;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, HangUp>>> {
        match std::mem::replace(&mut self.next, Next::End) {
            Next::Text { text, then_cut } => {
                self.next = if then_cut { Next::Flush } else { Next::End };
                Poll::Ready(Some(Ok(Frame::data(text))))
            }
            Next::Flush => {
                // hyper writes out what it has when a body makes it wait, and throws it away when a body fails.
                self.next = Next::Cut;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Next::Cut => Poll::Ready(Some(Err(HangUp))),
            Next::End => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.declared)
    }
}

/// Serves until the task is aborted; the connections end with it.
pub(crate) async fn serve(listener: TcpListener, office: Arc<BackOffice>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.len() >= MOST_CONNECTIONS {
            connections.join_next().await;
        }
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let office = Arc::clone(&office);
        connections.spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&office), request));
            // An error here is a connection that ended early, on purpose or by the caller: nobody is left to tell.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(office: Arc<BackOffice>, request: Request<Incoming>) -> Result<Response<Answer>, HangUp> {
    let (head, body) = request.into_parts();
    // A body that breaks off or is far too long is no request that arrived whole.
    let body = Limited::new(body, MOST_BODY_BYTES).collect().await.map_err(|_| HangUp)?.to_bytes();
    if head.uri.path() == "/_requests" && head.method == Method::GET {
        let text = serde_json::to_string(office.book().requests()).map_err(|_| HangUp)?;
        return Ok(respond(StatusCode::OK, dialect::JSON, Answer::whole(text)));
    }
    if head.uri.path() == "/_callbacks" && head.method == Method::POST {
        return Ok(set_callback(&office, &body));
    }
    let mut segments = head.uri.path().split('/').skip(1).map(|segment| decode(segment.as_bytes()));
    let slug = segments.next().unwrap_or_default();
    let mut form = Form::default();
    form.read(head.uri.query().unwrap_or_default().as_bytes());
    let kind = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        form.read(&body);
    }
    let call = Call { method: head.method, path: segments.collect(), form, headers: head.headers };
    let (kind, reply) = match dialect::of(&slug).map(|dialect| dialect.tuned(&call)) {
        Some(dialect) => {
            let reply = match office.answer(dialect, &call) {
                Reply::Whole(text) => Reply::Whole(office.dressed(dialect, text)),
                Reply::Late { until_ms, text } => Reply::Late { until_ms, text: office.dressed(dialect, text) },
                reply @ (Reply::Coded { .. }
                | Reply::Page(_)
                | Reply::Cut(_)
                | Reply::Close
                | Reply::NotFound
                | Reply::WrongMethod
                | Reply::Broken) => reply,
            };
            (dialect.content_type(), reply)
        }
        None if slug == AGENT_SLUG => (dialect::JSON, agency::answer(&office, &call)),
        None if slug == INFORMATION_SLUG => (dialect::JSON, information::answer(&call, now_ms())),
        None => (dialect::JSON, Reply::NotFound),
    };
    match reply {
        Reply::Whole(text) => Ok(respond(StatusCode::OK, kind, Answer::whole(text))),
        Reply::Late { until_ms, text } => {
            wait_until(until_ms).await;
            Ok(respond(StatusCode::OK, kind, Answer::whole(text)))
        }
        Reply::Coded { status, text } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Ok(respond(status, kind, Answer::whole(text)))
        }
        Reply::Page(text) => Ok(respond(StatusCode::OK, "text/html; charset=utf-8", Answer::whole(text))),
        Reply::Cut(text) => Ok(respond(StatusCode::OK, kind, Answer::cut(text))),
        Reply::Close => Err(HangUp),
        Reply::NotFound => Ok(plain(StatusCode::NOT_FOUND)),
        Reply::WrongMethod => Ok(plain(StatusCode::METHOD_NOT_ALLOWED)),
        Reply::Broken => Ok(plain(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}

/// Where a test that runs outside Rust wants the callbacks.
#[derive(Deserialize)]
struct Wanted {
    slug: String,
    url: String,
}

fn set_callback(office: &BackOffice, body: &[u8]) -> Response<Answer> {
    let set = serde_json::from_slice(body)
        .map_err(std::io::Error::from)
        .and_then(|Wanted { slug, url }| office.set_callback(&slug, &url));
    match set {
        Ok(()) => respond(StatusCode::OK, dialect::JSON, Answer::whole("{}".to_owned())),
        Err(error) => {
            let text = serde_json::json!({ "error": error.to_string() }).to_string();
            respond(StatusCode::BAD_REQUEST, dialect::JSON, Answer::whole(text))
        }
    }
}

fn respond(status: StatusCode, kind: &'static str, body: Answer) -> Response<Answer> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// An answer of the server, not of the provider: a web server's own page, as in life.
fn plain(status: StatusCode) -> Response<Answer> {
    respond(status, "text/html", Answer::whole(format!("<html><body><h1>{status}</h1></body></html>")))
}

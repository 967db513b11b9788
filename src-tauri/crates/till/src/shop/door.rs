//! The listener: a few plain HTTP calls, each small and short, to paths nobody can guess.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::ORIGIN;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use providers::{Company, Fields, Hint};
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::{Clock, Heard, Ports, Problem};

/// No paper's callback comes near this size, in bytes.
const BODY_MOST: usize = 8 * 1024;
/// The same for line and headers together; hyper takes no less than 8 KiB.
const HEAD_MOST: usize = 16 * 1024;
/// A whole call takes no longer.
const CALL_MOST: Duration = Duration::from_secs(5);
/// Line and headers take no longer: who says nothing makes room.
const HEAD_WITHIN: Duration = Duration::from_secs(1);
/// Calls at once; more wait at the door.
const CALLS_MOST: usize = 64;
/// How long to wait when the system has no socket to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The listener, while there is one.
#[derive(Default)]
pub(crate) struct Doors(pub(super) tokio::sync::Mutex<DoorState>);

#[derive(Default)]
pub(super) struct DoorState {
    pub(super) door: Option<Door>,
    pub(super) problem: Option<Problem>,
    pub(super) knocks: Arc<Knocks>,
}

/// What the tills make of a callback.
pub(crate) type Hears = Arc<dyn Fn(&str, &Hint) -> Heard + Send + Sync>;

/// Who knocked, by provider.
#[derive(Debug, Default)]
pub(crate) struct Knocks(Mutex<BTreeMap<&'static str, Knock>>);

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Knock {
    pub(crate) heard_at_ms: Option<i64>,
    pub(crate) heard: u32,
    pub(crate) refused: u32,
}

impl Knocks {
    pub(crate) fn of(&self, slug: &str) -> Knock {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(slug).copied().unwrap_or_default()
    }

    fn note(&self, slug: &'static str, is_ours: bool, now_ms: i64) {
        let mut knocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let knock = knocks.entry(slug).or_default();
        if is_ours {
            knock.heard_at_ms = Some(now_ms);
            knock.heard = knock.heard.saturating_add(1);
        } else {
            knock.refused = knock.refused.saturating_add(1);
        }
    }
}

/// What a call is judged by.
struct Judge {
    paths: Vec<(String, &'static dyn Company)>,
    hears: Hears,
    knocks: Arc<Knocks>,
    clock: Arc<dyn Clock>,
}

/// The open door. It closes when this is dropped.
pub(crate) struct Door {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Door {
    /// Listens. Fails when the port is taken, or may not be listened to.
    pub(crate) async fn open(
        address: SocketAddr,
        paths: Vec<(String, &'static dyn Company)>,
        hears: Hears,
        knocks: Arc<Knocks>,
        ports: &Ports,
    ) -> std::io::Result<Door> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let judge = Arc::new(Judge { paths, hears, knocks, clock: ports.clock.clone() });
        let serving = ports.runtime.spawn(serve(listener, judge));
        Ok(Door { address, serving })
    }

    /// Closes it, and waits until its port is free again: a task that was only told to end may hold it for a while.
    pub(crate) async fn close(mut self) {
        self.serving.abort();
        // It ends by being told so, or has ended before.
        let _ = (&mut self.serving).await;
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, judge: Arc<Judge>) {
    let room = Arc::new(Semaphore::new(CALLS_MOST));
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let judge = judge.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(judge.clone(), request));
            let call = hyper::server::conn::http1::Builder::new()
                .keep_alive(false)
                .max_buf_size(HEAD_MOST)
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_WITHIN)
                .serve_connection(TokioIo::new(stream), service);
            // A call that breaks off or takes too long is none; nobody is left to tell.
            let _ = tokio::time::timeout(CALL_MOST, call).await;
            drop(place);
        });
    }
}

async fn answer(judge: Arc<Judge>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
    Ok(say(judge.judge(request).await))
}

fn say(status: StatusCode) -> Response<Full<Bytes>> {
    let text = if status == StatusCode::OK { "OK" } else { "" };
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response
}

impl Judge {
    /// The company whose path it is. Every path is compared, each in constant time: how long it takes tells nothing.
    fn company(&self, path: &str) -> Option<&'static dyn Company> {
        let given = path.strip_prefix('/').unwrap_or(path).as_bytes();
        let mut found = None;
        for (path, company) in &self.paths {
            if bool::from(path.as_bytes().ct_eq(given)) {
                found = Some(*company);
            }
        }
        found
    }

    async fn judge(&self, request: Request<Incoming>) -> StatusCode {
        // A page in somebody's browser is no provider.
        if request.headers().contains_key(ORIGIN) {
            return StatusCode::FORBIDDEN;
        }
        let Some(company) = self.company(request.uri().path()) else { return StatusCode::NOT_FOUND };
        if request.method() != Method::GET && request.method() != Method::POST {
            return StatusCode::METHOD_NOT_ALLOWED;
        }
        let query = Fields::read(request.uri().query().unwrap_or_default().as_bytes());
        let Ok(body) = Limited::new(request.into_body(), BODY_MOST).collect().await else {
            return StatusCode::PAYLOAD_TOO_LARGE;
        };
        let fields = query.and(Fields::read(&body.to_bytes()));
        let slug = company.descriptor().slug;
        let heard = company.read_callback(&fields).map_or(Heard::NotOurs, |hint| (self.hears)(slug, &hint));
        self.knocks.note(slug, heard != Heard::NotOurs, self.clock.now_ms());
        // The same answer to all: a provider need not repeat itself, and a guesser learns nothing.
        StatusCode::OK
    }
}

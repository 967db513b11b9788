//! A server that stands before a provider: it counts what arrives, passes it on, and answers as a fault says.

mod serving;

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::fault::{Fault, How, Over};
use super::tls::Tls;
use super::wire::Request;
use crate::mouth::Want;

/// How many may wait to be let in.
const BACKLOG: u32 = 256;
/// So many are let wait where nobody is to be let in.
const CHOKED: u32 = 1;

/// The fault in force.
#[derive(Clone, Copy)]
struct Armed {
    fault: Fault,
    /// What it strikes.
    ask: Want,
    /// Requests are kept from the provider.
    is_lost: bool,
}

/// What the server saw.
#[derive(Default)]
struct Seen {
    requests: Vec<Request>,
    forwarded: Vec<Request>,
}

struct Inner {
    provider: u16,
    elsewhere: String,
    tls: Tls,
    over: Over,
    armed: Mutex<Option<Armed>>,
    seen: Mutex<Seen>,
    /// Bytes of requests, whole or not.
    bytes: AtomicU64,
    /// Bytes that the fault could say before the other side hung up.
    said: AtomicU64,
    connections: watch::Sender<usize>,
    struck: watch::Sender<usize>,
    is_released: watch::Sender<bool>,
}

/// The server. It stops when it is dropped.
pub struct Gate {
    inner: Arc<Inner>,
    port: u16,
    serving: Option<JoinHandle<()>>,
    /// Holds the port while nobody listens, or listens without letting in.
    shut: Option<Shut>,
}

enum Shut {
    Refusing(TcpSocket),
    Choked { listener: TcpListener, _waiting: Vec<TcpStream> },
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn socket(port: u16) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(([127, 0, 0, 1], port).into())?;
    Ok(socket)
}

impl Gate {
    /// Opens one before the provider at a port of this computer.
    pub fn open(provider: u16, elsewhere: &str, tls: &Tls, over: Over) -> io::Result<Gate> {
        let socket = socket(0)?;
        let port = socket.local_addr()?.port();
        let inner = Arc::new(Inner {
            provider,
            elsewhere: elsewhere.to_owned(),
            tls: tls.clone(),
            over,
            armed: Mutex::default(),
            seen: Mutex::default(),
            bytes: AtomicU64::new(0),
            said: AtomicU64::new(0),
            connections: watch::Sender::new(0),
            struck: watch::Sender::new(0),
            is_released: watch::Sender::new(false),
        });
        let serving = Some(serve(socket.listen(BACKLOG)?, inner.clone()));
        Ok(Gate { inner, port, serving, shut: None })
    }

    /// The base address of the provider behind it.
    pub fn base(&self, slug: &str) -> String {
        let scheme = if self.inner.over == Over::Tls { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}/{slug}", self.port)
    }

    /// Puts a fault in force. What it strikes is held until [`Gate::release`].
    pub async fn arm(&mut self, fault: Fault, ask: Want, is_lost: bool) -> io::Result<()> {
        *held(&self.inner.armed) = Some(Armed { fault, ask, is_lost });
        self.inner.is_released.send_replace(false);
        self.inner.struck.send_replace(0);
        self.inner.said.store(0, Ordering::SeqCst);
        self.inner.bytes.store(0, Ordering::SeqCst);
        match fault.how {
            How::Refuse => self.shut = Some(Shut::Refusing(self.vacated().await?)),
            How::Choke => {
                let listener = self.vacated().await?.listen(CHOKED)?;
                let mut waiting = Vec::new();
                for _ in 0..=CHOKED {
                    waiting.push(TcpStream::connect(("127.0.0.1", self.port)).await?);
                }
                self.shut = Some(Shut::Choked { listener, _waiting: waiting });
            }
            How::NoName | How::Tls(_) | How::Unread(_) | How::Early(_) | How::Answer(_) => {}
        }
        Ok(())
    }

    /// The port, with nobody listening at it.
    async fn vacated(&mut self) -> io::Result<TcpSocket> {
        if let Some(serving) = self.serving.take() {
            serving.abort();
            // It ends by being told so.
            let _ = serving.await;
        }
        socket(self.port)
    }

    /// Ends the fault: from now on every answer is honest.
    pub fn disarm(&mut self) -> io::Result<()> {
        *held(&self.inner.armed) = None;
        self.release();
        let listener = match self.shut.take() {
            None => return Ok(()),
            Some(Shut::Refusing(socket)) => socket.listen(BACKLOG)?,
            Some(Shut::Choked { listener, .. }) => listener,
        };
        self.serving = Some(serve(listener, self.inner.clone()));
        Ok(())
    }

    /// Lets what the fault struck go on.
    pub fn release(&self) {
        self.inner.is_released.send_replace(true);
    }

    /// Waits until the fault has struck.
    pub async fn struck(&self) {
        // The sender lives in this gate.
        let _ = self.inner.struck.subscribe().wait_for(|struck| *struck > 0).await;
    }

    /// Requests of a kind that arrived whole.
    pub fn arrived(&self, ask: Want) -> usize {
        held(&self.inner.seen).requests.iter().filter(|request| request.ask == ask).count()
    }

    /// Requests that begin an order and bear this text.
    pub fn begun_with(&self, order_id: &str) -> usize {
        let seen = held(&self.inner.seen);
        seen.requests.iter().filter(|request| request.ask == Want::Begin && request.text.contains(order_id)).count()
    }

    /// Requests that begin an order and that the provider got.
    pub fn forwarded(&self) -> usize {
        held(&self.inner.seen).forwarded.iter().filter(|request| request.ask == Want::Begin).count()
    }

    /// Bytes of requests since the fault came into force.
    pub fn bytes(&self) -> u64 {
        self.inner.bytes.load(Ordering::SeqCst)
    }

    /// Bytes that the fault could say.
    pub fn said(&self) -> u64 {
        self.inner.said.load(Ordering::SeqCst)
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        if let Some(serving) = &self.serving {
            serving.abort();
        }
    }
}

fn serve(listener: TcpListener, inner: Arc<Inner>) -> JoinHandle<()> {
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            inner.connections.send_modify(|count| *count += 1);
            let inner = inner.clone();
            tokio::spawn(async move {
                // Ends of connections are the point here: whether the other side still hears is all the same.
                let _ = inner.serve(stream).await;
            });
        }
    })
}

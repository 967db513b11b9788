//! A server that stands before a provider: it counts what arrives, passes it on, and answers as a fault says.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::fault::{Act, Fault, Handshake, How, Over};
use super::stream::Stream;
use super::tls::Tls;
use super::wire::{Ask, Reply, Request, answer};

/// How many may wait to be let in.
const BACKLOG: u32 = 256;
/// So many are let wait where nobody is to be let in.
const CHOKED: u32 = 1;

/// The fault in force.
#[derive(Clone, Copy)]
struct Armed {
    fault: Fault,
    /// What it strikes.
    ask: Ask,
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
    pub async fn arm(&mut self, fault: Fault, ask: Ask, is_lost: bool) -> io::Result<()> {
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
    pub fn arrived(&self, ask: Ask) -> usize {
        held(&self.inner.seen).requests.iter().filter(|request| request.ask == ask).count()
    }

    /// Requests that begin an order and bear this text.
    pub fn begun_with(&self, order_id: &str) -> usize {
        let seen = held(&self.inner.seen);
        seen.requests.iter().filter(|request| request.ask == Ask::Begin && request.text.contains(order_id)).count()
    }

    /// Requests that begin an order and that the provider got.
    pub fn forwarded(&self) -> usize {
        held(&self.inner.seen).forwarded.iter().filter(|request| request.ask == Ask::Begin).count()
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

impl Inner {
    async fn serve(&self, stream: TcpStream) -> io::Result<()> {
        let armed = *held(&self.armed);
        match armed.map(|armed| (armed, armed.fault.how)) {
            Some((_, How::Tls(handshake))) => {
                self.hold().await;
                self.shake_hands(stream, handshake).await
            }
            Some((_, How::Unread(act))) => {
                self.hold().await;
                self.act(&mut Stream::Plain(stream), vec![act()]).await
            }
            Some((armed, How::Early(says))) => {
                self.hold().await;
                let mut stream = self.let_in(stream).await?;
                let reply = self.early_reply();
                stream.write(&says(&reply)).await?;
                let Some(request) = self.read(&mut stream).await? else { return Ok(()) };
                if !armed.is_lost {
                    self.pass_on(&request).await?;
                }
                Ok(())
            }
            _ => {
                let mut stream = self.let_in(stream).await?;
                let Some(request) = self.read(&mut stream).await? else { return Ok(()) };
                self.answer(&mut stream, &request).await
            }
        }
    }

    async fn let_in(&self, stream: TcpStream) -> io::Result<Stream> {
        match self.over {
            Over::Tls => Ok(Stream::Tls(Box::new(self.tls.good.accept(stream).await?))),
            Over::Plain | Over::Either => Ok(Stream::Plain(stream)),
        }
    }

    /// The one good answer that repeats nothing of its order: whoever believes it without having asked, believes it here.
    fn early_reply(&self) -> Reply {
        Reply { body: "0=Success".to_owned(), path: "/".to_owned(), elsewhere: self.elsewhere.clone() }
    }

    async fn answer(&self, stream: &mut Stream, request: &Request) -> io::Result<()> {
        // Read anew: the fault may have come into force while the request was on its way.
        let armed = held(&self.armed).filter(|armed| armed.ask == request.ask);
        let Some(Armed { fault, is_lost, .. }) = armed else {
            let body = self.pass_on(request).await?;
            stream.write(&answer("200 OK\r\nConnection: close", &body)).await?;
            return stream.finish().await;
        };
        let body = match is_lost {
            true => "<html><body>Service Temporarily Unavailable</body></html>".to_owned(),
            false => self.pass_on(request).await?,
        };
        let reply = Reply { body, path: request.path().to_owned(), elsewhere: self.elsewhere.clone() };
        self.hold().await;
        match fault.how {
            How::Answer(acts) => self.act(stream, acts(&reply)).await,
            _ => stream.write(&answer("200 OK\r\nConnection: close", &reply.body)).await,
        }
    }

    /// The fault strikes, and waits to be released.
    async fn hold(&self) {
        self.struck.send_modify(|struck| *struck += 1);
        let _ = self.is_released.subscribe().wait_for(|is_released| *is_released).await;
    }

    /// Hands the request to the provider and gives the body of its answer.
    async fn pass_on(&self, request: &Request) -> io::Result<String> {
        held(&self.seen).forwarded.push(request.clone());
        let mut provider = TcpStream::connect(("127.0.0.1", self.provider)).await?;
        provider.write_all(request.once().as_bytes()).await?;
        let mut answer = Vec::new();
        provider.read_to_end(&mut answer).await?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        Ok(text.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.to_owned()))
    }

    /// One whole request; nothing when the connection ends before.
    async fn read(&self, stream: &mut Stream) -> io::Result<Option<Request>> {
        let mut bytes = Vec::new();
        loop {
            let mut more = [0; 4_096];
            let read = stream.read(&mut more).await?;
            if read == 0 {
                return Ok(None);
            }
            self.bytes.fetch_add(read as u64, Ordering::SeqCst);
            bytes.extend_from_slice(&more[..read]);
            if let Some(request) = Request::whole(&bytes) {
                held(&self.seen).requests.push(request.clone());
                return Ok(Some(request));
            }
        }
    }

    async fn act(&self, stream: &mut Stream, acts: Vec<Act>) -> io::Result<()> {
        for act in acts {
            match act {
                Act::Say(bytes) => self.say(stream, &bytes).await?,
                Act::Repeat(bytes, times) => {
                    for _ in 0..times {
                        self.say(stream, &bytes).await?;
                    }
                }
                Act::Drip(bytes) => {
                    for byte in bytes {
                        self.say(stream, &[byte]).await?;
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
                Act::Beat(bytes) => loop {
                    self.say(stream, &bytes).await?;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                },
                Act::Silence => stream.listen_to_the_end().await?,
                Act::HalfClose => {
                    stream.finish().await?;
                    stream.listen_to_the_end().await?;
                }
                Act::KeepUntilNext => self.keep_until_next(stream).await?,
                Act::Reset => stream.reset()?,
            }
        }
        Ok(())
    }

    async fn say(&self, stream: &mut Stream, bytes: &[u8]) -> io::Result<()> {
        stream.write(bytes).await?;
        self.said.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Ok(())
    }

    /// A second request on the connection is noted and never answered.
    async fn keep_until_next(&self, stream: &mut Stream) -> io::Result<()> {
        let mut connections = self.connections.subscribe();
        let known = *connections.borrow_and_update();
        tokio::select! {
            _ = connections.wait_for(|count| *count > known) => Ok(()),
            second = self.read(stream) => second.map(drop),
        }
    }

    async fn shake_hands(&self, mut stream: TcpStream, handshake: Handshake) -> io::Result<()> {
        let acceptor = match handshake {
            Handshake::Say(_) | Handshake::Reset | Handshake::Silence => {
                // The caller's hello: nothing of the request is in it.
                if stream.read(&mut [0; 4_096]).await? == 0 {
                    return Ok(());
                }
                return match handshake {
                    Handshake::Say(bytes) => stream.write_all(bytes).await,
                    Handshake::Reset => stream.set_zero_linger(),
                    _ => Stream::Plain(stream).listen_to_the_end().await,
                };
            }
            Handshake::Stranger => &self.tls.stranger,
            Handshake::OtherName => &self.tls.other_name,
            Handshake::OnlyHttp2 => &self.tls.only_http2,
            Handshake::WantsCertificate => &self.tls.wants_certificate,
        };
        // Should the handshake succeed all the same, what is said over it counts.
        let mut stream = Stream::Tls(Box::new(acceptor.accept(stream).await?));
        self.read(&mut stream).await.map(drop)
    }
}

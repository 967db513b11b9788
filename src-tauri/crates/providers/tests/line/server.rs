//! A server that counts each request before it misbehaves.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What happens to a request.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The connection is reset before a byte of the request was read.
    ResetUnread,
    /// The connection is reset after the whole request was read.
    Reset,
    /// The connection is closed after the whole request was read.
    Close,
    /// The server says that it has nothing more to say, and goes on listening.
    HalfClose,
    /// These bytes are sent, and the connection is closed.
    Say(Vec<u8>),
    /// These bytes are sent, and then the connection is reset.
    SayAndReset(Vec<u8>),
    /// These bytes are sent, and then nothing ever again.
    SayAndFallSilent(Vec<u8>),
    /// These bytes are sent to every request on the connection, which stays open.
    KeepAlive(Vec<u8>),
    /// The request comes back as the body of a good answer.
    Echo,
}

#[derive(Debug, Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<String>>,
    arrived: Notify,
}

/// The server; it stops when it is dropped.
pub struct FaultServer {
    port: u16,
    seen: Arc<Seen>,
    serving: JoinHandle<()>,
}

impl FaultServer {
    pub async fn start(fault: Fault) -> FaultServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Seen::default());
        let witness = Arc::clone(&seen);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                witness.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, fault.clone(), Arc::clone(&witness)));
            }
        });
        FaultServer { port, seen, serving }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How many requests arrived whole.
    pub fn requests(&self) -> usize {
        self.seen.requests.lock().unwrap().len()
    }

    /// How many requests that arrived whole bore this text.
    pub fn requests_with(&self, text: &str) -> usize {
        self.seen.requests.lock().unwrap().iter().filter(|request| request.contains(text)).count()
    }

    /// The one request that arrived whole, byte for byte.
    pub fn only_request(&self) -> String {
        let requests = self.seen.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        requests[0].clone()
    }

    /// Waits until a request has arrived whole and the server has said what it has to say.
    pub async fn arrived(&self) {
        self.seen.arrived.notified().await;
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An answer with the right length.
pub fn answer(head: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Ends of connections are the point here: whether the other side still hears is all the same.
async fn serve(mut stream: TcpStream, fault: Fault, seen: Arc<Seen>) {
    if matches!(fault, Fault::ResetUnread) {
        stream.set_zero_linger().unwrap();
        return;
    }
    while let Some(request) = read_request(&mut stream).await {
        seen.requests.lock().unwrap().push(request.clone());
        let told = match &fault {
            Fault::Say(bytes)
            | Fault::SayAndReset(bytes)
            | Fault::SayAndFallSilent(bytes)
            | Fault::KeepAlive(bytes) => bytes.clone(),
            Fault::Echo => answer("200 OK", &request),
            Fault::ResetUnread | Fault::Reset | Fault::Close | Fault::HalfClose => Vec::new(),
        };
        let _ = stream.write_all(&told).await;
        seen.arrived.notify_one();
        match fault {
            Fault::KeepAlive(_) => continue,
            Fault::Reset | Fault::SayAndReset(_) => stream.set_zero_linger().unwrap(),
            Fault::HalfClose => {
                let _ = stream.shutdown().await;
                listen_to_the_end(&mut stream).await;
            }
            Fault::SayAndFallSilent(_) => listen_to_the_end(&mut stream).await,
            Fault::ResetUnread | Fault::Close | Fault::Say(_) | Fault::Echo => {}
        }
        return;
    }
}

async fn listen_to_the_end(stream: &mut TcpStream) {
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
}

/// One whole request, head and body; nothing when the connection ends before.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
            let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
            if body.len() >= length {
                return Some(text);
            }
        }
        let mut more = [0; 4_096];
        match stream.read(&mut more).await {
            Ok(read @ 1..) => bytes.extend_from_slice(&more[..read]),
            Ok(0) | Err(_) => return None,
        }
    }
}

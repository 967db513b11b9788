//! An INSPAY of a test's own: it says what the test wants said, whatever was said before, and counts what it is asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use providers::Fields;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Room for one call.
const CALL_BYTES: usize = 16 * 1024;

/// Its wallet never changes.
const BALANCE: &str = r#"{"status":"Success","balance":"5000.00"}"#;

/// What it says and what it saw.
#[derive(Default)]
struct Script {
    recharge: String,
    status: String,
    /// What it says beside the word, in the place of the operator's reference.
    beside: String,
    /// Number and amount of every order, by order id.
    orders: BTreeMap<String, (String, String)>,
    recharges: usize,
    enquiries: usize,
    /// Answers to enquiries are made up, and wait.
    holds: bool,
    /// It knows no order that it is asked about.
    denies: bool,
}

/// The server. It ends with the runtime.
#[derive(Clone)]
pub struct Scripted {
    /// Its base address.
    pub base: String,
    script: Arc<Mutex<Script>>,
}

impl Scripted {
    /// Starts one that says the same word to a recharge and to an enquiry.
    pub async fn saying(word: &str) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let script =
            Script { recharge: word.into(), status: word.into(), beside: "BR31EW".into(), ..Script::default() };
        let scripted = Scripted { base, script: Arc::new(Mutex::new(script)) };
        let server = scripted.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server.clone().answer(stream));
            }
        });
        scripted
    }

    fn with<T>(&self, look: impl FnOnce(&mut Script) -> T) -> T {
        look(&mut self.script.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What it says to enquiries from now on.
    pub fn now_says(&self, word: &str) {
        self.with(|script| (script.status, script.denies) = (word.into(), false));
    }

    /// From now on it knows no order that it is asked about.
    pub fn has_no_record(&self) {
        self.with(|script| script.denies = true);
    }

    /// The same, with this in the place of the operator's reference.
    pub fn now_says_beside(&self, word: &str, beside: &str) {
        self.with(|script| script.beside = beside.into());
        self.now_says(word);
    }

    /// Whether answers to enquiries, made up from now on, wait on their way.
    pub fn holds_answers(&self, holds: bool) {
        self.with(|script| script.holds = holds);
    }

    /// Recharges it was asked for.
    pub fn recharges(&self) -> usize {
        self.with(|script| script.recharges)
    }

    /// Enquiries it was asked.
    pub fn enquiries(&self) -> usize {
        self.with(|script| script.enquiries)
    }

    async fn answer(self, mut stream: TcpStream) {
        let Some((path, fields)) = call_of(&mut stream).await else { return };
        let body = self.with(|script| script.answer(&path, &fields));
        while path.ends_with("/status") && self.with(|script| script.holds) {
            tokio::task::yield_now().await;
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        // A caller that has gone away is told nothing.
        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
    }
}

impl Script {
    fn answer(&mut self, path: &str, fields: &Fields) -> String {
        let field = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        let id = field("orderid");
        let word = match path {
            "/v3/recharge/balance" => return BALANCE.to_owned(),
            "/v3/recharge/api" => {
                self.recharges += 1;
                self.orders.insert(id.clone(), (field("number"), field("amount")));
                &self.recharge
            }
            _ => {
                self.enquiries += 1;
                if self.denies {
                    return r#"{"status":"Failure","message":"No record found"}"#.to_owned();
                }
                &self.status
            }
        };
        let (number, amount) = self.orders.get(&id).cloned().unwrap_or_default();
        let beside = &self.beside;
        format!(
            r#"{{"txid":"31","status":"{word}","opid":"{beside}","number":"{number}","amount":"{amount}","orderid":"{id}"}}"#
        )
    }
}

/// Path and form of a call, when it arrives whole.
pub async fn call_of(stream: &mut TcpStream) -> Option<(String, Fields)> {
    let mut call = Vec::with_capacity(CALL_BYTES);
    loop {
        let text = String::from_utf8_lossy(&call).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                let path = head.split(' ').nth(1)?.to_owned();
                return Some((path, Fields::read(body.as_bytes())));
            }
        }
        if call.len() > CALL_BYTES || stream.read_buf(&mut call).await.ok()? == 0 {
            return None;
        }
    }
}

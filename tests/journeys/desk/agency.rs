//! A company of a test's own: it says what the test wants said, and remembers what it was asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use providers::Fields;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::sales::scripted::call_of;

/// One call: its path, and its form.
type Asked = (String, Fields);

#[derive(Default)]
struct Script {
    answers: BTreeMap<String, String>,
    asked: Vec<Asked>,
    /// Answers to calls of this path wait on their way.
    held: Option<String>,
}

/// The server. It ends with the runtime.
#[derive(Clone)]
pub struct Agency {
    /// Its base address.
    pub base: String,
    script: Arc<Mutex<Script>>,
}

impl Agency {
    /// Starts one that has nothing to say but its balance.
    pub async fn start() -> Agency {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let agency = Agency { base, script: Arc::default() };
        agency.says("/api/balance", r#"{"status":"SUCCESS","error_code":200,"message":"Fetched","balance":5000}"#);
        let server = agency.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server.clone().answer(stream));
            }
        });
        agency
    }

    fn with<T>(&self, look: impl FnOnce(&mut Script) -> T) -> T {
        look(&mut self.script.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What it says to a call from now on. `{name}` is the field of that name of the call.
    pub fn says(&self, path: &str, answer: &str) {
        self.with(|script| script.answers.insert(path.to_owned(), answer.to_owned()));
    }

    /// Begins applications for a number at a page of the company's, and says how they stand.
    pub fn pan(&self, number: &str, status: &str) {
        self.says(
            "/api/pan/request",
            r#"{"status_code":200,"status":"SUCCESS","message":"Begun","data":{"txid":"7","url":"https://connect.inspay.in/p","number":"{number}","orderid":"{orderid}"}}"#,
        );
        let status = format!(
            r#"{{"status_code":200,"status":"SUCCESS","message":"Fetched","order_id":"{{orderid}}","reference":"ACK31","number":"{number}","amount":107.00,"data":{{"status":"{status}","orderid":"{{orderid}}","txid":"7","amount":107,"opid":"ACK31","number":"{number}"}}}}"#
        );
        self.says("/api/pan/status", &status);
    }

    /// Answers to calls of this path wait on their way; `None` lets all go.
    pub fn holds(&self, path: Option<&str>) {
        self.with(|script| script.held = path.map(str::to_owned));
    }

    /// How often a path was called.
    pub fn asked(&self, path: &str) -> usize {
        self.with(|script| script.asked.iter().filter(|(asked, _)| asked == path).count())
    }

    async fn answer(self, mut stream: TcpStream) {
        let Some((path, fields)) = call_of(&mut stream).await else { return };
        let mut body = self.with(|script| script.answers.get(&path).cloned().unwrap_or_default());
        for name in ["orderid", "order_id", "number", "amount", "pancard", "otp", "aadhaar_number", "email", "api_key"]
        {
            body = body.replace(&format!("{{{name}}}"), fields.get(name).unwrap_or_default());
        }
        self.with(|script| script.asked.push((path.clone(), fields)));
        while self.with(|script| script.held.as_deref() == Some(path.as_str())) {
            tokio::task::yield_now().await;
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        // A caller that has gone away is told nothing.
        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
    }
}

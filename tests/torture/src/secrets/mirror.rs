//! A company in front of the simulated one: it takes the canaries for the practice account's credentials, and repeats what
//! it was told, in whatever form it is bidden.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use simulator::PRACTICE_CREDENTIALS;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::form_urlencoded;

use super::canary::Canaries;
use super::echo::Writing;
use super::search;
use crate::mouth::{self, Ask, Facts};

/// Room for one call.
const CALL_BYTES: usize = 64 * 1024;
/// Where an echo is put into an answer.
const ECHO: &str = "@@";
/// Fields that hold words, ids of the company's or names, and are believed whatever they hold.
const WORDS: [&str; 18] = [
    "message",
    "msg",
    "opid",
    "operator_id",
    "operator_name",
    "txid",
    "txn_id",
    "remark",
    "response",
    "reference",
    "plan",
    "plan_name",
    "api_status",
    "full_name",
    "address",
    "dob",
    "gender",
    "date",
];

/// What a company does with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// What the simulated one does.
    Honest,
    /// The same, with what it was told in every field that holds words.
    Sweet(Writing),
    /// It refuses.
    Refuses(Writing),
    /// It refuses with another HTTP status, and leads elsewhere.
    Status(u16, Writing),
    /// A page.
    Page(Writing),
    /// A body without a length, cut in the middle of what it repeats.
    Cut,
    /// It hangs up.
    Breaks,
}

/// One company.
pub struct Mirror {
    slug: &'static str,
    /// Canary and practice credential.
    pairs: Vec<(String, &'static str)>,
    behind: String,
    manner: Mutex<Manner>,
    canaries: Canaries,
    /// Calls in which a secret was.
    pub told: AtomicUsize,
    /// Answers in which one was.
    pub repeated: AtomicUsize,
}

/// A call, taken apart.
struct Told {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
}

impl Mirror {
    /// Starts one in front of the simulated company; gives its base address.
    pub async fn start(slug: &'static str, behind: &str, seed: u64) -> std::io::Result<(Arc<Mirror>, String)> {
        let canaries = Canaries::draw(seed);
        let fields =
            PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).map_or(&[][..], |(_, fields)| *fields);
        let pair = |(key, practice): &(&'static str, &'static str)| {
            let canary = canaries.get(&format!("{slug}/{key}")).to_owned();
            Some((canary, *practice)).filter(|(canary, _)| !canary.is_empty())
        };
        let pairs = fields.iter().filter_map(pair).collect();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}/{slug}", listener.local_addr()?);
        let behind = behind.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
        let (told, repeated) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let manner = Mutex::new(Manner::Honest);
        let mirror = Arc::new(Mirror { slug, pairs, behind, manner, canaries, told, repeated });
        let server = mirror.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server.clone().serve(stream));
            }
        });
        Ok((mirror, base))
    }

    /// What it does from now on.
    pub fn now(&self, manner: Manner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    async fn serve(self: Arc<Mirror>, mut stream: TcpStream) {
        let Some(told) = read(&mut stream).await else { return };
        let manner = *self.manner.lock().unwrap_or_else(PoisonError::into_inner);
        let echo = told.echo();
        self.told.fetch_add(usize::from(search::find(echo.as_bytes(), &self.canaries).is_some()), Ordering::SeqCst);
        let answer = match manner {
            Manner::Honest => self.ask(&told).await,
            Manner::Sweet(writing) => {
                let answer = self.ask(&told).await;
                String::from_utf8(answer.clone()).map_or(answer, |text| sweet(&text, writing, &echo))
            }
            Manner::Refuses(writing) => whole(200, &self.refusal(&told).replace(ECHO, &writing.in_json(&echo))),
            Manner::Status(status, writing) => {
                whole(status, &self.refusal(&told).replace(ECHO, &writing.in_json(&echo)))
            }
            Manner::Page(writing) => whole(200, &format!("<html><body>Not for {}</body></html>", writing.of(&echo))),
            Manner::Cut => cut(&echo, &self.pairs),
            Manner::Breaks => Vec::new(),
        };
        let repeats = search::find(&answer, &self.canaries).is_some();
        self.repeated.fetch_add(usize::from(repeats), Ordering::SeqCst);
        // A caller that has gone away is told nothing.
        let _ = stream.write_all(&answer).await;
    }

    fn refusal(&self, told: &Told) -> String {
        let path: Vec<&str> = told.path.split('/').filter(|part| !part.is_empty()).collect();
        let field = |name: &str| told.fields().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let mut facts = Facts::default();
        match mouth::of(self.slug).and_then(|mouth| mouth.heard(&path, &field)) {
            Some(Ask::Recharge(wish)) => {
                (facts.order_id, facts.number, facts.amount) = (wish.order_id, wish.number, wish.amount);
            }
            Some(Ask::Enquiry { order_id, .. }) => facts.order_id = order_id,
            Some(Ask::Balance) | None => {}
        }
        mouth::refusal(self.slug, &facts, ECHO)
    }

    /// Asks the simulated company, with the practice account's credentials in place of the canaries.
    async fn ask(&self, told: &Told) -> Vec<u8> {
        let ours =
            |value: &String| self.pairs.iter().fold(value.clone(), |value, (canary, own)| value.replace(canary, own));
        let encoded = |pairs: &[(String, String)]| {
            let pairs = pairs.iter().map(|(name, value)| (name, ours(value)));
            form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
        };
        let (query, form) = (encoded(&told.query), encoded(&told.form));
        let mark = if query.is_empty() { "" } else { "?" };
        let mut call =
            format!("{} {}{mark}{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", told.method, told.path);
        for (name, value) in told.headers.iter().filter(|(name, _)| {
            name.starts_with("x-") || name.contains("api") || name.contains("merchant") || name == "content-type"
        }) {
            call.push_str(&format!("{name}: {}\r\n", ours(value)));
        }
        call.push_str(&format!("Content-Length: {}\r\n\r\n{form}", form.len()));
        let mut answer = Vec::new();
        if let Ok(mut behind) = TcpStream::connect(&self.behind).await
            && behind.write_all(call.as_bytes()).await.is_ok()
        {
            // What is cut off by the simulated company is cut off here too.
            let _ = behind.read_to_end(&mut answer).await;
        }
        answer
    }
}

impl Told {
    fn fields(&self) -> impl Iterator<Item = &(String, String)> {
        self.query.iter().chain(&self.form)
    }

    /// Everything it was told.
    fn echo(&self) -> String {
        let said = self.headers.iter().chain(self.fields()).map(|(name, value)| format!("{name}={value}"));
        said.collect::<Vec<_>>().join(" | ")
    }
}

fn whole(status: u16, body: &str) -> Vec<u8> {
    let away = if (300..400).contains(&status) { "Location: http://127.0.0.1:9/elsewhere\r\n" } else { "" };
    format!("HTTP/1.1 {status} x\r\n{away}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// Without a length the end of the connection is the end of the body, wherever that comes.
fn cut(echo: &str, pairs: &[(String, &str)]) -> Vec<u8> {
    let secret = pairs.iter().map(|(canary, _)| canary).find(|canary| echo.contains(canary.as_str()));
    let end = secret.and_then(|secret| echo.find(secret.as_str()).map(|at| at + secret.len() * 9 / 10)).unwrap_or(0);
    let end = (0..=end).rev().find(|end| echo.is_char_boundary(*end)).unwrap_or(0);
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nNot for {}", &echo[..end]).into_bytes()
}

/// The answer with what it was told in every field that holds words.
fn sweet(answer: &str, writing: Writing, echo: &str) -> Vec<u8> {
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { return answer.as_bytes().to_vec() };
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(200);
    let mut body = body.to_owned();
    if body.trim_start().starts_with(['{', '[']) {
        for name in WORDS {
            for gap in ["", " "] {
                let begins = format!("\"{name}\":{gap}\"");
                body = body.replace(&begins, &format!("{begins}{ECHO} "));
            }
        }
    } else if !body.starts_with("0=") {
        body.push_str(ECHO);
    }
    whole(status, &body.replace(ECHO, &writing.in_json(echo)))
}

fn pairs_of(encoded: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded.as_bytes()).into_owned().collect()
}

/// A call, once it is here whole.
async fn read(stream: &mut TcpStream) -> Option<Told> {
    let mut call = Vec::with_capacity(CALL_BYTES);
    loop {
        let text = String::from_utf8_lossy(&call).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut lines = head.lines();
            let mut first = lines.next()?.split(' ').map(str::to_owned);
            let (method, target) = (first.next()?, first.next()?);
            let headers: Vec<(String, String)> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect();
            let length = headers.iter().find(|(name, _)| name == "content-length");
            if body.len() >= length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0) {
                let (path, query) = target.split_once('?').unwrap_or((&target, ""));
                let (query, form) = (pairs_of(query), pairs_of(body));
                return Some(Told { method, path: path.to_owned(), headers, query, form });
            }
        }
        if call.len() > CALL_BYTES || stream.read_buf(&mut call).await.ok()? == 0 {
            return None;
        }
    }
}

//! The door for callbacks, besieged: who says nothing, who never ends, who comes ten thousand times.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use simulator::Simulator;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::memory::Memory;
use super::stall::{self, Stall};
use super::table;
use super::{cell::HANG, column};
use crate::Verdict;
use crate::args::{Args, Span};

/// Connections that come and go.
const CALLS: usize = 10_000;
/// So many of them at once.
const CALLS_AT_ONCE: usize = 128;
/// Connections that come and say nothing: more than are let in at once.
const SILENT: usize = 192;
/// Who goes on talking is not heard beyond this, in bytes: it is what two sockets hold.
const HEARD_MOST: u64 = 16 << 20;
const GREW_MOST: u64 = 64 << 20;
/// A talker's piece.
const PIECE: usize = 65_536;
/// What a talker would say in all, in pieces: 2 GB.
const PIECES: u64 = 32_768;
const SLUG: &str = "inspay";
/// Who sells meanwhile.
const HEALTHY: &str = "a1topup";

struct Door {
    address: String,
    path: String,
}

/// The child's work.
pub fn run(args: &Args, folder: &Path) -> Verdict {
    let lab = table::lab(folder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let told = runtime.block_on(async {
        let siege = tokio::time::timeout(HANG * 3, besiege(args, lab.line));
        siege.await.unwrap_or_else(|_| Err("the door never ends to be besieged".to_owned()))
    });
    runtime.shutdown_background();
    told
}

async fn besiege(args: &Args, line: Arc<dyn providers::Http>) -> Verdict {
    let simulator = stall::providers().await?;
    let base = simulator.base_address(SLUG);
    // Enough for every sale that is made while ten thousand call.
    simulator.set_balance(HEALTHY, 100_000_000_000);
    let mut stall = Stall::open(&simulator, (SLUG, &base), HEALTHY, line).await?;
    let door = open(&stall).await?;
    let order_id = own_order(&mut stall).await?;
    // The control: one that is in order is heard, and only it.
    door.knocks(&stall, &order_id, 1).await?;
    let wrong =
        door.call(format!("GET /nobody?txid={order_id}&status=Failure HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await;
    expect(&[404], "a wrong path", wrong)?;
    let memory = Memory::watch();
    let waited = silence(&mut stall, &door, &order_id).await?;
    let talked = talkers(&door, &order_id).await?;
    oddities(&door, &order_id).await?;
    let heard = door.heard(&stall).await;
    if heard != 2 {
        return Err(format!("{heard} callbacks were heard, and 2 were in order"));
    }
    let rounds = if args.span == Span::Short { 1 } else { 5 };
    let mut meanwhile = 0;
    for _ in 0..rounds {
        meanwhile += crowd(&mut stall, &door).await?;
    }
    door.knocks(&stall, &order_id, 3).await?;
    let grew = memory.grew().unwrap_or_default();
    if grew > GREW_MOST {
        return Err(format!("besieged, memory grew by {grew} bytes"));
    }
    unmoved(&stall, &simulator)?;
    Ok(format!(
        "the door: {SILENT} who say nothing ({waited} sales meanwhile), of 2 GB {} KB heard, {} connections \
         ({meanwhile} sales meanwhile), memory +{} MB; no sale moved",
        talked >> 10,
        CALLS * rounds,
        grew >> 20,
    ))
}

async fn open(stall: &Stall) -> Result<Door, String> {
    let free = TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr());
    let address = free.map_err(|error| error.to_string())?.to_string();
    let view = stall.shop.save_callbacks(true, &address).await.map_err(|problems| format!("{problems:?}"))?;
    let url = view.providers.iter().find(|one| one.slug == SLUG).map(|one| one.url.clone()).unwrap_or_default();
    match url.rsplit('/').next() {
        Some(path) if view.listening && path.len() > 20 => Ok(Door { address, path: path.to_owned() }),
        _ => Err(format!("the door is not open: {view:?}")),
    }
}

/// An order that was done, for callbacks to be about.
async fn own_order(stall: &mut Stall) -> Result<String, String> {
    let column = column::Column { slug: SLUG, call: column::Call::Recharge, enquiry: false };
    let sale = column.begin(stall.till.clone(), column::Truth::Done, 0).await;
    let sale = sale.map_err(|problems| format!("{problems:?}"))?;
    let sale = stall.until(sale.id, |sale| sale.state == domain::SaleState::Succeeded).await?;
    Ok(sale.order_id)
}

fn expect(statuses: &[u16], what: &str, status: u16) -> Result<(), String> {
    if statuses.contains(&status) { Ok(()) } else { Err(format!("{what}: {status}, expected one of {statuses:?}")) }
}

impl Door {
    /// Says all this and gives the status that comes back; 0 when the connection ends without one.
    async fn call(&self, bytes: &[u8]) -> u16 {
        let Ok(mut stream) = TcpStream::connect(&self.address).await else { return 0 };
        // Whoever refuses a long call may close before all of it is written.
        let _ = stream.write_all(bytes).await;
        status_of(&mut stream).await
    }

    /// A callback that is in order, and how many of those were heard then.
    async fn knocks(&self, stall: &Stall, order_id: &str, wanted: u32) -> Result<(), String> {
        let text = format!("GET /{}?txid={order_id}&status=Failure HTTP/1.1\r\nHost: x\r\n\r\n", self.path);
        expect(&[200], "a callback that is in order", self.call(text.as_bytes()).await)?;
        match self.heard(stall).await {
            heard if heard == wanted => Ok(()),
            heard => Err(format!("{heard} callbacks were heard, expected {wanted}")),
        }
    }

    async fn heard(&self, stall: &Stall) -> u32 {
        let view = stall.shop.callbacks().await;
        view.providers.iter().map(|one| one.heard).sum()
    }

    /// Says the beginning, and then the piece again and again as long as somebody listens; the status, and how much.
    async fn talk(&self, begin: &str, piece: &[u8]) -> (u16, u64) {
        let Ok(mut stream) = TcpStream::connect(&self.address).await else { return (0, 0) };
        let mut said = 0;
        if stream.write_all(begin.as_bytes()).await.is_ok() {
            for _ in 0..PIECES {
                if stream.write_all(piece).await.is_err() {
                    break;
                }
                said += piece.len() as u64;
            }
        }
        (status_of(&mut stream).await, said)
    }
}

async fn status_of(stream: &mut TcpStream) -> u16 {
    let mut answer = Vec::new();
    // A reset after the answer takes nothing away from what was read.
    let _ = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// Many hold the door and say nothing, or a byte now and then. Sales go on, and a callback gets in all the same.
async fn silence(stall: &mut Stall, door: &Door, order_id: &str) -> Result<usize, String> {
    let mut silent = Vec::new();
    for place in 0..SILENT {
        let mut stream = TcpStream::connect(&door.address).await.map_err(|error| error.to_string())?;
        // Some begin a request; none ends it.
        let begun: &[u8] = if place % 2 == 0 { b"" } else { b"GET /x HTTP/1.1\r\nX-Slow: " };
        stream.write_all(begun).await.map_err(|error: io::Error| error.to_string())?;
        silent.push(stream);
    }
    let mut slow = Vec::new();
    for mut stream in silent.drain(..SILENT / 4) {
        slow.push(tokio::spawn(async move {
            // A byte now and then, until the other side has had enough.
            while stream.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }));
    }
    let mut sales = 0;
    for _ in 0..3 {
        stall.healthy_sale().await?;
        sales += 1;
    }
    door.knocks(stall, order_id, 2).await?;
    // Each was sent away: what never ends is not waited for.
    for mut stream in silent {
        let _ = status_of(&mut stream).await;
    }
    for slow in slow {
        slow.await.map_err(|error| error.to_string())?;
    }
    Ok(sales)
}

/// Those who never end to talk. Gives the most that anybody could say.
async fn talkers(door: &Door, order_id: &str) -> Result<u64, String> {
    let (path, x) = (&door.path, "x".repeat(PIECE));
    let line = format!("POST /{path}?txid={order_id}&status=Failure HTTP/1.1\r\nHost: x\r\n");
    let length = PIECES * PIECE as u64;
    let chunk = format!("{PIECE:x}\r\n{x}\r\n");
    let headers = "X-More: and more, and more\r\n".repeat(2_000);
    let calls = [
        ("a huge body", format!("{line}Content-Length: {length}\r\n\r\n"), x.as_str(), &[413, 0][..]),
        ("a body of endless chunks", format!("{line}Transfer-Encoding: chunked\r\n\r\n"), &chunk, &[413, 0]),
        ("a huge body for nobody", format!("POST /nobody HTTP/1.1\r\nContent-Length: {length}\r\n\r\n"), &x, &[404, 0]),
        ("endless headers", line.clone(), &headers, &[431, 400, 0]),
        ("a header without end", format!("{line}X-More: "), &x, &[431, 400, 0]),
        ("an address without end", "GET /".to_owned(), &x, &[414, 431, 400, 0]),
        ("a method without end", String::new(), &x, &[431, 400, 0]),
    ];
    let mut most = 0;
    for (what, begin, piece, statuses) in calls {
        let (status, said) = door.talk(&begin, piece.as_bytes()).await;
        expect(statuses, what, status)?;
        if said > HEARD_MOST {
            return Err(format!("{what}: {said} bytes were listened to"));
        }
        most = most.max(said);
    }
    Ok(most)
}

/// Calls that are not what a provider makes. None may be heard.
async fn oddities(door: &Door, order_id: &str) -> Result<(), String> {
    let (path, query) = (&door.path, format!("?txid={order_id}&status=Failure"));
    let get = |path: &str| format!("GET {path}{query} HTTP/1.1\r\nHost: x\r\n\r\n");
    let refused = &[404, 400][..];
    let calls: Vec<(&str, String, &[u16])> = vec![
        ("half the path", get(&format!("/{}", &path[..path.len() / 2])), refused),
        ("the path and more", get(&format!("/{path}/")), refused),
        ("the path in capitals", get(&format!("/{}", path.to_uppercase())), refused),
        ("the path behind another", get(&format!("/x/../{path}")), refused),
        ("the path behind two slashes", get(&format!("//{path}")), refused),
        ("no path", get(""), &[400, 404, 0]),
        ("a page of a browser", get(&format!("/{path}")).replace("Host: x", "Host: x\r\nOrigin: http://x"), &[403]),
        ("another method", get(&format!("/{path}")).replace("GET", "PUT"), &[405]),
        ("a tunnel", "CONNECT provider.invalid:443 HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), &[404, 400, 405]),
        ("an upgrade", get("/nobody").replace("Host: x", "Host: x\r\nConnection: Upgrade\r\nUpgrade: h2c"), refused),
        ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), &[0, 400, 404]),
        ("TLS", "\u{16}\u{3}\u{1}\u{0}\u{5}hello".to_owned(), &[0, 400]),
        (
            "two lengths",
            format!("POST /{path}{query} HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            &[0, 400],
        ),
        ("a negative length", format!("POST /{path}{query} HTTP/1.1\r\nContent-Length: -1\r\n\r\nab"), &[0, 400]),
        (
            "chunks of no size",
            format!("POST /{path}{query} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            &[0, 400, 413],
        ),
        ("a second call behind the first", format!("{0}{1}{1}", get("/nobody"), get(&format!("/{path}"))), refused),
    ];
    for (what, call, statuses) in calls {
        expect(statuses, what, door.call(call.as_bytes()).await)?;
    }
    Ok(())
}

/// Ten thousand come, each with a path that is nobody's. Each is answered, and sales are made meanwhile.
async fn crowd(stall: &mut Stall, door: &Door) -> Result<usize, String> {
    let left = Arc::new(AtomicUsize::new(CALLS));
    let answered = Arc::new(AtomicUsize::new(0));
    let mut callers = JoinSet::new();
    for _ in 0..CALLS_AT_ONCE {
        let (left, answered) = (left.clone(), answered.clone());
        let door = Door { address: door.address.clone(), path: String::new() };
        callers.spawn(async move {
            let more = || left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
            while more() {
                let status = door.call(b"GET /nobody?txid=1&status=Success HTTP/1.1\r\nHost: x\r\n\r\n").await;
                answered.fetch_add(usize::from(status == 404), Ordering::SeqCst);
            }
        });
    }
    let mut sales = 0;
    while left.load(Ordering::SeqCst) > 0 {
        stall.healthy_sale().await?;
        sales += 1;
    }
    callers.join_all().await;
    match answered.load(Ordering::SeqCst) {
        // The sale that saw the last of them is not counted: at least one before it was made in the thick of it.
        CALLS if sales > 1 => Ok(sales - 1),
        answered => Err(format!("{answered} of {CALLS} were answered, {sales} sales were made meanwhile")),
    }
}

/// Callbacks said "failure" all the while: whatever was sold stands, and nothing was sent again.
fn unmoved(stall: &Stall, simulator: &Simulator) -> Result<(), String> {
    let query = till::SalesQuery::newest(till::SalesFilter::of(domain::Period::Today));
    let book = stall.till.sales_page(&query).map_err(|problem| format!("{problem:?}"))?;
    for sale in &book.rows {
        let sent = simulator.recharge_count(&sale.order_id);
        if sale.state != domain::SaleState::Succeeded || sent != 1 {
            return Err(format!("{} is {:?} and was sent {sent} times", sale.order_id, sale.state));
        }
    }
    if book.rows.len() < 5 { Err(format!("only {} sales", book.rows.len())) } else { Ok(()) }
}

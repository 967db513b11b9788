//! The providers of this part: a raw listener that reads and writes bytes, and remembers what it was asked and what it did.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::dialect::{Heard, Standing, balance_answer, enquiry_answer, hear, no_record_answer, recharge_answer};
use crate::mouth::{self, Ask, Wish};

/// The first byte of a connection that the provider's own people make.
const PING: u8 = b'!';
/// Nothing here is slower than this.
const PATIENCE: Duration = Duration::from_secs(30);

/// What becomes of an order goes by the last digit of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Done at once, as far as the paper has a word for that.
    Done,
    /// The first provider that is asked for this number refuses, every other one sells.
    Elsewhere,
    /// Accepted, and done when it is asked about a second time.
    LateDone,
    /// Accepted, and failed when it is asked about a second time.
    LateFailed,
    /// Refused by everybody.
    Refused,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Fate; 5] = [Fate::Done, Fate::Elsewhere, Fate::LateDone, Fate::LateFailed, Fate::Refused];

    /// The last digit of a number that has it.
    pub fn digit(self) -> usize {
        Fate::ALL.iter().position(|fate| *fate == self).unwrap_or(0)
    }

    fn of(number: &str) -> Fate {
        let digit = number.bytes().last().map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
        Fate::ALL.get(digit).copied().unwrap_or(Fate::Done)
    }
}

/// How the provider takes what comes and sends what goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// It carries out an order as soon as it can read what is to be done, whether or not the rest comes.
    pub eager: bool,
    /// It carries the order out and hangs up without a word.
    pub hangs_up: bool,
    /// It thinks for up to so many microseconds before it answers a recharge call.
    pub thinks_us: u64,
}

/// What the provider knows of an order.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The seller it came to.
    pub seller: &'static str,
    /// As it was asked for.
    pub order: Wish,
    /// Connections that brought a recharge call with this order id, whole or in part.
    pub requests: u32,
    /// How often it was carried out, successfully or not.
    pub executions: u32,
    /// How it ends.
    pub end: Standing,
    /// Whether it is refused without becoming an order.
    pub refused: bool,
    enquiries: u32,
    serial: u64,
}

/// Everything the provider remembers.
#[derive(Debug, Default)]
pub struct Book {
    /// By order id.
    pub orders: BTreeMap<String, Entry>,
    /// Connections that brought the beginning of a recharge call.
    pub recharge_calls: u64,
    /// Requests nobody understands.
    pub strange: Vec<String>,
    manner: Manner,
}

struct Shared {
    book: Mutex<Book>,
    /// Connections under way; pings served.
    busy: Mutex<(u64, u64)>,
    changed: Condvar,
}

/// A running listener.
pub struct Provider {
    shared: Arc<Shared>,
    port: u16,
}

impl Provider {
    /// Begins to listen.
    pub fn start() -> Result<Provider, String> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        let shared = Arc::new(Shared { book: Mutex::default(), busy: Mutex::default(), changed: Condvar::new() });
        let ours = shared.clone();
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                lock(&ours.busy).0 += 1;
                let shared = ours.clone();
                std::thread::spawn(move || {
                    let was_ping = shared.serve(socket).unwrap_or(false);
                    let mut busy = lock(&shared.busy);
                    busy.0 -= 1;
                    busy.1 += u64::from(was_ping);
                    shared.changed.notify_all();
                });
            }
        });
        Ok(Provider { shared, port })
    }

    /// What a shopkeeper would enter, for each seller.
    pub fn base_address(&self, seller: &str) -> String {
        format!("http://127.0.0.1:{}/{seller}", self.port)
    }

    /// What it knows.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        lock(&self.shared.book)
    }

    /// Forgets everything: a new shop begins.
    pub fn forget(&self) {
        *self.book() = Book::default();
    }

    /// How it behaves from now on.
    pub fn behave(&self, manner: Manner) {
        self.book().manner = manner;
    }

    /// Waits until everything that was sent to it has been dealt with, also what waits for a connection to be taken up:
    /// connections are taken up in their order, so a ping of our own comes after them.
    pub fn quiet(&self) -> Result<(), String> {
        let pings = lock(&self.shared.busy).1;
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).map_err(|error| error.to_string())?;
        socket.write_all(&[PING]).map_err(|error| error.to_string())?;
        let busy = lock(&self.shared.busy);
        let wait = self.shared.changed.wait_timeout_while(busy, PATIENCE, |busy| busy.0 > 0 || busy.1 == pings);
        let (_busy, end) = wait.unwrap_or_else(PoisonError::into_inner);
        if end.timed_out() { Err("a connection to the provider did not come to an end".to_owned()) } else { Ok(()) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// One connection, to its end. Tells whether it was a ping.
    fn serve(&self, mut socket: TcpStream) -> std::io::Result<bool> {
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_nodelay(true)?;
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        let heard = loop {
            // A killed till's connection ends, or is reset where it had not read everything.
            let read = socket.read(&mut chunk).unwrap_or(0);
            bytes.extend_from_slice(&chunk[..read]);
            match hear(&bytes) {
                Heard::Whole(seller, ask) => break Heard::Whole(seller, ask),
                Heard::Strange(text) => break Heard::Strange(text),
                _ if bytes.first() == Some(&PING) => return Ok(true),
                heard if read == 0 => break heard,
                _ => {}
            }
        };
        let (answer, manner, is_recharge) = self.deal_with(heard);
        if let Some(body) = answer {
            if is_recharge && manner.thinks_us > 0 {
                std::thread::sleep(Duration::from_micros(manner.thinks_us));
            }
            if !(is_recharge && manner.hangs_up) {
                let length = body.len();
                let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n");
                socket.write_all(format!("{head}{body}").as_bytes())?;
            }
            socket.shutdown(Shutdown::Write)?;
            // Until the other side has gone too: a connection that is closed with something unread is reset.
            while socket.read(&mut chunk).is_ok_and(|read| read > 0) {}
        }
        Ok(false)
    }

    fn deal_with(&self, heard: Heard) -> (Option<String>, Manner, bool) {
        let mut book = lock(&self.book);
        let manner = book.manner;
        let is_recharge = matches!(heard, Heard::Whole(_, Ask::Recharge(_)));
        book.recharge_calls += u64::from(is_recharge || matches!(heard, Heard::Cut(_)));
        let answer = match heard {
            Heard::Whole(seller, Ask::Recharge(order)) => Some(book.recharge(seller, order)),
            Heard::Whole(seller, Ask::Enquiry { order_id, .. }) => Some(book.enquiry(seller, &order_id)),
            Heard::Whole(seller, Ask::Balance) => Some(balance_answer(seller)),
            Heard::Cut(Some((seller, order))) if manner.eager => {
                book.recharge(seller, order);
                None
            }
            Heard::Cut(Some((seller, order))) => {
                book.see(seller, order);
                None
            }
            Heard::Cut(None) | Heard::Nothing => None,
            Heard::Strange(text) => {
                book.strange.push(text);
                None
            }
        };
        (answer, manner, is_recharge)
    }
}

impl Book {
    fn see(&mut self, seller: &'static str, order: Wish) -> &mut Entry {
        let serial = self.orders.len() as u64 + 1;
        let is_first = !self.orders.values().any(|entry| entry.order.number == order.number);
        let (end, refused) = match Fate::of(&order.number) {
            Fate::Done | Fate::LateDone => (Standing::Succeeded, false),
            Fate::Elsewhere if is_first => (Standing::Failed, true),
            Fate::Elsewhere => (Standing::Succeeded, false),
            Fate::LateFailed => (Standing::Failed, false),
            Fate::Refused => (Standing::Failed, true),
        };
        let new =
            || Entry { seller, order: order.clone(), requests: 0, executions: 0, end, refused, enquiries: 0, serial };
        let entry = self.orders.entry(order.order_id.clone()).or_insert_with(new);
        entry.requests += 1;
        entry
    }

    /// Carries an order out, every time it is asked to: a provider that looks for repetitions would hide them.
    fn recharge(&mut self, seller: &'static str, order: Wish) -> String {
        let is_late = matches!(Fate::of(&order.number), Fate::LateDone | Fate::LateFailed);
        let entry = self.see(seller, order.clone());
        entry.executions += 1;
        let now = if is_late { Standing::Pending } else { entry.end };
        recharge_answer(seller, &order, entry.serial, now)
    }

    fn enquiry(&mut self, seller: &str, order_id: &str) -> String {
        let entry = self.orders.get_mut(order_id).filter(|entry| entry.executions > 0);
        // The reseller's page keeps nothing of what it refused.
        let keeps_no_refused = mouth::of(seller).is_some_and(|mouth| mouth.names_no_order());
        let Some(entry) = entry.filter(|entry| !(entry.refused && keeps_no_refused)) else {
            return no_record_answer(seller);
        };
        entry.enquiries += 1;
        let is_late = matches!(Fate::of(&entry.order.number), Fate::LateDone | Fate::LateFailed);
        let now = if is_late && entry.enquiries < 2 { Standing::Pending } else { entry.end };
        enquiry_answer(seller, &entry.order, entry.serial, now)
    }
}

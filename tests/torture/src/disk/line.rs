//! Two companies in process, which know what they really did. They speak the flat dialect, which two of the papers have in
//! common. Another part of the proof tries the dialects themselves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use providers::{Access, Http, Reply, Request, SendError, Trouble};
use till::Connection;
use url::form_urlencoded;

use super::Disk;

/// The one that is tried first, and the other.
pub const FIRST: &str = "inspay";
pub const SECOND: &str = "a1topup";

/// How long an answer travels.
const TRAVEL: Duration = Duration::from_millis(150);
/// The wallets never run dry.
const BALANCE: &str = r#"{"status":"Success","balance":"90000.00"}"#;

/// What becomes of a sale at the companies, told by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Carried out at once.
    Done,
    /// Pending, and carried out when it is asked about.
    Slow,
    /// Carried out, and the answer is lost.
    Lost,
    /// Lost on the way there: never carried out, and nobody knows.
    Vanished,
    /// Refused by the first company, carried out by the second.
    Refused,
    /// The first company cannot be reached; the second carries it out.
    Unreachable,
    /// Carried out, and taken back later.
    Reversed,
}

impl Fate {
    /// Every one.
    pub const ALL: [Fate; 7] =
        [Fate::Done, Fate::Slow, Fate::Lost, Fate::Vanished, Fate::Refused, Fate::Unreachable, Fate::Reversed];

    /// The first digit of the number that has it, after the 9.
    pub fn digit(self) -> usize {
        Fate::ALL.iter().position(|fate| *fate == self).unwrap_or(0)
    }

    /// The fate of a number.
    pub fn of(number: &str) -> Fate {
        let digit = number.as_bytes().get(1).map_or(0, |sign| usize::from(sign.wrapping_sub(b'0')));
        Fate::ALL.get(digit).copied().unwrap_or(Fate::Done)
    }
}

/// What a company knows of an order id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Which company.
    pub provider: String,
    /// The customer's number.
    pub number: String,
    /// The amount, as it was sent.
    pub amount: String,
    /// How often a request for it arrived, or left without arriving.
    pub requests: u32,
    /// How often it was carried out.
    pub executed: u32,
    /// Whether it was taken back.
    pub reversed: bool,
    enquiries: u32,
}

/// What the companies really did.
#[derive(Debug, Default)]
pub struct Truth {
    /// By order id.
    pub orders: BTreeMap<String, Order>,
    /// Requests for a recharge that were made.
    pub requests: u32,
}

/// The line to the two.
pub struct Line {
    disk: Disk,
    truth: Arc<Mutex<Truth>>,
}

impl Line {
    /// The line of a till whose computer has this disk: when that is off, so is the computer, and nothing leaves it.
    pub fn of(disk: &Disk, truth: &Arc<Mutex<Truth>>) -> Line {
        Line { disk: disk.clone(), truth: truth.clone() }
    }

    fn answer(&self, provider: &str, call: &str, fields: &BTreeMap<String, String>) -> Result<String, SendError> {
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let mut truth = lock(&self.truth);
        match call {
            "balance" => Ok(BALANCE.to_owned()),
            "api" => truth.recharge(provider, &field("orderid"), &field("number"), &field("amount")),
            _ => Ok(truth.enquiry(&field("orderid"))),
        }
    }
}

/// Looks at what really happened.
pub fn lock(truth: &Mutex<Truth>) -> MutexGuard<'_, Truth> {
    truth.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Truth {
    fn recharge(&mut self, provider: &str, id: &str, number: &str, amount: &str) -> Result<String, SendError> {
        let fate = Fate::of(number);
        let unreachable = fate == Fate::Unreachable && provider == FIRST;
        let refused = fate == Fate::Refused && provider == FIRST;
        self.requests += 1;
        let order = self.orders.entry(id.to_owned()).or_insert_with(|| Order {
            provider: provider.to_owned(),
            number: number.to_owned(),
            amount: amount.to_owned(),
            requests: 0,
            executed: 0,
            reversed: false,
            enquiries: 0,
        });
        order.requests += 1;
        // Whoever asks twice is served twice: so a second request is seen.
        if !unreachable && !refused && fate != Fate::Vanished {
            order.executed += 1;
        }
        match fate {
            _ if unreachable => Err(SendError::NeverSent(Trouble::ConnectionRefused)),
            _ if refused => Ok(order.tell(id, "Failure", "Number not active")),
            Fate::Lost | Fate::Vanished => Err(SendError::MaybeSent(Trouble::LineBroke)),
            Fate::Slow => Ok(order.tell(id, "Pending", "")),
            Fate::Done | Fate::Refused | Fate::Unreachable | Fate::Reversed => Ok(order.tell(id, "Success", "OP77")),
        }
    }

    fn enquiry(&mut self, id: &str) -> String {
        let Some(order) = self.orders.get_mut(id) else { return no_record() };
        order.enquiries += 1;
        match Fate::of(&order.number) {
            Fate::Reversed if order.executed > 0 => {
                order.reversed = true;
                order.tell(id, "Failure", "Taken back")
            }
            Fate::Slow if order.enquiries < 2 => order.tell(id, "Pending", ""),
            _ if order.executed > 0 => order.tell(id, "Success", "OP77"),
            Fate::Refused => order.tell(id, "Failure", "Number not active"),
            _ => no_record(),
        }
    }
}

impl Order {
    fn tell(&self, id: &str, word: &str, opid: &str) -> String {
        let (number, amount) = (&self.number, &self.amount);
        format!(
            r#"{{"txid":"T{id}","status":"{word}","opid":"{opid}","number":"{number}","amount":"{amount}","orderid":"{id}"}}"#
        )
    }
}

fn no_record() -> String {
    r#"{"txid":"","status":"Failure","opid":"","message":"No such order"}"#.to_owned()
}

#[async_trait]
impl Http for Line {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        if self.disk.is_off() {
            return Err(SendError::NeverSent(Trouble::NoNetwork));
        }
        let host = request.address.host_str().unwrap_or_default().to_owned();
        let provider = host.split('.').next().unwrap_or_default();
        let call = request.address.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
        let fields = form_urlencoded::parse(request.exposed_form().as_bytes()).into_owned().collect();
        let answer = self.answer(provider, call, &fields);
        tokio::time::sleep(TRAVEL).await;
        Ok(Reply { status: 200, server_time_ms: None, body: answer? })
    }
}

/// Both companies, as the shop has connected them.
pub fn connections() -> Vec<Connection> {
    [FIRST, SECOND].iter().filter_map(|slug| connection(slug)).collect()
}

fn connection(slug: &str) -> Option<Connection> {
    let company = providers::company(slug)?;
    let descriptor = company.descriptor();
    let credentials =
        descriptor.credentials.iter().map(|field| (field.key.to_owned(), "made-up-4711".into())).collect();
    let access = Access::new(descriptor, &format!("https://{slug}.test"), false, credentials).ok()?;
    Some(Connection { company, access })
}

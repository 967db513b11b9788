//! The providers on loopback HTTP, with outcomes on demand.
//!
//! Practice mode and every whole-house test talk to this crate as they would to the real services: same paths, same fields, same
//! words. What happens to a sale is chosen by its number, as with a payment company's test cards (see [`TEST_NUMBERS`]).
//!
//! Architecture invariant: a provider's words stand in its own module under `dialect` only, those of agent services in `agency`, those of a company that tells and sells nothing in `information`. Orders, wallets and faults are shared, so
//! an outcome means the same in every dialect.
//!
//! Architecture invariant: nothing here listens on, or connects to, anything but the loopback address.

mod agency;
mod amount;
mod application;
mod back_office;
mod book;
mod calendar;
mod callback;
mod credentials;
mod desk;
mod dialect;
mod file;
mod form;
mod habit;
mod information;
mod order;
mod outcome;
mod reply;
mod said;
mod server;

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use back_office::BackOffice;

pub use agency::{TEST_AADHAAR, TEST_LOADS, TestAadhaar, TestLoad, aadhaar_is_unreachable};
pub use application::{TEST_APPLICATIONS, TestApplication};
pub use book::SeenRequest;
pub use credentials::PRACTICE_CREDENTIALS;
pub use habit::Habit;
pub use information::{INFORMATION_KEY, INFORMATION_SLUG};
pub use outcome::{Outcome, TEST_NUMBERS, TestNumber, outcome_of};

/// How a simulator is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// The loopback port to listen on; 0 takes any free one.
    pub port: u16,
    /// Where orders, requests and wallets are kept as JSON lines, so that they outlive the simulator. `None` keeps them in memory.
    pub book: Option<PathBuf>,
    /// How long "pending" lasts and a slow answer takes. A reversal comes twice as long after its sale.
    pub pace: Duration,
}

impl Default for Config {
    fn default() -> Config {
        Config { port: 0, book: None, pace: Duration::from_secs(8) }
    }
}

/// A running simulator. Dropping it stops the server and cuts its connections.
#[derive(Debug)]
pub struct Simulator {
    office: Arc<BackOffice>,
    port: u16,
    serving: JoinHandle<()>,
    telling: JoinHandle<()>,
}

impl Simulator {
    /// Reads the book, if there is one, and listens. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// The port is taken, or the book cannot be read or written.
    pub async fn start(config: Config) -> std::io::Result<Simulator> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
        let port = listener.local_addr()?.port();
        let (office, dues) = BackOffice::open(config.book.as_deref(), config.pace, port)?;
        let office = Arc::new(office);
        let serving = tokio::spawn(server::serve(listener, Arc::clone(&office)));
        let telling = tokio::spawn(callback::run(Arc::clone(&office), dues));
        Ok(Simulator { office, port, serving, telling })
    }

    /// What a shopkeeper would enter as the provider's base address.
    pub fn base_address(&self, slug: &str) -> String {
        format!("http://{}:{}/{slug}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Every recharge request that arrived whole, in the order of arrival: refused ones and repeated ones too.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.office.book().requests().to_vec()
    }

    /// How many recharge requests bore this order id.
    pub fn recharge_count(&self, order_id: &str) -> usize {
        self.office.book().requests().iter().filter(|request| request.order_id == order_id).count()
    }

    /// Makes a provider's wallet hold so much now. Sales go on from there. An unknown slug changes nothing.
    pub fn set_balance(&self, slug: &str, paise: i64) {
        self.office.set_balance(slug, paise);
    }

    /// Loads a shop's wallet by so much, in paise. What comes back to it at the same moment comes, too.
    pub fn add_balance(&self, slug: &str, paise: i64) {
        self.office.add_balance(slug, paise);
    }

    /// How the sellers print their answers from now on; what happens to an order is the same.
    pub fn set_habits(&self, habits: &[Habit]) {
        self.office.set_habits(habits);
    }

    /// Where a provider sends its callbacks from now on: each change of an order, in the provider's own form. Changes that happened
    /// before are not told.
    ///
    /// # Errors
    /// The slug is unknown, or the address is not plain http with a port on the loopback address.
    pub fn set_callback(&self, slug: &str, url: &str) -> std::io::Result<()> {
        self.office.set_callback(slug, url)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
        self.telling.abort();
    }
}

//! Practice: the simulator in this process, reached over real HTTP on this computer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use providers::{Access, Fields, Http, Reply, Request, ReqwestHttp, SendError, informant, registry};
use simulator::{
    Config, Habit, INFORMATION_KEY, INFORMATION_SLUG, Outcome, PRACTICE_CREDENTIALS, Simulator, aadhaar_is_unreachable,
    outcome_of,
};
use till::{Connection, InformationConnection, Practice, Problem};
use tokio::sync::Mutex;

/// Nothing listens here on any shop's computer: the port has belonged to a service nobody runs since 1988.
const DEAD_PORT: u16 = 1;
/// What the made-up information company is called, in every language.
const INFORMANT_NAME: &str = "Practice Soochna";
/// The parameters in which the dialects carry the number that is sold to.
const NUMBERS: [&str; 5] = ["number", "recharge_number", "Message", "mobile", "phone"];
/// The parameter of a number that is never shown, so it is looked for in what is sent.
const HIDDEN_NUMBER: &str = "aadhaar_number";
/// For those who cannot wait for the practice providers' pending sales (tests).
const PACE_VARIABLE: &str = "GALLA_PRACTICE_PACE_MS";
/// For those who want to see companies that answer otherwise than their papers say: names of habits, divided by commas.
const HABITS_VARIABLE: &str = "GALLA_PRACTICE_HABITS";

/// The practice providers and the line to them.
pub(crate) struct PracticeLine {
    book: PathBuf,
    http: Arc<ReqwestHttp>,
    sellers: Mutex<Sellers>,
}

/// The sellers, once they were needed, and how they answer.
struct Sellers {
    simulator: Option<Simulator>,
    habits: Vec<Habit>,
}

impl PracticeLine {
    /// Nothing is started before it is needed.
    pub(crate) fn new(folder: &Path, http: Arc<ReqwestHttp>) -> PracticeLine {
        let names = std::env::var(HABITS_VARIABLE).unwrap_or_default();
        let habits = names.split(',').filter_map(|name| Habit::named(name.trim())).collect();
        let sellers = Mutex::new(Sellers { simulator: None, habits });
        PracticeLine { book: folder.join("practice-providers.jsonl"), http, sellers }
    }

    /// The habits that the sellers have now.
    pub(crate) async fn habits(&self) -> Vec<Habit> {
        self.sellers.lock().await.habits.clone()
    }

    /// Gives a habit to the sellers, or takes it from them, from their next answer on and until the program ends.
    pub(crate) async fn set_habit(&self, habit: Habit, on: bool) -> Vec<Habit> {
        let mut sellers = self.sellers.lock().await;
        sellers.habits.retain(|each| *each != habit);
        if on {
            sellers.habits.push(habit);
        }
        if let Some(simulator) = &sellers.simulator {
            simulator.set_habits(&sellers.habits);
        }
        sellers.habits.clone()
    }
}

#[async_trait]
impl Practice for PracticeLine {
    async fn connect(&self) -> Result<(Vec<Connection>, Arc<dyn Http>), Problem> {
        let mut sellers = self.sellers.lock().await;
        let simulator = match sellers.simulator.take() {
            Some(simulator) => simulator,
            None => {
                let mut config = Config { book: Some(self.book.clone()), ..Config::default() };
                if let Some(pace) = std::env::var(PACE_VARIABLE).ok().and_then(|text| text.parse().ok()) {
                    config.pace = Duration::from_millis(pace);
                }
                let simulator = Simulator::start(config)
                    .await
                    .map_err(|error| Problem::PracticeFailed { words: error.to_string() })?;
                simulator.set_habits(&sellers.habits);
                simulator
            }
        };
        let simulator = sellers.simulator.insert(simulator);
        let mut connections = Vec::new();
        for company in registry() {
            let descriptor = company.descriptor();
            let Some((slug, fields)) = PRACTICE_CREDENTIALS.iter().find(|(slug, _)| *slug == descriptor.slug) else {
                continue;
            };
            let credentials = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
            let access = Access::new(descriptor, &simulator.base_address(slug), false, credentials)?;
            connections.push(Connection { company, access });
        }
        Ok((connections, Arc::new(Detour { http: self.http.clone() })))
    }

    async fn information(&self) -> Option<InformationConnection> {
        let sellers = self.sellers.lock().await;
        let base = sellers.simulator.as_ref()?.base_address(INFORMATION_SLUG);
        let descriptor = informant().descriptor();
        let key = descriptor.credentials.iter().map(|field| (field.key.to_owned(), INFORMATION_KEY.into())).collect();
        let access = Access::new(descriptor, &base, false, key).ok()?;
        Some(InformationConnection { name: INFORMANT_NAME.to_owned(), access })
    }
}

/// The line, which for the "never reachable" test number leads to a port where nobody is: only so can a request
/// that never leaves be practised.
struct Detour {
    http: Arc<ReqwestHttp>,
}

#[async_trait]
impl Http for Detour {
    async fn send(&self, mut request: Request) -> Result<Reply, SendError> {
        // Only the number that is sold to: an order id ends in a counter, and a PIN code may look like a test number.
        let never_leaves = |(name, value): (&str, &str)| {
            let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
            let mut parts = value.split('$').filter(is_number);
            NUMBERS.contains(&name) && parts.any(|part| outcome_of(part) == Outcome::Unreachable)
        };
        let is_unreachable = |request: &Request| {
            let sent = Fields::read(request.exposed_form().as_bytes());
            sent.get(HIDDEN_NUMBER).is_some_and(aadhaar_is_unreachable)
        };
        if request.shown_parameters().any(never_leaves) || is_unreachable(&request) {
            // An address that takes no port is no address of the simulator.
            let _ = request.address.set_port(Some(DEAD_PORT));
        }
        self.http.send(request).await
    }
}

//! Callbacks: a provider calls an address of the shop's when a sale changes. A callback means only "ask now": what it
//! claims is never believed, the enquiry decides. Off until the shopkeeper turns it on.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;

use serde::Serialize;
use specta_typescript::Number;

use super::door::{Door, Hears};
use crate::{Heard, Problem, Random, Shop, Till};

/// Bytes of the unguessable part of a callback's path: 192 bits.
const SECRET_BYTES: usize = 24;

/// Callbacks in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CallbackView {
    pub on: bool,
    pub address: String,
    pub listening: bool,
    /// Why it does not listen although it should.
    pub problem: Option<Problem>,
    pub providers: Vec<CallbackAddress>,
}

/// What is entered at one provider, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CallbackAddress {
    pub slug: String,
    pub name: String,
    pub url: String,
    #[specta(type = Option<Number>)]
    pub heard_at_ms: Option<i64>,
    /// Callbacks about sales of this shop.
    pub heard: u32,
    /// Callbacks about anything else.
    pub refused: u32,
}

fn new_path(random: &dyn Random) -> String {
    let mut bytes = [0_u8; SECRET_BYTES];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why there is no listening at an address.
fn not_opened(error: &std::io::Error) -> Problem {
    if error.kind() == ErrorKind::AddrInUse {
        Problem::CallbackPortTaken
    } else {
        Problem::CallbackNotOpened { words: error.to_string() }
    }
}

impl Shop {
    /// Opens the door as the settings say. A port that is taken is told in Settings and stops nothing else.
    pub(crate) async fn open_doors(self: &Shop) {
        let mut state = self.doors.0.lock().await;
        // Read under the lock: of two who change them at once, the later one's settings count.
        let settings = self.state.lock().await.file.callbacks.clone();
        // The old one first: it may hold the same port.
        if let Some(door) = state.door.take() {
            door.close().await;
        }
        state.problem = None;
        if !settings.on {
            return;
        }
        let Ok(address) = settings.address.parse::<SocketAddr>() else {
            state.problem = Some(Problem::CallbackAddressWrong);
            return;
        };
        let companies = self.ports.registry.iter().filter_map(|company| {
            let path = settings.paths.get(company.descriptor().slug)?;
            Some((path.clone(), *company))
        });
        let hears = self.hears();
        match Door::open(address, companies.collect(), hears, state.knocks.clone(), &self.ports).await {
            Ok(door) => state.door = Some(door),
            Err(error) => state.problem = Some(not_opened(&error)),
        }
    }

    /// What every till that is open makes of a callback, the real one first.
    fn hears(&self) -> Hears {
        let opened = self.tills.clone();
        Arc::new(move |provider, hint| {
            let tills = opened.all();
            // One that the books refused is not heard: the sale is asked about by the schedule all the same.
            let heard = |till: &Arc<Till>| till.heed_books(till.hear_callback(provider, hint)).unwrap_or(Heard::Enough);
            tills.iter().map(heard).find(|heard| *heard != Heard::NotOurs).unwrap_or(Heard::NotOurs)
        })
    }

    /// Callbacks in Settings.
    pub async fn callbacks(&self) -> CallbackView {
        let file = self.state.lock().await.file.clone();
        let settings = &file.callbacks;
        let state = self.doors.0.lock().await;
        let companies = self.ports.registry.iter().map(|company| company.descriptor());
        let address = state.door.as_ref().map_or(settings.address.clone(), |door| door.address().to_string());
        let one = |descriptor: &providers::Descriptor| {
            let path = settings.paths.get(descriptor.slug).cloned().unwrap_or_default();
            let knocks = state.knocks.of(descriptor.slug);
            CallbackAddress {
                slug: descriptor.slug.to_owned(),
                name: file.companies.name(descriptor),
                url: if path.is_empty() { String::new() } else { format!("http://{address}/{path}") },
                heard_at_ms: knocks.heard_at_ms,
                heard: knocks.heard,
                refused: knocks.refused,
            }
        };
        CallbackView {
            on: settings.on,
            address: settings.address.clone(),
            listening: state.door.is_some(),
            problem: state.problem.clone(),
            providers: companies.map(one).collect(),
        }
    }

    /// Turns callbacks on or off, at an address as typed: `127.0.0.1:8790`, `0.0.0.0:8790`.
    pub async fn save_callbacks(&self, on: bool, address: &str) -> Result<CallbackView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let address: SocketAddr = address.trim().parse().map_err(|_| one(Problem::CallbackAddressWrong))?;
        if address.port() == 0 {
            return Err(one(Problem::CallbackAddressWrong));
        }
        {
            let mut state = self.state.lock().await;
            let random = self.ports.random.clone();
            let slugs: Vec<_> = self.ports.registry.iter().map(|company| company.descriptor().slug).collect();
            self.change(&mut state, |file| {
                file.callbacks.on = on;
                file.callbacks.address = address.to_string();
                for slug in slugs {
                    file.callbacks.paths.entry(slug.to_owned()).or_insert_with(|| new_path(random.as_ref()));
                }
            })
            .map_err(one)?;
        }
        self.open_doors().await;
        Ok(self.callbacks().await)
    }

    /// Gives a provider a new path; the old one is nobody's from now on.
    pub async fn renew_callback(&self, slug: &str) -> Result<CallbackView, Problem> {
        let slug = self.company(slug)?.descriptor().slug;
        {
            let mut state = self.state.lock().await;
            let path = new_path(self.ports.random.as_ref());
            self.change(&mut state, |file| drop(file.callbacks.paths.insert(slug.to_owned(), path)))?;
        }
        self.open_doors().await;
        Ok(self.callbacks().await)
    }
}

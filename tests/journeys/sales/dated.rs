//! A line to companies of the world, whose answers carry the date that a test wants. What answers is on this computer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use providers::{Http, Reply, Request, ReqwestHttp, SendError, Trouble, company};
use till::Connection;
use url::Url;

use super::stall::{TestClock, connection};

/// The line.
pub struct DatedLine {
    line: ReqwestHttp,
    clock: Arc<TestClock>,
    /// Where a company really is, by its host.
    places: BTreeMap<String, Url>,
    has_dates: Mutex<bool>,
}

impl DatedLine {
    /// A line to these companies: slug and where it really is. They tell the true time.
    pub fn to(bases: &[(&str, String)], clock: Arc<TestClock>) -> DatedLine {
        let place = |(slug, base): &(&str, String)| (host(slug), Url::parse(base).expect("an address"));
        DatedLine {
            line: ReqwestHttp::new().expect("a line"),
            clock,
            places: bases.iter().map(place).collect(),
            has_dates: Mutex::new(true),
        }
    }

    /// Connections to them.
    pub fn connections(&self) -> Vec<Connection> {
        let connect = |(host, place): (&String, &Url)| {
            let slug = host.trim_end_matches(".invalid");
            let path = place.path().trim_end_matches('/');
            connection(company(slug).expect("a company"), &format!("https://{host}{path}"))
        };
        self.places.iter().map(connect).collect()
    }

    /// From now on no answer carries a date.
    pub fn leave_dates_out(&self) {
        *self.has_dates.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

fn host(slug: &str) -> String {
    format!("{slug}.invalid")
}

#[async_trait]
impl Http for DatedLine {
    async fn send(&self, mut request: Request) -> Result<Reply, SendError> {
        let place = request.address.host_str().and_then(|host| self.places.get(host));
        let Some(place) = place else { return Err(SendError::NeverSent(Trouble::NoNetwork)) };
        let mut address = place.clone();
        address.set_path(request.address.path());
        request.address = address;
        let reply = self.line.send(request).await?;
        let has_dates = *self.has_dates.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Reply { server_time_ms: has_dates.then(|| self.clock.true_ms()), ..reply })
    }
}

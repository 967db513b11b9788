//! A till with one company, which practises on loopback.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{OrderId, Paise, Service};
use journeys::benches::parts;
use ledger::ChainKey;
use providers::{Access, CircleUse, Http, Order, Provenance, Provider, ReqwestHttp};
use simulator::{Config, PRACTICE_CREDENTIALS, Simulator};
use till::{About, Connection, Mode, Notice, Parts, Rules, SaleInput, Till, notice_board};
use tokio::sync::broadcast::Receiver;

use super::Failure;

/// The till, and what a sale needs.
pub struct Shop {
    till: Arc<Till>,
    notices: Receiver<Notice>,
    http: Arc<ReqwestHttp>,
    company: &'static dyn Provider,
    access: Access,
    /// The till's ledger.
    pub ledger: PathBuf,
    _simulator: Simulator,
}

fn access(provider: &dyn Provider, base: &str) -> Result<Access, Failure> {
    let descriptor = provider.descriptor();
    let account = PRACTICE_CREDENTIALS.iter().find(|(slug, _)| *slug == descriptor.slug);
    let (_, fields) = account.ok_or("no practice account")?;
    let credentials = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    Access::new(descriptor, base, false, credentials).map_err(|_| "a wrong base address".into())
}

impl Shop {
    /// Opens the till, and waits until it has read the company's wallet.
    pub async fn open(folder: &Path, slug: &str) -> Result<Shop, Failure> {
        let simulator = Simulator::start(Config { port: 0, book: None, pace: Duration::from_secs(60) }).await?;
        simulator.set_balance(slug, 1_000_000_000);
        let company = providers::provider(slug).ok_or("no such provider")?;
        let access = access(company, &simulator.base_address(slug))?;
        let http = Arc::new(ReqwestHttp::new()?);
        let ledger = folder.join("ledger.db");
        let board = notice_board();
        let mut notices = board.subscribe();
        let key = ChainKey { id: "bench".into(), bytes: [1; 32] };
        let connections = vec![Connection { company, access: access.clone() }];
        let till = Till::open(Parts {
            rules: Rules { repeat_minutes: 10, ..Rules::default() },
            notices: board,
            ..parts(ledger.clone(), key, connections, http.clone())
        })
        .map_err(|problem| format!("{problem:?}"))?;
        while till.wallets().map_err(|problem| format!("{problem:?}"))?.iter().any(|one| one.read_at_ms.is_none()) {
            notices.recv().await?;
        }
        Ok(Shop { till, notices, http, company, access, ledger, _simulator: simulator })
    }

    /// A sale through the till: from the Enter that sends to the answer in the books. Gives its id.
    pub async fn sell(&mut self, round: usize) -> Result<(i64, Duration), Failure> {
        // No ending that practice has an outcome for: one of those gives no answer for a minute.
        let number = format!("9{:09}", 800_001_000 + round);
        let mut input = SaleInput::prepaid(format!("bench {round}"), Mode::Practice, number, "airtel", "299");
        if self.company.descriptor().circle == CircleUse::Required {
            let sure = self.company.circles().iter().find(|row| row.provenance != Provenance::Unsure);
            input.circle = sure.map(|row| row.circle.clone());
        }
        let begun = Instant::now();
        let sold = self.till.sell(&input).await.map_err(|problems| format!("{problems:?}"))?;
        // Two notices: begun, answered.
        let mut heard = 0;
        while heard < 2 {
            if self.notices.recv().await?.about == About::Sale(sold.id) {
                heard += 1;
            }
        }
        Ok((sold.id, begun.elapsed()))
    }

    /// The provider's own time: the same request over the same line, without a till.
    pub async fn bare_call(&self, round: usize) -> Result<Duration, Failure> {
        let http: &dyn Http = self.http.as_ref();
        let order = Order {
            order_id: OrderId::parse(&format!("BENCH{round}"))?,
            service: Service::Prepaid,
            code: "A".into(),
            number: "9876543210".into(),
            amount: Paise::new(29_900),
            circle_code: None,
            extras: Default::default(),
            special: false,
            submitted_at_ms: 0,
        };
        let begun = Instant::now();
        providers::call::submit(http, self.company, &self.access, &order).await;
        Ok(begun.elapsed())
    }
}

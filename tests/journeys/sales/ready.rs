//! Nothing is sold where the wallet was never read, nor twice into the same wall.

mod check_up;
mod enquiries;
mod walls;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::{IdForm, SaleState};
use providers::{Http, Method, Reply, Request, SendError, company};
use simulator::{Config, Simulator};
use till::{
    Check, Closing, CredentialInput, Mode, Parts, Problem, ProviderInput, Readiness, SaleInput, Till, notice_board,
};

use super::counter::Counter;
use super::stall::{Stall, TestClock, airtel, connection, intent, parts, within};

const QUICK: Duration = Duration::from_millis(40);
const LOGIN_PAGE: &str =
    "<!DOCTYPE html><html><head><title>Login</title></head><body><form>Password</form></body></html>";
const WALLET: &str = r#"{"status":"Success","balance":"5000.00"}"#;
const NOT_LISTED: &str = r#"{"status":"Failure","message":"IP not whitelisted"}"#;

type Said = Result<String, SendError>;
type Says = Box<dyn Fn(&Request) -> Said + Send>;

/// A line to nobody: what is asked is answered by the test.
struct Oracle {
    says: Mutex<Says>,
    asked: Mutex<Vec<String>>,
}

impl Oracle {
    fn saying(says: impl Fn(&Request) -> Said + Send + 'static) -> Arc<Oracle> {
        Arc::new(Oracle { says: Mutex::new(Box::new(says)), asked: Mutex::default() })
    }

    fn now_says(&self, says: impl Fn(&Request) -> Said + Send + 'static) {
        *self.says.lock().expect("the oracle") = Box::new(says);
    }

    /// Calls of a path so far.
    fn asked(&self, path: &str) -> usize {
        self.asked.lock().expect("the oracle").iter().filter(|asked| asked.ends_with(path)).count()
    }
}

#[async_trait]
impl Http for Oracle {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        self.asked.lock().expect("the oracle").push(request.address.path().to_owned());
        let said = (self.says.lock().expect("the oracle"))(&request);
        said.map(|body| Reply { status: 200, server_time_ms: None, body })
    }
}

fn good(request: &Request) -> Said {
    let field =
        |name: &str| request.shown_parameters().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
    Ok(match request.address.path() {
        "/v3/recharge/balance" => WALLET.to_owned(),
        _ => format!(
            r#"{{"txid":"31","status":"Success","opid":"BR31EW","number":"{}","amount":"{}","orderid":"{}"}}"#,
            field("number"),
            field("amount"),
            field("orderid")
        ),
    })
}

fn real(number: &str) -> SaleInput {
    SaleInput { mode: Mode::Real, ..airtel(number) }
}

fn closed(counter: &Counter, slug: &str) -> Option<Closing> {
    let wallets = counter.shop.till().wallets().expect("wallets");
    wallets.into_iter().find(|wallet| wallet.provider == slug).expect("a wallet").closed
}

fn why(problems: &[Problem]) -> Option<Closing> {
    problems.iter().find_map(|problem| match problem {
        Problem::ProviderClosed { closing, .. } => Some(*closing),
        _ => None,
    })
}

#[tokio::test]
async fn a_company_that_answers_with_a_login_page_gets_its_address_corrected_and_sells() {
    let oracle = Oracle::saying(|request| match request.address.host_str() {
        Some("api.company.example") => good(request),
        _ => Ok(LOGIN_PAGE.to_owned()),
    });
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let mut counter = Counter::over(simulator, Vec::new(), oracle.clone()).await;
    counter.connect("inspay", "https://www.company.example/login", &[]).await;
    let tried = counter.shop.check_balance("inspay").await;
    assert!(tried.is_err(), "{tried:?}");
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    let refused = counter.shop.till().sell(&real("9876543210")).await.expect_err("nothing is sold to a login page");
    assert_eq!(why(&refused), Some(Closing::WebPage), "{refused:?}");
    assert_eq!(oracle.asked("/api"), 0, "not one recharge was sent there");
    counter.connect("inspay", "https://api.company.example", &[]).await;
    let sale = counter.sell(&real("9876543210")).await;
    assert_eq!((sale.state, oracle.asked("/api")), (SaleState::Succeeded, 1));
    assert_eq!(closed(&counter, "inspay"), None);
}

#[tokio::test]
async fn what_is_typed_is_tried_before_it_is_saved() {
    let oracle = Oracle::saying(|request| match request.address.host_str() {
        Some("api.company.example") => good(request),
        _ => Ok(LOGIN_PAGE.to_owned()),
    });
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let counter = Counter::over(simulator, Vec::new(), oracle).await;
    let typed = |base: &str| ProviderInput {
        base_address: base.to_owned(),
        plain_http: false,
        credentials: ["username", "token"]
            .map(|key| CredentialInput { key: key.to_owned(), value: "typed".to_owned() })
            .into(),
        paths: Vec::new(),
        in_address: false,
        digits_only: false,
    };
    let wallet = counter.shop.try_provider("inspay", &typed("https://api.company.example")).await;
    assert_eq!(wallet.expect("a wallet").balance_paise, Some(500_000));
    assert!(counter.shop.try_provider("inspay", &typed("https://company.example")).await.is_err());
    let views = counter.shop.providers().await.expect("the providers");
    assert!(views.iter().all(|view| !view.connected), "nothing was saved by it");
    counter.shop.save_provider("inspay", &typed("https://api.company.example")).await.expect("saved");
    let view = |views: Vec<till::ProviderView>| views.into_iter().find(|view| view.slug == "inspay").expect("a view");
    let saved = view(counter.shop.providers().await.expect("the providers"));
    assert_eq!((saved.connected, saved.closed), (true, Some(Closing::NeverRead)));
    counter.shop.try_provider("inspay", &typed("https://api.company.example")).await.expect("a wallet");
    counter.shop.check_balance("inspay").await.expect("a wallet");
    assert_eq!(view(counter.shop.providers().await.expect("the providers")).closed, None);
}

/// Two providers, of which the first refuses every call that comes from this shop's address.
async fn walled() -> (Stall, Arc<Oracle>) {
    let mut stall = Stall::with("a1topup", QUICK).await;
    let oracle = Oracle::saying(|request| match request.address.path() {
        "/v3/recharge/balance" => Ok(WALLET.to_owned()),
        _ => Ok(NOT_LISTED.to_owned()),
    });
    let inspay = connection(company("inspay").expect("a company"), "https://company.example");
    let a1topup = connection(company("a1topup").expect("a company"), &stall.simulator.base_address("a1topup"));
    let line = Arc::new(Split { oracle: oracle.clone(), line: providers::ReqwestHttp::new().expect("a line") });
    stall.reopen_over(vec![inspay, a1topup], line);
    stall.read_unread().await;
    (stall, oracle)
}

/// The company of the test's own by the oracle, everybody on this computer by the real line.
struct Split {
    oracle: Arc<Oracle>,
    line: providers::ReqwestHttp,
}

#[async_trait]
impl Http for Split {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        match request.address.host_str() {
            Some("company.example") => self.oracle.send(request).await,
            _ => self.line.send(request).await,
        }
    }
}

#[tokio::test]
async fn no_wall_is_run_into_twice() {
    let (mut stall, oracle) = walled().await;
    for number in ["9876543210", "9876543211", "9876543212"] {
        let sale = stall.sell(&airtel(number)).await;
        assert_eq!((sale.provider.as_str(), sale.state), ("a1topup", SaleState::Succeeded));
    }
    assert_eq!(oracle.asked("/api"), 1, "the first sale has shown it");
    let quote = stall.till.quote(&airtel("9876543213")).expect("a quote");
    let why = Problem::ProviderClosed { provider: "inspay".into(), closing: Closing::AddressNotListed, said: None };
    assert_eq!((quote.provider.as_str(), quote.skipped[0].problem.clone()), ("a1topup", why.clone()));
    let by_hand = SaleInput { provider: Some("inspay".into()), by_hand: true, ..airtel("9876543213") };
    assert_eq!(stall.till.quote(&by_hand), Err(vec![why]), "picked by hand, the reason is told");
    // The company has put the address on its list: a good reading opens it.
    oracle.now_says(good);
    stall.till.check_balance("inspay").await.expect("a wallet");
    let sale = stall.sell(&SaleInput { intent: intent(), ..by_hand }).await;
    assert_eq!((sale.provider.as_str(), sale.state), ("inspay", SaleState::Succeeded));
}

#[tokio::test]
async fn a_sale_that_the_company_refuses_for_itself_closes_nothing() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell(&airtel("9876500004")).await;
    assert_eq!(sale.state, SaleState::Failed);
    assert_eq!(stall.till.wallets().expect("wallets")[0].closed, None);
}

/// A till on a folder of its own, over the oracle.
fn alone(folder: &std::path::Path, base: &str, token: &str, oracle: &Arc<Oracle>, ready: Arc<Readiness>) -> Arc<Till> {
    alone_by(folder, base, token, oracle, ready, Arc::default())
}

/// The same by a clock of the test's own.
fn alone_by(
    folder: &std::path::Path,
    base: &str,
    token: &str,
    oracle: &Arc<Oracle>,
    ready: Arc<Readiness>,
    clock: Arc<TestClock>,
) -> Arc<Till> {
    let inspay = company("inspay").expect("a company");
    let credentials = [("username", "shop"), ("token", token)].map(|(key, value)| (key.to_owned(), value.into()));
    let access = providers::Access::new(inspay.descriptor(), base, false, credentials.into()).expect("an address");
    let connections = vec![till::Connection { company: inspay, access }];
    let parts = parts(folder.join("ledger.db"), connections, clock, notice_board());
    Till::open(Parts { http: oracle.clone(), ready, ..parts }).expect("the till opens")
}

#[tokio::test]
async fn who_was_ready_yesterday_sells_at_once_today_and_another_login_or_address_is_read_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(good);
    let kept = || Arc::new(Readiness::kept_in(folder.path()));
    let open = |base: &str, token: &str| alone(folder.path(), base, token, &oracle, kept());
    let till = open("https://company.example", "first");
    within(till.check_balance("inspay")).await.expect("a wallet");
    drop(till);
    // No call tells it: the line is down today.
    let down = Oracle::saying(|_| Err(SendError::NeverSent(providers::Trouble::NoNetwork)));
    let till = alone(folder.path(), "https://company.example", "first", &down, kept());
    assert_eq!(till.quote(&airtel("9876543210")).expect("a quote").provider, "inspay");
    drop(till);
    let till = alone(folder.path(), "https://other.example", "first", &down, kept());
    let refused = till.quote(&airtel("9876543210")).expect_err("another address");
    assert_eq!(why(&refused), Some(Closing::NeverRead));
    drop(till);
    let text = std::fs::read_to_string(folder.path().join("ready.json")).expect("the file");
    assert!(!text.contains("first"), "no secret is in it: {text}");
}

#[tokio::test]
async fn another_password_is_another_login() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(good);
    let ready = Arc::new(Readiness::default());
    let till = alone(folder.path(), "https://company.example", "first", &oracle, ready.clone());
    within(till.check_balance("inspay")).await.expect("a wallet");
    let other = tempfile::tempdir().expect("a folder");
    let down = Oracle::saying(|_| Err(SendError::NeverSent(providers::Trouble::NoNetwork)));
    let till = alone(other.path(), "https://company.example", "second", &down, ready);
    assert_eq!(why(&till.quote(&airtel("9876543210")).expect_err("another login")), Some(Closing::NeverRead));
}

/// Time is made up here: nothing listens and nothing is waited for.
#[tokio::test(start_paused = true)]
async fn who_is_closed_is_tried_each_minute_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let oracle = Oracle::saying(|_| Ok(r#"{"status":"Failure","message":"Invalid token"}"#.to_owned()));
    let till = alone(folder.path(), "https://company.example", "first", &oracle, Arc::default());
    let closed = || till.wallets().expect("wallets")[0].closed;
    while closed() != Some(Closing::LoginRefused) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let before = oracle.asked("/balance");
    tokio::time::sleep(Duration::from_secs(185)).await;
    assert_eq!(oracle.asked("/balance") - before, 3, "once a minute");
    oracle.now_says(good);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(closed(), None);
    let before = oracle.asked("/balance");
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(oracle.asked("/balance"), before, "who is open is left alone");
}

//! Every flow of every company, whatever comes of it: what is looked at is what is left behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::{PanMode, Period, SaleState, Service};
use providers::SELLERS;
use secrecy::SecretString;
use till::{
    AadhaarInput, AccountInput, Language, LoadInput, Mode, OnboardInput, PanInput, SaleInput, SaleView, SalesFilter,
    SalesQuery, SearchQuery, Till,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::live::{Stall, companies};

/// No step takes longer.
const PATIENCE: Duration = Duration::from_secs(15);
/// The OTP that is right at the simulated company.
const RIGHT_OTP: &str = "123456";
/// Numbers that choose an outcome, and one that does not.
const NUMBERS: [&str; 6] = ["9876543210", "9876500001", "9876500003", "9876500004", "9876500006", "9876500009"];

/// A number that was never used.
fn next() -> i64 {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    NEXT.fetch_add(1, Ordering::SeqCst)
}

fn intent() -> String {
    format!("intent-{}", next())
}

/// Waits until a sale is answered.
async fn answered(stall: &Stall, sale_id: i64) -> Option<SaleView> {
    let till = stall.shop.till();
    let wait = async {
        loop {
            let sale = till.sale(sale_id).ok()?.sale;
            if sale.state != SaleState::Submitted {
                return Some(sale);
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.ok().flatten()
}

/// Everything once. Gives the number of sales and orders.
pub async fn all(stall: &Stall, turn: usize) -> usize {
    let mut count = 0;
    for slug in companies() {
        for number in NUMBERS {
            count += usize::from(SELLERS.contains(&slug) && sell(stall, slug, number).await.is_some());
        }
        connections(stall, slug).await;
        callbacks(stall, slug).await;
    }
    count + desk(stall, NUMBERS[turn % NUMBERS.len()]).await
}

async fn connections(stall: &Stall, slug: &str) {
    let (shop, shown) = (&stall.shop, &stall.shown);
    shown.note("check_balance", &shop.check_balance(slug).await);
    shown.note("check_up", &shop.check_up(slug).await);
    shown.note("fetch_list", &shop.fetch_list(slug).await);
    shown.note("api_status", &shop.api_status(slug).await);
    shown.note("desk_access", &shop.till().desk_access(true).await);
    // Typed again, and wrong: what is told of it.
    let mut wrong = stall.form(slug, "http://example.invalid/?x");
    wrong.credentials.iter_mut().for_each(|credential| credential.value.push('\u{7}'));
    shown.note("save_provider", &shop.save_provider(slug, &wrong).await);
}

fn sale(slug: &str, number: &str) -> SaleInput {
    let amount = (100 + next() % 800).to_string();
    SaleInput {
        circle: Some("delhi".to_owned()),
        provider: Some(slug.to_owned()),
        by_hand: true,
        repeat_confirmed: true,
        ..SaleInput::prepaid(intent(), Mode::Real, number.to_owned(), "airtel", &amount)
    }
}

async fn sell(stall: &Stall, slug: &str, number: &str) -> Option<i64> {
    let (till, input) = (stall.shop.till(), sale(slug, number));
    stall.shown.note("quote", &till.quote(&input));
    let sold = till.sell(&input).await;
    stall.shown.note("sell", &sold);
    let sold = answered(stall, sold.ok()?.id).await?;
    stall.clock.forward(5_000);
    stall.shown.note("check_now", &till.check_now(sold.id).await);
    Some(sold.id)
}

/// The newest sales of the present day.
fn todays() -> SalesQuery {
    SalesQuery::newest(SalesFilter::of(Period::Today))
}

/// The answer of the door is looked at, and what the till makes of a callback with secrets in it.
async fn callbacks(stall: &Stall, slug: &str) {
    let view = stall.shop.callbacks().await;
    let path = view.providers.iter().find(|one| one.slug == slug).map(|one| one.url.clone()).unwrap_or_default();
    let path = path.rsplit('/').next().unwrap_or_default().to_owned();
    let rows = stall.shop.till().sales_page(&todays()).map(|page| page.rows);
    let order = rows.unwrap_or_default().into_iter().find(|sale| sale.provider == slug);
    let order_id = order.map(|order| order.order_id).unwrap_or_default();
    let secrets: Vec<String> = stall.canaries.all.iter().map(|canary| canary.text.clone()).collect();
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("txid", &order_id), ("TNO", &order_id), ("api_ref_id", &order_id), ("orderid", &order_id)])
        .extend_pairs(secrets.iter().map(|secret| ("opid", secret)))
        .append_pair("status", &secrets.join(" "))
        .finish();
    for target in [format!("/{path}?{form}"), format!("/{}", secrets[1]), format!("/x?{form}")] {
        let target: String = target.chars().filter(|sign| sign.is_ascii_graphic()).collect();
        stall.shown.told("the door's answer", knock(&stall.door, &target).await);
    }
    stall.shown.told("callbacks", stall.shop.callbacks().await);
}

async fn knock(door: &str, target: &str) -> String {
    let mut answer = Vec::new();
    if let Ok(mut stream) = TcpStream::connect(door).await {
        let call = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(call.as_bytes()).await;
        let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    }
    String::from_utf8_lossy(&answer).into_owned()
}

fn agent(stall: &Stall) -> OnboardInput {
    OnboardInput {
        shop_name: "Verma Telecom".to_owned(),
        name: "Asha Verma".to_owned(),
        email: "asha@example.org".to_owned(),
        mobile: format!("98765{:05}", 20_000 + next()),
        date_of_birth: "02-03-1991".to_owned(),
        address: "12 Station Road".to_owned(),
        state: "Uttar Pradesh".to_owned(),
        city: "Agra".to_owned(),
        pincode: "282001".to_owned(),
        pan: stall.canaries.get("agent's PAN").into(),
        agent_id: String::new(),
    }
}

fn account(stall: &Stall, mobile: &str) -> AccountInput {
    AccountInput {
        intent: intent(),
        mode: Mode::Real,
        product: "account-saving".to_owned(),
        first_name: "Ravi".to_owned(),
        middle_name: String::new(),
        last_name: "Example".to_owned(),
        email: "ravi@example.net".to_owned(),
        mobile: mobile.to_owned(),
        pan: stall.canaries.get("customer's PAN").into(),
        pincode: "282007".to_owned(),
        charge: "0".to_owned(),
        agent_pan: stall.canaries.get("agent's PAN").into(),
        open_confirmed: true,
        payment: domain::Payment::Cash,
    }
}

fn check(stall: &Stall) -> AadhaarInput {
    AadhaarInput {
        intent: intent(),
        mode: Mode::Real,
        aadhaar: stall.canaries.get("Aadhaar").into(),
        charge: "20".to_owned(),
        consent: true,
        consent_language: Language::of_code("hi").expect("Hindi is spoken"),
        consent_by: "Meena".to_owned(),
        open_confirmed: true,
        payment: domain::Payment::Cash,
    }
}

/// What an agent does, and every end of it.
async fn desk(stall: &Stall, mobile: &str) -> usize {
    let (shop, till, shown) = (&stall.shop, stall.shop.till(), &stall.shown);
    shown.note("onboard", &shop.onboard(&agent(stall)).await);
    shown.note("save_agent", &shop.save_agent("INX00042", &stall.canaries.get("agent's PAN").into()).await);
    let pan = PanInput {
        intent: intent(),
        mode: Mode::Real,
        mobile: mobile.to_owned(),
        pan_mode: PanMode::Ekyc,
        product: "pan-new".to_owned(),
        charge: "150".to_owned(),
        open_confirmed: true,
        payment: domain::Payment::Cash,
    };
    let load = LoadInput { intent: intent(), mode: Mode::Real, amount: "500".to_owned(), open_confirmed: true };
    let begun = [
        till.open_account(&account(stall, mobile)).await,
        till.apply_for_pan(&pan).await,
        till.load_wallet(&load).await,
        till.check_aadhaar(&check(stall)).await,
    ];
    let mut count = 0;
    for order in begun {
        shown.note("begin", &order);
        let Some(order) = answered(stall, order.map(|order| order.id).unwrap_or_default()).await else { continue };
        count += 1;
        follow(stall, &till, &order).await;
    }
    count
}

async fn follow(stall: &Stall, till: &Arc<Till>, order: &SaleView) {
    let shown = &stall.shown;
    let otp = |text: &str| SecretString::from(text);
    if order.service == Service::AadhaarCheck {
        shown.note("verify_otp", &till.verify_otp(order.id, &otp("12ab")).await);
        shown.note("verify_otp", &till.verify_otp(order.id, &otp(stall.canaries.get("OTP"))).await);
        slips(stall, order.id);
        let again = till.resend_otp(order.id, &intent()).await;
        shown.note("resend_otp", &again);
        let id = again.map(|again| again.id).unwrap_or(order.id);
        let _ = answered(stall, id).await;
        shown.note("verify_otp", &till.verify_otp(id, &otp(RIGHT_OTP)).await);
        // The person is on the slip now.
        slips(stall, id);
        till.dismiss_person(id);
    }
    stall.clock.forward(5_000);
    shown.note("check_now", &till.check_now(order.id).await);
    shown.note("open_page", &till.open_page(order.id).await);
    shown.note("upi_qr", &till.upi_qr(order.id).map(drop));
    shown.note("ask_by_pan", &till.ask_by_pan(order.id, &otp(stall.canaries.get("customer's PAN"))).await);
    shown.note("ask_by_pan", &till.ask_by_pan(order.id, &otp(stall.canaries.get("agent's PAN"))).await);
    shown.note("abandon_order", &till.abandon_order(order.id));
    slips(stall, order.id);
}

fn slips(stall: &Stall, sale_id: i64) {
    let till = stall.shop.till();
    for (language, printed) in [(Language::EN, false), (Language::of_code("hi").expect("Hindi is spoken"), true)] {
        if printed {
            stall.shown.note("noted_printed", &till.noted_printed(&till::SlipOf::Sale { sale_id }, &[]));
        }
        let settings = till::Settings {
            language,
            mode: Mode::Real,
            shop_name: "Verma Telecom".to_owned(),
            home_circle: "delhi".to_owned(),
            ..till::Settings::default()
        };
        let slip = till::SlipOf::Sale { sale_id };
        stall.shown.note("sheet", &till.sheet(&settings, &slip, &[language]).map(|sheet| format!("{sheet:?}")));
        stall.shown.note("preview", &till.slip_preview(&slip, &[language], None).map(|preview| preview.text));
    }
}

/// The line breaks in every task that sends, and commands break with a secret in their words. Gives how many panics there
/// were.
pub async fn broken(stall: &Stall) -> usize {
    stall.line.breaks.store(true, Ordering::SeqCst);
    for slug in SELLERS {
        // In a task of its own, as the window's commands are: a wallet that is read first breaks the command.
        let (till, input) = (stall.shop.till(), sale(slug, "9876543210"));
        let Ok(sold) = tokio::spawn(async move { till.sell(&input).await }).await else { continue };
        if let Ok(sold) = &sold {
            let _ = answered(stall, sold.id).await;
        }
        stall.shown.note("sell", &sold);
    }
    let (till, input) = (stall.shop.till(), account(stall, "9876543211"));
    let opened = tokio::spawn(async move { till.open_account(&input).await }).await;
    let (till, input) = (stall.shop.till(), check(stall));
    let checked = tokio::spawn(async move { till.check_aadhaar(&input).await }).await;
    for begun in [opened, checked].into_iter().flatten() {
        if let Ok(begun) = &begun {
            let _ = answered(stall, begun.id).await;
        }
        stall.shown.note("begin", &begun);
    }
    let mut panics = 0;
    for canary in &stall.canaries.all {
        let secret = canary.text.clone();
        panics += usize::from(tokio::spawn(async move { panic!("a command breaks with {secret}") }).await.is_err());
        let secret = format!("é{}", canary.text);
        panics += usize::from(tokio::spawn(async move { drop(secret[1..].to_owned()) }).await.is_err());
    }
    stall.line.breaks.store(false, Ordering::SeqCst);
    panics + usize::try_from(stall.line.broke.load(Ordering::SeqCst)).unwrap_or_default()
}

/// Every screen, every sale in full, every slip.
pub async fn look_at_everything(stall: &Stall) {
    let (shop, till, shown) = (&stall.shop, stall.shop.till(), &stall.shown);
    shown.note("open_counter", &shop.counter().await);
    shown.note("providers", &shop.providers().await);
    shown.note("counter_now", &till.counter_now());
    shown.note("pending_sales", &till.pending_sales());
    shown.note("desk", &till.desk());
    shown.note("commission", &till.commission());
    shown.note("told_and_booked", &till.told_and_booked(None));
    shown.note("tds", &till.tds(None));
    shown.note("known_numbers", &till.known_numbers("987"));
    shown.note("suggest", &till.suggest(Service::Prepaid, "9876543210"));
    shown.told("lists", shop.lists().await);
    shown.told("routes", shop.routes().await);
    // Beside the books, and in a folder of the shopkeeper's own.
    shown.note("save_backup_folder", &shop.save_backup_folder(&std::env::temp_dir().display().to_string()).await);
    shown.note("back_up_now", &shop.back_up_now().await);
    shown.note("backups", &shop.backups().await);
    shown.told("books", shop.books().await);
    for canary in &stall.canaries.all {
        // A secret typed into the wrong field: what is told of it.
        let search = SearchQuery { text: canary.text.clone(), more_of: None };
        shown.note("search", &till.search(&search).map(|groups| groups.len()));
        let amount = SalesFilter { least: canary.text.clone(), ..SalesFilter::of(Period::Today) };
        shown.note("day_book", &till.day_book(&amount));
    }
    shown.note("day_book", &till.day_book(&todays().filter));
    let page = till.sales_page(&todays());
    shown.note("sales_page", &page);
    for sale in page.map(|page| page.rows).unwrap_or_default() {
        shown.note("sale", &till.sale(sale.id));
        slips(stall, sale.id);
    }
}

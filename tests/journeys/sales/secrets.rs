//! A canary in the credentials: it may be sent, and must be found nowhere else. Those of the services desk: `desk/secrets.rs`.

use std::fs;
use std::time::Duration;

use domain::SaleState;
use simulator::PRACTICE_CREDENTIALS;
use till::{Language, SaleView};

use super::faults::{seller, server};
use super::heard::{complaint, told};
use super::slips::slip_of;
use super::stall::{self, ALL, Stall, airtel, connection, todays};

fn secret_of(slug: &str) -> &'static str {
    let field = stall::secret_of(slug);
    let (_, fields) = PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).expect("a practice account");
    fields.iter().find(|(key, _)| *key == field).expect("a secret").1
}

/// What leaves the shop with a complaint about a sale.
fn pack_of(stall: &Stall, sale: &SaleView) -> String {
    let Ok(open) = stall.till.open_complaint(sale.id, &complaint(told(&stall.clock, sale))) else {
        return String::new();
    };
    let pack = stall.till.complaint_text(open.complaints[0].id, Language::EN).expect("a pack");
    format!("{} {}", pack.short, pack.whole)
}

#[tokio::test]
async fn a_secret_is_in_no_file_and_on_no_screen() {
    for slug in ALL {
        let mut stall = Stall::with(slug, Duration::from_millis(40)).await;
        let secret = secret_of(slug);
        let mut shown = String::new();
        for number in ["9876500001", "9876500004", "9876500006", "9876500009"] {
            let sale = stall.sell(&airtel(number)).await;
            stall.check(sale.id).await;
            let detail = stall.till.sale(sale.id).expect("the sale");
            assert!(
                detail.events.iter().any(|event| event.sent.as_deref().is_some_and(|sent| sent.contains("•••"))),
                "{detail:?}"
            );
            let slip = slip_of(&stall.till, sale.id);
            let pack = pack_of(&stall, &detail.sale);
            assert!(detail.sale.state == SaleState::NotSent || pack.contains("•••"), "{pack}");
            shown.push_str(&format!("{detail:?} {slip:?} {pack}"));
        }
        let book = stall.till.sales_page(&todays()).expect("the day book");
        shown.push_str(&format!("{book:?} {:?}", stall.till.counter_now()));
        assert!(!shown.contains(secret), "{slug}");
        let folder = stall.path();
        let mut looked_at = 0;
        for entry in fs::read_dir(folder.parent().expect("a folder")).expect("the folder") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{slug}");
            looked_at += bytes.len();
        }
        assert!(looked_at > 10_000, "the ledger and its log were looked at");
    }
}

/// A server that repeats the token in the words of its refusal.
#[tokio::test]
async fn a_secret_in_the_providers_words_is_hidden_before_anybody_reads_them() {
    let secret = secret_of("inspay");
    let body = format!("{{\"status\":\"Failure\",\"opid\":\"Invalid token {secret}\",\"message\":\"{secret}\"}}");
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let answer: &str = answer.leak();
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    let inspay = providers::provider("inspay").expect("a provider");
    stall.till.set_connections(vec![connection(inspay, &seller(answer).await.0)]);
    let sale = stall.sell(&airtel("9876543210")).await;
    assert!(format!("{sale:?}").contains("Invalid token"), "{sale:?}");
    stall.till.set_connections(vec![connection(inspay, &server(answer).await.0)]);
    let shown = format!("{sale:?} {:?} {:?}", stall.till.sale(sale.id), stall.till.check_balance("inspay").await);
    let pack = pack_of(&stall, &sale);
    assert!(pack.contains("Invalid token"), "the control: {pack}");
    assert!(!shown.contains(secret) && !pack.contains(secret), "{shown} {pack}");
}

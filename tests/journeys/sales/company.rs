//! What the shop calls a company, and whom it calls.

use std::time::Duration;

use till::{CompanyNote, Problem, ProviderView};

use super::counter::Counter;
use super::stall::airtel;

const QUICK: Duration = Duration::from_millis(40);

fn note(name: &str, phone: &str) -> CompanyNote {
    CompanyNote { name: name.to_owned(), phone: phone.to_owned() }
}

impl Counter {
    async fn view(&self, slug: &str) -> ProviderView {
        let views = self.shop.providers().await.expect("the providers");
        views.into_iter().find(|view| view.slug == slug).expect("the company")
    }

    async fn refused(&self, slug: &str, name: &str, phone: &str) -> Vec<Problem> {
        self.shop.save_company(slug, &note(name, phone)).await.expect_err("it is refused")
    }
}

#[tokio::test]
async fn a_company_goes_by_the_name_that_the_shop_gives_it() {
    let mut counter = Counter::with(&["rechargeopen", "paygrt"], QUICK).await;
    let paper = counter.view("rechargeopen").await.paper_name;
    counter.shop.save_company("rechargeopen", &note(" राजू  भाई ", "011 2345 6789")).await.expect("a note");
    counter = counter.reopened().await;
    let view = counter.view("rechargeopen").await;
    assert_eq!((view.name.as_str(), view.paper_name.as_str()), ("राजू भाई", paper.as_str()));
    assert_eq!(view.phone, "011 2345 6789");
    let till = counter.shop.till();
    let wallet = till.wallets().expect("wallets").into_iter().find(|wallet| wallet.provider == "rechargeopen");
    assert_eq!(wallet.expect("its wallet").name, "राजू भाई");
    assert_eq!(counter.offer("rechargeopen", "airtel").await.provider_name, "राजू भाई");
    let mut input = airtel("9876500001");
    input.provider = Some("rechargeopen".to_owned());
    assert_eq!(till.quote(&input).expect("a quote").provider_name, "राजू भाई");
    let sale = counter.sell(&input).await;
    assert_eq!(sale.provider_name, "राजू भाई");
    counter.shop.save_company("rechargeopen", &note("", "")).await.expect("no note");
    assert_eq!(counter.now(sale.id).provider_name, paper);
    assert_eq!(counter.view("rechargeopen").await.phone, "");
}

#[tokio::test]
async fn a_name_outlives_the_connection() {
    let counter = Counter::with(&[], QUICK).await;
    counter.connect("inspay", "https://company.example", &[]).await;
    counter.shop.save_company("inspay", &note("Verma ji", "")).await.expect("a note");
    counter.shop.disconnect_provider("inspay").await.expect("disconnected");
    let view = counter.view("inspay").await;
    assert_eq!((view.connected, view.name.as_str()), (false, "Verma ji"));
    let offer = counter.offer("inspay", "airtel").await;
    assert_eq!(offer.provider_name, "Verma ji", "a company that is not connected goes by its name, too");
}

#[tokio::test]
async fn a_name_that_another_company_has_is_refused_beside_its_field() {
    let counter = Counter::with(&["inspay", "paygrt"], QUICK).await;
    let taken = |provider: &str| vec![Problem::CompanyNameTaken { provider: provider.to_owned() }];
    assert_eq!(counter.refused("inspay", "  PAYGRT", "").await, taken("paygrt"));
    counter.shop.save_company("paygrt", &note("Raju", "")).await.expect("a name");
    assert_eq!(counter.refused("inspay", "raju", "").await, taken("paygrt"));
    // The paper's name is free now. Its company cannot have it back while another one has it.
    counter.shop.save_company("inspay", &note("Paygrt", "")).await.expect("a name");
    assert_eq!(counter.refused("paygrt", "", "").await, taken("inspay"));
    assert_eq!(counter.view("paygrt").await.name, "Raju", "nothing was changed");
    let long = "क".repeat(35);
    assert_eq!(
        counter.refused("inspay", &long, "call me").await,
        [Problem::CompanyNameTooLong { most: 34 }, Problem::CompanyPhoneWrong]
    );
    counter.shop.save_company("inspay", &note(&"क".repeat(34), "1800-123-456")).await.expect("as long as can be");
}

//! INEXOPAY's fourteen calls against the simulator, which was written from the same paper by somebody else.

mod person;

use std::path::Path;
use std::time::Duration;

use domain::{Aadhaar, OrderId, Paise, Pan, PanMode, Word};
use providers::{
    Access, AccountKind, AccountOpening, AccountQuestion, Call, LoadQuestion, Onboarding, OtpAnswer, OtpRefusal,
    PanApplication, PanKind, PanQuestion, SendError, Standing, Start, Trouble, Verification, call,
};
use secrecy::ExposeSecret;
use simulator::{Config, Simulator, TEST_AADHAAR};

use crate::golden_agent::agent;
use crate::{AT_ONCE, NEVER, line, simulator};

struct Shop {
    simulator: Simulator,
    access: Access,
}

impl Shop {
    async fn open(pace: Duration) -> Shop {
        Shop::open_as(pace, "practice-key").await
    }

    async fn open_as(pace: Duration, api_key: &str) -> Shop {
        Shop::of(simulator(pace).await, api_key)
    }

    fn of(simulator: Simulator, api_key: &str) -> Shop {
        let credentials = [("api_key", api_key), ("username", "practice")];
        let credentials = credentials.map(|(key, value)| (key.to_owned(), value.to_owned().into()));
        let base = simulator.base_address("inexopay");
        let access = Access::new(agent().descriptor(), &base, false, credentials.into_iter().collect()).unwrap();
        Shop { simulator, access }
    }

    async fn told<T>(&self, call: Result<Call<T>, providers::BadField>) -> Result<T, SendError> {
        call.map_err(|bad| bad.field).unwrap().ask(&line(), &self.access).await.outcome
    }

    async fn asked<T>(&self, call: Result<Call<T>, providers::BadField>) -> T {
        self.told(call).await.map_err(|error| error.trouble().clone()).unwrap()
    }

    async fn apply(&self, order_id: &str, number: &str) -> Result<Start<providers::PanPage>, SendError> {
        let application = PanApplication {
            order_id: id(order_id),
            number: number.to_owned(),
            mode: PanMode::Ekyc,
            kind: PanKind::New,
        };
        self.told(agent().apply_for_pan(&self.access, &application)).await
    }

    async fn pan_status(&self, order_id: &str, number: &str) -> Standing<providers::PanParticulars> {
        let question = PanQuestion { order_id: id(order_id), number: number.to_owned() };
        self.asked(agent().pan_status(&self.access, &question)).await
    }
}

fn id(text: &str) -> OrderId {
    OrderId::parse(text).unwrap()
}

fn pan() -> Pan {
    Pan::parse("ZZZXZ1234Q").unwrap()
}

fn opening(order_id: &str, phone: &str) -> AccountOpening {
    AccountOpening {
        order_id: id(order_id),
        kind: AccountKind::Saving,
        agent_id: "INX00001".to_owned(),
        agent_pan: Pan::parse("ZZZXY4321R").unwrap(),
        first_name: "Sample".to_owned(),
        middle_name: None,
        last_name: "Customer".to_owned(),
        email: "customer@example.invalid".to_owned(),
        phone: phone.to_owned(),
        pan: pan(),
        pincode: "282001".to_owned(),
        return_url: "https://shop.example.invalid/done".parse().unwrap(),
    }
}

#[tokio::test]
async fn the_shops_account_is_read() {
    let shop = Shop::open(AT_ONCE).await;
    shop.simulator.set_balance("inexopay", 125_050);
    assert_eq!(call::balance(&line(), agent(), &shop.access).await, Ok(Paise::new(125_050)));
    let status = providers::probe::api_status(&line(), agent(), &shop.access).await.unwrap();
    assert_eq!(
        (status.state.as_str(), status.balance, status.addresses_match),
        ("ACTIVE", Some(Paise::new(125_050)), Some(true))
    );
}

#[tokio::test]
async fn a_plan_that_is_not_active_and_an_address_that_moved_are_told() {
    for (key, state, matched) in
        [("practice-key", "ACTIVE", true), ("plan-paused", "INACTIVE", true), ("address-moved", "ACTIVE", false)]
    {
        let shop = Shop::open_as(AT_ONCE, key).await;
        let status = providers::probe::api_status(&line(), agent(), &shop.access).await.unwrap();
        assert_eq!((status.state.as_str(), status.addresses_match), (state, Some(matched)), "{key}");
        assert_eq!(status.bound_address == status.own_address, matched, "{key}");
        assert!(matches!(shop.apply("P1", "9812300045").await, Ok(Start::Started(_))), "{key}");
    }
}

#[tokio::test]
async fn a_caller_who_is_turned_away_is_told_why() {
    let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
    let unknown = Trouble::CredentialsRefused { words: "Invalid API key or username".to_owned() };
    let barred = Trouble::ProviderSays { words: "Account not approved".to_owned() };
    let ended = Trouble::ProviderSays { words: "Subscription expired, please renew your plan".to_owned() };
    for (key, trouble) in
        [("not-listed", listed), ("nobody", unknown), ("not-approved", barred), ("plan-expired", ended)]
    {
        let shop = Shop::open_as(AT_ONCE, key).await;
        assert_eq!(call::balance(&line(), agent(), &shop.access).await, Err(trouble.clone()));
        let refused = shop.apply("P1", "9812300045").await.unwrap();
        assert!(matches!(refused, Start::Rejected { trouble: told, .. } if told == trouble), "{key}");
        assert_eq!(shop.pan_status("P1", "9812300045").await, Standing::SaysNothing(trouble.clone()));
        assert_eq!(providers::probe::api_status(&line(), agent(), &shop.access).await, Err(trouble));
    }
}

#[tokio::test]
async fn an_agent_is_onboarded_once() {
    let shop = Shop::open(AT_ONCE).await;
    let onboarding = Onboarding {
        shop_name: "Sample Telecom".to_owned(),
        name: "Sample Agent".to_owned(),
        email: "agent@example.invalid".to_owned(),
        mobile: "9812300045".to_owned(),
        date_of_birth: "1990-03-02".to_owned(),
        address: "1, Sample Street".to_owned(),
        state_name: "Uttar Pradesh".to_owned(),
        city_name: "Agra".to_owned(),
        pincode: "282001".to_owned(),
        pan: pan(),
        agent_id: Some("SHOP00417".to_owned()),
    };
    let first = shop.asked(agent().onboard(&shop.access, &onboarding)).await;
    assert!(matches!(&first, Start::Started(agent) if agent.agent_id == "SHOP00417"), "{first:?}");
    let again = shop.asked(agent().onboard(&shop.access, &onboarding)).await;
    assert!(matches!(again, Start::Rejected { trouble: Trouble::AlreadyOnboarded { .. }, .. }), "{again:?}");
}

#[tokio::test]
async fn every_outcome_of_a_pan_application_is_understood() {
    let shop = Shop::open(AT_ONCE).await;
    for (ending, standing) in [
        ("00001", Some(Word::Succeeded)),
        ("00002", Some(Word::Succeeded)),
        ("00003", Some(Word::Failed)),
        ("00005", Some(Word::Refunded)),
        ("00006", Some(Word::Accepted)),
        ("00007", Some(Word::Accepted)),
        ("00009", Some(Word::Accepted)),
        ("00012", None),
    ] {
        let (order_id, number) = (format!("P{ending}"), format!("98123{ending}"));
        let begun = shop.apply(&order_id, &number).await;
        match ending {
            "00006" | "00007" | "00012" => {
                assert!(matches!(begun, Err(SendError::MaybeSent(_))), "{ending}: {begun:?}")
            }
            "00009" => assert_eq!(begun, Ok(Start::Unclear(Trouble::AnswerNotOurs))),
            _ => {
                let Ok(Start::Started(page)) = begun else { panic!("{ending}: {begun:?}") };
                assert!(agent().page_is_known(&shop.access, &page.url), "{}", page.url);
            }
        }
        match (shop.pan_status(&order_id, &number).await, standing) {
            (Standing::Says(word, particulars), Some(expected)) => {
                assert_eq!((word, particulars.fee), (expected, Some(Paise::new(10_700))), "{ending}");
                assert_eq!(particulars.acknowledgement.is_some(), word == Word::Succeeded, "{ending}");
            }
            (Standing::NoRecord(words), None) => assert_eq!(words, "Record Not Found"),
            (told, _) => panic!("{ending}: {told:?}"),
        }
    }
    for (ending, trouble) in [
        ("00004", Trouble::ProviderSays { words: "Applicant mobile number is not valid".to_owned() }),
        ("00010", Trouble::WalletEmpty { words: "Insufficient balance".to_owned() }),
    ] {
        let refused = shop.apply(&format!("P{ending}"), &format!("98123{ending}")).await;
        assert!(matches!(&refused, Ok(Start::Rejected { trouble: told, .. }) if *told == trouble), "{refused:?}");
    }
    let again = shop.apply("P00001", "9812300001").await;
    assert_eq!(again, Ok(Start::Unclear(Trouble::DuplicateOrder)));
}

#[tokio::test]
async fn an_unfinished_application_is_resumed() {
    let shop = Shop::open(NEVER).await;
    let Ok(Start::Started(page)) = shop.apply("P1", "9812300045").await else { panic!() };
    let resumed = shop.asked(agent().resume_pan(&shop.access, &id("P1"))).await;
    assert_eq!(resumed, Ok(page));
    assert!(matches!(shop.pan_status("P1", "9812300045").await, Standing::Says(Word::Accepted, _)));
    assert!(shop.apply("P2", "9812300013").await.is_ok());
    let expired = shop.asked(agent().resume_pan(&shop.access, &id("P2"))).await;
    assert!(matches!(expired, Err(Trouble::LinkExpired { .. })), "{expired:?}");
    let unknown = shop.asked(agent().resume_pan(&shop.access, &id("P3"))).await;
    assert_eq!(unknown, Err(Trouble::ProviderSays { words: "Record Not Found".to_owned() }));
}

#[tokio::test]
async fn an_account_is_opened_resumed_and_asked_about_in_both_ways() {
    for (pace, ending, expected) in [
        (AT_ONCE, "00001", Word::Succeeded),
        (NEVER, "00045", Word::Accepted),
        (AT_ONCE, "00003", Word::Refunded),
        (AT_ONCE, "00005", Word::Refunded),
    ] {
        let shop = Shop::open(pace).await;
        let begun = shop.asked(agent().open_account(&shop.access, &opening("A1", &format!("98123{ending}")))).await;
        let Start::Started(page) = begun else { panic!("{ending}: {begun:?}") };
        assert!(agent().page_is_known(&shop.access, &page.url) && page.txn_id.is_some());
        let question = AccountQuestion {
            order_id: id("A1"),
            txn_id: page.txn_id.clone(),
            pan: Some(pan()),
            pan_masked: pan().masked(),
        };
        for asked in [
            agent().account_status(&shop.access, &question),
            agent().account_details(&shop.access, &question),
            agent().account_details(&shop.access, &AccountQuestion { txn_id: None, ..question.clone() }),
        ] {
            let told = shop.asked(asked).await;
            let Standing::Says(word, particulars) = told else { panic!("{ending}: {told:?}") };
            assert_eq!(
                (word, particulars.txn_id, particulars.kind),
                (expected, page.txn_id.clone(), Some(AccountKind::Saving))
            );
        }
        let resumed = shop.asked(agent().resume_account(&shop.access, &question)).await;
        if expected == Word::Accepted {
            assert_eq!(resumed, Ok(page))
        } else {
            assert!(resumed.is_err(), "{resumed:?}")
        }
        let other = AccountQuestion { txn_id: Some("NSDLOTHER".to_owned()), ..question.clone() };
        let told = shop.asked(agent().account_status(&shop.access, &other)).await;
        assert_eq!(told, Standing::SaysNothing(Trouble::AnswerNotOurs));
        let unknown = AccountQuestion { order_id: id("A2"), txn_id: None, ..question.clone() };
        let told = shop.asked(agent().account_details(&shop.access, &unknown)).await;
        assert_eq!(told, Standing::NoRecord("Record Not Found".to_owned()));
    }
    let shop = Shop::open(AT_ONCE).await;
    let first = shop.asked(agent().open_account(&shop.access, &opening("A0", "9812300001"))).await;
    assert!(matches!(first, Start::Started(_)), "{first:?}");
    let second = shop.asked(agent().open_account(&shop.access, &opening("A1", "9812300001"))).await;
    // This customer's last name is Customer, and names are hidden in words.
    let words = "••• ALREADY EXISTS".to_owned();
    assert_eq!(second, Start::Rejected { words: words.clone(), trouble: Trouble::ProviderSays { words } });
    let shop = Shop::open(AT_ONCE).await;
    let astray = shop.asked(agent().open_account(&shop.access, &opening("A1", "9812300009"))).await;
    let Start::Started(page) = astray else { panic!("{astray:?}") };
    assert!(!agent().page_is_known(&shop.access, &page.url), "{}", page.url);
}

#[tokio::test]
async fn an_opening_is_found_after_both_sides_have_forgotten_the_pan() {
    let book = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("openings-{}", std::process::id()));
    let config = Config { book: Some(book.clone()), pace: AT_ONCE, ..Config::default() };
    let shop = Shop::of(Simulator::start(config.clone()).await.unwrap(), "practice-key");
    let begun = shop.asked(agent().open_account(&shop.access, &opening("A1", "9812300001"))).await;
    let Start::Started(page) = begun else { panic!("{begun:?}") };
    drop(shop);
    let shop = Shop::of(Simulator::start(config).await.unwrap(), "practice-key");
    let kept = |txn_id: &Option<String>, pan_masked: &str| AccountQuestion {
        order_id: id("A1"),
        txn_id: txn_id.clone(),
        pan: None,
        pan_masked: pan_masked.to_owned(),
    };
    for question in [kept(&page.txn_id, &pan().masked()), kept(&None, &pan().masked()), kept(&page.txn_id, "")] {
        let told = shop.asked(agent().account_details(&shop.access, &question)).await;
        assert!(matches!(told, Standing::Says(Word::Succeeded, _)), "{question:?}: {told:?}");
        let by_pan = agent().account_status(&shop.access, &question).err();
        assert_eq!(by_pan.map(|bad| bad.field).as_deref(), Some("pancard"), "{question:?}");
    }
    let other = kept(&page.txn_id, "•••••1235•");
    let told = shop.asked(agent().account_details(&shop.access, &other)).await;
    assert_eq!(told, Standing::SaysNothing(Trouble::AnswerNotOurs), "another customer's");
    let typed = AccountQuestion { pan: Some(pan()), ..kept(&page.txn_id, "") };
    let told = shop.asked(agent().account_status(&shop.access, &typed)).await;
    assert!(matches!(told, Standing::Says(Word::Succeeded, _)), "{told:?}");
    drop(shop);
    std::fs::remove_file(book).unwrap();
}

#[tokio::test]
async fn the_wallet_is_loaded() {
    for (pace, rupees, expected) in [
        (AT_ONCE, 500, Word::Succeeded),
        (NEVER, 500, Word::Accepted),
        (AT_ONCE, 101, Word::Accepted),
        (AT_ONCE, 103, Word::Succeeded),
        (AT_ONCE, 102, Word::Succeeded),
        (AT_ONCE, 104, Word::Failed),
        (AT_ONCE, 105, Word::Succeeded),
    ] {
        let shop = Shop::open(pace).await;
        let amount = Paise::from_rupees(rupees).unwrap();
        let begun = shop.asked(agent().load_wallet(&shop.access, amount)).await;
        let Start::Started(load) = begun else { panic!("{begun:?}") };
        assert!(load.upi_link.contains(&load.payee) && load.amount == amount);
        let question = LoadQuestion { order_id: load.order_id, amount };
        let told = shop.asked(agent().load_status(&shop.access, &question)).await;
        let Standing::Says(word, particulars) = told else { panic!("{rupees}: {told:?}") };
        assert_eq!(word, expected, "{rupees}");
        assert_eq!(particulars.new_balance.is_some(), word == Word::Succeeded);
        assert_eq!(particulars.paid.is_some(), word == Word::Succeeded);
        assert_eq!(particulars.paid.is_some_and(|paid| paid != amount), rupees == 103, "{particulars:?}");
    }
    let shop = Shop::open(AT_ONCE).await;
    let unseen = shop.told(agent().load_wallet(&shop.access, Paise::new(10_600))).await;
    assert!(matches!(unseen, Err(SendError::MaybeSent(_))), "{unseen:?}");
    let little = shop.asked(agent().load_wallet(&shop.access, Paise::new(100))).await;
    assert!(matches!(little, Start::Rejected { trouble: Trouble::ProviderSays { .. }, .. }), "{little:?}");
    let unknown = LoadQuestion { order_id: "WAL0".to_owned(), amount: Paise::new(100) };
    let told = shop.asked(agent().load_status(&shop.access, &unknown)).await;
    assert_eq!(told, Standing::NoRecord("Order not found".to_owned()));
}

//! The simulator with the habits of companies in life: what must come of a sale is the same, or nothing.

use providers::call::{Finding, Submission, balance, enquire, submit};
use providers::{Access, Provider, Trouble, sellers};
use simulator::{Habit, Simulator};

use crate::{AT_ONCE, access_with, line, order, practice, simulator};

fn access(simulator: &Simulator, seller: &'static dyn Provider) -> Access {
    access_with(seller, &simulator.base_address(seller.descriptor().slug), practice(seller))
}

/// What came of a sale and of the question about it, without particulars.
async fn told(simulator: &Simulator, seller: &'static dyn Provider, order_id: &str, number: &str) -> (String, String) {
    let (http, access, order) = (line(), access(simulator, seller), order(seller, order_id, number));
    let sold = match submit(&http, seller, &access, &order).await.outcome {
        Submission::Succeeded(_) => "succeeded",
        Submission::Accepted(_) => "accepted",
        Submission::Rejected(..) => "rejected",
        Submission::Unknown(_) => "unknown",
        Submission::NotSent(_) => "not sent",
    };
    let found = match enquire(&http, seller, &access, &order).await.outcome {
        Finding::Says(word, _) => format!("{word:?}"),
        Finding::NoRecord(_) => "no record".to_owned(),
        Finding::SaysNothing(_) => "nothing".to_owned(),
        Finding::Offline(_) => "offline".to_owned(),
    };
    (sold.to_owned(), found)
}

#[tokio::test]
async fn habits_of_print_change_nothing() {
    let simulator = simulator(AT_ONCE).await;
    let plain = |habit: &Habit| !matches!(habit, Habit::LostTrack | Habit::LoginPage);
    let habits: Vec<Habit> = Habit::ALL.iter().map(|(habit, ..)| *habit).filter(plain).collect();
    let mut all: Vec<Vec<Habit>> = habits.iter().map(|habit| vec![*habit]).collect();
    all.push(habits);
    for (at, seller) in sellers().into_iter().enumerate() {
        for (ending, number) in ["9876500001", "9876500004"].into_iter().enumerate() {
            simulator.set_habits(&[]);
            let expected = told(&simulator, seller, &format!("K7QX2M0{at}{ending}999"), number).await;
            for (which, habits) in all.iter().enumerate() {
                simulator.set_habits(habits);
                let told = told(&simulator, seller, &format!("K7QX2M0{at}{ending}{which:03}"), number).await;
                assert_eq!(told, expected, "{} with {habits:?}, {number}", seller.descriptor().slug);
                let wallet = balance(&line(), seller, &access(&simulator, seller)).await;
                assert!(wallet.is_ok(), "{} with {habits:?}: {wallet:?}", seller.descriptor().slug);
            }
        }
    }
}

#[tokio::test]
async fn doubt_and_pages_decide_nothing_and_no_record_is_none() {
    let simulator = simulator(AT_ONCE).await;
    for (at, seller) in sellers().into_iter().enumerate() {
        let slug = seller.descriptor().slug;
        simulator.set_habits(&[Habit::LostTrack]);
        let (sold, found) = told(&simulator, seller, &format!("K7QX2M1{at}0001"), "9876500004").await;
        assert!(["unknown", "accepted"].contains(&sold.as_str()) && found != "Succeeded", "{slug}: {sold}, {found}");
        assert!(slug != "rechargeopen" || found == "nothing", "{slug}: {found}");
        simulator.set_habits(&[Habit::LoginPage]);
        let page = told(&simulator, seller, &format!("K7QX2M1{at}0002"), "9876500001").await;
        assert_eq!(page, ("unknown".to_owned(), "nothing".to_owned()), "{slug}");
        let wallet = balance(&line(), seller, &access(&simulator, seller)).await;
        assert_eq!(wallet, Err(Trouble::WebPageAtAddress), "{slug}");
        simulator.set_habits(&[Habit::NoRecord]);
        let unknown = order(seller, &format!("K7QX2M1{at}0003"), "9876500001");
        let found = enquire(&line(), seller, &access(&simulator, seller), &unknown).await.outcome;
        assert!(matches!(found, Finding::NoRecord(_)), "{slug}: {found:?}");
    }
}

#[tokio::test]
async fn a_login_that_is_refused_in_bare_words_is_named() {
    let simulator = simulator(AT_ONCE).await;
    simulator.set_habits(&[Habit::BareGate]);
    for (at, seller) in sellers().into_iter().enumerate() {
        let wrong = practice(seller).into_iter().map(|(key, value)| (key, format!("{value}9"))).collect();
        let access = access_with(seller, &simulator.base_address(seller.descriptor().slug), wrong);
        let order = order(seller, &format!("K7QX2M2{at}0001"), "9876500001");
        let sold = submit(&line(), seller, &access, &order).await.outcome;
        assert!(matches!(sold, Submission::Rejected(_, Trouble::CredentialsRefused { .. })), "{sold:?}");
        let wallet = balance(&line(), seller, &access).await;
        assert!(matches!(wallet, Err(Trouble::CredentialsRefused { .. })), "{wallet:?}");
    }
}

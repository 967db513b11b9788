//! The information protocol over real HTTP on this computer: against the simulator, and against servers that misbehave.

use std::collections::BTreeMap;

use domain::Service;
use providers::information::{bill, number, plans};
use providers::{Access, BODY_LIMIT, BillQuestion, NumberQuestion, PlansQuestion, Trouble, informant};
use simulator::{INFORMATION_KEY, INFORMATION_SLUG};

use super::server::{Fault, FaultServer, answer};
use super::{AT_ONCE, line, simulator};

fn access(base: &str, key: &str) -> Access {
    Access::new(informant().descriptor(), base, false, [("key".to_owned(), key.into())].into()).unwrap()
}

fn bill_asked() -> BillQuestion {
    BillQuestion {
        service: Service::Electricity,
        operator: "msedcl".into(),
        operator_name: "Mahavitaran".into(),
        number: "170023456789".into(),
        fields: BTreeMap::new(),
    }
}

fn number_asked(number: &str) -> NumberQuestion {
    NumberQuestion { service: Service::Prepaid, number: number.into() }
}

#[tokio::test]
async fn the_simulator_answers_all_three_questions() {
    let (simulator, http) = (simulator(AT_ONCE).await, line());
    let access = access(&simulator.base_address(INFORMATION_SLUG), INFORMATION_KEY);
    let asked = PlansQuestion {
        service: Service::Prepaid,
        operator: "airtel".into(),
        operator_name: "Airtel".into(),
        circle: "mumbai".into(),
        circle_name: "Mumbai".into(),
    };
    let told = plans(&http, informant(), &access, &asked).await.unwrap().expect("plans");
    assert!(told.len() > 3 && told.iter().all(|plan| plan.days.is_some()), "{told:?}");
    let told = number(&http, informant(), &access, &number_asked("9812300045")).await.unwrap().expect("a number");
    assert!(domain::operator(&told.operator).is_some_and(|known| known.service == Service::Prepaid), "{told:?}");
    assert!(told.circle.as_deref().is_some_and(|circle| domain::circle(circle).is_some()), "{told:?}");
    assert_eq!(number(&http, informant(), &access, &number_asked("9812300040")).await, Ok(None), "ends in 0");
    let told = bill(&http, informant(), &access, &bill_asked()).await.unwrap().expect("a bill");
    assert!(told.name.is_some() && told.due_date.is_some() && told.bill_number.is_some(), "{told:?}");
    assert!(simulator.requests().is_empty(), "nothing was sold");
}

#[tokio::test]
async fn a_wrong_login_is_told_as_that() {
    let (simulator, http) = (simulator(AT_ONCE).await, line());
    let access = access(&simulator.base_address(INFORMATION_SLUG), "somebody-elses");
    let told = bill(&http, informant(), &access, &bill_asked()).await;
    assert!(matches!(told, Err(Trouble::CredentialsRefused { .. })), "{told:?}");
}

#[tokio::test]
async fn servers_that_misbehave_tell_nothing_and_are_asked_once() {
    let ok = r#"{"status":"ok","number":"170023456789","amount":"5"}"#;
    let huge = format!("{ok}{}", " ".repeat(BODY_LIMIT));
    let latin = [b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n".as_slice(), &[0xe9]].concat();
    let status = |status| Trouble::ProviderError { status };
    for (fault, wanted) in [
        (Fault::Reset, Trouble::LineBroke),
        (Fault::Close, Trouble::LineBroke),
        (Fault::Say(answer("500 Fault", ok)), status(500)),
        (Fault::Say(answer("200 OK", &huge)), Trouble::AnswerUnreadable),
        (Fault::Say(answer("200 OK", &ok[..20])), Trouble::AnswerUnreadable),
        (Fault::Say(latin), Trouble::AnswerUnreadable),
        (Fault::Say(answer("302 Found\r\nLocation: /login", "")), Trouble::WebPageAtAddress),
        (Fault::Say(answer("404 Not Found", "")), Trouble::NothingAtAddress { status: 404 }),
        (Fault::Say(answer("200 OK", "<!doctype html><title>x</title>")), Trouble::WebPageAtAddress),
    ] {
        let server = FaultServer::start(fault.clone()).await;
        let told = bill(&line(), informant(), &access(&server.base(), "k"), &bill_asked()).await;
        assert_eq!(told, Err(wanted), "{fault:?}");
        assert_eq!(server.requests(), 1, "{fault:?}");
    }
    let server = FaultServer::start(Fault::Say(answer("404 Not Found", r#"{"status":"unknown"}"#))).await;
    assert_eq!(bill(&line(), informant(), &access(&server.base(), "k"), &bill_asked()).await, Ok(None));
    assert!(server.only_request().starts_with("POST /v1/bill HTTP/1.1\r\n"), "{}", server.only_request());
}

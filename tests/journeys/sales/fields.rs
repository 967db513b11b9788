//! What an operator needs beside number and amount: asked for, sent under the paper's names, kept, and suggested again.

use std::time::Duration;

use domain::{Field, SaleState, Service};
use till::{FieldInput, Problem, SaleInput, SaleView};

use super::counter::Counter;
use super::stall::{FOUR, Stall, airtel};

const QUICK: Duration = Duration::from_millis(40);

fn typed(fields: &[(Field, &str)]) -> Vec<FieldInput> {
    fields.iter().map(|(field, text)| FieldInput { field: *field, text: (*text).to_owned() }).collect()
}

fn bill(service: Service, operator: &str, number: &str, fields: &[(Field, &str)]) -> SaleInput {
    SaleInput { service, operator: Some(operator.into()), number: number.into(), fields: typed(fields), ..airtel("") }
}

fn msedcl(fields: &[(Field, &str)]) -> SaleInput {
    bill(Service::Electricity, "msedcl", "170012345678", fields)
}

fn sent(stall: &Stall, sale: &SaleView) -> String {
    let events = stall.till.sale(sale.id).expect("the sale").events;
    events.into_iter().filter_map(|event| event.sent).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn each_is_sent_under_the_papers_name() {
    let (unit, cycle) = ((Field::BillingUnit, "4567"), (Field::ProcessingCycle, "12"));
    let name = (Field::CustomerName, "Asha Verma");
    let cases = [
        ("a1topup", msedcl(&[unit, cycle]), ["value1=4567", "value2=12"]),
        ("inspay", msedcl(&[cycle, unit]), ["value1=4567", "value2=12"]),
        (
            "a1topup",
            bill(Service::Landline, "airtel-landline", "2267890", &[(Field::StdCode, "0562")]),
            ["value1=0562", "number=2267890"],
        ),
        (
            "a1topup",
            bill(Service::Insurance, "icici-prudential", "POL12345", &[(Field::DateOfBirth, "03-05-1980")]),
            ["value1=03-05-1980", "number=POL12345"],
        ),
        // The number of the tag's vehicle need not be typed twice.
        ("inspay", bill(Service::Fastag, "fastag-sbi", "up-80 bt 4471", &[name]), ["value1=UP80BT4471", "value2=Asha"]),
        (
            "inspay",
            bill(Service::Fastag, "fastag-sbi", "9876543210", &[name, (Field::VehicleNumber, "UP80BT4471")]),
            ["value1=UP80BT4471", "number=9876543210"],
        ),
    ];
    for (slug, input, parameters) in cases {
        let mut stall = Stall::with(slug, QUICK).await;
        let sale = stall.sell(&input).await;
        assert_eq!(sale.state, SaleState::Succeeded, "{slug} {input:?}");
        let sent = sent(&stall, &sale);
        assert!(parameters.iter().all(|parameter| sent.contains(parameter)), "{slug}: {sent}");
    }
}

/// A board sells in its own state, wherever the shop is; one that sells all over India has the shop's.
#[tokio::test]
async fn a_bill_goes_with_the_circle_of_its_board() {
    let mut stall = Stall::with("a1topup", QUICK).await;
    let board = msedcl(&[(Field::BillingUnit, "4567"), (Field::ProcessingCycle, "12")]);
    let sale = stall.sell(&SaleInput { circle: None, ..board }).await;
    assert_eq!(sale.circle.as_deref(), Some("maharashtra"));
    let board_sent = sent(&stall, &sale);
    let chosen = msedcl(&[(Field::BillingUnit, "4568"), (Field::ProcessingCycle, "12")]);
    let chosen = SaleInput { circle: Some("delhi".into()), number: "170012345679".into(), ..chosen };
    let at_home = stall.sell(&chosen).await;
    assert_eq!(at_home.circle.as_deref(), Some("delhi"), "a choice goes first");
    let code = |text: &str| {
        text.split("circlecode=").nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>())
    };
    assert!(code(&board_sent).is_some_and(|code| !code.is_empty()), "{board_sent}");
    assert_ne!(code(&board_sent), code(&sent(&stall, &at_home)));
}

#[tokio::test]
async fn one_that_is_missing_is_told_and_nothing_is_sent() {
    let stall = Stall::with_all(&FOUR, QUICK).await;
    let missing = |field| Problem::FieldMissing { field };
    let cases = [
        (msedcl(&[]), vec![missing(Field::BillingUnit), missing(Field::ProcessingCycle)]),
        (msedcl(&[(Field::BillingUnit, "4567"), (Field::ProcessingCycle, " ")]), vec![missing(Field::ProcessingCycle)]),
        (bill(Service::Landline, "airtel-landline", "2267890", &[]), vec![missing(Field::StdCode)]),
        (bill(Service::Insurance, "icici-prudential", "POL12345", &[]), vec![missing(Field::DateOfBirth)]),
        (
            bill(Service::Fastag, "fastag-sbi", "9876543210", &[(Field::VehicleNumber, "UP80BT4471")]),
            vec![missing(Field::CustomerName)],
        ),
        (
            bill(
                Service::Fastag,
                "fastag-sbi",
                "UP80BT4471",
                &[(Field::VehicleNumber, "DL1CAB1234"), (Field::CustomerName, "Asha Verma")],
            ),
            vec![Problem::FieldOtherVehicle { field: Field::VehicleNumber }],
        ),
    ];
    for (input, problems) in cases {
        assert_eq!(stall.till.quote(&input), Err(problems.clone()), "{input:?}");
        assert_eq!(stall.till.sell(&input).await, Err(problems), "{input:?}");
    }
    let both = SaleInput { amount: String::new(), ..msedcl(&[(Field::BillingUnit, "4567")]) };
    assert_eq!(stall.till.quote(&both), Err(vec![Problem::AmountMissing, missing(Field::ProcessingCycle)]));
    assert!(stall.simulator.requests().is_empty());
}

/// Every operator of every company's list, and not the few that somebody thought of.
#[tokio::test]
async fn no_field_that_a_company_wants_can_be_left_empty() {
    let mut wanted = Vec::new();
    for slug in FOUR {
        let counter = Counter::with(&[slug], QUICK).await;
        for operator in counter.shop.counter().await.expect("the counter").operators {
            let offers = operator.offers.iter().filter(|offer| offer.provider == slug && offer.why_not.is_none());
            for field in offers.flat_map(|offer| offer.fields.clone()) {
                let problems = counter.shop.till().quote(&bill(operator.service, &operator.id, "", &[(field, " ")]));
                let problems = problems.expect_err("nothing was typed");
                assert!(problems.contains(&Problem::FieldMissing { field }), "{slug}, {}: {problems:?}", operator.id);
                wanted.push(field);
            }
        }
    }
    for field in [Field::ProcessingCycle, Field::BillingUnit, Field::DateOfBirth, Field::StdCode] {
        assert!(wanted.contains(&field), "nobody wants {field:?}");
    }
}

#[tokio::test]
async fn they_are_in_the_books_and_suggested_for_the_next_sale() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let fields = typed(&[(Field::BillingUnit, "4567"), (Field::ProcessingCycle, "12")]);
    let input = SaleInput { fields: fields.clone(), ..msedcl(&[]) };
    assert_eq!(stall.till.quote(&input).expect("a quote").fields, fields);
    let sale = stall.sell(&input).await;
    assert_eq!((sale.state, sale.fields.as_slice()), (SaleState::Succeeded, fields.as_slice()));
    let suggested = stall.till.suggest(Service::Electricity, "1700 1234 5678").expect("a suggestion");
    assert_eq!((suggested.operator.as_deref(), suggested.fields), (Some("msedcl"), fields));
}

/// The first provider needs nothing for it, the second does: what was typed for the second is not lost.
#[tokio::test]
async fn the_next_provider_gets_what_it_needs() {
    let mut stall = Stall::with_all(&["inspay", "a1topup"], QUICK).await;
    let fields = [(Field::StdCode, "0562"), (Field::AccountNumber, "1029384756")];
    let sale = stall.sell(&bill(Service::Landline, "bsnl-landline", "2200004", &fields)).await;
    assert_eq!(sale.attempts.len(), 2, "{sale:?}");
    let sent = sent(&stall, &sale);
    assert!(sent.contains("opcode=BSNLLI") && sent.contains("value2=1029384756"), "{sent}");
    // Without the account number A1Topup cannot have it, and is not tried.
    let input =
        SaleInput { repeat_confirmed: true, ..bill(Service::Landline, "bsnl-landline", "2300004", &fields[..1]) };
    assert!(stall.till.quote(&input).expect("a quote").try_next.is_empty());
    assert_eq!(stall.sell(&input).await.attempts.len(), 1);
}

#[tokio::test]
async fn money_transfer_has_no_parameters_and_is_not_sold() {
    for slugs in [&FOUR[..], &["inspay"]] {
        let stall = Stall::with_all(slugs, QUICK).await;
        let input = bill(Service::MoneyTransfer, "imps", "9876543210", &[]);
        let refused = stall.till.sell(&input).await;
        assert_eq!(refused, Err(vec![Problem::NoParameters { operator: "imps".into() }]));
        assert!(stall.simulator.requests().is_empty());
    }
}

//! Search as one types, over all days.

use std::time::Duration;

use domain::{DAY_MS, Field, Said};
use providers::company;
use till::{Clock, CustomerInput, FieldInput, FoundBy, MoreOf, SaleInput, SearchGroup, SearchQuery};

use super::heard::heard;
use super::scripted::Scripted;
use super::stall::{Stall, airtel, connection};

const QUICK: Duration = Duration::from_millis(40);

fn groups(stall: &Stall, text: &str) -> Vec<SearchGroup> {
    stall.till.search(&SearchQuery { text: text.to_owned(), more_of: None }).expect("a search")
}

/// Each group with its sales.
fn found(stall: &Stall, text: &str) -> Vec<(FoundBy, Vec<i64>)> {
    groups(stall, text).into_iter().map(|group| (group.by, group.rows.iter().map(|row| row.id).collect())).collect()
}

async fn sold(stall: &mut Stall, operator: &str, number: &str, amount: &str) -> i64 {
    let input = SaleInput { operator: Some(operator.into()), amount: amount.into(), ..airtel(number) };
    stall.sell_to_the_end(&input).await.id
}

#[tokio::test]
async fn a_sale_is_found_by_whatever_is_remembered_of_it() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let named = |name: &str, numbers: &str| CustomerInput {
        name: name.into(),
        numbers: numbers.into(),
        note: String::new(),
        language: None,
        limit: String::new(),
        by: String::new(),
        below_confirmed: false,
    };
    stall.till.save_customer(None, &named("रमेश कुमार", "9876500001")).expect("a customer");
    let ramesh = sold(&mut stall, "airtel", "9876500001", "299").await;
    stall.clock.forward(DAY_MS);
    let other = sold(&mut stall, "jio", "9000002990", "349").await;
    let order = stall.now(ramesh).order_id;
    for name in ["ramesh", "रमेश", "Kumar R"] {
        assert_eq!(found(&stall, name), [(FoundBy::Customer, vec![ramesh])], "{name}");
    }
    for number in ["98765 000", "+91 98765 00001", "९८७६५"] {
        assert_eq!(found(&stall, number), [(FoundBy::Number, vec![ramesh])], "{number}");
    }
    assert_eq!(found(&stall, "₹299"), [(FoundBy::Amount, vec![ramesh])]);
    for amount in ["Rs. 349.00", "Rs 349", "rs349", "RS.349"] {
        assert_eq!(found(&stall, amount), [(FoundBy::Amount, vec![other])], "{amount}");
    }
    assert_eq!(found(&stall, "299"), [(FoundBy::Number, vec![other]), (FoundBy::Amount, vec![ramesh])]);
    for copied in [order.to_lowercase(), format!("\u{202a}{order}\u{202c}"), format!("\u{200e} {order}\n")] {
        assert_eq!(found(&stall, &copied), [(FoundBy::Reference, vec![ramesh])], "{copied:?}");
    }
    for operator in ["jio", "जियो"] {
        assert_eq!(found(&stall, operator), [(FoundBy::Operator, vec![other])], "{operator}");
    }
    assert_eq!(found(&stall, "jio").len(), 1, "no customer sounds like one letter of it");
    for nothing in ["", " ", "%", "zzzz", "WWWWW", "=cmd", "\u{202e}", "🙂🙂🙂", "99999999999999999999", "nobody here"]
    {
        assert_eq!(found(&stall, nothing), [], "{nothing:?}");
    }
}

#[tokio::test]
async fn a_reference_that_begins_like_an_amount_is_searched_as_it_is_written() {
    let scripted = Scripted::saying("Pending").await;
    let mut stall = Stall::with("a1topup", QUICK).await;
    stall.connect(vec![connection(company("inspay").expect("a company"), &scripted.base)]);
    let sale = stall.sell(&airtel("9876543210")).await;
    let from_ms = sale.say_from_ms.expect("it can be ended some time");
    stall.clock.forward(from_ms - stall.clock.now_ms());
    let mut word = heard(&stall.clock, &sale, Said::Succeeded);
    word.told.reference = "RS77X2M44".into();
    stall.till.say(sale.id, &word).expect("a person's word");
    for text in ["RS77X2M44", "rs77x2", "rs77", "Rs77"] {
        assert_eq!(found(&stall, text), [(FoundBy::Reference, vec![sale.id])], "{text}");
    }
}

#[tokio::test]
async fn a_vehicle_is_found_by_letters_and_digits_of_its_number() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let input = SaleInput {
        service: domain::Service::Fastag,
        operator: Some("fastag-icici".into()),
        circle: None,
        fields: vec![FieldInput { field: Field::CustomerName, text: "Asha Verma".into() }],
        ..airtel("RJ14CA2541")
    };
    let sale = stall.sell_to_the_end(&input).await.id;
    for text in ["RJ14CA2541", "rj 14 ca", "CA 2541", "2541"] {
        assert_eq!(found(&stall, text), [(FoundBy::Number, vec![sale])], "{text}");
    }
}

#[tokio::test]
async fn a_long_group_goes_on_where_it_ended() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let mut all = Vec::new();
    for at in 0..8 {
        all.insert(0, sold(&mut stall, "airtel", &format!("987650000{at}"), "299").await);
    }
    let first = groups(&stall, "₹ 299").remove(0);
    assert!(first.has_more);
    let after = u32::try_from(first.rows.len()).expect("a few");
    let more_of = Some(MoreOf { by: FoundBy::Amount, after });
    let rest = stall.till.search(&SearchQuery { text: "₹ 299".into(), more_of }).expect("a search").remove(0);
    assert!(!rest.has_more);
    assert_eq!(first.rows.iter().chain(&rest.rows).map(|row| row.id).collect::<Vec<_>>(), all);
}

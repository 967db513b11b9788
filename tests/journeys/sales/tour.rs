//! The first tour in the shop's settings: offered to a new shop, kept over a restart, never walked with real money.

use std::time::Duration;

use till::{Mode, Problem, Tour};

use super::counter::Counter;
use super::own_files::shop;

async fn tour_of(counter: &Counter) -> Tour {
    counter.shop.counter().await.expect("the counter").settings.expect("a shop").tour
}

#[tokio::test]
async fn a_new_shop_is_offered_the_tour_and_goes_on_where_it_was_left() {
    let counter = Counter::with(&["inspay"], Duration::from_millis(40)).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    assert_eq!(tour_of(&counter).await, Tour::Offered);
    counter.shop.keep_tour(Tour::Walking { steps: 3 }).await.expect("walked");
    counter.shop.save_shop(&shop("Verma Mobiles")).await.expect("another name");
    let counter = counter.reopened().await;
    assert_eq!(tour_of(&counter).await, Tour::Walking { steps: 3 });
    counter.shop.keep_tour(Tour::Left { steps: 3 }).await.expect("left");
    assert_eq!(tour_of(&counter).await, Tour::Left { steps: 3 });
}

#[tokio::test]
async fn an_older_shop_is_not_asked_and_real_money_is_never_shown_round() {
    let counter = Counter::with(&["inspay"], Duration::from_millis(40)).await;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    // What an earlier version wrote has no tour, and what a later one writes may have another.
    for other in [None, Some(serde_json::json!({ "is": "flown" }))] {
        let counter = Counter::with(&["inspay"], Duration::from_millis(40)).await;
        counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
        let change = |folder: &std::path::Path| {
            let file = folder.join("settings.json");
            let text = std::fs::read_to_string(&file).expect("settings");
            let mut settings: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let of_shop = settings["shop"].as_object_mut().expect("a shop");
            assert!(of_shop.remove("tour").is_some(), "it was kept");
            of_shop.extend(other.map(|other| ("tour".to_owned(), other)));
            std::fs::write(&file, settings.to_string()).expect("written");
        };
        let counter = counter.changed(change).await;
        assert_eq!(tour_of(&counter).await, Tour::Left { steps: 0 });
    }
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    assert_eq!(counter.shop.keep_tour(Tour::Walking { steps: 0 }).await, Err(Problem::NotAllowedNow));
    assert_eq!(counter.shop.keep_tour(Tour::Left { steps: 2 }).await, Ok(()), "to leave it is always allowed");
}

//! The first morning: the questions of the first start, and every screen of a shop in which nothing has happened yet.

use crate::gallery::catalogue::{Scene, state};
use crate::screen::key;

/// The first start.
pub fn scene() -> Scene {
    let states = vec![
        state("questions", "The first start: language, shop, and how to begin", |stage| stage.top()),
        state("problems", "The first start with nothing filled in", |stage| {
            stage.screen.press(&stage.say("first_practice"));
            stage.screen.wait_text(&stage.say("problem_shop_name_missing"));
        }),
    ];
    Scene { name: "start", states }
}

/// Every screen while it is empty.
pub fn new_shop() -> Scene {
    let go = |screen: &'static str| move |stage: &crate::gallery::stage::Stage<'_>| stage.screen.go(&stage.say(screen));
    let states = vec![
        state("sell", "Sell on the first morning", |stage| stage.fresh()),
        state("recent", "The recent numbers of a shop without customers", |stage| {
            stage.screen.keys(key::F2);
            stage.wait_shown("#known-list");
        }),
        state("pending", "Pending with nothing in it", go("nav_pending")),
        state("day-book", "The day book before the first sale", go("nav_day_book")),
        state("customers", "Customers before the first one", |stage| {
            stage.to("day-book/customers");
            stage.screen.wait_text(&stage.say("customers_empty"));
        }),
        state("money", "The money book before the first entry", |stage| {
            stage.to("day-book/money");
            stage.screen.wait_text(&stage.say("money_has"));
        }),
        state("services", "Services before the first order", go("nav_services")),
        state("reports", "Reports before the first sale", go("nav_reports")),
        state("companies", "The comparison of companies before the first sale", |stage| {
            stage.to("reports/companies");
            stage.screen.wait_text(&stage.say("companies_empty"));
        }),
        state("complaints", "Complaints before the first one", |stage| {
            stage.to("reports/complaints");
            stage.screen.wait_text(&stage.say("complaints_none"));
        }),
        state("due", "Due again while nobody is", |stage| {
            stage.to("day-book/due");
            stage.screen.wait_text(&stage.say("due_empty"));
        }),
        state("plans", "The list of plans before the first one", |stage| stage.screen.settings("plans")),
    ];
    Scene { name: "new-shop", states }
}

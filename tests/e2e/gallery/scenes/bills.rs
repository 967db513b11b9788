//! Bills and the other services that are sold: their tabs, the fields that a bill grows, and a wallet that cannot pay it.

use crate::gallery::catalogue::{Scene, state};
use crate::gallery::stage::Stage;
use crate::screen::key;

/// Opens a service, wherever the window has room for its tab.
pub fn service(stage: &Stage<'_>, id: &str) {
    stage.fresh();
    let open = format!(
        "if (document.getElementById('tab-{id}') === null) document.getElementById('tab-more')?.click(); return true"
    );
    stage.wait_true("the tabs", &open);
    stage.press(&format!("#tab-{id}, #more-{id}"));
    stage.screen.wait_cursor(&stage.say("field_number"));
}

/// Number, operator and the fields of a discom that wants more than number and amount.
pub fn number_and_fields(stage: &Stage<'_>, number: &str) {
    stage.screen.keys(&format!("{number}{}", key::ENTER));
    stage.screen.wait_cursor(&stage.say("field_operator"));
    stage.screen.keys("mahavitran");
    stage.screen.wait_text("MSEDCL");
    stage.screen.keys(key::ENTER);
    stage.screen.wait_cursor(&stage.say("extra_billing_unit"));
    stage.screen.keys("4021");
    stage.screen.fill(&stage.say("extra_processing_cycle"), None, "03");
}

/// A bill of it.
pub fn bill(stage: &Stage<'_>, rupees: &str) {
    service(stage, "electricity");
    number_and_fields(stage, "170012345678");
    stage.screen.fill(&stage.say("field_amount"), None, rupees);
    stage.screen.keys(key::ENTER);
}

/// Everything but a recharge.
pub fn scene() -> Scene {
    let states = vec![
        state("bill", "The strip of an electricity bill", |stage| {
            bill(stage, "1847");
            stage.screen.wait_cursor(&stage.words_with("pay_button", "₹ 1,847"));
        }),
        state("not-enough", "A bill of ₹ 99,999 that the wallet cannot pay", |stage| {
            bill(stage, "99999");
            stage.wait_shown("#sell-strip, .strip.trouble");
        }),
        state("boards", "Electricity boards, found by a word of another language", |stage| {
            service(stage, "electricity");
            stage.focus("#sell-operator");
            stage.screen.keys("बिजली");
            stage.wait_shown("[role=option]");
        }),
        state("dth", "Television: the few operators are buttons", |stage| service(stage, "dth")),
        state("fastag", "FASTag", |stage| service(stage, "fastag")),
        state("gas", "Gas", |stage| service(stage, "gas")),
        state("insurance", "Insurance", |stage| service(stage, "insurance")),
        state("voucher", "Vouchers", |stage| service(stage, "voucher")),
        state("landline", "Landline", |stage| service(stage, "landline")),
    ];
    Scene { name: "bills", states }
}

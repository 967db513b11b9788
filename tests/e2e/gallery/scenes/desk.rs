//! The services desk: each form, an order, and a person who is shown once.

use crate::desk_form::{REGISTRATION, fill, press_start, wait_status};
use crate::gallery::catalogue::{Scene, state};
use crate::screen::key;
use crate::shop::FIRST_WORD;

/// The screen *Services*.
pub fn scene() -> Scene {
    let mut states = applications();
    states.extend(checks_and_loads());
    Scene { name: "services", states }
}

fn applications() -> Vec<crate::gallery::catalogue::State> {
    vec![
        state("home", "Four services, the company's wallet and finished orders", |stage| {
            stage.screen.go(&stage.say("nav_services"));
            stage.wait_shown("main h1");
        }),
        state("pan", "An application for a PAN card", |stage| {
            stage.to("services/pan");
            stage.screen.wait_text(&stage.say("how_pan_2"));
        }),
        state("pan-problem", "A mobile number that is too short", |stage| {
            fill(&stage.screen, &[("deskfield_mobile", "987654321"), ("deskfield_charge", "150")]);
            press_start(&stage.screen, "start_pan");
            stage
                .screen
                .wait_text(&stage.screen.words.fill("problem_number_too_short", &[("digits", "9"), ("wanted", "10")]));
        }),
        state("pan-started", "An application that was started", |stage| {
            fill(&stage.screen, &[("deskfield_mobile", "9876543210")]);
            press_start(&stage.screen, "start_pan");
            wait_status(&stage.screen, &stage.say("order_started"), FIRST_WORD);
        }),
        state("unfinished", "What was left half way", |stage| {
            stage.screen.go(&stage.say("nav_services"));
            stage.screen.wait_text(&stage.say("desk_unfinished"));
        }),
        state("agent", "The shop registers as an agent, with everything that is missing", |stage| {
            stage.to("services/account");
            stage.screen.wait_text(&stage.say("agent_title"));
            stage.screen.press(&stage.say("register"));
            stage.screen.wait_text(&stage.say("deskfault_state_missing"));
        }),
        state("account", "A bank account, with fields that are missing", |stage| {
            fill(&stage.screen, REGISTRATION);
            stage.screen.choose(&stage.say("deskfield_state"), None, &stage.screen.words.home_circle());
            stage.screen.press(&stage.say("register"));
            stage.screen.find("field", &stage.say("deskfield_first_name"), None);
            fill(&stage.screen, &[("deskfield_charge", "0")]);
            press_start(&stage.screen, "start_account");
            stage.screen.wait_text(&stage.say("deskfault_last_name_missing"));
        }),
    ]
}

fn checks_and_loads() -> Vec<crate::gallery::catalogue::State> {
    vec![
        state("load", "A load of the wallet", |stage| {
            stage.to("services/load");
            stage.screen.wait_text(&stage.say("load_hint"));
        }),
        state("load-code", "The UPI code of a load", |stage| {
            fill(&stage.screen, &[("deskfield_amount", "101")]);
            stage.screen.keys(key::ENTER);
            stage.screen.wait_cursor(&stage.screen.words.fill("show_qr_for", &[("amount", "₹ 101")]));
            stage.screen.keys(key::ENTER);
            stage.wait_true(
                "the code",
                "return [...document.querySelectorAll('main svg path')].some((each) => each.getAttribute('d').length > 1000)",
            );
        }),
        state("consent", "The consent before an Aadhaar check", |stage| {
            stage.to("services/aadhaar");
            stage.screen.wait_text(&stage.say("consent_title"));
        }),
        state("otp", "An OTP that was wrong", |stage| {
            stage.screen.click("choice", &stage.say("deskfield_consent"), None);
            fill(&stage.screen, &[("deskfield_consent_by", "Ramesh"), ("deskfield_charge", "20")]);
            fill(&stage.screen, &[("deskfield_aadhaar", "999900000016")]);
            press_start(&stage.screen, "send_otp");
            wait_status(&stage.screen, &stage.say("otp_sent"), FIRST_WORD);
            fill(&stage.screen, &[("deskfield_otp", "111111")]);
            stage.screen.press(&stage.say("verify"));
            stage.screen.wait_text(&stage.screen.words.sentence_of("problem_otp_wrong", "other"));
        }),
        state("person", "A person, shown once", |stage| {
            fill(&stage.screen, &[("deskfield_otp", "123456")]);
            stage.screen.press(&stage.say("verify"));
            wait_status(&stage.screen, &stage.say("verified"), FIRST_WORD);
        }),
        state("home-later", "Services with orders that are open and finished", |stage| {
            stage.screen.press(&stage.say("done"));
            stage.screen.go(&stage.say("nav_services"));
            stage.wait_shown("main h1");
            stage.top();
        }),
    ]
}

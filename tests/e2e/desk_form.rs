//! The forms of the services desk, as somebody fills them in.

use std::time::Duration;

use crate::screen::{Screen, key};

/// The registration of the shop, as it should be.
pub const REGISTRATION: &[(&str, &str)] = &[
    ("deskfield_shop_name", "Sharma Telecom"),
    ("deskfield_name", "Ramesh Sharma"),
    ("deskfield_email", "ramesh@example.in"),
    ("deskfield_mobile", "9876543210"),
    ("deskfield_date_of_birth", "05-11-1980"),
    ("deskfield_address", "12 Station Road"),
    ("deskfield_city", "Jaipur"),
    ("deskfield_pincode", "302001"),
    ("deskfield_pan", "ZZZPS1234Q"),
];

/// Waits until the screen tells this aloud.
pub fn wait_status(screen: &Screen<'_>, words: &str, limit: Duration) {
    screen.wait(&format!("'{words}' to be told"), limit, || screen.status().contains(words).then_some(()));
}

/// Fills fields by the keys of their names.
pub fn fill(screen: &Screen<'_>, fields: &[(&str, &str)]) {
    for (field, text) in fields {
        screen.fill(&screen.words.say(field), None, text);
    }
}

/// From the charge to the strip's button, and presses it: two deliberate Enters.
pub fn press_start(screen: &Screen<'_>, button: &str) {
    let charge = screen.words.say("deskfield_charge");
    let field = screen.find("field", &charge, None);
    screen.page.script("arguments[0].focus()", &[field.value()]).expect("the field takes the cursor");
    screen.wait_cursor(&charge);
    screen.keys(key::ENTER);
    screen.wait_cursor(&screen.words.say(button));
    screen.keys(key::ENTER);
}

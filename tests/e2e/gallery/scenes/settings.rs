//! Settings: every place, the search, the look of an evening, and the question before real money.

use crate::gallery::catalogue::{Scene, State, state};
use crate::screen::key;
use crate::setting_places::setting_places;

/// The screen *Settings*. Its places come from the list that the window is made from.
pub fn scene() -> Scene {
    let place = |place: String| {
        let shows = format!("Settings: {place}");
        State { name: place.clone(), shows, reach: Box::new(move |stage| stage.screen.settings(&place)) }
    };
    let mut states: Vec<State> = setting_places().into_iter().map(place).collect();
    states.extend([
        state("found", "A form is found by a word", |stage| {
            stage.screen.go(&stage.say("nav_settings"));
            stage.screen.fill(&stage.say("settings_search"), None, "commission");
            stage.wait_shown("[role=option]");
        }),
        state("nothing-found", "A word by which nothing is found", |stage| {
            stage.screen.fill(&stage.say("settings_search"), None, "zzzz");
            stage.screen.wait_text(&stage.say("settings_search_none"));
        }),
        state("real-money", "The question before real money", |stage| {
            stage.screen.keys(key::ESC);
            stage.screen.settings("mode");
            stage.screen.press(&stage.say("switch_to_real"));
            stage.screen.find("dialog", &stage.say("to_real_title"), None);
        }),
        state("pad", "Sell with number keys on the screen", |stage| {
            stage.close();
            stage.screen.settings("look");
            stage.screen.click("choice", &stage.say("look_pad_always"), Some(&stage.say("settings_look")));
            stage.fresh();
            stage.screen.fill_in(stage.airtel("98765 43211"));
        }),
        state("compact", "The day book with close rows", |stage| {
            stage.screen.settings("look");
            stage.screen.click("choice", &stage.say("look_pad_never"), Some(&stage.say("settings_look")));
            stage.screen.click("choice", &stage.say("look_density_compact"), Some(&stage.say("settings_look")));
            stage.screen.go(&stage.say("nav_day_book"));
        }),
        state("comfortable", "The look as it was", |stage| {
            stage.screen.settings("look");
            stage.screen.click("choice", &stage.say("look_density_comfortable"), Some(&stage.say("settings_look")));
        }),
    ]);
    Scene { name: "settings", states }
}

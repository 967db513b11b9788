//! What stands on top of a screen: slips that wait, backups and a restore, and books that cannot be read.

use crate::desk_form::wait_status;
use crate::gallery::catalogue::{Scene, state};
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED};

/// Nobody listens at this port of this computer.
const NO_PRINTER: &str = "9";

/// Notices over a shop that works.
pub fn scene() -> Scene {
    let states = vec![
        state("backups", "Backups", |stage| {
            stage.screen.settings("backup");
            stage.screen.press(&stage.say("backup_now"));
            wait_status(&stage.screen, &stage.say("backup_done"), SETTLED);
        }),
        state("restore", "The question before a restore", |stage| {
            stage.screen.press(&stage.say("backup_restore"));
            stage.screen.wait_text(&stage.say("restore_nothing_sent"));
        }),
        state("restored", "The report of a restore", |stage| {
            stage.screen.press(&stage.say("restore_go"));
            let report = stage.say("report_good");
            stage.screen.wait("the report", SETTLED, || stage.screen.text().contains(&report).then_some(()));
        }),
        state("printer", "A printer that is typed in", |stage| {
            let printer = stage.say("settings_printer");
            stage.screen.settings("printer");
            stage.screen.press(&stage.say("printer_type"));
            stage.screen.fill(&stage.say("printer_host"), Some(&printer), "127.0.0.1");
            stage.screen.fill(&stage.say("printer_port"), Some(&printer), NO_PRINTER);
        }),
        state("slip-waits", "A slip waits for a printer that does not answer", |stage| {
            stage.screen.press(&stage.say("printer_use"));
            stage.screen.wait_text(&stage.screen.words.fill("printer_chosen", &[("name", "127.0.0.1")]));
            stage.fresh();
            stage.screen.sell(stage.airtel("98765 43213"));
            stage.screen.wait_outcome("98765 43213", "outcome_done", SETTLED);
            stage.screen.keys("p");
            // Several notices are one line, which opens.
            stage.screen.wait("the way to the printer", SETTLED, || {
                let link = || stage.screen.look("link", &stage.say("settings_printer"), None);
                link().or_else(|| {
                    let folded = stage.screen.look("button", &stage.say("notices_show"), None)?;
                    stage.screen.click_on(&folded).ok();
                    link()
                })
            });
        }),
    ];
    Scene { name: "notices", states }
}

/// Books that cannot be read.
pub fn damage() -> Scene {
    let states = vec![
        state("damaged", "The books are damaged", |_| ()),
        state("repaired", "The books are repaired", |stage| {
            stage.screen.press(&stage.say("damage_repair"));
            stage.screen.find("heading", &stage.say("damage_repaired"), None);
        }),
        state("after", "Sell after a repair", |stage| {
            stage.screen.press(&stage.say("damage_go_on"));
            stage
                .screen
                .wait("Sell", FIRST_WORD, || (stage.screen.cursor() == stage.say("field_number")).then_some(()));
            stage.screen.keys(key::F8);
        }),
    ];
    Scene { name: "damage", states }
}

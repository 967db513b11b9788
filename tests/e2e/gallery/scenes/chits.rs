//! Paper mode: the line goes, chits are written and looked at, the line comes back, and one is sold.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tempfile::TempDir;

use crate::gallery::catalogue::{Scene, State, state};
use crate::gallery::stage::Stage;
use crate::line::Line;
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED, Sale};

const FIRST: &str = "98765 00001";
const SECOND: &str = "98765 00011";
/// What the wallet of the made-up company still pays.
const LARGE: &str = "9,999";
const PHONE: &str = "9876522222";
const PACE_MS: u32 = 100;

/// The companies' side of the line. It goes and comes back at the same address.
struct OtherSide {
    folder: TempDir,
    port: Cell<u16>,
    line: RefCell<Option<Line>>,
}

impl OtherSide {
    fn new() -> OtherSide {
        let folder = tempfile::tempdir().expect("a folder");
        OtherSide { folder, port: Cell::new(0), line: RefCell::new(None) }
    }

    fn goes(&self) {
        self.line.take();
    }

    /// Gives the address of a company.
    fn comes(&self) -> String {
        self.goes();
        let line = Line::start_at(self.folder.path(), PACE_MS, self.port.get());
        self.port.set(line.port());
        let address = line.base_address("inspay").to_owned();
        self.line.replace(Some(line));
        address
    }
}

/// A shop that sells with real money, until the line goes.
fn real_money(stage: &Stage<'_>, other: &OtherSide) {
    let login = [("username", "practice"), ("token", "practice-token")];
    stage.screen.connect("INSPAY", &other.comes(), &login);
    stage.screen.wait_region("INSPAY", "12,480.50", FIRST_WORD);
    stage.screen.switch_to_real();
    other.goes();
}

/// Fills in the form of a chit and has it written.
fn write(stage: &Stage<'_>, number: &str) {
    stage.screen.fill(&stage.say("chit_phone"), None, PHONE);
    stage.screen.press(&stage.say("chit_write"));
    stage.screen.wait_text(&stage.screen.words.fill("chit_written", &[("number", number)]));
    stage.screen.wait_cursor(&stage.say("close"));
}

/// Chits, with real money of a made-up company.
pub fn scene() -> Scene {
    let other = Rc::new(OtherSide::new());
    let of_the_line = |name: &str, shows: &str, reach: fn(&Stage<'_>, &OtherSide)| {
        let other = Rc::clone(&other);
        state(name, shows, move |stage| reach(stage, &other))
    };
    let mut states =
        vec![of_the_line("no-line", "A sale that was not sent, and the offer to write a chit", |stage, other| {
            real_money(stage, other);
            stage.screen.go(&stage.say("nav_sell"));
            stage.screen.sell(stage.airtel(FIRST));
            stage.screen.wait_outcome(FIRST, "outcome_not_sent", SETTLED);
            stage.screen.wait_text(&stage.say("chit_no_line"));
        })];
    states.extend(without_a_line());
    states.push(of_the_line("line-back", "The line is back, and the next chit is offered", |stage, other| {
        stage.screen.keys(key::ENTER);
        stage.close();
        other.comes();
        let next = stage.screen.words.fill("chit_next", &[("number", "1"), ("amount", "₹ 299")]);
        stage.screen.wait("the next chit", SETTLED + SETTLED, || stage.screen.look("button", &next, None).map(drop));
    }));
    states.extend(with_a_line());
    Scene { name: "chits", states }
}

fn without_a_line() -> Vec<State> {
    vec![
        state("write", "The form of a chit", |stage| {
            stage.screen.press(&stage.say("chit_write"));
            stage.screen.wait_cursor(&stage.say("chit_phone"));
        }),
        state("write-problem", "A chit without a whole mobile number", |stage| {
            stage.screen.fill(&stage.say("chit_phone"), None, &format!("12{}", key::ENTER));
            stage.screen.wait_text(&stage.say("problem_chit_phone"));
        }),
        state("written", "A chit that is written, of money that was taken", |stage| {
            stage.screen.click("choice", &stage.say("chit_taken_cash"), None);
            write(stage, "1");
        }),
        state("strip", "The strip while the line is down and a chit waits", |stage| {
            stage.close();
            stage.screen.fill_in(Sale { rupees: LARGE, ..stage.airtel(SECOND) });
            stage.screen.wait_read();
        }),
        state("list-down", "The chits while the line is down", |stage| {
            stage.screen.press(&stage.say("chit_write"));
            stage.screen.wait_cursor(&stage.say("chit_phone"));
            write(stage, "2");
            stage.close();
            stage.screen.press(&stage.say("chits_show"));
            stage.screen.wait_text(&stage.say("chit_line_down"));
        }),
        state("throw-away", "The question before a chit is thrown away", |stage| {
            stage.screen.press(&stage.say("chit_throw"));
            stage.screen.wait_cursor(&stage.say("repeat_no"));
        }),
    ]
}

fn with_a_line() -> Vec<State> {
    vec![
        state("list", "The chits when the line is back", |stage| {
            stage.screen.press(&stage.say("chits_show"));
            stage.screen.wait_text(&stage.say("chits_intro"));
        }),
        state("slip", "A chit as a slip", |stage| {
            stage.screen.press(&stage.screen.words.fill("chit_print_of", &[("number", "1")]));
            stage
                .wait_true("the picture of the slip", "return document.querySelector('dialog img')?.complete === true");
        }),
        state("sell", "The strip of a chit", |stage| {
            // The slip first, and then the list where it still stands below.
            for _ in 0..2 {
                stage.screen.keys(key::ESC);
            }
            stage.wait_true("no dialog", "return document.querySelector('dialog:modal') === null");
            stage.screen.press(&stage.screen.words.fill("chit_next", &[("number", "1"), ("amount", "₹ 299")]));
            stage.screen.wait_cursor(&stage.words_with("recharge_button", "₹ 299"));
            stage.screen.wait_read();
        }),
        state("sold", "A chit that was sold, and the next one", |stage| {
            stage.screen.keys(key::ENTER);
            stage.screen.wait_outcome(FIRST, "outcome_done", SETTLED);
        }),
    ]
}

//! The printer: set up by hand, tried, and chosen; slips that print by themselves, wait for paper, and are asked about. It stands on a
//! loopback port, says how it is, and keeps what it was given.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// How a printer answers `DLE EOT 1` to `4`, with paper and without.
const READY: [u8; 4] = [0x12; 4];
const NO_PAPER: [u8; 4] = [0x1A, 0x32, 0x12, 0x72];
/// A printer that breaks does so after so many bytes of a slip.
const BREAKS_AFTER: usize = 2_000;
/// A waiting slip is tried again after half a minute at the latest.
const TRIED_AGAIN: Duration = Duration::from_secs(60);

/// What the printer's thread and its test share.
#[derive(Default)]
struct State {
    is_empty: AtomicBool,
    breaks: AtomicBool,
    slips: Mutex<Vec<Vec<u8>>>,
}

/// A printer on a loopback port.
struct Paper {
    port: u16,
    state: Arc<State>,
}

impl Paper {
    fn plug_in() -> Paper {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(State::default());
        let printer = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                printer.serve(stream);
            }
        });
        Paper { port, state }
    }

    fn has_paper(&self, has: bool) {
        self.state.is_empty.store(!has, Ordering::SeqCst);
    }

    fn breaks(&self, breaks: bool) {
        self.state.breaks.store(breaks, Ordering::SeqCst);
    }

    fn slips(&self) -> Vec<Vec<u8>> {
        self.state.slips.lock().expect("the slips").clone()
    }

    fn wait_slips(&self, screen: &Screen<'_>, count: usize, limit: Duration) -> Vec<u8> {
        screen.wait(&format!("{count} slips on paper"), limit, || {
            self.slips().get(count - 1).filter(|_| self.slips().len() == count).cloned()
        })
    }
}

impl State {
    fn serve(&self, mut stream: TcpStream) {
        let (mut slip, mut bytes) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = stream.read(&mut bytes) {
            slip.extend_from_slice(&bytes[..count]);
            // It is asked for one thing, and nothing is sent until it has answered.
            if let [.., 0x10, 0x04, question @ 1..=4] = slip[..] {
                slip.truncate(slip.len() - 3);
                let says = if self.is_empty.load(Ordering::SeqCst) { NO_PAPER } else { READY };
                let _ = stream.write_all(&[says[usize::from(question) - 1]]);
            }
            if self.breaks.load(Ordering::SeqCst) && slip.len() > BREAKS_AFTER {
                return;
            }
        }
        if !slip.is_empty() {
            self.slips.lock().expect("the slips").push(slip);
        }
    }
}

/// The bytes of a row, and how many rows all bands of a slip have.
fn size_of(slip: &[u8]) -> (usize, usize) {
    let (mut at, mut width, mut rows) = (0, 0, 0);
    while let Some(found) = slip[at..].windows(4).position(|four| four == [0x1D, 0x76, 0x30, 0]) {
        let head = at + found + 4;
        let number = |low: usize| usize::from(slip[low]) + 256 * usize::from(slip[low + 1]);
        width = number(head);
        rows += number(head + 2);
        at = head + 4 + width * number(head + 2);
    }
    (width, rows)
}

fn settings(screen: &Screen<'_>) {
    screen.settings("printer");
    screen.find("heading", &screen.words.say("settings_printer"), None);
    // What is connected to the computer that runs this is found, and nothing of it is touched.
    screen.wait_text(&screen.words.say("printers_look"));
}

/// Types the printer in, with paper of 80 mm, and chooses it.
fn choose(screen: &Screen<'_>, paper: &Paper) {
    let say = |key: &str| screen.words.say(key);
    settings(screen);
    screen.press(&say("printer_type"));
    screen.fill(&say("printer_host"), Some(&say("settings_printer")), "127.0.0.1");
    screen.fill(&say("printer_port"), Some(&say("settings_printer")), &paper.port.to_string());
    screen.click("choice", &say("paper_80"), Some(&say("settings_printer")));
    screen.press(&say("printer_use"));
    screen.wait_text(&screen.words.fill("printer_chosen", &[("name", "127.0.0.1")]));
}

fn prints_by_itself(screen: &Screen<'_>) {
    screen.click("choice", &screen.words.say("print_by_itself"), None);
    let is_on =
        "return document.querySelector('#settings-printer').parentElement.querySelector('[role=switch]').checked";
    screen.wait("the switch", FIRST_WORD, || (screen.page.script(is_on, &[]).ok()? == json!(true)).then_some(()));
}

fn sell(screen: &Screen<'_>, operator: &str) {
    screen.go(&screen.words.say("nav_sell"));
    screen.sell(Sale { number: "98765 00001", operator, rupees: "299" });
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
}

/// The picture on the screen is the raster on the paper: as many rows, and crisp.
fn shows(screen: &Screen<'_>, slip: &[u8]) {
    let (width, rows) = size_of(slip);
    let size = "const image = document.querySelector('dialog img'); return image?.complete ? [image.naturalWidth, image.naturalHeight] : null";
    screen.wait("the picture of the slip", FIRST_WORD, || {
        let size = screen.page.script(size, &[]).ok()?;
        (size == json!([width * 8, rows])).then_some(())
    });
    let dots = "const image = document.querySelector('dialog img'); return image.getBoundingClientRect().width * devicePixelRatio / image.naturalWidth";
    let dots = screen.page.script(dots, &[]).expect("a width").as_f64().expect("a number");
    assert!((dots - dots.round()).abs() < 0.01, "each dot is {dots} of the screen");
}

#[test]
fn a_printer_is_set_up_and_prints_by_itself() {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, paper) = (Shop::first_start("print", "en", data.path()), Paper::plug_in());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    settings(&screen);
    look(&screen, "none");
    screen.press(&say("printer_type"));
    screen.fill(&say("printer_host"), Some(&say("settings_printer")), "http://printer");
    screen.press(&say("test_print"));
    screen.wait_text(&say("problem_printer_host"));
    screen.wait_cursor(&say("printer_host"));
    screen.fill(&say("printer_host"), Some(&say("settings_printer")), "127.0.0.1");
    screen.fill(&say("printer_port"), Some(&say("settings_printer")), &paper.port.to_string());
    screen.click("choice", &say("paper_80"), Some(&say("settings_printer")));
    screen.press(&say("test_print"));
    screen.wait_text(&say("test_printed"));
    assert_eq!(size_of(&paper.wait_slips(&screen, 1, FIRST_WORD)).0, 72, "576 dots");
    look(&screen, "typed");
    screen.press(&say("printer_use"));
    screen.wait_text(&words.fill("printer_chosen", &[("name", "127.0.0.1")]));
    prints_by_itself(&screen);
    look(&screen, "chosen");
    sell(&screen, "Airtel");
    paper.wait_slips(&screen, 2, FIRST_WORD);
    // No dialog stands in the way, and the next sale can begin.
    screen.wait_cursor(&say("field_number"));
    screen.keys("p");
    paper.wait_slips(&screen, 3, FIRST_WORD);
    screen.wait_text(&say("printed"));
    look(&screen, "printed");
    screen.press(&say("share"));
    screen.find("dialog", &say("receipt_title"), None);
    // The next one would be the second duplicate: as long as the one before.
    shows(&screen, &paper.slips()[2]);
    look(&screen, "slip");
    screen.click("choice", "English + हिन्दी", None);
    screen.wait_text("अभ्यास");
    look(&screen, "slip-both");
}

#[test]
fn without_paper_a_slip_waits_in_hindi_and_prints_later() {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, paper) = (Shop::first_start("print-hi", "hi", data.path()), Paper::plug_in());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    settings(&screen);
    look(&screen, "none");
    choose(&screen, &paper);
    prints_by_itself(&screen);
    look(&screen, "chosen");
    paper.has_paper(false);
    sell(&screen, "एयरटेल");
    screen.wait_text(&say("print_waits_paper"));
    let trouble = say("problem_printer_paper_out");
    screen.wait_text(&trouble);
    look(&screen, "paper-out");
    assert_eq!(paper.slips().len(), 0);
    paper.has_paper(true);
    paper.wait_slips(&screen, 1, TRIED_AGAIN);
    screen.wait_text(&say("printed"));
    screen.wait("the notice to go", FIRST_WORD, || (!screen.text().contains(&trouble)).then_some(()));
    screen.press(&say("share"));
    screen.find("dialog", &say("receipt_title"), None);
    // Printed once more it is a duplicate, and so is the next one.
    screen.press(&say("print"));
    let duplicate = paper.wait_slips(&screen, 2, FIRST_WORD);
    shows(&screen, &duplicate);
    look(&screen, "slip");
}

#[test]
fn a_slip_that_broke_off_is_asked_about() {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, paper) = (Shop::first_start("print-broken", "en", data.path()), Paper::plug_in());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    choose(&screen, &paper);
    sell(&screen, "Airtel");
    paper.breaks(true);
    let asked = words.fill("job_asked", &[("what", "₹ 299, 98765 00001")]);
    screen.keys("p");
    screen.wait_text(&asked);
    screen.wait_text(&say("print_asks"));
    look(&screen, "asked");
    assert_eq!(paper.slips().len(), 0);
    // Nobody prints it again without being told to; the notice is reached and answered by the keyboard.
    paper.breaks(false);
    let focus = "document.querySelector('.notices button').focus(); return true";
    screen.page.script(focus, &[]).expect("the notice has a button");
    screen.wait_cursor(&say("job_print_again"));
    screen.wait("the slip to be printed again", FIRST_WORD, || {
        screen.keys(key::ENTER);
        (paper.slips().len() == 1).then_some(())
    });
    screen.wait("the question to go", FIRST_WORD, || (!screen.text().contains(&asked)).then_some(()));
    screen.wait_text(&say("printed"));
    paper.breaks(true);
    screen.press(&say("print"));
    screen.wait_text(&asked);
    screen.wait("the answer to be taken", FIRST_WORD, || {
        screen.look("button", &say("job_on_paper"), None).map(|button| screen.click_on(&button));
        (!screen.text().contains(&asked)).then_some(())
    });
    assert_eq!(paper.slips().len(), 1, "and nothing more was printed");
}

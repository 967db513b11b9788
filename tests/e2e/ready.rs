//! A company that answers with a login page sells after its address was corrected.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::line::Line;
use crate::shop::{FIRST_WORD, Sale, Shop};

/// A site for people: whatever is asked of it, it shows its login.
fn login_page() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 8_192]);
            let page = "<!DOCTYPE html><html><head><title>Login</title></head><body>Password</body></html>";
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", page.len());
            let _ = stream.write_all(format!("{head}{page}").as_bytes());
        }
    });
    base
}

fn an_address_is_corrected(name: &str, language: &'static str, operator: &str) {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), 100);
    let shop = Shop::first_start(name, language, data.path());
    let screen = shop.screen();
    let login = [("username", "practice"), ("token", "practice-token")];
    screen.connect("INSPAY", &login_page(), &login);
    screen.wait_region("INSPAY", &shop.words.sentence("problem_web_page_at_address"), FIRST_WORD);
    screen.wait_region("INSPAY", &shop.words.say("closed_for_sales"), FIRST_WORD);
    screen.picture("login-page");
    screen.connect("INSPAY", line.base_address("inspay"), &[]);
    screen.wait_region("INSPAY", "12,480.50", FIRST_WORD);
    screen.wait_region("INSPAY", &shop.words.say("connected"), FIRST_WORD);
    screen.wait_region("INSPAY", &shop.words.fill("ready_for_real", &[("provider", "INSPAY")]), FIRST_WORD);
    screen.picture("corrected");
    screen.switch_to_real();
    screen.sell(Sale { number: "98765 00001", operator, rupees: "199" });
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
}

#[test]
fn an_address_is_corrected_in_english() {
    an_address_is_corrected("corrected-en", "en", "Airtel");
}

#[test]
fn an_address_is_corrected_in_hindi() {
    an_address_is_corrected("corrected-hi", "hi", "एयरटेल");
}

//! What is true in every dialect.

use std::thread;
use std::time::{Duration, Instant};

use simulator::{Outcome, TEST_NUMBERS, outcome_of};

use crate::line::{Line, NEVER, send_raw, split};

const FORM: &str = "username=practice&token=practice-token&format=json&opcode=RC&amount=100";

fn recharge(line: &Line, order_id: &str, number: &str) -> String {
    let form = format!("{FORM}&number={number}&orderid={order_id}");
    line.post("inspay", "/v3/recharge/api", "", &form).json()["status"].as_str().unwrap().to_owned()
}

fn enquiry(line: &Line, order_id: &str) -> String {
    let form = format!("{FORM}&orderid={order_id}");
    line.post("inspay", "/v3/recharge/status", "", &form).json()["status"].as_str().unwrap().to_owned()
}

#[test]
fn slow_answer_takes_one_pace_and_the_enquiry_agrees_with_it() {
    let pace = Duration::from_millis(60);
    let line = Line::open(pace);
    let asked = Instant::now();
    assert_eq!(recharge(&line, "G1", "9876500011"), "Success");
    assert!(asked.elapsed() >= pace, "{:?}", asked.elapsed());
    assert_eq!(enquiry(&line, "G1"), "Success");
}

#[test]
fn slow_sale_whose_caller_gave_up_is_pending_and_stands() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let line = Line::open_book(&book, NEVER);
    let base = line.simulator.base_address("inspay");
    let mut caller = std::net::TcpStream::connect(split(&base).0).unwrap();
    let form = format!("{FORM}&number=9876500011&orderid=G1");
    let request = format!(
        "POST /inspay/v3/recharge/api HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{form}",
        form.len()
    );
    std::io::Write::write_all(&mut caller, request.as_bytes()).unwrap();
    while line.simulator.recharge_count("G1") == 0 {
        thread::yield_now();
    }
    drop(caller);
    assert_eq!(enquiry(&line, "G1"), "Pending");
    drop(line);
    assert_eq!(enquiry(&Line::open_book(&book, Duration::ZERO), "G1"), "Success");
}

#[test]
fn pending_ends_by_itself_as_time_passes() {
    let line = Line::open(Duration::from_millis(40));
    assert_eq!(recharge(&line, "G1", "9876500003"), "Pending");
    let asked = Instant::now();
    while enquiry(&line, "G1") != "Failure" {
        assert!(asked.elapsed() < Duration::from_secs(20), "still not settled");
    }
}

#[test]
fn eight_requests_of_one_order_id_execute_once() {
    let line = Line::open(NEVER);
    let answers: Vec<String> = thread::scope(|scope| {
        let callers: Vec<_> = (0..8).map(|_| scope.spawn(|| recharge(&line, "G1", "9876543210"))).collect();
        callers.into_iter().map(|caller| caller.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| *answer == "Success").count(), 1);
    assert_eq!(line.simulator.recharge_count("G1"), 8);
    let balance = line.post("inspay", "/v3/recharge/balance", "", FORM).json();
    assert_eq!(balance["balance"], "12382.50");
}

#[test]
fn requests_say_what_arrived_and_outlive_the_simulator() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let line = Line::open_book(&book, NEVER);
    recharge(&line, "G1", "9876543210");
    let before = line.simulator.requests();
    assert_eq!(before.len(), 1);
    assert_eq!((before[0].slug.as_str(), before[0].order_id.as_str()), ("inspay", "G1"));
    assert_eq!((before[0].number.as_str(), before[0].amount.as_str()), ("9876543210", "100"));
    drop(line);

    let line = Line::open_book(&book, NEVER);
    assert_eq!(line.simulator.requests(), before);
    assert_eq!(recharge(&line, "G1", "9876543210"), "Failure");
    assert_eq!(line.simulator.recharge_count("G1"), 2);
}

#[test]
fn request_cut_short_is_no_request() {
    let line = Line::open(NEVER);
    let base = line.simulator.base_address("inspay");
    let mut caller = std::net::TcpStream::connect(split(&base).0).unwrap();
    let head = "POST /inspay/v3/recharge/api HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n";
    std::io::Write::write_all(&mut caller, format!("{head}{FORM}&number=9876543210&orderid=G1").as_bytes()).unwrap();
    caller.shutdown(std::net::Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    // The server closes once it has seen that the body will never be whole.
    let _ = std::io::Read::read_to_end(&mut caller, &mut rest);
    assert!(line.simulator.requests().is_empty());
}

#[test]
fn unknown_paths_get_a_web_servers_page() {
    let line = Line::open(NEVER);
    for (slug, path) in [("inspay", "/v3/elsewhere"), ("inspay", ""), ("nobody", "/v3/recharge/api"), ("paygrt", "/v1")]
    {
        let heard = line.get(slug, path, "");
        assert_eq!(heard.status, Some(404), "{slug}{path}");
        assert!(heard.body.starts_with("<html>"), "{heard:?}");
    }
    let base = line.simulator.base_address("inspay");
    let heard = send_raw(&base, "PUT /inspay/v3/recharge/api HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert_eq!(heard.status, Some(405));
}

#[test]
fn dropped_simulator_no_longer_answers() {
    let Line { simulator, _runtime: runtime } = Line::open(NEVER);
    let base = simulator.base_address("inspay");
    drop(simulator);
    let asked = Instant::now();
    while std::net::TcpStream::connect(split(&base).0).is_ok() {
        assert!(asked.elapsed() < Duration::from_secs(20), "still listening");
    }
    drop(runtime);
}

#[test]
fn every_test_number_is_a_plausible_mobile_number_too() {
    for test in TEST_NUMBERS {
        assert_eq!(outcome_of(&format!("98765{}", test.ending)), test.outcome);
        assert!(!test.says.is_empty());
    }
    assert_eq!(outcome_of("9876543210"), Outcome::Success);
}

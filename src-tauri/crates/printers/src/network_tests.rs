//! A network printer on a loopback port.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::{Bounds, Broken, Carrier, Condition, Line, Printers, SystemPrinters, Trouble};

fn quick() -> SystemPrinters {
    let bounds = Bounds { stall: Duration::from_millis(400), pace: 100_000, ..Bounds::default() };
    SystemPrinters { bounds }
}

/// A printer of this test, and a line to it.
fn printer<T: Send + 'static>(lives: impl FnOnce(TcpStream) -> T + Send + 'static) -> (Box<dyn Line>, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let life = std::thread::spawn(move || lives(listener.accept().unwrap().0));
    let line = quick().open(&Carrier::Network { host: "127.0.0.1".into(), port }).unwrap();
    (line, life)
}

/// Reads all, and answers every question with what `says` has for its number.
fn answering(mut stream: TcpStream, says: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
    let (mut all, mut bytes, mut looked) = (Vec::new(), [0; 4096], 0);
    while let Ok(count @ 1..) = stream.read(&mut bytes) {
        all.extend(&bytes[..count]);
        while looked + 3 <= all.len() {
            if all[looked..].starts_with(&[0x10, 0x04]) {
                let _ = stream.write_all(&says(all[looked + 2]));
            }
            looked += 1;
        }
    }
    all
}

fn job() -> Vec<u8> {
    (0..60_000_u32).map(|at| (at % 251) as u8 | 0x20).collect()
}

#[test]
fn a_silent_printer_gets_every_byte() {
    let (mut line, life) = printer(|mut stream| {
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        all
    });
    let begin = Instant::now();
    assert_eq!(line.condition(), Ok(Condition::Silent));
    assert!(begin.elapsed() < Duration::from_millis(600), "{:?}", begin.elapsed());
    assert_eq!(line.condition(), Ok(Condition::Silent));
    line.send(&job()).unwrap();
    line.finish().unwrap();
    assert_eq!(life.join().unwrap(), [&[0x10, 0x04, 1][..], &job()].concat());
}

#[test]
fn paper_out_is_told_before_a_byte_is_taken() {
    let (mut line, life) = printer(|stream| {
        answering(stream, |n| vec![if n == 1 { 0x1A } else { 0x12 | if n == 2 { 0x20 } else { 0x60 } }])
    });
    assert_eq!(line.condition(), Err(Trouble::PaperOut));
    drop(line);
    assert!(life.join().unwrap().iter().all(|byte| [0x10, 4, 1, 2].contains(byte)));
}

#[test]
fn a_printer_that_reads_nothing_stalls_the_job_and_not_the_shop() {
    let (mut line, life) = printer(|stream| stream);
    let begin = Instant::now();
    let error = loop {
        if let Err(error) = line.send(&job()) {
            break error;
        }
    };
    assert_eq!(error, Broken { trouble: Trouble::Stalled, taken: true });
    assert!(begin.elapsed() < Duration::from_secs(5));
    drop(life.join().unwrap());
}
